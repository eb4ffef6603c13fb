//! Closures, iterators, lists that change their length, `&mut`.

use expect_test::expect;

use crate::tests::support::{Pass, check_pass, check_shape};

/// A closure sees what it captures as it is when it is called; one that moves, as it was.
#[test]
fn closures_are_inlined() {
    check_pass(
        Pass::Lower,
        "fn f(x: f64) -> f64 { let mut w = 2.0; let g = |y: f64| { if y > 1.0 { return w; } y * x }; w += x; g(w) }",
        expect![[r#"
            fn f(x) {
                let mut w = 2.0;
                w += x;
                let y = w;
                let mut value = 0.0;
                while {
                    true
                }
                do {
                    let t0 = y > 1.0;
                    if t0 {
                        let t1 = w;
                        value = t1;
                        break 0;
                    }
                    let t2 = y * x;
                    value = t2;
                    break 0;
                }
                let t3 = value;
                t3
            }
        "#]],
    );
    check_pass(
        Pass::Lower,
        "fn f(x: f64) -> f64 { let mut w = x; let g = move |y: f64| y * w; w += 1.0; g(w) }",
        expect![[r#"
            fn f(x) {
                let mut w = x;
                let mut w_1 = w;
                w += 1.0;
                let y = w;
                let t0 = w_1;
                let t1 = y * t0;
                t1
            }
        "#]],
    );
}

#[test]
fn iterators_become_loops() {
    check_pass(
        Pass::Lower,
        "fn f(x: &[f64], y: &[f64]) -> f64 { x.iter().zip(y).map(|(a, b)| a * b).sum() }",
        expect![[r#"
            fn f(x, y) {
                let t0 = x.len();
                let t1 = y.len();
                let t2 = t0.min(t1);
                let mut total = :: core :: iter :: Iterator :: sum :: < f64 > (:: core :: iter :: empty :: < f64 > ());
                for i in 0..t2 {
                    let t3 = x[i];
                    let t4 = y[i];
                    let t5 = t3 * t4;
                    total += t5;
                }
                let t6 = total;
                t6
            }
        "#]],
    );
    check_shape(
        Pass::Lower,
        "fn f(x: &[f64]) -> f64 { let mut s = 0.0; for (i, y) in x.iter().enumerate().rev() { s += y * i as f64; } s }",
        expect![[r#"
            fn f(x) {
                let mut s = 0.0;
                let t0 = x.len();
                for i in (0..t0).rev() {
                    let i_1 = i;
                    let t1 = x[i];
                    let t2 = i_1 as f64;
                    let t3 = t1 * t2;
                    s += t3;
                }
                let t4 = s;
                t4
            }
        "#]],
    );
    check_shape(
        Pass::Lower,
        "fn f(x: &[f64]) -> f64 { x.windows(2).map(|w| w[1] - w[0]).fold(0.0, |s, d| s + d * d) }",
        expect![[r#"
            fn f(x) {
                let t0 = x.len();
                let t1 = usize :: saturating_sub (n1 + 1 , 2usize);
                let mut state = 0.0;
                for i in 0..t1 {
                    let t2 = i + 2;
                    let w = &x[i..t2];
                    let t3 = w[1];
                    let t4 = w[0];
                    let t5 = t3 - t4;
                    let d = t5;
                    let t6 = d * d;
                    state += t6;
                }
                let t8 = state;
                t8
            }
        "#]],
    );
    check_pass(
        Pass::Lower,
        "fn f(x: &[f64]) -> Vec<f64> { x.iter().filter(|y| **y > 0.5).map(|y| y * y).collect() }",
        expect![[r#"
            fn f(x) {
                let t0 = x.len();
                let mut items = vec![];
                for i in 0..t0 {
                    let y = &x[i];
                    let t1 = *y;
                    let t2 = t1 > 0.5;
                    if t2 {
                        let t3 = x[i];
                        let t4 = x[i];
                        let t5 = t3 * t4;
                        items.push(t5);
                    }
                }
                let t6 = items;
                t6
            }
        "#]],
    );
}

#[test]
fn fold_backwards() {
    check_pass(
        Pass::Gradient,
        "fn f(x: &[f64]) -> f64 { x.iter().fold(1.0, |p, y| p * y) }",
        expect![[r#"
            fn f(x, mut x_bar) {
                let t0 = x.len();
                let mut state = 1.0;
                let mut saved = stack for 0..t0;
                for i in 0..t0 {
                    let p = state;
                    let t1 = x[i];
                    let t2 = p * t1;
                    state = t2;
                    push saved (p);
                }
                let t3 = state;
                let mut t3_bar = 1.0;
                let t4 = t3_bar;
                let mut state_bar = t4;
                for i in (0..t0).rev() {
                    let p = pop saved;
                    let t1 = x[i];
                    let t5 = state_bar;
                    clear state_bar;
                    let mut t2_bar = t5;
                    let t6 = t2_bar;
                    let mut p_bar = t6 * t1;
                    let mut t1_bar = t6 * p;
                    let t7 = t1_bar;
                    x_bar[i] += t7;
                    let t8 = p_bar;
                    state_bar += t8;
                }
                let t9 = state_bar;
                t3
            }
        "#]],
    );
}

#[test]
fn mutators_forwards() {
    check_pass(
        Pass::Tangent,
        "fn f(x: f64, y: f64) -> f64 { let mut v = vec![x]; v.push(x * y); v.swap(0, 1); let last = v.pop().unwrap(); v[0] * last }",
        expect![[r#"
            fn f(x, y, x_dot, y_dot) {
                let mut v = vec![x];
                let mut v_dot = vec![x_dot];
                let t0 = x * y;
                let t6 = x_dot * y;
                let t7 = x * y_dot;
                let t0_dot = t6 + t7;
                v.push(t0);
                v_dot.push(t0_dot);
                v.swap(0, 1);
                v_dot.swap(0, 1);
                let t1 = v.pop();
                let t1_dot = v_dot.pop();
                let t2 = t1 is a success;
                let t3 = !t2;
                if t3 {
                    :: core :: panic ! ("called `Option::unwrap()` on a `None` value");
                }
                let last = t1.payload;
                let last_dot = t1_dot.payload;
                prove last;
                let t4 = v[0];
                let t4_dot = v_dot[0];
                let t5 = t4 * last;
                let t8 = t4_dot * last;
                let t9 = t4 * last_dot;
                let t5_dot = t8 + t9;
                t5, t5_dot
            }
        "#]],
    );
}

/// Each is undone on the cotangent.
#[test]
fn mutators_backwards() {
    check_pass(
        Pass::Gradient,
        "fn f(x: f64, y: f64) -> f64 { let mut v = vec![x]; v.push(x * y); v.swap(0, 1); let last = v.pop().unwrap(); v[0] * last }",
        expect![[r#"
            fn f(x, y, mut x_bar, mut y_bar) {
                let mut v = vec![x];
                let t0 = x * y;
                v.push(t0);
                v.swap(0, 1);
                let t1 = v.pop();
                let t2 = t1 is a success;
                let t3 = !t2;
                if t3 {
                    :: core :: panic ! ("called `Option::unwrap()` on a `None` value");
                }
                let last = t1.payload;
                prove last;
                let t4 = v[0];
                let t5 = t4 * last;
                let mut t5_bar = 1.0;
                let t6 = t5_bar;
                let mut t4_bar = t6 * last;
                let mut last_bar = t6 * t4;
                let t7 = t4_bar;
                let mut v_bar = zero_like(v);
                v_bar[0] += t7;
                let t8 = last_bar;
                let mut t1_bar = zero_like(t1);
                t1_bar.payload += t8;
                let t9 = t1_bar;
                v_bar.push_some(t9);
                v_bar.swap(0, 1);
                let t10 = v_bar.pop_last();
                let mut t0_bar = t10;
                let t11 = t0_bar;
                let mut x_bar_1 = t11 *₀ y;
                let mut y_bar_1 = t11 *₀ x;
                let t12 = v_bar[0];
                x_bar_1 += t12;
                let t13 = x_bar_1;
                *x_bar += t13;
                let t14 = y_bar_1;
                *y_bar += t14;
                t5
            }
        "#]],
    );
}

#[test]
fn mutable_arguments() {
    check_pass(
        Pass::Tangent,
        "fn scale(v: &mut [f64], x: f64) { v[0] *= x; } fn f(x: f64) -> f64 { let mut v = [x, 1.0]; scale(&mut v, x); v[0] }",
        expect![[r#"
            fn f(x, x_dot) {
                let mut v = [x, 1.0];
                let mut v_dot = [x_dot, 0.0];
                let t0, t0_dot = scale::tangent(&mut v, x, &mut v_dot, x_dot);
                let t1 = v[0];
                let t1_dot = v_dot[0];
                t1, t1_dot
            }
        "#]],
    );
    check_pass(
        Pass::Gradient,
        "fn scale(v: &mut [f64], x: f64) { v[0] *= x; } fn f(x: f64) -> f64 { let mut v = [x, 1.0]; scale(&mut v, x); v[0] }",
        expect![[r#"
            fn f(x, mut x_bar) {
                let mut v = [x, 1.0];
                let t0, scale_pullback = scale::pullback(&mut v, x);
                let t1 = v[0];
                let mut t1_bar = 1.0;
                let t2 = t1_bar;
                let mut v_bar = [0.0; 2];
                v_bar[0] += t2;
                let t3 = zero_like(t0);
                let mut x_bar_1 = 0.0;
                pull scale_pullback(t3; v_bar, x_bar_1);
                let t4 = v_bar[0];
                x_bar_1 += t4;
                let t5 = x_bar_1;
                *x_bar += t5;
                t1
            }
        "#]],
    );
}

#[test]
fn swapped_memory() {
    check_pass(
        Pass::Tangent,
        "fn f(x: f64) -> f64 { let mut a = x * x; let mut b = x; std::mem::swap(&mut a, &mut b); a * a + b }",
        expect![[r#"
            fn f(x, x_dot) {
                let t0 = x * x;
                let t6 = x_dot * x;
                let t0_dot = 2.0 * t6;
                let mut a = t0;
                let mut a_dot = t0_dot;
                let mut b = x;
                let mut b_dot = x_dot;
                swap a and b;
                swap a_dot and b_dot;
                let t1 = a;
                let t1_dot = a_dot;
                let t3 = t1 * t1;
                let t7 = t1_dot * t1;
                let t3_dot = 2.0 * t7;
                let t4 = b;
                let t4_dot = b_dot;
                let t5 = t3 + t4;
                let t5_dot = t3_dot + t4_dot;
                t5, t5_dot
            }
        "#]],
    );
    check_pass(
        Pass::Gradient,
        "fn f(x: f64) -> f64 { let mut a = x * x; let mut b = x; std::mem::swap(&mut a, &mut b); a * a + b }",
        expect![[r#"
            fn f(x, mut x_bar) {
                let t0 = x * x;
                let mut a = t0;
                let mut b = x;
                swap a and b;
                let t1 = a;
                let t3 = t1 * t1;
                let t4 = b;
                let t5 = t3 + t4;
                let mut t5_bar = 1.0;
                let t6 = t5_bar;
                let mut t3_bar = t6;
                let mut t4_bar = t6;
                let t7 = t4_bar;
                let mut b_bar = t7;
                let t8 = t3_bar;
                let t9 = t8 * t1;
                let mut t1_bar = 2.0 * t9;
                let t10 = t1_bar;
                let mut a_bar = t10;
                swap a_bar and b_bar;
                let t11 = b_bar;
                let mut x_bar_1 = t11;
                let t12 = a_bar;
                let mut t0_bar = t12;
                let t13 = t0_bar;
                let t14 = t13 * x;
                let t15 = 2.0 * t14;
                x_bar_1 += t15;
                let t16 = x_bar_1;
                *x_bar += t16;
                t5
            }
        "#]],
    );
}
