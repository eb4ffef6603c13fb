//! Many numbers to one. These have the long form of a rule: it isn't scalar.

use crate::{Real, primitive};

/// Inner product of two vectors.
///
/// ```text
/// y     = Σ aᵢ bᵢ
/// y_dot = Σ aᵢ_dot bᵢ + aᵢ bᵢ_dot
/// a_bar = b · y_bar,   b_bar = a · y_bar
/// ```
/// Saves nothing: `a` and `b` are borrowed. Bilinear.
///
/// # Panics
/// If the lengths differ.
#[primitive(bprop = dot_bprop, jvp = dot_jvp)]
#[inline]
pub fn dot<T: Real>(a: &[T], b: &[T]) -> T {
    assert!(a.len() == b.len(), "dot of vectors of the lengths {} and {}", a.len(), b.len());
    a.iter().zip(b).map(|(&a, &b)| a * b).sum()
}

/// (a_bar, b_bar) = (b · y_bar, a · y_bar)
fn dot_bprop<T: Real>(a: &[T], b: &[T], _y: T, y_bar: T) -> (Vec<T>, Vec<T>) {
    let times_y_bar = |v: &[T]| v.iter().map(|&v| v * y_bar).collect();
    (times_y_bar(b), times_y_bar(a))
}

/// y_dot = a_dot · b + a · b_dot
fn dot_jvp<T: Real>(a: &[T], b: &[T], _y: T, a_dot: &[T], b_dot: &[T]) -> T {
    dot(a_dot, b) + dot(a, b_dot)
}

/// Logarithm of the sum of exponentials.
///
/// ```text
/// y     = ln Σ e^(xᵢ)                 // as m + ln Σ e^(xᵢ − m), m = max xᵢ: no overflow
/// y_dot = Σ pᵢ · xᵢ_dot               pᵢ = e^(xᵢ − y), the softmax
/// x_bar = p · y_bar
/// ```
/// Saves `y`. Corners: -inf if there is no number or all are -inf, with derivative 0; at an entry +inf it is +inf,
/// with derivative 1 by that entry.
#[primitive(bprop = log_sum_exp_bprop, jvp = log_sum_exp_jvp)]
#[inline]
pub fn log_sum_exp<T: Real>(x: &[T]) -> T {
    let largest = x.iter().fold(-T::INFINITY, |m, &x| if x > m || x.is_nan() { x } else { m });
    if largest.is_infinite() {
        return largest;
    }
    largest + x.iter().map(|&x| (x - largest).exp()).sum::<T>().ln()
}

/// x_bar = p · y_bar
fn log_sum_exp_bprop<T: Real>(x: &[T], y: T, y_bar: T) -> Vec<T> {
    x.iter().map(|&x| softmax(x, y) * y_bar).collect()
}

/// y_dot = Σ pᵢ · xᵢ_dot
fn log_sum_exp_jvp<T: Real>(x: &[T], y: T, x_dot: &[T]) -> T {
    x.iter().zip(x_dot).map(|(&x, &x_dot)| softmax(x, y) * x_dot).sum()
}

/// `e^(x − y)`, the derivative of the result `y` by the entry `x`.
#[inline]
fn softmax<T: Real>(x: T, y: T) -> T {
    match y.is_infinite() {
        true if x == y && x > T::zero() => T::one(),
        true => T::zero(),
        false => (x - y).exp(),
    }
}

#[cfg(test)]
mod tests {
    use super::{dot, log_sum_exp};

    #[test]
    fn log_sum_exp_at_its_corners() {
        let inf = f64::INFINITY;
        assert_eq!(log_sum_exp::value_and_grad::<f64>(&[]), (-inf, vec![]));
        assert_eq!(log_sum_exp::value_and_grad(&[-inf, -inf]), (-inf, vec![0.0, 0.0]));
        assert_eq!(log_sum_exp::value_and_grad(&[inf, 0.0]), (inf, vec![1.0, 0.0]));
        assert_eq!(log_sum_exp::value_and_grad(&[-inf, 0.0]), (0.0, vec![0.0, 1.0]));
        assert!(log_sum_exp(&[0.0, f64::NAN, 1.0]).is_nan());
        assert_eq!(log_sum_exp(&[1000.0, 1000.0]), 1000.0 + std::f64::consts::LN_2);
    }

    #[test]
    #[should_panic(expected = "dot of vectors of the lengths 1 and 2")]
    fn dot_of_different_lengths() {
        dot(&[1.0], &[1.0, 2.0]);
    }
}
