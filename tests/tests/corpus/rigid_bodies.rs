//! Rigid bodies: quaternions, isometries, impulses.

use std::ops::{Add, AddAssign, Mul, Neg, Sub, SubAssign};

use ad_runtime::prelude::*;

macro_rules! impl_binop {
    ($tr:ident, $method:ident, $op:tt) => {
        #[differentiate]
        impl $tr for Vec3 {
            type Output = Vec3;
            fn $method(self, rhs: Vec3) -> Vec3 {
                Vec3 { x: self.x $op rhs.x, y: self.y $op rhs.y, z: self.z $op rhs.z }
            }
        }
    };
}

#[derive(Clone, Copy, Debug, PartialEq, Default, Differentiable)]
pub struct Vec3 {
    pub x: f64,
    pub y: f64,
    pub z: f64,
}

impl_binop!(Add, add, +);
impl_binop!(Sub, sub, -);

#[differentiate]
impl Mul<f64> for Vec3 {
    type Output = Vec3;
    fn mul(self, k: f64) -> Vec3 {
        Vec3 { x: self.x * k, y: self.y * k, z: self.z * k }
    }
}

#[differentiate]
impl Neg for Vec3 {
    type Output = Vec3;
    fn neg(self) -> Vec3 {
        self * -1.0
    }
}

#[differentiate]
impl AddAssign for Vec3 {
    fn add_assign(&mut self, rhs: Vec3) {
        *self = *self + rhs;
    }
}

#[differentiate]
impl SubAssign for Vec3 {
    fn sub_assign(&mut self, rhs: Vec3) {
        *self = *self - rhs;
    }
}

#[differentiate]
impl Vec3 {
    pub const ZERO: Self = Self { x: 0.0, y: 0.0, z: 0.0 };

    pub const fn new(x: f64, y: f64, z: f64) -> Self {
        Self { x, y, z }
    }

    pub fn dot(self, rhs: Self) -> f64 {
        self.x * rhs.x + self.y * rhs.y + self.z * rhs.z
    }

    pub fn cross(self, rhs: Self) -> Self {
        Self {
            x: self.y * rhs.z - self.z * rhs.y,
            y: self.z * rhs.x - self.x * rhs.z,
            z: self.x * rhs.y - self.y * rhs.x,
        }
    }

    pub fn length(self) -> f64 {
        self.dot(self).sqrt()
    }

    pub fn try_normalize(self) -> Option<Self> {
        let len = self.length();
        if len > 1e-12 { Some(self * len.recip()) } else { None }
    }

    pub fn normalize_or_zero(self) -> Self {
        self.try_normalize().unwrap_or(Self::ZERO)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Quat {
    pub w: f64,
    pub v: Vec3,
}

#[differentiate]
impl Quat {
    pub const IDENTITY: Quat = Quat { w: 1.0, v: Vec3::ZERO };

    pub fn from_axis_angle(axis: Vec3, angle: f64) -> Quat {
        let (s, c) = (0.5 * angle).sin_cos();
        Quat { w: c, v: axis * s }
    }

    pub fn from_scaled_axis(v: Vec3) -> Quat {
        let angle = v.length();
        if angle == 0.0 { Quat::IDENTITY } else { Quat::from_axis_angle(v * (1.0 / angle), angle) }
    }

    pub fn conjugate(self) -> Quat {
        Quat { w: self.w, v: -self.v }
    }

    pub fn norm(self) -> f64 {
        (self.w * self.w + self.v.dot(self.v)).sqrt()
    }

    pub fn normalized(self) -> Quat {
        let n = self.norm();
        Quat { w: self.w / n, v: self.v * (1.0 / n) }
    }

    pub fn slerp(self, mut other: Quat, t: f64) -> Quat {
        let mut dot = self.w * other.w + self.v.dot(other.v);
        if dot < 0.0 {
            other = Quat { w: -other.w, v: -other.v };
            dot = -dot;
        }
        if dot > 0.9995 {
            let blend =
                Quat { w: self.w + t * (other.w - self.w), v: self.v + (other.v - self.v) * t };
            return blend.normalized();
        }
        let theta = dot.acos();
        let a = ((1.0 - t) * theta).sin() / theta.sin();
        let b = (t * theta).sin() / theta.sin();
        Quat { w: a * self.w + b * other.w, v: self.v * a + other.v * b }
    }
}

#[differentiate]
impl Mul for Quat {
    type Output = Quat;
    fn mul(self, q: Quat) -> Quat {
        Quat {
            w: self.w * q.w - self.v.dot(q.v),
            v: q.v * self.w + self.v * q.w + self.v.cross(q.v),
        }
    }
}

#[differentiate]
impl Mul<Vec3> for Quat {
    type Output = Vec3;
    fn mul(self, p: Vec3) -> Vec3 {
        let t = self.v.cross(p) * 2.0;
        p + t * self.w + self.v.cross(t)
    }
}

/// Between two orientations. After Shoemake 1985; crate `glam`, `Quat::slerp`.
#[differentiate]
pub fn slerped(a: Vec3, b: Vec3, t: f64, p: Vec3) -> Vec3 {
    Quat::from_scaled_axis(a).slerp(Quat::from_scaled_axis(b), t) * p
}

/// A turn and a shift. After the crate `nalgebra`, `Isometry3`.
#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Isometry {
    pub rotation: Quat,
    pub translation: Vec3,
}

#[differentiate]
impl Isometry {
    pub fn inverse(&self) -> Isometry {
        let rotation = self.rotation.conjugate();
        Isometry { rotation, translation: rotation * -self.translation }
    }
}

#[differentiate]
impl Mul for Isometry {
    type Output = Isometry;
    fn mul(self, rhs: Isometry) -> Isometry {
        Isometry {
            rotation: self.rotation * rhs.rotation,
            translation: self.translation + self.rotation * rhs.translation,
        }
    }
}

#[differentiate]
impl Mul<Vec3> for &Isometry {
    type Output = Vec3;
    fn mul(self, p: Vec3) -> Vec3 {
        self.rotation * p + self.translation
    }
}

/// One body seen from another. After the crate `parry`, queries by relative position.
#[differentiate]
pub fn relative_distance(a: &Isometry, b: &Isometry, p: Vec3) -> f64 {
    let pose = a.inverse() * *b;
    (&pose * p).length()
}

#[derive(Clone, Debug, Differentiable)]
pub struct RigidBody {
    pub position: Vec3,
    pub orientation: Quat,
    pub linvel: Vec3,
    pub angvel: Vec3,
    pub inv_mass: f64,
    pub inertia: Vec3,
    force: Vec3,
    torque: Vec3,
}

#[differentiate]
impl RigidBody {
    pub fn new(position: Vec3, mass: f64, half_extents: Vec3) -> Self {
        let sq = |v: f64| v * v;
        let Vec3 { x, y, z } = half_extents;
        let k = mass / 3.0;
        Self {
            position,
            orientation: Quat::IDENTITY,
            linvel: Vec3::ZERO,
            angvel: Vec3::ZERO,
            inv_mass: 1.0 / mass,
            inertia: Vec3::new(k * (sq(y) + sq(z)), k * (sq(x) + sq(z)), k * (sq(x) + sq(y))),
            force: Vec3::ZERO,
            torque: Vec3::ZERO,
        }
    }

    pub fn add_force_at(&mut self, force: Vec3, point: Vec3) {
        self.force += force;
        self.torque += (point - self.position).cross(force);
    }

    pub fn integrate(&mut self, dt: f64) {
        self.linvel += self.force * (self.inv_mass * dt);
        let local = self.orientation.conjugate() * self.angvel;
        let momentum =
            Vec3::new(self.inertia.x * local.x, self.inertia.y * local.y, self.inertia.z * local.z);
        let torque = self.orientation.conjugate() * self.torque - local.cross(momentum);
        let acc = Vec3::new(
            torque.x / self.inertia.x,
            torque.y / self.inertia.y,
            torque.z / self.inertia.z,
        );
        self.angvel += self.orientation * acc * dt;
        self.position += self.linvel * dt;
        self.orientation =
            (Quat::from_scaled_axis(self.angvel * dt) * self.orientation).normalized();
        self.force = Vec3::ZERO;
        self.torque = Vec3::ZERO;
    }

    pub fn kinetic_energy(&self) -> f64 {
        let local = self.orientation.conjugate() * self.angvel;
        let spin = self.inertia.x * local.x.powi(2)
            + self.inertia.y * local.y.powi(2)
            + self.inertia.z * local.z.powi(2);
        0.5 * (self.linvel.dot(self.linvel) / self.inv_mass + spin)
    }

    pub fn apply_impulse(&mut self, impulse: Vec3, point: Vec3) {
        self.linvel += impulse * self.inv_mass;
        self.angvel += self.angular_response((point - self.position).cross(impulse));
    }

    fn velocity_at(&self, point: Vec3) -> Vec3 {
        self.linvel + self.angvel.cross(point - self.position)
    }

    fn angular_response(&self, torque: Vec3) -> Vec3 {
        let t = self.orientation.conjugate() * torque;
        self.orientation
            * Vec3::new(t.x / self.inertia.x, t.y / self.inertia.y, t.z / self.inertia.z)
    }
}

/// A box is pushed and spins. After the crate `rapier`, its integrator; Baraff's course notes.
#[differentiate]
pub fn pushed_box(mass: f64, half_extents: Vec3, push: Vec3, at: Vec3) -> f64 {
    let mut body = RigidBody::new(Vec3::ZERO, mass, half_extents);
    for step in 0..20 {
        if step < 5 {
            body.add_force_at(push, at);
        }
        body.add_force_at(Vec3::new(0.0, -9.81 * mass, 0.0), body.position);
        body.integrate(0.01);
    }
    body.kinetic_energy() + body.position.y
}

/// Two bodies meet, with restitution and friction. After Mirtich; crate `rapier`, contact constraints.
#[differentiate]
pub fn resolve_contact(
    a: &mut RigidBody,
    b: &mut RigidBody,
    point: Vec3,
    normal: Vec3,
    restitution: f64,
    friction: f64,
) {
    let relative = b.velocity_at(point) - a.velocity_at(point);
    let approach = relative.dot(normal);
    if approach > 0.0 {
        return;
    }
    let response = |body: &RigidBody, direction: Vec3| {
        let arm = point - body.position;
        body.inv_mass + direction.dot(body.angular_response(arm.cross(direction)).cross(arm))
    };
    let jn = -(1.0 + restitution) * approach / (response(a, normal) + response(b, normal));
    let impulse = normal * jn;
    a.apply_impulse(-impulse, point);
    b.apply_impulse(impulse, point);
    if let Some(tangent) = (relative - normal * approach).try_normalize() {
        let jt = -relative.dot(tangent) / (response(a, tangent) + response(b, tangent));
        let jt = jt.clamp(-friction * jn, friction * jn);
        a.apply_impulse(tangent * -jt, point);
        b.apply_impulse(tangent * jt, point);
    }
}

/// Spin after a hit.
#[differentiate]
pub fn spin_after_hit(
    a: &RigidBody,
    b: &RigidBody,
    point: Vec3,
    restitution: f64,
    friction: f64,
) -> (Vec3, Vec3) {
    let (mut a, mut b) = (a.clone(), b.clone());
    let normal = (b.position - a.position).normalize_or_zero();
    resolve_contact(&mut a, &mut b, point, normal, restitution, friction);
    (a.angvel, b.linvel)
}

/// A joint between bodies of a list, several sweeps of it. After Catto, "Iterative Dynamics with Temporal Coherence".
#[differentiate]
pub fn relax_chain(bodies: &mut [RigidBody], rest: f64, stiffness: f64, sweeps: usize) -> f64 {
    let mut error = 0.0;
    for _ in 0..sweeps {
        error = 0.0;
        for i in 0..bodies.len() - 1 {
            let (left, right) = bodies.split_at_mut(i + 1);
            let (a, b) = (&mut left[i], &mut right[0]);
            let d = b.position - a.position;
            let stretch = d.length() - rest;
            let total = a.inv_mass + b.inv_mass;
            let correction = d.normalize_or_zero() * (stiffness * stretch / total);
            a.position += correction * a.inv_mass;
            b.position -= correction * b.inv_mass;
            error += stretch * stretch;
        }
    }
    error
}

/// The chain's error, of a copy.
#[differentiate]
fn relaxed(bodies: &[RigidBody], rest: f64, stiffness: f64) -> f64 {
    let mut bodies = bodies.to_vec();
    relax_chain(&mut bodies, rest, stiffness, 3)
}

corpus! {
    slerped(a, b, t, p) at (Vec3::new(0.1, 0.5, -0.2), Vec3::new(0.7, -0.1, 0.4), 0.3, Vec3::new(1.0, 2.0, 3.0));
    relative_distance(&a, &b, p) at (pose(0.3), pose(0.8), Vec3::new(0.3, -1.0, 0.5));
    pushed_box(mass, half_extents, push, at) at (1.3, Vec3::new(0.5, 0.7, 0.9), Vec3::new(3.0, 20.0, -4.0), Vec3::new(0.3, 0.2, -0.1));
    spin_after_hit(&a, &b, point, restitution, friction) at (body(-0.5), body(0.6), Vec3::new(0.1, 0.2, 0.05), 0.6, 0.9);
    relaxed(&bodies, rest, stiffness) at (vec![body(0.0), body(1.1), body(2.5)], 1.0, 0.7);
}

fn pose(angle: f64) -> Isometry {
    Isometry {
        rotation: Quat::from_axis_angle(Vec3::new(0.0, 0.6, 0.8), angle),
        translation: Vec3::new(angle, 1.0, -0.4),
    }
}

fn body(x: f64) -> RigidBody {
    let mut body = RigidBody::new(Vec3::new(x, 0.1 * x, -0.2), 1.5, Vec3::new(0.4, 0.5, 0.6));
    body.linvel = Vec3::new(-2.0 * x, 0.3, 0.1);
    body.angvel = Vec3::new(0.1, -0.3, 0.2 + x);
    body
}
