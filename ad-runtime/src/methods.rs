//! The derivatives of std's float methods as methods, for receivers whose type the macro can't see.
//!
//! Generated code imports [`FloatMethods`] without a name where it calls `amp.gain.exp_pullback()`: of a type of the user's with derivatives of
//! its own the inherent method is found, of a float the one here. Invariant: they do what the functions in [`prim`](crate::prim) do.

mod functions;
mod higher;

use crate::payload::ReceiverDot;
use crate::underived::Marked;
use crate::undifferentiated::{Floats, HasMethods};
use crate::{Real, prim};

pub use higher::HigherFloatMethods;

macro_rules! methods {
    (@bars $x:ident) => { impl FnOnce(Self, Option<&mut Self>) };
    (@bars $x:ident $a:ident) => { impl FnOnce(Self, Option<&mut Self>, Option<&mut Self>) };
    (@bars $x:ident $a:ident $b:ident) => {
        impl FnOnce(Self, Option<&mut Self>, Option<&mut Self>, Option<&mut Self>)
    };
    ($($name:ident $marked:ident $value:ident $pullback:ident $owned:ident $tangent:ident ($($arg:ident $dot:ident),*);)*) => {
        /// Of each method of std's that has a derivative: its value, its pullback and its tangent.
        pub trait FloatMethods {
            $(
                /// That there are derivatives.
                #[inline]
                fn $marked(&self) -> Marked<Self>
                where
                    Self: Real,
                {
                    Marked::by(self)
                }

                /// The method itself.
                #[inline]
                fn $value(self $(, $arg: Self)*) -> Self
                where
                    Self: Real,
                {
                    self.$name($($arg),*)
                }

                /// Reverse mode.
                #[inline]
                fn $pullback(self $(, $arg: Self)*) -> (Self, methods!(@bars $name $($arg)*))
                where
                    Self: Real,
                {
                    prim::$name::pullback(self $(, $arg)*)
                }

                /// The same.
                #[inline]
                fn $owned(self $(, $arg: Self)*) -> (Self, methods!(@bars $name $($arg)*))
                where
                    Self: Real,
                {
                    prim::$name::pullback(self $(, $arg)*)
                }

                /// Forward mode.
                #[inline]
                fn $tangent(
                    self $(, $arg: Self)*, dot: impl ReceiverDot<Self> $(, $dot: Option<Self>)*
                ) -> (Self, Self)
                where
                    Self: Real,
                {
                    prim::$name::tangent(self $(, $arg)*, dot.shared().copied() $(, $dot)*)
                }
            )*

            /// That there are derivatives.
            #[inline]
            fn powi_marked(&self) -> Marked<Self>
            where
                Self: Real,
            {
                Marked::by(self)
            }

            /// The method itself.
            #[inline]
            fn powi_value(self, n: i32) -> Self
            where
                Self: Real,
            {
                self.powi(n)
            }

            /// Reverse mode.
            #[inline]
            fn powi_pullback(
                self, n: i32
            ) -> (Self, impl FnOnce(Self, Option<&mut Self>, Option<&mut ()>))
            where
                Self: Real,
            {
                prim::powi::pullback(self, n)
            }

            /// The same.
            #[inline]
            fn powi_owned_pullback(
                self, n: i32
            ) -> (Self, impl FnOnce(Self, Option<&mut Self>, Option<&mut ()>))
            where
                Self: Real,
            {
                prim::powi::pullback(self, n)
            }

            /// Forward mode.
            #[inline]
            fn powi_tangent(
                self, n: i32, dot: impl ReceiverDot<Self>, n_dot: Option<()>
            ) -> (Self, Self)
            where
                Self: Real,
            {
                prim::powi::tangent(self, n, dot.shared().copied(), n_dot)
            }
        }
    };
}

impl<T: Real> HasMethods<Floats> for T {}
impl<T: HasMethods<Floats> + ?Sized> FloatMethods for T {}

methods! {
    fract fract_marked fract_value fract_pullback fract_owned_pullback fract_tangent ();
    to_degrees to_degrees_marked to_degrees_value to_degrees_pullback to_degrees_owned_pullback to_degrees_tangent ();
    to_radians to_radians_marked to_radians_value to_radians_pullback to_radians_owned_pullback to_radians_tangent ();
    next_up next_up_marked next_up_value next_up_pullback next_up_owned_pullback next_up_tangent ();
    next_down next_down_marked next_down_value next_down_pullback next_down_owned_pullback next_down_tangent ();
    abs abs_marked abs_value abs_pullback abs_owned_pullback abs_tangent ();
    ln ln_marked ln_value ln_pullback ln_owned_pullback ln_tangent ();
    log2 log2_marked log2_value log2_pullback log2_owned_pullback log2_tangent ();
    log10 log10_marked log10_value log10_pullback log10_owned_pullback log10_tangent ();
    ln_1p ln_1p_marked ln_1p_value ln_1p_pullback ln_1p_owned_pullback ln_1p_tangent ();
    sin sin_marked sin_value sin_pullback sin_owned_pullback sin_tangent ();
    cos cos_marked cos_value cos_pullback cos_owned_pullback cos_tangent ();
    asin asin_marked asin_value asin_pullback asin_owned_pullback asin_tangent ();
    acos acos_marked acos_value acos_pullback acos_owned_pullback acos_tangent ();
    atan atan_marked atan_value atan_pullback atan_owned_pullback atan_tangent ();
    sinh sinh_marked sinh_value sinh_pullback sinh_owned_pullback sinh_tangent ();
    cosh cosh_marked cosh_value cosh_pullback cosh_owned_pullback cosh_tangent ();
    asinh asinh_marked asinh_value asinh_pullback asinh_owned_pullback asinh_tangent ();
    acosh acosh_marked acosh_value acosh_pullback acosh_owned_pullback acosh_tangent ();
    atanh atanh_marked atanh_value atanh_pullback atanh_owned_pullback atanh_tangent ();
    sqrt sqrt_marked sqrt_value sqrt_pullback sqrt_owned_pullback sqrt_tangent ();
    cbrt cbrt_marked cbrt_value cbrt_pullback cbrt_owned_pullback cbrt_tangent ();
    exp exp_marked exp_value exp_pullback exp_owned_pullback exp_tangent ();
    exp2 exp2_marked exp2_value exp2_pullback exp2_owned_pullback exp2_tangent ();
    exp_m1 exp_m1_marked exp_m1_value exp_m1_pullback exp_m1_owned_pullback exp_m1_tangent ();
    tan tan_marked tan_value tan_pullback tan_owned_pullback tan_tangent ();
    tanh tanh_marked tanh_value tanh_pullback tanh_owned_pullback tanh_tangent ();
    recip recip_marked recip_value recip_pullback recip_owned_pullback recip_tangent ();
    powf powf_marked powf_value powf_pullback powf_owned_pullback powf_tangent (p p_dot);
    log log_marked log_value log_pullback log_owned_pullback log_tangent (base base_dot);
    hypot hypot_marked hypot_value hypot_pullback hypot_owned_pullback hypot_tangent (y y_dot);
    atan2 atan2_marked atan2_value atan2_pullback atan2_owned_pullback atan2_tangent (x x_dot);
    copysign copysign_marked copysign_value copysign_pullback copysign_owned_pullback copysign_tangent (sign sign_dot);
    max max_marked max_value max_pullback max_owned_pullback max_tangent (y y_dot);
    min min_marked min_value min_pullback min_owned_pullback min_tangent (y y_dot);
    midpoint midpoint_marked midpoint_value midpoint_pullback midpoint_owned_pullback midpoint_tangent (y y_dot);
    rem_euclid rem_euclid_marked rem_euclid_value rem_euclid_pullback rem_euclid_owned_pullback rem_euclid_tangent (y y_dot);
    mul_add mul_add_marked mul_add_value mul_add_pullback mul_add_owned_pullback mul_add_tangent (a a_dot, b b_dot);
    clamp clamp_marked clamp_value clamp_pullback clamp_owned_pullback clamp_tangent (lo lo_dot, hi hi_dot);
}
