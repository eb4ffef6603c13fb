//! `tangent`: forward mode. A dot beside each active value, and no code where there is none.

use expect_test::expect;

use super::support::{Pass, check_pass};

fn check_tangent(source: &str, expect: expect_test::Expect) {
    check_pass(Pass::Tangent, source, expect);
}

#[test]
fn arithmetic() {
    check_tangent(
        "fn f(x: f64, y: f64) -> f64 { let a = x * y + 2.0 * x; a / y - x }",
        expect![[r#"
            fn f(x, y, x_dot, y_dot) {
                let t0 = x * y;
                let t4 = x_dot * y;
                let t5 = x * y_dot;
                let t0_dot = t4 + t5;
                let t1 = 2.0 * x;
                let t1_dot = 2.0 * x_dot;
                let a = t0 + t1;
                let a_dot = t0_dot + t1_dot;
                let t2 = a / y;
                let t6 = t2 * y_dot;
                let t7 = a_dot - t6;
                let t2_dot = t7 / y;
                let t3 = t2 - x;
                let t3_dot = t2_dot - x_dot;
                t3, t3_dot
            }
        "#]],
    );
}

#[test]
fn constants_have_no_dot() {
    check_tangent(
        "fn f(x: f64, #[constant] w: f64) -> f64 { let a = w * w; let b = stop_gradient(x); a * x * b }",
        expect![[r#"
            fn f(x, w, x_dot) {
                let a = w * w;
                let b = stop_gradient(x);
                let t0 = a * x;
                let t0_dot = a * x_dot;
                let t1 = t0 * b;
                let t1_dot = t0_dot * b;
                t1, t1_dot
            }
        "#]],
    );
}

#[test]
fn methods() {
    check_tangent(
        "fn f(x: f64, y: f64) -> f64 { x.powf(y) + y.tanh() * x.floor() }",
        expect![[r#"
            fn f(x, y, x_dot, y_dot) {
                let t0 = x.powf(y);
                let t5 = powf::times_dx(x, y, x_dot);
                let t6 = powf::times_dp(x, y, t0, y_dot);
                let t0_dot = t5 + t6;
                let t1 = y.tanh();
                let t1_dot = tanh::times_dx(t1, y_dot);
                let t2 = x.floor();
                let t3 = t1 * t2;
                let t3_dot = t1_dot * t2;
                let t4 = t0 + t3;
                let t4_dot = t0_dot + t3_dot;
                t4, t4_dot
            }
        "#]],
    );
}

#[test]
fn branches_result_in_dots() {
    check_tangent(
        "fn f(x: f64, y: f64) -> f64 { let z = if x > y { x * y } else { 2.0 }; z * x }",
        expect![[r#"
            fn f(x, y, x_dot, y_dot) {
                let t0 = x > y;
                let z, z_dot = if t0 {
                    let t1 = x * y;
                    let t3 = x_dot * y;
                    let t4 = x * y_dot;
                    let t1_dot = t3 + t4;
                    t1, t1_dot
                } else {
                    2.0, 0.0
                }
                let t2 = z * x;
                let t5 = z_dot * x;
                let t6 = z * x_dot;
                let t2_dot = t5 + t6;
                t2, t2_dot
            }
        "#]],
    );
}

#[test]
fn storage_has_dotted_storage() {
    check_tangent(
        "fn f(x: &[f64]) -> f64 {
            let mut a = vec![0.0; x.len()];
            let mut s = 0.0;
            for i in 0..x.len() {
                a[i] = x[i] * s;
                s += a[i];
            }
            a[0] = 1.0;
            let part = &a[1..];
            s * part[0]
        }",
        expect![[r#"
            fn f(x, x_dot) {
                let t0 = x.len();
                let mut a = vec![0.0; t0];
                let mut a_dot = vec![0.0; t0];
                let mut s = 0.0;
                let mut s_dot = 0.0;
                let t1 = x.len();
                for i in 0..t1 {
                    let t2 = x[i];
                    let t2_dot = x_dot[i];
                    let t3 = s;
                    let t3_dot = s_dot;
                    let t4 = t2 * t3;
                    let t9 = t2_dot * t3;
                    let t10 = t2 * t3_dot;
                    let t4_dot = t9 + t10;
                    a[i] = t4;
                    a_dot[i] = t4_dot;
                    let t5 = a[i];
                    let t5_dot = a_dot[i];
                    s += t5;
                    s_dot += t5_dot;
                }
                a[0] = 1.0;
                clear a_dot[0];
                let part = &a[1..];
                let part_dot = &a_dot[1..];
                let t6 = s;
                let t6_dot = s_dot;
                let t7 = part[0];
                let t7_dot = part_dot[0];
                let t8 = t6 * t7;
                let t11 = t6_dot * t7;
                let t12 = t6 * t7_dot;
                let t8_dot = t11 + t12;
                t8, t8_dot
            }
        "#]],
    );
}

#[test]
fn tuples_and_lists() {
    check_tangent(
        "fn f(x: f64) -> (f64, [f64; 2]) { let (a, b) = (x * x, 1.0); (b, [a, b]) }",
        expect![[r#"
            fn f(x, x_dot) {
                let a = x * x;
                let t2 = x_dot * x;
                let a_dot = 2.0 * t2;
                let b = 1.0;
                let t0 = [a, b];
                let t0_dot = [a_dot, 0.0];
                let t1 = (b, t0);
                let t1_dot = (0.0, t0_dot);
                t1, t1_dot
            }
        "#]],
    );
}

#[test]
fn calls() {
    check_tangent(
        "fn g(x: &[f64], w: f64, n: usize) -> f64 { x[n] * w }
        fn f(x: &[f64], n: usize) -> f64 { g(&x[0..], 2.0, n) * g(x, x[0], 0) }",
        expect![[r#"
            fn f(x, n, x_dot) {
                let t0, t0_dot = g::tangent(&x[0..], 2.0, n, &x_dot[0..], _, _);
                prove t0;
                let t1 = x[0];
                let t1_dot = x_dot[0];
                let t2, t2_dot = g::tangent(x, t1, 0, x_dot, t1_dot, _);
                prove t2;
                let t3 = t0 * t2;
                let t4 = t0_dot * t2;
                let t5 = t0 * t2_dot;
                let t3_dot = t4 + t5;
                t3, t3_dot
            }
        "#]],
    );
}
