//! `simplify`: what each of its passes changes in a derivative, in the order in which they run.

use expect_test::expect;

use super::support::{Pass, check_simplify};

#[test]
fn definitions_get_names_of_their_own() {
    check_simplify(
        "definitions",
        Pass::Gradient,
        "fn f(x: f64) -> f64 { let y = if x > 1.0 { let a = x + 1.0; a * a } else { x }; y }",
        expect![[r#"
              fn f(x, mut x_bar) {
                  let t0 = x > 1.0;
                  let y = if t0 {
                      let a = x + 1.0;
                      let t1 = a * a;
                      t1
                  } else {
                      x
                  }
                  let mut y_bar = 1.0;
                  let mut x_bar_1 = 0.0;
                  let t2 = y_bar;
                  if t0 {
            -         let a = x + 1.0;
            +         let a_1 = x + 1.0;
                      let mut t1_bar = t2;
                      let t3 = t1_bar;
            -         let t4 = t3 * a;
            +         let t4 = t3 * a_1;
                      let mut a_bar = 2.0 * t4;
                      let t5 = a_bar;
                      x_bar_1 += t5;
                  } else {
                      x_bar_1 += t2;
                  }
                  let t6 = x_bar_1;
                  *x_bar += t6;
                  y
              }
        "#]],
    );
}

#[test]
fn copies_are_followed() {
    check_simplify(
        "propagate",
        Pass::Gradient,
        "fn f(x: f64, y: f64) -> f64 { x * (x + y) }",
        expect![[r#"
              fn f(x, y, mut x_bar, mut y_bar) {
                  let t0 = x + y;
                  let t1 = x * t0;
            -     let mut t1_bar = 1.0;
            -     let t2 = t1_bar;
            -     let mut x_bar_1 = t2 * t0;
            -     let mut t0_bar = t2 * x;
            -     let t3 = t0_bar;
            -     x_bar_1 += t3;
            -     let mut y_bar_1 = t3;
            +     let mut x_bar_1 = 1.0 * t0;
            +     let t0_bar = 1.0 * x;
            +     x_bar_1 += t0_bar;
                  let t4 = x_bar_1;
                  *x_bar += t4;
            -     let t5 = y_bar_1;
            -     *y_bar += t5;
            +     *y_bar += t0_bar;
                  t1
              }
        "#]],
    );
}

#[test]
fn factors_of_one_and_double_negations_go() {
    check_simplify(
        "algebra",
        Pass::Gradient,
        "fn f(x: f64, y: f64) -> f64 { -(-(x * y)) }",
        expect![[r#"
              fn f(x, y, mut x_bar, mut y_bar) {
                  let t0 = x * y;
                  let t1 = -t0;
                  let t2 = -t1;
                  let t1_bar = -1.0;
            -     let t0_bar = -t1_bar;
            +     let t0_bar = 1.0;
                  let x_bar_1 = t0_bar * y;
                  let y_bar_1 = t0_bar * x;
                  *x_bar += x_bar_1;
                  *y_bar += y_bar_1;
                  t2
              }
        "#]],
    );
}

#[test]
fn what_nothing_reads_goes() {
    check_simplify(
        "dead",
        Pass::Gradient,
        "fn f(x: f64) -> f64 { let mut a = 0.0; a = x * x; a }",
        expect![[r#"
              fn f(x, mut x_bar) {
                  let mut a = 0.0;
                  let t0 = x * x;
                  a = t0;
                  let t1 = a;
                  let mut a_bar = 1.0;
                  let t3 = a_bar;
                  clear a_bar;
                  let t5 = t3 * x;
                  let x_bar_1 = 2.0 * t5;
            -     let t6 = a_bar;
                  *x_bar += x_bar_1;
                  t1
              }
        "#]],
    );
}

#[test]
fn what_is_used_again_is_cloned() {
    check_simplify(
        "moves",
        Pass::Pullback,
        "fn f(x: f64) -> f64 { let v = vec![x, x]; let p = (v, x); p.0[0] * p.1 }",
        expect![[r#"
              fn f(x) {
                  let v = vec![x, x];
            -     let p = (v, x);
            +     let t11 = v.clone();
            +     let p = (t11, x);
                  let t0 = p.0[0];
                  let t1 = p.1;
                  let t2 = t0 * t1;
                  t2
              } move |value_bar, mut x_bar| {
                  let is_used = value_bar != 0.0;
                  if is_used {
                      let p_1 = (v, x);
                      let t9 = p_1.0[0];
                      let t10 = p_1.1;
                      let t0_bar = value_bar * t10;
                      let t1_bar = value_bar * t9;
                      let mut p_bar = zero_like(p_1);
                      p_bar.1 += t1_bar;
                      p_bar.0[0] += t0_bar;
            -         let v_bar = p_bar.0;
            +         let v_bar = p_bar.0.clone();
                      let mut x_bar_1 = p_bar.1;
                      let t6 = v_bar[0];
                      x_bar_1 += t6;
                      let t7 = v_bar[1];
                      x_bar_1 += t7;
                      let t8 = x_bar_1;
                      *x_bar += t8;
                  }
              }
        "#]],
    );
}

#[test]
fn the_primal_stays() {
    check_simplify(
        "algebra",
        Pass::Gradient,
        "fn f(x: f64) -> f64 { let one = 1.0 * x; let unused = -(-x); one * x }",
        expect![[r#"
              fn f(x, mut x_bar) {
                  let one = 1.0 * x;
                  let t0 = -x;
                  let unused = -t0;
                  let t1 = one * x;
            -     let one_bar = 1.0 * x;
            +     let one_bar = x;
                  let mut x_bar_1 = 1.0 * one;
            -     let t4 = one_bar * 1.0;
            +     let t4 = one_bar;
                  x_bar_1 += t4;
                  let t5 = x_bar_1;
                  *x_bar += t5;
                  t1
              }
        "#]],
    );
}

#[test]
fn a_cleared_cotangent_takes_what_is_added() {
    check_simplify(
        "clear",
        Pass::Gradient,
        "fn f(x: f64, n: usize) -> f64 { let mut p = x; for i in 0..n { p = p * x; } p }",
        expect![[r#"
              fn f(x, n, mut x_bar) {
                  let mut p = x;
                  let mut saved = stack for 0..n;
                  for i in 0..n {
                      let t0 = p;
                      let t1 = t0 * x;
                      p = t1;
                      push saved (t0);
                  }
                  let t2 = p;
                  let mut p_bar = 1.0;
                  let mut x_bar_1 = 0.0;
                  for i_1 in (0..n).rev() {
                      let t10 = pop saved;
                      let t4 = p_bar;
            -         clear p_bar;
                      let t0_bar = t4 * x;
                      let t6 = t4 * t10;
                      x_bar_1 += t6;
            -         p_bar += t0_bar;
            +         p_bar = t0_bar;
                  }
                  let t8 = p_bar;
                  x_bar_1 += t8;
                  let t9 = x_bar_1;
                  *x_bar += t9;
                  t2
              }
        "#]],
    );
}
