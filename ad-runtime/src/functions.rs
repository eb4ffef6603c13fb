//! Functions as values: what a differentiated function takes in the place of a `impl Fn(f64) -> f64`, and what libraries take.
//!
//! A function is a value like any other, whose tangent is that of what it captures: nothing for a function that is passed by its
//! name, a tuple for a closure. The derivatives of `fn simpson(f: impl Fn(f64) -> f64, a: f64, b: f64) -> f64` take an
//! `F: Function1<f64, ..>` in the place of the closure: the type beside a differentiated function is one (`simpson::grad(bell {}, 0.0, 1.0)`), and
//! so is what derivatives make of a closure that is written in a call.
//!
//! | | |
//! |---|---|
//! | [`FunctionValue`] | what all of them have, whatever their parameters are |
//! | [`Function1`] to [`Function4`] | the call, and its derivatives, by number of parameters |
//! | [`ScalarFunction`](crate::ScalarFunction) | for libraries: a function of one list, or of one number, with a gradient |
//! | [`VectorFunction`](crate::VectorFunction) | for libraries: a function of one list with any result, with both products of its Jacobian |

use std::marker::PhantomData;

use crate::{Differentiable, TangentSpace};

/// The tangent of a type.
type Tan<T> = <T as Differentiable>::Tangent;

/// What all functions have that can be differentiated: what they capture is a value, and has a tangent.
#[diagnostic::on_unimplemented(
    message = "this function has no derivatives that its caller could use",
    label = "given to a function that calls it with differentiated values",
    note = "pass the name of a function with `#[differentiate]`, or write the closure in the call; outside of differentiated functions, \
            pass the type beside the function, `energy {{}}`, or what is a constant as `ConstantFunction(|i| ..)`",
    note = "see \"A function value without derivatives\" in `ad_runtime::errors`"
)]
pub trait FunctionValue: Clone {
    /// The tangent of what it captures.
    type Captured: TangentSpace;

    /// Whether making a call once more gives the same, and does nothing else.
    #[doc(hidden)]
    const REPEATABLE: bool;
}

macro_rules! functions {
    ($($function:ident $n:literal: $($a:ident $bar:ident $dot:ident $x:ident $d:ident)*;)*) => {$(
        #[doc = concat!("A differentiated function of ", $n, ": each is given by its type, what its bar points to, and its dot.")]
        ///
        /// Written by `#[differentiate]`, beside each function without type parameters of other things than its parameters.
        #[diagnostic::on_unimplemented(
            message = "this function has no derivatives that its caller could use",
            label = "given to a function that calls it with differentiated values",
            note = "pass the name of a function with `#[differentiate]` and of these parameters, or write the closure in the call; outside of \
                    differentiated functions, pass the type beside the function, `energy {{}}`, or what is a constant as `ConstantFunction(|i| ..)`",
            note = "see \"A function value without derivatives\" in `ad_runtime::errors`"
        )]
        pub trait $function<$($a, $bar: ?Sized, $dot),*>: FunctionValue {
            /// Its result.
            type Output: Differentiable;
            /// A pullback that borrows none of the arguments.
            type Owned: FnOnce(Tan<Self::Output>, Option<&mut Self::Captured>, $(Option<&mut $bar>),*);

            /// The function itself.
            fn ad_call(&self, $($x: $a),*) -> Self::Output;

            /// The function itself, called again.
            #[doc(hidden)]
            #[inline]
            fn ad_call_value(&self, $($x: $a),*) -> Self::Output {
                self.ad_call($($x),*)
            }

            /// The value, and the pullback, which adds to the bars of what is captured and of the arguments.
            #[allow(clippy::type_complexity, reason = "it is a bar for each")]
            fn ad_call_pullback(&self, $($x: $a),*) -> (
                Self::Output,
                impl FnOnce(Tan<Self::Output>, Option<&mut Self::Captured>, $(Option<&mut $bar>),*) + use<Self, $($a, $bar, $dot),*>,
            );

            /// The same with a pullback that borrows none of the arguments.
            fn ad_call_owned_pullback(&self, $($x: $a),*) -> (Self::Output, Self::Owned);

            /// The value and its tangent, in the direction of the dots; what is captured has its own with it.
            #[allow(clippy::too_many_arguments, reason = "as many as the function has")]
            fn ad_call_tangent<D>(&self, $($x: $a,)* dot: D, $($d: Option<$dot>),*) -> (Self::Output, Tan<Self::Output>);
        }

        #[allow(refining_impl_trait, reason = "nobody names what it returns")]
        impl<$($a, $bar: ?Sized, $dot,)* R, V, P, Q, E, const REPEATABLE: bool> $function<$($a, $bar, $dot),*>
            for Closure<V, P, E, REPEATABLE>
        where
            R: Differentiable,
            E: TangentSpace,
            V: Fn($($a),*) -> R + Clone,
            P: Fn($($a),*) -> (R, Q) + Clone,
            Q: FnOnce(Tan<R>, Option<&mut E>, $(Option<&mut $bar>),*),
        {
            type Output = R;
            type Owned = Q;

            #[inline]
            fn ad_call(&self, $($x: $a),*) -> R {
                (self.value)($($x),*)
            }

            // It keeps what it reads by value, whoever asks.
            #[inline]
            fn ad_call_pullback(&self, $($x: $a),*) -> (R, Q) {
                (self.derivative)($($x),*)
            }

            #[inline]
            fn ad_call_owned_pullback(&self, $($x: $a),*) -> (R, Q) {
                (self.derivative)($($x),*)
            }

            fn ad_call_tangent<D>(&self, $($x: $a,)* _: D, $($d: Option<$dot>),*) -> (R, Tan<R>) {
                let _ = ($($x,)* $($d,)*);
                unreachable!("made for a reverse sweep")
            }
        }

        #[allow(refining_impl_trait, reason = "nobody names what it returns")]
        impl<$($a, $bar: ?Sized, $dot,)* R, V, T> $function<$($a, $bar, $dot),*> for DualClosure<V, T>
        where
            R: Differentiable,
            V: Fn($($a),*) -> R + Clone,
            T: Fn($($a,)* $(Option<$dot>),*) -> (R, Tan<R>) + Clone,
        {
            type Output = R;
            type Owned = fn(Tan<R>, Option<&mut ()>, $(Option<&mut $bar>),*);

            #[inline]
            fn ad_call(&self, $($x: $a),*) -> R {
                (self.value)($($x),*)
            }

            fn ad_call_pullback(&self, $($x: $a),*) -> (R, Self::Owned) {
                let _ = ($($x,)*);
                unreachable!("made for a forward sweep")
            }

            fn ad_call_owned_pullback(&self, $($x: $a),*) -> (R, Self::Owned) {
                let _ = ($($x,)*);
                unreachable!("made for a forward sweep")
            }

            #[inline]
            fn ad_call_tangent<D>(&self, $($x: $a,)* _: D, $($d: Option<$dot>),*) -> (R, Tan<R>) {
                (self.derivative)($($x,)* $($d),*)
            }
        }

        #[allow(refining_impl_trait, reason = "nobody names what it returns")]
        impl<$($a, $bar: ?Sized, $dot,)* R, V> $function<$($a, $bar, $dot),*> for ConstantFunction<V>
        where
            R: Differentiable,
            V: Fn($($a),*) -> R + Clone,
        {
            type Output = R;
            type Owned = fn(Tan<R>, Option<&mut ()>, $(Option<&mut $bar>),*);

            #[inline]
            fn ad_call(&self, $($x: $a),*) -> R {
                (self.0)($($x),*)
            }

            #[inline]
            fn ad_call_pullback(&self, $($x: $a),*) -> (R, Self::Owned) {
                ((self.0)($($x),*), |_, _, $($d),*| { $(let _ = $d;)* })
            }

            #[inline]
            fn ad_call_owned_pullback(&self, $($x: $a),*) -> (R, Self::Owned) {
                ((self.0)($($x),*), |_, _, $($d),*| { $(let _ = $d;)* })
            }

            #[inline]
            fn ad_call_tangent<D>(&self, $($x: $a,)* _: D, $($d: Option<$dot>),*) -> (R, Tan<R>) {
                $(let _ = $d;)*
                let value = (self.0)($($x),*);
                let tangent = value.zero_tangent();
                (value, tangent)
            }
        }
    )*};
}

functions! {
    Function1 "one parameter": A ABar ADot a a_dot;
    Function2 "two parameters": A ABar ADot a a_dot B BBar BDot b b_dot;
    Function3 "three parameters": A ABar ADot a a_dot B BBar BDot b b_dot C CBar CDot c c_dot;
    Function4 "four parameters": A ABar ADot a a_dot B BBar BDot b b_dot C CBar CDot c c_dot D4 DBar DDot d d_dot;
}

/// A function that is a constant, given where a function with derivatives is wanted: `table::grad_into(ConstantFunction(|i| weights[i]), ..)`.
///
/// Its result has the derivative zero, with respect to its arguments and to all that it captures: that is right where its arguments are integers and it
/// captures constants. It may answer differently each time, and is called as often as it is written.
///
/// ```
/// use ad_runtime::ConstantFunction;
/// use ad_runtime::prelude::*;
///
/// #[differentiate]
/// fn weighted(x: &[f64], weight: impl Fn(usize) -> f64) -> f64 {
///     x.iter().enumerate().map(|(i, v)| weight(i) * v).sum()
/// }
///
/// let weights = [2.0, 3.0];
/// assert_eq!(weighted::grad(&[1.0, 1.0], ConstantFunction(|i: usize| weights[i])), [2.0, 3.0]);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct ConstantFunction<V>(pub V);

impl<V: Clone> FunctionValue for ConstantFunction<V> {
    type Captured = ();
    const REPEATABLE: bool = false;
}

/// What a closure that is written in a call becomes in a reverse sweep: itself, its pullback, and the tangent of what it captures.
#[doc(hidden)]
pub struct Closure<V, P, E, const REPEATABLE: bool> {
    value: V,
    derivative: P,
    captured: PhantomData<fn() -> E>,
}

/// Functions may ask for `Fn(f64) -> f64 + Copy`.
impl<V: Copy, P: Copy, E, const REPEATABLE: bool> Copy for Closure<V, P, E, REPEATABLE> {}

impl<V, P, E, const REPEATABLE: bool> Closure<V, P, E, REPEATABLE> {
    /// Of both.
    #[inline]
    pub fn new(value: V, derivative: P) -> Closure<V, P, E, REPEATABLE> {
        Closure { value, derivative, captured: PhantomData }
    }

    /// Itself, as it is passed.
    #[inline]
    pub fn ad_passed(self) -> Self {
        self
    }
}

impl<V: Clone, P: Clone, E, const REPEATABLE: bool> Clone for Closure<V, P, E, REPEATABLE> {
    #[inline]
    fn clone(&self) -> Self {
        Closure::new(self.value.clone(), self.derivative.clone())
    }
}

impl<V, T> DualClosure<V, T> {
    /// Of both.
    #[inline]
    pub fn new(value: V, derivative: T) -> DualClosure<V, T> {
        DualClosure { value, derivative }
    }

    /// Itself, as it is passed.
    #[inline]
    pub fn ad_passed(self) -> Self {
        self
    }
}

impl<V: Clone, P: Clone, E: TangentSpace, const REPEATABLE: bool> FunctionValue
    for Closure<V, P, E, REPEATABLE>
{
    type Captured = E;
    const REPEATABLE: bool = REPEATABLE;
}

/// What it becomes in a forward sweep: itself and its tangent, which captures the dots too.
#[doc(hidden)]
#[derive(Clone, Copy)]
pub struct DualClosure<V, T> {
    value: V,
    derivative: T,
}

impl<V: Clone, T: Clone> FunctionValue for DualClosure<V, T> {
    type Captured = ();
    const REPEATABLE: bool = false;
}
