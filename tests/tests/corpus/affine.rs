//! Affine maps of the plane.

use std::ops::Mul;

use ad_runtime::prelude::*;

use super::curves::{Point, Vec2};

/// An affine map: `[a, b, c, d, e, f]`. After the crate `kurbo`.
#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Affine([f64; 6]);

#[differentiate]
impl Affine {
    pub fn rotate(th: f64) -> Affine {
        let (s, c) = th.sin_cos();
        Affine([c, s, -s, c, 0.0, 0.0])
    }

    pub fn translate(p: Vec2) -> Affine {
        Affine([1.0, 0.0, 0.0, 1.0, p.x, p.y])
    }

    pub fn scale(s: f64) -> Affine {
        Affine([s, 0.0, 0.0, s, 0.0, 0.0])
    }

    pub fn determinant(self) -> f64 {
        self.0[0] * self.0[3] - self.0[1] * self.0[2]
    }

    pub fn inverse(self) -> Affine {
        let inv_det = self.determinant().recip();
        Affine([
            inv_det * self.0[3],
            -inv_det * self.0[1],
            -inv_det * self.0[2],
            inv_det * self.0[0],
            inv_det * (self.0[2] * self.0[5] - self.0[3] * self.0[4]),
            inv_det * (self.0[1] * self.0[4] - self.0[0] * self.0[5]),
        ])
    }
}

#[differentiate]
impl Mul<Point> for Affine {
    type Output = Point;
    fn mul(self, other: Point) -> Point {
        Point::new(
            self.0[0] * other.x + self.0[2] * other.y + self.0[4],
            self.0[1] * other.x + self.0[3] * other.y + self.0[5],
        )
    }
}

#[differentiate]
impl Mul for Affine {
    type Output = Affine;
    fn mul(self, other: Affine) -> Affine {
        Affine([
            self.0[0] * other.0[0] + self.0[2] * other.0[1],
            self.0[1] * other.0[0] + self.0[3] * other.0[1],
            self.0[0] * other.0[2] + self.0[2] * other.0[3],
            self.0[1] * other.0[2] + self.0[3] * other.0[3],
            self.0[0] * other.0[4] + self.0[2] * other.0[5] + self.0[4],
            self.0[1] * other.0[4] + self.0[3] * other.0[5] + self.0[5],
        ])
    }
}

/// A turn about a centre, then a scaling. After the crate `kurbo`, `Affine::then_rotate_about`.
#[differentiate]
pub fn turned_about(p: Point, center: Point, angle: f64, s: f64) -> Point {
    let away = Affine::translate(-center.to_vec2());
    let back = Affine::translate(center.to_vec2());
    back * Affine::scale(s).inverse() * Affine::rotate(angle) * away * p
}

corpus! {
    turned_about(p, center, angle, s) at (Point::new(1.0, 2.0), Point::new(0.5, -0.5), 0.7, 1.3);
}
