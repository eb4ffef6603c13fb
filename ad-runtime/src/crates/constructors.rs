//! The derivatives of other crates' constructors: how rustc finds those of `Vector3::new(x, y, z)`.
//!
//! An associated function's derivatives are called by its path, `Vector3::new_pullback(x, y, z)`. A type of one's own has them itself. Behind them stands a trait that all types have, so that
//! a second trait couldn't have them too. Where the macros' table has the name, what stands there results in a [`Standing`], which knows the type, the name and the arguments: if the type is
//! [`Constructed`] by these, it is what its rule says, and otherwise there are no derivatives, which rustc says in the same words as of any other function.

#![cfg_attr(
    not(any(feature = "nalgebra", feature = "num-complex")),
    allow(dead_code, reason = "nothing is constructed without features")
)]

use std::marker::PhantomData;

use super::passed::{Dotted, Way, Ways};
use crate::undifferentiated::Called;

/// What stands for a derivative of the function of the name `N` of a type `T`, in the form `F`, with its arguments and their dots.
pub struct Standing<T, N, F, A, D>(A, D, Of<T, N, F>);

/// What a value is of, without having one.
type Of<T, N, F> = PhantomData<fn() -> (T, N, F)>;

impl<T, N, F, A, D> Standing<T, N, F, A, D> {
    /// What was called with these arguments.
    #[inline]
    pub fn with(args: A, dots: D) -> Standing<T, N, F, A, D> {
        Standing(args, dots, PhantomData)
    }
}

/// The form of the value itself.
#[derive(Debug)]
pub enum ValueForm {}

/// The form of the pullback, which borrows nothing.
#[derive(Debug)]
pub enum PullbackForm {}

/// The form of the tangent, with dots beside the arguments.
#[derive(Debug)]
pub enum TangentForm {}

/// A form of what stands there.
pub trait Form {
    /// Whether there are dots.
    const HAS_DOTS: bool;
}

impl Form for ValueForm {
    const HAS_DOTS: bool = false;
}

impl Form for PullbackForm {
    const HAS_DOTS: bool = false;
}

impl Form for TangentForm {
    const HAS_DOTS: bool = true;
}

/// What the function of the name `N` makes of the arguments `A`, a tuple.
#[diagnostic::on_unimplemented(
    message = "this function has no derivatives",
    label = "called with a value that depends on a differentiated parameter",
    note = "put `#[differentiate]` on the function's `impl`, \
            or take its arguments out of the derivative with `stop_gradient(..)`",
    note = "see \"A function without derivatives\" in `ad_runtime::errors`"
)]
pub trait Constructed<N, A>: Sized {
    /// What has been made: a type that can't be made out where the type isn't constructed so, so that of what comes after rustc says nothing.
    type Settled<F, D>;

    /// In a form, with dots.
    fn settled<F: Form, D>(args: A, dots: D) -> Self::Settled<F, D>;
}

/// A rule: what is made of the arguments, what is kept, what comes of the bar, and, of dots in the places of the arguments, the dot.
#[cfg(any(feature = "nalgebra", feature = "num-complex"))]
macro_rules! constructed {
    ($(
        $(#[$doc:meta])*
        [$($generics:tt)*] $name:ident($($a:ident: $A:ty),*) -> $Made:ty [$($bounds:tt)*] { $made:expr }
        keep $Kept:ty { $keep:expr }
        back |$kept:ident, $bar:ident| $back:block
        forth $forth:block
    )*) => {$(
        $(#[$doc])*
        #[diagnostic::do_not_recommend]
        impl<$($generics)*>
            $crate::crates::constructors::Constructed<
                $crate::crates::constructors::names::$name,
                ($($A,)*),
            > for $Made
        where
            $($bounds)*
        {
            type Settled<InForm, Dots> = $crate::crates::constructors::Settled<
                InForm,
                Self,
                $Kept,
                <Self as $crate::space::Differentiable>::Tangent,
                ($(<$A as $crate::crates::passed::Passed>::Way,)*),
                Dots,
            >;

            #[inline]
            #[allow(unused_variables, reason = "not every rule reads all of it")]
            fn settled<InForm: $crate::crates::constructors::Form, Dots>(
                ($($a,)*): ($($A,)*),
                dots: Dots,
            ) -> Self::Settled<InForm, Dots> {
                let zeros = InForm::HAS_DOTS
                    .then(|| ($($crate::space::Differentiable::zero_tangent(&$a),)*));
                let $kept: $Kept = $keep;
                $crate::crates::constructors::Settled::new(
                    ($made, $kept, zeros, dots),
                    |$kept: $Kept, $bar: &<Self as $crate::space::Differentiable>::Tangent| $back,
                    |$kept: $Kept, ($($a,)*): ($(<$A as $crate::space::Differentiable>::Tangent,)*)| $forth,
                )
            }
        }
    )*};
}

#[cfg(any(feature = "nalgebra", feature = "num-complex"))]
pub(super) use constructed;

/// The rules of other crates' conversions, which are constructors as well.
#[cfg(any(feature = "nalgebra", feature = "num-complex"))]
macro_rules! constructed_from {
    ($([$($generics:tt)*] $A:ty => $Made:ty;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($generics)*> $crate::rules::FromRule<$A> for $Made {
            #[inline]
            fn from_value(value: $A) -> $Made {
                value.into()
            }

            #[inline]
            fn from_pullback(
                value: $A,
            ) -> (
                $Made,
                impl FnOnce(
                    <$Made as $crate::space::Differentiable>::Tangent,
                    Option<&mut <$A as $crate::space::Differentiable>::Tangent>,
                ),
            ) {
                use $crate::crates::constructors::{Constructed, PullbackForm, names};
                <$Made as Constructed<names::from, ($A,)>>::settled::<PullbackForm, ()>((value,), ())
                    .ad_it()
            }

            #[inline]
            fn from_tangent(
                value: $A,
                dot: Option<&<$A as $crate::space::Differentiable>::Tangent>,
            ) -> ($Made, <$Made as $crate::space::Differentiable>::Tangent) {
                use $crate::crates::constructors::{Constructed, TangentForm, names};
                let dots = (dot.cloned(),);
                <$Made as Constructed<names::from, ($A,)>>::settled::<TangentForm, _>((value,), dots)
                    .ad_it()
            }
        }
    )*};
}

#[cfg(any(feature = "nalgebra", feature = "num-complex"))]
pub(super) use constructed_from;

macro_rules! names {
    ($($name:ident)*) => {$(
        #[doc = concat!("The name `", stringify!($name), "`.")]
        #[allow(non_camel_case_types, reason = "it is that of a function")]
        #[derive(Debug)]
        pub enum $name {}
    )*};
}

/// The names of constructors in the macros' table.
pub mod names {
    names! {
        cis
        from
        from_angle
        from_axis_angle
        from_column_slice
        from_columns
        from_diagonal
        from_diagonal_element
        from_element
        from_euler_angles
        from_imag
        from_parts
        from_polar
        from_quaternion
        from_real
        from_row_slice
        from_rows
        from_scaled_axis
        from_slice
        from_vec
        new
        new_normalize
        new_unchecked
        repeat
        rotation
        translation
    }
}

/// What has been made: nothing in it borrows from the arguments, `W` being their ways, and nor does the pullback.
pub struct Settled<F, V, K, T, W: Ways, D> {
    value: V,
    kept: K,
    back: fn(K, &T) -> W::Tangents,
    forth: fn(K, W::Tangents) -> T,
    zeros: Option<W::Tangents>,
    dots: D,
    form: PhantomData<fn() -> F>,
}

impl<T, N, F: Form, A, D> Called<Standing<T, N, F, A, D>> {
    /// What stands there: rustc says here, once for all forms, of a type that isn't [`Constructed`] so.
    #[inline]
    pub fn ad_found<S>(self) -> S
    where
        T: Constructed<N, A, Settled<F, D> = S>,
    {
        let Called(Standing(args, dots, _)) = self;
        T::settled::<F, D>(args, dots)
    }
}

impl<F, V, K, T, W: Ways, D> Settled<F, V, K, T, W, D> {
    /// What was made, and its rule: what comes of its bar for the arguments, and of dots of theirs.
    #[inline]
    pub fn new(
        (value, kept, zeros, dots): (V, K, Option<W::Tangents>, D),
        back: fn(K, &T) -> W::Tangents,
        forth: fn(K, W::Tangents) -> T,
    ) -> Settled<F, V, K, T, W, D> {
        Settled { value, kept, back, forth, zeros, dots, form: PhantomData }
    }
}

impl<V, K, T, W: Ways> Settled<ValueForm, V, K, T, W, ()> {
    /// The value.
    #[inline]
    pub fn ad_it(self) -> V {
        self.value
    }
}

macro_rules! standing {
    ($($($A:ident $a:ident $dot:ident $W:ident)*;)*) => {$(
        impl<V, K, T, $($W: Way),*> Settled<PullbackForm, V, K, T, ($($W,)*), ()> {
            /// Reverse mode.
            #[inline]
            pub fn ad_it(self) -> (V, impl FnOnce(T, $(Option<&mut $W::Bar>),*)) {
                let Settled { value, kept, back, .. } = self;
                let pullback = move |bar: T, $($a: Option<&mut $W::Bar>),*| {
                    let ($($dot,)*) = back(kept, &bar);
                    $(if let Some($a) = $a {
                        $W::add($a, &$dot);
                    })*
                };
                (value, pullback)
            }
        }

        impl<V, K, T, $($A, $W: Dotted<$A>),*>
            Settled<TangentForm, V, K, T, ($($W,)*), ($($A,)*)>
        {
            /// Forward mode.
            #[inline]
            pub fn ad_it(self) -> (V, T) {
                let Settled { value, kept, forth, zeros, dots: ($($dot,)*), .. } = self;
                let Some(($($a,)*)) = zeros else { unreachable!("this form has them") };
                (value, forth(kept, ($($W::dot($dot).unwrap_or($a),)*)))
            }
        }
    )*};
}

standing! {
    A1 a1 d1 W1;
    A1 a1 d1 W1 A2 a2 d2 W2;
    A1 a1 d1 W1 A2 a2 d2 W2 A3 a3 d3 W3;
    A1 a1 d1 W1 A2 a2 d2 W2 A3 a3 d3 W3 A4 a4 d4 W4;
    A1 a1 d1 W1 A2 a2 d2 W2 A3 a3 d3 W3 A4 a4 d4 W4 A5 a5 d5 W5;
    A1 a1 d1 W1 A2 a2 d2 W2 A3 a3 d3 W3 A4 a4 d4 W4 A5 a5 d5 W5 A6 a6 d6 W6;
    A1 a1 d1 W1 A2 a2 d2 W2 A3 a3 d3 W3 A4 a4 d4 W4 A5 a5 d5 W5 A6 a6 d6 W6 A7 a7 d7 W7;
    A1 a1 d1 W1 A2 a2 d2 W2 A3 a3 d3 W3 A4 a4 d4 W4 A5 a5 d5 W5 A6 a6 d6 W6 A7 a7 d7 W7 A8 a8 d8 W8;
    A1 a1 d1 W1 A2 a2 d2 W2 A3 a3 d3 W3 A4 a4 d4 W4 A5 a5 d5 W5 A6 a6 d6 W6 A7 a7 d7 W7 A8 a8 d8 W8 A9 a9 d9 W9;
    A1 a1 d1 W1 A2 a2 d2 W2 A3 a3 d3 W3 A4 a4 d4 W4 A5 a5 d5 W5 A6 a6 d6 W6 A7 a7 d7 W7 A8 a8 d8 W8 A9 a9 d9 W9 A10 a10 d10 W10;
    A1 a1 d1 W1 A2 a2 d2 W2 A3 a3 d3 W3 A4 a4 d4 W4 A5 a5 d5 W5 A6 a6 d6 W6 A7 a7 d7 W7 A8 a8 d8 W8 A9 a9 d9 W9 A10 a10 d10 W10 A11 a11 d11 W11;
    A1 a1 d1 W1 A2 a2 d2 W2 A3 a3 d3 W3 A4 a4 d4 W4 A5 a5 d5 W5 A6 a6 d6 W6 A7 a7 d7 W7 A8 a8 d8 W8 A9 a9 d9 W9 A10 a10 d10 W10 A11 a11 d11 W11 A12 a12 d12 W12;
    A1 a1 d1 W1 A2 a2 d2 W2 A3 a3 d3 W3 A4 a4 d4 W4 A5 a5 d5 W5 A6 a6 d6 W6 A7 a7 d7 W7 A8 a8 d8 W8 A9 a9 d9 W9 A10 a10 d10 W10 A11 a11 d11 W11 A12 a12 d12 W12 A13 a13 d13 W13;
    A1 a1 d1 W1 A2 a2 d2 W2 A3 a3 d3 W3 A4 a4 d4 W4 A5 a5 d5 W5 A6 a6 d6 W6 A7 a7 d7 W7 A8 a8 d8 W8 A9 a9 d9 W9 A10 a10 d10 W10 A11 a11 d11 W11 A12 a12 d12 W12 A13 a13 d13 W13 A14 a14 d14 W14;
    A1 a1 d1 W1 A2 a2 d2 W2 A3 a3 d3 W3 A4 a4 d4 W4 A5 a5 d5 W5 A6 a6 d6 W6 A7 a7 d7 W7 A8 a8 d8 W8 A9 a9 d9 W9 A10 a10 d10 W10 A11 a11 d11 W11 A12 a12 d12 W12 A13 a13 d13 W13 A14 a14 d14 W14 A15 a15 d15 W15;
    A1 a1 d1 W1 A2 a2 d2 W2 A3 a3 d3 W3 A4 a4 d4 W4 A5 a5 d5 W5 A6 a6 d6 W6 A7 a7 d7 W7 A8 a8 d8 W8 A9 a9 d9 W9 A10 a10 d10 W10 A11 a11 d11 W11 A12 a12 d12 W12 A13 a13 d13 W13 A14 a14 d14 W14 A15 a15 d15 W15 A16 a16 d16 W16;
}
