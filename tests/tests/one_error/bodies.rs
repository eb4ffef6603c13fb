//! Mistakes in the code itself, of which rustc would tell again for each derivative.

use super::compile::Case;

/// What some of them are about.
const POINT: &str = "#[derive(Clone, Differentiable)] struct P { x: f64, y: f64, v: Vec<f64> }\n";

/// A name, what is said, and the program.
const BODIES: &[(&str, &str, &str)] = &[
    (
        "argument",
        "mismatched types",
        "#[differentiate] fn g(x: f64, n: usize) -> f64 { x * n as f64 }
         #[differentiate] fn f(x: f64) -> f64 { g(x, 2.0) * x }",
    ),
    (
        "list_for_a_slice",
        "mismatched types",
        "#[differentiate] fn g(x: &[f64]) -> f64 { x[0] * x[1] }
         #[differentiate] fn f(x: Vec<f64>) -> f64 { g(x) * 2.0 }",
    ),
    (
        "slice_for_a_float",
        "mismatched types",
        "#[differentiate] fn g(x: f64) -> f64 { x * x }
         #[differentiate] fn f(x: &[f64]) -> f64 { g(x) * 2.0 }",
    ),
    (
        "option_for_a_float",
        "mismatched types",
        "#[differentiate] fn f(x: Option<f64>) -> f64 { let y: f64 = x; y * 2.0 }",
    ),
    (
        "tuple_of_three",
        "mismatched types",
        "#[differentiate] fn f(x: (f64, f64)) -> f64 { let (a, b, c) = x; a * b * c }",
    ),
    (
        "text_of_an_arm",
        "`match` arms have incompatible types",
        "#[differentiate] fn f(x: f64, n: usize) -> f64 { match n { 0 => x, 1 => \"one\", _ => x * x } }",
    ),
    (
        "slice_for_a_result",
        "mismatched types",
        "#[differentiate] fn f(x: &[f64]) -> f64 { let mut s = 0.0; for v in x { s += v * v; } x }",
    ),
    (
        "result_without_some",
        "mismatched types",
        "#[differentiate] fn f(x: Option<f64>) -> Option<f64> { let y = x?; y * 2.0 }",
    ),
    (
        "float_for_a_condition",
        "mismatched types",
        "#[differentiate] fn f(x: f64) -> f64 { let mut y = x; while y { y *= 2.0; } y }",
    ),
    (
        "index_of_another_type",
        "the type `[f64]` cannot be indexed by `i32`",
        "#[differentiate] fn f(x: &[f64], k: i32) -> f64 { x[k] * x[0] }",
    ),
    (
        "sum_of_integers",
        "a value of type `usize` cannot be made by summing an iterator over elements of type `f64`",
        "#[differentiate] fn f(x: &[f64]) -> f64 { let n: usize = x.iter().map(|v| v * v).sum(); n as f64 }",
    ),
    (
        "float_times_struct",
        "cannot multiply `f64` by `&P`",
        "#[differentiate] fn f(p: &P, x: f64) -> f64 { x * p }",
    ),
    (
        "unknown_field",
        "no field `z` on type `&P`",
        "#[differentiate] fn f(p: &P) -> f64 { p.x * p.z }",
    ),
    (
        "unknown_method_of_a_float",
        "no method named `sine` found for type `f64` in the current scope",
        "#[differentiate] fn f(x: f64) -> f64 { x.sine() * x }",
    ),
    (
        "unknown_method_of_a_slice",
        "no method named `summ` found for reference `&[f64]` in the current scope",
        "#[differentiate] fn f(x: &[f64]) -> f64 { x.summ() * 2.0 }",
    ),
    (
        "unknown_method_of_a_struct",
        "no method named `norm` found for reference `&P` in the current scope",
        "#[differentiate] fn f(p: &P) -> f64 { p.norm() * 2.0 }",
    ),
    (
        "too_few_arguments",
        "this function takes 2 arguments but 1 argument was supplied",
        "#[differentiate] fn g(x: f64, y: f64) -> f64 { x * y }
         #[differentiate] fn f(x: f64) -> f64 { g(x) * x }",
    ),
    (
        "too_many_arguments",
        "this function takes 1 argument but 2 arguments were supplied",
        "#[differentiate] fn g(x: f64) -> f64 { x * x }
         #[differentiate] fn f(x: f64) -> f64 { g(x, 2.0) * x }",
    ),
    (
        "method_without_its_argument",
        "this method takes 1 argument but 0 arguments were supplied",
        "#[differentiate] fn f(x: f64) -> f64 { x.powi() * x }",
    ),
    (
        "assigned_twice",
        "cannot assign twice to immutable variable `y`",
        "#[differentiate] fn f(x: f64) -> f64 { let y = x; y = x * x; y }",
    ),
    (
        "sum_that_is_not_mutable",
        "cannot assign twice to immutable variable `s`",
        "#[differentiate] fn f(x: &[f64]) -> f64 { let s = 0.0; for v in x { s += v * v; } s }",
    ),
    (
        "parameter_that_is_not_mutable",
        "cannot assign to immutable argument `x`",
        "#[differentiate] fn f(x: f64) -> f64 { x *= 2.0; x * x }",
    ),
    (
        "list_that_is_not_mutable",
        "cannot borrow `v` as mutable, as it is not declared as mutable",
        "#[differentiate] fn f(x: f64) -> f64 { let v = Vec::new(); v.push(x); v[0] * x }",
    ),
    (
        "list_of_a_parameter",
        "cannot borrow `x` as mutable, as it is not declared as mutable",
        "#[differentiate] fn f(x: Vec<f64>) -> f64 { x[0] *= 2.0; x[1] * x[0] }",
    ),
    (
        "changed_while_borrowed",
        "cannot borrow `v` as mutable because it is also borrowed as immutable",
        "#[differentiate] fn f(x: f64) -> f64 { let mut v = vec![x, x]; let a = &v[0]; v.push(x * x); *a * 2.0 }",
    ),
    (
        "reference_to_a_local",
        "cannot return reference to local variable `v`",
        "#[differentiate] fn f(x: f64) -> &'static [f64] { let v = vec![x * x]; &v }",
    ),
    (
        "list_of_nothing",
        "type annotations needed for `Vec<_>`",
        "#[differentiate] fn f(x: f64) -> f64 { let v = Vec::new(); x * x }",
    ),
    (
        "structs_added",
        "cannot add `P` to `P`",
        "#[differentiate] fn f(p: P, q: P) -> f64 { let s = p + q; s.x * s.y }",
    ),
    (
        "slices_added",
        "cannot add `&[f64]` to `&[f64]`",
        "#[differentiate] fn f(x: &[f64], y: &[f64]) -> f64 { let s = x + y; s[0] }",
    ),
    (
        "structs_compared",
        "binary operation `<` cannot be applied to type `P`",
        "#[differentiate] fn f(p: P, q: P) -> f64 { if p < q { p.x } else { q.x } }",
    ),
    (
        "float_dereferenced",
        "type `f64` cannot be dereferenced",
        "#[differentiate] fn f(x: f64) -> f64 { *x * 2.0 }",
    ),
    (
        "struct_cast",
        "non-primitive cast: `P` as `f64`",
        "#[differentiate] fn f(p: P, x: f64) -> f64 { p as f64 * x }",
    ),
    (
        "struct_negated",
        "cannot apply unary operator `-` to type `P`",
        "#[differentiate] fn f(p: P) -> f64 { let q = -p; q.x }",
    ),
    (
        "method_integer_variable",
        "cannot multiply `f64` by `usize`",
        "#[differentiate] impl P { fn f(&self, k: f64) -> f64 { let n: usize = 2; self.x * n * k } }",
    ),
    (
        "method_times_integer",
        "cannot multiply `f64` by `usize`",
        "#[differentiate] impl P { fn f(&self, n: usize) -> f64 { self.x * n } }",
    ),
    (
        "method_unknown_field",
        "no field `z` on type `&P`",
        "#[differentiate] impl P { fn f(&self) -> f64 { self.x * self.z } }",
    ),
    (
        "method_unknown_method",
        "no method named `size` found for reference `&P` in the current scope",
        "#[differentiate] impl P { fn f(&self) -> f64 { self.x * self.size() } }",
    ),
    (
        "method_too_few_arguments",
        "this method takes 1 argument but 0 arguments were supplied",
        "#[differentiate] impl P { fn g(&self, x: f64) -> f64 { self.x * x } fn f(&self) -> f64 { self.x * self.g() } }",
    ),
    (
        "method_other_result",
        "mismatched types",
        "#[differentiate] impl P { fn f(&self, k: f64) -> P { self.x * k } }",
    ),
    (
        "list_into_a_field",
        "cannot multiply `f64` by `Vec<f64>`",
        "#[differentiate] fn f(p: &mut P, dt: f64) { p.x += dt * p.v; }",
    ),
    (
        "array_of_two",
        "mismatched types",
        "#[differentiate] fn f(x: [f64; 3]) -> [f64; 3] { [x[0] * 2.0, x[1] * x[2]] }",
    ),
    (
        "row_times_float",
        "cannot multiply `Vec<f64>` by `f64`",
        "#[differentiate] fn f(a: &[Vec<f64>], x: &[f64]) -> f64 { let mut s = 0.0; for i in 0..a.len() { for j in 0..x.len() { s += a[i] * x[j]; } } s }",
    ),
    (
        "other_return",
        "mismatched types",
        "#[differentiate] fn f(x: &[f64]) -> f64 { let Some(a) = x.first() else { return None; }; a * a }",
    ),
];

/// The programs, each with what is said of it.
pub fn cases() -> impl Iterator<Item = (Case, &'static str)> {
    BODIES.iter().map(|&(name, message, code)| {
        (Case::new(format!("body_{name}"), format!("{POINT}{code}")), message)
    })
}
