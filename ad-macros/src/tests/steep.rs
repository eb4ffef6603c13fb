//! `steep`: infinite dots, of which a factor that is zero makes nothing (`*₀`), as reverse mode does.

use expect_test::expect;

use super::support::{Pass, check_pass};

/// A root's slope is infinite at zero, where the root isn't; so is a multiple's, and nothing else's.
#[test]
fn products_with_roots() {
    check_pass(
        Pass::Tangent,
        "fn f(x: f64, w: f64) -> f64 {
            let root = x.sqrt();
            let multiple = -root * 2.0;
            w * root + multiple * w + x.sin() * w
        }",
        expect![[r#"
            fn f(x, w, x_dot, w_dot) {
                let root = x.sqrt();
                let root_dot = sqrt::times_dx(root, x_dot);
                let t0 = -root;
                let t0_dot = -root_dot;
                let multiple = t0 * 2.0;
                let multiple_dot = 2.0 * t0_dot;
                let t1 = w * root;
                let t7 = w_dot * root;
                let t8 = w *₀ root_dot;
                let t1_dot = t7 + t8;
                let t2 = multiple * w;
                let t9 = w *₀ multiple_dot;
                let t10 = multiple * w_dot;
                let t2_dot = t9 + t10;
                let t3 = t1 + t2;
                let t3_dot = t1_dot + t2_dot;
                let t4 = x.sin();
                let t4_dot = sin::times_dx(x, x_dot);
                let t5 = t4 * w;
                let t11 = t4_dot * w;
                let t12 = t4 * w_dot;
                let t5_dot = t11 + t12;
                let t6 = t3 + t5;
                let t6_dot = t3_dot + t5_dot;
                t6, t6_dot
            }
        "#]],
    );
}

/// What it is divided by may be infinite, and its dot with it: the quotient is zero there.
#[test]
fn quotients_by_what_grows() {
    check_pass(
        Pass::Tangent,
        "fn f(x: f64, y: f64) -> f64 { 1.0 / (1.0 + x.exp()) + x / y }",
        expect![[r#"
            fn f(x, y, x_dot, y_dot) {
                let t0 = x.exp();
                let t0_dot = exp::times_dx(t0, x_dot);
                let t1 = 1.0 + t0;
                let t1_dot = t0_dot;
                let t2 = 1.0 / t1;
                let t5 = t2 *₀ t1_dot;
                let t6 = -t5;
                let t2_dot = t6 / t1;
                let t3 = x / y;
                let t7 = t3 * y_dot;
                let t8 = x_dot - t7;
                let t3_dot = t8 / y;
                let t4 = t2 + t3;
                let t4_dot = t2_dot + t3_dot;
                t4, t4_dot
            }
        "#]],
    );
}

#[test]
fn remainders() {
    check_pass(
        Pass::Tangent,
        "fn f(x: f64, y: f64) -> f64 { x % y + x % 2.0 }",
        expect![[r#"
            fn f(x, y, x_dot, y_dot) {
                let t0 = x % y;
                let t3 = x / y;
                let t4 = t3.trunc();
                let t5 = t4 * y_dot;
                let t0_dot = x_dot - t5;
                let t1 = x % 2.0;
                let t1_dot = x_dot;
                let t2 = t0 + t1;
                let t2_dot = t0_dot + t1_dot;
                t2, t2_dot
            }
        "#]],
    );
}

/// A cotangent of a call that may be infinite is split off by who pulls.
#[test]
fn roots_of_calls() {
    let file = "
        fn dot(x: &[f64], y: &[f64]) -> f64 { x[0] * y[0] + x[1] * y[1] }
        fn f(x: &[f64]) -> f64 { let s: f64 = dot(x, x); s.sqrt() + dot(x, x) }";
    check_pass(
        Pass::Gradient,
        file,
        expect![[r#"
        fn f(x, mut x_bar) {
            let s, dot_pullback_1 = dot::pullback(x, x);
            let t0 = s.sqrt();
            let t1, dot_pullback = dot::pullback(x, x);
            prove t1;
            let t2 = t0 + t1;
            let mut t2_bar = 1.0;
            let t3 = t2_bar;
            let mut t0_bar = t3;
            let mut t1_bar = t3;
            let t4 = t1_bar;
            let mut part = zero_like(x);
            let mut part_1 = zero_like(x);
            pull dot_pullback(t4; part, part_1);
            let t5 = part;
            x_bar += t5;
            let t6 = part_1;
            x_bar += t6;
            let t7 = t0_bar;
            let mut s_bar = sqrt::times_dx(t0, t7);
            let t8 = s_bar;
            let mut part_2 = zero_like(x);
            let mut part_3 = zero_like(x);
            pull₀ dot_pullback_1(t8; part_2, part_3);
            let t9 = part_2;
            x_bar += t9;
            let t10 = part_3;
            x_bar += t10;
            t2
        }
    "#]],
    );
}
