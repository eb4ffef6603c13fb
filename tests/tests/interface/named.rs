//! The option `name`: where a module or a type has the function's name.

use super::*;

mod rosenbrock {
    use super::*;

    #[differentiate(name = rosenbrock_ad)]
    pub fn rosenbrock(x: f64, y: f64) -> f64 {
        (1.0 - x).powi(2) + 100.0 * (y - x * x).powi(2)
    }

    /// Calls itself by the name that has derivatives.
    #[differentiate(name = power_ad)]
    pub fn power(x: f64, n: usize) -> f64 {
        if n == 0 { 1.0 } else { x * power_ad(x, n - 1) }
    }

    #[primitive(partials(x = 2.0 * x), name = square_ad)]
    pub fn square(x: f64) -> f64 {
        x * x
    }

    #[differentiate(name = is_large_ad)]
    pub fn is_large(x: f64) -> bool {
        x > 1.0
    }

    #[differentiate(name = scaled_ad)]
    pub fn scaled<T: Real, const N: usize>(
        xs: &mut [T; N],
        (a, b): (T, T),
        #[constant] at: impl Fn(usize) -> usize,
    ) -> T {
        for i in 0..N {
            xs[at(i)] *= a;
        }
        xs[0] + b
    }

    #[differentiate(name = twice_ad)]
    pub fn twice(f: impl Fn(f64) -> f64, x: f64) -> f64 {
        f(f(x))
    }
}
use rosenbrock::{is_large_ad, power, power_ad, rosenbrock, rosenbrock_ad, scaled_ad, square_ad};
use rosenbrock::{twice, twice_ad};

#[differentiate]
fn all(x: f64) -> f64 {
    let a = if is_large_ad(x) { rosenbrock_ad(x, 2.0 * x) } else { x };
    let mut xs = [x, a];
    let b = scaled_ad(&mut xs, (x, a), |i| i);
    a + power_ad(x, 3) + square_ad(x) + b + xs[1] + twice_ad(square_ad, x) + twice_ad(|v| v * x, x)
}

#[test]
fn names_that_are_taken() {
    assert_eq!(rosenbrock(1.0, 2.0), rosenbrock_ad(1.0, 2.0));
    assert_eq!(rosenbrock_ad::grad(1.0, 2.0), (-400.0, 200.0));
    assert_eq!(power_ad::grad(2.0, 4), 32.0);
    assert_eq!((power(2.0, 4), twice(f64::sqrt, 16.0)), (16.0, 2.0));
    power_ad::check(1.5, 4).expect("the modes agree");
    for x in [0.5, 1.5] {
        all::check(x).expect("the modes agree");
    }
}

/// A type of another kind, which has fields alone.
#[test]
fn beside_a_type() {
    #[allow(non_camel_case_types)]
    struct cube {
        side: f64,
    }
    #[differentiate(name = cube_ad)]
    fn cube(x: f64) -> f64 {
        x * x * x
    }
    #[differentiate]
    fn outer(x: f64) -> f64 {
        cube_ad(x) * x
    }
    let of = cube { side: 2.0 };
    assert_eq!((cube(of.side), outer::grad(of.side)), (8.0, 32.0));
}
