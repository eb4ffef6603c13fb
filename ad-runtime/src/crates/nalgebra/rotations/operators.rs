//! Products and sums of rotations and quaternions, and of these with vectors.

use nalgebra::{Quaternion, Rotation, SMatrix, UnitQuaternion, Vector3};

use super::space::Along;
use crate::crates::methods::{Bar, Tangent};
use crate::crates::nalgebra::ruled::operators;
use crate::rules::{AddRule, DivRule, MulRule, NegRule, SubRule};
use crate::space::{Differentiable, TangentSpace};

operators! {
    MulRule mul_pullback mul_tangent: [] Quaternion<f64>, Quaternion<f64> => Quaternion<f64>
    |a, b| { a * b }
    |bar| { bar * b.conjugate() } { a.conjugate() * bar }
    |dot| { dot * b } { a * dot }

    MulRule mul_pullback mul_tangent: [] UnitQuaternion<f64>, UnitQuaternion<f64> => UnitQuaternion<f64>
    |a, b| { a * b }
    |bar| { Along(bar.0 * b.quaternion().conjugate()) } { Along(a.quaternion().conjugate() * bar.0) }
    |dot| { Along(dot.0 * b.quaternion()) } { Along(a.quaternion() * dot.0) }

    MulRule mul_pullback mul_tangent: [] UnitQuaternion<f64>, Vector3<f64> => Vector3<f64>
    |q, v| { q * v }
    |bar| { Along(back_of_turned(q, v, &bar)) } { turned_back(q, &bar) }
    |dot| { turned_by(q, v, dot) } { q * dot }

    MulRule mul_pullback mul_tangent: [const D: usize] Rotation<f64, D>, Rotation<f64, D> => Rotation<f64, D>
    |a, b| { a * b }
    |bar| { Along(bar.0 * b.matrix().transpose()) } { Along(a.matrix().transpose() * bar.0) }
    |dot| { Along(dot.0 * b.matrix()) } { Along(a.matrix() * dot.0) }

    MulRule mul_pullback mul_tangent: [const D: usize, const C: usize] Rotation<f64, D>, SMatrix<f64, D, C> => SMatrix<f64, D, C>
    |r, m| { r * m }
    |bar| { Along(bar * m.transpose()) } { r.matrix().tr_mul(&bar) }
    |dot| { dot.0 * m } { r * dot }

    MulRule mul_pullback mul_tangent: [const R: usize, const D: usize] SMatrix<f64, R, D>, Rotation<f64, D> => SMatrix<f64, R, D>
    |m, r| { m * r }
    |bar| { bar * r.matrix().transpose() } { Along(m.tr_mul(&bar)) }
    |dot| { dot * r } { m * dot.0 }

    AddRule add_pullback add_tangent: [] Quaternion<f64>, Quaternion<f64> => Quaternion<f64>
    |a, b| { a + b }
    |bar| { bar } { bar }
    |dot| { *dot } { *dot }

    SubRule sub_pullback sub_tangent: [] Quaternion<f64>, Quaternion<f64> => Quaternion<f64>
    |a, b| { a - b }
    |bar| { bar } { -bar }
    |dot| { *dot } { -dot }
}

operators! {
    by scalars:
    MulRule mul_pullback mul_tangent: [] Quaternion<f64>, f64 => Quaternion<f64>
    |q, k| { q * *k }
    |bar| { bar * *k } { q.coords.dot(&bar.coords) }
    |dot| { dot * *k } { q * *dot }

    DivRule div_pullback div_tangent: [] Quaternion<f64>, f64 => Quaternion<f64>
    |q, k| { q / *k }
    |bar| { bar / *k } { -q.coords.dot(&bar.coords) / (k * k) }
    |dot| { dot / *k } { q * (-dot / (k * k)) }
}

operators! {
    of scalars:
    MulRule mul_pullback mul_tangent: [] f64, Quaternion<f64> => Quaternion<f64>
    |k, q| { *k * q }
    |bar| { q.coords.dot(&bar.coords) } { bar * *k }
    |dot| { q * *dot } { dot * *k }
}

/// Of `q v = v + 2 w u × v + 2 u × (u × v)`, for the parts `u` and `w` of `q`, what comes of a dot of these.
pub fn turned_by(q: &UnitQuaternion<f64>, v: &Vector3<f64>, dot: &Quaternion<f64>) -> Vector3<f64> {
    let (u, w, u_dot) = (q.imag(), q.w, dot.imag());
    let across = u.cross(v);
    (across * dot.w + u_dot.cross(v) * w + u_dot.cross(&across) + u.cross(&u_dot.cross(v))) * 2.0
}

/// What comes of the bar of `q v` for `q`.
pub fn back_of_turned(
    q: &UnitQuaternion<f64>,
    v: &Vector3<f64>,
    bar: &Vector3<f64>,
) -> Quaternion<f64> {
    let (u, w) = (q.imag(), q.w);
    let across = u.cross(v);
    let u_bar = v.cross(bar) * w + across.cross(bar) + v.cross(&bar.cross(&u));
    Quaternion::from_parts(2.0 * across.dot(bar), u_bar * 2.0)
}

/// What comes of the bar of `q v` for `v`.
pub(super) fn turned_back(q: &UnitQuaternion<f64>, bar: &Vector3<f64>) -> Vector3<f64> {
    q.conjugate() * bar
}

macro_rules! negated {
    ($($Operand:ty, ($($lifetime:lifetime)?);)*) => {$(
        #[diagnostic::do_not_recommend]
        impl$(<$lifetime>)? NegRule for $Operand {
            #[inline]
            fn neg_pullback(
                self,
            ) -> (Quaternion<f64>, impl FnOnce(Quaternion<f64>, Option<&mut Quaternion<f64>>)) {
                (-self, |bar: Quaternion<f64>, q_bar: Option<&mut Quaternion<f64>>| {
                    if let Some(q_bar) = q_bar {
                        q_bar.accumulate(&-bar);
                    }
                })
            }

            #[inline]
            fn neg_tangent(self, dot: Option<&Quaternion<f64>>) -> (Quaternion<f64>, Quaternion<f64>) {
                (-self, dot.map_or_else(|| self.zero_tangent(), |dot| -dot))
            }
        }
    )*};
}

negated! {
    Quaternion<f64>, ();
    &'a Quaternion<f64>, ('a);
}
