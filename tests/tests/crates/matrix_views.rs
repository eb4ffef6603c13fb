//! `nalgebra`: views that are read, and what is written into matrices.

use ad_runtime::nalgebra::{
    DMatrix, DVector, Matrix3, Rotation3, UnitQuaternion, Vector3, Vector4,
};
use ad_runtime::prelude::*;

type V = Vector3<f64>;

#[differentiate]
fn of_static_size(x: f64, y: f64) -> f64 {
    let m = Matrix3::new(x, 0.2, y, 0.4, -0.4, x * y, 0.8, 0.9, 0.15);
    let v = Vector4::new(x, y, 1.0, x * y);
    let corner = m.fixed_view::<2, 2>(0, 1).into_owned();
    m.row(0).dot(&m.row(1))
        + (m.column(0) * 2.0).norm()
        + m.row(1).len() as f64 * m.m11
        + corner.determinant()
        + m.rows(1, 2).norm() * m.columns(0, 2).sum()
        + m.fixed_rows::<2>(1).sum() * m.fixed_columns::<1>(2).norm()
        + m.view((0, 1), (2, 2)).norm()
        + m.diagonal().norm()
        + m.upper_triangle().norm()
        + m.lower_triangle().trace()
        + v.xy().norm() * v.xyz().dot(&m.column(1))
        + v.yz()[1]
        + v.xz()[0] * v.rows(1, 2)[1]
}

/// Of what methods and operators make.
#[differentiate]
fn chained(x: f64, y: f64) -> f64 {
    let m = Matrix3::new(x, 0.2, y, 0.4, -0.4, x * y, 0.8, 0.9, 0.15);
    m.transpose().row(0).sum()
        + (m * m).column(1).norm()
        + m.transpose().fixed_view::<2, 2>(0, 1).determinant()
        + (m.row(0) + m.row(2)).norm()
        + m.column(0).into_owned().map(|t| t * x).sum()
        + m.row(2).transpose().cross(&m.column(0)).x
}

#[differentiate]
fn in_loops(m: &DMatrix<f64>, w: &DVector<f64>) -> f64 {
    let mut sum = 0.0;
    for i in 0..m.nrows() {
        let row = m.row(i).transpose();
        sum += (m.row(i) * w)[0].sin() + row.dot(w);
    }
    for j in 0..m.ncols() {
        let column = m.column(j);
        sum += column.norm() * w[j] + column.sum() * column[0];
        sum += m.column(j).clone_owned().map(|t| t * t).sum();
    }
    sum + m.rows(0, 1).iter().map(|t| t * t).sum::<f64>()
}

/// A constant's views are its own.
#[differentiate]
fn fit(#[constant] data: &DMatrix<f64>, #[constant] measured: &[f64], w: &DVector<f64>) -> f64 {
    let mut sum = 0.0;
    for i in 0..measured.len() {
        let off = data.row(i).transpose().dot(w) - measured[i];
        let row = data.row(i).into_owned();
        sum += off * off + (row * w)[0];
    }
    sum
}

#[derive(Clone, Debug)]
struct Table(Vec<Vec<f64>>);

impl Table {
    fn row(&self, i: usize) -> &[f64] {
        &self.0[i]
    }

    fn view(&self, i: usize) -> f64 {
        self.0[i][0]
    }
}

/// In fields, some of which are constants, and of a type of one's own with methods by these names.
#[derive(Clone, Debug, Differentiable)]
struct Data {
    #[constant]
    table: Table,
    #[constant]
    fixed: DMatrix<f64>,
    weights: DMatrix<f64>,
    q: UnitQuaternion<f64>,
    r: Rotation3<f64>,
}

#[differentiate]
impl Data {
    fn loss(&self, x: f64) -> f64 {
        let mut sum = 0.0;
        for i in 0..2 {
            for number in self.table.row(i) {
                sum += x * number;
            }
            sum += self.table.view(i) * x * self.fixed.row(i).sum();
            sum += self.weights.row(i).norm() * (self.weights.column(i).transpose() * x)[0];
            sum +=
                self.q.quaternion().w * self.r.matrix()[(0, 1)] + self.q.inverse().quaternion().i;
            sum += self.r.inverse().matrix().trace();
        }
        sum
    }
}

/// What is written into a matrix, over what was there.
#[differentiate]
fn written(x: f64, y: f64) -> f64 {
    let v = V::new(x, y, 1.0);
    let mut m = Matrix3::new(x, 0.2, y, 0.4, -0.4, x * y, 0.8, 0.9, 0.15);
    let before = m.norm();
    m.set_row(1, &(v * y).transpose());
    m.set_column(0, &v);
    let between = m.determinant();
    m.fill_row(2, x * x);
    m.fill_column(1, y);
    let after = (m * v).norm();
    m.fill(x);
    let mut n = Matrix3::zeros();
    n.copy_from(&(m * y));
    before + between + after + m.sum() * n.m12
}

#[differentiate]
fn written_in_loops(x: f64, y: f64) -> f64 {
    let mut m = DMatrix::zeros(3, 2);
    let mut w = DVector::zeros(3);
    for i in 0..3 {
        m.set_row(i, &DVector::from(vec![x * i as f64, y]).transpose());
        w[i] = x;
        for j in 0..2 {
            m.set_column(j, &(m.column(j) * y + &w));
        }
    }
    w.fill(y);
    (m.transpose() * w).norm()
}

#[differentiate]
fn written_to_a_parameter(m: &mut DMatrix<f64>, v: &DVector<f64>) -> f64 {
    m.set_column(1, v);
    m.fill_row(0, v[1]);
    m.sum() * v[0]
}

#[differentiate]
fn second(m: &Matrix3<f64>, v: &V) -> f64 {
    m.row(1).transpose().dot(v)
}

#[test]
fn derivatives() {
    agree!(of_static_size chained written written_in_loops);
    let m = DMatrix::from_row_slice(2, 3, &[0.1, 0.2, 0.3, 0.4, 0.5, 0.6]);
    let w = DVector::from_vec(vec![0.3, 0.2, 0.7]);
    in_loops::check(&m, &w).unwrap();
    fit::check(&m, &[0.1, 0.7], &w).unwrap();
    let mut changed = DMatrix::from_row_slice(2, 2, &[0.1, 0.2, 0.3, 0.4]);
    written_to_a_parameter::check(&mut changed, &DVector::from_vec(vec![0.3, 0.7])).unwrap();
    let q = UnitQuaternion::from_euler_angles(0.3, 0.2, 0.1);
    let weights = DMatrix::from_row_slice(2, 2, &[0.1, 0.2, 0.3, 0.4]);
    let table = Table(vec![vec![1.0, 2.0], vec![3.0]]);
    let (fixed, r) = (weights.clone(), q.to_rotation_matrix());
    Data { table, fixed, weights, q, r }.loss_check(0.7).unwrap();
    let (m, v) = (Matrix3::identity() * 2.0, V::new(1.0, 2.0, 3.0));
    let (m_bar, v_bar) = second::grad(&m, &v);
    assert_eq!(
        m_bar,
        Matrix3::from_rows(&[V::zeros().transpose(), v.transpose(), V::zeros().transpose()])
    );
    assert_eq!(v_bar, V::new(0.0, 2.0, 0.0));
}
