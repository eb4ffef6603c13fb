//! The rules of complex numbers' operators that change their left operand.

use num_complex::Complex;

use super::partial::{Partial, back, forth};
use crate::crates::methods::Bar;
use crate::rules::{AddAssignRule, DivAssignRule, MulAssignRule, SubAssignRule};

macro_rules! assigning {
    ($($Rule:ident $pullback:ident $tangent:ident $op:tt |$a:ident, $b:ident, $y:ident| $by_a:expr, $by_b:expr;)*) => {$(
        assigning!(@one $Rule $pullback $tangent $op |$a, $b, $y| $by_a, $by_b; Complex<f64>, Complex<f64>);
        assigning!(@one $Rule $pullback $tangent $op |$a, $b, $y| $by_a, $by_b; Complex<f64>, &Complex<f64>);
        assigning!(@one $Rule $pullback $tangent $op |$a, $b, $y| $by_a, $by_b; f64, f64);
        assigning!(@one $Rule $pullback $tangent $op |$a, $b, $y| $by_a, $by_b; f64, &f64);
    )*};
    (@one $Rule:ident $pullback:ident $tangent:ident $op:tt |$a:ident, $b:ident, $y:ident| $by_a:expr, $by_b:expr; $Right:ty, $R:ty) => {
        #[diagnostic::do_not_recommend]
        impl $Rule<$R> for Complex<f64> {
            #[inline]
            #[allow(clippy::clone_on_copy, reason = "of a reference it is the number")]
            #[allow(unused_variables, reason = "not every partial is of both operands")]
            #[allow(refining_impl_trait, reason = "what is kept is said more exactly")]
            fn $pullback(
                &mut self,
                right: $R,
            ) -> ((), impl FnOnce((), Option<&mut Complex<f64>>, Option<&mut $Right>) + use<>) {
                let $b: $Right = right.clone();
                let $a = *self;
                *self $op $b;
                let $y = *self;
                let pullback = move |(),
                                     self_bar: Option<&mut Complex<f64>>,
                                     right_bar: Option<&mut $Right>| {
                    let Some(self_bar) = self_bar.filter(|bar| !bar.is_nothing()) else { return };
                    back($by_b, *self_bar, right_bar);
                    *self_bar = $by_a.back(*self_bar);
                };
                ((), pullback)
            }

            #[inline]
            #[allow(clippy::clone_on_copy, reason = "of a reference it is the number")]
            #[allow(unused_variables, reason = "not every partial is of both operands")]
            fn $tangent(
                &mut self,
                right: $R,
                self_dot: Option<&mut Complex<f64>>,
                right_dot: Option<&$Right>,
            ) -> ((), ()) {
                let $b: $Right = right.clone();
                let $a = *self;
                *self $op $b;
                let $y = *self;
                if let Some(self_dot) = self_dot {
                    *self_dot = forth($by_a, Some(&*self_dot)) + forth($by_b, right_dot);
                }
                ((), ())
            }
        }
    };
}

assigning! {
    AddAssignRule add_assign_pullback add_assign_tangent += |a, b, y| 1.0, 1.0;
    SubAssignRule sub_assign_pullback sub_assign_tangent -= |a, b, y| 1.0, -1.0;
    MulAssignRule mul_assign_pullback mul_assign_tangent *= |a, b, y| b, a;
    DivAssignRule div_assign_pullback div_assign_tangent /= |a, b, y| (1.0 / b), -(y / b);
}
