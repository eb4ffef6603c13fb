//! The tangent of an owned matrix is a matrix of the same type and shape.

use nalgebra::allocator::Allocator;
use nalgebra::{DefaultAllocator, Dim, OMatrix};

use crate::check::coordinates::{Coordinates, Listed, Visitor};
use crate::lent::Lent;
use crate::parameters::{Misfit, MovedBy};
use crate::space::{Differentiable, TangentSpace};

#[diagnostic::do_not_recommend]
impl<R: Dim, C: Dim> Differentiable for OMatrix<f64, R, C>
where
    DefaultAllocator: Allocator<R, C>,
{
    type Tangent = OMatrix<f64, R, C>;

    #[inline]
    fn zero_tangent(&self) -> Self::Tangent {
        let (rows, columns) = self.shape_generic();
        OMatrix::zeros_generic(rows, columns)
    }

    #[inline]
    fn has_one_shape(&self) -> bool {
        R::try_to_usize().is_some() && C::try_to_usize().is_some()
    }

    #[inline]
    fn same_shape(&self, other: &Self) -> bool {
        self.shape() == other.shape()
    }
}

#[diagnostic::do_not_recommend]
impl<R: Dim, C: Dim> TangentSpace for OMatrix<f64, R, C>
where
    DefaultAllocator: Allocator<R, C>,
{
    #[inline]
    fn zero_like(&self) -> Self {
        self.zero_tangent()
    }

    #[inline]
    fn set_zero(&mut self) {
        self.fill(0.0);
    }

    #[inline]
    fn accumulate(&mut self, other: &Self) {
        assert_same_shape(self.shape(), other.shape());
        for (bar, value) in self.iter_mut().zip(other.iter()) {
            *bar += value;
        }
    }

    #[inline]
    fn scale(&mut self, factor: f64) {
        self.iter_mut().for_each(|entry| *entry *= factor);
    }

    #[inline]
    fn dot(&self, other: &Self) -> f64 {
        assert_same_shape(self.shape(), other.shape());
        self.iter().zip(other.iter()).map(|(a, b)| a * b).sum()
    }
}

fn assert_same_shape(shape: (usize, usize), other: (usize, usize)) {
    assert!(
        shape == other,
        "tangents of the shapes {shape:?} and {other:?} belong to different points"
    );
}

/// Where in a matrix an entry is, by its number in the order of columns.
fn place(i: usize, shape: (usize, usize)) -> String {
    match shape {
        (_, 1) => format!("[{i}]"),
        (rows, _) => format!("[({}, {})]", i % rows, i / rows),
    }
}

#[diagnostic::do_not_recommend]
impl<R: Dim, C: Dim> Listed for OMatrix<f64, R, C>
where
    DefaultAllocator: Allocator<R, C>,
{
    fn listed(&self, visitor: &mut Visitor<'_>) {
        for (i, entry) in self.iter().enumerate() {
            visitor.look(format_args!("{}", place(i, self.shape())), entry);
        }
    }
}

#[diagnostic::do_not_recommend]
impl<R: Dim, C: Dim> Coordinates for OMatrix<f64, R, C>
where
    DefaultAllocator: Allocator<R, C>,
{
    type Owned = Self;

    fn replaced(&self, visitor: &mut Visitor<'_>) -> Self {
        let (mut replaced, shape) = (self.clone(), self.shape());
        for (i, entry) in replaced.iter_mut().enumerate() {
            *entry = visitor.part(format_args!("{}", place(i, shape)), &*entry);
        }
        replaced
    }
}

#[diagnostic::do_not_recommend]
impl<R: Dim, C: Dim> MovedBy<OMatrix<f64, R, C>> for OMatrix<f64, R, C>
where
    DefaultAllocator: Allocator<R, C>,
{
    fn move_along(&mut self, factor: f64, tangent: &Self) -> Result<(), Misfit> {
        if self.shape() != tangent.shape() {
            let shapes = (self.shape(), tangent.shape());
            let what = format!("is of the shape {:?}, and its tangent of {:?}", shapes.0, shapes.1);
            return Err(Misfit::new(what));
        }
        for (entry, tangent) in self.iter_mut().zip(tangent.iter()) {
            *entry += factor * tangent;
        }
        Ok(())
    }

    fn change_coordinates(&mut self, change: &mut impl FnMut(f64) -> f64) {
        self.iter_mut().for_each(|entry| *entry = change(*entry));
    }
}

/// `v.x` is found by a pointer into the matrix itself.
impl<R: Dim, C: Dim> Lent<'_, OMatrix<f64, R, C>>
where
    DefaultAllocator: Allocator<R, C>,
{
    /// It holds its entries.
    pub fn lent(self) {}

    /// It points to nothing but them.
    pub fn pointed(self) {}
}
