//! References by `num-dual`'s hyper-dual numbers: the same programs, written once more over those. Their trait has methods by the names of std's, so these stand alone.

use num_dual::{DualNum, HyperDual64, third_derivative};

use super::compared::Second;

type Number = HyperDual64;

/// The value, the gradient and the Hessian, entry by entry.
pub fn second(f: impl Fn(&[Number]) -> Number, x: &[f64]) -> Second {
    let n = x.len();
    let at = |i: usize, j: usize| {
        let mut x: Vec<_> = x.iter().map(|x| Number::from_re(*x)).collect();
        x[i] = x[i].derivative1();
        x[j] = x[j].derivative2();
        f(&x)
    };
    let hessian = (0..n).map(|i| (0..n).map(|j| at(i, j).eps1eps2).collect()).collect();
    let gradient = (0..n).map(|i| at(i, i).eps1).collect();
    Second { value: at(0, 0).re, gradient, hessian }
}

pub fn branches(x: &[Number]) -> Number {
    let mut sum = Number::from_re(0.0);
    for i in 0..x.len() {
        let y = x[i] * x[(i + 1) % x.len()];
        sum = if y.re > 0.0 { sum + y.ln() * x[i] } else { sum * y.tanh() - y.exp() };
    }
    sum
}

pub fn mutation(x: &[Number]) -> Number {
    let mut state = x.to_vec();
    for step in 0..3 {
        for i in 1..state.len() {
            let left = state[i - 1];
            state[i] *= left.sin();
            let right = state[i];
            state[i - 1] += right * f64::from(step);
        }
        state.swap(0, 1);
    }
    state[0] * state[1] + state[2].atan()
}

pub fn newton(x: &[Number]) -> Number {
    let mut root = Number::from_re(1.0);
    loop {
        let next = (root + x[0] / root) * 0.5;
        let is_close = (next - root).re.abs() < 1e-14;
        root = next;
        if is_close {
            return root * x[1];
        }
    }
}

pub fn early(x: &[Number]) -> Number {
    let mut product = Number::from_re(1.0);
    for i in 0..x.len() {
        if x[i].re < 0.0 {
            return product * x[i].cosh();
        }
        product *= x[i].sqrt() + 0.5;
    }
    product.recip()
}

pub fn springs(x: &[Number]) -> Number {
    let (k, rest) = (x[4], x[5]);
    let length = ((x[0] - x[2]).powi(2) + (x[1] - x[3]).powi(2)).sqrt();
    k * (length - rest).powi(2) * 0.5
}

pub fn powers(x: &[Number]) -> Number {
    (x[1] * x[0].ln()).exp() + x[0].asinh() / x[1].exp_m1()
}

pub fn wells(x: &[Number]) -> Number {
    let well = (x[0] * x[0] - x[1]).powi(2);
    let bowl = x[0] * x[0] * x[1].exp();
    well * 3.0 + bowl * well
}

/// The third derivative of `x sin(x²) / (1 + eˣ)`.
pub fn third(x: f64) -> f64 {
    third_derivative(|x| x * (x * x).sin() / (x.exp() + 1.0), x).3
}
