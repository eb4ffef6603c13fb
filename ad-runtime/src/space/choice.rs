//! `Option` and `Result`, whose tangents are of the same variant. An error is a constant: only `Ok` has a tangent.

use super::list::{accumulate_entries, assert_same_len};
use super::{Differentiable, TangentSpace};

#[diagnostic::do_not_recommend]
impl<T: Differentiable> Differentiable for Option<T> {
    type Tangent = Option<T::Tangent>;

    #[inline]
    fn zero_tangent(&self) -> Self::Tangent {
        self.as_ref().map(T::zero_tangent)
    }

    #[inline]
    fn same_shape(&self, other: &Self) -> bool {
        match (self, other) {
            (Some(a), Some(b)) => a.same_shape(b),
            (None, None) => true,
            _ => false,
        }
    }
}

#[diagnostic::do_not_recommend]
impl<T: Differentiable, E> Differentiable for Result<T, E> {
    type Tangent = Result<T::Tangent, ()>;

    #[inline]
    fn zero_tangent(&self) -> Self::Tangent {
        match self {
            Ok(value) => Ok(value.zero_tangent()),
            Err(_) => Err(()),
        }
    }

    #[inline]
    fn same_shape(&self, other: &Self) -> bool {
        match (self, other) {
            (Ok(a), Ok(b)) => a.same_shape(b),
            (Err(_), Err(_)) => true,
            _ => false,
        }
    }
}

impl<T: TangentSpace> TangentSpace for Option<T> {
    #[inline]
    fn zero_like(&self) -> Option<T> {
        self.as_ref().map(T::zero_like)
    }

    #[inline]
    fn set_zero(&mut self) {
        self.iter_mut().for_each(T::set_zero);
    }

    #[inline]
    fn accumulate(&mut self, other: &Option<T>) {
        accumulate_entries(self.as_mut_slice(), other.as_slice());
    }

    #[inline]
    fn scale(&mut self, factor: f64) {
        self.iter_mut().for_each(|entry| entry.scale(factor));
    }

    #[inline]
    fn dot(&self, other: &Option<T>) -> f64 {
        assert_same_len(self.iter().len(), other.iter().len());
        self.iter().zip(other).map(|(a, b)| a.dot(b)).sum()
    }
}

impl<T: TangentSpace> TangentSpace for Result<T, ()> {
    #[inline]
    fn zero_like(&self) -> Self {
        match self {
            Ok(value) => Ok(value.zero_like()),
            Err(()) => Err(()),
        }
    }

    #[inline]
    fn set_zero(&mut self) {
        self.iter_mut().for_each(T::set_zero);
    }

    #[inline]
    fn accumulate(&mut self, other: &Self) {
        match (self, other) {
            (Ok(bar), Ok(value)) => bar.accumulate(value),
            (Err(()), Err(())) => {}
            _ => different_variants("Result"),
        }
    }

    #[inline]
    fn scale(&mut self, factor: f64) {
        self.iter_mut().for_each(|entry| entry.scale(factor));
    }

    #[inline]
    fn dot(&self, other: &Self) -> f64 {
        match (self, other) {
            (Ok(a), Ok(b)) => a.dot(b),
            (Err(()), Err(())) => 0.0,
            _ => different_variants("Result"),
        }
    }
}

/// What adding tangents at different variants of an enum comes to.
///
/// # Panics
/// Always.
#[cold]
#[track_caller]
pub fn different_variants(name: &str) -> ! {
    panic!("tangents of different variants of `{name}` belong to different points");
}
