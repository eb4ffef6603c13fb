//! `lint`: when it warns of a derivative that is always zero.

use proc_macro2::TokenStream;

use crate::pipeline;

/// Whether the expansion of a function warns.
fn warns(source: &str) -> bool {
    let item: TokenStream = source.parse().unwrap_or_else(|error| panic!("{error} in {source}"));
    pipeline::expand(TokenStream::new(), item).to_string().contains("deprecated (note =")
}

/// The text that rustc shows, at the function's name.
#[test]
fn what_it_says() {
    let source = "fn step(x: f64) -> f64 { x.floor() }";
    let item: TokenStream = source.parse().expect("tokens");
    let text = pipeline::expand(TokenStream::new(), item).to_string();
    let start = text.find("deprecated (note =").expect("a warning");
    expect_test::expect![[r#"deprecated (note = "the result of `step` does not depend differentiably on any of its parameters: its derivatives are zero\nhelp: let it depend on one, or say that it is meant: `stop_gradient(..)` around what the result is made of, or `#[constant]` on its `let`\nnote: see \"A der"#]].assert_eq(&text[start..start + 280]);
}

#[test]
fn derivatives_that_are_always_zero() {
    for source in [
        "fn f(x: f64) -> f64 { x.floor() }",
        "fn f(x: f64) -> f64 { if x > 0.0 { 1.0 } else { 2.0 } }",
        "fn f(x: f64, y: f64) -> f64 { (x as i64) as f64 + y.trunc() }",
        "fn f(x: &[f64]) -> f64 { x.len() as f64 }",
        "fn f(x: f64) -> f64 { let y = x * x; let _ = y; 3.0 }",
    ] {
        assert!(warns(source), "no warning: {source}");
    }
}

#[test]
fn derivatives_that_are_meant() {
    for source in [
        "fn f(x: f64) -> f64 { x * 0.0 }",
        "fn f(x: f64, y: f64) -> f64 { x.floor() * y }",
        "fn f(x: f64) -> f64 { stop_gradient(x) }",
        "fn f(x: f64) -> f64 { #[constant] let y = x * x; y }",
        "fn f(x: f64) -> f64 { todo!() }",
        "fn f(x: &mut f64) -> f64 { *x *= 2.0; 1.0 }",
        "fn f(x: f64) -> f64 { g(x) }",
    ] {
        assert!(!warns(source), "a warning: {source}");
    }
}

/// What is guessed to be an integer of a type that isn't seen is no reason: it is proved, and a proof that fails is the error then.
#[test]
fn guesses_are_no_reason() {
    assert!(!warns("fn f(jobs: &[Job]) -> f64 { let half = jobs[0].end / 2; value(half) }"));
    assert!(!warns("fn f(p: &Params) -> f64 { (p.n * 2) as f64 }"));
}
