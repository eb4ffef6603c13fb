//! The Jacobians of a method.

use expect_test::expect;

use super::methods::METHOD;
use crate::tests::support::expanded;
use crate::tests::support::jacobians::jacobians;

/// A `&mut` parameter is an input and an output.
#[test]
fn jacobians_of_a_method() {
    expect![[r#"
        #[allow(unused, nonstandard_style, deprecated, private_interfaces, private_bounds)]
        #[allow(non_shorthand_field_patterns, clippy::all, clippy::pedantic)]
        impl<'m, T: Float> Model<'m, T> {
            /// The Jacobian of `rate` by `self` and `x`, by the mode that suits its shape. See `ad_runtime::jacobian`.
            #[inline]
            fn rate_jacobian<'all, 'a, 'x, 'x1, const N: usize>(
                self: &'a Self,
                at: [T; N],
                x: &'x mut Particle<'x1>,
            ) -> <(
                <Self as ::ad_runtime::private::Point>::Tangent,
                <Particle<
                    'static,
                > as ::ad_runtime::private::HasTangent<
                    { <Particle<'static> as ::ad_runtime::private::Point>::KNOWN },
                >>::Tangent,
            ) as ::ad_runtime::private::Jacobian<
                (
                    T,
                    <Particle<
                        'static,
                    > as ::ad_runtime::private::HasTangent<
                        { <Particle<'static> as ::ad_runtime::private::Point>::KNOWN },
                    >>::Tangent,
                ),
            >>::Matrix
            where
                T: ::ad_runtime::private::Float,
                'm: 'all,
                'a: 'all,
                'x1: 'all,
                for<'any> Particle<'x1>: ::std::clone::Clone,
                for<'any> (
                    <Self as ::ad_runtime::private::Point>::Tangent,
                    <Particle<
                        'static,
                    > as ::ad_runtime::private::HasTangent<
                        { <Particle<'static> as ::ad_runtime::private::Point>::KNOWN },
                    >>::Tangent,
                ): ::ad_runtime::private::Jacobian<
                    (
                        T,
                        <Particle<
                            'static,
                        > as ::ad_runtime::private::HasTangent<
                            { <Particle<'static> as ::ad_runtime::private::Point>::KNOWN },
                        >>::Tangent,
                    ),
                >,
            {
                Self::rate_jacobian_by::<
                    N,
                    _,
                >(
                        self,
                        at,
                        x,
                        (
                            ::ad_runtime::private::Mode::Forward,
                            ::ad_runtime::private::Fresh::new(),
                        ),
                    )
                    .1
            }
            /// The Jacobian of `rate` by `self` and `x`: forward mode, column by column. See `ad_runtime::jacobian`.
            #[inline]
            fn rate_jacobian_forward<'all, 'a, 'x, 'x1, const N: usize>(
                self: &'a Self,
                at: [T; N],
                x: &'x mut Particle<'x1>,
            ) -> <(
                <Self as ::ad_runtime::private::Point>::Tangent,
                <Particle<
                    'static,
                > as ::ad_runtime::private::HasTangent<
                    { <Particle<'static> as ::ad_runtime::private::Point>::KNOWN },
                >>::Tangent,
            ) as ::ad_runtime::private::Jacobian<
                (
                    T,
                    <Particle<
                        'static,
                    > as ::ad_runtime::private::HasTangent<
                        { <Particle<'static> as ::ad_runtime::private::Point>::KNOWN },
                    >>::Tangent,
                ),
            >>::Matrix
            where
                T: ::ad_runtime::private::Float,
                'm: 'all,
                'a: 'all,
                'x1: 'all,
                for<'any> Particle<'x1>: ::std::clone::Clone,
                for<'any> (
                    <Self as ::ad_runtime::private::Point>::Tangent,
                    <Particle<
                        'static,
                    > as ::ad_runtime::private::HasTangent<
                        { <Particle<'static> as ::ad_runtime::private::Point>::KNOWN },
                    >>::Tangent,
                ): ::ad_runtime::private::Jacobian<
                    (
                        T,
                        <Particle<
                            'static,
                        > as ::ad_runtime::private::HasTangent<
                            { <Particle<'static> as ::ad_runtime::private::Point>::KNOWN },
                        >>::Tangent,
                    ),
                >,
            {
                Self::rate_jacobian_by::<
                    N,
                    _,
                >(
                        self,
                        at,
                        x,
                        (
                            ::ad_runtime::private::Mode::Forward,
                            ::ad_runtime::private::Fresh::new(),
                        ),
                    )
                    .1
            }
            /// The value and the Jacobian of `rate` by `self` and `x`, by the mode that suits its shape. See `ad_runtime::jacobian`.
            #[inline]
            fn rate_value_and_jacobian<'all, 'a, 'x, 'x1, const N: usize>(
                self: &'a Self,
                at: [T; N],
                x: &'x mut Particle<'x1>,
            ) -> (
                T,
                <(
                    <Self as ::ad_runtime::private::Point>::Tangent,
                    <Particle<
                        'static,
                    > as ::ad_runtime::private::HasTangent<
                        { <Particle<'static> as ::ad_runtime::private::Point>::KNOWN },
                    >>::Tangent,
                ) as ::ad_runtime::private::Jacobian<
                    (
                        T,
                        <Particle<
                            'static,
                        > as ::ad_runtime::private::HasTangent<
                            { <Particle<'static> as ::ad_runtime::private::Point>::KNOWN },
                        >>::Tangent,
                    ),
                >>::Matrix,
            )
            where
                T: ::ad_runtime::private::Float,
                'm: 'all,
                'a: 'all,
                'x1: 'all,
                for<'any> Particle<'x1>: ::std::clone::Clone,
                for<'any> (
                    <Self as ::ad_runtime::private::Point>::Tangent,
                    <Particle<
                        'static,
                    > as ::ad_runtime::private::HasTangent<
                        { <Particle<'static> as ::ad_runtime::private::Point>::KNOWN },
                    >>::Tangent,
                ): ::ad_runtime::private::Jacobian<
                    (
                        T,
                        <Particle<
                            'static,
                        > as ::ad_runtime::private::HasTangent<
                            { <Particle<'static> as ::ad_runtime::private::Point>::KNOWN },
                        >>::Tangent,
                    ),
                >,
            {
                Self::rate_jacobian_by::<
                    N,
                    _,
                >(
                    self,
                    at,
                    x,
                    (::ad_runtime::private::Mode::Forward, ::ad_runtime::private::Fresh::new()),
                )
            }
            /// The Jacobian of `rate` by `self` and `x` is written into `out`, a matrix or its rows one after the other; the value is returned. See `ad_runtime::jacobian`.
            #[inline]
            fn rate_jacobian_into<
                'all,
                'a,
                'x,
                'x1,
                const N: usize,
                JacobianOut: ::ad_runtime::private::Target,
            >(self: &'a Self, at: [T; N], x: &'x mut Particle<'x1>, out: JacobianOut) -> T
            where
                T: ::ad_runtime::private::Float,
                'm: 'all,
                'a: 'all,
                'x1: 'all,
                for<'any> Particle<'x1>: ::std::clone::Clone,
                for<'any> (
                    <Self as ::ad_runtime::private::Point>::Tangent,
                    <Particle<
                        'static,
                    > as ::ad_runtime::private::HasTangent<
                        { <Particle<'static> as ::ad_runtime::private::Point>::KNOWN },
                    >>::Tangent,
                ): ::ad_runtime::private::Inputs<
                    (
                        T,
                        <Particle<
                            'static,
                        > as ::ad_runtime::private::HasTangent<
                            { <Particle<'static> as ::ad_runtime::private::Point>::KNOWN },
                        >>::Tangent,
                    ),
                >,
            {
                Self::rate_jacobian_by::<
                    N,
                    _,
                >(self, at, x, (::ad_runtime::private::Mode::Forward, out))
                    .0
            }
            /// The sparse Jacobian of `rate` by `self` and `x`: where it has entries, and these. See `ad_runtime::sparse`.
            #[inline]
            fn rate_sparse_jacobian<'all, 'a, 'x, 'x1, const N: usize>(
                self: &'a Self,
                at: [T; N],
                x: &'x mut Particle<'x1>,
            ) -> ::ad_runtime::sparse::SparseJacobian
            where
                T: ::ad_runtime::private::Float,
                'm: 'all,
                'a: 'all,
                'x1: 'all,
                for<'any> Particle<'x1>: ::std::clone::Clone,
                for<'any> (
                    <Self as ::ad_runtime::private::Point>::Tangent,
                    <Particle<
                        'static,
                    > as ::ad_runtime::private::HasTangent<
                        { <Particle<'static> as ::ad_runtime::private::Point>::KNOWN },
                    >>::Tangent,
                ): ::ad_runtime::private::Inputs<
                    (
                        T,
                        <Particle<
                            'static,
                        > as ::ad_runtime::private::HasTangent<
                            { <Particle<'static> as ::ad_runtime::private::Point>::KNOWN },
                        >>::Tangent,
                    ),
                >,
            {
                Self::rate_jacobian_by::<
                    N,
                    _,
                >(
                        self,
                        at,
                        x,
                        (
                            ::ad_runtime::private::Mode::Forward,
                            ::ad_runtime::private::FreshJacobian,
                        ),
                    )
                    .1
            }
            #[doc(hidden)]
            #[inline]
            fn rate_jacobian_by<
                'all,
                'a,
                'x,
                'x1,
                const N: usize,
                JacobianOut: ::ad_runtime::private::Target,
            >(
                self: &'a Self,
                at: [T; N],
                x: &'x mut Particle<'x1>,
                how: (::ad_runtime::private::Mode, JacobianOut),
            ) -> (T, JacobianOut::Filled)
            where
                T: ::ad_runtime::private::Float,
                'm: 'all,
                'a: 'all,
                'x1: 'all,
                for<'any> Particle<'x1>: ::std::clone::Clone,
                for<'any> (
                    <Self as ::ad_runtime::private::Point>::Tangent,
                    <Particle<
                        'static,
                    > as ::ad_runtime::private::HasTangent<
                        { <Particle<'static> as ::ad_runtime::private::Point>::KNOWN },
                    >>::Tangent,
                ): ::ad_runtime::private::Inputs<
                    (
                        T,
                        <Particle<
                            'static,
                        > as ::ad_runtime::private::HasTangent<
                            { <Particle<'static> as ::ad_runtime::private::Point>::KNOWN },
                        >>::Tangent,
                    ),
                >,
            {
                let (results, filled) = ::ad_runtime::private::jacobian::<
                    (
                        <Self as ::ad_runtime::private::Point>::Tangent,
                        <Particle<
                            'static,
                        > as ::ad_runtime::private::HasTangent<
                            { <Particle<'static> as ::ad_runtime::private::Point>::KNOWN },
                        >>::Tangent,
                    ),
                    (
                        T,
                        <Particle<
                            'static,
                        > as ::ad_runtime::private::HasTangent<
                            { <Particle<'static> as ::ad_runtime::private::Point>::KNOWN },
                        >>::Tangent,
                    ),
                    _,
                    _,
                >(
                    how,
                    (
                        <Self as ::ad_runtime::private::Point>::zero_tangent(self),
                        <_ as ::ad_runtime::private::HasTangent<
                            { <Particle<'static> as ::ad_runtime::private::Point>::KNOWN },
                        >>::zero_tangent(&*x),
                    ),
                    |(self_dot, x_dot)| {
                        let mut x = ::std::borrow::ToOwned::to_owned(&*x);
                        let mut x_dot = ::std::clone::Clone::clone(x_dot);
                        let (value, value_dot) = Self::rate_jvp::<
                            N,
                        >(self, at, &mut x, self_dot, &mut x_dot);
                        ((value, x), (value_dot, x_dot))
                    },
                    |_, _| ::ad_runtime::private::no_mode(),
                );
                let (value, x_dot_left) = results;
                *x = x_dot_left;
                (value, filled)
            }
        }
    "#]].assert_eq(&jacobians(&expanded("forward", METHOD)));
}
