//! Tangents of points.

use nalgebra::Point;

use crate::check::coordinates::{Coordinates, Listed, Visitor};
use crate::crates::methods::Bar;
use crate::crates::passed::passed;
use crate::lent::Lent;
use crate::parameters::{Misfit, MovedBy};
use crate::space::{Differentiable, TangentSpace};

passed! {
    [const D: usize] Point<f64, D> [];
}

#[diagnostic::do_not_recommend]
impl<const D: usize> Differentiable for Point<f64, D> {
    type Tangent = Self;

    #[inline]
    fn zero_tangent(&self) -> Self {
        Point::origin()
    }
}

#[diagnostic::do_not_recommend]
impl<const D: usize> TangentSpace for Point<f64, D> {
    #[inline]
    fn zero_like(&self) -> Self {
        Point::origin()
    }

    #[inline]
    fn set_zero(&mut self) {
        self.coords.fill(0.0);
    }

    #[inline]
    fn accumulate(&mut self, other: &Self) {
        self.coords += other.coords;
    }

    #[inline]
    fn scale(&mut self, factor: f64) {
        self.coords *= factor;
    }

    #[inline]
    fn dot(&self, other: &Self) -> f64 {
        self.coords.dot(&other.coords)
    }
}

impl<const D: usize> Bar for Point<f64, D> {
    #[inline]
    fn is_nothing(&self) -> bool {
        self.coords.is_nothing()
    }
}

#[diagnostic::do_not_recommend]
impl<const D: usize> Listed for Point<f64, D> {
    fn listed(&self, visitor: &mut Visitor<'_>) {
        self.coords.listed(visitor);
    }
}

#[diagnostic::do_not_recommend]
impl<const D: usize> Coordinates for Point<f64, D> {
    type Owned = Self;

    fn replaced(&self, visitor: &mut Visitor<'_>) -> Self {
        Point::from(self.coords.replaced(visitor))
    }
}

#[diagnostic::do_not_recommend]
impl<const D: usize> MovedBy<Point<f64, D>> for Point<f64, D> {
    fn move_along(&mut self, factor: f64, tangent: &Self) -> Result<(), Misfit> {
        self.coords.move_along(factor, &tangent.coords)
    }

    fn change_coordinates(&mut self, change: &mut impl FnMut(f64) -> f64) {
        self.coords.change_coordinates(change);
    }
}

/// `p.x` is found by a pointer into the point itself.
impl<const D: usize> Lent<'_, Point<f64, D>> {
    /// It holds its coordinates.
    pub fn lent(self) {}

    /// It points to nothing but them.
    pub fn pointed(self) {}
}
