//! What is missing, and what doesn't fit.

use expect_test::expect;

use super::{check, check_errors};

#[test]
fn one_mode_alone() {
    check(
        "jvp = j",
        "fn f(x: f64) -> f64 { x }",
        expect![[r#"
            fn f(x: f64) -> f64 {
                x
            }
            /** The derivatives of `f`, as associated functions; and the function as a value, `f {}`.

             They are by `x`.*/
            #[allow(dead_code, nonstandard_style, missing_debug_implementations)]
            #[derive(Clone, Copy)]
            struct f {}
            #[diagnostic::do_not_recommend]
            #[doc(hidden)]
            impl ::ad_runtime::private::Derivatives for f {
                const SCALAR: bool = true;
            }
            #[allow(unused, nonstandard_style, deprecated, private_interfaces, private_bounds)]
            #[allow(non_shorthand_field_patterns, clippy::all, clippy::pedantic)]
            impl f {
                /// Forward mode, for callers that are derivatives: a dot or `None` for each parameter.
                #[doc(hidden)]
                #[inline]
                fn tangent(x: f64, x_dot: ::std::option::Option<f64>) -> (f64, f64) {
                    let x_dot = x_dot.unwrap_or_default();
                    {
                        let value = f(x);
                        let value_dot = j(x, value, x_dot);
                        (value, value_dot)
                    }
                }
                /** The value of `f` and its derivative in the direction of the dots: forward mode.

             - `x_dot`: the direction of `x`*/
                #[inline]
                fn jvp(x: f64, x_dot: f64) -> (f64, f64) {
                    Self::tangent(x, ::std::option::Option::Some(x_dot))
                }
                #[doc(hidden)]
                fn jacobian<A0>(_: A0) -> <() as ::ad_runtime::private::SeveralNumbers>::Jacobian
                where
                    for<'any> (): ::ad_runtime::private::SeveralNumbers,
                {
                    ::std::unreachable!("the bound never holds")
                }
                #[doc(hidden)]
                fn jacobian_forward<A0>(
                    _: A0,
                ) -> <() as ::ad_runtime::private::SeveralNumbers>::Jacobian
                where
                    for<'any> (): ::ad_runtime::private::SeveralNumbers,
                {
                    ::std::unreachable!("the bound never holds")
                }
                #[doc(hidden)]
                fn value_and_jacobian<A0>(
                    _: A0,
                ) -> <() as ::ad_runtime::private::SeveralNumbers>::Jacobian
                where
                    for<'any> (): ::ad_runtime::private::SeveralNumbers,
                {
                    ::std::unreachable!("the bound never holds")
                }
                #[doc(hidden)]
                fn jacobian_into<A0, A1>(
                    _: A0,
                    _: A1,
                ) -> <() as ::ad_runtime::private::SeveralNumbers>::Jacobian
                where
                    for<'any> (): ::ad_runtime::private::SeveralNumbers,
                {
                    ::std::unreachable!("the bound never holds")
                }
                #[doc(hidden)]
                fn sparse_jacobian<A0>(
                    _: A0,
                ) -> <() as ::ad_runtime::private::SeveralNumbers>::Jacobian
                where
                    for<'any> (): ::ad_runtime::private::SeveralNumbers,
                {
                    ::std::unreachable!("the bound never holds")
                }
                /// The missing mode: a call fails with a message.
                #[doc(hidden)]
                fn pullback<A0>(_: A0) -> <() as ::ad_runtime::private::ReverseMode>::Derivative
                where
                    for<'any> (): ::ad_runtime::private::ReverseMode,
                {
                    ::std::unreachable!("the bound never holds")
                }
                /// The missing mode: a call fails with a message.
                #[doc(hidden)]
                fn owned_pullback<A0>(
                    _: A0,
                ) -> <() as ::ad_runtime::private::ReverseMode>::Derivative
                where
                    for<'any> (): ::ad_runtime::private::ReverseMode,
                {
                    ::std::unreachable!("the bound never holds")
                }
                /// The function itself.
                #[doc(hidden)]
                #[inline]
                fn value(x: f64) -> f64 {
                    f(x)
                }
                /// Whether making a call once more gives the same, and does nothing else.
                #[doc(hidden)]
                const REPEATABLE: bool = true;
            }
            impl ::ad_runtime::FunctionValue for f {
                type Captured = ();
                const REPEATABLE: bool = Self::REPEATABLE;
            }
            #[diagnostic::do_not_recommend]
            impl ::ad_runtime::private::Known for f {
                type Itself = Self;
                #[inline]
                fn itself(self) -> Self {
                    self
                }
            }
        "#]],
    );
}

#[test]
fn a_bprop_alone_says_the_tangent_of_one_float() {
    check_errors(
        "bprop = b, order = 2",
        "fn f(x: &[f64]) -> Vec<f64> { x.to_vec() }",
        expect![[r#"
            Vec<f64>: `bprop` alone says no tangent of this
                help: give a `jvp = path` as well: with `order` above 1 it is what is differentiated. A `bprop` alone will do for one float as result and floats, slices, `Vec`s and arrays of floats as parameters
                note: see "A `bprop` alone, with `order`" in `ad_runtime::errors`
        "#]],
    );
    check_errors(
        "bprop = b, order = 2",
        "fn f(x: &[f64], m: &Model) -> f64 { m.at(x) }",
        expect![[r#"
            &Model: `bprop` alone says no tangent of this
                help: give a `jvp = path` as well: with `order` above 1 it is what is differentiated. A `bprop` alone will do for one float as result and floats, slices, `Vec`s and arrays of floats as parameters
                note: see "A `bprop` alone, with `order`" in `ad_runtime::errors`
        "#]],
    );
}

#[test]
fn the_rule_must_be_there_once() {
    check_errors(
        "",
        "fn f(x: f64) -> f64 { x }",
        expect![[r#"
            : a primitive needs a rule
                help: write `partials(x = ..)`, or `bprop = path` and `jvp = path`
                note: see "No rule" in `ad_runtime::errors`
        "#]],
    );
    check_errors(
        "crate = a",
        "fn f(x: f64) -> f64 { x }",
        expect![[r#"
            crate = a: a primitive needs a rule
                help: write `partials(x = ..)`, or `bprop = path` and `jvp = path`
                note: see "No rule" in `ad_runtime::errors`
        "#]],
    );
    check_errors(
        "partials(x = 1.0), jvp = j",
        "fn f(x: f64) -> f64 { x }",
        expect![[r#"
            jvp = j: `partials(..)` makes both modes already
                help: leave out either it or `bprop` and `jvp`
                note: see "Two rules" in `ad_runtime::errors`
        "#]],
    );
    check_errors(
        "jvp = j, jvp = k",
        "fn f(x: f64) -> f64 { x }",
        expect![[r#"
            jvp = k: `jvp` is given twice
                help: remove this one
                note: see "An option twice" in `ad_runtime::errors`
        "#]],
    );
    check_errors(
        "partials(x = 1.0, x = 2.0)",
        "fn f(x: f64) -> f64 { x }",
        expect![[r#"
            x: the derivative by `x` is given twice
                help: remove this one
                note: see "A derivative twice" in `ad_runtime::errors`
        "#]],
    );
    check_errors(
        "bprop = 3, partial(x = 1.0)",
        "fn f(x: f64) -> f64 { x }",
        expect![[r#"
            bprop = 3: `bprop` names a function
                help: write `bprop = some::path`
                note: see "A rule that is no path" in `ad_runtime::errors`
            partial(x = 1.0): unknown option of `#[primitive]`
                help: the options are `partials(x = ..)`, or `bprop = path` and `jvp = path`, and `order = 2`, `repeatable`, `crate = path`, `name = f_ad`
                note: see "An unknown option" in `ad_runtime::errors`
        "#]],
    );
    check_errors(
        "partials = 1.0",
        "fn f(x: f64) -> f64 { x }",
        expect![[r#"
            partials = 1.0: `partials` lists one derivative for each differentiable parameter
                help: write `partials(x = ..)`
                note: see "`partials` without a list" in `ad_runtime::errors`
        "#]],
    );
    check_errors(
        "partials(x: 1.0)",
        "fn f(x: f64) -> f64 { x }",
        expect![[r#"
        :: expected `=`
    "#]],
    );
}

#[test]
fn partials_must_fit_the_parameters() {
    check_errors(
        "partials(x = 1.0, z = 2.0, n = 0.0, c = 0.0)",
        "fn f(x: f64, y: f64, n: i32, #[constant] c: f64) -> f64 { x }",
        expect![[r#"
            z: `z` is not a parameter of this function
                help: its parameters are `x`, `y`, `n`, `c`
                note: see "`wrt` of no parameter" in `ad_runtime::errors`
            n: `n` carries no derivative: it is `#[constant]` or holds no float
                help: leave it out of `partials(..)`
                note: see "A derivative by a constant" in `ad_runtime::errors`
            c: `c` carries no derivative: it is `#[constant]` or holds no float
                help: leave it out of `partials(..)`
                note: see "`wrt` of a constant" in `ad_runtime::errors`
            y: no derivative by `y`
                help: add `y = ..` to `partials(..)`, or mark the parameter `#[constant]`
                note: see "A derivative that is missing" in `ad_runtime::errors`
        "#]],
    );
    check_errors(
        "partials(x = 1.0)",
        "fn f(x: &[f64], y: [f64; 2]) -> f64 { 0.0 }",
        expect![[r#"
            &[f64]: unsupported: `partials(..)` with a parameter that is not one float by value
                help: mark it `#[constant]`, or use `bprop = path` and `jvp = path`
                note: see "`partials` by a slice" in `ad_runtime::errors`
            [f64; 2]: unsupported: `partials(..)` with a parameter that is not one float by value
                help: mark it `#[constant]`, or use `bprop = path` and `jvp = path`
                note: see "`partials` by a slice" in `ad_runtime::errors`
        "#]],
    );
    check_errors(
        "partials(x = 1.0)",
        "fn f(x: f64) -> (f64, f64) { (x, x) }",
        expect![[r#"
            (f64, f64): unsupported: `partials(..)` of a result that is not one float
                help: use `bprop = path` and `jvp = path`
                note: see "`partials` of several results" in `ad_runtime::errors`
        "#]],
    );
    check_errors(
        "partials(out = 1.0)",
        "fn f(out: f64) -> f64 { out }",
        expect![[r#"
            out: `out` is the function's value in `partials(..)`
                help: give this parameter another name
                note: see "A parameter named `out`" in `ad_runtime::errors`
        "#]],
    );
}

#[test]
fn the_signature_must_be_differentiable() {
    check_errors(
        "jvp = j",
        "fn f(n: usize) -> f64 { 0.0 }",
        expect![[r#"
            fn f: no parameter to differentiate by: none holds an `f64` or `f32` that is not `#[constant]` or left out of `wrt(..)`
                help: free a parameter, or remove the attribute
                note: see "No parameter to differentiate by" in `ad_runtime::errors`
        "#]],
    );
    check_errors(
        "jvp = j",
        "async fn f(x: f64) -> bool { true }",
        expect![[r#"
            async: unsupported: an `async` function
                help: differentiate a plain function and call it from the `async` one
                note: see "`async fn`" in `ad_runtime::errors`
            bool: no output to differentiate: the result holds no `f64` or `f32`
                help: return a float (or a `bool` or an integer that selects), or remove the attribute
                note: see "No output to differentiate" in `ad_runtime::errors`
        "#]],
    );
}

#[test]
fn outputs_are_results() {
    check_errors(
        "jvp = j",
        "fn f(x: &mut [f64], n: usize) -> f64 { 0.0 }",
        expect![[r#"
            &mut [f64]: unsupported: a primitive with a differentiable `&mut` parameter
                help: return the changed value, or mark the parameter `#[constant]`
                note: see "A `&mut` parameter" in `ad_runtime::errors`
        "#]],
    );
}

#[test]
fn what_is_no_function_stays_as_it_was() {
    check(
        "jvp = j",
        "struct S;",
        expect![[r#"
            ::core::compile_error! {
                "unsupported: `#[primitive]` on an item that is not a function\nhelp: put it on a `fn`\nnote: see \"An item that is not a function\" in `ad_runtime::errors`"
            }
            struct S;
        "#]],
    );
}
