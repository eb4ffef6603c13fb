//! `#[primitive(..)]`: what it becomes, and what it says of mistakes.

mod jacobians;
mod long;
mod mistakes;

use expect_test::{Expect, expect};

use super::support::jacobians::without_jacobians;
use super::support::{errors, tokens};
use crate::primitive;

/// The short form: its arguments, and a function.
const SHORT: [&str; 2] = [
    "partials(x = p * x.powf(p - 1.0), p = out * x.ln())",
    "pub fn power(x: f64, #[constant] base: &[f64], p: f64) -> f64 { x.powf(p) + base[0] }",
];

/// The expansion, formatted.
fn expanded([args, item]: [&str; 2]) -> String {
    let expansion = syn::parse2(primitive::expand(tokens(args), tokens(item))).expect("items");
    prettyplease::unparse(&expansion)
}

/// Checks the expansion.
fn check(args: &str, item: &str, expected: Expect) {
    expected.assert_eq(&expanded([args, item]));
}

/// The errors, each with what it underlines.
fn check_errors(args: &str, item: &str, expected: Expect) {
    // One source, so that the lines of errors tell the attribute (the first) from the item.
    let source = format!("({args})\n{item}");
    let mut all = tokens(&source).into_iter();
    let args = match all.next() {
        Some(proc_macro2::TokenTree::Group(args)) => args.stream(),
        other => panic!("{other:?}"),
    };
    let function = syn::parse2(all.collect()).expect("a function");
    let result = primitive::derivatives(args, &function).map(|_| ());
    expected.assert_eq(&errors(&source, result));
}

#[test]
fn short_form() {
    expect![[r#"
        pub fn power(x: f64, base: &[f64], p: f64) -> f64 {
            x.powf(p) + base[0]
        }
        /** The derivatives of `power`, as associated functions; and the function as a value, `power {}`.

         They are by `x` and `p`; not by `base`.*/
        #[allow(dead_code, nonstandard_style, missing_debug_implementations)]
        #[derive(Clone, Copy)]
        pub struct power {}
        #[diagnostic::do_not_recommend]
        #[doc(hidden)]
        impl ::ad_runtime::private::Derivatives for power {
            const SCALAR: bool = true;
        }
        #[allow(unused, nonstandard_style, deprecated, private_interfaces, private_bounds)]
        #[allow(non_shorthand_field_patterns, clippy::all, clippy::pedantic)]
        impl power {
            /// The value and the gradient of `power`: the derivatives by `x` and `p`, in this order.
            #[inline]
            pub fn value_and_grad(x: f64, base: &[f64], p: f64) -> (f64, (f64, f64)) {
                let mut x_bar: f64 = ::ad_runtime::private::zero_like(&x);
                let mut p_bar: f64 = ::ad_runtime::private::zero_like(&p);
                let value = Self::accumulate_grad(x, base, p, &mut x_bar, &mut p_bar);
                (value, (x_bar, p_bar))
            }
            /// The gradient of `power`: the derivatives by `x` and `p`, in this order.
            #[inline]
            pub fn grad(x: f64, base: &[f64], p: f64) -> (f64, f64) {
                Self::value_and_grad(x, base, p).1
            }
            /** The value of `power`; its gradient is written over the bars. Allocates nothing for the result.

         - `x_bar`: becomes the derivative by `x`
         - `p_bar`: becomes the derivative by `p`

         # Panics

         Where `power` does.*/
            #[inline]
            pub fn grad_into(
                x: f64,
                base: &[f64],
                p: f64,
                x_bar: &mut f64,
                p_bar: &mut f64,
            ) -> f64 {
                ::ad_runtime::private::set_zero(x_bar);
                ::ad_runtime::private::set_zero(p_bar);
                Self::accumulate_grad(x, base, p, x_bar, p_bar)
            }
            /** The value of `power`; its gradient is added to the bars. Allocates nothing for the result.

         - `x_bar`: the derivative by `x` is added to it
         - `p_bar`: the derivative by `p` is added to it

         # Panics

         Where `power` does.*/
            pub fn accumulate_grad(
                x: f64,
                base: &[f64],
                p: f64,
                x_bar: &mut f64,
                p_bar: &mut f64,
            ) -> f64 {
                let value = power(x, base, p);
                *x_bar += Self::times_dx(x, p, ::ad_runtime::private::one());
                *p_bar += Self::times_dp(x, value, ::ad_runtime::private::one());
                value
            }
            /// Reverse mode, for callers that are derivatives: a bar or `None` for each parameter.
            #[doc(hidden)]
            #[inline]
            pub fn pullback<'a>(
                x: f64,
                base: &'a [f64],
                p: f64,
            ) -> (
                f64,
                impl ::std::ops::FnOnce(
                    f64,
                    ::std::option::Option<&mut f64>,
                    ::std::option::Option<&mut [f64]>,
                    ::std::option::Option<&mut f64>,
                ) + use<'a>,
            ) {
                let value = power(x, base, p);
                (
                    value,
                    move |
                        value_bar: f64,
                        mut x_bar: ::std::option::Option<&mut f64>,
                        base_bar: ::std::option::Option<&mut [f64]>,
                        mut p_bar: ::std::option::Option<&mut f64>|
                    {
                        if let ::std::option::Option::Some(x_bar) = x_bar {
                            *x_bar += Self::times_dx(x, p, value_bar);
                        }
                        if let ::std::option::Option::Some(p_bar) = p_bar {
                            *p_bar += Self::times_dp(x, value, value_bar);
                        }
                    },
                )
            }
            /// Reverse mode, for callers that are derivatives: a bar or `None` for each parameter.
            #[doc(hidden)]
            #[inline]
            pub fn owned_pullback<'a>(
                x: f64,
                base: &'a [f64],
                p: f64,
            ) -> (
                f64,
                impl ::std::ops::FnOnce(
                    f64,
                    ::std::option::Option<&mut f64>,
                    ::std::option::Option<&mut [f64]>,
                    ::std::option::Option<&mut f64>,
                ) + use<>,
            )
            where
                for<'any> [f64]: ::std::borrow::ToOwned,
            {
                let owned = (::ad_runtime::private::Kept::of(base),);
                {
                    let value = power(x, base, p);
                    (
                        value,
                        move |
                            value_bar: f64,
                            mut x_bar: ::std::option::Option<&mut f64>,
                            base_bar: ::std::option::Option<&mut [f64]>,
                            mut p_bar: ::std::option::Option<&mut f64>|
                        {
                            let (kept_base,) = &owned;
                            let base = kept_base.get();
                            if let ::std::option::Option::Some(x_bar) = x_bar {
                                *x_bar += Self::times_dx(x, p, value_bar);
                            }
                            if let ::std::option::Option::Some(p_bar) = p_bar {
                                *p_bar += Self::times_dp(x, value, value_bar);
                            }
                        },
                    )
                }
            }
            /** The value of `power` and its pullback, from the result's cotangent to the arguments': reverse mode.

         The pullback takes the cotangent of the value. It returns the derivatives by `x` and `p`, in this order.*/
            #[inline]
            pub fn vjp<'a>(
                x: f64,
                base: &'a [f64],
                p: f64,
            ) -> (f64, impl ::std::ops::FnOnce(f64) -> (f64, f64) + use<'a>) {
                let mut x_bar: f64 = ::ad_runtime::private::zero_like(&x);
                let mut p_bar: f64 = ::ad_runtime::private::zero_like(&p);
                let (value, pullback) = Self::pullback(x, base, p);
                (
                    value,
                    move |value_bar: f64| {
                        pullback(
                            value_bar,
                            ::std::option::Option::Some(&mut x_bar),
                            ::std::option::Option::None,
                            ::std::option::Option::Some(&mut p_bar),
                        );
                        (x_bar, p_bar)
                    },
                )
            }
            /// Forward mode, for callers that are derivatives: a dot or `None` for each parameter.
            #[doc(hidden)]
            #[inline]
            pub fn tangent(
                x: f64,
                base: &[f64],
                p: f64,
                x_dot: ::std::option::Option<f64>,
                base_dot: ::std::option::Option<&[f64]>,
                p_dot: ::std::option::Option<f64>,
            ) -> (f64, f64) {
                let x_dot = x_dot.unwrap_or_default();
                let p_dot = p_dot.unwrap_or_default();
                {
                    let value = power(x, base, p);
                    (value, Self::times_dx(x, p, x_dot) + Self::times_dp(x, value, p_dot))
                }
            }
            /** The value of `power` and its derivative in the direction of the dots: forward mode.

         - `x_dot`: the direction of `x`
         - `p_dot`: the direction of `p`*/
            #[inline]
            pub fn jvp(x: f64, base: &[f64], p: f64, x_dot: f64, p_dot: f64) -> (f64, f64) {
                Self::tangent(
                    x,
                    base,
                    p,
                    ::std::option::Option::Some(x_dot),
                    ::std::option::Option::None,
                    ::std::option::Option::Some(p_dot),
                )
            }
            /** Compares the two modes of `power` with each other and with finite differences at this point.

         # Errors

         Where they disagree: by how much, and at which coordinate.*/
            #[inline]
            pub fn check(
                x: f64,
                base: &[f64],
                p: f64,
            ) -> ::std::result::Result<
                ::ad_runtime::check::Report,
                ::ad_runtime::check::Mismatch,
            > {
                ::ad_runtime::private::check(
                    "power",
                    &[
                        ::ad_runtime::private::listing("x", &x),
                        ::ad_runtime::private::listing("p", &p),
                    ],
                    &mut |along: &mut ::ad_runtime::private::Entries<'_>, step: f64| {
                        let x = ::ad_runtime::private::moved(&x, along, step);
                        let p = ::ad_runtime::private::moved(&p, along, step);
                        let value = Self::value(x, base, p);
                        ::ad_runtime::private::entries(&value)
                    },
                    &mut |along: &mut ::ad_runtime::private::Entries<'_>| {
                        let x_dot = ::ad_runtime::private::tangent_of(&x, along);
                        let p_dot = ::ad_runtime::private::tangent_of(&p, along);
                        let (value, value_dot) = Self::jvp(x, base, p, x_dot, p_dot);
                        (
                            ::ad_runtime::private::entries(&value),
                            ::ad_runtime::private::entries(&value_dot),
                        )
                    },
                    &mut |entries: &mut ::ad_runtime::private::Entries<'_>| {
                        let (value, pullback) = Self::vjp(x, base, p);
                        let value_bar = ::ad_runtime::private::tangent_of(&value, entries);
                        let (x_bar, p_bar) = pullback(value_bar);
                        let entries = [
                            ::ad_runtime::private::entries(&x_bar),
                            ::ad_runtime::private::entries(&p_bar),
                        ]
                            .concat();
                        (::ad_runtime::private::listing("", &value), entries)
                    },
                )
            }
            /// The function itself.
            #[doc(hidden)]
            #[inline]
            pub fn value(x: f64, base: &[f64], p: f64) -> f64 {
                power(x, base, p)
            }
            /// Whether making a call once more gives the same, and does nothing else.
            #[doc(hidden)]
            pub const REPEATABLE: bool = false;
            /// The partial derivative by `x`, times `v`.
            #[doc(hidden)]
            #[inline]
            pub fn times_dx(x: f64, p: f64, v: f64) -> f64 {
                if ::ad_runtime::private::is_zero(v) {
                    return v;
                }
                let partial: f64 = p * x.powf(p - 1.0);
                ::ad_runtime::private::times(partial, v)
            }
            /// The partial derivative by `p`, times `v`.
            #[doc(hidden)]
            #[inline]
            pub fn times_dp(x: f64, out: f64, v: f64) -> f64 {
                if ::ad_runtime::private::is_zero(v) {
                    return v;
                }
                let partial: f64 = out * x.ln();
                ::ad_runtime::private::times(partial, v)
            }
        }
        impl ::ad_runtime::FunctionValue for power {
            type Captured = ();
            const REPEATABLE: bool = Self::REPEATABLE;
        }
        #[diagnostic::do_not_recommend]
        impl ::ad_runtime::private::Known for power {
            type Itself = Self;
            #[inline]
            fn itself(self) -> Self {
                self
            }
        }
        #[allow(unused, nonstandard_style, deprecated, private_interfaces, private_bounds)]
        #[allow(refining_impl_trait, clippy::all, clippy::pedantic)]
        #[diagnostic::do_not_recommend]
        #[doc(hidden)]
        impl<
            'given0,
        > ::ad_runtime::Function3<
            f64,
            f64,
            f64,
            &'given0 [f64],
            [f64],
            &'given0 [f64],
            f64,
            f64,
            f64,
        > for power {
            type Output = f64;
            type Owned = ::std::boxed::Box<
                dyn ::std::ops::FnOnce(
                    f64,
                    ::std::option::Option<&mut ()>,
                    ::std::option::Option<&mut f64>,
                    ::std::option::Option<&mut [f64]>,
                    ::std::option::Option<&mut f64>,
                ),
            >;
            #[inline]
            fn ad_call(&self, x0: f64, x1: &'given0 [f64], x2: f64) -> f64 {
                Self::value(x0, x1, x2)
            }
            #[inline]
            fn ad_call_pullback(
                &self,
                x0: f64,
                x1: &'given0 [f64],
                x2: f64,
            ) -> (
                f64,
                impl ::std::ops::FnOnce(
                    f64,
                    ::std::option::Option<&mut ()>,
                    ::std::option::Option<&mut f64>,
                    ::std::option::Option<&mut [f64]>,
                    ::std::option::Option<&mut f64>,
                ) + use<'given0>,
            ) {
                let (value, pullback) = Self::pullback(x0, x1, x2);
                (
                    value,
                    move |
                        value_bar: f64,
                        _: ::std::option::Option<&mut ()>,
                        x0_bar: ::std::option::Option<&mut f64>,
                        x1_bar: ::std::option::Option<&mut [f64]>,
                        x2_bar: ::std::option::Option<&mut f64>|
                    pullback(value_bar, x0_bar, x1_bar, x2_bar),
                )
            }
            fn ad_call_owned_pullback(
                &self,
                x0: f64,
                x1: &'given0 [f64],
                x2: f64,
            ) -> (f64, Self::Owned) {
                let (value, pullback) = Self::owned_pullback(x0, x1, x2);
                (
                    value,
                    ::std::boxed::Box::new(move |
                        value_bar: f64,
                        _: ::std::option::Option<&mut ()>,
                        x0_bar: ::std::option::Option<&mut f64>,
                        x1_bar: ::std::option::Option<&mut [f64]>,
                        x2_bar: ::std::option::Option<&mut f64>|
                    pullback(value_bar, x0_bar, x1_bar, x2_bar)),
                )
            }
            #[inline]
            fn ad_call_tangent<Dot>(
                &self,
                x0: f64,
                x1: &'given0 [f64],
                x2: f64,
                _: Dot,
                x0_dot: ::std::option::Option<f64>,
                x1_dot: ::std::option::Option<&'given0 [f64]>,
                x2_dot: ::std::option::Option<f64>,
            ) -> (f64, f64) {
                Self::tangent(x0, x1, x2, x0_dot, x1_dot, x2_dot)
            }
        }
    "#]]
    .assert_eq(&without_jacobians(&expanded(SHORT)));
}
