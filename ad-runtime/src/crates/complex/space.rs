//! The tangent of a complex number is one.

use num_complex::Complex;

use crate::check::coordinates::{Coordinates, Listed, Visitor};
use crate::crates::methods::Bar;
use crate::parameters::{Misfit, MovedBy};
use crate::space::{Differentiable, TangentSpace};

#[diagnostic::do_not_recommend]
impl Differentiable for Complex<f64> {
    type Tangent = Complex<f64>;

    #[inline]
    fn zero_tangent(&self) -> Complex<f64> {
        Complex::new(0.0, 0.0)
    }

    #[inline]
    fn has_one_shape(&self) -> bool {
        true
    }

    #[inline]
    fn same_shape(&self, _: &Self) -> bool {
        true
    }
}

#[diagnostic::do_not_recommend]
impl TangentSpace for Complex<f64> {
    #[inline]
    fn zero_like(&self) -> Self {
        Complex::new(0.0, 0.0)
    }

    #[inline]
    fn set_zero(&mut self) {
        *self = Complex::new(0.0, 0.0);
    }

    #[inline]
    fn accumulate(&mut self, other: &Self) {
        *self += other;
    }

    #[inline]
    fn scale(&mut self, factor: f64) {
        *self *= factor;
    }

    #[inline]
    fn dot(&self, other: &Self) -> f64 {
        self.re * other.re + self.im * other.im
    }
}

impl Bar for Complex<f64> {
    #[inline]
    fn is_nothing(&self) -> bool {
        self.re == 0.0 && self.im == 0.0
    }
}

#[diagnostic::do_not_recommend]
impl Listed for Complex<f64> {
    fn listed(&self, visitor: &mut Visitor<'_>) {
        visitor.look(format_args!(".re"), &self.re);
        visitor.look(format_args!(".im"), &self.im);
    }
}

#[diagnostic::do_not_recommend]
impl Coordinates for Complex<f64> {
    type Owned = Self;

    fn replaced(&self, visitor: &mut Visitor<'_>) -> Self {
        let re = visitor.part(format_args!(".re"), &self.re);
        Complex::new(re, visitor.part(format_args!(".im"), &self.im))
    }
}

#[diagnostic::do_not_recommend]
impl MovedBy<Complex<f64>> for Complex<f64> {
    fn move_along(&mut self, factor: f64, tangent: &Self) -> Result<(), Misfit> {
        self.re += factor * tangent.re;
        self.im += factor * tangent.im;
        Ok(())
    }

    fn change_coordinates(&mut self, change: &mut impl FnMut(f64) -> f64) {
        self.re = change(self.re);
        self.im = change(self.im);
    }
}
