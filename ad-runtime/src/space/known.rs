//! The tangents of types as generated code asks for them, so that one without is one error.

use super::{Differentiable, TangentSpace};

/// What has a tangent, given the proof that it has ([`Differentiable::KNOWN`]): where rustc can't make that out it says so, and
/// nothing of what is done with the tangent.
pub trait HasTangent<const KNOWN: bool> {
    /// What holds a derivative.
    type Tangent: TangentSpace;

    /// [`Differentiable::zero_tangent`]
    fn zero_tangent(&self) -> Self::Tangent;

    /// [`zero_bar`](crate::private::zero_bar)
    fn zero_bar(&self) -> Self::Tangent;

    /// [`Differentiable::has_one_shape`]
    fn has_one_shape(&self) -> bool;

    /// [`Differentiable::same_shape`]
    fn same_shape(&self, other: &Self) -> bool;
}

/// What has a tangent that can be copied: of a type without a tangent, simply not so.
pub trait TangentIsCopy: Differentiable<Tangent: Copy> {}

impl<T: Differentiable<Tangent: Copy> + ?Sized> TangentIsCopy for T {}

impl<T: Differentiable + ?Sized, const KNOWN: bool> HasTangent<KNOWN> for T {
    type Tangent = T::Tangent;

    #[inline]
    fn zero_tangent(&self) -> T::Tangent {
        Differentiable::zero_tangent(self)
    }

    #[inline]
    fn zero_bar(&self) -> T::Tangent {
        crate::private::zero_bar(self)
    }

    #[inline]
    fn has_one_shape(&self) -> bool {
        Differentiable::has_one_shape(self)
    }

    #[inline]
    fn same_shape(&self, other: &T) -> bool {
        Differentiable::same_shape(self, other)
    }
}
