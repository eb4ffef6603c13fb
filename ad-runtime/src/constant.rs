//! [`Constant`]: the tangent of a field that is a constant.
//!
//! Generated code can't see which fields of a struct are constants, and adds to their cotangents, reads their dots, indexes and grows
//! them as it does with others. So this type has whatever generated code asks of a tangent: each operation is that of the structural
//! zero, and does nothing. Invariant: `Constant` is no [`TangentSpace`]. That keeps it apart from all other tangents, so that the
//! runtime's functions have one meaning for those and another one here.

mod lists;
mod operators;
#[cfg(test)]
mod tests;

use crate::Differentiable;
use crate::check::coordinates::{Coordinates, Listed, Visitor};
use crate::parameters::{Misfit, MovedBy};

/// The tangent of a field that is marked `#[constant]`: it holds nothing and behaves like a zero.
///
/// ```
/// use ad_runtime::{Constant, prelude::*};
///
/// #[derive(Differentiable)]
/// struct Line {
///     slope: f64,
///     #[constant]
///     offset: f64,
/// }
///
/// #[differentiate]
/// fn at(line: &Line, x: f64) -> f64 {
///     line.slope * x + line.offset
/// }
///
/// let line = Line { slope: 2.0, offset: 1.0 };
/// assert_eq!(at::grad(&line, 3.0), (LineTangent { slope: 3.0, offset: Constant }, 2.0));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Constant;

/// A constant has no derivative itself.
#[diagnostic::do_not_recommend]
impl Differentiable for Constant {
    type Tangent = ();

    #[inline]
    fn zero_tangent(&self) {}

    #[inline]
    fn same_shape(&self, _: &Constant) -> bool {
        true
    }
}

#[diagnostic::do_not_recommend]
impl Listed for Constant {
    fn listed(&self, _: &mut Visitor<'_>) {}
}

impl Coordinates for Constant {
    type Owned = Constant;

    fn replaced(&self, _: &mut Visitor<'_>) -> Constant {
        Constant
    }
}

impl MovedBy<()> for Constant {
    #[inline]
    fn move_along(&mut self, _: f64, (): &()) -> Result<(), Misfit> {
        Ok(())
    }

    #[inline]
    fn change_coordinates(&mut self, _: &mut impl FnMut(f64) -> f64) {}
}

/// It is written as nothing, `null` in JSON.
#[cfg(feature = "serde")]
impl serde::Serialize for Constant {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit()
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Constant {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Constant, D::Error> {
        <()>::deserialize(deserializer).map(|()| Constant)
    }
}
