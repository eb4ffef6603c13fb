//! Complex numbers of one's own: Fourier transforms, roots, maps.

use std::f64::consts::PI;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, MulAssign, Neg, Sub};

use ad_runtime::prelude::*;

#[derive(Clone, Copy, Debug, Default, PartialEq, Differentiable)]
pub struct Complex<T> {
    pub re: T,
    pub im: T,
}

#[allow(non_camel_case_types)]
pub type c64 = Complex<f64>;

#[differentiate]
impl<T> Complex<T> {
    pub const fn new(re: T, im: T) -> Self {
        Complex { re, im }
    }
}

#[differentiate]
impl Complex<f64> {
    pub const I: c64 = Complex::new(0.0, 1.0);

    pub fn from_polar(r: f64, theta: f64) -> c64 {
        Complex::new(r * theta.cos(), r * theta.sin())
    }

    pub fn norm_sqr(&self) -> f64 {
        self.re * self.re + self.im * self.im
    }

    pub fn abs(self) -> f64 {
        self.re.hypot(self.im)
    }

    pub fn arg(self) -> f64 {
        self.im.atan2(self.re)
    }

    pub fn conj(&self) -> c64 {
        Complex::new(self.re, -self.im)
    }

    pub fn exp(self) -> c64 {
        c64::from_polar(self.re.exp(), self.im)
    }

    pub fn sqrt(self) -> c64 {
        c64::from_polar(self.abs().sqrt(), self.arg() / 2.0)
    }

    pub fn scale(&self, k: f64) -> c64 {
        Complex { re: self.re * k, im: self.im * k }
    }
}

#[differentiate]
impl<T: Add<Output = T>> Add for Complex<T> {
    type Output = Self;
    fn add(self, other: Self) -> Self::Output {
        Self::Output::new(self.re + other.re, self.im + other.im)
    }
}

#[differentiate]
impl<T: Sub<Output = T>> Sub for Complex<T> {
    type Output = Self;
    fn sub(self, other: Self) -> Self::Output {
        Self::Output::new(self.re - other.re, self.im - other.im)
    }
}

#[differentiate]
impl<T> Mul for Complex<T>
where
    T: Copy + Add<Output = T> + Sub<Output = T> + Mul<Output = T>,
{
    type Output = Self;
    fn mul(self, other: Self) -> Self::Output {
        let re = self.re * other.re - self.im * other.im;
        let im = self.re * other.im + self.im * other.re;
        Self::Output::new(re, im)
    }
}

#[differentiate]
impl Mul<f64> for c64 {
    type Output = c64;
    fn mul(self, k: f64) -> c64 {
        self.scale(k)
    }
}

#[differentiate]
impl Mul<c64> for f64 {
    type Output = c64;
    fn mul(self, z: c64) -> c64 {
        z.scale(self)
    }
}

#[differentiate]
impl Div for c64 {
    type Output = c64;
    fn div(self, other: c64) -> c64 {
        let d = other.norm_sqr();
        let n = self * other.conj();
        c64::new(n.re / d, n.im / d)
    }
}

#[differentiate]
impl Neg for c64 {
    type Output = c64;
    fn neg(self) -> c64 {
        c64::new(-self.re, -self.im)
    }
}

#[differentiate]
impl AddAssign for c64 {
    fn add_assign(&mut self, other: c64) {
        self.re += other.re;
        self.im += other.im;
    }
}

#[differentiate]
impl MulAssign for c64 {
    fn mul_assign(&mut self, other: c64) {
        *self = *self * other;
    }
}

#[differentiate]
impl Sum for c64 {
    fn sum<I: Iterator<Item = c64>>(iter: I) -> c64 {
        iter.fold(c64 { re: 0.0, im: 0.0 }, |a, b| a + b)
    }
}

#[differentiate]
impl From<f64> for c64 {
    fn from(re: f64) -> c64 {
        c64::new(re, 0.0)
    }
}

/// The recursive transform. After Cooley and Tukey 1965; Rosetta Code's task.
#[differentiate]
pub fn fft(input: &[c64]) -> Vec<c64> {
    let n = input.len();
    if n == 1 {
        return vec![input[0]];
    }
    let even: Vec<c64> = input.iter().step_by(2).cloned().collect();
    let odd: Vec<c64> = input.iter().skip(1).step_by(2).cloned().collect();
    let (even, odd) = (fft(&even), fft(&odd));
    let mut output = vec![c64::default(); n];
    for k in 0..n / 2 {
        let t = c64::from_polar(1.0, -2.0 * PI * k as f64 / n as f64) * odd[k];
        output[k] = even[k] + t;
        output[k + n / 2] = even[k] - t;
    }
    output
}

/// The transform in place, by reversed bits. After Press et al., `four1`; crate `microfft`.
#[differentiate]
pub fn fft_in_place(data: &mut [c64], inverse: bool) {
    let n = data.len();
    let bits = n.trailing_zeros();
    for i in 0..n {
        let j = i.reverse_bits() >> (usize::BITS - bits);
        if j > i {
            data.swap(i, j);
        }
    }
    let sign = if inverse { 1.0 } else { -1.0 };
    let mut len = 2;
    while len <= n {
        let step = c64::from_polar(1.0, sign * 2.0 * PI / len as f64);
        for start in (0..n).step_by(len) {
            let mut w = c64::new(1.0, 0.0);
            for k in 0..len / 2 {
                let u = data[start + k];
                let v = data[start + k + len / 2] * w;
                data[start + k] = u + v;
                data[start + k + len / 2] = u - v;
                w *= step;
            }
        }
        len <<= 1;
    }
    if inverse {
        for z in data.iter_mut() {
            *z = *z * (1.0 / n as f64);
        }
    }
}

/// Power of each frequency. After the crate `spectrum-analyzer`.
#[differentiate]
pub fn power_spectrum(signal: &[f64]) -> Vec<f64> {
    let input: Vec<c64> = signal.iter().map(|&x| c64::from(x)).collect();
    fft(&input).iter().take(signal.len() / 2 + 1).map(|z| z.norm_sqr()).collect()
}

/// A circular convolution by transforms. After Press et al., 13.1.
#[differentiate]
pub fn convolve(a: &[f64], b: &[f64]) -> Vec<f64> {
    let mut fa: Vec<c64> = a.iter().map(|&re| Complex { re, im: 0.0 }).collect();
    let mut fb: Vec<c64> = b.iter().map(|&re| Complex { re, im: 0.0 }).collect();
    fft_in_place(&mut fa, false);
    fft_in_place(&mut fb, false);
    for (x, y) in fa.iter_mut().zip(fb.iter()) {
        *x *= *y;
    }
    fft_in_place(&mut fa, true);
    fa.into_iter().map(|z| z.re).collect()
}

/// One frequency alone. After Goertzel 1958; crate `goertzel-filter`.
#[differentiate]
pub fn goertzel(samples: &[f64], frequency: f64) -> f64 {
    let coefficient = 2.0 * frequency.cos();
    let (s1, s2) = samples.iter().fold((0.0, 0.0), |(s1, s2), x| (x + coefficient * s1 - s2, s1));
    s2.powi(2) + s1.powi(2) - coefficient * s1 * s2
}

/// The transform of any length by its definition.
#[differentiate]
pub fn dft_phase(signal: &[f64], k: f64) -> f64 {
    let n = signal.len() as f64;
    let sum: c64 = signal
        .iter()
        .enumerate()
        .map(|(t, &x)| x * (-(c64::I * (2.0 * PI * k * t as f64 / n))).exp())
        .sum();
    sum.arg()
}

#[differentiate]
fn horner(coefficients: &[f64], z: c64) -> c64 {
    coefficients.iter().rev().fold(c64::default(), |acc, &c| acc * z + c64::from(c))
}

/// All roots at once. After Durand 1960 and Kerner 1966; crate `aberth`.
#[differentiate]
pub fn durand_kerner(coefficients: &[f64]) -> Vec<c64> {
    let degree = coefficients.len() - 1;
    let seed = c64::new(0.4, 0.9);
    let mut roots = Vec::with_capacity(degree);
    let mut power = c64::new(1.0, 0.0);
    for _ in 0..degree {
        roots.push(power);
        power *= seed;
    }
    for _ in 0..30 {
        for i in 0..degree {
            let mut denominator = c64::new(1.0, 0.0);
            for j in 0..degree {
                if j != i {
                    denominator *= roots[i] - roots[j];
                }
            }
            let delta = horner(coefficients, roots[i]) / denominator;
            roots[i] = roots[i] - delta;
        }
    }
    roots
}

/// Lift on a turned aerofoil. After Joukowsky 1910; "Joukowsky transform" of Wikipedia.
#[differentiate]
pub fn joukowsky_speed(mu: c64, alpha: f64, theta: f64) -> f64 {
    let radius = (c64::from(1.0) - mu).abs();
    let z = mu + c64::from_polar(radius, theta);
    let gamma = 4.0 * PI * radius * (alpha + (mu.im / radius).asin()).sin();
    let rotated = (-c64::I * alpha).exp();
    let offset = z - mu;
    let w = rotated - c64::from(radius * radius) * rotated.conj() / (offset * offset)
        + c64::I * (gamma / (2.0 * PI)) / offset;
    let dz = c64::from(1.0) - c64::from(1.0) / (z * z);
    (w / dz).abs()
}

/// How fast an orbit of Mandelbrot's leaves. After Quilez, "Distance to fractals".
#[differentiate]
pub fn distance_to_mandelbrot(c: c64) -> f64 {
    let mut z = c64::default();
    let mut dz = c64::default();
    for _ in 0..64 {
        if z.norm_sqr() > 1e4 {
            break;
        }
        dz = 2.0 * z * dz + c64::new(1.0, 0.0);
        z = z * z + c;
    }
    z.abs() * z.abs().ln() / dz.abs()
}

/// The transform in place, of a copy.
#[differentiate]
fn transformed(data: &[c64], inverse: bool) -> Vec<c64> {
    let mut copy = data.to_vec();
    fft_in_place(&mut copy, inverse);
    copy
}

corpus! {
    fft(&input) at (numbers());
    transformed(&data, const inverse) at (numbers(), false), (numbers(), true);
    power_spectrum(&signal) at (vec![0.3, 1.1, 0.7, -0.4, -0.9, 0.1, 0.8, 1.3]);
    convolve(&a, &b) at (vec![0.3, 1.1, 0.7, -0.4], vec![0.1, 0.4, -0.2, 0.9]);
    goertzel(&samples, frequency) at (vec![0.3, 1.1, 0.7, -0.4], 0.7);
    dft_phase(&signal, k) at (vec![0.3, 1.1, 0.7, -0.4], 1.3);
    durand_kerner(&coefficients) at (vec![-5.0, 3.0, -3.0, 1.0]);
    joukowsky_speed(mu, alpha, theta) at (c64::new(-0.1, 0.1), 0.1, 0.9);
    distance_to_mandelbrot(c) at (c64::new(0.4, 0.4));
}

fn numbers() -> Vec<c64> {
    vec![c64::new(0.3, 0.1), c64::new(-0.7, 0.4), c64::new(1.1, -0.2), c64::new(0.6, 0.9)]
}
