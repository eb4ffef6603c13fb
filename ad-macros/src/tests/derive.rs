//! `#[derive(Differentiable)]`: what it becomes, and what it says of mistakes.

mod components;
mod enums;
mod generics;
mod options;

use expect_test::{Expect, expect};

use super::support::compile_errors::split;
use super::support::tokens;
use crate::derive;

/// The whole expansion, formatted.
fn check(source: &str, expected: Expect) {
    let file = syn::parse2(derive::expand(tokens(source))).expect("items");
    expected.assert_eq(&prettyplease::unparse(&file));
}

/// The tangent type and the heads of the impls.
fn check_heads(source: &str, expected: Expect) {
    let mut file: syn::File = syn::parse2(derive::expand(tokens(source))).expect("items");
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
    let (rest, errors) = split(derive::expand(tokens(source)));
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
                name: ::ad_runtime::private::Constant,
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
                            weights: <_ as ::ad_runtime::private::Differentiable>::zero_tangent(
                                &self.weights,
                            ),
                            bias: <_ as ::ad_runtime::private::Differentiable>::zero_tangent(
                                &self.bias,
                            ),
                            name: ::ad_runtime::private::Constant,
                            n: <_ as ::ad_runtime::private::Differentiable>::zero_tangent(&self.n),
                        }
                    }
                    #[inline]
                    fn has_one_shape(&self) -> bool {
                        <_ as ::ad_runtime::private::Differentiable>::has_one_shape(&self.weights)
                            && <_ as ::ad_runtime::private::Differentiable>::has_one_shape(
                                &self.bias,
                            ) && <_ as ::ad_runtime::private::Differentiable>::has_one_shape(&self.n)
                    }
                    #[inline]
                    fn same_shape(&self, other: &Self) -> bool {
                        <_ as ::ad_runtime::private::Differentiable>::same_shape(
                            &self.weights,
                            &other.weights,
                        )
                            && <_ as ::ad_runtime::private::Differentiable>::same_shape(
                                &self.bias,
                                &other.bias,
                            )
                            && <_ as ::ad_runtime::private::Differentiable>::same_shape(
                                &self.n,
                                &other.n,
                            )
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
                    fn has_one_shape(&self) -> bool {
                        <_ as ::ad_runtime::private::Differentiable>::has_one_shape(&self.weights)
                            && <_ as ::ad_runtime::private::Differentiable>::has_one_shape(
                                &self.bias,
                            ) && <_ as ::ad_runtime::private::Differentiable>::has_one_shape(&self.n)
                    }
                    #[inline]
                    fn same_shape(&self, other: &Self) -> bool {
                        <_ as ::ad_runtime::private::Differentiable>::same_shape(
                            &self.weights,
                            &other.weights,
                        )
                            && <_ as ::ad_runtime::private::Differentiable>::same_shape(
                                &self.bias,
                                &other.bias,
                            )
                            && <_ as ::ad_runtime::private::Differentiable>::same_shape(
                                &self.n,
                                &other.n,
                            )
                    }
                }
                #[automatically_derived]
                impl ::ad_runtime::private::TangentSpace for ModelTangent {
                    #[inline]
                    fn zero_like(&self) -> Self {
                        Self {
                            weights: ::ad_runtime::private::TangentSpace::zero_like(&self.weights),
                            bias: ::ad_runtime::private::TangentSpace::zero_like(&self.bias),
                            name: ::ad_runtime::private::Constant,
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
                impl ::ad_runtime::private::Listed for Model {
                    fn listed(&self, visitor: &mut ::ad_runtime::private::Visitor<'_>) {
                        {
                            visitor.look(::std::format_args!(".weights"), &self.weights);
                            visitor.look(::std::format_args!(".bias"), &self.bias);
                            visitor.look(::std::format_args!(".n"), &self.n);
                        }
                    }
                }
                #[automatically_derived]
                impl ::ad_runtime::private::Listed for ModelTangent {
                    fn listed(&self, visitor: &mut ::ad_runtime::private::Visitor<'_>) {
                        {
                            visitor.look(::std::format_args!(".weights"), &self.weights);
                            visitor.look(::std::format_args!(".bias"), &self.bias);
                            visitor.look(::std::format_args!(".n"), &self.n);
                        }
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
                            weights: visitor.part_in(::std::format_args!(".weights"), &self.weights),
                            bias: visitor.part_in(::std::format_args!(".bias"), &self.bias),
                            name: ::ad_runtime::private::Constant,
                            n: visitor.part_in(::std::format_args!(".n"), &self.n),
                        }
                    }
                }
                #[automatically_derived]
                impl ::ad_runtime::private::MovedBy<ModelTangent> for Model {
                    #[inline]
                    fn move_along(
                        &mut self,
                        factor: f64,
                        other: &ModelTangent,
                    ) -> ::std::result::Result<(), ::ad_runtime::private::Misfit> {
                        <_ as ::ad_runtime::private::MovedBy<
                            <Vec<f64> as ::ad_runtime::private::Differentiable>::Tangent,
                        >>::move_along(&mut self.weights, factor, &other.weights)
                            .map_err(|misfit| misfit.within(::std::format_args!(".weights")))?;
                        <_ as ::ad_runtime::private::MovedBy<
                            f64,
                        >>::move_along(&mut self.bias, factor, &other.bias)
                            .map_err(|misfit| misfit.within(::std::format_args!(".bias")))?;
                        <_ as ::ad_runtime::private::MovedBy<
                            (),
                        >>::move_along(&mut self.n, factor, &other.n)
                            .map_err(|misfit| misfit.within(::std::format_args!(".n")))?;
                        ::std::result::Result::Ok(())
                    }
                    #[inline]
                    fn change_coordinates(
                        &mut self,
                        change: &mut impl ::std::ops::FnMut(f64) -> f64,
                    ) {
                        <_ as ::ad_runtime::private::MovedBy<
                            <Vec<f64> as ::ad_runtime::private::Differentiable>::Tangent,
                        >>::change_coordinates(&mut self.weights, change);
                        <_ as ::ad_runtime::private::MovedBy<
                            f64,
                        >>::change_coordinates(&mut self.bias, change);
                        <_ as ::ad_runtime::private::MovedBy<
                            (),
                        >>::change_coordinates(&mut self.n, change);
                    }
                }
                #[automatically_derived]
                impl ::ad_runtime::private::MovedBy<ModelTangent> for ModelTangent {
                    #[inline]
                    fn move_along(
                        &mut self,
                        factor: f64,
                        other: &ModelTangent,
                    ) -> ::std::result::Result<(), ::ad_runtime::private::Misfit> {
                        <_ as ::ad_runtime::private::MovedBy<
                            <Vec<f64> as ::ad_runtime::private::Differentiable>::Tangent,
                        >>::move_along(&mut self.weights, factor, &other.weights)
                            .map_err(|misfit| misfit.within(::std::format_args!(".weights")))?;
                        <_ as ::ad_runtime::private::MovedBy<
                            f64,
                        >>::move_along(&mut self.bias, factor, &other.bias)
                            .map_err(|misfit| misfit.within(::std::format_args!(".bias")))?;
                        <_ as ::ad_runtime::private::MovedBy<
                            (),
                        >>::move_along(&mut self.n, factor, &other.n)
                            .map_err(|misfit| misfit.within(::std::format_args!(".n")))?;
                        ::std::result::Result::Ok(())
                    }
                    #[inline]
                    fn change_coordinates(
                        &mut self,
                        change: &mut impl ::std::ops::FnMut(f64) -> f64,
                    ) {
                        <_ as ::ad_runtime::private::MovedBy<
                            <Vec<f64> as ::ad_runtime::private::Differentiable>::Tangent,
                        >>::change_coordinates(&mut self.weights, change);
                        <_ as ::ad_runtime::private::MovedBy<
                            f64,
                        >>::change_coordinates(&mut self.bias, change);
                        <_ as ::ad_runtime::private::MovedBy<
                            (),
                        >>::change_coordinates(&mut self.n, change);
                    }
                }
                #[automatically_derived]
                impl ::ad_runtime::private::Composite for ModelTangent {}
                #[doc(hidden)]
                #[allow(missing_docs)]
                impl ModelTangent {
                    #[inline]
                    pub fn Model__weights(
                        &self,
                    ) -> &<Vec<f64> as ::ad_runtime::private::Differentiable>::Tangent {
                        &self.weights
                    }
                    #[inline]
                    pub fn Model__weights_mut(
                        &mut self,
                    ) -> &mut <Vec<f64> as ::ad_runtime::private::Differentiable>::Tangent {
                        &mut self.weights
                    }
                    #[inline]
                    pub fn Model__bias(&self) -> &f64 {
                        &self.bias
                    }
                    #[inline]
                    pub fn Model__bias_mut(&mut self) -> &mut f64 {
                        &mut self.bias
                    }
                    #[inline]
                    pub fn Model__name(&self) -> &::ad_runtime::private::Constant {
                        &self.name
                    }
                    #[inline]
                    pub fn Model__name_mut(&mut self) -> &mut ::ad_runtime::private::Constant {
                        &mut self.name
                    }
                    #[inline]
                    pub fn Model__n(&self) -> &() {
                        &self.n
                    }
                    #[inline]
                    pub fn Model__n_mut(&mut self) -> &mut () {
                        &mut self.n
                    }
                }
            };
        "#]],
    );
}
