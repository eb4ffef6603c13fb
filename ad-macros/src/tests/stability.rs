//! `stability`: which values can be computed again in the reverse sweep.

use expect_test::expect;

use super::support::check_facts;
use super::support::program::Analysed;
use crate::ir::VarId;

fn stability(function: &Analysed, var: VarId) -> String {
    let text = if function.facts.stable[var.0] { "" } else { "what it reads changes" };
    text.to_string()
}

#[test]
fn a_read_before_a_write() {
    check_facts(
        stability,
        "fn f(x: f64) -> f64 {
            let mut a = x * x;
            let b = a.sin();
            a += b;
            let c = a.sin();
            c * b
        }",
        expect![[r#"
            fn f(x) {
                let t0 = x * x;
                let mut a = t0;
                let t1 = a; // what it reads changes
                let b = t1.sin();
                a += b;
                let t2 = a;
                let c = t2.sin();
                let t3 = c * b;
                t3
            }
        "#]],
    );
}

#[test]
fn what_a_loop_writes_changes_in_all_of_its_body() {
    check_facts(
        stability,
        "fn f(x: &[f64]) -> f64 {
            let mut a = 1.0;
            for i in 0..x.len() {
                let mut own = x[i];
                let b = own * a;
                a = b + own;
                own = a;
                a *= x[0];
            }
            let c = a.ln();
            c
        }",
        expect![[r#"
            fn f(x) {
                let mut a = 1.0;
                let t0 = x.len();
                for i in 0..t0 {
                    let mut own = x[i];
                    let t1 = own; // what it reads changes
                    let t2 = a; // what it reads changes
                    let b = t1 * t2;
                    let t4 = b + t1;
                    a = t4;
                    let t5 = a; // what it reads changes
                    own = t5;
                    let t6 = x[0];
                    let t9 = t5 * t6;
                    a = t9;
                }
                let t7 = a;
                let c = t7.ln();
                c
            }
        "#]],
    );
}

#[test]
fn borrows_and_arguments_are_reads() {
    check_facts(
        stability,
        "fn g(x: &[f64]) -> f64 { x[0] * x[1] }
        fn f(x: &[f64]) -> f64 {
            let mut a = x.to_vec();
            let y = g(&a);
            let z = g(x);
            a[0] = y * z;
            let part = &a[0..2];
            part[0] * g(part)
        }",
        expect![[r#"
            fn f(x) {
                let mut a = x.to_vec();
                let y = g(&a); // what it reads changes
                prove y;
                let z = g(x);
                prove z;
                let t0 = y * z;
                a[0] = t0;
                let part = &a[0..2];
                let t1 = part[0];
                let t2 = g(part);
                prove t2;
                let t3 = t1 * t2;
                t3
            }
        "#]],
    );
}
