//! `match` as one statement, what its arms keep, and how it is written.

use expect_test::{Expect, expect};

use super::support::{Pass, check_lower, check_pass, expanded};

#[test]
fn the_number_of_an_arm_and_the_arms() {
    check_lower(
        "fn f(x: f64, n: usize) -> f64 { match n { 0 => x, 1 | 5..=7 => x * x, m => x.sin() } }",
        expect![""],
    );
}

#[test]
fn arms_that_leave_are_branches() {
    check_lower(
        "fn f(x: f64, n: usize) -> f64 { match n { 0 => return x, 1 => x * x, _ => x.sin() } }",
        expect![""],
    );
}

#[test]
fn guards_and_two_arms_are_branches() {
    check_lower(
        "fn f(x: f64, n: usize) -> f64 { match n { 0 if x > 1.0 => x, 1 => x * x, _ => x.sin() } }",
        expect![""],
    );
    check_lower("fn f(x: f64, n: usize) -> f64 { match n { 0 => x, _ => x.sin() } }", expect![""]);
}

#[test]
fn both_sweeps_look_at_the_number() {
    check_pass(
        Pass::Gradient,
        "fn f(x: f64, n: usize) -> f64 {
            let y = x * x;
            match n { 0 => y, 1 => { let t = y.exp(); t * t } _ => y.sin() }
        }",
        expect![""],
    );
}

#[test]
fn records_of_branches_lie_side_by_side() {
    check_pass(
        Pass::Gradient,
        "fn f(x: f64) -> f64 {
            if x < 1.0 { x.exp() * x.sin() } else if x < 2.0 { x.tan() * x.ln() } else { x }
        }",
        expect![""],
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
        expect![""],
    );
}

fn check_expanded(source: &str, expect: Expect) {
    let text = expanded("reverse", source);
    let start = text.find("let mut k_bar").or(text.find("match ")).unwrap_or(0);
    let text: String =
        text[start..].lines().take(40).map(|line| format!("{}\n", line.trim_end())).collect();
    expect.assert_eq(&text);
}

#[test]
fn fields_are_bound_by_patterns() {
    check_expanded(
        "fn f(s: &Shape, k: f64) -> f64 {
            match s { Shape::Circle(r) => k * r, Shape::Rect { w, h } => w * h, Shape::Empty => k }
        }",
        expect![""],
    );
}
