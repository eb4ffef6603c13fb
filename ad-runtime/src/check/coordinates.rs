//! Values as lists of coordinates, in which a check moves about.
//!
//! In: values of any differentiable type. Out: their floats in a fixed order, each with a place to
//! name it by; and the way back, a value from a list of coordinates.

use std::fmt::Write;
use std::slice;

/// A type whose floats can be visited in order. A value and its tangent have the same coordinates.
#[diagnostic::on_unimplemented(
    message = "`check` can't take a `{Self}` apart into coordinates",
    label = "the floats of a `{Self}` can't be listed"
)]
pub trait Listed {
    /// Visits the floats.
    fn listed(&self, visitor: &mut Visitor<'_>);
}

/// A type whose floats can be replaced too: of which there are copies.
#[diagnostic::on_unimplemented(
    message = "`check` can't make a copy of a `{Self}` with other coordinates",
    label = "the floats of a `{Self}` can't be replaced"
)]
pub trait Coordinates: Listed {
    /// The same value without borrows: `Vec<f64>` for `[f64]`.
    type Owned;

    /// A copy in which `visitor` has replaced the floats.
    fn replaced(&self, visitor: &mut Visitor<'_>) -> Self::Owned;
}

/// A type of which copies are of the same type, as the derive asks for a tangent that has no generics.
pub trait OwnedCoordinates: Listed + Sized {
    /// A copy in which `visitor` has replaced the floats.
    fn replaced_in(&self, visitor: &mut Visitor<'_>) -> Self;
}

#[diagnostic::do_not_recommend]
impl<T: Coordinates<Owned = T>> OwnedCoordinates for T {
    fn replaced_in(&self, visitor: &mut Visitor<'_>) -> T {
        self.replaced(visitor)
    }
}

/// The same of values, given the proof that there is a tangent: a field's, as the derive asks for it.
pub trait KnownCoordinates<const KNOWN: bool>: Coordinates<Owned = Self> {}

#[diagnostic::do_not_recommend]
impl<T: Coordinates<Owned = T>, const KNOWN: bool> KnownCoordinates<KNOWN> for T {}

/// What is done to each float on a visit, and where in the value the visit is.
pub struct Visitor<'a> {
    replace: &'a mut dyn FnMut(&str, Float) -> f64,
    place: String,
    /// Whether anybody wants to know the place.
    named: bool,
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
    /// A visitor that replaces each float, given its value.
    fn unnamed(replace: &'a mut dyn FnMut(&str, Float) -> f64) -> Visitor<'a> {
        Visitor { replace, place: String::new(), named: false }
    }

    /// A visitor that replaces each float, given its place (`[3].0`) and its value.
    fn named(replace: &'a mut dyn FnMut(&str, Float) -> f64) -> Visitor<'a> {
        Visitor { replace, place: String::new(), named: true }
    }

    /// Visits a float.
    pub fn float(&mut self, value: f64, epsilon: f64) -> f64 {
        (self.replace)(&self.place, Float { value, epsilon })
    }

    /// Visits a part of the value, which is at `place` in it, and leaves it as it is.
    pub fn look<T: Listed + ?Sized>(&mut self, place: std::fmt::Arguments<'_>, part: &T) {
        if !self.named {
            return part.listed(self);
        }
        let len = self.place.len();
        // Writing to a `String` can't fail.
        let _ = self.place.write_fmt(place);
        part.listed(self);
        self.place.truncate(len);
    }

    /// Visits a part of the value, which is at `place` in it.
    pub fn part<T: Coordinates + ?Sized>(
        &mut self,
        place: std::fmt::Arguments<'_>,
        part: &T,
    ) -> T::Owned {
        self.at(place, |visitor| part.replaced(visitor))
    }

    /// The same of a tangent without generics.
    pub fn part_in<T: OwnedCoordinates>(&mut self, place: std::fmt::Arguments<'_>, part: &T) -> T {
        self.at(place, |visitor| part.replaced_in(visitor))
    }

    fn at<R>(
        &mut self,
        place: std::fmt::Arguments<'_>,
        replaced: impl FnOnce(&mut Self) -> R,
    ) -> R {
        if !self.named {
            return replaced(self);
        }
        let len = self.place.len();
        // Writing to a `String` can't fail.
        let _ = self.place.write_fmt(place);
        let owned = replaced(self);
        self.place.truncate(len);
        owned
    }
}

/// A value taken apart.
pub struct Listing {
    /// The places of its coordinates, such as `x[3]`.
    pub places: Vec<String>,
    /// Its coordinates.
    pub floats: Vec<Float>,
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

/// Looks at each coordinate of a value.
pub fn each<V: Listed + ?Sized>(value: &V, mut look: impl FnMut(Float)) {
    value.listed(&mut Visitor::unnamed(&mut |_, float| {
        look(float);
        float.value
    }));
}

/// Replaces the coordinates of a value by what `change` makes of them, in order.
pub fn replaced_by<V: Coordinates<Owned = V>>(
    value: &mut V,
    change: &mut (impl FnMut(f64) -> f64 + ?Sized),
) {
    *value = value.replaced(&mut Visitor::unnamed(&mut |_, float| change(float.value)));
}

/// The coordinates of a value.
pub fn entries<V: Listed + ?Sized>(value: &V) -> Vec<Float> {
    let mut floats = Vec::new();
    each(value, |float| floats.push(float));
    floats
}

/// The coordinates of a value, with their places in the value called `name`.
pub fn listing<V: Listed + ?Sized>(name: &str, value: &V) -> Listing {
    let mut listing = Listing { places: Vec::new(), floats: Vec::new() };
    value.listed(&mut Visitor::named(&mut |place, float| {
        listing.places.push(format!("{name}{place}"));
        listing.floats.push(float);
        float.value
    }));
    listing
}

/// Several values as one.
pub fn joined<const N: usize>(listings: [Listing; N]) -> Listing {
    let mut joined = Listing { places: Vec::new(), floats: Vec::new() };
    for listing in listings {
        joined.places.extend(listing.places);
        joined.floats.extend(listing.floats);
    }
    joined
}

/// `value + step * along`
pub fn moved<V: Coordinates + ?Sized>(value: &V, along: &mut Entries<'_>, step: f64) -> V::Owned {
    value.replaced(&mut Visitor::unnamed(&mut |_, float| match along.next() * step {
        // Not a sum, which would turn -0 into 0.
        0.0 => float.value,
        moves => float.value + moves,
    }))
}

/// The same value, without borrows.
pub fn copied<V: Coordinates + ?Sized>(value: &V) -> V::Owned {
    value.replaced(&mut Visitor::unnamed(&mut |_, float| float.value))
}

/// A value of the same shape with other coordinates.
pub fn replaced<V: Coordinates + ?Sized>(value: &V, entries: &mut Entries<'_>) -> V::Owned {
    value.replaced(&mut Visitor::unnamed(&mut |_, _| entries.next()))
}

/// All floats in order, each with its place in the value: `hidden.weights[3]`. A number by itself has no name.
pub fn named<V: Listed + ?Sized>(value: &V) -> Vec<(String, f64)> {
    let listing = listing("", value);
    let names = listing.places.into_iter().map(|place| match place.strip_prefix('.') {
        Some(name) => name.to_string(),
        None => place,
    });
    names.zip(listing.floats.iter().map(|float| float.value)).collect()
}

/// The largest absolute value of a float: NaN if one of them is NaN, and zero if there is none.
pub fn max_norm<V: Listed + ?Sized>(value: &V) -> f64 {
    let mut max: f64 = 0.0;
    each(value, |float| {
        let size = float.value.abs();
        if size > max || size.is_nan() {
            max = size;
        }
    });
    max
}
