//! More of what types of one's own cost: a Fourier transform over complex numbers, a chain of quaternions, a net of springs between points in a list, each beside the
//! same over plain floats: `cargo bench -p ad-tests --bench own_numbers`. With the name of a program and a number, it runs that so often, to be counted.

#![allow(clippy::needless_range_loop, reason = "loops as they are published")]

use std::hint::black_box;
use std::ops::{Add, Mul, Neg, Sub};
use std::time::Duration;

use ad_runtime::prelude::*;
use ad_tests::interleaved::{Entrant, race};

#[derive(Clone, Copy, Debug, Differentiable)]
struct C {
    re: f64,
    im: f64,
}
#[differentiate]
impl Add for C {
    type Output = C;
    #[inline]
    fn add(self, r: C) -> C {
        C { re: self.re + r.re, im: self.im + r.im }
    }
}
#[differentiate]
impl Sub for C {
    type Output = C;
    #[inline]
    fn sub(self, r: C) -> C {
        C { re: self.re - r.re, im: self.im - r.im }
    }
}
#[differentiate]
impl Mul for C {
    type Output = C;
    #[inline]
    fn mul(self, r: C) -> C {
        C { re: self.re * r.re - self.im * r.im, im: self.re * r.im + self.im * r.re }
    }
}

/// The power in the upper half of the spectrum.
#[differentiate]
fn spectrum(x: &[C]) -> f64 {
    let n = x.len();
    let mut a = x.to_vec();
    let mut half = n / 2;
    while half > 0 {
        for start in 0..n / (2 * half) {
            for k in 0..half {
                let angle = -std::f64::consts::PI * k as f64 / half as f64;
                let w = C { re: angle.cos(), im: angle.sin() };
                let i = start * 2 * half + k;
                let (p, q) = (a[i], a[i + half]);
                a[i] = p + q;
                a[i + half] = (p - q) * w;
            }
        }
        half /= 2;
    }
    let mut power = 0.0;
    for i in 0..n {
        if i % 2 == 1 {
            power += a[i].re * a[i].re + a[i].im * a[i].im;
        }
    }
    power
}

#[differentiate]
fn spectrum_plain(x: &[f64]) -> f64 {
    let n = x.len() / 2;
    let mut a = x.to_vec();
    let mut half = n / 2;
    while half > 0 {
        for start in 0..n / (2 * half) {
            for k in 0..half {
                let angle = -std::f64::consts::PI * k as f64 / half as f64;
                let (c, s) = (angle.cos(), angle.sin());
                let i = start * 2 * half + k;
                let (pr, pi) = (a[2 * i], a[2 * i + 1]);
                let (qr, qi) = (a[2 * (i + half)], a[2 * (i + half) + 1]);
                a[2 * i] = pr + qr;
                a[2 * i + 1] = pi + qi;
                let (dr, di) = (pr - qr, pi - qi);
                a[2 * (i + half)] = dr * c - di * s;
                a[2 * (i + half) + 1] = dr * s + di * c;
            }
        }
        half /= 2;
    }
    let mut power = 0.0;
    for i in 0..n {
        if i % 2 == 1 {
            power += a[2 * i] * a[2 * i] + a[2 * i + 1] * a[2 * i + 1];
        }
    }
    power
}

#[derive(Clone, Copy, Debug, Differentiable)]
struct Q {
    w: f64,
    x: f64,
    y: f64,
    z: f64,
}
#[differentiate]
impl Mul for Q {
    type Output = Q;
    #[inline]
    fn mul(self, r: Q) -> Q {
        Q {
            w: self.w * r.w - self.x * r.x - self.y * r.y - self.z * r.z,
            x: self.w * r.x + self.x * r.w + self.y * r.z - self.z * r.y,
            y: self.w * r.y - self.x * r.z + self.y * r.w + self.z * r.x,
            z: self.w * r.z + self.x * r.y - self.y * r.x + self.z * r.w,
        }
    }
}
#[differentiate]
impl Neg for Q {
    type Output = Q;
    #[inline]
    fn neg(self) -> Q {
        Q { w: self.w, x: -self.x, y: -self.y, z: -self.z }
    }
}

/// Where the end of an arm is, whose joints are turned by angles.
#[differentiate]
fn reach(angles: &[f64], length: f64) -> f64 {
    let mut turn = Q { w: 1.0, x: 0.0, y: 0.0, z: 0.0 };
    let mut sum = 0.0;
    for i in 0..angles.len() {
        let (s, c) = (0.5 * angles[i]).sin_cos();
        let joint = if i % 2 == 0 {
            Q { w: c, x: s, y: 0.0, z: 0.0 }
        } else {
            Q { w: c, x: 0.0, y: 0.6 * s, z: 0.8 * s }
        };
        turn = turn * joint;
        let arm = turn * Q { w: 0.0, x: 0.0, y: 0.0, z: length } * -turn;
        sum += arm.x * 0.3 + arm.y * arm.z;
    }
    sum
}

#[differentiate]
fn reach_plain(angles: &[f64], length: f64) -> f64 {
    let (mut w, mut x, mut y, mut z) = (1.0, 0.0, 0.0, 0.0);
    let mut sum = 0.0;
    for i in 0..angles.len() {
        let (s, c) = (0.5 * angles[i]).sin_cos();
        let (jw, jx, jy, jz) =
            if i % 2 == 0 { (c, s, 0.0, 0.0) } else { (c, 0.0, 0.6 * s, 0.8 * s) };
        let tw = w * jw - x * jx - y * jy - z * jz;
        let tx = w * jx + x * jw + y * jz - z * jy;
        let ty = w * jy - x * jz + y * jw + z * jx;
        let tz = w * jz + x * jy - y * jx + z * jw;
        w = tw;
        x = tx;
        y = ty;
        z = tz;
        let (aw, ax, ay, az) = (-tz * length, ty * length, -tx * length, tw * length);
        let ex = -aw * tx + ax * tw - ay * tz + az * ty;
        let ey = -aw * ty + ax * tz + ay * tw - az * tx;
        let ez = -aw * tz - ax * ty + ay * tx + az * tw;
        sum += ex * 0.3 + ey * ez;
    }
    sum
}

/// A net of springs between neighbours, after some steps.
#[differentiate]
fn net(at: &[C], stiffness: f64, #[constant] steps: usize) -> f64 {
    let n = at.len();
    let mut p = at.to_vec();
    let mut v = vec![C { re: 0.0, im: 0.0 }; n];
    let h = 0.01;
    for _ in 0..steps {
        for i in 1..n {
            let d = p[i] - p[i - 1];
            let length = (d.re * d.re + d.im * d.im).sqrt();
            let k = stiffness * (1.0 - 1.0 / length) * h;
            let f = d * C { re: k, im: 0.0 };
            v[i] = v[i] - f;
            v[i - 1] = v[i - 1] + f;
        }
        for i in 0..n {
            p[i] = p[i] + v[i] * C { re: h, im: 0.0 };
        }
    }
    let last = p[n - 1] - p[0];
    last.re * last.re + last.im * last.im
}

#[differentiate]
fn net_plain(at: &[f64], stiffness: f64, #[constant] steps: usize) -> f64 {
    let n = at.len() / 2;
    let mut p = at.to_vec();
    let mut v = vec![0.0; 2 * n];
    let h = 0.01;
    for _ in 0..steps {
        for i in 1..n {
            let (dx, dy) = (p[2 * i] - p[2 * i - 2], p[2 * i + 1] - p[2 * i - 1]);
            let length = (dx * dx + dy * dy).sqrt();
            let k = stiffness * (1.0 - 1.0 / length) * h;
            let (fx, fy) = (dx * k, dy * k);
            v[2 * i] -= fx;
            v[2 * i + 1] -= fy;
            v[2 * i - 2] += fx;
            v[2 * i - 1] += fy;
        }
        for i in 0..n {
            p[2 * i] += v[2 * i] * h;
            p[2 * i + 1] += v[2 * i + 1] * h;
        }
    }
    let (x, y) = (p[2 * n - 2] - p[0], p[2 * n - 1] - p[1]);
    x * x + y * y
}

fn close(a: f64, b: f64) {
    assert!((a - b).abs() < 1e-9 * (1.0 + a.abs()), "{a}, {b}");
}

type Program<'a> = (&'static str, Box<dyn Fn() + 'a>);

/// A program that is timed.
fn program<'a, R>(name: &'static str, run: impl Fn() -> R + 'a) -> Program<'a> {
    let call = move || {
        black_box(run());
    };
    (name, Box::new(call))
}

fn points(n: usize) -> Vec<C> {
    (0..n).map(|i| i as f64).map(|i| C { re: 1.2 * i, im: (0.7 * i).sin() }).collect()
}

fn floats(points: &[C]) -> Vec<f64> {
    points.iter().flat_map(|p| [p.re, p.im]).collect()
}

fn main() {
    let (signal, at) = (points(1024), points(64));
    let (signal_floats, at_floats) = (floats(&signal), floats(&at));
    let angles: Vec<f64> = (0..1000).map(|i| (0.37 * f64::from(i)).sin()).collect();
    let (signal, signal_floats) = (&signal[..], &signal_floats[..]);
    let (at, at_floats, angles) = (&at[..], &at_floats[..], &angles[..]);
    close(spectrum::grad(signal)[7].im, spectrum_plain::grad(signal_floats)[15]);
    close(reach::grad(angles, 0.1).0[5], reach_plain::grad(angles, 0.1).0[5]);
    close(net::grad(at, 3.0, 20).0[5].re, net_plain::grad(at_floats, 3.0, 20).0[10]);
    let programs = vec![
        [
            program("fft", || spectrum(black_box(signal))),
            program("fft_plain", || spectrum_plain(black_box(signal_floats))),
            program("fft_grad", || spectrum::grad(black_box(signal))),
            program("fft_plain_grad", || spectrum_plain::grad(black_box(signal_floats))),
        ],
        [
            program("chain", || reach(black_box(angles), 0.1)),
            program("chain_plain", || reach_plain(black_box(angles), 0.1)),
            program("chain_grad", || reach::grad(black_box(angles), 0.1)),
            program("chain_plain_grad", || reach_plain::grad(black_box(angles), 0.1)),
        ],
        [
            program("net", || net(black_box(at), 3.0, 100)),
            program("net_plain", || net_plain(black_box(at_floats), 3.0, 100)),
            program("net_grad", || net::grad(black_box(at), 3.0, 100)),
            program("net_plain_grad", || net_plain::grad(black_box(at_floats), 3.0, 100)),
        ],
    ];
    let arguments: Vec<_> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    if let [name, count] = &arguments[..] {
        let count: usize = count.parse().expect("a number");
        let found = programs.iter().flatten().find(|(known, _)| known == name);
        let (_, run) = found.expect("the name of a program");
        return (0..count).for_each(|_| run());
    }
    for group in programs {
        let title = group[0].0;
        let entrants = group.into_iter().map(|(name, run)| Entrant::new(name, run)).collect();
        println!("{}", race(title, Duration::from_secs(4), entrants));
    }
}
