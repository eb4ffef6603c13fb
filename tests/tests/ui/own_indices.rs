//! `Index`, `IndexMut` and `Deref` of types of one's own.

use std::ops::{Deref, DerefMut, Index, IndexMut};

use ad_runtime::prelude::*;

/// It has no rules.
#[derive(Clone, Debug, Differentiable)]
struct Weights(Vec<f64>);

impl Deref for Weights {
    type Target = Vec<f64>;
    fn deref(&self) -> &Vec<f64> {
        &self.0
    }
}

impl DerefMut for Weights {
    fn deref_mut(&mut self) -> &mut Vec<f64> {
        &mut self.0
    }
}

#[differentiate(reverse)]
fn first(w: &Weights) -> f64 {
    w[0] * w[0] // refused
}

/// It is looked at by a rule, and changed without one.
#[derive(Clone, Copy, Debug, Differentiable)]
struct Pair {
    x: f64,
    y: f64,
}

#[differentiate]
impl Index<usize> for Pair {
    type Output = f64;
    fn index(&self, i: usize) -> &f64 {
        if i == 0 { &self.x } else { &self.y }
    }
}

impl IndexMut<usize> for Pair {
    fn index_mut(&mut self, i: usize) -> &mut f64 {
        if i == 1 { &mut self.x } else { &mut self.y }
    }
}

#[differentiate(reverse)]
fn changed(p: Pair, k: f64) -> f64 {
    let mut p = p;
    p[0] *= k; // refused
    p.x
}

/// It is changed elsewhere than it is looked at.
#[derive(Clone, Copy, Debug, Differentiable)]
struct Turned(f64, f64);

#[differentiate]
impl Index<usize> for Turned {
    type Output = f64;
    fn index(&self, i: usize) -> &f64 {
        if i == 0 { &self.0 } else { &self.1 }
    }
}

#[differentiate]
impl IndexMut<usize> for Turned { // refused
    fn index_mut(&mut self, i: usize) -> &mut f64 {
        if i == 1 { &mut self.0 } else { &mut self.1 }
    }
}

/// What the code mentions is another constant in another module.
#[derive(Clone, Copy, Debug, Differentiable)]
struct Shifted(f64, f64);

mod looked_at {
    const FIRST: usize = 0;

    #[ad_runtime::differentiate]
    impl std::ops::Index<usize> for super::Shifted {
        type Output = f64;
        fn index(&self, i: usize) -> &f64 {
            if i == FIRST { &self.0 } else { &self.1 }
        }
    }
}

mod changed_elsewhere {
    const FIRST: usize = 1;

    #[ad_runtime::differentiate]
    impl std::ops::IndexMut<usize> for super::Shifted { // refused
        fn index_mut(&mut self, i: usize) -> &mut f64 {
            if i == FIRST { &mut self.0 } else { &mut self.1 }
        }
    }
}

/// Its own iterator may go elsewhere.
impl<'a> IntoIterator for &'a Pair {
    type Item = &'a f64;
    type IntoIter = std::array::IntoIter<&'a f64, 2>;
    fn into_iter(self) -> Self::IntoIter {
        [&self.y, &self.y].into_iter()
    }
}

impl Pair {
    fn len(&self) -> usize {
        2
    }
}

#[differentiate(reverse)]
fn iterated(p: &Pair) -> f64 {
    let mut sum = p[0]; // refused
    for v in p {
        sum += v * v;
    }
    sum
}

/// Where it goes isn't seen.
#[derive(Clone, Debug, Differentiable)]
struct Table {
    n_columns: usize,
    entries: Vec<f64>,
    offset: f64,
}

#[differentiate]
impl Index<(usize, usize)> for Table {
    type Output = f64;
    fn index(&self, (i, j): (usize, usize)) -> &f64 {
        self.entries[i * self.n_columns..].index(j) // refused
    }
}

#[differentiate]
impl Index<usize> for Table {
    type Output = f64;
    fn index(&self, i: usize) -> &f64 {
        self.entries.get(i).unwrap_or(&self.offset) // refused
    }
}

#[differentiate]
impl Index<u8> for Table {
    type Output = f64;
    fn index(&self, i: u8) -> &f64 {
        println!("looked at"); // refused
        if self.offset > 0.0 { // refused
            return &self.offset;
        }
        &self.entries[usize::from(i)] // refused
    }
}

#[differentiate(forward)]
impl Index<i8> for Table { // refused
    type Output = f64;
    fn index(&self, i: i8) -> &f64 {
        &self.entries[i as usize]
    }
}

fn main() {
    println!("{}", first::grad(&Weights(vec![1.0])).0[0]);
}
