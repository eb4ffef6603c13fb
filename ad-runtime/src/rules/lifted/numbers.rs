//! The rules of higher orders of numbers' operators: of floats those of the macro, of integers none.

use super::super::numbers::{
    decrease, difference, divide, increase, multiply, negative, product, quotient, reduce,
    remainder, sum,
};
use super::*;

/// The derivatives of the tangent of an operator between two floats, each by value or by reference, at both orders.
macro_rules! float_binary {
    ($float:ident: $($First:ident $Second:ident $p1:ident $t2:ident $p2:ident $t3:ident $function:ident)*) => {$(
        float_binary!($First $Second $p1 $t2 $p2 $t3 $function $float: $float, $float, |a, b| a, b);
        float_binary!($First $Second $p1 $t2 $p2 $t3 $function $float: &$float, $float, |a, b| *a, b);
        float_binary!($First $Second $p1 $t2 $p2 $t3 $function $float: $float, &$float, |a, b| a, *b);
        float_binary!($First $Second $p1 $t2 $p2 $t3 $function $float: &$float, &$float, |a, b| *a, *b);
    )*};
    ($First:ident $Second:ident $p1:ident $t2:ident $p2:ident $t3:ident $function:ident $float:ident: $Left:ty, $Right:ty, |$a:ident, $b:ident| $left:expr, $right:expr) => {
        #[diagnostic::do_not_recommend]
        impl $First<$Right> for $Left {
            #[inline]
            #[allow(refining_impl_trait, reason = "nothing is borrowed")]
            fn $p1(self, right: $Right, d0: Option<&$float>, d1: Option<&$float>) -> (
                Pair<$float, $float>,
                impl FnOnce(Pair<$float, $float>, Option<&mut $float>, Option<&mut $float>, Option<&mut $float>, Option<&mut $float>) + use<>,
            ) {
                let ($a, $b) = (self, right);
                $function::tangent_pullback($left, $right, d0.copied(), d1.copied())
            }

            #[inline]
            fn $t2(
                self, right: $Right, d0: Option<&$float>, d1: Option<&$float>, d2: Option<&$float>, d3: Option<&$float>, d4: Option<&$float>, d5: Option<&$float>,
            ) -> Pairs<$float, $float> {
                let ($a, $b) = (self, right);
                $function::tangent_tangent($left, $right, d0.copied(), d1.copied(), d2.copied(), d3.copied(), d4.copied(), d5.copied())
            }
        }

        #[diagnostic::do_not_recommend]
        impl $Second<$Right> for $Left {
            #[inline]
            #[allow(refining_impl_trait, reason = "nothing is borrowed")]
            fn $p2(
                self, right: $Right, d0: Option<&$float>, d1: Option<&$float>, d2: Option<&$float>, d3: Option<&$float>, d4: Option<&$float>, d5: Option<&$float>,
            ) -> (
                Pairs<$float, $float>,
                impl FnOnce(
                    Pairs<$float, $float>,
                    Option<&mut $float>, Option<&mut $float>, Option<&mut $float>, Option<&mut $float>,
                    Option<&mut $float>, Option<&mut $float>, Option<&mut $float>, Option<&mut $float>,
                ) + use<>,
            ) {
                let ($a, $b) = (self, right);
                $function::tangent_tangent_pullback($left, $right, d0.copied(), d1.copied(), d2.copied(), d3.copied(), d4.copied(), d5.copied())
            }

            #[inline]
            fn $t3(
                self, right: $Right, d0: Option<&$float>, d1: Option<&$float>, d2: Option<&$float>, d3: Option<&$float>, d4: Option<&$float>, d5: Option<&$float>, d6: Option<&$float>,
                d7: Option<&$float>, d8: Option<&$float>, d9: Option<&$float>, d10: Option<&$float>, d11: Option<&$float>, d12: Option<&$float>, d13: Option<&$float>,
            ) -> Pair<Pairs<$float, $float>, Pairs<$float, $float>> {
                let ($a, $b) = (self, right);
                $function::tangent_tangent_tangent(
                    $left, $right, d0.copied(), d1.copied(), d2.copied(), d3.copied(), d4.copied(), d5.copied(), d6.copied(), d7.copied(), d8.copied(), d9.copied(), d10.copied(),
                    d11.copied(), d12.copied(), d13.copied(),
                )
            }
        }
    };
}

/// The same of an operator that changes a float.
macro_rules! float_assigning {
    ($float:ident: $($First:ident $Second:ident $p1:ident $t2:ident $p2:ident $t3:ident $function:ident)*) => {$(
        float_assigning!($First $Second $p1 $t2 $p2 $t3 $function $float: $float, |b| b);
        float_assigning!($First $Second $p1 $t2 $p2 $t3 $function $float: &$float, |b| *b);
    )*};
    ($First:ident $Second:ident $p1:ident $t2:ident $p2:ident $t3:ident $function:ident $float:ident: $Right:ty, |$b:ident| $right:expr) => {
        #[diagnostic::do_not_recommend]
        impl $First<$Right> for $float {
            #[inline]
            #[allow(refining_impl_trait, reason = "nothing is borrowed")]
            fn $p1(&mut self, $b: $Right, d0: Option<&mut $float>, d1: Option<&$float>) -> (
                Pair<(), ()>,
                impl FnOnce(Pair<(), ()>, Option<&mut $float>, Option<&mut $float>, Option<&mut $float>, Option<&mut $float>) + use<>,
            ) {
                $function::tangent_owned_pullback(self, $right, d0, d1.copied())
            }

            #[inline]
            fn $t2(
                &mut self, $b: $Right, d0: Option<&mut $float>, d1: Option<&$float>, d2: Option<&mut $float>, d3: Option<&$float>, d4: Option<&mut $float>, d5: Option<&$float>,
            ) -> Pairs<(), ()> {
                $function::tangent_tangent(self, $right, d0, d1.copied(), d2, d3.copied(), d4, d5.copied())
            }
        }

        #[diagnostic::do_not_recommend]
        impl $Second<$Right> for $float {
            #[inline]
            #[allow(refining_impl_trait, reason = "nothing is borrowed")]
            fn $p2(
                &mut self, $b: $Right, d0: Option<&mut $float>, d1: Option<&$float>, d2: Option<&mut $float>, d3: Option<&$float>, d4: Option<&mut $float>, d5: Option<&$float>,
            ) -> (
                Pairs<(), ()>,
                impl FnOnce(
                    Pairs<(), ()>,
                    Option<&mut $float>, Option<&mut $float>, Option<&mut $float>, Option<&mut $float>,
                    Option<&mut $float>, Option<&mut $float>, Option<&mut $float>, Option<&mut $float>,
                ) + use<>,
            ) {
                $function::tangent_tangent_owned_pullback(self, $right, d0, d1.copied(), d2, d3.copied(), d4, d5.copied())
            }

            #[inline]
            fn $t3(
                &mut self, $b: $Right, d0: Option<&mut $float>, d1: Option<&$float>, d2: Option<&mut $float>, d3: Option<&$float>, d4: Option<&mut $float>, d5: Option<&$float>,
                d6: Option<&mut $float>, d7: Option<&$float>, d8: Option<&mut $float>, d9: Option<&$float>, d10: Option<&mut $float>, d11: Option<&$float>, d12: Option<&mut $float>,
                d13: Option<&$float>,
            ) -> Pair<Pairs<(), ()>, Pairs<(), ()>> {
                $function::tangent_tangent_tangent(
                    self, $right, d0, d1.copied(), d2, d3.copied(), d4, d5.copied(), d6, d7.copied(), d8, d9.copied(), d10, d11.copied(), d12, d13.copied(),
                )
            }
        }
    };
}

macro_rules! float_negated {
    ($float:ident: $Operand:ty, |$a:ident| $operand:expr) => {
        #[diagnostic::do_not_recommend]
        impl NegTangentRule for $Operand {
            #[inline]
            #[allow(refining_impl_trait, reason = "nothing is borrowed")]
            fn neg_tangent_pullback(
                self,
                d0: Option<&$float>,
            ) -> (
                Pair<$float, $float>,
                impl FnOnce(Pair<$float, $float>, Option<&mut $float>, Option<&mut $float>) + use<>,
            ) {
                let $a = self;
                negative::tangent_pullback($operand, d0.copied())
            }

            #[inline]
            fn neg_tangent_tangent(
                self,
                d0: Option<&$float>,
                d1: Option<&$float>,
                d2: Option<&$float>,
            ) -> Pairs<$float, $float> {
                let $a = self;
                negative::tangent_tangent($operand, d0.copied(), d1.copied(), d2.copied())
            }
        }

        #[diagnostic::do_not_recommend]
        impl NegTangentTangentRule for $Operand {
            #[inline]
            #[allow(refining_impl_trait, reason = "nothing is borrowed")]
            fn neg_tangent_tangent_pullback(
                self,
                d0: Option<&$float>,
                d1: Option<&$float>,
                d2: Option<&$float>,
            ) -> (
                Pairs<$float, $float>,
                impl FnOnce(
                    Pairs<$float, $float>,
                    Option<&mut $float>,
                    Option<&mut $float>,
                    Option<&mut $float>,
                    Option<&mut $float>,
                ) + use<>,
            ) {
                let $a = self;
                negative::tangent_tangent_pullback($operand, d0.copied(), d1.copied(), d2.copied())
            }

            #[inline]
            fn neg_tangent_tangent_tangent(
                self,
                d0: Option<&$float>,
                d1: Option<&$float>,
                d2: Option<&$float>,
                d3: Option<&$float>,
                d4: Option<&$float>,
                d5: Option<&$float>,
                d6: Option<&$float>,
            ) -> Pair<Pairs<$float, $float>, Pairs<$float, $float>> {
                let $a = self;
                negative::tangent_tangent_tangent(
                    $operand,
                    d0.copied(),
                    d1.copied(),
                    d2.copied(),
                    d3.copied(),
                    d4.copied(),
                    d5.copied(),
                    d6.copied(),
                )
            }
        }
    };
}

macro_rules! floats {
    ($($float:ident)*) => {$(
        float_binary! { $float:
            AddTangentRule AddTangentTangentRule add_tangent_pullback add_tangent_tangent add_tangent_tangent_pullback add_tangent_tangent_tangent sum
            SubTangentRule SubTangentTangentRule sub_tangent_pullback sub_tangent_tangent sub_tangent_tangent_pullback sub_tangent_tangent_tangent difference
            MulTangentRule MulTangentTangentRule mul_tangent_pullback mul_tangent_tangent mul_tangent_tangent_pullback mul_tangent_tangent_tangent product
            DivTangentRule DivTangentTangentRule div_tangent_pullback div_tangent_tangent div_tangent_tangent_pullback div_tangent_tangent_tangent quotient
            RemTangentRule RemTangentTangentRule rem_tangent_pullback rem_tangent_tangent rem_tangent_tangent_pullback rem_tangent_tangent_tangent remainder
        }
        float_assigning! { $float:
            AddAssignTangentRule AddAssignTangentTangentRule add_assign_tangent_pullback add_assign_tangent_tangent add_assign_tangent_tangent_pullback add_assign_tangent_tangent_tangent increase
            SubAssignTangentRule SubAssignTangentTangentRule sub_assign_tangent_pullback sub_assign_tangent_tangent sub_assign_tangent_tangent_pullback sub_assign_tangent_tangent_tangent decrease
            MulAssignTangentRule MulAssignTangentTangentRule mul_assign_tangent_pullback mul_assign_tangent_tangent mul_assign_tangent_tangent_pullback mul_assign_tangent_tangent_tangent multiply
            DivAssignTangentRule DivAssignTangentTangentRule div_assign_tangent_pullback div_assign_tangent_tangent div_assign_tangent_tangent_pullback div_assign_tangent_tangent_tangent divide
            RemAssignTangentRule RemAssignTangentTangentRule rem_assign_tangent_pullback rem_assign_tangent_tangent rem_assign_tangent_tangent_pullback rem_assign_tangent_tangent_tangent reduce
        }
        float_negated!($float: $float, |a| a);
        float_negated!($float: &$float, |a| *a);
    )*};
}

floats!(f32 f64);

/// Of integers: nothing, beside the value.
macro_rules! integer_binary {
    ($integer:ident: $($First:ident $p1:ident $t2:ident $value:ident)*) => {$(
        integer_binary!($First $p1 $t2 $integer $value: $integer, $integer);
        integer_binary!($First $p1 $t2 $integer $value: &$integer, $integer);
        integer_binary!($First $p1 $t2 $integer $value: $integer, &$integer);
        integer_binary!($First $p1 $t2 $integer $value: &$integer, &$integer);
    )*};
    ($First:ident $p1:ident $t2:ident $integer:ident $value:ident: $Left:ty, $Right:ty) => {
        #[diagnostic::do_not_recommend]
        impl $First<$Right> for $Left {
            #[inline]
            #[allow(refining_impl_trait, reason = "nothing is borrowed")]
            fn $p1(self, right: $Right, _: Option<&()>, _: Option<&()>) -> (
                Pair<$integer, ()>,
                impl FnOnce(Pair<(), ()>, Option<&mut ()>, Option<&mut ()>, Option<&mut ()>, Option<&mut ()>) + use<>,
            ) {
                ((self.$value(right), ()), |_, _: Option<&mut ()>, _: Option<&mut ()>, _: Option<&mut ()>, _: Option<&mut ()>| {})
            }

            #[inline]
            fn $t2(
                self, right: $Right, _: Option<&()>, _: Option<&()>, _: Option<&()>, _: Option<&()>, _: Option<&()>, _: Option<&()>,
            ) -> Pairs<$integer, ()> {
                ((self.$value(right), ()), ((), ()))
            }
        }
    };
}

macro_rules! integers {
    ($($integer:ident)*) => {$(
        integer_binary! { $integer:
            AddTangentRule add_tangent_pullback add_tangent_tangent add_value
            SubTangentRule sub_tangent_pullback sub_tangent_tangent sub_value
            MulTangentRule mul_tangent_pullback mul_tangent_tangent mul_value
            DivTangentRule div_tangent_pullback div_tangent_tangent div_value
            RemTangentRule rem_tangent_pullback rem_tangent_tangent rem_value
        }
    )*};
}

integers!(u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize);
