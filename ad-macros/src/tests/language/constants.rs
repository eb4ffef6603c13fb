//! Constant code stays the user's own; references that branches choose.

use expect_test::{Expect, expect};

use crate::tests::support::{Pass, check_shape};

fn check(source: &str, expect: Expect) {
    check_shape(Pass::Primal, source, expect);
}

/// What mentions nothing differentiated is emitted as it stands, once; arithmetic and elements stay IR.
#[test]
fn constant_code_is_the_users() {
    check(
        "fn f(x: f64, #[constant] table: &Map, n: usize) -> f64 {
            let key = table.keys().filter(|key| key.len() > n).count();
            let twice = n * 2 + 1;
            x * key as f64 + twice as f64
        }",
        expect![[r#"
            fn f(x, table, n) {
                let key = table . keys () . filter (| key | key . len () > n) . count ();
                let t0 = n * 2;
                let twice = t0 + 1;
                let t1 = key as f64;
                let t2 = x * t1;
                let t3 = twice as f64;
                let t4 = t2 + t3;
                t4
            }
        "#]],
    );
}

/// A loop over a constant iterator advances that iterator itself.
#[test]
fn loops_over_constants() {
    check(
        "fn f(x: f64, #[constant] names: &[String]) -> f64 {
            let mut s = x;
            for name in names.iter().rev().filter(|name| !name.is_empty()) { s *= x; }
            s
        }",
        expect![[r#"
            fn f(x, names) {
                let mut s = x;
                for name in names . iter () . rev () . filter (| name | ! name . is_empty ()) {
                    let t1 = s;
                    let t2 = t1 * x;
                    s = t2;
                }
                let t0 = s;
                t0
            }
        "#]],
    );
}

/// What comes after a choice of references is in each of its sides, so that a name stands for one place.
#[test]
fn chosen_references() {
    check(
        "fn f(x: f64, y: f64) -> f64 {
            let (a, b) = if x < y { (&x, &y) } else { (&y, &x) };
            a * 2.0 + b
        }",
        expect![[r#"
            fn f(x, y) {
                let t0 = x < y;
                let t9 = if t0 {
                    let a = &x;
                    let b = &y;
                    let t1 = *a;
                    let t2 = t1 * 2.0;
                    let t3 = *b;
                    let t4 = t2 + t3;
                    t4
                } else {
                    let a_1 = &y;
                    let b_1 = &x;
                    let t5 = *a_1;
                    let t6 = t5 * 2.0;
                    let t7 = *b_1;
                    let t8 = t6 + t7;
                    t8
                }
                t9
            }
        "#]],
    );
}

/// A choice among constants with calls keeps the user's scrutinee around its arms.
#[test]
fn choices_of_constants() {
    check(
        "fn f(x: f64, #[constant] lock: &Mutex<Option<f64>>) -> f64 {
            match *lock.lock().unwrap() { Some(k) => x * k, None => x }
        }",
        expect![[r#"
            fn f(x, lock) {
                let mut value = 0.0;
                for scrutinee in [& (* lock . lock () . unwrap ())] {
                    let t0 = *scrutinee is Some (_);
                    let t2 = if t0 {
                        let k = *scrutinee.Some.0;
                        let t4 = number(constant);
                        let t1 = x * t4;
                        t1
                    } else {
                        x
                    }
                    value = t2;
                }
                let t3 = value;
                t3
            }
        "#]],
    );
}
