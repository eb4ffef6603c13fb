//! What generated code calls on the tangents of lists and of `Option`s, and of what is handed on.

use super::Constant;
use crate::payload::NoDot;
use crate::types::Type;

/// Each does nothing.
#[doc(hidden)]
impl Constant {
    #[inline]
    pub fn push<T>(&mut self, _: T) {}

    #[inline]
    pub fn pop(&mut self) -> Option<Constant> {
        Some(Constant)
    }

    #[inline]
    pub fn extend<T>(&mut self, _: T) {}

    #[inline]
    pub fn insert<T>(&mut self, _: usize, _: T) {}

    #[inline]
    pub fn remove(&mut self, _: usize) -> Constant {
        Constant
    }

    #[inline]
    pub fn swap(&mut self, _: usize, _: usize) {}

    #[inline]
    pub fn reverse(&mut self) {}

    #[inline]
    pub fn rotate_left(&mut self, _: usize) {}

    #[inline]
    pub fn rotate_right(&mut self, _: usize) {}

    #[inline]
    pub fn to_vec(&self) -> Constant {
        Constant
    }

    /// Nobody wants the cotangent of a constant.
    #[inline]
    pub fn wanted_bar<T: ?Sized>(&mut self) -> Option<&mut T> {
        None
    }

    /// A constant has no dot.
    #[inline]
    pub fn wanted_dot<T: ?Sized>(&self) -> Option<&T> {
        None
    }

    /// Nor one that is kept.
    #[inline]
    pub fn kept_dot<T>(&self) -> Option<T> {
        None
    }

    /// Nor has it as a receiver.
    #[inline]
    pub fn receiver_dot(&self) -> NoDot {
        NoDot
    }

    /// The same, to be changed.
    #[inline]
    pub fn receiver_dot_mut(&mut self) -> NoDot {
        NoDot
    }

    /// A part of a constant is a constant.
    #[inline]
    pub fn within<V: ?Sized, U: ?Sized>(&self, _: Type<V>, _: impl FnOnce(&V) -> &U) -> &Constant {
        self
    }

    /// The same, to be changed.
    #[inline]
    pub fn within_mut<V: ?Sized, U: ?Sized>(
        &mut self,
        _: Type<V>,
        _: impl FnOnce(&mut V) -> &mut U,
    ) -> &mut Constant {
        self
    }
}
