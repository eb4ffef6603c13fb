//! Functions as values: the type beside a function, parameters that are functions, closures in calls.

mod constants;
mod lists;

use expect_test::{Expect, expect};

use super::support::{expanded_but, is_of_values};

/// Compares some of the functions in an expansion.
fn check_functions(source: &str, names: &[&str], expect: Expect) {
    let text = expanded_but(
        "",
        source,
        |item| !matches!(item, syn::Item::Impl(block) if is_of_values(block)),
    );
    let file: syn::File = syn::parse_str(&text).expect("Rust");
    let blocks = file.items.into_iter().filter_map(|item| match item {
        syn::Item::Impl(block) => Some(block),
        _ => None,
    });
    let functions = blocks.flat_map(|block| block.items).filter_map(|item| match item {
        syn::ImplItem::Fn(mut item) if names.iter().any(|name| item.sig.ident == name) => {
            item.attrs.clear();
            Some(prettyplease::unparse(&syn::parse_quote!(#item)))
        }
        _ => None,
    });
    expect.assert_eq(&functions.collect::<Vec<_>>().join("\n"));
}

#[test]
fn a_function_as_a_value() {
    expect![[r#"
        impl ::ad_runtime::FunctionValue for bell {
            type Captured = ();
            const REPEATABLE: bool = Self::REPEATABLE;
        }
        #[diagnostic::do_not_recommend]
        impl ::ad_runtime::private::Known for bell {
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
        impl ::ad_runtime::Function1<f64, f64, f64> for bell {
            type Output = f64;
            type Owned = ::std::boxed::Box<
                dyn ::std::ops::FnOnce(
                    f64,
                    ::std::option::Option<&mut ()>,
                    ::std::option::Option<&mut f64>,
                ),
            >;
            #[inline]
            fn ad_call(&self, x0: f64) -> f64 {
                Self::value(x0)
            }
            #[inline]
            fn ad_call_pullback(
                &self,
                x0: f64,
            ) -> (
                f64,
                impl ::std::ops::FnOnce(
                    f64,
                    ::std::option::Option<&mut ()>,
                    ::std::option::Option<&mut f64>,
                ) + use<>,
            ) {
                let (value, pullback) = Self::pullback(x0);
                (
                    value,
                    move |
                        value_bar: f64,
                        _: ::std::option::Option<&mut ()>,
                        x0_bar: ::std::option::Option<&mut f64>|
                    pullback(value_bar, x0_bar),
                )
            }
            fn ad_call_owned_pullback(&self, x0: f64) -> (f64, Self::Owned) {
                let (value, pullback) = Self::owned_pullback(x0);
                (
                    value,
                    ::std::boxed::Box::new(move |
                        value_bar: f64,
                        _: ::std::option::Option<&mut ()>,
                        x0_bar: ::std::option::Option<&mut f64>|
                    pullback(value_bar, x0_bar)),
                )
            }
            #[inline]
            fn ad_call_tangent<Dot>(
                &self,
                x0: f64,
                _: Dot,
                x0_dot: ::std::option::Option<f64>,
            ) -> (f64, f64) {
                Self::tangent(x0, x0_dot)
            }
        }
        #[allow(unused, nonstandard_style, deprecated, private_interfaces, private_bounds)]
        #[allow(clippy::all, clippy::pedantic)]
        impl ::ad_runtime::ScalarFunction<f64, f64, f64> for bell {
            #[inline]
            fn value(&self, x: &f64) -> f64 {
                Self::value(*x)
            }
            #[inline]
            fn jvp(&self, x: &f64, x_dot: &f64) -> (f64, f64) {
                Self::jvp(*x, *x_dot)
            }
            #[inline]
            fn value_and_grad_into(&self, x: &f64, x_bar: &mut f64) -> f64 {
                Self::grad_into(*x, x_bar)
            }
            #[inline]
            fn accumulate_grad(&self, x: &f64, x_bar: &mut f64) -> f64 {
                Self::accumulate_grad(*x, x_bar)
            }
        }
    "#]]
    .assert_eq(&expanded_but(
        "",
        "pub fn bell(x: f64) -> f64 { (-x * x).exp() }",
        |item| matches!(item, syn::Item::Impl(block) if is_of_values(block)),
    ));
}

#[test]
fn a_parameter_that_is_called() {
    check_functions(
        "fn f(g: impl Fn(f64) -> f64, x: f64) -> f64 { g(x) * x }",
        &["pullback", "value"],
        expect![[r#"
            fn pullback<'all, Given1: ::std::marker::Sized>(
                g: Given1,
                x: f64,
            ) -> (
                f64,
                impl ::std::ops::FnOnce(
                    f64,
                    ::std::option::Option<&mut <Given1 as ::ad_runtime::FunctionValue>::Captured>,
                    ::std::option::Option<&mut f64>,
                ) + use<'all, Given1>,
            )
            where
                Given1: ::ad_runtime::Function1<f64, f64, f64, Output = f64>,
                Given1: 'all,
            {
                let (t0, call_pullback) = g.ad_call_pullback(x);
                let t1 = t0 * x;
                let value = t1;
                (
                    value,
                    #[inline(always)]
                    move |
                        value_bar: f64,
                        mut g_bar: ::std::option::Option<
                            &mut <Given1 as ::ad_runtime::FunctionValue>::Captured,
                        >,
                        mut x_bar: ::std::option::Option<&mut f64>|
                    {
                        if value_bar != 0.0 {
                            let mut x_bar_1 = value_bar * t0;
                            call_pullback(
                                value_bar * x,
                                match g_bar.as_deref_mut() {
                                    ::core::option::Option::Some(g_bar) => {
                                        ::core::option::Option::Some(&mut *g_bar)
                                    }
                                    ::core::option::Option::None => ::core::option::Option::None,
                                },
                                ::core::option::Option::Some(&mut x_bar_1),
                            );
                            if let ::core::option::Option::Some(x_bar) = x_bar.as_deref_mut() {
                                *x_bar += x_bar_1;
                            }
                        }
                    },
                )
            }

            fn value<Given1: ::std::marker::Sized>(g: Given1, x: f64) -> f64
            where
                Given1: ::ad_runtime::Function1<f64, f64, f64, Output = f64>,
            {
                ::ad_runtime::private::same_type::<::core::primitive::f64, f64>();
                if false {
                    let _: f64 = f(|_| ::core::unreachable!("nobody calls it"), x);
                    ::core::unreachable!("nobody calls it")
                }
                { g.ad_call(x) * x }
            }
        "#]],
    );
}

#[test]
fn a_closure_in_a_call() {
    check_functions(
        "fn f(p: f64, a: f64) -> f64 { simpson(|x| x * p, a) }",
        &["pullback", "tangent"],
        expect![[r#"
            fn pullback(
                p: f64,
                a: f64,
            ) -> (
                f64,
                impl ::std::ops::FnOnce(
                    f64,
                    ::std::option::Option<&mut f64>,
                    ::std::option::Option<&mut f64>,
                ) + use<>,
            ) {
                ::ad_runtime::written! {
                    Self::COMPILES; [] p, a;
                }
                ::ad_runtime::derivatives! {
                    derivatives_of_simpson : Missing 2;
                }
                use simpson as derivatives_of_simpson;
                type simpson_derivative = <derivatives_of_simpson as ::ad_runtime::private::HasDerivatives<
                    {
                        <derivatives_of_simpson as ::ad_runtime::private::Derivatives>::KNOWN
                            && f::COMPILES
                    },
                >>::Itself;
                let (t0, simpson_pullback) = {
                    let type_1 = {
                        #[allow(unused_imports)]
                        use ::ad_runtime::private::Referred as _;
                        ::ad_runtime::private::type_by(|| &a).referred()
                    };
                    simpson_derivative::pullback(
                        {
                            #[allow(unused_imports)]
                            use ::ad_runtime::private::TakesFunctions as _;
                            let (p,) = (p,);
                            simpson_derivative::closure_0(
                                (
                                    simpson_derivative::captures_0(
                                        ::ad_runtime::private::captured(
                                            &p,
                                            ::ad_runtime::private::no_captures(),
                                        ),
                                    ),
                                    ::ad_runtime::private::Repeats::<true>,
                                    ((), type_1),
                                ),
                                {
                                    move |x| {
                                        let _ = || {
                                            ::ad_runtime::private::number_in(&x);
                                        };
                                        { x * p }
                                    }
                                },
                                {
                                    move |x| {
                                        {
                                            let t0 = x * p;
                                            let value = t0;
                                            (
                                                value,
                                                #[inline(always)]
                                                move |value_bar, captured_bar, mut x_bar| {
                                                    let (mut p_bar,) = match captured_bar {
                                                        ::core::option::Option::Some(captured_bar) => {
                                                            (captured_bar.0.as_mut(),)
                                                        }
                                                        ::core::option::Option::None => {
                                                            (::core::option::Option::None,)
                                                        }
                                                    };
                                                    if value_bar != 0.0 {
                                                        if let ::core::option::Option::Some(p_bar) = p_bar
                                                            .as_deref_mut()
                                                        {
                                                            *p_bar += value_bar * x;
                                                        }
                                                        if let ::core::option::Option::Some(x_bar) = x_bar
                                                            .as_deref_mut()
                                                        {
                                                            *x_bar += value_bar * p;
                                                        }
                                                    }
                                                },
                                            )
                                        }
                                    }
                                },
                            )
                        }
                            .ad_passed(),
                        a,
                    )
                };
                let value = t0;
                (
                    value,
                    #[inline(always)]
                    move |
                        value_bar: f64,
                        mut p_bar: ::std::option::Option<&mut f64>,
                        mut a_bar: ::std::option::Option<&mut f64>|
                    {
                        ::ad_runtime::written! {
                            Self::COMPILES; [] value_bar; p_bar, a_bar
                        }
                        if value_bar != 0.0 {
                            let mut p_bar_1 = 0.0;
                            let mut a_bar_1 = 0.0;
                            {
                                let captured_0_0_bar = ::core::option::Option::Some(&mut p_bar_1);
                                let mut captured_0 = (
                                    ::ad_runtime::private::fresh(&captured_0_0_bar),
                                    (),
                                );
                                simpson_pullback(
                                    value_bar,
                                    ::ad_runtime::private::AsBar::as_bar(&mut captured_0),
                                    ::core::option::Option::Some(&mut a_bar_1),
                                );
                                ::ad_runtime::private::give_back(captured_0_0_bar, captured_0.0);
                            }
                            if let ::core::option::Option::Some(p_bar) = p_bar.as_deref_mut() {
                                *p_bar += p_bar_1;
                            }
                            if let ::core::option::Option::Some(a_bar) = a_bar.as_deref_mut() {
                                *a_bar += a_bar_1;
                            }
                        }
                    },
                )
            }

            fn tangent(
                p: f64,
                a: f64,
                p_dot: ::std::option::Option<f64>,
                a_dot: ::std::option::Option<f64>,
            ) -> (f64, f64) {
                let p_dot = p_dot.unwrap_or_default();
                let a_dot = a_dot.unwrap_or_default();
                ::ad_runtime::written! {
                    Self::COMPILES; [] p, a, p_dot, a_dot;
                }
                {
                    ::ad_runtime::derivatives! {
                        derivatives_of_simpson : Missing 2;
                    }
                    use simpson as derivatives_of_simpson;
                    type simpson_derivative = <derivatives_of_simpson as ::ad_runtime::private::HasDerivatives<
                        {
                            <derivatives_of_simpson as ::ad_runtime::private::Derivatives>::KNOWN
                                && f::COMPILES
                        },
                    >>::Itself;
                    let (t0, t0_dot) = {
                        let type_1 = {
                            #[allow(unused_imports)]
                            use ::ad_runtime::private::Referred as _;
                            ::ad_runtime::private::type_by(|| &a).referred()
                        };
                        simpson_derivative::tangent(
                            {
                                #[allow(unused_imports)]
                                use ::ad_runtime::private::TakesFunctions as _;
                                let p_dot = p_dot;
                                let (p,) = (p,);
                                simpson_derivative::dual_0(
                                    (
                                        simpson_derivative::captures_0(
                                            ::ad_runtime::private::captured(
                                                &p,
                                                ::ad_runtime::private::no_captures(),
                                            ),
                                        ),
                                        ::ad_runtime::private::Repeats::<true>,
                                        ((), type_1),
                                    ),
                                    {
                                        move |x| {
                                            let _ = || {
                                                ::ad_runtime::private::number_in(&x);
                                            };
                                            { x * p }
                                        }
                                    },
                                    {
                                        move |x, x_dot| {
                                            let zero;
                                            let x_dot = match x_dot {
                                                ::core::option::Option::Some(x_dot) => x_dot,
                                                ::core::option::Option::None => {
                                                    zero = ::ad_runtime::private::zero_like(&x);
                                                    ::ad_runtime::private::DotOf::dot(&zero)
                                                }
                                            };
                                            {
                                                let t0 = x * p;
                                                (t0, x_dot * p + x * p_dot)
                                            }
                                        }
                                    },
                                )
                            }
                                .ad_passed(),
                            a,
                            ::core::option::Option::None,
                            ::core::option::Option::Some(a_dot),
                        )
                    };
                    (t0, t0_dot)
                }
            }
        "#]],
    );
}
