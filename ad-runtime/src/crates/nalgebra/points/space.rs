//! Tangents of points.

use nalgebra::Point;

use crate::check::coordinates::{Coordinates, Listed, Visitor};
use crate::crates::methods::Bar;
use crate::crates::nalgebra::of_a_vector::of_a_vector;
use crate::crates::passed::passed;
use crate::lent::Lent;
use crate::parameters::{Misfit, MovedBy};
use crate::space::{Differentiable, TangentSpace};

passed! {
    [const D: usize] Point<f64, D> [];
}

of_a_vector! {
    [const D: usize] Point<f64, D>, coords, Point::origin();
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
