//! The rules of operators: how `a * b` of any types is differentiated.
//!
//! The macro can't see types, so where an operator may be one of a user's types, emitted code asks the trait system for its rule. `#[differentiate] impl Mul<f64> for Vec3
//! { .. }` implements the operator's rule from its body; numbers have theirs from here. Of operators that act by component and are written by a derive or a macro of another crate,
//! `#[differentiable(add, sub, neg, scale)]` beside `#[derive(Differentiable)]` implements the rules. By hand one is implemented for a type of another crate.
//!
//! For `y = a ∘ b` with the Jacobians `J_a` and `J_b` at `(a, b)`:
//!
//! | | computes |
//! |---|---|
//! | `mul_pullback(a, b)` | `y`, and the map `ȳ ↦ (ā += J_aᵀ ȳ, b̄ += J_bᵀ ȳ)`; a bar that is `None` isn't wanted |
//! | `mul_tangent(a, b, ȧ, ḃ)` | `y` and `ẏ = J_a ȧ + J_b ḃ`; a dot that is `None` is zero |
//!
//! For `a ∘= b` the left operand is changed, and so are its bar and its dot: on the way in the bar is that of the new value, on the way out that of the
//! old one. Rules have to be repeatable: derivatives may call one a second time, with equal operands.
//!
//! ```
//! use ad_runtime::prelude::*;
//! use std::ops::Mul;
//!
//! #[derive(Clone, Copy, Differentiable)]
//! struct Vec2 { x: f64, y: f64 }
//!
//! #[differentiate]
//! impl Mul<Vec2> for f64 {
//!     type Output = Vec2;
//!     fn mul(self, v: Vec2) -> Vec2 {
//!         Vec2 { x: self * v.x, y: self * v.y }
//!     }
//! }
//!
//! #[differentiate]
//! fn height(k: f64, v: Vec2) -> f64 {
//!     (k * v).y
//! }
//!
//! assert_eq!(height::grad(2.0, Vec2 { x: 1.0, y: 3.0 }).0, 3.0);
//! ```

#![allow(clippy::type_complexity, reason = "a pullback is a closure of all bars")]

#[doc(hidden)]
pub mod components;
pub(crate) mod conversions;
#[doc(hidden)]
pub mod lifted;
mod numbers;
pub(crate) mod totals;

use std::ops::{
    Add, AddAssign, Div, DivAssign, Mul, MulAssign, Neg, Rem, RemAssign, Sub, SubAssign,
};

use crate::bars::{fresh, give_back_unbounded, unbounded};
use crate::space::Differentiable;

pub use conversions::FromRule;
#[doc(hidden)]
pub use lifted::*;
pub use totals::{ProductOfReferencesRule, ProductRule, SumOfReferencesRule, SumRule};

/// The tangent of a value of type `T`.
type Tangent<T> = <T as Differentiable>::Tangent;

macro_rules! binary {
    ($($Rule:ident $Op:ident $method:ident $value:ident $pullback:ident $tangent:ident $symbol:literal $missing:literal $label:literal $cure:literal $({ $($form:tt)* })?;)*) => {$(
        #[doc = concat!("The rule of `a ", $symbol, " b`; see the [module](self).")]
        #[diagnostic::on_unimplemented(
            message = $missing,
            label = $label,
            note = $cure,
            note = "see \"An operator without a derivative\" in `ad_runtime::errors`"
        )]
        pub trait $Rule<R: Differentiable = Self>:
            $Op<R, Output: Differentiable> + Differentiable + Sized
        {
            /// The operator itself.
            #[doc(hidden)]
            #[inline]
            fn $value(self, right: R) -> Self::Output {
                $Op::$method(self, right)
            }

            /// Reverse mode: the value, and what adds to the bars of both operands, given that of the value.
            fn $pullback(
                self,
                right: R,
            ) -> (
                Self::Output,
                impl FnOnce(Tangent<Self::Output>, Option<&mut Tangent<Self>>, Option<&mut Tangent<R>>),
            );

            /// Forward mode: the value and its dot, given those of both operands.
            fn $tangent(
                self,
                right: R,
                self_dot: Option<&Tangent<Self>>,
                right_dot: Option<&Tangent<R>>,
            ) -> (Self::Output, Tangent<Self::Output>);

            $($($form)*)?
        }
    )*};
}

binary! {
    AddRule Add add add_value add_pullback add_tangent "+"
        "`{Self} + {R}` has no derivative"
        "`Add<{R}> for {Self}` has no rule"
        "put `#[differentiate]` on `impl Add<{R}> for {Self}`";
    SubRule Sub sub sub_value sub_pullback sub_tangent "-"
        "`{Self} - {R}` has no derivative"
        "`Sub<{R}> for {Self}` has no rule"
        "put `#[differentiate]` on `impl Sub<{R}> for {Self}`";
    MulRule Mul mul mul_value mul_pullback mul_tangent "*"
        "`{Self} * {R}` has no derivative"
        "`Mul<{R}> for {Self}` has no rule"
        "put `#[differentiate]` on `impl Mul<{R}> for {Self}`"
        {
            /// The same where the bar of the value may be infinite, as that of what a root is taken of is at zero: nothing comes of what is zero beside it, as nothing comes of a dot that is
            /// zero.
            #[doc(hidden)]
            #[inline]
            fn mul_steep_pullback(
                self,
                right: R,
            ) -> (
                Self::Output,
                impl FnOnce(Tangent<Self::Output>, Option<&mut Tangent<Self>>, Option<&mut Tangent<R>>),
            ) {
                let (value, pullback) = self.mul_pullback(right);
                (
                    value,
                    #[inline(always)]
                    move |value_bar: Tangent<Self::Output>, self_bar, right_bar| match unbounded(&value_bar) {
                        None => pullback(value_bar, self_bar, right_bar),
                        Some(unit) => {
                            let (mut of_self, mut of_right) = (fresh(&self_bar), fresh(&right_bar));
                            pullback(unit, of_self.as_mut(), of_right.as_mut());
                            give_back_unbounded(self_bar, of_self);
                            give_back_unbounded(right_bar, of_right);
                        }
                    },
                )
            }
        };
    DivRule Div div div_value div_pullback div_tangent "/"
        "`{Self} / {R}` has no derivative"
        "`Div<{R}> for {Self}` has no rule"
        "put `#[differentiate]` on `impl Div<{R}> for {Self}`";
    RemRule Rem rem rem_value rem_pullback rem_tangent "%"
        "`{Self} % {R}` has no derivative"
        "`Rem<{R}> for {Self}` has no rule"
        "put `#[differentiate]` on `impl Rem<{R}> for {Self}`";
}

macro_rules! assigning {
    ($($Rule:ident $Op:ident $method:ident $value:ident $pullback:ident $tangent:ident $symbol:literal $missing:literal $label:literal $cure:literal;)*) => {$(
        #[doc = concat!("The rule of `a ", $symbol, " b`; see the [module](self).")]
        #[diagnostic::on_unimplemented(
            message = $missing,
            label = $label,
            note = $cure,
            note = "see \"An operator without a derivative\" in `ad_runtime::errors`"
        )]
        pub trait $Rule<R: Differentiable = Self>: $Op<R> + Differentiable + Sized {
            /// The operator itself.
            #[doc(hidden)]
            #[inline]
            fn $value(&mut self, right: R) {
                $Op::$method(self, right);
            }

            /// Reverse mode: changes the left operand; what it returns changes its bar back, and adds to that of the right one.
            fn $pullback(
                &mut self,
                right: R,
            ) -> (
                (),
                impl FnOnce((), Option<&mut Tangent<Self>>, Option<&mut Tangent<R>>) + use<Self, R>,
            );

            /// Forward mode: changes the left operand and its dot.
            fn $tangent(
                &mut self,
                right: R,
                self_dot: Option<&mut Tangent<Self>>,
                right_dot: Option<&Tangent<R>>,
            ) -> ((), ());
        }
    )*};
}

assigning! {
    AddAssignRule AddAssign add_assign add_assign_value add_assign_pullback add_assign_tangent "+="
        "`{Self} += {R}` has no derivative"
        "`AddAssign<{R}> for {Self}` has no rule"
        "put `#[differentiate]` on `impl AddAssign<{R}> for {Self}`";
    SubAssignRule SubAssign sub_assign sub_assign_value sub_assign_pullback sub_assign_tangent "-="
        "`{Self} -= {R}` has no derivative"
        "`SubAssign<{R}> for {Self}` has no rule"
        "put `#[differentiate]` on `impl SubAssign<{R}> for {Self}`";
    MulAssignRule MulAssign mul_assign mul_assign_value mul_assign_pullback mul_assign_tangent "*="
        "`{Self} *= {R}` has no derivative"
        "`MulAssign<{R}> for {Self}` has no rule"
        "put `#[differentiate]` on `impl MulAssign<{R}> for {Self}`";
    DivAssignRule DivAssign div_assign div_assign_value div_assign_pullback div_assign_tangent "/="
        "`{Self} /= {R}` has no derivative"
        "`DivAssign<{R}> for {Self}` has no rule"
        "put `#[differentiate]` on `impl DivAssign<{R}> for {Self}`";
    RemAssignRule RemAssign rem_assign rem_assign_value rem_assign_pullback rem_assign_tangent "%="
        "`{Self} %= {R}` has no derivative"
        "`RemAssign<{R}> for {Self}` has no rule"
        "put `#[differentiate]` on `impl RemAssign<{R}> for {Self}`";
}

/// The rule of `-a`; see the [module](self).
#[diagnostic::on_unimplemented(
    message = "`-{Self}` has no derivative",
    label = "`Neg for {Self}` has no rule",
    note = "put `#[differentiate]` on `impl Neg for {Self}`",
    note = "see \"An operator without a derivative\" in `ad_runtime::errors`"
)]
pub trait NegRule: Neg<Output: Differentiable> + Differentiable + Sized {
    /// The operator itself.
    #[doc(hidden)]
    #[inline]
    fn neg_value(self) -> Self::Output {
        -self
    }

    /// Reverse mode: the value, and what adds to the operand's bar, given that of the value.
    fn neg_pullback(
        self,
    ) -> (Self::Output, impl FnOnce(Tangent<Self::Output>, Option<&mut Tangent<Self>>));

    /// Forward mode: the value and its dot, given that of the operand.
    fn neg_tangent(self, self_dot: Option<&Tangent<Self>>)
    -> (Self::Output, Tangent<Self::Output>);
}

/// Fails to compile where an operator's body calls what isn't known to be repeatable: derivatives may call its rule a second time.
#[track_caller]
pub const fn repeatable_operator(is_repeatable: bool) {
    assert!(
        is_repeatable,
        "an operator with a derivative calls what may do or give something else the second time, and derivatives may call it twice: put `#[differentiate]` on it, or write the value out (of a derived `Default` say `#[differentiable(default)]` on the type); see \"An operator that may give something else the second time\" in `ad_runtime::errors`"
    );
}
