//! `nalgebra`: points, translations, isometries, and rotations of the plane.

use ad_runtime::nalgebra::{
    Isometry2, Isometry3, IsometryMatrix2, IsometryMatrix3, Matrix2x3, Matrix3, Point2, Point3,
    Rotation2, Rotation3, Translation2, Translation3, UnitComplex, UnitQuaternion, Vector2,
    Vector3,
};
use ad_runtime::prelude::*;

type V = Vector3<f64>;
type P = Point3<f64>;

#[differentiate]
fn points(x: f64, y: f64) -> f64 {
    let (p, q) = (P::new(x, y, 1.0), P::from(V::new(y, 0.3, x * y)));
    let v = p - q;
    let m = Matrix3::new(x, 1.0, y, 0.2, 0.3, x, 0.1, y, 1.0);
    let n = Matrix2x3::new(x, 0.2, y, 0.4, -0.4, x * y);
    let mut r = p + v * x;
    r += &v;
    r -= v * 0.3;
    r *= y;
    r /= 1.0 + x * x;
    r.x += y;
    r[1] *= x;
    r.coords += q.coords * x;
    let centre = P::from((p.coords + q.coords) / 2.0);
    let s = (p - &v) * x + (&q / y).coords - (2.0 * -p).coords;
    (r - centre).norm()
        + (m * p).coords.dot(&v)
        + (n * &q).x
        + (P::from([x, y, 0.1]) - P::origin()).norm()
        + s.z * p.xy().y
        + p.to_homogeneous().norm()
        + (Rotation3::new(v) * p).x * (UnitQuaternion::new(v) * q).y
}

#[differentiate]
fn isometries(x: f64, y: f64) -> f64 {
    let a = Isometry3::new(V::new(x, 0.2, y), V::new(y, x, 0.1));
    let b = Isometry3::from_parts(
        Translation3::new(0.1, y, x),
        UnitQuaternion::from_euler_angles(x, 0.1, y),
    );
    let (p, v) = (P::new(y, 1.0, x), V::new(x, y, 0.3));
    let c = a * b * Translation3::from(v) * UnitQuaternion::new(v * y);
    let d = Translation3::from(p) * &c * Isometry3::translation(x, y, 0.5);
    let e = b.rotation * a.inverse() * Isometry3::rotation(v);
    let mut f = d * e;
    f *= &a;
    f *= Translation3::new(x, 0.0, 1.0);
    f *= b;
    f.translation.vector += v;
    f.translation.x *= y;
    let g = UnitQuaternion::new(v)
        * Translation3::new(x, y, x)
        * (Translation3::new(y, y, 1.0) * UnitQuaternion::new(v * x));
    (c * p).coords.norm()
        + (&d * &v).x
        + f.transform_point(&p).y * a.inverse_transform_point(&p).z
        + e.transform_vector(&v).dot(&b.inverse_transform_vector(&v))
        + a.inv_mul(&f).translation.vector.norm()
        + g.rotation.angle() * g.inverse().translation.y
        + (Translation3::new(x, y, 0.1).inverse() * p).x
}

/// By matrices.
#[differentiate]
fn matrices(x: f64, y: f64) -> f64 {
    let t = Translation3::new(x, y, 0.1);
    let a = IsometryMatrix3::from_parts(t, Rotation3::new(V::new(y, x, 0.1)));
    let b = Rotation3::new(V::new(0.2, y, x)) * a.inverse();
    let p = P::new(y, 1.0, x);
    let c = a * b * Rotation3::from_euler_angles(x, y, 0.3);
    let plane = IsometryMatrix2::from_parts(Translation2::new(x, 1.0), Rotation2::new(y));
    (c * p).coords.norm()
        + b.inverse_transform_point(&p).x
        + c.rotation[(0, 1)]
        + (plane * plane * Point2::new(x, y)).x
}

#[differentiate]
fn in_the_plane(x: f64, y: f64) -> f64 {
    let a = Isometry2::new(Vector2::new(1.0, x), y);
    let b = Isometry2::from_parts(Translation2::new(0.5, y), UnitComplex::new(x));
    let (p, v) = (Point2::new(x, y), Vector2::new(y, 0.3));
    let q = UnitComplex::from_angle(x) * UnitComplex::new(y * y);
    let mut r = q.inverse() * b.rotation;
    r *= q.conjugate();
    r *= &a.rotation;
    let c = a.inverse() * b * r * Isometry2::rotation(x) * Isometry2::translation(y, 0.2);
    (c * p - p).norm()
        + (q * v).x
        + r.transform_vector(&v).y * q.inverse_transform_vector(&v).x
        + c.rotation.angle() * r.re
        + (q.to_rotation_matrix() * v).x
        + a.inverse_transform_point(&p).y
        + r.im
}

#[test]
fn derivatives() {
    agree!(points isometries matrices in_the_plane);
}

#[derive(Clone, Debug, Differentiable)]
struct Camera {
    pose: Isometry3<f64>,
    focal: f64,
    distortion: [f64; 2],
}

#[differentiate]
impl Camera {
    fn project(&self, p: &P) -> Point2<f64> {
        let q = self.pose.transform_point(p);
        let n = Vector2::new(-q.x / q.z, -q.y / q.z);
        let r2 = n.norm_squared();
        let d = 1.0 + r2 * (self.distortion[0] + self.distortion[1] * r2);
        Point2::from(n * d * self.focal)
    }

    fn cost(&self, points: &[P], #[constant] seen: &[Point2<f64>]) -> f64 {
        points.iter().zip(seen).map(|(p, s)| (self.project(p) - s).norm_squared()).sum::<f64>()
    }
}

/// Residuals of a bundle adjustment, from constants that the function makes itself.
#[differentiate]
fn adjusted(x: f64, y: f64) -> f64 {
    let turn = UnitQuaternion::from_euler_angles(0.1, x, 0.2);
    let pose = Isometry3::from_parts(Translation3::new(0.1, y, 0.2), turn);
    let camera = Camera { pose, focal: 5.0 + x, distortion: [0.1 * y, 0.01] };
    let points = vec![P::new(0.1, 0.2, 4.0), P::new(x, -0.2, 3.0 + y), P::new(0.5, y, 5.0)];
    let seen = [Point2::new(1.0, 2.0), Point2::new(0.3, 0.4), Point2::new(-0.5, 0.6)];
    camera.cost(&points, &seen)
}

#[differentiate]
fn forward(angles: &[f64], #[constant] lengths: &[f64]) -> Isometry3<f64> {
    let mut pose = Isometry3::identity();
    for i in 0..angles.len() {
        let joint = UnitQuaternion::from_axis_angle(&Vector3::z_axis(), angles[i]);
        pose = pose * Isometry3::from_parts(Translation3::identity(), joint);
        pose *= Translation3::new(lengths[i], 0.0, 0.0);
    }
    pose
}

/// Inverse kinematics of an arm.
#[differentiate]
fn reached(angles: &[f64], #[constant] lengths: &[f64], target: &P) -> f64 {
    let pose = forward(angles, lengths);
    let heading = pose.rotation * Vector3::x();
    (pose.translation.vector - target.coords).norm_squared() - 0.1 * heading.dot(&Vector3::x())
        + (pose * P::origin() - target).norm()
        + (pose.inverse() * target).coords.norm()
}

#[derive(Clone, Debug, Differentiable)]
struct Body {
    position: P,
    velocity: V,
    orientation: UnitQuaternion<f64>,
    spin: V,
    inertia: Matrix3<f64>,
}

#[differentiate]
impl Body {
    fn step(&mut self, torque: &V, dt: f64) {
        self.velocity += V::new(0.0, 0.0, -9.81) * dt;
        self.position += self.velocity * dt;
        let gyro = self.spin.cross(&(self.inertia * self.spin));
        self.spin += self.inertia.try_inverse().unwrap() * (torque - gyro) * dt;
        self.orientation = UnitQuaternion::from_scaled_axis(self.spin * dt) * self.orientation;
    }

    fn corner(&self, p: &P) -> P {
        self.position + self.orientation * p.coords
    }
}

#[differentiate]
fn flown(x: f64, y: f64) -> f64 {
    let mut body = Body {
        position: P::new(x, 0.0, 1.0),
        velocity: V::new(1.0, y, 0.0),
        orientation: UnitQuaternion::identity(),
        spin: V::new(0.1, x, y),
        inertia: Matrix3::from_diagonal(&V::new(1.0, 2.0, 3.0 + x)),
    };
    for _ in 0..4 {
        let torque = body.orientation.inverse_transform_vector(&V::new(0.1, 0.2, x));
        body.step(&torque, 0.05);
    }
    let w = body.corner(&P::new(1.0, 0.0, y));
    w.x * w.y + (w - P::origin()).norm() + (w - body.position).x
}

#[differentiate]
fn of_all(p: &P, t: &Translation3<f64>, a: &Isometry3<f64>, b: &Isometry2<f64>) -> f64 {
    let q = a * (t * p);
    q.x * q.y + (b * Point2::new(q.z, p.x)).coords.norm() + a.rotation.w
}

#[test]
fn programs() {
    agree!(adjusted flown);
    reached::check(&[0.3, -0.4, 0.5], &[1.0, 0.8, 0.5], &P::new(1.0, 0.2, 0.1)).unwrap();
    let a = Isometry3::new(V::new(0.3, 0.1, -0.4), V::new(0.5, 0.2, 0.1));
    let b = Isometry2::new(Vector2::new(0.3, 0.1), 0.7);
    of_all::check(&P::new(0.3, -0.4, 1.2), &Translation3::new(0.1, 0.2, 0.3), &a, &b).unwrap();
}

/// A step along a gradient stays among the isometries; what is named are the parts.
#[test]
fn parameters() {
    let camera = Camera {
        pose: Isometry3::new(V::new(0.3, 0.1, -0.4), V::new(0.5, 0.2, 0.1)),
        focal: 2.0,
        distortion: [0.1, 0.01],
    };
    let (points, seen) = ([P::new(0.1, 0.2, 4.0)], [Point2::new(1.0, 2.0)]);
    camera.cost_check(&points, &seen).unwrap();
    let (bar, _) = camera.cost_grad(&points, &seen);
    let mut moved = camera.clone();
    moved.add_scaled(-1e-3, &bar);
    assert!(moved.cost(&points, &seen) < camera.cost(&points, &seen));
    assert!((moved.pose.rotation.norm() - 1.0).abs() < 1e-15);
    let names: Vec<_> = camera.named_coordinates().into_iter().map(|(name, _)| name).collect();
    assert_eq!(names[0], "pose.rotation.i");
    assert_eq!(names[4], "pose.translation.vector[0]");
}

#[derive(Clone, Debug, Differentiable)]
struct State {
    at: Vec<f64>,
}

#[differentiate]
impl std::ops::Mul<f64> for &State {
    type Output = State;

    fn mul(self, k: f64) -> State {
        State { at: self.at.iter().map(|x| x * k).collect() }
    }
}

#[differentiate]
impl std::ops::Add<State> for State {
    type Output = State;

    fn add(self, other: State) -> State {
        State { at: self.at.iter().zip(&other.at).map(|(x, y)| x + y).collect() }
    }
}

#[differentiate]
fn forces(s: &State, k: f64) -> State {
    s * k
}

/// What is borrowed in one product is moved into the next one, of a type without `Copy`.
#[differentiate]
fn stepped(x: f64, y: f64) -> f64 {
    let s = State { at: vec![x, y] };
    let k1 = forces(&s, x);
    let k2 = forces(&(&k1 * y + forces(&s, y)), x);
    let sum = k1 + k2;
    sum.at[0] * sum.at[1]
}

#[test]
fn moved_after_it_was_borrowed() {
    agree!(stepped);
}
