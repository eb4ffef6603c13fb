//! A trait and an `impl` of it, in forward mode.

use expect_test::expect;

use super::super::support::expanded;

#[test]
fn a_trait() {
    expect![[r#""#]].assert_eq(&expanded(
        "forward",
        "trait Energy { fn energy(&self, x: f64) -> f64; fn name(&self) -> &str; }",
    ));
}

#[test]
fn an_implementation() {
    expect![[r#""#]].assert_eq(&expanded(
        "forward",
        "impl<M: Energy + Differentiable> Energy for &M {
            fn energy(&self, x: f64) -> f64 { (**self).energy(x) }
            fn name(&self) -> &str { (**self).name() }
        }",
    ));
}

/// What is beside the trait is for its objects.
#[test]
fn objects() {
    expect![[r#""#]]
        .assert_eq(&expanded("dyn, forward", "trait Energy { fn energy(&self, x: f64) -> f64; }"));
}
