//! What the language has beyond numbers, branches and loops: patterns, closures, iterators, lists that change their
//! length, `&mut`, exits with values. How it is lowered, and what the transforms make of it.

mod constants;
mod lists;
mod maps;

use expect_test::expect;

use super::support::{Pass, check_pass, check_shape};

/// An arm is a test and bindings that are read through the place.
#[test]
fn match_on_an_enum() {
    check_shape(
        Pass::Lower,
        "fn f(s: Shape, x: f64) -> f64 { match s { Shape::Circle(r) => r * r, Shape::Box { w, h } if w > x => w * h, _ => x } }",
        expect![[r#"
            fn f(s, x) {
                let t0 = s is Shape :: Circle (_);
                let t7 = if t0 {
                    let r = s.Shape::Circle.0;
                    let t1 = r * r;
                    t1
                } else {
                    let t2 = s is Shape :: Box { w : _ , h : _ };
                    let t4 = if t2 {
                        let w = s.Shape::Box.w;
                        let h = s.Shape::Box.h;
                        let t3 = w > x;
                        t3
                    } else {
                        false
                    }
                    let t6 = if t4 {
                        let w_1 = s.Shape::Box.w;
                        let h_1 = s.Shape::Box.h;
                        let t5 = w_1 * h_1;
                        t5
                    } else {
                        x
                    }
                    t6
                }
                t7
            }
        "#]],
    );
}

/// A tuple is never put together.
#[test]
fn match_on_numbers_and_tuples() {
    check_shape(
        Pass::Lower,
        "fn f(x: f64, n: usize) -> f64 { match (n, x > 0.0) { (0, true) => x, (1 | 2, _) => x * x, _ => 1.0 } }",
        expect![[r#"
            fn f(x, n) {
                let t0 = x > 0.0;
                let t1 = n is 0;
                let t3 = if t1 {
                    let t2 = t0 is true;
                    t2
                } else {
                    false
                }
                let t7 = if t3 {
                    x
                } else {
                    let t4 = n is 1 | 2;
                    let t6 = if t4 {
                        let t5 = x * x;
                        t5
                    } else {
                        1.0
                    }
                    t6
                }
                t7
            }
        "#]],
    );
}

#[test]
fn if_let_and_chains() {
    check_pass(
        Pass::Lower,
        "fn f(x: f64, n: usize) -> f64 { let y = Some(x); if let Some(z) = y && n > 1 { z * z } else { x } }",
        expect![[r#"
            fn f(x, n) {
                let y = Some { 0: x };
                let t0 = y is Some (_);
                let t4 = if t0 {
                    let z = y.Some.0;
                    let t1 = n > 1;
                    let t3 = if t1 {
                        let t2 = z * z;
                        t2
                    } else {
                        x
                    }
                    t3
                } else {
                    x
                }
                t4
            }
        "#]],
    );
    check_pass(
        Pass::Gradient,
        "fn f(x: f64, n: usize) -> f64 { let y = if n > 1 { Some(x * x) } else { None }; if let Some(z) = y { z * x } else { x } }",
        expect![[r#"
            fn f(x, n, mut x_bar) {
                let t0 = n > 1;
                let y = if t0 {
                    let t1 = x * x;
                    let t2 = Some { 0: t1 };
                    t2
                } else {
                    None
                }
                let t3 = y is Some (_);
                let t5 = if t3 {
                    let z = y.Some.0;
                    prove z;
                    let t4 = z * x;
                    t4
                } else {
                    x
                }
                let mut t5_bar = 1.0;
                let mut x_bar_1 = 0.0;
                let mut y_bar = zero_like(y);
                let t6 = t5_bar;
                if t3 {
                    let z = y.Some.0;
                    let mut t4_bar = t6;
                    let t7 = t4_bar;
                    let mut z_bar = t7 * x;
                    let t8 = t7 * z;
                    x_bar_1 += t8;
                    let t9 = z_bar;
                    y_bar.Some.0 += t9;
                } else {
                    x_bar_1 += t6;
                }
                let t10 = y_bar;
                if t0 {
                    let mut t2_bar = t10;
                    let mut t1_bar = t2_bar.Some.0;
                    let t11 = t1_bar;
                    let t12 = t11 *₀ x;
                    let t13 = 2.0 * t12;
                    x_bar_1 += t13;
                }
                let t14 = x_bar_1;
                *x_bar += t14;
                t5
            }
        "#]],
    );
}

#[test]
fn let_else() {
    check_pass(
        Pass::Lower,
        "fn f(x: f64, n: usize) -> f64 { let y = if n > 1 { Some(x) } else { None }; let Some(z) = y else { return 0.5 * x; }; z * z }",
        expect![[r#"
            fn f(x, n) {
                let t0 = n > 1;
                let y = if t0 {
                    let t1 = Some { 0: x };
                    t1
                } else {
                    None
                }
                let t2 = y is Some (_);
                let t3 = !t2;
                if t3 {
                    let t4 = 0.5 * x;
                    return t4;
                }
                let z = y.Some.0;
                let t5 = z * z;
                t5
            }
        "#]],
    );
}

#[test]
fn question_marks() {
    check_shape(
        Pass::Lower,
        "fn g(x: f64) -> Option<f64> { Some(x) } fn f(x: f64) -> Option<f64> { let y = g(x)?; Some(y * y) }",
        expect![[r#"
            fn f(x) {
                let t0 = g(x);
                let t1 = t0 is :: core :: option :: Option :: None;
                if t1 {
                    return ::core::option::Option::None;
                }
                let y = t0.::core::option::Option::Some.0;
                let t2 = y * y;
                let t3 = Some { 0: t2 };
                t3
            }
        "#]],
    );
}

#[test]
fn structs() {
    check_shape(
        Pass::Lower,
        "fn f(p: Point, x: f64) -> Point { let q = Point { x, ..p }; Point { y: q.x * q.y, ..q } }",
        expect![[r#"
            fn f(p, x) {
                let mut t0 = p;
                t0.x = x;
                let q = t0;
                let t1 = q.x;
                let t2 = q.y;
                let t3 = t1 * t2;
                let mut t4 = q;
                t4.y = t3;
                let t5 = t4;
                t5
            }
        "#]],
    );
    check_shape(
        Pass::Gradient,
        "fn f(p: &Point, x: f64) -> f64 { let q = Point { x: p.x * x, y: p.y }; q.x * q.y }",
        expect![[r#"
            fn f(p, x, mut p_bar, mut x_bar) {
                let t0 = p.x;
                let t1 = Mul(t0, x);
                let t2 = p.y;
                let kept = keep(t1);
                let kept_1 = keep(t2);
                let q = Point { x: t1, y: t2 };
                let t3 = q.x;
                let t4 = q.y;
                let t5, mul_pullback = Mul::pullback(t3, t4);
                let mut t5_bar = 1.0;
                let t6 = t5_bar;
                let mut t3_bar = zero_like(t3);
                let mut t4_bar = zero_like(t4);
                pull mul_pullback(t6; t3_bar, t4_bar);
                let t7 = t4_bar;
                let mut q_bar = zero_like(q);
                q_bar.y += t7;
                let t8 = t3_bar;
                q_bar.x += t8;
                let t9 = q_bar.x;
                let mut t1_bar = refitted(t9, kept);
                let t10 = q_bar.y;
                let mut t2_bar = refitted(t10, kept_1);
                let t11 = t2_bar;
                p_bar.y += t11;
                let t12 = t1_bar;
                let mut t0_bar = zero_like(t0);
                let mut x_bar_1 = 0.0;
                let _, mul_pullback_1 = Mul::pullback(t0, x);
                pull mul_pullback_1(t12; t0_bar, x_bar_1);
                let t13 = t0_bar;
                p_bar.x += t13;
                let t14 = x_bar_1;
                *x_bar += t14;
                t5
            }
        "#]],
    );
}

#[test]
fn methods() {
    check_shape(
        Pass::Gradient,
        "fn f(m: &Model, x: f64) -> f64 { m.loss(x) * x }",
        expect![[r#"
            fn f(m, x, mut m_bar, mut x_bar) {
                let t0, loss_pullback = loss::pullback(&m, x);
                prove t0;
                let t1 = t0 * x;
                let mut t1_bar = 1.0;
                let t2 = t1_bar;
                let mut t0_bar = t2 * x;
                let mut x_bar_1 = t2 * t0;
                let t3 = t0_bar;
                pull loss_pullback(t3; m_bar, x_bar_1);
                let t4 = x_bar_1;
                *x_bar += t4;
                t1
            }
        "#]],
    );
}

#[test]
fn exits_out_of_values() {
    check_pass(
        Pass::Primal,
        "fn f(x: f64) -> f64 { let y = if x > 0.5 { if x > 0.9 { return x; } x * x } else { 1.0 }; x * y }",
        expect![[r#"
            fn f(x) {
                let mut result = 0.0;
                let mut returned = false;
                let t0 = x > 0.5;
                let mut value = 0.0;
                if t0 {
                    let t1 = x > 0.9;
                    if t1 {
                        result = x;
                        returned = true;
                    } else {
                        let t2 = x * x;
                        value = t2;
                    }
                } else {
                    value = 1.0;
                }
                let t5 = returned;
                let t7 = if t5 {
                    let t6 = result;
                    t6
                } else {
                    let t4 = value;
                    let y = t4;
                    let t3 = x * y;
                    t3
                }
                t7
            }
        "#]],
    );
    check_pass(
        Pass::Primal,
        "fn f(x: f64) -> f64 { let mut y = x; let z = loop { y *= 1.5; if y > 4.0 { break y * x; } }; z }",
        expect![[r#"
            fn f(x) {
                let mut y = x;
                let mut value = 0.0;
                let mut done = false;
                while {
                    let t4 = done;
                    let t5 = !t4;
                    t5
                }
                do {
                    let t6 = y;
                    let t7 = t6 * 1.5;
                    y = t7;
                    let t0 = y;
                    let t1 = t0 > 4.0;
                    if t1 {
                        let t3 = t0 * x;
                        value = t3;
                        done = true;
                    }
                }
                let z = value;
                z
            }
        "#]],
    );
    check_pass(
        Pass::Primal,
        "fn f(x: f64) -> f64 { let y = 'a: { if x > 0.7 { break 'a x * x; } 2.0 }; y * x }",
        expect![[r#"
            fn f(x) {
                let mut value = 0.0;
                let mut done = false;
                while {
                    let t3 = done;
                    let t4 = !t3;
                    t4
                }
                do {
                    let t0 = x > 0.7;
                    if t0 {
                        let t1 = x * x;
                        value = t1;
                        done = true;
                    } else {
                        value = 2.0;
                        done = true;
                    }
                }
                let y = value;
                let t2 = y * x;
                t2
            }
        "#]],
    );
}
