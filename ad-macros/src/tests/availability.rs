//! `availability`: how the reverse sweep gets the values that it needs.

use expect_test::{Expect, expect};

use super::support::{Pass, check_pass};

fn check(pass: Pass, source: &str, expect: Expect) {
    check_pass(pass, source, expect);
}

/// In a closure what is cheap is computed again from what is captured; what isn't is captured itself.
#[test]
fn captured_or_computed_again() {
    check(
        Pass::Pullback,
        "fn f(x: f64, y: f64) -> f64 {
            let sum = x + y;
            let cheap = sum * 2.0;
            let dear = sum.exp();
            cheap * cheap * dear.sin()
        }",
        expect![[r#"
            fn f(x, y) {
                let sum = x + y;
                let cheap = sum * 2.0;
                let dear = sum.exp();
                let t0 = cheap * cheap;
                let t1 = dear.sin();
                let t2 = t0 * t1;
                t2
            } move |value_bar, mut x_bar, mut y_bar| {
                let is_used = value_bar != 0.0;
                if is_used {
                    let sum = x + y;
                    let cheap = sum * 2.0;
                    let t0 = cheap * cheap;
                    let mut t2_bar = value_bar;
                    let t3 = t2_bar;
                    let mut t0_bar = t3 * t1;
                    let mut t1_bar = t3 * t0;
                    let t4 = t1_bar;
                    let mut dear_bar = sin::times_dx(dear, t4);
                    let t5 = t0_bar;
                    let t6 = t5 * cheap;
                    let mut cheap_bar = 2.0 * t6;
                    let t7 = dear_bar;
                    let mut sum_bar = exp::times_dx(dear, t7);
                    let t8 = cheap_bar;
                    let t9 = t8 * 2.0;
                    sum_bar += t9;
                    let t10 = sum_bar;
                    let mut x_bar_1 = t10;
                    let mut y_bar_1 = t10;
                    let t11 = x_bar_1;
                    *x_bar += t11;
                    let t12 = y_bar_1;
                    *y_bar += t12;
                }
            }
        "#]],
    );
}

/// A remainder costs more than keeping it, but one of integers doesn't.
#[test]
fn remainders_are_kept() {
    check(
        Pass::Pullback,
        "fn f(x: f64, n: usize) -> f64 {
            let k = n % 3;
            let r = x % 1.5;
            r * r * k as f64
        }",
        expect![[r#"
            fn f(x, n) {
                let k = n % 3;
                let r = x % 1.5;
                let t0 = r * r;
                let t1 = k as f64;
                let t2 = t0 * t1;
                t2
            } move |value_bar, mut x_bar, mut n_bar| {
                let is_used = value_bar != 0.0;
                if is_used {
                    let k = n % 3;
                    let t1 = k as f64;
                    let mut t2_bar = value_bar;
                    let t3 = t2_bar;
                    let mut t0_bar = t3 * t1;
                    let t4 = t0_bar;
                    let t5 = t4 * r;
                    let mut r_bar = 2.0 * t5;
                    let t6 = r_bar;
                    let mut x_bar_1 = t6;
                    let t7 = x_bar_1;
                    *x_bar += t7;
                }
            }
        "#]],
    );
}

/// What a branch computes is saved in a slot if it can't be computed again: what it read has changed since.
#[test]
fn saved_where_it_changes() {
    check(
        Pass::Gradient,
        "fn f(x: f64) -> f64 {
            let mut a = x * x;
            if x > 0.5 { a = a * a; }
            a = a * x;
            a
        }",
        expect![[r#"
            fn f(x, mut x_bar) {
                let t0 = x * x;
                let mut a = t0;
                let t1 = x > 0.5;
                let mut saved = None;
                if t1 {
                    let t2 = a;
                    let t4 = t2 * t2;
                    a = t4;
                    saved = Some(t2);
                }
                let t5 = a;
                let t6 = t5 * x;
                a = t6;
                let t7 = a;
                let mut t7_bar = 1.0;
                let t8 = t7_bar;
                let mut a_bar = t8;
                let t9 = a_bar;
                clear a_bar;
                let mut t6_bar = t9;
                let t10 = t6_bar;
                let mut t5_bar = t10 * x;
                let mut x_bar_1 = t10 * t5;
                let t11 = t5_bar;
                a_bar += t11;
                if let Some(t2) = saved {
                    let t12 = a_bar;
                    clear a_bar;
                    let mut t4_bar = t12;
                    let t13 = t4_bar;
                    let t14 = t13 * t2;
                    let mut t2_bar = 2.0 * t14;
                    let t15 = t2_bar;
                    a_bar += t15;
                }
                let t16 = a_bar;
                let mut t0_bar = t16;
                let t17 = t0_bar;
                let t18 = t17 * x;
                let t19 = 2.0 * t18;
                x_bar_1 += t19;
                let t20 = x_bar_1;
                *x_bar += t20;
                t7
            }
        "#]],
    );
}
