//! Parameters and results of all the types that there are Jacobians by elimination of, and where the functions stand.

use ad_runtime::ndarray::array;
use ad_runtime::prelude::*;

#[differentiate(jacobian = "markowitz")]
fn number(x: f64, y: &f64, n: i32) -> f64 {
    x.powi(n) * y
}

#[differentiate(jacobian = "markowitz")]
fn single(x: f32, y: f32) -> (f32, f32) {
    let s = (x * y).sin();
    (s * s, s.fract() / y - x)
}

#[differentiate(jacobian = "markowitz", wrt(x, k))]
fn mixed(x: &[f64], y: f64, k: f64) -> (f64, f64) {
    let mut last = x[1] * y;
    last *= k;
    (last + x[3], k)
}

#[differentiate(jacobian = "markowitz")]
fn by_value([a, b]: [f64; 2], mut x: [f64; 2]) -> f64 {
    x[0] *= a;
    x[0] * x[1] + b
}

#[differentiate(jacobian = "markowitz", forward)]
fn forward_only<const N: usize>(x: &[f64; N], #[constant] scale: f64) -> [f64; 2] {
    [x[0] * scale, 1.0]
}

/// Nothing of the result depends on anything.
#[allow(deprecated)]
#[differentiate(jacobian = "markowitz")]
fn nothing(x: f64, y: f64) -> [f64; 2] {
    let _ = x * y;
    [1.0, 2.0]
}

/// Names that the emitted code might use.
#[differentiate(jacobian = "markowitz")]
fn names(value: f64, entries: &[f64; 2], jacobian: f64, block: f64) -> f64 {
    let c = value * entries[0];
    let c_1 = c * jacobian;
    c_1 * block + entries[1]
}

pub struct Spring {
    pub stiffness: f64,
}

#[differentiate(jacobian = "markowitz")]
impl Spring {
    /// The force and the energy.
    pub fn pulled(#[constant] &self, x: f64) -> (f64, f64) {
        let k: f64 = self.stiffness;
        (-k * x, 0.5 * k * x * x)
    }

    #[differentiate(skip)]
    #[allow(dead_code)]
    pub fn skipped(&self, x: f64) -> f64 {
        if x > 0.0 { x } else { self.stiffness }
    }
}

#[test]
fn numbers() {
    assert_eq!(number::jacobian_markowitz(2.0, &3.0, 3), [36.0, 8.0]);
    let [[a, b], [c, d]] = single::jacobian_markowitz(0.5, 2.0);
    let (sin, cos) = 1.0_f32.sin_cos();
    let expected = [4.0 * sin * cos, sin * cos, cos - 1.0, 0.25 * cos - sin / 4.0];
    for (expected, found) in expected.into_iter().zip([a, b, c, d]) {
        assert!((expected - found).abs() < 1e-6, "{expected}, found {found}");
    }
    assert_eq!(nothing::jacobian_markowitz(1.0, 2.0), [[0.0; 2]; 2]);
    assert_eq!(nothing::JACOBIAN_MULTIPLICATIONS, 0);
}

#[test]
fn lists() {
    let (by_x, by_k) = mixed::jacobian_markowitz(&[1.0, 2.0, 3.0, 4.0, 5.0], 3.0, 0.5);
    assert_eq!(by_x, array![[0.0, 1.5, 0.0, 1.0, 0.0], [0.0; 5]]);
    assert_eq!(by_k, array![[6.0], [1.0]]);
    let (value, (first, second)) = by_value::value_and_jacobian_markowitz([2.0, 3.0], [5.0, 7.0]);
    assert_eq!(value, 73.0);
    assert_eq!((first, second), (array![[35.0, 1.0]], array![[14.0, 10.0]]));
    let jacobian = forward_only::jacobian_markowitz(&[1.0, 2.0, 3.0], 4.0);
    assert_eq!(jacobian, array![[4.0, 0.0, 0.0], [0.0, 0.0, 0.0]]);
    let (value, entries, jacobian, block) = names::jacobian_markowitz(2.0, &[3.0, 4.0], 5.0, 7.0);
    assert_eq!((value, entries), (array![[105.0]], array![[70.0, 1.0]]));
    assert_eq!((jacobian, block), (array![[42.0]], array![[30.0]]));
}

#[test]
fn methods() {
    let spring = Spring { stiffness: 3.0 };
    assert_eq!(spring.pulled_jacobian_markowitz(2.0), [[-3.0], [6.0]]);
}

/// An index that is out of bounds is the function's own.
#[test]
#[should_panic(expected = "index out of bounds")]
fn short_lists() {
    mixed::jacobian_markowitz(&[1.0, 2.0], 3.0, 0.5);
}

/// Where a root's argument is zero nothing comes of its slope, as in both modes.
#[test]
fn infinite_slopes() {
    #[differentiate(jacobian = "markowitz")]
    fn norm(x: f64, y: f64) -> f64 {
        (x * x + y * y).sqrt()
    }
    #[differentiate(jacobian = "markowitz")]
    fn sigmoid(x: f64) -> [f64; 1] {
        [1.0 / (1.0 + (-x).exp())]
    }
    assert_eq!(norm::jacobian_markowitz(0.0, 0.0), [0.0, 0.0]);
    assert_eq!(norm::grad(0.0, 0.0), (0.0, 0.0));
    assert_eq!(sigmoid::jacobian_markowitz(-800.0), [[0.0]]);
    assert_eq!(sigmoid::jvp(-800.0, 1.0).1, [0.0]);
}
