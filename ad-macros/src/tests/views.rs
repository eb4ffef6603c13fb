//! `views`: a name for what is lent to a call stands for the place.

use expect_test::expect;

use super::support::{Pass, check_shape};

#[test]
fn a_name_that_is_lent() {
    check_shape(
        Pass::Primal,
        "fn f(mut body: Body, x: f64, i: usize) -> f64 {
            let part = &mut body.parts[i]; part.grow(x); let list = &mut part.list; let y = norm(&list[1..]); y * body.mass
        }",
        expect![[r#"
            fn f(body, x, i) {
                let mut body_1 = body;
                let t0 = grow(&mut body_1.parts[i], x);
                let y = norm(&body_1.parts[i].list[1..]);
                let t1 = body_1.mass;
                let t2 = Mul(y, t1);
                t2
            }
        "#]],
    );
}

/// It is a reference like any other where it isn't lent, may be another later, or is used by name.
#[test]
fn names_that_stay() {
    check_shape(
        Pass::Primal,
        "fn f(mut v: Vec<f64>, x: f64) -> f64 {
            let part = &mut v[1..]; part[0] *= x;
            let pair = &mut v[..2]; let y = norm(&pair[..]); assert!(pair[0] < 9.0); y
        }",
        expect![[r#"
            fn f(v, x) {
                let mut v_1 = v;
                let part = &mut v_1[1..];
                let t0 = part[0];
                let t1 = t0 * x;
                part[0] = t1;
                let pair = &mut v_1[..2];
                let y = norm(&pair[..]);
                assert ! (pair [0] < 9.0);
                y
            }
        "#]],
    );
}
