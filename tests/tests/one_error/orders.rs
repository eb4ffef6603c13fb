//! Derivatives of higher order of what has none, and derivatives inside that aren't differentiated.

use super::compile::Case;

/// A name, what is said, and the program.
const MISTAKES: &[(&str, &str, &str)] = &[
    (
        "product_of_first_order",
        "no function or associated item named `hvp` found",
        "#[differentiate] fn f(x: f64) -> f64 { x * x }
         fn main() { f::hvp(1.0, 1.0); }",
    ),
    (
        "product_of_a_method_of_first_order",
        "no method named `f_hvp` found",
        "#[derive(Clone, Differentiable)] struct P { k: f64 }
         #[differentiate] impl P { fn f(&self, x: f64) -> f64 { self.k * x } }
         fn main() { P { k: 1.0 }.f_hvp(1.0, &PTangent { k: 1.0 }, 1.0); }",
    ),
    (
        "callee_of_first_order",
        "`low` has no derivatives of order 2",
        "#[differentiate] fn low(x: f64) -> f64 { x * x }
         #[differentiate(order = 2)] fn f(x: f64) -> f64 { low(x) * x }
         fn main() { f::hvp(1.0, 1.0); }",
    ),
    (
        "callee_of_second_order",
        "`low` has no derivatives of order 3",
        "#[differentiate(order = 2)] fn low(x: f64) -> f64 { x * x }
         #[differentiate(order = 3)] fn f(x: f64) -> f64 { low(x) * x }",
    ),
    (
        "method_of_first_order",
        "this method has no derivatives of order 2",
        "#[derive(Clone, Differentiable)] struct P { k: f64 }
         #[differentiate] impl P { fn f(&self, x: f64) -> f64 { self.k * x } }
         #[differentiate(order = 2)] fn f(p: &P, x: f64) -> f64 { p.f(x) * x }",
    ),
    (
        "operator_of_first_order",
        "the operator of `V` with `V` has no second derivative",
        "#[derive(Clone, Copy, Differentiable)] struct V { k: f64 }
         #[differentiate] impl std::ops::Add for V { type Output = V; fn add(self, o: V) -> V { V { k: self.k + o.k } } }
         #[differentiate(order = 2)] fn f(p: V, x: f64) -> f64 { (p + V { k: x }).k * x }",
    ),
    (
        "gradient_of_first_order_inside",
        "`low` has no derivatives of order 2",
        "#[differentiate] fn low(x: f64) -> f64 { x * x }
         #[differentiate] fn f(x: f64) -> f64 { low::grad(x) * x }",
    ),
    (
        "gradient_inside_of_second_order",
        "`low` has no derivatives of order 3",
        "#[differentiate(order = 2)] fn low(x: f64) -> f64 { x * x }
         #[differentiate(order = 2)] fn f(x: f64) -> f64 { low::grad(x) * x }",
    ),
    (
        "product_inside_of_second_order",
        "`low` has no derivatives of order 3",
        "#[differentiate(order = 2)] fn low(x: f64) -> f64 { x * x }
         #[differentiate] fn f(x: f64) -> f64 { low::hvp(x, 1.0) * x }",
    ),
    (
        "hessian_inside",
        "unsupported: the derivative of `hessian`",
        "#[differentiate(order = 3)] fn low(x: f64, y: f64) -> f64 { x * x * y }
         #[differentiate] fn f(x: f64) -> f64 { low::hessian(x, 1.0)[0][0] * x }",
    ),
    (
        "diagonal_inside",
        "unsupported: the derivative of `hessian_diagonal`",
        "#[differentiate(order = 3)] fn low(x: &[f64]) -> f64 { x[0] * x[0] * x[1] }
         #[differentiate] fn f(x: &[f64]) -> f64 { let d = low::hessian_diagonal(x); d[0] * x[0] }",
    ),
    (
        "sparse_hessian_inside",
        "unsupported: the derivative of `sparse_hessian`",
        "#[differentiate(order = 3)] fn low(x: &[f64]) -> f64 { x[0] * x[0] * x[1] }
         #[differentiate] fn f(x: &[f64]) -> f64 { let h = low::sparse_hessian(x); h.get(0, 0) * x[0] }",
    ),
    (
        "hessian_into_inside",
        "unsupported: the derivative of `hessian_into`",
        "#[differentiate(order = 3)] fn low(x: &[f64]) -> f64 { x[0] * x[0] * x[1] }
         #[differentiate] fn f(x: &[f64]) -> f64 { let mut h = vec![0.0; 4]; low::hessian_into(x, &mut h); h[0] * x[0] }",
    ),
    (
        "order_zero",
        "`order` is an integer from 1 to 8",
        "#[differentiate(order = 0)] fn f(x: f64) -> f64 { x * x }",
    ),
    (
        "order_in_words",
        "`order` is an integer from 1 to 8",
        "#[differentiate(order = \"two\")] fn f(x: f64) -> f64 { x * x }",
    ),
    (
        "order_of_objects",
        "unsupported: derivatives above the first of objects",
        "#[differentiate(dyn, order = 2)] trait E { fn e(&self, x: f64) -> f64; }",
    ),
    (
        "objects_with_implementations_in_second_order",
        "unsupported: derivatives above the first of objects",
        "#[differentiate(dyn, order = 2)] trait E { fn e(&self, x: f64) -> f64; }
         #[derive(Clone, Differentiable)] struct S { k: f64 }
         #[differentiate(dyn)] impl E for S { fn e(&self, x: f64) -> f64 { self.k * x * x } }
         #[differentiate] fn f(all: &[Box<dyn E>], x: f64) -> f64 { all[0].e(x) }",
    ),
    (
        "a_tangent_inside_of_what_has_forward_mode_alone",
        "this function has no reverse mode",
        "#[differentiate(forward, order = 2)] fn f(x: f64) -> f64 { x * x }
         #[differentiate] fn g(x: f64) -> f64 { f::jvp(x, 1.0).1 }",
    ),
    (
        "held_objects_in_second_order",
        "unsupported with `order = 2` and above: an object",
        "#[differentiate(dyn)] trait E { fn e(&self, x: f64) -> f64; }
         #[differentiate(order = 2)]
         fn f(all: &[Box<dyn E>], x: f64) -> f64 { let mut s = 0.0; for e in all { s += e.e(x); } s }",
    ),
    (
        "object_in_second_order",
        "unsupported with `order = 2` and above: a method of an object",
        "#[differentiate(dyn)] trait E { fn e(&self, x: f64) -> f64; }
         #[differentiate(order = 2)] fn f(e: &dyn E, x: f64) -> f64 { e.e(x) * x }",
    ),
    (
        "function_as_a_parameter_in_second_order",
        "unsupported with `order = 2` and above: a function as a parameter",
        "#[differentiate(order = 2)] fn f(g: impl Fn(f64) -> f64, x: f64) -> f64 { g(x) * g(2.0 * x) }",
    ),
    (
        "uses_of_a_function_with_a_mistake",
        "unsupported: ",
        "#[differentiate(order = 3)] fn f(x: f64, y: &[f64]) -> f64 { let z: f32 = x as f32; unsafe { y[0] * x } }
         #[differentiate(order = 2)] fn g(x: f64) -> f64 { f(x, &[x]) }
         #[differentiate] fn h(x: f64) -> f64 { f::grad(x, &[x]).0 + f::jvp(x, &[x], x, &[x]).1 }
         fn main() { f::hvp(1.0, &[1.0], 1.0, &[1.0]); f::hessian(1.0, &[1.0]); g::hvp(1.0, 1.0); h(1.0); }",
    ),
];

/// Each with what is said.
pub fn cases() -> impl Iterator<Item = (Case, &'static str)> {
    MISTAKES.iter().map(|(name, message, code)| (Case::new(*name, *code), *message))
}
