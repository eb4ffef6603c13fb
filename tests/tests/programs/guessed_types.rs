//! Types of one's own in places where numbers are to be expected: a name, an operator or an integer doesn't say that they are numbers.

use ad_runtime::prelude::*;

#[derive(Clone, Copy, Debug, Differentiable)]
struct Decibel {
    db: f64,
}

#[differentiate]
impl Decibel {
    /// The factor of an amplitude.
    fn exp(self) -> f64 {
        (self.db * std::f64::consts::LN_10 / 20.0).exp()
    }

    fn max(self, other: f64) -> f64 {
        self.db * other
    }

    fn powi(&self, n: i32) -> f64 {
        self.db * n as f64
    }

    fn abs(self) -> Decibel {
        Decibel { db: self.db * self.db }
    }
}

#[derive(Clone, Debug, Differentiable)]
struct Amp {
    gain: Decibel,
    x: f64,
}

#[differentiate]
fn methods_behind_fields(amps: &[Amp]) -> f64 {
    let mut sum = 0.0;
    for amp in amps {
        sum += amp.gain.exp() * amp.x + amp.gain.max(amp.x) + amp.gain.powi(3);
    }
    sum
}

#[differentiate]
fn gain(x: f64) -> Decibel {
    Decibel { db: x * x }
}

#[differentiate]
fn methods_of_results(x: f64) -> f64 {
    let quiet = gain(x).abs();
    quiet.exp() * x + gain(x).max(2.0)
}

#[differentiate]
fn fields_that_are_floats(amp: &mut Amp, angles: &[(f64, Option<f64>)]) -> f64 {
    amp.x = amp.x.sin();
    let mut sum = amp.x.tanh();
    for (a, b) in angles {
        sum += a.cos() + b.map_or(0.5, |b| b.exp().ln_1p());
    }
    sum
}

#[test]
fn methods_with_names_of_std() {
    let amps = [Amp { gain: Decibel { db: 6.0 }, x: 2.0 }];
    methods_behind_fields::check(&amps).unwrap();
    let factor = (6.0 * std::f64::consts::LN_10 / 20.0).exp();
    let bar = &methods_behind_fields::grad(&amps)[0];
    assert!((bar.x - (factor + 6.0)).abs() < 1e-12);
    assert!((bar.gain.db - (2.0 * factor * std::f64::consts::LN_10 / 20.0 + 5.0)).abs() < 1e-12);
    methods_of_results::check(0.7).unwrap();
    let mut amp = amps[0].clone();
    fields_that_are_floats::check(&mut amp, &[(0.3, Some(0.4)), (0.5, None)]).unwrap();
}

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
struct Secs(f64);

impl PartialEq<i32> for Secs {
    fn eq(&self, other: &i32) -> bool {
        self.0 == f64::from(*other)
    }
}

impl PartialOrd<i32> for Secs {
    fn partial_cmp(&self, other: &i32) -> Option<std::cmp::Ordering> {
        self.0.partial_cmp(&f64::from(*other))
    }
}

#[differentiate]
fn compared_with_integers(s: Secs, x: f64) -> f64 {
    if s > 0 && s != 7 { s.0 * x } else { x }
}

#[derive(Clone, Debug, Differentiable)]
struct Counted {
    n: usize,
    x: f64,
    sizes: Vec<i64>,
}

#[differentiate]
fn integers_behind_fields(c: &Counted, x: f64) -> f64 {
    let k = c.n * 2 + 1;
    let m = c.n.max(3) % 2;
    let mut i = c.n;
    i += 1;
    let mut sum = x * k as f64 + m as f64 * x * i as f64 + c.n as f64 * c.x;
    for j in 0..c.n {
        sum += (c.sizes[j] - 1) as f64 * x * c.sizes[j].abs() as f64;
    }
    sum
}

#[test]
fn integers() {
    compared_with_integers::check(Secs(2.0), 3.0).unwrap();
    assert_eq!(compared_with_integers::grad(Secs(2.0), 3.0).0.0, 3.0);
    let counted = Counted { n: 2, x: 0.3, sizes: vec![4, -5] };
    integers_behind_fields::check(&counted, 3.0).unwrap();
}
