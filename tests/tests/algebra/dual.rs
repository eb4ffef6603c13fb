//! References by `num-dual`, whose trait has methods by the names of std's.

use num_dual::{Dual64, DualNum};

/// `1 / (1 + exp(−x))` without overflow.
fn stable(x: Dual64) -> Dual64 {
    match x.re > 0.0 {
        true => ((-x).exp() + 1.0).recip(),
        false => x.exp() / (x.exp() + 1.0),
    }
}

fn slope(f: impl Fn(Dual64) -> Dual64, x: f64) -> f64 {
    f(Dual64::from_re(x).derivative()).eps
}

pub fn sigmoid(x: f64) -> f64 {
    stable(Dual64::from_re(x)).re
}

pub fn slope_of_sigmoid(x: f64) -> f64 {
    slope(stable, x)
}

pub fn slope_of_tanh(x: f64) -> f64 {
    slope(|x| x.tanh(), x)
}
