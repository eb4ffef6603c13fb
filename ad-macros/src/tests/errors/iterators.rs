//! Iterators, and what they hand on.

use expect_test::expect;

use super::refused;

#[test]
fn iterators() {
    refused(
        "fn f(x: &[f64]) -> f64 { let mut i = x.iter(); let mut s = 0.0; while let Some(y) = i.next_back() { s += y; } s }",
        expect![[r#"
            1:87..1:96 `next_back` unsupported: an iterator that is advanced by hand in this way
                help: ask it for `next()`, `nth(n)` or `peek()`, or go by indices, `xs[i]`
                note: see "An iterator that is advanced by hand" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "fn f(x: &[f64]) -> f64 { let mut i = x.iter(); let n = i.rposition(|y| *y > 1.0); i.sum() }",
        expect![[r#"
            1:56..1:57 `i` unsupported: a local closure or iterator inside a macro or an expression that is passed through
                help: bind its value with `let` before
                note: see "A closure or an iterator in a macro" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "fn f(x: &[f64]) -> f64 { let mut i = x.iter(); let s: f64 = x.iter().zip(&mut i).map(|(a, b)| a * b).sum(); s }",
        expect![[r#"
            1:70..1:73 `zip` unsupported: a closure that may change something, in an iterator of which items are skipped, collected or zipped
                help: write a loop, or collect the items into a `Vec` first
                note: see "A closure that may change something where items are skipped" in `ad_runtime::errors`
        "#]],
    );
    // What `map` makes may be another item when it is its turn.
    refused(
        "fn f(x: &[f64], t: &Cell<f64>) -> f64 { let mut i = x.iter().map(|v| v * t.get()).peekable(); let a = *i.peek().unwrap(); a + i.next().unwrap() }",
        expect![[r#"
            1:20..1:30 `&Cell<f64>` unsupported: a parameter of std's type `Cell` to differentiate by
                help: pass its content (a float, an array, a slice, a `Vec`), or mark the parameter `#[constant]`; one of your own by this name wants a path, `self::Cell`
                note: see "One of std's types that have no tangents" in `ad_runtime::errors`
            1:106..1:110 `peek` unsupported: an iterator that is advanced by hand in this way
                help: ask it for `next()`, `nth(n)` or `peek()`, or go by indices, `xs[i]`
                note: see "An iterator that is advanced by hand" in `ad_runtime::errors`
        "#]],
    );
    // It would have to be remembered whether items are skipped still.
    refused(
        "fn f(x: &[f64]) -> f64 { let mut i = x.iter().skip_while(|v| **v < 0.5); *i.next().unwrap() }",
        expect![[r#"
            1:30..1:35 `mut i` unsupported: an iterator that is advanced by hand in this way
                help: ask it for `next()`, `nth(n)` or `peek()`, or go by indices, `xs[i]`
                note: see "An iterator that is advanced by hand" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "fn f(x: &[f64]) -> f64 { let mut i = x.iter(); let a = first(&mut i); a * i.next().unwrap() }",
        expect![[r#"
            1:67..1:68 `i` unsupported: a local closure or iterator inside a macro or an expression that is passed through
                help: bind its value with `let` before
                note: see "A closure or an iterator in a macro" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "fn f(x: &[f64]) -> f64 { x.iter().map(3).sum() }",
        expect![[r#"
            1:35..1:38 `map` unsupported: an iterator's method with anything but a closure or a function
                help: write the closure in its place, `|x| ..`
                note: see "An iterator's method without a closure" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "fn f(x: f64) -> f64 { (0..).map(|i| x * i as f64).sum() }",
        expect![[r#"
            1:51..1:54 `sum` unsupported: an iterator without an end, in a loop that nothing leaves
                help: give it one with `take(n)` or `zip`, or `break`
                note: see "An iterator without an end" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "fn f(x: &[f64]) -> f64 { let m = x.iter().map(|y| (1, *y)).collect::<LinkedList<_>>(); m.len() as f64 }",
        expect![[r#"
            1:60..1:67 `collect` unsupported: `collect` into anything but a `Vec` or a map, or an `Option` or a `Result` of a `Vec`
                help: collect into a `Vec<_>` and convert that
                note: see "`collect` into something else" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "fn f(x: &[f64]) -> f64 { let i = x.iter(); println!(\"{:?}\", i); let g = |y: f64| y; assert!(g(1.0) > 0.0); x[0] }",
        expect![[r#"
            1:61..1:62 `i` unsupported: a local closure or iterator inside a macro or an expression that is passed through
                help: bind its value with `let` before
                note: see "A closure or an iterator in a macro" in `ad_runtime::errors`
        "#]],
    );
}
