//! Tuple structs as functions: `Secs(x)` may be a call of a function for all that a macro can see.
//!
//! Generated code imports the type that is called so, and calls its `pullback` and `tangent`. Those of a function are its own;
//! a tuple struct with the derive has those of these traits, one for each number of fields.

use crate::space::Differentiable;
use crate::space::accumulate::Accumulate;

/// What is asked of whatever is called; found after what a function has of the same name.
pub trait Built {
    /// Whether making it once more gives the same, and does nothing else.
    const REPEATABLE: bool = true;
}

impl<T: TupleStruct> Built for T {}

/// A tuple struct.
pub trait TupleStruct: Differentiable + Sized {
    /// Its fields.
    type Fields;
    /// Their tangents.
    type Tangents;

    /// The struct of these fields.
    fn build(fields: Self::Fields) -> Self;

    /// The tangents of the fields.
    fn apart(tangent: Self::Tangent) -> Self::Tangents;

    /// The struct's tangent.
    fn together(tangents: Self::Tangents) -> Self::Tangent;
}

macro_rules! constructors {
    ($($name:ident: $($A:ident $T:ident $x:ident)*;)*) => {
        $(
            /// Its derivatives, as those of a function.
            #[allow(clippy::too_many_arguments, reason = "as many as the struct has fields")]
            pub trait $name<$($A, $T: Accumulate<$T>),*>:
                TupleStruct<Fields = ($($A,)*), Tangents = ($($T,)*)>
            {
                /// The struct.
                #[inline]
                fn value($($x: $A),*) -> Self {
                    Self::build(($($x,)*))
                }

                /// Reverse mode.
                #[inline]
                fn pullback(
                    $($x: $A),*
                ) -> (Self, impl FnOnce(Self::Tangent, $(Option<&mut $T>),*)) {
                    #[allow(non_snake_case, reason = "the bar of a field is named like its type")]
                    let pullback = |bar: Self::Tangent, $($A: Option<&mut $T>),*| {
                        let ($($x,)*) = Self::apart(bar);
                        $(
                            if let Some(bar) = $A {
                                bar.add($x);
                            }
                        )*
                    };
                    (Self::build(($($x,)*)), pullback)
                }

                /// The same: it borrows nothing but what a field does.
                #[inline]
                fn owned_pullback(
                    $($x: $A),*
                ) -> (Self, impl FnOnce(Self::Tangent, $(Option<&mut $T>),*)) {
                    Self::pullback($($x),*)
                }

                /// Forward mode.
                #[inline]
                #[allow(non_snake_case, reason = "the dot of a field is named like its type")]
                fn tangent($($x: $A,)* $($A: Option<$T>),*) -> (Self, Self::Tangent) {
                    let value = Self::build(($($x,)*));
                    let ($($x,)*) = Self::apart(value.zero_tangent());
                    let dot = Self::together(($($A.unwrap_or($x),)*));
                    (value, dot)
                }
            }

            impl<S, $($A, $T: Accumulate<$T>),*> $name<$($A, $T),*> for S
            where
                S: TupleStruct<Fields = ($($A,)*), Tangents = ($($T,)*)>
            {
            }
        )*
    };
}

constructors! {
    Constructor1: A TA a;
    Constructor2: A TA a B TB b;
    Constructor3: A TA a B TB b C TC c;
    Constructor4: A TA a B TB b C TC c D TD d;
    Constructor5: A TA a B TB b C TC c D TD d E TE e;
    Constructor6: A TA a B TB b C TC c D TD d E TE e F TF f;
}
