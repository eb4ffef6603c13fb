//! Enums, whose tangents are enums of the same variants.

use expect_test::expect;

use super::check;

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
                    ::ad_runtime::private::Constant,
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
                                    radius: <_ as ::ad_runtime::private::Differentiable>::zero_tangent(
                                        self_radius,
                                    ),
                                }
                            }
                            Self::Line(self_0, self_1) => {
                                ShapeTangent::Line(
                                    <_ as ::ad_runtime::private::Differentiable>::zero_tangent(
                                        self_0,
                                    ),
                                    ::ad_runtime::private::Constant,
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
                                <_ as ::ad_runtime::private::Differentiable>::same_shape(
                                    self_radius,
                                    other_radius,
                                )
                            }
                            (Self::Line(self_0, self_1), Self::Line(other_0, other_1)) => {
                                <_ as ::ad_runtime::private::Differentiable>::same_shape(
                                    self_0,
                                    other_0,
                                )
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
                                <_ as ::ad_runtime::private::Differentiable>::same_shape(
                                    self_radius,
                                    other_radius,
                                )
                            }
                            (Self::Line(self_0, self_1), Self::Line(other_0, other_1)) => {
                                <_ as ::ad_runtime::private::Differentiable>::same_shape(
                                    self_0,
                                    other_0,
                                )
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
                                    ::ad_runtime::private::Constant,
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
                impl ::ad_runtime::private::Listed for Shape {
                    fn listed(&self, visitor: &mut ::ad_runtime::private::Visitor<'_>) {
                        match self {
                            Self::Circle { radius: self_radius } => {
                                visitor.look(::std::format_args!(".radius"), self_radius);
                            }
                            Self::Line(self_0, self_1) => {
                                visitor.look(::std::format_args!(".0"), self_0);
                            }
                        }
                    }
                }
                #[automatically_derived]
                impl ::ad_runtime::private::Listed for ShapeTangent {
                    fn listed(&self, visitor: &mut ::ad_runtime::private::Visitor<'_>) {
                        match self {
                            Self::Circle { radius: self_radius } => {
                                visitor.look(::std::format_args!(".radius"), self_radius);
                            }
                            Self::Line(self_0, self_1) => {
                                visitor.look(::std::format_args!(".0"), self_0);
                            }
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
                                    radius: visitor
                                        .part_in(::std::format_args!(".radius"), self_radius),
                                }
                            }
                            Self::Line(self_0, self_1) => {
                                Self::Line(
                                    visitor.part_in(::std::format_args!(".0"), self_0),
                                    ::ad_runtime::private::Constant,
                                )
                            }
                        }
                    }
                }
                #[automatically_derived]
                impl ::ad_runtime::private::MovedBy<ShapeTangent> for Shape {
                    #[inline]
                    fn move_along(
                        &mut self,
                        factor: f64,
                        other: &ShapeTangent,
                    ) -> ::std::result::Result<(), ::ad_runtime::private::Misfit> {
                        match (self, other) {
                            (
                                Self::Circle { radius: self_radius },
                                ShapeTangent::Circle { radius: other_radius },
                            ) => {
                                <_ as ::ad_runtime::private::MovedBy<
                                    f64,
                                >>::move_along(self_radius, factor, other_radius)
                                    .map_err(|misfit| {
                                        misfit.within(::std::format_args!(".radius"))
                                    })?;
                                ::std::result::Result::Ok(())
                            }
                            (Self::Line(self_0, self_1), ShapeTangent::Line(other_0, other_1)) => {
                                <_ as ::ad_runtime::private::MovedBy<
                                    f64,
                                >>::move_along(self_0, factor, other_0)
                                    .map_err(|misfit| misfit.within(::std::format_args!(".0")))?;
                                ::std::result::Result::Ok(())
                            }
                            _ => {
                                ::std::result::Result::Err(
                                    ::ad_runtime::private::Misfit::variants("Shape"),
                                )
                            }
                        }
                    }
                    #[inline]
                    fn change_coordinates(
                        &mut self,
                        change: &mut impl ::std::ops::FnMut(f64) -> f64,
                    ) {
                        match self {
                            Self::Circle { radius: self_radius } => {
                                <_ as ::ad_runtime::private::MovedBy<
                                    f64,
                                >>::change_coordinates(self_radius, change);
                            }
                            Self::Line(self_0, self_1) => {
                                <_ as ::ad_runtime::private::MovedBy<
                                    f64,
                                >>::change_coordinates(self_0, change);
                            }
                        }
                    }
                }
                #[automatically_derived]
                impl ::ad_runtime::private::MovedBy<ShapeTangent> for ShapeTangent {
                    #[inline]
                    fn move_along(
                        &mut self,
                        factor: f64,
                        other: &ShapeTangent,
                    ) -> ::std::result::Result<(), ::ad_runtime::private::Misfit> {
                        match (self, other) {
                            (
                                Self::Circle { radius: self_radius },
                                ShapeTangent::Circle { radius: other_radius },
                            ) => {
                                <_ as ::ad_runtime::private::MovedBy<
                                    f64,
                                >>::move_along(self_radius, factor, other_radius)
                                    .map_err(|misfit| {
                                        misfit.within(::std::format_args!(".radius"))
                                    })?;
                                ::std::result::Result::Ok(())
                            }
                            (Self::Line(self_0, self_1), ShapeTangent::Line(other_0, other_1)) => {
                                <_ as ::ad_runtime::private::MovedBy<
                                    f64,
                                >>::move_along(self_0, factor, other_0)
                                    .map_err(|misfit| misfit.within(::std::format_args!(".0")))?;
                                ::std::result::Result::Ok(())
                            }
                            _ => {
                                ::std::result::Result::Err(
                                    ::ad_runtime::private::Misfit::variants("Shape"),
                                )
                            }
                        }
                    }
                    #[inline]
                    fn change_coordinates(
                        &mut self,
                        change: &mut impl ::std::ops::FnMut(f64) -> f64,
                    ) {
                        match self {
                            Self::Circle { radius: self_radius } => {
                                <_ as ::ad_runtime::private::MovedBy<
                                    f64,
                                >>::change_coordinates(self_radius, change);
                            }
                            Self::Line(self_0, self_1) => {
                                <_ as ::ad_runtime::private::MovedBy<
                                    f64,
                                >>::change_coordinates(self_0, change);
                            }
                        }
                    }
                }
                #[automatically_derived]
                impl ::ad_runtime::private::Composite for ShapeTangent {}
                #[doc(hidden)]
                #[allow(missing_docs)]
                impl ShapeTangent {
                    #[inline]
                    fn Circle__radius(&self) -> &f64 {
                        match self {
                            Self::Circle { radius: field, .. } => field,
                            _ => ::core::unreachable!(),
                        }
                    }
                    #[inline]
                    fn Circle__radius_mut(&mut self) -> &mut f64 {
                        match self {
                            Self::Circle { radius: field, .. } => field,
                            _ => ::core::unreachable!(),
                        }
                    }
                    #[inline]
                    fn Line__0(&self) -> &f64 {
                        match self {
                            Self::Line { 0: field, .. } => field,
                            _ => ::core::unreachable!(),
                        }
                    }
                    #[inline]
                    fn Line__0_mut(&mut self) -> &mut f64 {
                        match self {
                            Self::Line { 0: field, .. } => field,
                            _ => ::core::unreachable!(),
                        }
                    }
                    #[inline]
                    fn Line__1(&self) -> &::ad_runtime::private::Constant {
                        match self {
                            Self::Line { 1: field, .. } => field,
                            _ => ::core::unreachable!(),
                        }
                    }
                    #[inline]
                    fn Line__1_mut(&mut self) -> &mut ::ad_runtime::private::Constant {
                        match self {
                            Self::Line { 1: field, .. } => field,
                            _ => ::core::unreachable!(),
                        }
                    }
                }
            };
        "#]],
    );
}
