//! Tangents of translations and isometries.

use nalgebra::{Isometry, Translation};

use crate::check::coordinates::{Coordinates, Listed, Visitor};
use crate::crates::methods::{Bar, Tangent};
use crate::crates::nalgebra::of_a_vector::of_a_vector;
use crate::crates::nalgebra::rotations::Turn;
use crate::crates::passed::passed;
use crate::lent::Lent;
use crate::parameters::{Misfit, MovedBy};
use crate::space::{Differentiable, TangentSpace};

passed! {
    [const D: usize] Translation<f64, D> [];
    [R: Turn<D>, const D: usize] Isometry<f64, R, D> [];
}

of_a_vector! {
    [const D: usize] Translation<f64, D>, vector, Translation::identity();
}

#[diagnostic::do_not_recommend]
impl<const D: usize> Listed for Translation<f64, D> {
    fn listed(&self, visitor: &mut Visitor<'_>) {
        visitor.look(format_args!(".vector"), &self.vector);
    }
}

#[diagnostic::do_not_recommend]
impl<const D: usize> Coordinates for Translation<f64, D> {
    type Owned = Self;

    fn replaced(&self, visitor: &mut Visitor<'_>) -> Self {
        Translation::from(visitor.part(format_args!(".vector"), &self.vector))
    }
}

/// The tangent of an isometry, for `R` that of its rotation.
///
/// A place of the value is the same place of this, `pose_bar.translation.vector`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct IsometryTangent<R, const D: usize> {
    /// That of the rotation.
    pub rotation: R,
    /// That of the translation.
    pub translation: Translation<f64, D>,
}

impl<R: TangentSpace, const D: usize> TangentSpace for IsometryTangent<R, D> {
    #[inline]
    fn zero_like(&self) -> Self {
        IsometryTangent {
            rotation: self.rotation.zero_like(),
            translation: self.translation.zero_like(),
        }
    }

    #[inline]
    fn set_zero(&mut self) {
        self.rotation.set_zero();
        self.translation.set_zero();
    }

    #[inline]
    fn accumulate(&mut self, other: &Self) {
        self.rotation.accumulate(&other.rotation);
        self.translation.accumulate(&other.translation);
    }

    #[inline]
    fn scale(&mut self, factor: f64) {
        self.rotation.scale(factor);
        self.translation.scale(factor);
    }

    #[inline]
    fn dot(&self, other: &Self) -> f64 {
        self.rotation.dot(&other.rotation) + self.translation.dot(&other.translation)
    }
}

impl<R: Bar, const D: usize> Bar for IsometryTangent<R, D> {
    #[inline]
    fn is_nothing(&self) -> bool {
        self.rotation.is_nothing() && self.translation.is_nothing()
    }
}

#[diagnostic::do_not_recommend]
impl<R: TangentSpace + Differentiable<Tangent = R>, const D: usize> Differentiable
    for IsometryTangent<R, D>
{
    type Tangent = Self;

    #[inline]
    fn zero_tangent(&self) -> Self {
        self.zero_like()
    }
}

#[diagnostic::do_not_recommend]
impl<R: Turn<D>, const D: usize> Differentiable for Isometry<f64, R, D> {
    type Tangent = IsometryTangent<Tangent<R>, D>;

    #[inline]
    fn zero_tangent(&self) -> Self::Tangent {
        IsometryTangent {
            rotation: self.rotation.zero_tangent(),
            translation: self.translation.zero_tangent(),
        }
    }
}

/// Both have the same parts by the same names.
macro_rules! coordinates {
    ($([$($generics:tt)*] $ty:ty, $Part:ty, |$rotation:ident, $translation:ident| $made:expr;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($generics)*> Listed for $ty {
            fn listed(&self, visitor: &mut Visitor<'_>) {
                visitor.look(format_args!(".rotation"), &self.rotation);
                visitor.look(format_args!(".translation"), &self.translation);
            }
        }

        #[diagnostic::do_not_recommend]
        impl<$($generics)*> Coordinates for $ty
        where
            $Part: Coordinates<Owned = $Part>,
        {
            type Owned = Self;

            fn replaced(&self, visitor: &mut Visitor<'_>) -> Self {
                let $rotation = visitor.part(format_args!(".rotation"), &self.rotation);
                let $translation = visitor.part(format_args!(".translation"), &self.translation);
                $made
            }
        }
    )*};
}

coordinates! {
    [R: Listed, const D: usize] IsometryTangent<R, D>, R, |rotation, translation| IsometryTangent { rotation, translation };
    [R: Turn<D> + Listed, const D: usize] Isometry<f64, R, D>, R, |rotation, translation| Isometry::from_parts(translation, rotation);
}

/// What is moved, and by what, have the same parts by the same names.
macro_rules! moved {
    ($([$($generics:tt)*] $ty:ty, $By:ty;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($generics)*> MovedBy<IsometryTangent<$By, D>> for $ty {
            fn move_along(
                &mut self,
                factor: f64,
                tangent: &IsometryTangent<$By, D>,
            ) -> Result<(), Misfit> {
                self.rotation.move_along(factor, &tangent.rotation)?;
                self.translation.move_along(factor, &tangent.translation)
            }

            fn change_coordinates(&mut self, change: &mut impl FnMut(f64) -> f64) {
                self.rotation.change_coordinates(change);
                self.translation.change_coordinates(change);
            }
        }
    )*};
}

moved! {
    [R: MovedBy<R>, const D: usize] IsometryTangent<R, D>, R;
    [R: Turn<D>, const D: usize] Isometry<f64, R, D>, Tangent<R>;
}
