//! `lower`: the user's function in A-normal form.

use expect_test::expect;

use super::support::check_lower;

#[test]
fn each_operation_has_a_name() {
    check_lower(
        "fn f(x: f64, y: f64) -> f64 { (x + 1.0) * -y / (x - y) }",
        expect![[r#"
            fn f(x, y) {
                let t0 = x + 1.0;
                let t1 = -y;
                let t2 = t0 * t1;
                let t3 = x - y;
                let t4 = t2 / t3;
                t4
            }
        "#]],
    );
}

#[test]
fn operands_are_evaluated_from_left_to_right() {
    check_lower(
        "fn f(x: f64) -> f64 { let mut a = x; a + { a = a * 2.0; a } }",
        expect![[r#"
            fn f(x) {
                let mut a = x;
                let t0 = a;
                let t1 = a;
                let t2 = t1 * 2.0;
                a = t2;
                let t3 = a;
                let t4 = t0 + t3;
                t4
            }
        "#]],
    );
}

#[test]
fn mutable_variables_are_read_through_places() {
    check_lower(
        "fn f(x: f64) -> f64 { let mut a = x; let b = a; a += b; a *= 2.0; a -= 1.0; a }",
        expect![[r#"
            fn f(x) {
                let mut a = x;
                let b = a;
                a += b;
                a *= 2.0;
                a -= 1.0;
                let t0 = a;
                t0
            }
        "#]],
    );
}

#[test]
fn shadowed_names_are_variables_of_their_own() {
    check_lower(
        "fn f(x: f64) -> f64 { let x = x * x; let y = { let x = x + 1.0; x * 2.0 }; x * y }",
        expect![[r#"
            fn f(x) {
                let x_1 = x * x;
                let x_2 = x_1 + 1.0;
                let y = x_2 * 2.0;
                let t0 = x_1 * y;
                t0
            }
        "#]],
    );
}

#[test]
fn tuples_and_patterns() {
    check_lower(
        "fn f((a, b): (f64, f64)) -> f64 {
            let (c, d) = (a * b, b);
            let p = (c, (d, a));
            let (_, (e, _)) = p;
            let (mut g, mut h) = (e, c);
            (g, h) = (h, g);
            g * p.1.1 + h
        }",
        expect![[r#"
            fn f(p0) {
                let a = p0.0;
                let b = p0.1;
                let c = a * b;
                let d = b;
                let t0 = (d, a);
                let p = (c, t0);
                let e = p.1.0;
                let mut g = e;
                let mut h = c;
                let t1 = h;
                let t2 = g;
                let t3 = (t1, t2);
                let t4 = t3.0;
                g = t4;
                let t5 = t3.1;
                h = t5;
                let t6 = g;
                let t7 = p.1.1;
                let t8 = t6 * t7;
                let t9 = h;
                let t10 = t8 + t9;
                t10
            }
        "#]],
    );
}

#[test]
fn branches() {
    check_lower(
        "fn f(x: f64, y: f64) -> f64 {
            let mut a = if x > y { x * y } else { y };
            if a > 1.0 { a = 1.0; } else if a > 0.5 { a += x; }
            a
        }",
        expect![[r#"
            fn f(x, y) {
                let t0 = x > y;
                let t2 = if t0 {
                    let t1 = x * y;
                    t1
                } else {
                    y
                }
                let mut a = t2;
                let t3 = a;
                let t4 = t3 > 1.0;
                if t4 {
                    a = 1.0;
                } else {
                    let t5 = a;
                    let t6 = t5 > 0.5;
                    if t6 {
                        a += x;
                    }
                }
                let t7 = a;
                t7
            }
        "#]],
    );
}

#[test]
fn short_circuits_are_branches() {
    check_lower(
        "fn f(x: f64, y: f64) -> f64 { if x > 1.0 && y > 1.0 || !(x == y) { x } else { y } }",
        expect![[r#"
            fn f(x, y) {
                let t0 = x > 1.0;
                let t2 = if t0 {
                    let t1 = y > 1.0;
                    t1
                } else {
                    false
                }
                let t5 = if t2 {
                    true
                } else {
                    let t3 = x == y;
                    let t4 = !t3;
                    t4
                }
                let t6 = if t5 {
                    x
                } else {
                    y
                }
                t6
            }
        "#]],
    );
}

#[test]
fn ranges() {
    check_lower(
        "fn f(x: f64, n: usize) -> f64 {
            let mut s = x;
            for i in 0..n { s *= i as f64; }
            for _ in (1..=n).rev() { s += x; }
            for i in (0..n).step_by(2).rev() { s += x * i as f64; }
            for mut i in 0..n { i += 1; s += i as f64; }
            s
        }",
        expect![[r#"
            fn f(x, n) {
                let mut s = x;
                for i in 0..n {
                    let t0 = i as f64;
                    s *= t0;
                }
                for _ in (1..=n).rev() {
                    s += x;
                }
                for i_1 in (0..n).step_by(2).rev() {
                    let t1 = i_1 as f64;
                    let t2 = x * t1;
                    s += t2;
                }
                for i_2 in 0..n {
                    let mut i_3 = i_2;
                    i_3 += 1;
                    let t3 = i_3;
                    let t4 = t3 as f64;
                    s += t4;
                }
                let t5 = s;
                t5
            }
        "#]],
    );
}

#[test]
fn conditions_of_while_are_blocks() {
    check_lower(
        "fn f(x: f64) -> f64 { let mut y = x; while y * y < 4.0 { y = y * 1.5; } y }",
        expect![[r#"
            fn f(x) {
                let mut y = x;
                while {
                    let t0 = y;
                    let t1 = y;
                    let t2 = t0 * t1;
                    let t3 = t2 < 4.0;
                    t3
                }
                do {
                    let t4 = y;
                    let t5 = t4 * 1.5;
                    y = t5;
                }
                let t6 = y;
                t6
            }
        "#]],
    );
}

#[test]
fn places() {
    check_lower(
        "fn f(x: &[f64], m: Vec<Vec<f64>>, p: &f64, t: (f64, [f64; 2])) -> f64 {
            let row = &m[1];
            let part = &x[1..3];
            let all = x.to_vec();
            row[0] * part[1] + *p * p.sin() + t.1[0] * all[x.len() - 1]
        }",
        expect![[r#"
            fn f(x, m, p, t) {
                let row = &m[1];
                let part = &x[1..3];
                let all = x.to_vec();
                let t0 = row[0];
                let t1 = part[1];
                let t2 = t0 * t1;
                let t3 = *p;
                let t4 = *p;
                let t5 = t4.sin();
                let t6 = t3 * t5;
                let t7 = t2 + t6;
                let t8 = t.1[0];
                let t9 = x.len();
                let t10 = t9 - 1;
                let t11 = all[t10];
                let t12 = t8 * t11;
                let t13 = t7 + t12;
                t13
            }
        "#]],
    );
}

#[test]
fn lists() {
    check_lower(
        "const N: usize = 3;
        fn f(x: f64, n: usize) -> f64 {
            let a = [x, 2.0];
            let b = [x; N];
            let c = vec![x, x];
            let mut d = vec![vec![0.0; n + 1]; 2];
            d[1][0] = a[0] * b[2];
            d[1][0] *= c[1];
            d[1][0]
        }",
        expect![[r#"
            fn f(x, n) {
                let a = [x, 2.0];
                let b = [x; N];
                let c = vec![x, x];
                let t0 = n + 1;
                let t1 = vec![0.0; t0];
                let mut d = vec![t1; 2];
                let t2 = a[0];
                let t3 = b[2];
                let t4 = t2 * t3;
                d[1][0] = t4;
                let t5 = c[1];
                d[1][0] *= t5;
                let t6 = d[1][0];
                t6
            }
        "#]],
    );
}

#[test]
fn methods_by_either_syntax() {
    check_lower(
        "fn f(x: f64) -> f64 { let (s, c) = x.sin_cos(); f64::powf(x, s).max(c) + f64::from(x) }",
        expect![[r#"
            fn f(x) {
                let t0 = x.sin();
                let t1 = x.cos();
                let t2 = (t0, t1);
                let s = t2.0;
                let c = t2.1;
                let t3 = x.powf(s);
                let t4 = t3.max(c);
                let t5 = x as f64;
                let t6 = t4 + t5;
                t6
            }
        "#]],
    );
}

#[test]
fn calls() {
    check_lower(
        "fn g(x: &[f64], w: f64) -> f64 { x[0] * w }
        fn f(x: &[f64], w: f64) -> f64 {
            let a = [w, x[0]];
            g(x, w) + g(&x[1..], 2.0) * g(&a, w * w) + self::g(&[w, w], w)
        }",
        expect![[r#"
            fn f(x, w) {
                let t0 = x[0];
                let a = [w, t0];
                let t1 = g(x, w);
                let t2 = g(&x[1..], 2.0);
                let t3 = w * w;
                let t4 = g(&a, t3);
                let t5 = t2 * t4;
                let t6 = t1 + t5;
                let t7 = [w, w];
                let t8 = self::g(&t7, w);
                let t9 = t6 + t8;
                t9
            }
        "#]],
    );
}

#[test]
fn macros_that_only_look_pass_through() {
    check_lower(
        r#"fn f(x: f64) -> f64 { assert!(x > 0.0); let y = x * x; println!("{y} of {}", x); y }"#,
        expect![[r#"
            fn f(x) {
                assert ! (x > 0.0);
                let y = x * x;
                println ! ("{y} of {}" , x);
                y
            }
        "#]],
    );
}

#[test]
fn constants_and_stops() {
    check_lower(
        "const K: f64 = 0.5;
        fn f(x: f64) -> f64 {
            #[constant]
            let a = x * K;
            a * x + stop_gradient(x) * std::f64::consts::PI
        }",
        expect![[r#"
            fn f(x) {
                let t0 = x * K;
                let a = stop_gradient(t0);
                let t1 = a * x;
                let t2 = stop_gradient(x);
                let t3 = t2 * std::f64::consts::PI;
                let t4 = t1 + t3;
                t4
            }
        "#]],
    );
}

#[test]
fn early_returns() {
    check_lower(
        "fn f(x: f64, y: f64) -> f64 { if x > y { return x; } y * x }",
        expect![[r#"
            fn f(x, y) {
                let t0 = x > y;
                if t0 {
                    return x;
                }
                let t1 = y * x;
                t1
            }
        "#]],
    );
}
