//! `m[(i, j)]` of matrices whose own number of columns says where that is; by tuples, arrays and structs, in branches, read and changed in loops.

use ad_runtime::prelude::*;
use std::ops::{Add, Index, IndexMut, Mul};
#[derive(Clone, Debug, PartialEq, Differentiable)]
pub struct Matrix {
    rows: usize,
    cols: usize,
    data: Vec<f64>,
}
#[differentiate]
impl Index<(usize, usize)> for Matrix {
    type Output = f64;
    fn index(&self, (i, j): (usize, usize)) -> &f64 {
        debug_assert!(i < self.rows && j < self.cols);
        &self.data[i * self.cols + j]
    }
}
#[differentiate]
impl IndexMut<(usize, usize)> for Matrix {
    fn index_mut(&mut self, (i, j): (usize, usize)) -> &mut f64 {
        debug_assert!(i < self.rows && j < self.cols);
        &mut self.data[i * self.cols + j]
    }
}
#[differentiate]
impl Matrix {
    pub fn zeros(rows: usize, cols: usize) -> Self {
        Matrix { rows, cols, data: vec![0.0; rows * cols] }
    }
    pub fn from_rows(rows: usize, cols: usize, data: &[f64]) -> Matrix {
        assert_eq!(data.len(), rows * cols);
        Matrix { rows, cols, data: data.to_vec() }
    }
    pub fn matmul(&self, other: &Matrix) -> Matrix {
        assert_eq!(self.cols, other.rows);
        let mut out = Matrix::zeros(self.rows, other.cols);
        for i in 0..self.rows {
            for j in 0..other.cols {
                let mut s = 0.0;
                for k in 0..self.cols {
                    s += self[(i, k)] * other[(k, j)];
                }
                out[(i, j)] = s;
            }
        }
        out
    }
    pub fn transpose(&self) -> Matrix {
        let mut t = Matrix::zeros(self.cols, self.rows);
        for i in 0..self.rows {
            for j in 0..self.cols {
                t[(j, i)] = self[(i, j)];
            }
        }
        t
    }
    pub fn trace(&self) -> f64 {
        (0..self.rows).map(|i| self[(i, i)]).sum()
    }
    pub fn scale_row(&mut self, i: usize, k: f64) {
        for j in 0..self.cols {
            self[(i, j)] *= k;
        }
    }
    pub fn add_to(&mut self, i: usize, j: usize, k: f64) {
        self[(i, j)] += k * self[(j, i)];
    }
    pub fn softmax_rows(&mut self) {
        for i in 0..self.rows {
            let mut m = f64::NEG_INFINITY;
            for j in 0..self.cols {
                m = m.max(self[(i, j)]);
            }
            let mut z = 0.0;
            for j in 0..self.cols {
                self[(i, j)] = (self[(i, j)] - m).exp();
                z += self[(i, j)];
            }
            for j in 0..self.cols {
                self[(i, j)] /= z;
            }
        }
    }
}
#[differentiate]
impl Mul<&Matrix> for &Matrix {
    type Output = Matrix;
    fn mul(self, o: &Matrix) -> Matrix {
        let mut out = Matrix { rows: self.rows, cols: o.cols, data: vec![0.0; self.rows * o.cols] };
        for i in 0..self.rows {
            for j in 0..o.cols {
                for k in 0..self.cols {
                    out[(i, j)] += self[(i, k)] * o[(k, j)];
                }
            }
        }
        out
    }
}
#[differentiate]
impl Add for Matrix {
    type Output = Matrix;
    fn add(self, o: Matrix) -> Matrix {
        let mut r = self.clone();
        for i in 0..r.rows {
            for j in 0..r.cols {
                r[(i, j)] = self[(i, j)] + o[(i, j)];
            }
        }
        r
    }
}
#[differentiate]
fn det2(m: &Matrix) -> f64 {
    m[(0, 0)] * m[(1, 1)] - m[(0, 1)] * m[(1, 0)]
}
#[differentiate]
fn cholesky(a: &Matrix) -> Matrix {
    let n = a.rows;
    let mut l = Matrix::zeros(n, n);
    for i in 0..n {
        for j in 0..=i {
            let mut s = a[(i, j)];
            for k in 0..j {
                s -= l[(i, k)] * l[(j, k)];
            }
            if i == j {
                l[(i, j)] = s.sqrt();
            } else {
                l[(i, j)] = s / l[(j, j)];
            }
        }
    }
    l
}
#[differentiate]
fn solve(a: &Matrix, b: &[f64]) -> Vec<f64> {
    let n = b.len();
    let mut m = a.clone();
    let mut x = b.to_vec();
    for k in 0..n {
        for i in k + 1..n {
            let f = m[(i, k)] / m[(k, k)];
            for j in k..n {
                let t = m[(k, j)];
                m[(i, j)] -= f * t;
            }
            x[i] -= f * x[k];
        }
    }
    for i in (0..n).rev() {
        let mut s = x[i];
        for j in i + 1..n {
            s -= m[(i, j)] * x[j];
        }
        x[i] = s / m[(i, i)];
    }
    x
}
#[derive(Clone, Debug, Differentiable)]
struct Layer {
    w: Matrix,
    b: Vec<f64>,
}
#[differentiate]
impl Layer {
    fn forward(&self, x: &[f64]) -> Vec<f64> {
        (0..self.w.rows)
            .map(|i| {
                let mut s = self.b[i];
                for j in 0..x.len() {
                    s += self.w[(i, j)] * x[j];
                }
                s.tanh()
            })
            .collect()
    }
}
#[differentiate]
fn net(layers: &[Layer], x: &[f64]) -> f64 {
    let mut h = x.to_vec();
    for l in layers {
        h = l.forward(&h);
    }
    h.iter().sum::<f64>() + layers[0].w[(0, 1)]
}
#[differentiate]
fn product(a: &Matrix, b: &Matrix) -> f64 {
    let c = a * b;
    let d = c.transpose() + c.clone();
    d.trace() * det2(&c)
}
#[differentiate]
fn soft(a: &Matrix) -> f64 {
    let mut m = a.clone();
    m.softmax_rows();
    m.scale_row(0, m[(1, 0)]);
    m[(0, 0)] * 2.0 + m[(0, 1)]
}
// by array, in branches, by own struct
#[derive(Clone, Debug, Differentiable)]
struct Grid<T> {
    w: usize,
    inner: Vec<T>,
    edge: T,
}
#[differentiate]
impl<T: Differentiable + Clone> Index<[usize; 2]> for Grid<T> {
    type Output = T;
    fn index(&self, at: [usize; 2]) -> &T {
        let k = at[1] * self.w + at[0];
        if k < self.inner.len() { &self.inner[k] } else { &self.edge }
    }
}
#[derive(Clone, Copy, Debug)]
struct Pos {
    x: usize,
    y: usize,
}
#[differentiate]
impl<T: Differentiable + Clone> Index<Pos> for Grid<T> {
    type Output = T;
    fn index(&self, p: Pos) -> &T {
        &self.inner[p.x + self.w * p.y]
    }
}
#[differentiate]
fn grid(g: &Grid<f64>, x: f64) -> f64 {
    g[[0, 0]] * g[[1, 1]] * x + g[[5, 5]] + g[Pos { x: 0, y: 1 }]
}
#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
struct Mat<const R: usize, const C: usize> {
    e: [[f64; C]; R],
}
#[differentiate]
impl<const R: usize, const C: usize> Index<(usize, usize)> for Mat<R, C> {
    type Output = f64;
    fn index(&self, (r, c): (usize, usize)) -> &f64 {
        &self.e[r][c]
    }
}
#[differentiate]
impl<const R: usize, const C: usize> IndexMut<(usize, usize)> for Mat<R, C> {
    fn index_mut(&mut self, (r, c): (usize, usize)) -> &mut f64 {
        &mut self.e[r][c]
    }
}
#[differentiate]
fn small(a: Mat<2, 3>, k: f64) -> f64 {
    let mut m = a;
    for i in 0..2 {
        for j in 0..3 {
            m[(i, j)] = m[(i, j)] * a[(1 - i, 2 - j)] + k;
        }
    }
    m[(0, 0)] * m[(1, 2)] + m[(0, 1)]
}
#[test]
fn matrices_of_any_size() {
    let a = Matrix { rows: 2, cols: 2, data: vec![2.0, 0.5, 0.3, 1.5] };
    let b = Matrix { rows: 2, cols: 2, data: vec![0.2, 0.7, 1.3, 0.5] };
    det2::check(&a).unwrap();
    cholesky::check(&Matrix { rows: 2, cols: 2, data: vec![2.0, 0.5, 0.5, 1.5] }).unwrap();
    solve::check(&a, &[0.3, 0.4]).unwrap();
    product::check(&a, &b).unwrap();
    soft::check(&a).unwrap();
    a.matmul_check(&b).unwrap();
    a.transpose_check().unwrap();
    a.trace_check().unwrap();
    a.clone().scale_row_check(0, 0.3).unwrap();
    a.clone().add_to_check(0, 1, 0.3).unwrap();
    let ls =
        vec![Layer { w: a.clone(), b: vec![0.1, 0.2] }, Layer { w: b.clone(), b: vec![0.3, 0.2] }];
    net::check(&ls, &[0.4, 0.8]).unwrap();
    grid::check(&Grid { w: 2, inner: vec![0.1, 0.5, 0.3, 0.9], edge: 0.7 }, 0.4).unwrap();
    small::check(Mat { e: [[0.1, 0.4, 0.5], [0.2, 0.6, 0.9]] }, 0.7).unwrap();
}
