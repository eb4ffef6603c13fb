//! What rotations of every kind have: how they turn vectors and one another, and what comes of dots and bars of that.

use nalgebra::{
    AbstractRotation, Complex, Rotation, SMatrix, SVector, UnitComplex, UnitQuaternion, Vector2,
    Vector3,
};

use super::operators::{back_of_turned, turned_by};
use super::space::Along;
use crate::crates::methods::{Bar, Tangent};
use crate::parameters::MovedBy;
use crate::space::{Differentiable, TangentSpace};

/// A rotation, whose product with vectors and rotations is linear in the numbers of each.
pub trait Turn<const D: usize>:
    AbstractRotation<f64, D>
    + Differentiable<Tangent: TangentSpace + Bar + Differentiable<Tangent = Tangent<Self>>>
    + MovedBy<Tangent<Self>>
{
    /// Of a turned vector, by a dot of the rotation.
    fn turned_by(&self, v: &SVector<f64, D>, dot: &Tangent<Self>) -> SVector<f64, D>;

    /// What comes of a turned vector's bar for the rotation.
    fn back_of_turned(&self, v: &SVector<f64, D>, bar: &SVector<f64, D>) -> Tangent<Self>;

    /// A dot times a rotation; with the inverse on the right, a product's bar for the left factor.
    fn times(dot: &Tangent<Self>, right: &Self) -> Tangent<Self>;

    /// A rotation times a dot; with the inverse on the left, a product's bar for the right factor.
    fn times_dot(&self, dot: &Tangent<Self>) -> Tangent<Self>;

    /// Of the inverse, a dot or a bar.
    fn reversed(dot: &Tangent<Self>) -> Tangent<Self>;
}

impl Turn<3> for UnitQuaternion<f64> {
    #[inline]
    fn turned_by(&self, v: &Vector3<f64>, dot: &Tangent<Self>) -> Vector3<f64> {
        turned_by(self, v, dot)
    }

    #[inline]
    fn back_of_turned(&self, v: &Vector3<f64>, bar: &Vector3<f64>) -> Tangent<Self> {
        Along(back_of_turned(self, v, bar))
    }

    #[inline]
    fn times(dot: &Tangent<Self>, right: &Self) -> Tangent<Self> {
        Along(dot.0 * right.quaternion())
    }

    #[inline]
    fn times_dot(&self, dot: &Tangent<Self>) -> Tangent<Self> {
        Along(self.quaternion() * dot.0)
    }

    #[inline]
    fn reversed(dot: &Tangent<Self>) -> Tangent<Self> {
        Along(dot.conjugate())
    }
}

impl Turn<2> for UnitComplex<f64> {
    #[inline]
    fn turned_by(&self, v: &Vector2<f64>, dot: &Tangent<Self>) -> Vector2<f64> {
        Vector2::new(dot.re * v.x - dot.im * v.y, dot.im * v.x + dot.re * v.y)
    }

    #[inline]
    fn back_of_turned(&self, v: &Vector2<f64>, bar: &Vector2<f64>) -> Tangent<Self> {
        Along(Complex::new(v.dot(bar), v.x * bar.y - v.y * bar.x))
    }

    #[inline]
    fn times(dot: &Tangent<Self>, right: &Self) -> Tangent<Self> {
        Along(dot.0 * right.complex())
    }

    #[inline]
    fn times_dot(&self, dot: &Tangent<Self>) -> Tangent<Self> {
        Along(self.complex() * dot.0)
    }

    #[inline]
    fn reversed(dot: &Tangent<Self>) -> Tangent<Self> {
        Along(dot.conj())
    }
}

impl<const D: usize> Turn<D> for Rotation<f64, D>
where
    Rotation<f64, D>: MovedBy<Along<SMatrix<f64, D, D>>>,
{
    #[inline]
    fn turned_by(&self, v: &SVector<f64, D>, dot: &Tangent<Self>) -> SVector<f64, D> {
        dot.0 * v
    }

    #[inline]
    fn back_of_turned(&self, v: &SVector<f64, D>, bar: &SVector<f64, D>) -> Tangent<Self> {
        Along(bar * v.transpose())
    }

    #[inline]
    fn times(dot: &Tangent<Self>, right: &Self) -> Tangent<Self> {
        Along(dot.0 * right.matrix())
    }

    #[inline]
    fn times_dot(&self, dot: &Tangent<Self>) -> Tangent<Self> {
        Along(self.matrix() * dot.0)
    }

    #[inline]
    fn reversed(dot: &Tangent<Self>) -> Tangent<Self> {
        Along(dot.transpose())
    }
}
