//! A method.

use expect_test::expect;

use crate::tests::support::expanded;
use crate::tests::support::jacobians::without_jacobians;

/// A method.
pub(super) const METHOD: &str = "impl<'m, T: Float> Model<'m, T> {
        fn rate<const N: usize>(&self, #[constant] at: [T; N], x: &mut Particle<'_>) -> T { stop_gradient(at[0]) }
    }";

/// What stands in a block like its own; a `&mut self` is an output.
#[test]
fn a_method() {
    expect![[r#"
        impl<'m, T: Float> Model<'m, T> {
            fn rate<const N: usize>(&self, at: [T; N], x: &mut Particle<'_>) -> T {
                stop_gradient(at[0])
            }
        }
        #[allow(unused, nonstandard_style, deprecated, private_interfaces, private_bounds)]
        #[allow(non_shorthand_field_patterns, clippy::all, clippy::pedantic)]
        impl<'m, T: Float> Model<'m, T> {
            /// Forward mode, for callers that are derivatives: a dot or `None` for each parameter.
            #[doc(hidden)]
            #[inline]
            fn rate_tangent<const N: usize>(
                self: &Self,
                at: [T; N],
                x: &mut Particle<'_>,
                self_dot: impl ::ad_runtime::private::ReceiverDot<
                    <Self as ::ad_runtime::private::Point>::Tangent,
                >,
                at_dot: ::std::option::Option<[T; N]>,
                x_dot: ::std::option::Option<
                    &mut <Particle<
                        'static,
                    > as ::ad_runtime::private::HasTangent<
                        { <Particle<'static> as ::ad_runtime::private::Point>::KNOWN },
                    >>::Tangent,
                >,
            ) -> (T, T)
            where
                T: ::ad_runtime::private::Float,
            {
                let passed = self_dot;
                let zero;
                let self_dot = match ::ad_runtime::private::ReceiverDot::shared(&passed) {
                    ::std::option::Option::Some(self_dot) => self_dot,
                    ::std::option::Option::None => {
                        zero = <Self as ::ad_runtime::private::Point>::zero_tangent(self);
                        &zero
                    }
                };
                let mut zero;
                let x_dot: &mut <Particle<
                    'static,
                > as ::ad_runtime::private::HasTangent<
                    { <Particle<'static> as ::ad_runtime::private::Point>::KNOWN },
                >>::Tangent = match x_dot {
                    ::std::option::Option::Some(x_dot) => x_dot,
                    ::std::option::Option::None => {
                        zero = <_ as ::ad_runtime::private::HasTangent<
                            { <Particle<'static> as ::ad_runtime::private::Point>::KNOWN },
                        >>::zero_tangent(&*x);
                        &mut zero
                    }
                };
                { (at[0], ::ad_runtime::private::number::<T>(0.0)) }
            }
            /** The value of `rate` and its derivative in the direction of the dots: forward mode.

         - `self_dot`: the direction of `self`
         - `x_dot`: on entry the direction of `x`, on exit the derivative of what it is then*/
            #[inline]
            fn rate_jvp<const N: usize>(
                self: &Self,
                at: [T; N],
                x: &mut Particle<'_>,
                self_dot: &<Self as ::ad_runtime::private::Point>::Tangent,
                x_dot: &mut ::ad_runtime::Tangent<
                    Particle<'static>,
                    { true && { <Particle<'static> as ::ad_runtime::private::Point>::KNOWN } },
                >,
            ) -> (T, T)
            where
                T: ::ad_runtime::private::Float,
            {
                Self::rate_tangent::<
                    N,
                >(
                    self,
                    at,
                    x,
                    ::std::option::Option::Some(self_dot),
                    ::std::option::Option::None,
                    ::std::option::Option::Some(x_dot),
                )
            }
            /// The missing mode: a call fails with a message.
            #[doc(hidden)]
            fn rate_pullback<A1, A2>(
                self: &Self,
                _: A1,
                _: A2,
            ) -> <<A1 as ::ad_runtime::private::Whatever>::Nothing as ::ad_runtime::private::ReverseMode>::Derivative
            where
                for<'any> (): ::ad_runtime::private::ReverseMode,
            {
                ::std::unreachable!("the bound never holds")
            }
            /// The missing mode: a call fails with a message.
            #[doc(hidden)]
            fn rate_owned_pullback<A1, A2>(
                self: &Self,
                _: A1,
                _: A2,
            ) -> <<A1 as ::ad_runtime::private::Whatever>::Nothing as ::ad_runtime::private::ReverseMode>::Derivative
            where
                for<'any> (): ::ad_runtime::private::ReverseMode,
            {
                ::std::unreachable!("the bound never holds")
            }
            /// The function itself.
            #[doc(hidden)]
            #[inline]
            fn rate_value<const N: usize>(self: &Self, at: [T; N], x: &mut Particle<'_>) -> T
            where
                T: ::ad_runtime::private::Float,
            {
                let _ = || {
                    ::ad_runtime::private::same_function(
                        ::ad_runtime::stop_gradient::<()>,
                        stop_gradient,
                    );
                };
                Self::rate::<N>(self, at, x)
            }
            /// Whether making a call once more gives the same, and does nothing else.
            #[doc(hidden)]
            const rate_REPEATABLE: bool = true;
            #[doc(hidden)]
            #[inline]
            fn rate_repeats(&self) -> impl ::ad_runtime::private::Repeating + use<'m, T> {
                struct Said<'m, T: Float>(::core::marker::PhantomData<Model<'m, T>>);
                impl<'m, T: Float> ::ad_runtime::private::Repeating for Said<'m, T> {
                    const REPEATABLE: bool = <Model<'m, T>>::rate_REPEATABLE;
                }
                Said::<'m, T>(::core::marker::PhantomData)
            }
            /// Says that there are derivatives, to callers that can't know.
            #[doc(hidden)]
            #[inline]
            fn rate_marked(&self) -> ::ad_runtime::private::Marked<Self> {
                ::ad_runtime::private::Marked::by(self)
            }
        }
    "#]].assert_eq(&without_jacobians(&expanded("forward", METHOD)));
}
