//! A matrix of one's own by the name `Matrix`: its places by its number of columns, its own `map`, an `unwrap` between what is lent and used.

use ad_runtime::prelude::*;

use std::ops::{Index, IndexMut, Mul};
#[derive(Clone, Debug, PartialEq, Differentiable)]
pub struct Matrix {
    #[constant]
    rows: usize,
    #[constant]
    cols: usize,
    data: Vec<f64>,
}
#[differentiate]
impl Index<(usize, usize)> for Matrix {
    type Output = f64;
    fn index(&self, (i, j): (usize, usize)) -> &f64 {
        &self.data[i * self.cols + j]
    }
}
#[differentiate]
impl IndexMut<(usize, usize)> for Matrix {
    fn index_mut(&mut self, (i, j): (usize, usize)) -> &mut f64 {
        &mut self.data[i * self.cols + j]
    }
}
#[differentiate]
impl Matrix {
    pub fn zeros(rows: usize, cols: usize) -> Self {
        Matrix { rows, cols, data: vec![0.0; rows * cols] }
    }
    pub fn identity(n: usize) -> Self {
        let mut m = Self::zeros(n, n);
        for i in 0..n {
            m[(i, i)] = 1.0;
        }
        m
    }
    pub fn transpose(&self) -> Self {
        let mut t = Self::zeros(self.cols, self.rows);
        for i in 0..self.rows {
            for j in 0..self.cols {
                t[(j, i)] = self[(i, j)];
            }
        }
        t
    }
    pub fn row(&self, i: usize) -> &[f64] {
        &self.data[i * self.cols..(i + 1) * self.cols]
    }
    pub fn trace(&self) -> f64 {
        (0..self.rows).map(|i| self[(i, i)]).sum()
    }
    pub fn map<F: Fn(f64) -> f64>(&self, f: F) -> Self {
        Matrix { rows: self.rows, cols: self.cols, data: self.data.iter().map(|&x| f(x)).collect() }
    }
    pub fn frobenius(&self) -> f64 {
        self.data.iter().map(|x| x * x).sum::<f64>().sqrt()
    }
    pub fn det(&self) -> f64 {
        assert_eq!(self.rows, self.cols, "square");
        let n = self.rows;
        let mut a = self.clone();
        let mut det = 1.0;
        for k in 0..n {
            let mut p = k;
            for i in k + 1..n {
                if a[(i, k)].abs() > a[(p, k)].abs() {
                    p = i;
                }
            }
            if a[(p, k)] == 0.0 {
                return 0.0;
            }
            if p != k {
                for j in 0..n {
                    let t = a[(k, j)];
                    a[(k, j)] = a[(p, j)];
                    a[(p, j)] = t;
                }
                det = -det;
            }
            det *= a[(k, k)];
            for i in k + 1..n {
                let f = a[(i, k)] / a[(k, k)];
                for j in k..n {
                    let akj = a[(k, j)];
                    a[(i, j)] -= f * akj;
                }
            }
        }
        det
    }
    pub fn solve(&self, b: &[f64]) -> Result<Vec<f64>, String> {
        let n = self.rows;
        let (mut a, mut x) = (self.clone(), b.to_vec());
        for k in 0..n {
            if a[(k, k)].abs() < 1e-14 {
                return Err(format!("singular at {k}"));
            }
            for i in k + 1..n {
                let f = a[(i, k)] / a[(k, k)];
                for j in k..n {
                    a[(i, j)] = a[(i, j)] - f * a[(k, j)];
                }
                x[i] -= f * x[k];
            }
        }
        for i in (0..n).rev() {
            for j in i + 1..n {
                x[i] -= a[(i, j)] * x[j];
            }
            x[i] /= a[(i, i)];
        }
        Ok(x)
    }
}
#[differentiate]
impl Mul<&Matrix> for &Matrix {
    type Output = Matrix;
    fn mul(self, o: &Matrix) -> Matrix {
        assert_eq!(self.cols, o.rows);
        let mut m = Matrix::zeros(self.rows, o.cols);
        for i in 0..self.rows {
            for j in 0..o.cols {
                for k in 0..self.cols {
                    m[(i, j)] += self[(i, k)] * o[(k, j)];
                }
            }
        }
        m
    }
}
#[differentiate]
pub fn f(m: &Matrix, b: &[f64]) -> f64 {
    let g = &m.transpose() * m;
    let x = g.solve(b).unwrap();
    let h = m.map(|v| v.tanh());
    g.det()
        + g.trace()
        + x.iter().zip(m.row(0)).map(|(a, b)| a * b).sum::<f64>()
        + (&h * &Matrix::identity(2)).frobenius()
}

#[test]
fn own_matrices() {
    f::check(&Matrix { rows: 2, cols: 2, data: vec![1.0, 0.3, -0.4, 2.0] }, &[0.5, 1.0]).unwrap();
}
