//! `bar += value` and `bar = 0`, for every pair of types that derivatives meet.

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
