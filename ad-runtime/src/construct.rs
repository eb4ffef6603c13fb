//! Tuple structs as functions: `Secs(x)` may be a call of a function for all that a macro can see.
//!
//! Generated code imports the type that is called so, and calls its `pullback` and `tangent`, or those of its tangent. Those of a function are its own;
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
    ($($name:ident: $($A:ident $T:ident $x:ident $y:ident)*;)*) => {
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

                /// Reverse mode of forward mode: the dots are arguments, too.
                #[inline]
                #[allow(non_snake_case, reason = "what is of a field is named like its types")]
                fn tangent_pullback(
                    $($x: $A,)* $($A: Option<$T>),*
                ) -> (
                    (Self, Self::Tangent),
                    impl FnOnce(
                        (Self::Tangent, Self::Tangent),
                        $(Option<&mut $T>,)*
                        $(Option<&mut $T>),*
                    ),
                ) {
                    let pullback = |
                        bar: (Self::Tangent, Self::Tangent),
                        $($A: Option<&mut $T>,)*
                        $($T: Option<&mut $T>),*
                    | {
                        let ($($x,)*) = Self::apart(bar.0);
                        let ($($y,)*) = Self::apart(bar.1);
                        $(
                            if let Some(bar) = $A {
                                bar.add($x);
                            }
                            if let Some(bar) = $T {
                                bar.add($y);
                            }
                        )*
                    };
                    (Self::tangent($($x,)* $($A),*), pullback)
                }

                /// The same: it borrows nothing but what a field does.
                #[inline]
                #[allow(non_snake_case, reason = "the dot of a field is named like its type")]
                fn tangent_owned_pullback(
                    $($x: $A,)* $($A: Option<$T>),*
                ) -> (
                    (Self, Self::Tangent),
                    impl FnOnce(
                        (Self::Tangent, Self::Tangent),
                        $(Option<&mut $T>,)*
                        $(Option<&mut $T>),*
                    ),
                ) {
                    Self::tangent_pullback($($x,)* $($A),*)
                }

                /// Forward mode of forward mode.
                #[inline]
                #[allow(non_snake_case, reason = "what is of a field is named like its types")]
                #[allow(clippy::type_complexity, reason = "two pairs")]
                fn tangent_tangent(
                    $($x: $A,)* $($A: Option<$T>,)* $($T: Option<$T>,)* $($y: Option<$T>),*
                ) -> ((Self, Self::Tangent), (Self::Tangent, Self::Tangent)) {
                    let value = Self::build(($($x,)*));
                    let ($($x,)*) = Self::apart(value.zero_tangent());
                    let dot = Self::together(($($A.unwrap_or($x),)*));
                    let ($($x,)*) = Self::apart(value.zero_tangent());
                    let dot_2 = Self::together(($($T.unwrap_or($x),)*));
                    let ($($x,)*) = Self::apart(value.zero_tangent());
                    let dot_dot_2 = Self::together(($($y.unwrap_or($x),)*));
                    ((value, dot), (dot_2, dot_dot_2))
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
    Constructor1: A TA a a2;
    Constructor2: A TA a a2 B TB b b2;
    Constructor3: A TA a a2 B TB b b2 C TC c c2;
    Constructor4: A TA a a2 B TB b b2 C TC c c2 D TD d d2;
    Constructor5: A TA a a2 B TB b b2 C TC c c2 D TD d d2 E TE e e2;
    Constructor6: A TA a a2 B TB b b2 C TC c c2 D TD d d2 E TE e e2 F TF f f2;
}
