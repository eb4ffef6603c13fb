//! `VecDeque`, whose tangents are deques of as many tangents.

use std::collections::VecDeque;

use super::{Differentiable, TangentSpace};

#[diagnostic::do_not_recommend]
impl<T: Differentiable> Differentiable for VecDeque<T> {
    type Tangent = VecDeque<T::Tangent>;

    #[inline]
    fn zero_tangent(&self) -> VecDeque<T::Tangent> {
        self.iter().map(T::zero_tangent).collect()
    }

    #[inline]
    fn same_shape(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().zip(other).all(|(a, b)| a.same_shape(b))
    }
}

impl<T: TangentSpace> TangentSpace for VecDeque<T> {
    #[inline]
    fn zero_like(&self) -> VecDeque<T> {
        self.iter().map(T::zero_like).collect()
    }

    #[inline]
    fn set_zero(&mut self) {
        self.iter_mut().for_each(T::set_zero);
    }

    #[inline]
    fn accumulate(&mut self, other: &VecDeque<T>) {
        assert_eq!(self.len(), other.len(), "the tangents of deques of different lengths");
        self.iter_mut().zip(other).for_each(|(entry, other)| entry.accumulate(other));
    }

    #[inline]
    fn scale(&mut self, factor: f64) {
        self.iter_mut().for_each(|entry| entry.scale(factor));
    }

    #[inline]
    fn dot(&self, other: &VecDeque<T>) -> f64 {
        self.iter().zip(other).map(|(entry, other)| entry.dot(other)).sum()
    }
}
