//! Generics, recursion.

use expect_test::expect;

use super::{check, check_heads};

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
                impl ::ad_runtime::private::Listed for Axis {
                    fn listed(&self, _: &mut ::ad_runtime::private::Visitor<'_>) {}
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
                #[automatically_derived]
                impl ::ad_runtime::private::MovedBy<()> for Axis {
                    #[inline]
                    fn move_along(
                        &mut self,
                        _: f64,
                        _: &(),
                    ) -> ::std::result::Result<(), ::ad_runtime::private::Misfit> {
                        ::std::result::Result::Ok(())
                    }
                    #[inline]
                    fn change_coordinates(&mut self, _: &mut impl ::std::ops::FnMut(f64) -> f64) {}
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
                data: <[T] as ::ad_runtime::private::Point>::Tangent,
                /// The tangent of `coefficients`.
                coefficients: <[T; N] as ::ad_runtime::private::Differentiable>::Tangent,
                /// The tangent of `nested`.
                nested: <Vec<
                    ::std::boxed::Box<Inner<T>>,
                > as ::ad_runtime::private::Differentiable>::Tangent,
                /// The tangent of `borrowed`.
                borrowed: <View<
                    'static,
                > as ::ad_runtime::private::HasTangent<
                    { <View<'static> as ::ad_runtime::private::Point>::KNOWN },
                >>::Tangent,
                /// Nothing: `extra` is a constant.
                extra: ::ad_runtime::private::Constant,
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
                    > as ::ad_runtime::private::HasTangent<
                        { <View<'static> as ::ad_runtime::private::Point>::KNOWN },
                    >>::Tangent: ::std::fmt::Debug,
                {}
                #[automatically_derived]
                impl<T: Real, const N: usize> ::std::default::Default for FitTangent<T, N>
                where
                    T: ::ad_runtime::private::Differentiable,
                    Inner<T>: ::ad_runtime::private::Differentiable,
                    <[T; N] as ::ad_runtime::private::Differentiable>::Tangent: ::std::default::Default,
                    for<'any> <View<
                        'static,
                    > as ::ad_runtime::private::HasTangent<
                        { <View<'static> as ::ad_runtime::private::Point>::KNOWN },
                    >>::Tangent: ::std::default::Default,
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
                    > as ::ad_runtime::private::HasTangent<
                        { <View<'static> as ::ad_runtime::private::Point>::KNOWN },
                    >>::Tangent: ::std::cmp::PartialEq,
                {}
                #[automatically_derived]
                impl<'a, T: Real, U: 'a + Clone, const N: usize> ::ad_runtime::private::Listed
                for Fit<'a, T, U, N>
                where
                    U: Into<T>,
                    T: ::ad_runtime::private::Differentiable,
                    Inner<T>: ::ad_runtime::private::Differentiable,
                    T: ::ad_runtime::private::Listed,
                    Inner<T>: ::ad_runtime::private::Listed,
                    for<'any> View<'a>: ::ad_runtime::private::Listed,
                {}
                #[automatically_derived]
                impl<T: Real, const N: usize> ::ad_runtime::private::Listed for FitTangent<T, N>
                where
                    T: ::ad_runtime::private::Differentiable,
                    Inner<T>: ::ad_runtime::private::Differentiable,
                    <T as ::ad_runtime::private::Differentiable>::Tangent: ::ad_runtime::private::Listed,
                    <Inner<
                        T,
                    > as ::ad_runtime::private::Differentiable>::Tangent: ::ad_runtime::private::Listed,
                    for<'any> <View<
                        'static,
                    > as ::ad_runtime::private::HasTangent<
                        { <View<'static> as ::ad_runtime::private::Point>::KNOWN },
                    >>::Tangent: ::ad_runtime::private::Listed,
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
                    > as ::ad_runtime::private::HasTangent<
                        { <View<'static> as ::ad_runtime::private::Point>::KNOWN },
                    >>::Tangent: ::ad_runtime::private::OwnedCoordinates,
                {}
                #[automatically_derived]
                impl<
                    'a,
                    T: Real,
                    U: 'a + Clone,
                    const N: usize,
                > ::ad_runtime::private::MovedBy<FitTangent<T, N>> for Fit<'a, T, U, N>
                where
                    U: Into<T>,
                    T: ::ad_runtime::private::Differentiable,
                    Inner<T>: ::ad_runtime::private::Differentiable,
                    &'a [T]: ::ad_runtime::private::MovedBy<
                        <&'a [T] as ::ad_runtime::private::Differentiable>::Tangent,
                    >,
                    T: ::ad_runtime::private::MovedBy<
                        <T as ::ad_runtime::private::Differentiable>::Tangent,
                    >,
                    &'a Inner<
                        T,
                    >: ::ad_runtime::private::MovedBy<
                        <&'a Inner<T> as ::ad_runtime::private::Differentiable>::Tangent,
                    >,
                    for<'any> View<
                        'a,
                    >: ::ad_runtime::private::MovedBy<
                        <View<
                            'a,
                        > as ::ad_runtime::private::HasTangent<
                            { <View<'static> as ::ad_runtime::private::Point>::KNOWN },
                        >>::Tangent,
                    >,
                {}
                #[automatically_derived]
                impl<T: Real, const N: usize> ::ad_runtime::private::MovedBy<FitTangent<T, N>>
                for FitTangent<T, N>
                where
                    T: ::ad_runtime::private::Differentiable,
                    Inner<T>: ::ad_runtime::private::Differentiable,
                    <T as ::ad_runtime::private::Differentiable>::Tangent: ::ad_runtime::private::MovedBy<
                        <T as ::ad_runtime::private::Differentiable>::Tangent,
                    >,
                    <Inner<
                        T,
                    > as ::ad_runtime::private::Differentiable>::Tangent: ::ad_runtime::private::MovedBy<
                        <Inner<T> as ::ad_runtime::private::Differentiable>::Tangent,
                    >,
                    for<'any> <View<
                        'static,
                    > as ::ad_runtime::private::HasTangent<
                        { <View<'static> as ::ad_runtime::private::Point>::KNOWN },
                    >>::Tangent: ::ad_runtime::private::MovedBy<
                        <View<
                            'static,
                        > as ::ad_runtime::private::HasTangent<
                            { <View<'static> as ::ad_runtime::private::Point>::KNOWN },
                        >>::Tangent,
                    >,
                {}
                #[automatically_derived]
                impl<T: Real, const N: usize> ::ad_runtime::private::Composite for FitTangent<T, N>
                where
                    T: ::ad_runtime::private::Differentiable,
                    Inner<T>: ::ad_runtime::private::Differentiable,
                {}
                #[doc(hidden)]
                #[allow(missing_docs)]
                impl<T: Real, const N: usize> FitTangent<T, N>
                where
                    T: ::ad_runtime::private::Differentiable,
                    Inner<T>: ::ad_runtime::private::Differentiable,
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
                children: <Vec<
                    Tree,
                > as ::ad_runtime::private::HasTangent<
                    { <Tree as ::ad_runtime::private::Point>::KNOWN },
                >>::Tangent,
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
                impl ::ad_runtime::private::Listed for Tree {}
                #[automatically_derived]
                impl ::ad_runtime::private::Listed for TreeTangent {}
                #[automatically_derived]
                impl ::ad_runtime::private::Coordinates for Tree {}
                #[automatically_derived]
                impl ::ad_runtime::private::Coordinates for TreeTangent {}
                #[automatically_derived]
                impl ::ad_runtime::private::MovedBy<TreeTangent> for Tree {}
                #[automatically_derived]
                impl ::ad_runtime::private::MovedBy<TreeTangent> for TreeTangent {}
                #[automatically_derived]
                impl ::ad_runtime::private::Composite for TreeTangent {}
                #[doc(hidden)]
                #[allow(missing_docs)]
                impl TreeTangent {}
            };
        "#]],
    );
}
