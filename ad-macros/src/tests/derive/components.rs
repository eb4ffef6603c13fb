//! `#[differentiable(add, sub, neg, scale)]`.

use expect_test::expect;

use super::{check_heads, refused};

#[test]
fn operators_by_component() {
    check_heads(
        "#[differentiable(sub, neg)] struct Pair<T>(T, T);",
        expect![[r#"
            /// The tangent of a `Pair`.
            #[allow(dead_code, nonstandard_style, deprecated, private_interfaces, private_bounds)]
            #[allow(missing_copy_implementations, missing_debug_implementations)]
            #[allow(clippy::all, clippy::pedantic)]
            struct PairTangent<T>(
                /// The tangent of `0`.
                <T as ::ad_runtime::private::Differentiable>::Tangent,
                /// The tangent of `1`.
                <T as ::ad_runtime::private::Differentiable>::Tangent,
            )
            where
                T: ::ad_runtime::private::Differentiable;
            #[allow(unused, nonstandard_style, deprecated, private_interfaces, private_bounds)]
            #[allow(clippy::all, clippy::pedantic)]
            const _: () = {
                #[automatically_derived]
                impl<T> ::ad_runtime::private::Differentiable for Pair<T>
                where
                    T: ::ad_runtime::private::Differentiable,
                {}
                #[automatically_derived]
                impl<T> ::ad_runtime::private::Differentiable for PairTangent<T>
                where
                    T: ::ad_runtime::private::Differentiable,
                {}
                #[automatically_derived]
                impl<T> ::ad_runtime::private::TangentSpace for PairTangent<T>
                where
                    T: ::ad_runtime::private::Differentiable,
                {}
                #[automatically_derived]
                impl<T> ::std::clone::Clone for PairTangent<T>
                where
                    T: ::ad_runtime::private::Differentiable,
                {}
                #[automatically_derived]
                impl<T> ::std::marker::Copy for PairTangent<T>
                where
                    T: ::ad_runtime::private::Differentiable,
                    <T as ::ad_runtime::private::Differentiable>::Tangent: ::std::marker::Copy,
                {}
                #[automatically_derived]
                impl<T> ::std::fmt::Debug for PairTangent<T>
                where
                    T: ::ad_runtime::private::Differentiable,
                    <T as ::ad_runtime::private::Differentiable>::Tangent: ::std::fmt::Debug,
                {}
                #[automatically_derived]
                impl<T> ::std::default::Default for PairTangent<T>
                where
                    T: ::ad_runtime::private::Differentiable,
                    <T as ::ad_runtime::private::Differentiable>::Tangent: ::std::default::Default,
                {}
                #[automatically_derived]
                impl<T> ::std::cmp::PartialEq for PairTangent<T>
                where
                    T: ::ad_runtime::private::Differentiable,
                    <T as ::ad_runtime::private::Differentiable>::Tangent: ::std::cmp::PartialEq,
                {}
                #[automatically_derived]
                impl<T> ::ad_runtime::private::Listed for Pair<T>
                where
                    T: ::ad_runtime::private::Differentiable,
                    T: ::ad_runtime::private::Listed,
                {}
                #[automatically_derived]
                impl<T> ::ad_runtime::private::Listed for PairTangent<T>
                where
                    T: ::ad_runtime::private::Differentiable,
                    <T as ::ad_runtime::private::Differentiable>::Tangent: ::ad_runtime::private::Listed,
                {}
                #[automatically_derived]
                impl<T> ::ad_runtime::private::Coordinates for Pair<T>
                where
                    T: ::ad_runtime::private::Differentiable,
                    T: ::ad_runtime::private::KnownCoordinates<true>,
                {}
                #[automatically_derived]
                impl<T> ::ad_runtime::private::Coordinates for PairTangent<T>
                where
                    T: ::ad_runtime::private::Differentiable,
                    <T as ::ad_runtime::private::Differentiable>::Tangent: ::ad_runtime::private::Coordinates<
                        Owned = <T as ::ad_runtime::private::Differentiable>::Tangent,
                    >,
                {}
                #[automatically_derived]
                impl<T> ::ad_runtime::private::MovedBy<PairTangent<T>> for Pair<T>
                where
                    T: ::ad_runtime::private::Differentiable,
                    T: ::ad_runtime::private::MovedBy<
                        <T as ::ad_runtime::private::Differentiable>::Tangent,
                    >,
                {}
                #[automatically_derived]
                impl<T> ::ad_runtime::private::MovedBy<PairTangent<T>> for PairTangent<T>
                where
                    T: ::ad_runtime::private::Differentiable,
                    <T as ::ad_runtime::private::Differentiable>::Tangent: ::ad_runtime::private::MovedBy<
                        <T as ::ad_runtime::private::Differentiable>::Tangent,
                    >,
                {}
                #[automatically_derived]
                impl<T> ::ad_runtime::private::Composite for PairTangent<T>
                where
                    T: ::ad_runtime::private::Differentiable,
                {}
                #[doc(hidden)]
                #[allow(missing_docs)]
                impl<T> PairTangent<T>
                where
                    T: ::ad_runtime::private::Differentiable,
                {}
                #[automatically_derived]
                #[diagnostic::do_not_recommend]
                #[doc(hidden)]
                impl<T> ::ad_runtime::private::Derivatives for Pair<T>
                where
                    T: ::ad_runtime::private::Differentiable,
                {}
                #[automatically_derived]
                impl<T> ::ad_runtime::private::TupleStruct for Pair<T>
                where
                    T: ::ad_runtime::private::Differentiable,
                {}
                #[automatically_derived]
                #[allow(dead_code)]
                impl Pair<f64> {}
                #[automatically_derived]
                #[diagnostic::do_not_recommend]
                impl<T> ::ad_runtime::rules::SubRule<Pair<T>> for Pair<T>
                where
                    T: ::ad_runtime::private::Differentiable,
                    for<'any> Pair<T>: ::core::ops::Sub<Pair<T>, Output = Pair<T>>,
                {}
                #[automatically_derived]
                #[diagnostic::do_not_recommend]
                impl<T> ::ad_runtime::rules::SubAssignRule<Pair<T>> for Pair<T>
                where
                    T: ::ad_runtime::private::Differentiable,
                    for<'any> Pair<T>: ::core::ops::SubAssign<Pair<T>>,
                {}
                #[automatically_derived]
                #[diagnostic::do_not_recommend]
                impl<'right_operand, T> ::ad_runtime::rules::SubRule<&'right_operand Pair<T>>
                for Pair<T>
                where
                    T: ::ad_runtime::private::Differentiable,
                    for<'any> Pair<T>: ::core::ops::Sub<&'right_operand Pair<T>, Output = Pair<T>>,
                {}
                #[automatically_derived]
                #[diagnostic::do_not_recommend]
                impl<'right_operand, T> ::ad_runtime::rules::SubAssignRule<&'right_operand Pair<T>>
                for Pair<T>
                where
                    T: ::ad_runtime::private::Differentiable,
                    for<'any> Pair<T>: ::core::ops::SubAssign<&'right_operand Pair<T>>,
                {}
                #[automatically_derived]
                #[diagnostic::do_not_recommend]
                impl<'left_operand, T> ::ad_runtime::rules::SubRule<Pair<T>>
                for &'left_operand Pair<T>
                where
                    T: ::ad_runtime::private::Differentiable,
                    for<'any> &'left_operand Pair<T>: ::core::ops::Sub<Pair<T>, Output = Pair<T>>,
                {}
                #[automatically_derived]
                #[diagnostic::do_not_recommend]
                impl<
                    'right_operand,
                    'left_operand,
                    T,
                > ::ad_runtime::rules::SubRule<&'right_operand Pair<T>> for &'left_operand Pair<T>
                where
                    T: ::ad_runtime::private::Differentiable,
                    for<'any> &'left_operand Pair<
                        T,
                    >: ::core::ops::Sub<&'right_operand Pair<T>, Output = Pair<T>>,
                {}
                #[automatically_derived]
                #[diagnostic::do_not_recommend]
                impl<T> ::ad_runtime::rules::NegRule for Pair<T>
                where
                    T: ::ad_runtime::private::Differentiable,
                    for<'any> Pair<T>: ::core::ops::Neg<Output = Pair<T>>,
                {}
                #[automatically_derived]
                #[diagnostic::do_not_recommend]
                impl<'left_operand, T> ::ad_runtime::rules::NegRule for &'left_operand Pair<T>
                where
                    T: ::ad_runtime::private::Differentiable,
                    for<'any> &'left_operand Pair<T>: ::core::ops::Neg<Output = Pair<T>>,
                {}
            };
        "#]],
    );
}

#[test]
fn mistaken() {
    refused(
        "#[differentiable(add(f64), neg = 1, scale(), sub)] struct Pair(f64, f64);",
        expect![[r#"
            1:18..1:26 `add(f64)` `add`, `sub` and `neg` take no arguments, and `scale` takes one type
                help: write `#[differentiable(add, sub, neg, scale)]`, or `scale(f32)` for products with an `f32`
                note: see "Operators by component, with arguments" in `ad_runtime::errors`
            1:28..1:35 `neg = 1` `add`, `sub` and `neg` take no arguments, and `scale` takes one type
                help: write `#[differentiable(add, sub, neg, scale)]`, or `scale(f32)` for products with an `f32`
                note: see "Operators by component, with arguments" in `ad_runtime::errors`
            1:37..1:44 `scale()` `add`, `sub` and `neg` take no arguments, and `scale` takes one type
                help: write `#[differentiable(add, sub, neg, scale)]`, or `scale(f32)` for products with an `f32`
                note: see "Operators by component, with arguments" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "#[differentiable(sub, add)] enum Axis { X, Y }",
        expect![[r#"
        1:18..1:21 `sub` unsupported: operators by component of an enum
            help: put `#[differentiate]` on the operator's `impl`
            note: see "Operators by component of an enum" in `ad_runtime::errors`
    "#]],
    );
    refused(
        "#[differentiable(scale)] enum Shape { Ball(f64) }",
        expect![[r#"
        1:18..1:23 `scale` unsupported: operators by component of an enum
            help: put `#[differentiate]` on the operator's `impl`
            note: see "Operators by component of an enum" in `ad_runtime::errors`
    "#]],
    );
}
