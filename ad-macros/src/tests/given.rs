//! Methods that are given functions: what stands beside them for their callers, and which closures are no values.

use expect_test::{Expect, expect};

use super::support::{check_errors, expanded_but};

/// Compares the signatures of the functions in an expansion whose names begin so.
fn check_makers(source: &str, start: &str, expect: Expect) {
    let text = expanded_but("", source, |_| true);
    let file: syn::File = syn::parse_str(&text).expect("Rust");
    let mut found = String::new();
    for item in file.items {
        let signatures: Vec<_> = match item {
            syn::Item::Impl(block) => {
                let functions = block.items.into_iter().filter_map(|item| match item {
                    syn::ImplItem::Fn(item) => Some(item.sig),
                    _ => None,
                });
                functions.collect()
            }
            _ => Vec::new(),
        };
        for sig in signatures.into_iter().filter(|sig| sig.ident.to_string().starts_with(start)) {
            let function: syn::File = syn::parse_quote!(#sig {});
            found += &prettyplease::unparse(&function);
        }
    }
    expect.assert_eq(&found);
}

#[test]
fn makers_of_a_method() {
    check_makers(
        "impl Rule { fn integrate<F: Fn(f64) -> f64>(&self, b: f64, f: F) -> f64 { f(b) } }",
        "integrate_closure",
        expect![[r#"
            fn integrate_closure_2<
                Beside0,
                Beside1,
                Beside2,
                Captured,
                Value,
                Pullback,
                Kept,
                const REPEATABLE: bool,
            >(
                &self,
                _: (
                    ::ad_runtime::private::Captured<Captured>,
                    ::ad_runtime::private::Repeats<REPEATABLE>,
                    (Beside0, Beside1, Beside2),
                ),
                value: Value,
                pullback: Pullback,
            ) -> ::ad_runtime::private::Closure<Value, Pullback, Captured, REPEATABLE>
            where
                Value: ::std::ops::Fn(f64) -> f64,
                Pullback: ::std::ops::Fn(f64) -> (f64, Kept),
                Kept: ::std::ops::FnOnce(
                    f64,
                    ::std::option::Option<&mut Captured>,
                    ::std::option::Option<&mut f64>,
                ),
            {}
        "#]],
    );
}

#[test]
fn makers_of_a_function_without_self() {
    check_makers(
        "impl Rule { fn free(f: impl Fn(f64) -> f64, x: f64) -> f64 { f(x) } }",
        "free_captures",
        expect![[r#"
            fn free_captures_0<
                First: ?::core::marker::Sized,
                Captured: ::ad_runtime::private::TangentSpace,
            >(
                _: &First,
                captured: ::ad_runtime::private::Captured<Captured>,
            ) -> ::ad_runtime::private::Captured<Captured> {}
        "#]],
    );
}

#[test]
fn a_constant_of_a_method() {
    check_makers(
        "impl Rule { fn chosen(&self, f: impl Fn(usize) -> f64, x: f64) -> f64 { x * f(1) } }",
        "chosen_named",
        expect![[r#"
            fn chosen_named_1<Value, Function>(
                &self,
                value: Value,
                function: Function,
            ) -> ::ad_runtime::private::ConstantFunction<Value>
            where
                Value: ::std::ops::Fn(usize) -> f64,
            {}
        "#]],
    );
}

#[test]
fn closures_that_are_no_values() {
    let cases = [
        // It would see another `k` than where it was written.
        "fn f(k: f64, x: f64) -> f64 { let g = |t| t * k; twice(|k| g(k) * x, x) }",
        "fn f(k: f64, x: f64) -> f64 { let g = |t| t * k; let k = k * x; twice(|u| g(u) * k, x) }",
        // They change what they capture.
        "fn f(k: f64, x: f64) -> f64 { let mut s = 0.0; fold(|u| { s += u * k; s }, x) + s }",
        "fn f(r: &Rule, x: f64) -> f64 { let mut s = 0.0; r.fold_of(|u| { s += u * x; s }, x) + s }",
        "fn f(k: f64, x: f64) -> f64 { let mut s = 0.0; Rule::fold(|u| { s += u * k; s }, x) + s }",
    ];
    let expected = [
        expect![[r#"
        1:60..1:68 `g(k) * x` unsupported: a closure of differentiated values that is handed on or calls itself
            help: write a function with `#[differentiate]` and pass it the values
            note: see "A closure that is handed on" in `ad_runtime::errors`
    "#]],
        expect![[r#"
        1:75..1:83 `g(u) * k` unsupported: a closure of differentiated values that is handed on or calls itself
            help: write a function with `#[differentiate]` and pass it the values
            note: see "A closure that is handed on" in `ad_runtime::errors`
    "#]],
        expect![[r#"
        1:57..1:74 `{ s += u * k; s }` unsupported: a closure of differentiated values that is handed on or calls itself
            note: in `f`, this depends on the parameter `k`
            help: write a function with `#[differentiate]` and pass it the values
            note: see "A closure that is handed on" in `ad_runtime::errors`
    "#]],
        expect![[r#"
        1:64..1:81 `{ s += u * x; s }` unsupported: a closure of differentiated values that is handed on or calls itself
            note: in `f`, this depends on the parameter `r`
            help: write a function with `#[differentiate]` and pass it the values
            note: see "A closure that is handed on" in `ad_runtime::errors`
    "#]],
        expect![[r#"
        1:63..1:80 `{ s += u * k; s }` unsupported: a closure of differentiated values that is handed on or calls itself
            note: in `f`, this depends on the parameter `k`
            help: write a function with `#[differentiate]` and pass it the values
            note: see "A closure that is handed on" in `ad_runtime::errors`
    "#]],
    ];
    for (case, expect) in cases.into_iter().zip(expected) {
        check_errors("", case, expect);
    }
}
