//! Matrices: flat slices, `Vec<Vec<f64>>`, `[[f64; N]; M]`, decompositions in place.

use ad_runtime::prelude::*;

plain_and_dual! {
    fn matrix_vector(a: &[f64], x: &[f64]) -> Vec<f64> {
        let n = x.len();
        let mut y = vec![f64::from(0.0); a.len() / n];
        for i in 0..y.len() {
            for j in 0..n {
                y[i] += a[i * n + j] * x[j];
            }
        }
        y
    }

    fn matrix_product(a: &Vec<Vec<f64>>, b: &Vec<Vec<f64>>) -> Vec<Vec<f64>> {
        let mut c = vec![vec![f64::from(0.0); b[0].len()]; a.len()];
        for i in 0..a.len() {
            for j in 0..b[0].len() {
                let mut sum = f64::from(0.0);
                for k in 0..b.len() {
                    sum += a[i][k] * b[k][j];
                }
                c[i][j] = sum;
            }
        }
        c
    }

    fn determinant3(m: [[f64; 3]; 3]) -> f64 {
        m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1])
            - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
            + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0])
    }

    /// The largest eigenvalue of a symmetric matrix.
    fn power_iteration(a: &[f64], n: usize) -> f64 {
        let mut v = vec![f64::from(1.0); n];
        let mut eigenvalue = f64::from(0.0);
        for _ in 0..25 {
            let mut w = vec![f64::from(0.0); n];
            for i in 0..n {
                for j in 0..n {
                    w[i] += a[i * n + j] * v[j];
                }
            }
            let mut norm = f64::from(0.0);
            for i in 0..n {
                norm += w[i] * w[i];
            }
            norm = norm.sqrt();
            eigenvalue = f64::from(0.0);
            for i in 0..n {
                eigenvalue += v[i] * w[i];
            }
            for i in 0..n {
                v[i] = w[i] / norm;
            }
        }
        eigenvalue
    }

    /// Thomas' algorithm for a tridiagonal system.
    fn tridiagonal(lower: &[f64], diagonal: &[f64], upper: &[f64], b: &[f64]) -> f64 {
        let n = b.len();
        let mut c = vec![f64::from(0.0); n];
        let mut d = vec![f64::from(0.0); n];
        c[0] = upper[0] / diagonal[0];
        d[0] = b[0] / diagonal[0];
        for i in 1..n {
            let pivot = diagonal[i] - lower[i - 1] * c[i - 1];
            if i < n - 1 {
                c[i] = upper[i] / pivot;
            }
            d[i] = (b[i] - lower[i - 1] * d[i - 1]) / pivot;
        }
        let mut x = d[n - 1];
        let mut norm = x * x;
        for i in (0..n - 1).rev() {
            x = d[i] - c[i] * x;
            norm += x * x;
        }
        norm
    }

    /// Gram–Schmidt on three vectors; the coordinates of a fourth.
    fn orthonormalised(m: [[f64; 3]; 3], x: [f64; 3]) -> [f64; 3] {
        let mut q = m;
        for i in 0..3 {
            for j in 0..i {
                let mut projection = f64::from(0.0);
                for k in 0..3 {
                    projection += q[i][k] * q[j][k];
                }
                for k in 0..3 {
                    q[i][k] -= projection * q[j][k];
                }
            }
            let norm = (q[i][0] * q[i][0] + q[i][1] * q[i][1] + q[i][2] * q[i][2]).sqrt();
            for k in 0..3 {
                q[i][k] /= norm;
            }
        }
        let mut y = [f64::from(0.0); 3];
        for i in 0..3 {
            for k in 0..3 {
                y[i] += q[i][k] * x[k];
            }
        }
        y
    }

    /// Two Jacobi rotations of a symmetric 2×2 block.
    fn rotated(a: f64, b: f64, c: f64) -> (f64, f64) {
        let mut m = [[a, b], [b, c]];
        for _ in 0..2 {
            let theta = 0.5 * (2.0 * m[0][1]).atan2(m[0][0] - m[1][1] + 3.0);
            let (sin, cos) = theta.sin_cos();
            let rotation = [[cos, -sin], [sin, cos]];
            let mut half = [[f64::from(0.0); 2]; 2];
            for i in 0..2 {
                for j in 0..2 {
                    half[i][j] = m[i][0] * rotation[0][j] + m[i][1] * rotation[1][j];
                }
            }
            for i in 0..2 {
                for j in 0..2 {
                    m[i][j] = rotation[0][i] * half[0][j] + rotation[1][i] * half[1][j];
                }
            }
        }
        (m[0][0], m[0][1])
    }

    fn transposed_in_place(a: &[f64], n: usize) -> Vec<f64> {
        let mut m = a.to_vec();
        for i in 0..n {
            for j in i + 1..n {
                (m[i * n + j], m[j * n + i]) = (m[j * n + i] * 2.0, m[i * n + j]);
            }
        }
        m
    }
}

/// `A⁻¹ b` by Gaussian elimination with partial pivoting, then the residual of another system.
#[differentiate]
fn solve(a: &[f64], b: &[f64]) -> Vec<f64> {
    let n = b.len();
    let mut m = a.to_vec();
    let mut x = b.to_vec();
    for k in 0..n {
        let mut pivot = k;
        for i in k + 1..n {
            if m[i * n + k].abs() > m[pivot * n + k].abs() {
                pivot = i;
            }
        }
        if pivot != k {
            for j in 0..n {
                (m[k * n + j], m[pivot * n + j]) = (m[pivot * n + j], m[k * n + j]);
            }
            let t = x[k];
            x[k] = x[pivot];
            x[pivot] = t;
        }
        for i in k + 1..n {
            let factor = m[i * n + k] / m[k * n + k];
            for j in k..n {
                m[i * n + j] -= factor * m[k * n + j];
            }
            x[i] -= factor * x[k];
        }
    }
    for i in (0..n).rev() {
        for j in i + 1..n {
            x[i] -= m[i * n + j] * x[j];
        }
        x[i] /= m[i * n + i];
    }
    x
}

/// `ln det A` by LU in place on a list of rows.
#[differentiate]
fn log_determinant(a: &Vec<Vec<f64>>) -> f64 {
    let n = a.len();
    let mut lu = a.clone();
    for k in 0..n {
        for i in k + 1..n {
            lu[i][k] /= lu[k][k];
            for j in k + 1..n {
                lu[i][j] -= lu[i][k] * lu[k][j];
            }
        }
    }
    let mut sum = 0.0;
    for k in 0..n {
        sum += lu[k][k].abs().ln();
    }
    sum
}

/// `bᵀ A⁻¹ b` by Cholesky in place.
#[differentiate]
fn mahalanobis(a: &[f64], b: &[f64]) -> f64 {
    let n = b.len();
    let mut l = a.to_vec();
    for j in 0..n {
        for k in 0..j {
            let factor = l[j * n + k];
            for i in j..n {
                l[i * n + j] -= l[i * n + k] * factor;
            }
        }
        let diagonal = l[j * n + j].sqrt();
        for i in j..n {
            l[i * n + j] /= diagonal;
        }
    }
    let mut y = vec![0.0; n];
    let mut sum = 0.0;
    for i in 0..n {
        let mut rest = b[i];
        for k in 0..i {
            rest -= l[i * n + k] * y[k];
        }
        y[i] = rest / l[i * n + i];
        sum += y[i] * y[i];
    }
    sum
}

programs! {
    matrix_vector(&a, &x) -> vector, dual at (vec![1.0, 2.0, -0.5, 0.3, 0.8, 1.1], vec![0.7, -1.2, 0.4]);
    matrix_product(&a, &b) -> vector, dual
        at (vec![vec![1.0, 2.0], vec![-0.5, 0.3]], vec![vec![0.7, -1.2, 0.1], vec![0.4, 0.2, 0.9]]);
    determinant3(m) -> scalar, dual at ([[1.0, 2.0, -0.5], [0.3, 0.8, 1.1], [0.7, -1.2, 0.4]]);
    solve(&a, &b) -> vector
        at (vec![0.5, 2.0, -0.5, 1.3, 0.8, 1.1, 3.7, -1.2, 0.4], vec![1.0, -0.4, 0.6]);
    log_determinant(&a) -> scalar
        at (vec![vec![2.0, 0.3, -0.5], vec![0.4, 1.8, 0.1], vec![-0.7, 0.2, 2.4]]);
    mahalanobis(&a, &b) -> scalar
        at (vec![2.0, 0.3, -0.5, 0.3, 1.8, 0.1, -0.5, 0.1, 2.4], vec![1.0, -0.4, 0.6]);
    power_iteration(&a, const n) -> scalar, dual
        at (vec![2.0, 0.3, -0.5, 0.3, 1.8, 0.1, -0.5, 0.1, 3.4], 3);
    tridiagonal(&lower, &diagonal, &upper, &b) -> scalar, dual
        at (vec![0.5, -0.3, 0.2], vec![2.0, 2.5, 1.8, 3.0], vec![0.4, 0.1, -0.6], vec![1.0, 0.5, -1.0, 2.0]);
    orthonormalised(m, x) -> vector, dual
        at ([[1.0, 2.0, -0.5], [0.3, 0.8, 1.1], [0.7, -1.2, 0.4]], [0.4, -0.9, 1.6]);
    rotated(a, b, c) -> vector, dual at (1.2, 0.4, -0.5);
    transposed_in_place(&a, const n) -> vector, dual at (vec![1.0, 2.0, -0.5, 0.3], 2);
}
