//! Second derivatives of the methods that change lists: what is done to a list is done to its dots, and undone to the bars of both.
//!
//! In: a list with its dots, and what the methods take. Out: what generated code calls at order 2, `push_tangent_pullback` and its kin. Deliberately absent:
//! higher orders, of which rustc says at the call that there are none.

use super::{Bar, ListBar, ListMut, Slots, contribute};
use crate::Differentiable;

/// What a derivative of a derivative has done to something without a result.
type Nothing = (((), ()), ((), ()));

/// The dot of an element that is removed, and a dot of that.
type Removed<T> = (
    (T, <T as Differentiable>::Tangent),
    (<T as Differentiable>::Tangent, <T as Differentiable>::Tangent),
);

/// The same of one that may not be there.
type Popped<T> = (
    (Option<T>, Option<<T as Differentiable>::Tangent>),
    (Option<<T as Differentiable>::Tangent>, Option<<T as Differentiable>::Tangent>),
);

/// The cotangent of one with its dot.
type PoppedBar<T> =
    (Option<<T as Differentiable>::Tangent>, Option<<T as Differentiable>::Tangent>);

/// What a list of dots loses; the zero tangent, if there is no such list.
fn removed<T: Differentiable>(dots: ListBar<'_, T>, index: usize, value: &T) -> T::Tangent {
    match dots {
        Some(dots) => dots.remove(index),
        None => value.zero_tangent(),
    }
}

/// The same of the last one, if there is one.
fn popped<T: Differentiable>(dots: ListBar<'_, T>, value: Option<&T>) -> Option<T::Tangent> {
    match dots {
        Some(dots) => dots.pop(),
        None => value.map(T::zero_tangent),
    }
}

/// A dot, or the zero tangent.
fn dot_of<T: Differentiable>(dot: Option<T::Tangent>, value: &T) -> T::Tangent {
    dot.unwrap_or_else(|| value.zero_tangent())
}

macro_rules! both {
    // The pullback that borrows nothing is the pullback.
    ($(#[$doc:meta])* $name:ident $owned:ident ($($arg:ident: $of:ty),*) -> $out:ty; |$this:ident| $body:block) => {
        $(#[$doc])*
        #[inline]
        pub fn $name(&mut self $(, $arg: $of)*) -> $out {
            let $this = self;
            $body
        }

        /// The same.
        #[inline]
        pub fn $owned(&mut self $(, $arg: $of)*) -> $out {
            self.$name($($arg),*)
        }
    };
}

impl<T: Differentiable> ListMut<'_, Vec<T>> {
    /// That there are derivatives of that order.
    #[inline]
    pub fn push_order_2(&self) {}

    both! {
        /// Reverse mode of forward mode.
        push_tangent_pullback push_tangent_owned_pullback (
            value: T, list_dot: ListBar<'_, T>, value_dot: Option<T::Tangent>
        ) -> (
            ((), ()),
            impl FnOnce(((), ()), ListBar<'_, T>, Bar<'_, T>, ListBar<'_, T>, Bar<'_, T>) + use<T>,
        );
        |this| {
            let done = this.push_tangent(value, list_dot, value_dot);
            (done, |_, list_bar, value_bar, list_dot_bar, value_dot_bar| {
                for (bars, bar) in [(list_bar, value_bar), (list_dot_bar, value_dot_bar)] {
                    if let Some(contribution) = bars.and_then(Vec::pop) {
                        contribute(bar, contribution);
                    }
                }
            })
        }
    }

    /// Forward mode of forward mode.
    #[inline]
    #[allow(clippy::too_many_arguments, reason = "a dot for each, and a dot for each of these")]
    pub fn push_tangent_tangent(
        &mut self,
        value: T,
        list_dot: ListBar<'_, T>,
        value_dot: Option<T::Tangent>,
        list_dot_2: ListBar<'_, T>,
        value_dot_2: Option<T::Tangent>,
        list_dot_dot_2: ListBar<'_, T>,
        value_dot_dot_2: Option<T::Tangent>,
    ) -> Nothing {
        let dots =
            [(list_dot, value_dot), (list_dot_2, value_dot_2), (list_dot_dot_2, value_dot_dot_2)];
        for (list, dot) in dots {
            if let Some(list) = list {
                list.push(dot_of(dot, &value));
            }
        }
        self.0.push(value);
        Nothing::default()
    }

    /// That there are derivatives of that order.
    #[inline]
    pub fn pop_order_2(&self) {}

    both! {
        /// Reverse mode of forward mode.
        pop_tangent_pullback pop_tangent_owned_pullback (
            list_dot: ListBar<'_, T>
        ) -> (
            (Option<T>, Option<T::Tangent>),
            impl FnOnce(PoppedBar<T>, ListBar<'_, T>, ListBar<'_, T>) + use<T>,
        );
        |this| {
            let (value, dot) = this.pop_tangent(list_dot);
            let zero = || value.as_ref().map(T::zero_tangent);
            let (zero, zero_dot) = (zero(), zero());
            let pullback = |(value_bar, dot_bar): PoppedBar<T>, list_bar: ListBar<'_, T>, list_dot_bar: ListBar<'_, T>| {
                for (bars, bar, zero) in [(list_bar, value_bar, zero), (list_dot_bar, dot_bar, zero_dot)] {
                    if let Some(bars) = bars {
                        bars.extend(zero.map(|zero| bar.unwrap_or(zero)));
                    }
                }
            };
            ((value, dot), pullback)
        }
    }

    /// Forward mode of forward mode.
    #[inline]
    pub fn pop_tangent_tangent(
        &mut self,
        list_dot: ListBar<'_, T>,
        list_dot_2: ListBar<'_, T>,
        list_dot_dot_2: ListBar<'_, T>,
    ) -> Popped<T> {
        let value = self.0.pop();
        let [dot, dot_2, dot_dot_2] =
            [list_dot, list_dot_2, list_dot_dot_2].map(|dots| popped(dots, value.as_ref()));
        ((value, dot), (dot_2, dot_dot_2))
    }

    /// That there are derivatives of that order.
    #[inline]
    pub fn insert_order_2(&self) {}

    both! {
        /// Reverse mode of forward mode.
        insert_tangent_pullback insert_tangent_owned_pullback (
            index: usize, value: T, list_dot: ListBar<'_, T>, index_dot: Option<()>, value_dot: Option<T::Tangent>
        ) -> (
            ((), ()),
            impl FnOnce(
                ((), ()),
                ListBar<'_, T>, Option<&mut ()>, Bar<'_, T>,
                ListBar<'_, T>, Option<&mut ()>, Bar<'_, T>,
            ) + use<T>,
        );
        |this| {
            let done = this.insert_tangent(index, value, list_dot, index_dot, value_dot);
            let pullback = move |
                _, list_bar: ListBar<'_, T>, _: Option<&mut ()>, value_bar: Bar<'_, T>,
                list_dot_bar: ListBar<'_, T>, _: Option<&mut ()>, value_dot_bar: Bar<'_, T>
            | {
                for (bars, bar) in [(list_bar, value_bar), (list_dot_bar, value_dot_bar)] {
                    if let Some(bars) = bars {
                        contribute(bar, bars.remove(index));
                    }
                }
            };
            (done, pullback)
        }
    }

    /// Forward mode of forward mode.
    #[inline]
    #[allow(clippy::too_many_arguments, reason = "a dot for each, and a dot for each of these")]
    pub fn insert_tangent_tangent(
        &mut self,
        index: usize,
        value: T,
        list_dot: ListBar<'_, T>,
        _: Option<()>,
        value_dot: Option<T::Tangent>,
        list_dot_2: ListBar<'_, T>,
        _: Option<()>,
        value_dot_2: Option<T::Tangent>,
        list_dot_dot_2: ListBar<'_, T>,
        _: Option<()>,
        value_dot_dot_2: Option<T::Tangent>,
    ) -> Nothing {
        let dots =
            [(list_dot, value_dot), (list_dot_2, value_dot_2), (list_dot_dot_2, value_dot_dot_2)];
        for (list, dot) in dots {
            if let Some(list) = list {
                list.insert(index, dot_of(dot, &value));
            }
        }
        self.0.insert(index, value);
        Nothing::default()
    }

    /// That there are derivatives of that order.
    #[inline]
    pub fn remove_order_2(&self) {}

    both! {
        /// Reverse mode of forward mode.
        remove_tangent_pullback remove_tangent_owned_pullback (
            index: usize, list_dot: ListBar<'_, T>, index_dot: Option<()>
        ) -> (
            (T, T::Tangent),
            impl FnOnce(
                (T::Tangent, T::Tangent),
                ListBar<'_, T>, Option<&mut ()>,
                ListBar<'_, T>, Option<&mut ()>,
            ) + use<T>,
        );
        |this| {
            let done = this.remove_tangent(index, list_dot, index_dot);
            let pullback = move |
                (value_bar, dot_bar): (T::Tangent, T::Tangent), list_bar: ListBar<'_, T>, _: Option<&mut ()>,
                list_dot_bar: ListBar<'_, T>, _: Option<&mut ()>
            | {
                for (bars, bar) in [(list_bar, value_bar), (list_dot_bar, dot_bar)] {
                    if let Some(bars) = bars {
                        bars.insert(index, bar);
                    }
                }
            };
            (done, pullback)
        }
    }

    /// Forward mode of forward mode.
    #[inline]
    #[allow(clippy::too_many_arguments)] // Each with the dots of two directions.
    pub fn remove_tangent_tangent(
        &mut self,
        index: usize,
        list_dot: ListBar<'_, T>,
        _: Option<()>,
        list_dot_2: ListBar<'_, T>,
        _: Option<()>,
        list_dot_dot_2: ListBar<'_, T>,
        _: Option<()>,
    ) -> Removed<T> {
        let value = self.0.remove(index);
        let [dot, dot_2, dot_dot_2] =
            [list_dot, list_dot_2, list_dot_dot_2].map(|dots| removed(dots, index, &value));
        ((value, dot), (dot_2, dot_dot_2))
    }
}

/// The pattern of what is of an index.
macro_rules! ignored {
    ($index:ident) => {
        _
    };
}

macro_rules! orders {
    ($($name:ident $inverse:ident $order:ident $pullback:ident $owned:ident $tangent:ident ($($index:ident),*);)*) => {
        impl<L: Differentiable<Tangent: Slots> + Slots> ListMut<'_, L> {
            $(
                /// That there are derivatives of that order.
                #[inline]
                pub fn $order(&self) {}

                /// Reverse mode of forward mode.
                #[inline]
                pub fn $pullback(
                    &mut self $(, $index: usize)*,
                    list_dot: Option<&mut L::Tangent> $(, ignored!($index): Option<()>)*
                ) -> (
                    ((), ()),
                    impl FnOnce(
                        ((), ()),
                        Option<&mut L::Tangent> $(, indexed!($index))*,
                        Option<&mut L::Tangent> $(, indexed!($index))*
                    ) + use<L>,
                ) {
                    self.0.slots().$name($($index),*);
                    if let Some(dots) = list_dot {
                        dots.slots().$name($($index),*);
                    }
                    let pullback = move |
                        _: ((), ()),
                        list_bar: Option<&mut L::Tangent> $(, ignored!($index): indexed!($index))*,
                        list_dot_bar: Option<&mut L::Tangent> $(, ignored!($index): indexed!($index))*
                    | {
                        for bars in [list_bar, list_dot_bar].into_iter().flatten() {
                            bars.slots().$inverse($($index),*);
                        }
                    };
                    (((), ()), pullback)
                }

                /// The same.
                #[inline]
                pub fn $owned(
                    &mut self $(, $index: usize)*,
                    list_dot: Option<&mut L::Tangent> $(, ignored!($index): Option<()>)*
                ) -> (
                    ((), ()),
                    impl FnOnce(
                        ((), ()),
                        Option<&mut L::Tangent> $(, indexed!($index))*,
                        Option<&mut L::Tangent> $(, indexed!($index))*
                    ) + use<L>,
                ) {
                    self.$pullback($($index,)* list_dot $(, nothing!($index))*)
                }

                /// Forward mode of forward mode.
                #[inline]
                #[allow(clippy::too_many_arguments, reason = "a dot for each, and a dot for each of these")]
                pub fn $tangent(
                    &mut self $(, $index: usize)*,
                    list_dot: Option<&mut L::Tangent> $(, ignored!($index): Option<()>)*,
                    list_dot_2: Option<&mut L::Tangent> $(, ignored!($index): Option<()>)*,
                    list_dot_dot_2: Option<&mut L::Tangent> $(, ignored!($index): Option<()>)*
                ) -> Nothing {
                    self.0.slots().$name($($index),*);
                    for dots in [list_dot, list_dot_2, list_dot_dot_2].into_iter().flatten() {
                        dots.slots().$name($($index),*);
                    }
                    Nothing::default()
                }
            )*
        }
    };
}

/// The cotangent of an index.
macro_rules! indexed {
    ($index:ident) => {
        Option<&mut ()>
    };
}

/// The dot of an index.
macro_rules! nothing {
    ($index:ident) => {
        None
    };
}

orders! {
    swap swap swap_order_2 swap_tangent_pullback swap_tangent_owned_pullback swap_tangent_tangent (i, j);
    reverse reverse reverse_order_2 reverse_tangent_pullback reverse_tangent_owned_pullback reverse_tangent_tangent ();
    rotate_left rotate_right rotate_left_order_2 rotate_left_tangent_pullback rotate_left_tangent_owned_pullback rotate_left_tangent_tangent (k);
    rotate_right rotate_left rotate_right_order_2 rotate_right_tangent_pullback rotate_right_tangent_owned_pullback rotate_right_tangent_tangent (k);
}
