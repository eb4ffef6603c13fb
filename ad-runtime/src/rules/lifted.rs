//! The rules of higher orders: derivatives of the tangent of an operator.
//!
//! For `y = a ∘ b` the tangent is a function of `a`, `b`, `ȧ` and `ḃ` that results in `(y, ẏ)`. [`MulTangentRule`] and its kin say what the derivatives of that function are, in either mode;
//! [`MulTangentTangentRule`] and its kin what those of its own tangent are. `#[differentiate(order = 2)] impl Mul<f64> for Vec3 { .. }` implements the former, `order = 3` the latter too. The tangent of
//! a tangent is of the same type, so all bars and dots of one operand are.
//!
//! A pullback holds what it needs of the dots for itself.

#![allow(clippy::too_many_arguments, reason = "a dot for each operand, and one for each of those")]

mod numbers;

use std::ops::{Add, Div, Mul, Neg, Rem, Sub};

use super::{
    AddAssignRule, AddRule, DivAssignRule, DivRule, MulAssignRule, MulRule, NegRule, RemAssignRule,
    RemRule, SubAssignRule, SubRule, Tangent,
};
use crate::space::Differentiable;

/// The value and its dot.
type Pair<V, D> = (V, D);
/// The same of a pair.
type Pairs<V, D> = ((V, D), (D, D));

macro_rules! binary {
    ($($First:ident $Second:ident $Rule:ident $Op:ident $first_pullback:ident $first_tangent:ident $second_pullback:ident $second_tangent:ident $symbol:literal;)*) => {$(
        #[doc = concat!("The derivatives of the tangent of `a ", $symbol, " b`; see the [module](self).")]
        #[diagnostic::on_unimplemented(
            message = "the operator of `{Self}` with `{R}` has no second derivative",
            label = "its rule is one of first order",
            note = "write `#[differentiate(order = 2)]` on its `impl`",
            note = "see \"Higher orders\" in `ad_runtime::errors`"
        )]
        pub trait $First<R: Differentiable = Self>: $Rule<R> {
            /// Reverse mode.
            fn $first_pullback(
                self,
                right: R,
                self_dot: Option<&Tangent<Self>>,
                right_dot: Option<&Tangent<R>>,
            ) -> (
                Pair<<Self as $Op<R>>::Output, Tangent<<Self as $Op<R>>::Output>>,
                impl FnOnce(
                    Pair<Tangent<<Self as $Op<R>>::Output>, Tangent<<Self as $Op<R>>::Output>>,
                    Option<&mut Tangent<Self>>, Option<&mut Tangent<R>>,
                    Option<&mut Tangent<Self>>, Option<&mut Tangent<R>>,
                ) + use<Self, R>,
            );

            /// Forward mode.
            fn $first_tangent(
                self,
                right: R,
                self_dot: Option<&Tangent<Self>>, right_dot: Option<&Tangent<R>>,
                self_dot2: Option<&Tangent<Self>>, right_dot2: Option<&Tangent<R>>,
                self_dot_dot2: Option<&Tangent<Self>>, right_dot_dot2: Option<&Tangent<R>>,
            ) -> Pairs<<Self as $Op<R>>::Output, Tangent<<Self as $Op<R>>::Output>>;
        }

        #[doc = concat!("The derivatives of the tangent of the tangent of `a ", $symbol, " b`; see the [module](self).")]
        #[diagnostic::on_unimplemented(
            message = "the operator of `{Self}` with `{R}` has no third derivative",
            label = "its rule is one of lower order",
            note = "write `#[differentiate(order = 3)]` on its `impl`",
            note = "see \"Higher orders\" in `ad_runtime::errors`"
        )]
        pub trait $Second<R: Differentiable = Self>: $First<R> {
            /// Reverse mode.
            fn $second_pullback(
                self,
                right: R,
                self_dot: Option<&Tangent<Self>>, right_dot: Option<&Tangent<R>>,
                self_dot2: Option<&Tangent<Self>>, right_dot2: Option<&Tangent<R>>,
                self_dot_dot2: Option<&Tangent<Self>>, right_dot_dot2: Option<&Tangent<R>>,
            ) -> (
                Pairs<<Self as $Op<R>>::Output, Tangent<<Self as $Op<R>>::Output>>,
                impl FnOnce(
                    Pairs<Tangent<<Self as $Op<R>>::Output>, Tangent<<Self as $Op<R>>::Output>>,
                    Option<&mut Tangent<Self>>, Option<&mut Tangent<R>>,
                    Option<&mut Tangent<Self>>, Option<&mut Tangent<R>>,
                    Option<&mut Tangent<Self>>, Option<&mut Tangent<R>>,
                    Option<&mut Tangent<Self>>, Option<&mut Tangent<R>>,
                ) + use<Self, R>,
            );

            /// Forward mode.
            fn $second_tangent(
                self,
                right: R,
                self_dot: Option<&Tangent<Self>>, right_dot: Option<&Tangent<R>>,
                self_dot2: Option<&Tangent<Self>>, right_dot2: Option<&Tangent<R>>,
                self_dot_dot2: Option<&Tangent<Self>>, right_dot_dot2: Option<&Tangent<R>>,
                self_dot3: Option<&Tangent<Self>>, right_dot3: Option<&Tangent<R>>,
                self_dot_dot3: Option<&Tangent<Self>>, right_dot_dot3: Option<&Tangent<R>>,
                self_dot2_dot3: Option<&Tangent<Self>>, right_dot2_dot3: Option<&Tangent<R>>,
                self_dot_dot2_dot3: Option<&Tangent<Self>>, right_dot_dot2_dot3: Option<&Tangent<R>>,
            ) -> Pair<
                Pairs<<Self as $Op<R>>::Output, Tangent<<Self as $Op<R>>::Output>>,
                Pairs<Tangent<<Self as $Op<R>>::Output>, Tangent<<Self as $Op<R>>::Output>>,
            >;
        }
    )*};
}

binary! {
    AddTangentRule AddTangentTangentRule AddRule Add add_tangent_pullback add_tangent_tangent add_tangent_tangent_pullback add_tangent_tangent_tangent "+";
    SubTangentRule SubTangentTangentRule SubRule Sub sub_tangent_pullback sub_tangent_tangent sub_tangent_tangent_pullback sub_tangent_tangent_tangent "-";
    MulTangentRule MulTangentTangentRule MulRule Mul mul_tangent_pullback mul_tangent_tangent mul_tangent_tangent_pullback mul_tangent_tangent_tangent "*";
    DivTangentRule DivTangentTangentRule DivRule Div div_tangent_pullback div_tangent_tangent div_tangent_tangent_pullback div_tangent_tangent_tangent "/";
    RemTangentRule RemTangentTangentRule RemRule Rem rem_tangent_pullback rem_tangent_tangent rem_tangent_tangent_pullback rem_tangent_tangent_tangent "%";
}

macro_rules! assigning {
    ($($First:ident $Second:ident $Rule:ident $first_pullback:ident $first_tangent:ident $second_pullback:ident $second_tangent:ident $symbol:literal;)*) => {$(
        #[doc = concat!("The derivatives of the tangent of `a ", $symbol, " b`; see the [module](self).")]
        #[diagnostic::on_unimplemented(
            message = "the assigning operator of `{Self}` with `{R}` has no second derivative",
            label = "its rule is one of first order",
            note = "write `#[differentiate(order = 2)]` on its `impl`",
            note = "see \"Higher orders\" in `ad_runtime::errors`"
        )]
        pub trait $First<R: Differentiable = Self>: $Rule<R> {
            /// Reverse mode.
            fn $first_pullback(
                &mut self,
                right: R,
                self_dot: Option<&mut Tangent<Self>>,
                right_dot: Option<&Tangent<R>>,
            ) -> (
                Pair<(), ()>,
                impl FnOnce(
                    Pair<(), ()>,
                    Option<&mut Tangent<Self>>, Option<&mut Tangent<R>>,
                    Option<&mut Tangent<Self>>, Option<&mut Tangent<R>>,
                ) + use<Self, R>,
            );

            /// Forward mode.
            fn $first_tangent(
                &mut self,
                right: R,
                self_dot: Option<&mut Tangent<Self>>, right_dot: Option<&Tangent<R>>,
                self_dot2: Option<&mut Tangent<Self>>, right_dot2: Option<&Tangent<R>>,
                self_dot_dot2: Option<&mut Tangent<Self>>, right_dot_dot2: Option<&Tangent<R>>,
            ) -> Pairs<(), ()>;
        }

        #[doc = concat!("The derivatives of the tangent of the tangent of `a ", $symbol, " b`; see the [module](self).")]
        #[diagnostic::on_unimplemented(
            message = "the assigning operator of `{Self}` with `{R}` has no third derivative",
            label = "its rule is one of lower order",
            note = "write `#[differentiate(order = 3)]` on its `impl`",
            note = "see \"Higher orders\" in `ad_runtime::errors`"
        )]
        pub trait $Second<R: Differentiable = Self>: $First<R> {
            /// Reverse mode.
            fn $second_pullback(
                &mut self,
                right: R,
                self_dot: Option<&mut Tangent<Self>>, right_dot: Option<&Tangent<R>>,
                self_dot2: Option<&mut Tangent<Self>>, right_dot2: Option<&Tangent<R>>,
                self_dot_dot2: Option<&mut Tangent<Self>>, right_dot_dot2: Option<&Tangent<R>>,
            ) -> (
                Pairs<(), ()>,
                impl FnOnce(
                    Pairs<(), ()>,
                    Option<&mut Tangent<Self>>, Option<&mut Tangent<R>>,
                    Option<&mut Tangent<Self>>, Option<&mut Tangent<R>>,
                    Option<&mut Tangent<Self>>, Option<&mut Tangent<R>>,
                    Option<&mut Tangent<Self>>, Option<&mut Tangent<R>>,
                ) + use<Self, R>,
            );

            /// Forward mode.
            fn $second_tangent(
                &mut self,
                right: R,
                self_dot: Option<&mut Tangent<Self>>, right_dot: Option<&Tangent<R>>,
                self_dot2: Option<&mut Tangent<Self>>, right_dot2: Option<&Tangent<R>>,
                self_dot_dot2: Option<&mut Tangent<Self>>, right_dot_dot2: Option<&Tangent<R>>,
                self_dot3: Option<&mut Tangent<Self>>, right_dot3: Option<&Tangent<R>>,
                self_dot_dot3: Option<&mut Tangent<Self>>, right_dot_dot3: Option<&Tangent<R>>,
                self_dot2_dot3: Option<&mut Tangent<Self>>, right_dot2_dot3: Option<&Tangent<R>>,
                self_dot_dot2_dot3: Option<&mut Tangent<Self>>, right_dot_dot2_dot3: Option<&Tangent<R>>,
            ) -> Pair<Pairs<(), ()>, Pairs<(), ()>>;
        }
    )*};
}

assigning! {
    AddAssignTangentRule AddAssignTangentTangentRule AddAssignRule add_assign_tangent_pullback add_assign_tangent_tangent add_assign_tangent_tangent_pullback add_assign_tangent_tangent_tangent "+=";
    SubAssignTangentRule SubAssignTangentTangentRule SubAssignRule sub_assign_tangent_pullback sub_assign_tangent_tangent sub_assign_tangent_tangent_pullback sub_assign_tangent_tangent_tangent "-=";
    MulAssignTangentRule MulAssignTangentTangentRule MulAssignRule mul_assign_tangent_pullback mul_assign_tangent_tangent mul_assign_tangent_tangent_pullback mul_assign_tangent_tangent_tangent "*=";
    DivAssignTangentRule DivAssignTangentTangentRule DivAssignRule div_assign_tangent_pullback div_assign_tangent_tangent div_assign_tangent_tangent_pullback div_assign_tangent_tangent_tangent "/=";
    RemAssignTangentRule RemAssignTangentTangentRule RemAssignRule rem_assign_tangent_pullback rem_assign_tangent_tangent rem_assign_tangent_tangent_pullback rem_assign_tangent_tangent_tangent "%=";
}

/// The derivatives of the tangent of `-a`; see the [module](self).
#[diagnostic::on_unimplemented(
    message = "`-{Self}` has no second derivative",
    label = "its rule is one of first order",
    note = "write `#[differentiate(order = 2)]` on the `impl` of `Neg`",
    note = "see \"Higher orders\" in `ad_runtime::errors`"
)]
pub trait NegTangentRule: NegRule {
    /// Reverse mode.
    fn neg_tangent_pullback(
        self,
        self_dot: Option<&Tangent<Self>>,
    ) -> (
        Pair<<Self as Neg>::Output, Tangent<<Self as Neg>::Output>>,
        impl FnOnce(
            Pair<Tangent<<Self as Neg>::Output>, Tangent<<Self as Neg>::Output>>,
            Option<&mut Tangent<Self>>,
            Option<&mut Tangent<Self>>,
        ) + use<Self>,
    );

    /// Forward mode.
    fn neg_tangent_tangent(
        self,
        self_dot: Option<&Tangent<Self>>,
        self_dot2: Option<&Tangent<Self>>,
        self_dot_dot2: Option<&Tangent<Self>>,
    ) -> Pairs<<Self as Neg>::Output, Tangent<<Self as Neg>::Output>>;
}

/// The derivatives of the tangent of the tangent of `-a`; see the [module](self).
#[diagnostic::on_unimplemented(
    message = "`-{Self}` has no third derivative",
    label = "its rule is one of lower order",
    note = "write `#[differentiate(order = 3)]` on the `impl` of `Neg`",
    note = "see \"Higher orders\" in `ad_runtime::errors`"
)]
pub trait NegTangentTangentRule: NegTangentRule {
    /// Reverse mode.
    fn neg_tangent_tangent_pullback(
        self,
        self_dot: Option<&Tangent<Self>>,
        self_dot2: Option<&Tangent<Self>>,
        self_dot_dot2: Option<&Tangent<Self>>,
    ) -> (
        Pairs<<Self as Neg>::Output, Tangent<<Self as Neg>::Output>>,
        impl FnOnce(
            Pairs<Tangent<<Self as Neg>::Output>, Tangent<<Self as Neg>::Output>>,
            Option<&mut Tangent<Self>>,
            Option<&mut Tangent<Self>>,
            Option<&mut Tangent<Self>>,
            Option<&mut Tangent<Self>>,
        ) + use<Self>,
    );

    /// Forward mode.
    fn neg_tangent_tangent_tangent(
        self,
        self_dot: Option<&Tangent<Self>>,
        self_dot2: Option<&Tangent<Self>>,
        self_dot_dot2: Option<&Tangent<Self>>,
        self_dot3: Option<&Tangent<Self>>,
        self_dot_dot3: Option<&Tangent<Self>>,
        self_dot2_dot3: Option<&Tangent<Self>>,
        self_dot_dot2_dot3: Option<&Tangent<Self>>,
    ) -> Pair<
        Pairs<<Self as Neg>::Output, Tangent<<Self as Neg>::Output>>,
        Pairs<Tangent<<Self as Neg>::Output>, Tangent<<Self as Neg>::Output>>,
    >;
}
