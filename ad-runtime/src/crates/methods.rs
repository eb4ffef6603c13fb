//! How the derivatives of a method of another crate's type are written: a trait for each, which emitted code imports without a name.
//!
//! `v.norm()` is called as `v.norm_pullback()`, as if the type were one's own. A row says what a value is, what of it is kept for the reverse sweep, what is added to
//! the bar of each operand (`back`), and what comes of the dot of each (`forth`). Nothing comes of a bar that is zero, whatever it would be multiplied by.

use crate::space::Differentiable;

/// The tangent of a value of type `T`.
pub type Tangent<T> = <T as Differentiable>::Tangent;

/// A bar of which one can see whether it is zero.
pub trait Bar {
    /// Whether nothing comes of it.
    fn is_nothing(&self) -> bool;
}

impl Bar for f64 {
    #[inline]
    fn is_nothing(&self) -> bool {
        *self == 0.0
    }
}

impl Bar for () {
    #[inline]
    fn is_nothing(&self) -> bool {
        true
    }
}

impl<T: Bar> Bar for Option<T> {
    #[inline]
    fn is_nothing(&self) -> bool {
        self.as_ref().is_none_or(T::is_nothing)
    }
}

/// A method without operands.
macro_rules! unary {
    ($(
        $(#[$doc:meta])*
        $Trait:ident[$($G:ident: $B:path),*]($This:ty; $($bounds:tt)*)
        $value:ident $pullback:ident $owned:ident $tangent:ident $marked:ident: |$x:ident| -> $Y:ty { $v:expr }
        keep |$y:ident| { $keep:expr }
        back |$kept:ident, $bar:ident| $back:block
        forth |$of:ident, $dot:ident| $forth:block
    )*) => {$(
        $(#[$doc])*
        #[allow(clippy::wrong_self_convention, reason = "they are named after the method")]
        pub trait $Trait<$($G: $B),*>: Differentiable + Clone
        where
            $($bounds)*
        {
            /// That there are derivatives, whatever may be changed.
            #[inline]
            fn $marked(&self) -> Marked<Self> {
                Marked::by(self)
            }

            /// The method itself.
            fn $value(&self) -> $Y;

            /// Reverse mode.
            fn $pullback(
                &self,
            ) -> ($Y, impl FnOnce(Tangent<$Y>, Option<&mut Tangent<Self>>));

            /// The same, which borrows nothing.
            fn $owned(
                &self,
            ) -> ($Y, impl FnOnce(Tangent<$Y>, Option<&mut Tangent<Self>>) + use<Self, $($G),*>);

            /// Forward mode.
            fn $tangent(&self, dot: impl ReceiverDot<Tangent<Self>>) -> ($Y, Tangent<$Y>);
        }

        impl<$($G: $B),*> $Trait<$($G),*> for $This
        where
            $($bounds)*
        {
            #[inline]
            fn $value(&self) -> $Y {
                let $x = self;
                $v
            }

            #[inline]
            #[allow(unused_variables, reason = "not every rule reads all of it")]
            fn $pullback(
                &self,
            ) -> ($Y, impl FnOnce(Tangent<$Y>, Option<&mut Tangent<Self>>)) {
                let $x = self;
                let value = $v;
                let kept = {
                    let $y = &value;
                    $keep
                };
                let pullback = move |$bar: Tangent<$Y>, bar: Option<&mut Tangent<Self>>| {
                    let Some(bar) = bar.filter(|_| !$bar.is_nothing()) else { return };
                    let $kept = &kept;
                    bar.accumulate(&$back);
                };
                (value, pullback)
            }

            #[inline]
            #[allow(unused_variables, reason = "not every rule reads all of it")]
            #[allow(refining_impl_trait, reason = "what is kept is said more exactly")]
            fn $owned(
                &self,
            ) -> ($Y, impl FnOnce(Tangent<$Y>, Option<&mut Tangent<Self>>) + use<$($G),*>) {
                let this = self.clone();
                let value = {
                    let $x = self;
                    $v
                };
                let kept = {
                    let $y = &value;
                    $keep
                };
                let pullback = move |$bar: Tangent<$Y>, bar: Option<&mut Tangent<Self>>| {
                    let Some(bar) = bar.filter(|_| !$bar.is_nothing()) else { return };
                    let ($x, $kept) = (&this, &kept);
                    bar.accumulate(&$back);
                };
                (value, pullback)
            }

            #[inline]
            #[allow(unused_variables, reason = "not every rule reads all of it")]
            fn $tangent(&self, dot: impl ReceiverDot<Tangent<Self>>) -> ($Y, Tangent<$Y>) {
                let $x = self;
                let value = $v;
                let value_dot = match dot.shared() {
                    Some($dot) => {
                        let $of = &value;
                        $forth
                    }
                    None => value.zero_tangent(),
                };
                (value, value_dot)
            }
        }
    )*};
}

/// A method with one operand by reference. Whether there are derivatives is asked without it: it is no method of this trait if that depends on the operand's type.
#[cfg(feature = "nalgebra")]
macro_rules! binary {
    ($(
        $(#[$doc:meta])*
        $Trait:ident[$($G:ident: $B:path),*]($This:ty; $($bounds:tt)*)
        $value:ident $pullback:ident $owned:ident $tangent:ident $($marked:ident)?: |$x:ident, $a:ident: &$A:ty| -> $Y:ty { $v:expr }
        keep |$y:ident| { $keep:expr }
        back |$kept:ident, $bar:ident| $back:block $back_a:block
        forth |$of:ident, $dot:ident| $forth:block $forth_a:block
    )*) => {$(
        $(#[$doc])*
        pub trait $Trait<$($G: $B),*>: Differentiable + Clone
        where
            $($bounds)*
        {
            $(
                /// That there are derivatives, whatever may be changed.
                #[inline]
                fn $marked(&self) -> Marked<Self> {
                    Marked::by(self)
                }
            )?

            /// The method itself.
            fn $value(&self, $a: &$A) -> $Y;

            /// Reverse mode.
            fn $pullback<'a>(
                &'a self,
                $a: &'a $A,
            ) -> (
                $Y,
                impl FnOnce(Tangent<$Y>, Option<&mut Tangent<Self>>, Option<&mut Tangent<$A>>),
            );

            /// The same, which borrows nothing.
            fn $owned(
                &self,
                $a: &$A,
            ) -> (
                $Y,
                impl FnOnce(Tangent<$Y>, Option<&mut Tangent<Self>>, Option<&mut Tangent<$A>>)
                + use<Self, $($G),*>,
            );

            /// Forward mode.
            fn $tangent(
                &self,
                $a: &$A,
                dot: impl ReceiverDot<Tangent<Self>>,
                operand_dot: Option<&Tangent<$A>>,
            ) -> ($Y, Tangent<$Y>);
        }

        impl<$($G: $B),*> $Trait<$($G),*> for $This
        where
            $($bounds)*
        {
            #[inline]
            fn $value(&self, $a: &$A) -> $Y {
                let $x = self;
                $v
            }

            #[inline]
            #[allow(unused_variables, reason = "not every rule reads all of it")]
            fn $pullback<'a>(
                &'a self,
                $a: &'a $A,
            ) -> (
                $Y,
                impl FnOnce(Tangent<$Y>, Option<&mut Tangent<Self>>, Option<&mut Tangent<$A>>),
            ) {
                let $x = self;
                let value = $v;
                let kept = {
                    let $y = &value;
                    $keep
                };
                let pullback = move |$bar: Tangent<$Y>,
                                     bar: Option<&mut Tangent<Self>>,
                                     operand_bar: Option<&mut Tangent<$A>>| {
                    if $bar.is_nothing() {
                        return;
                    }
                    let $kept = &kept;
                    if let Some(bar) = bar {
                        bar.accumulate(&$back);
                    }
                    if let Some(operand_bar) = operand_bar {
                        operand_bar.accumulate(&$back_a);
                    }
                };
                (value, pullback)
            }

            #[inline]
            #[allow(unused_variables, reason = "not every rule reads all of it")]
            #[allow(refining_impl_trait, reason = "what is kept is said more exactly")]
            fn $owned(
                &self,
                $a: &$A,
            ) -> (
                $Y,
                impl FnOnce(Tangent<$Y>, Option<&mut Tangent<Self>>, Option<&mut Tangent<$A>>)
                + use<$($G),*>,
            ) {
                let (this, operand) = (self.clone(), $a.clone());
                let value = {
                    let $x = self;
                    $v
                };
                let kept = {
                    let $y = &value;
                    $keep
                };
                let pullback = move |$bar: Tangent<$Y>,
                                     bar: Option<&mut Tangent<Self>>,
                                     operand_bar: Option<&mut Tangent<$A>>| {
                    if $bar.is_nothing() {
                        return;
                    }
                    let ($x, $a, $kept) = (&this, &operand, &kept);
                    if let Some(bar) = bar {
                        bar.accumulate(&$back);
                    }
                    if let Some(operand_bar) = operand_bar {
                        operand_bar.accumulate(&$back_a);
                    }
                };
                (value, pullback)
            }

            #[inline]
            #[allow(unused_variables, reason = "not every rule reads all of it")]
            fn $tangent(
                &self,
                $a: &$A,
                dot: impl ReceiverDot<Tangent<Self>>,
                operand_dot: Option<&Tangent<$A>>,
            ) -> ($Y, Tangent<$Y>) {
                let $x = self;
                let value = $v;
                let $of = &value;
                let mut value_dot = match dot.shared() {
                    Some($dot) => $forth,
                    None => value.zero_tangent(),
                };
                if let Some($dot) = operand_dot {
                    value_dot.accumulate(&$forth_a);
                }
                (value, value_dot)
            }
        }
    )*};
}

/// A method with one operand by value, whose dot comes by value: a number, or what has no tangent.
macro_rules! by_number {
    ($(
        $(#[$doc:meta])*
        $Trait:ident[$($G:ident: $B:path),*]($This:ty; $($bounds:tt)*)
        $value:ident $pullback:ident $owned:ident $tangent:ident $marked:ident: |$x:ident, $a:ident: $A:ty| -> $Y:ty { $v:expr }
        back |$bar:ident| { $back:expr } { $back_a:expr }
        forth |$dot:ident| { $forth:expr } { $forth_a:expr }
    )*) => {$(
        $(#[$doc])*
        pub trait $Trait<$($G: $B),*>: Differentiable + Clone
        where
            $($bounds)*
        {
            /// That there are derivatives, whatever may be changed.
            #[inline]
            fn $marked(&self) -> Marked<Self> {
                Marked::by(self)
            }

            /// The method itself.
            fn $value(&self, $a: $A) -> $Y;

            /// Reverse mode.
            fn $pullback(
                &self,
                $a: $A,
            ) -> (
                $Y,
                impl FnOnce(Tangent<$Y>, Option<&mut Tangent<Self>>, Option<&mut Tangent<$A>>),
            );

            /// The same, which borrows nothing.
            fn $owned(
                &self,
                $a: $A,
            ) -> (
                $Y,
                impl FnOnce(Tangent<$Y>, Option<&mut Tangent<Self>>, Option<&mut Tangent<$A>>)
                + use<Self, $($G),*>,
            );

            /// Forward mode.
            fn $tangent(
                &self,
                $a: $A,
                dot: impl ReceiverDot<Tangent<Self>>,
                operand_dot: Option<Tangent<$A>>,
            ) -> ($Y, Tangent<$Y>);
        }

        impl<$($G: $B),*> $Trait<$($G),*> for $This
        where
            $($bounds)*
        {
            #[inline]
            fn $value(&self, $a: $A) -> $Y {
                let $x = self;
                $v
            }

            #[inline]
            fn $pullback(
                &self,
                $a: $A,
            ) -> (
                $Y,
                impl FnOnce(Tangent<$Y>, Option<&mut Tangent<Self>>, Option<&mut Tangent<$A>>),
            ) {
                self.$owned($a)
            }

            #[inline]
            #[allow(unused_variables, reason = "not every rule reads all of it")]
            #[allow(refining_impl_trait, reason = "what is kept is said more exactly")]
            fn $owned(
                &self,
                $a: $A,
            ) -> (
                $Y,
                impl FnOnce(Tangent<$Y>, Option<&mut Tangent<Self>>, Option<&mut Tangent<$A>>)
                + use<$($G),*>,
            ) {
                let this = self.clone();
                let value = {
                    let $x = self;
                    $v
                };
                let pullback = move |$bar: Tangent<$Y>,
                                     bar: Option<&mut Tangent<Self>>,
                                     operand_bar: Option<&mut Tangent<$A>>| {
                    if $bar.is_nothing() {
                        return;
                    }
                    let $x = &this;
                    if let Some(bar) = bar {
                        bar.accumulate(&$back);
                    }
                    if let Some(operand_bar) = operand_bar {
                        operand_bar.accumulate(&$back_a);
                    }
                };
                (value, pullback)
            }

            #[inline]
            #[allow(unused_variables, reason = "not every rule reads all of it")]
            fn $tangent(
                &self,
                $a: $A,
                dot: impl ReceiverDot<Tangent<Self>>,
                operand_dot: Option<Tangent<$A>>,
            ) -> ($Y, Tangent<$Y>) {
                let $x = self;
                let value = $v;
                let mut value_dot = match dot.shared() {
                    Some($dot) => $forth,
                    None => value.zero_tangent(),
                };
                if let Some($dot) = operand_dot {
                    value_dot.accumulate(&$forth_a);
                }
                (value, value_dot)
            }
        }
    )*};
}

#[cfg(feature = "nalgebra")]
pub(super) use binary;
pub(super) use {by_number, unary};
