//! What is refused: every message, and what it underlines.
//!
//! A line for each error: lines and columns, the text there, the message.

mod expressions;
mod items;
mod iterators;
mod options;
mod own_operators;
mod statements;
mod values;

use expect_test::{Expect, expect};

use super::support::compile_errors::split;
use super::support::{check_errors, tokens};
use crate::pipeline;

/// Nothing is refused.
fn accepted(source: &str) {
    let expansion = pipeline::expand(Default::default(), tokens(source));
    let (_, errors) = split(expansion);
    assert!(errors.is_empty(), "{}in\n{source}", errors.concat());
}

/// Refused with a message in which this stands, wherever.
fn refused_somehow(source: &str, says: &str) {
    let expansion = pipeline::expand(Default::default(), tokens(source));
    let (_, errors) = split(expansion);
    assert!(errors.concat().contains(says), "{}in\n{source}", errors.concat());
}

fn refused(source: &str, expect: Expect) {
    check_errors("", source, expect);
}

#[test]
fn several_mistakes_at_once() {
    check_errors(
        "wrt(z), fast",
        "async fn f(x: f64, m: Model) -> f64 {
            let (a, b);
            let w = x.gamma();
            loop { continue 'outer; }
            unsafe { w }
        }",
        expect![[r#"
            1:9..1:13 `fast` unknown option of `#[differentiate]`
                help: the options are `wrt(x, w)`, `forward`, `reverse`, `order = 2`, `lanes`, `simplify = "real"`, `dump`, `crate = path`, `name = f_ad` on functions, and `skip` on methods
                note: see "An unknown option" in `ad_runtime::errors`
            1:1..1:6 `async` unsupported: an `async` function
                help: differentiate a plain function and call it from the `async` one
                note: see "`async fn`" in `ad_runtime::errors`
            1:5..1:6 `z` `z` is not a parameter of this function
                help: its parameters are `x`, `m`
                note: see "`wrt` of no parameter" in `ad_runtime::errors`
            4:29..4:35 `'outer` unsupported: a label of something that is not a loop or a block around
                help: use `if` and `else`
                note: see "A label" in `ad_runtime::errors`
            5:13..5:19 `unsafe` unsupported: an `unsafe` block in a differentiated function
                help: move it into a safe function, with `#[primitive]` if it has a derivative
                note: see "`unsafe`" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "fn f(x: f64) -> f64 {
            let a = x.gamma();
            let b = my_macro!(x);
            let n = x as usize;
            let c = Cell::new(x);
            a * b * c.get() * n as f64
        }",
        expect![[r#"
            3:21..3:29 `my_macro` unsupported: the macro `my_macro!` with differentiated values
                note: in `f`, this depends on the parameter `x`
                help: write what it expands to, or take the values out of the derivative with `stop_gradient`
                note: see "An unknown macro" in `ad_runtime::errors`
            5:21..5:30 `Cell::new` unsupported: std's type `Cell` around differentiated values
                note: in `f`, this depends on the parameter `x`
                help: use a `let mut` variable, and pass `&mut` where it is to be changed; one of your own by this name wants a path, `self::Cell`
                note: see "Cells, locks and atomics" in `ad_runtime::errors`
        "#]],
    );
}

/// After one error a later one is seen only if it is one: what is declared in refused code is known.
#[test]
fn no_errors_from_errors() {
    refused(
        "fn f(x: f64) -> f64 {
            let Pair(.., b) = x;
            let c = b * b;
            c.sin() * b
        }",
        expect![[r#"
            2:26..2:27 `b` unsupported: this pattern
                help: bind each value to a name of its own, and take it apart with `match` or by its fields and indices
                note: see "A pattern" in `ad_runtime::errors`
        "#]],
    );
}
