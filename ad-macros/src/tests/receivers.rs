//! `receivers`: a receiver that is borrowed meanwhile isn't changed.

use expect_test::expect;

use super::support::{Pass, check_shape};

/// `r` still borrows `body` when `measure` is called.
#[test]
fn a_reference_that_is_used_later() {
    check_shape(
        Pass::Primal,
        "fn f(mut body: Body, x: f64) -> f64 { let r = &body.a; let y = body.measure(x); y + *r }",
        expect![[r#"
            fn f(body, x) {
                let mut body_1 = body;
                let r = &body_1.a;
                let y = measure(&body_1, x);
                prove y;
                let t0 = *r;
                let t1 = y + t0;
                t1
            }
        "#]],
    );
}

/// Nothing borrows it any more: the method may change it.
#[test]
fn a_reference_that_is_not_used_later() {
    check_shape(
        Pass::Primal,
        "fn f(mut body: Body, x: f64) -> f64 { let r = &body.a; let z = *r; let y = body.measure(x); y + z }",
        expect![[r#"
            fn f(body, x) {
                let mut body_1 = body;
                let r = &body_1.a;
                let z = *r;
                let y = measure(&mut body_1, x);
                prove y;
                let t0 = y + z;
                t0
            }
        "#]],
    );
}

/// What is lent to the method beside its receiver is borrowed while it runs; another field isn't.
#[test]
fn a_part_that_the_method_is_given() {
    check_shape(
        Pass::Primal,
        "fn f(mut a: Body, x: f64) -> f64 { a.m = x; a.dot(&a) + a.rows[0].dot(&a.rows[1]) + a.left.dot(&a.right) }",
        expect![[r#"
            fn f(a, x) {
                let mut a_1 = a;
                a_1.m = x;
                let t0 = dot(&a_1, &a_1);
                prove t0;
                let t1 = dot(&a_1.rows[0], &a_1.rows[1]);
                prove t1;
                let t2 = t0 + t1;
                let t3 = dot(&mut a_1.left, &a_1.right);
                prove t3;
                let t4 = t2 + t3;
                t4
            }
        "#]],
    );
}
