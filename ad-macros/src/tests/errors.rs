//! What is refused: every message, and what it underlines.
//!
//! A line for each error: lines and columns, the text there, the message.

mod expressions;
mod items;
mod options;
mod statements;

use expect_test::{Expect, expect};

use super::support::check_errors;

fn refused(source: &str, expect: Expect) {
    check_errors("", source, expect);
}

#[test]
fn several_mistakes_at_once() {
    check_errors(
        "wrt(z), fast",
        "async fn f(x: f64, m: Model) -> f64 {
            let y;
            for v in x { y = v; }
            let w = x.gamma();
            if let Some(u) = w { return u; }
            unsafe { w }
        }",
        expect![[r#"
            1:9..1:13 `fast` unknown option of `#[differentiate]`; the options are `wrt(x, w)`, `forward`, `reverse`, `order = 1`, `crate = path`, and `skip` on methods
            1:1..1:6 `async` unsupported: an `async` function; differentiate a plain function and call it from the `async` one
            1:5..1:6 `z` `z` is not a parameter of this function; its parameters are `x`, `m`
            2:13..2:19 `let y;` unsupported: `let` without a value; give the variable its value where it is declared
            3:22..3:23 `x` unsupported: `for` over anything but a range; loop over the indices, `for i in 0..xs.len()` (`.rev()` and `.step_by(k)` are fine)
            5:16..5:19 `let` unsupported: `if let`; use `if` with a condition
            6:13..6:25 `unsafe { w }` unsupported: this expression in a differentiated function; move it into a function of its own, with `#[primitive]` if it has a derivative
        "#]],
    );
    refused(
        "fn f(x: f64) -> f64 {
            let a = x.gamma();
            let b = my_macro!(x);
            let n = x as usize;
            let c = Some(x).unwrap();
            a * b * c * n as f64
        }",
        expect![[r#"
            2:23..2:28 `gamma` unsupported: the method `gamma` on a value that depends on a differentiated parameter; write it as a function with `#[differentiate]` or `#[primitive]`, or take the value out of the derivative with `stop_gradient`
            3:21..3:29 `my_macro` unsupported: the macro `my_macro!` with values that depend on a differentiated parameter; write what it expands to, or take the values out of the derivative with `stop_gradient`
            5:29..5:35 `unwrap` unsupported: the method `unwrap` on a value that depends on a differentiated parameter; write it as a function with `#[differentiate]` or `#[primitive]`, or take the value out of the derivative with `stop_gradient`
            6:27..6:29 `as` unsupported: an integer that was cast from a value that depends on a differentiated parameter, used as a number; its derivative is zero almost everywhere: use it only to select (an index, a bound, a condition), or say `stop_gradient(x)` before the cast
        "#]],
    );
}

/// After one error a later one is seen only if it is one: what is declared in refused code is known.
#[test]
fn no_errors_from_errors() {
    refused(
        "fn f(x: f64) -> f64 {
            let [a, b] = [x, x];
            let c = a * b;
            c.sin() * a
        }",
        expect![[r#"
            2:17..2:23 `[a, b]` unsupported: this pattern; use a name, `_` or a tuple of these
        "#]],
    );
}

/// Messages that nothing raises yet.
const UNRAISED: &[&str] = &[];

/// Each message stands in one of these tests, so a new one needs a new test.
#[test]
fn every_message_is_tested() {
    let tests = [
        include_str!("errors/items.rs"),
        include_str!("errors/statements.rs"),
        include_str!("errors/expressions.rs"),
        include_str!("errors/options.rs"),
        include_str!("primitive.rs"),
        include_str!("derive.rs"),
    ];
    let tests = tests.concat();
    let messages: syn::File = syn::parse_str(include_str!("../unsupported.rs")).unwrap();
    let mut untested = Vec::new();
    for item in messages.items {
        let (name, pieces) = match &item {
            syn::Item::Const(item) => (&item.ident, texts(&item.expr)),
            syn::Item::Fn(item) => (&item.sig.ident, texts(&item.block)),
            _ => continue,
        };
        // Single words are names that a message depends on, not messages.
        let mut sentences = pieces.iter().filter(|piece| piece.contains(' '));
        if !sentences.all(|piece| tests.contains(piece)) {
            untested.push(name.to_string());
        }
    }
    assert_eq!(untested, UNRAISED);
}

/// The fixed parts of the texts in a piece of code.
fn texts(code: &impl quote::ToTokens) -> Vec<String> {
    fn collect(tokens: proc_macro2::TokenStream, texts: &mut Vec<String>) {
        for token in tokens {
            if let proc_macro2::TokenTree::Group(group) = &token {
                collect(group.stream(), texts);
            }
            let Ok(text) = syn::parse2::<syn::LitStr>(token.into()) else { continue };
            let text = text.value();
            let pieces = text.split(['{', '}']).step_by(2);
            texts.extend(pieces.map(str::to_string));
        }
    }
    let mut found = Vec::new();
    collect(code.to_token_stream(), &mut found);
    found
}
