#![doc = include_str!("../docs/parameters.md")]
//!
//! In the sources: `parameters/moved.rs` has what is different for each type, in place; the rest goes through
//! [`check::Listed`](crate::check::Listed), as checks do.

mod moved;
mod slices;

pub use moved::{Misfit, MovedBy};
pub use slices::SliceParameters;

use crate::check::coordinates::{self, Coordinates, Entries, Listed};
use crate::{Differentiable, TangentSpace};

/// What can be done with a value and a tangent of it; and with each of them as a list of coordinates.
///
/// The methods are in scope by `use ad_runtime::prelude::*`, for floats, tuples, arrays, slices, `Vec`, `Option`, `Box`, `ndarray`'s arrays and types with
/// `#[derive(Differentiable)]`, and for the tangents of all of these; see the [page](self) for a table.
///
/// The coordinates are all floats, in the order of the fields, variants' fields, elements and items. What has no derivative has no
/// coordinates and stays as it is: `#[constant]` fields, integers, texts, errors. A value and its tangent have the same coordinates.
pub trait Parameters:
    Differentiable + Listed + MovedBy<<Self as Differentiable>::Tangent> + Sized
{
    /// `self += factor * tangent`
    ///
    /// ```
    /// use ad_runtime::prelude::*;
    ///
    /// #[derive(Differentiable)]
    /// struct Line { slope: f64, offset: f64 }
    ///
    /// #[differentiate]
    /// fn error(line: &Line, #[constant] x: f64, #[constant] y: f64) -> f64 {
    ///     (line.slope * x + line.offset - y).powi(2)
    /// }
    ///
    /// let mut line = Line { slope: 1.0, offset: 0.0 };
    /// let bar = error::grad(&line, 2.0, 3.0);
    /// line.add_scaled(-0.25, &bar);
    /// assert_eq!((line.slope, line.offset), (2.0, 0.5));
    /// ```
    /// # Panics
    /// If the tangent has another shape: another length, or another variant of an enum. What comes before the place that differs is moved
    /// already; [`MovedBy::move_along`] tells of it instead.
    #[inline]
    #[track_caller]
    fn add_scaled(&mut self, factor: f64, tangent: &Self::Tangent) {
        if let Err(misfit) = self.move_along(factor, tangent) {
            misfits(&misfit);
        }
    }

    /// How many floats it has.
    fn n_coordinates(&self) -> usize {
        let mut n = 0;
        coordinates::each(self, |_| n += 1);
        n
    }

    /// All floats in order. An `f32` becomes the same number.
    fn to_coordinates(&self) -> Vec<f64> {
        let mut all = Vec::new();
        coordinates::each(self, |float| all.push(float.value));
        all
    }

    /// Writes all floats in order into a slice.
    ///
    /// # Panics
    /// If the slice is shorter or longer than that.
    #[track_caller]
    fn coordinates_into(&self, into: &mut [f64]) {
        same_number(self.n_coordinates(), into.len());
        let mut places = into.iter_mut();
        coordinates::each(self, |float| {
            if let Some(place) = places.next() {
                *place = float.value;
            }
        });
    }

    /// Replaces all floats in order; the shape stays. An `f32` takes the number nearest to its coordinate.
    ///
    /// # Panics
    /// If there are more or less of them than the value has. Nothing is changed then.
    #[track_caller]
    fn set_coordinates(&mut self, coordinates: &[f64]) {
        same_number(self.n_coordinates(), coordinates.len());
        let mut rest = coordinates.iter();
        self.change_coordinates(&mut |old| rest.next().copied().unwrap_or(old));
    }

    /// The same value with other floats, which needs no `Clone` but of the constant fields.
    ///
    /// # Panics
    /// If there are more or less of them than the value has.
    #[track_caller]
    fn with_coordinates(&self, coordinates: &[f64]) -> Self
    where
        Self: Coordinates<Owned = Self>,
    {
        same_number(self.n_coordinates(), coordinates.len());
        coordinates::replaced(self, &mut Entries::new(coordinates))
    }

    /// All floats in order, each with its place in the value: `hidden.weights[3]`. A number by itself has no name.
    fn named_coordinates(&self) -> Vec<(String, f64)> {
        coordinates::named(self)
    }

    /// Replaces each float by what `change` makes of it, in order.
    fn map_coordinates(&mut self, mut change: impl FnMut(f64) -> f64) {
        self.change_coordinates(&mut change);
    }

    /// The largest absolute value of a float: NaN if one of them is NaN, and zero if there is none.
    fn max_norm(&self) -> f64 {
        coordinates::max_norm(self)
    }
}

impl<V: Differentiable + Listed + MovedBy<<V as Differentiable>::Tangent>> Parameters for V {}

/// What can be done with tangents, by names that a prelude may hold: [`TangentSpace`] has the rest.
///
/// A tangent has the methods of [`Parameters`] too: `a.add_scaled(1.0, &b)` is the sum of two.
pub trait TangentVector: TangentSpace {
    /// `self *= factor`
    #[inline]
    fn scale_by(&mut self, factor: f64) {
        self.scale(factor);
    }

    /// The sum of the products of the floats.
    ///
    /// # Panics
    /// If the shapes differ.
    #[inline]
    #[track_caller]
    fn inner_product(&self, other: &Self) -> f64 {
        self.dot(other)
    }

    /// The root of the sum of the squares of the floats.
    #[inline]
    fn euclidean_norm(&self) -> f64 {
        self.dot(self).sqrt()
    }
}

impl<T: TangentSpace> TangentVector for T {}

#[cold]
#[track_caller]
fn misfits(misfit: &Misfit) -> ! {
    panic!("{misfit}: a tangent has the shape of its value")
}

#[track_caller]
fn same_number(value: usize, given: usize) {
    assert!(value == given, "the value has {value} coordinates, not {given}");
}
