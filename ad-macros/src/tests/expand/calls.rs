//! Calls and methods.

use expect_test::expect;

use crate::tests::support::expanded;

#[test]
fn a_call_in_a_branch() {
    expect![[r#"
        fn f(x: (f64, f64), y: f64) -> (f64, f64) {
            let z = if x.0 > y { norm(x.0, x.1) } else { x.1 * y };
            (z, x.0)
        }
        /** The derivatives of `f`, as associated functions; and the function as a value, `f {}`.

         They are by `x`; not by `y`.*/
        #[allow(dead_code, nonstandard_style, missing_debug_implementations)]
        #[derive(Clone, Copy)]
        struct f {}
        #[diagnostic::do_not_recommend]
        #[doc(hidden)]
        impl other::runtime::private::Derivatives for f {}
        #[allow(unused, nonstandard_style, deprecated, private_interfaces, private_bounds)]
        #[allow(non_shorthand_field_patterns, clippy::all, clippy::pedantic)]
        impl f {
            /// Whether the function itself compiles.
            #[doc(hidden)]
            #[cfg(debug_assertions)]
            const COMPILES: bool = {
                let _ = |x: (f64, f64), y: f64| -> (f64, f64) {
                    let z = if x.0 > y { norm(x.0, x.1) } else { x.1 * y };
                    (z, x.0)
                };
                true
            };
            /// Only builds with debug assertions look.
            #[doc(hidden)]
            #[cfg(not(debug_assertions))]
            const COMPILES: bool = true;
            /// The value and the gradient of `f`: the derivative by `x`.
            #[inline]
            fn value_and_grad(x: (f64, f64), y: f64) -> ((f64, f64), (f64, f64))
            where
                for<'any> (f64, f64): other::runtime::private::OneFloat<(f64, f64)>,
            {
                let mut x_bar: (f64, f64) = other::runtime::private::zero_like(&x);
                let value = Self::accumulate_grad(x, y, &mut x_bar);
                (value, x_bar)
            }
            /// The gradient of `f`: the derivative by `x`.
            #[inline]
            fn grad(x: (f64, f64), y: f64) -> (f64, f64)
            where
                for<'any> (f64, f64): other::runtime::private::OneFloat<(f64, f64)>,
            {
                Self::value_and_grad(x, y).1
            }
            /** The value of `f`; its gradient is written over the bars. Allocates nothing for the result.

         - `x_bar`: becomes the derivative by `x`

         # Panics

         Where `f` does.*/
            #[inline]
            fn grad_into(x: (f64, f64), y: f64, x_bar: &mut (f64, f64)) -> (f64, f64)
            where
                for<'any> (f64, f64): other::runtime::private::OneFloat<(f64, f64)>,
            {
                other::runtime::private::set_zero(x_bar);
                Self::accumulate_grad(x, y, x_bar)
            }
            /** The value of `f`; its gradient is added to the bars. Allocates nothing for the result.

         - `x_bar`: the derivative by `x` is added to it

         # Panics

         Where `f` does.*/
            fn accumulate_grad(x: (f64, f64), y: f64, x_bar: &mut (f64, f64)) -> (f64, f64)
            where
                for<'any> (f64, f64): other::runtime::private::OneFloat<(f64, f64)>,
            {
                let (value, pullback) = Self::pullback(x, y);
                pullback(
                    other::runtime::private::OneFloat::seed(&value),
                    ::std::option::Option::Some(x_bar),
                    ::std::option::Option::None,
                );
                value
            }
            /// Reverse mode, for callers that are derivatives: a bar or `None` for each parameter.
            #[doc(hidden)]
            #[inline]
            fn pullback(
                x: (f64, f64),
                y: f64,
            ) -> (
                (f64, f64),
                impl ::std::ops::FnOnce(
                    (f64, f64),
                    ::std::option::Option<&mut (f64, f64)>,
                    ::std::option::Option<&mut f64>,
                ) + use<>,
            ) {
                other::runtime::written! {
                    Self::COMPILES; [] x, y;
                }
                other::runtime::derivatives! {
                    derivatives_of_norm : Missing 2;
                }
                use norm as derivatives_of_norm;
                type norm_derivative = <derivatives_of_norm as other::runtime::private::HasDerivatives<
                    {
                        <derivatives_of_norm as other::runtime::private::Derivatives>::KNOWN
                            && f::COMPILES
                    },
                >>::Itself;
                let t0 = x.0;
                let mut saved = ::core::option::Option::None;
                let z = if t0 > y {
                    let (t4, norm_pullback) = norm_derivative::pullback(t0, x.1);
                    saved = ::core::option::Option::Some(norm_pullback);
                    t4
                } else {
                    x.1 * y
                };
                let t8 = (z, t0);
                let value = t8;
                (
                    value,
                    #[inline(always)]
                    move |
                        value_bar: (f64, f64),
                        mut x_bar: ::std::option::Option<&mut (f64, f64)>,
                        y_bar: ::std::option::Option<&mut f64>|
                    {
                        other::runtime::written! {
                            Self::COMPILES; [] value_bar, y_bar; x_bar
                        }
                        let z_bar = value_bar.0;
                        let mut t0_bar = value_bar.1;
                        if let ::core::option::Option::Some(norm_pullback_1) = saved {
                            let mut t3_bar = 0.0;
                            norm_pullback_1(
                                z_bar,
                                ::core::option::Option::Some(&mut t0_bar),
                                ::core::option::Option::Some(&mut t3_bar),
                            );
                            if let ::core::option::Option::Some(x_bar) = x_bar.as_deref_mut() {
                                x_bar.1 += t3_bar;
                            }
                        }
                        if !(x.0 > y) {
                            if let ::core::option::Option::Some(x_bar) = x_bar.as_deref_mut() {
                                x_bar.1 += other::runtime::private::zero_or_product(z_bar, y);
                            }
                        }
                        if let ::core::option::Option::Some(x_bar) = x_bar.as_deref_mut() {
                            x_bar.0 += t0_bar;
                        }
                    },
                )
            }
            /// Reverse mode, for callers that are derivatives: a bar or `None` for each parameter.
            #[doc(hidden)]
            #[inline]
            fn owned_pullback(
                x: (f64, f64),
                y: f64,
            ) -> (
                (f64, f64),
                impl ::std::ops::FnOnce(
                    (f64, f64),
                    ::std::option::Option<&mut (f64, f64)>,
                    ::std::option::Option<&mut f64>,
                ) + use<>,
            ) {
                Self::pullback(x, y)
            }
            /** The value of `f` and its pullback, from the result's cotangent to the arguments': reverse mode.

         The pullback takes the cotangent of the value. It returns the derivative by `x`.*/
            #[inline]
            fn vjp(
                x: (f64, f64),
                y: f64,
            ) -> ((f64, f64), impl ::std::ops::FnOnce((f64, f64)) -> (f64, f64) + use<>) {
                let mut x_bar: (f64, f64) = other::runtime::private::zero_like(&x);
                let (value, pullback) = Self::pullback(x, y);
                (
                    value,
                    move |value_bar: (f64, f64)| {
                        pullback(
                            value_bar,
                            ::std::option::Option::Some(&mut x_bar),
                            ::std::option::Option::None,
                        );
                        x_bar
                    },
                )
            }
            /// Forward mode, for callers that are derivatives: a dot or `None` for each parameter.
            #[doc(hidden)]
            #[inline]
            fn tangent(
                x: (f64, f64),
                y: f64,
                x_dot: ::std::option::Option<(f64, f64)>,
                y_dot: ::std::option::Option<f64>,
            ) -> ((f64, f64), (f64, f64)) {
                let x_dot = x_dot.unwrap_or_else(|| other::runtime::private::zero_like(&x));
                other::runtime::written! {
                    Self::COMPILES; [] x, y, x_dot, y_dot;
                }
                {
                    other::runtime::derivatives! {
                        derivatives_of_norm : Missing 2;
                    }
                    use norm as derivatives_of_norm;
                    type norm_derivative = <derivatives_of_norm as other::runtime::private::HasDerivatives<
                        {
                            <derivatives_of_norm as other::runtime::private::Derivatives>::KNOWN
                                && f::COMPILES
                        },
                    >>::Itself;
                    let t0 = x.0;
                    let t0_dot = x_dot.0;
                    let (z, z_dot) = if t0 > y {
                        let (t4, t4_dot) = norm_derivative::tangent(
                            t0,
                            x.1,
                            ::core::option::Option::Some(t0_dot),
                            ::core::option::Option::Some(x_dot.1),
                        );
                        (t4, t4_dot)
                    } else {
                        (x.1 * y, x_dot.1 * y)
                    };
                    ((z, t0), (z_dot, t0_dot))
                }
            }
            /** The value of `f` and its derivative in the direction of the dots: forward mode.

         - `x_dot`: the direction of `x`*/
            #[inline]
            fn jvp(x: (f64, f64), y: f64, x_dot: (f64, f64)) -> ((f64, f64), (f64, f64)) {
                Self::tangent(
                    x,
                    y,
                    ::std::option::Option::Some(x_dot),
                    ::std::option::Option::None,
                )
            }
            /** Compares the two modes of `f` with each other and with finite differences at this point.

         # Errors

         Where they disagree: by how much, and at which coordinate.*/
            #[inline]
            fn check(
                x: (f64, f64),
                y: f64,
            ) -> ::std::result::Result<
                other::runtime::check::Report,
                other::runtime::check::Mismatch,
            > {
                other::runtime::private::check(
                    "f",
                    &[other::runtime::private::listing("x", &x)],
                    &mut |along: &mut other::runtime::private::Entries<'_>, step: f64| {
                        let x = other::runtime::private::moved(&x, along, step);
                        let value = Self::value(x, y);
                        other::runtime::private::entries(&value)
                    },
                    &mut |along: &mut other::runtime::private::Entries<'_>| {
                        let x_dot = other::runtime::private::tangent_of(&x, along);
                        let (value, value_dot) = Self::jvp(x, y, x_dot);
                        (
                            other::runtime::private::entries(&value),
                            other::runtime::private::entries(&value_dot),
                        )
                    },
                    &mut |entries: &mut other::runtime::private::Entries<'_>| {
                        let (value, pullback) = Self::vjp(x, y);
                        let value_bar = other::runtime::private::tangent_of(&value, entries);
                        let x_bar = pullback(value_bar);
                        let entries = [other::runtime::private::entries(&x_bar)].concat();
                        (other::runtime::private::listing("", &value), entries)
                    },
                )
            }
            /// The Jacobian of `f` by `x`, by the mode that suits its shape. See `ad_runtime::jacobian`.
            #[inline]
            fn jacobian(x: (f64, f64), y: f64) -> other::runtime::ndarray::Array2<f64> {
                Self::jacobian_by(
                        x,
                        y,
                        (
                            other::runtime::private::Mode::Automatic,
                            other::runtime::private::Fresh::new(),
                        ),
                    )
                    .1
            }
            /// The Jacobian of `f` by `x`: forward mode, column by column. See `ad_runtime::jacobian`.
            #[inline]
            fn jacobian_forward(x: (f64, f64), y: f64) -> other::runtime::ndarray::Array2<f64> {
                Self::jacobian_by(
                        x,
                        y,
                        (
                            other::runtime::private::Mode::Forward,
                            other::runtime::private::Fresh::new(),
                        ),
                    )
                    .1
            }
            /// The Jacobian of `f` by `x`: reverse mode, row by row. See `ad_runtime::jacobian`.
            #[inline]
            fn jacobian_reverse(x: (f64, f64), y: f64) -> other::runtime::ndarray::Array2<f64> {
                Self::jacobian_by(
                        x,
                        y,
                        (
                            other::runtime::private::Mode::Reverse,
                            other::runtime::private::Fresh::new(),
                        ),
                    )
                    .1
            }
            /// The value and the Jacobian of `f` by `x`, by the mode that suits its shape. See `ad_runtime::jacobian`.
            #[inline]
            fn value_and_jacobian(
                x: (f64, f64),
                y: f64,
            ) -> ((f64, f64), other::runtime::ndarray::Array2<f64>) {
                Self::jacobian_by(
                    x,
                    y,
                    (
                        other::runtime::private::Mode::Automatic,
                        other::runtime::private::Fresh::new(),
                    ),
                )
            }
            /// The Jacobian of `f` by `x` is written into `out`, a matrix or its rows one after the other; the value is returned. See `ad_runtime::jacobian`.
            #[inline]
            fn jacobian_into<JacobianOut: other::runtime::private::Target>(
                x: (f64, f64),
                y: f64,
                out: JacobianOut,
            ) -> (f64, f64) {
                Self::jacobian_by(x, y, (other::runtime::private::Mode::Automatic, out)).0
            }
            /// The sparse Jacobian of `f` by `x`: where it has entries, and these. See `ad_runtime::sparse`.
            #[inline]
            fn sparse_jacobian(x: (f64, f64), y: f64) -> other::runtime::sparse::SparseJacobian {
                Self::jacobian_by(
                        x,
                        y,
                        (
                            other::runtime::private::Mode::Automatic,
                            other::runtime::private::FreshJacobian,
                        ),
                    )
                    .1
            }
            #[doc(hidden)]
            #[inline]
            fn jacobian_by<JacobianOut: other::runtime::private::Target>(
                x: (f64, f64),
                y: f64,
                how: (other::runtime::private::Mode, JacobianOut),
            ) -> ((f64, f64), JacobianOut::Filled) {
                other::runtime::private::jacobian::<
                    ((f64, f64),),
                    (f64, f64),
                    _,
                    _,
                >(
                    how,
                    (other::runtime::private::zero_like(&x),),
                    |(x_dot,)| Self::jvp(x, y, ::std::clone::Clone::clone(x_dot)),
                    |seed, (x_bar,)| {
                        let (value, pullback) = Self::pullback(x, y);
                        pullback(
                            seed(&value),
                            ::std::option::Option::Some(x_bar),
                            ::std::option::Option::None,
                        );
                        value
                    },
                )
            }
            /// The function itself.
            #[doc(hidden)]
            #[inline]
            fn value(x: (f64, f64), y: f64) -> (f64, f64) {
                other::runtime::private::same_type::<::core::primitive::f64, f64>();
                other::runtime::written! {
                    Self::COMPILES; [] x, y;
                }
                f(x, y)
            }
            /// Whether making a call once more gives the same, and does nothing else.
            #[doc(hidden)]
            const REPEATABLE: bool = {
                other::runtime::derivatives! {
                    derivatives_of_norm : Undifferentiated 2;
                }
                use norm as derivatives_of_norm;
                type norm_itself = <derivatives_of_norm as other::runtime::private::HasDerivatives<
                    { <derivatives_of_norm as other::runtime::private::Derivatives>::KNOWN },
                >>::Itself;
                norm_itself::REPEATABLE
            };
        }
    "#]].assert_eq(&expanded(
        "wrt(x), crate = other::runtime",
        "fn f(x: (f64, f64), y: f64) -> (f64, f64) {
            let z = if x.0 > y { norm(x.0, x.1) } else { x.1 * y };
            (z, x.0)
        }",
    ));
}
