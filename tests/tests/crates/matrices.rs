//! `nalgebra`: places, constructors and operators.

use ad_runtime::nalgebra::{
    DMatrix, DVector, Matrix2, Matrix2x3, Matrix3, Matrix3x2, RowVector3, SMatrix, SVector,
    Vector2, Vector3,
};
use ad_runtime::prelude::*;

type V = Vector3<f64>;

/// An entry by its number, by row and column, by its name: all are the same place.
#[differentiate]
fn places(x: f64, y: f64) -> f64 {
    let v = V::new(x, y, x * y);
    let m = Matrix2::new(x, 0.5, y, 1.0);
    let mut w = v;
    w[1] += v.x * m[(0, 1)];
    w.x = w[1] * v[2];
    w[0] = w.x * w.x + y;
    let mut n = m.clone();
    for i in 0..3 {
        w[i] *= v[i];
        n[(i % 2, 1)] += w[i] * v.z;
        let j = i;
        n[(1, j % 2)] *= 0.5 + w.x;
    }
    w.z -= n.m22;
    w[0] * w.z + n[(0, 1)] + n[2].sin() + w.y * m.m21
}

#[differentiate]
fn swapped(x: f64, y: f64) -> f64 {
    let mut v = V::new(x, y, 1.0);
    for i in 0..5 {
        let first = v.x;
        v.x = v[1] * y;
        v[1] = v.z;
        v[2] = first + v.x;
        if v[i % 3] > 1.0 {
            v[0] -= x * i as f64;
        }
    }
    v.x * v.y + v.z
}

#[differentiate]
fn grown(x: f64, y: f64) -> f64 {
    let mut m = DMatrix::<f64>::zeros(3, 3);
    let mut v = DVector::<f64>::from_element(3, x);
    for i in 0..3 {
        for j in 0..m.ncols() {
            m[(i, j)] += v[j] * y + i as f64;
            v[i] += m[(i, j)] * m[(j, i)];
        }
    }
    v = DVector::from_vec(vec![v[1], x]);
    v[0] * v[1] + m[(1, 2)] + v.len() as f64 * x + m.nrows() as f64
}

#[differentiate]
fn made(x: f64, y: f64) -> f64 {
    let v = SVector::from([x, y * x, 1.0]);
    let w = Vector3::repeat(x) + Vector3::from_element(y);
    let a = SMatrix::<f64, 2, 2>::new(x, y, 1.0, x * y);
    let b = DMatrix::repeat(2, 2, x);
    let c = DMatrix::from_vec(2, 1, vec![x, y]);
    let d = DVector::repeat(2, y);
    let e = Matrix2x3::new(x, 1.0, 2.0, y, 3.0, x) * Matrix3x2::new(1.0, x, y, 2.0, 0.5, x);
    (b * c)[0] * d[1] + v.x * w.y + v[1] * a[(1, 1)] + a.m12 + e.m11 * e.m22 + e.m12 / e.m21
}

/// By value and by reference on either side.
#[differentiate]
fn sums(x: f64, y: f64) -> f64 {
    let (v, w) = (V::new(x, y, 1.0), V::new(x * y, 2.0, x));
    let a = v + w;
    let b = &v - w;
    let c = v - &w;
    let d = &(a - b) + &c;
    let e = -d;
    let f = -&e;
    f.x * e.y + a.z * b.x
}

#[differentiate]
fn scaled(x: f64, y: f64) -> f64 {
    let v = V::new(x, y, 1.0);
    let m = Matrix2::new(x, 2.0, y, 1.0);
    let a = v * x + &v * y + x * v + y * &v + 2.0 * v;
    let b = a / y + &a / x + v / 3.0;
    let c = m * y - x * m / 2.0;
    b.x * b.y + b.z * c.m12 + c[(1, 1)]
}

#[differentiate]
fn products(x: f64, y: f64) -> f64 {
    let m = Matrix3::new(x, 0.2, y, 0.4, -0.4, x * y, 0.8, 0.9, 0.15);
    let v = V::new(x, y, 1.0);
    let a = m * v + &m * v + m * &v + &m * &v;
    let b = (m * m) * a - (&m * &m) * v;
    let r = RowVector3::new(y, x, 2.0) * m;
    let outer = v * r;
    (r * b)[0] + outer.m12 * outer[(2, 0)] + (r * v).x
}

#[differentiate]
fn assigned(x: f64, y: f64) -> f64 {
    let mut v = V::new(x, y, 1.0);
    let w = V::new(x * y, 2.0, x);
    for i in 0..4 {
        v += w;
        v -= &w * x;
        v *= 0.3 + y;
        v /= 1.5 + x * x;
        v += &w;
        v -= w / (1.0 + i as f64);
    }
    v.x * v[1] + v.z
}

#[differentiate]
fn dynamic(x: f64, y: f64) -> f64 {
    let m = DMatrix::from_vec(2, 2, vec![x, y, 0.3, x * y]);
    let v = DVector::from_vec(vec![y, 0.4]);
    let mut w = &m * &v;
    for _ in 0..3 {
        w = &m * &w * y + &v;
        w /= 2.0;
    }
    let k = m.clone() * m + DMatrix::from_element(2, 2, y);
    w[0] * w[1] + k[(0, 1)]
}

/// In structs and lists, through references, in branches and calls.
#[derive(Clone, Debug, Differentiable)]
struct Body {
    at: V,
    velocity: V,
    mass: f64,
    trail: Vec<V>,
}

#[differentiate]
impl Body {
    fn step(&mut self, force: &V, dt: f64) {
        self.velocity += force * (dt / self.mass);
        self.at += self.velocity * dt;
        self.at.y -= 0.1 * dt;
        self.trail.push(self.at);
    }

    fn height(&self) -> f64 {
        self.at.y + self.trail[1][2]
    }
}

#[differentiate]
fn pulled(at: &V, k: f64) -> V {
    if at[0] > 0.5 { -at * k } else { at * (0.1 * k) }
}

#[differentiate]
fn structs(x: f64, y: f64) -> f64 {
    let (at, velocity) = (V::new(x, y, 1.0), V::new(0.1, x, y));
    let mut body = Body { at, velocity, mass: 1.0 + y, trail: vec![at] };
    for _ in 0..5 {
        let force = pulled(&body.at, x);
        body.step(&force, 0.2);
    }
    let sum = body.trail.iter().fold(V::zeros(), |sum, v| sum + v);
    let total: V = body.trail.iter().sum();
    let doubled = body.trail.iter().map(|v| v * 2.0).sum::<V>();
    let largest = body.trail.iter().map(|v| v.x).fold(0.0, f64::max);
    sum.x * body.height() + largest + total.y * doubled.z
}

#[differentiate]
fn unused(x: f64, y: f64) -> f64 {
    let v = V::new(x, y, 1.0) / (x - x);
    if x > 10.0 { v.x } else { y }
}

#[test]
fn derivatives() {
    agree!(places swapped grown made sums scaled products assigned dynamic structs);
    assert_eq!(unused::grad(0.7, 1.3), (0.0, 1.0));
}

/// What a user does with a gradient.
#[differentiate]
fn misfit(m: &DMatrix<f64>, v: &Vector2<f64>) -> f64 {
    let mut sum = 0.0;
    for i in 0..m.nrows() {
        for j in 0..2 {
            sum += (m[(i, j)] - v[j]).powi(2);
        }
    }
    sum
}

#[test]
fn parameters() {
    let mut m = DMatrix::from_row_slice(1, 2, &[3.0, 4.0]);
    let v = Vector2::new(1.0, 1.0);
    misfit::check(&m, &v).unwrap();
    let (m_bar, v_bar) = misfit::grad(&m, &v);
    assert_eq!((m_bar.shape(), v_bar), ((1, 2), Vector2::new(-4.0, -6.0)));
    m.add_scaled(-0.5, &m_bar);
    assert_eq!(m.to_coordinates(), [1.0, 1.0]);
    assert_eq!(m.named_coordinates()[1].0, "[(0, 1)]");
    assert_eq!(v.named_coordinates()[1].0, "[1]");
    assert_eq!(v.with_coordinates(&[5.0, 6.0]), Vector2::new(5.0, 6.0));
}
