//! `numbers`: constants of unknown type that meet differentiated values are numbers, or don't lend storage.

use expect_test::expect;

use super::support::{Pass, check_shape};

/// What was taken out of something of the user's; the rule is over the number.
#[test]
fn operands_become_numbers() {
    check_shape(
        Pass::Primal,
        "fn f(x: f64, #[constant] table: &Table) -> f64 {
            let Some(k) = table.find(2) else { return x };
            x * k + k
        }",
        expect![[r#"
            fn f(x, table) {
                let t0 = table . find (2);
                let t1 = t0 is Some (_);
                let t2 = !t1;
                let t5 = if t2 {
                    x
                } else {
                    let k = t0.Some.0;
                    let t6 = number(constant);
                    let t3 = x * t6;
                    prove t3;
                    let t4 = t3 + t6;
                    t4
                }
                t5
            }
        "#]],
    );
}

/// A parameter whose type is written is one already.
#[test]
fn what_is_known_stays() {
    check_shape(
        Pass::Primal,
        "fn f(x: f64, #[constant] k: &f64) -> f64 { x * *k }",
        expect![[r#"
            fn f(x, k) {
                let t0 = *k;
                let t1 = x * t0;
                t1
            }
        "#]],
    );
}

/// Beside a differentiated value nothing is lent that could keep it.
#[test]
fn arguments_are_shared() {
    check_shape(
        Pass::Primal,
        "fn g(x: f64, k: &f64) -> f64 { x * *k }
         fn f(x: f64, #[constant] table: &Table) -> f64 {
            let Some(k) = table.find(2) else { return x };
            g(x, k)
        }",
        expect![[r#"
            fn f(x, table) {
                let t0 = table . find (2);
                let t1 = t0 is Some (_);
                let t2 = !t1;
                let t4 = if t2 {
                    x
                } else {
                    let k = t0.Some.0;
                    let t5 = shared(constant);
                    let t3 = g(x, t5);
                    t3
                }
                t4
            }
        "#]],
    );
}
