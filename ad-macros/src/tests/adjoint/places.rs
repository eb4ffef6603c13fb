//! Storage: overwritten, borrowed, in arrays and tuples.

use expect_test::expect;

use super::check_gradient;

#[test]
fn overwriting() {
    check_gradient(
        "fn f(x: f64) -> f64 { let mut a = x * x; let b = a.sin(); a = b; a *= x; a }",
        expect![[r#"
            fn f(x, mut x_bar) {
                let t0 = x * x;
                let mut a = t0;
                let t1 = a;
                let b = t1.sin();
                a = b;
                let t3 = a;
                let t4 = t3 * x;
                a = t4;
                let t2 = a;
                let mut t2_bar = 1.0;
                let t5 = t2_bar;
                let mut a_bar = t5;
                let t6 = a_bar;
                clear a_bar;
                let mut t4_bar = t6;
                let t7 = t4_bar;
                let mut t3_bar = t7 * x;
                let mut x_bar_1 = t7 * t3;
                let t8 = t3_bar;
                a_bar += t8;
                let t9 = a_bar;
                clear a_bar;
                let mut b_bar = t9;
                let t10 = b_bar;
                let mut t1_bar = sin::times_dx(t1, t10);
                let t11 = t1_bar;
                a_bar += t11;
                let t12 = a_bar;
                let mut t0_bar = t12;
                let t13 = t0_bar;
                let t14 = t13 * x;
                let t15 = 2.0 * t14;
                x_bar_1 += t15;
                let t16 = x_bar_1;
                *x_bar += t16;
                t2
            }
        "#]],
    );
}

#[test]
fn views() {
    check_gradient(
        "fn f(x: Vec<Vec<f64>>) -> f64 {
            let mut p = 1.0;
            for i in 0..x.len() {
                let row = &x[i];
                let mut s = 0.0;
                for j in 0..row.len() { s += row[j] * row[j]; }
                p *= s;
            }
            p
        }",
        expect![[r#"
            fn f(x, mut x_bar) {
                let mut p = 1.0;
                let t0 = x.len();
                let mut saved = stack for 0..t0;
                for i in 0..t0 {
                    let row = &x[i];
                    let mut s = 0.0;
                    let t1 = row.len();
                    for j in 0..t1 {
                        let t2 = row[j];
                        let t4 = t2 * t2;
                        s += t4;
                    }
                    let t5 = s;
                    let t7 = p;
                    let t8 = t7 * t5;
                    p = t8;
                    push saved (t5, t7);
                }
                let t6 = p;
                let mut t6_bar = 1.0;
                let t9 = t6_bar;
                let mut p_bar = t9;
                for i in (0..t0).rev() {
                    let t5, t7 = pop saved;
                    let row = &x[i];
                    let t1 = row.len();
                    let t10 = p_bar;
                    clear p_bar;
                    let mut t8_bar = t10;
                    let t11 = t8_bar;
                    let mut t7_bar = t11 * t5;
                    let mut t5_bar = t11 * t7;
                    let t12 = t7_bar;
                    p_bar += t12;
                    let t13 = t5_bar;
                    let mut s_bar = t13;
                    let mut row_bar = &mut x_bar[i];
                    for j in 0..t1 {
                        let t2 = row[j];
                        let t14 = s_bar;
                        let mut t4_bar = t14;
                        let t15 = t4_bar;
                        let t16 = t15 * t2;
                        let mut t2_bar = 2.0 * t16;
                        let t17 = t2_bar;
                        row_bar[j] += t17;
                    }
                    let t18 = s_bar;
                }
                let t19 = p_bar;
                t6
            }
        "#]],
    );
}

#[test]
fn two_borrows_of_one_slice() {
    check_gradient(
        "fn f(x: &[f64]) -> f64 {
            let a = &x[0..2];
            let b = &x[2..4];
            let mut p = 1.0;
            for i in 0..2 { p *= a[i] + b[i]; }
            p
        }",
        expect![[r#"
            fn f(x, mut x_bar) {
                let a = &x[0..2];
                let b = &x[2..4];
                let mut p = 1.0;
                let mut saved = stack for 0..2;
                for i in 0..2 {
                    let t0 = a[i];
                    let t1 = b[i];
                    let t2 = t0 + t1;
                    let t4 = p;
                    let t5 = t4 * t2;
                    p = t5;
                    push saved (t4);
                }
                let t3 = p;
                let mut t3_bar = 1.0;
                let t6 = t3_bar;
                let mut p_bar = t6;
                for i in (0..2).rev() {
                    let t4 = pop saved;
                    let t0 = a[i];
                    let t1 = b[i];
                    let t2 = t0 + t1;
                    let t7 = p_bar;
                    clear p_bar;
                    let mut t5_bar = t7;
                    let t8 = t5_bar;
                    let mut t4_bar = t8 * t2;
                    let mut t2_bar = t8 * t4;
                    let t9 = t4_bar;
                    p_bar += t9;
                    let t10 = t2_bar;
                    let mut t0_bar = t10;
                    let mut t1_bar = t10;
                    let t11 = t1_bar;
                    x_bar[2..4][i] += t11;
                    let t12 = t0_bar;
                    x_bar[0..2][i] += t12;
                }
                let t13 = p_bar;
                t3
            }
        "#]],
    );
}

#[test]
fn local_arrays() {
    check_gradient(
        "fn f(x: f64) -> f64 { let mut a = [x; 3]; a[1] = a[0] * x; let b = [a[1], a[2]]; b[0] * b[1] }",
        expect![[r#"
            fn f(x, mut x_bar) {
                let mut a = [x; 3];
                let t0 = a[0];
                let t1 = t0 * x;
                a[1] = t1;
                let t2 = a[1];
                let t3 = a[2];
                let b = [t2, t3];
                let t4 = b[0];
                let t5 = b[1];
                let t6 = t4 * t5;
                let mut t6_bar = 1.0;
                let t7 = t6_bar;
                let mut t4_bar = t7 * t5;
                let mut t5_bar = t7 * t4;
                let t8 = t5_bar;
                let mut b_bar = [0.0; 2];
                b_bar[1] += t8;
                let t9 = t4_bar;
                b_bar[0] += t9;
                let mut t2_bar = b_bar[0];
                let mut t3_bar = b_bar[1];
                let t10 = t3_bar;
                let mut a_bar = [0.0; 3];
                a_bar[2] += t10;
                let t11 = t2_bar;
                a_bar[1] += t11;
                let t12 = a_bar[1];
                clear a_bar[1];
                let mut t1_bar = t12;
                let t13 = t1_bar;
                let mut t0_bar = t13 * x;
                let mut x_bar_1 = t13 * t0;
                let t14 = t0_bar;
                a_bar[0] += t14;
                for i in 0..3 {
                    let t15 = a_bar[i];
                    x_bar_1 += t15;
                }
                let t16 = x_bar_1;
                *x_bar += t16;
                t6
            }
        "#]],
    );
}

#[test]
fn tuples() {
    check_gradient(
        "fn f(p: (f64, f64)) -> f64 { let (a, b) = p; let q = (a * b, b); q.0 * q.1 }",
        expect![[r#"
            fn f(p, mut p_bar) {
                let a = p.0;
                let b = p.1;
                let t0 = a * b;
                let q = (t0, b);
                let t1 = q.0;
                let t2 = q.1;
                let t3 = t1 * t2;
                let mut t3_bar = 1.0;
                let t4 = t3_bar;
                let mut t1_bar = t4 * t2;
                let mut t2_bar = t4 * t1;
                let t5 = t2_bar;
                let mut q_bar = zero_like(q);
                q_bar.1 += t5;
                let t6 = t1_bar;
                q_bar.0 += t6;
                let mut t0_bar = q_bar.0;
                let mut b_bar = q_bar.1;
                let t7 = t0_bar;
                let mut a_bar = t7 * b;
                let t8 = t7 * a;
                b_bar += t8;
                let t9 = b_bar;
                p_bar.1 += t9;
                let t10 = a_bar;
                p_bar.0 += t10;
                t3
            }
        "#]],
    );
}

/// A copy of a reference is that reference: what it refers to is behind it in the cotangent too.
#[test]
fn copies_of_references() {
    check_gradient(
        "fn f(s: &f64, x: f64) -> f64 { let r = &*s; let q = r; let a = [x, *q]; let list = &a; let same = list; *r * same[1] }",
        expect![[r#"
            fn f(s, x, mut s_bar, mut x_bar) {
                let r = s;
                let q = r;
                let t0 = *q;
                let a = [x, t0];
                let list = &a;
                let same = list;
                let t1 = *r;
                let t2 = same[1];
                let t3 = t1 * t2;
                let mut t3_bar = 1.0;
                let t4 = t3_bar;
                let mut t1_bar = t4 * t2;
                let mut t2_bar = t4 * t1;
                let t5 = t2_bar;
                let mut a_bar = [0.0; 2];
                a_bar[1] += t5;
                let t6 = t1_bar;
                *s_bar += t6;
                let mut x_bar_1 = a_bar[0];
                let mut t0_bar = a_bar[1];
                let t7 = t0_bar;
                *s_bar += t7;
                let t8 = x_bar_1;
                *x_bar += t8;
                t3
            }
        "#]],
    );
}
