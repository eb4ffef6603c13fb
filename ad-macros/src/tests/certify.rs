//! `certify`: calls that only select, and operators on what isn't seen.

use expect_test::expect;

use super::support::{Pass, check_pass, check_shape};

/// A plain function might keep what it is given.
#[test]
fn a_call_that_only_selects() {
    check_pass(
        Pass::Primal,
        "fn norm(x: f64) -> f64 { x * x } fn f(x: f64) -> f64 { let mut y = x; while norm(y) > 1.0 { y *= 0.5; } y }",
        expect![[r#"
            fn f(x) {
                let mut y = x;
                while {
                    let t0 = y;
                    let t1 = norm::value(t0);
                    let t2 = t1 > 1.0;
                    t2
                }
                do {
                    let t4 = y;
                    let t5 = t4 * 0.5;
                    y = t5;
                }
                let t3 = y;
                t3
            }
        "#]],
    );
}

/// What it is given isn't differentiated: it is called as it was.
#[test]
fn a_call_of_constants() {
    check_pass(
        Pass::Primal,
        "fn norm(x: f64) -> f64 { x * x } fn f(x: f64, #[constant] w: f64) -> f64 { x * norm(w) }",
        expect![[r#"
            fn f(x, w) {
                let t0 = number(norm (w));
                let t1 = x * t0;
                t1
            }
        "#]],
    );
}

/// The rules of operators are those of numbers: the field must be one.
#[test]
fn an_operator_on_what_is_not_seen() {
    check_shape(
        Pass::Primal,
        "fn f(p: &Particle, q: &Particle) -> f64 { let d = p.at - q.at; d.norm() }",
        expect![[r#"
            fn f(p, q) {
                let t0 = p.at;
                let t1 = q.at;
                let d = Sub(t0, t1);
                let t2 = norm(&d);
                t2
            }
        "#]],
    );
}
