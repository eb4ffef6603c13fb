//! `bar += value`, `bar = value` and `bar = 0`, for every pair of types that derivatives meet. For [`Constant`](crate::Constant) all of
//! them are in `constant.rs`.

use super::TangentSpace;
use super::list::accumulate_entries;

/// A cotangent to which a `V` can be added, owned or borrowed, list or slice.
#[diagnostic::on_unimplemented(
    message = "a cotangent of type `{V}` can't be added to one of type `{Self}`",
    label = "the two tangent types differ"
)]
pub trait Accumulate<V> {
    /// `self += value`
    fn add(&mut self, value: V);
}

impl<T: TangentSpace> Accumulate<T> for T {
    #[inline]
    fn add(&mut self, value: T) {
        self.accumulate(&value);
    }
}

impl<T: TangentSpace> Accumulate<&T> for T {
    #[inline]
    fn add(&mut self, value: &T) {
        self.accumulate(value);
    }
}

macro_rules! lists {
    ($([$($generics:tt)*] $bar:ty, $value:ty;)*) => {$(
        impl<T: TangentSpace, $($generics)*> Accumulate<$value> for $bar {
            #[inline]
            fn add(&mut self, value: $value) {
                accumulate_entries(self, &value[..]);
            }
        }
    )*};
}

lists! {
    [] [T], Vec<T>;
    [] [T], &Vec<T>;
    [] [T], &[T];
    [const N: usize] [T], [T; N];
    [const N: usize] [T], &[T; N];
    [] Vec<T>, &[T];
    [const N: usize] Vec<T>, [T; N];
    [const N: usize] Vec<T>, &[T; N];
    [const N: usize] [T; N], Vec<T>;
    [const N: usize] [T; N], &Vec<T>;
    [const N: usize] [T; N], &[T];
}

/// What a bar points to: a tangent, or a list of them.
pub trait SetZero {
    /// Overwrites with zero.
    fn set_zero(&mut self);
}

impl<T: TangentSpace> SetZero for T {
    #[inline]
    fn set_zero(&mut self) {
        TangentSpace::set_zero(self);
    }
}

impl<T: TangentSpace> SetZero for [T] {
    #[inline]
    fn set_zero(&mut self) {
        self.iter_mut().for_each(T::set_zero);
    }
}

/// A place to which a `V` can be assigned.
#[diagnostic::on_unimplemented(
    message = "a tangent of type `{V}` can't be assigned to one of type `{Self}`",
    label = "the two tangent types differ"
)]
pub trait Assign<V> {
    /// `self = value`
    fn assign(&mut self, value: V);
}

impl<T: TangentSpace> Assign<T> for T {
    #[inline]
    fn assign(&mut self, value: T) {
        *self = value;
    }
}

/// A bar that becomes zero, of the shape that its variable had before.
pub trait Reset<S> {
    /// `self = 0`, of this shape if it is another one.
    fn reset(&mut self, shape: S);
}

impl<T: TangentSpace> Reset<Option<T>> for T {
    #[inline]
    fn reset(&mut self, shape: Option<T>) {
        match shape {
            _ if self.has_one_shape() => TangentSpace::set_zero(self),
            None => TangentSpace::set_zero(self),
            Some(zero) => *self = zero,
        }
    }
}
