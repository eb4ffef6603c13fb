//! `#[derive(Differentiable)]`: what it becomes, and what it says of mistakes.

use expect_test::{Expect, expect};

use super::support::compile_errors::split;
use super::support::tokens;
use crate::derive;

/// The whole expansion, formatted.
fn check(source: &str, expected: Expect) {
    let file = syn::parse2(derive::expand(tokens(source), &mut Default::default())).expect("items");
    expected.assert_eq(&prettyplease::unparse(&file));
}

/// The tangent type and the heads of the impls.
fn check_heads(source: &str, expected: Expect) {
    let mut file: syn::File =
        syn::parse2(derive::expand(tokens(source), &mut Default::default())).expect("items");
    for item in &mut file.items {
        if let syn::Item::Const(item) = item {
            let syn::Expr::Block(block) = &mut *item.expr else { continue };
            block.block.stmts.iter_mut().for_each(without_body);
        }
    }
    expected.assert_eq(&prettyplease::unparse(&file));
}

fn without_body(statement: &mut syn::Stmt) {
    if let syn::Stmt::Item(syn::Item::Impl(item)) = statement {
        item.items.clear();
    }
}

/// The errors, each with what it underlines; the rest must still be there.
fn refused(source: &str, expected: Expect) {
    let (rest, errors) = split(derive::expand(tokens(source), &mut Default::default()));
    assert!(source.contains("union") || !rest.is_empty(), "no items");
    expected.assert_eq(&errors.concat());
}

#[test]
fn a_struct() {
    check(
        "pub struct Model { pub weights: Vec<f64>, bias: f64, #[constant] name: String, n: usize }",
        expect![[r#"
            /// The tangent of a `Model`.
            #[derive(
                ::std::clone::Clone,
                ::std::fmt::Debug,
                ::std::default::Default,
                ::std::cmp::PartialEq
            )]
            #[allow(dead_code, nonstandard_style, deprecated, private_interfaces, private_bounds)]
            #[allow(missing_copy_implementations, missing_debug_implementations)]
            #[allow(clippy::all, clippy::pedantic)]
            pub struct ModelTangent {
                /// The tangent of `weights`.
                pub weights: <Vec<f64> as ::ad_runtime::private::Differentiable>::Tangent,
                /// The tangent of `bias`.
                bias: f64,
                /// Nothing: `name` is a constant.
                name: (),
                /// The tangent of `n`.
                n: (),
            }
            #[allow(unused, nonstandard_style, deprecated, private_interfaces, private_bounds)]
            #[allow(clippy::all, clippy::pedantic)]
            const _: () = {
                #[automatically_derived]
                impl ::ad_runtime::private::Differentiable for Model {
                    type Tangent = ModelTangent;
                    #[inline]
                    fn zero_tangent(&self) -> Self::Tangent {
                        ModelTangent {
                            weights: ::ad_runtime::private::Differentiable::zero_tangent(
                                &self.weights,
                            ),
                            bias: ::ad_runtime::private::Differentiable::zero_tangent(&self.bias),
                            name: (),
                            n: ::ad_runtime::private::Differentiable::zero_tangent(&self.n),
                        }
                    }
                    #[inline]
                    fn same_shape(&self, other: &Self) -> bool {
                        ::ad_runtime::private::Differentiable::same_shape(
                            &self.weights,
                            &other.weights,
                        )
                            && ::ad_runtime::private::Differentiable::same_shape(
                                &self.bias,
                                &other.bias,
                            ) && ::ad_runtime::private::Differentiable::same_shape(&self.n, &other.n)
                    }
                }
                #[automatically_derived]
                impl ::ad_runtime::private::Differentiable for ModelTangent {
                    type Tangent = Self;
                    #[inline]
                    fn zero_tangent(&self) -> Self {
                        ::ad_runtime::private::TangentSpace::zero_like(self)
                    }
                    #[inline]
                    fn same_shape(&self, other: &Self) -> bool {
                        ::ad_runtime::private::Differentiable::same_shape(
                            &self.weights,
                            &other.weights,
                        )
                            && ::ad_runtime::private::Differentiable::same_shape(
                                &self.bias,
                                &other.bias,
                            ) && ::ad_runtime::private::Differentiable::same_shape(&self.n, &other.n)
                    }
                }
                #[automatically_derived]
                impl ::ad_runtime::private::TangentSpace for ModelTangent {
                    #[inline]
                    fn zero_like(&self) -> Self {
                        Self {
                            weights: ::ad_runtime::private::TangentSpace::zero_like(&self.weights),
                            bias: ::ad_runtime::private::TangentSpace::zero_like(&self.bias),
                            name: (),
                            n: ::ad_runtime::private::TangentSpace::zero_like(&self.n),
                        }
                    }
                    #[inline]
                    fn set_zero(&mut self) {
                        ::ad_runtime::private::TangentSpace::set_zero(&mut self.weights);
                        ::ad_runtime::private::TangentSpace::set_zero(&mut self.bias);
                        ::ad_runtime::private::TangentSpace::set_zero(&mut self.n);
                    }
                    #[inline]
                    fn accumulate(&mut self, other: &Self) {
                        ::ad_runtime::private::TangentSpace::accumulate(
                            &mut self.weights,
                            &other.weights,
                        );
                        ::ad_runtime::private::TangentSpace::accumulate(&mut self.bias, &other.bias);
                        ::ad_runtime::private::TangentSpace::accumulate(&mut self.n, &other.n);
                    }
                    #[inline]
                    fn scale(&mut self, factor: f64) {
                        ::ad_runtime::private::TangentSpace::scale(&mut self.weights, factor);
                        ::ad_runtime::private::TangentSpace::scale(&mut self.bias, factor);
                        ::ad_runtime::private::TangentSpace::scale(&mut self.n, factor);
                    }
                    #[inline]
                    fn dot(&self, other: &Self) -> f64 {
                        ::ad_runtime::private::TangentSpace::dot(&self.weights, &other.weights)
                            + ::ad_runtime::private::TangentSpace::dot(&self.bias, &other.bias)
                            + ::ad_runtime::private::TangentSpace::dot(&self.n, &other.n)
                    }
                }
                #[automatically_derived]
                impl ::ad_runtime::private::Coordinates for Model {
                    type Owned = Self;
                    fn replaced(&self, visitor: &mut ::ad_runtime::private::Visitor<'_>) -> Self {
                        Self {
                            weights: visitor.part(::std::format_args!(".weights"), &self.weights),
                            bias: visitor.part(::std::format_args!(".bias"), &self.bias),
                            name: ::std::clone::Clone::clone(&self.name),
                            n: visitor.part(::std::format_args!(".n"), &self.n),
                        }
                    }
                }
                #[automatically_derived]
                impl ::ad_runtime::private::Coordinates for ModelTangent {
                    type Owned = Self;
                    fn replaced(&self, visitor: &mut ::ad_runtime::private::Visitor<'_>) -> Self {
                        Self {
                            weights: visitor.part(::std::format_args!(".weights"), &self.weights),
                            bias: visitor.part(::std::format_args!(".bias"), &self.bias),
                            name: (),
                            n: visitor.part(::std::format_args!(".n"), &self.n),
                        }
                    }
                }
            };
        "#]],
    );
}

#[test]
fn an_enum() {
    check(
        "enum Shape { Circle { radius: f64 }, Line(f64, #[constant] u8) }",
        expect![[r#"
            /// The tangent of a `Shape`.
            #[derive(
                ::std::clone::Clone,
                ::std::marker::Copy,
                ::std::fmt::Debug,
                ::std::cmp::PartialEq
            )]
            #[allow(dead_code, nonstandard_style, deprecated, private_interfaces, private_bounds)]
            #[allow(missing_copy_implementations, missing_debug_implementations)]
            #[allow(clippy::all, clippy::pedantic)]
            enum ShapeTangent {
                /// The tangent of a `Shape::Circle`.
                Circle {
                    /// The tangent of `radius`.
                    radius: f64,
                },
                /// The tangent of a `Shape::Line`.
                Line(
                    /// The tangent of `0`.
                    f64,
                    /// Nothing: `1` is a constant.
                    (),
                ),
            }
            #[allow(unused, nonstandard_style, deprecated, private_interfaces, private_bounds)]
            #[allow(clippy::all, clippy::pedantic)]
            const _: () = {
                #[automatically_derived]
                impl ::ad_runtime::private::Differentiable for Shape {
                    type Tangent = ShapeTangent;
                    #[inline]
                    fn zero_tangent(&self) -> Self::Tangent {
                        match self {
                            Self::Circle { radius: self_radius } => {
                                ShapeTangent::Circle {
                                    radius: ::ad_runtime::private::Differentiable::zero_tangent(
                                        self_radius,
                                    ),
                                }
                            }
                            Self::Line(self_0, self_1) => {
                                ShapeTangent::Line(
                                    ::ad_runtime::private::Differentiable::zero_tangent(self_0),
                                    (),
                                )
                            }
                        }
                    }
                    #[inline]
                    fn same_shape(&self, other: &Self) -> bool {
                        match (self, other) {
                            (
                                Self::Circle { radius: self_radius },
                                Self::Circle { radius: other_radius },
                            ) => {
                                ::ad_runtime::private::Differentiable::same_shape(
                                    self_radius,
                                    other_radius,
                                )
                            }
                            (Self::Line(self_0, self_1), Self::Line(other_0, other_1)) => {
                                ::ad_runtime::private::Differentiable::same_shape(self_0, other_0)
                            }
                            _ => false,
                        }
                    }
                }
                #[automatically_derived]
                impl ::ad_runtime::private::Differentiable for ShapeTangent {
                    type Tangent = Self;
                    #[inline]
                    fn zero_tangent(&self) -> Self {
                        ::ad_runtime::private::TangentSpace::zero_like(self)
                    }
                    #[inline]
                    fn same_shape(&self, other: &Self) -> bool {
                        match (self, other) {
                            (
                                Self::Circle { radius: self_radius },
                                Self::Circle { radius: other_radius },
                            ) => {
                                ::ad_runtime::private::Differentiable::same_shape(
                                    self_radius,
                                    other_radius,
                                )
                            }
                            (Self::Line(self_0, self_1), Self::Line(other_0, other_1)) => {
                                ::ad_runtime::private::Differentiable::same_shape(self_0, other_0)
                            }
                            _ => false,
                        }
                    }
                }
                #[automatically_derived]
                impl ::ad_runtime::private::TangentSpace for ShapeTangent {
                    #[inline]
                    fn zero_like(&self) -> Self {
                        match self {
                            Self::Circle { radius: self_radius } => {
                                Self::Circle {
                                    radius: ::ad_runtime::private::TangentSpace::zero_like(
                                        self_radius,
                                    ),
                                }
                            }
                            Self::Line(self_0, self_1) => {
                                Self::Line(
                                    ::ad_runtime::private::TangentSpace::zero_like(self_0),
                                    (),
                                )
                            }
                        }
                    }
                    #[inline]
                    fn set_zero(&mut self) {
                        match self {
                            Self::Circle { radius: self_radius } => {
                                ::ad_runtime::private::TangentSpace::set_zero(self_radius);
                            }
                            Self::Line(self_0, self_1) => {
                                ::ad_runtime::private::TangentSpace::set_zero(self_0);
                            }
                        }
                    }
                    #[inline]
                    fn accumulate(&mut self, other: &Self) {
                        match (self, other) {
                            (
                                Self::Circle { radius: self_radius },
                                Self::Circle { radius: other_radius },
                            ) => {
                                ::ad_runtime::private::TangentSpace::accumulate(
                                    self_radius,
                                    other_radius,
                                );
                            }
                            (Self::Line(self_0, self_1), Self::Line(other_0, other_1)) => {
                                ::ad_runtime::private::TangentSpace::accumulate(self_0, other_0);
                            }
                            _ => ::ad_runtime::private::different_variants("Shape"),
                        }
                    }
                    #[inline]
                    fn scale(&mut self, factor: f64) {
                        match self {
                            Self::Circle { radius: self_radius } => {
                                ::ad_runtime::private::TangentSpace::scale(self_radius, factor);
                            }
                            Self::Line(self_0, self_1) => {
                                ::ad_runtime::private::TangentSpace::scale(self_0, factor);
                            }
                        }
                    }
                    #[inline]
                    fn dot(&self, other: &Self) -> f64 {
                        match (self, other) {
                            (
                                Self::Circle { radius: self_radius },
                                Self::Circle { radius: other_radius },
                            ) => ::ad_runtime::private::TangentSpace::dot(self_radius, other_radius),
                            (Self::Line(self_0, self_1), Self::Line(other_0, other_1)) => {
                                ::ad_runtime::private::TangentSpace::dot(self_0, other_0)
                            }
                            _ => ::ad_runtime::private::different_variants("Shape"),
                        }
                    }
                }
                #[automatically_derived]
                impl ::ad_runtime::private::Coordinates for Shape {
                    type Owned = Self;
                    fn replaced(&self, visitor: &mut ::ad_runtime::private::Visitor<'_>) -> Self {
                        match self {
                            Self::Circle { radius: self_radius } => {
                                Self::Circle {
                                    radius: visitor.part(::std::format_args!(".radius"), self_radius),
                                }
                            }
                            Self::Line(self_0, self_1) => {
                                Self::Line(
                                    visitor.part(::std::format_args!(".0"), self_0),
                                    ::std::clone::Clone::clone(self_1),
                                )
                            }
                        }
                    }
                }
                #[automatically_derived]
                impl ::ad_runtime::private::Coordinates for ShapeTangent {
                    type Owned = Self;
                    fn replaced(&self, visitor: &mut ::ad_runtime::private::Visitor<'_>) -> Self {
                        match self {
                            Self::Circle { radius: self_radius } => {
                                Self::Circle {
                                    radius: visitor.part(::std::format_args!(".radius"), self_radius),
                                }
                            }
                            Self::Line(self_0, self_1) => {
                                Self::Line(visitor.part(::std::format_args!(".0"), self_0), ())
                            }
                        }
                    }
                }
            };
        "#]],
    );
}

#[test]
fn unit_variants() {
    check(
        "pub(crate) enum Axis { X, Y }",
        expect![[r#"
        #[allow(unused, nonstandard_style, deprecated, private_interfaces, private_bounds)]
        #[allow(clippy::all, clippy::pedantic)]
        const _: () = {
            #[automatically_derived]
            impl ::ad_runtime::private::Differentiable for Axis {
                type Tangent = ();
                #[inline]
                fn zero_tangent(&self) {}
                #[inline]
                fn same_shape(&self, _: &Self) -> bool {
                    true
                }
            }
            #[automatically_derived]
            impl ::ad_runtime::private::Coordinates for Axis {
                type Owned = Self;
                fn replaced(&self, _: &mut ::ad_runtime::private::Visitor<'_>) -> Self {
                    match self {
                        Self::X => Self::X,
                        Self::Y => Self::Y,
                    }
                }
            }
        };
    "#]],
    );
}

#[test]
fn generics() {
    check_heads(
        "struct Fit<'a, T: Real, U: 'a + Clone, const N: usize> where U: Into<T> {
            data: &'a [T],
            coefficients: [T; N],
            nested: Vec<&'a Inner<T>>,
            borrowed: View<'a>,
            #[constant] extra: &'a U,
        }",
        expect![[r#"
            /// The tangent of a `Fit`.
            #[allow(dead_code, nonstandard_style, deprecated, private_interfaces, private_bounds)]
            #[allow(missing_copy_implementations, missing_debug_implementations)]
            #[allow(clippy::all, clippy::pedantic)]
            struct FitTangent<T: Real, const N: usize>
            where
                T: ::ad_runtime::private::Differentiable,
                Inner<T>: ::ad_runtime::private::Differentiable,
            {
                /// The tangent of `data`.
                data: <[T] as ::ad_runtime::private::Differentiable>::Tangent,
                /// The tangent of `coefficients`.
                coefficients: <[T; N] as ::ad_runtime::private::Differentiable>::Tangent,
                /// The tangent of `nested`.
                nested: <Vec<
                    ::std::boxed::Box<Inner<T>>,
                > as ::ad_runtime::private::Differentiable>::Tangent,
                /// The tangent of `borrowed`.
                borrowed: <View<'static> as ::ad_runtime::private::Differentiable>::Tangent,
                /// Nothing: `extra` is a constant.
                extra: (),
            }
            #[allow(unused, nonstandard_style, deprecated, private_interfaces, private_bounds)]
            #[allow(clippy::all, clippy::pedantic)]
            const _: () = {
                #[automatically_derived]
                impl<
                    'a,
                    T: Real,
                    U: 'a + Clone,
                    const N: usize,
                > ::ad_runtime::private::Differentiable for Fit<'a, T, U, N>
                where
                    U: Into<T>,
                    T: ::ad_runtime::private::Differentiable,
                    Inner<T>: ::ad_runtime::private::Differentiable,
                {}
                #[automatically_derived]
                impl<T: Real, const N: usize> ::ad_runtime::private::Differentiable
                for FitTangent<T, N>
                where
                    T: ::ad_runtime::private::Differentiable,
                    Inner<T>: ::ad_runtime::private::Differentiable,
                {}
                #[automatically_derived]
                impl<T: Real, const N: usize> ::ad_runtime::private::TangentSpace
                for FitTangent<T, N>
                where
                    T: ::ad_runtime::private::Differentiable,
                    Inner<T>: ::ad_runtime::private::Differentiable,
                {}
                #[automatically_derived]
                impl<T: Real, const N: usize> ::std::clone::Clone for FitTangent<T, N>
                where
                    T: ::ad_runtime::private::Differentiable,
                    Inner<T>: ::ad_runtime::private::Differentiable,
                {}
                #[automatically_derived]
                impl<T: Real, const N: usize> ::std::fmt::Debug for FitTangent<T, N>
                where
                    T: ::ad_runtime::private::Differentiable,
                    Inner<T>: ::ad_runtime::private::Differentiable,
                    <T as ::ad_runtime::private::Differentiable>::Tangent: ::std::fmt::Debug,
                    <Inner<T> as ::ad_runtime::private::Differentiable>::Tangent: ::std::fmt::Debug,
                    for<'any> <View<
                        'static,
                    > as ::ad_runtime::private::Differentiable>::Tangent: ::std::fmt::Debug,
                {}
                #[automatically_derived]
                impl<T: Real, const N: usize> ::std::default::Default for FitTangent<T, N>
                where
                    T: ::ad_runtime::private::Differentiable,
                    Inner<T>: ::ad_runtime::private::Differentiable,
                    <[T; N] as ::ad_runtime::private::Differentiable>::Tangent: ::std::default::Default,
                    for<'any> <View<
                        'static,
                    > as ::ad_runtime::private::Differentiable>::Tangent: ::std::default::Default,
                {}
                #[automatically_derived]
                impl<T: Real, const N: usize> ::std::cmp::PartialEq for FitTangent<T, N>
                where
                    T: ::ad_runtime::private::Differentiable,
                    Inner<T>: ::ad_runtime::private::Differentiable,
                    <T as ::ad_runtime::private::Differentiable>::Tangent: ::std::cmp::PartialEq,
                    <Inner<
                        T,
                    > as ::ad_runtime::private::Differentiable>::Tangent: ::std::cmp::PartialEq,
                    for<'any> <View<
                        'static,
                    > as ::ad_runtime::private::Differentiable>::Tangent: ::std::cmp::PartialEq,
                {}
                #[automatically_derived]
                impl<T: Real, const N: usize> ::ad_runtime::private::Coordinates for FitTangent<T, N>
                where
                    T: ::ad_runtime::private::Differentiable,
                    Inner<T>: ::ad_runtime::private::Differentiable,
                    <T as ::ad_runtime::private::Differentiable>::Tangent: ::ad_runtime::private::Coordinates<
                        Owned = <T as ::ad_runtime::private::Differentiable>::Tangent,
                    >,
                    <Inner<
                        T,
                    > as ::ad_runtime::private::Differentiable>::Tangent: ::ad_runtime::private::Coordinates<
                        Owned = <Inner<T> as ::ad_runtime::private::Differentiable>::Tangent,
                    >,
                    for<'any> <View<
                        'static,
                    > as ::ad_runtime::private::Differentiable>::Tangent: ::ad_runtime::private::Coordinates<
                        Owned = <View<'static> as ::ad_runtime::private::Differentiable>::Tangent,
                    >,
                {}
            };
        "#]],
    );
}

#[test]
fn recursion() {
    check_heads(
        "struct Tree { value: f64, children: Vec<Tree> }",
        expect![[r#"
        /// The tangent of a `Tree`.
        #[derive(
            ::std::clone::Clone,
            ::std::fmt::Debug,
            ::std::default::Default,
            ::std::cmp::PartialEq
        )]
        #[allow(dead_code, nonstandard_style, deprecated, private_interfaces, private_bounds)]
        #[allow(missing_copy_implementations, missing_debug_implementations)]
        #[allow(clippy::all, clippy::pedantic)]
        struct TreeTangent {
            /// The tangent of `value`.
            value: f64,
            /// The tangent of `children`.
            children: <Vec<Tree> as ::ad_runtime::private::Differentiable>::Tangent,
        }
        #[allow(unused, nonstandard_style, deprecated, private_interfaces, private_bounds)]
        #[allow(clippy::all, clippy::pedantic)]
        const _: () = {
            #[automatically_derived]
            impl ::ad_runtime::private::Differentiable for Tree {}
            #[automatically_derived]
            impl ::ad_runtime::private::Differentiable for TreeTangent {}
            #[automatically_derived]
            impl ::ad_runtime::private::TangentSpace for TreeTangent {}
            #[automatically_derived]
            impl ::ad_runtime::private::Coordinates for Tree {}
            #[automatically_derived]
            impl ::ad_runtime::private::Coordinates for TreeTangent {}
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
            <Other as some::path::private::Differentiable>::Tangent,
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
                for<'any> <Other as some::path::private::Differentiable>::Tangent: ::std::marker::Copy,
            {}
            #[automatically_derived]
            impl ::std::fmt::Debug for PointTangent
            where
                for<'any> <Other as some::path::private::Differentiable>::Tangent: ::std::fmt::Debug,
            {}
            #[automatically_derived]
            impl ::std::default::Default for PointTangent
            where
                for<'any> <Other as some::path::private::Differentiable>::Tangent: ::std::default::Default,
            {}
            #[automatically_derived]
            impl ::std::cmp::PartialEq for PointTangent
            where
                for<'any> <Other as some::path::private::Differentiable>::Tangent: ::std::cmp::PartialEq,
            {}
            #[automatically_derived]
            impl some::path::private::Coordinates for Point
            where
                for<'any> Other: some::path::private::Coordinates<Owned = Other>,
            {}
            #[automatically_derived]
            impl some::path::private::Coordinates for PointTangent
            where
                for<'any> <Other as some::path::private::Differentiable>::Tangent: some::path::private::Coordinates<
                    Owned = <Other as some::path::private::Differentiable>::Tangent,
                >,
            {}
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
        "#]],
    );
    refused(
        "#[constant] #[differentiable(krate = a, crate = 3)]
        struct Model { #[constant(always)] a: f64, #[constant = 1] b: f64, #[differentiable] c: f64 }",
        expect![[r#"
            1:30..1:39 `krate = a` unknown option of `#[derive(Differentiable)]`
                help: the only one is `#[differentiable(crate = path)]`
            1:41..1:50 `crate = 3` `crate` names the path of the runtime
                help: write `crate = some::path`
            1:3..1:11 `constant` unsupported: `#[constant]` on something that is not a field
                help: put it on each field that is a constant
            2:26..2:42 `constant(always)` `#[constant]` takes no arguments
                help: write `#[constant]` alone
            2:54..2:66 `constant = 1` `#[constant]` takes no arguments
                help: write `#[constant]` alone
            2:78..2:92 `differentiable` unsupported: `#[differentiable(..)]` on a field or a variant
                help: put it on the struct or enum (a field that is not to be differentiated is marked `#[constant]`)
        "#]],
    );
    refused(
        "#[differentiable] enum Shape { #[constant] Circle(f64) }",
        expect![[r#"
            1:3..1:17 `differentiable` unknown option of `#[derive(Differentiable)]`
                help: the only one is `#[differentiable(crate = path)]`
            1:34..1:42 `constant` unsupported: `#[constant]` on something that is not a field
                help: put it on each field that is a constant
        "#]],
    );
}
