//! `activity`: which variables carry a derivative.

use expect_test::expect;

use super::support::check_facts;
use super::support::program::Analysed;
use crate::ir::VarId;

fn activity(function: &Analysed, var: VarId) -> String {
    let facts = &function.facts;
    let text = match (facts.varied[var.0], facts.useful[var.0]) {
        (true, true) => "active",
        (true, false) => "varied",
        (false, true) => "useful",
        (false, false) => "",
    };
    text.to_string()
}

#[test]
fn active_is_varied_and_useful() {
    check_facts(
        activity,
        "fn f(x: f64, #[constant] w: f64) -> f64 {
            let a = x * w;
            let b = w * w;
            let c = x.sin();
            let d = w.cos();
            let e = c * d;
            a * b
        }",
        expect![[r#"
            fn f(x, w) {
                let a = x * w; // active
                let b = w * w; // useful
                let c = x.sin(); // varied
                let d = w.cos();
                let e = c * d; // varied
                let t0 = a * b; // active
                t0
            }
        "#]],
    );
}

#[test]
fn integers_comparisons_and_steps_carry_nothing() {
    check_facts(
        activity,
        "fn f(x: f64, w: &[f64]) -> f64 {
            let i = x.floor() as usize;
            let c = x > 1.0;
            let n = w.len();
            let s = stop_gradient(x);
            let y = if c { w[i] * s } else { n as f64 };
            y
        }",
        expect![[r#"
            fn f(x, w) {
                let t0 = x.floor();
                let i = t0 as usize;
                let c = x > 1.0;
                let n = w.len();
                let s = stop_gradient(x); // useful
                let y = if c {
                    let t1 = w[i]; // active
                    let t2 = t1 * s; // active
                    t2
                } else {
                    let t3 = n as f64; // useful
                    t3
                }
                y
            }
        "#]],
    );
}

#[test]
fn storage_is_active_for_its_whole_life() {
    check_facts(
        activity,
        "fn f(x: &[f64]) -> f64 {
            let mut a = vec![0.0; 4];
            let mut k = 0.0;
            for i in 0..4 {
                k += 1.0;
                a[i] = x[i] * k;
            }
            let b = &a[1..];
            b[0]
        }",
        expect![[r#"
            fn f(x) {
                let mut a = vec![0.0; 4]; // active
                let mut k = 0.0; // useful
                for i in 0..4 {
                    k += 1.0;
                    let t0 = x[i]; // active
                    let t1 = k; // useful
                    let t2 = t0 * t1; // active
                    a[i] = t2;
                }
                let b = &a[1..]; // active
                let t3 = b[0]; // active
                t3
            }
        "#]],
    );
}
