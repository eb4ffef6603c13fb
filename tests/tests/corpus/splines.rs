//! Splines: Catmull and Rom, Bézier, B-splines, Hermite, natural, monotone, Akima, NURBS.

use std::ops::{Add, Div, Mul, Sub};

use ad_runtime::prelude::*;

/// A uniform Catmull-Rom segment. After the crate `splines`, `Interpolate::cubic_hermite`.
#[differentiate]
pub fn catmull_rom<V>(p0: V, p1: V, p2: V, p3: V, t: f64) -> V
where
    V: Copy + Add<Output = V> + Sub<Output = V> + Mul<f64, Output = V>,
{
    let t2 = t * t;
    let t3 = t2 * t;
    let m1 = (p2 - p0) * 0.5;
    let m2 = (p3 - p1) * 0.5;
    p1 * (2.0 * t3 - 3.0 * t2 + 1.0)
        + m1 * (t3 - 2.0 * t2 + t)
        + p2 * (-2.0 * t3 + 3.0 * t2)
        + m2 * (t3 - t2)
}

#[derive(Debug, Clone, Copy, PartialEq, Differentiable)]
pub struct Point(pub f64, pub f64);

#[differentiate]
impl Add for Point {
    type Output = Self;
    fn add(self, o: Self) -> Self {
        Point(self.0 + o.0, self.1 + o.1)
    }
}

#[differentiate]
impl Sub for Point {
    type Output = Self;
    fn sub(self, o: Self) -> Self {
        Point(self.0 - o.0, self.1 - o.1)
    }
}

#[differentiate]
impl Mul<f64> for Point {
    type Output = Self;
    fn mul(self, k: f64) -> Self {
        Point(self.0 * k, self.1 * k)
    }
}

#[differentiate]
impl Div<f64> for Point {
    type Output = Self;
    fn div(self, k: f64) -> Self {
        self * k.recip()
    }
}

#[differentiate]
impl Point {
    fn lerp(self, other: Point, t: f64) -> Point {
        self * (1.0 - t) + other * t
    }

    fn distance(self, other: Point) -> f64 {
        let d = self - other;
        d.0.hypot(d.1)
    }
}

/// A point of a curve through points. After the crate `splines`, `Spline::sample`.
#[differentiate]
pub fn sample_path(points: &[Point], t: f64) -> Option<Point> {
    if points.len() < 4 {
        return None;
    }
    let last = points.len() - 3;
    let at = t.clamp(0.0, 1.0) * last as f64;
    let i = (at.floor() as usize).min(last - 1);
    Some(catmull_rom(points[i], points[i + 1], points[i + 2], points[i + 3], at - i as f64))
}

/// Repeated interpolation. After de Casteljau; crate `bezier-rs`.
#[differentiate]
pub fn de_casteljau(control: &[Point], t: f64) -> Point {
    let mut points = control.to_vec();
    while points.len() > 1 {
        points = points.windows(2).map(|w| w[0].lerp(w[1], t)).collect();
    }
    points[0]
}

/// The recursion of basis functions. After Cox and de Boor; Piegl and Tiller, "The NURBS Book", 2.1.
#[differentiate]
fn basis(i: usize, p: usize, u: f64, #[constant] knots: &[f64]) -> f64 {
    if p == 0 {
        return if knots[i] <= u && u < knots[i + 1] { 1.0 } else { 0.0 };
    }
    let ratio = |num: f64, den: f64| if den == 0.0 { 0.0 } else { num / den };
    let left = ratio(u - knots[i], knots[i + p] - knots[i]);
    let right = ratio(knots[i + p + 1] - u, knots[i + p + 1] - knots[i + 1]);
    left * basis(i, p - 1, u, knots) + right * basis(i + 1, p - 1, u, knots)
}

#[derive(Differentiable)]
pub struct Nurbs {
    degree: usize,
    #[constant]
    knots: Vec<f64>,
    control: Vec<(Point, f64)>,
}

#[differentiate]
impl Nurbs {
    pub fn new(degree: usize, #[constant] knots: Vec<f64>, control: Vec<(Point, f64)>) -> Self {
        assert_eq!(knots.len(), control.len() + degree + 1, "wrong number of knots");
        Nurbs { degree, knots, control }
    }

    pub fn point(&self, u: f64) -> Point {
        let mut numerator = Point(0.0, 0.0);
        let mut denominator = 0.0;
        for (i, &(p, w)) in self.control.iter().enumerate() {
            let n = basis(i, self.degree, u, &self.knots) * w;
            numerator = numerator + p * n;
            denominator += n;
        }
        numerator / denominator
    }
}

/// A rational curve's point. After Piegl and Tiller, "The NURBS Book", 4.1.
#[differentiate]
pub fn nurbs_distance(curve: &Nurbs, u: f64, target: Point) -> f64 {
    curve.point(u).distance(target)
}

/// de Boor's algorithm in place. After "A Practical Guide to Splines"; crate `bspline`.
#[differentiate]
pub fn de_boor(degree: usize, #[constant] knots: &[f64], control: &[Point], t: f64) -> Point {
    let i = match knots.iter().position(|&k| k > t) {
        Some(0) => panic!("t is left of the knots"),
        Some(i) => i - 1,
        None => knots.len() - degree - 2,
    };
    let mut d: Vec<Point> = (0..=degree).map(|j| control[j + i - degree]).collect();
    for lvl in 0..degree {
        for j in (lvl + 1..=degree).rev() {
            let k = j + i - degree;
            let alpha = (t - knots[k]) / (knots[k + degree - lvl] - knots[k]);
            d[j] = d[j - 1] * (1.0 - alpha) + d[j] * alpha;
        }
    }
    d[degree]
}

#[derive(Debug, Clone, Differentiable)]
pub struct CubicSpline {
    x: Vec<f64>,
    a: Vec<f64>,
    b: Vec<f64>,
    c: Vec<f64>,
    d: Vec<f64>,
}

#[differentiate]
impl CubicSpline {
    /// Natural boundary conditions, by Thomas' algorithm. After Burden and Faires, "Numerical Analysis", algorithm 3.4.
    pub fn natural(x: &[f64], y: &[f64]) -> CubicSpline {
        let n = x.len() - 1;
        let a = y.to_vec();
        let mut b = vec![0.0; n];
        let mut d = vec![0.0; n];
        let h: Vec<f64> = x.windows(2).map(|w| w[1] - w[0]).collect();
        let mut alpha = vec![0.0; n];
        for i in 1..n {
            alpha[i] = 3.0 / h[i] * (a[i + 1] - a[i]) - 3.0 / h[i - 1] * (a[i] - a[i - 1]);
        }
        let mut c = vec![0.0; n + 1];
        let mut l = vec![1.0; n + 1];
        let mut mu = vec![0.0; n + 1];
        let mut z = vec![0.0; n + 1];
        for i in 1..n {
            l[i] = 2.0 * (x[i + 1] - x[i - 1]) - h[i - 1] * mu[i - 1];
            mu[i] = h[i] / l[i];
            z[i] = (alpha[i] - h[i - 1] * z[i - 1]) / l[i];
        }
        for j in (0..n).rev() {
            c[j] = z[j] - mu[j] * c[j + 1];
            b[j] = (a[j + 1] - a[j]) / h[j] - h[j] * (c[j + 1] + 2.0 * c[j]) / 3.0;
            d[j] = (c[j + 1] - c[j]) / 3.0 / h[j];
        }
        CubicSpline { x: x.to_vec(), a, b, c, d }
    }

    pub fn eval(&self, x: f64) -> f64 {
        let n = self.b.len();
        let i = match self.x.binary_search_by(|v| v.partial_cmp(&x).unwrap()) {
            Ok(i) => i.min(n - 1),
            Err(0) => 0,
            Err(i) => (i - 1).min(n - 1),
        };
        let t = x - self.x[i];
        self.a[i] + t * (self.b[i] + t * (self.c[i] + t * self.d[i]))
    }
}

/// A natural cubic spline's value.
#[differentiate]
pub fn natural_spline_at(x: &[f64], y: &[f64], at: f64) -> f64 {
    CubicSpline::natural(x, y).eval(at)
}

/// Tangents that keep data monotone. After Fritsch and Carlson 1980; the article of Wikipedia.
#[differentiate]
pub fn monotone_cubic(xs: &[f64], ys: &[f64], x: f64) -> f64 {
    let n = xs.len();
    let deltas: Vec<f64> = (0..n - 1).map(|i| (ys[i + 1] - ys[i]) / (xs[i + 1] - xs[i])).collect();
    let mut m = Vec::with_capacity(n);
    m.push(deltas[0]);
    for pair in deltas.windows(2) {
        if pair[0] * pair[1] <= 0.0 {
            m.push(0.0);
        } else {
            m.push((pair[0] + pair[1]) / 2.0);
        }
    }
    m.push(*deltas.last().unwrap());
    for (i, &delta) in deltas.iter().enumerate() {
        if delta == 0.0 {
            m[i] = 0.0;
            m[i + 1] = 0.0;
            continue;
        }
        let (alpha, beta) = (m[i] / delta, m[i + 1] / delta);
        let s = alpha * alpha + beta * beta;
        if s > 9.0 {
            let tau = 3.0 / s.sqrt();
            m[i] = tau * alpha * delta;
            m[i + 1] = tau * beta * delta;
        }
    }
    let i = xs.partition_point(|&v| v <= x).clamp(1, n - 1) - 1;
    let h = xs[i + 1] - xs[i];
    let t = (x - xs[i]) / h;
    let h00 = (1.0 + 2.0 * t) * (1.0 - t).powi(2);
    let h10 = t * (1.0 - t).powi(2);
    let h01 = t * t * (3.0 - 2.0 * t);
    let h11 = t * t * (t - 1.0);
    h00 * ys[i] + h10 * h * m[i] + h01 * ys[i + 1] + h11 * h * m[i + 1]
}

/// Akima's slope at each inner point. After Akima 1970; crate `scilib`.
#[differentiate]
pub fn akima_slopes(x: &[f64], y: &[f64]) -> Vec<f64> {
    let m: Vec<f64> =
        x.windows(2).zip(y.windows(2)).map(|(x, y)| (y[1] - y[0]) / (x[1] - x[0])).collect();
    m.windows(4)
        .map(|w| match w {
            [a, b, c, d] => {
                let (left, right) = ((d - c).abs(), (b - a).abs());
                if left + right < 1e-12 {
                    0.5 * (b + c)
                } else {
                    (left * b + right * c) / (left + right)
                }
            }
            _ => unreachable!(),
        })
        .collect()
}

#[derive(Debug, Clone, Copy, Differentiable)]
pub enum Interpolation {
    Step(f64),
    Linear,
    Cosine,
    Bezier(f64, f64),
}

#[derive(Debug, Clone, Differentiable)]
pub struct Key {
    pub t: f64,
    pub value: f64,
    pub interpolation: Interpolation,
}

/// Keys with an interpolation each. After the crate `splines`, `Spline::sample_with_key`.
#[differentiate]
pub fn sample_keys(keys: &[Key], t: f64) -> Option<f64> {
    let i = keys.iter().rposition(|k| k.t <= t)?;
    let cp0 = &keys[i];
    let cp1 = keys.get(i + 1)?;
    let nt = (t - cp0.t) / (cp1.t - cp0.t);
    let value = match cp0.interpolation {
        Interpolation::Step(threshold) => {
            if nt < threshold {
                cp0.value
            } else {
                cp1.value
            }
        }
        Interpolation::Linear => cp0.value * (1.0 - nt) + cp1.value * nt,
        Interpolation::Cosine => {
            let cos_nt = (1.0 - (nt * std::f64::consts::PI).cos()) * 0.5;
            cp0.value * (1.0 - cos_nt) + cp1.value * cos_nt
        }
        Interpolation::Bezier(u, v) => {
            let one_nt = 1.0 - nt;
            one_nt.powi(3) * cp0.value
                + 3.0 * one_nt.powi(2) * nt * u
                + 3.0 * one_nt * nt.powi(2) * v
                + nt.powi(3) * cp1.value
        }
    };
    Some(value)
}

corpus! {
    catmull_rom(p0, p1, p2, p3, t) at (0.3, 1.0, 1.7, 0.9, 0.4);
    sample_path(&points, t) at (heart(), 0.3), (heart(), 0.8);
    de_casteljau(&control, t) at (heart(), 0.3);
    nurbs_distance(&curve, u, target) at (arc(), 0.3, Point(0.5, 0.4));
    de_boor(const degree, const &knots, &control, t) at (2, vec![0.0, 0.0, 0.0, 0.4, 0.6, 1.0, 1.0, 1.0], heart(), 0.5);
    natural_spline_at(&x, &y, at) at (vec![0.0, 1.0, 1.7, 3.0], vec![0.4, 1.1, 0.2, 0.6], 1.3);
    monotone_cubic(&xs, &ys, x) at (vec![0.0, 1.0, 1.7, 3.0, 3.4], vec![0.4, 1.1, 1.2, 3.6, 2.0], 1.3), (vec![0.0, 1.0, 1.7, 3.0, 3.4], vec![0.4, 1.1, 1.2, 3.6, 2.0], 3.1);
    akima_slopes(&x, &y) at (vec![0.0, 1.0, 1.7, 3.0, 3.4, 4.1], vec![0.4, 1.1, 1.2, 3.6, 2.0, 2.2]);
    sample_keys(&keys, t) at (keys(), 0.4), (keys(), 1.3), (keys(), 2.4);
}

fn heart() -> Vec<Point> {
    vec![Point(0.0, 0.1), Point(1.0, 1.3), Point(1.8, 0.4), Point(2.5, -0.6), Point(3.1, 0.2)]
}

fn arc() -> Nurbs {
    let control = vec![
        (Point(1.0, 0.0), 1.0),
        (Point(1.0, 1.0), 0.7),
        (Point(0.0, 1.0), 1.0),
        (Point(-0.6, 1.2), 0.9),
    ];
    Nurbs::new(2, vec![0.0, 0.0, 0.0, 0.5, 1.0, 1.0, 1.0], control)
}

fn keys() -> Vec<Key> {
    vec![
        Key { t: 0.0, value: 0.3, interpolation: Interpolation::Cosine },
        Key { t: 1.0, value: 1.3, interpolation: Interpolation::Linear },
        Key { t: 2.0, value: 0.7, interpolation: Interpolation::Bezier(0.4, 0.9) },
        Key { t: 3.0, value: 0.1, interpolation: Interpolation::Step(0.5) },
    ]
}
