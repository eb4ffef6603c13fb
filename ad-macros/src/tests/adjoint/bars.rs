//! Where calls add: to the shadow itself, or to a cotangent of their own where two of them would be one.

use expect_test::{Expect, expect};

use super::super::support::{assert_verified, meaning, program::Program};
use super::{check_gradient, check_pullback};
use crate::adjoint::Form;
use crate::ir::print;
use crate::ir::verify::Phase;

/// The pullback that borrows none of the arguments.
fn check_owned(source: &str, expect: Expect) {
    let program = Program::parse(source);
    meaning::check(&program);
    let pullback = program.main().adjoint(Form::Owned);
    assert_verified(&pullback, Phase::Derivative);
    expect.assert_eq(&print::print(&pullback));
}

/// Different fields are lent side by side.
#[test]
fn apart() {
    check_gradient(
        "fn g(a: &[f64], b: &[f64]) -> f64 { a[0] * b[1] }
        fn f(x: f64, y: f64) -> f64 { let p = ([x, y], [y * y, x]); g(&p.0, &p.1) }",
        expect![[r#"
            fn f(x, y, mut x_bar, mut y_bar) {
                let t0 = [x, y];
                let t1 = y * y;
                let t2 = [t1, x];
                let p = (t0, t2);
                let t3, g_pullback = g::pullback(&p.0, &p.1);
                let mut t3_bar = 1.0;
                let t4 = t3_bar;
                let mut p_bar = zero_like(p);
                pull g_pullback(t4; p_bar.0, p_bar.1);
                let mut t0_bar = p_bar.0;
                let mut t2_bar = p_bar.1;
                let mut t1_bar = t2_bar[0];
                let mut x_bar_1 = t2_bar[1];
                let t5 = t1_bar;
                let t6 = t5 * y;
                let mut y_bar_1 = 2.0 * t6;
                let t7 = t0_bar[0];
                x_bar_1 += t7;
                let t8 = t0_bar[1];
                y_bar_1 += t8;
                let t9 = x_bar_1;
                *x_bar += t9;
                let t10 = y_bar_1;
                *y_bar += t10;
                t3
            }
        "#]],
    );
}

/// A bar that may be unwanted is unwrapped as a whole: not even its fields are lent side by side.
#[test]
fn apart_in_what_may_be_unwanted() {
    check_pullback(
        "fn g(a: &[f64], b: &[f64]) -> f64 { a[0] * b[1] }
        fn f(p: &([f64; 2], [f64; 2])) -> f64 { g(&p.0, &p.1) }",
        expect![[r#"
            fn f(p) {
                let t0, g_pullback = g::pullback(&p.0, &p.1);
                t0
            } move |value_bar, mut p_bar| {
                let is_used = value_bar != 0.0;
                if is_used {
                    let mut t0_bar = value_bar;
                    let t1 = t0_bar;
                    let mut part = zero_like(p.0);
                    let mut part_1 = zero_like(p.1);
                    pull g_pullback(t1; part, part_1);
                    let t2 = part;
                    p_bar.0 += t2;
                    let t3 = part_1;
                    p_bar.1 += t3;
                }
            }
        "#]],
    );
}

/// A number that is passed twice.
#[test]
fn one_value_twice() {
    check_gradient(
        "fn g(a: f64, b: f64) -> f64 { a * b + a }
        fn f(x: f64) -> f64 { let y = x * x; g(y, y) }",
        expect![[r#"
            fn f(x, mut x_bar) {
                let y = x * x;
                let t0, g_pullback = g::pullback(y, y);
                let mut t0_bar = 1.0;
                let t1 = t0_bar;
                let mut part = 0.0;
                let mut part_1 = 0.0;
                pull g_pullback(t1; part, part_1);
                let t2 = part;
                let mut y_bar = t2;
                let t3 = part_1;
                y_bar += t3;
                let t4 = y_bar;
                let t5 = t4 *₀ x;
                let mut x_bar_1 = 2.0 * t5;
                let t6 = x_bar_1;
                *x_bar += t6;
                t0
            }
        "#]],
    );
}

/// A pullback that borrows no argument has no list to make a zero like: the forward sweep makes it.
#[test]
fn a_list_that_is_gone() {
    check_owned(
        "fn g(a: &[f64], b: &[f64]) -> f64 { a[0] * b[1] }
        fn f(x: &[f64]) -> f64 { g(x, &x[1..]) }",
        expect![[r#"
            fn f(x) {
                let t0, g_pullback = g::owned_pullback(x, &x[1..]);
                let zero = zero_like(x);
                let zero_1 = zero_like(x[1..]);
                t0
            } move |value_bar, mut x_bar| {
                let is_used = value_bar != 0.0;
                if is_used {
                    let mut t0_bar = value_bar;
                    let t1 = t0_bar;
                    let mut part = zero;
                    let mut part_1 = zero_1;
                    pull g_pullback(t1; part, part_1);
                    let t2 = part;
                    x_bar += t2;
                    let t3 = part_1;
                    x_bar[1..] += t3;
                }
            }
        "#]],
    );
}

/// The list may have another length by then: its shadow says which.
#[test]
fn a_list_that_grows() {
    check_gradient(
        "fn g(a: &[f64], b: &[f64]) -> f64 { a[0] * b[1] }
        fn f(x: f64) -> f64 {
            let mut xs = vec![x, x * x];
            let y = g(&xs, &xs[..2]);
            xs.push(y);
            xs[2] * xs[0]
        }",
        expect![[r#"
            fn f(x, mut x_bar) {
                let t0 = x * x;
                let mut xs = vec![x, t0];
                let mut again = None;
                let mut saved = None;
                let repeatable = repeatable(g);
                let y = if repeatable {
                    let kept = xs.to_owned();
                    let kept_1 = xs[..2].to_owned();
                    let y_1 = g(&xs, &xs[..2]);
                    again = Some(kept, kept_1);
                    y_1
                } else {
                    let y_2, g_pullback_1 = g::owned_pullback(&xs, &xs[..2]);
                    saved = Some(g_pullback_1);
                    y_2
                }
                prove y;
                xs.push(y);
                let t1 = xs[2];
                let t2 = xs[0];
                let t3 = t1 * t2;
                let mut t3_bar = 1.0;
                let t4 = t3_bar;
                let mut t1_bar = t4 * t2;
                let mut t2_bar = t4 * t1;
                let t5 = t2_bar;
                let mut xs_bar = zero_like(xs);
                xs_bar[0] += t5;
                let t6 = t1_bar;
                xs_bar[2] += t6;
                let t7 = xs_bar.pop_last();
                let mut y_bar = t7;
                let t8 = y_bar;
                let mut part = xs_bar.to_owned();
                clear part;
                let mut part_1 = xs_bar[..2].to_owned();
                clear part_1;
                if let Some(kept, kept_1) = again {
                    let _, g_pullback = g::pullback(&kept, &kept_1);
                    pull g_pullback(t8; part, part_1);
                }
                if let Some(g_pullback_1) = saved {
                    pull g_pullback_1(t8; part, part_1);
                }
                let t9 = part;
                xs_bar += t9;
                let t10 = part_1;
                xs_bar[..2] += t10;
                let mut x_bar_1 = xs_bar[0];
                let mut t0_bar = xs_bar[1];
                let t11 = t0_bar;
                let t12 = t11 *₀ x;
                let t13 = 2.0 * t12;
                x_bar_1 += t13;
                let t14 = x_bar_1;
                *x_bar += t14;
                t3
            }
        "#]],
    );
}

/// What is changed has a cotangent in the callee, though nothing comes of it here.
#[test]
fn what_is_lent_without_a_derivative() {
    check_gradient(
        "fn g(n: &mut usize, x: f64) -> f64 { *n += 1; x * *n as f64 }
        fn f(x: f64) -> f64 { let mut n = 2; let y = g(&mut n, x); y * n as f64 }",
        expect![[r#"
            fn f(x, mut x_bar) {
                let mut n = 2;
                let y, g_pullback = g::pullback(&mut n, x);
                prove y;
                let t0 = n;
                let t1 = t0 as f64;
                let t2 = y * t1;
                let mut t2_bar = 1.0;
                let t3 = t2_bar;
                let mut y_bar = t3 * t1;
                let t4 = y_bar;
                let mut unwanted = unwanted(n);
                let mut x_bar_1 = 0.0;
                pull g_pullback(t4; unwanted, x_bar_1);
                let t5 = x_bar_1;
                *x_bar += t5;
                t2
            }
        "#]],
    );
}
