//! `match` as one statement, what its arms keep, and how it is written.

use expect_test::{Expect, expect};

use super::support::{Pass, check_lower, check_pass, expanded};

#[test]
fn the_number_of_an_arm_and_the_arms() {
    check_lower(
        "fn f(x: f64, n: usize) -> f64 { match n { 0 => x, 1 | 5..=7 => x * x, m => x.sin() } }",
        expect![[r#"
            fn f(x, n) {
                let t2 = which of 0, 1 | 5 ..= 7, _ is n;
                let t3 = match t2 {
                0 => {
                    x
                }
                1 => {
                    let t0 = x * x;
                    t0
                }
                2 => {
                    let m = n;
                    let t1 = x.sin();
                    t1
                }
                }
                t3
            }
        "#]],
    );
}

#[test]
fn arms_that_leave_are_branches() {
    check_lower(
        "fn f(x: f64, n: usize) -> f64 { match n { 0 => return x, 1 => x * x, _ => x.sin() } }",
        expect![[r#"
            fn f(x, n) {
                let t4 = n is 0;
                let t5 = if t4 {
                    return x;
                } else {
                    let t2 = n is 1;
                    let t3 = if t2 {
                        let t0 = x * x;
                        t0
                    } else {
                        let t1 = x.sin();
                        t1
                    }
                    t3
                }
                t5
            }
        "#]],
    );
}

#[test]
fn guards_and_two_arms_are_branches() {
    check_lower(
        "fn f(x: f64, n: usize) -> f64 { match n { 0 if x > 1.0 => x, 1 => x * x, _ => x.sin() } }",
        expect![[r#"
            fn f(x, n) {
                let t0 = n is 0;
                let t2 = if t0 {
                    let t1 = x > 1.0;
                    t1
                } else {
                    false
                }
                let t7 = if t2 {
                    x
                } else {
                    let t3 = n is 1;
                    let t6 = if t3 {
                        let t4 = x * x;
                        t4
                    } else {
                        let t5 = x.sin();
                        t5
                    }
                    t6
                }
                t7
            }
        "#]],
    );
    check_lower(
        "fn f(x: f64, n: usize) -> f64 { match n { 0 => x, _ => x.sin() } }",
        expect![[r#"
        fn f(x, n) {
            let t0 = n is 0;
            let t2 = if t0 {
                x
            } else {
                let t1 = x.sin();
                t1
            }
            t2
        }
    "#]],
    );
}

#[test]
fn both_sweeps_look_at_the_number() {
    check_pass(
        Pass::Gradient,
        "fn f(x: f64, n: usize) -> f64 {
            let y = x * x;
            match n { 0 => y, 1 => { let t = y.exp(); t * t } _ => y.sin() }
        }",
        expect![[r#"
            fn f(x, n, mut x_bar) {
                let y = x * x;
                let t2 = which of 0, 1, _ is n;
                let mut saved = None;
                let t3 = match t2 {
                0 => {
                    y
                }
                1 => {
                    let t = y.exp();
                    let t0 = t * t;
                    saved = Some(t);
                    t0
                }
                2 => {
                    let t1 = y.sin();
                    t1
                }
                }
                let mut t3_bar = 1.0;
                let mut y_bar = 0.0;
                let t4 = t3_bar;
                let arm = which of 0, 1, _ is n;
                match arm {
                0 => {
                    y_bar += t4;
                }
                1 => {
                    if let Some(t) = saved {
                        let mut t0_bar = t4;
                        let t5 = t0_bar;
                        let t6 = t5 * t;
                        let mut t_bar = 2.0 * t6;
                        let t7 = t_bar;
                        let t8 = exp::times_dx(t, t7);
                        y_bar += t8;
                    }
                }
                2 => {
                    let mut t1_bar = t4;
                    let t9 = t1_bar;
                    let t10 = sin::times_dx(y, t9);
                    y_bar += t10;
                }
                }
                let t11 = y_bar;
                let t12 = t11 * x;
                let mut x_bar_1 = 2.0 * t12;
                let t13 = x_bar_1;
                *x_bar += t13;
                t3
            }
        "#]],
    );
}

#[test]
fn records_of_branches_lie_side_by_side() {
    check_pass(
        Pass::Gradient,
        "fn f(x: f64) -> f64 {
            if x < 1.0 { x.exp() * x.sin() } else if x < 2.0 { x.tan() * x.ln() } else { x }
        }",
        expect![[r#"
            fn f(x, mut x_bar) {
                let t0 = x < 1.0;
                let mut saved = None;
                let mut saved_1 = None;
                let t9 = if t0 {
                    let t1 = x.exp();
                    let t2 = x.sin();
                    let t3 = t1 * t2;
                    saved = Some(t1, t2);
                    t3
                } else {
                    let t4 = x < 2.0;
                    let t8 = if t4 {
                        let t5 = x.tan();
                        let t6 = x.ln();
                        let t7 = t5 * t6;
                        saved_1 = Some(t5, t6);
                        t7
                    } else {
                        x
                    }
                    t8
                }
                let mut t9_bar = 1.0;
                let mut x_bar_1 = 0.0;
                let t10 = t9_bar;
                if let Some(t1, t2) = saved {
                    let mut t3_bar = t10;
                    let t11 = t3_bar;
                    let mut t1_bar = t11 * t2;
                    let mut t2_bar = t11 * t1;
                    let t12 = t2_bar;
                    let t13 = sin::times_dx(x, t12);
                    x_bar_1 += t13;
                    let t14 = t1_bar;
                    let t15 = exp::times_dx(t1, t14);
                    x_bar_1 += t15;
                }
                if t0 {
                } else {
                    let t4 = x < 2.0;
                    let mut t8_bar = t10;
                    let t16 = t8_bar;
                    if let Some(t5, t6) = saved_1 {
                        let mut t7_bar = t16;
                        let t17 = t7_bar;
                        let mut t5_bar = t17 * t6;
                        let mut t6_bar = t17 * t5;
                        let t18 = t6_bar;
                        let t19 = ln::times_dx(x, t18);
                        x_bar_1 += t19;
                        let t20 = t5_bar;
                        let t21 = tan::times_dx(t5, t20);
                        x_bar_1 += t21;
                    }
                    if t4 {
                    } else {
                        x_bar_1 += t16;
                    }
                }
                let t22 = x_bar_1;
                *x_bar += t22;
                t9
            }
        "#]],
    );
}

#[test]
fn many_arms_in_a_loop_have_stacks() {
    check_pass(
        Pass::Gradient,
        "fn f(x: f64, n: usize) -> f64 {
            let mut z = x;
            for i in 0..n {
                z = match i { 0 => z.exp(), 1 => z.sin(), 2 => z.cos(), 3 => z.tan(), _ => z };
            }
            z
        }",
        expect![[r#"
            fn f(x, n, mut x_bar) {
                let mut z = x;
                let mut saved = stack;
                let mut saved_1 = stack;
                let mut saved_2 = stack;
                let mut saved_3 = stack;
                for i in 0..n {
                    let t9 = which of 0, 1, 2, 3, _ is i;
                    let t10 = match t9 {
                    0 => {
                        let t0 = z;
                        let t1 = t0.exp();
                        push saved (t1);
                        t1
                    }
                    1 => {
                        let t2 = z;
                        let t3 = t2.sin();
                        push saved_1 (t2);
                        t3
                    }
                    2 => {
                        let t4 = z;
                        let t5 = t4.cos();
                        push saved_2 (t4);
                        t5
                    }
                    3 => {
                        let t6 = z;
                        let t7 = t6.tan();
                        push saved_3 (t7);
                        t7
                    }
                    4 => {
                        let t8 = z;
                        t8
                    }
                    }
                    z = t10;
                }
                let t11 = z;
                let mut t11_bar = 1.0;
                let t12 = t11_bar;
                let mut z_bar = t12;
                for i in (0..n).rev() {
                    let t13 = z_bar;
                    clear z_bar;
                    let mut t10_bar = t13;
                    let t14 = t10_bar;
                    let arm = which of 0, 1, 2, 3, _ is i;
                    match arm {
                    0 => {
                        let t1 = pop saved;
                        let mut t1_bar = t14;
                        let t15 = t1_bar;
                        let mut t0_bar = exp::times_dx(t1, t15);
                        let t16 = t0_bar;
                        z_bar += t16;
                    }
                    1 => {
                        let t2 = pop saved_1;
                        let mut t3_bar = t14;
                        let t17 = t3_bar;
                        let mut t2_bar = sin::times_dx(t2, t17);
                        let t18 = t2_bar;
                        z_bar += t18;
                    }
                    2 => {
                        let t4 = pop saved_2;
                        let mut t5_bar = t14;
                        let t19 = t5_bar;
                        let mut t4_bar = cos::times_dx(t4, t19);
                        let t20 = t4_bar;
                        z_bar += t20;
                    }
                    3 => {
                        let t7 = pop saved_3;
                        let mut t7_bar = t14;
                        let t21 = t7_bar;
                        let mut t6_bar = tan::times_dx(t7, t21);
                        let t22 = t6_bar;
                        z_bar += t22;
                    }
                    4 => {
                        let mut t8_bar = t14;
                        let t23 = t8_bar;
                        z_bar += t23;
                    }
                    }
                }
                let t24 = z_bar;
                let mut x_bar_1 = t24;
                let t25 = x_bar_1;
                *x_bar += t25;
                t11
            }
        "#]],
    );
}

/// The first `match` of an expansion.
fn check_first_match(source: &str, expect: Expect) {
    let text = expanded("reverse", source);
    let start = text.find("= match ").expect("a match");
    let end = text[start..].find("};").expect("its end");
    expect.assert_eq(&text[start..start + end + 3]);
}

#[test]
fn fields_are_bound_by_patterns() {
    check_first_match(
        "fn f(s: &Shape, k: f64) -> f64 {
            match s { Shape::Circle(r) => k * r, Shape::Rect { w, h } => k * w * h, Shape::Empty => k }
        }",
        expect![[r#"
            = match s {
                        Shape::Circle(r) => {
                            ::ad_runtime::private::number_in(r);
                            k * *r
                        }
                        Shape::Rect { w, h } => {
                            ::ad_runtime::private::number_in(w);
                            ::ad_runtime::private::number_in(h);
                            k * *w * *h
                        }
                        Shape::Empty => k,
                    };
        "#]],
    );
}
