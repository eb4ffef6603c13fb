//! `used`: which values may not be used, so that nothing may come of their cotangents; `fading`: which are used only where they are finite.

use expect_test::{Expect, expect};

use super::support::check_facts;
use super::support::program::Analysed;
use crate::analysis::{fading, used};
use crate::ir::VarId;

/// Of a function whose result is used.
fn use_of(function: &Analysed, var: VarId) -> String {
    let fades = fading::only(&function.primal).any(|other| other == var);
    match used::perhaps_unused(&function.primal, true).contains(&var) {
        true if fades => "only where it is finite".to_string(),
        true => "perhaps unused".to_string(),
        false => String::new(),
    }
}

fn check(source: &str, expect: Expect) {
    check_facts(use_of, source, expect);
}

#[test]
fn a_straight_line_uses_all() {
    check(
        "fn f(x: f64, y: f64) -> f64 { let a = x * y; let b = a.sin(); let unused = b * x; b - a }",
        expect![[r#"
            fn f(x, y) {
                let a = x * y;
                let b = a.sin();
                let unused = b * x; // perhaps unused
                let t0 = b - a;
                t0
            }
        "#]],
    );
}

/// One side leaves out what the other one uses; what both use is used.
#[test]
fn a_branch_leaves_out() {
    check(
        "fn f(x: f64, r: f64) -> f64 {
            let q = r * r;
            let p = x * 2.0;
            let s = if q > 5.0 { p } else { q + p };
            s * x
        }",
        expect![[r#"
            fn f(x, r) {
                let q = r * r; // perhaps unused
                let p = x * 2.0;
                let t0 = q > 5.0; // perhaps unused
                let s = if t0 {
                    p
                } else {
                    let q_1 = r * r;
                    let t1 = q_1 + p;
                    t1
                }
                let t2 = s * x;
                t2
            }
        "#]],
    );
}

/// A comparison only looks, and an integer has no derivative.
#[test]
fn what_is_looked_at_is_not_used() {
    check(
        "fn f(x: f64, r: f64) -> f64 {
            let q = r * r;
            let n = q as i32;
            let p = if n > 5 { x } else { q };
            p + n as f64
        }",
        expect![[r#"
            fn f(x, r) {
                let q = r * r; // perhaps unused
                let n = q as i32;
                let t0 = n > 5; // perhaps unused
                let p = if t0 {
                    x
                } else {
                    q
                }
                let t1 = n as f64;
                let t2 = p + t1;
                t2
            }
        "#]],
    );
}

#[test]
fn what_chooses_leaves_out_the_other() {
    check(
        "fn f(x: f64, r: f64) -> f64 { let q = r * r; q.max(x) }",
        expect![[r#"
        fn f(x, r) {
            let q = r * r; // perhaps unused
            let t0 = q.max(x);
            t0
        }
    "#]],
    );
}

/// What is overwritten before it is read.
#[test]
fn what_is_overwritten() {
    check(
        "fn f(x: f64, r: f64, n: usize) -> f64 {
            let mut last = x;
            for i in 0..n { let q = r * r; last = q * i as f64; }
            last
        }",
        expect![[r#"
            fn f(x, r, n) {
                let mut last = x; // perhaps unused
                for i in 0..n {
                    let q = r * r; // perhaps unused
                    let t0 = i as f64; // perhaps unused
                    let t1 = q * t0; // perhaps unused
                    last = t1;
                }
                let t2 = last;
                t2
            }
        "#]],
    );
}

/// Parts of values are told apart; of lists, elements with literal indices.
#[test]
fn parts() {
    check(
        "fn f(x: f64, r: f64) -> f64 {
            let a = r * r;
            let b = x * x;
            let pair = (a, b);
            let c = x / r;
            let d = x + r;
            let list = [c, d];
            pair.1 * list[0]
        }",
        expect![[r#"
            fn f(x, r) {
                let a = r * r; // perhaps unused
                let b = x * x;
                let pair = (a, b); // perhaps unused
                let c = x / r;
                let d = x + r; // perhaps unused
                let list = [c, d]; // perhaps unused
                let t0 = pair.1;
                let t1 = list[0];
                let t2 = t0 * t1;
                t2
            }
        "#]],
    );
}

/// Where `q` is infinite, `exp(-q)` and `1 / q` are zero, and so are their slopes; a square is not.
#[test]
fn what_saturates() {
    check(
        "fn f(x: f64, y: f64) -> f64 {
            let q = x * y;
            let p = x + y;
            let r = x - y;
            (-q).exp() + 1.0 / p + r.powi(2)
        }",
        expect![[r#"
            fn f(x, y) {
                let q = x * y; // only where it is finite
                let p = x + y; // only where it is finite
                let r = x - y;
                let t0 = -q; // only where it is finite
                let t1 = t0.exp();
                let t2 = 1.0 / p;
                let t3 = t1 + t2;
                let t4 = r.powi(2);
                let t5 = t3 + t4;
                t5
            }
        "#]],
    );
}

/// What has no derivative is no use where it isn't finite either.
#[test]
fn what_saturates_and_is_looked_at() {
    check(
        "fn f(x: f64, y: f64) -> f64 {
            let q = x * y;
            let n = q as i32;
            let c = if q > 5.0 { 2.0 } else { stop_gradient(q) };
            (-q).exp() * c + n as f64 + q.floor()
        }",
        expect![[r#"
            fn f(x, y) {
                let q = x * y; // only where it is finite
                let n = q as i32;
                let t0 = q > 5.0; // perhaps unused
                let c = if t0 {
                    2.0
                } else {
                    let t1 = stop_gradient(q);
                    t1
                }
                let t2 = -q; // only where it is finite
                let t3 = t2.exp();
                let t4 = t3 * c;
                let t5 = n as f64;
                let t6 = t4 + t5;
                let t7 = q.floor();
                let t8 = t6 + t7;
                t8
            }
        "#]],
    );
}
