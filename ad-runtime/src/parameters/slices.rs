//! Slices as parameters: the methods of [`Parameters`] for what has no size, and is borrowed.

use super::{MovedBy, Parameters, misfits, same_number};
use crate::Differentiable;
use crate::check::coordinates::{self, Listed};

/// What can be done with a slice and a tangent of it: the methods of [`Parameters`], but those that make another one.
pub trait SliceParameters {
    /// The tangent of a slice.
    type Bar;

    /// See [`Parameters::add_scaled`].
    fn add_scaled(&mut self, factor: f64, tangent: &Self::Bar);

    /// See [`Parameters::n_coordinates`].
    fn n_coordinates(&self) -> usize;

    /// See [`Parameters::to_coordinates`].
    fn to_coordinates(&self) -> Vec<f64>;

    /// See [`Parameters::coordinates_into`].
    fn coordinates_into(&self, into: &mut [f64]);

    /// See [`Parameters::set_coordinates`].
    fn set_coordinates(&mut self, coordinates: &[f64]);

    /// See [`Parameters::named_coordinates`].
    fn named_coordinates(&self) -> Vec<(String, f64)>;

    /// See [`Parameters::map_coordinates`].
    fn map_coordinates(&mut self, change: impl FnMut(f64) -> f64);

    /// See [`Parameters::max_norm`].
    fn max_norm(&self) -> f64;
}

impl<T: Parameters> SliceParameters for [T]
where
    [T]: Listed + MovedBy<Vec<<T as Differentiable>::Tangent>>,
{
    type Bar = Vec<<T as Differentiable>::Tangent>;

    #[inline]
    #[track_caller]
    fn add_scaled(&mut self, factor: f64, tangent: &Self::Bar) {
        if let Err(misfit) = self.move_along(factor, tangent) {
            misfits(&misfit);
        }
    }

    fn n_coordinates(&self) -> usize {
        self.iter().map(T::n_coordinates).sum()
    }

    fn to_coordinates(&self) -> Vec<f64> {
        self.iter().flat_map(T::to_coordinates).collect()
    }

    #[track_caller]
    fn coordinates_into(&self, into: &mut [f64]) {
        same_number(self.n_coordinates(), into.len());
        into.copy_from_slice(&self.to_coordinates());
    }

    #[track_caller]
    fn set_coordinates(&mut self, coordinates: &[f64]) {
        same_number(self.n_coordinates(), coordinates.len());
        let mut rest = coordinates.iter();
        self.change_coordinates(&mut |old| rest.next().copied().unwrap_or(old));
    }

    fn named_coordinates(&self) -> Vec<(String, f64)> {
        coordinates::named(self)
    }

    fn map_coordinates(&mut self, mut change: impl FnMut(f64) -> f64) {
        self.change_coordinates(&mut change);
    }

    fn max_norm(&self) -> f64 {
        coordinates::max_norm(self)
    }
}
