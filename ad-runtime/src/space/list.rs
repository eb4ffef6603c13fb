//! Slices, `Vec`s and arrays, whose tangents are lists of as many tangents.

use super::{Differentiable, Point, TangentSpace};

#[diagnostic::do_not_recommend]
impl<T: Differentiable> Point for [T] {
    type Tangent = Vec<T::Tangent>;

    #[inline]
    fn zero_tangent(&self) -> Self::Tangent {
        self.iter().map(Differentiable::zero_tangent).collect()
    }

    #[inline]
    fn same_shape(&self, other: &Self) -> bool {
        self.len() == other.len()
            && self.iter().zip(other).all(|(a, b)| Differentiable::same_shape(a, b))
    }
}

#[diagnostic::do_not_recommend]
impl<T: Differentiable> Differentiable for Vec<T> {
    type Tangent = Vec<T::Tangent>;

    #[inline]
    fn zero_tangent(&self) -> Self::Tangent {
        Point::zero_tangent(self.as_slice())
    }

    #[inline]
    fn same_shape(&self, other: &Self) -> bool {
        Point::same_shape(self.as_slice(), other.as_slice())
    }
}

#[diagnostic::do_not_recommend]
impl<T: Differentiable, const N: usize> Differentiable for [T; N] {
    type Tangent = [T::Tangent; N];

    #[inline]
    fn zero_tangent(&self) -> Self::Tangent {
        self.each_ref().map(Differentiable::zero_tangent)
    }

    #[inline]
    fn has_one_shape(&self) -> bool {
        self.iter().all(Differentiable::has_one_shape)
    }

    #[inline]
    fn same_shape(&self, other: &Self) -> bool {
        self.iter().zip(other).all(|(a, b)| Differentiable::same_shape(a, b))
    }
}

impl<T: TangentSpace> TangentSpace for Vec<T> {
    #[inline]
    fn zero_like(&self) -> Vec<T> {
        self.iter().map(T::zero_like).collect()
    }

    #[inline]
    fn set_zero(&mut self) {
        self.iter_mut().for_each(T::set_zero);
    }

    #[inline]
    fn accumulate(&mut self, other: &Vec<T>) {
        accumulate_entries(self, other);
    }

    #[inline]
    fn scale(&mut self, factor: f64) {
        self.iter_mut().for_each(|entry| entry.scale(factor));
    }

    #[inline]
    fn dot(&self, other: &Vec<T>) -> f64 {
        assert_same_len(self.len(), other.len());
        self.iter().zip(other).map(|(a, b)| a.dot(b)).sum()
    }
}

impl<T: TangentSpace, const N: usize> TangentSpace for [T; N] {
    #[inline]
    fn zero_like(&self) -> [T; N] {
        self.each_ref().map(T::zero_like)
    }

    #[inline]
    fn set_zero(&mut self) {
        self.iter_mut().for_each(T::set_zero);
    }

    #[inline]
    fn accumulate(&mut self, other: &[T; N]) {
        accumulate_entries(self, other);
    }

    #[inline]
    fn scale(&mut self, factor: f64) {
        self.iter_mut().for_each(|entry| entry.scale(factor));
    }

    #[inline]
    fn dot(&self, other: &[T; N]) -> f64 {
        self.iter().zip(other).map(|(a, b)| a.dot(b)).sum()
    }
}

/// Adds entry by entry.
///
/// # Panics
/// If the lengths differ.
#[inline]
pub(super) fn accumulate_entries<T: TangentSpace>(bar: &mut [T], value: &[T]) {
    assert_same_len(bar.len(), value.len());
    for (bar, value) in bar.iter_mut().zip(value) {
        bar.accumulate(value);
    }
}

#[inline]
pub(super) fn assert_same_len(len: usize, other: usize) {
    assert!(len == other, "tangents of {len} and of {other} entries belong to different points");
}
