//! `select`: what is done by operators, and what by rules of the runtime.
//!
//! Each function twice, where its types are seen and where they aren't: what numbers are done with by operators, has a rule for
//! tangents of any type. Both compute the same, for every function that any test looks at (`support/stages`).

use expect_test::{Expect, expect};

use super::support::program::Program;
use super::support::stages::{Types, finished, selected};
use super::support::{Pass, check_select};
use crate::ir::verify::{Phase, verify};
use crate::ir::{Expr, Function, Stmt, StoreOp, print, visit};

/// What `select` changes where structs and enums take part, which aren't interpreted: the programs in `tests` run them.
fn check_shape(derivative: Pass, source: &str, expect: Expect) {
    let program = Program::parse(source);
    let function = match derivative {
        Pass::Tangent => program.main().tangent(),
        _ => program.main().adjoint(crate::adjoint::Form::Gradient),
    };
    let text = print::print(&selected(finished(function, true), Types::Seen));
    expect.assert_eq(&text);
}

const PRODUCTS: &str = "fn f(x: f64, y: f64) -> f64 { let s = (x + 2.0) * y - x / y; s * s }";

#[test]
fn numbers_have_operators() {
    check_select(
        Types::Seen,
        Pass::Tangent,
        PRODUCTS,
        expect![[r#"
        nothing changes
    "#]],
    );
}

#[test]
fn tangents_of_any_type_have_rules() {
    check_select(
        Types::Unseen,
        Pass::Tangent,
        PRODUCTS,
        expect![[r#"
          fn f(x, y, x_dot, y_dot) {
              let t0 = x + 2.0;
              let t1 = t0 * y;
        -     let t4 = x_dot * y;
        -     let t5 = t0 * y_dot;
        -     let t1_dot = t4 + t5;
        +     let t4 = scaled(x_dot, y);
        +     let t5 = scaled(y_dot, t0);
        +     let t1_dot = sum(t4, t5);
              let t2 = x / y;
        -     let t6 = t2 * y_dot;
        -     let t7 = x_dot - t6;
        -     let t2_dot = t7 / y;
        +     let t6 = scaled(y_dot, t2);
        +     let t7 = difference(x_dot, t6);
        +     let t2_dot = unscaled(t7, y);
              let s = t1 - t2;
        -     let s_dot = t1_dot - t2_dot;
        +     let s_dot = difference(t1_dot, t2_dot);
              let t3 = s * s;
        -     let t8 = s_dot * s;
        -     let t3_dot = 2.0 * t8;
        +     let t8 = scaled(s_dot, s);
        +     let t3_dot = twice(t8);
              t3, t3_dot
          }
    "#]],
    );
}

const SUMS: &str = "fn f(x: &[f64], w: f64) -> f64 {
    let mut acc = w;
    for i in 0..x.len() { acc = acc * x[i] - w; }
    acc
}";

#[test]
fn stores_of_numbers() {
    check_select(
        Types::Seen,
        Pass::Gradient,
        SUMS,
        expect![[r#"
        nothing changes
    "#]],
    );
}

#[test]
fn stores_of_any_type() {
    check_select(
        Types::Unseen,
        Pass::Gradient,
        SUMS,
        expect![[r#"
              fn f(x, w, mut x_bar, mut w_bar) {
                  let mut acc = w;
                  let t0 = x.len();
                  let mut saved = stack for 0..t0;
                  for i in 0..t0 {
                      let t1 = acc;
                      let t2 = x[i];
                      let t3 = t1 * t2;
                      let t4 = t3 - w;
                      acc = t4;
                      push saved (t1);
                  }
                  let t5 = acc;
                  let mut acc_bar = 1.0;
                  let mut w_bar_1 = 0.0;
                  for i_1 in (0..t0).rev() {
                      let t14 = pop saved;
                      let t15 = x[i_1];
                      let t7 = acc_bar;
            -         w_bar_1 -= t7;
            -         let t1_bar = t7 * t15;
            -         let t2_bar = t7 * t14;
            -         x_bar[i_1] += t2_bar;
            -         acc_bar = t1_bar;
            +         w_bar_1 -← t7;
            +         let t1_bar = scaled(t7, t15);
            +         let t2_bar = scaled(t7, t14);
            +         x_bar[i_1] +← t2_bar;
            +         acc_bar ← t1_bar;
                  }
                  let t12 = acc_bar;
            -     w_bar_1 += t12;
            +     w_bar_1 +← t12;
                  let t13 = w_bar_1;
            -     *w_bar += t13;
            +     *w_bar +← t13;
                  t5
              }
        "#]],
    );
}

/// Whether the tangent of a cast is a number, the type that is cast to knows.
#[test]
fn casts() {
    let source = "fn f(x: f64) -> f64 { let y = x as f32; let z = y as f64; z * x }";
    check_select(
        Types::Unseen,
        Pass::Tangent,
        source,
        expect![[r#"
          fn f(x, x_dot) {
              let y = x as f32;
        -     let y_dot = x_dot as f32;
        +     let y_dot = cast_tangent::<f32>(x_dot);
              let z = y as f64;
        -     let z_dot = y_dot as f64;
        +     let z_dot = cast_tangent::<f64>(y_dot);
              let t0 = z * x;
        -     let t1 = z_dot * x;
        -     let t2 = z * x_dot;
        -     let t0_dot = t1 + t2;
        +     let t1 = scaled(z_dot, x);
        +     let t2 = scaled(x_dot, z);
        +     let t0_dot = sum(t1, t2);
              t0, t0_dot
          }
    "#]],
    );
}

const LISTS: &str = "fn f(x: f64, y: f64) -> f64 {
    let mut xs = vec![x];
    xs.push(y * x);
    let last = xs.pop().unwrap_or(0.0);
    let pair = (x, last);
    pair.0 * pair.1 + xs[0]
}";

#[test]
fn lists_that_are_seen() {
    check_select(
        Types::Seen,
        Pass::Tangent,
        LISTS,
        expect![[r#"
          fn f(x, y, x_dot, y_dot) {
              let mut xs = vec![x];
              let mut xs_dot = vec![x_dot];
              let t0 = y * x;
              let t9 = y_dot * x;
              let t10 = y * x_dot;
              let t0_dot = t9 + t10;
              xs.push(t0);
              xs_dot.push(t0_dot);
              let t1 = xs.pop();
              let t1_dot = xs_dot.pop();
              let t2 = t1 is a success;
              let last, last_dot = if t2 {
        -         let t3 = t1.payload;
        +         let t3 = t1.payload.clone();
                  let t3_dot = t1_dot.payload.clone();
                  t3, t3_dot
              } else {
                  0.0, 0.0
              }
              let pair = (x, last);
              let pair_dot = (x_dot, last_dot);
              let t4 = pair.0;
              let t4_dot = pair_dot.0;
              let t5 = pair.1;
              let t5_dot = pair_dot.1;
              let t6 = t4 * t5;
              let t11 = t4_dot * t5;
              let t12 = t4 * t5_dot;
              let t6_dot = t11 + t12;
              let t7 = xs[0];
              let t7_dot = xs_dot[0];
              let t8 = t6 + t7;
              let t8_dot = t6_dot + t7_dot;
              t8, t8_dot
          }
    "#]],
    );
}

/// What is read of a constant is taken out, and what is pushed to may be no list.
#[test]
fn lists_that_are_not_seen() {
    check_select(
        Types::Unseen,
        Pass::Tangent,
        LISTS,
        expect![[r#"
          fn f(x, y, x_dot, y_dot) {
              let mut xs = vec![x];
              let mut xs_dot = vec![x_dot];
              let t0 = y * x;
        -     let t9 = y_dot * x;
        -     let t10 = y * x_dot;
        -     let t0_dot = t9 + t10;
        +     let t9 = scaled(y_dot, x);
        +     let t10 = scaled(x_dot, y);
        +     let t0_dot = sum(t9, t10);
              xs.push(t0);
        -     xs_dot.push(t0_dot);
        +     xs_dot.list.push(t0_dot);
              let t1 = xs.pop();
        -     let t1_dot = xs_dot.pop();
        +     let t1_dot = xs_dot.list.pop();
              let t2 = t1 is a success;
              let last, last_dot = if t2 {
        -         let t3 = t1.payload;
        +         let t3 = taken_out!(&t1.payload);
                  let t3_dot = t1_dot.payload.clone();
                  t3, t3_dot
              } else {
                  0.0, 0.0
              }
              let pair = (x, last);
              let pair_dot = (x_dot, last_dot);
              let t4 = pair.0;
              let t4_dot = pair_dot.0;
              let t5 = pair.1;
              let t5_dot = pair_dot.1;
              let t6 = t4 * t5;
        -     let t11 = t4_dot * t5;
        -     let t12 = t4 * t5_dot;
        -     let t6_dot = t11 + t12;
        +     let t11 = scaled(t4_dot, t5);
        +     let t12 = scaled(t5_dot, t4);
        +     let t6_dot = sum(t11, t12);
              let t7 = xs[0];
              let t7_dot = xs_dot[0];
              let t8 = t6 + t7;
        -     let t8_dot = t6_dot + t7_dot;
        +     let t8_dot = sum(t6_dot, t7_dot);
              t8, t8_dot
          }
    "#]],
    );
}

/// Fields may be constant: what is read there is fitted to a value, and what is written there assigned.
#[test]
fn fields() {
    check_shape(
        Pass::Tangent,
        "fn f(mut p: Point, x: f64) -> f64 { let a = p.x; p.x = a * x; p.x }",
        expect![[r#"
            fn f(p, x, p_dot, x_dot) {
                let mut p_1 = p;
                let mut p_1_dot = p_dot;
                let a = p_1.x;
                let a_dot = p_1_dot.x;
                let t0 = a * x;
                let t2 = a_dot * x;
                let t3 = a * x_dot;
                let t0_dot = t2 + t3;
                p_1.x = t0;
                p_1_dot.x ← t0_dot;
                let t1 = p_1.x;
                let t4 = p_1_dot.x;
                let t1_dot = fitted!(&t1, t4);
                t1, t1_dot
            }
        "#]],
    );
    check_shape(
        Pass::Gradient,
        "fn f(mut p: Point, x: f64) -> f64 { let a = p.x; p.x = a * x; p.x * a }",
        expect![[r#"
            fn f(p, x, mut p_bar, mut x_bar) {
                let mut p_1 = p;
                let a = p_1.x.clone();
                let t12 = a.clone();
                let t0 = Mul(t12, x);
                prove p_1 no pointer;
                let kept = keep!(&t0);
                let shape = shape!(&p_1.x, t0);
                p_1.x = t0;
                let t1 = p_1.x.clone();
                let t10 = a.clone();
                let t11 = t1.clone();
                let t2, mul_pullback = Mul::pullback(t11, t10);
                let mut t1_bar = zero_bar!(&t1);
                let mut a_bar = zero_bar!(&a);
                pull mul_pullback(1.0; t1_bar, a_bar);
                let t4 = t1_bar;
                let mut p_1_bar = zero_bar(&p_1);
                p_1_bar.x +← t4;
                let t5 = p_1_bar.x.clone();
                reset p_1_bar.x to shape;
                let t0_bar = refitted(t5, kept);
                let mut x_bar_1 = 0.0;
                let _, mul_pullback_1 = Mul::pullback(a, x);
                pull mul_pullback_1(t0_bar; a_bar, x_bar_1);
                let t7 = a_bar;
                p_1_bar.x +← t7;
                let t8 = p_1_bar;
                p_bar +← t8;
                let t9 = x_bar_1;
                *x_bar += t9;
                t2
            }
        "#]],
    );
}

/// The tangent of a struct that is put together is zero but for what is known.
#[test]
fn structs_are_put_together() {
    check_shape(
        Pass::Tangent,
        "fn f(x: f64, n: usize) -> Point { Point { x: x * x, n } }",
        expect![[r#"
            fn f(x, n, x_dot) {
                let t0 = x * x;
                let t2 = x_dot * x;
                let t0_dot = 2.0 * t2;
                let t1 = Point { x: t0, n: n };
                let t1_dot = Point { x: t0_dot, ..zero_like(&t1) };
                t1, t1_dot
            }
        "#]],
    );
}

/// What is read of a variant stays there.
#[test]
fn variants_keep_what_is_read() {
    check_shape(
        Pass::Tangent,
        "fn f(s: Shape, x: f64) -> f64 { match s { Shape::Named(name) => area(name) * x, _ => x } }",
        expect![[r#"
            fn f(s, x, s_dot, x_dot) {
                let t0 = s is Shape :: Named (_);
                let t3, t3_dot = if t0 {
                    let name = s.Shape::Named.0.clone();
                    let t4 = s_dot.Shape::Named.0.clone();
                    let name_dot = fitted!(&name, t4);
                    let t1, t1_dot = area::tangent(name, name_dot);
                    prove t1;
                    let t2 = t1 * x;
                    let t5 = t1_dot * x;
                    let t6 = t1 * x_dot;
                    let t2_dot = t5 + t6;
                    t2, t2_dot
                } else {
                    x, x_dot
                }
                t3, t3_dot
            }
        "#]],
    );
}

/// A function whose tangents nobody looked at doesn't pass for selected.
#[test]
fn the_verifier_knows_what_is_undecided() {
    let program = Program::parse("fn f(x: f64, y: f64) -> f64 { let mut a = x; a += y; a * y }");
    let simplified = finished(program.main().tangent(), true);
    assert_eq!(verify(&simplified, Phase::Selected), Ok(()), "of numbers all is decided");
    let mut unseen = simplified.clone();
    unseen.vars.iter_mut().for_each(|var| var.ty.is_of(crate::kind::Kind::Unknown));
    let n_operators = undecided(&unseen);
    assert!(n_operators > 1, "an operator and a store in\n{}", print::print(&unseen));
    assert!(verify(&unseen, Phase::Selected).is_err());
    assert_eq!(undecided(&selected(unseen, Types::Seen)), 0);
    assert!(verify(&selected(simplified, Types::Unseen), Phase::Simplified).is_err());
}

/// What may be `Constant` is lent to a derivative only if it isn't.
#[test]
fn what_is_lent() {
    check_shape(
        Pass::Gradient,
        "fn f(p: &Point, xs: &[f64]) -> f64 { area(&p.x, xs) }",
        expect![[r#"
            fn f(p, xs, mut p_bar, mut xs_bar) {
                let t0, area_pullback = area::pullback(&p.x, xs);
                pull area_pullback(1.0; p_bar.x?, xs_bar);
                t0
            }
        "#]],
    );
}

/// How many operators and compound assignments a function has on tangents.
fn undecided(function: &Function) -> usize {
    let mut found = 0;
    visit::deep_stmts(&function.body, &mut |stmt| {
        found += usize::from(match stmt {
            Stmt::Let { var, expr: Expr::Binary(..) | Expr::Unary(..), .. } => {
                function.var(*var).is_tangent()
            }
            Stmt::Store { place, op: StoreOp::Add | StoreOp::Sub, .. } => {
                function.var(place.root).is_tangent()
            }
            _ => false,
        });
    });
    found
}
