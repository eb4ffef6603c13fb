//! What the bounds of a type parameter say of its methods: that those by the names of floats' methods are these.
//!
//! `x.sqrt()` of a `T: Scalar` is whatever that trait has by the name. Generated code asks here, with no other bounds than the user's in scope, whether a trait of floats is among
//! them or their supertraits: then no other method of the name can be meant, since rustc would call that ambiguous. Method resolution takes the first of these traits whose bound holds.

use std::marker::PhantomData;

use crate::Real;

/// A type parameter, of which only the bounds are known.
pub struct Bounded<T>(PhantomData<fn() -> T>);

impl<T> Bounded<T> {
    /// The type parameter.
    #[allow(clippy::new_without_default, reason = "only generated code makes it")]
    pub fn new() -> Bounded<T> {
        Bounded(PhantomData)
    }
}

/// By this library's trait.
pub trait ByReal {
    /// It has the methods that all traits of floats have.
    fn has_common_methods(&self) {}

    /// It has those of `num_traits::Float`.
    fn has_float_methods(&self) {}

    /// It has all of std's that have derivatives.
    fn has_real_methods(&self) {}
}

impl<T: Real> ByReal for &&&Bounded<T> {}

/// By `num_traits::Float`.
pub trait ByFloat {
    /// The same.
    fn has_common_methods(&self) {}

    /// The same.
    fn has_float_methods(&self) {}
}

impl<T: num_traits::Float> ByFloat for &&Bounded<T> {}

/// By `num_traits::real::Real`.
pub trait ByOtherReal {
    /// The same.
    fn has_common_methods(&self) {}
}

impl<T: num_traits::real::Real> ByOtherReal for &Bounded<T> {}

/// By none.
pub trait ByNoBound<T> {
    /// Doesn't compile.
    fn has_common_methods(&self)
    where
        (): FloatByBounds<T>,
    {
    }

    /// Doesn't compile.
    fn has_float_methods(&self)
    where
        (): FloatByBounds<T>,
    {
    }

    /// Doesn't compile.
    fn has_real_methods(&self)
    where
        (): FloatByBounds<T>,
    {
    }
}

impl<T> ByNoBound<T> for Bounded<T> {}

/// A type parameter whose bounds say so.
#[diagnostic::on_unimplemented(
    message = "unsupported: a method of `{T}` by the name of one of std's floats, which no bound says that it is",
    label = "`{T}` may have another one",
    note = "give `{T}` the bound `Real`, or `num_traits::Float`, or one of a trait that has it as a supertrait; a method of a trait of your own needs another name, \
            and `#[differentiate]` on the trait",
    note = "see \"A method of a type parameter by a float's name\" in `ad_runtime::errors`"
)]
pub trait FloatByBounds<T> {}
