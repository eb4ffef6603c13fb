//! Kinematics: transforms of matrices, chains of joints, twists.

use std::ops::{Add, Index, IndexMut, Mul, Sub};

use ad_runtime::prelude::*;

#[derive(Debug, Clone, Copy, PartialEq, Differentiable)]
pub struct Matrix<const R: usize, const C: usize> {
    m: [[f64; C]; R],
}

#[differentiate]
impl<const R: usize, const C: usize> Matrix<R, C> {
    pub fn zeros() -> Self {
        Matrix { m: [[0.0; C]; R] }
    }

    pub fn transpose(&self) -> Matrix<C, R> {
        let mut out = Matrix::zeros();
        for i in 0..R {
            for j in 0..C {
                out[(j, i)] = self[(i, j)];
            }
        }
        out
    }
}

#[differentiate]
impl<const N: usize> Matrix<N, N> {
    pub fn identity() -> Self {
        let mut out = Self::zeros();
        for i in 0..N {
            out.m[i][i] = 1.0;
        }
        out
    }
}

#[differentiate]
impl<const R: usize, const C: usize> Index<(usize, usize)> for Matrix<R, C> {
    type Output = f64;
    fn index(&self, (i, j): (usize, usize)) -> &f64 {
        &self.m[i][j]
    }
}

#[differentiate]
impl<const R: usize, const C: usize> IndexMut<(usize, usize)> for Matrix<R, C> {
    fn index_mut(&mut self, (i, j): (usize, usize)) -> &mut f64 {
        &mut self.m[i][j]
    }
}

#[differentiate]
impl<const R: usize, const C: usize, const K: usize> Mul<Matrix<C, K>> for Matrix<R, C> {
    type Output = Matrix<R, K>;
    fn mul(self, rhs: Matrix<C, K>) -> Matrix<R, K> {
        let mut out = Matrix::zeros();
        for i in 0..R {
            for j in 0..K {
                for k in 0..C {
                    out[(i, j)] += self[(i, k)] * rhs[(k, j)];
                }
            }
        }
        out
    }
}

#[differentiate]
impl<const R: usize, const C: usize> Mul<f64> for Matrix<R, C> {
    type Output = Self;
    fn mul(mut self, k: f64) -> Self {
        for row in &mut self.m {
            for v in row {
                *v *= k;
            }
        }
        self
    }
}

#[differentiate]
impl<const R: usize, const C: usize> Add for Matrix<R, C> {
    type Output = Self;
    fn add(self, rhs: Self) -> Self {
        let mut out = self;
        for i in 0..R {
            for j in 0..C {
                out[(i, j)] += rhs[(i, j)];
            }
        }
        out
    }
}

#[differentiate]
impl<const R: usize, const C: usize> Sub for Matrix<R, C> {
    type Output = Self;
    fn sub(self, rhs: Self) -> Self {
        self + rhs * -1.0
    }
}

pub type Mat4 = Matrix<4, 4>;
pub type Mat3 = Matrix<3, 3>;
pub type Col3 = Matrix<3, 1>;

#[differentiate]
fn skew(w: &Col3) -> Mat3 {
    let [[x], [y], [z]] = w.m;
    Matrix { m: [[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]] }
}

/// Rodrigues' formula. After Murray, Li and Sastry, "A Mathematical Introduction to Robotic Manipulation", 2.2.
#[differentiate]
pub fn rodrigues(w: &Col3) -> Mat3 {
    let theta = (w.transpose() * *w)[(0, 0)].sqrt();
    if theta < 1e-10 {
        return Mat3::identity() + skew(w);
    }
    let k = skew(&(*w * (1.0 / theta)));
    Mat3::identity() + k * theta.sin() + k * k * (1.0 - theta.cos())
}

/// The exponential of a twist. After Murray, Li and Sastry, 2.3; crate `sophus`.
#[differentiate]
pub fn twist_exp(v: &Col3, w: &Col3) -> (Mat3, Col3) {
    let r = rodrigues(w);
    let theta2 = (w.transpose() * *w)[(0, 0)];
    let theta = theta2.sqrt();
    let hat = skew(w);
    let a = (1.0 - theta.cos()) / theta2;
    let b = (theta - theta.sin()) / (theta2 * theta);
    (r, (Mat3::identity() + hat * a + hat * hat * b) * *v)
}

#[derive(Debug, Clone, Copy, Differentiable)]
pub struct DhLink {
    pub a: f64,
    pub alpha: f64,
    pub d: f64,
    pub theta: f64,
}

#[differentiate]
impl DhLink {
    pub fn transform(&self, joint: f64) -> Mat4 {
        let (st, ct) = (self.theta + joint).sin_cos();
        let (sa, ca) = self.alpha.sin_cos();
        Matrix {
            m: [
                [ct, -st * ca, st * sa, self.a * ct],
                [st, ct * ca, -ct * sa, self.a * st],
                [0.0, sa, ca, self.d],
                [0.0, 0.0, 0.0, 1.0],
            ],
        }
    }
}

/// Where an arm's hand is. After Denavit and Hartenberg 1955; crate `k`.
#[differentiate]
pub fn forward_kinematics(links: &[DhLink], joints: &[f64]) -> [f64; 3] {
    let pose = links
        .iter()
        .zip(joints)
        .map(|(link, &q)| link.transform(q))
        .fold(Mat4::identity(), |acc, t| acc * t);
    [pose[(0, 3)], pose[(1, 3)], pose[(2, 3)]]
}

/// Joints.
#[derive(Debug, Clone, Differentiable)]
pub enum Joint {
    Revolute { axis: Col3, angle: f64 },
    Prismatic { axis: Col3, offset: f64 },
    Fixed(Col3),
}

#[differentiate]
impl Joint {
    fn apply(&self, p: Col3) -> Col3 {
        match self {
            Joint::Revolute { axis, angle } => rodrigues(&(*axis * *angle)) * p,
            Joint::Prismatic { axis, offset } => p + *axis * *offset,
            Joint::Fixed(by) => p + *by,
        }
    }
}

/// A chain from the hand to the base. After the crate `k`, `Chain`.
#[differentiate]
pub fn reach(chain: &[Joint], hand: Col3, target: Col3) -> f64 {
    let p = chain.iter().rev().fold(hand, |p, joint| joint.apply(p));
    let d = p - target;
    (d.transpose() * d)[(0, 0)]
}

/// A planar arm's joints for a place of the hand. After Craig, "Introduction to Robotics", 4.4.
#[differentiate]
pub fn two_link_inverse(x: f64, y: f64, l1: f64, l2: f64, elbow_up: bool) -> Option<(f64, f64)> {
    let c2 = (x * x + y * y - l1 * l1 - l2 * l2) / (2.0 * l1 * l2);
    if c2.abs() > 1.0 {
        return None;
    }
    let s2 = if elbow_up { (1.0 - c2 * c2).sqrt() } else { -(1.0 - c2 * c2).sqrt() };
    let q2 = s2.atan2(c2);
    let q1 = y.atan2(x) - (l2 * s2).atan2(l1 + l2 * c2);
    Some((q1, q2))
}

/// Cyclic coordinate descent in the plane. After Wang and Chen 1991.
#[differentiate]
pub fn ccd_error(lengths: &[f64], start: &[f64], target: (f64, f64)) -> f64 {
    let mut angles = start.to_vec();
    let positions = |angles: &[f64]| {
        let mut points = vec![(0.0, 0.0)];
        let mut total = 0.0;
        for (l, a) in lengths.iter().zip(angles) {
            total += a;
            let (x, y) = points[points.len() - 1];
            points.push((x + l * f64::cos(total), y + l * f64::sin(total)));
        }
        points
    };
    for _ in 0..3 {
        for j in (0..angles.len()).rev() {
            let points = positions(&angles);
            let hand = points[points.len() - 1];
            let to_hand = (hand.1 - points[j].1).atan2(hand.0 - points[j].0);
            let to_target = (target.1 - points[j].1).atan2(target.0 - points[j].0);
            angles[j] += 0.5 * (to_target - to_hand);
        }
    }
    let points = positions(&angles);
    let hand = points.last().unwrap();
    (hand.0 - target.0).powi(2) + (hand.1 - target.1).powi(2)
}

corpus! {
    rodrigues(&w) at (column(0.3));
    twist_exp(&v, &w) at (column(0.9), column(0.3));
    forward_kinematics(&links, &joints) at (links(), vec![0.3, -0.4]);
    reach(&chain, hand, target) at (chain(), column(0.2), column(0.5));
    two_link_inverse(x, y, l1, l2, const elbow_up) at (0.9, 0.7, 1.0, 0.8, true), (0.9, 0.7, 1.0, 0.8, false);
    ccd_error(&lengths, &start, target) at (vec![1.0, 0.8, 0.5], vec![0.3, -0.4, 0.6], (1.1, 0.9));
}

fn column(seed: f64) -> Col3 {
    Matrix { m: [[seed], [0.5 - seed], [0.4 * seed]] }
}

fn links() -> Vec<DhLink> {
    vec![
        DhLink { a: 0.7, alpha: 0.3, d: 0.1, theta: 0.2 },
        DhLink { a: 0.5, alpha: -0.6, d: 0.2, theta: -0.1 },
    ]
}

fn chain() -> Vec<Joint> {
    vec![
        Joint::Revolute { axis: column(0.8), angle: 0.7 },
        Joint::Prismatic { axis: column(0.1), offset: 0.4 },
        Joint::Fixed(column(0.6)),
    ]
}
