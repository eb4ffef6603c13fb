//! What has no tangent: what may be handed to functions without derivatives.

use crate::Constant;
use crate::fit::{PassedDot, ValueDot};
use crate::payload::NoDot;
use crate::space::TangentSpace;

/// What a method without derivatives may be handed as a cotangent or a dot.
#[diagnostic::on_unimplemented(
    message = "a function or method is called with a value that depends on a differentiated parameter, and has no derivatives",
    label = "this cotangent or dot of type `{Self}` is lost",
    note = "put `#[differentiate]` on it, or mark the field or the variable that it is called on `#[constant]` if that holds nothing to differentiate; \
            take its other arguments out of the derivative with `stop_gradient(..)`",
    note = "see \"A function without derivatives\" in `ad_runtime::errors`"
)]
pub trait OfConstant {}

impl OfConstant for Constant {}
impl OfConstant for () {}
impl OfConstant for NoDot {}
impl<T: OfConstant + ?Sized> OfConstant for &T {}
impl<T: OfConstant + ?Sized> OfConstant for &mut T {}
impl<T: OfConstant> OfConstant for Option<T> {}
impl<T: OfConstant, const N: usize> OfConstant for [T; N] {}
impl<A: OfConstant, B: OfConstant> OfConstant for (A, B) {}
impl<A: OfConstant, B: OfConstant, C: OfConstant> OfConstant for (A, B, C) {}

// Of what takes constants alone, which is said where it is called.
impl<T: TangentSpace> ValueDot<T> for Option<&dyn OfConstant> {
    #[inline]
    fn of(_: T) -> Self {
        None
    }
}

impl<'z, T: TangentSpace> PassedDot<'z, T> for Option<&dyn OfConstant> {
    #[inline]
    fn of(_: &'z mut Option<T>) -> Self {
        None
    }
}
