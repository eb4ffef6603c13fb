//! Names: the user's stay, the macro's are unique, and both are the same each time.

use expect_test::expect;

use super::support::{Pass, check_pass, expanded};

#[test]
fn names_that_the_macro_would_take() {
    check_pass(
        Pass::Gradient,
        "fn f(x: f64, x_bar: f64, t0: f64) -> f64 { let saved = x * x_bar; let t1 = saved * t0; t1 * t1 }",
        expect![[r#"
            fn f(x, x_bar, t0, mut x_bar, mut x_bar_bar, mut t0_bar) {
                let saved = x * x_bar;
                let t1 = saved * t0;
                let t2 = t1 * t1;
                let mut t2_bar = 1.0;
                let t3 = t2_bar;
                let t4 = t3 * t1;
                let mut t1_bar = 2.0 * t4;
                let t5 = t1_bar;
                let mut saved_bar = t5 * t0;
                let mut t0_bar_1 = t5 * saved;
                let t6 = saved_bar;
                let mut x_bar_1 = t6 * x_bar;
                let mut x_bar_bar_1 = t6 * x;
                let t7 = x_bar_1;
                *x_bar += t7;
                let t8 = x_bar_bar_1;
                *x_bar_bar += t8;
                let t9 = t0_bar_1;
                *t0_bar += t9;
                t2
            }
        "#]],
    );
}

#[test]
fn shadowed_names() {
    check_pass(
        Pass::Gradient,
        "fn f(x: f64) -> f64 { let x = x * x; let x = x * x; x.sin() }",
        expect![[r#"
            fn f(x, mut x_bar) {
                let x_1 = x * x;
                let x_2 = x_1 * x_1;
                let t0 = x_2.sin();
                let mut t0_bar = 1.0;
                let t1 = t0_bar;
                let mut x_2_bar = sin::times_dx(x_2, t1);
                let t2 = x_2_bar;
                let t3 = t2 * x_1;
                let mut x_1_bar = 2.0 * t3;
                let t4 = x_1_bar;
                let t5 = t4 * x;
                let mut x_bar_1 = 2.0 * t5;
                let t6 = x_bar_1;
                *x_bar += t6;
                t0
            }
        "#]],
    );
}

#[test]
fn raw_names_and_underscores() {
    check_pass(
        Pass::Tangent,
        "fn f(r#type: f64, _x: f64) -> f64 { let r#fn = r#type * _x; let _ = r#fn; r#fn * _x }",
        expect![[r#"
            fn f(r#type, _x, type_dot, x_dot) {
                let r#fn = r#type * _x;
                let t1 = type_dot * _x;
                let t2 = r#type * x_dot;
                let fn_dot = t1 + t2;
                let t0 = r#fn * _x;
                let t3 = fn_dot * _x;
                let t4 = r#fn * x_dot;
                let t0_dot = t3 + t4;
                t0, t0_dot
            }
        "#]],
    );
}

/// Tokens that pass through mention variables by the names that they have in the derivative.
#[test]
fn names_in_what_passes_through() {
    let text = expanded(
        "reverse",
        r#"fn f(x: f64) -> f64 {
            let x = x * x;
            assert!(x >= 0.0, "{x} {:?} {x:?} {0}", x.sqrt(), x = x);
            x * x
        }"#,
    );
    let body = text.split("fn accumulate_grad").nth(1).expect("a gradient");
    let body = body.split("///").next().expect("a function").trim_end();
    expect![[r#"
        (x: f64, x_bar: &mut f64) -> f64 {
                ::ad_runtime::written! {
                    Self::COMPILES; [] x, x_bar;
                }
                let x_1 = x * x;
                assert!(x_1 >= 0.0, "{x} {:?} {x:?} {0}", x_1.sqrt(), x = x_1);
                *x_bar += 2.0 * (2.0 * x_1 * x);
                x_1 * x_1
            }"#]]
    .assert_eq(body);
}
