//! Values in maps, by their keys: `BTreeMap` and `HashMap`.
//!
//! The value at a key is a place of a map, as an element is one of a list, and its tangent is at the same key of the tangent. Generated code looks
//! a key up once ([`MapKey`]) and goes by what it found; a loop over a map goes by the keys, in the order in which that map has them ([`keys`]). Invariant: only std's maps
//! are [`Map`]s, so that whatever is written out for them is what std's methods do.

mod coordinates;
mod methods;

use std::borrow::Borrow;
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::hash::{BuildHasher, Hash};

pub use self::methods::MapMethods;
use crate::Constant;

/// What was found at a key: whether there is a value, and the key, if it was given or is in the map.
#[derive(Clone, Debug)]
pub struct MapKey<K> {
    key: Option<K>,
    is_there: bool,
}

/// A key of a map, of which it is known that there is a value.
#[inline]
pub fn key_of<K: Clone>(key: &K) -> MapKey<K> {
    MapKey { key: Some(key.clone()), is_there: true }
}

impl<K> MapKey<K> {
    /// Whether there is a value.
    #[inline]
    pub fn is_there(&self) -> bool {
        self.is_there
    }

    /// The value at the key.
    ///
    /// # Panics
    /// If there is none, as an index of a map does.
    #[inline]
    #[track_caller]
    pub fn of<'m, M: HasPlaces<K> + ?Sized>(&self, map: &'m M) -> &'m M::Value {
        let value = self.key.as_ref().and_then(|key| map.place(key));
        value.expect(NO_ENTRY)
    }

    /// The same, to be changed.
    ///
    /// # Panics
    /// If there is none.
    #[inline]
    #[track_caller]
    pub fn of_mut<'m, M: HasPlaces<K> + ?Sized>(&self, map: &'m mut M) -> &'m mut M::Value {
        let value = self.key.as_ref().and_then(|key| map.place_mut(key));
        value.expect(NO_ENTRY)
    }

    /// Puts a value where there is none.
    #[inline]
    pub fn insert_in<M: Map<Key = K> + ?Sized>(&self, map: &mut M, value: M::Value)
    where
        K: Clone,
    {
        if let Some(key) = &self.key {
            map.put(key.clone(), value);
        }
    }

    /// Takes out the value that is there.
    ///
    /// # Panics
    /// If there is none.
    #[inline]
    #[track_caller]
    pub fn remove_from<M: Map<Key = K> + ?Sized>(&self, map: &mut M) -> M::Value {
        let value = self.key.as_ref().and_then(|key| map.take_out(key));
        value.expect(NO_ENTRY)
    }
}

const NO_ENTRY: &str = "no entry found for key";

/// What has values by keys: maps, and lists by numbers.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no values by keys, of which a differentiated one is asked for",
    label = "neither a map nor a list",
    note = "see \"What is taken for a map\" in `ad_runtime::errors`"
)]
pub trait Places {
    /// By what values are found.
    type Key;

    /// What they are.
    type Value;

    /// The value at a key.
    fn value_at(&self, key: &Self::Key) -> Option<&Self::Value>;

    /// The value at a key, to be changed.
    fn value_at_mut(&mut self, key: &Self::Key) -> Option<&mut Self::Value>;
}

/// The same, and the tangent of a constant one, which has itself at each key.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no values by keys, of which a differentiated one is asked for",
    label = "neither a map nor a list",
    note = "see \"What is taken for a map\" in `ad_runtime::errors`"
)]
pub trait HasPlaces<K> {
    /// What the values are.
    type Value;

    /// The value at a key.
    fn place(&self, key: &K) -> Option<&Self::Value>;

    /// The value at a key, to be changed.
    fn place_mut(&mut self, key: &K) -> Option<&mut Self::Value>;
}

impl<M: Places + ?Sized> HasPlaces<M::Key> for M {
    type Value = M::Value;

    #[inline]
    fn place(&self, key: &M::Key) -> Option<&M::Value> {
        self.value_at(key)
    }

    #[inline]
    fn place_mut(&mut self, key: &M::Key) -> Option<&mut M::Value> {
        self.value_at_mut(key)
    }
}

impl<K> HasPlaces<K> for Constant {
    type Value = Constant;

    #[inline]
    fn place(&self, _: &K) -> Option<&Constant> {
        Some(self)
    }

    #[inline]
    fn place_mut(&mut self, _: &K) -> Option<&mut Constant> {
        Some(self)
    }
}

/// A map of std's.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is taken for a map of std's, and is none",
    label = "only `BTreeMap` and `HashMap` have differentiated values by keys",
    note = "give a type of yours a method with `#[differentiate]` for this",
    note = "see \"What is taken for a map\" in `ad_runtime::errors`"
)]
pub trait Map: Places {
    /// Its keys, in its order.
    fn keys_in_order(&self) -> Vec<Self::Key>;

    /// Puts a value at a key.
    fn put(&mut self, key: Self::Key, value: Self::Value) -> Option<Self::Value>;

    /// Takes the value at a key out.
    fn take_out(&mut self, key: &Self::Key) -> Option<Self::Value>;
}

/// A map whose keys are found by a `Q`.
pub trait Finds<Q: ?Sized>: Map {
    /// The key, if there is a value.
    fn key_in_map(&self, key: &Q) -> Option<Self::Key>;
}

macro_rules! maps {
    ($([$($generics:tt)*] [$($lookup:tt)*] $map:ty;)*) => {$(
        impl<$($generics)*, V> Places for $map {
            type Key = K;
            type Value = V;

            #[inline]
            fn value_at(&self, key: &K) -> Option<&V> {
                self.get(key)
            }

            #[inline]
            fn value_at_mut(&mut self, key: &K) -> Option<&mut V> {
                self.get_mut(key)
            }
        }

        impl<$($generics)*, V> Map for $map {
            #[inline]
            fn keys_in_order(&self) -> Vec<K> {
                self.keys().cloned().collect()
            }

            #[inline]
            fn put(&mut self, key: K, value: V) -> Option<V> {
                self.insert(key, value)
            }

            #[inline]
            fn take_out(&mut self, key: &K) -> Option<V> {
                self.remove(key)
            }
        }

        impl<$($generics)*, V, Q: $($lookup)* + ?Sized> Finds<Q> for $map
        where
            K: Borrow<Q>,
        {
            #[inline]
            fn key_in_map(&self, key: &Q) -> Option<K> {
                self.get_key_value(key).map(|(key, _)| key.clone())
            }
        }

        impl<$($generics)*, V, Q: $($lookup)* + ?Sized> Seeks<&Q> for $map
        where
            K: Borrow<Q>,
        {
            #[inline]
            fn sought(&self, key: &Q) -> MapKey<K> {
                self.ad_borrowed(key)
            }
        }
    )*};
}

maps! {
    [K: Clone + Ord] [Ord] BTreeMap<K, V>;
    [K: Clone + Eq + Hash, S: BuildHasher] [Eq + Hash] HashMap<K, V, S>;
}

macro_rules! pointers {
    ($($pointer:ty)*) => {$(
        impl<M: Places + ?Sized> Places for $pointer {
            type Key = M::Key;
            type Value = M::Value;

            #[inline]
            fn value_at(&self, key: &M::Key) -> Option<&M::Value> {
                (**self).value_at(key)
            }

            #[inline]
            fn value_at_mut(&mut self, key: &M::Key) -> Option<&mut M::Value> {
                (**self).value_at_mut(key)
            }
        }

        impl<M: Map + ?Sized> Map for $pointer {
            #[inline]
            fn keys_in_order(&self) -> Vec<M::Key> {
                (**self).keys_in_order()
            }

            #[inline]
            fn put(&mut self, key: M::Key, value: M::Value) -> Option<M::Value> {
                (**self).put(key, value)
            }

            #[inline]
            fn take_out(&mut self, key: &M::Key) -> Option<M::Value> {
                (**self).take_out(key)
            }
        }

        impl<M: Finds<Q> + ?Sized, Q: ?Sized> Finds<Q> for $pointer {
            #[inline]
            fn key_in_map(&self, key: &Q) -> Option<M::Key> {
                (**self).key_in_map(key)
            }
        }
    )*};
}

pointers!(&mut M Box<M>);

macro_rules! lists {
    ($([$($generics:tt)*] $list:ty;)*) => {$(
        impl<T $($generics)*> Places for $list {
            type Key = usize;
            type Value = T;

            #[inline]
            fn value_at(&self, key: &usize) -> Option<&T> {
                self.get(*key)
            }

            #[inline]
            fn value_at_mut(&mut self, key: &usize) -> Option<&mut T> {
                self.get_mut(*key)
            }
        }

        impl<T $($generics)*> Seeks<usize> for $list {
            #[inline]
            fn sought(&self, key: usize) -> MapKey<usize> {
                MapKey { key: Some(key), is_there: key < self.len() }
            }
        }
    )*};
}

lists! {
    [] [T];
    [] Vec<T>;
    [] VecDeque<T>;
    [, const N: usize] [T; N];
}

/// What is asked for a value by an `I`: a list by a number, a map by a reference.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no list that is indexed by a `{I}`, and no map whose keys are found by one",
    label = "asked for a value, which is a part of it",
    note = "give a type of yours a method with `#[differentiate]` for this, by another name than lists' and maps'",
    note = "see \"What is taken for a map\" in `ad_runtime::errors`"
)]
pub trait Seeks<I>: Places {
    /// What is there.
    fn sought(&self, key: I) -> MapKey<Self::Key>;
}

impl<M: Seeks<I> + ?Sized, I> Seeks<I> for &mut M {
    #[inline]
    fn sought(&self, key: I) -> MapKey<M::Key> {
        (**self).sought(key)
    }
}

impl<M: Seeks<I> + ?Sized, I> Seeks<I> for Box<M> {
    #[inline]
    fn sought(&self, key: I) -> MapKey<M::Key> {
        (**self).sought(key)
    }
}

/// A value of a list or a map, if there is one.
pub trait FindsOut<I> {
    /// By what it is found then.
    type Key;

    /// What is there.
    fn ad_sought(&self, key: I) -> MapKey<Self::Key>;
}

impl<M: Seeks<I> + ?Sized, I> FindsOut<I> for M {
    type Key = M::Key;

    #[inline]
    fn ad_sought(&self, key: I) -> MapKey<M::Key> {
        self.sought(key)
    }
}

/// Keys that are looked up in a map. Its methods are found of maps alone; of what else is taken for one, rustc says once that it is none.
pub trait LooksUp: Places {
    /// What is at a key that is borrowed.
    fn ad_borrowed<Q: ?Sized>(&self, key: &Q) -> MapKey<Self::Key>
    where
        Self: Finds<Q>;

    /// What is at a key that is given away.
    fn ad_given(&self, key: Self::Key) -> MapKey<Self::Key>;
}

impl<M: Map + ?Sized> LooksUp for M {
    #[inline]
    fn ad_borrowed<Q: ?Sized>(&self, key: &Q) -> MapKey<M::Key>
    where
        M: Finds<Q>,
    {
        let key = self.key_in_map(key);
        MapKey { is_there: key.is_some(), key }
    }

    #[inline]
    fn ad_given(&self, key: M::Key) -> MapKey<M::Key> {
        MapKey { is_there: self.value_at(&key).is_some(), key: Some(key) }
    }
}

/// The keys of a map, in its order.
#[inline]
pub fn keys<M: Map + ?Sized>(map: &M) -> Vec<M::Key> {
    map.keys_in_order()
}
