//! `num_complex::Complex<f64>`.

use ad_runtime::num_complex::{Complex, Complex64};
use ad_runtime::prelude::*;

#[differentiate]
fn operators(x: f64, y: f64) -> f64 {
    let z = Complex::new(x, y);
    let w = Complex64::new(y, 1.0) * 2.0 + 1.0;
    let a = z + w - &z * w + z / &w - (&w - &z);
    let b = x * z + &w / y + z * x - y / w + 3.0 / z - (1.0 - z) + (x + &w) - (z - y);
    (a * -b + -&z).re * b.im
}

#[differentiate]
fn assigned(x: f64, y: f64) -> f64 {
    let z = Complex::new(x, y);
    let w = Complex::new(y, 2.0);
    let mut u = z;
    for i in 0..3 {
        u += z;
        u -= &w;
        u *= z * 0.3;
        u /= w + 3.0;
        u *= x;
        u /= 1.5 + y;
        u += x;
        u -= &y;
        u.re += u.im * x;
        u.im *= z.re + i as f64;
    }
    u.re * u.im
}

#[differentiate]
fn holomorphic(x: f64, y: f64) -> f64 {
    let z = Complex::new(x, y);
    let w = Complex::from_polar(1.0 + x * x, y);
    let a = z.exp() + w.ln() * z.sqrt() - z.powi(3) + z.powf(x) + z.powi(-2) + z.powi(0);
    let b = a.sin() * z.cos() + z.conj() / w.inv() + Complex::from(x) + Complex::cis(y);
    let c = z.tan() + (z + w).tanh() * z.sinh() - z.cosh();
    (b * c).re + b.im * c.im + (z * w).exp().re + w.sqrt().ln().im
}

#[differentiate]
fn real(x: f64, y: f64) -> f64 {
    let z = Complex::new(x, y);
    let w = z.scale(y) - z.unscale(y) + z;
    z.norm() * w.arg() + w.norm_sqr() + (z * w).norm().sqrt() + z.re.max(w.im)
}

#[derive(Clone, Debug, Differentiable)]
struct Line {
    series: Vec<Complex<f64>>,
    load: Complex<f64>,
}

#[differentiate]
impl Line {
    fn impedance(&self, omega: f64) -> Complex<f64> {
        let mut z = self.load;
        for part in &self.series {
            z = 1.0 / (1.0 / z + Complex::new(0.0, omega)) + part;
        }
        z
    }
}

#[differentiate]
fn mandelbrot(c: Complex<f64>, n: usize) -> Complex<f64> {
    let mut z = Complex::new(0.0, 0.0);
    for _ in 0..n {
        if z.norm_sqr() > 4.0 {
            break;
        }
        z = z * z + c;
    }
    z
}

#[differentiate]
fn structs(x: f64, y: f64) -> f64 {
    let z = Complex { re: x, im: y };
    let line = Line { series: vec![z, z * z, Complex::new(0.1, x)], load: z + 1.0 };
    let sum: Complex<f64> = line.series.iter().sum();
    let product: Complex<f64> = line.series.iter().map(|z| z * y).product();
    let at = mandelbrot(z * 0.3, 6);
    line.impedance(y).norm() + sum.re + product.im + at.re * at.im
}

#[test]
fn derivatives() {
    agree!(operators assigned holomorphic real structs);
}

#[differentiate]
fn norm_of(z: Complex<f64>) -> f64 {
    z.norm()
}

#[differentiate]
fn unused(x: f64, y: f64) -> f64 {
    let z = Complex::new(x, y) / (x - x);
    if x > 10.0 { z.re } else { y }
}

#[test]
fn corners() {
    assert_eq!(norm_of::grad(Complex::new(0.0, 0.0)), Complex::new(0.0, 0.0));
    assert_eq!(unused::grad(0.7, 1.3), (0.0, 1.0));
    let z = Complex::new(1.0, 2.0);
    assert_eq!(z.named_coordinates()[1], ("im".to_string(), 2.0));
}
