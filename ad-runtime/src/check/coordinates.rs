//! Values as lists of coordinates, in which a check moves about.
//!
//! In: values of any differentiable type. Out: their floats in a fixed order, each with a place to
//! name it by; and the way back, a value from a list of coordinates.

use std::fmt::Write;
use std::slice;

/// A type whose floats can be visited, and replaced, in order. A value and its tangent have the
/// same coordinates.
#[diagnostic::on_unimplemented(
    message = "`check` can't take a `{Self}` apart into coordinates",
    label = "the floats of a `{Self}` can't be listed"
)]
pub trait Coordinates {
    /// The same value without borrows: `Vec<f64>` for `[f64]`.
    type Owned;

    /// A copy in which `visitor` has replaced the floats.
    fn replaced(&self, visitor: &mut Visitor<'_>) -> Self::Owned;
}

/// What is done to each float on a visit, and where in the value the visit is.
pub struct Visitor<'a> {
    replace: &'a mut dyn FnMut(&str, Float) -> f64,
    place: String,
}

/// A float on a visit.
#[derive(Clone, Copy, Debug)]
pub struct Float {
    /// Its value.
    pub value: f64,
    /// The precision of its type.
    pub epsilon: f64,
}

impl<'a> Visitor<'a> {
    /// A visitor that replaces each float, given its place (`[3].0`) and its value.
    pub fn new(replace: &'a mut dyn FnMut(&str, Float) -> f64) -> Visitor<'a> {
        Visitor { replace, place: String::new() }
    }

    /// Visits a float.
    pub fn float(&mut self, value: f64, epsilon: f64) -> f64 {
        (self.replace)(&self.place, Float { value, epsilon })
    }

    /// Visits a part of the value, which is at `place` in it.
    pub fn part<T: Coordinates + ?Sized>(
        &mut self,
        place: std::fmt::Arguments<'_>,
        part: &T,
    ) -> T::Owned {
        let len = self.place.len();
        // Writing to a `String` can't fail.
        let _ = self.place.write_fmt(place);
        let owned = part.replaced(self);
        self.place.truncate(len);
        owned
    }
}

/// A parameter and its coordinates.
pub struct Input {
    /// The parameter's name.
    pub name: String,
    /// The places of its coordinates, and their values.
    pub floats: Vec<(String, Float)>,
}

/// Coordinates that are used one after the other.
pub struct Entries<'a> {
    rest: slice::Iter<'a, f64>,
}

impl<'a> Entries<'a> {
    /// All of `entries`.
    pub fn new(entries: &'a [f64]) -> Entries<'a> {
        Entries { rest: entries.iter() }
    }

    fn next(&mut self) -> f64 {
        self.rest.next().copied().expect("a value has as many coordinates as before")
    }
}

/// The coordinates of a value.
pub fn entries<V: Coordinates + ?Sized>(value: &V) -> Vec<f64> {
    let mut entries = Vec::new();
    value.replaced(&mut Visitor::new(&mut |_, float| {
        entries.push(float.value);
        float.value
    }));
    entries
}

/// A parameter and the coordinates of its value.
pub fn input<V: Coordinates + ?Sized>(name: &str, value: &V) -> Input {
    let mut floats = Vec::new();
    value.replaced(&mut Visitor::new(&mut |place, float| {
        floats.push((place.to_string(), float));
        float.value
    }));
    Input { name: name.to_string(), floats }
}

/// `value + step * along`
pub fn moved<V: Coordinates + ?Sized>(value: &V, along: &mut Entries<'_>, step: f64) -> V::Owned {
    value.replaced(&mut Visitor::new(&mut |_, float| float.value + step * along.next()))
}

/// A value of the same shape with other coordinates.
pub fn replaced<V: Coordinates + ?Sized>(value: &V, entries: &mut Entries<'_>) -> V::Owned {
    value.replaced(&mut Visitor::new(&mut |_, _| entries.next()))
}
