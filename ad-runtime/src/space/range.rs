//! Ranges, `a..b`, whose tangents are ranges: the tangents of their ends, by the same names.

use std::ops::Range;

use super::{Differentiable, TangentSpace};

#[diagnostic::do_not_recommend]
impl<T: Differentiable> Differentiable for Range<T> {
    type Tangent = Range<T::Tangent>;

    #[inline]
    fn zero_tangent(&self) -> Range<T::Tangent> {
        self.start.zero_tangent()..self.end.zero_tangent()
    }

    #[inline]
    fn has_one_shape(&self) -> bool {
        self.start.has_one_shape() && self.end.has_one_shape()
    }

    #[inline]
    fn same_shape(&self, other: &Self) -> bool {
        self.start.same_shape(&other.start) && self.end.same_shape(&other.end)
    }
}

impl<T: TangentSpace> TangentSpace for Range<T> {
    #[inline]
    fn zero_like(&self) -> Range<T> {
        self.start.zero_like()..self.end.zero_like()
    }

    #[inline]
    fn set_zero(&mut self) {
        self.start.set_zero();
        self.end.set_zero();
    }

    #[inline]
    fn accumulate(&mut self, other: &Range<T>) {
        self.start.accumulate(&other.start);
        self.end.accumulate(&other.end);
    }

    #[inline]
    fn scale(&mut self, factor: f64) {
        self.start.scale(factor);
        self.end.scale(factor);
    }

    #[inline]
    fn dot(&self, other: &Range<T>) -> f64 {
        self.start.dot(&other.start) + self.end.dot(&other.end)
    }
}
