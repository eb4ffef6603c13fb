//! Dots of receivers, as derivatives of higher order take them.

use super::NoDot;

/// The dot of a receiver, in the form in which a derivative of higher order takes it.
pub trait FromReceiverDot<'a, D> {
    /// The same dot.
    fn from_dot(dot: &'a mut D) -> Self;
}

impl<'a, 'b, T> FromReceiverDot<'a, Option<&'b T>> for Option<&'a T> {
    #[inline]
    fn from_dot(dot: &'a mut Option<&'b T>) -> Option<&'a T> {
        *dot
    }
}

impl<'a, T> FromReceiverDot<'a, Option<T>> for Option<&'a T> {
    #[inline]
    fn from_dot(dot: &'a mut Option<T>) -> Option<&'a T> {
        dot.as_ref()
    }
}

impl<'a, 'b, T> FromReceiverDot<'a, Option<&'b mut T>> for Option<&'a T> {
    #[inline]
    fn from_dot(dot: &'a mut Option<&'b mut T>) -> Option<&'a T> {
        dot.as_deref()
    }
}

impl<'a, 'b, T> FromReceiverDot<'a, Option<&'b mut T>> for Option<&'a mut T> {
    #[inline]
    fn from_dot(dot: &'a mut Option<&'b mut T>) -> Option<&'a mut T> {
        dot.as_deref_mut()
    }
}

impl<'a, T> FromReceiverDot<'a, NoDot> for Option<&'a T> {
    #[inline]
    fn from_dot(_: &'a mut NoDot) -> Option<&'a T> {
        None
    }
}

impl<'a, T> FromReceiverDot<'a, NoDot> for Option<&'a mut T> {
    #[inline]
    fn from_dot(_: &'a mut NoDot) -> Option<&'a mut T> {
        None
    }
}

/// A receiver's dot in the form that is wanted.
#[inline]
pub fn receiver_form<'a, D, R: FromReceiverDot<'a, D>>(dot: &'a mut D) -> R {
    R::from_dot(dot)
}
