//! Shapes of shapes, as builders make them: `a.round(r).union(b)`.

use ad_runtime::prelude::*;
use std::ops::*;
#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct V {
    x: f64,
    y: f64,
}
#[differentiate]
impl Sub for V {
    type Output = V;
    fn sub(self, o: V) -> V {
        V { x: self.x - o.x, y: self.y - o.y }
    }
}
#[differentiate]
impl V {
    fn norm(self) -> f64 {
        self.x.hypot(self.y)
    }
}
#[differentiate]
pub trait Sdf {
    fn dist(&self, p: V) -> f64;
    fn round(self, r: f64) -> Round<Self>
    where
        Self: Sized,
    {
        Round { inner: self, r }
    }
    fn union<B: Sdf>(self, other: B) -> Union<Self, B>
    where
        Self: Sized,
    {
        Union { a: self, b: other }
    }
    fn translate(self, by: V) -> Translate<Self>
    where
        Self: Sized,
    {
        Translate { inner: self, by }
    }
}
#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Round<S> {
    inner: S,
    r: f64,
}
#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Union<A, B> {
    a: A,
    b: B,
}
#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Translate<S> {
    inner: S,
    by: V,
}
#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Ball {
    r: f64,
}
#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Cuboid {
    half: V,
}
#[differentiate]
impl Sdf for Ball {
    fn dist(&self, p: V) -> f64 {
        p.norm() - self.r
    }
}
#[differentiate]
impl Sdf for Cuboid {
    fn dist(&self, p: V) -> f64 {
        let dx = p.x.abs() - self.half.x;
        let dy = p.y.abs() - self.half.y;
        dx.max(dy).min(0.0) + dx.max(0.0).hypot(dy.max(0.0))
    }
}
#[differentiate]
impl<S: Sdf> Sdf for Round<S> {
    fn dist(&self, p: V) -> f64 {
        self.inner.dist(p) - self.r
    }
}
#[differentiate]
impl<A: Sdf, B: Sdf> Sdf for Union<A, B> {
    fn dist(&self, p: V) -> f64 {
        self.a.dist(p).min(self.b.dist(p))
    }
}
#[differentiate]
impl<S> Sdf for Translate<S>
where
    S: Sdf,
{
    fn dist(&self, p: V) -> f64 {
        self.inner.dist(p - self.by)
    }
}
#[differentiate]
fn scene(half: V, r: f64, at: V, p: V) -> f64 {
    let cuboid = Cuboid { half };
    let s = cuboid.round(r).union(Ball { r }.translate(at));
    s.dist(p)
}
#[differentiate]
fn scene2(half: V, r: f64, at: V, p: V) -> f64 {
    let s = Cuboid { half }.round(r).union(Ball { r: r * 2.0 }.translate(at));
    s.dist(p)
}
#[differentiate]
fn normal<S: Sdf>(s: &S, p: V) -> V {
    let e = 1e-3;
    V {
        x: s.dist(V { x: p.x + e, ..p }) - s.dist(V { x: p.x - e, ..p }),
        y: s.dist(V { x: p.x, y: p.y + e }) - s.dist(V { x: p.x, y: p.y - e }),
    }
}
#[differentiate]
fn plain_use<S: Sdf>(s: S, p: V, r: f64) -> f64 {
    let u = Union { a: Ball { r }, b: s };
    u.dist(p)
}
#[test]
fn built_of_shapes() {
    let v = |x, y| V { x, y };
    scene::check(v(0.5, 0.7), 0.1, v(2.0, 0.1), v(1.0, 2.0)).unwrap();
    scene2::check(v(0.5, 0.7), 0.1, v(2.0, 0.1), v(1.0, 2.0)).unwrap();
    normal::check(
        &Union { a: Ball { r: 0.1 }, b: Round { inner: Cuboid { half: v(0.1, 0.2) }, r: 0.1 } },
        v(0.4, 0.9),
    )
    .unwrap();
    plain_use::check(Cuboid { half: v(0.1, 0.2) }, v(0.4, 0.9), 0.3).unwrap();
}
