//! The options of the attribute.

use expect_test::{Expect, expect};

use super::super::support::compile_errors::messages;
use super::super::support::tokens;
use super::check_errors;
use crate::pipeline;

fn check(options: &str, expect: Expect) {
    check_errors(options, "fn f(x: f64, n: usize, y: f64) -> f64 { x * y }", expect);
}

#[test]
fn wrt() {
    check(
        "wrt(z, n)",
        expect![[r#"
            1:5..1:6 `z` `z` is not a parameter of this function
                help: its parameters are `x`, `n`, `y`
                note: see "`wrt` of no parameter" in `ad_runtime::errors`
            1:8..1:9 `n` `n` carries no derivative: it is `#[constant]` or holds no float
                help: leave it out of `wrt(..)`
                note: see "`wrt` of a constant" in `ad_runtime::errors`
        "#]],
    );
    check(
        "wrt(x, x)",
        expect![[r#"
            1:8..1:9 `x` `x` is listed twice
                help: remove this one
                note: see "A parameter twice" in `ad_runtime::errors`
        "#]],
    );
    check(
        "wrt",
        expect![[r#"
            1:1..1:4 `wrt` `wrt` lists the parameters to differentiate by
                help: write `wrt(x)` or `wrt(x, w)`
                note: see "`wrt` without names" in `ad_runtime::errors`
        "#]],
    );
    check(
        "wrt()",
        expect![[r#"
            1:1..1:6 `wrt()` `wrt` lists the parameters to differentiate by
                help: write `wrt(x)` or `wrt(x, w)`
                note: see "`wrt` without names" in `ad_runtime::errors`
        "#]],
    );
    check(
        "wrt(1)",
        expect![[r#"
            1:1..1:7 `wrt(1)` `wrt` lists the parameters to differentiate by
                help: write `wrt(x)` or `wrt(x, w)`
                note: see "`wrt` without names" in `ad_runtime::errors`
        "#]],
    );
}

#[test]
fn modes() {
    check(
        "forward, reverse",
        expect![[r#"
            1:10..1:17 `reverse` `forward` and `reverse` each leave the other mode out
                help: leave both options out to have both modes
                note: see "Both modes" in `ad_runtime::errors`
        "#]],
    );
    check(
        "forward = true",
        expect![[r#"
            1:1..1:15 `forward = true` `forward` is an option without a value
                help: write `forward` alone
                note: see "A value for a flag" in `ad_runtime::errors`
        "#]],
    );
    check(
        "forward, forward",
        expect![[r#"
            1:10..1:17 `forward` `forward` is given twice
                help: remove this one
                note: see "An option twice" in `ad_runtime::errors`
        "#]],
    );
}

#[test]
fn order() {
    check(
        "order = 0",
        expect![[r#"
            1:1..1:10 `order = 0` `order` is an integer from 1 to 8
                help: write `order = 2`
                note: see "`order` without a number" in `ad_runtime::errors`
        "#]],
    );
    check(
        r#"order = "two""#,
        expect![[r#"
            1:1..1:14 `order = "two"` `order` is an integer from 1 to 8
                help: write `order = 2`
                note: see "`order` without a number" in `ad_runtime::errors`
        "#]],
    );
}

#[test]
fn the_rest() {
    check(
        "dump = true",
        expect![[r#"
            1:1..1:12 `dump = true` `dump` is an option without a value
                help: write `dump` alone
                note: see "A value for a flag" in `ad_runtime::errors`
        "#]],
    );
    check(
        "crate",
        expect![[r#"
            1:1..1:6 `crate` `crate` names the path of the runtime
                help: write `crate = some::path`
                note: see "`crate` without a path" in `ad_runtime::errors`
        "#]],
    );
    check(
        "fast, a::b = 1",
        expect![[r#"
            1:1..1:5 `fast` unknown option of `#[differentiate]`
                help: the options are `wrt(x, w)`, `forward`, `reverse`, `order = 2`, `lanes`, `simplify = "real"`, `dump`, `crate = path`, `name = f_ad` on functions, and `skip` on methods
                note: see "An unknown option" in `ad_runtime::errors`
            1:7..1:15 `a::b = 1` unknown option of `#[differentiate]`
                help: the options are `wrt(x, w)`, `forward`, `reverse`, `order = 2`, `lanes`, `simplify = "real"`, `dump`, `crate = path`, `name = f_ad` on functions, and `skip` on methods
                note: see "An unknown option" in `ad_runtime::errors`
        "#]],
    );
    check(
        "skip",
        expect![[r#"
            1:1..1:5 `skip` `skip` leaves a method out of the derivatives of its `impl` block
                help: to leave this item out, remove the attribute
                note: see "`skip` on a function" in `ad_runtime::errors`
        "#]],
    );
    check(
        "=",
        expect![[r#"
        1:1..1:2 `=` expected identifier
    "#]],
    );
}

/// Options of traits.
#[test]
fn of_traits() {
    check(
        "inherent, dyn",
        expect![[r#"
        1:1..1:9 `inherent` `inherent` is for the `impl` of a trait
            help: remove it: derivatives of an `impl` without a trait are the type's own functions anyway
            note: see "`inherent` without a trait" in `ad_runtime::errors`
        1:11..1:14 `dyn` `dyn` is for a trait with derivatives, and for each `impl` of it
            help: remove it, or put it on the trait
            note: see "`dyn` without a trait" in `ad_runtime::errors`
    "#]],
    );
    check_errors(
        "inherent",
        "impl Model { fn f(&self, x: f64) -> f64 { x } }",
        expect![[r#"
        1:1..1:9 `inherent` `inherent` is for the `impl` of a trait
            help: remove it: derivatives of an `impl` without a trait are the type's own functions anyway
            note: see "`inherent` without a trait" in `ad_runtime::errors`
    "#]],
    );
    check_errors(
        "dyn",
        "impl Model { fn f(&self, x: f64) -> f64 { x } }",
        expect![[r#"
        1:1..1:4 `dyn` `dyn` is for a trait with derivatives, and for each `impl` of it
            help: remove it, or put it on the trait
            note: see "`dyn` without a trait" in `ad_runtime::errors`
    "#]],
    );
    check_errors(
        "dyn, inherent",
        "impl Tr for Model { fn f(&self, x: f64) -> f64 { x } }",
        expect![[r#"
            1:1..1:4 `dyn` `dyn` is for a trait with derivatives, and for each `impl` of it
                help: remove it, or put it on the trait
                note: see "`dyn` without a trait" in `ad_runtime::errors`
        "#]],
    );
    let of = |options: &str, item: &str| {
        messages(pipeline::expand(tokens(options), tokens(item))).join("\n")
    };
    expect![[r#"
        `inherent` is for the `impl` of a trait
        help: remove it: derivatives of an `impl` without a trait are the type's own functions anyway
        note: see "`inherent` without a trait" in `ad_runtime::errors`"#]].assert_eq(&of("inherent", "trait Tr { fn f(&self, x: f64) -> f64; }"));
    expect![[r#"
        unsupported: `dyn` on a trait with generics, associated types or constants
        help: put what objects are wanted of into a trait without them
        note: see "Objects of a generic trait" in `ad_runtime::errors`
        unsupported: `dyn` on a trait with generics, associated types or constants
        help: put what objects are wanted of into a trait without them
        note: see "Objects of a generic trait" in `ad_runtime::errors`
        unsupported: `dyn` on a trait with generics, associated types or constants
        help: put what objects are wanted of into a trait without them
        note: see "Objects of a generic trait" in `ad_runtime::errors`
        unsupported: a function without `&self` or with generics that objects of the trait would have to have
        help: give it a body and `where Self: Sized`, or put it into another trait
        note: see "A function that objects can't have" in `ad_runtime::errors`
        unsupported: a function without `&self` or with generics that objects of the trait would have to have
        help: give it a body and `where Self: Sized`, or put it into another trait
        note: see "A function that objects can't have" in `ad_runtime::errors`"#]].assert_eq(&of(
        "dyn",
        "trait Tr<T> {
            const K: f64;
            type Out;
            fn f(&self, x: f64) -> f64;
            fn new() -> Self;
            fn generic<U>(&self, x: U) -> f64;
            fn given(x: f64) -> f64 where Self: Sized { x }
        }",
    ));
}
