//! `reads`: repeated reads of one number are merged.

use expect_test::expect;

use super::support::{Pass, check_change};

#[test]
fn until_the_place_is_written_to() {
    check_change(
        Pass::Lower,
        Pass::Primal,
        "fn f(x: &[f64]) -> f64 {
            let mut a = x[0] * x[0];
            let b = a * a;
            a = x[0] * b;
            a * a
        }",
        expect![[r#"
              fn f(x) {
                  let t0 = x[0];
            -     let t1 = x[0];
            -     let t2 = t0 * t1;
            +     let t2 = t0 * t0;
                  let mut a = t2;
                  let t3 = a;
            -     let t4 = a;
            -     let b = t3 * t4;
            -     let t5 = x[0];
            -     let t6 = t5 * b;
            +     let b = t3 * t3;
            +     let t6 = t0 * b;
                  a = t6;
                  let t7 = a;
            -     let t8 = a;
            -     let t9 = t7 * t8;
            +     let t9 = t7 * t7;
                  t9
              }
        "#]],
    );
}

#[test]
fn other_indices_and_loops_are_other_reads() {
    check_change(
        Pass::Lower,
        Pass::Primal,
        "fn f(x: &[f64]) -> f64 {
            let mut a = [x[0], x[1]];
            let mut s = x[0];
            for i in 0..2 {
                s += a[i] * a[i] * x[0];
                a[1] = s;
            }
            s * a[1]
        }",
        expect![[r#"
              fn f(x) {
                  let t0 = x[0];
                  let t1 = x[1];
                  let mut a = [t0, t1];
                  let mut s = x[0];
                  for i in 0..2 {
                      let t2 = a[i];
            -         let t3 = a[i];
            -         let t4 = t2 * t3;
            -         let t5 = x[0];
            -         let t6 = t4 * t5;
            +         let t4 = t2 * t2;
            +         let t6 = t4 * t0;
                      s += t6;
                      let t7 = s;
                      a[1] = t7;
                  }
                  let t8 = s;
                  let t9 = a[1];
                  let t10 = t8 * t9;
                  t10
              }
        "#]],
    );
}
