//! Which parameters of functions are `&mut`.
//!
//! Rust takes a `&mut` for a `&` without a word: of `norm(y)` with `y: &mut [f64]` nobody can say whether `norm` changes
//! `y`. A pullback keeps what is only looked at and not what is changed, so it is made as if it kept it, unless the
//! function is known to change it: the macro remembers the signatures that it has seen.
//!
//! In: signatures. Out: whether all functions of a name have a `&mut` parameter at a place. What isn't known costs a copy.

use std::collections::BTreeMap;

use crate::signature::Signature;

/// For each name, the parameters that are `&mut` in all functions of that name. A method `step` is called `.step`.
#[derive(Clone, Debug, Default)]
pub struct Lending(BTreeMap<String, Vec<bool>>);

impl Lending {
    /// No functions yet.
    pub const fn new() -> Lending {
        Lending(BTreeMap::new())
    }

    /// Notes a function.
    pub fn add(&mut self, is_method: bool, signature: &Signature) {
        let exclusive: Vec<_> = signature.params.iter().map(|param| param.is_mut_ref()).collect();
        let name = key(&signature.ident.to_string(), is_method);
        let known = self.0.entry(name).or_insert_with(|| exclusive.clone());
        let both = known.iter().zip(&exclusive).map(|(a, b)| *a && *b);
        *known = both.collect();
    }

    /// Whether the parameter at a place, `self` being the first, is known to be `&mut`.
    pub fn is_exclusive(&self, name: &str, is_method: bool, at: usize) -> bool {
        let known = self.0.get(&key(name, is_method)).and_then(|exclusive| exclusive.get(at));
        known.is_some_and(|exclusive| *exclusive)
    }
}

fn key(name: &str, is_method: bool) -> String {
    if is_method { format!(".{name}") } else { name.to_string() }
}
