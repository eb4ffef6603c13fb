//! Loops: fused, stored, replayed, counted.

use expect_test::{Expect, expect};

use super::super::support::program::Program;
use super::{check_gradient, check_pullback};
use crate::adjoint::Form;
use crate::ir::print;

#[test]
fn for_fused() {
    check_gradient(
        "fn f(x: &[f64], w: f64) -> f64 {
            let mut s = 0.0;
            for i in 0..x.len() { s += (x[i] * w).sin(); }
            s / x.len() as f64
        }",
        expect![[r#"
            fn f(x, w, mut x_bar, mut w_bar) {
                let mut s = 0.0;
                let t0 = x.len();
                let mut w_bar_1 = 0.0;
                let t5 = x.len();
                let t6 = t5 as f64;
                let t11 = 1.0 / t6;
                let seed = t11;
                for i in 0..t0 {
                    let t1 = x[i];
                    let t2 = t1 * w;
                    let t3 = t2.sin();
                    s += t3;
                    let t12 = seed;
                    let mut t3_bar = t12;
                    let t13 = t3_bar;
                    let mut t2_bar = sin::times_dx(t2, t13);
                    let t14 = t2_bar;
                    let mut t1_bar = t14 * w;
                    let t15 = t14 * t1;
                    w_bar_1 += t15;
                    let t16 = t1_bar;
                    x_bar[i] += t16;
                }
                let t4 = s;
                let t5 = x.len();
                let t6 = t5 as f64;
                let t7 = t4 / t6;
                let mut t7_bar = 1.0;
                let t8 = t7_bar;
                let t9 = t8 / t6;
                let mut t4_bar = t9;
                let t10 = t4_bar;
                let mut s_bar = t10;
                let t17 = s_bar;
                let t18 = w_bar_1;
                *w_bar += t18;
                t7
            }
        "#]],
    );
}

#[test]
fn for_store() {
    check_gradient(
        "fn f(x: &[f64]) -> f64 { let mut p = 1.0; for i in 0..x.len() { p *= x[i].sin(); } p }",
        expect![[r#"
            fn f(x, mut x_bar) {
                let mut p = 1.0;
                let t0 = x.len();
                let mut saved = stack for 0..t0;
                for i in 0..t0 {
                    let t1 = x[i];
                    let t2 = t1.sin();
                    let t4 = p;
                    let t5 = t4 * t2;
                    p = t5;
                    push saved (t2, t4);
                }
                let t3 = p;
                let mut t3_bar = 1.0;
                let t6 = t3_bar;
                let mut p_bar = t6;
                for i in (0..t0).rev() {
                    let t2, t4 = pop saved;
                    let t1 = x[i];
                    let t7 = p_bar;
                    clear p_bar;
                    let mut t5_bar = t7;
                    let t8 = t5_bar;
                    let mut t4_bar = t8 * t2;
                    let mut t2_bar = t8 * t4;
                    let t9 = t4_bar;
                    p_bar += t9;
                    let t10 = t2_bar;
                    let mut t1_bar = sin::times_dx(t1, t10);
                    let t11 = t1_bar;
                    x_bar[i] += t11;
                }
                let t12 = p_bar;
                t3
            }
        "#]],
    );
}

#[test]
fn for_store_with_a_closure() {
    check_pullback(
        "fn f(x: &[f64]) -> f64 { let mut p = 1.0; for i in 0..x.len() { p *= x[i]; } p }",
        expect![[r#"
            fn f(x) {
                let mut p = 1.0;
                let t0 = x.len();
                let mut saved = stack for 0..t0;
                for i in 0..t0 {
                    let t1 = x[i];
                    let t3 = p;
                    let t4 = t3 * t1;
                    p = t4;
                    push saved (t3);
                }
                let t2 = p;
                t2
            } move |value_bar, mut x_bar| {
                let is_used = value_bar != 0.0;
                if is_used {
                    let t0 = x.len();
                    let mut t2_bar = value_bar;
                    let t5 = t2_bar;
                    let mut p_bar = t5;
                    for i in (0..t0).rev() {
                        let t3 = pop saved;
                        let t1 = x[i];
                        let t6 = p_bar;
                        clear p_bar;
                        let mut t4_bar = t6;
                        let t7 = t4_bar;
                        let mut t3_bar = t7 * t1;
                        let mut t1_bar = t7 * t3;
                        let t8 = t3_bar;
                        p_bar += t8;
                        let t9 = t1_bar;
                        x_bar[i] += t9;
                    }
                    let t10 = p_bar;
                }
            }
        "#]],
    );
}

#[test]
fn for_of_independent_iterations() {
    check_pullback(
        "fn f(x: &[f64], w: f64) -> Vec<f64> {
            let mut y = vec![0.0; x.len()];
            for i in 0..x.len() { y[i] = x[i] * w; }
            y
        }",
        expect![[r#"
            fn f(x, w) {
                let t0 = x.len();
                let mut y = vec![0.0; t0];
                let t1 = x.len();
                for i in 0..t1 {
                    let t2 = x[i];
                    let t3 = t2 * w;
                    y[i] = t3;
                }
                let t4 = y;
                t4
            } move |value_bar, mut x_bar, mut w_bar| {
                let t1 = x.len();
                let mut t4_bar = value_bar;
                let t5 = t4_bar;
                let mut y_bar = t5;
                let mut w_bar_1 = 0.0;
                for i in 0..t1 {
                    let t2 = x[i];
                    let t6 = y_bar[i];
                    clear y_bar[i];
                    let mut t3_bar = t6;
                    let t7 = t3_bar;
                    let mut t2_bar = t7 * w;
                    let t8 = t7 * t2;
                    w_bar_1 += t8;
                    let t9 = t2_bar;
                    x_bar[i] += t9;
                }
                let t10 = w_bar_1;
                *w_bar += t10;
            }
        "#]],
    );
}

#[test]
fn for_replay() {
    check_gradient(
        "fn f(x: &[f64]) -> f64 {
            let mut p = 1.0;
            for i in 0..x.len() {
                let mut q = x[i];
                for j in 0..i { q = (q * x[j]).sin(); }
                p *= q;
            }
            p
        }",
        expect![[r#"
            fn f(x, mut x_bar) {
                let mut p = 1.0;
                let t0 = x.len();
                let mut saved_1 = stack for 0..t0;
                for i in 0..t0 {
                    let mut q = x[i];
                    for j in 0..i {
                        let t1 = q;
                        let t2 = x[j];
                        let t3 = t1 * t2;
                        let t4 = t3.sin();
                        q = t4;
                    }
                    let t5 = q;
                    let t7 = p;
                    let t8 = t7 * t5;
                    p = t8;
                    push saved_1 (t7);
                }
                let t6 = p;
                let mut t6_bar = 1.0;
                let t9 = t6_bar;
                let mut p_bar = t9;
                let mut saved = stack;
                for i in (0..t0).rev() {
                    let t7 = pop saved_1;
                    let mut q = x[i];
                    for j in 0..i {
                        let t1 = q;
                        let t2 = x[j];
                        let t3 = t1 * t2;
                        let t4 = t3.sin();
                        q = t4;
                        push saved (t1);
                    }
                    let t5 = q;
                    let t10 = p_bar;
                    clear p_bar;
                    let mut t8_bar = t10;
                    let t11 = t8_bar;
                    let mut t7_bar = t11 * t5;
                    let mut t5_bar = t11 * t7;
                    let t12 = t7_bar;
                    p_bar += t12;
                    let t13 = t5_bar;
                    let mut q_bar = t13;
                    for j in (0..i).rev() {
                        let t1 = pop saved;
                        let t2 = x[j];
                        let t3 = t1 * t2;
                        let t14 = q_bar;
                        clear q_bar;
                        let mut t4_bar = t14;
                        let t15 = t4_bar;
                        let mut t3_bar = sin::times_dx(t3, t15);
                        let t16 = t3_bar;
                        let mut t1_bar = t16 * t2;
                        let mut t2_bar = t16 * t1;
                        let t17 = t2_bar;
                        x_bar[j] += t17;
                        let t18 = t1_bar;
                        q_bar += t18;
                    }
                    let t19 = q_bar;
                    x_bar[i] += t19;
                }
                let t20 = p_bar;
                t6
            }
        "#]],
    );
}

#[test]
fn while_counts_its_trips() {
    check_gradient(
        "fn f(x: f64) -> f64 { let mut y = x; while y < 2.0 { y = y * 1.2 + x; } y }",
        expect![[r#"
            fn f(x, mut x_bar) {
                let mut y = x;
                let mut trips = 0usize;
                while {
                    let t0 = y;
                    let t1 = t0 < 2.0;
                    t1
                }
                do {
                    let t2 = y;
                    let t3 = t2 * 1.2;
                    let t4 = t3 + x;
                    y = t4;
                    trips += 1;
                }
                let n_trips = trips;
                let t5 = y;
                let mut t5_bar = 1.0;
                let t6 = t5_bar;
                let mut y_bar = t6;
                let mut x_bar_1 = 0.0;
                for _ in 0..n_trips {
                    let t7 = y_bar;
                    clear y_bar;
                    let mut t4_bar = t7;
                    let t8 = t4_bar;
                    let mut t3_bar = t8;
                    x_bar_1 += t8;
                    let t9 = t3_bar;
                    let mut t2_bar = t9 * 1.2;
                    let t10 = t2_bar;
                    y_bar += t10;
                }
                let t11 = y_bar;
                x_bar_1 += t11;
                let t12 = x_bar_1;
                *x_bar += t12;
                t5
            }
        "#]],
    );
}

#[test]
fn step_by_keeps_the_counter() {
    check_gradient(
        "fn f(x: &[f64]) -> f64 { let mut p = 1.0; for i in (0..x.len()).step_by(2) { p *= x[i]; } p }",
        expect![[r#"
            fn f(x, mut x_bar) {
                let mut p = 1.0;
                let t0 = x.len();
                let mut saved = stack for (0..t0).step_by(2);
                let mut trips = 0usize;
                for i in (0..t0).step_by(2) {
                    let t1 = x[i];
                    let t3 = p;
                    let t4 = t3 * t1;
                    p = t4;
                    push saved (i, t3);
                    trips += 1;
                }
                let n_trips = trips;
                let t2 = p;
                let mut t2_bar = 1.0;
                let t5 = t2_bar;
                let mut p_bar = t5;
                for _ in 0..n_trips {
                    let i, t3 = pop saved;
                    let t1 = x[i];
                    let t6 = p_bar;
                    clear p_bar;
                    let mut t4_bar = t6;
                    let t7 = t4_bar;
                    let mut t3_bar = t7 * t1;
                    let mut t1_bar = t7 * t3;
                    let t8 = t3_bar;
                    p_bar += t8;
                    let t9 = t1_bar;
                    x_bar[i] += t9;
                }
                let t10 = p_bar;
                t2
            }
        "#]],
    );
}

/// The stacks of a function's gradient, with the loops that they have room for.
fn check_rooms(source: &str, expect: Expect) {
    let gradient = Program::parse(source).main().adjoint(Form::Gradient);
    let text = print::print(&gradient);
    let stacks = text.lines().filter(|line| line.contains("= stack") || line.contains(".len()"));
    let stacks: Vec<_> = stacks.map(|line| format!("{}\n", line.trim())).collect();
    expect.assert_eq(&stacks.concat());
}

#[test]
fn room_for_nested_loops() {
    check_rooms(
        "fn f(x: &[f64], #[constant] n: usize) -> f64 {
            let mut p = x.to_vec();
            for _ in 0..n {
                for i in (1..p.len()).step_by(2) { p[i] = p[i - 1] * p[i].sin(); }
            }
            p[0]
        }",
        expect![[r#"
            let t13 = p.len();
            let mut saved = stack for 0..n for (1..t13).step_by(2);
            let mut saved_1 = stack for 0..n;
            let t0 = p.len();
        "#]],
    );
}

#[test]
fn no_room_where_the_inner_loop_changes() {
    check_rooms(
        "fn f(x: &[f64], #[constant] n: usize) -> f64 {
            let mut p = x.to_vec();
            for k in 0..n {
                for i in k..p.len() { p[i] = p[k] * p[i].sin(); }
            }
            for _ in 0..n {
                p.push(1.0);
                for i in 1..p.len() { p[i] = p[i - 1] * p[i].sin(); }
            }
            let mut m = n;
            for _ in 0..n {
                for i in 1..m { p[i] = p[i - 1] * p[i].sin(); }
                m /= 2;
            }
            for _ in 0..n {
                if p[0] > 1.0 { break }
                for i in 1..n { p[i] = p[i - 1] * p[i].sin(); }
            }
            p[0]
        }",
        expect![[r#"
            let mut saved_6 = stack;
            let mut saved_7 = stack for 0..n;
            let t0 = p.len();
            let mut saved_4 = stack;
            let mut saved_5 = stack for 0..n;
            let t5 = p.len();
            let mut saved_2 = stack;
            let mut saved_3 = stack for 0..n;
            let mut saved = stack;
            let mut saved_1 = stack;
        "#]],
    );
}
