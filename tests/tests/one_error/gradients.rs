//! Gradients of results that aren't one float, and of those that are one by another name.

use super::compile::Case;

const OTHER: &[(&str, &str)] = &[
    (
        "pair",
        "#[differentiate] fn f(x: f64) -> (f64, f64) { (x, x * x) }
         fn main() { f::grad(1.0); }",
    ),
    (
        "list",
        "#[differentiate] fn f(x: f64) -> Vec<f64> { vec![x, x * x] }
         fn main() { f::value_and_grad(1.0); }",
    ),
    (
        "struct",
        "#[derive(Clone, Differentiable)] struct P { k: f64 }
         #[differentiate] fn f(x: f64) -> P { P { k: x * x } }
         fn main() { f::grad(1.0); }",
    ),
    (
        "struct_of_a_method",
        "#[derive(Clone, Differentiable)] struct P { k: f64 }
         #[differentiate] impl P { fn f(&self, x: f64) -> P { P { k: x * self.k } } }
         fn main() { P { k: 1.0 }.f_grad(1.0); }",
    ),
];

const RIGHT: &[(&str, &str)] = &[
    (
        "alias",
        "type Real = f64;
         #[differentiate] fn f(x: Real) -> Real { x * x }
         fn main() { let _: f64 = f::grad(1.0); }",
    ),
    (
        "alias_of_a_method",
        "type Real = f64;
         #[derive(Clone, Differentiable)] struct P { k: Real }
         #[differentiate] impl P { fn f(&self, x: Real) -> Real { self.k * x } }
         fn main() { let (_, _): (PTangent, f64) = P { k: 1.0 }.f_grad(1.0); P { k: 1.0 }.f_check(1.0).unwrap(); }",
    ),
    (
        "a_gradient_of_the_users",
        "#[derive(Clone, Differentiable)] struct P { k: f64 }
         #[differentiate] impl P {
             fn f(&self, x: f64) -> P { P { k: x * self.k } }
             fn f_grad(&self) -> usize { 1 }
         }
         fn main() { let _: usize = P { k: 1.0 }.f_grad(); }",
    ),
    (
        "copies",
        "#[derive(Clone, Differentiable)] struct P { w: f64 }
         #[derive(Clone, Differentiable)] struct Q { w: Vec<f64> }
         #[derive(Clone, Differentiable)] struct S<T> { p: P, x: T }
         #[derive(Clone, Differentiable)] struct T<U> { p: Q, x: U }
         fn copied<C: Copy>() {}
         fn main() { copied::<STangent<f64>>(); }",
    ),
];

/// Programs that ask for a gradient that there isn't.
pub fn cases() -> Vec<Case> {
    OTHER.iter().map(|(name, code)| Case::new(*name, *code)).collect()
}

/// Programs without mistakes.
pub fn right() -> Vec<Case> {
    let cases = RIGHT.iter().map(|(name, code)| Case::new(*name, *code));
    cases.map(|case| Case { causes: 0, ..case }).collect()
}
