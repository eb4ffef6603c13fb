//! `q *= p`: the left operand's bar is that of the product on entry, and its own on exit.

#![allow(refining_impl_trait, reason = "what is kept is said more exactly")]

use nalgebra::{Quaternion, Rotation, UnitQuaternion};

use super::space::Along;
use crate::crates::methods::Tangent;
use crate::rules::MulAssignRule;
use crate::space::TangentSpace;

/// Of two: what comes of the bar for each, and of a dot of each.
macro_rules! assigned {
    ($(
        [$(const $D:ident)?] $T:ty: |$a:ident, $b:ident|
        |$bar:ident| { $back_a:expr } { $back_b:expr }
        |$dot:ident| { $forth_a:expr } { $forth_b:expr }
    )*) => {$(
        assigned!(@ [$(const $D: usize)?] [$($D)?] [$T] $T, [$a $b] [$bar] [$back_a] [$back_b] [$dot] [$forth_a] [$forth_b]);
        assigned!(@ ['b, $(const $D: usize)?] ['b, $($D)?] [&'b $T] $T, [$a $b] [$bar] [$back_a] [$back_b] [$dot] [$forth_a] [$forth_b]);
    )*};
    (@ [$($generics:tt)*] [$($names:tt)*] [$Right:ty] $T:ty, [$a:ident $b:ident] [$bar:ident] [$back_a:expr] [$back_b:expr] [$dot:ident] [$forth_a:expr] [$forth_b:expr]) => {
        #[diagnostic::do_not_recommend]
        impl<$($generics)*> MulAssignRule<$Right> for $T {
            #[inline]
            fn mul_assign_pullback(
                &mut self,
                right: $Right,
            ) -> (
                (),
                impl FnOnce((), Option<&mut Tangent<$T>>, Option<&mut Tangent<$T>>) + use<$($names)*>,
            ) {
                let ($a, $b): ($T, $T) = (self.clone(), right.clone());
                *self *= right;
                let pullback = move |(),
                                     self_bar: Option<&mut Tangent<$T>>,
                                     right_bar: Option<&mut Tangent<$T>>| {
                    let Some(self_bar) = self_bar else { return };
                    let $bar = self_bar.clone();
                    if let Some(right_bar) = right_bar {
                        right_bar.accumulate(&$back_b);
                    }
                    *self_bar = $back_a;
                };
                ((), pullback)
            }

            #[inline]
            fn mul_assign_tangent(
                &mut self,
                right: $Right,
                self_dot: Option<&mut Tangent<$T>>,
                right_dot: Option<&Tangent<$T>>,
            ) -> ((), ()) {
                let ($a, $b): ($T, $T) = (self.clone(), right.clone());
                *self *= right;
                if let Some(self_dot) = self_dot {
                    let $dot = self_dot.clone();
                    *self_dot = $forth_a;
                    if let Some($dot) = right_dot {
                        self_dot.accumulate(&$forth_b);
                    }
                }
                ((), ())
            }
        }
    };
}

assigned! {
    [] Quaternion<f64>: |a, b|
    |bar| { bar * b.conjugate() } { a.conjugate() * bar }
    |dot| { dot * b } { a * dot }

    [] UnitQuaternion<f64>: |a, b|
    |bar| { Along(bar.0 * b.quaternion().conjugate()) } { Along(a.quaternion().conjugate() * bar.0) }
    |dot| { Along(dot.0 * b.quaternion()) } { Along(a.quaternion() * dot.0) }

    [const D] Rotation<f64, D>: |a, b|
    |bar| { Along(bar.0 * b.matrix().transpose()) } { Along(a.matrix().transpose() * bar.0) }
    |dot| { Along(dot.0 * b.matrix()) } { Along(a.matrix() * dot.0) }
}
