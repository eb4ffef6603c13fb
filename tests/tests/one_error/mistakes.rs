//! Mistakes of all kinds: for each, what is said, once.

use super::compile::Case;

/// A name, what is said, and the program.
const MISTAKES: &[(&str, &str, &str)] = &[
    (
        "not",
        "an `impl` of a trait of std that has no derivatives",
        "#[derive(Differentiable)] struct P { a: f64 }
         #[differentiate] impl std::ops::Not for P { type Output = P; fn not(self) -> P { P { a: -self.a } } }",
    ),
    (
        "shift",
        "an `impl` of a trait of std that has no derivatives",
        "use std::ops::ShlAssign;
         #[derive(Differentiable)] struct P { a: f64 }
         #[differentiate] impl ShlAssign<f64> for P { fn shl_assign(&mut self, by: f64) { self.a *= by; } }",
    ),
    (
        "own_iterator_marked",
        "an `impl` of a trait of std that has no derivatives",
        "#[derive(Differentiable)] struct P { a: Vec<f64> }
         #[differentiate] impl Iterator for P { type Item = f64; fn next(&mut self) -> Option<f64> { self.a.pop() } }",
    ),
    (
        "own_drop",
        "a function of one's own by the name of one that the derivatives know",
        "fn drop(x: f64) { println!(\"{x}\") }
         #[differentiate] fn f(x: f64) -> f64 { drop(x * x); x * x }",
    ),
    (
        "own_drop_inside",
        "a function of one's own by the name of one that the derivatives know",
        "#[differentiate] fn f(x: f64) -> f64 { fn drop(x: f64) {} drop(x * x); x * x }",
    ),
    (
        "map_of_an_alias",
        "this function has no derivatives",
        "type Maybe = Option<f64>;
         #[differentiate] fn f(p: Maybe) -> f64 { p.map(|v| v * v).unwrap_or(0.0) }",
    ),
    (
        "dereferenced_branch",
        "this dereference of a differentiated value",
        "#[differentiate] fn f(x: &f64, y: &f64) -> f64 { *(if *x > *y { x } else { y }) * 2.0 }",
    ),
];

/// Each with what is said.
pub fn cases() -> impl Iterator<Item = (Case, &'static str)> {
    MISTAKES
        .iter()
        .map(|(name, message, code)| (Case::new(format!("mistake_{name}"), *code), *message))
}
