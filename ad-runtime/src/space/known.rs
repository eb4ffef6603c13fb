//! The tangents of types as generated code asks for them, so that one without is one error.

use super::{Point, TangentSpace};

/// What has a tangent, given the proof that it has ([`Point::KNOWN`]): where rustc can't make that out it says so, and
/// nothing of what is done with the tangent.
pub trait HasTangent<const KNOWN: bool> {
    /// What holds a derivative.
    type Tangent: TangentSpace;

    /// [`Point::zero_tangent`]
    fn zero_tangent(&self) -> Self::Tangent;

    /// [`zero_bar`]
    fn zero_bar(&self) -> Self::Tangent;

    /// [`Point::has_one_shape`]
    fn has_one_shape(&self) -> bool;

    /// [`Point::same_shape`]
    fn same_shape(&self, other: &Self) -> bool;
}

/// The zero cotangent of a value, to be added to. Where that is but a few numbers they are `-0.0`: as `-0.0 + x` is `x` whatever `x` is, the sum
/// costs nothing where it is known to be the first, which `0.0 + x` does, since that is `0.0` if `x` is `-0.0`.
#[inline]
pub fn zero_bar<V: Point + ?Sized>(value: &V) -> V::Tangent {
    let mut zero = value.zero_tangent();
    if const { !std::mem::needs_drop::<V::Tangent>() && size_of::<V::Tangent>() <= 512 } {
        zero.scale(-1.0);
    }
    zero
}

/// What has a tangent that can be copied: of a type without a tangent, simply not so.
pub trait TangentIsCopy: Point<Tangent: Copy> {}

impl<T: Point<Tangent: Copy> + ?Sized> TangentIsCopy for T {}

impl<T: Point + ?Sized, const KNOWN: bool> HasTangent<KNOWN> for T {
    type Tangent = T::Tangent;

    #[inline]
    fn zero_tangent(&self) -> T::Tangent {
        Point::zero_tangent(self)
    }

    #[inline]
    fn zero_bar(&self) -> T::Tangent {
        zero_bar(self)
    }

    #[inline]
    fn has_one_shape(&self) -> bool {
        Point::has_one_shape(self)
    }

    #[inline]
    fn same_shape(&self, other: &T) -> bool {
        Point::same_shape(self, other)
    }
}
