//! `nalgebra`: views that are lent to be changed.

use ad_runtime::nalgebra::{
    DMatrix, DVector, Matrix2, Matrix3, Matrix4, Vector2, Vector3, Vector4,
};
use ad_runtime::prelude::*;

/// In one statement.
#[differentiate]
fn direct(x: f64, y: f64) -> f64 {
    let v = Vector3::new(x, y, 1.0);
    let mut m = Matrix3::new(x, 0.2, y, 0.4, -0.4, x * y, 0.8, 0.9, 0.15);
    let i = 1;
    m.row_mut(i).copy_from(&(v * y).transpose());
    let a = m.determinant();
    m.column_mut(0).copy_from(&v);
    m.column_mut(2)[1] = x * y;
    m.column_mut(i + 1)[2] += x;
    m.row_mut(0)[1] *= y;
    m.fixed_view_mut::<2, 2>(0, 0).copy_from(&(Matrix2::identity() * x));
    let b = (m * v).norm();
    m.view_mut((1, 1), (2, 1)).fill(y);
    let last = m.rows(2, 1).into_owned();
    m.rows_mut(0, 1).copy_from(&last);
    m.fixed_rows_mut::<1>(2).fill(x);
    m.fixed_columns_mut::<1>(1).copy_from(&(v * 0.5));
    m.columns_mut(0, 2).apply(|t| *t = t.sin());
    for t in m.row_mut(0).iter_mut() {
        *t *= x;
    }
    a + b + (m * v).sum() + m.trace()
}

/// By a name, also as long as a loop or a branch changes it.
#[differentiate]
fn by_name(x: f64, y: f64) -> f64 {
    let mut s = DVector::zeros(6);
    let n = 3;
    let mut pos = s.rows_mut(0, n);
    for i in 0..3 {
        pos[i] = x * i as f64;
    }
    pos *= y;
    let mut vel = s.rows_mut(n, n);
    vel.fill(x * y);
    vel[1] += y;
    if x > 0.0 {
        vel[2] = x;
    }
    let mut m = DMatrix::from_element(3, 2, y);
    {
        let mut r = m.row_mut(1);
        r[0] = x;
        r *= 2.0;
        r += &DVector::from_vec(vec![x, y]).transpose();
    }
    let mut total = 0.0;
    for j in 0..2 {
        let mut c = m.column_mut(j);
        for i in 0..3 {
            if i == 2 {
                continue;
            }
            c[i] += y * i as f64;
        }
        total += c.norm();
    }
    total + s.dot(&s) + (m * DVector::from_vec(vec![x, y])).norm()
}

/// A row that is left half written.
#[differentiate]
fn filled(m: &mut DMatrix<f64>, v: &DVector<f64>, k: f64) -> Option<f64> {
    for i in 0..m.nrows() {
        let mut row = m.row_mut(i);
        if v[i] < 0.0 {
            row[0] = k * v[i];
            return None;
        }
        row[1] = v[i] * k;
    }
    Some(m.sum())
}

#[derive(Clone, Debug, Differentiable)]
struct Filter {
    p: Matrix4<f64>,
    x: Vector4<f64>,
}

#[differentiate]
impl Filter {
    fn augment(&mut self, q: &Matrix2<f64>, k: f64) {
        self.p.fixed_view_mut::<2, 2>(2, 2).copy_from(q);
        self.x.fixed_rows_mut::<2>(0).copy_from(&(q * Vector2::new(k, 1.0)));
        let mut block = self.p.fixed_view_mut::<2, 2>(0, 2);
        block *= k;
        block.set_column(0, &Vector2::new(k, 2.0));
        self.p.row_mut(3).copy_from(&self.x.transpose());
    }
}

#[differentiate]
fn augmented(x: f64, y: f64) -> f64 {
    let mut f = Filter { p: Matrix4::from_element(x), x: Vector4::new(x, y, 1.0, 2.0) };
    f.augment(&Matrix2::new(x, y, 0.1, x * y), y);
    (f.p * f.x).norm() + f.p.trace()
}

/// Those of constants are their own.
#[differentiate]
fn constants(x: f64, y: f64) -> f64 {
    let mut c = Matrix2::zeros();
    c.row_mut(0).fill(2.0);
    let mut r = c.row_mut(1);
    r[0] = 3.0;
    (c * Vector2::new(x, y)).norm()
}

/// A value that is made of a view after it was written to.
#[differentiate]
fn tail(x: f64, y: f64) -> f64 {
    let mut m = Matrix3::from_diagonal_element(y);
    let off = {
        let mut c = m.column_mut(1);
        c[0] = x;
        c.scale(y).norm()
    };
    off * m.determinant() + m[(0, 1)]
}

/// A type of one's own lends its rows in its own way.
#[derive(Clone, Debug, Differentiable)]
struct Grid {
    rows: Vec<Vec<f64>>,
}

#[differentiate]
impl Grid {
    fn row_mut(&mut self, i: usize) -> &mut Vec<f64> {
        &mut self.rows[i]
    }
}

#[differentiate]
fn own(x: f64, y: f64) -> f64 {
    let mut grid = Grid { rows: vec![vec![x, y], vec![1.0, x]] };
    let mut m = Matrix2::identity();
    grid.row_mut(0)[1] = x * y;
    m.row_mut(0)[1] = x * y;
    let row = grid.row_mut(1);
    row[0] += y;
    m.column_mut(1).copy_from(&Vector2::new(grid.rows[0][1], grid.rows[1][0]));
    m.determinant() * m.norm()
}

/// Two views at a time, each at a place of its own, by numbers that change meanwhile; a program with names like those that generated code has.
#[differentiate]
fn two_at_a_time(x: f64, y: f64) -> f64 {
    let mut a = Matrix3::zeros();
    let mut b = DMatrix::zeros(3, 3);
    let (at_0, part, mut i) = (1, x * y, 0);
    let mut r = a.row_mut(i);
    i += 2;
    let mut s = b.row_mut(i);
    r[at_0] = part * x;
    s[at_0] = part * y;
    i -= 1;
    r[0] = y;
    s[i + 1] += x;
    a.row_mut(i)[2] = part + a[(0, 1)];
    a[(0, 0)] * 2.0 + a[(0, 1)] * 3.0 + a[(1, 2)] * b[(2, 1)] + b[(2, 2)] * x
}

#[test]
fn derivatives() {
    agree!(direct by_name augmented constants tail own two_at_a_time);
    let mut m = DMatrix::from_element(2, 2, 0.3);
    filled::check(&mut m, &DVector::from_vec(vec![0.3, 0.7]), 0.4).unwrap();
    let mut m = DMatrix::from_element(2, 2, 0.3);
    filled::check(&mut m, &DVector::from_vec(vec![0.3, -0.7]), 0.4).unwrap();
}

/// What was there before loses its derivative, and what stays keeps it.
#[test]
fn closed_form() {
    let (mut m, v) = (Matrix2::new(1.0, 2.0, 3.0, 4.0), Vector2::new(5.0, 6.0));
    let mut bar = Matrix2::zeros();
    let (sum, pullback) = overwritten::vjp(&mut m, &v);
    assert_eq!((sum, m), (20.0, Matrix2::new(1.0, 5.0, 3.0, 6.0)));
    let v_bar = pullback(1.0, &mut bar);
    assert_eq!((bar, v_bar), (Matrix2::new(1.0, 0.0, 1.0, 0.0), Vector2::new(2.0, 1.0)));
}

#[differentiate]
fn overwritten(m: &mut Matrix2<f64>, v: &Vector2<f64>) -> f64 {
    m.column_mut(1).copy_from(v);
    m.sum() + v.x
}
