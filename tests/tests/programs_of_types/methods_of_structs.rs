//! `#[differentiate] impl`: methods, associated functions, traits, and who calls them.

use ad_runtime::prelude::*;

#[derive(Clone, Copy, Debug, Differentiable)]
struct Vec2 {
    x: f64,
    y: f64,
}

#[differentiate]
impl Vec2 {
    fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    fn dot(&self, other: &Vec2) -> f64 {
        self.x * other.x + self.y * other.y
    }

    fn norm(&self) -> f64 {
        self.dot(self).sqrt()
    }

    fn scaled(self, by: f64) -> Vec2 {
        Vec2::new(self.x * by, self.y * by)
    }

    fn scale(&mut self, by: f64) {
        self.x *= by;
        self.y *= by;
    }

    fn turned(mut self, angle: f64) -> Self {
        let (s, c) = angle.sin_cos();
        let x = self.x * c - self.y * s;
        self.y = self.x * s + self.y * c;
        self.x = x;
        self
    }

    fn is_short(&self, bound: f64) -> bool {
        self.norm() < bound
    }
}

trait Potential {
    fn energy(&self, r: f64) -> f64;
    fn name(&self) -> &str {
        "potential"
    }
}

#[derive(Clone, Debug, Differentiable)]
struct Morse {
    depth: f64,
    width: f64,
    center: f64,
    steps: usize,
}

#[differentiate(inherent)]
impl Potential for Morse {
    fn energy(&self, r: f64) -> f64 {
        let e = (-self.width * (r - self.center)).exp();
        let mut total = 0.0;
        for k in 0..self.steps {
            total += self.depth * (1.0 - e).powi(2) / (k + 1) as f64;
        }
        total
    }
}

#[derive(Clone, Debug, Differentiable)]
struct Matrix {
    data: Vec<f64>,
    rows: usize,
    cols: usize,
}

#[differentiate]
impl Matrix {
    fn get(&self, i: usize, j: usize) -> f64 {
        self.data[i * self.cols + j]
    }

    fn set(&mut self, i: usize, j: usize, value: f64) {
        self.data[i * self.cols + j] = value;
    }

    fn apply(&self, x: &[f64]) -> Vec<f64> {
        (0..self.rows).map(|i| (0..self.cols).map(|j| self.get(i, j) * x[j]).sum::<f64>()).collect()
    }

    fn trace(&self) -> f64 {
        (0..self.rows.min(self.cols)).map(|i| self.get(i, i)).sum()
    }

    fn scaled_in_place(&mut self, by: f64) -> f64 {
        for i in 0..self.rows {
            for j in 0..self.cols {
                let v = self.get(i, j);
                self.set(i, j, v * by);
            }
        }
        self.trace()
    }
}

#[differentiate]
fn walk(x: f64, y: f64, n: usize) -> f64 {
    let mut v = Vec2::new(x, y);
    let mut total = 0.0;
    for i in 0..n {
        v.scale(0.9);
        v = v.turned(0.3 * i as f64).scaled(y);
        if v.is_short(0.1) {
            break;
        }
        total += v.norm() * v.dot(&Vec2 { x: 1.0, y: x });
    }
    total
}

#[differentiate]
fn bond(m: &Morse, r: &[f64]) -> f64 {
    r.iter().map(|r| m.energy(*r)).sum()
}

#[differentiate]
fn power(m: &Matrix, x: &[f64], n: usize) -> f64 {
    let mut m = m.clone();
    let mut y = x.to_vec();
    let t = m.scaled_in_place(x[0]);
    for _ in 0..n {
        y = m.apply(&y);
    }
    y.iter().map(|v| v * v).sum::<f64>() + t
}

#[differentiate]
fn recursive(x: f64, n: u32) -> f64 {
    if n == 0 { x } else { x * recursive(x.sin(), n - 1) + 1.0 }
}

#[differentiate]
fn even(x: f64, n: u32) -> f64 {
    if n == 0 { x } else { odd(x * x, n - 1) + x }
}

#[differentiate(boxed)]
fn odd(x: f64, n: u32) -> f64 {
    if n == 0 { 1.0 } else { even(x.cos(), n - 1) * x }
}

#[differentiate]
fn tree(x: &[f64], lo: usize, hi: usize) -> f64 {
    if hi - lo == 1 {
        return x[lo];
    }
    let mid = (lo + hi) / 2;
    tree(x, lo, mid).sin() * tree(x, mid, hi)
}

#[differentiate]
fn generic<T: Real>(x: &[T], y: T) -> T {
    let mut total = T::zero();
    for v in x {
        total += *v * y.sin() + v.powi(2);
    }
    let scale: T = x.iter().map(|v| *v * *v).sum();
    total / (T::one() + scale)
}

#[differentiate]
fn outer(x: f64, y: f64) -> f64 {
    const SCALE: f64 = 2.5;
    static SHIFT: [f64; 2] = [0.5, -0.5];
    const fn twice(n: usize) -> usize {
        n * 2
    }
    fn inner(a: f64) -> f64 {
        a * a + SHIFT[0]
    }
    #[differentiate]
    fn marked(a: f64, b: f64) -> f64 {
        a * b
    }
    inner(x) * SCALE + marked(x, y) * twice(3) as f64 + SHIFT[1]
}

programs! {
    walk(x, y, const n) -> scalar at (0.7, 1.3, 4), (0.7, 0.5, 6);
    recursive(x, const n) -> scalar at (0.7, 4);
    even(x, const n) -> scalar at (0.7, 4), (0.7, 3);
    outer(x, y) -> scalar at (0.7, 1.3);
}

#[test]
fn methods() {
    let (a, b) = (Vec2 { x: 1.0, y: -0.5 }, Vec2 { x: 0.3, y: 2.0 });
    Vec2::new_check(0.5, 0.7).unwrap();
    a.dot_check(&b).unwrap();
    a.norm_check().unwrap();
    a.scaled_check(0.7).unwrap();
    a.turned_check(0.7).unwrap();
    let morse = Morse { depth: 1.5, width: 0.7, center: 1.1, steps: 3 };
    assert_eq!(morse.name(), "potential");
    morse.energy_check(1.4).unwrap();
    bond::check(&morse, &[0.9, 1.4, 2.0]).unwrap();
    let m = Matrix { data: vec![1.0, 0.5, -0.3, 0.8], rows: 2, cols: 2 };
    m.trace_check().unwrap();
    m.apply_check(&[0.4, 0.9]).unwrap();
    power::check(&m, &[0.4, 0.9], 3).unwrap();
    let grad = m.trace_grad();
    assert_eq!(grad.data, [1.0, 0.0, 0.0, 1.0]);
    tree::check(&[0.5, 1.5, 0.7, 0.9], 0, 4).unwrap();
    generic::check(&[0.5, 1.5], 0.3).unwrap();
    generic::check(&[0.5f32, 1.5], 0.3).unwrap();
}
