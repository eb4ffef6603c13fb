//! Quadrature: rules that take a function.

use std::f64::consts::PI;

use ad_runtime::prelude::*;

/// The composite trapezoidal rule. After the crate `peroxide`, `integrate`.
#[differentiate]
pub fn trapezoid<F: Fn(f64) -> f64>(f: F, a: f64, b: f64, n: usize) -> f64 {
    let h = (b - a) / n as f64;
    let inner: f64 = (1..n).map(|i| f(a + i as f64 * h)).sum();
    h * (0.5 * (f(a) + f(b)) + inner)
}

/// Simpson's composite rule. After the crate `integrate`, `newton_cotes::simpson_rule`.
#[differentiate]
pub fn simpson<F>(f: F, a: f64, b: f64, n: usize) -> f64
where
    F: Fn(f64) -> f64,
{
    let n = if n % 2 == 1 { n + 1 } else { n };
    let h = (b - a) / n as f64;
    let mut sum = f(a) + f(b);
    for i in 1..n {
        let x = a + h * i as f64;
        sum += if i % 2 == 0 { 2.0 * f(x) } else { 4.0 * f(x) };
    }
    sum * h / 3.0
}

#[differentiate]
fn adaptive_step(
    f: &dyn Fn(f64) -> f64,
    a: f64,
    fa: f64,
    b: f64,
    fb: f64,
    m: f64,
    fm: f64,
    whole: f64,
    eps: f64,
    depth: u32,
) -> f64 {
    let lm = 0.5 * (a + m);
    let rm = 0.5 * (m + b);
    let flm = f(lm);
    let frm = f(rm);
    let left = (m - a) / 6.0 * (fa + 4.0 * flm + fm);
    let right = (b - m) / 6.0 * (fm + 4.0 * frm + fb);
    let delta = left + right - whole;
    if depth == 0 || delta.abs() <= 15.0 * eps {
        left + right + delta / 15.0
    } else {
        adaptive_step(f, a, fa, m, fm, lm, flm, left, eps / 2.0, depth - 1)
            + adaptive_step(f, m, fm, b, fb, rm, frm, right, eps / 2.0, depth - 1)
    }
}

/// Adaptive Simpson. After Kuncir 1962; Rosetta Code's task.
#[differentiate]
pub fn adaptive_simpson(f: &dyn Fn(f64) -> f64, a: f64, b: f64, eps: f64) -> f64 {
    let m = 0.5 * (a + b);
    let (fa, fm, fb) = (f(a), f(m), f(b));
    let whole = (b - a) / 6.0 * (fa + 4.0 * fm + fb);
    adaptive_step(f, a, fa, b, fb, m, fm, whole, eps, 8)
}

/// Nodes and weights on [-1, 1].
#[derive(Differentiable)]
pub struct GaussLegendre {
    nodes: Vec<f64>,
    weights: Vec<f64>,
}

#[differentiate]
impl GaussLegendre {
    /// Newton's method on the Legendre polynomial. After the crate `gauss-quad`; Press et al., `gauleg`.
    pub fn new(n: usize) -> Self {
        let mut nodes = vec![0.0; n];
        let mut weights = vec![0.0; n];
        for i in 0..n.div_ceil(2) {
            let mut z = (PI * (i as f64 + 0.75) / (n as f64 + 0.5)).cos();
            let mut pp;
            loop {
                let (mut p1, mut p2) = (1.0, 0.0);
                for j in 0..n {
                    let p3 = p2;
                    p2 = p1;
                    p1 = ((2.0 * j as f64 + 1.0) * z * p2 - j as f64 * p3) / (j as f64 + 1.0);
                }
                pp = n as f64 * (z * p1 - p2) / (z * z - 1.0);
                let z1 = z;
                z = z1 - p1 / pp;
                if (z - z1).abs() < 1e-14 {
                    break;
                }
            }
            nodes[i] = -z;
            nodes[n - 1 - i] = z;
            weights[i] = 2.0 / ((1.0 - z * z) * pp * pp);
            weights[n - 1 - i] = weights[i];
        }
        GaussLegendre { nodes, weights }
    }

    pub fn integrate<F>(&self, a: f64, b: f64, integrand: F) -> f64
    where
        F: Fn(f64) -> f64,
    {
        let half = 0.5 * (b - a);
        let mid = 0.5 * (b + a);
        let sum: f64 =
            self.nodes.iter().zip(&self.weights).map(|(x, w)| w * integrand(half * x + mid)).sum();
        half * sum
    }
}

/// Romberg's table. After Press et al., "Numerical Recipes", 4.3.
#[differentiate]
pub fn romberg(f: impl Fn(f64) -> f64, a: f64, b: f64, levels: usize) -> f64 {
    let mut r = vec![vec![0.0; levels]; levels];
    let mut h = b - a;
    r[0][0] = 0.5 * h * (f(a) + f(b));
    for i in 1..levels {
        h *= 0.5;
        let mut sum = 0.0;
        for k in (1..1 << i).step_by(2) {
            sum += f(a + k as f64 * h);
        }
        r[i][0] = 0.5 * r[i - 1][0] + h * sum;
        let mut power = 1.0;
        for j in 1..=i {
            power *= 4.0;
            r[i][j] = r[i][j - 1] + (r[i][j - 1] - r[i - 1][j - 1]) / (power - 1.0);
        }
    }
    r[levels - 1][levels - 1]
}

/// Tanh-sinh. After Takahasi and Mori 1974; crate `quadrature`.
#[differentiate]
pub fn double_exponential<F: Fn(f64) -> f64>(f: F, a: f64, b: f64) -> f64 {
    const H: f64 = 0.1;
    let c = 0.5 * (b - a);
    let d = 0.5 * (a + b);
    let mut total = 0.0;
    for k in -30i32..=30 {
        let t = k as f64 * H;
        let u = 0.5 * PI * t.sinh();
        let x = u.tanh();
        let weight = 0.5 * PI * t.cosh() / u.cosh().powi(2);
        if weight < 1e-14 {
            continue;
        }
        total += weight * f(c * x + d);
    }
    c * H * total
}

/// Arc length of an ellipse, by Simpson.
#[differentiate]
pub fn ellipse_arc(a: f64, b: f64, from: f64, to: f64) -> f64 {
    simpson(|t| ((a * t.sin()).powi(2) + (b * t.cos()).powi(2)).sqrt(), from, to, 16)
}

/// The Fresnel integrals' spiral of Euler, by Gauss and Legendre. After the crate `kurbo`, `Euler`.
#[differentiate]
pub fn euler_spiral(k0: f64, k1: f64, s: f64) -> (f64, f64) {
    let rule = GaussLegendre::new(8);
    let theta = |u: f64| u * (k0 + 0.5 * k1 * u);
    let x = rule.integrate(0.0, s, |u| theta(u).cos());
    let y = rule.integrate(0.0, s, |u| theta(u).sin());
    (x, y)
}

/// Planck's law over a band, by Romberg.
#[differentiate]
pub fn band_radiance(temperature: f64, from: f64, to: f64) -> f64 {
    #[differentiate]
    fn planck(x: f64, t: f64) -> f64 {
        x.powi(3) / ((x / t).exp() - 1.0)
    }
    romberg(|x| planck(x, temperature), from, to, 5)
}

/// A normal's tail mass between bounds, adaptively.
#[differentiate]
pub fn normal_mass(mean: f64, sd: f64, lo: f64, hi: f64) -> f64 {
    let pdf = |x: f64| (-0.5 * ((x - mean) / sd).powi(2)).exp() / (sd * (2.0 * PI).sqrt());
    adaptive_simpson(&pdf, lo, hi, 1e-9)
}

/// Bessel's integral, by tanh-sinh.
#[differentiate]
pub fn bessel_j(order: f64, x: f64) -> f64 {
    double_exponential(move |t| (order * t - x * t.sin()).cos(), 0.0, PI) / PI
}

/// The work of a force along a path, by trapezoids.
#[differentiate]
pub fn work_along(spring: f64, drag: f64, turns: f64) -> f64 {
    let position = |t: f64| (turns * t.cos(), turns * t.sin(), 0.1 * t);
    let force = |p: (f64, f64, f64)| (-spring * p.0 + drag * p.1, -spring * p.1, p.0 * p.2);
    let power = |t: f64| {
        let h = 1e-3;
        let (p, q) = (position(t), position(t + h));
        let f = force(p);
        (f.0 * (q.0 - p.0) + f.1 * (q.1 - p.1) + f.2 * (q.2 - p.2)) / h
    };
    trapezoid(power, 0.0, 2.0, 20)
}

/// A double integral over a triangle, nested rules. After `cubature`'s examples.
#[differentiate]
pub fn triangle_moment(w: f64, h: f64, power: f64) -> f64 {
    simpson(
        |x| {
            let top = h * (1.0 - x / w);
            simpson(|y| (1.0 + x * x + y).powf(power), 0.0, top, 6)
        },
        0.0,
        w,
        6,
    )
}

corpus! {
    ellipse_arc(a, b, from, to) at (2.0, 1.3, 0.2, 1.7);
    euler_spiral(k0, k1, s) at (0.4, 1.7, 1.3);
    band_radiance(temperature, from, to) at (1.3, 0.4, 2.5);
    normal_mass(mean, sd, lo, hi) at (0.3, 1.2, -1.0, 2.0);
    bessel_j(order, x) at (1.0, 2.3);
    work_along(spring, drag, turns) at (0.7, 0.2, 1.4);
    triangle_moment(w, h, power) at (1.2, 0.8, 1.7);
}
