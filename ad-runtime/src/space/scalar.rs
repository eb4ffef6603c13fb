//! Floats, whose tangents are floats; values without derivatives; pointers, which are looked through.

use std::marker::PhantomData;

use super::{Differentiable, Point, TangentSpace};

macro_rules! float {
    ($($float:ident)*) => {$(
        #[diagnostic::do_not_recommend]
        impl Differentiable for $float {
            type Tangent = $float;

            #[inline]
            fn zero_tangent(&self) -> $float {
                0.0
            }

            #[inline]
            fn has_one_shape(&self) -> bool {
                true
            }

            #[inline]
            fn same_shape(&self, _: &$float) -> bool {
                true
            }
        }

        impl TangentSpace for $float {
            #[inline]
            fn zero_like(&self) -> $float {
                0.0
            }

            #[inline]
            fn set_zero(&mut self) {
                *self = 0.0;
            }

            #[inline]
            fn accumulate(&mut self, other: &$float) {
                *self += other;
            }

            #[inline]
            fn scale(&mut self, factor: f64) {
                *self *= factor as $float;
            }

            #[inline]
            fn dot(&self, other: &$float) -> f64 {
                f64::from(*self) * f64::from(*other)
            }

            #[inline]
            fn unit_of_infinite(&self) -> Option<$float> {
                self.is_infinite().then(|| self.signum())
            }
        }
    )*};
}

float!(f64 f32);

macro_rules! constant {
    ($($ty:ty),*) => {$(
        #[diagnostic::do_not_recommend]
        impl Differentiable for $ty {
            type Tangent = ();

            #[inline]
            fn zero_tangent(&self) {}

            #[inline]
            fn has_one_shape(&self) -> bool {
                true
            }

            #[inline]
            fn same_shape(&self, _: &$ty) -> bool {
                true
            }
        }
    )*};
}

constant!(
    u8,
    u16,
    u32,
    u64,
    u128,
    usize,
    i8,
    i16,
    i32,
    i64,
    i128,
    isize,
    bool,
    char,
    String,
    std::cmp::Ordering,
    std::num::FpCategory,
    ()
);

#[diagnostic::do_not_recommend]
impl Point for str {
    type Tangent = ();

    #[inline]
    fn zero_tangent(&self) {}

    #[inline]
    fn has_one_shape(&self) -> bool {
        true
    }

    #[inline]
    fn same_shape(&self, _: &str) -> bool {
        true
    }
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized> Differentiable for PhantomData<T> {
    type Tangent = ();

    #[inline]
    fn zero_tangent(&self) {}

    #[inline]
    fn has_one_shape(&self) -> bool {
        true
    }

    #[inline]
    fn same_shape(&self, _: &PhantomData<T>) -> bool {
        true
    }
}

impl TangentSpace for () {
    #[inline]
    fn zero_like(&self) {}

    #[inline]
    fn set_zero(&mut self) {}

    #[inline]
    fn accumulate(&mut self, (): &()) {}

    #[inline]
    fn scale(&mut self, _: f64) {}

    #[inline]
    fn dot(&self, (): &()) -> f64 {
        0.0
    }
}

macro_rules! pointer {
    ($($pointer:ty $(where $bound:ident)?;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<T: Point $(+ $bound)? + ?Sized> Differentiable for $pointer {
            type Tangent = T::Tangent;

            #[inline]
            fn zero_tangent(&self) -> T::Tangent {
                Point::zero_tangent(&**self)
            }

            #[inline]
            fn has_one_shape(&self) -> bool {
                Point::has_one_shape(&**self)
            }

            #[inline]
            fn same_shape(&self, other: &Self) -> bool {
                Point::same_shape(&**self, &**other)
            }
        }
    )*};
}

pointer! {
    &T;
    &mut T;
    Box<T>;
    std::rc::Rc<T>;
    std::sync::Arc<T>;
    std::borrow::Cow<'_, T> where ToOwned;
}
