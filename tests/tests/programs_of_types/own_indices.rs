//! `Index`, `IndexMut`, `Deref` and `DerefMut` of types of one's own: what is read and written through them.

use std::ops::{Deref, DerefMut, Index, IndexMut, Mul, Range};

use ad_runtime::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct V3 {
    x: f64,
    y: f64,
    z: f64,
}

/// All that is beyond the last one is the last one.
#[differentiate]
impl Index<usize> for V3 {
    type Output = f64;
    fn index(&self, i: usize) -> &f64 {
        match i {
            0 => &self.x,
            1 => &self.y,
            _ => &self.z,
        }
    }
}

#[differentiate]
impl IndexMut<usize> for V3 {
    fn index_mut(&mut self, i: usize) -> &mut f64 {
        match i {
            0 => &mut self.x,
            1 => &mut self.y,
            _ => &mut self.z,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Axis {
    X,
    Y,
    Z,
}

#[differentiate]
impl Index<Axis> for V3 {
    type Output = f64;
    fn index(&self, axis: Axis) -> &f64 {
        if axis as usize == Axis::X as usize {
            &self.x
        } else {
            match axis {
                Axis::Y => &self.y,
                _ => &self.z,
            }
        }
    }
}

#[differentiate]
fn read(x: f64, y: f64) -> f64 {
    let v = V3 { x, y, z: x * y };
    let mut sum = v[Axis::X] * v[Axis::Y] + v[Axis::Z];
    for i in 0..5 {
        sum += v[i] * v[4 - i] * v[0];
    }
    sum * v[1]
}

/// Several numbers of one place, which the loop changes again and again.
#[differentiate]
fn changed_again(x: f64, y: f64) -> f64 {
    let mut v = V3 { x, y, z: x * y };
    let factors = [x, y, x + y, x - y, x * x, y.sin()];
    for i in 0..6 {
        v[i] = v[i] * v[i] * factors[i] + 0.1;
    }
    for i in 0..6 {
        v[i] *= factors[i];
        v[i] += factors[5 - i];
    }
    v.x * v[1] * v.z + v[5]
}

/// Nothing is kept of an iteration, but each makes something else of what the last one left.
#[differentiate]
fn in_order(x: f64, y: f64) -> f64 {
    let mut v = V3 { x, y, z: x * y };
    let added = [x, y * y, x + y, x - y, x * x, y.sin()];
    for i in 0..6 {
        v[i] = v[i] * 2.0 + added[i];
    }
    let mut w = rotated(&v, y);
    continued(&mut w, &added);
    v[0] * v[2] + w[1] * w[2]
}

#[differentiate]
fn continued(v: &mut V3, added: &[f64]) {
    for i in 0..added.len() {
        v[i] = added[i] - v[i] * 3.0;
    }
}

/// By fields and by numbers in turn.
#[differentiate]
fn either_way(x: f64, y: f64) -> f64 {
    let mut v = V3 { x, y, z: 1.0 };
    let before = v.x;
    v[0] = v.x * y;
    v.x *= v[0] + before;
    let old = v[2];
    v.z = v[0] * old;
    v[2] += v.z * v[1];
    std::mem::swap(&mut v.x, &mut v.y);
    v[0] * v.y + v[2]
}

#[differentiate]
fn change(v: &mut V3, i: usize, k: f64) {
    v[i] *= k;
    if v[i] > 0.0 {
        v[i + 1] += v[i] * k;
    }
}

#[differentiate]
fn rotated(v: &V3, k: f64) -> V3 {
    V3 { x: v[0] * k.cos() - v[1] * k.sin(), y: v[0] * k.sin() + v[1] * k.cos(), z: v[2] }
}

#[differentiate]
fn lent(x: f64, y: f64) -> f64 {
    let mut v = V3 { x, y, z: 0.5 };
    change(&mut v, 0, y);
    change(&mut v, 1, x);
    let w = rotated(&v, x);
    let [a, b] = [w[0], rotated(&w, y)[1]];
    let mut sum = 0.0;
    for i in 0..3 {
        sum += w[i] * a * v[i];
    }
    sum * b
}

#[derive(Clone, Copy, Debug, Differentiable)]
pub struct Matrix<T, const R: usize, const C: usize> {
    rows: [[T; C]; R],
}

impl<T, const R: usize, const C: usize> Matrix<T, R, C> {
    const N_ROWS: usize = R;
}

#[differentiate]
impl<T: Real, const R: usize, const C: usize> Index<(usize, usize)> for Matrix<T, R, C> {
    type Output = T;
    fn index(&self, (i, j): (usize, usize)) -> &T {
        assert!(i < Self::N_ROWS, "no row {i}");
        &self.rows[i][j]
    }
}

#[differentiate]
impl<T: Real, const R: usize, const C: usize> IndexMut<(usize, usize)> for Matrix<T, R, C> {
    fn index_mut(&mut self, (i, j): (usize, usize)) -> &mut T {
        assert!(i < Self::N_ROWS, "no row {i}");
        &mut self.rows[i][j]
    }
}

/// A row.
#[differentiate]
impl<T: Real, const R: usize, const C: usize> Index<usize> for Matrix<T, R, C> {
    type Output = [T];
    fn index(&self, i: usize) -> &[T] {
        &self.rows[i]
    }
}

/// What indexes is harmless, so that the operator may be called again.
#[differentiate]
impl<const R: usize, const C: usize, const M: usize> Mul<&Matrix<f64, C, M>>
    for &Matrix<f64, R, C>
{
    type Output = Matrix<f64, R, M>;
    fn mul(self, r: &Matrix<f64, C, M>) -> Matrix<f64, R, M> {
        let mut product = Matrix { rows: [[0.0; M]; R] };
        for i in 0..R {
            for j in 0..M {
                for k in 0..C {
                    product[(i, j)] += self[(i, k)] * r[(k, j)];
                }
            }
        }
        product
    }
}

#[differentiate]
fn matrices(x: f64, y: f64) -> f64 {
    let mut m = Matrix { rows: [[x, y, 1.0], [x * y, 0.5, y]] };
    let n = Matrix { rows: [[y, 0.2], [x, x], [0.3, y * y]] };
    m[(1, 2)] *= m[(0, 0)] + y;
    let mut p = &m * &n;
    for i in 0..2 {
        p = &p * &p;
        p[(i, 1 - i)] -= x;
    }
    p[(0, 1)] * p[(1, 0)] + p[0][0] * m[1][2]
}

#[derive(Clone, Debug, Differentiable)]
pub struct Polygon {
    corners: Vec<V3>,
    #[constant]
    name: &'static str,
}

#[differentiate]
impl Index<usize> for Polygon {
    type Output = V3;
    fn index(&self, i: usize) -> &V3 {
        &self.corners[i]
    }
}

#[differentiate]
impl IndexMut<usize> for Polygon {
    fn index_mut(&mut self, i: usize) -> &mut V3 {
        &mut self.corners[i]
    }
}

#[differentiate]
impl Index<Range<usize>> for Polygon {
    type Output = [V3];
    fn index(&self, part: Range<usize>) -> &[V3] {
        &self.corners[part]
    }
}

#[differentiate]
impl Polygon {
    fn moved(&mut self, by: f64) {
        for i in 0..self.corners.len() {
            self.corners[i][0] += by * self.corners[i][1];
        }
    }
}

#[differentiate]
fn corners(x: f64, y: f64) -> f64 {
    let corner = V3 { x, y, z: x };
    let mut polygon = Polygon { corners: vec![corner, V3 { x: y, ..corner }], name: "p" };
    polygon[0][1] *= y;
    polygon[1].x += polygon[0].x * polygon[0][1];
    polygon[0] = V3 { x: polygon[1][0], ..polygon[0] };
    polygon.moved(y);
    let part = &polygon[1..2];
    polygon[0].x * polygon[1][0] * part[0][1] + polygon.name.len() as f64 * x
}

#[derive(Clone, Debug, Differentiable)]
pub struct Weights(Vec<f64>);

#[differentiate]
impl Deref for Weights {
    type Target = Vec<f64>;
    fn deref(&self) -> &Vec<f64> {
        &self.0
    }
}

#[differentiate]
impl DerefMut for Weights {
    fn deref_mut(&mut self) -> &mut Vec<f64> {
        &mut self.0
    }
}

#[differentiate]
fn weights(x: f64, y: f64) -> f64 {
    let mut w = Weights(vec![x, y, x * y]);
    w[1] += w[0] * w[2];
    for i in 0..3 {
        w[i] *= w[(i + 1) % 3];
    }
    w[0] * w[1] + w.0[2]
}

fn uncounted<R>(run: impl FnOnce() -> R) -> (R, ()) {
    (run(), ())
}

#[test]
fn derivatives() {
    examined!(uncounted: read changed_again in_order either_way lent matrices corners weights);
}
