//! Bars that a pullback adds to, and fresh ones beside them: for what closures capture, and for infinite cotangents.
//!
//! The cotangent of a call is infinite where a root is taken of it at zero, `dot(&x, &x).sqrt()`. A pullback is linear, so it is asked what comes of one; of what is zero nothing
//! comes, as nothing comes of a dot that is zero in forward mode. A norm has the derivative zero at the origin in both.

use crate::TangentSpace;
use crate::space::accumulate::Accumulate;

/// What a bar points to, and the tangent that is added to it.
#[doc(hidden)]
pub trait Bar {
    /// The tangent.
    type Owned;

    /// The zero of its shape.
    fn zero(&self) -> Self::Owned;
}

impl<T: TangentSpace> Bar for T {
    type Owned = T;

    #[inline]
    fn zero(&self) -> T {
        self.zero_like()
    }
}

impl<T: TangentSpace> Bar for [T] {
    type Owned = Vec<T>;

    fn zero(&self) -> Vec<T> {
        self.iter().map(T::zero_like).collect()
    }
}

/// The zero for what is captured, of the shape of its bar.
#[doc(hidden)]
#[inline]
pub fn fresh<B: Bar + ?Sized>(bar: &Option<&mut B>) -> Option<B::Owned> {
    bar.as_deref().map(B::zero)
}

/// Adds what a closure's pullback made to the bar of what it captures.
#[doc(hidden)]
#[inline]
pub fn give_back<B: Accumulate<V> + ?Sized, V>(bar: Option<&mut B>, value: Option<V>) {
    if let (Some(bar), Some(value)) = (bar, value) {
        bar.add(value);
    }
}

/// If a cotangent is an infinite number: one of its sign.
#[doc(hidden)]
#[inline]
pub fn unbounded<C: TangentSpace>(cotangent: &C) -> Option<C> {
    cotangent.unit_of_infinite()
}

/// Adds infinitely many times `value` to a bar.
#[doc(hidden)]
#[cold]
pub fn give_back_unbounded<B, V>(bar: Option<&mut B>, value: Option<V>)
where
    B: Accumulate<V> + ?Sized,
    V: TangentSpace,
{
    let (Some(bar), Some(mut value)) = (bar, value) else { return };
    for _ in 0..SCALINGS {
        value.scale(f64::from(f32::MAX));
    }
    bar.add(value);
}

/// So often is the least number of an `f64` scaled by the largest of an `f32`, which both have, until it is infinite.
const SCALINGS: usize = 17;

#[cfg(test)]
mod tests {
    use super::*;

    /// The least numbers become infinite, zero stays zero.
    #[test]
    fn every_number_but_zero() {
        let mut bar = vec![0.0, 1.0, 0.0, 0.0];
        let least = f64::from_bits(1);
        give_back_unbounded(Some(&mut bar), Some(vec![least, -1e-300, 0.0, -0.0]));
        assert_eq!(bar, [f64::INFINITY, f64::NEG_INFINITY, 0.0, 0.0]);
        let mut bar = 0.0;
        give_back_unbounded(Some(&mut bar), Some(f32::from_bits(1)));
        assert_eq!(bar, f32::INFINITY);
    }
}
