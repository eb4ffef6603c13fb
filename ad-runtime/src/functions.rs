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
//! | [`ScalarFunction`] | for libraries: a function of one list, or of one number, with a gradient |
//! | [`VectorFunction`] | for libraries: a function of one list with any result, with both products of its Jacobian |

use std::marker::PhantomData;
use std::sync::Arc;

use crate::space::accumulate::Accumulate;
use crate::{Differentiable, TangentSpace};

macro_rules! makers {
    ($($named:ident $closure:ident $dual:ident),*) => {$(
        /// A function that is passed by its name.
        #[inline]
        fn $named<V, F>(value: V, _: F) -> V {
            value
        }

        /// A closure, in a reverse sweep.
        #[inline]
        fn $closure<E: CapturesNothing, V, P, const REPEATABLE: bool>(
            _: (Captured<E>, Repeats<REPEATABLE>),
            value: V,
            _: P,
        ) -> V {
            value
        }

        /// A closure, in a forward sweep.
        #[inline]
        fn $dual<E: CapturesNothing, V, T, const REPEATABLE: bool>(
            _: (Captured<E>, Repeats<REPEATABLE>),
            value: V,
            _: T,
        ) -> V {
            value
        }
    )*};
}

/// The tangent of a type.
type Tan<T> = <T as Differentiable>::Tangent;

/// What all functions have that can be differentiated: what they capture is a value, and has a tangent.
#[diagnostic::on_unimplemented(
    message = "this function has no derivatives that its caller could use",
    label = "given to a function that calls it with differentiated values",
    note = "pass the name of a function with `#[differentiate]`, or write the closure in the call; outside of differentiated functions, \
            pass the type beside the function, `energy {{}}`",
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
                    differentiated functions, pass the type beside the function, `energy {{}}`",
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
    )*};
}

functions! {
    Function1 "one parameter": A ABar ADot a a_dot;
    Function2 "two parameters": A ABar ADot a a_dot B BBar BDot b b_dot;
    Function3 "three parameters": A ABar ADot a a_dot B BBar BDot b b_dot C CBar CDot c c_dot;
    Function4 "four parameters": A ABar ADot a a_dot B BBar BDot b b_dot C CBar CDot c c_dot D4 DBar DDot d d_dot;
}

/// What a closure that is written in a call becomes in a reverse sweep: itself, its pullback, and the tangent of what it captures.
#[doc(hidden)]
pub struct Closure<V, P, E, const REPEATABLE: bool> {
    value: V,
    derivative: P,
    captured: PhantomData<fn() -> E>,
}

impl<V, P, E, const REPEATABLE: bool> Closure<V, P, E, REPEATABLE> {
    /// Of both.
    #[inline]
    pub fn new(value: V, derivative: P) -> Closure<V, P, E, REPEATABLE> {
        Closure { value, derivative, captured: PhantomData }
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
}

impl<V: Clone, P: Clone, E: TangentSpace, const REPEATABLE: bool> FunctionValue
    for Closure<V, P, E, REPEATABLE>
{
    type Captured = E;
    const REPEATABLE: bool = REPEATABLE;
}

/// What it becomes in a forward sweep: itself and its tangent, which captures the dots too.
#[doc(hidden)]
#[derive(Clone)]
pub struct DualClosure<V, T> {
    value: V,
    derivative: T,
}

impl<V: Clone, T: Clone> FunctionValue for DualClosure<V, T> {
    type Captured = ();
    const REPEATABLE: bool = false;
}

/// A function of one argument that results in one float, with its gradient: what an optimiser takes.
///
/// `#[differentiate]` implements it beside each function of one parameter (`&[f64]`, `f64`, `&[f64; N]`, `&Model`) and a scalar result. Nothing
/// is allocated but what the function itself, or a loop of its derivative, allocates.
///
/// ```
/// use ad_runtime::{ScalarFunction, prelude::*};
///
/// /// Gradient descent.
/// fn minimise<F: ScalarFunction>(f: F, x: &mut [f64], x_bar: &mut [f64]) -> f64 {
///     for _ in 0..200 {
///         f.value_and_grad_into(x, x_bar);
///         x.iter_mut().zip(&*x_bar).for_each(|(x, x_bar)| *x -= 0.1 * x_bar);
///     }
///     f.value(x)
/// }
///
/// #[differentiate]
/// fn energy(x: &[f64]) -> f64 {
///     (x[0] - 1.0).powi(2) + 3.0 * (x[1] + x[0]).powi(2)
/// }
///
/// let (mut x, mut x_bar) = ([3.0, 3.0], [0.0; 2]);
/// assert!(minimise(energy {}, &mut x, &mut x_bar) < 1e-12);
/// ```
#[diagnostic::on_unimplemented(
    message = "this is no differentiated function of a `&{X}` with a result of type `{Y}`",
    label = "no gradient is known of it",
    note = "pass the type beside a function with `#[differentiate]`, `energy {{}}`",
    note = "see \"A function value without derivatives\" in `ad_runtime::errors`"
)]
pub trait ScalarFunction<X: ?Sized = [f64], XBar: ?Sized = X, Y = f64> {
    /// The function itself.
    fn value(&self, x: &X) -> Y;

    /// The value; the gradient is written over `x_bar`.
    fn value_and_grad_into(&self, x: &X, x_bar: &mut XBar) -> Y;

    /// The value; the gradient is added to `x_bar`.
    fn accumulate_grad(&self, x: &X, x_bar: &mut XBar) -> Y;

    /// The value and its derivative in a direction: forward mode.
    fn jvp(&self, x: &X, x_dot: &XBar) -> (Y, Y);
}

/// A function of one argument, whatever it results in, with the products of its Jacobian: what a solver or a least-squares fit takes.
///
/// `#[differentiate]` implements it beside each function of one parameter.
#[diagnostic::on_unimplemented(
    message = "this is no differentiated function of a `&{X}` with a result of type `{Y}`",
    label = "no derivatives are known of it",
    note = "pass the type beside a function with `#[differentiate]`, `energy {{}}`",
    note = "see \"A function value without derivatives\" in `ad_runtime::errors`"
)]
pub trait VectorFunction<X: ?Sized = [f64], Y: Differentiable = Vec<f64>, XBar: ?Sized = X> {
    /// The function itself.
    fn value(&self, x: &X) -> Y;

    /// The value and its derivative in a direction, `J x_dot`: forward mode.
    fn jvp(&self, x: &X, x_dot: &XBar) -> (Y, Y::Tangent);

    /// The value; `Jᵀ y_bar` is added to `x_bar`: reverse mode.
    fn accumulate_vjp(&self, x: &X, y_bar: Y::Tangent, x_bar: &mut XBar) -> Y;
}

/// How a function makes values of functions that it is given, where it doesn't say: constants are what they are.
#[doc(hidden)]
pub trait TakesFunctions {
    makers! {
        named_0 closure_0 dual_0, named_1 closure_1 dual_1, named_2 closure_2 dual_2, named_3 closure_3 dual_3,
        named_4 closure_4 dual_4, named_5 closure_5 dual_5, named_6 closure_6 dual_6, named_7 closure_7 dual_7,
        named_8 closure_8 dual_8, named_9 closure_9 dual_9, named_10 closure_10 dual_10, named_11 closure_11 dual_11
    }
}

impl<T: ?Sized> TakesFunctions for T {}

/// What is passed as a function and is no name of one: out of a variable, a field or a list.
#[doc(hidden)]
pub struct Unnamed;

/// A function with derivatives, as far as that can be known where it is passed.
#[diagnostic::on_unimplemented(
    message = "this function has no derivatives that its caller could use",
    label = "given to a function that calls it with differentiated values",
    note = "pass the name of a function with `#[differentiate]`, or write the closure in the call: what comes out of a variable, a field or a \
            list has no place for a derivative",
    note = "see \"A function value without derivatives\" in `ad_runtime::errors`"
)]
#[doc(hidden)]
pub trait Known {
    /// The function.
    type Itself;

    /// The function.
    fn itself(self) -> Self::Itself;
}

/// The tangents of what a closure captures: a pair of the first one's and the others', so that there may be any number of them.
#[doc(hidden)]
pub struct Captured<E>(PhantomData<fn() -> E>);

/// Nothing is captured.
#[doc(hidden)]
#[inline]
pub fn no_captures() -> Captured<()> {
    Captured(PhantomData)
}

/// A value is, and others.
#[doc(hidden)]
#[inline]
pub fn captured<V: Differentiable + ?Sized, E>(
    _: &V,
    _: Captured<E>,
) -> Captured<(Option<V::Tangent>, E)> {
    Captured(PhantomData)
}

/// A function is, and others.
#[doc(hidden)]
#[inline]
pub fn captured_function<F: FunctionValue, E>(
    _: &F,
    _: Captured<E>,
) -> Captured<(Option<F::Captured>, E)> {
    Captured(PhantomData)
}

/// Whether a closure may be called again.
#[doc(hidden)]
pub struct Repeats<const REPEATABLE: bool>;

/// What a function that is a constant captures: nothing that is differentiated.
#[diagnostic::on_unimplemented(
    message = "this closure captures differentiated variables, and is given to a function that takes it as a constant",
    label = "what it captures would lose its derivative",
    note = "remove `#[constant]` from the parameter, which goes through the closure's derivative if it calls it with differentiated values; \
            or capture `stop_gradient(x)`",
    note = "see \"A closure that is handed on\" in `ad_runtime::errors`"
)]
#[doc(hidden)]
pub trait CapturesNothing {}

impl CapturesNothing for () {}

/// What a bar points to, and the tangent that is added to it.
#[doc(hidden)]
pub trait Bar {
    /// The tangent.
    type Owned;

    /// The zero of its shape.
    fn zero(&self) -> Self::Owned;
}

impl<T: TangentSpace> Bar for T {
    type Owned = T;

    #[inline]
    fn zero(&self) -> T {
        self.zero_like()
    }
}

impl<T: TangentSpace> Bar for [T] {
    type Owned = Vec<T>;

    fn zero(&self) -> Vec<T> {
        self.iter().map(T::zero_like).collect()
    }
}

/// The zero for what is captured, of the shape of its bar.
#[doc(hidden)]
#[inline]
pub fn fresh<B: Bar + ?Sized>(bar: &Option<&mut B>) -> Option<B::Owned> {
    bar.as_deref().map(B::zero)
}

/// Adds what a closure's pullback made to the bar of what it captures.
#[doc(hidden)]
#[inline]
pub fn give_back<B: Accumulate<V> + ?Sized, V>(bar: Option<&mut B>, value: Option<V>) {
    if let (Some(bar), Some(value)) = (bar, value) {
        bar.add(value);
    }
}

/// A copy of what a closure captures, which it may own.
#[doc(hidden)]
#[inline]
pub fn kept<T: ToOwned + ?Sized>(value: &T) -> Arc<crate::private::Kept<T>> {
    Arc::new(crate::private::Kept::of(value))
}

/// A dot from a zero: itself, or lent.
#[doc(hidden)]
pub trait DotOf<'z, Z: ?Sized> {
    /// The dot.
    fn dot(zero: &'z Z) -> Self;
}

impl<'z, T: TangentSpace> DotOf<'z, T> for T {
    #[inline]
    fn dot(zero: &'z T) -> T {
        zero.clone()
    }
}

impl<'z, T: TangentSpace> DotOf<'z, T> for &'z T {
    #[inline]
    fn dot(zero: &'z T) -> &'z T {
        zero
    }
}

impl<'z, T: TangentSpace> DotOf<'z, Vec<T>> for &'z [T] {
    #[inline]
    fn dot(zero: &'z Vec<T>) -> &'z [T] {
        zero
    }
}
