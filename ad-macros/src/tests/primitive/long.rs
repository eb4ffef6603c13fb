//! The long form: a rule for several arguments.

use expect_test::expect;

use super::expanded;
use crate::tests::support::jacobians::without_jacobians;

/// The long form: its arguments, and a function.
pub(super) const LONG: [&str; 2] = [
    "bprop = rules::norm_bprop, crate = other::ad",
    "fn norm<T: Real>(x: &[T], v: Vec<T>, f: impl Fn(T) -> T) -> Vec<T> { body() }",
];

#[test]
fn long_form() {
    expect![[r#"
        fn norm<T: Real>(x: &[T], v: Vec<T>, f: impl Fn(T) -> T) -> Vec<T> {
            body()
        }
        /** The derivatives of `norm`, as associated functions; and the function as a value, `norm {}`.

         They are by `x` and `v`; not by `f`.*/
        #[allow(dead_code, nonstandard_style, missing_debug_implementations)]
        #[derive(Clone, Copy)]
        struct norm {}
        #[diagnostic::do_not_recommend]
        #[doc(hidden)]
        impl other::ad::private::Derivatives for norm {}
        #[allow(unused, nonstandard_style, deprecated, private_interfaces, private_bounds)]
        #[allow(non_shorthand_field_patterns, clippy::all, clippy::pedantic)]
        impl norm {
            /// The value and the gradient of `norm`: the derivatives by `x` and `v`, in this order.
            #[inline]
            fn value_and_grad<T: Real, Impl1: Fn(T) -> T>(
                x: &[T],
                v: Vec<T>,
                f: Impl1,
            ) -> (Vec<T>, (::std::vec::Vec<T>, ::std::vec::Vec<T>))
            where
                for<'any> Vec<T>: other::ad::private::OneFloat<::std::vec::Vec<T>>,
            {
                let mut x_bar: ::std::vec::Vec<T> = other::ad::private::zero_like(x);
                let mut v_bar: ::std::vec::Vec<T> = other::ad::private::zero_like(&v);
                let value = Self::accumulate_grad::<T, Impl1>(x, v, f, &mut x_bar, &mut v_bar);
                (value, (x_bar, v_bar))
            }
            /// The gradient of `norm`: the derivatives by `x` and `v`, in this order.
            #[inline]
            fn grad<T: Real, Impl1: Fn(T) -> T>(
                x: &[T],
                v: Vec<T>,
                f: Impl1,
            ) -> (::std::vec::Vec<T>, ::std::vec::Vec<T>)
            where
                for<'any> Vec<T>: other::ad::private::OneFloat<::std::vec::Vec<T>>,
            {
                Self::value_and_grad::<T, Impl1>(x, v, f).1
            }
            /** The value of `norm`; its gradient is written over the bars. Allocates nothing for the result.

         - `x_bar`: becomes the derivative by `x`; as long as `x`
         - `v_bar`: becomes the derivative by `v`; as long as `v`

         # Panics

         Where `norm` does, and where a bar is too short.*/
            #[inline]
            fn grad_into<T: Real, Impl1: Fn(T) -> T>(
                x: &[T],
                v: Vec<T>,
                f: Impl1,
                x_bar: &mut [T],
                v_bar: &mut [T],
            ) -> Vec<T>
            where
                for<'any> Vec<T>: other::ad::private::OneFloat<::std::vec::Vec<T>>,
            {
                other::ad::private::set_zero(x_bar);
                other::ad::private::set_zero(v_bar);
                Self::accumulate_grad::<T, Impl1>(x, v, f, x_bar, v_bar)
            }
            /** The value of `norm`; its gradient is added to the bars. Allocates nothing for the result.

         - `x_bar`: the derivative by `x` is added to it; as long as `x`
         - `v_bar`: the derivative by `v` is added to it; as long as `v`

         # Panics

         Where `norm` does, and where a bar is too short.*/
            fn accumulate_grad<T: Real, Impl1: Fn(T) -> T>(
                x: &[T],
                v: Vec<T>,
                f: Impl1,
                x_bar: &mut [T],
                v_bar: &mut [T],
            ) -> Vec<T>
            where
                for<'any> Vec<T>: other::ad::private::OneFloat<::std::vec::Vec<T>>,
            {
                let (value, pullback) = Self::pullback::<T, Impl1>(x, v, f);
                pullback(
                    other::ad::private::OneFloat::seed(&value),
                    ::std::option::Option::Some(x_bar),
                    ::std::option::Option::Some(v_bar),
                    ::std::option::Option::None,
                );
                value
            }
            /// Reverse mode, for callers that are derivatives: a bar or `None` for each parameter.
            #[doc(hidden)]
            #[inline]
            fn pullback<'all, 'a, T: Real, Impl1: Fn(T) -> T>(
                x: &'a [T],
                v: Vec<T>,
                f: Impl1,
            ) -> (
                Vec<T>,
                impl ::std::ops::FnOnce(
                    ::std::vec::Vec<T>,
                    ::std::option::Option<&mut [T]>,
                    ::std::option::Option<&mut [T]>,
                    ::std::option::Option<&mut ()>,
                ) + use<'all, 'a, T, Impl1>,
            )
            where
                'a: 'all,
                Impl1: 'all,
            {
                let value = norm::<
                    T,
                >(x, ::std::clone::Clone::clone(&v), ::std::clone::Clone::clone(&f));
                let kept = ::std::clone::Clone::clone(&value);
                (
                    value,
                    move |
                        value_bar: ::std::vec::Vec<T>,
                        mut x_bar: ::std::option::Option<&mut [T]>,
                        mut v_bar: ::std::option::Option<&mut [T]>,
                        f_bar: ::std::option::Option<&mut ()>|
                    {
                        if x_bar.is_some() || v_bar.is_some() {
                            let (cotangent0, cotangent1) = rules::norm_bprop(
                                x,
                                &v,
                                &f,
                                &kept,
                                &value_bar,
                            );
                            if let ::std::option::Option::Some(x_bar) = x_bar {
                                other::ad::private::accumulate(x_bar, cotangent0);
                            }
                            if let ::std::option::Option::Some(v_bar) = v_bar {
                                other::ad::private::accumulate(v_bar, cotangent1);
                            }
                        }
                    },
                )
            }
            /// Reverse mode, for callers that are derivatives: a bar or `None` for each parameter.
            #[doc(hidden)]
            #[inline]
            fn owned_pullback<'all, 'a, T: Real, Impl1: Fn(T) -> T>(
                x: &'a [T],
                v: Vec<T>,
                f: Impl1,
            ) -> (
                Vec<T>,
                impl ::std::ops::FnOnce(
                    ::std::vec::Vec<T>,
                    ::std::option::Option<&mut [T]>,
                    ::std::option::Option<&mut [T]>,
                    ::std::option::Option<&mut ()>,
                ) + use<'all, T, Impl1>,
            )
            where
                Impl1: 'all,
                for<'any> [T]: ::std::borrow::ToOwned,
            {
                let owned = (other::ad::private::Kept::of(x),);
                {
                    let value = norm::<
                        T,
                    >(x, ::std::clone::Clone::clone(&v), ::std::clone::Clone::clone(&f));
                    let kept = ::std::clone::Clone::clone(&value);
                    (
                        value,
                        move |
                            value_bar: ::std::vec::Vec<T>,
                            mut x_bar: ::std::option::Option<&mut [T]>,
                            mut v_bar: ::std::option::Option<&mut [T]>,
                            f_bar: ::std::option::Option<&mut ()>|
                        {
                            let (kept_x,) = &owned;
                            let x = kept_x.get();
                            if x_bar.is_some() || v_bar.is_some() {
                                let (cotangent0, cotangent1) = rules::norm_bprop(
                                    x,
                                    &v,
                                    &f,
                                    &kept,
                                    &value_bar,
                                );
                                if let ::std::option::Option::Some(x_bar) = x_bar {
                                    other::ad::private::accumulate(x_bar, cotangent0);
                                }
                                if let ::std::option::Option::Some(v_bar) = v_bar {
                                    other::ad::private::accumulate(v_bar, cotangent1);
                                }
                            }
                        },
                    )
                }
            }
            /** The value of `norm` and its pullback, from the result's cotangent to the arguments': reverse mode.

         The pullback takes the cotangent of the value. It returns the derivatives by `x` and `v`, in this order.*/
            #[inline]
            fn vjp<'all, 'a, T: Real, Impl1: Fn(T) -> T>(
                x: &'a [T],
                v: Vec<T>,
                f: Impl1,
            ) -> (
                Vec<T>,
                impl ::std::ops::FnOnce(
                    ::std::vec::Vec<T>,
                ) -> (::std::vec::Vec<T>, ::std::vec::Vec<T>) + use<'all, 'a, T, Impl1>,
            )
            where
                'a: 'all,
                Impl1: 'all,
            {
                let mut x_bar: ::std::vec::Vec<T> = other::ad::private::zero_like(x);
                let mut v_bar: ::std::vec::Vec<T> = other::ad::private::zero_like(&v);
                let (value, pullback) = Self::pullback::<T, Impl1>(x, v, f);
                (
                    value,
                    move |value_bar: ::std::vec::Vec<T>| {
                        pullback(
                            value_bar,
                            ::std::option::Option::Some(&mut x_bar),
                            ::std::option::Option::Some(&mut v_bar),
                            ::std::option::Option::None,
                        );
                        (x_bar, v_bar)
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
            ) -> <() as other::ad::private::ForwardMode>::Derivative
            where
                for<'any> (): other::ad::private::ForwardMode,
            {
                ::std::unreachable!("the bound never holds")
            }
            /// The function itself.
            #[doc(hidden)]
            #[inline]
            fn value<T: Real, Impl1: Fn(T) -> T>(x: &[T], v: Vec<T>, f: Impl1) -> Vec<T> {
                norm::<T>(x, v, f)
            }
            /// Whether making a call once more gives the same, and does nothing else.
            #[doc(hidden)]
            const REPEATABLE: bool = false;
            #[doc(hidden)]
            #[inline]
            fn named_2<T: Real, Value, Function>(value: Value, function: Function) -> Value
            where
                Value: ::std::ops::Fn(T) -> T,
            {
                value
            }
            #[doc(hidden)]
            #[inline]
            fn captures_2<Captured: other::ad::private::CapturesNothing>(
                captured: other::ad::private::Captured<Captured>,
            ) -> other::ad::private::Captured<Captured> {
                captured
            }
            #[doc(hidden)]
            #[inline]
            fn closure_2<
                T: Real,
                Beside0,
                Beside2,
                Captured,
                Value,
                Pullback,
                Kept,
                const REPEATABLE: bool,
            >(
                _: (
                    other::ad::private::Captured<Captured>,
                    other::ad::private::Repeats<REPEATABLE>,
                    (
                        other::ad::private::Type<Beside0>,
                        other::ad::private::Type<Vec<T>>,
                        Beside2,
                    ),
                ),
                value: Value,
                pullback: Pullback,
            ) -> other::ad::private::PassedFunction<Value>
            where
                Beside0: other::ad::private::ItemsOf<Item = T> + ?::core::marker::Sized,
                Value: ::std::ops::Fn(T) -> T,
                Pullback: ::std::ops::Fn(T) -> (T, Kept),
                Kept: ::std::ops::FnOnce(
                    T,
                    ::std::option::Option<&mut Captured>,
                    ::std::option::Option<&mut T>,
                ),
            {
                other::ad::private::PassedFunction(value)
            }
            #[doc(hidden)]
            #[inline]
            fn dual_2<T: Real, Beside0, Beside2, Captured, Value, Dual, const REPEATABLE: bool>(
                _: (
                    other::ad::private::Captured<Captured>,
                    other::ad::private::Repeats<REPEATABLE>,
                    (
                        other::ad::private::Type<Beside0>,
                        other::ad::private::Type<Vec<T>>,
                        Beside2,
                    ),
                ),
                value: Value,
                dual: Dual,
            ) -> other::ad::private::PassedFunction<Value>
            where
                Beside0: other::ad::private::ItemsOf<Item = T> + ?::core::marker::Sized,
                Value: ::std::ops::Fn(T) -> T,
                Dual: ::std::ops::Fn(T, ::std::option::Option<T>) -> (T, T),
            {
                other::ad::private::PassedFunction(value)
            }
        }
        impl other::ad::FunctionValue for norm {
            type Captured = ();
            const REPEATABLE: bool = Self::REPEATABLE;
        }
        #[diagnostic::do_not_recommend]
        impl other::ad::private::Known for norm {
            type Itself = Self;
            #[inline]
            fn itself(self) -> Self {
                self
            }
        }
    "#]]
    .assert_eq(&without_jacobians(&expanded(LONG)));
}
