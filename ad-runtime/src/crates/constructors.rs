//! The derivatives of other crates' constructors: how rustc finds those of `Vector3::new(x, y, z)`.
//!
//! An associated function's derivatives are called by its path, `Vector3::new_pullback(x, y, z)`. A type of one's own has them itself. Behind them stands a trait that all types have, so that
//! a second trait couldn't have them too. Where the macros' table has the name, what stands there results in a [`Standing`], which knows the type, the name and the arguments: if the type is
//! [`Constructed`] by these, it is what its rule says, and otherwise there are no derivatives, which rustc says in the same words as of any other function.

use std::marker::PhantomData;

use crate::space::{Differentiable, TangentSpace};
use crate::undifferentiated::Called;

/// The tangent of a value of type `T`.
type Tangent<T> = <T as Differentiable>::Tangent;

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

/// The arguments of a function, a tuple.
pub trait Arguments {
    /// Their bars, or dots.
    type Bars;
}

/// What the function of the name `N` makes of the arguments `A`, a tuple.
#[diagnostic::on_unimplemented(
    message = "this function has no derivatives",
    label = "called with a value that depends on a differentiated parameter",
    note = "put `#[differentiate]` on the function's `impl`, \
            or take its arguments out of the derivative with `stop_gradient(..)`",
    note = "see \"A function without derivatives\" in `ad_runtime::errors`"
)]
pub trait Constructed<N, A: Arguments>: Sized {
    /// The type itself, and an error where it isn't constructed so: of what comes after that rustc says nothing.
    type Made;

    /// Its tangent.
    type Tangent;

    /// What is kept for the reverse sweep.
    type Kept;

    /// The value.
    fn made(args: A) -> (Self::Made, Self::Kept);

    /// What comes of the value's bar for each argument.
    fn back(kept: Self::Kept, bar: &Self::Tangent) -> A::Bars;

    /// What comes of dots of all arguments.
    fn forth(kept: Self::Kept, dots: A::Bars) -> Self::Tangent;
}

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
        from_element
        from_polar
        from_vec
        new
        repeat
    }
}

impl<T, N, F, A: Arguments, D> Called<Standing<T, N, F, A, D>> {
    /// What stands there, of a type that can't be made out if it isn't [`Constructed`] so: rustc says that here, once for all forms, and nothing of what comes after.
    #[inline]
    pub fn ad_found<M>(self) -> Standing<M, N, F, A, D>
    where
        T: Constructed<N, A, Made = M>,
    {
        let Called(Standing(args, dots, _)) = self;
        Standing(args, dots, PhantomData)
    }
}

macro_rules! standing {
    ($($($A:ident $a:ident $dot:ident)*;)*) => {$(
        impl<$($A: Differentiable),*> Arguments for ($($A,)*) {
            type Bars = ($(Tangent<$A>,)*);
        }

        impl<T, N, $($A: Differentiable),*> Standing<T, N, ValueForm, ($($A,)*), ()> {
            /// The value.
            #[inline]
            pub fn ad_it<V>(self) -> V
            where
                T: Constructed<N, ($($A,)*), Made = V>,
            {
                T::made(self.0).0
            }
        }

        impl<T, N, $($A: Differentiable),*> Standing<T, N, PullbackForm, ($($A,)*), ()> {
            /// Reverse mode.
            #[inline]
            pub fn ad_it<V, D>(self) -> (V, impl FnOnce(D, $(Option<&mut Tangent<$A>>),*))
            where
                T: Constructed<N, ($($A,)*), Made = V, Tangent = D>,
            {
                let (value, kept) = T::made(self.0);
                let pullback = move |bar: D, $($a: Option<&mut Tangent<$A>>),*| {
                    let ($($dot,)*) = T::back(kept, &bar);
                    $(if let Some($a) = $a {
                        $a.accumulate(&$dot);
                    })*
                };
                (value, pullback)
            }
        }

        impl<T, N, $($A: Differentiable),*>
            Standing<T, N, TangentForm, ($($A,)*), ($(Option<Tangent<$A>>,)*)>
        {
            /// Forward mode.
            #[inline]
            pub fn ad_it<V, D>(self) -> (V, D)
            where
                T: Constructed<N, ($($A,)*), Made = V, Tangent = D>,
            {
                let Standing(($($a,)*), ($($dot,)*), _) = self;
                $(let $dot = $dot.unwrap_or_else(|| $a.zero_tangent());)*
                let (value, kept) = T::made(($($a,)*));
                (value, T::forth(kept, ($($dot,)*)))
            }
        }
    )*};
}

standing! {
    A1 a1 d1;
    A1 a1 d1 A2 a2 d2;
    A1 a1 d1 A2 a2 d2 A3 a3 d3;
    A1 a1 d1 A2 a2 d2 A3 a3 d3 A4 a4 d4;
    A1 a1 d1 A2 a2 d2 A3 a3 d3 A4 a4 d4 A5 a5 d5;
    A1 a1 d1 A2 a2 d2 A3 a3 d3 A4 a4 d4 A5 a5 d5 A6 a6 d6;
    A1 a1 d1 A2 a2 d2 A3 a3 d3 A4 a4 d4 A5 a5 d5 A6 a6 d6 A7 a7 d7;
    A1 a1 d1 A2 a2 d2 A3 a3 d3 A4 a4 d4 A5 a5 d5 A6 a6 d6 A7 a7 d7 A8 a8 d8;
    A1 a1 d1 A2 a2 d2 A3 a3 d3 A4 a4 d4 A5 a5 d5 A6 a6 d6 A7 a7 d7 A8 a8 d8 A9 a9 d9;
    A1 a1 d1 A2 a2 d2 A3 a3 d3 A4 a4 d4 A5 a5 d5 A6 a6 d6 A7 a7 d7 A8 a8 d8 A9 a9 d9 A10 a10 d10;
    A1 a1 d1 A2 a2 d2 A3 a3 d3 A4 a4 d4 A5 a5 d5 A6 a6 d6 A7 a7 d7 A8 a8 d8 A9 a9 d9 A10 a10 d10 A11 a11 d11;
    A1 a1 d1 A2 a2 d2 A3 a3 d3 A4 a4 d4 A5 a5 d5 A6 a6 d6 A7 a7 d7 A8 a8 d8 A9 a9 d9 A10 a10 d10 A11 a11 d11 A12 a12 d12;
    A1 a1 d1 A2 a2 d2 A3 a3 d3 A4 a4 d4 A5 a5 d5 A6 a6 d6 A7 a7 d7 A8 a8 d8 A9 a9 d9 A10 a10 d10 A11 a11 d11 A12 a12 d12 A13 a13 d13;
    A1 a1 d1 A2 a2 d2 A3 a3 d3 A4 a4 d4 A5 a5 d5 A6 a6 d6 A7 a7 d7 A8 a8 d8 A9 a9 d9 A10 a10 d10 A11 a11 d11 A12 a12 d12 A13 a13 d13 A14 a14 d14;
    A1 a1 d1 A2 a2 d2 A3 a3 d3 A4 a4 d4 A5 a5 d5 A6 a6 d6 A7 a7 d7 A8 a8 d8 A9 a9 d9 A10 a10 d10 A11 a11 d11 A12 a12 d12 A13 a13 d13 A14 a14 d14 A15 a15 d15;
    A1 a1 d1 A2 a2 d2 A3 a3 d3 A4 a4 d4 A5 a5 d5 A6 a6 d6 A7 a7 d7 A8 a8 d8 A9 a9 d9 A10 a10 d10 A11 a11 d11 A12 a12 d12 A13 a13 d13 A14 a14 d14 A15 a15 d15 A16 a16 d16;
}
