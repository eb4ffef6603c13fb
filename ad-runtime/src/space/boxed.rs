//! Tangents of types that contain themselves through a pointer, trees and linked lists.
//!
//! What a pointer points to has the tangent of its own, without a pointer; a tangent with itself among its fields would have no size. So it stands in
//! a `Box`: the tangent of a `Node` is a `Box<NodeTangent>`, that of an `Option<Box<Node>>` an `Option<Box<NodeTangent>>`.

use super::{Differentiable, TangentSpace};

/// What `TangentSpace` asks of a tangent, of the fields of one that stands in a box.
pub trait BoxedSpace: Clone + Differentiable<Tangent = Box<Self>> {
    /// `TangentSpace::zero_like`
    fn zero_like(&self) -> Self;

    /// `TangentSpace::set_zero`
    fn set_zero(&mut self);

    /// `TangentSpace::accumulate`
    fn accumulate(&mut self, other: &Self);

    /// `TangentSpace::scale`
    fn scale(&mut self, factor: f64);

    /// `TangentSpace::dot`
    fn dot(&self, other: &Self) -> f64;
}

#[diagnostic::do_not_recommend]
impl<T: BoxedSpace> TangentSpace for Box<T> {
    #[inline]
    fn zero_like(&self) -> Self {
        Box::new(T::zero_like(self))
    }

    #[inline]
    fn set_zero(&mut self) {
        T::set_zero(self);
    }

    #[inline]
    fn accumulate(&mut self, other: &Self) {
        T::accumulate(self, other);
    }

    #[inline]
    fn scale(&mut self, factor: f64) {
        T::scale(self, factor);
    }

    #[inline]
    fn dot(&self, other: &Self) -> f64 {
        T::dot(self, other)
    }
}
