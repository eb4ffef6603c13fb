//! Items, signatures.

use expect_test::expect;

use super::super::support::check_errors;
use super::refused;

#[test]
fn not_a_function() {
    refused(
        "struct S { x: f64 }",
        expect![[r#"
            1:1..1:7 `struct` unsupported: `#[differentiate]` on an item that is not a function; put it on a `fn` or an `impl`
        "#]],
    );
    refused(
        "enum E { A(f64) }",
        expect![[r#"
            1:1..1:5 `enum` unsupported: `#[differentiate]` on an item that is not a function; put it on a `fn` or an `impl`
        "#]],
    );
    refused(
        "impl f64 { fn f(x: f64) -> f64 { x } }",
        expect![[r#"
            1:6..1:9 `f64` unsupported: an `impl` for a type that can't have methods of this crate; put `#[differentiate]` on a free function
        "#]],
    );
    refused(
        "trait T { fn f(x: f64) -> f64; }",
        expect![[r#"
            1:1..1:6 `trait` unsupported: `#[differentiate]` on an item that is not a function; put it on a `fn` or an `impl`
        "#]],
    );
    refused(
        "mod m { fn f(x: f64) -> f64 { x } }",
        expect![[r#"
            1:1..1:4 `mod` unsupported: `#[differentiate]` on an item that is not a function; put it on a `fn` or an `impl`
        "#]],
    );
    refused(
        "const K: f64 = 1.0;",
        expect![[r#"
            1:1..1:20 `const K: f64 = 1.0;` unsupported: `#[differentiate]` on an item that is not a function; put it on a `fn` or an `impl`
        "#]],
    );
    refused(
        "use std::f64;",
        expect![[r#"
            1:1..1:14 `use std::f64;` unsupported: `#[differentiate]` on an item that is not a function; put it on a `fn` or an `impl`
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
            1:6..1:11 `&self` unsupported: the attribute on a method alone; put `#[differentiate]` on the `impl` block, and `#[differentiate(skip)]` on the methods that it shall leave out
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
        "fn f(x: &[f64]) -> &[f64] { x }",
        expect![[r#"
        1:20..1:26 `&[f64]` unsupported: returning a reference; return an owned value (`f64`, an array, a `Vec`)
    "#]],
    );
}

/// Blocks, and what stands in them.
#[test]
fn blocks() {
    refused(
        "impl<T> Loss for &T { fn f(x: f64) -> f64 { x } }",
        expect![[r#"
        1:18..1:20 `&T` unsupported: an `impl` for a type that can't have methods of this crate; put `#[differentiate]` on a free function
    "#]],
    );
    refused(
        "impl<T> Loss for T { fn f(x: f64) -> f64 { x } }",
        expect![[r#"
        1:18..1:19 `T` unsupported: an `impl` for a type that can't have methods of this crate; put `#[differentiate]` on a free function
    "#]],
    );
    refused(
        "impl Model {
            fn len(&self) -> usize { 1 }
            fn name(&self) -> &str { \"\" }
            #[differentiate] fn count(#[constant] &self) -> usize { 1 }
            #[differentiate(wrt(y))] fn f(x: f64) -> f64 { x }
            #[differentiate(skip)] fn g(x: f64) -> f64 { x.gamma() }
            #[differentiate(skip, fast)] fn h(x: f64) -> f64 { x }
            async fn i(x: f64) -> f64 { x }
            fn j(x: f64) -> f64 { x.gamma() }
        }",
        expect![[r#"
            4:30..4:38 `fn count` no parameter to differentiate by: none holds an `f64` or `f32` that is not `#[constant]` or left out of `wrt(..)`; free a parameter, or remove the attribute
            4:61..4:66 `usize` no output to differentiate: the result holds no `f64` or `f32`; return a float, or remove the attribute
            5:33..5:34 `y` `y` is not a parameter of this function; its parameters are `x`
            7:35..7:39 `fast` unknown option of `#[differentiate]`; the options are `wrt(x, w)`, `forward`, `reverse`, `order = 1`, `crate = path`, and `skip` on methods
            8:13..8:18 `async` unsupported: an `async` function; differentiate a plain function and call it from the `async` one
            9:37..9:42 `gamma` unsupported: the method `gamma` on a value that depends on a differentiated parameter; write it as a function with `#[differentiate]` or `#[primitive]`, or take the value out of the derivative with `stop_gradient`
        "#]],
    );
    check_errors(
        "wrt(x, z)",
        "impl Model { fn f(x: f64, y: f64) -> f64 { x * y } }",
        expect![[r#"
            1:8..1:9 `z` `z` is not a differentiable parameter of any function in this block; leave it out of `wrt(..)`
        "#]],
    );
}
