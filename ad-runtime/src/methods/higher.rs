//! See [`HigherFloatMethods`].

#![allow(
    clippy::too_many_arguments,
    clippy::type_complexity,
    reason = "a dot for each argument, and one for each of those"
)]

use super::functions;
use crate::Real;

/// A float and its dot.
type Pair<T> = (T, T);
/// The same of those.
type Pairs<T> = ((T, T), (T, T));
/// A receiver's dot, if there is one.
type Dot<'a, T> = Option<&'a T>;
/// A bar, if it is wanted.
type Bar<'a, T> = Option<&'a mut T>;

/// The derivatives of the tangents of a method with so many operands.
macro_rules! method {
    (1: $name:ident $second:ident $third:ident $p1:ident $o1:ident $t2:ident $p2:ident $o2:ident $t3:ident) => {
        method!(@marks $second $third);

        /// Reverse mode of the tangent.
        #[inline]
        fn $p1(self, d0: Dot<Self>) -> (Pair<Self>, impl FnOnce(Pair<Self>, Bar<Self>, Bar<Self>) + use<Self>)
        where
            Self: Real,
        {
            functions::$name::tangent_pullback(self, d0.copied())
        }

        /// The same.
        #[inline]
        fn $o1(self, d0: Dot<Self>) -> (Pair<Self>, impl FnOnce(Pair<Self>, Bar<Self>, Bar<Self>) + use<Self>)
        where
            Self: Real,
        {
            functions::$name::tangent_pullback(self, d0.copied())
        }

        /// Forward mode of the tangent.
        #[inline]
        fn $t2(self, d0: Dot<Self>, d1: Dot<Self>, d2: Dot<Self>) -> Pairs<Self>
        where
            Self: Real,
        {
            functions::$name::tangent_tangent(self, d0.copied(), d1.copied(), d2.copied())
        }

        /// Reverse mode of the tangent of the tangent.
        #[inline]
        fn $p2(self, d0: Dot<Self>, d1: Dot<Self>, d2: Dot<Self>) -> (Pairs<Self>, impl FnOnce(Pairs<Self>, Bar<Self>, Bar<Self>, Bar<Self>, Bar<Self>) + use<Self>)
        where
            Self: Real,
        {
            functions::$name::tangent_tangent_pullback(self, d0.copied(), d1.copied(), d2.copied())
        }

        /// The same.
        #[inline]
        fn $o2(self, d0: Dot<Self>, d1: Dot<Self>, d2: Dot<Self>) -> (Pairs<Self>, impl FnOnce(Pairs<Self>, Bar<Self>, Bar<Self>, Bar<Self>, Bar<Self>) + use<Self>)
        where
            Self: Real,
        {
            functions::$name::tangent_tangent_pullback(self, d0.copied(), d1.copied(), d2.copied())
        }

        /// Forward mode of the tangent of the tangent.
        #[inline]
        fn $t3(self, d0: Dot<Self>, d1: Dot<Self>, d2: Dot<Self>, d3: Dot<Self>, d4: Dot<Self>, d5: Dot<Self>, d6: Dot<Self>) -> (Pairs<Self>, Pairs<Self>)
        where
            Self: Real,
        {
            functions::$name::tangent_tangent_tangent(self, d0.copied(), d1.copied(), d2.copied(), d3.copied(), d4.copied(), d5.copied(), d6.copied())
        }
    };
    (2: $name:ident $second:ident $third:ident $p1:ident $o1:ident $t2:ident $p2:ident $o2:ident $t3:ident) => {
        method!(@marks $second $third);

        /// Reverse mode of the tangent.
        #[inline]
        fn $p1(self, a: Self, d0: Dot<Self>, d1: Option<Self>) -> (Pair<Self>, impl FnOnce(Pair<Self>, Bar<Self>, Bar<Self>, Bar<Self>, Bar<Self>) + use<Self>)
        where
            Self: Real,
        {
            functions::$name::tangent_pullback(self, a, d0.copied(), d1)
        }

        /// The same.
        #[inline]
        fn $o1(self, a: Self, d0: Dot<Self>, d1: Option<Self>) -> (Pair<Self>, impl FnOnce(Pair<Self>, Bar<Self>, Bar<Self>, Bar<Self>, Bar<Self>) + use<Self>)
        where
            Self: Real,
        {
            functions::$name::tangent_pullback(self, a, d0.copied(), d1)
        }

        /// Forward mode of the tangent.
        #[inline]
        fn $t2(self, a: Self, d0: Dot<Self>, d1: Option<Self>, d2: Dot<Self>, d3: Option<Self>, d4: Dot<Self>, d5: Option<Self>) -> Pairs<Self>
        where
            Self: Real,
        {
            functions::$name::tangent_tangent(self, a, d0.copied(), d1, d2.copied(), d3, d4.copied(), d5)
        }

        /// Reverse mode of the tangent of the tangent.
        #[inline]
        fn $p2(self, a: Self, d0: Dot<Self>, d1: Option<Self>, d2: Dot<Self>, d3: Option<Self>, d4: Dot<Self>, d5: Option<Self>) -> (Pairs<Self>, impl FnOnce(Pairs<Self>, Bar<Self>, Bar<Self>, Bar<Self>, Bar<Self>, Bar<Self>, Bar<Self>, Bar<Self>, Bar<Self>) + use<Self>)
        where
            Self: Real,
        {
            functions::$name::tangent_tangent_pullback(self, a, d0.copied(), d1, d2.copied(), d3, d4.copied(), d5)
        }

        /// The same.
        #[inline]
        fn $o2(self, a: Self, d0: Dot<Self>, d1: Option<Self>, d2: Dot<Self>, d3: Option<Self>, d4: Dot<Self>, d5: Option<Self>) -> (Pairs<Self>, impl FnOnce(Pairs<Self>, Bar<Self>, Bar<Self>, Bar<Self>, Bar<Self>, Bar<Self>, Bar<Self>, Bar<Self>, Bar<Self>) + use<Self>)
        where
            Self: Real,
        {
            functions::$name::tangent_tangent_pullback(self, a, d0.copied(), d1, d2.copied(), d3, d4.copied(), d5)
        }

        /// Forward mode of the tangent of the tangent.
        #[inline]
        fn $t3(self, a: Self, d0: Dot<Self>, d1: Option<Self>, d2: Dot<Self>, d3: Option<Self>, d4: Dot<Self>, d5: Option<Self>, d6: Dot<Self>, d7: Option<Self>, d8: Dot<Self>, d9: Option<Self>, d10: Dot<Self>, d11: Option<Self>, d12: Dot<Self>, d13: Option<Self>) -> (Pairs<Self>, Pairs<Self>)
        where
            Self: Real,
        {
            functions::$name::tangent_tangent_tangent(self, a, d0.copied(), d1, d2.copied(), d3, d4.copied(), d5, d6.copied(), d7, d8.copied(), d9, d10.copied(), d11, d12.copied(), d13)
        }
    };
    (3: $name:ident $second:ident $third:ident $p1:ident $o1:ident $t2:ident $p2:ident $o2:ident $t3:ident) => {
        method!(@marks $second $third);

        /// Reverse mode of the tangent.
        #[inline]
        fn $p1(self, a: Self, b: Self, d0: Dot<Self>, d1: Option<Self>, d2: Option<Self>) -> (Pair<Self>, impl FnOnce(Pair<Self>, Bar<Self>, Bar<Self>, Bar<Self>, Bar<Self>, Bar<Self>, Bar<Self>) + use<Self>)
        where
            Self: Real,
        {
            functions::$name::tangent_pullback(self, a, b, d0.copied(), d1, d2)
        }

        /// The same.
        #[inline]
        fn $o1(self, a: Self, b: Self, d0: Dot<Self>, d1: Option<Self>, d2: Option<Self>) -> (Pair<Self>, impl FnOnce(Pair<Self>, Bar<Self>, Bar<Self>, Bar<Self>, Bar<Self>, Bar<Self>, Bar<Self>) + use<Self>)
        where
            Self: Real,
        {
            functions::$name::tangent_pullback(self, a, b, d0.copied(), d1, d2)
        }

        /// Forward mode of the tangent.
        #[inline]
        fn $t2(self, a: Self, b: Self, d0: Dot<Self>, d1: Option<Self>, d2: Option<Self>, d3: Dot<Self>, d4: Option<Self>, d5: Option<Self>, d6: Dot<Self>, d7: Option<Self>, d8: Option<Self>) -> Pairs<Self>
        where
            Self: Real,
        {
            functions::$name::tangent_tangent(self, a, b, d0.copied(), d1, d2, d3.copied(), d4, d5, d6.copied(), d7, d8)
        }

        /// Reverse mode of the tangent of the tangent.
        #[inline]
        fn $p2(self, a: Self, b: Self, d0: Dot<Self>, d1: Option<Self>, d2: Option<Self>, d3: Dot<Self>, d4: Option<Self>, d5: Option<Self>, d6: Dot<Self>, d7: Option<Self>, d8: Option<Self>) -> (Pairs<Self>, impl FnOnce(Pairs<Self>, Bar<Self>, Bar<Self>, Bar<Self>, Bar<Self>, Bar<Self>, Bar<Self>, Bar<Self>, Bar<Self>, Bar<Self>, Bar<Self>, Bar<Self>, Bar<Self>) + use<Self>)
        where
            Self: Real,
        {
            functions::$name::tangent_tangent_pullback(self, a, b, d0.copied(), d1, d2, d3.copied(), d4, d5, d6.copied(), d7, d8)
        }

        /// The same.
        #[inline]
        fn $o2(self, a: Self, b: Self, d0: Dot<Self>, d1: Option<Self>, d2: Option<Self>, d3: Dot<Self>, d4: Option<Self>, d5: Option<Self>, d6: Dot<Self>, d7: Option<Self>, d8: Option<Self>) -> (Pairs<Self>, impl FnOnce(Pairs<Self>, Bar<Self>, Bar<Self>, Bar<Self>, Bar<Self>, Bar<Self>, Bar<Self>, Bar<Self>, Bar<Self>, Bar<Self>, Bar<Self>, Bar<Self>, Bar<Self>) + use<Self>)
        where
            Self: Real,
        {
            functions::$name::tangent_tangent_pullback(self, a, b, d0.copied(), d1, d2, d3.copied(), d4, d5, d6.copied(), d7, d8)
        }

        /// Forward mode of the tangent of the tangent.
        #[inline]
        fn $t3(self, a: Self, b: Self, d0: Dot<Self>, d1: Option<Self>, d2: Option<Self>, d3: Dot<Self>, d4: Option<Self>, d5: Option<Self>, d6: Dot<Self>, d7: Option<Self>, d8: Option<Self>, d9: Dot<Self>, d10: Option<Self>, d11: Option<Self>, d12: Dot<Self>, d13: Option<Self>, d14: Option<Self>, d15: Dot<Self>, d16: Option<Self>, d17: Option<Self>, d18: Dot<Self>, d19: Option<Self>, d20: Option<Self>) -> (Pairs<Self>, Pairs<Self>)
        where
            Self: Real,
        {
            functions::$name::tangent_tangent_tangent(self, a, b, d0.copied(), d1, d2, d3.copied(), d4, d5, d6.copied(), d7, d8, d9.copied(), d10, d11, d12.copied(), d13, d14, d15.copied(), d16, d17, d18.copied(), d19, d20)
        }
    };
    (@marks $second:ident $third:ident) => {
        /// That there are second derivatives.
        #[inline]
        fn $second(&self)
        where
            Self: Real,
        {
        }

        /// That there are third derivatives.
        #[inline]
        fn $third(&self)
        where
            Self: Real,
        {
        }
    };
}

macro_rules! methods {
    ($($n:tt: $name:ident $second:ident $third:ident $p1:ident $o1:ident $t2:ident $p2:ident $o2:ident $t3:ident;)*) => {
        /// Of each method of std's that has a derivative: the derivatives of its tangent, and of the tangent of that. A pullback holds nothing of what it is given.
        pub trait HigherFloatMethods {
            $(method!($n: $name $second $third $p1 $o1 $t2 $p2 $o2 $t3);)*

            method!(@marks powi_order_2 powi_order_3);

            /// Reverse mode of the tangent.
            #[inline]
            fn powi_tangent_pullback(self, a: i32, d0: Dot<Self>, d1: Option<()>) -> (Pair<Self>, impl FnOnce(Pair<Self>, Bar<Self>, Bar<()>, Bar<Self>, Bar<()>) + use<Self>)
            where
                Self: Real,
            {
                functions::powi::tangent_pullback(self, a, d0.copied(), d1)
            }

            /// The same.
            #[inline]
            fn powi_tangent_owned_pullback(self, a: i32, d0: Dot<Self>, d1: Option<()>) -> (Pair<Self>, impl FnOnce(Pair<Self>, Bar<Self>, Bar<()>, Bar<Self>, Bar<()>) + use<Self>)
            where
                Self: Real,
            {
                functions::powi::tangent_pullback(self, a, d0.copied(), d1)
            }

            /// Forward mode of the tangent.
            #[inline]
            fn powi_tangent_tangent(self, a: i32, d0: Dot<Self>, d1: Option<()>, d2: Dot<Self>, d3: Option<()>, d4: Dot<Self>, d5: Option<()>) -> Pairs<Self>
            where
                Self: Real,
            {
                functions::powi::tangent_tangent(self, a, d0.copied(), d1, d2.copied(), d3, d4.copied(), d5)
            }

            /// Reverse mode of the tangent of the tangent.
            #[inline]
            fn powi_tangent_tangent_pullback(self, a: i32, d0: Dot<Self>, d1: Option<()>, d2: Dot<Self>, d3: Option<()>, d4: Dot<Self>, d5: Option<()>) -> (Pairs<Self>, impl FnOnce(Pairs<Self>, Bar<Self>, Bar<()>, Bar<Self>, Bar<()>, Bar<Self>, Bar<()>, Bar<Self>, Bar<()>) + use<Self>)
            where
                Self: Real,
            {
                functions::powi::tangent_tangent_pullback(self, a, d0.copied(), d1, d2.copied(), d3, d4.copied(), d5)
            }

            /// The same.
            #[inline]
            fn powi_tangent_tangent_owned_pullback(self, a: i32, d0: Dot<Self>, d1: Option<()>, d2: Dot<Self>, d3: Option<()>, d4: Dot<Self>, d5: Option<()>) -> (Pairs<Self>, impl FnOnce(Pairs<Self>, Bar<Self>, Bar<()>, Bar<Self>, Bar<()>, Bar<Self>, Bar<()>, Bar<Self>, Bar<()>) + use<Self>)
            where
                Self: Real,
            {
                functions::powi::tangent_tangent_pullback(self, a, d0.copied(), d1, d2.copied(), d3, d4.copied(), d5)
            }

            /// Forward mode of the tangent of the tangent.
            #[inline]
            fn powi_tangent_tangent_tangent(self, a: i32, d0: Dot<Self>, d1: Option<()>, d2: Dot<Self>, d3: Option<()>, d4: Dot<Self>, d5: Option<()>, d6: Dot<Self>, d7: Option<()>, d8: Dot<Self>, d9: Option<()>, d10: Dot<Self>, d11: Option<()>, d12: Dot<Self>, d13: Option<()>) -> (Pairs<Self>, Pairs<Self>)
            where
                Self: Real,
            {
                functions::powi::tangent_tangent_tangent(self, a, d0.copied(), d1, d2.copied(), d3, d4.copied(), d5, d6.copied(), d7, d8.copied(), d9, d10.copied(), d11, d12.copied(), d13)
            }
        }
    };
}

impl<T: super::HasMethods<super::Floats> + ?Sized> HigherFloatMethods for T {}

methods! {
    1: fract fract_order_2 fract_order_3 fract_tangent_pullback fract_tangent_owned_pullback fract_tangent_tangent fract_tangent_tangent_pullback fract_tangent_tangent_owned_pullback fract_tangent_tangent_tangent;
    1: to_degrees to_degrees_order_2 to_degrees_order_3 to_degrees_tangent_pullback to_degrees_tangent_owned_pullback to_degrees_tangent_tangent to_degrees_tangent_tangent_pullback to_degrees_tangent_tangent_owned_pullback to_degrees_tangent_tangent_tangent;
    1: to_radians to_radians_order_2 to_radians_order_3 to_radians_tangent_pullback to_radians_tangent_owned_pullback to_radians_tangent_tangent to_radians_tangent_tangent_pullback to_radians_tangent_tangent_owned_pullback to_radians_tangent_tangent_tangent;
    1: next_up next_up_order_2 next_up_order_3 next_up_tangent_pullback next_up_tangent_owned_pullback next_up_tangent_tangent next_up_tangent_tangent_pullback next_up_tangent_tangent_owned_pullback next_up_tangent_tangent_tangent;
    1: next_down next_down_order_2 next_down_order_3 next_down_tangent_pullback next_down_tangent_owned_pullback next_down_tangent_tangent next_down_tangent_tangent_pullback next_down_tangent_tangent_owned_pullback next_down_tangent_tangent_tangent;
    1: abs abs_order_2 abs_order_3 abs_tangent_pullback abs_tangent_owned_pullback abs_tangent_tangent abs_tangent_tangent_pullback abs_tangent_tangent_owned_pullback abs_tangent_tangent_tangent;
    1: ln ln_order_2 ln_order_3 ln_tangent_pullback ln_tangent_owned_pullback ln_tangent_tangent ln_tangent_tangent_pullback ln_tangent_tangent_owned_pullback ln_tangent_tangent_tangent;
    1: log2 log2_order_2 log2_order_3 log2_tangent_pullback log2_tangent_owned_pullback log2_tangent_tangent log2_tangent_tangent_pullback log2_tangent_tangent_owned_pullback log2_tangent_tangent_tangent;
    1: log10 log10_order_2 log10_order_3 log10_tangent_pullback log10_tangent_owned_pullback log10_tangent_tangent log10_tangent_tangent_pullback log10_tangent_tangent_owned_pullback log10_tangent_tangent_tangent;
    1: ln_1p ln_1p_order_2 ln_1p_order_3 ln_1p_tangent_pullback ln_1p_tangent_owned_pullback ln_1p_tangent_tangent ln_1p_tangent_tangent_pullback ln_1p_tangent_tangent_owned_pullback ln_1p_tangent_tangent_tangent;
    1: sin sin_order_2 sin_order_3 sin_tangent_pullback sin_tangent_owned_pullback sin_tangent_tangent sin_tangent_tangent_pullback sin_tangent_tangent_owned_pullback sin_tangent_tangent_tangent;
    1: cos cos_order_2 cos_order_3 cos_tangent_pullback cos_tangent_owned_pullback cos_tangent_tangent cos_tangent_tangent_pullback cos_tangent_tangent_owned_pullback cos_tangent_tangent_tangent;
    1: asin asin_order_2 asin_order_3 asin_tangent_pullback asin_tangent_owned_pullback asin_tangent_tangent asin_tangent_tangent_pullback asin_tangent_tangent_owned_pullback asin_tangent_tangent_tangent;
    1: acos acos_order_2 acos_order_3 acos_tangent_pullback acos_tangent_owned_pullback acos_tangent_tangent acos_tangent_tangent_pullback acos_tangent_tangent_owned_pullback acos_tangent_tangent_tangent;
    1: atan atan_order_2 atan_order_3 atan_tangent_pullback atan_tangent_owned_pullback atan_tangent_tangent atan_tangent_tangent_pullback atan_tangent_tangent_owned_pullback atan_tangent_tangent_tangent;
    1: sinh sinh_order_2 sinh_order_3 sinh_tangent_pullback sinh_tangent_owned_pullback sinh_tangent_tangent sinh_tangent_tangent_pullback sinh_tangent_tangent_owned_pullback sinh_tangent_tangent_tangent;
    1: cosh cosh_order_2 cosh_order_3 cosh_tangent_pullback cosh_tangent_owned_pullback cosh_tangent_tangent cosh_tangent_tangent_pullback cosh_tangent_tangent_owned_pullback cosh_tangent_tangent_tangent;
    1: asinh asinh_order_2 asinh_order_3 asinh_tangent_pullback asinh_tangent_owned_pullback asinh_tangent_tangent asinh_tangent_tangent_pullback asinh_tangent_tangent_owned_pullback asinh_tangent_tangent_tangent;
    1: acosh acosh_order_2 acosh_order_3 acosh_tangent_pullback acosh_tangent_owned_pullback acosh_tangent_tangent acosh_tangent_tangent_pullback acosh_tangent_tangent_owned_pullback acosh_tangent_tangent_tangent;
    1: atanh atanh_order_2 atanh_order_3 atanh_tangent_pullback atanh_tangent_owned_pullback atanh_tangent_tangent atanh_tangent_tangent_pullback atanh_tangent_tangent_owned_pullback atanh_tangent_tangent_tangent;
    1: sqrt sqrt_order_2 sqrt_order_3 sqrt_tangent_pullback sqrt_tangent_owned_pullback sqrt_tangent_tangent sqrt_tangent_tangent_pullback sqrt_tangent_tangent_owned_pullback sqrt_tangent_tangent_tangent;
    1: cbrt cbrt_order_2 cbrt_order_3 cbrt_tangent_pullback cbrt_tangent_owned_pullback cbrt_tangent_tangent cbrt_tangent_tangent_pullback cbrt_tangent_tangent_owned_pullback cbrt_tangent_tangent_tangent;
    1: exp exp_order_2 exp_order_3 exp_tangent_pullback exp_tangent_owned_pullback exp_tangent_tangent exp_tangent_tangent_pullback exp_tangent_tangent_owned_pullback exp_tangent_tangent_tangent;
    1: exp2 exp2_order_2 exp2_order_3 exp2_tangent_pullback exp2_tangent_owned_pullback exp2_tangent_tangent exp2_tangent_tangent_pullback exp2_tangent_tangent_owned_pullback exp2_tangent_tangent_tangent;
    1: exp_m1 exp_m1_order_2 exp_m1_order_3 exp_m1_tangent_pullback exp_m1_tangent_owned_pullback exp_m1_tangent_tangent exp_m1_tangent_tangent_pullback exp_m1_tangent_tangent_owned_pullback exp_m1_tangent_tangent_tangent;
    1: tan tan_order_2 tan_order_3 tan_tangent_pullback tan_tangent_owned_pullback tan_tangent_tangent tan_tangent_tangent_pullback tan_tangent_tangent_owned_pullback tan_tangent_tangent_tangent;
    1: tanh tanh_order_2 tanh_order_3 tanh_tangent_pullback tanh_tangent_owned_pullback tanh_tangent_tangent tanh_tangent_tangent_pullback tanh_tangent_tangent_owned_pullback tanh_tangent_tangent_tangent;
    1: recip recip_order_2 recip_order_3 recip_tangent_pullback recip_tangent_owned_pullback recip_tangent_tangent recip_tangent_tangent_pullback recip_tangent_tangent_owned_pullback recip_tangent_tangent_tangent;
    2: powf powf_order_2 powf_order_3 powf_tangent_pullback powf_tangent_owned_pullback powf_tangent_tangent powf_tangent_tangent_pullback powf_tangent_tangent_owned_pullback powf_tangent_tangent_tangent;
    2: log log_order_2 log_order_3 log_tangent_pullback log_tangent_owned_pullback log_tangent_tangent log_tangent_tangent_pullback log_tangent_tangent_owned_pullback log_tangent_tangent_tangent;
    2: hypot hypot_order_2 hypot_order_3 hypot_tangent_pullback hypot_tangent_owned_pullback hypot_tangent_tangent hypot_tangent_tangent_pullback hypot_tangent_tangent_owned_pullback hypot_tangent_tangent_tangent;
    2: atan2 atan2_order_2 atan2_order_3 atan2_tangent_pullback atan2_tangent_owned_pullback atan2_tangent_tangent atan2_tangent_tangent_pullback atan2_tangent_tangent_owned_pullback atan2_tangent_tangent_tangent;
    2: copysign copysign_order_2 copysign_order_3 copysign_tangent_pullback copysign_tangent_owned_pullback copysign_tangent_tangent copysign_tangent_tangent_pullback copysign_tangent_tangent_owned_pullback copysign_tangent_tangent_tangent;
    2: max max_order_2 max_order_3 max_tangent_pullback max_tangent_owned_pullback max_tangent_tangent max_tangent_tangent_pullback max_tangent_tangent_owned_pullback max_tangent_tangent_tangent;
    2: min min_order_2 min_order_3 min_tangent_pullback min_tangent_owned_pullback min_tangent_tangent min_tangent_tangent_pullback min_tangent_tangent_owned_pullback min_tangent_tangent_tangent;
    2: midpoint midpoint_order_2 midpoint_order_3 midpoint_tangent_pullback midpoint_tangent_owned_pullback midpoint_tangent_tangent midpoint_tangent_tangent_pullback midpoint_tangent_tangent_owned_pullback midpoint_tangent_tangent_tangent;
    2: rem_euclid rem_euclid_order_2 rem_euclid_order_3 rem_euclid_tangent_pullback rem_euclid_tangent_owned_pullback rem_euclid_tangent_tangent rem_euclid_tangent_tangent_pullback rem_euclid_tangent_tangent_owned_pullback rem_euclid_tangent_tangent_tangent;
    3: mul_add mul_add_order_2 mul_add_order_3 mul_add_tangent_pullback mul_add_tangent_owned_pullback mul_add_tangent_tangent mul_add_tangent_tangent_pullback mul_add_tangent_tangent_owned_pullback mul_add_tangent_tangent_tangent;
    3: clamp clamp_order_2 clamp_order_3 clamp_tangent_pullback clamp_tangent_owned_pullback clamp_tangent_tangent clamp_tangent_tangent_pullback clamp_tangent_tangent_owned_pullback clamp_tangent_tangent_tangent;
}
