//! Methods of integers as methods with derivatives, for receivers whose type the macro can't see.
//!
//! Generated code imports these traits without names where it calls `p.rows.max_pullback(p.columns)`: of a float or a type of the user's the methods of
//! theirs are found, of an integer the ones here. Invariant: they do nothing but call the method, as an integer has no derivative.

use crate::payload::ReceiverDot;
use crate::underived::Marked;
use crate::undifferentiated::HasMethods;

/// The cotangent of an integer.
type Bar<'b> = Option<&'b mut ()>;

macro_rules! methods {
    ($(#[$doc:meta])* $trait:ident of $of_trait:ident by $marker:ident for $($integer:ty)*;
        $($name:ident $marked:ident $value:ident $pullback:ident $owned:ident $tangent:ident ($($arg:ident $of:ty, $dot:ty, $bar:ty),*);)*
    ) => {
        /// Whose methods these are.
        pub enum $marker {}

        /// The methods themselves.
        pub trait $of_trait: Copy {
            $(
                /// As std has it.
                fn $value(self $(, $arg: $of)*) -> Self;
            )*
        }

        $(#[$doc])*
        pub trait $trait {
            $(
                /// That there are derivatives.
                #[inline]
                fn $marked(&self) -> Marked<Self>
                where
                    Self: $of_trait,
                {
                    Marked::by(self)
                }

                /// The method itself.
                #[inline]
                fn $value(self $(, $arg: $of)*) -> Self
                where
                    Self: $of_trait,
                {
                    $of_trait::$value(self $(, $arg)*)
                }

                /// Reverse mode.
                #[inline]
                fn $pullback(self $(, $arg: $of)*) -> (Self, fn((), Bar<'_> $(, $bar)*))
                where
                    Self: $of_trait,
                {
                    ($of_trait::$value(self $(, $arg)*), methods!(@nothing $($arg)*))
                }

                /// The same.
                #[inline]
                fn $owned(self $(, $arg: $of)*) -> (Self, fn((), Bar<'_> $(, $bar)*))
                where
                    Self: $of_trait,
                {
                    self.$pullback($($arg),*)
                }

                /// Forward mode.
                #[inline]
                fn $tangent(self $(, $arg: $of)*, _: impl ReceiverDot<()> $(, _: $dot)*) -> (Self, ())
                where
                    Self: $of_trait,
                {
                    ($of_trait::$value(self $(, $arg)*), ())
                }
            )*
        }

        impl<T: $of_trait> HasMethods<$marker> for T {}
        impl<T: HasMethods<$marker> + ?Sized> $trait for T {}

        methods!(@for [$($integer)*] $of_trait { $(
            #[inline]
            fn $value(self $(, $arg: $of)*) -> Self {
                self.$name($($arg),*)
            }
        )* });
    };
    (@for [$($integer:ty)*] $trait:ident $methods:tt) => {
        $(methods!(@one $integer, $trait $methods);)*
    };
    (@one $integer:ty, $trait:ident { $($methods:tt)* }) => {
        impl $trait for $integer { $($methods)* }
    };
    (@nothing) => { |(), _| {} };
    (@nothing $a:ident) => { |(), _, _| {} };
    (@nothing $a:ident $b:ident) => { |(), _, _, _| {} };
}

methods! {
    /// What all integers have.
    IntegerMethods of OfIntegers by Integers for u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize;
    max max_marked max_value max_pullback max_owned_pullback max_tangent (other Self, Option<()>, Bar<'_>);
    min min_marked min_value min_pullback min_owned_pullback min_tangent (other Self, Option<()>, Bar<'_>);
    clamp clamp_marked clamp_value clamp_pullback clamp_owned_pullback clamp_tangent (low Self, Option<()>, Bar<'_>, high Self, Option<()>, Bar<'_>);
    pow pow_marked pow_value pow_pullback pow_owned_pullback pow_tangent (n u32, Option<()>, Bar<'_>);
    rem_euclid rem_euclid_marked rem_euclid_value rem_euclid_pullback rem_euclid_owned_pullback rem_euclid_tangent (other Self, Option<()>, Bar<'_>);
    div_euclid div_euclid_marked div_euclid_value div_euclid_pullback div_euclid_owned_pullback div_euclid_tangent (other Self, Option<()>, Bar<'_>);
    saturating_add saturating_add_marked saturating_add_value saturating_add_pullback saturating_add_owned_pullback saturating_add_tangent (other Self, Option<()>, Bar<'_>);
    saturating_sub saturating_sub_marked saturating_sub_value saturating_sub_pullback saturating_sub_owned_pullback saturating_sub_tangent (other Self, Option<()>, Bar<'_>);
    wrapping_add wrapping_add_marked wrapping_add_value wrapping_add_pullback wrapping_add_owned_pullback wrapping_add_tangent (other Self, Option<()>, Bar<'_>);
    wrapping_sub wrapping_sub_marked wrapping_sub_value wrapping_sub_pullback wrapping_sub_owned_pullback wrapping_sub_tangent (other Self, Option<()>, Bar<'_>);
    wrapping_mul wrapping_mul_marked wrapping_mul_value wrapping_mul_pullback wrapping_mul_owned_pullback wrapping_mul_tangent (other Self, Option<()>, Bar<'_>);
}

methods! {
    /// What integers with a sign have.
    SignedMethods of OfSigned by Signed for i8 i16 i32 i64 i128 isize;
    abs abs_marked abs_value abs_pullback abs_owned_pullback abs_tangent ();
    signum signum_marked signum_value signum_pullback signum_owned_pullback signum_tangent ();
}

methods! {
    /// What integers without a sign have.
    UnsignedMethods of OfUnsigned by Unsigned for u8 u16 u32 u64 u128 usize;
    div_ceil div_ceil_marked div_ceil_value div_ceil_pullback div_ceil_owned_pullback div_ceil_tangent (other Self, Option<()>, Bar<'_>);
}
