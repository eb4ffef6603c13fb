//! `proofs`: what was guessed and matters is proved; `open`: what only a name says is left to rustc.

use expect_test::{Expect, expect};

use super::support::program::Program;
use super::support::{Pass, check_shape};
use crate::emit;

/// What the hidden `value` function proves.
fn check_proofs(source: &str, expect: Expect) {
    let program = Program::parse(source);
    let proofs = emit::proofs(&program.main().primal, &syn::parse_quote!(::ad_runtime));
    expect.assert_eq(&proofs.map(|proofs| proofs.to_string()).unwrap_or_default());
}

/// The type of a parameter is written, and the rest follows from it.
#[test]
fn nothing_where_all_is_known() {
    check_proofs(
        "fn f(x: &[f64], n: usize) -> f64 { let mut s = 0.0; for i in 0..n { s += (x[i] * 2.0).sin(); } s }",
        expect![[r#""#]],
    );
}

/// A field meets a float, another one an integer.
#[test]
fn fields() {
    check_proofs(
        "fn f(p: &Params, x: f64) -> f64 { let k = p.n * 2; p.scale * x + p.scale * k as f64 }",
        expect![
            "let _ = || { :: ad_runtime :: private :: integer_in (& p . n) ; :: ad_runtime :: private :: number_in (& p . scale) ; } ;"
        ],
    );
}

/// What is indexed, what is in it, and a constant.
#[test]
fn elements_of_fields() {
    check_proofs(
        "fn f(p: &Params, x: f64) -> f64 { p.data[2] + x }",
        expect![
            "let _ = || { :: ad_runtime :: private :: index_in (& 0 , & p . data) ; :: ad_runtime :: private :: number_in (& p . data [0]) ; } ;"
        ],
    );
    // A product may be of vectors, whose operators rustc finds.
    check_proofs(
        "fn f(p: &Params, x: f64) -> f64 { p.data[2] * x * SCALE }",
        expect!["let _ = || { :: ad_runtime :: private :: index_in (& 0 , & p . data) ; } ;"],
    );
    check_proofs(
        "fn f(x: f64) -> f64 { x * SCALE }",
        expect!["let _ = || { :: ad_runtime :: private :: number_in (& SCALE) ; } ;"],
    );
}

/// What a call returned.
#[test]
fn results() {
    check_shape(
        Pass::Primal,
        "fn g(x: f64) -> f64 { x } fn f(x: f64) -> f64 { let y = g(x); y * x }",
        expect![[r#"
            fn f(x) {
                let y = g(x);
                prove y;
                let t0 = y * x;
                t0
            }
        "#]],
    );
}

/// Only the method's name says that the field is a float.
#[test]
fn methods_of_fields() {
    check_shape(
        Pass::Primal,
        "fn f(p: &Params, x: f64) -> f64 { p.gain.exp() * x + (p.scale * x).exp() }",
        expect![[r#"
            fn f(p, x) {
                let t1 = exp(&p.gain);
                prove t1;
                let t2 = t1 * x;
                let t3 = p.scale;
                let t4 = t3 * x;
                let t5 = t4.exp();
                let t6 = t2 + t5;
                t6
            }
        "#]],
    );
}

/// What names were taken for that items of the user's may have too.
#[test]
fn names_that_items_may_have() {
    check_proofs(
        "fn f(x: f64, n: Option<usize>) -> f64 {
            let mut list = vec![x, stop_gradient(x)];
            std::mem::swap(&mut list, &mut Vec::new());
            match n { Some(0) => x, Some(mut k) => x + k as f32 as f64, other => list[other.unwrap()] }
        }",
        expect!["let _ = || { :: ad_runtime :: private :: same_function (:: ad_runtime :: stop_gradient :: < () > , stop_gradient) ; { { use :: ad_runtime :: private :: macros :: * ; use vec as _ ; } } :: ad_runtime :: private :: same_function (:: core :: mem :: swap ::< () > , std :: mem :: swap) ; :: ad_runtime :: private :: same_function (:: std :: vec :: Vec ::< () >:: new , Vec :: new) ; { let value = :: ad_runtime :: private :: any () ; if let Some (_) = value { } :: ad_runtime :: private :: Named (value) . is_option () ; } :: ad_runtime :: private :: same_type :: < :: core :: primitive :: f32 , f32 > () ; match :: ad_runtime :: private :: any () { other => :: ad_runtime :: private :: Named (other) . is_variable () , _ => { } } } ;"],
    );
}

/// In a pattern that can't fail no name is a constant, and what is bound with an `@` is none.
#[test]
fn names_that_are_certainly_variables() {
    check_proofs(
        "fn f(p: (f64, f64), n: usize) -> f64 {
            let (a, b) = p;
            let g = |c: f64| c * a;
            match n { k @ 1.. => g(b) * k as f64, _ => b }
        }",
        expect![[r#""#]],
    );
}

/// Methods of lists that are written out: their receivers are std's lists, unless that is known.
#[test]
fn lists_whose_methods_are_written_out() {
    check_proofs(
        "fn f(s: &mut State, x: f64) -> f64 { s.trace.truncate(2); s.trace.fill(x); s.trace[0] }",
        expect![
            "let _ = || { :: ad_runtime :: of_slices ! (fill) ; let s_asked = :: ad_runtime :: asked_places ! (:: ad_runtime :: private :: list_in (& s . trace)) ; # [allow (unused_mut)] let mut s = :: ad_runtime :: asked ! (s , s_asked) ; :: ad_runtime :: private :: std_list_in (& s . trace) ; } ;"
        ],
    );
    check_proofs(
        "fn f(x: f64, n: usize) -> f64 { let mut v = vec![x; n]; v.truncate(2); v[0] * x }",
        expect![
            "let _ = || { { { use :: ad_runtime :: private :: macros :: * ; use vec as _ ; } } } ;"
        ],
    );
}

/// A method that the runtime can find stays a call, which needs no proof; one that is written out beside it does.
#[test]
fn mutators_of_fields_are_calls() {
    let source = "fn f(s: &mut State, x: f64) -> f64 { s.trace.push(x); s.trace.clear(); x }";
    check_proofs(
        source,
        expect!["let _ = || { :: ad_runtime :: private :: std_list_in (& s . trace) ; } ;"],
    );
    check_shape(
        Pass::Primal,
        source,
        expect![[r#"
            fn f(s, x) {
                let t3 = push(&mut s.trace, x);
                while {
                    let t0 = s.trace.len();
                    let t1 = t0 > 0;
                    t1
                }
                do {
                    let t2 = pop(&mut s.trace);
                }
                x
            }
        "#]],
    );
}
