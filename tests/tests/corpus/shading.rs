//! Light: triangles, boxes of fog, reflection.

use ad_runtime::prelude::*;

use super::ray_tracing::{Color, Point3, Ray, Vec3};

/// Distance and barycentric coordinates. After Möller and Trumbore, "Fast, Minimum Storage Ray/Triangle Intersection".
#[differentiate]
pub fn intersect_triangle(ray: &Ray, tri: &[Vec3; 3]) -> Option<(f64, f64, f64)> {
    let [v0, v1, v2] = *tri;
    let edge1 = v1 - v0;
    let edge2 = v2 - v0;
    let p = ray.direction.cross(edge2);
    let det = edge1.dot(p);
    if det.abs() < f64::EPSILON {
        return None;
    }
    let inv_det = det.recip();
    let tvec = ray.origin - v0;
    let u = tvec.dot(p) * inv_det;
    if u < 0.0 || u > 1.0 {
        return None;
    }
    let q = tvec.cross(edge1);
    let v = ray.direction.dot(q) * inv_det;
    if v < 0.0 || u + v > 1.0 {
        return None;
    }
    let t = edge2.dot(q) * inv_det;
    (t > 1e-6).then_some((t, u, v))
}

#[derive(Debug, Clone, Copy, Differentiable)]
pub struct Aabb {
    pub min: Point3,
    pub max: Point3,
}

#[differentiate]
impl Aabb {
    /// How long a ray is inside of a box: the slab method. After Kay and Kajiya; Shirley, "Ray Tracing: The Next Week".
    pub fn hit(&self, ray: &Ray, mut t_min: f64, mut t_max: f64) -> Option<(f64, f64)> {
        for a in 0..3 {
            let inv_d = 1.0 / ray.direction[a];
            let mut t0 = (self.min[a] - ray.origin[a]) * inv_d;
            let mut t1 = (self.max[a] - ray.origin[a]) * inv_d;
            if inv_d < 0.0 {
                std::mem::swap(&mut t0, &mut t1);
            }
            t_min = if t0 > t_min { t0 } else { t_min };
            t_max = if t1 < t_max { t1 } else { t_max };
            if t_max <= t_min {
                return None;
            }
        }
        Some((t_min, t_max))
    }
}

/// Light absorbed in a box of fog. After Shirley, "Ray Tracing: The Next Week", `ConstantMedium`.
#[differentiate]
pub fn transmittance(fog: &Aabb, ray: &Ray, density: f64) -> f64 {
    if let Some((enter, leave)) = fog.hit(ray, 0.0, f64::INFINITY) {
        let distance = (leave - enter) * ray.direction.length();
        (-density * distance).exp()
    } else {
        1.0
    }
}

#[derive(Debug, Clone, Copy, Differentiable)]
pub enum Light {
    Point { position: Point3, intensity: f64 },
    Directional { direction: Vec3, intensity: f64 },
    Ambient(f64),
}

/// Blinn and Phong's reflection of several lights. After Blinn 1977; Sokolov, "tinyrenderer".
#[differentiate]
pub fn blinn_phong(p: Point3, n: Vec3, eye: Point3, shininess: f64, lights: &[Light]) -> f64 {
    let mut total = 0.0;
    for light in lights {
        let (dir, intensity) = match light {
            Light::Ambient(i) => {
                total += i;
                continue;
            }
            Light::Point { position, intensity } => {
                let to_light = *position - p;
                (to_light.unit(), intensity / to_light.length_squared())
            }
            Light::Directional { direction, intensity } => (-direction.unit(), *intensity),
        };
        let n_dot_l = n.dot(dir);
        if n_dot_l > 0.0 {
            let half = (dir + (eye - p).unit()).unit();
            total += intensity * (n_dot_l + n.dot(half).max(0.0).powf(shininess));
        }
    }
    total
}

/// The Cook-Torrance term with GGX. After Walter et al. 2007; `filament`'s documentation.
#[differentiate]
pub fn cook_torrance(n: Vec3, v: Vec3, l: Vec3, roughness: f64, f0: Color) -> Color {
    use std::f64::consts::PI;

    let d_ggx = |noh: f64, a: f64| {
        let a2 = a * a;
        let f = (noh * a2 - noh) * noh + 1.0;
        a2 / (PI * f * f)
    };
    let v_smith = |nov: f64, nol: f64, a: f64| {
        let a2 = a * a;
        let ggx_l = nov * ((1.0 - a2) * nol * nol + a2).sqrt();
        let ggx_v = nol * ((1.0 - a2) * nov * nov + a2).sqrt();
        0.5 / (ggx_v + ggx_l)
    };
    let f_schlick = |u: f64| f0 + (Color::new(1.0, 1.0, 1.0) - f0) * (1.0 - u).powi(5);

    let h = (v + l).unit();
    let nov = n.dot(v).abs() + 1e-5;
    let nol = n.dot(l).clamp(0.0, 1.0);
    let noh = n.dot(h).clamp(0.0, 1.0);
    let loh = l.dot(h).clamp(0.0, 1.0);
    let a = roughness * roughness;
    (d_ggx(noh, a) * v_smith(nov, nol, a)) * f_schlick(loh) * nol
}

corpus! {
    intersect_triangle(&ray, &tri) at (ray(), [Vec3::new(-1.0, -1.0, -2.0), Vec3::new(1.0, -1.1, -2.2), Vec3::new(0.1, 2.0, -1.9)]);
    transmittance(&fog, &ray, density) at (fog(), ray(), 0.7);
    blinn_phong(p, n, eye, shininess, &lights) at (Vec3::new(0.1, 0.2, 0.3), Vec3::new(0.0, 1.0, 0.0), Vec3::new(1.0, 2.0, 1.0), 9.0, lights());
    cook_torrance(n, v, l, roughness, f0) at (Vec3::new(0.0, 1.0, 0.0), Vec3::new(0.6, 0.8, 0.0), Vec3::new(-0.2, 0.9, 0.1), 0.4, Vec3::new(0.04, 0.05, 0.06));
}

fn ray() -> Ray {
    Ray::new(Vec3::new(0.1, 0.1, 0.5), Vec3::new(0.05, 0.1, -1.0))
}

fn fog() -> Aabb {
    Aabb { min: Vec3::new(-1.0, -1.1, -4.0), max: Vec3::new(1.2, 1.3, -2.0) }
}

fn lights() -> Vec<Light> {
    vec![
        Light::Ambient(0.1),
        Light::Point { position: Vec3::new(1.0, 3.0, 1.0), intensity: 4.0 },
        Light::Directional { direction: Vec3::new(0.2, -1.0, 0.1), intensity: 0.6 },
    ]
}
