//! `exits`: early returns become branches.

use expect_test::expect;

use super::support::{Pass, check_pass};

#[test]
fn what_comes_after_goes_into_the_other_branch() {
    check_pass(
        Pass::Primal,
        "fn f(x: f64, y: f64) -> f64 { if x > y { return x; } let z = x * y; z * z }",
        expect![[r#"
            fn f(x, y) {
                let t0 = x > y;
                let t2 = if t0 {
                    x
                } else {
                    let z = x * y;
                    let t1 = z * z;
                    t1
                }
                t2
            }
        "#]],
    );
}

#[test]
fn both_branches_may_leave() {
    check_pass(
        Pass::Primal,
        "fn f(x: f64, y: f64) -> f64 { if x > y { return x; } else { return y; } }",
        expect![[r#"
            fn f(x, y) {
                let t0 = x > y;
                let t1 = if t0 {
                    x
                } else {
                    y
                }
                t1
            }
        "#]],
    );
}

#[test]
fn a_branch_that_leaves_has_no_value() {
    check_pass(
        Pass::Primal,
        "fn f(x: f64, y: f64) -> f64 { let z = if x > y { return x; } else { y * y }; z * x }",
        expect![[r#"
            fn f(x, y) {
                let t0 = x > y;
                let t3 = if t0 {
                    x
                } else {
                    let t1 = y * y;
                    let z = t1;
                    let t2 = z * x;
                    t2
                }
                t3
            }
        "#]],
    );
}

#[test]
fn nested_returns() {
    check_pass(
        Pass::Primal,
        "fn f(x: f64, y: f64) -> f64 {
            if x > y {
                if x > 1.0 { return x; }
                return y;
            }
            x * y
        }",
        expect![[r#"
            fn f(x, y) {
                let t0 = x > y;
                let t4 = if t0 {
                    let t1 = x > 1.0;
                    let t3 = if t1 {
                        x
                    } else {
                        y
                    }
                    t3
                } else {
                    let t2 = x * y;
                    t2
                }
                t4
            }
        "#]],
    );
}

#[test]
fn a_return_at_the_end() {
    check_pass(
        Pass::Primal,
        "fn f(x: f64) -> f64 { return x * x; }",
        expect![[r#"
        fn f(x) {
            let t0 = x * x;
            t0
        }
    "#]],
    );
}

#[test]
fn a_loop_that_is_left_counts_by_itself() {
    check_pass(
        Pass::Primal,
        "fn f(x: &[f64]) -> f64 {
            let mut p = 1.0;
            for i in 0..x.len() {
                if p < 0.5 { break; }
                p *= x[i];
            }
            p
        }",
        expect![[r#"
            fn f(x) {
                let mut p = 1.0;
                let t0 = x.len();
                let mut done = false;
                for i in 0..t0 until done {
                    let t1 = p;
                    let t2 = t1 < 0.5;
                    if t2 {
                        done = true;
                    } else {
                        let t3 = x[i];
                        let t6 = t1 * t3;
                        p = t6;
                    }
                }
                let t4 = p;
                t4
            }
        "#]],
    );
}

#[test]
fn what_a_continue_skips_goes_into_the_other_branch() {
    check_pass(
        Pass::Primal,
        "fn f(x: &[f64]) -> f64 {
            let mut p = 1.0;
            for i in 0..x.len() {
                if x[i] < 0.5 { continue; }
                p *= x[i];
            }
            p
        }",
        expect![[r#"
            fn f(x) {
                let mut p = 1.0;
                let t0 = x.len();
                for i in 0..t0 {
                    let t1 = x[i];
                    let t2 = t1 < 0.5;
                    if t2 {
                    } else {
                        let t5 = p;
                        let t6 = t5 * t1;
                        p = t6;
                    }
                }
                let t4 = p;
                t4
            }
        "#]],
    );
}

#[test]
fn a_return_from_a_loop_is_noted_and_made_after_it() {
    check_pass(
        Pass::Primal,
        "fn f(x: f64) -> f64 {
            let mut y = x;
            loop {
                y *= 1.5;
                if y > 4.0 { return y; }
            }
        }",
        expect![[r#"
            fn f(x) {
                let mut result = 0.0;
                let mut returned = false;
                let mut y = x;
                let mut done = false;
                while {
                    let t3 = done;
                    let t4 = !t3;
                    t4
                }
                do {
                    let t8 = y;
                    let t9 = t8 * 1.5;
                    y = t9;
                    let t0 = y;
                    let t1 = t0 > 4.0;
                    if t1 {
                        done = true;
                        result = t0;
                        returned = true;
                    }
                }
                let t5 = returned;
                let t7 = if t5 {
                    let t6 = result;
                    t6
                } else {
                    :: core :: unreachable ! ();
                }
                t7
            }
        "#]],
    );
}
