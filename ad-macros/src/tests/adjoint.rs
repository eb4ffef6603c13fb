//! `adjoint`: reverse mode. What each construct becomes in the two sweeps.

mod aside;
mod bars;
mod calls;
mod checkpoints;
mod loops;
mod places;
mod trial;

use expect_test::{Expect, expect};

use super::support::{Pass, check_pass};

fn check_gradient(source: &str, expect: Expect) {
    check_pass(Pass::Gradient, source, expect);
}

fn check_pullback(source: &str, expect: Expect) {
    check_pass(Pass::Pullback, source, expect);
}

#[test]
fn straight_line() {
    check_gradient(
        "fn f(x: f64, y: f64) -> f64 { x * (x + y) }",
        expect![[r#"
        fn f(x, y, mut x_bar, mut y_bar) {
            let t0 = x + y;
            let t1 = x * t0;
            let mut t1_bar = 1.0;
            let t2 = t1_bar;
            let mut x_bar_1 = t2 * t0;
            let mut t0_bar = t2 * x;
            let t3 = t0_bar;
            x_bar_1 += t3;
            let mut y_bar_1 = t3;
            let t4 = x_bar_1;
            *x_bar += t4;
            let t5 = y_bar_1;
            *y_bar += t5;
            t1
        }
    "#]],
    );
}

#[test]
fn straight_line_with_a_closure() {
    check_pullback(
        "fn f(x: f64, y: f64) -> f64 { x.exp() / y }",
        expect![[r#"
            fn f(x, y) {
                let t0 = x.exp();
                let t1 = t0 / y;
                t1
            } move |value_bar, mut x_bar, mut y_bar| {
                let is_used = value_bar != 0.0;
                if is_used {
                    let t1 = t0 / y;
                    let mut t1_bar = value_bar;
                    let t2 = t1_bar;
                    let t3 = t2 / y;
                    let mut t0_bar = t3;
                    let t4 = t3 * t1;
                    let mut y_bar_1 = -t4;
                    let t5 = t0_bar;
                    let mut x_bar_1 = exp::times_dx(t0, t5);
                    let t6 = x_bar_1;
                    *x_bar += t6;
                    let t7 = y_bar_1;
                    *y_bar += t7;
                }
            }
        "#]],
    );
}

#[test]
fn operators_and_methods() {
    check_gradient(
        "fn f(x: f64, y: f64) -> f64 { let a = x - y; let b = a / y; let c = -b % x; c.atan2(b).exp() }",
        expect![[r#"
            fn f(x, y, mut x_bar, mut y_bar) {
                let a = x - y;
                let b = a / y;
                let t0 = -b;
                let c = t0 % x;
                let t1 = c.atan2(b);
                let t2 = t1.exp();
                let mut t2_bar = 1.0;
                let t3 = t2_bar;
                let mut t1_bar = exp::times_dx(t2, t3);
                let t4 = t1_bar;
                let mut c_bar = atan2::times_dy(c, b, t4);
                let mut b_bar = atan2::times_dx(c, b, t4);
                let t5 = c_bar;
                let mut t0_bar = t5;
                let t6 = t0 / x;
                let t7 = t6.trunc();
                let t8 = t5 *₀ t7;
                let mut x_bar_1 = -t8;
                let t9 = t0_bar;
                b_bar -= t9;
                let t10 = b_bar;
                let t11 = t10 / y;
                let mut a_bar = t11;
                let t12 = t11 * b;
                let mut y_bar_1 = -t12;
                let t13 = a_bar;
                x_bar_1 += t13;
                y_bar_1 -= t13;
                let t14 = x_bar_1;
                *x_bar += t14;
                let t15 = y_bar_1;
                *y_bar += t15;
                t2
            }
        "#]],
    );
}

#[test]
fn inactive_code_is_not_reversed() {
    check_gradient(
        "fn f(x: f64, #[constant] w: f64) -> f64 {
            let a = w.sin();
            let unused = x.cos();
            assert!(a > -2.0);
            a * stop_gradient(x) * x
        }",
        expect![[r#"
            fn f(x, w, mut x_bar) {
                let a = w.sin();
                let unused = x.cos();
                assert ! (a > - 2.0);
                let t0 = stop_gradient(x);
                let t1 = a * t0;
                let t2 = t1 * x;
                let mut t2_bar = 1.0;
                let t3 = t2_bar;
                let mut x_bar_1 = t3 * t1;
                let t4 = x_bar_1;
                *x_bar += t4;
                t2
            }
        "#]],
    );
}

#[test]
fn branch() {
    check_gradient(
        "fn f(x: f64, y: f64) -> f64 { let z = if x > y { x * y } else { y }; z * z }",
        expect![[r#"
            fn f(x, y, mut x_bar, mut y_bar) {
                let t0 = x > y;
                let z = if t0 {
                    let t1 = x * y;
                    t1
                } else {
                    y
                }
                let t2 = z * z;
                let mut t2_bar = 1.0;
                let t3 = t2_bar;
                let t4 = t3 * z;
                let mut z_bar = 2.0 * t4;
                let mut x_bar_1 = 0.0;
                let mut y_bar_1 = 0.0;
                let t5 = z_bar;
                if t0 {
                    let mut t1_bar = t5;
                    let t6 = t1_bar;
                    let t7 = t6 * y;
                    x_bar_1 += t7;
                    let t8 = t6 * x;
                    y_bar_1 += t8;
                } else {
                    y_bar_1 += t5;
                }
                let t9 = x_bar_1;
                *x_bar += t9;
                let t10 = y_bar_1;
                *y_bar += t10;
                t2
            }
        "#]],
    );
}

#[test]
fn branch_that_saves() {
    check_gradient(
        "fn f(x: f64) -> f64 { let mut a = x; if x > 1.0 { let e = a.exp(); a = e * e; } a }",
        expect![[r#"
            fn f(x, mut x_bar) {
                let mut a = x;
                let t0 = x > 1.0;
                let mut saved = None;
                if t0 {
                    let t1 = a;
                    let e = t1.exp();
                    let t2 = e * e;
                    a = t2;
                    saved = Some(e);
                }
                let t3 = a;
                let mut t3_bar = 1.0;
                let t4 = t3_bar;
                let mut a_bar = t4;
                if let Some(e) = saved {
                    let t5 = a_bar;
                    clear a_bar;
                    let mut t2_bar = t5;
                    let t6 = t2_bar;
                    let t7 = t6 * e;
                    let mut e_bar = 2.0 * t7;
                    let t8 = e_bar;
                    let mut t1_bar = exp::times_dx(e, t8);
                    let t9 = t1_bar;
                    a_bar += t9;
                }
                let t10 = a_bar;
                let mut x_bar_1 = t10;
                let t11 = x_bar_1;
                *x_bar += t11;
                t3
            }
        "#]],
    );
}

#[test]
fn casts() {
    check_gradient(
        "fn f(x: f32, n: usize) -> f64 { let y = x as f64; y * n as f64 }",
        expect![[r#"
        fn f(x, n, mut x_bar) {
            let y = x as f64;
            let t0 = n as f64;
            let t1 = y * t0;
            let mut t1_bar = 1.0;
            let t2 = t1_bar;
            let mut y_bar = t2 * t0;
            let t3 = y_bar;
            let mut x_bar_1 = cast_like(x, t3);
            let t4 = x_bar_1;
            *x_bar += t4;
            t1
        }
    "#]],
    );
}
