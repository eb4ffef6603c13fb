//! Jacobians of primitives.

use expect_test::expect;

use super::long::LONG;
use super::{SHORT, expanded};
use crate::tests::support::jacobians::jacobians;

#[test]
fn jacobians_of_the_short_form() {
    expect![[r#"
        #[allow(unused, nonstandard_style, deprecated, private_interfaces, private_bounds)]
        #[allow(non_shorthand_field_patterns, clippy::all, clippy::pedantic)]
        impl power {
            /// The Jacobian of `power` by `x` and `p`, by the mode that suits its shape. See `ad_runtime::jacobian`.
            #[inline]
            pub fn jacobian(x: f64, base: &[f64], p: f64) -> [f64; 2usize] {
                Self::jacobian_by(
                        x,
                        base,
                        p,
                        (
                            ::ad_runtime::private::Mode::Automatic,
                            ::ad_runtime::private::Fresh::new(),
                        ),
                    )
                    .1
            }
            /// The Jacobian of `power` by `x` and `p`: forward mode, column by column. See `ad_runtime::jacobian`.
            #[inline]
            pub fn jacobian_forward(x: f64, base: &[f64], p: f64) -> [f64; 2usize] {
                Self::jacobian_by(
                        x,
                        base,
                        p,
                        (
                            ::ad_runtime::private::Mode::Forward,
                            ::ad_runtime::private::Fresh::new(),
                        ),
                    )
                    .1
            }
            /// The Jacobian of `power` by `x` and `p`: reverse mode, row by row. See `ad_runtime::jacobian`.
            #[inline]
            pub fn jacobian_reverse(x: f64, base: &[f64], p: f64) -> [f64; 2usize] {
                Self::jacobian_by(
                        x,
                        base,
                        p,
                        (
                            ::ad_runtime::private::Mode::Reverse,
                            ::ad_runtime::private::Fresh::new(),
                        ),
                    )
                    .1
            }
            /// The value and the Jacobian of `power` by `x` and `p`, by the mode that suits its shape. See `ad_runtime::jacobian`.
            #[inline]
            pub fn value_and_jacobian(x: f64, base: &[f64], p: f64) -> (f64, [f64; 2usize]) {
                Self::jacobian_by(
                    x,
                    base,
                    p,
                    (::ad_runtime::private::Mode::Automatic, ::ad_runtime::private::Fresh::new()),
                )
            }
            /// The Jacobian of `power` by `x` and `p` is written into `out`, a matrix or its rows one after the other; the value is returned. See `ad_runtime::jacobian`.
            #[inline]
            pub fn jacobian_into<JacobianOut: ::ad_runtime::private::Target>(
                x: f64,
                base: &[f64],
                p: f64,
                out: JacobianOut,
            ) -> f64 {
                Self::jacobian_by(x, base, p, (::ad_runtime::private::Mode::Automatic, out)).0
            }
            /// The sparse Jacobian of `power` by `x` and `p`: where it has entries, and these. See `ad_runtime::sparse`.
            #[inline]
            pub fn sparse_jacobian(
                x: f64,
                base: &[f64],
                p: f64,
            ) -> ::ad_runtime::sparse::SparseJacobian {
                Self::jacobian_by(
                        x,
                        base,
                        p,
                        (
                            ::ad_runtime::private::Mode::Automatic,
                            ::ad_runtime::private::FreshJacobian,
                        ),
                    )
                    .1
            }
            #[doc(hidden)]
            #[inline]
            pub fn jacobian_by<JacobianOut: ::ad_runtime::private::Target>(
                x: f64,
                base: &[f64],
                p: f64,
                how: (::ad_runtime::private::Mode, JacobianOut),
            ) -> (f64, JacobianOut::Filled) {
                ::ad_runtime::private::jacobian::<
                    (f64, f64),
                    f64,
                    _,
                    _,
                >(
                    how,
                    (::ad_runtime::private::zero_like(&x), ::ad_runtime::private::zero_like(&p)),
                    |(x_dot, p_dot)| Self::jvp(x, base, p, *x_dot, *p_dot),
                    |seed, (x_bar, p_bar)| {
                        let (value, pullback) = Self::pullback(x, base, p);
                        pullback(
                            seed(&value),
                            ::std::option::Option::Some(x_bar),
                            ::std::option::Option::None,
                            ::std::option::Option::Some(p_bar),
                        );
                        value
                    },
                )
            }
        }
    "#]].assert_eq(&jacobians(&expanded(SHORT)));
}

#[test]
fn jacobians_of_the_long_form() {
    expect![[r#"
        #[allow(unused, nonstandard_style, deprecated, private_interfaces, private_bounds)]
        #[allow(non_shorthand_field_patterns, clippy::all, clippy::pedantic)]
        impl norm {
            /// The Jacobian of `norm` by `x` and `v`, by the mode that suits its shape. See `ad_runtime::jacobian`.
            #[inline]
            fn jacobian<T: Real, Impl1: Fn(T) -> T>(
                x: &[T],
                v: Vec<T>,
                f: Impl1,
            ) -> <(
                ::std::vec::Vec<T>,
                ::std::vec::Vec<T>,
            ) as other::ad::private::Jacobian<::std::vec::Vec<T>>>::Matrix
            where
                for<'any> Impl1: ::std::clone::Clone,
                for<'any> (
                    ::std::vec::Vec<T>,
                    ::std::vec::Vec<T>,
                ): other::ad::private::Jacobian<::std::vec::Vec<T>>,
            {
                Self::jacobian_by::<
                    T,
                    Impl1,
                    _,
                >(x, v, f, (other::ad::private::Mode::Reverse, other::ad::private::Fresh::new()))
                    .1
            }
            /// The Jacobian of `norm` by `x` and `v`: reverse mode, row by row. See `ad_runtime::jacobian`.
            #[inline]
            fn jacobian_reverse<T: Real, Impl1: Fn(T) -> T>(
                x: &[T],
                v: Vec<T>,
                f: Impl1,
            ) -> <(
                ::std::vec::Vec<T>,
                ::std::vec::Vec<T>,
            ) as other::ad::private::Jacobian<::std::vec::Vec<T>>>::Matrix
            where
                for<'any> Impl1: ::std::clone::Clone,
                for<'any> (
                    ::std::vec::Vec<T>,
                    ::std::vec::Vec<T>,
                ): other::ad::private::Jacobian<::std::vec::Vec<T>>,
            {
                Self::jacobian_by::<
                    T,
                    Impl1,
                    _,
                >(x, v, f, (other::ad::private::Mode::Reverse, other::ad::private::Fresh::new()))
                    .1
            }
            /// The value and the Jacobian of `norm` by `x` and `v`, by the mode that suits its shape. See `ad_runtime::jacobian`.
            #[inline]
            fn value_and_jacobian<T: Real, Impl1: Fn(T) -> T>(
                x: &[T],
                v: Vec<T>,
                f: Impl1,
            ) -> (
                Vec<T>,
                <(
                    ::std::vec::Vec<T>,
                    ::std::vec::Vec<T>,
                ) as other::ad::private::Jacobian<::std::vec::Vec<T>>>::Matrix,
            )
            where
                for<'any> Impl1: ::std::clone::Clone,
                for<'any> (
                    ::std::vec::Vec<T>,
                    ::std::vec::Vec<T>,
                ): other::ad::private::Jacobian<::std::vec::Vec<T>>,
            {
                Self::jacobian_by::<
                    T,
                    Impl1,
                    _,
                >(x, v, f, (other::ad::private::Mode::Reverse, other::ad::private::Fresh::new()))
            }
            /// The Jacobian of `norm` by `x` and `v` is written into `out`, a matrix or its rows one after the other; the value is returned. See `ad_runtime::jacobian`.
            #[inline]
            fn jacobian_into<
                T: Real,
                Impl1: Fn(T) -> T,
                JacobianOut: other::ad::private::Target,
            >(x: &[T], v: Vec<T>, f: Impl1, out: JacobianOut) -> Vec<T>
            where
                for<'any> Impl1: ::std::clone::Clone,
                for<'any> (
                    ::std::vec::Vec<T>,
                    ::std::vec::Vec<T>,
                ): other::ad::private::Inputs<::std::vec::Vec<T>>,
            {
                Self::jacobian_by::<
                    T,
                    Impl1,
                    _,
                >(x, v, f, (other::ad::private::Mode::Reverse, out))
                    .0
            }
            /// The sparse Jacobian of `norm` by `x` and `v`: where it has entries, and these. See `ad_runtime::sparse`.
            #[inline]
            fn sparse_jacobian<T: Real, Impl1: Fn(T) -> T>(
                x: &[T],
                v: Vec<T>,
                f: Impl1,
            ) -> other::ad::sparse::SparseJacobian
            where
                for<'any> Impl1: ::std::clone::Clone,
                for<'any> (
                    ::std::vec::Vec<T>,
                    ::std::vec::Vec<T>,
                ): other::ad::private::Inputs<::std::vec::Vec<T>>,
            {
                Self::jacobian_by::<
                    T,
                    Impl1,
                    _,
                >(
                        x,
                        v,
                        f,
                        (other::ad::private::Mode::Reverse, other::ad::private::FreshJacobian),
                    )
                    .1
            }
            #[doc(hidden)]
            #[inline]
            fn jacobian_by<T: Real, Impl1: Fn(T) -> T, JacobianOut: other::ad::private::Target>(
                x: &[T],
                v: Vec<T>,
                f: Impl1,
                how: (other::ad::private::Mode, JacobianOut),
            ) -> (Vec<T>, JacobianOut::Filled)
            where
                for<'any> Impl1: ::std::clone::Clone,
                for<'any> (
                    ::std::vec::Vec<T>,
                    ::std::vec::Vec<T>,
                ): other::ad::private::Inputs<::std::vec::Vec<T>>,
            {
                other::ad::private::jacobian::<
                    (::std::vec::Vec<T>, ::std::vec::Vec<T>),
                    ::std::vec::Vec<T>,
                    _,
                    _,
                >(
                    how,
                    (other::ad::private::zero_like(x), other::ad::private::zero_like(&v)),
                    |_| other::ad::private::no_mode(),
                    |seed, (x_bar, v_bar)| {
                        let (value, pullback) = Self::pullback::<
                            T,
                            Impl1,
                        >(x, ::std::clone::Clone::clone(&v), ::std::clone::Clone::clone(&f));
                        pullback(
                            seed(&value),
                            ::std::option::Option::Some(x_bar),
                            ::std::option::Option::Some(v_bar),
                            ::std::option::Option::None,
                        );
                        value
                    },
                )
            }
        }
    "#]].assert_eq(&jacobians(&expanded(LONG)));
}
