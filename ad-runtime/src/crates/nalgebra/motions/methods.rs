//! Methods of isometries and translations.

use nalgebra::{Isometry, Point, SVector, Translation};

use super::operators::{left_bar, left_dot, parts, right_bar, right_dot};
use super::space::IsometryTangent;
use crate::crates::methods::{Bar, Tangent, binary, unary};
use crate::crates::nalgebra::rotations::Turn;
use crate::payload::ReceiverDot;
use crate::space::{Differentiable, TangentSpace};
use crate::underived::Marked;

/// What is a motion's tangent, or that of a point or a vector.
pub trait Straight: TangentSpace + Bar + Differentiable<Tangent = Self> {}

impl<T: TangentSpace + Bar + Differentiable<Tangent = T>> Straight for T {}

/// A motion, and what comes of a bar for it, and of a dot of it. Of vectors only the rotation matters.
pub trait Motion: Differentiable<Tangent: Straight> + Clone {
    /// The vectors.
    type Vector: Straight;

    /// The points.
    type Point: Straight;

    /// The inverse.
    fn inverted(&self) -> Self;

    /// What comes of its bar.
    fn inverted_bar(&self, bar: &Tangent<Self>) -> Tangent<Self>;

    /// What comes of a dot.
    fn inverted_dot(&self, dot: &Tangent<Self>) -> Tangent<Self>;

    /// A moved point.
    fn moved(&self, p: &Self::Point) -> Self::Point;

    /// What comes of its bar.
    fn moved_bar(&self, p: &Self::Point, bar: &Self::Point) -> Tangent<Self>;

    /// What comes of a dot of the motion.
    fn moved_dot(&self, p: &Self::Point, dot: &Tangent<Self>) -> Self::Point;

    /// A turned vector.
    fn turned(&self, v: &Self::Vector) -> Self::Vector;

    /// What comes of its bar.
    fn turned_bar(&self, v: &Self::Vector, bar: &Self::Vector) -> Tangent<Self>;

    /// What comes of a dot of the motion.
    fn turned_dot(&self, v: &Self::Vector, dot: &Tangent<Self>) -> Self::Vector;

    /// A vector that is turned back, as a bar is.
    fn turned_back(&self, v: &Self::Vector) -> Self::Vector;

    /// A dot of a point as a vector.
    fn vector(p: &Self::Point) -> Self::Vector;

    /// And back.
    fn point(v: &Self::Vector) -> Self::Point;
}

impl<R: Turn<D>, const D: usize> Motion for Isometry<f64, R, D> {
    type Vector = SVector<f64, D>;
    type Point = Point<f64, D>;

    fn inverted(&self) -> Self {
        self.inverse()
    }

    /// Of `(S, −S t)`, for `S` the inverse rotation.
    fn inverted_bar(&self, bar: &Tangent<Self>) -> Tangent<Self> {
        let back = self.rotation.inverse();
        let mut rotation = bar.rotation.clone();
        let vector = &bar.translation.vector;
        rotation.accumulate(&back.back_of_turned(&-self.translation.vector, vector));
        parts(R::reversed(&rotation), -back.inverse_transform_vector(vector))
    }

    fn inverted_dot(&self, dot: &Tangent<Self>) -> Tangent<Self> {
        let (back, back_dot) = (self.rotation.inverse(), R::reversed(&dot.rotation));
        let moved = back.turned_by(&-self.translation.vector, &back_dot);
        parts(back_dot, moved - back.transform_vector(&dot.translation.vector))
    }

    fn moved(&self, p: &Self::Point) -> Self::Point {
        self.transform_point(p)
    }

    fn moved_bar(&self, p: &Self::Point, bar: &Self::Point) -> Tangent<Self> {
        parts(self.rotation.back_of_turned(&p.coords, &bar.coords), bar.coords)
    }

    fn moved_dot(&self, p: &Self::Point, dot: &Tangent<Self>) -> Self::Point {
        let moved = self.rotation.turned_by(&p.coords, &dot.rotation);
        Point::from(dot.translation.vector + moved)
    }

    fn turned(&self, v: &Self::Vector) -> Self::Vector {
        self.transform_vector(v)
    }

    fn turned_bar(&self, v: &Self::Vector, bar: &Self::Vector) -> Tangent<Self> {
        parts(self.rotation.back_of_turned(v, bar), SVector::zeros())
    }

    fn turned_dot(&self, v: &Self::Vector, dot: &Tangent<Self>) -> Self::Vector {
        self.rotation.turned_by(v, &dot.rotation)
    }

    fn turned_back(&self, v: &Self::Vector) -> Self::Vector {
        self.rotation.inverse_transform_vector(v)
    }

    fn vector(p: &Self::Point) -> Self::Vector {
        p.coords
    }

    fn point(v: &Self::Vector) -> Self::Point {
        Point::from(*v)
    }
}

impl<const D: usize> Motion for Translation<f64, D> {
    type Vector = SVector<f64, D>;
    type Point = Point<f64, D>;

    fn inverted(&self) -> Self {
        self.inverse()
    }

    fn inverted_bar(&self, bar: &Self) -> Self {
        Translation::from(-bar.vector)
    }

    fn inverted_dot(&self, dot: &Self) -> Self {
        Translation::from(-dot.vector)
    }

    fn moved(&self, p: &Self::Point) -> Self::Point {
        self.transform_point(p)
    }

    fn moved_bar(&self, _: &Self::Point, bar: &Self::Point) -> Self {
        Translation::from(bar.coords)
    }

    fn moved_dot(&self, _: &Self::Point, dot: &Self) -> Self::Point {
        Point::from(dot.vector)
    }

    fn turned(&self, v: &Self::Vector) -> Self::Vector {
        *v
    }

    fn turned_bar(&self, _: &Self::Vector, _: &Self::Vector) -> Self {
        Translation::identity()
    }

    fn turned_dot(&self, _: &Self::Vector, _: &Self) -> Self::Vector {
        SVector::zeros()
    }

    fn turned_back(&self, v: &Self::Vector) -> Self::Vector {
        *v
    }

    fn vector(p: &Self::Point) -> Self::Vector {
        p.coords
    }

    fn point(v: &Self::Vector) -> Self::Point {
        Point::from(*v)
    }
}

unary! {
    /// `(R⁻¹, −R⁻¹ t)`
    InvertedMethod[A: Motion](A;)
    inverse_value inverse_pullback inverse_owned_pullback inverse_tangent inverse_marked: |a| -> A { a.inverted() }
    keep |y| { () }
    back |y, bar| { a.inverted_bar(&bar) }
    forth |y, dot| { a.inverted_dot(dot) }
}

binary! {
    /// As of `a * p`.
    TransformPointMethod[A: Motion](A;)
    transform_point_value transform_point_pullback transform_point_owned_pullback transform_point_tangent transform_point_marked: |a, p: &A::Point| -> A::Point { a.moved(p) }
    keep |y| { () }
    back |y, bar| { a.moved_bar(p, &bar) } { A::point(&a.turned_back(&A::vector(&bar))) }
    forth |y, dot| { a.moved_dot(p, dot) } { A::point(&a.turned(&A::vector(dot))) }

    /// As of `a * v`.
    TransformVectorMethod[A: Motion](A;)
    transform_vector_value transform_vector_pullback transform_vector_owned_pullback transform_vector_tangent transform_vector_marked: |a, v: &A::Vector| -> A::Vector { a.turned(v) }
    keep |y| { () }
    back |y, bar| { a.turned_bar(v, &bar) } { a.turned_back(&bar) }
    forth |y, dot| { a.turned_dot(v, dot) } { a.turned(dot) }
}

/// An isometry, whose inverse's products are its own methods.
pub trait Backward: Motion {
    /// `a⁻¹ b`
    fn back_times(&self, b: &Self) -> Self;

    /// What comes of a bar for both.
    fn back_times_bars(&self, b: &Self, bar: &Tangent<Self>) -> (Tangent<Self>, Tangent<Self>);

    /// What comes of a dot of the first, and of the second.
    fn back_times_dot(&self, b: &Self, dot: &Tangent<Self>, is_first: bool) -> Tangent<Self>;

    /// A point that is moved back.
    fn moved_back(&self, p: &Self::Point) -> Self::Point;

    /// A vector that is turned back, as nalgebra does it.
    fn vector_back(&self, v: &Self::Vector) -> Self::Vector;
}

impl<R: Turn<D>, const D: usize> Backward for Isometry<f64, R, D> {
    fn back_times(&self, b: &Self) -> Self {
        self.inv_mul(b)
    }

    fn back_times_bars(
        &self,
        b: &Self,
        bar: &IsometryTangent<Tangent<R>, D>,
    ) -> (Tangent<Self>, Tangent<Self>) {
        let back = self.inverse();
        (self.inverted_bar(&left_bar(&back, b, bar)), right_bar(&back, bar))
    }

    fn back_times_dot(&self, b: &Self, dot: &Tangent<Self>, is_first: bool) -> Tangent<Self> {
        let back = self.inverse();
        match is_first {
            true => left_dot(&back, b, &self.inverted_dot(dot)),
            false => right_dot(&back, dot),
        }
    }

    fn moved_back(&self, p: &Self::Point) -> Self::Point {
        self.inverse_transform_point(p)
    }

    fn vector_back(&self, v: &Self::Vector) -> Self::Vector {
        self.inverse_transform_vector(v)
    }
}

binary! {
    /// As of `a.inverse() * b`.
    InvMulMethod[A: Backward](A;)
    inv_mul_value inv_mul_pullback inv_mul_owned_pullback inv_mul_tangent inv_mul_marked: |a, b: &A| -> A { a.back_times(b) }
    keep |y| { () }
    back |y, bar| { a.back_times_bars(b, &bar).0 } { a.back_times_bars(b, &bar).1 }
    forth |y, dot| { a.back_times_dot(b, dot, true) } { a.back_times_dot(b, dot, false) }

    /// As of `a.inverse() * p`.
    InverseTransformPointMethod[A: Backward](A;)
    inverse_transform_point_value inverse_transform_point_pullback inverse_transform_point_owned_pullback inverse_transform_point_tangent inverse_transform_point_marked: |a, p: &A::Point| -> A::Point { a.moved_back(p) }
    keep |y| { () }
    back |y, bar| { a.inverted_bar(&a.inverted().moved_bar(p, &bar)) } { A::point(&a.turned(&A::vector(&bar))) }
    forth |y, dot| { a.inverted().moved_dot(p, &a.inverted_dot(dot)) } { A::point(&a.turned_back(&A::vector(dot))) }

    /// As of `a.inverse() * v`.
    InverseTransformVectorMethod[A: Backward](A;)
    inverse_transform_vector_value inverse_transform_vector_pullback inverse_transform_vector_owned_pullback inverse_transform_vector_tangent inverse_transform_vector_marked: |a, v: &A::Vector| -> A::Vector { a.vector_back(v) }
    keep |y| { () }
    back |y, bar| { a.inverted_bar(&a.inverted().turned_bar(v, &bar)) } { a.turned(&bar) }
    forth |y, dot| { a.inverted().turned_dot(v, &a.inverted_dot(dot)) } { a.turned_back(dot) }
}
