//! A trait and an `impl` of it, in forward mode.

use expect_test::expect;

use super::super::support::expanded;

#[test]
fn a_trait() {
    expect![[r#"
        trait Energy: ::ad_runtime::Differentiable {
            fn energy(&self, x: f64) -> f64;
            fn name(&self) -> &str;
            #[doc(hidden)]
            fn differentiate_the_trait_and_each_impl()
            where
                Self: ::core::marker::Sized;
            /// Forward mode, for callers that are derivatives: a dot or `None` for each parameter.
            #[doc(hidden)]
            #[inline]
            #[allow(unused, nonstandard_style, deprecated, private_interfaces, private_bounds)]
            #[allow(
                refining_impl_trait,
                non_shorthand_field_patterns,
                clippy::all,
                clippy::pedantic
            )]
            fn energy_tangent(
                self: &Self,
                x: f64,
                self_dot: impl ::ad_runtime::private::ReceiverDot<
                    <Self as ::ad_runtime::private::Point>::Tangent,
                >,
                x_dot: ::std::option::Option<f64>,
            ) -> (f64, f64)
            where
                Self: ::core::marker::Sized;
            /** The value of `energy` and its derivative in the direction of the dots: forward mode.

         - `self_dot`: the direction of `self`
         - `x_dot`: the direction of `x`*/
            #[inline]
            #[allow(unused, nonstandard_style, deprecated, private_interfaces, private_bounds)]
            #[allow(
                refining_impl_trait,
                non_shorthand_field_patterns,
                clippy::all,
                clippy::pedantic
            )]
            fn energy_jvp(
                self: &Self,
                x: f64,
                self_dot: &<Self as ::ad_runtime::private::Point>::Tangent,
                x_dot: f64,
            ) -> (f64, f64)
            where
                Self: ::core::marker::Sized,
            {
                Self::energy_tangent(
                    self,
                    x,
                    ::std::option::Option::Some(self_dot),
                    ::std::option::Option::Some(x_dot),
                )
            }
            /// The Jacobian of `energy` by `self` and `x`, by the mode that suits its shape. See `ad_runtime::jacobian`.
            #[inline]
            #[allow(unused, nonstandard_style, deprecated, private_interfaces, private_bounds)]
            #[allow(
                refining_impl_trait,
                non_shorthand_field_patterns,
                clippy::all,
                clippy::pedantic
            )]
            fn energy_jacobian(
                self: &Self,
                x: f64,
            ) -> <(
                <Self as ::ad_runtime::private::Point>::Tangent,
                f64,
            ) as ::ad_runtime::private::Jacobian<f64>>::Matrix
            where
                Self: ::core::marker::Sized,
                for<'any> (
                    <Self as ::ad_runtime::private::Point>::Tangent,
                    f64,
                ): ::ad_runtime::private::Jacobian<f64>,
            {
                Self::energy_jacobian_by(
                        self,
                        x,
                        (
                            ::ad_runtime::private::Mode::Forward,
                            ::ad_runtime::private::Fresh::new(),
                        ),
                    )
                    .1
            }
            /// The Jacobian of `energy` by `self` and `x`: forward mode, column by column. See `ad_runtime::jacobian`.
            #[inline]
            #[allow(unused, nonstandard_style, deprecated, private_interfaces, private_bounds)]
            #[allow(
                refining_impl_trait,
                non_shorthand_field_patterns,
                clippy::all,
                clippy::pedantic
            )]
            fn energy_jacobian_forward(
                self: &Self,
                x: f64,
            ) -> <(
                <Self as ::ad_runtime::private::Point>::Tangent,
                f64,
            ) as ::ad_runtime::private::Jacobian<f64>>::Matrix
            where
                Self: ::core::marker::Sized,
                for<'any> (
                    <Self as ::ad_runtime::private::Point>::Tangent,
                    f64,
                ): ::ad_runtime::private::Jacobian<f64>,
            {
                Self::energy_jacobian_by(
                        self,
                        x,
                        (
                            ::ad_runtime::private::Mode::Forward,
                            ::ad_runtime::private::Fresh::new(),
                        ),
                    )
                    .1
            }
            /// The value and the Jacobian of `energy` by `self` and `x`, by the mode that suits its shape. See `ad_runtime::jacobian`.
            #[inline]
            #[allow(unused, nonstandard_style, deprecated, private_interfaces, private_bounds)]
            #[allow(
                refining_impl_trait,
                non_shorthand_field_patterns,
                clippy::all,
                clippy::pedantic
            )]
            fn energy_value_and_jacobian(
                self: &Self,
                x: f64,
            ) -> (
                f64,
                <(
                    <Self as ::ad_runtime::private::Point>::Tangent,
                    f64,
                ) as ::ad_runtime::private::Jacobian<f64>>::Matrix,
            )
            where
                Self: ::core::marker::Sized,
                for<'any> (
                    <Self as ::ad_runtime::private::Point>::Tangent,
                    f64,
                ): ::ad_runtime::private::Jacobian<f64>,
            {
                Self::energy_jacobian_by(
                    self,
                    x,
                    (::ad_runtime::private::Mode::Forward, ::ad_runtime::private::Fresh::new()),
                )
            }
            /// The Jacobian of `energy` by `self` and `x` is written into `out`, a matrix or its rows one after the other; the value is returned. See `ad_runtime::jacobian`.
            #[inline]
            #[allow(unused, nonstandard_style, deprecated, private_interfaces, private_bounds)]
            #[allow(
                refining_impl_trait,
                non_shorthand_field_patterns,
                clippy::all,
                clippy::pedantic
            )]
            fn energy_jacobian_into<JacobianOut: ::ad_runtime::private::Target>(
                self: &Self,
                x: f64,
                out: JacobianOut,
            ) -> f64
            where
                Self: ::core::marker::Sized,
                for<'any> (
                    <Self as ::ad_runtime::private::Point>::Tangent,
                    f64,
                ): ::ad_runtime::private::Inputs<f64>,
            {
                Self::energy_jacobian_by(self, x, (::ad_runtime::private::Mode::Forward, out)).0
            }
            /// The sparse Jacobian of `energy` by `self` and `x`: where it has entries, and these. See `ad_runtime::sparse`.
            #[inline]
            #[allow(unused, nonstandard_style, deprecated, private_interfaces, private_bounds)]
            #[allow(
                refining_impl_trait,
                non_shorthand_field_patterns,
                clippy::all,
                clippy::pedantic
            )]
            fn energy_sparse_jacobian(
                self: &Self,
                x: f64,
            ) -> ::ad_runtime::sparse::SparseJacobian
            where
                Self: ::core::marker::Sized,
                for<'any> (
                    <Self as ::ad_runtime::private::Point>::Tangent,
                    f64,
                ): ::ad_runtime::private::Inputs<f64>,
            {
                Self::energy_jacobian_by(
                        self,
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
            #[allow(unused, nonstandard_style, deprecated, private_interfaces, private_bounds)]
            #[allow(
                refining_impl_trait,
                non_shorthand_field_patterns,
                clippy::all,
                clippy::pedantic
            )]
            fn energy_jacobian_by<JacobianOut: ::ad_runtime::private::Target>(
                self: &Self,
                x: f64,
                how: (::ad_runtime::private::Mode, JacobianOut),
            ) -> (f64, JacobianOut::Filled)
            where
                Self: ::core::marker::Sized,
                for<'any> (
                    <Self as ::ad_runtime::private::Point>::Tangent,
                    f64,
                ): ::ad_runtime::private::Inputs<f64>,
            {
                ::ad_runtime::private::jacobian::<
                    (<Self as ::ad_runtime::private::Point>::Tangent, f64),
                    f64,
                    _,
                    _,
                >(
                    how,
                    (
                        <Self as ::ad_runtime::private::Point>::zero_tangent(self),
                        ::ad_runtime::private::zero_like(&x),
                    ),
                    |(self_dot, x_dot)| Self::energy_jvp(self, x, self_dot, *x_dot),
                    |_, _| ::ad_runtime::private::no_mode(),
                )
            }
            /// The missing mode: a call fails with a message.
            #[doc(hidden)]
            #[allow(unused, nonstandard_style, deprecated, private_interfaces, private_bounds)]
            #[allow(
                refining_impl_trait,
                non_shorthand_field_patterns,
                clippy::all,
                clippy::pedantic
            )]
            fn energy_pullback<A1>(
                self: &Self,
                _: A1,
            ) -> <<A1 as ::ad_runtime::private::Whatever>::Nothing as ::ad_runtime::private::ReverseMode>::Derivative
            where
                Self: ::core::marker::Sized,
                for<'any> (): ::ad_runtime::private::ReverseMode,
            {
                ::std::unreachable!("the bound never holds")
            }
            /// The missing mode: a call fails with a message.
            #[doc(hidden)]
            #[allow(unused, nonstandard_style, deprecated, private_interfaces, private_bounds)]
            #[allow(
                refining_impl_trait,
                non_shorthand_field_patterns,
                clippy::all,
                clippy::pedantic
            )]
            fn energy_owned_pullback<A1>(
                self: &Self,
                _: A1,
            ) -> <<A1 as ::ad_runtime::private::Whatever>::Nothing as ::ad_runtime::private::ReverseMode>::Derivative
            where
                Self: ::core::marker::Sized,
                for<'any> (): ::ad_runtime::private::ReverseMode,
            {
                ::std::unreachable!("the bound never holds")
            }
            /// The function itself.
            #[doc(hidden)]
            #[inline]
            #[allow(unused, nonstandard_style, deprecated, private_interfaces, private_bounds)]
            #[allow(
                refining_impl_trait,
                non_shorthand_field_patterns,
                clippy::all,
                clippy::pedantic
            )]
            fn energy_value(self: &Self, x: f64) -> f64
            where
                Self: ::core::marker::Sized,
            {
                <Self as Energy>::energy(self, x)
            }
            /// Says that there are derivatives, to callers that can't know.
            #[doc(hidden)]
            #[inline]
            #[allow(unused, nonstandard_style, deprecated, private_interfaces, private_bounds)]
            #[allow(
                refining_impl_trait,
                non_shorthand_field_patterns,
                clippy::all,
                clippy::pedantic
            )]
            fn energy_marked(&self) -> ::ad_runtime::private::Marked<Self>
            where
                Self: ::core::marker::Sized,
            {
                ::ad_runtime::private::Marked::by(self)
            }
            #[doc(hidden)]
            fn name_has_no_derivatives_in_the_trait()
            where
                Self: ::core::marker::Sized,
            {}
        }
    "#]].assert_eq(&expanded(
        "forward",
        "trait Energy { fn energy(&self, x: f64) -> f64; fn name(&self) -> &str; }",
    ));
}

#[test]
fn an_implementation() {
    expect![[r#"
        impl<'this, M: Energy + Differentiable> Energy for &'this M {
            fn energy(&self, x: f64) -> f64 {
                (**self).energy(x)
            }
            fn name(&self) -> &str {
                (**self).name()
            }
            #[doc(hidden)]
            fn differentiate_the_trait_and_each_impl() {}
            /// Forward mode, for callers that are derivatives: a dot or `None` for each parameter.
            #[doc(hidden)]
            #[inline]
            #[allow(unused, nonstandard_style, deprecated, private_interfaces, private_bounds)]
            #[allow(
                refining_impl_trait,
                non_shorthand_field_patterns,
                clippy::all,
                clippy::pedantic
            )]
            fn energy_tangent(
                self: &Self,
                x: f64,
                self_dot: impl ::ad_runtime::private::ReceiverDot<
                    <Self as ::ad_runtime::private::Point>::Tangent,
                >,
                x_dot: ::std::option::Option<f64>,
            ) -> (f64, f64) {
                let passed = self_dot;
                let zero;
                let self_dot = match ::ad_runtime::private::ReceiverDot::shared(&passed) {
                    ::std::option::Option::Some(self_dot) => self_dot,
                    ::std::option::Option::None => {
                        zero = <Self as ::ad_runtime::private::Point>::zero_tangent(self);
                        &zero
                    }
                };
                let x_dot = x_dot.unwrap_or_default();
                {
                    trait the_impl_of_energy_has_the_attribute_differentiate {
                        fn energy_value(&self) {}
                        fn energy_pullback(&self) {}
                        fn energy_owned_pullback(&self) {}
                        fn energy_tangent(&self) {}
                    }
                    impl<
                        T: ?Sized + ::ad_runtime::private::HasMethods<()>,
                    > the_impl_of_energy_has_the_attribute_differentiate for T {}
                    let (t0, t0_dot) = (*::ad_runtime::own!(
                        (* ::ad_runtime::asked!((* (* self)), (* (* self)).energy_value(x)));
                        energy(_), energy_marked, ad_own
                    ))
                        .energy_tangent(
                            x,
                            ::core::option::Option::Some(&(*self_dot)),
                            ::core::option::Option::Some(x_dot),
                        );
                    (t0, t0_dot)
                }
            }
            /// The function itself.
            #[doc(hidden)]
            #[inline]
            #[allow(unused, nonstandard_style, deprecated, private_interfaces, private_bounds)]
            #[allow(
                refining_impl_trait,
                non_shorthand_field_patterns,
                clippy::all,
                clippy::pedantic
            )]
            fn energy_value(self: &Self, x: f64) -> f64 {
                ::ad_runtime::private::same_type::<::core::primitive::f64, f64>();
                let _ = || {
                    use Energy as _;
                    use ::ad_runtime::private::Apart as _;
                    ::ad_runtime::private::agree(
                        ::ad_runtime::private::pair(Self::energy, <Self as Energy>::energy)
                            .which(),
                        ::ad_runtime::private::pair(
                                Self::energy_marked,
                                <Self as Energy>::energy_marked,
                            )
                            .which(),
                    );
                };
                <Self as Energy>::energy(self, x)
            }
            #[doc(hidden)]
            fn name_has_no_derivatives_in_the_trait() {}
        }
    "#]]
    .assert_eq(&expanded(
        "forward",
        "impl<M: Energy + Differentiable> Energy for &M {
            fn energy(&self, x: f64) -> f64 { (**self).energy(x) }
            fn name(&self) -> &str { (**self).name() }
        }",
    ));
}
