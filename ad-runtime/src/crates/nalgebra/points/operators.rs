//! Differences of points, sums of points and vectors, products with scalars, matrices and rotations.

#![allow(refining_impl_trait, reason = "what is kept is said more exactly")]

use nalgebra::{Point, Point3, Rotation, SMatrix, SVector, UnitQuaternion};

use crate::crates::methods::{Bar, Tangent};
use crate::crates::nalgebra::products::inner;
use crate::crates::nalgebra::rotations::{Along, Turn};
use crate::crates::nalgebra::ruled::{assigned, operators};
use crate::rules::{
    AddAssignRule, AddRule, DivAssignRule, DivRule, MulAssignRule, MulRule, NegRule, SubAssignRule,
    SubRule,
};
use crate::space::{Differentiable, TangentSpace};

operators! {
    SubRule sub_pullback sub_tangent: [const D: usize] Point<f64, D>, Point<f64, D> => SVector<f64, D>
    |p, q| { p - q }
    |bar| { Point::from(bar) } { Point::from(-bar) }
    |dot| { dot.coords } { -dot.coords }

    AddRule add_pullback add_tangent: [const D: usize] Point<f64, D>, SVector<f64, D> => Point<f64, D>
    |p, v| { p + v }
    |bar| { bar } { bar.coords }
    |dot| { *dot } { Point::from(*dot) }

    SubRule sub_pullback sub_tangent: [const D: usize] Point<f64, D>, SVector<f64, D> => Point<f64, D>
    |p, v| { p - v }
    |bar| { bar } { -bar.coords }
    |dot| { *dot } { Point::from(-*dot) }

    MulRule mul_pullback mul_tangent: [const R: usize, const D: usize] SMatrix<f64, R, D>, Point<f64, D> => Point<f64, R>
    |m, p| { m * p }
    |bar| { bar.coords * p.coords.transpose() } { Point::from(m.tr_mul(&bar.coords)) }
    |dot| { dot * p } { m * dot }

    MulRule mul_pullback mul_tangent: [const D: usize] Rotation<f64, D>, Point<f64, D> => Point<f64, D>
    |r, p| { r * p }
    |bar| { Along(bar.coords * p.coords.transpose()) } { Point::from(r.matrix().tr_mul(&bar.coords)) }
    |dot| { dot.0 * p } { r * dot }

    MulRule mul_pullback mul_tangent: [] UnitQuaternion<f64>, Point3<f64> => Point3<f64>
    |q, p| { q * p }
    |bar| { q.back_of_turned(&p.coords, &bar.coords) } { Point::from(q.inverse_transform_vector(&bar.coords)) }
    |dot| { Point::from(q.turned_by(&p.coords, dot)) } { q * dot }
}

operators! {
    by scalars:
    MulRule mul_pullback mul_tangent: [const D: usize] Point<f64, D>, f64 => Point<f64, D>
    |p, k| { p * *k }
    |bar| { bar * *k } { inner(&p.coords, &bar.coords) }
    |dot| { dot * *k } { p * *dot }

    DivRule div_pullback div_tangent: [const D: usize] Point<f64, D>, f64 => Point<f64, D>
    |p, k| { p / *k }
    |bar| { bar / *k } { -inner(&p.coords, &bar.coords) / (k * k) }
    |dot| { dot / *k } { p * (-dot / (k * k)) }
}

operators! {
    of scalars:
    MulRule mul_pullback mul_tangent: [const D: usize] f64, Point<f64, D> => Point<f64, D>
    |k, p| { *k * p }
    |bar| { inner(&p.coords, &bar.coords) } { bar * *k }
    |dot| { p * *dot } { dot * *k }
}

assigned! {
    AddAssignRule add_assign_pullback add_assign_tangent +=:
    [; const D] Point<f64, D>, SVector<f64, D>: |p, v|
    |bar| { bar } { bar.coords }
    |dot| { dot } { Point::from(*dot) }

    SubAssignRule sub_assign_pullback sub_assign_tangent -=:
    [; const D] Point<f64, D>, SVector<f64, D>: |p, v|
    |bar| { bar } { -bar.coords }
    |dot| { dot } { Point::from(-*dot) }
}

assigned! {
    by scalars:
    MulAssignRule mul_assign_pullback mul_assign_tangent *=:
    [; const D] Point<f64, D>, f64: |p, k|
    |bar| { bar * k } { inner(&p.coords, &bar.coords) }
    |dot| { dot * k } { p * *dot }

    DivAssignRule div_assign_pullback div_assign_tangent /=:
    [; const D] Point<f64, D>, f64: |p, k|
    |bar| { bar / k } { -inner(&p.coords, &bar.coords) / (k * k) }
    |dot| { dot / k } { p * (-dot / (k * k)) }
}

macro_rules! negated {
    ($($Operand:ty, ($($lifetime:lifetime)?);)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($lifetime,)? const D: usize> NegRule for $Operand {
            #[inline]
            fn neg_pullback(
                self,
            ) -> (Point<f64, D>, impl FnOnce(Point<f64, D>, Option<&mut Point<f64, D>>)) {
                (-self, |bar: Point<f64, D>, p_bar: Option<&mut Point<f64, D>>| {
                    if let Some(p_bar) = p_bar {
                        p_bar.accumulate(&-bar);
                    }
                })
            }

            #[inline]
            fn neg_tangent(self, dot: Option<&Point<f64, D>>) -> (Point<f64, D>, Point<f64, D>) {
                (-self, dot.map_or_else(Point::origin, |dot| -dot))
            }
        }
    )*};
}

negated! {
    Point<f64, D>, ();
    &'a Point<f64, D>, ('a);
}
