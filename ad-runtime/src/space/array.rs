//! `ndarray`: the tangent of an array or a view is an owned array of the same shape.

use ndarray::{Array, ArrayBase, Data, Dimension};

use super::{Differentiable, Point, TangentSpace};

#[diagnostic::do_not_recommend]
impl<S, D> Differentiable for ArrayBase<S, D>
where
    S: Data,
    S::Elem: Differentiable,
    D: Dimension,
{
    type Tangent = Array<<S::Elem as Differentiable>::Tangent, D>;

    #[inline]
    fn zero_tangent(&self) -> Self::Tangent {
        self.map(Differentiable::zero_tangent)
    }

    #[inline]
    fn same_shape(&self, other: &Self) -> bool {
        self.shape() == other.shape()
            && match (self.as_slice(), other.as_slice()) {
                (Some(a), Some(b)) => Point::same_shape(a, b),
                _ => self.iter().zip(other).all(|(a, b)| Differentiable::same_shape(a, b)),
            }
    }
}

impl<T: TangentSpace, D: Dimension> TangentSpace for Array<T, D> {
    #[inline]
    fn zero_like(&self) -> Self {
        self.map(T::zero_like)
    }

    #[inline]
    fn set_zero(&mut self) {
        self.map_inplace(T::set_zero);
    }

    #[inline]
    fn accumulate(&mut self, other: &Self) {
        assert_same_shape(self.shape(), other.shape());
        self.zip_mut_with(other, |bar, value| bar.accumulate(value));
    }

    #[inline]
    fn scale(&mut self, factor: f64) {
        self.map_inplace(|entry| entry.scale(factor));
    }

    #[inline]
    fn dot(&self, other: &Self) -> f64 {
        assert_same_shape(self.shape(), other.shape());
        self.iter().zip(other).map(|(a, b)| a.dot(b)).sum()
    }
}

/// No broadcasting here: a tangent has the shape of its point.
fn assert_same_shape(shape: &[usize], other: &[usize]) {
    assert!(
        shape == other,
        "tangents of the shapes {shape:?} and {other:?} belong to different points"
    );
}
