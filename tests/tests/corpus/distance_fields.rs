//! Signed distance fields: shapes behind traits, combined, marched.

use std::ops::{Add, Mul, Sub};

use ad_runtime::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct V3(pub f64, pub f64, pub f64);

#[differentiate]
impl V3 {
    fn dot(&self, other: &V3) -> f64 {
        self.0 * other.0 + self.1 * other.1 + self.2 * other.2
    }

    fn len(&self) -> f64 {
        self.dot(self).sqrt()
    }

    fn abs(self) -> V3 {
        V3(self.0.abs(), self.1.abs(), self.2.abs())
    }

    fn max(self, k: f64) -> V3 {
        V3(self.0.max(k), self.1.max(k), self.2.max(k))
    }

    fn normalize(self) -> V3 {
        self * (1.0 / self.len())
    }
}

#[differentiate]
impl Add for V3 {
    type Output = V3;
    fn add(self, other: V3) -> V3 {
        V3(self.0 + other.0, self.1 + other.1, self.2 + other.2)
    }
}

#[differentiate]
impl<'a> Sub<&'a V3> for &'a V3 {
    type Output = V3;
    fn sub(self, other: &V3) -> V3 {
        V3(self.0 - other.0, self.1 - other.1, self.2 - other.2)
    }
}

#[differentiate]
impl Sub for V3 {
    type Output = V3;
    fn sub(self, other: V3) -> V3 {
        &self - &other
    }
}

#[differentiate]
impl Mul<f64> for V3 {
    type Output = V3;
    fn mul(self, k: f64) -> V3 {
        V3(self.0 * k, self.1 * k, self.2 * k)
    }
}

/// A shape. After Quilez, "Distance functions"; crate `sdfu`.
#[differentiate]
pub trait Sdf {
    fn dist(&self, p: V3) -> f64;

    fn union<O>(self, other: O) -> Union<Self, O>
    where
        Self: Sized,
    {
        Union(self, other)
    }

    fn round(self, r: f64) -> Round<Self>
    where
        Self: Sized,
    {
        Round { sdf: self, r }
    }
}

#[derive(Clone, Debug, Differentiable)]
pub struct Ball {
    pub center: V3,
    pub r: f64,
}

#[differentiate]
impl Sdf for Ball {
    fn dist(&self, p: V3) -> f64 {
        (p - self.center).len() - self.r
    }
}

#[derive(Clone, Debug, Differentiable)]
pub struct Cuboid(pub V3);

#[differentiate]
impl Sdf for Cuboid {
    fn dist(&self, p: V3) -> f64 {
        let d = p.abs() - self.0;
        d.max(0.0).len() + d.0.max(d.1.max(d.2)).min(0.0)
    }
}

#[derive(Clone, Debug, Differentiable)]
pub struct Torus {
    pub big: f64,
    pub small: f64,
}

#[differentiate]
impl Sdf for Torus {
    fn dist(&self, p: V3) -> f64 {
        let q = (p.0.hypot(p.2) - self.big, p.1);
        (q.0 * q.0 + q.1 * q.1).sqrt() - self.small
    }
}

#[derive(Clone, Debug, Differentiable)]
pub struct Union<A, B>(A, B);

#[differentiate]
impl<A: Sdf, B: Sdf> Sdf for Union<A, B> {
    fn dist(&self, p: V3) -> f64 {
        self.0.dist(p).min(self.1.dist(p))
    }
}

#[derive(Clone, Debug, Differentiable)]
pub struct Round<S> {
    sdf: S,
    r: f64,
}

#[differentiate]
impl<S> Sdf for Round<S>
where
    S: Sdf,
{
    fn dist(&self, p: V3) -> f64 {
        self.sdf.dist(p) - self.r
    }
}

/// A rounded box beside a ball. After the crate `sdfu`, `SDF::round`, `SDF::union`.
#[differentiate]
pub fn rounded_scene(half: V3, r: f64, ball: &Ball, p: V3) -> f64 {
    Cuboid(half).round(r).union(ball.clone()).dist(p)
}

#[differentiate]
fn smooth_min(a: f64, b: f64, k: f64) -> f64 {
    let h = (0.5 + 0.5 * (b - a) / k).clamp(0.0, 1.0);
    b + (a - b) * h - k * h * (1.0 - h)
}

/// Shapes that flow together. After Quilez, "Smooth minimum".
#[differentiate]
pub fn blend(shapes: &[Ball], k: f64, p: V3) -> f64 {
    shapes
        .iter()
        .map(|s| s.dist(p))
        .fold(f64::MAX, |a, b| if a == f64::MAX { b } else { smooth_min(a, b, k) })
}

/// The normal by a tetrahedron of samples. After Quilez, "Normals for an SDF".
#[differentiate]
pub fn normal<S: Sdf>(shape: &S, p: V3) -> V3 {
    const H: f64 = 1e-3;
    const K: [V3; 4] =
        [V3(1.0, -1.0, -1.0), V3(-1.0, -1.0, 1.0), V3(-1.0, 1.0, -1.0), V3(1.0, 1.0, 1.0)];
    let mut n = V3(0.0, 0.0, 0.0);
    for k in K {
        n = n + k * shape.dist(p + k * H);
    }
    n.normalize()
}

#[differentiate]
pub fn normal_of_torus(torus: &Torus, p: V3) -> V3 {
    normal(torus, p)
}

/// How far a ray goes, and how dark it is there. After Hart 1996, "Sphere tracing".
#[differentiate]
pub fn march<F>(scene: F, from: V3, dir: V3) -> Option<(f64, f64)>
where
    F: Fn(V3) -> f64,
{
    let mut t = 0.0;
    let mut shade: f64 = 1.0;
    for _ in 0..40 {
        let d = scene(from + dir * t);
        if d < 1e-9 {
            return Some((t, shade));
        }
        shade = shade.min(8.0 * d / (t + 0.1));
        t += d;
        if t > 100.0 {
            break;
        }
    }
    None
}

/// A ray to two balls.
#[differentiate]
pub fn seen_depth(balls: &[Ball; 2], from: V3, dir: V3) -> f64 {
    let scene = |p: V3| balls.iter().map(|b| b.dist(p)).fold(f64::INFINITY, f64::min);
    match march(scene, from, dir.normalize()) {
        Some((t, _)) => t,
        None => 100.0,
    }
}

#[derive(Clone, Debug, Differentiable)]
pub enum Node {
    Ball(Ball),
    Torus(Torus),
    Move(V3, Vec<Node>),
    Intersection(Vec<Node>),
}

/// A tree of shapes. After the crate `implicit3d`.
#[differentiate]
pub fn tree_distance(node: &Node, p: V3) -> f64 {
    match node {
        Node::Ball(ball) => ball.dist(p),
        Node::Torus(torus) => torus.dist(p),
        Node::Move(by, children) => children
            .iter()
            .map(|child| tree_distance(child, p - *by))
            .fold(f64::INFINITY, |a, b| a.min(b)),
        Node::Intersection(children) => {
            let mut far = f64::NEG_INFINITY;
            for child in children {
                far = far.max(tree_distance(child, p));
            }
            far
        }
    }
}

corpus! {
    rounded_scene(half, r, &ball, p) at (V3(0.5, 0.6, 0.7), 0.1, ball(), V3(1.3, 0.9, 0.2)), (V3(0.5, 0.6, 0.7), 0.1, ball(), V3(-1.3, 0.2, 0.1));
    blend(&shapes, k, p) at (vec![ball(), Ball { center: V3(0.2, 0.1, 0.0), r: 0.4 }], 0.9, V3(0.7, 0.8, 0.2));
    normal_of_torus(&torus, p) at (Torus { big: 1.0, small: 0.2 }, V3(0.9, 0.4, 0.5));
    seen_depth(&balls, from, dir) at ([ball(), Ball { center: V3(-3.0, 1.0, 0.0), r: 1.0 }], V3(1.0, 1.1, 5.0), V3(0.01, 0.02, -1.0));
    tree_distance(&node, p) at (tree(), V3(0.3, 0.9, 0.4));
}

fn ball() -> Ball {
    Ball { center: V3(1.1, 1.2, 0.3), r: 0.5 }
}

fn tree() -> Node {
    let moved = Node::Move(
        V3(0.1, 0.2, 0.3),
        vec![Node::Ball(ball()), Node::Torus(Torus { big: 1.0, small: 0.2 })],
    );
    Node::Intersection(vec![moved, Node::Ball(Ball { center: V3(0.0, 0.0, 0.0), r: 0.8 })])
}
