//! Calls: linked, recalled, from a snapshot.

use expect_test::expect;

use super::{check_gradient, check_pullback};

#[test]
fn call_linked() {
    check_gradient(
        "fn g(x: &[f64], w: f64) -> f64 { x[0] * w }
        fn f(x: &[f64], w: f64) -> f64 { g(&x[1..], w * w) }",
        expect![[r#"
            fn f(x, w, mut x_bar, mut w_bar) {
                let t0 = w * w;
                let t1, g_pullback = g::pullback(&x[1..], t0);
                let mut t1_bar = 1.0;
                let t2 = t1_bar;
                let mut t0_bar = 0.0;
                pull g_pullback(t2; x_bar[1..], t0_bar);
                let t3 = t0_bar;
                let t4 = t3 * w;
                let mut w_bar_1 = 2.0 * t4;
                let t5 = w_bar_1;
                *w_bar += t5;
                t1
            }
        "#]],
    );
}

#[test]
fn call_recalled() {
    check_pullback(
        "fn g(x: &[f64]) -> f64 { x[0] * x[1] }
        fn f(x: f64) -> f64 { let a = [x, x * x]; g(&a) }",
        expect![[r#"
            fn f(x) {
                let t0 = x * x;
                let a = [x, t0];
                let mut saved = None;
                let repeatable = repeatable(g);
                let t1 = if repeatable {
                    let t3 = g(&a);
                    t3
                } else {
                    let t4, g_pullback_1 = g::owned_pullback(&a);
                    saved = Some(g_pullback_1);
                    t4
                }
                t1
            } move |value_bar, mut x_bar| {
                let repeatable = repeatable(g);
                let mut t1_bar = value_bar;
                let t2 = t1_bar;
                let mut a_bar = [0.0; 2];
                if repeatable {
                    let _, g_pullback = g::pullback(&a);
                    pull g_pullback(t2; a_bar);
                }
                if let Some(g_pullback_1) = saved {
                    pull g_pullback_1(t2; a_bar);
                }
                let mut x_bar_1 = a_bar[0];
                let mut t0_bar = a_bar[1];
                let t5 = t0_bar;
                let t6 = t5 * x;
                let t7 = 2.0 * t6;
                x_bar_1 += t7;
                let t8 = x_bar_1;
                *x_bar += t8;
            }
        "#]],
    );
}

#[test]
fn call_with_snapshot() {
    check_gradient(
        "fn g(x: &[f64]) -> f64 { x[0] * x[1] }
        fn f(x: f64) -> f64 { let mut a = [x, x]; let y = g(&a); a[0] = y; a[0] * a[1] }",
        expect![[r#"
            fn f(x, mut x_bar) {
                let mut a = [x, x];
                let mut again = None;
                let mut saved = None;
                let repeatable = repeatable(g);
                let y = if repeatable {
                    let kept = a.to_owned();
                    let y_1 = g(&a);
                    again = Some(kept);
                    y_1
                } else {
                    let y_2, g_pullback_1 = g::owned_pullback(&a);
                    saved = Some(g_pullback_1);
                    y_2
                }
                a[0] = y;
                let t0 = a[0];
                let t1 = a[1];
                let t2 = t0 * t1;
                let mut t2_bar = 1.0;
                let t3 = t2_bar;
                let mut t0_bar = t3 * t1;
                let mut t1_bar = t3 * t0;
                let t4 = t1_bar;
                let mut a_bar = [0.0; 2];
                a_bar[1] += t4;
                let t5 = t0_bar;
                a_bar[0] += t5;
                let t6 = a_bar[0];
                clear a_bar[0];
                let mut y_bar = t6;
                let t7 = y_bar;
                if let Some(kept) = again {
                    let _, g_pullback = g::pullback(&kept);
                    pull g_pullback(t7; a_bar);
                }
                if let Some(g_pullback_1) = saved {
                    pull g_pullback_1(t7; a_bar);
                }
                let mut x_bar_1 = a_bar[0];
                let t8 = a_bar[1];
                x_bar_1 += t8;
                let t9 = x_bar_1;
                *x_bar += t9;
                t2
            }
        "#]],
    );
}

#[test]
fn call_with_one_slice_twice() {
    check_gradient(
        "fn g(a: &[f64], b: &[f64]) -> f64 { a[0] * b[1] }
        fn f(x: &[f64]) -> f64 { g(x, &x[1..]) }",
        expect![[r#"
            fn f(x, mut x_bar) {
                let t0, g_pullback = g::pullback(x, &x[1..]);
                let mut t0_bar = 1.0;
                let t1 = t0_bar;
                let mut part = zero_like(x);
                let mut part_1 = zero_like(x[1..]);
                pull g_pullback(t1; part, part_1);
                let t2 = part;
                x_bar += t2;
                let t3 = part_1;
                x_bar[1..] += t3;
                t0
            }
        "#]],
    );
}

#[test]
fn call_in_a_loop() {
    check_gradient(
        "fn g(a: f64, b: f64) -> f64 { a * b }
        fn f(x: &[f64]) -> f64 { let mut p = 1.0; for i in 0..x.len() { p = g(p, x[i]); } p }",
        expect![[r#"
            fn f(x, mut x_bar) {
                let mut p = 1.0;
                let t0 = x.len();
                let mut saved = stack;
                for i in 0..t0 {
                    let t1 = p;
                    let t2 = x[i];
                    let t3, g_pullback = g::pullback(t1, t2);
                    p = t3;
                    push saved (g_pullback);
                }
                let t4 = p;
                let mut t4_bar = 1.0;
                let t5 = t4_bar;
                let mut p_bar = t5;
                for i in (0..t0).rev() {
                    let g_pullback = pop saved;
                    let t6 = p_bar;
                    clear p_bar;
                    let mut t3_bar = t6;
                    let t7 = t3_bar;
                    let mut t1_bar = 0.0;
                    let mut t2_bar = 0.0;
                    pull g_pullback(t7; t1_bar, t2_bar);
                    let t8 = t2_bar;
                    x_bar[i] += t8;
                    let t9 = t1_bar;
                    p_bar += t9;
                }
                let t10 = p_bar;
                t4
            }
        "#]],
    );
}
