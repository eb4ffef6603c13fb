//! Lists of what has no tangents: their methods are called, and there are no cotangents or dots but those of constants.

use crate::Constant;
use crate::underived::{Marked, OfConstant};

/// A list of constants that is changed.
pub struct ConstantListMut<'v, T>(pub(super) &'v mut Vec<T>);

/// A cotangent that there can't be.
type Bar<'b> = Option<&'b mut dyn OfConstant>;

macro_rules! methods {
    ($($name:ident $marked:ident $value:ident $pullback:ident $owned:ident $tangent:ident ($($arg:ident $of:ty, $ignored:tt),*) -> $out:ty;)*) => {
        impl<T> ConstantListMut<'_, T> {
            $(
                /// That there are derivatives, of nothing.
                #[inline]
                pub fn $marked(&self) -> Marked<Self> {
                    Marked::by(self)
                }

                /// The method itself.
                #[inline]
                pub fn $value(&mut self $(, $arg: $of)*) -> $out {
                    self.0.$name($($arg),*)
                }

                /// Reverse mode.
                #[inline]
                pub fn $pullback<R>(
                    &mut self $(, $arg: $of)*
                ) -> ($out, fn(R, Bar<'_> $(, methods!(@bar $ignored))*)) {
                    (self.0.$name($($arg),*), |_, _ $(, $ignored)*| {})
                }

                /// The same.
                #[inline]
                pub fn $owned<R>(
                    &mut self $(, $arg: $of)*
                ) -> ($out, fn(R, Bar<'_> $(, methods!(@bar $ignored))*)) {
                    (self.0.$name($($arg),*), |_, _ $(, $ignored)*| {})
                }

                /// Forward mode.
                #[inline]
                pub fn $tangent(
                    &mut self $(, $arg: $of)*, _: impl OfConstant
                    $(, $ignored: Option<methods!(@dot $of)>)*
                ) -> ($out, Constant) {
                    (self.0.$name($($arg),*), Constant)
                }
            )*
        }
    };
    (@bar $ignored:tt) => { Bar<'_> };
    (@dot $of:ty) => { &Constant };
}

methods! {
    push push_marked push_value push_pullback push_owned_pullback push_tangent (value T, _) -> ();
    pop pop_marked pop_value pop_pullback pop_owned_pullback pop_tangent () -> Option<T>;
    insert insert_marked insert_value insert_pullback insert_owned_pullback insert_tangent (index usize, _, value T, _) -> ();
    remove remove_marked remove_value remove_pullback remove_owned_pullback remove_tangent (index usize, _) -> T;
    swap swap_marked swap_value swap_pullback swap_owned_pullback swap_tangent (i usize, _, j usize, _) -> ();
    reverse reverse_marked reverse_value reverse_pullback reverse_owned_pullback reverse_tangent () -> ();
    rotate_left rotate_left_marked rotate_left_value rotate_left_pullback rotate_left_owned_pullback rotate_left_tangent (k usize, _) -> ();
    rotate_right rotate_right_marked rotate_right_value rotate_right_pullback rotate_right_owned_pullback rotate_right_tangent (k usize, _) -> ();
}
