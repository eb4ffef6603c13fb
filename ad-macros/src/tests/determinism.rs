//! The same function always expands to the same bytes.

use quote::ToTokens;

use super::closure;
use super::support::tokens;
use crate::pipeline;
use crate::recursion::Calls;

/// The expansion of every function of a fixture.
fn expansion(source: &str) -> String {
    let file: syn::File = syn::parse_str(source).expect("Rust");
    let items = file.items.iter().filter(|item| matches!(item, syn::Item::Fn(_)));
    let expand =
        |item: &syn::Item| pipeline::expand(tokens(""), item.to_token_stream(), &mut Calls::new());
    items.map(|item| expand(item).to_string()).collect()
}

#[test]
fn the_same_twice_in_another_thread_and_order() {
    let forwards = || closure::sources().map(expansion).collect::<Vec<_>>();
    let mut backwards: Vec<_> = closure::sources().rev().map(expansion).collect();
    backwards.reverse();
    assert_eq!(std::thread::spawn(forwards).join().expect("no panic"), backwards);
}
