//! Curves of the plane: lines, quadratic and cubic Béziers, arcs behind a trait.

use std::f64::consts::PI;
use std::ops::{Add, AddAssign, Mul, Neg, Range, Sub};

use ad_runtime::prelude::*;

#[derive(Clone, Copy, Debug, Default, PartialEq, Differentiable)]
pub struct Point {
    pub x: f64,
    pub y: f64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Differentiable)]
pub struct Vec2 {
    pub x: f64,
    pub y: f64,
}

#[differentiate]
impl Point {
    pub const ORIGIN: Point = Point { x: 0., y: 0. };

    #[inline]
    pub const fn new(x: f64, y: f64) -> Self {
        Point { x, y }
    }

    #[inline]
    pub const fn to_vec2(self) -> Vec2 {
        Vec2::new(self.x, self.y)
    }

    #[inline]
    pub fn lerp(self, other: Point, t: f64) -> Point {
        self.to_vec2().lerp(other.to_vec2(), t).to_point()
    }

    #[inline]
    pub fn midpoint(self, other: Point) -> Point {
        Point::new(0.5 * (self.x + other.x), 0.5 * (self.y + other.y))
    }

    #[inline]
    pub fn distance_squared(self, other: Point) -> f64 {
        (self - other).hypot2()
    }
}

#[differentiate]
impl Vec2 {
    #[inline]
    pub const fn new(x: f64, y: f64) -> Vec2 {
        Vec2 { x, y }
    }

    #[inline]
    pub const fn to_point(self) -> Point {
        Point::new(self.x, self.y)
    }

    #[inline]
    pub fn dot(self, other: Vec2) -> f64 {
        self.x * other.x + self.y * other.y
    }

    #[inline]
    pub fn cross(self, other: Vec2) -> f64 {
        self.x * other.y - self.y * other.x
    }

    #[inline]
    pub fn hypot(self) -> f64 {
        self.hypot2().sqrt()
    }

    #[inline]
    pub fn hypot2(self) -> f64 {
        self.dot(self)
    }

    #[inline]
    pub fn atan2(self) -> f64 {
        self.y.atan2(self.x)
    }

    #[inline]
    pub fn lerp(self, other: Vec2, t: f64) -> Vec2 {
        self + t * (other - self)
    }
}

#[differentiate]
impl Add<Vec2> for Point {
    type Output = Point;
    #[inline]
    fn add(self, other: Vec2) -> Self {
        Point::new(self.x + other.x, self.y + other.y)
    }
}

#[differentiate]
impl Sub for Point {
    type Output = Vec2;
    #[inline]
    fn sub(self, other: Point) -> Vec2 {
        Vec2::new(self.x - other.x, self.y - other.y)
    }
}

#[differentiate]
impl Add for Vec2 {
    type Output = Vec2;
    #[inline]
    fn add(self, other: Vec2) -> Vec2 {
        Vec2 { x: self.x + other.x, y: self.y + other.y }
    }
}

#[differentiate]
impl AddAssign for Vec2 {
    #[inline]
    fn add_assign(&mut self, other: Vec2) {
        *self = Vec2 { x: self.x + other.x, y: self.y + other.y }
    }
}

#[differentiate]
impl Sub for Vec2 {
    type Output = Vec2;
    #[inline]
    fn sub(self, other: Vec2) -> Vec2 {
        Vec2 { x: self.x - other.x, y: self.y - other.y }
    }
}

#[differentiate]
impl Mul<f64> for Vec2 {
    type Output = Vec2;
    #[inline]
    fn mul(self, other: f64) -> Vec2 {
        Vec2 { x: self.x * other, y: self.y * other }
    }
}

#[differentiate]
impl Mul<Vec2> for f64 {
    type Output = Vec2;
    #[inline]
    fn mul(self, other: Vec2) -> Vec2 {
        other * self
    }
}

#[differentiate]
impl Neg for Vec2 {
    type Output = Vec2;
    #[inline]
    fn neg(self) -> Vec2 {
        Vec2 { x: -self.x, y: -self.y }
    }
}

#[differentiate]
pub trait ParamCurve: Sized {
    fn eval(&self, t: f64) -> Point;
    fn subsegment(&self, range: Range<f64>) -> Self;

    fn start(&self) -> Point {
        self.eval(0.0)
    }

    fn end(&self) -> Point {
        self.eval(1.0)
    }
}

#[differentiate]
pub trait ParamCurveDeriv: ParamCurve {
    type DerivResult: ParamCurve;

    fn deriv(&self) -> Self::DerivResult;

    /// Length by Gauss and Legendre's rule.
    fn gauss_arclen(&self, #[constant] coeffs: &[(f64, f64)]) -> f64 {
        let d = self.deriv();
        coeffs.iter().map(|(wi, xi)| wi * d.eval(0.5 * (xi + 1.0)).to_vec2().hypot()).sum::<f64>()
            * 0.5
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Line {
    pub p0: Point,
    pub p1: Point,
}

#[differentiate]
impl ParamCurve for Line {
    #[inline]
    fn eval(&self, t: f64) -> Point {
        self.p0.lerp(self.p1, t)
    }

    fn subsegment(&self, range: Range<f64>) -> Line {
        Line { p0: self.eval(range.start), p1: self.eval(range.end) }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct QuadBez {
    pub p0: Point,
    pub p1: Point,
    pub p2: Point,
}

#[differentiate]
impl ParamCurve for QuadBez {
    fn eval(&self, t: f64) -> Point {
        let mt = 1.0 - t;
        (self.p0.to_vec2() * (mt * mt)
            + (self.p1.to_vec2() * (mt * 2.0) + self.p2.to_vec2() * t) * t)
            .to_point()
    }

    fn subsegment(&self, range: Range<f64>) -> QuadBez {
        let (t0, t1) = (range.start, range.end);
        let p0 = self.eval(t0);
        let p2 = self.eval(t1);
        let p1 = p0 + (self.p1 - self.p0).lerp(self.p2 - self.p1, t0) * (t1 - t0);
        QuadBez { p0, p1, p2 }
    }
}

#[differentiate]
impl ParamCurveDeriv for QuadBez {
    type DerivResult = Line;

    fn deriv(&self) -> Line {
        Line {
            p0: (2.0 * (self.p1.to_vec2() - self.p0.to_vec2())).to_point(),
            p1: (2.0 * (self.p2.to_vec2() - self.p1.to_vec2())).to_point(),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct CubicBez {
    pub p0: Point,
    pub p1: Point,
    pub p2: Point,
    pub p3: Point,
}

#[differentiate]
impl ParamCurve for CubicBez {
    fn eval(&self, t: f64) -> Point {
        let mt = 1.0 - t;
        let v = self.p0.to_vec2() * (mt * mt * mt)
            + (self.p1.to_vec2() * (mt * mt * 3.0)
                + (self.p2.to_vec2() * (mt * 3.0) + self.p3.to_vec2() * t) * t)
                * t;
        v.to_point()
    }

    fn subsegment(&self, range: Range<f64>) -> CubicBez {
        let (t0, t1) = (range.start, range.end);
        let p0 = self.eval(t0);
        let p3 = self.eval(t1);
        let d = self.deriv();
        let scale = (t1 - t0) * (1.0 / 3.0);
        let p1 = p0 + scale * d.eval(t0).to_vec2();
        let p2 = p3 + -(scale * d.eval(t1).to_vec2());
        CubicBez { p0, p1, p2, p3 }
    }
}

#[differentiate]
impl ParamCurveDeriv for CubicBez {
    type DerivResult = QuadBez;

    fn deriv(&self) -> QuadBez {
        QuadBez {
            p0: (3.0 * (self.p1 - self.p0)).to_point(),
            p1: (3.0 * (self.p2 - self.p1)).to_point(),
            p2: (3.0 * (self.p3 - self.p2)).to_point(),
        }
    }
}

pub const GAUSS_LEGENDRE_3: [(f64, f64); 3] = [
    (0.8888888888888888, 0.0),
    (0.5555555555555556, -0.7745966692414834),
    (0.5555555555555556, 0.7745966692414834),
];

/// The length of a part of a cubic. After the crate `kurbo`, `ParamCurveArclen`.
#[differentiate]
pub fn length_of_part(curve: CubicBez, from: f64, to: f64) -> f64 {
    curve.subsegment(from..to).gauss_arclen(&GAUSS_LEGENDRE_3)
}

/// Area under a cubic. After the crate `kurbo`, `ParamCurveArea`.
#[differentiate]
pub fn signed_area(c: &CubicBez) -> f64 {
    (c.p0.x * (6.0 * c.p1.y + 3.0 * c.p2.y + c.p3.y)
        + 3.0
            * (c.p1.x * (-2.0 * c.p0.y + c.p2.y + c.p3.y)
                - c.p2.x * (c.p0.y + c.p1.y - 2.0 * c.p3.y))
        - c.p3.x * (c.p0.y + 3.0 * c.p1.y + 6.0 * c.p2.y))
        * (1.0 / 20.0)
}

/// Distance to a line segment. After the crate `kurbo`, `Line::nearest`.
#[differentiate]
pub fn nearest_on_line(line: Line, p: Point) -> (f64, f64) {
    let d = line.p1 - line.p0;
    let dotp = d.dot(p - line.p0);
    let d_squared = d.dot(d);
    let (t, distance_sq) = if dotp <= 0.0 {
        (0.0, (p - line.p0).hypot2())
    } else if dotp >= d_squared {
        (1.0, (p - line.p1).hypot2())
    } else {
        let t = dotp / d_squared;
        let dist = (p - line.eval(t)).hypot2();
        (t, dist)
    };
    (distance_sq, t)
}

/// Curvature of any curve that can be derived twice. After the crate `kurbo`, `ParamCurveCurvature`.
#[differentiate]
pub fn curvature<C>(c: &C, t: f64) -> f64
where
    C: ParamCurveDeriv,
    C::DerivResult: ParamCurveDeriv,
{
    let d = c.deriv();
    let d1 = d.eval(t).to_vec2();
    let d2 = d.deriv().eval(t).to_vec2();
    d2.cross(d1) * d1.hypot2().powf(-1.5)
}

#[differentiate]
pub fn curvature_of_cubic(c: &CubicBez, t: f64) -> f64 {
    curvature(c, t)
}

#[derive(Clone, Debug, Differentiable)]
pub enum PathSeg {
    Line(Line),
    Quad(QuadBez),
    Cubic(CubicBez),
}

/// The length of a path. After the crate `kurbo`, `BezPath::perimeter`.
#[differentiate]
pub fn perimeter(path: &[PathSeg]) -> f64 {
    path.iter()
        .map(|seg| match seg {
            PathSeg::Line(line) => (line.p1 - line.p0).hypot(),
            PathSeg::Quad(quad) => quad.gauss_arclen(&GAUSS_LEGENDRE_3),
            PathSeg::Cubic(cubic) => {
                let halves = [cubic.subsegment(0.0..0.5), cubic.subsegment(0.5..1.0)];
                halves.iter().map(|half| half.gauss_arclen(&GAUSS_LEGENDRE_3)).sum()
            }
        })
        .sum()
}

/// The angle that a polyline turns by, wrapped to one turn. After the crate `geo`.
#[differentiate]
pub fn total_turning(points: &[Point]) -> f64 {
    let mut sum = 0.0;
    for w in points.windows(3) {
        let before = (w[1] - w[0]).atan2();
        let after = (w[2] - w[1]).atan2();
        let mut delta = after - before;
        while delta > PI {
            delta -= 2.0 * PI;
        }
        while delta < -PI {
            delta += 2.0 * PI;
        }
        sum += delta;
    }
    sum
}

corpus! {
    length_of_part(curve, from, to) at (wave(), 0.2, 0.7);
    signed_area(&c) at (wave());
    nearest_on_line(line, p) at (line(), Point::new(1.0, 1.5)), (line(), Point::new(-1.0, 0.5)), (line(), Point::new(9.0, 0.5));
    curvature_of_cubic(&c, t) at (wave(), 0.4);
    perimeter(&path) at (vec![PathSeg::Line(line()), PathSeg::Cubic(wave()), PathSeg::Quad(wave().deriv())]);
    total_turning(&points) at (vec![Point::new(0.0, 0.1), Point::new(-1.0, 0.7), Point::new(-2.0, -0.9), Point::new(-1.5, -1.4)]);
}

fn wave() -> CubicBez {
    CubicBez {
        p0: Point::new(0.0, 0.2),
        p1: Point::new(1.0, 2.0),
        p2: Point::new(2.0, -1.0),
        p3: Point::new(3.1, 1.0),
    }
}

fn line() -> Line {
    Line { p0: Point::new(0.1, 0.3), p1: Point::new(2.0, 0.9) }
}
