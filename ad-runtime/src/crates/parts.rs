//! Parts that other crates' types lend, where derivatives have them by value.
//!
//! A method by the name of one that lends a part may be one of a constant of another type: then it is called itself. Both ways result in one type.

/// What such a method resulted in.
#[derive(Debug)]
pub struct Part<T>(pub T);

/// What is no part of another crate's type is what it is. That of one has a method of its own, which is found first.
pub trait ItsOwnValue {
    /// What there is.
    type Value;

    /// It.
    fn ad_by_value(self) -> Self::Value;
}

impl<T> ItsOwnValue for Part<T> {
    type Value = T;

    #[inline]
    fn ad_by_value(self) -> T {
        self.0
    }
}

#[cfg(feature = "nalgebra")]
mod of_nalgebra {
    use nalgebra::allocator::Allocator;
    use nalgebra::{DefaultAllocator, Dim, Matrix, OMatrix, Quaternion, Storage};

    use super::Part;

    impl<R: Dim, C: Dim, S: Storage<f64, R, C>> Part<Matrix<f64, R, C, S>>
    where
        DefaultAllocator: Allocator<R, C>,
    {
        /// A view by value.
        #[inline]
        pub fn ad_by_value(self) -> OMatrix<f64, R, C> {
            self.0.into_owned()
        }
    }

    impl<R: Dim, C: Dim, S: Storage<f64, R, C>> Part<&Matrix<f64, R, C, S>>
    where
        DefaultAllocator: Allocator<R, C>,
    {
        /// A matrix by value.
        #[inline]
        pub fn ad_by_value(self) -> OMatrix<f64, R, C> {
            self.0.clone_owned()
        }
    }

    impl Part<&Quaternion<f64>> {
        /// A quaternion by value.
        #[inline]
        pub fn ad_by_value(self) -> Quaternion<f64> {
            *self.0
        }
    }
}
