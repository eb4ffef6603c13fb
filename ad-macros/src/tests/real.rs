//! `simplify::real`: the table of rules, what each makes of a function, and that derivatives stay what they are.

use expect_test::{Expect, expect};

use super::closure;
use super::support::program::Program;
use super::support::{assert_verified, diff, meaning};
use crate::ir::verify::Phase;
use crate::ir::{Note, Stmt, print, visit};
use crate::simplify::real::RULES;

/// What is added to a function.
fn check(source: &str, expect: Expect) {
    let [plain, twins] = [Program::parse(source), Program::parse_over_the_reals(source)];
    assert_verified(&twins.main().primal, Phase::Primal);
    meaning::check_modes(&twins).unwrap_or_else(|error| panic!("{error} in {source}"));
    let [before, after] = [&plain, &twins].map(|program| print::print(&program.main().primal));
    expect.assert_eq(&diff::lines(&before, &after));
}

/// The names of the rules that are used on a function.
fn used(source: &str) -> Vec<&'static str> {
    let program = Program::parse_over_the_reals(source);
    let mut words = Vec::new();
    visit::deep_stmts(&program.main().primal.body, &mut |stmt| {
        if let Stmt::Note(Note::Words(lines)) = stmt {
            words.extend(lines.clone());
        }
    });
    let is_used = |name: &&str| words.iter().any(|line| line.contains(&format!("(`{name}`)")));
    RULES.iter().map(|rule| rule.name).filter(is_used).collect()
}

/// Examples of each rule: functions on which it is used, among others.
const EXAMPLES: &[(&str, &str)] = &[
    ("itself", "fn f(x: f64) -> f64 { x / x + x }"),
    ("cancel", "fn f(x: f64, y: f64) -> f64 { let p = x * y; p / y * x }"),
    ("cancel", "fn f(x: f64, y: f64) -> f64 { y * (x / y) }"),
    ("nothing", "fn f(x: f64, y: f64) -> f64 { (x + y - x) * (x - y + y) }"),
    ("nothing", "fn f(x: f64) -> f64 { x - x + 2.0 * x }"),
    ("ln_exp", "fn f(x: f64) -> f64 { (2.0 * x.exp()).ln() }"),
    ("ln_1p_exp", "fn f(x: f64) -> f64 { x.exp().ln_1p() }"),
    ("quotient", "fn f(x: f64, y: f64) -> f64 { x.exp() / y.exp() }"),
    ("quotient", "fn f(x: f64) -> f64 { x.exp().recip() }"),
    ("product", "fn f(x: f64, y: f64) -> f64 { x.exp() * y.exp() }"),
    ("exp_ln", "fn f(x: f64, y: f64) -> f64 { (x.ln() - y.ln()).exp() }"),
    ("root", "fn f(x: f64) -> f64 { let y = x - 0.7; (y * y).sqrt() }"),
    ("variance", VARIANCE),
    (
        "variance",
        "fn f(x: &[f64]) -> f64 {
            let n = x.len() as f64;
            x.iter().map(|x| x.powi(2)).sum::<f64>() / n - (x.iter().sum::<f64>() / n).powi(2)
        }",
    ),
];

const VARIANCE: &str = "fn f(x: &[f64]) -> f64 {
    let mut q = 0.0;
    let mut s = 0.0;
    for i in 0..x.len() { q += x[i] * x[i]; s += x[i]; }
    let n = x.len() as f64;
    let m = s / n;
    (q / n - m * m).sqrt()
}";

#[test]
fn each_rule_has_an_example() {
    for rule in RULES {
        assert!(EXAMPLES.iter().any(|(name, _)| *name == rule.name), "`{}` has none", rule.name);
        assert!(!rule.because.is_empty() && rule.left != rule.right);
    }
    for (name, source) in EXAMPLES {
        assert!(used(source).contains(name), "`{name}` isn't used in {source}: {:?}", used(source));
        let program = Program::parse_over_the_reals(source);
        meaning::check_modes(&program).unwrap_or_else(|error| panic!("{error} in {source}"));
    }
}

/// Whatever is done with values, derivatives over the reals are those of the function.
#[test]
fn derivatives_of_all_constructs() {
    for source in closure::sources() {
        let program = Program::parse_over_the_reals(source);
        assert_verified(&program.main().primal, Phase::Primal);
        if program.main().signature.is_scalar() {
            meaning::check_modes(&program).unwrap_or_else(|error| panic!("{error} in {source}"));
        }
    }
}

/// Where no rule is used, nothing is added: a variance of something else is none, nor is one that is divided by another number.
#[test]
fn nothing_for_nothing() {
    for source in [
        "fn f(x: f64) -> f64 { x.exp() * x + (1.0 + x.exp()) }",
        "fn f(x: &[f64]) -> f64 { let mut s = 0.0; for i in 0..x.len() { s += x[i].exp(); } s }",
        "fn f(x: f64) -> f64 { x.ln() * (x * x) }",
        &VARIANCE.replace("s += x[i]", "s += 2.0 * x[i]"),
        &VARIANCE.replace("q += x[i] * x[i]", "q += x[0] * x[i]"),
        &VARIANCE.replace("x.len() as f64", "3.0"),
        &VARIANCE.replace("0..x.len()", "1..x.len()"),
        &VARIANCE.replace("let mut q", "let mut x = x.to_vec(); x[0] = 2.0 * x[1]; let mut q"),
    ] {
        let [plain, twins] = [Program::parse(source), Program::parse_over_the_reals(source)];
        let [before, after] = [&plain, &twins].map(|program| print::print(&program.main().primal));
        assert_eq!(before, after);
    }
}

#[test]
fn a_logarithm_of_a_sigmoid() {
    check(
        "fn f(x: f64) -> f64 { (1.0 / (1.0 + (-x).exp())).ln() }",
        expect![[r#"
          fn f(x) {
              let t0 = -x;
              let t1 = t0.exp();
              let t2 = 1.0 + t1;
        +     let t5 = stop_gradient(t0);
        +     let t6 = t5.max(0.0);
        +     let t7 = -t6;
        +     let t8 = t7.exp();
        +     let t9 = t0 - t6;
        +     let t10 = t9.exp();
        +     let t11 = t8 + t10;
              let t3 = 1.0 / t2;
        +     let t12 = -t6;
        +     let t13 = t12.exp();
        +     let t14 = 1.0 / t11;
        +     let t15 = t14 * t13;
              let t4 = t3.ln();
        -     t4
        +     let t16 = t11.ln();
        +     let t17 = -t6;
        +     let t18 = t17 - t16;
        +     t18
          }
    "#]],
    );
}

#[test]
fn a_softmax_in_loops() {
    check(
        "fn f(z: &[f64], p: &[f64]) -> f64 {
            let mut s = 0.0;
            for j in 0..z.len() { s += z[j].exp(); }
            let mut loss = 0.0;
            for i in 0..z.len() { loss -= p[i] * (z[i].exp() / s).ln(); }
            loss
        }",
        expect![[r#"
              fn f(z, p) {
                  let mut s = 0.0;
                  let t0 = z.len();
            +     let t12 = - 1.0 / 0.0;
            +     let mut largest = t12;
                  for j in 0..t0 {
                      let t1 = z[j];
                      let t2 = t1.exp();
                      s += t2;
            +         let t13 = stop_gradient(t1);
            +         let t14 = largest;
            +         let t15 = t13.max(t14);
            +         largest = t15;
                  }
            +     let mut scaled = 0.0;
            +     let t16 = largest;
            +     for j_1 in 0..t0 {
            +         let t17 = z[j_1];
            +         let t18 = t17 - t16;
            +         let t19 = t18.exp();
            +         scaled += t19;
            +     }
            +     let t20 = scaled;
                  let mut loss = 0.0;
            +     let mut loss_1 = 0.0;
                  let t3 = z.len();
                  for i in 0..t3 {
                      let t4 = p[i];
                      let t5 = z[i];
                      let t6 = t5.exp();
                      let t7 = s;
                      let t8 = t6 / t7;
            +         let t21 = t5 - t16;
            +         let t22 = t21.exp();
            +         let t23 = 1.0 / t20;
            +         let t24 = t23 * t22;
                      let t9 = t8.ln();
            +         let t25 = t20.ln();
            +         let t26 = t5 - t16;
            +         let t27 = t26 - t25;
                      let t10 = t4 * t9;
            +         let t28 = t4 * t27;
                      loss -= t10;
            +         loss_1 -= t28;
                  }
                  let t11 = loss;
            -     t11
            +     let t29 = loss_1;
            +     t29
              }
        "#]],
    );
}

#[test]
fn a_branch_has_twins_of_its_values() {
    check(
        "fn f(x: f64, y: f64) -> f64 {
            let l = if y > 0.5 { (x.exp() * y).ln() } else { x };
            l * y
        }",
        expect![[r#"
              fn f(x, y) {
                  let t0 = y > 0.5;
            -     let l = if t0 {
            +     let l, l_1 = if t0 {
                      let t1 = x.exp();
                      let t2 = t1 * y;
                      let t3 = t2.ln();
            -         t3
            +         let t5 = y.ln();
            +         let t6 = x + t5;
            +         t3, t6
                  } else {
            -         x
            +         x, x
                  }
                  let t4 = l * y;
            -     t4
            +     let t7 = l_1 * y;
            +     t7
              }
        "#]],
    );
}

#[test]
fn a_variance() {
    check(
        VARIANCE,
        expect![[r#"
          fn f(x) {
              let mut q = 0.0;
              let mut s = 0.0;
              let t0 = x.len();
              for i in 0..t0 {
                  let t1 = x[i];
                  let t3 = t1 * t1;
                  q += t3;
                  s += t1;
              }
              let t5 = x.len();
              let n = t5 as f64;
              let t6 = s;
              let m = t6 / n;
              let t7 = q;
              let t8 = t7 / n;
              let t9 = m * m;
              let t10 = t8 - t9;
        +     let mut spread = 0.0;
        +     for i_1 in 0..t0 {
        +         let t12 = x[i_1];
        +         let t13 = t12 * t12;
        +         let t14 = t12 - m;
        +         let t15 = t14 * t14;
        +         spread += t15;
        +     }
        +     let t16 = spread;
        +     let t17 = t16 / n;
              let t11 = t10.sqrt();
        -     t11
        +     let t18 = t17.sqrt();
        +     t18
          }
    "#]],
    );
}
