//! Three complete expansions, for people to read.

mod calls;
mod loops;
mod method_jacobians;
mod methods;
mod recursion;
mod traits;

use expect_test::expect;

use super::support::expanded;

#[test]
fn a_scalar_function() {
    expect![[r#"
        pub fn rosenbrock(x: f64, y: f64) -> f64 {
            (1.0 - x).powi(2) + 100.0 * (y - x * x).powi(2)
        }
        /** The derivatives of `rosenbrock`, as associated functions; and the function as a value, `rosenbrock {}`.

         They are by `x` and `y`.*/
        #[allow(dead_code, nonstandard_style, missing_debug_implementations)]
        #[derive(Clone, Copy)]
        pub struct rosenbrock {}
        #[diagnostic::do_not_recommend]
        #[doc(hidden)]
        impl ::ad_runtime::private::Derivatives for rosenbrock {
            const SCALAR: bool = true;
        }
        #[allow(unused, nonstandard_style, deprecated, private_interfaces, private_bounds)]
        #[allow(non_shorthand_field_patterns, clippy::all, clippy::pedantic)]
        impl rosenbrock {
            /// Whether the function itself compiles.
            #[doc(hidden)]
            #[cfg(debug_assertions)]
            const COMPILES: bool = {
                let _ = |x: f64, y: f64| -> f64 {
                    (1.0 - x).powi(2) + 100.0 * (y - x * x).powi(2)
                };
                true
            };
            /// Only builds with debug assertions look.
            #[doc(hidden)]
            #[cfg(not(debug_assertions))]
            const COMPILES: bool = true;
            /// The value and the gradient of `rosenbrock`: the derivatives by `x` and `y`, in this order.
            #[inline]
            pub fn value_and_grad(x: f64, y: f64) -> (f64, (f64, f64)) {
                let mut x_bar: f64 = ::ad_runtime::private::zero_like(&x);
                let mut y_bar: f64 = ::ad_runtime::private::zero_like(&y);
                let value = Self::accumulate_grad(x, y, &mut x_bar, &mut y_bar);
                (value, (x_bar, y_bar))
            }
            /// The gradient of `rosenbrock`: the derivatives by `x` and `y`, in this order.
            #[inline]
            pub fn grad(x: f64, y: f64) -> (f64, f64) {
                Self::value_and_grad(x, y).1
            }
            /** The value of `rosenbrock`; its gradient is written over the bars. Allocates nothing for the result.

         - `x_bar`: becomes the derivative by `x`
         - `y_bar`: becomes the derivative by `y`

         # Panics

         Where `rosenbrock` does.*/
            #[inline]
            pub fn grad_into(x: f64, y: f64, x_bar: &mut f64, y_bar: &mut f64) -> f64 {
                ::ad_runtime::private::set_zero(x_bar);
                ::ad_runtime::private::set_zero(y_bar);
                Self::accumulate_grad(x, y, x_bar, y_bar)
            }
            /** The value of `rosenbrock`; its gradient is added to the bars. Allocates nothing for the result.

         - `x_bar`: the derivative by `x` is added to it
         - `y_bar`: the derivative by `y` is added to it

         # Panics

         Where `rosenbrock` does.*/
            pub fn accumulate_grad(x: f64, y: f64, x_bar: &mut f64, y_bar: &mut f64) -> f64 {
                ::ad_runtime::written! {
                    Self::COMPILES; [] x, y, x_bar, y_bar;
                }
                let t0 = 1.0 - x;
                let t3 = y - x * x;
                let t3_bar = ::ad_runtime::prim::powi::times_dx(t3, 2, 100.0);
                let mut x_bar_1 = 2.0 * (-t3_bar * x);
                x_bar_1 -= ::ad_runtime::prim::powi::times_dx(t0, 2, 1.0);
                *x_bar += x_bar_1;
                *y_bar += t3_bar;
                t0.powi(2) + 100.0 * t3.powi(2)
            }
            /// Reverse mode, for callers that are derivatives: a bar or `None` for each parameter.
            #[doc(hidden)]
            #[inline]
            pub fn pullback(
                x: f64,
                y: f64,
            ) -> (
                f64,
                impl ::std::ops::FnOnce(
                    f64,
                    ::std::option::Option<&mut f64>,
                    ::std::option::Option<&mut f64>,
                ) + use<>,
            ) {
                ::ad_runtime::written! {
                    Self::COMPILES; [] x, y;
                }
                let t6 = (1.0 - x).powi(2) + 100.0 * (y - x * x).powi(2);
                let value = t6;
                (
                    value,
                    #[inline(always)]
                    move |
                        value_bar: f64,
                        mut x_bar: ::std::option::Option<&mut f64>,
                        mut y_bar: ::std::option::Option<&mut f64>|
                    {
                        ::ad_runtime::written! {
                            Self::COMPILES; [] value_bar; x_bar, y_bar
                        }
                        if value_bar != 0.0 {
                            let t3_bar = ::ad_runtime::prim::powi::times_dx(
                                y - x * x,
                                2,
                                value_bar * 100.0,
                            );
                            let mut x_bar_1 = 2.0 * (-t3_bar * x);
                            x_bar_1 -= ::ad_runtime::prim::powi::times_dx(1.0 - x, 2, value_bar);
                            if let ::core::option::Option::Some(x_bar) = x_bar.as_deref_mut() {
                                *x_bar += x_bar_1;
                            }
                            if let ::core::option::Option::Some(y_bar) = y_bar.as_deref_mut() {
                                *y_bar += t3_bar;
                            }
                        }
                    },
                )
            }
            /// Reverse mode, for callers that are derivatives: a bar or `None` for each parameter.
            #[doc(hidden)]
            #[inline]
            pub fn owned_pullback(
                x: f64,
                y: f64,
            ) -> (
                f64,
                impl ::std::ops::FnOnce(
                    f64,
                    ::std::option::Option<&mut f64>,
                    ::std::option::Option<&mut f64>,
                ) + use<>,
            ) {
                Self::pullback(x, y)
            }
            /** The value of `rosenbrock` and its pullback, from the result's cotangent to the arguments': reverse mode.

         The pullback takes the cotangent of the value. It returns the derivatives by `x` and `y`, in this order.*/
            #[inline]
            pub fn vjp(
                x: f64,
                y: f64,
            ) -> (f64, impl ::std::ops::FnOnce(f64) -> (f64, f64) + use<>) {
                let mut x_bar: f64 = ::ad_runtime::private::zero_like(&x);
                let mut y_bar: f64 = ::ad_runtime::private::zero_like(&y);
                let (value, pullback) = Self::pullback(x, y);
                (
                    value,
                    move |value_bar: f64| {
                        pullback(
                            value_bar,
                            ::std::option::Option::Some(&mut x_bar),
                            ::std::option::Option::Some(&mut y_bar),
                        );
                        (x_bar, y_bar)
                    },
                )
            }
            /// Forward mode, for callers that are derivatives: a dot or `None` for each parameter.
            #[doc(hidden)]
            #[inline]
            pub fn tangent(
                x: f64,
                y: f64,
                x_dot: ::std::option::Option<f64>,
                y_dot: ::std::option::Option<f64>,
            ) -> (f64, f64) {
                let x_dot = x_dot.unwrap_or_default();
                let y_dot = y_dot.unwrap_or_default();
                ::ad_runtime::written! {
                    Self::COMPILES; [] x, y, x_dot, y_dot;
                }
                {
                    let t0 = 1.0 - x;
                    let t3 = y - x * x;
                    (
                        t0.powi(2) + 100.0 * t3.powi(2),
                        ::ad_runtime::prim::powi::times_dx(t0, 2, -x_dot)
                            + 100.0
                                * ::ad_runtime::prim::powi::times_dx(
                                    t3,
                                    2,
                                    y_dot - 2.0 * (x_dot * x),
                                ),
                    )
                }
            }
            /** The value of `rosenbrock` and its derivative in the direction of the dots: forward mode.

         - `x_dot`: the direction of `x`
         - `y_dot`: the direction of `y`*/
            #[inline]
            pub fn jvp(x: f64, y: f64, x_dot: f64, y_dot: f64) -> (f64, f64) {
                Self::tangent(
                    x,
                    y,
                    ::std::option::Option::Some(x_dot),
                    ::std::option::Option::Some(y_dot),
                )
            }
            /** Compares the two modes of `rosenbrock` with each other and with finite differences at this point.

         # Errors

         Where they disagree: by how much, and at which coordinate.*/
            #[inline]
            pub fn check(
                x: f64,
                y: f64,
            ) -> ::std::result::Result<
                ::ad_runtime::check::Report,
                ::ad_runtime::check::Mismatch,
            > {
                ::ad_runtime::private::check(
                    "rosenbrock",
                    &[
                        ::ad_runtime::private::listing("x", &x),
                        ::ad_runtime::private::listing("y", &y),
                    ],
                    &mut |along: &mut ::ad_runtime::private::Entries<'_>, step: f64| {
                        let x = ::ad_runtime::private::moved(&x, along, step);
                        let y = ::ad_runtime::private::moved(&y, along, step);
                        let value = Self::value(x, y);
                        ::ad_runtime::private::entries(&value)
                    },
                    &mut |along: &mut ::ad_runtime::private::Entries<'_>| {
                        let x_dot = ::ad_runtime::private::tangent_of(&x, along);
                        let y_dot = ::ad_runtime::private::tangent_of(&y, along);
                        let (value, value_dot) = Self::jvp(x, y, x_dot, y_dot);
                        (
                            ::ad_runtime::private::entries(&value),
                            ::ad_runtime::private::entries(&value_dot),
                        )
                    },
                    &mut |entries: &mut ::ad_runtime::private::Entries<'_>| {
                        let (value, pullback) = Self::vjp(x, y);
                        let value_bar = ::ad_runtime::private::tangent_of(&value, entries);
                        let (x_bar, y_bar) = pullback(value_bar);
                        let entries = [
                            ::ad_runtime::private::entries(&x_bar),
                            ::ad_runtime::private::entries(&y_bar),
                        ]
                            .concat();
                        (::ad_runtime::private::listing("", &value), entries)
                    },
                )
            }
            /// The Jacobian of `rosenbrock` by `x` and `y`, by the mode that suits its shape. See `ad_runtime::jacobian`.
            #[inline]
            pub fn jacobian(x: f64, y: f64) -> [f64; 2usize] {
                Self::jacobian_by(
                        x,
                        y,
                        (
                            ::ad_runtime::private::Mode::Automatic,
                            ::ad_runtime::private::Fresh::new(),
                        ),
                    )
                    .1
            }
            /// The Jacobian of `rosenbrock` by `x` and `y`: forward mode, column by column. See `ad_runtime::jacobian`.
            #[inline]
            pub fn jacobian_forward(x: f64, y: f64) -> [f64; 2usize] {
                Self::jacobian_by(
                        x,
                        y,
                        (
                            ::ad_runtime::private::Mode::Forward,
                            ::ad_runtime::private::Fresh::new(),
                        ),
                    )
                    .1
            }
            /// The Jacobian of `rosenbrock` by `x` and `y`: reverse mode, row by row. See `ad_runtime::jacobian`.
            #[inline]
            pub fn jacobian_reverse(x: f64, y: f64) -> [f64; 2usize] {
                Self::jacobian_by(
                        x,
                        y,
                        (
                            ::ad_runtime::private::Mode::Reverse,
                            ::ad_runtime::private::Fresh::new(),
                        ),
                    )
                    .1
            }
            /// The value and the Jacobian of `rosenbrock` by `x` and `y`, by the mode that suits its shape. See `ad_runtime::jacobian`.
            #[inline]
            pub fn value_and_jacobian(x: f64, y: f64) -> (f64, [f64; 2usize]) {
                Self::jacobian_by(
                    x,
                    y,
                    (::ad_runtime::private::Mode::Automatic, ::ad_runtime::private::Fresh::new()),
                )
            }
            /// The Jacobian of `rosenbrock` by `x` and `y` is written into `out`, a matrix or its rows one after the other; the value is returned. See `ad_runtime::jacobian`.
            #[inline]
            pub fn jacobian_into<JacobianOut: ::ad_runtime::private::Target>(
                x: f64,
                y: f64,
                out: JacobianOut,
            ) -> f64 {
                Self::jacobian_by(x, y, (::ad_runtime::private::Mode::Automatic, out)).0
            }
            /// The sparse Jacobian of `rosenbrock` by `x` and `y`: where it has entries, and these. See `ad_runtime::sparse`.
            #[inline]
            pub fn sparse_jacobian(x: f64, y: f64) -> ::ad_runtime::sparse::SparseJacobian {
                Self::jacobian_by(
                        x,
                        y,
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
                y: f64,
                how: (::ad_runtime::private::Mode, JacobianOut),
            ) -> (f64, JacobianOut::Filled) {
                ::ad_runtime::private::jacobian::<
                    (f64, f64),
                    f64,
                    _,
                    _,
                >(
                    how,
                    (::ad_runtime::private::zero_like(&x), ::ad_runtime::private::zero_like(&y)),
                    |(x_dot, y_dot)| Self::jvp(x, y, *x_dot, *y_dot),
                    |seed, (x_bar, y_bar)| {
                        let (value, pullback) = Self::pullback(x, y);
                        pullback(
                            seed(&value),
                            ::std::option::Option::Some(x_bar),
                            ::std::option::Option::Some(y_bar),
                        );
                        value
                    },
                )
            }
            /// The function itself.
            #[doc(hidden)]
            #[inline]
            pub fn value(x: f64, y: f64) -> f64 {
                ::ad_runtime::private::same_type::<::core::primitive::f64, f64>();
                ::ad_runtime::written! {
                    Self::COMPILES; [] x, y;
                }
                rosenbrock(x, y)
            }
            /// Whether making a call once more gives the same, and does nothing else.
            #[doc(hidden)]
            pub const REPEATABLE: bool = true;
        }
    "#]].assert_eq(&expanded(
        "",
        "pub fn rosenbrock(x: f64, y: f64) -> f64 { (1.0 - x).powi(2) + 100.0 * (y - x * x).powi(2) }",
    ));
}
