//! Tangents read from where they may be [`Constant`]s, as the tangents of values.

use crate::TangentSpace;
use crate::constant::Constant;
use crate::payload::shape;
use crate::space::Point;
use crate::types::Type;

/// What is handed on to another derivative: all tangents but [`Constant`], whose own methods of these names come first.
pub trait Wanted {
    /// A bar.
    #[inline]
    fn wanted_bar(&mut self) -> Option<&mut Self> {
        Some(self)
    }

    /// A dot.
    #[inline]
    fn wanted_dot(&self) -> Option<&Self> {
        Some(self)
    }

    /// A dot, for what outlives it.
    #[inline]
    fn kept_dot(&self) -> Option<Self::Owned>
    where
        Self: ToOwned,
    {
        Some(self.to_owned())
    }

    /// A receiver's dot.
    #[inline]
    fn receiver_dot(&self) -> Option<&Self> {
        Some(self)
    }

    /// The same, to be changed.
    #[inline]
    fn receiver_dot_mut(&mut self) -> Option<&mut Self> {
        Some(self)
    }

    /// A part of it.
    #[inline]
    fn within<V: ?Sized, U: ?Sized>(&self, _: Type<V>, part: impl FnOnce(&Self) -> &U) -> &U {
        part(self)
    }

    /// The same, to be changed.
    #[inline]
    fn within_mut<V: ?Sized, U: ?Sized>(
        &mut self,
        _: Type<V>,
        part: impl FnOnce(&mut Self) -> &mut U,
    ) -> &mut U {
        part(self)
    }
}

impl<T: ?Sized> Wanted for T {}

/// Any value: the type of a dot and of what a bar points to where nobody will look at it.
pub trait Ignored {}

impl<T: ?Sized> Ignored for T {}

/// The dot of a parameter that is passed by value: the tangent of what is passed, or nothing if the parameter or that is a constant.
pub trait ValueDot<T> {
    /// What is passed for this tangent.
    fn of(tangent: T) -> Self;
}

impl<T: TangentSpace> ValueDot<T> for Option<T> {
    #[inline]
    fn of(tangent: T) -> Option<T> {
        Some(tangent)
    }
}

impl<T: TangentSpace> ValueDot<T> for Option<&dyn Ignored> {
    #[inline]
    fn of(_: T) -> Self {
        None
    }
}

impl<D> ValueDot<Constant> for Option<D> {
    #[inline]
    fn of(_: Constant) -> Option<D> {
        None
    }
}

/// The dot of a parameter that is passed by value.
#[inline]
pub fn value_dot<T, D: ValueDot<T>>(tangent: T) -> D {
    D::of(tangent)
}

/// The dot of a value that a call resulted in, as a parameter takes it: the value may be a reference, whose tangent is owned.
pub trait PassedDot<'z, T> {
    /// What is passed for this tangent: itself, or lent.
    fn of(tangent: &'z mut Option<T>) -> Self;
}

impl<'z, T: TangentSpace> PassedDot<'z, T> for Option<T> {
    #[inline]
    fn of(tangent: &'z mut Option<T>) -> Option<T> {
        tangent.take()
    }
}

impl<'z, T: TangentSpace> PassedDot<'z, T> for Option<&'z T> {
    #[inline]
    fn of(tangent: &'z mut Option<T>) -> Option<&'z T> {
        tangent.as_ref()
    }
}

impl<'z, T: TangentSpace> PassedDot<'z, Vec<T>> for Option<&'z [T]> {
    #[inline]
    fn of(tangent: &'z mut Option<Vec<T>>) -> Option<&'z [T]> {
        tangent.as_deref()
    }
}

impl<'z, T: TangentSpace> PassedDot<'z, T> for Option<&dyn Ignored> {
    #[inline]
    fn of(_: &'z mut Option<T>) -> Self {
        None
    }
}

impl<'z, D> PassedDot<'z, Constant> for Option<D> {
    #[inline]
    fn of(_: &'z mut Option<Constant>) -> Option<D> {
        None
    }
}

/// The dot of a parameter that is given what a call resulted in.
#[inline]
pub fn passed_dot<'z, T, D: PassedDot<'z, T>>(tangent: &'z mut Option<T>) -> D {
    D::of(tangent)
}

/// A tangent that was read from where it may be a [`Constant`], as the tangent of a value.
pub trait Fit<V: Point + ?Sized> {
    /// Itself, or the zero tangent at the value.
    fn fit(self, value: &V) -> V::Tangent;
}

impl<T: TangentSpace, V: Point<Tangent = T> + ?Sized> Fit<V> for T {
    #[inline]
    fn fit(self, _: &V) -> T {
        self
    }
}

impl<V: Point + ?Sized> Fit<V> for Constant {
    #[inline]
    fn fit(self, value: &V) -> V::Tangent {
        value.zero_tangent()
    }
}

/// The tangent of a value that was copied from a place, given what is at that place's tangent.
#[inline]
pub fn fitted<V: Point + ?Sized>(value: &V, tangent: impl Fit<V>) -> V::Tangent {
    tangent.fit(value)
}

/// What is kept of a value in the forward sweep, should its cotangent come from a constant field: its zero tangent. Where the field is
/// none, nothing is kept.
pub trait Keep<V: ?Sized> {
    /// What is kept.
    fn keep(value: &V) -> Self;
}

/// What is kept of a value that has tangents.
#[derive(Clone, Copy, Debug)]
pub struct Kept<K>(K);

/// The zero tangent of a value.
#[derive(Clone, Copy, Debug)]
pub struct Zero<T>(T);

/// What is kept of a value that has none: only a constant field holds it.
#[derive(Clone, Copy, Debug)]
pub struct NoTangent;

impl<V: ?Sized> Keep<V> for () {
    #[inline]
    fn keep(_: &V) {}
}

impl<T, V: Point<Tangent = T> + ?Sized> Keep<V> for Zero<T> {
    #[inline]
    fn keep(value: &V) -> Zero<T> {
        Zero(value.zero_tangent())
    }
}

/// What is kept of a value; its type is inferred from where it is used.
#[inline]
pub fn keep<V: Point + ?Sized, K: Keep<V>>(value: &V) -> Kept<K> {
    Kept(K::keep(value))
}

/// A cotangent that was read from the cotangent of a field, as that of the value which was put there.
pub trait Refit<K> {
    /// The cotangent's type.
    type Cotangent;

    /// Itself, or what was kept.
    fn refit(self, kept: K) -> Self::Cotangent;
}

impl<T: TangentSpace> Refit<Kept<()>> for T {
    type Cotangent = T;

    #[inline]
    fn refit(self, _: Kept<()>) -> T {
        self
    }
}

impl<T> Refit<Kept<Zero<T>>> for Constant {
    type Cotangent = T;

    #[inline]
    fn refit(self, kept: Kept<Zero<T>>) -> T {
        kept.0.0
    }
}

impl Refit<NoTangent> for Constant {
    type Cotangent = Constant;

    #[inline]
    fn refit(self, _: NoTangent) -> Constant {
        Constant
    }
}

/// A cotangent that was read from the cotangent of a field, as that of the value which was put there.
#[inline]
pub fn refitted<R: Refit<K>, K>(cotangent: R, kept: K) -> R::Cotangent {
    cotangent.refit(kept)
}

/// A value that never changes, of which generated code asks whether its type has tangents: by the methods of [`Tangible`] if it has, else by
/// those of [`Intangible`], which method resolution finds later.
#[derive(Clone, Copy, Debug)]
pub struct Value<'v, V: ?Sized>(pub &'v V);

/// What is done with a value that has tangents.
pub trait Tangible<V: Point + ?Sized> {
    /// See [`fitted`].
    fn fit<T: Fit<V>>(&self, tangent: T) -> V::Tangent;

    /// Its zero tangent.
    fn zero(&self) -> V::Tangent;

    /// See [`zero_bar`](crate::space::known::zero_bar).
    fn zero_bar(&self) -> V::Tangent;

    /// See [`keep`].
    fn keep<K: Keep<V>>(&self) -> Kept<K>;

    /// See [`shape`](crate::payload::shape).
    fn shape(&self, new: &V) -> Option<V::Tangent>;
}

impl<V: Point + ?Sized> Tangible<V> for Value<'_, V> {
    #[inline]
    fn fit<T: Fit<V>>(&self, tangent: T) -> V::Tangent {
        tangent.fit(self.0)
    }

    #[inline]
    fn zero(&self) -> V::Tangent {
        self.0.zero_tangent()
    }

    #[inline]
    fn zero_bar(&self) -> V::Tangent {
        crate::space::known::zero_bar(self.0)
    }

    #[inline]
    fn keep<K: Keep<V>>(&self) -> Kept<K> {
        keep(self.0)
    }

    #[inline]
    fn shape(&self, new: &V) -> Option<V::Tangent> {
        shape(self.0, new)
    }
}

/// What is done with a value that has none: it comes from a constant.
pub trait Intangible {
    /// The tangent is that of a constant.
    #[inline]
    fn fit(&self, tangent: Constant) -> Constant {
        tangent
    }

    /// The zero is that of a constant.
    #[inline]
    fn zero(&self) -> Constant {
        Constant
    }

    /// So is the zero to which something is added.
    #[inline]
    fn zero_bar(&self) -> Constant {
        Constant
    }

    /// Nothing is kept.
    #[inline]
    fn keep(&self) -> NoTangent {
        NoTangent
    }

    /// There is no shape.
    #[inline]
    fn shape<T: ?Sized>(&self, _: &T) -> NoTangent {
        NoTangent
    }
}

impl<V: ?Sized> Intangible for &Value<'_, V> {}

/// [`Constant`], as what is known of a type: where a mistake of the user's hides the type, nothing is known of what is made of it either.
pub trait IsConstant {
    /// The type itself.
    type Own;
    /// [`NoTangent`]
    type Kept;

    /// The only value.
    const OWN: Self::Own;
    /// What is kept of it.
    const KEPT: Self::Kept;
}

impl IsConstant for Constant {
    type Own = Constant;
    type Kept = NoTangent;

    const OWN: Constant = Constant;
    const KEPT: NoTangent = NoTangent;
}

/// What is in the tangent of a constant field is a value where that tangent is differentiated: its own tangent is that of a constant, too.
impl<V: IsConstant> Value<'_, V> {
    /// See [`Intangible`].
    #[inline]
    pub fn fit<T>(&self, _: T) -> V::Own {
        V::OWN
    }

    /// See [`Intangible`].
    #[inline]
    pub fn zero(&self) -> V::Own {
        V::OWN
    }

    /// See [`Intangible`].
    #[inline]
    pub fn zero_bar(&self) -> V::Own {
        V::OWN
    }

    /// See [`Intangible`].
    #[inline]
    pub fn keep(&self) -> V::Kept {
        V::KEPT
    }

    /// See [`Intangible`].
    #[inline]
    pub fn shape<T: ?Sized>(&self, _: &T) -> V::Kept {
        V::KEPT
    }
}

/// What `pop` takes out of a constant list.
impl<T, V: Point<Tangent = Option<T>>> Fit<V> for Option<Constant> {
    #[inline]
    fn fit(self, value: &V) -> Option<T> {
        value.zero_tangent()
    }
}
