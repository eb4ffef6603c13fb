//! What there is no Jacobian by elimination of.

use expect_test::{Expect, expect};

use crate::pipeline;
use crate::tests::support::compile_errors::messages;
use crate::tests::support::{check_errors, tokens};

fn check_refused(source: &str, expect: Expect) {
    check_errors("jacobian = \"markowitz\"", source, expect);
}

#[test]
fn loops_and_branches() {
    check_refused(
        "fn f(x: f64, y: f64, n: usize) -> f64 { let mut s = x; for _ in 0..n { s *= x; } s }",
        expect![[r#"
            1:56..1:59 `for` unsupported: `jacobian = "markowitz"` of a function with a loop over what is differentiated
                help: write the steps out, or leave the option out
                note: see "A Jacobian by elimination, of a loop" in `ad_runtime::errors`
        "#]],
    );
    check_refused(
        "fn f(x: f64, y: f64) -> f64 { let mut s = x; while s < 10.0 { s *= x; } s }",
        expect![[r#"
            1:46..1:51 `while` unsupported: `jacobian = "markowitz"` of a function with a loop over what is differentiated
                help: write the steps out, or leave the option out
                note: see "A Jacobian by elimination, of a loop" in `ad_runtime::errors`
        "#]],
    );
    check_refused(
        "fn f(x: f64, y: f64) -> f64 { let a = if x > 0.0 { x } else { -x }; a * match a > 1.0 { true => x, false => a } }",
        expect![[r#"
            1:39..1:41 `if` unsupported: `jacobian = "markowitz"` of a function with a branch on the way of what is differentiated
                help: write it without a branch, by `max`, `min` or `abs`, or leave the option out
                note: see "A Jacobian by elimination, of a branch" in `ad_runtime::errors`
        "#]],
    );
    check_refused(
        "fn f(x: f64, y: f64) -> f64 { if x < 0.0 { return 0.0; } x.ln() }",
        expect![[r#"
            1:31..1:33 `if` unsupported: `jacobian = "markowitz"` of a function with a branch on the way of what is differentiated
                help: write it without a branch, by `max`, `min` or `abs`, or leave the option out
                note: see "A Jacobian by elimination, of a branch" in `ad_runtime::errors`
        "#]],
    );
    check_refused(
        "fn f(x: &[f64; 3]) -> f64 { x.iter().sum() }",
        expect![[r#"
        1:38..1:41 `sum` unsupported: `jacobian = "markowitz"` of a function with a loop over what is differentiated
            help: write the steps out, or leave the option out
            note: see "A Jacobian by elimination, of a loop" in `ad_runtime::errors`
    "#]],
    );
}

#[test]
fn what_is_not_seen() {
    check_refused(
        "fn f(x: &[f64], i: usize) -> f64 { x[i] * x[0] }",
        expect![[r#"
        1:36..1:40 `x[i]` unsupported: `jacobian = "markowitz"` through an index that isn't a number
            help: write the number, `x[2]`, or leave the option out
            note: see "A Jacobian by elimination, through an index" in `ad_runtime::errors`
    "#]],
    );
    check_refused(
        "fn f(x: [f64; 3]) -> f64 { let y = &x[1..]; y[0] }",
        expect![[r#"
        1:32..1:33 `y` unsupported: `jacobian = "markowitz"` through an index that isn't a number
            help: write the number, `x[2]`, or leave the option out
            note: see "A Jacobian by elimination, through an index" in `ad_runtime::errors`
    "#]],
    );
    check_refused(
        "fn f(x: f64, y: f64) -> f64 { g(&[x]) * x }",
        expect![[r#"
            1:31..1:32 `g` unsupported: `jacobian = "markowitz"` through this call
                help: pass it numbers, by value or by `&`, and let it result in one; write it out; or leave the option out
                note: see "A Jacobian by elimination, through a call" in `ad_runtime::errors`
        "#]],
    );
    check_refused(
        "fn f(x: f64, y: f64) -> f64 { let a = Some(x); a.unwrap_or(1.0) }",
        expect![[r#"
            1:35..1:36 `a` unsupported: `jacobian = "markowitz"` through this value
                help: compute with numbers, tuples and arrays of one type of floats, or leave the option out
                note: see "A Jacobian by elimination, through a value that isn't numbers" in `ad_runtime::errors`
        "#]],
    );
    check_refused(
        "fn f(x: f64, y: f64) -> f64 { let mut a = 0.0; let b = &mut a; *b = x; a }",
        expect![[r#"
            1:52..1:53 `b` unsupported: `jacobian = "markowitz"` through this value
                help: compute with numbers, tuples and arrays of one type of floats, or leave the option out
                note: see "A Jacobian by elimination, through a value that isn't numbers" in `ad_runtime::errors`
        "#]],
    );
    check_refused(
        "fn f(x: f64, y: f64) -> f64 { let mut a = vec![]; a.push(x); a[0] }",
        expect![[r#"
            1:53..1:57 `push` unsupported: `jacobian = "markowitz"` through this value
                help: compute with numbers, tuples and arrays of one type of floats, or leave the option out
                note: see "A Jacobian by elimination, through a value that isn't numbers" in `ad_runtime::errors`
        "#]],
    );
    check_refused(
        "fn f(x: f64, y: f64) -> f64 { (x as f32).sin() as f64 }",
        expect![[r#"
            1:34..1:36 `as` unsupported: `jacobian = "markowitz"` through this value
                help: compute with numbers, tuples and arrays of one type of floats, or leave the option out
                note: see "A Jacobian by elimination, through a value that isn't numbers" in `ad_runtime::errors`
        "#]],
    );
}

#[test]
fn parameters_and_results() {
    check_refused(
        "fn f(x: Point, y: f64) -> f64 { x.a * y }",
        expect![[r#"
        1:9..1:14 `Point` unsupported: `jacobian = "markowitz"` by a parameter of this type
            help: let it be an `f64`, `[f64; N]`, `&[f64; N]` or `&[f64]`, of one type of floats throughout; mark it `#[constant]`; or leave the option out
            note: see "A Jacobian by elimination, by a struct" in `ad_runtime::errors`
    "#]],
    );
    check_refused(
        "fn f(x: f64, y: f32) -> f64 { x * y as f64 }",
        expect![[r#"
        1:17..1:20 `f32` unsupported: `jacobian = "markowitz"` by a parameter of this type
            help: let it be an `f64`, `[f64; N]`, `&[f64; N]` or `&[f64]`, of one type of floats throughout; mark it `#[constant]`; or leave the option out
            note: see "A Jacobian by elimination, by a struct" in `ad_runtime::errors`
    "#]],
    );
    check_refused(
        "fn f<T: Real>(x: T) -> T { x * x }",
        expect![[r#"
        1:18..1:19 `T` unsupported: `jacobian = "markowitz"` by a parameter of this type
            help: let it be an `f64`, `[f64; N]`, `&[f64; N]` or `&[f64]`, of one type of floats throughout; mark it `#[constant]`; or leave the option out
            note: see "A Jacobian by elimination, by a struct" in `ad_runtime::errors`
    "#]],
    );
    check_refused(
        "fn f(x: &mut f64) -> f64 { *x *= 2.0; *x }",
        expect![[r#"
        1:9..1:17 `&mut f64` unsupported: `jacobian = "markowitz"` by a parameter of this type
            help: let it be an `f64`, `[f64; N]`, `&[f64; N]` or `&[f64]`, of one type of floats throughout; mark it `#[constant]`; or leave the option out
            note: see "A Jacobian by elimination, by a struct" in `ad_runtime::errors`
    "#]],
    );
    check_refused(
        "fn f(x: f64) -> Vec<f64> { vec![x] }",
        expect![[r#"
        1:17..1:25 `Vec<f64>` unsupported: `jacobian = "markowitz"` of a result of this type
            help: let it be an `f64`, a tuple of them or an array `[f64; 3]`, whose length is a number, or leave the option out
            note: see "A Jacobian by elimination, of a list" in `ad_runtime::errors`
    "#]],
    );
    check_refused(
        "fn f(x: f64) -> (f64, [f64; 2]) { (x, [x, x]) }",
        expect![[r#"
        1:17..1:32 `(f64, [f64; 2])` unsupported: `jacobian = "markowitz"` of a result of this type
            help: let it be an `f64`, a tuple of them or an array `[f64; 3]`, whose length is a number, or leave the option out
            note: see "A Jacobian by elimination, of a list" in `ad_runtime::errors`
    "#]],
    );
    check_refused(
        "fn f<const N: usize>(x: [f64; N]) -> [f64; N] { x }",
        expect![[r#"
        1:38..1:46 `[f64; N]` unsupported: `jacobian = "markowitz"` of a result of this type
            help: let it be an `f64`, a tuple of them or an array `[f64; 3]`, whose length is a number, or leave the option out
            note: see "A Jacobian by elimination, of a list" in `ad_runtime::errors`
    "#]],
    );
}

#[test]
fn one_number() {
    check_refused(
        "fn f(x: f64, n: usize) -> f64 { x.powi(n as i32) }",
        expect![[r#"
        1:27..1:30 `f64` `jacobian = "markowitz"` of one number by one number: there is nothing to order
            help: call `grad`, and leave the option out
            note: see "A Jacobian by elimination, of one number by one number" in `ad_runtime::errors`
    "#]],
    );
}

#[test]
fn where_it_stands() {
    check_errors(
        "jacobian = \"fast\"",
        "fn f(x: f64, y: f64) -> f64 { x }",
        expect![[r#"
        1:1..1:18 `jacobian = "fast"` `jacobian` says in which order the partial derivatives of a Jacobian are multiplied
            help: write `jacobian = "markowitz"`, or leave the option out
            note: see "A Jacobian in an unknown order" in `ad_runtime::errors`
    "#]],
    );
    check_errors(
        "jacobian",
        "fn f(x: f64, y: f64) -> f64 { x }",
        expect![[r#"
        1:1..1:9 `jacobian` `jacobian` says in which order the partial derivatives of a Jacobian are multiplied
            help: write `jacobian = "markowitz"`, or leave the option out
            note: see "A Jacobian in an unknown order" in `ad_runtime::errors`
    "#]],
    );
    let of = |item: &str| {
        messages(pipeline::expand(tokens("jacobian = \"markowitz\""), tokens(item))).join("\n")
    };
    let expected = r#"`jacobian = "markowitz"` is for functions, and methods in an `impl` without a trait
help: leave the option out, and put it on a function of its own
note: see "`jacobian` on a trait" in `ad_runtime::errors`"#;
    assert_eq!(expected, of("trait Tr { fn f(&self, x: f64) -> f64 { x * x } }"));
    assert_eq!(expected, of("impl Tr for A { fn f(&self, x: f64) -> f64 { x * x } }"));
    assert_eq!(expected, of("impl Mul for A { type Output = A; fn mul(self, b: A) -> A { b } }"));
    let on_a_method =
        "trait Tr { #[differentiate(jacobian = \"markowitz\")] fn f(&self, x: f64) -> f64; }";
    // It stands in the trait.
    let expansion = pipeline::expand(tokens(""), tokens(on_a_method)).to_string();
    assert!(expansion.contains("is for functions, and methods in an `impl` without a trait"));
}
