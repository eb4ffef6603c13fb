//! Items, signatures.

use expect_test::expect;

use super::refused;

#[test]
fn not_a_function() {
    refused(
        "struct S { x: f64 }",
        expect![[r#"
        1:1..1:7 `struct` unsupported: `#[differentiate]` on an item that is not a function; put it on a `fn`
    "#]],
    );
    refused(
        "enum E { A(f64) }",
        expect![[r#"
        1:1..1:5 `enum` unsupported: `#[differentiate]` on an item that is not a function; put it on a `fn`
    "#]],
    );
    refused(
        "impl S { fn f(x: f64) -> f64 { x } }",
        expect![[r#"
        1:1..1:5 `impl` unsupported: `#[differentiate]` on an item that is not a function; put it on a `fn`
    "#]],
    );
    refused(
        "trait T { fn f(x: f64) -> f64; }",
        expect![[r#"
        1:1..1:6 `trait` unsupported: `#[differentiate]` on an item that is not a function; put it on a `fn`
    "#]],
    );
    refused(
        "mod m { fn f(x: f64) -> f64 { x } }",
        expect![[r#"
        1:1..1:4 `mod` unsupported: `#[differentiate]` on an item that is not a function; put it on a `fn`
    "#]],
    );
    refused(
        "const K: f64 = 1.0;",
        expect![[r#"
        1:1..1:20 `const K: f64 = 1.0;` unsupported: `#[differentiate]` on an item that is not a function; put it on a `fn`
    "#]],
    );
    refused(
        "use std::f64;",
        expect![[r#"
        1:1..1:14 `use std::f64;` unsupported: `#[differentiate]` on an item that is not a function; put it on a `fn`
    "#]],
    );
}

#[test]
fn qualifiers() {
    refused(
        "async fn f(x: f64) -> f64 { x }",
        expect![[r#"
        1:1..1:6 `async` unsupported: an `async` function; differentiate a plain function and call it from the `async` one
    "#]],
    );
    refused(
        "unsafe fn f(x: f64) -> f64 { x }",
        expect![[r#"
        1:1..1:7 `unsafe` unsupported: an `unsafe` function; give it a `#[primitive]` with a rule of your own
    "#]],
    );
    refused(
        r#"extern "C" fn f(x: f64) -> f64 { x }"#,
        expect![[r#"
        1:1..1:11 `extern "C"` unsupported: an `extern` function; differentiate a plain function and call it from the `extern` one
    "#]],
    );
    refused(
        r#"unsafe extern "C" fn f(x: f64, ...) -> f64 { x }"#,
        expect![[r#"
        1:1..1:7 `unsafe` unsupported: an `unsafe` function; give it a `#[primitive]` with a rule of your own
        1:8..1:18 `extern "C"` unsupported: an `extern` function; differentiate a plain function and call it from the `extern` one
        1:32..1:35 `...` unsupported: this parameter; write `name: Type`
    "#]],
    );
}

#[test]
fn parameters() {
    refused(
        "fn f(&self, x: f64) -> f64 { x }",
        expect![[r#"
        1:6..1:11 `&self` unsupported: a method with `self`; write a function that takes the value as its first parameter
    "#]],
    );
    refused(
        "fn f(x: f64, model: &Model) -> f64 { x }",
        expect![[r#"
        1:21..1:27 `&Model` unsupported: a parameter whose type is not made of `f64`, `f32`, integers, `bool`, tuples, arrays, slices and `Vec`; write the type out, or mark the parameter `#[constant]`
    "#]],
    );
    refused(
        "fn f(x: &mut [f64]) -> f64 { x[0] }",
        expect![[r#"
        1:9..1:19 `&mut [f64]` unsupported: a differentiable `&mut` parameter; take the value, copy it into a local variable, and return the changed value
    "#]],
    );
    refused(
        "fn f(n: usize, #[constant] x: f64) -> f64 { x }",
        expect![[r#"
        1:1..1:5 `fn f` no parameter to differentiate by: none holds an `f64` or `f32` that is not `#[constant]` or left out of `wrt(..)`; free a parameter, or remove the attribute
    "#]],
    );
    refused(
        "fn f() -> f64 { 1.0 }",
        expect![[r#"
        1:1..1:5 `fn f` no parameter to differentiate by: none holds an `f64` or `f32` that is not `#[constant]` or left out of `wrt(..)`; free a parameter, or remove the attribute
    "#]],
    );
    refused(
        "fn f<T: Real>(x: T) -> T { x }",
        expect![[r#"
        1:18..1:19 `T` unsupported: a parameter whose type is not made of `f64`, `f32`, integers, `bool`, tuples, arrays, slices and `Vec`; write the type out, or mark the parameter `#[constant]`
        1:24..1:25 `T` unsupported: an output whose type is not made of `f64`, `f32`, integers, `bool`, tuples, arrays and `Vec`; write the type out
    "#]],
    );
}

#[test]
fn results() {
    refused(
        "fn f(x: f64) { assert!(x > 0.0); }",
        expect![[r#"
        1:1..1:5 `fn f` no output to differentiate: the result holds no `f64` or `f32`; return a float, or remove the attribute
    "#]],
    );
    refused(
        "fn f(x: f64) -> bool { x > 0.0 }",
        expect![[r#"
        1:17..1:21 `bool` no output to differentiate: the result holds no `f64` or `f32`; return a float, or remove the attribute
    "#]],
    );
    refused(
        "fn f(x: f64) -> Model { Model { x } }",
        expect![[r#"
        1:17..1:22 `Model` unsupported: an output whose type is not made of `f64`, `f32`, integers, `bool`, tuples, arrays and `Vec`; write the type out
        1:25..1:30 `Model` unsupported: a struct made of values that depend on a differentiated parameter; use a tuple or an array
    "#]],
    );
    refused(
        "fn f(x: &[f64]) -> &[f64] { x }",
        expect![[r#"
        1:20..1:26 `&[f64]` unsupported: returning a reference; return an owned value (`f64`, an array, a `Vec`)
    "#]],
    );
}
