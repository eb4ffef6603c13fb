//! `lower/outline`: closures that become functions.
//!
//! The IR, with the functions that are made beside it. What they compute the interpreter says, which runs them, and for each fixture
//! the same function without closures.

use expect_test::{Expect, expect};
use quote::ToTokens;

use super::support::meaning;
use super::support::program::Program;
use crate::ir::print;

/// A function as `lower` makes it, after the functions that its closures become; `same` computes the same.
fn check(source: &str, same: &str, expect: Expect) {
    let program = Program::parse(source);
    meaning::check(&program);
    meaning::assert_equal(&program, &Program::parse(same));
    let lowered = &program.main().lowered;
    let items = lowered.items.iter().map(ToTokens::to_token_stream).collect();
    let items = syn::parse2(items).map(|file| prettyplease::unparse(&file)).unwrap();
    expect.assert_eq(&format!("{items}{}", print::print(lowered)));
}

/// What a closure captures is passed on, and what those capture that it calls.
#[test]
fn closures_that_call_closures() {
    check(
        "fn f(x: f64, w: f64) -> f64 {
            let a = |t: f64| (t * x).sin() + (t * w).cos() * (t + 1.0) * (t + 2.0) * (t + 3.0) * (t + 4.0);
            let b = |t: f64| a(t) * a(t + 0.1) + a(t - 0.1) * a(t + 0.2);
            let c = |t: f64| b(t) + b(t * 0.5) * x;
            c(x) + c(w)
        }",
        "fn a(t: f64, x: f64, w: f64) -> f64 {
            (t * x).sin() + (t * w).cos() * (t + 1.0) * (t + 2.0) * (t + 3.0) * (t + 4.0)
        }
        fn b(t: f64, x: f64, w: f64) -> f64 {
            a(t, x, w) * a(t + 0.1, x, w) + a(t - 0.1, x, w) * a(t + 0.2, x, w)
        }
        fn c(t: f64, x: f64, w: f64) -> f64 { b(t, x, w) + b(t * 0.5, x, w) * x }
        fn f(x: f64, w: f64) -> f64 { c(x, x, w) + c(w, x, w) }",
        expect![[r#"
            #[allow(clippy::all, unused)]
            fn closure_0(t: f64, captured_0: f64, captured_1: f64) -> f64 {
                let x = captured_0;
                let w = captured_1;
                (t * x).sin() + (t * w).cos() * (t + 1.0) * (t + 2.0) * (t + 3.0) * (t + 4.0)
            }
            #[allow(clippy::all, unused)]
            fn closure_1(t: f64, captured_0: f64, captured_1: f64) -> f64 {
                closure_0(t, captured_0, captured_1) * closure_0(t + 0.1, captured_0, captured_1)
                    + closure_0(t - 0.1, captured_0, captured_1)
                        * closure_0(t + 0.2, captured_0, captured_1)
            }
            #[allow(clippy::all, unused)]
            fn closure_2(t: f64, captured_0: f64, captured_1: f64) -> f64 {
                let x = captured_0;
                closure_1(t, captured_0, captured_1) + closure_1(t * 0.5, captured_0, captured_1) * x
            }
            fn f(x, w) {
                let t0 = closure_2(x, x, w);
                let t1 = closure_2(w, x, w);
                let t2 = t0 + t1;
                t2
            }
        "#]],
    );
}

/// A slice is passed on by its reference, and a variable by what is seen of its type.
#[test]
fn what_is_captured() {
    check(
        "fn f(x: &[f64], n: usize) -> f64 {
            let w = x[0] * 2.0;
            let k = x.len();
            let a = |t: f64| t * x[0] + t * x[1] * w + (t + x[0]) * (t + 1.0) * (k + n) as f64;
            let b = |t: f64| -> f64 { a(t) * a(t + 0.1) + a(t - 0.1) * a(t + 0.2) };
            let c = |t: f64, s: f64| b(t) * s - b(s);
            c(w, 0.5)
        }",
        "fn a(t: f64, x: &[f64], w: f64, k: usize, n: usize) -> f64 {
            t * x[0] + t * x[1] * w + (t + x[0]) * (t + 1.0) * (k + n) as f64
        }
        fn b(t: f64, x: &[f64], w: f64, k: usize, n: usize) -> f64 {
            a(t, x, w, k, n) * a(t + 0.1, x, w, k, n) + a(t - 0.1, x, w, k, n) * a(t + 0.2, x, w, k, n)
        }
        fn f(x: &[f64], n: usize) -> f64 {
            let w = x[0] * 2.0;
            let k = x.len();
            b(w, x, w, k, n) * 0.5 - b(0.5, x, w, k, n)
        }",
        expect![[r#"
            #[allow(clippy::all, unused)]
            fn closure_0(
                t: f64,
                captured_0: &[f64],
                captured_3: f64,
                captured_4: usize,
                captured_1: usize,
            ) -> f64 {
                let x = captured_0;
                let w = captured_3;
                let k = captured_4;
                let n = captured_1;
                t * x[0] + t * x[1] * w + (t + x[0]) * (t + 1.0) * (k + n) as f64
            }
            #[allow(clippy::all, unused)]
            fn closure_1(
                t: f64,
                captured_0: &[f64],
                captured_3: f64,
                captured_4: usize,
                captured_1: usize,
            ) -> f64 {
                {
                    closure_0(t, captured_0, captured_3, captured_4, captured_1)
                        * closure_0(t + 0.1, captured_0, captured_3, captured_4, captured_1)
                        + closure_0(t - 0.1, captured_0, captured_3, captured_4, captured_1)
                            * closure_0(t + 0.2, captured_0, captured_3, captured_4, captured_1)
                }
            }
            #[allow(clippy::all, unused)]
            fn closure_2(
                t: f64,
                s: f64,
                captured_0: &[f64],
                captured_3: f64,
                captured_4: usize,
                captured_1: usize,
            ) -> f64 {
                closure_1(t, captured_0, captured_3, captured_4, captured_1) * s
                    - closure_1(s, captured_0, captured_3, captured_4, captured_1)
            }
            fn f(x, n) {
                let t0 = x[0];
                let w = t0 * 2.0;
                let k = x.len();
                let t1 = 0.5;
                let t2 = closure_2(w, t1, x, w, k, n);
                t2
            }
        "#]],
    );
}

/// One that writes to what is around it is inlined, however long it gets.
#[test]
fn what_writes_is_inlined() {
    let program = Program::parse(
        "fn f(x: f64) -> f64 {
            let mut s = 0.0;
            let a = |t: f64| (t * x).sin() * (t + 1.0) * (t + 2.0) * (t + 3.0) * (t + 4.0) * (t + 5.0);
            let b = |t: f64| a(t) * a(t + 0.1) + a(t - 0.1) * a(t + 0.2);
            let mut c = |t: f64| s += b(t) + b(t * 0.5) * x;
            c(x);
            c(2.0 * x);
            s
        }",
    );
    meaning::check(&program);
    assert!(program.main().lowered.items.is_empty(), "no function is made");
}
