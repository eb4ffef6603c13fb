//! Tangents of rotations: matrices, quaternions and vectors.

use std::ops::{Deref, DerefMut};

use nalgebra::allocator::Allocator;
use nalgebra::{
    Complex, DefaultAllocator, Dim, Normed, OVector, Quaternion, Rotation, Rotation2, Rotation3,
    SMatrix, Unit,
};

use crate::check::coordinates::{Coordinates, Listed, Visitor};
use crate::crates::methods::Bar;
use crate::crates::nalgebra::of_a_vector::of_a_vector;
use crate::crates::passed::passed;
use crate::lent::Lent;
use crate::parameters::{Misfit, MovedBy};
use crate::space::{Differentiable, TangentSpace};

passed! {
    [] Quaternion<f64> [];
    [const D: usize] Rotation<f64, D> [];
    [T: TangentSpace + Differentiable<Tangent = T>] Unit<T> [];
}

of_a_vector! {
    [] Quaternion<f64>, coords, Quaternion::new(0.0, 0.0, 0.0, 0.0);
}

/// The names of a quaternion's numbers, in the order in which they lie.
const NAMES: [&str; 4] = [".i", ".j", ".k", ".w"];

#[diagnostic::do_not_recommend]
impl Listed for Quaternion<f64> {
    fn listed(&self, visitor: &mut Visitor<'_>) {
        for (name, number) in NAMES.into_iter().zip(self.coords.iter()) {
            visitor.look(format_args!("{name}"), number);
        }
    }
}

#[diagnostic::do_not_recommend]
impl Coordinates for Quaternion<f64> {
    type Owned = Self;

    fn replaced(&self, visitor: &mut Visitor<'_>) -> Self {
        let mut replaced = *self;
        for (name, number) in NAMES.into_iter().zip(replaced.coords.iter_mut()) {
            *number = visitor.part(format_args!("{name}"), &*number);
        }
        replaced
    }
}

/// A tangent of a value that lies on a surface, in the space around it: a quaternion for a unit quaternion, a matrix for a rotation.
///
/// A place of the value is the same place of this, `q_bar.w`, `r_bar[(0, 1)]`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Along<T>(pub T);

impl<T> Deref for Along<T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for Along<T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<T: TangentSpace> TangentSpace for Along<T> {
    #[inline]
    fn zero_like(&self) -> Self {
        Along(self.0.zero_like())
    }

    #[inline]
    fn set_zero(&mut self) {
        self.0.set_zero();
    }

    #[inline]
    fn accumulate(&mut self, other: &Self) {
        self.0.accumulate(&other.0);
    }

    #[inline]
    fn scale(&mut self, factor: f64) {
        self.0.scale(factor);
    }

    #[inline]
    fn dot(&self, other: &Self) -> f64 {
        self.0.dot(&other.0)
    }
}

impl<T: Bar> Bar for Along<T> {
    #[inline]
    fn is_nothing(&self) -> bool {
        self.0.is_nothing()
    }
}

#[diagnostic::do_not_recommend]
impl<T: Listed> Listed for Along<T> {
    fn listed(&self, visitor: &mut Visitor<'_>) {
        self.0.listed(visitor);
    }
}

#[diagnostic::do_not_recommend]
impl<T: Coordinates<Owned = T>> Coordinates for Along<T> {
    type Owned = Self;

    fn replaced(&self, visitor: &mut Visitor<'_>) -> Self {
        Along(self.0.replaced(visitor))
    }
}

#[diagnostic::do_not_recommend]
impl<T: MovedBy<T>> MovedBy<Along<T>> for Along<T> {
    fn move_along(&mut self, factor: f64, tangent: &Self) -> Result<(), Misfit> {
        self.0.move_along(factor, &tangent.0)
    }

    fn change_coordinates(&mut self, change: &mut impl FnMut(f64) -> f64) {
        self.0.change_coordinates(change);
    }
}

#[diagnostic::do_not_recommend]
impl<T: TangentSpace + Differentiable<Tangent = T>> Differentiable for Along<T> {
    type Tangent = Self;

    #[inline]
    fn zero_tangent(&self) -> Self {
        self.zero_like()
    }

    #[inline]
    fn has_one_shape(&self) -> bool {
        self.0.has_one_shape()
    }

    #[inline]
    fn same_shape(&self, other: &Self) -> bool {
        self.0.same_shape(&other.0)
    }
}

#[diagnostic::do_not_recommend]
impl<T: TangentSpace + Differentiable<Tangent = T>> Differentiable for Unit<T> {
    type Tangent = Along<T>;

    #[inline]
    fn zero_tangent(&self) -> Along<T> {
        Along((**self).zero_tangent())
    }

    #[inline]
    fn has_one_shape(&self) -> bool {
        (**self).has_one_shape()
    }

    #[inline]
    fn same_shape(&self, other: &Self) -> bool {
        (**self).same_shape(other)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Listed> Listed for Unit<T> {
    fn listed(&self, visitor: &mut Visitor<'_>) {
        (**self).listed(visitor);
    }
}

macro_rules! replaced {
    ($([$($generics:tt)*] $ty:ty [$($bounds:tt)*];)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($generics)*> Coordinates for Unit<$ty>
        where
            $($bounds)*
        {
            type Owned = Self;

            fn replaced(&self, visitor: &mut Visitor<'_>) -> Self {
                Unit::new_unchecked((**self).replaced(visitor))
            }
        }
    )*};
}

replaced! {
    [] Quaternion<f64> [];
    [] Complex<f64> [];
    [D: Dim] OVector<f64, D> [DefaultAllocator: Allocator<D>];
}

/// Along the sphere: what is moved is made a unit again.
#[diagnostic::do_not_recommend]
impl<T: MovedBy<T> + Normed<Norm = f64> + Clone> MovedBy<Along<T>> for Unit<T> {
    fn move_along(&mut self, factor: f64, tangent: &Along<T>) -> Result<(), Misfit> {
        let mut moved = self.clone().into_inner();
        moved.move_along(factor, tangent)?;
        *self = Unit::new_normalize(moved);
        Ok(())
    }

    fn change_coordinates(&mut self, change: &mut impl FnMut(f64) -> f64) {
        let mut changed = self.clone().into_inner();
        changed.change_coordinates(change);
        *self = Unit::new_unchecked(changed);
    }
}

#[diagnostic::do_not_recommend]
impl<const D: usize> Differentiable for Rotation<f64, D> {
    type Tangent = Along<SMatrix<f64, D, D>>;

    #[inline]
    fn zero_tangent(&self) -> Self::Tangent {
        Along(SMatrix::zeros())
    }
}

#[diagnostic::do_not_recommend]
impl<const D: usize> Listed for Rotation<f64, D> {
    fn listed(&self, visitor: &mut Visitor<'_>) {
        self.matrix().listed(visitor);
    }
}

#[diagnostic::do_not_recommend]
impl<const D: usize> Coordinates for Rotation<f64, D> {
    type Owned = Self;

    fn replaced(&self, visitor: &mut Visitor<'_>) -> Self {
        Rotation::from_matrix_unchecked(self.matrix().replaced(visitor))
    }
}

/// Along the rotations: what is moved is made one again.
macro_rules! moved {
    ($($Rotation:ident $d:literal;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl MovedBy<Along<SMatrix<f64, $d, $d>>> for $Rotation<f64> {
            fn move_along(
                &mut self,
                factor: f64,
                tangent: &Along<SMatrix<f64, $d, $d>>,
            ) -> Result<(), Misfit> {
                let mut moved = self.into_inner();
                moved.move_along(factor, tangent)?;
                *self = $Rotation::from_matrix_eps(&moved, f64::EPSILON, 0, *self);
                Ok(())
            }

            fn change_coordinates(&mut self, change: &mut impl FnMut(f64) -> f64) {
                let mut changed = self.into_inner();
                changed.change_coordinates(change);
                *self = $Rotation::from_matrix_unchecked(changed);
            }
        }
    )*};
}

moved! {
    Rotation2 2;
    Rotation3 3;
}
