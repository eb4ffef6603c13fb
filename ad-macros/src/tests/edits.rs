//! Nothing that was expanded before decides what an item expands to: not what it was before an edit, not how many items there are.

use std::time::{Duration, Instant};

use quote::ToTokens;

use super::support::tokens;
use crate::{derive, pipeline};

/// Types and functions that need one another, and some of equal names, as in different modules.
const CRATE: &str = "
    #[derive(Clone, Debug, Differentiable)]
    struct Params { k: f64, #[constant] n: f64 }
    #[derive(Clone, Debug, Differentiable)]
    struct Params { k: f64, n: f64 }
    #[differentiate]
    fn both(p: &Params, y: f64) -> f64 { p.k * p.n + y * p.n }
    #[differentiate]
    impl Params { fn scale(&mut self, by: f64) { self.k *= by * self.n; } fn forward(&self, x: f64) -> f64 { self.k * x } }
    #[differentiate]
    impl Net { fn forward(&self, x: f64) -> f64 { self.b.forward(self.a.forward(x)) } }
    #[derive(Clone, Differentiable)]
    struct Net { a: Params, b: Params }
    #[differentiate]
    fn scale(x: &mut [f64], k: f64) -> f64 { x[0] *= k; x[0] }
    #[differentiate]
    fn scale(x: &[f64], k: f64) -> f64 { x[0] * x[0] * k }
    #[differentiate]
    fn uses(x: &mut [f64], k: f64) -> f64 { let s = scale(x, k); x[0] = s * x[0]; s + x[0] }
    #[differentiate]
    fn even(x: f64, n: usize) -> f64 { if n == 0 { x } else { odd(x * 0.5, n - 1) } }
    #[differentiate]
    fn odd(x: f64, n: usize) -> f64 { if n == 0 { x.sin() } else { even(x, n - 1) } }
    #[derive(Clone, Copy, Differentiable)]
    enum Mode { Slow, Fast }
    #[differentiate]
    fn moded(x: f64, #[constant] mode: Mode) -> f64 { match mode { Mode::Slow => x, Mode::Fast => x * x } }
";

fn items(source: &str) -> Vec<syn::Item> {
    syn::parse_str::<syn::File>(source).expect("Rust").items
}

fn expand(item: &syn::Item) -> String {
    let (attributes, is_type) = match item {
        syn::Item::Struct(item) => (&item.attrs, true),
        syn::Item::Enum(item) => (&item.attrs, true),
        syn::Item::Fn(item) => (&item.attrs, false),
        syn::Item::Impl(item) => (&item.attrs, false),
        _ => panic!("a crate of the tests holds types and functions"),
    };
    assert_eq!(attributes.len(), 1);
    let mut plain = item.clone();
    match &mut plain {
        syn::Item::Struct(item) => item.attrs.clear(),
        syn::Item::Enum(item) => item.attrs.clear(),
        syn::Item::Fn(item) => item.attrs.clear(),
        syn::Item::Impl(item) => item.attrs.clear(),
        _ => {}
    }
    match is_type {
        true => derive::expand(plain.to_token_stream()).to_string(),
        false => pipeline::expand(tokens(""), plain.to_token_stream()).to_string(),
    }
}

/// As in an editor, whose one process expands a crate again and again.
#[test]
fn after_edits() {
    let before: Vec<_> = items(CRATE).iter().map(expand).collect();
    for (old, new) in [
        ("#[constant] n: f64", "n: f64"),
        ("&mut [f64], k: f64) -> f64 { x[0] *= k; x[0] }", "&[f64], k: f64) -> f64 { x[0] * k }"),
        ("odd(x * 0.5, n - 1)", "x * 0.5"),
        ("enum Mode { Slow, Fast }", "enum Mode { Slow, Fast(f64) }"),
        ("fn forward(&self", "fn forward(&mut self"),
    ] {
        assert!(CRATE.contains(old), "{old}");
        let edited = items(&CRATE.replace(old, new));
        let there: Vec<_> = edited.iter().map(expand).collect();
        for ((was, is), (item, edited)) in
            before.iter().zip(&there).zip(items(CRATE).iter().zip(&edited))
        {
            assert_eq!(item == edited, was == is, "only what is edited changes: {old}");
        }
        assert_eq!(items(CRATE).iter().map(expand).collect::<Vec<_>>(), before);
    }
}

/// The time for so many structs with a function each.
fn time(n: usize) -> Duration {
    let source = |i| {
        format!(
            "#[derive(Clone, Differentiable)] struct S{i} {{ a: f64, #[constant] b: f64 }}
             #[differentiate] fn f{i}(s: &S{i}, x: f64) -> f64 {{ (s.a * x).sin() * s.b }}"
        )
    };
    let items = items(&(0..n).map(source).collect::<String>());
    let start = Instant::now();
    items.iter().for_each(|item| drop(expand(item)));
    start.elapsed()
}

#[test]
fn time_is_linear_in_the_number_of_items() {
    let times = [50, 100, 200].map(time);
    // Four times as many take four times as long: not sixteen times.
    assert!(times[2] < 10 * times[0], "{times:?}");
}

/// `cargo test --release -p ad-macros --lib -- --ignored --nocapture many_items`
#[test]
#[ignore = "a measurement"]
fn time_of_many_items() {
    println!("400, 800 and 1600 structs with a function each: {:?}", [400, 800, 1600].map(time));
}
