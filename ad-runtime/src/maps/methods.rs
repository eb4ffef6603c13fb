//! The derivatives of methods of maps, for receivers whose type the macro can't see.
//!
//! Generated code imports [`MapMethods`] without a name where it calls `self.totals.insert_pullback(key, x)`: of a type of the user's the method of its own is found, of a map the one
//! here. A map's cotangent has the keys that the map has at that time.

#![allow(clippy::type_complexity, reason = "what a pullback is of is said in its type")]

use super::{Finds, Map, Places};
use crate::payload::ReceiverDotMut;
use crate::underived::Marked;
use crate::undifferentiated::HasMethods;
use crate::{Differentiable, TangentSpace};

/// Whose methods these are.
pub enum Maps {}

/// A map of differentiated values.
pub trait DifferentiableMap:
    Map<Key: Clone, Value: Differentiable> + Differentiable + Sized
{
    /// Puts a value into its tangent.
    fn put_tangent(
        tangents: &mut Self::Tangent,
        key: Self::Key,
        value: ValueTangent<Self>,
    ) -> Option<ValueTangent<Self>>;

    /// Takes one out.
    fn take_tangent(tangents: &mut Self::Tangent, key: &Self::Key) -> Option<ValueTangent<Self>>;
}

impl<M> DifferentiableMap for M
where
    M: Map<Key: Clone, Value: Differentiable> + Differentiable,
    M::Tangent: Map<Key = M::Key, Value = ValueTangent<M>>,
{
    #[inline]
    fn put_tangent(
        tangents: &mut M::Tangent,
        key: M::Key,
        value: ValueTangent<M>,
    ) -> Option<ValueTangent<M>> {
        tangents.put(key, value)
    }

    #[inline]
    fn take_tangent(tangents: &mut M::Tangent, key: &M::Key) -> Option<ValueTangent<M>> {
        tangents.take_out(key)
    }
}

/// The tangent of a value.
type ValueTangent<M> = <<M as Places>::Value as Differentiable>::Tangent;

/// What asks a map for a key, and what changes one.
pub trait MapMethods {
    /// There are derivatives.
    #[inline]
    fn contains_key_marked(&self) -> Marked<Self>
    where
        Self: DifferentiableMap,
    {
        Marked::by(self)
    }

    /// The method itself.
    #[inline]
    fn contains_key_value<Q: ?Sized>(&self, key: &Q) -> bool
    where
        Self: DifferentiableMap + Finds<Q>,
    {
        self.key_in_map(key).is_some()
    }

    /// Reverse mode.
    #[inline]
    fn contains_key_pullback<Q: ?Sized>(
        &self,
        key: &Q,
    ) -> (bool, fn((), Option<&mut Self::Tangent>, Option<&mut ()>))
    where
        Self: DifferentiableMap + Finds<Q>,
    {
        (self.contains_key_value(key), |(), _, _| {})
    }

    /// The same.
    #[inline]
    fn contains_key_owned_pullback<Q: ?Sized>(
        &self,
        key: &Q,
    ) -> (bool, fn((), Option<&mut Self::Tangent>, Option<&mut ()>))
    where
        Self: DifferentiableMap + Finds<Q>,
    {
        self.contains_key_pullback(key)
    }

    /// Forward mode.
    #[inline]
    fn contains_key_tangent<Q: ?Sized, D>(&self, key: &Q, _: D, _: Option<()>) -> (bool, ())
    where
        Self: DifferentiableMap + Finds<Q>,
    {
        (self.contains_key_value(key), ())
    }

    /// There are derivatives.
    #[inline]
    fn insert_marked(&self) -> Marked<Self>
    where
        Self: DifferentiableMap,
    {
        Marked::by(self)
    }

    /// The method itself.
    #[inline]
    fn insert_value(&mut self, key: Self::Key, value: Self::Value) -> Option<Self::Value>
    where
        Self: DifferentiableMap,
    {
        self.put(key, value)
    }

    /// Reverse mode.
    #[inline]
    fn insert_pullback(
        &mut self,
        key: Self::Key,
        value: Self::Value,
    ) -> (
        Option<Self::Value>,
        impl FnOnce(
            Option<ValueTangent<Self>>,
            Option<&mut Self::Tangent>,
            Option<&mut ()>,
            Option<&mut ValueTangent<Self>>,
        ) + use<Self>,
    )
    where
        Self: DifferentiableMap,
    {
        let old = self.put(key.clone(), value);
        let zero = old.as_ref().map(Differentiable::zero_tangent);
        (
            old,
            move |old_bar: Option<ValueTangent<Self>>,
                  bars: Option<&mut Self::Tangent>,
                  _: Option<&mut ()>,
                  value_bar: Option<&mut ValueTangent<Self>>| {
                let Some(bars) = bars else { return };
                if let (Some(value_bar), Some(bar)) = (value_bar, Self::take_tangent(bars, &key)) {
                    value_bar.accumulate(&bar);
                }
                if let Some(zero) = zero {
                    Self::put_tangent(bars, key, old_bar.unwrap_or(zero));
                }
            },
        )
    }

    /// The same.
    #[inline]
    fn insert_owned_pullback(
        &mut self,
        key: Self::Key,
        value: Self::Value,
    ) -> (
        Option<Self::Value>,
        impl FnOnce(
            Option<ValueTangent<Self>>,
            Option<&mut Self::Tangent>,
            Option<&mut ()>,
            Option<&mut ValueTangent<Self>>,
        ) + use<Self>,
    )
    where
        Self: DifferentiableMap,
    {
        self.insert_pullback(key, value)
    }

    /// Forward mode.
    #[inline]
    fn insert_tangent(
        &mut self,
        key: Self::Key,
        value: Self::Value,
        mut dots: impl ReceiverDotMut<Self::Tangent>,
        _: Option<()>,
        value_dot: Option<ValueTangent<Self>>,
    ) -> (Option<Self::Value>, Option<ValueTangent<Self>>)
    where
        Self: DifferentiableMap,
    {
        let dot = value_dot.unwrap_or_else(|| value.zero_tangent());
        let old_dot = dots.exclusive().and_then(|dots| Self::put_tangent(dots, key.clone(), dot));
        let old = self.put(key, value);
        let old_dot = old_dot.or_else(|| old.as_ref().map(Differentiable::zero_tangent));
        (old, old_dot)
    }

    /// There are derivatives.
    #[inline]
    fn remove_marked(&self) -> Marked<Self>
    where
        Self: DifferentiableMap,
    {
        Marked::by(self)
    }

    /// The method itself.
    #[inline]
    fn remove_value<Q: ?Sized>(&mut self, key: &Q) -> Option<Self::Value>
    where
        Self: DifferentiableMap + Finds<Q>,
    {
        self.key_in_map(key).and_then(|key| self.take_out(&key))
    }

    /// Reverse mode.
    #[inline]
    fn remove_pullback<Q: ?Sized>(
        &mut self,
        key: &Q,
    ) -> (
        Option<Self::Value>,
        impl FnOnce(Option<ValueTangent<Self>>, Option<&mut Self::Tangent>, Option<&mut ()>)
        + use<Self, Q>,
    )
    where
        Self: DifferentiableMap + Finds<Q>,
    {
        let key = self.key_in_map(key);
        let value = key.as_ref().and_then(|key| self.take_out(key));
        let zero = value.as_ref().map(Differentiable::zero_tangent);
        (
            value,
            move |bar: Option<ValueTangent<Self>>,
                  bars: Option<&mut Self::Tangent>,
                  _: Option<&mut ()>| {
                if let (Some(bars), Some(key), Some(zero)) = (bars, key, zero) {
                    Self::put_tangent(bars, key, bar.unwrap_or(zero));
                }
            },
        )
    }

    /// The same.
    #[inline]
    fn remove_owned_pullback<Q: ?Sized>(
        &mut self,
        key: &Q,
    ) -> (
        Option<Self::Value>,
        impl FnOnce(Option<ValueTangent<Self>>, Option<&mut Self::Tangent>, Option<&mut ()>)
        + use<Self, Q>,
    )
    where
        Self: DifferentiableMap + Finds<Q>,
    {
        self.remove_pullback(key)
    }

    /// Forward mode.
    #[inline]
    fn remove_tangent<Q: ?Sized>(
        &mut self,
        key: &Q,
        mut dots: impl ReceiverDotMut<Self::Tangent>,
        _: Option<()>,
    ) -> (Option<Self::Value>, Option<ValueTangent<Self>>)
    where
        Self: DifferentiableMap + Finds<Q>,
    {
        let Some(key) = self.key_in_map(key) else { return (None, None) };
        let value = self.take_out(&key);
        let dot = match dots.exclusive() {
            Some(dots) => Self::take_tangent(dots, &key),
            None => value.as_ref().map(Differentiable::zero_tangent),
        };
        (value, dot)
    }
}

impl<T: DifferentiableMap> HasMethods<Maps> for T {}
impl<T: HasMethods<Maps>> MapMethods for T {}
