//! The linearised computational graph of a function, and the elimination of its vertices.
//!
//! ```text
//! v_j = φ_j(v_i, ..)      arcs i → j with the partials c_ji = ∂v_j/∂v_i
//! eliminating j           c_ki += c_kj c_ji  for each arc i → j and each arc j → k, which then go
//! ```
//! When all vertices between the inputs and the outputs are gone, what is left on the arcs is the Jacobian, in whatever order they went (Griewank and Walther,
//! *Evaluating Derivatives*, 2nd ed., SIAM 2008, chapters 9 and 10).
//!
//! Invariants: vertices are numbered as they were computed, so that arcs go from lower numbers to higher ones; there is one arc at most from one vertex to another.
//! Deliberately absent: in which order vertices go, which is `orders`, and where weights come from, which is `trace`.

use std::collections::{BTreeMap, BTreeSet};

use super::weight::{Arithmetic, Weight};

/// What a vertex is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vertex {
    /// An input: no arc ends in it.
    Input,
    /// A value on the way.
    Inner,
    /// An output: no arc begins in it.
    Output,
}

/// The graph.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    vertices: Vec<Vertex>,
    /// For each vertex, those that it is computed from, and the partials.
    before: Vec<BTreeMap<usize, Weight>>,
    /// For each vertex, those that are computed from it.
    after: Vec<BTreeSet<usize>>,
}

impl Graph {
    /// Adds a vertex; what it is computed from is there already.
    pub fn add(&mut self, vertex: Vertex, before: BTreeMap<usize, Weight>) -> usize {
        let number = self.vertices.len();
        before.keys().for_each(|from| {
            self.after[*from].insert(number);
        });
        self.vertices.push(vertex);
        self.before.push(before);
        self.after.push(BTreeSet::new());
        number
    }

    /// Removes what no output is computed from.
    pub fn prune(&mut self) {
        for vertex in (0..self.vertices.len()).rev() {
            if self.after[vertex].is_empty() && self.vertices[vertex] != Vertex::Output {
                for from in std::mem::take(&mut self.before[vertex]).keys() {
                    self.after[*from].remove(&vertex);
                }
            }
        }
    }

    /// The vertices between inputs and outputs that something is computed from.
    pub fn inner(&self) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let all = 0..self.vertices.len();
        all.filter(|i| self.vertices[*i] == Vertex::Inner && !self.after[*i].is_empty())
    }

    /// The inputs that outputs are computed from.
    pub fn n_inputs(&self) -> usize {
        let inputs = self.vertices.iter().zip(&self.after);
        inputs.filter(|(vertex, after)| **vertex == Vertex::Input && !after.is_empty()).count()
    }

    /// The outputs that are computed from inputs.
    pub fn n_outputs(&self) -> usize {
        let outputs = self.vertices.iter().zip(&self.before);
        outputs.filter(|(vertex, before)| **vertex == Vertex::Output && !before.is_empty()).count()
    }

    /// The arcs that one sweep through the graph multiplies by.
    pub fn n_factors(&self) -> usize {
        self.before.iter().flat_map(BTreeMap::values).filter(|weight| !weight.is_unit()).count()
    }

    /// The arcs that end in a vertex: where they come from, and the partials.
    pub fn before(&self, vertex: usize) -> &BTreeMap<usize, Weight> {
        &self.before[vertex]
    }

    /// The Markowitz degree of a vertex: how many paths of two arcs go through it.
    pub fn degree(&self, vertex: usize) -> usize {
        self.before[vertex].len() * self.after[vertex].len()
    }

    /// How many multiplications eliminating it takes.
    pub fn cost(&self, vertex: usize) -> usize {
        let factors_before =
            self.before[vertex].values().filter(|weight| !weight.is_unit()).count();
        let after = self.after[vertex].iter();
        let factors_after = after.filter(|to| !self.before[**to][&vertex].is_unit()).count();
        factors_before * factors_after
    }

    /// How many arcs there are that weren't there before, if it is eliminated.
    pub fn fill(&self, vertex: usize) -> usize {
        let after = self.after[vertex].iter();
        let new = after.map(|to| {
            self.before[vertex].keys().filter(|from| !self.before[*to].contains_key(from)).count()
        });
        new.sum()
    }

    /// Eliminates a vertex. Returns how many multiplications that took.
    pub fn eliminate(&mut self, vertex: usize, arithmetic: &mut dyn Arithmetic) -> usize {
        let cost = self.cost(vertex);
        let before = std::mem::take(&mut self.before[vertex]);
        for from in before.keys() {
            self.after[*from].remove(&vertex);
        }
        for to in std::mem::take(&mut self.after[vertex]) {
            let Some(second) = self.before[to].remove(&vertex) else { continue };
            for (from, first) in &before {
                self.add_arc((*from, to), second.times(first, arithmetic), arithmetic);
            }
        }
        cost
    }

    fn add_arc(
        &mut self,
        (from, to): (usize, usize),
        weight: Weight,
        arithmetic: &mut dyn Arithmetic,
    ) {
        let sum = match self.before[to].remove(&from) {
            Some(there) => there.plus(&weight, arithmetic),
            None => Some(weight),
        };
        match sum {
            Some(sum) => {
                self.before[to].insert(from, sum);
                self.after[from].insert(to);
            }
            None => {
                self.after[from].remove(&to);
            }
        }
    }
}
