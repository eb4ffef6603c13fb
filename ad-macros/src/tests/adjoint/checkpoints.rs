//! Loops with `#[checkpoint]`.

use expect_test::expect;

use super::super::support::meaning;
use super::super::support::program::Program;
use super::{check_gradient, check_pullback};

/// Checks what a program's derivatives compute, the second ones too.
fn check(code: &str) {
    let program = Program::parse(code);
    meaning::check(&program);
    meaning::check_second(&program);
}

#[test]
fn steps_are_run_again() {
    check_gradient(
        "fn f(x: f64, w: f64, n: usize) -> f64 {
            let mut h = x;
            #[checkpoint(snapshots = 3)]
            for _ in 0..n { h = (w * h).sin(); }
            h
        }",
        expect![[r#"
            fn f(x, w, n, mut x_bar, mut w_bar) {
                let mut h = x;
                let mut snapshots = start(h) by 3 for 0..n;
                for _ in 0..n {
                    snapshots.step(h);
                    let t0 = h;
                    let t1 = w * t0;
                    let t2 = t1.sin();
                    h = t2;
                }
                let taken = snapshots.finish();
                let t3 = h;
                let mut t3_bar = 1.0;
                let t4 = t3_bar;
                let mut h_bar = t4;
                let mut w_bar_1 = 0.0;
                let mut again, mut h_1 = taken.resume();
                while {
                    let goes_on_1 = again.restore(h_1);
                    goes_on_1
                }
                do {
                    while {
                        let goes_on = again.step(h_1);
                        goes_on
                    }
                    do {
                        let t10 = h_1;
                        let t11 = w * t10;
                        let t12 = t11.sin();
                        h_1 = t12;
                    }
                    let t0 = h_1;
                    let t1 = w * t0;
                    let t2 = t1.sin();
                    h_1 = t2;
                    let t5 = h_bar;
                    clear h_bar;
                    let mut t2_bar = t5;
                    let t6 = t2_bar;
                    let mut t1_bar = sin::times_dx(t1, t6);
                    let t7 = t1_bar;
                    let t8 = t7 * t0;
                    w_bar_1 += t8;
                    let mut t0_bar = t7 * w;
                    let t9 = t0_bar;
                    h_bar += t9;
                }
                let t13 = h_bar;
                let mut x_bar_1 = t13;
                let t14 = x_bar_1;
                *x_bar += t14;
                let t15 = w_bar_1;
                *w_bar += t15;
                t3
            }
        "#]],
    );
}

#[test]
fn what_is_lent_is_kept() {
    check_pullback(
        "fn f(x: &[f64], w: &mut [f64]) -> f64 {
            let mut s = 0.0;
            #[checkpoint]
            for i in 0..x.len() { w[0] = w[0] * x[i]; s += w[0]; }
            s
        }",
        expect![[r#"
            fn f(x, w) {
                let mut s = 0.0;
                let t0 = x.len();
                let mut snapshots = start(*w, s) for 0..t0;
                for i in 0..t0 {
                    snapshots.step(*w, s);
                    let t1 = w[0];
                    let t2 = x[i];
                    let t3 = t1 * t2;
                    w[0] = t3;
                    let t4 = w[0];
                    s += t4;
                }
                let taken = snapshots.finish();
                let t5 = s;
                t5
            } move |value_bar, mut x_bar, mut w_bar| {
                let t0 = x.len();
                let mut w_bar_1 = wanted(w_bar);
                let mut t5_bar = value_bar;
                let t6 = t5_bar;
                let mut s_bar = t6;
                let mut again, mut held, mut s_1 = taken.resume();
                while {
                    let goes_on_1 = again.restore(held, s_1);
                    goes_on_1
                }
                do {
                    let w_1 = &mut *held;
                    while {
                        let goes_on = again.step(*w_1, s_1);
                        goes_on
                    }
                    do {
                        let step = again.number();
                        let i_1 = (0..t0).nth(step);
                        let t13 = w_1[0];
                        let t14 = x[i_1];
                        let t15 = t13 * t14;
                        w_1[0] = t15;
                        let t16 = w_1[0];
                        s_1 += t16;
                    }
                    let step_1 = again.number();
                    let i = (0..t0).nth(step_1);
                    let t1 = w_1[0];
                    let t2 = x[i];
                    let t3 = t1 * t2;
                    w_1[0] = t3;
                    let t4 = w_1[0];
                    s_1 += t4;
                    let t7 = s_bar;
                    let mut t4_bar = t7;
                    let t8 = t4_bar;
                    w_bar_1[0] += t8;
                    let t9 = w_bar_1[0];
                    clear w_bar_1[0];
                    let mut t3_bar = t9;
                    let t10 = t3_bar;
                    let mut t1_bar = t10 * t2;
                    let mut t2_bar = t10 * t1;
                    let t11 = t2_bar;
                    x_bar[i] += t11;
                    let t12 = t1_bar;
                    w_bar_1[0] += t12;
                }
                let t17 = s_bar;
            }
        "#]],
    );
}

#[test]
fn what_snapshots_hold_has_tangents() {
    check(
        "fn f(x: f64, w: f64, n: usize) -> f64 {
            let mut h = x;
            let mut u = vec![w, x];
            #[checkpoint(snapshots = 3)]
            for i in 0..n + 7 { h = (u[i % 2] * h).sin(); u[(i + 1) % 2] = h * x; }
            h * u[0]
        }",
    );
    check(
        "fn f(u: &mut [f64], w: f64) -> f64 {
            let mut k = 0;
            #[checkpoint]
            while k < 7 { u[k % 4] = (w * u[(k + 1) % 4]).sin(); k += 1; }
            u[0] * u[1]
        }",
    );
}

#[test]
fn inside_one_another() {
    check(
        "fn f(x: f64, w: f64) -> f64 {
            let mut h = x;
            #[checkpoint(snapshots = 2)]
            for i in 0..5 {
                let mut g = h * w;
                #[checkpoint]
                for j in 0..i + 2 { if j == 4 { break; } g = (g * w).cos() + h; }
                h += g * 0.1;
            }
            h
        }",
    );
}

#[test]
fn what_is_read_changes_elsewhere() {
    check(
        "fn f(x: f64, w: f64) -> f64 {
            let mut k = w;
            let mut h = x;
            for _ in 0..3 {
                #[checkpoint(snapshots = 2)]
                for _ in 0..5 { h = (h * k).sin() * x; }
                k *= 0.5 + 0.1 * h;
            }
            h + k
        }",
    );
}
