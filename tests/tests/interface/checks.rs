//! `check`: what it accepts, and what it says.

use super::*;

/// The cube, whose derivative is off by one part in a thousand.
#[primitive(partials(x = 3.003 * x * x))]
fn wrong_cube(x: f64) -> f64 {
    x * x * x
}

#[differentiate]
fn last_cubed(x: &[f64], y: f64) -> f64 {
    x[0] * y + wrong_cube(x[x.len() - 1])
}

#[differentiate]
fn positive_part(x: f64) -> f64 {
    x.max(0.0)
}

#[test]
fn report_says_how_near() {
    let report = weighted_sum::check(&[1.0, 2.0], 3.0, [4.0, 5.0], 10).expect("it is right");
    let text = report.to_string();
    assert!(text.starts_with("derivatives of `weighted_sum` agree: 5 coordinates"), "{text}");
}

#[test]
fn outputs_of_every_shape() {
    polar::check(3.0, 4.0).expect("it is right");
    scaled::check(&[3.0, 4.0], 2.0).expect("it is right");
    stretched::check([3.0, 4.0]).expect("it is right");
    counted::check(3.0, 4).expect("it is right");
    sum::check(vec![3.0, 4.0]).expect("it is right");
}

#[test]
fn mismatch_names_the_entry() {
    let mismatch = last_cubed::check(&[1.0, 2.0, 3.0], 4.0).expect_err("the cube is wrong");
    let text = mismatch.to_string();
    assert!(text.starts_with("derivatives of `last_cubed` by `x[2]` differ"), "{text}");
    let error: Box<dyn std::error::Error> = Box::new(mismatch);
    assert_eq!(error.to_string(), text);
}

#[test]
fn mismatch_mentions_a_kink() {
    let mismatch = positive_part::check(0.0).expect_err("there is no derivative");
    assert!(mismatch.to_string().contains("kink"), "{mismatch}");
    positive_part::check(0.5).expect("it is right");
}
