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
        (-self.stiffness * x, 0.5 * self.stiffness * x * x)
    }

    /// With the force of the type's own method.
    pub fn braked(#[constant] &self, x: f64, v: f64) -> [f64; 2] {
        [v, self.force(x) - 0.1 * v]
    }

    #[differentiate]
    pub fn force(#[constant] &self, x: f64) -> f64 {
        -self.stiffness * x
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

/// Weighed by constants, with one of the arguments lent.
#[differentiate]
fn weighed(x: f64, y: &f64, w: &[f64]) -> f64 {
    let mut product = x * *y;
    for v in w {
        product *= v;
    }
    product
}

#[primitive(partials(x = (1.0 + out) * (1.0 - out)))]
fn squashed(x: f64) -> f64 {
    x.tanh()
}

#[differentiate(jacobian = "markowitz")]
fn calls(x: f64, y: f64, #[constant] w: &[f64]) -> (f64, f64) {
    let a = weighed(x, &y, w);
    let b = squashed(a).sin();
    (weighed(a, &b, &[2.0]), b)
}

#[test]
fn calls_are_vertices() {
    let (x, y, w) = (0.7, 1.1, [0.5, 1.5]);
    let (value, jacobian) = calls::value_and_jacobian_markowitz(x, y, &w);
    assert_eq!(value, calls(x, y, &w));
    let a = 0.75 * x * y;
    let (s, c) = a.tanh().sin_cos();
    let slope = c * (1.0 - a.tanh().powi(2));
    let by_a = [2.0 * (s + a * slope), slope];
    for i in 0..2 {
        for (j, a_by) in [0.75 * y, 0.75 * x].into_iter().enumerate() {
            super::assert_near(by_a[i] * a_by, jacobian[i][j], &format!("{i}, {j}"));
        }
    }
}

/// What a call does is done once.
#[test]
fn calls_are_made_once() {
    use std::cell::Cell;
    thread_local!(static CALLED: Cell<usize> = const { Cell::new(0) });
    #[differentiate]
    fn counted(x: f64) -> f64 {
        CALLED.with(|called| called.set(called.get() + 1));
        x * x
    }
    #[differentiate(jacobian = "markowitz")]
    fn twice(x: f64, y: f64) -> [f64; 2] {
        let a = counted(x);
        [a * y, counted(a)]
    }
    let jacobian = twice::jacobian_markowitz(3.0, 2.0);
    assert_eq!((jacobian, twice::jacobian(3.0, 2.0)), (jacobian, jacobian));
    assert_eq!(twice::value_and_jacobian(3.0, 2.0), (twice(3.0, 2.0), jacobian));
    assert_eq!((jacobian, CALLED.with(Cell::get)), ([[12.0, 9.0], [108.0, 0.0]], 8));
}

#[test]
fn methods() {
    let spring = Spring { stiffness: 3.0 };
    assert_eq!(spring.pulled_jacobian_markowitz(2.0), [[-3.0], [6.0]]);
    assert_eq!(spring.braked_jacobian_markowitz(2.0, 1.0), [[0.0, 1.0], [-3.0, -0.1]]);
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
