//! The options of `#[differentiate(..)]`, right and wrong.

use expect_test::{Expect, expect};
use quote::ToTokens;

use super::support::{errors, tokens};
use crate::args::{self, Config, Strategy};
use crate::diag::Diagnostics;

fn read(options: &str) -> (Config, String) {
    let mut diagnostics = Diagnostics::default();
    let config = args::read(&mut diagnostics, tokens(options));
    (config, errors(options, diagnostics.finish()))
}

fn check(options: &str, expected: Expect) {
    let (config, errors) = read(options);
    let wrt = config.wrt.map(|names| names.iter().map(ToString::to_string).collect::<Vec<_>>());
    let runtime = config.runtime.to_token_stream().to_string();
    let Config { forward, reverse, .. } = config;
    let config = format!("{wrt:?} forward {forward} reverse {reverse} {runtime}\n");
    expected.assert_eq(&(config + &errors));
}

#[test]
fn no_options() {
    check(
        "",
        expect![[r#"
        None forward true reverse true :: ad_runtime
    "#]],
    );
}

#[test]
fn all_options() {
    check(
        "wrt(x, w), forward, order = 1, crate = other::ad",
        expect![[r#"
        Some(["x", "w"]) forward true reverse false other :: ad
    "#]],
    );
    check(
        "reverse,",
        expect![[r#"
        None forward false reverse true :: ad_runtime
    "#]],
    );
}

#[test]
fn every_mistake_is_reported() {
    check(
        "wrt(x, x), wrt(y), forwards, forward, reverse, order = 9, crate = 3, simplify, a::b",
        expect![[r#"
            Some(["x"]) forward true reverse false :: ad_runtime
            wrt(y): `wrt` is given twice
                help: remove this one
                note: see "An option twice" in `ad_runtime::errors`
            x: `x` is listed twice
                help: remove this one
                note: see "A parameter twice" in `ad_runtime::errors`
            forwards: unknown option of `#[differentiate]`
                help: the options are `wrt(x, w)`, `forward`, `reverse`, `order = 2`, `lanes`, `simplify = "real"`, `dump`, `crate = path`, `name = f_ad` on functions, and `skip` on methods
                note: see "An unknown option" in `ad_runtime::errors`
            reverse: `forward` and `reverse` each leave the other mode out
                help: leave both options out to have both modes
                note: see "Both modes" in `ad_runtime::errors`
            order = 9: `order` is an integer from 1 to 8
                help: write `order = 2`
                note: see "`order` without a number" in `ad_runtime::errors`
            crate = 3: `crate` names the path of the runtime
                help: write `crate = some::path`
                note: see "`crate` without a path" in `ad_runtime::errors`
            simplify: `simplify` says by which identities derivatives are rewritten, beyond those that keep every bit: those of the real numbers, `"real"`, and no others
                help: write `simplify = "real"`, or leave the option out
                note: see "`simplify` with another value" in `ad_runtime::errors`
            a::b: unknown option of `#[differentiate]`
                help: the options are `wrt(x, w)`, `forward`, `reverse`, `order = 2`, `lanes`, `simplify = "real"`, `dump`, `crate = path`, `name = f_ad` on functions, and `skip` on methods
                note: see "An unknown option" in `ad_runtime::errors`
        "#]],
    );
    check(
        "wrt, forward = true, order = 0, order",
        expect![[r#"
            None forward true reverse false :: ad_runtime
            order: `order` is given twice
                help: remove this one
                note: see "An option twice" in `ad_runtime::errors`
            wrt: `wrt` lists the parameters to differentiate by
                help: write `wrt(x)` or `wrt(x, w)`
                note: see "`wrt` without names" in `ad_runtime::errors`
            forward = true: `forward` is an option without a value
                help: write `forward` alone
                note: see "A value for a flag" in `ad_runtime::errors`
            order = 0: `order` is an integer from 1 to 8
                help: write `order = 2`
                note: see "`order` without a number" in `ad_runtime::errors`
        "#]],
    );
    check(
        "wrt()",
        expect![[r#"
            None forward true reverse true :: ad_runtime
            wrt(): `wrt` lists the parameters to differentiate by
                help: write `wrt(x)` or `wrt(x, w)`
                note: see "`wrt` without names" in `ad_runtime::errors`
        "#]],
    );
    check(
        "wrt(x), = 3",
        expect![[r#"
        None forward true reverse true :: ad_runtime
        =: expected identifier
    "#]],
    );
}

#[test]
fn strategies() {
    let strategy = |options: &str| read(options).0.strategy;
    assert_eq!(strategy(""), Strategy::Best);
    assert_eq!(strategy("strategy = \"fuse\""), Strategy::Best);
    assert_eq!(strategy("strategy = \"replay\""), Strategy::Replay);
    assert_eq!(strategy("strategy = \"store\""), Strategy::Store);
    assert!(!read("strategy = \"other\"").1.is_empty());
    assert!(!read("strategy").1.is_empty());
}
