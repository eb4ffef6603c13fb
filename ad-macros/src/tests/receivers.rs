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
