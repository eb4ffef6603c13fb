//! Ray tracing: spheres, triangles, boxes, materials, a scene of boxed objects.

use std::ops::{Add, AddAssign, Div, Index, IndexMut, Mul, MulAssign, Neg, Sub};

use ad_runtime::prelude::*;

#[derive(Debug, Clone, Copy, PartialEq, Default, Differentiable)]
pub struct Vec3 {
    e: [f64; 3],
}

pub type Color = Vec3;
pub type Point3 = Vec3;

#[differentiate]
impl Vec3 {
    pub const ZERO: Vec3 = Vec3 { e: [0.0, 0.0, 0.0] };

    pub fn new(x: f64, y: f64, z: f64) -> Self {
        Self { e: [x, y, z] }
    }

    pub fn x(&self) -> f64 {
        self.e[0]
    }

    pub fn y(&self) -> f64 {
        self.e[1]
    }

    pub fn z(&self) -> f64 {
        self.e[2]
    }

    pub fn length(&self) -> f64 {
        self.length_squared().sqrt()
    }

    pub fn length_squared(&self) -> f64 {
        self.e[0] * self.e[0] + self.e[1] * self.e[1] + self.e[2] * self.e[2]
    }

    pub fn dot(self, other: Vec3) -> f64 {
        self.e.iter().zip(other.e.iter()).map(|(a, b)| a * b).sum()
    }

    pub fn cross(self, other: Vec3) -> Vec3 {
        Vec3::new(
            self[1] * other[2] - self[2] * other[1],
            self[2] * other[0] - self[0] * other[2],
            self[0] * other[1] - self[1] * other[0],
        )
    }

    pub fn unit(self) -> Vec3 {
        self / self.length()
    }

    pub fn near_zero(&self) -> bool {
        const EPS: f64 = 1.0e-8;
        self.e.iter().all(|c| c.abs() < EPS)
    }
}

#[differentiate]
impl Neg for Vec3 {
    type Output = Vec3;
    fn neg(self) -> Vec3 {
        Vec3::new(-self.e[0], -self.e[1], -self.e[2])
    }
}

#[differentiate]
impl Add for Vec3 {
    type Output = Vec3;
    fn add(self, rhs: Vec3) -> Vec3 {
        Vec3::new(self.x() + rhs.x(), self.y() + rhs.y(), self.z() + rhs.z())
    }
}

#[differentiate]
impl Sub for Vec3 {
    type Output = Vec3;
    fn sub(self, rhs: Vec3) -> Vec3 {
        Vec3::new(self.x() - rhs.x(), self.y() - rhs.y(), self.z() - rhs.z())
    }
}

#[differentiate]
impl Mul for Vec3 {
    type Output = Vec3;
    fn mul(self, rhs: Vec3) -> Vec3 {
        Vec3::new(self.x() * rhs.x(), self.y() * rhs.y(), self.z() * rhs.z())
    }
}

#[differentiate]
impl Mul<f64> for Vec3 {
    type Output = Vec3;
    fn mul(self, t: f64) -> Vec3 {
        Vec3::new(self.x() * t, self.y() * t, self.z() * t)
    }
}

#[differentiate]
impl Mul<Vec3> for f64 {
    type Output = Vec3;
    fn mul(self, v: Vec3) -> Vec3 {
        v * self
    }
}

#[differentiate]
impl Div<f64> for Vec3 {
    type Output = Vec3;
    fn div(self, t: f64) -> Vec3 {
        (1.0 / t) * self
    }
}

#[differentiate]
impl AddAssign for Vec3 {
    fn add_assign(&mut self, rhs: Vec3) {
        for (a, b) in self.e.iter_mut().zip(rhs.e) {
            *a += b;
        }
    }
}

#[differentiate]
impl MulAssign<f64> for Vec3 {
    fn mul_assign(&mut self, t: f64) {
        self.e[0] *= t;
        self.e[1] *= t;
        self.e[2] *= t;
    }
}

#[differentiate]
impl Index<usize> for Vec3 {
    type Output = f64;
    fn index(&self, i: usize) -> &f64 {
        &self.e[i]
    }
}

#[differentiate]
impl IndexMut<usize> for Vec3 {
    fn index_mut(&mut self, i: usize) -> &mut f64 {
        &mut self.e[i]
    }
}

#[derive(Debug, Clone, Copy, Differentiable)]
pub struct Ray {
    pub origin: Point3,
    pub direction: Vec3,
}

#[differentiate]
impl Ray {
    pub fn new(origin: Point3, direction: Vec3) -> Ray {
        Ray { origin, direction }
    }

    pub fn at(&self, t: f64) -> Point3 {
        self.origin + t * self.direction
    }
}

/// Where a ray meets a sphere first. After Shirley, "Ray Tracing in One Weekend", `hit_sphere`.
#[differentiate]
pub fn hit_sphere(center: Point3, radius: f64, ray: &Ray) -> Option<f64> {
    let oc = ray.origin - center;
    let a = ray.direction.length_squared();
    let half_b = oc.dot(ray.direction);
    let c = oc.length_squared() - radius * radius;
    let discriminant = half_b * half_b - a * c;
    if discriminant < 0.0 {
        return None;
    }
    let sqrtd = discriminant.sqrt();
    let mut root = (-half_b - sqrtd) / a;
    if root < 0.001 {
        root = (-half_b + sqrtd) / a;
        if root < 0.001 {
            return None;
        }
    }
    Some(root)
}

#[derive(Debug, Clone, Copy, Differentiable)]
pub struct HitRecord {
    pub p: Point3,
    pub normal: Vec3,
    pub t: f64,
    pub albedo: Color,
    pub front_face: bool,
}

#[differentiate]
impl HitRecord {
    pub fn set_face_normal(&mut self, ray: &Ray, outward: Vec3) {
        self.front_face = ray.direction.dot(outward) < 0.0;
        self.normal = if self.front_face { outward } else { -outward };
    }
}

#[differentiate(dyn)]
pub trait Hittable {
    fn hit(&self, ray: &Ray, t_min: f64, t_max: f64) -> Option<HitRecord>;
}

#[derive(Debug, Clone, Differentiable)]
pub struct Sphere {
    pub center: Point3,
    pub radius: f64,
    pub albedo: Color,
}

#[differentiate(dyn)]
impl Hittable for Sphere {
    fn hit(&self, ray: &Ray, t_min: f64, t_max: f64) -> Option<HitRecord> {
        let t = hit_sphere(self.center, self.radius, ray)?;
        if t < t_min || t > t_max {
            return None;
        }
        let p = ray.at(t);
        let mut rec =
            HitRecord { p, normal: Vec3::default(), t, albedo: self.albedo, front_face: false };
        rec.set_face_normal(ray, (p - self.center) / self.radius);
        Some(rec)
    }
}

#[derive(Debug, Clone, Differentiable)]
pub struct Floor {
    pub height: f64,
    pub albedo: Color,
}

#[differentiate(dyn)]
impl Hittable for Floor {
    fn hit(&self, ray: &Ray, t_min: f64, t_max: f64) -> Option<HitRecord> {
        let dy = ray.direction.y();
        if dy.abs() < 1e-9 {
            return None;
        }
        let t = (self.height - ray.origin.y()) / dy;
        if !(t_min..=t_max).contains(&t) {
            return None;
        }
        let mut rec = HitRecord {
            p: ray.at(t),
            normal: Vec3::ZERO,
            t,
            albedo: self.albedo,
            front_face: true,
        };
        rec.set_face_normal(ray, Vec3::new(0.0, 1.0, 0.0));
        Some(rec)
    }
}

#[derive(Default, Differentiable)]
pub struct HittableList {
    objects: Vec<Box<dyn Hittable>>,
}

#[differentiate]
impl HittableList {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn push(&mut self, object: Box<dyn Hittable>) {
        self.objects.push(object);
    }
}

#[differentiate(dyn)]
impl Hittable for HittableList {
    fn hit(&self, ray: &Ray, t_min: f64, t_max: f64) -> Option<HitRecord> {
        let mut closest = t_max;
        let mut result = None;
        for object in &self.objects {
            if let Some(rec) = object.hit(ray, t_min, closest) {
                closest = rec.t;
                result = Some(rec);
            }
        }
        result
    }
}

/// The mirror image of a direction. After Shirley, "Ray Tracing in One Weekend", `reflect`.
#[differentiate]
pub fn reflect(v: Vec3, n: Vec3) -> Vec3 {
    v - 2.0 * v.dot(n) * n
}

/// Snell's law. After Shirley, "Ray Tracing in One Weekend", `refract`.
#[differentiate]
pub fn refract(uv: Vec3, n: Vec3, etai_over_etat: f64) -> Vec3 {
    let cos_theta = (-uv).dot(n).min(1.0);
    let r_out_perp = etai_over_etat * (uv + cos_theta * n);
    let r_out_parallel = -(1.0 - r_out_perp.length_squared()).abs().sqrt() * n;
    r_out_perp + r_out_parallel
}

/// Schlick's approximation of Fresnel reflectance.
#[differentiate]
pub fn reflectance(cosine: f64, ref_idx: f64) -> f64 {
    let r0 = (1.0 - ref_idx) / (1.0 + ref_idx);
    let r0 = r0 * r0;
    r0 + (1.0 - r0) * (1.0 - cosine).powi(5)
}

#[differentiate]
fn sky(ray: &Ray) -> Color {
    let unit = ray.direction.unit();
    let t = 0.5 * (unit.y() + 1.0);
    (1.0 - t) * Color::new(1.0, 1.0, 1.0) + t * Color::new(0.5, 0.7, 1.0)
}

/// The colour seen along a ray, with mirrors. After Shirley, "Ray Tracing in One Weekend", `ray_color`.
#[differentiate]
pub fn ray_color(ray: &Ray, world: &dyn Hittable, depth: u32) -> Color {
    if depth == 0 {
        return Color::ZERO;
    }
    match world.hit(ray, 0.001, f64::INFINITY) {
        Some(rec) => {
            let direction = reflect(ray.direction.unit(), rec.normal);
            let scattered = Ray::new(rec.p, direction);
            rec.albedo * ray_color(&scattered, world, depth - 1)
        }
        None => sky(ray),
    }
}

#[derive(Debug, Clone, Differentiable)]
pub struct Camera {
    origin: Point3,
    lower_left_corner: Point3,
    horizontal: Vec3,
    vertical: Vec3,
}

#[differentiate]
impl Camera {
    pub fn new(look_from: Point3, look_at: Point3, vup: Vec3, vfov: f64, aspect: f64) -> Camera {
        let h = (vfov.to_radians() / 2.0).tan();
        let viewport_height = 2.0 * h;
        let viewport_width = aspect * viewport_height;
        let w = (look_from - look_at).unit();
        let u = vup.cross(w).unit();
        let v = w.cross(u);
        let horizontal = viewport_width * u;
        let vertical = viewport_height * v;
        let lower_left_corner = look_from - horizontal / 2.0 - vertical / 2.0 - w;
        Camera { origin: look_from, lower_left_corner, horizontal, vertical }
    }

    pub fn get_ray(&self, s: f64, t: f64) -> Ray {
        let target = self.lower_left_corner + s * self.horizontal + t * self.vertical;
        Ray::new(self.origin, target - self.origin)
    }
}

/// Brightness of a pixel, averaged over samples with gamma 2. After Shirley, "Ray Tracing in One Weekend", the main loop.
#[differentiate]
pub fn pixel(
    look_from: Vec3,
    look_at: Vec3,
    vfov: f64,
    world: &dyn Hittable,
    #[constant] samples: &[(f64, f64)],
) -> Color {
    let cam = Camera::new(look_from, look_at, Vec3::new(0.0, 1.0, 0.0), vfov, 16.0 / 9.0);
    let mut color = Color::default();
    for &(s, t) in samples {
        color += ray_color(&cam.get_ray(s, t), world, 3);
    }
    color *= 1.0 / samples.len() as f64;
    Color::new(color.x().sqrt(), color.y().sqrt(), color.z().sqrt())
}

/// A scene's pixel, by the scene itself.
#[differentiate]
fn pixel_of_scene(
    look_from: Vec3,
    look_at: Vec3,
    vfov: f64,
    ball: &Sphere,
    floor: &Floor,
) -> Color {
    let ball: Box<dyn Hittable> = Box::new(ball.clone());
    let floor: Box<dyn Hittable> = Box::new(floor.clone());
    let world = HittableList { objects: vec![ball, floor] };
    pixel(look_from, look_at, vfov, &world, &[(0.4, 0.4), (0.5, 0.6)])
}

/// A ray's colour, by the ball that it meets.
#[differentiate]
fn colour_of_ball(ray: &Ray, ball: &Sphere) -> Color {
    ray_color(ray, ball, 2)
}

corpus! {
    hit_sphere(center, radius, &ray) at (Vec3::new(0.1, 0.2, -3.0), 1.0, ray());
    reflect(v, n) at (Vec3::new(0.1, 0.2, -3.0), Vec3::new(0.1, 0.9, 0.2));
    refract(uv, n, etai_over_etat) at (Vec3::new(0.6, -0.8, 0.0), Vec3::new(0.0, 1.0, 0.0), 0.7);
    reflectance(cosine, ref_idx) at (0.4, 1.5);
    colour_of_ball(&ray, &ball) at (ray(), ball());
    pixel_of_scene(look_from, look_at, vfov, &ball, &floor) at (Vec3::new(0.1, 0.5, 2.0), Vec3::new(0.0, 0.0, -2.0), 40.0, ball(), floor());
}

fn ray() -> Ray {
    Ray::new(Vec3::new(0.1, 0.1, 0.5), Vec3::new(0.05, 0.1, -1.0))
}

fn ball() -> Sphere {
    Sphere { center: Vec3::new(0.1, 0.2, -3.0), radius: 1.0, albedo: Vec3::new(0.7, 0.3, 0.5) }
}

fn floor() -> Floor {
    Floor { height: -1.0, albedo: Vec3::new(0.4, 0.9, 0.5) }
}
