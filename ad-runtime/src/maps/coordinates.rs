//! The coordinates of maps, in the order of their keys, whatever order a `HashMap` has: so a value and its tangent have them in one order.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Debug;
use std::hash::{BuildHasher, Hash};

use crate::check::{Coordinates, Listed, Visitor};
use crate::parameters::{Misfit, MovedBy};

/// Its keys and values, sorted by the keys.
fn sorted<'m, K: Ord, V>(entries: impl Iterator<Item = (&'m K, V)>) -> Vec<(&'m K, V)> {
    let mut entries: Vec<_> = entries.collect();
    entries.sort_unstable_by_key(|(key, _)| *key);
    entries
}

macro_rules! listed {
    ($([$($hasher:ident)?] $map:ty;)*) => {$(
        impl<K: Ord + Debug, V: Listed $(, $hasher)?> Listed for $map {
            fn listed(&self, visitor: &mut Visitor<'_>) {
                for (key, value) in sorted(self.iter()) {
                    visitor.look(format_args!("[{key:?}]"), value);
                }
            }
        }
    )*};
}

listed! {
    [] BTreeMap<K, V>;
    [S] HashMap<K, V, S>;
}

impl<K: Ord + Clone + Debug, V: Coordinates> Coordinates for BTreeMap<K, V> {
    type Owned = BTreeMap<K, V::Owned>;

    fn replaced(&self, visitor: &mut Visitor<'_>) -> Self::Owned {
        let replaced =
            |(key, value): (&K, &V)| (key.clone(), visitor.part(format_args!("[{key:?}]"), value));
        self.iter().map(replaced).collect()
    }
}

impl<K: Ord + Hash + Clone + Debug, V: Coordinates, S: BuildHasher + Clone> Coordinates
    for HashMap<K, V, S>
{
    type Owned = HashMap<K, V::Owned, S>;

    fn replaced(&self, visitor: &mut Visitor<'_>) -> Self::Owned {
        let mut map = HashMap::with_capacity_and_hasher(self.len(), self.hasher().clone());
        for (key, value) in sorted(self.iter()) {
            map.insert(key.clone(), visitor.part(format_args!("[{key:?}]"), value));
        }
        map
    }
}

/// What a map is that has other keys than its tangent.
fn other_keys() -> Misfit {
    Misfit::new("has other keys than its tangent")
}

impl<K: Ord + Debug, V: MovedBy<D>, D> MovedBy<BTreeMap<K, D>> for BTreeMap<K, V> {
    fn move_along(&mut self, factor: f64, tangent: &BTreeMap<K, D>) -> Result<(), Misfit> {
        if !self.keys().eq(tangent.keys()) {
            return Err(other_keys());
        }
        for ((key, value), tangent) in self.iter_mut().zip(tangent.values()) {
            let moved = value.move_along(factor, tangent);
            moved.map_err(|misfit| misfit.within(format_args!("[{key:?}]")))?;
        }
        Ok(())
    }

    fn change_coordinates(&mut self, change: &mut impl FnMut(f64) -> f64) {
        self.values_mut().for_each(|value| value.change_coordinates(change));
    }
}

impl<K: Ord + Hash + Debug, V: MovedBy<D>, D, S: BuildHasher, Z: BuildHasher>
    MovedBy<HashMap<K, D, Z>> for HashMap<K, V, S>
{
    fn move_along(&mut self, factor: f64, tangent: &HashMap<K, D, Z>) -> Result<(), Misfit> {
        if self.len() != tangent.len() {
            return Err(other_keys());
        }
        for (key, value) in sorted(self.iter_mut()) {
            let moved = value.move_along(factor, tangent.get(key).ok_or_else(other_keys)?);
            moved.map_err(|misfit| misfit.within(format_args!("[{key:?}]")))?;
        }
        Ok(())
    }

    fn change_coordinates(&mut self, change: &mut impl FnMut(f64) -> f64) {
        let values = sorted(self.iter_mut()).into_iter();
        values.for_each(|(_, value)| value.change_coordinates(change));
    }
}
