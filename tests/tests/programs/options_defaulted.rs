//! A default that is lent: `v.last().unwrap_or(&x)`; ranges of what an enum holds, and the values of a map in a field.

use ad_runtime::prelude::*;
use std::collections::BTreeMap;

#[differentiate]
fn last(v: &[f64], x: f64) -> f64 {
    let last = v.last().unwrap_or(&x);
    last * x + *v.get(1).unwrap_or(&x) * 2.0 + v.first().unwrap_or(&0.5)
}

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
struct Pair {
    x: f64,
    y: f64,
}

#[differentiate]
fn of_fields(v: &[f64], p: &Pair) -> f64 {
    v.last().unwrap_or(&p.x) * p.x + *v.get(7).unwrap_or(&p.y) * p.y
}

#[test]
fn defaults_that_are_lent() {
    let near = |a: f64, b: f64| (a - b).abs() < 1e-6 * (1.0 + b.abs());
    for v in [vec![], vec![0.5], vec![0.5, 0.7]] {
        last::check(&v, 0.3).unwrap();
        let by_x = (last(&v, 0.3 + 1e-6) - last(&v, 0.3 - 1e-6)) / 2e-6;
        assert!(near(last::grad(&v, 0.3).1, by_x));
        assert!(near(last::jvp(&v, 0.3, &vec![0.0; v.len()], 1.0).1, by_x));
        let p = Pair { x: 0.3, y: 0.8 };
        of_fields::check(&v, &p).unwrap();
        let at = |by: f64| of_fields(&v, &Pair { x: 0.3 + by, ..p });
        let by_x = (at(1e-6) - at(-1e-6)) / 2e-6;
        assert!(near(of_fields::grad(&v, &p).1.x, by_x));
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
enum Prior {
    Uniform(f64, f64),
    Normal(f64, f64),
}

#[differentiate]
impl Prior {
    fn log(&self, x: f64) -> f64 {
        match *self {
            Prior::Uniform(lo, hi) => {
                if (lo..hi).contains(&x) {
                    -(hi - lo).ln()
                } else {
                    -1e3
                }
            }
            Prior::Normal(m, s) => -0.5 * ((x - m) / s).powi(2) - s.ln(),
        }
    }

    fn scaled(&self, x: f64) -> f64 {
        match *self {
            Prior::Uniform(lo, hi) if (lo..=hi).contains(&x) => x * (hi - lo),
            Prior::Uniform(lo, _) => lo * x,
            Prior::Normal(m, s) => x * s + m,
        }
    }
}

#[differentiate]
fn total(priors: &[Prior], x: &[f64]) -> f64 {
    let mut total = 0.0;
    for (p, x) in priors.iter().zip(x) {
        total += p.log(*x) * p.scaled(*x);
    }
    let first = priors[0];
    total + first.log(x[0] * x[0])
}

#[test]
fn ranges_of_payloads() {
    let priors = [Prior::Uniform(-1.0, 2.0), Prior::Normal(0.3, 1.2), Prior::Uniform(2.0, 3.0)];
    let x = [0.5, 0.7, 1.1];
    total::check(&priors, &x).unwrap();
    let (_, x_bar) = total::grad(&priors, &x);
    for i in 0..3 {
        let at = |by: f64| {
            let mut moved = x;
            moved[i] += by;
            total(&priors, &moved)
        };
        let slope = (at(1e-6) - at(-1e-6)) / 2e-6;
        assert!((slope - x_bar[i]).abs() < 1e-6 * (1.0 + slope.abs()), "{slope} {}", x_bar[i]);
    }
}

#[derive(Clone, Debug, PartialEq, Differentiable)]
struct Account {
    totals: BTreeMap<u32, f64>,
    rate: f64,
}

#[differentiate]
impl Account {
    fn grown(&mut self, k: f64) -> f64 {
        for v in self.totals.values_mut() {
            *v *= k;
        }
        self.totals.values_mut().for_each(|v| *v += self.rate);
        self.totals.get(&1).copied().unwrap_or(0.0) * self.rate
    }
}

#[test]
fn values_of_a_map_in_a_field() {
    let account = || Account { totals: BTreeMap::from([(1, 0.5), (2, 0.7)]), rate: 0.3 };
    account().grown_check(0.7).unwrap();
    // (0.5 k + rate) rate
    let at = |k: f64| account().grown(k);
    assert!(((at(0.7 + 1e-6) - at(0.7 - 1e-6)) / 2e-6 - 0.5 * 0.3).abs() < 1e-8);
}
