//! Operators that act by component, of whoever: what `#[differentiable(add, sub, neg, scale)]` beside the derive makes their rules of.
//!
//! In: tangents of the operands and of the value, which have the same fields. Out: what the rules say of them. Deliberately absent: values. The operator
//! itself makes these.

use crate::{Differentiable, Real, TangentSpace};

/// What consists of components that can be multiplied by a number, each by itself.
#[diagnostic::on_unimplemented(
    message = "a `{Self}` isn't known to be scaled by component",
    label = "`scale` of what holds it multiplies its components too",
    note = "put `#[differentiable(scale)]` on `{Self}`, or `#[constant]` on the field"
)]
pub trait Components: Differentiable + Sized {
    /// The value as a tangent: where it goes when its factor grows.
    fn direction(&self) -> Self::Tangent;

    /// Each component of a tangent times or over a number. Those that are zero stay so, whatever the number is.
    fn scale_by(tangent: &mut Self::Tangent, by: By);

    /// The sum of the products of components, without those where the bar is zero.
    fn pairing(bar: &Self::Tangent, direction: &Self::Tangent) -> f64;
}

/// What a tangent is scaled by.
#[derive(Clone, Copy, Debug)]
pub enum By {
    /// `* k`
    Times(f64),
    /// `/ k`
    Over(f64),
}

macro_rules! float {
    ($($float:ident)*) => {$(
        impl Components for $float {
            #[inline]
            fn direction(&self) -> $float {
                *self
            }

            #[inline]
            fn scale_by(tangent: &mut $float, by: By) {
                if *tangent != 0.0 {
                    match by {
                        By::Times(k) => *tangent *= k as $float,
                        By::Over(k) => *tangent /= k as $float,
                    }
                }
            }

            #[inline]
            fn pairing(bar: &$float, direction: &$float) -> f64 {
                if *bar == 0.0 { 0.0 } else { f64::from(*bar) * f64::from(*direction) }
            }
        }
    )*};
}

float!(f64 f32);

macro_rules! lists {
    ($([$($generics:tt)*] $list:ty, $each:ident => $collected:expr;)*) => {$(
        impl<T: Components, $($generics)*> Components for $list {
            #[inline]
            fn direction(&self) -> Self::Tangent {
                let $each = self;
                $collected
            }

            #[inline]
            fn scale_by(tangent: &mut Self::Tangent, by: By) {
                tangent.iter_mut().for_each(|part| T::scale_by(part, by));
            }

            #[inline]
            fn pairing(bar: &Self::Tangent, direction: &Self::Tangent) -> f64 {
                bar.iter().zip(direction).map(|(bar, direction)| T::pairing(bar, direction)).sum()
            }
        }
    )*};
}

lists! {
    [] Vec<T>, list => list.iter().map(T::direction).collect();
    [] &[T], list => list.iter().map(T::direction).collect();
    [] Box<[T]>, list => list.iter().map(T::direction).collect();
    [const N: usize] [T; N], list => list.each_ref().map(T::direction);
    [] Option<T>, list => list.as_ref().map(T::direction);
}

macro_rules! pointer {
    ($($pointer:ty)*) => {$(
        impl<T: Components> Components for $pointer {
            #[inline]
            fn direction(&self) -> T::Tangent {
                (**self).direction()
            }

            #[inline]
            fn scale_by(tangent: &mut T::Tangent, by: By) {
                T::scale_by(tangent, by);
            }

            #[inline]
            fn pairing(bar: &T::Tangent, direction: &T::Tangent) -> f64 {
                T::pairing(bar, direction)
            }
        }
    )*};
}

pointer!(&T Box<T>);

macro_rules! tuple {
    ($($T:ident $i:tt)*) => {
        impl<$($T: Components),*> Components for ($($T,)*) {
            #[inline]
            fn direction(&self) -> Self::Tangent {
                ($(self.$i.direction(),)*)
            }

            #[inline]
            fn scale_by(tangent: &mut Self::Tangent, by: By) {
                $($T::scale_by(&mut tangent.$i, by);)*
            }

            #[inline]
            fn pairing(bar: &Self::Tangent, direction: &Self::Tangent) -> f64 {
                0.0 $(+ $T::pairing(&bar.$i, &direction.$i))*
            }
        }
    };
}

tuple!(A 0);
tuple!(A 0 B 1);
tuple!(A 0 B 1 C 2);
tuple!(A 0 B 1 C 2 D 3);
tuple!(A 0 B 1 C 2 D 3 E 4);
tuple!(A 0 B 1 C 2 D 3 E 4 F 5);
tuple!(A 0 B 1 C 2 D 3 E 4 F 5 G 6);
tuple!(A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7);

/// `bar += part`, or `bar -= part`.
#[inline]
fn add_to<T: TangentSpace>(bar: Option<&mut T>, part: &T, is_negative: bool) {
    let Some(bar) = bar else { return };
    match is_negative {
        false => bar.accumulate(part),
        true => {
            let mut negated = part.clone();
            negated.scale(-1.0);
            bar.accumulate(&negated);
        }
    }
}

/// The pullback of a sum or a difference, and of a negation.
#[inline]
pub fn add_bars<T: TangentSpace>(
    value_bar: &T,
    left_bar: Option<&mut T>,
    right_bar: Option<&mut T>,
    is_difference: bool,
) {
    add_to(left_bar, value_bar, false);
    add_to(right_bar, value_bar, is_difference);
}

/// The dot of a sum or a difference, and of a negation.
#[inline]
pub fn sum_of_dots<V: Differentiable>(
    value: &V,
    left_dot: Option<&V::Tangent>,
    right_dot: Option<&V::Tangent>,
    is_difference: bool,
) -> V::Tangent {
    let mut dot = left_dot.cloned().unwrap_or_else(|| value.zero_tangent());
    if let Some(right_dot) = right_dot {
        add_to(Some(&mut dot), right_dot, is_difference);
    }
    dot
}

/// The pullback of `+=` or `-=`: the bar of what was changed stays as it is.
#[inline]
pub fn add_to_right<T: TangentSpace>(
    left_bar: Option<&mut T>,
    right_bar: Option<&mut T>,
    is_difference: bool,
) {
    if let Some(left_bar) = left_bar {
        add_to(right_bar, left_bar, is_difference);
    }
}

/// The dot of what `+=` or `-=` changes.
#[inline]
pub fn add_to_left<T: TangentSpace>(
    left_dot: Option<&mut T>,
    right_dot: Option<&T>,
    is_difference: bool,
) {
    if let Some(right_dot) = right_dot {
        add_to(left_dot, right_dot, is_difference);
    }
}

/// The number that components are multiplied by or divided by.
#[derive(Clone, Copy, Debug)]
pub struct Factor<K> {
    number: K,
    is_divisor: bool,
}

impl<K: Real> Factor<K> {
    /// `* k`, or `/ k`.
    #[inline]
    pub fn new(number: K, is_divisor: bool) -> Factor<K> {
        Factor { number, is_divisor }
    }

    fn by(self) -> By {
        let number = self.number.to_f64();
        if self.is_divisor { By::Over(number) } else { By::Times(number) }
    }

    /// What the value changes by when the number does: `slope` times the direction.
    fn by_number(self, slope: f64) -> f64 {
        let number = self.number.to_f64();
        if self.is_divisor { -slope / number / number } else { slope }
    }

    /// The pullback of the value by both: adds to the bars.
    #[inline]
    pub fn add_bars<V: Components>(
        self,
        mut value_bar: V::Tangent,
        bar: Option<&mut V::Tangent>,
        number_bar: Option<&mut K>,
        direction: impl FnOnce() -> V::Tangent,
    ) {
        if let Some(number_bar) = number_bar {
            *number_bar += self.slope::<V>(&value_bar, &direction());
        }
        if let Some(bar) = bar {
            V::scale_by(&mut value_bar, self.by());
            bar.accumulate(&value_bar);
        }
    }

    /// The pullback of what changes the value in place.
    #[inline]
    pub fn change_bar<V: Components>(
        self,
        bar: Option<&mut V::Tangent>,
        number_bar: Option<&mut K>,
        direction: impl FnOnce() -> V::Tangent,
    ) {
        let Some(bar) = bar else { return };
        if let Some(number_bar) = number_bar {
            *number_bar += self.slope::<V>(bar, &direction());
        }
        V::scale_by(bar, self.by());
    }

    fn slope<V: Components>(self, bar: &V::Tangent, direction: &V::Tangent) -> K {
        let slope = V::pairing(bar, direction);
        K::from_f64(if slope == 0.0 { 0.0 } else { self.by_number(slope) })
    }

    /// The dot of what is changed in place.
    #[inline]
    pub fn change_dot<V: Components>(
        self,
        dot: Option<&mut V::Tangent>,
        number_dot: Option<K>,
        direction: impl FnOnce() -> V::Tangent,
    ) {
        let Some(dot) = dot else { return };
        V::scale_by(dot, self.by());
        if let Some(number_dot) = number_dot {
            let mut change = direction();
            V::scale_by(&mut change, By::Times(self.by_number(number_dot.to_f64())));
            dot.accumulate(&change);
        }
    }

    /// The dot of what the value becomes; that of the value is zero if it is `None`.
    #[inline]
    pub fn dot<V: Components>(
        self,
        dot: Option<V::Tangent>,
        number_dot: Option<K>,
        direction: V::Tangent,
    ) -> V::Tangent {
        let by_number = number_dot.map(|dot| By::Times(self.by_number(dot.to_f64())));
        match (dot, by_number) {
            (Some(mut dot), by_number) => {
                V::scale_by(&mut dot, self.by());
                if let Some(by) = by_number {
                    let mut change = direction;
                    V::scale_by(&mut change, by);
                    dot.accumulate(&change);
                }
                dot
            }
            (None, Some(by)) => {
                let mut change = direction;
                V::scale_by(&mut change, by);
                change
            }
            (None, None) => direction.zero_like(),
        }
    }
}

/// Operands of which is asked, where nobody runs it, whether they have an operator that results in an `O`.
pub struct Operands<L, R, O>(std::marker::PhantomData<(L, R, O)>);

/// What isn't known to have an operator.
pub trait WithoutOperators {
    /// `-`
    const NEG: bool = false;
    /// `+`
    const ADD: bool = false;
    /// `-`
    const SUB: bool = false;
    /// `*`
    const MUL: bool = false;
    /// `/`
    const DIV: bool = false;
    /// `+=`
    const ADD_ASSIGN: bool = false;
    /// `-=`
    const SUB_ASSIGN: bool = false;
    /// `*=`
    const MUL_ASSIGN: bool = false;
    /// `/=`
    const DIV_ASSIGN: bool = false;
}

impl<L, R, O> WithoutOperators for Operands<L, R, O> {}

macro_rules! there_are {
    ($($Op:ident $OP:ident)*) => {$(
        impl<L: std::ops::$Op<R, Output = O>, R, O> Operands<L, R, O> {
            /// That they have this one.
            pub const $OP: bool = true;
        }
    )*};
    (assigning: $($Op:ident $OP:ident)*) => {$(
        impl<L: std::ops::$Op<R>, R, O> Operands<L, R, O> {
            /// That they have this one.
            pub const $OP: bool = true;
        }
    )*};
}

there_are!(Add ADD Sub SUB Mul MUL Div DIV);
there_are!(assigning: AddAssign ADD_ASSIGN SubAssign SUB_ASSIGN MulAssign MUL_ASSIGN DivAssign DIV_ASSIGN);

impl<L: std::ops::Neg<Output = O>, R, O> Operands<L, R, O> {
    /// That the left one has it.
    pub const NEG: bool = true;
}

/// Fails to compile where a type is said to have an operator that it hasn't.
#[track_caller]
pub const fn there_is_operator(is_there: bool, otherwise: &'static str) {
    assert!(is_there, "{}", otherwise);
}
