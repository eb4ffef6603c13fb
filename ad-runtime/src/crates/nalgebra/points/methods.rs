//! Methods of points.

use nalgebra::{Point, Point2, Point3, SVector, Vector3, Vector4};

use crate::crates::methods::{Bar, Tangent, unary};
use crate::payload::ReceiverDot;
use crate::space::{Differentiable, TangentSpace};
use crate::underived::Marked;

unary! {
    /// Of the coordinates and a one, which is a constant.
    PointHomogeneousMethod[P: Homogeneous](P;)
    to_homogeneous_value to_homogeneous_pullback to_homogeneous_owned_pullback to_homogeneous_tangent to_homogeneous_marked: |p| -> P::Vector { p.with_one() }
    keep |y| { () }
    back |y, bar| { P::without_last(&bar) }
    forth |y, dot| { P::with_zero(dot) }

    /// Two of the coordinates.
    PointXyMethod[](Point3<f64>;)
    xy_value xy_pullback xy_owned_pullback xy_tangent xy_marked: |p| -> Point2<f64> { p.xy() }
    keep |y| { () }
    back |y, bar| { Point3::new(bar.x, bar.y, 0.0) }
    forth |y, dot| { dot.xy() }
}

/// A point that has homogeneous coordinates here.
pub trait Homogeneous: Differentiable<Tangent = Self> + TangentSpace {
    /// These.
    type Vector: Differentiable<Tangent = Self::Vector> + TangentSpace + Bar;

    /// The coordinates and a one.
    fn with_one(&self) -> Self::Vector;

    /// The coordinates and a zero.
    fn with_zero(&self) -> Self::Vector;

    /// All but the last.
    fn without_last(vector: &Self::Vector) -> Self;
}

macro_rules! homogeneous {
    ($($d:literal $Vector:ident;)*) => {$(
        impl Homogeneous for Point<f64, $d> {
            type Vector = $Vector<f64>;

            #[inline]
            fn with_one(&self) -> $Vector<f64> {
                self.to_homogeneous()
            }

            #[inline]
            fn with_zero(&self) -> $Vector<f64> {
                self.coords.push(0.0)
            }

            #[inline]
            fn without_last(vector: &$Vector<f64>) -> Self {
                let coords: SVector<f64, $d> = vector.fixed_rows::<$d>(0).into_owned();
                Point::from(coords)
            }
        }
    )*};
}

homogeneous! {
    2 Vector3;
    3 Vector4;
}
