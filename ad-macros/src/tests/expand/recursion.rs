//! Recursion.

use expect_test::expect;

use crate::tests::support::expanded;

/// A function that calls itself: its pullback is boxed.
#[test]
fn a_recursion() {
    expect![[r#"
        fn power<'x, 'w, T: Real>(x: &'x T, w: &'w [T], n: u32) -> T {
            if n == 0 { w[0] } else { power(x, w, n - 1) }
        }
        /** The derivatives of `power`, as associated functions; and the function as a value, `power {}`.

         They are by `x` and `w`; not by `n`.*/
        #[allow(dead_code, nonstandard_style, missing_debug_implementations)]
        #[derive(Clone, Copy)]
        struct power {}
        #[diagnostic::do_not_recommend]
        #[doc(hidden)]
        impl ::ad_runtime::private::Derivatives for power {}
        #[allow(unused, nonstandard_style, deprecated, private_interfaces, private_bounds)]
        #[allow(non_shorthand_field_patterns, clippy::all, clippy::pedantic)]
        impl power {
            /// The value and the gradient of `power`: the derivatives by `x` and `w`, in this order.
            #[inline]
            fn value_and_grad<'x, 'w, T: Real>(
                x: &'x T,
                w: &'w [T],
                n: u32,
            ) -> (T, (T, ::std::vec::Vec<T>)) {
                let mut x_bar: T = ::ad_runtime::private::zero_like(x);
                let mut w_bar: ::std::vec::Vec<T> = ::ad_runtime::private::zero_like(w);
                let value = Self::accumulate_grad::<T>(x, w, n, &mut x_bar, &mut w_bar);
                (value, (x_bar, w_bar))
            }
            /// The gradient of `power`: the derivatives by `x` and `w`, in this order.
            #[inline]
            fn grad<'x, 'w, T: Real>(x: &'x T, w: &'w [T], n: u32) -> (T, ::std::vec::Vec<T>) {
                Self::value_and_grad::<T>(x, w, n).1
            }
            /** The value of `power`; its gradient is written over the bars. Allocates nothing for the result.

         - `x_bar`: becomes the derivative by `x`
         - `w_bar`: becomes the derivative by `w`; as long as `w`

         # Panics

         Where `power` does, and where a bar is too short.*/
            #[inline]
            fn grad_into<'x, 'w, T: Real>(
                x: &'x T,
                w: &'w [T],
                n: u32,
                x_bar: &mut T,
                w_bar: &mut [T],
            ) -> T {
                ::ad_runtime::private::set_zero(x_bar);
                ::ad_runtime::private::set_zero(w_bar);
                Self::accumulate_grad::<T>(x, w, n, x_bar, w_bar)
            }
            /** The value of `power`; its gradient is added to the bars. Allocates nothing for the result.

         - `x_bar`: the derivative by `x` is added to it
         - `w_bar`: the derivative by `w` is added to it; as long as `w`

         # Panics

         Where `power` does, and where a bar is too short.*/
            fn accumulate_grad<'x, 'w, T: Real>(
                x: &'x T,
                w: &'w [T],
                n: u32,
                x_bar: &mut T,
                w_bar: &mut [T],
            ) -> T {
                ::ad_runtime::derivatives! {
                    derivatives_of_power : Missing 3; derivatives_of_power_2 : Undifferentiated
                    3;
                }
                use power as derivatives_of_power;
                use power as derivatives_of_power_2;
                type power_derivative = <derivatives_of_power as ::ad_runtime::private::HasDerivatives<
                    { <derivatives_of_power as ::ad_runtime::private::Derivatives>::KNOWN },
                >>::Itself;
                type power_itself = <derivatives_of_power_2 as ::ad_runtime::private::HasDerivatives<
                    { <derivatives_of_power_2 as ::ad_runtime::private::Derivatives>::KNOWN },
                >>::Itself;
                let t0 = n == 0;
                let mut saved = ::core::option::Option::None;
                let t4 = if t0 {
                    w[0]
                } else {
                    let (t3, power_pullback) = power_derivative::pullback(x, w, n - 1);
                    saved = ::core::option::Option::Some(power_pullback);
                    t3
                };
                if t0 {
                    w_bar[0] += ::ad_runtime::private::number::<T>(1.0);
                }
                if let ::core::option::Option::Some(power_pullback_1) = saved {
                    power_pullback_1(
                        ::ad_runtime::private::number::<T>(1.0),
                        ::core::option::Option::Some(&mut *x_bar),
                        ::core::option::Option::Some(&mut *w_bar),
                        ::core::option::Option::None,
                    );
                }
                t4
            }
            /// Reverse mode, for callers that are derivatives: a bar or `None` for each parameter.
            #[doc(hidden)]
            #[inline]
            fn pullback<'all, 'x, 'w, T: Real>(
                x: &'x T,
                w: &'w [T],
                n: u32,
            ) -> (
                T,
                impl ::std::ops::FnOnce(
                    T,
                    ::std::option::Option<&mut T>,
                    ::std::option::Option<&mut [T]>,
                    ::std::option::Option<&mut ()>,
                ) + use<'all, 'x, 'w, T>,
            )
            where
                'x: 'all,
                'w: 'all,
                T: 'all,
            {
                ::ad_runtime::derivatives! {
                    derivatives_of_power : Missing 3; derivatives_of_power_2 : Undifferentiated
                    3;
                }
                use power as derivatives_of_power;
                use power as derivatives_of_power_2;
                type power_derivative = <derivatives_of_power as ::ad_runtime::private::HasDerivatives<
                    { <derivatives_of_power as ::ad_runtime::private::Derivatives>::KNOWN },
                >>::Itself;
                type power_itself = <derivatives_of_power_2 as ::ad_runtime::private::HasDerivatives<
                    { <derivatives_of_power_2 as ::ad_runtime::private::Derivatives>::KNOWN },
                >>::Itself;
                let mut saved = ::core::option::Option::None;
                let t4 = if n == 0 {
                    w[0]
                } else {
                    let (t3, power_pullback) = power_derivative::pullback(x, w, n - 1);
                    let power_pullback = ::ad_runtime::kept!(
                        Self, ::ad_runtime::private::Type:: < power_itself > ::new(), kept_3,
                        power_pullback
                    );
                    saved = ::core::option::Option::Some(power_pullback);
                    t3
                };
                let value = t4;
                (
                    value,
                    #[inline(always)]
                    move |
                        value_bar: T,
                        mut x_bar: ::std::option::Option<&mut T>,
                        mut w_bar: ::std::option::Option<&mut [T]>,
                        n_bar: ::std::option::Option<&mut ()>|
                    {
                        if value_bar != ::ad_runtime::private::number::<T>(0.0) {
                            if n == 0 {
                                if let ::core::option::Option::Some(w_bar) = w_bar.as_deref_mut()
                                {
                                    w_bar[0] += value_bar;
                                }
                            }
                            if let ::core::option::Option::Some(power_pullback_1) = saved {
                                power_pullback_1(
                                    value_bar,
                                    x_bar.as_deref_mut(),
                                    match w_bar.as_deref_mut() {
                                        ::core::option::Option::Some(w_bar) => {
                                            ::core::option::Option::Some(&mut *w_bar)
                                        }
                                        ::core::option::Option::None => ::core::option::Option::None,
                                    },
                                    ::core::option::Option::None,
                                );
                            }
                        }
                    },
                )
            }
            /// Reverse mode, for callers that are derivatives: a bar or `None` for each parameter.
            #[doc(hidden)]
            #[inline]
            fn owned_pullback<'all, 'x, 'w, T: Real>(
                x: &'x T,
                w: &'w [T],
                n: u32,
            ) -> (
                T,
                impl ::std::ops::FnOnce(
                    T,
                    ::std::option::Option<&mut T>,
                    ::std::option::Option<&mut [T]>,
                    ::std::option::Option<&mut ()>,
                ) + use<'all, T>,
            )
            where
                T: 'all,
            {
                let kept_x = ::ad_runtime::private::Kept::of(x);
                let kept_w = ::ad_runtime::private::Kept::of(w);
                let value = power::<T>(x, w, n);
                (
                    value,
                    move |
                        value_bar: T,
                        mut x_bar: ::std::option::Option<&mut T>,
                        mut w_bar: ::std::option::Option<&mut [T]>,
                        n_bar: ::std::option::Option<&mut ()>|
                    {
                        let x = kept_x.get();
                        let w = kept_w.get();
                        let (_, pullback) = Self::pullback::<T>(x, w, n);
                        pullback(value_bar, x_bar, w_bar, n_bar)
                    },
                )
            }
            /** The value of `power` and its pullback, from the result's cotangent to the arguments': reverse mode.

         The pullback takes the cotangent of the value. It returns the derivatives by `x` and `w`, in this order.*/
            #[inline]
            fn vjp<'all, 'x, 'w, T: Real>(
                x: &'x T,
                w: &'w [T],
                n: u32,
            ) -> (
                T,
                impl ::std::ops::FnOnce(T) -> (T, ::std::vec::Vec<T>) + use<'all, 'x, 'w, T>,
            )
            where
                'x: 'all,
                'w: 'all,
                T: 'all,
            {
                let mut x_bar: T = ::ad_runtime::private::zero_like(x);
                let mut w_bar: ::std::vec::Vec<T> = ::ad_runtime::private::zero_like(w);
                let (value, pullback) = Self::pullback::<T>(x, w, n);
                (
                    value,
                    move |value_bar: T| {
                        pullback(
                            value_bar,
                            ::std::option::Option::Some(&mut x_bar),
                            ::std::option::Option::Some(&mut w_bar),
                            ::std::option::Option::None,
                        );
                        (x_bar, w_bar)
                    },
                )
            }
            /// The Jacobian of `power` by `x` and `w`, by the mode that suits its shape. See `ad_runtime::jacobian`.
            #[inline]
            fn jacobian<'x, 'w, T: Real>(
                x: &'x T,
                w: &'w [T],
                n: u32,
            ) -> <(T, ::std::vec::Vec<T>) as ::ad_runtime::private::Jacobian<T>>::Matrix
            where
                for<'any> (T, ::std::vec::Vec<T>): ::ad_runtime::private::Jacobian<T>,
            {
                Self::jacobian_by::<
                    T,
                    _,
                >(
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
            /// The Jacobian of `power` by `x` and `w`: reverse mode, row by row. See `ad_runtime::jacobian`.
            #[inline]
            fn jacobian_reverse<'x, 'w, T: Real>(
                x: &'x T,
                w: &'w [T],
                n: u32,
            ) -> <(T, ::std::vec::Vec<T>) as ::ad_runtime::private::Jacobian<T>>::Matrix
            where
                for<'any> (T, ::std::vec::Vec<T>): ::ad_runtime::private::Jacobian<T>,
            {
                Self::jacobian_by::<
                    T,
                    _,
                >(
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
            /// The value and the Jacobian of `power` by `x` and `w`, by the mode that suits its shape. See `ad_runtime::jacobian`.
            #[inline]
            fn value_and_jacobian<'x, 'w, T: Real>(
                x: &'x T,
                w: &'w [T],
                n: u32,
            ) -> (T, <(T, ::std::vec::Vec<T>) as ::ad_runtime::private::Jacobian<T>>::Matrix)
            where
                for<'any> (T, ::std::vec::Vec<T>): ::ad_runtime::private::Jacobian<T>,
            {
                Self::jacobian_by::<
                    T,
                    _,
                >(
                    x,
                    w,
                    n,
                    (::ad_runtime::private::Mode::Reverse, ::ad_runtime::private::Fresh::new()),
                )
            }
            /// The Jacobian of `power` by `x` and `w` is written into `out`, a matrix or its rows one after the other; the value is returned. See `ad_runtime::jacobian`.
            #[inline]
            fn jacobian_into<'x, 'w, T: Real, JacobianOut: ::ad_runtime::private::Target>(
                x: &'x T,
                w: &'w [T],
                n: u32,
                out: JacobianOut,
            ) -> T
            where
                for<'any> (T, ::std::vec::Vec<T>): ::ad_runtime::private::Inputs<T>,
            {
                Self::jacobian_by::<T, _>(x, w, n, (::ad_runtime::private::Mode::Reverse, out)).0
            }
            /// The sparse Jacobian of `power` by `x` and `w`: where it has entries, and these. See `ad_runtime::sparse`.
            #[inline]
            fn sparse_jacobian<'x, 'w, T: Real>(
                x: &'x T,
                w: &'w [T],
                n: u32,
            ) -> ::ad_runtime::sparse::SparseJacobian
            where
                for<'any> (T, ::std::vec::Vec<T>): ::ad_runtime::private::Inputs<T>,
            {
                Self::jacobian_by::<
                    T,
                    _,
                >(
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
            fn jacobian_by<'x, 'w, T: Real, JacobianOut: ::ad_runtime::private::Target>(
                x: &'x T,
                w: &'w [T],
                n: u32,
                how: (::ad_runtime::private::Mode, JacobianOut),
            ) -> (T, JacobianOut::Filled)
            where
                for<'any> (T, ::std::vec::Vec<T>): ::ad_runtime::private::Inputs<T>,
            {
                ::ad_runtime::private::jacobian::<
                    (T, ::std::vec::Vec<T>),
                    T,
                    _,
                    _,
                >(
                    how,
                    (::ad_runtime::private::zero_like(x), ::ad_runtime::private::zero_like(w)),
                    |_| ::ad_runtime::private::no_mode(),
                    |seed, (x_bar, w_bar)| {
                        let (value, pullback) = Self::pullback::<T>(x, w, n);
                        pullback(
                            seed(&value),
                            ::std::option::Option::Some(x_bar),
                            ::std::option::Option::Some(w_bar),
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
            fn value<'x, 'w, T: Real>(x: &'x T, w: &'w [T], n: u32) -> T {
                ::ad_runtime::private::same_type::<::core::primitive::u32, u32>();
                power::<T>(x, w, n)
            }
            /// Whether making a call once more gives the same, and does nothing else.
            #[doc(hidden)]
            const REPEATABLE: bool = true;
        }
    "#]].assert_eq(&expanded(
        "reverse",
        "fn power<'x, 'w, T: Real>(x: &'x T, w: &'w [T], n: u32) -> T { if n == 0 { w[0] } else { power(x, w, n - 1) } }",
    ));
}
