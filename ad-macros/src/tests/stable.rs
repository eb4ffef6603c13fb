//! `lower` understands what `emit` writes: a function that is lowered, emitted and lowered again settles.
//!
//! ```text
//! Rust ─lower, exits→ IR₁ ─emit→ Rust₁ ─lower, exits→ IR₂ ─emit→ Rust₂ ..       Rustₙ = Rustₙ₊₁
//! ```
//! Compared is what the IR is as Rust: there the names in tokens that are passed through are those of their variables. It takes
//! some rounds, since sugar ends in the first, and of `let _ = x[i];`, which nobody uses, `lower` leaves nothing; each round
//! finds more of that. Left out are functions whose emitted code is not all such as `lower` means to take: `match` and the runtime's private
//! functions, for `Option`s, which it takes for calls, `array::from_fn`, whose arrays it makes with another `array::from_fn`, and `if false`, which
//! stands before a macro that must stay where it is, in every round once more.

use quote::{ToTokens, format_ident, quote};

use super::fuzz::corpus;
use super::fuzz::input::Macro;
use super::{closure, random};
use crate::args::Config;
use crate::diag::Diagnostics;
use crate::ir::Function;
use crate::signature::Signature;
use crate::{emit, exits, lower, select};

/// How many rounds a function may take.
const MOST_ROUNDS: usize = 6;

/// Lowers a function; none if it is refused.
fn lowered(item: &syn::ItemFn) -> Result<Function, String> {
    let mut diagnostics = Diagnostics::default();
    let signature = Signature::read(&mut diagnostics, &item.vis, &item.sig, &Config::default());
    let lowered = lower::lower(&mut diagnostics, &signature, &item.block);
    let lowered = exits::exits(&mut diagnostics, lowered, &signature.output);
    match diagnostics.finish() {
        // Closures become functions of their own.
        Ok(()) if !lowered.given.is_empty() => Err("a closure is given".to_string()),
        Ok(()) => Ok(lowered),
        Err(errors) => Err(errors.into_iter().map(|error| error.to_string()).collect()),
    }
}

/// The function with the body that `emit` writes, and parameters that are names.
fn emitted(item: &syn::ItemFn, function: &Function) -> syn::ItemFn {
    let body = emit::body(&select::select(function.clone()), &syn::parse_quote!(::ad_runtime));
    let mut sig = item.sig.clone();
    for (input, var) in sig.inputs.iter_mut().zip(&function.params) {
        if let syn::FnArg::Typed(input) = input {
            let name = format_ident!("{}", function.var(*var).name);
            input.pat = syn::parse_quote!(#name);
        }
    }
    let tokens = quote!(#sig #body);
    syn::parse2(tokens.clone()).unwrap_or_else(|error| panic!("{error}: {tokens}"))
}

/// Whether a function settles; `false` if there is nothing to say of it.
fn settles(item: &syn::ItemFn) -> Result<bool, String> {
    let Ok(mut function) = lowered(item) else { return Ok(false) };
    let mut item = emitted(item, &function);
    let mut before = text(&item);
    let foreign = ["private ::", "match ", "from_fn", "if false"];
    if foreign.iter().any(|word| before.contains(word)) {
        return Ok(false);
    }
    for _ in 0..MOST_ROUNDS {
        function = lowered(&item).map_err(|error| format!("{error}\n{before}"))?;
        item = emitted(&item, &function);
        let after = text(&item);
        if before == after {
            return Ok(true);
        }
        before = after;
    }
    Err(before)
}

fn text(item: &syn::ItemFn) -> String {
    item.to_token_stream().to_string()
}

fn check<'a>(sources: impl Iterator<Item = &'a str>) -> usize {
    let mut n = 0;
    let mut errors = Vec::new();
    for source in sources {
        let file: syn::File = syn::parse_str(source).expect("Rust");
        for item in &file.items {
            let syn::Item::Fn(item) = item else { continue };
            match settles(item) {
                Ok(settles) => n += usize::from(settles),
                Err(error) => errors.push(format!("{}: {error}", item.sig.ident)),
            }
        }
    }
    assert!(errors.is_empty(), "{} of {n}:\n{}", errors.len(), errors.join("\n\n"));
    n
}

#[test]
fn fixtures() {
    assert!(check(closure::sources()) > 100);
}

#[test]
fn random_programs() {
    let programs: Vec<_> = (1..=100).map(random::program).collect();
    assert!(check(programs.iter().map(String::as_str)) >= 400);
}

#[test]
fn programs() {
    let seeds = corpus::seeds();
    let seeds = seeds.iter().filter(|seed| seed.of == Macro::Differentiate);
    let sources: Vec<_> = seeds.map(|seed| seed.item.to_string()).collect();
    check(sources.iter().map(String::as_str));
}
