//! `BTreeMap` and `HashMap`, whose tangents are maps of the same keys.

use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasher, Hash};

use super::{Differentiable, TangentSpace};

const OTHER_KEYS: &str = "the tangents of maps with different keys";

#[diagnostic::do_not_recommend]
impl<K: Clone + Ord, V: Differentiable> Differentiable for BTreeMap<K, V> {
    type Tangent = BTreeMap<K, V::Tangent>;

    #[inline]
    fn zero_tangent(&self) -> BTreeMap<K, V::Tangent> {
        self.iter().map(|(key, value)| (key.clone(), value.zero_tangent())).collect()
    }

    #[inline]
    fn same_shape(&self, other: &Self) -> bool {
        self.len() == other.len()
            && self.iter().zip(other).all(|((key, a), (other, b))| key == other && a.same_shape(b))
    }
}

impl<K: Clone + Ord, T: TangentSpace> TangentSpace for BTreeMap<K, T> {
    #[inline]
    fn zero_like(&self) -> BTreeMap<K, T> {
        self.iter().map(|(key, value)| (key.clone(), value.zero_like())).collect()
    }

    #[inline]
    fn set_zero(&mut self) {
        self.values_mut().for_each(T::set_zero);
    }

    #[inline]
    fn accumulate(&mut self, other: &BTreeMap<K, T>) {
        assert!(self.keys().eq(other.keys()), "{OTHER_KEYS}");
        self.values_mut().zip(other.values()).for_each(|(value, other)| value.accumulate(other));
    }

    #[inline]
    fn scale(&mut self, factor: f64) {
        self.values_mut().for_each(|value| value.scale(factor));
    }

    #[inline]
    fn dot(&self, other: &BTreeMap<K, T>) -> f64 {
        assert!(self.keys().eq(other.keys()), "{OTHER_KEYS}");
        self.values().zip(other.values()).map(|(value, other)| value.dot(other)).sum()
    }
}

#[diagnostic::do_not_recommend]
impl<K: Clone + Eq + Hash, V: Differentiable, S: BuildHasher + Clone> Differentiable
    for HashMap<K, V, S>
{
    type Tangent = HashMap<K, V::Tangent, S>;

    #[inline]
    fn zero_tangent(&self) -> HashMap<K, V::Tangent, S> {
        mapped(self, V::zero_tangent)
    }

    #[inline]
    fn same_shape(&self, other: &Self) -> bool {
        let is_same =
            |(key, value): (&K, &V)| other.get(key).is_some_and(|other| value.same_shape(other));
        self.len() == other.len() && self.iter().all(is_same)
    }
}

impl<K: Clone + Eq + Hash, T: TangentSpace, S: BuildHasher + Clone> TangentSpace
    for HashMap<K, T, S>
{
    #[inline]
    fn zero_like(&self) -> HashMap<K, T, S> {
        mapped(self, T::zero_like)
    }

    #[inline]
    fn set_zero(&mut self) {
        self.values_mut().for_each(T::set_zero);
    }

    #[inline]
    fn accumulate(&mut self, other: &HashMap<K, T, S>) {
        assert_eq!(self.len(), other.len(), "{OTHER_KEYS}");
        for (key, value) in self {
            value.accumulate(other.get(key).expect(OTHER_KEYS));
        }
    }

    #[inline]
    fn scale(&mut self, factor: f64) {
        self.values_mut().for_each(|value| value.scale(factor));
    }

    #[inline]
    fn dot(&self, other: &HashMap<K, T, S>) -> f64 {
        assert_eq!(self.len(), other.len(), "{OTHER_KEYS}");
        self.iter().map(|(key, value)| value.dot(other.get(key).expect(OTHER_KEYS))).sum()
    }
}

/// A map of the same keys, with the same hasher.
fn mapped<K: Clone + Eq + Hash, V, T, S: BuildHasher + Clone>(
    map: &HashMap<K, V, S>,
    made: impl Fn(&V) -> T,
) -> HashMap<K, T, S> {
    let mut mapped = HashMap::with_capacity_and_hasher(map.len(), map.hasher().clone());
    mapped.extend(map.iter().map(|(key, value)| (key.clone(), made(value))));
    mapped
}
