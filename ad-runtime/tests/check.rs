//! `check` sees what is wrong, names it, and leaves what is right alone.
#![allow(clippy::unwrap_used)]

use ad_runtime::check::{Cause, Mismatch, Report};
use ad_runtime::prelude::*;

/// `1 + offset` times what is right.
const OFFSET: f64 = 1e-4;

#[primitive(bprop = wrong_bprop, jvp = right_jvp)]
fn wrong_reverse(x: &[f64], w: f64) -> f64 {
    w * x.iter().map(|x| x.exp()).sum::<f64>()
}

fn wrong_bprop(x: &[f64], w: f64, y: f64, y_bar: f64) -> (Vec<f64>, f64) {
    let mut x_bar: Vec<f64> = x.iter().map(|x| w * x.exp() * y_bar).collect();
    x_bar[2] *= 1.0 + OFFSET;
    (x_bar, y / w * y_bar)
}

fn right_jvp(x: &[f64], w: f64, y: f64, x_dot: &[f64], w_dot: f64) -> f64 {
    y / w * w_dot + x.iter().zip(x_dot).map(|(x, x_dot)| w * x.exp() * x_dot).sum::<f64>()
}

#[primitive(partials(x = (1.0 + OFFSET) * x.cos() * w, w = x.sin()))]
fn wrong_both(x: f64, w: f64) -> f64 {
    x.sin() * w
}

#[primitive(partials(x = (1.0 + OFFSET as f32) * x.cos()))]
fn wrong_f32(x: f32) -> f32 {
    x.sin()
}

fn entry<T: std::fmt::Debug>(result: Result<T, Mismatch>) -> String {
    let mismatch = result.unwrap_err();
    assert!(matches!(mismatch.cause, Cause::Derivative { .. }), "{mismatch}");
    assert!(mismatch.to_string().contains(&format!("by `{}`", mismatch.entry)), "{mismatch}");
    mismatch.entry
}

#[test]
fn an_error_of_one_in_ten_thousand_is_seen_and_named() {
    assert_eq!(entry(wrong_reverse::check(&[0.3, -1.0, 0.5], 2.0)), "x[2]");
    let many: Vec<f64> = (0..1000).map(|i| (i as f64).sin()).collect();
    assert_eq!(entry(wrong_reverse::check(&many, 2.0)), "x[2]");
    assert_eq!(entry(wrong_both::check(0.7, 2.0)), "x");
    assert_eq!(entry(wrong_both::check(1e-3, 2e6)), "x");
    assert_eq!(entry(wrong_f32::check(0.7)), "x");
}

#[primitive(bprop = wrong_row_bprop, jvp = wrong_row_jvp)]
fn wrong_row(x: [f64; 3]) -> (f64, Vec<f64>) {
    (x[0], vec![x[0] * x[1], x[1] * x[2]])
}

fn wrong_row_bprop(x: &[f64; 3], _: &(f64, Vec<f64>), y_bar: &(f64, Vec<f64>)) -> [f64; 3] {
    let (a, b) = (y_bar.1[0], y_bar.1[1]);
    [y_bar.0 + a * x[1], a * x[0] + b * x[2] * (1.0 - OFFSET), b * x[1]]
}

fn wrong_row_jvp(x: &[f64; 3], _: &(f64, Vec<f64>), d: &[f64; 3]) -> (f64, Vec<f64>) {
    (d[0], vec![d[0] * x[1] + x[0] * d[1], d[1] * x[2] + x[1] * d[2]])
}

#[test]
fn the_output_is_named() {
    let mismatch = wrong_row::check([1.0, 2.0, 3.0]).unwrap_err();
    assert_eq!(mismatch.entry, "x[1]");
    let Cause::Derivative { output, forward, reverse, difference, .. } = &mismatch.cause else {
        panic!("{mismatch}");
    };
    assert_eq!(output, ".1[1]");
    assert_eq!(*forward, 3.0);
    assert!((reverse - 3.0 * (1.0 - OFFSET)).abs() < 1e-12);
    assert!((difference.unwrap() - 3.0).abs() < 1e-8);
}

#[primitive(partials(x = if x > 0.0 { 1.0 } else { 0.0 }))]
fn ramp(x: f64) -> f64 {
    x.max(0.0)
}

#[test]
fn a_kink_is_mentioned() {
    let mismatch = ramp::check(0.0).unwrap_err();
    assert!(mismatch.to_string().contains("kink"), "{mismatch}");
    assert!(ramp::check(1e-4).is_ok());
    assert!(ramp::check(-1e-4).is_ok());
    let mismatch = wrong_both::check(0.7, 2.0).unwrap_err();
    assert!(!mismatch.to_string().contains("kink"), "{mismatch}");
}

#[test]
fn what_is_not_finite_is_said() {
    let message = |result: Result<Report, Mismatch>| result.unwrap_err().to_string();
    let said = message(ad_runtime::prim::sqrt::check(0.0));
    assert!(said.contains("derivative by reverse mode is inf at `x`"), "{said}");
    let said = message(ad_runtime::prim::sqrt::check(-1.0));
    assert!(said.contains("the value is NaN"), "{said}");
    let said = message(ad_runtime::prim::sin::check(f64::NAN));
    assert!(said.contains("the argument is NaN at `x`"), "{said}");
    let said = message(guarded::check(1.0));
    assert!(said.contains("the function beside the point is NaN"), "{said}");
}

/// NaN to the right of 1.
#[primitive(partials(x = 1.0))]
fn guarded(x: f64) -> f64 {
    if x > 1.0 { f64::NAN } else { x }
}

#[primitive(bprop = other_bprop, jvp = other_jvp)]
fn short(x: &[f64]) -> f64 {
    x.iter().sum()
}

fn other_bprop(_: &[f64], _: f64, y_bar: f64) -> Vec<f64> {
    vec![y_bar; 2]
}

fn other_jvp(_: &[f64], _: f64, x_dot: &[f64]) -> f64 {
    x_dot.iter().sum()
}

#[test]
#[should_panic(expected = "belong to different points")]
fn a_cotangent_of_another_shape_is_refused() {
    let _ = short::check(&[1.0, 2.0, 3.0]);
}

/// Smooth functions of many scales, with their partials.
macro_rules! smooth {
    ($($name:ident($x:ident) = $value:expr, $partial:expr;)*) => {$(
        #[primitive(partials($x = $partial))]
        fn $name($x: f64) -> f64 {
            $value
        }
    )*

        #[test]
        fn smooth_functions_raise_no_alarm() {
            let mut checked = 0;
            for exponent in -3..=6 {
                for mantissa in [1.0, -1.7, 3.3] {
                    let x = mantissa * 10f64.powi(exponent);
                    $(
                        if $name(x).is_finite() && $name::grad(x).is_finite() {
                            let report = $name::check(x).unwrap_or_else(|m| panic!("at {x}: {m}"));
                            // Thirty periods to a step of one in a million are beyond a double's digits.
                            let resolvable = x.abs() < 1e6;
                            assert!(!resolvable || report.n_unresolved == 0, "at {x}: {report}");
                            checked += 1;
                        }
                    )*
                }
            }
            assert!(checked > 300);
        }
    };
}

smooth! {
    line(x) = 3.0 * x + 1e-3, 3.0;
    cubic(x) = x * x * x - 2.0 * x + 1.0, 3.0 * x * x - 2.0;
    large(x) = 1e6 * (x.sin() + 2.0), 1e6 * x.cos();
    small(x) = 1e-3 * (x / 10.0).cos(), -1e-4 * (x / 10.0).sin();
    wave(x) = (30.0 * x).sin() + x, 30.0 * (30.0 * x).cos() + 1.0;
    logarithm(x) = x.ln(), 1.0 / x;
    root(x) = x.sqrt(), 0.5 / x.sqrt();
    bell(x) = (-x * x).exp(), -2.0 * x * (-x * x).exp();
    squash(x) = x.tanh(), 1.0 - x.tanh() * x.tanh();
    inverse(x) = 1.0 / x, -1.0 / (x * x);
    zero(x) = 0.0 * x, 0.0;
    flat(x) = 7.0 + 0.0 * x, 0.0;
}

#[primitive(partials(x = (3.0 * x).cos() * 3.0))]
fn wave_f32(x: f32) -> f32 {
    (3.0 * x).sin()
}

#[test]
fn single_precision_raises_no_alarm() {
    for i in 0..1000 {
        let x = (i as f32 - 500.0) / 50.0;
        wave_f32::check(x).unwrap_or_else(|mismatch| panic!("at {x}: {mismatch}"));
    }
}

/// A sum in which large terms cancel: its rounding errors are thousands of its units in the last place.
#[primitive(bprop = noisy_bprop, jvp = noisy_jvp)]
fn noisy(x: &[f64]) -> f64 {
    let large: f64 = x.iter().map(|x| 1e4 + x.sin()).sum();
    large - 1e4 * x.len() as f64
}

fn noisy_bprop(x: &[f64], _: f64, y_bar: f64) -> Vec<f64> {
    x.iter().map(|x| x.cos() * y_bar).collect()
}

fn noisy_jvp(x: &[f64], _: f64, x_dot: &[f64]) -> f64 {
    x.iter().zip(x_dot).map(|(x, x_dot)| x.cos() * x_dot).sum()
}

#[test]
fn rounding_errors_raise_no_alarm() {
    for n in [1, 10, 64, 65, 500] {
        for shift in 0..20 {
            let x: Vec<f64> = (0..n).map(|i| (i * i + shift) as f64 * 0.1).collect();
            noisy::check(&x).unwrap_or_else(|mismatch| panic!("{n}, {shift}: {mismatch}"));
        }
    }
}

#[test]
fn long_forms_of_the_runtime_are_right() {
    let x = [0.3, -1.0, 2.5];
    ad_runtime::prim::dot::check(&x, &[1.0, 0.0, -4.0]).unwrap();
    ad_runtime::prim::log_sum_exp::check(&x).unwrap();
    ad_runtime::prim::log_sum_exp::check(&[1000.0, 999.0, 0.0]).unwrap();
    ad_runtime::prim::dot::check(&[0.3f32, 1.0], &[1.0, -4.0]).unwrap();
}

#[test]
fn no_coordinates_are_nothing_to_check() {
    let report = noisy::check(&[]).unwrap();
    assert_eq!((report.n_coordinates, report.n_directions), (0, 0));
}

#[test]
fn a_report_fits_a_line() {
    let report = cubic::check(0.5).unwrap().to_string();
    assert!(
        report.starts_with("derivatives of `cubic` agree: 1 coordinates, 1 directions"),
        "{report}"
    );
    assert!(!report.contains('\n'));
}

#[primitive(partials(x = 2.0 * x))]
fn mixed(x: f64, #[constant] names: Vec<String>, #[constant] only_once: Once) -> f64 {
    let _ = (names, only_once);
    x * x
}

/// Not `Clone`: a function of it has derivatives, and only its `check` can't be called.
struct Once;

#[test]
fn a_constant_that_is_not_clone_is_no_obstacle_to_derivatives() {
    assert_eq!(mixed::jvp(3.0, Vec::new(), Once, 1.0), (9.0, 6.0));
}

/// A fit without residuals: value and gradient are rounding errors.
#[differentiate]
fn residuals(p: &[f64; 2], #[constant] x: &[f64], #[constant] y: &[f64]) -> f64 {
    x.iter().zip(y).map(|(x, y)| (p[0] + p[1] * x - y).powi(2)).sum()
}

#[test]
fn at_an_optimum() {
    let x: Vec<f64> = (0..20).map(|i| 0.1 * f64::from(i)).collect();
    for scale in [1e-12, 1e-6, 1.0, 1e6, 1e12] {
        let y: Vec<f64> = x.iter().map(|x| scale * (0.3 + 0.7 * x)).collect();
        for off in [0.0, 1e-16, 1e-15, 1e-13, 1e-11, 1e-8, 1e-4, 1e-1] {
            residuals::check(&[(0.3 + off) * scale, 0.7 * scale], &x, &y).unwrap();
            residuals::check(&[0.3 * scale, (0.7 - off) * scale], &x, &y).unwrap();
        }
    }
}

/// As it is wrong by one in ten thousand in one coordinate.
#[primitive(bprop = wrong_valley_bprop, jvp = wrong_valley_jvp)]
fn wrong_valley(x: &[f64]) -> f64 {
    x.iter().map(|x| x * x * x).sum()
}

fn wrong_valley_bprop(x: &[f64], _: f64, y_bar: f64) -> Vec<f64> {
    let slope =
        |(i, x): (usize, &f64)| 3.0 * x * x * y_bar * if i == 1 { 1.0 + OFFSET } else { 1.0 };
    x.iter().enumerate().map(slope).collect()
}

fn wrong_valley_jvp(x: &[f64], y: f64, x_dot: &[f64]) -> f64 {
    wrong_valley_bprop(x, y, 1.0).iter().zip(x_dot).map(|(a, b)| a * b).sum()
}

#[test]
fn sharp_at_all_scales() {
    for scale in [1e-12, 1e-6, 1.0, 1e6, 1e12] {
        assert_eq!(entry(wrong_valley::check(&[scale, 0.5 * scale, -scale])), "x[1]");
        let many: Vec<f64> = (0..1000).map(|i| scale * (1.0 + f64::from(i).sin())).collect();
        assert_eq!(entry(wrong_valley::check(&many)), "x[1]");
    }
}

#[test]
fn debug_is_the_sentence() {
    let mismatch = wrong_both::check(0.7, 2.0).unwrap_err();
    assert_eq!(format!("{mismatch:?}"), format!("{mismatch}"));
}

/// Neither `Clone` nor `Debug`.
#[derive(Differentiable)]
struct Bare {
    stiffness: f64,
    lengths: Vec<f64>,
    kind: Kind,
}

#[derive(Differentiable)]
enum Kind {
    Linear,
    Cubic(f64),
}

enum Failure {
    Negative,
}

#[differentiate]
fn energy_of_bare(bare: Bare, x: f64) -> Result<f64, Failure> {
    if x < 0.0 {
        return Err(Failure::Negative);
    }
    let mut sum = 0.0;
    for length in &bare.lengths {
        sum += bare.stiffness * (x - length) * (x - length);
    }
    match bare.kind {
        Kind::Linear => Ok(sum),
        Kind::Cubic(c) => Ok(sum + c * x * x * x),
    }
}

#[differentiate]
fn stretched(bare: &mut Bare, by: f64) -> Bare {
    bare.stiffness *= by;
    let stiffness = bare.stiffness * by;
    Bare { stiffness, lengths: vec![by, stiffness], kind: Kind::Cubic(by * by) }
}

#[test]
fn without_clone() {
    let bare = |kind| Bare { stiffness: 1.5, lengths: vec![1.0, -2.0], kind };
    energy_of_bare::check(bare(Kind::Linear), 0.5).unwrap();
    energy_of_bare::check(bare(Kind::Cubic(0.3)), 0.5).unwrap();
    energy_of_bare::check(bare(Kind::Cubic(0.3)), -0.5).unwrap();
    stretched::check(&mut bare(Kind::Linear), 0.7).unwrap();
}

/// A constant in a result is only looked at.
#[derive(Differentiable)]
struct Fitted {
    value: f64,
    #[constant]
    #[allow(dead_code)]
    once: Once,
}

#[differentiate]
fn fitted(x: f64) -> Fitted {
    Fitted { value: x * x, once: Once }
}

#[test]
fn results_need_no_copies() {
    fitted::check(1.5).unwrap();
}

#[differentiate]
fn narrow_on_the_way(weights: &[f64], x: f64) -> f64 {
    let mut sum = 0.0f32;
    for w in weights {
        sum += (*w as f32 * x as f32).sin();
    }
    f64::from(sum) + 0.5 * x * x
}

#[differentiate]
fn narrow_in_one_term(x: f64, y: f64) -> f64 {
    f64::from((x as f32).exp()) * 1e-3 + x * y.ln()
}

/// Off by so much that differences of single precision show it.
#[primitive(partials(x = (1.0 + 20.0 * OFFSET as f32) * x.cos()))]
fn more_wrong_f32(x: f32) -> f32 {
    x.sin()
}

#[differentiate]
fn narrow_and_wrong(x: f64, y: f64) -> f64 {
    more_wrong_f32(x as f32) as f64 + y * y
}

/// The noise of what is computed in `f32` on the way is no mismatch, at any place, and hides no error.
#[test]
fn a_function_that_computes_in_single_precision_on_the_way() {
    for i in 0..200 {
        let x = (f64::from(i) - 97.3) / 31.0;
        let weights = [0.3, -1.25 * x, 7.0, 1e-3];
        narrow_on_the_way::check(&weights, x).unwrap_or_else(|off| panic!("at {x}: {off}"));
        narrow_in_one_term::check(x, 2.5).unwrap_or_else(|off| panic!("at {x}: {off}"));
        if x.cos().abs() > 0.3 {
            assert_eq!(entry(narrow_and_wrong::check(x, 0.5)), "x");
        }
    }
}
