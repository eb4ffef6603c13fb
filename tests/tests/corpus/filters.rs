//! Filters: biquads, Kalman's, Savitzky and Golay's, windows, attitude from gyroscopes.

use std::collections::VecDeque;
use std::f64::consts::PI;
use std::ops::{Add, Mul, Sub};

use ad_runtime::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Coefficients {
    pub a1: f64,
    pub a2: f64,
    pub b0: f64,
    pub b1: f64,
    pub b2: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub enum Kind {
    LowPass,
    HighPass,
    PeakingEq(f64),
}

#[differentiate]
impl Coefficients {
    /// After Bristow-Johnson, "Cookbook formulae for audio equalizer biquad filter coefficients"; crate `biquad`.
    pub fn from_params(kind: Kind, fs: f64, f0: f64, q: f64) -> Result<Coefficients, String> {
        if 2.0 * f0 > fs {
            return Err(format!("{f0} is above half of {fs}"));
        }
        if q < 0.0 {
            return Err("negative quality".to_string());
        }
        let omega = 2.0 * PI * f0 / fs;
        let (omega_s, omega_c) = omega.sin_cos();
        let alpha = omega_s / (2.0 * q);
        match kind {
            Kind::LowPass => {
                let b0 = (1.0 - omega_c) * 0.5;
                let b1 = 1.0 - omega_c;
                let a0 = 1.0 + alpha;
                let div = 1.0 / a0;
                Ok(Coefficients {
                    a1: -2.0 * omega_c * div,
                    a2: (1.0 - alpha) * div,
                    b0: b0 * div,
                    b1: b1 * div,
                    b2: b0 * div,
                })
            }
            Kind::HighPass => {
                let b0 = (1.0 + omega_c) * 0.5;
                let div = 1.0 / (1.0 + alpha);
                Ok(Coefficients {
                    a1: -2.0 * omega_c * div,
                    a2: (1.0 - alpha) * div,
                    b0: b0 * div,
                    b1: -(1.0 + omega_c) * div,
                    b2: b0 * div,
                })
            }
            Kind::PeakingEq(gain_db) => {
                let a = 10.0f64.powf(gain_db / 40.0);
                let div = 1.0 / (1.0 + alpha / a);
                Ok(Coefficients {
                    a1: -2.0 * omega_c * div,
                    a2: (1.0 - alpha / a) * div,
                    b0: (1.0 + alpha * a) * div,
                    b1: -2.0 * omega_c * div,
                    b2: (1.0 - alpha * a) * div,
                })
            }
        }
    }
}

/// A filter of samples, one after the other.
#[differentiate]
pub trait Filter {
    fn run(&mut self, input: f64) -> f64;
}

#[derive(Clone, Copy, Debug, Differentiable)]
pub struct DirectForm2Transposed {
    s1: f64,
    s2: f64,
    coeffs: Coefficients,
}

#[differentiate]
impl DirectForm2Transposed {
    pub fn new(coeffs: Coefficients) -> Self {
        DirectForm2Transposed { s1: 0.0, s2: 0.0, coeffs }
    }
}

#[differentiate]
impl Filter for DirectForm2Transposed {
    fn run(&mut self, input: f64) -> f64 {
        let out = self.s1 + self.coeffs.b0 * input;
        self.s1 = self.s2 + self.coeffs.b1 * input - self.coeffs.a1 * out;
        self.s2 = self.coeffs.b2 * input - self.coeffs.a2 * out;
        out
    }
}

#[derive(Clone, Copy, Debug, Differentiable)]
pub struct OnePole {
    alpha: f64,
    y: f64,
}

#[differentiate]
impl OnePole {
    pub fn new(cutoff: f64, dt: f64) -> OnePole {
        let rc = 1.0 / (2.0 * PI * cutoff);
        OnePole { alpha: dt / (rc + dt), y: 0.0 }
    }
}

#[differentiate]
impl Filter for OnePole {
    fn run(&mut self, input: f64) -> f64 {
        self.y += self.alpha * (input - self.y);
        self.y
    }
}

/// Power behind a cascade of two filters. After the crate `biquad`, `DirectForm2Transposed`.
#[differentiate]
pub fn filtered_power(signal: &[f64], kind: Kind, fs: f64, f0: f64, q: f64) -> f64 {
    let coeffs = Coefficients::from_params(kind, fs, f0, q).unwrap();
    let mut biquad = DirectForm2Transposed::new(coeffs);
    let mut smooth = OnePole::new(f0, 1.0 / fs);
    let mut power = 0.0;
    for &sample in signal {
        let y = smooth.run(biquad.run(sample));
        power += y * y;
    }
    power / signal.len() as f64
}

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Mat2([[f64; 2]; 2]);

#[differentiate]
impl Mat2 {
    const IDENTITY: Mat2 = Mat2([[1.0, 0.0], [0.0, 1.0]]);

    fn transpose(&self) -> Mat2 {
        let m = &self.0;
        Mat2([[m[0][0], m[1][0]], [m[0][1], m[1][1]]])
    }
}

#[differentiate]
impl<'a> Mul<&'a Mat2> for &'a Mat2 {
    type Output = Mat2;
    fn mul(self, other: &Mat2) -> Mat2 {
        let mut out = [[0.0; 2]; 2];
        for i in 0..2 {
            for j in 0..2 {
                for k in 0..2 {
                    out[i][j] += self.0[i][k] * other.0[k][j];
                }
            }
        }
        Mat2(out)
    }
}

#[differentiate]
impl Mul<[f64; 2]> for Mat2 {
    type Output = [f64; 2];
    fn mul(self, v: [f64; 2]) -> [f64; 2] {
        [self.0[0][0] * v[0] + self.0[0][1] * v[1], self.0[1][0] * v[0] + self.0[1][1] * v[1]]
    }
}

#[differentiate]
impl Add for Mat2 {
    type Output = Mat2;
    fn add(mut self, other: Mat2) -> Mat2 {
        for (row, other) in self.0.iter_mut().zip(&other.0) {
            for (a, b) in row.iter_mut().zip(other) {
                *a += b;
            }
        }
        self
    }
}

#[differentiate]
impl Sub for Mat2 {
    type Output = Mat2;
    fn sub(self, other: Mat2) -> Mat2 {
        let row = |i: usize| [self.0[i][0] - other.0[i][0], self.0[i][1] - other.0[i][1]];
        Mat2([row(0), row(1)])
    }
}

#[derive(Clone, Debug, Differentiable)]
pub struct Kalman {
    pub x: [f64; 2],
    pub p: Mat2,
    pub q: Mat2,
    pub r: f64,
}

#[differentiate]
impl Kalman {
    pub fn predict(&mut self, dt: f64) {
        let f = Mat2([[1.0, dt], [0.0, 1.0]]);
        self.x = f * self.x;
        self.p = &(&f * &self.p) * &f.transpose() + self.q;
    }

    /// Takes a position in, and returns how likely it was.
    pub fn update(&mut self, z: f64) -> f64 {
        let y = z - self.x[0];
        let s = self.p.0[0][0] + self.r;
        let k = [self.p.0[0][0] / s, self.p.0[1][0] / s];
        self.x[0] += k[0] * y;
        self.x[1] += k[1] * y;
        let kh = Mat2([[k[0], 0.0], [k[1], 0.0]]);
        self.p = &(Mat2::IDENTITY - kh) * &self.p;
        -0.5 * (y * y / s + (2.0 * PI * s).ln())
    }
}

/// How likely measured positions are. After Welch and Bishop, "An Introduction to the Kalman Filter"; crate `adskalman`.
#[differentiate]
pub fn kalman_likelihood(start: &Kalman, dt: f64, measured: &[f64]) -> f64 {
    let mut filter = start.clone();
    measured
        .iter()
        .map(|&z| {
            filter.predict(dt);
            filter.update(z)
        })
        .sum()
}

/// Least squares over a sliding window. After Savitzky and Golay 1964; crate `savgol-rs`.
#[differentiate]
pub fn savitzky_golay(y: &[f64]) -> Vec<f64> {
    const C: [f64; 5] = [-3.0, 12.0, 17.0, 12.0, -3.0];
    let n = y.len();
    let mut out = y.to_vec();
    for (i, window) in y.windows(C.len()).enumerate() {
        out[i + 2] = C.iter().zip(window).map(|(c, v)| c * v).sum::<f64>() / 35.0;
    }
    out[n - 1] = 0.5 * (out[n - 2] + y[n - 1]);
    out
}

/// A moving average that remembers. After the crate `ta`, `SimpleMovingAverage`.
#[differentiate]
pub fn moving_average_error(y: &[f64], period: usize) -> f64 {
    let mut window: VecDeque<f64> = VecDeque::with_capacity(period);
    let mut sum = 0.0;
    let mut error = 0.0;
    for &v in y {
        if window.len() == period {
            sum -= window.pop_front().unwrap_or(0.0);
        }
        window.push_back(v);
        sum += v;
        error += (v - sum / window.len() as f64).powi(2);
    }
    error
}

/// An exponential average's crossing of two speeds. After the crate `ta`, `MovingAverageConvergenceDivergence`.
#[differentiate]
pub fn macd(prices: &[f64], fast: f64, slow: f64) -> Vec<f64> {
    let ema = |k: f64| -> Vec<f64> {
        prices
            .iter()
            .scan(prices[0], move |state, &p| {
                *state = k * p + (1.0 - k) * *state;
                Some(*state)
            })
            .collect()
    };
    ema(fast).into_iter().zip(ema(slow)).map(|(f, s)| f - s).collect()
}

/// Relative strength. After Wilder 1978; crate `ta`, `RelativeStrengthIndex`.
#[differentiate]
pub fn relative_strength(prices: &[f64]) -> f64 {
    let (gains, losses) = prices
        .windows(2)
        .map(|w| w[1] - w[0])
        .fold((0.0, 0.0), |(g, l), d| if d > 0.0 { (g + d, l) } else { (g, l - d) });
    if losses == 0.0 {
        return 100.0;
    }
    100.0 - 100.0 / (1.0 + gains / losses)
}

#[derive(Clone, Copy, Debug, Default, Differentiable)]
pub struct Pid {
    pub kp: f64,
    pub ki: f64,
    pub kd: f64,
    integral: f64,
    last_error: Option<f64>,
}

#[differentiate]
impl Pid {
    pub fn new(kp: f64, ki: f64, kd: f64) -> Self {
        Self { kp, ki, kd, ..Default::default() }
    }

    pub fn next(&mut self, error: f64, dt: f64) -> f64 {
        self.integral = (self.integral + error * dt).clamp(-10.0, 10.0);
        let derivative = match self.last_error {
            Some(last) => (error - last) / dt,
            None => 0.0,
        };
        self.last_error = Some(error);
        self.kp * error + self.ki * self.integral + self.kd * derivative
    }
}

/// Cost of a controlled mass. After the crate `pid`.
#[differentiate]
pub fn controlled_cost(kp: f64, ki: f64, kd: f64, setpoint: f64) -> f64 {
    let mut pid = Pid::new(kp, ki, kd);
    let (mut x, mut v) = (0.0, 0.0);
    let dt = 0.05;
    let mut cost = 0.0;
    for _ in 0..40 {
        let u = pid.next(setpoint - x, dt);
        v += (u - 0.2 * v) * dt;
        x += v * dt;
        cost += (setpoint - x).powi(2) + 1e-3 * u * u;
    }
    cost * dt
}

/// A Hann-windowed sinc's response. After Smith, "The Scientist and Engineer's Guide to Digital Signal Processing", 16.
#[differentiate]
pub fn windowed_sinc(signal: &[f64], cutoff: f64, taps: usize) -> Vec<f64> {
    let m = taps as f64 - 1.0;
    let kernel: Vec<f64> = (0..taps)
        .map(|i| {
            let n = i as f64 - m / 2.0;
            let sinc =
                if n == 0.0 { 2.0 * cutoff } else { (2.0 * PI * cutoff * n).sin() / (PI * n) };
            sinc * (0.5 - 0.5 * (2.0 * PI * i as f64 / m).cos())
        })
        .collect();
    let total: f64 = kernel.iter().sum();
    (0..signal.len())
        .map(|i| {
            kernel
                .iter()
                .enumerate()
                .filter(|(k, _)| *k <= i)
                .map(|(k, c)| c / total * signal[i - k])
                .sum()
        })
        .collect()
}

/// A median of three, to drop spikes. After the crate `median`.
#[differentiate]
pub fn median_of_three(y: &[f64]) -> Vec<f64> {
    y.windows(3)
        .map(|w| {
            let mut sorted = w.to_vec();
            sorted.sort_by(|a, b| a.partial_cmp(b).unwrap());
            sorted[1]
        })
        .collect()
}

corpus! {
    filtered_power(&signal, kind, fs, f0, q) at (signal(), Kind::LowPass, 100.0, 7.0, 0.7), (signal(), Kind::PeakingEq(3.0), 100.0, 7.0, 0.9);
    kalman_likelihood(&start, dt, &measured) at (kalman(), 0.3, signal());
    savitzky_golay(&y) at (signal());
    moving_average_error(&y, const period) at (signal(), 3);
    macd(&prices, fast, slow) at (signal(), 0.6, 0.2);
    relative_strength(&prices) at (signal());
    controlled_cost(kp, ki, kd, setpoint) at (2.0, 0.4, 0.3, 1.2);
    windowed_sinc(&signal, cutoff, const taps) at (signal(), 0.11, 5);
    median_of_three(&y) at (signal());
}

fn signal() -> Vec<f64> {
    vec![0.3, 1.1, 0.7, -0.4, -0.9, 0.1, 0.8, 1.3]
}

fn kalman() -> Kalman {
    Kalman {
        x: [0.1, 0.3],
        p: Mat2([[1.0, 0.1], [0.1, 0.7]]),
        q: Mat2([[0.02, 0.01], [0.01, 0.05]]),
        r: 0.4,
    }
}
