//! `sink`: what only one branch uses is computed there.

use expect_test::expect;

use super::support::{Pass, check_change};

#[test]
fn into_the_branch_that_uses_it() {
    check_change(
        Pass::Lower,
        Pass::Primal,
        "fn f(x: f64, y: f64) -> f64 {
            let ratio = x / y;
            let root = ratio.sqrt();
            if y > 0.8 { root * x } else { 0.0 }
        }",
        expect![[r#"
              fn f(x, y) {
            -     let ratio = x / y;
            -     let root = ratio.sqrt();
                  let t0 = y > 0.8;
                  let t2 = if t0 {
            +         let ratio = x / y;
            +         let root = ratio.sqrt();
                      let t1 = root * x;
                      t1
                  } else {
                      0.0
                  }
                  t2
              }
        "#]],
    );
}

#[test]
fn what_the_condition_looks_at_stays_too() {
    check_change(
        Pass::Lower,
        Pass::Primal,
        "fn f(x: f64, y: f64) -> f64 {
            let ratio = x / y;
            if ratio > 1.0 { x } else { ratio * y }
        }",
        expect![[r#"
              fn f(x, y) {
                  let ratio = x / y;
                  let t0 = ratio > 1.0;
                  let t2 = if t0 {
                      x
                  } else {
            -         let t1 = ratio * y;
            +         let ratio_1 = x / y;
            +         let t1 = ratio_1 * y;
                      t1
                  }
                  t2
              }
        "#]],
    );
}
