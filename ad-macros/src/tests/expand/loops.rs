//! A loop.

use expect_test::expect;

use crate::tests::support::expanded;

#[test]
fn a_loop_over_a_slice() {
    expect![[r#"
        fn product(x: &[f64], w: &[f64], n: usize) -> f64 {
            let mut p = 1.0;
            for i in 0..n {
                p *= (x[i] * w[i]).sin();
            }
            p
        }
        /** The derivatives of `product`, as associated functions; and the function as a value, `product {}`.

         They are by `x`; not by `w` and `n`.*/
        #[allow(dead_code, nonstandard_style, missing_debug_implementations)]
        #[derive(Clone, Copy)]
        struct product {}
        #[diagnostic::do_not_recommend]
        #[doc(hidden)]
        impl ::ad_runtime::private::Derivatives for product {
            const SCALAR: bool = true;
        }
        #[allow(unused, nonstandard_style, deprecated, private_interfaces, private_bounds)]
        #[allow(non_shorthand_field_patterns, clippy::all, clippy::pedantic)]
        impl product {
            /// Whether the function itself compiles.
            #[doc(hidden)]
            #[cfg(debug_assertions)]
            const COMPILES: bool = {
                let _ = |x: &[f64], w: &[f64], n: usize| -> f64 {
                    let mut p = 1.0;
                    for i in 0..n {
                        p *= (x[i] * w[i]).sin();
                    }
                    p
                };
                true
            };
            /// Only builds with debug assertions look.
            #[doc(hidden)]
            #[cfg(not(debug_assertions))]
            const COMPILES: bool = true;
            /// The value and the gradient of `product`: the derivative by `x`.
            #[inline]
            fn value_and_grad(x: &[f64], w: &[f64], n: usize) -> (f64, ::std::vec::Vec<f64>) {
                let mut x_bar: ::std::vec::Vec<f64> = ::ad_runtime::private::zero_like(x);
                let value = Self::accumulate_grad(x, w, n, &mut x_bar);
                (value, x_bar)
            }
            /// The gradient of `product`: the derivative by `x`.
            #[inline]
            fn grad(x: &[f64], w: &[f64], n: usize) -> ::std::vec::Vec<f64> {
                Self::value_and_grad(x, w, n).1
            }
            /** The value of `product`; its gradient is written over the bars. Allocates nothing for the result.

         - `x_bar`: becomes the derivative by `x`; as long as `x`

         # Panics

         Where `product` does, and where a bar is too short.*/
            #[inline]
            fn grad_into(x: &[f64], w: &[f64], n: usize, x_bar: &mut [f64]) -> f64 {
                ::ad_runtime::private::set_zero(x_bar);
                Self::accumulate_grad(x, w, n, x_bar)
            }
            /** The value of `product`; its gradient is added to the bars. Allocates nothing for the result.

         - `x_bar`: the derivative by `x` is added to it; as long as `x`

         # Panics

         Where `product` does, and where a bar is too short.*/
            fn accumulate_grad(x: &[f64], w: &[f64], n: usize, x_bar: &mut [f64]) -> f64 {
                ::ad_runtime::written! {
                    Self::COMPILES; [] x, w, n, x_bar;
                }
                let mut p = 1.0;
                let mut saved = ::std::vec::Vec::with_capacity(
                    ::core::iter::Iterator::size_hint(&(0..n)).0,
                );
                for i in 0..n {
                    let t3 = (x[i] * w[i]).sin();
                    let t5 = p;
                    p = t5 * t3;
                    ::std::vec::Vec::push(&mut saved, (t3, t5));
                }
                let mut p_bar = 1.0;
                for i_1 in (0..n).rev() {
                    let (t15, t16) = ::std::vec::Vec::pop(&mut saved)
                        .expect("one record for each iteration");
                    let t18 = w[i_1];
                    let t8 = p_bar;
                    p_bar = t8 * t15;
                    x_bar[i_1]
                        += ::ad_runtime::prim::sin::times_dx(x[i_1] * t18, t8 * t16) * t18;
                }
                p
            }
            /// Reverse mode, for callers that are derivatives: a bar or `None` for each parameter.
            #[doc(hidden)]
            #[inline]
            fn pullback<'a>(
                x: &'a [f64],
                w: &'a [f64],
                n: usize,
            ) -> (
                f64,
                impl ::std::ops::FnOnce(
                    f64,
                    ::std::option::Option<&mut [f64]>,
                    ::std::option::Option<&mut [f64]>,
                    ::std::option::Option<&mut ()>,
                ) + use<'a>,
            ) {
                ::ad_runtime::written! {
                    Self::COMPILES; [] x, w, n;
                }
                let mut p = 1.0;
                let mut saved = ::std::vec::Vec::with_capacity(
                    ::core::iter::Iterator::size_hint(&(0..n)).0,
                );
                for i in 0..n {
                    let t3 = (x[i] * w[i]).sin();
                    let t5 = p;
                    p = t5 * t3;
                    ::std::vec::Vec::push(&mut saved, (t3, t5));
                }
                let t4 = p;
                let value = t4;
                (
                    value,
                    move |
                        value_bar: f64,
                        mut x_bar: ::std::option::Option<&mut [f64]>,
                        w_bar: ::std::option::Option<&mut [f64]>,
                        n_bar: ::std::option::Option<&mut ()>|
                    {
                        ::ad_runtime::written! {
                            Self::COMPILES; [] value_bar, w_bar, n_bar; x_bar
                        }
                        if value_bar != 0.0 {
                            let mut p_bar = value_bar;
                            for i_1 in (0..n).rev() {
                                let (t15, t16) = ::std::vec::Vec::pop(&mut saved)
                                    .expect("one record for each iteration");
                                let t18 = w[i_1];
                                let t8 = p_bar;
                                p_bar = t8 * t15;
                                if let ::core::option::Option::Some(x_bar) = x_bar.as_deref_mut()
                                {
                                    x_bar[i_1]
                                        += ::ad_runtime::prim::sin::times_dx(x[i_1] * t18, t8 * t16)
                                            * t18;
                                }
                            }
                        }
                    },
                )
            }
            /// Reverse mode, for callers that are derivatives: a bar or `None` for each parameter.
            #[doc(hidden)]
            #[inline]
            fn owned_pullback<'a>(
                x: &'a [f64],
                w: &'a [f64],
                n: usize,
            ) -> (
                f64,
                impl ::std::ops::FnOnce(
                    f64,
                    ::std::option::Option<&mut [f64]>,
                    ::std::option::Option<&mut [f64]>,
                    ::std::option::Option<&mut ()>,
                ) + use<>,
            ) {
                ::ad_runtime::written! {
                    Self::COMPILES; [] x, w, n;
                }
                let kept_x = ::ad_runtime::private::Kept::of(x);
                let kept_w = ::ad_runtime::private::Kept::of(w);
                let value = product(x, w, n);
                (
                    value,
                    move |
                        value_bar: f64,
                        mut x_bar: ::std::option::Option<&mut [f64]>,
                        w_bar: ::std::option::Option<&mut [f64]>,
                        n_bar: ::std::option::Option<&mut ()>|
                    {
                        let x = kept_x.get();
                        let w = kept_w.get();
                        let (_, pullback) = Self::pullback(x, w, n);
                        pullback(value_bar, x_bar, w_bar, n_bar)
                    },
                )
            }
            /** The value of `product` and its pullback, from the result's cotangent to the arguments': reverse mode.

         The pullback takes the cotangent of the value. It returns the derivative by `x`.*/
            #[inline]
            fn vjp<'a>(
                x: &'a [f64],
                w: &'a [f64],
                n: usize,
            ) -> (f64, impl ::std::ops::FnOnce(f64) -> ::std::vec::Vec<f64> + use<'a>) {
                let mut x_bar: ::std::vec::Vec<f64> = ::ad_runtime::private::zero_like(x);
                let (value, pullback) = Self::pullback(x, w, n);
                (
                    value,
                    move |value_bar: f64| {
                        pullback(
                            value_bar,
                            ::std::option::Option::Some(&mut x_bar),
                            ::std::option::Option::None,
                            ::std::option::Option::None,
                        );
                        x_bar
                    },
                )
            }
            /// The Jacobian of `product` by `x`, by the mode that suits its shape. See `ad_runtime::jacobian`.
            #[inline]
            fn jacobian(x: &[f64], w: &[f64], n: usize) -> ::ad_runtime::ndarray::Array2<f64> {
                Self::jacobian_by(
                        x,
                        w,
                        n,
                        (
                            ::ad_runtime::private::Mode::Reverse,
                            ::ad_runtime::private::Fresh::new(),
                        ),
                    )
                    .1
            }
            /// The Jacobian of `product` by `x`: reverse mode, row by row. See `ad_runtime::jacobian`.
            #[inline]
            fn jacobian_reverse(
                x: &[f64],
                w: &[f64],
                n: usize,
            ) -> ::ad_runtime::ndarray::Array2<f64> {
                Self::jacobian_by(
                        x,
                        w,
                        n,
                        (
                            ::ad_runtime::private::Mode::Reverse,
                            ::ad_runtime::private::Fresh::new(),
                        ),
                    )
                    .1
            }
            /// The value and the Jacobian of `product` by `x`, by the mode that suits its shape. See `ad_runtime::jacobian`.
            #[inline]
            fn value_and_jacobian(
                x: &[f64],
                w: &[f64],
                n: usize,
            ) -> (f64, ::ad_runtime::ndarray::Array2<f64>) {
                Self::jacobian_by(
                    x,
                    w,
                    n,
                    (::ad_runtime::private::Mode::Reverse, ::ad_runtime::private::Fresh::new()),
                )
            }
            /// The Jacobian of `product` by `x` is written into `out`, a matrix or its rows one after the other; the value is returned. See `ad_runtime::jacobian`.
            #[inline]
            fn jacobian_into<JacobianOut: ::ad_runtime::private::Target>(
                x: &[f64],
                w: &[f64],
                n: usize,
                out: JacobianOut,
            ) -> f64 {
                Self::jacobian_by(x, w, n, (::ad_runtime::private::Mode::Reverse, out)).0
            }
            /// The sparse Jacobian of `product` by `x`: where it has entries, and these. See `ad_runtime::sparse`.
            #[inline]
            fn sparse_jacobian(
                x: &[f64],
                w: &[f64],
                n: usize,
            ) -> ::ad_runtime::sparse::SparseJacobian {
                Self::jacobian_by(
                        x,
                        w,
                        n,
                        (
                            ::ad_runtime::private::Mode::Reverse,
                            ::ad_runtime::private::FreshJacobian,
                        ),
                    )
                    .1
            }
            #[doc(hidden)]
            #[inline]
            fn jacobian_by<JacobianOut: ::ad_runtime::private::Target>(
                x: &[f64],
                w: &[f64],
                n: usize,
                how: (::ad_runtime::private::Mode, JacobianOut),
            ) -> (f64, JacobianOut::Filled) {
                ::ad_runtime::private::jacobian::<
                    (::std::vec::Vec<f64>,),
                    f64,
                    _,
                    _,
                >(
                    how,
                    (::ad_runtime::private::zero_like(x),),
                    |_| ::ad_runtime::private::no_mode(),
                    |seed, (x_bar,)| {
                        let (value, pullback) = Self::pullback(x, w, n);
                        pullback(
                            seed(&value),
                            ::std::option::Option::Some(x_bar),
                            ::std::option::Option::None,
                            ::std::option::Option::None,
                        );
                        value
                    },
                )
            }
            /// The missing mode: a call fails with a message.
            #[doc(hidden)]
            fn tangent<A0, A1, A2, D0, D1, D2>(
                _: A0,
                _: A1,
                _: A2,
                _: D0,
                _: D1,
                _: D2,
            ) -> <() as ::ad_runtime::private::ForwardMode>::Derivative
            where
                for<'any> (): ::ad_runtime::private::ForwardMode,
            {
                ::std::unreachable!("the bound never holds")
            }
            /// The function itself.
            #[doc(hidden)]
            #[inline]
            fn value(x: &[f64], w: &[f64], n: usize) -> f64 {
                ::ad_runtime::private::same_type::<::core::primitive::f64, f64>();
                ::ad_runtime::private::same_type::<::core::primitive::usize, usize>();
                ::ad_runtime::written! {
                    Self::COMPILES; [] x, w, n;
                }
                product(x, w, n)
            }
            /// Whether making a call once more gives the same, and does nothing else.
            #[doc(hidden)]
            const REPEATABLE: bool = true;
        }
    "#]].assert_eq(&expanded(
        "reverse",
        "fn product(x: &[f64], #[constant] w: &[f64], n: usize) -> f64 {
            let mut p = 1.0;
            for i in 0..n { p *= (x[i] * w[i]).sin(); }
            p
        }",
    ));
}
