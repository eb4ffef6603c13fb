//! `nalgebra`: rotations, quaternions and units.

use ad_runtime::Along;
use ad_runtime::nalgebra::{
    Matrix2, Matrix3, Quaternion, Rotation2, Rotation3, Unit, UnitQuaternion, UnitVector3, Vector2,
    Vector3,
};
use ad_runtime::prelude::*;

type V = Vector3<f64>;

#[differentiate]
fn matrices(x: f64, y: f64) -> f64 {
    let r = Rotation3::from_axis_angle(&Vector3::z_axis(), x);
    let s = Rotation3::new(V::new(x, y, 0.3));
    let t = Rotation3::from_euler_angles(x, y, 0.3);
    let v = V::new(y, 1.0, x);
    let m = Matrix3::new(x, 1.0, y, 0.2, 0.3, x, 0.1, y, 1.0);
    (r * s * v).dot(&(s.inverse() * v))
        + (&r * &v).x
        + s.angle()
        + r.transform_vector(&v).y
        + s.inverse_transform_vector(&v).z * t[(0, 1)]
        + (m * t).norm() * (t.transpose() * m).trace()
        + t.matrix().diagonal().sum()
        + (r * t).into_inner().m12
}

#[differentiate]
fn unit_quaternions(x: f64, y: f64) -> f64 {
    let q = UnitQuaternion::from_axis_angle(&Vector3::y_axis(), x);
    let p = UnitQuaternion::from_scaled_axis(V::new(x, y, 0.3));
    let e = UnitQuaternion::from_euler_angles(x, y, 0.5 * x);
    let v = V::new(y, 1.0, x);
    (q * p * v).dot(&(e.inverse() * v))
        + (p.to_rotation_matrix() * v).x
        + e.angle() * p.angle()
        + q.transform_vector(&v).y
        + p.inverse_transform_vector(&v).z
        + q.w * p.i
        + (&e * &v).sum() * e.k
        + p.conjugate().quaternion().j
}

#[differentiate]
fn axes(x: f64, y: f64) -> f64 {
    let axis = Unit::new_normalize(V::new(x, y, 1.0));
    let other = UnitVector3::new_normalize(V::new(1.0, x, y));
    let (q, r) =
        (UnitQuaternion::from_axis_angle(&axis, x * y), Rotation3::from_axis_angle(&other, y));
    let v = V::new(1.0, x, y);
    (q * v).x * (r * v).z + axis.x * axis[1] + axis.into_inner().dot(&other.into_inner())
}

#[differentiate]
fn in_the_plane(x: f64, y: f64) -> f64 {
    let (r, s) = (Rotation2::new(x), Rotation2::new(y));
    let v = Vector2::new(x, y);
    (r * s * v).x
        + (r.inverse() * v).y
        + (r * s).angle() * s.matrix()[(1, 0)]
        + (r.transpose() * Matrix2::new(x, 1.0, y, 2.0)).norm()
}

#[differentiate]
fn quaternions(x: f64, y: f64) -> f64 {
    let (a, b) = (Quaternion::new(x, y, 1.0, 0.5), Quaternion::from_parts(y, V::new(x, 0.3, y)));
    let c = a * b + a * x - b / y + 2.0 * a;
    let d = -c;
    d.norm()
        + a.dot(&b)
        + a.normalize().i
        + c.conjugate().k
        + d.norm_squared()
        + a.imag().norm()
        + UnitQuaternion::new_normalize(a).w * UnitQuaternion::from_quaternion(b).j
        + b.scalar()
        + a.coords.sum() * Quaternion::from_real(x).w
        + Quaternion::from_imag(V::new(x, y, x)).j
}

/// Many small steps, of both.
#[differentiate]
fn steps(x: f64, y: f64) -> f64 {
    let (mut q, mut r) = (UnitQuaternion::identity(), Rotation3::identity());
    let mut v = V::new(x, y, 1.0);
    for i in 0..4 {
        q = q * UnitQuaternion::new(V::new(x, y * i as f64, 0.1));
        r = Rotation3::from_scaled_axis(v * x) * r;
        v = q * (r * v);
        if v.x > 0.5 {
            v = q.inverse() * v;
        }
    }
    v.x * v.y + v.z
}

#[differentiate]
fn assigned(x: f64, y: f64) -> f64 {
    let mut q = UnitQuaternion::identity();
    let mut r = Rotation3::new(V::new(x, 0.1, y));
    let mut p = Quaternion::new(x, y, 1.0, 0.5);
    for i in 0..3 {
        q *= UnitQuaternion::new(V::new(x, y * i as f64, 0.1));
        let s = Rotation3::new(V::new(y, 0.2, x));
        r *= &s;
        r *= s;
        p *= Quaternion::new(0.3, x, y, 0.1);
    }
    (q * (r * V::new(x, y, 1.0))).x * p.i
}

/// No angle, and a small one, where the formulas are series.
#[differentiate]
fn small(x: f64, y: f64) -> f64 {
    let (zero, tiny) = (V::new(x - x, y - y, x - x), V::new(x, y, 1.0) * 1e-3);
    let v = V::new(1.0, x, y);
    let (q, r) = (UnitQuaternion::new(tiny), Rotation3::new(tiny));
    (q * v + r * v).norm() + (Rotation3::from_axis_angle(&Vector3::x_axis(), zero.x) * v).y
}

#[test]
fn derivatives() {
    agree!(matrices unit_quaternions axes in_the_plane quaternions steps assigned small);
}

#[derive(Clone, Debug, Differentiable)]
struct Body {
    at: V,
    turn: UnitQuaternion<f64>,
}

#[differentiate]
impl Body {
    fn stepped(&self, spin: &V, dt: f64) -> Body {
        let turn = self.turn * UnitQuaternion::from_scaled_axis(spin * dt);
        Body { at: self.at + self.turn * V::new(dt, 0.0, 0.0), turn }
    }

    fn loss(&self, spin: &V, #[constant] target: &V) -> f64 {
        let mut body = self.clone();
        for _ in 0..3 {
            body = body.stepped(spin, 0.1);
        }
        (body.turn * spin + body.at - target).norm_squared()
    }
}

#[differentiate]
fn of_all(
    q: &UnitQuaternion<f64>,
    r: &Rotation3<f64>,
    v: &V,
    u: &Unit<V>,
    m: &Matrix3<f64>,
) -> f64 {
    let turned = r * q.to_rotation_matrix() * (m * v);
    (q * v).x * (r * v).y + turned.z + UnitQuaternion::from_axis_angle(u, v.x).w * u.y
}

/// They are parameters and parts of structs: all of their numbers are changed one at a time.
#[test]
fn parameters() {
    let (v, q) = (V::new(0.3, -0.4, 1.2), UnitQuaternion::from_euler_angles(0.3, 0.2, 0.1));
    let body = Body { at: v, turn: q };
    let spin = V::new(0.5, -0.2, 0.1);
    body.loss_check(&spin, &V::zeros()).unwrap();
    body.stepped_check(&spin, 0.1).unwrap();
    let m = Matrix3::new(0.3, 0.2, 0.5, 0.9, -0.3, 0.2, 0.1, 0.7, 0.4);
    of_all::check(&q, &q.to_rotation_matrix(), &v, &Unit::new_normalize(v), &m).unwrap();
}

/// Steps along a gradient stay among the rotations, and go down.
#[test]
fn descent() {
    let (spin, target) = (V::new(0.5, -0.2, 0.1), V::new(0.4, 0.3, 0.1));
    let mut body = Body { at: V::new(0.3, -0.4, 1.2), turn: UnitQuaternion::identity() };
    for _ in 0..500 {
        let (bar, _) = body.loss_grad(&spin, &target);
        body.add_scaled(-0.1, &bar);
        assert!((body.turn.norm() - 1.0).abs() < 1e-15);
    }
    assert!(body.loss(&spin, &target) < 1e-10);
    let mut r = Rotation3::identity();
    r.add_scaled(0.1, &Along(Matrix3::new(0.0, -1.0, 0.3, 1.0, 0.2, 0.0, 0.0, 0.0, 0.1)));
    assert!((r.matrix().transpose() * r.matrix() - Matrix3::identity()).norm() < 1e-14);
}

#[differentiate]
fn turned(angle: f64, v: &V) -> V {
    UnitQuaternion::from_axis_angle(&Vector3::z_axis(), angle) * v
}

/// `d/dθ q(θ) v = a × (q v)`
#[test]
fn closed_form() {
    let v = V::new(0.3, -0.4, 1.2);
    let (value, dot) = turned::jvp(0.7, &v, 1.0, &V::zeros());
    assert!((dot - V::z().cross(&value)).norm() < 1e-15);
}
