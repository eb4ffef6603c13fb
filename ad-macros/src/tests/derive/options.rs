//! `#[differentiable(..)]` on the item, and mistakes.

use expect_test::expect;

use super::{check_heads, refused};

/// What the tangent has anyway isn't derived twice; of what it can't have the user's own derive says why.
#[test]
fn traits_of_the_tangent() {
    check_heads(
        "#[differentiable(derive(Debug, Serialize, serde::Deserialize, PartialEq))]
        #[differentiable(derive(Copy))]
        struct Model { list: Vec<f64>, #[constant] name: String }",
        expect![[r#"
            /// The tangent of a `Model`.
            #[derive(
                ::std::clone::Clone,
                ::std::fmt::Debug,
                ::std::default::Default,
                ::std::cmp::PartialEq
            )]
            #[derive(Serialize, serde::Deserialize, Copy)]
            #[allow(dead_code, nonstandard_style, deprecated, private_interfaces, private_bounds)]
            #[allow(missing_copy_implementations, missing_debug_implementations)]
            #[allow(clippy::all, clippy::pedantic)]
            struct ModelTangent {
                /// The tangent of `list`.
                list: <Vec<f64> as ::ad_runtime::private::Differentiable>::Tangent,
                /// Nothing: `name` is a constant.
                name: ::ad_runtime::private::Constant,
            }
            #[allow(unused, nonstandard_style, deprecated, private_interfaces, private_bounds)]
            #[allow(clippy::all, clippy::pedantic)]
            const _: () = {
                #[automatically_derived]
                impl ::ad_runtime::private::Differentiable for Model {}
                #[automatically_derived]
                impl ::ad_runtime::private::Differentiable for ModelTangent {}
                #[automatically_derived]
                impl ::ad_runtime::private::TangentSpace for ModelTangent {}
                #[automatically_derived]
                impl ::ad_runtime::private::Listed for Model {}
                #[automatically_derived]
                impl ::ad_runtime::private::Listed for ModelTangent {}
                #[automatically_derived]
                impl ::ad_runtime::private::Coordinates for Model {}
                #[automatically_derived]
                impl ::ad_runtime::private::Coordinates for ModelTangent {}
                #[automatically_derived]
                impl ::ad_runtime::private::MovedBy<ModelTangent> for Model {}
                #[automatically_derived]
                impl ::ad_runtime::private::MovedBy<ModelTangent> for ModelTangent {}
                #[automatically_derived]
                impl ::ad_runtime::private::Composite for ModelTangent {}
                #[doc(hidden)]
                #[allow(missing_docs)]
                impl ModelTangent {}
            };
        "#]],
    );
    check_heads(
        "#[differentiable(derive(Default, Copy, Hash))] enum Shape { Round(f64), Flat }",
        expect![[r#"
            /// The tangent of a `Shape`.
            #[derive(
                ::std::clone::Clone,
                ::std::marker::Copy,
                ::std::fmt::Debug,
                ::std::cmp::PartialEq
            )]
            #[derive(Default, Hash)]
            #[allow(dead_code, nonstandard_style, deprecated, private_interfaces, private_bounds)]
            #[allow(missing_copy_implementations, missing_debug_implementations)]
            #[allow(clippy::all, clippy::pedantic)]
            enum ShapeTangent {
                /// The tangent of a `Shape::Round`.
                Round(
                    /// The tangent of `0`.
                    f64,
                ),
                /// The tangent of a `Shape::Flat`.
                Flat,
            }
            #[allow(unused, nonstandard_style, deprecated, private_interfaces, private_bounds)]
            #[allow(clippy::all, clippy::pedantic)]
            const _: () = {
                #[automatically_derived]
                impl ::ad_runtime::private::Differentiable for Shape {}
                #[automatically_derived]
                impl ::ad_runtime::private::Differentiable for ShapeTangent {}
                #[automatically_derived]
                impl ::ad_runtime::private::TangentSpace for ShapeTangent {}
                #[automatically_derived]
                impl ::ad_runtime::private::Listed for Shape {}
                #[automatically_derived]
                impl ::ad_runtime::private::Listed for ShapeTangent {}
                #[automatically_derived]
                impl ::ad_runtime::private::Coordinates for Shape {}
                #[automatically_derived]
                impl ::ad_runtime::private::Coordinates for ShapeTangent {}
                #[automatically_derived]
                impl ::ad_runtime::private::MovedBy<ShapeTangent> for Shape {}
                #[automatically_derived]
                impl ::ad_runtime::private::MovedBy<ShapeTangent> for ShapeTangent {}
                #[automatically_derived]
                impl ::ad_runtime::private::Composite for ShapeTangent {}
                #[doc(hidden)]
                #[allow(missing_docs)]
                impl ShapeTangent {}
            };
        "#]],
    );
}

#[test]
fn another_runtime() {
    check_heads(
        "#[differentiable(crate = some::path)] struct Point(f64, Other);",
        expect![[r#"
            /// The tangent of a `Point`.
            #[allow(dead_code, nonstandard_style, deprecated, private_interfaces, private_bounds)]
            #[allow(missing_copy_implementations, missing_debug_implementations)]
            #[allow(clippy::all, clippy::pedantic)]
            struct PointTangent(
                /// The tangent of `0`.
                f64,
                /// The tangent of `1`.
                <Other as some::path::private::HasTangent<
                    { <Other as some::path::private::Point>::KNOWN },
                >>::Tangent,
            );
            #[allow(unused, nonstandard_style, deprecated, private_interfaces, private_bounds)]
            #[allow(clippy::all, clippy::pedantic)]
            const _: () = {
                #[automatically_derived]
                impl some::path::private::Differentiable for Point {}
                #[automatically_derived]
                impl some::path::private::Differentiable for PointTangent {}
                #[automatically_derived]
                impl some::path::private::TangentSpace for PointTangent {}
                #[automatically_derived]
                impl ::std::clone::Clone for PointTangent {}
                #[automatically_derived]
                impl ::std::marker::Copy for PointTangent
                where
                    for<'any> Other: some::path::private::TangentIsCopy,
                {}
                #[automatically_derived]
                impl ::std::fmt::Debug for PointTangent
                where
                    for<'any> <Other as some::path::private::HasTangent<
                        { <Other as some::path::private::Point>::KNOWN },
                    >>::Tangent: ::std::fmt::Debug,
                {}
                #[automatically_derived]
                impl ::std::default::Default for PointTangent
                where
                    for<'any> <Other as some::path::private::HasTangent<
                        { <Other as some::path::private::Point>::KNOWN },
                    >>::Tangent: ::std::default::Default,
                {}
                #[automatically_derived]
                impl ::std::cmp::PartialEq for PointTangent
                where
                    for<'any> <Other as some::path::private::HasTangent<
                        { <Other as some::path::private::Point>::KNOWN },
                    >>::Tangent: ::std::cmp::PartialEq,
                {}
                #[automatically_derived]
                impl some::path::private::Listed for Point
                where
                    for<'any> Other: some::path::private::Listed,
                {}
                #[automatically_derived]
                impl some::path::private::Listed for PointTangent
                where
                    for<'any> <Other as some::path::private::HasTangent<
                        { <Other as some::path::private::Point>::KNOWN },
                    >>::Tangent: some::path::private::Listed,
                {}
                #[automatically_derived]
                impl some::path::private::Coordinates for Point
                where
                    for<'any> Other: some::path::private::KnownCoordinates<
                        { <Other as some::path::private::Point>::KNOWN },
                    >,
                {}
                #[automatically_derived]
                impl some::path::private::Coordinates for PointTangent
                where
                    for<'any> <Other as some::path::private::HasTangent<
                        { <Other as some::path::private::Point>::KNOWN },
                    >>::Tangent: some::path::private::OwnedCoordinates,
                {}
                #[automatically_derived]
                impl some::path::private::MovedBy<PointTangent> for Point
                where
                    for<'any> Other: some::path::private::MovedBy<
                        <Other as some::path::private::HasTangent<
                            { <Other as some::path::private::Point>::KNOWN },
                        >>::Tangent,
                    >,
                {}
                #[automatically_derived]
                impl some::path::private::MovedBy<PointTangent> for PointTangent
                where
                    for<'any> <Other as some::path::private::HasTangent<
                        { <Other as some::path::private::Point>::KNOWN },
                    >>::Tangent: some::path::private::MovedBy<
                        <Other as some::path::private::HasTangent<
                            { <Other as some::path::private::Point>::KNOWN },
                        >>::Tangent,
                    >,
                {}
                #[automatically_derived]
                impl some::path::private::Composite for PointTangent {}
                #[doc(hidden)]
                #[allow(missing_docs)]
                impl PointTangent {}
                #[automatically_derived]
                #[diagnostic::do_not_recommend]
                #[doc(hidden)]
                impl some::path::private::Derivatives for Point {}
                #[automatically_derived]
                impl some::path::private::TupleStruct for Point {}
            };
        "#]],
    );
}

#[test]
fn mistakes() {
    refused(
        "union Bits { float: f64, bits: u64 }",
        expect![[r#"
            1:1..1:6 `union` unsupported: `#[derive(Differentiable)]` on a union
                help: make it a struct or an enum
                note: see "A union" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "#[constant] #[differentiable(krate = a, crate = 3)]
        struct Model { #[constant(always)] a: f64, #[constant = 1] b: f64, #[differentiable] c: f64 }",
        expect![[r#"
            1:30..1:39 `krate = a` unknown option of `#[derive(Differentiable)]`
                help: write `#[differentiable(derive(Serialize, ..))]`, `#[differentiable(add, sub, neg, scale)]`, `#[differentiable(default)]`, `#[differentiable(recursive(Other))]` or `#[differentiable(crate = path)]`
                note: see "An unknown option" in `ad_runtime::errors`
            1:41..1:50 `crate = 3` `crate` names the path of the runtime
                help: write `crate = some::path`
                note: see "`crate` without a path" in `ad_runtime::errors`
            1:3..1:11 `constant` unsupported: `#[constant]` on something that is not a field
                help: put it on each field that is a constant
                note: see "`#[constant]` on a variant" in `ad_runtime::errors`
            2:26..2:42 `constant(always)` `#[constant]` takes no arguments
                help: write `#[constant]` alone
                note: see "`#[constant(..)]`" in `ad_runtime::errors`
            2:54..2:66 `constant = 1` `#[constant]` takes no arguments
                help: write `#[constant]` alone
                note: see "`#[constant(..)]`" in `ad_runtime::errors`
            2:78..2:92 `differentiable` unsupported: `#[differentiable(..)]` on a field or a variant
                help: put it on the struct or enum (a field that is not to be differentiated is marked `#[constant]`)
                note: see "An option on a field" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "#[differentiable] enum Shape { #[constant] Circle(f64) }",
        expect![[r#"
            1:3..1:17 `differentiable` unknown option of `#[derive(Differentiable)]`
                help: write `#[differentiable(derive(Serialize, ..))]`, `#[differentiable(add, sub, neg, scale)]`, `#[differentiable(default)]`, `#[differentiable(recursive(Other))]` or `#[differentiable(crate = path)]`
                note: see "An unknown option" in `ad_runtime::errors`
            1:34..1:42 `constant` unsupported: `#[constant]` on something that is not a field
                help: put it on each field that is a constant
                note: see "`#[constant]` on a variant" in `ad_runtime::errors`
        "#]],
    );
}

#[test]
fn mistaken_traits() {
    refused(
        "#[differentiable(derive)] #[differentiable(derive())] #[differentiable(derive(\"Eq\"))]
        #[differentiable(derive = Eq)] #[differentiable(derive(Eq<f64>))] #[differentiable(derive(Eq), derive(Hash))]
        struct Model { x: f64 }",
        expect![[r#"
            1:18..1:24 `derive` `derive` lists the traits to derive for the tangent
                help: write `derive(Serialize, Deserialize)`
                note: see "Traits for the tangent" in `ad_runtime::errors`
            1:44..1:52 `derive()` `derive` lists the traits to derive for the tangent
                help: write `derive(Serialize, Deserialize)`
                note: see "Traits for the tangent" in `ad_runtime::errors`
            1:72..1:84 `derive("Eq")` `derive` lists the traits to derive for the tangent
                help: write `derive(Serialize, Deserialize)`
                note: see "Traits for the tangent" in `ad_runtime::errors`
            2:26..2:37 `derive = Eq` `derive` lists the traits to derive for the tangent
                help: write `derive(Serialize, Deserialize)`
                note: see "Traits for the tangent" in `ad_runtime::errors`
            2:57..2:72 `derive(Eq<f64>)` `derive` lists the traits to derive for the tangent
                help: write `derive(Serialize, Deserialize)`
                note: see "Traits for the tangent" in `ad_runtime::errors`
            2:104..2:116 `derive(Hash)` `derive` is given twice
                help: remove this one
                note: see "An option twice" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "#[differentiable(derive(Hash, Eq))] enum Axis { X, Y }",
        expect![[r#"
        1:25..1:29 `Hash` unsupported: `derive(..)` for the tangent of an enum of unit variants, which is `()`
            help: leave it out: `()` is no type of its own
            note: see "Traits for a tangent that is `()`" in `ad_runtime::errors`
    "#]],
    );
}
