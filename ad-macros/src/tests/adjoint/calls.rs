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
                let t4 = t3 *₀ w;
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
                let is_used = value_bar != 0.0;
                if is_used {
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
                let mut saved = stack for 0..t0;
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

/// What is proved of a type is no use of a value.
#[test]
fn a_loop_is_fused_before_calls() {
    check_gradient(
        "fn g(x: f64) -> f64 { x * x }
        fn f(x: &[f64], a: f64) -> f64 {
            let mut s = 0.0;
            for i in 0..x.len() { s += x[i].sin(); }
            g(a) + s
        }",
        expect![[r#"
            fn f(x, a, mut x_bar, mut a_bar) {
                let mut s = 0.0;
                let t0 = x.len();
                let seed = 1.0;
                for i in 0..t0 {
                    let t1 = x[i];
                    let t2 = t1.sin();
                    s += t2;
                    let t9 = seed;
                    let mut t2_bar = t9;
                    let t10 = t2_bar;
                    let mut t1_bar = sin::times_dx(t1, t10);
                    let t11 = t1_bar;
                    x_bar[i] += t11;
                }
                let t3, g_pullback = g::pullback(a);
                prove t3;
                let t4 = s;
                let t5 = t3 + t4;
                let mut t5_bar = 1.0;
                let t6 = t5_bar;
                let mut t3_bar = t6;
                let mut t4_bar = t6;
                let t7 = t4_bar;
                let mut s_bar = t7;
                let t8 = t3_bar;
                let mut a_bar_1 = 0.0;
                pull g_pullback(t8; a_bar_1);
                let t12 = s_bar;
                let t13 = a_bar_1;
                *a_bar += t13;
                t5
            }
        "#]],
    );
}

/// In the loop for calls that may be made again none is asked once more.
#[test]
fn a_loop_with_a_call_is_replayed_or_stored() {
    check_gradient(
        "fn g(x: &[f64]) -> f64 { x[0] * x[1] }
        fn f(x: &[f64], n: usize) -> f64 {
            let mut y = 1.0;
            for p in 0..n {
                let mut terms = [y, 2.0];
                for i in 0..x.len() { terms[0] *= x[i]; }
                y = g(&terms);
            }
            y
        }",
        expect![[r#"
            fn f(x, n, mut x_bar) {
                let mut y = 1.0;
                let mut saved_1 = stack;
                let mut saved_3 = stack;
                let mut saved_4 = stack;
                let repeatable_1 = repeatable(g);
                if repeatable_1 {
                    for p in 0..n {
                        let t0 = y;
                        let mut terms = [t0, 2.0];
                        let t1 = x.len();
                        for i in 0..t1 {
                            let t2 = x[i];
                            let t5 = terms[0];
                            let t6 = t5 * t2;
                            terms[0] = t6;
                        }
                        let t3 = g(&terms);
                        y = t3;
                        push saved_1 (t0);
                    }
                } else {
                    for p in 0..n {
                        let mut saved_2 = None;
                        let t0 = y;
                        let mut terms = [t0, 2.0];
                        let t1 = x.len();
                        for i in 0..t1 {
                            let t2 = x[i];
                            let t5 = terms[0];
                            let t6 = t5 * t2;
                            terms[0] = t6;
                            push saved_3 (t5);
                        }
                        let repeatable = repeatable(g);
                        let t3 = if repeatable {
                            let t17 = g(&terms);
                            t17
                        } else {
                            let t18, g_pullback_2 = g::owned_pullback(&terms);
                            saved_2 = Some(g_pullback_2);
                            t18
                        }
                        y = t3;
                        let saved_5 = saved_2;
                        let terms_1 = terms;
                        push saved_4 (saved_5, terms_1);
                    }
                }
                let t4 = y;
                let mut t4_bar = 1.0;
                let t7 = t4_bar;
                let mut y_bar = t7;
                let mut saved = stack;
                if repeatable_1 {
                    for p in (0..n).rev() {
                        let t0 = pop saved_1;
                        let mut terms = [t0, 2.0];
                        let t1 = x.len();
                        for i in 0..t1 {
                            let t2 = x[i];
                            let t5 = terms[0];
                            let t6 = t5 * t2;
                            terms[0] = t6;
                            push saved (t5);
                        }
                        let t8 = y_bar;
                        clear y_bar;
                        let mut t3_bar = t8;
                        let t9 = t3_bar;
                        let mut terms_bar = [0.0; 2];
                        let _, g_pullback = g::pullback(&terms);
                        pull g_pullback(t9; terms_bar);
                        for i in (0..t1).rev() {
                            let t5 = pop saved;
                            let t2 = x[i];
                            let t10 = terms_bar[0];
                            clear terms_bar[0];
                            let mut t6_bar = t10;
                            let t11 = t6_bar;
                            let mut t5_bar = t11 * t2;
                            let mut t2_bar = t11 * t5;
                            let t12 = t5_bar;
                            terms_bar[0] += t12;
                            let t13 = t2_bar;
                            x_bar[i] += t13;
                        }
                        let mut t0_bar = terms_bar[0];
                        let t14 = t0_bar;
                        y_bar += t14;
                    }
                } else {
                    for p in (0..n).rev() {
                        let mut saved_2, mut terms = pop saved_4;
                        let t1 = x.len();
                        let repeatable = repeatable(g);
                        let t15 = y_bar;
                        clear y_bar;
                        let mut t3_bar_1 = t15;
                        let t16 = t3_bar_1;
                        let mut terms_bar_1 = [0.0; 2];
                        if repeatable {
                            let _, g_pullback_1 = g::pullback(&terms);
                            pull g_pullback_1(t16; terms_bar_1);
                        }
                        if let Some(g_pullback_2) = saved_2 {
                            pull g_pullback_2(t16; terms_bar_1);
                        }
                        for i in (0..t1).rev() {
                            let t5 = pop saved_3;
                            let t2 = x[i];
                            let t19 = terms_bar_1[0];
                            clear terms_bar_1[0];
                            let mut t6_bar_1 = t19;
                            let t20 = t6_bar_1;
                            let mut t5_bar_1 = t20 * t2;
                            let mut t2_bar_1 = t20 * t5;
                            let t21 = t5_bar_1;
                            terms_bar_1[0] += t21;
                            let t22 = t2_bar_1;
                            x_bar[i] += t22;
                        }
                        let mut t0_bar_1 = terms_bar_1[0];
                        let t23 = t0_bar_1;
                        y_bar += t23;
                    }
                }
                let t24 = y_bar;
                t4
            }
        "#]],
    );
}
