//! The same function always expands to the same bytes.

use quote::ToTokens;

use super::closure;
use super::fuzz::corpus;
use super::support::random::Random;
use super::support::tokens;
use crate::pipeline;

/// The expansion of every function of a fixture.
fn expansion(source: &str) -> String {
    let file: syn::File = syn::parse_str(source).expect("Rust");
    let items = file.items.iter().filter(|item| matches!(item, syn::Item::Fn(_)));
    let expand = |item: &syn::Item| pipeline::expand(tokens(""), item.to_token_stream());
    items.map(|item| expand(item).to_string()).collect()
}

#[test]
fn the_same_twice_in_another_thread_and_order() {
    let forwards = || closure::sources().map(expansion).collect::<Vec<_>>();
    let mut backwards: Vec<_> = closure::sources().rev().map(expansion).collect();
    backwards.reverse();
    assert_eq!(std::thread::spawn(forwards).join().expect("no panic"), backwards);
}

/// All programs, with their `impl` blocks and derives.
#[test]
fn the_whole_corpus() {
    let forwards = || corpus::seeds().iter().map(|seed| seed.expand().to_string()).collect();
    let other = std::thread::Builder::new().stack_size(64 << 20).spawn(forwards).expect("a thread");
    let mut backwards: Vec<_> =
        corpus::seeds().iter().rev().map(|seed| seed.expand().to_string()).collect();
    backwards.reverse();
    let forwards: Vec<_> = other.join().expect("no panic");
    for (one, other) in forwards.iter().zip(&backwards) {
        assert_eq!(one, other);
    }
    assert_eq!(forwards.len(), backwards.len());
}

/// A crate's worth of items, structs, `impl` blocks, functions and those in modules, in many orders: what an item becomes doesn't depend on
/// what was expanded before it, by name or otherwise. `AD_ORDERS=100` tries a hundred.
#[test]
fn items_in_any_order() {
    let sources = [
        include_str!("../../../tests/tests/programs_of_types/later_structs.rs"),
        include_str!("../../../tests/tests/interface/recursion.rs"),
    ];
    let items: Vec<_> = sources.into_iter().flat_map(corpus::inputs).collect();
    assert!(items.len() > 25, "{} items", items.len());
    let alone: Vec<_> = items.iter().map(|item| item.expand().to_string()).collect();
    let mut random = Random::new(7);
    let n_orders = std::env::var("AD_ORDERS").ok().and_then(|n| n.parse().ok()).unwrap_or(10);
    for _ in 0..n_orders {
        let mut order: Vec<_> = (0..items.len()).collect();
        for i in (1..order.len()).rev() {
            order.swap(i, random.below(i + 1));
        }
        for i in order {
            assert!(items[i].expand().to_string() == alone[i], "item {i}: {}", alone[i]);
        }
    }
}
