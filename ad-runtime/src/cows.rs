//! `Cow`s that generated code makes: they own what they hold, so that nobody has to look after what they would borrow.

use std::borrow::Cow;

/// A `Cow` of a copy.
#[inline]
pub fn cow<'a, B: ToOwned + ?Sized>(value: &B) -> Cow<'a, B> {
    Cow::Owned(value.to_owned())
}

/// What becomes a `Cow`.
#[inline]
pub fn into_cow<'a, B: ToOwned + ?Sized>(value: impl Into<Cow<'a, B>>) -> Cow<'a, B> {
    value.into()
}
