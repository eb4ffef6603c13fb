//! Of which vertices the parts of a value are.
//!
//! In: a place in a variable. Out: the [`Cell`] there. What a list that is a parameter holds becomes an input when it is first looked at.

use std::collections::BTreeMap;

use super::graph::{Graph, Vertex};

/// A value, as far as it depends on inputs.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// It depends on none.
    #[default]
    Constant,
    /// A float.
    Vertex(usize),
    /// A tuple or a list: the parameter that the parts are of which haven't been assigned, and those that have.
    Parts { of: Option<usize>, parts: BTreeMap<usize, Cell> },
}

impl Cell {
    /// A value of these parts.
    pub fn of(parts: impl IntoIterator<Item = Cell>) -> Cell {
        let parts: BTreeMap<_, _> = parts.into_iter().enumerate().collect();
        match parts.values().all(|part| *part == Cell::Constant) {
            true => Cell::Constant,
            false => Cell::Parts { of: None, parts },
        }
    }

    /// A list that is a parameter.
    pub fn parameter(position: usize) -> Cell {
        Cell::Parts { of: Some(position), parts: BTreeMap::new() }
    }

    /// The same with another value in one of its parts.
    pub fn with(self, way: &[usize], value: Cell) -> Cell {
        let Some((first, rest)) = way.split_first() else { return value };
        let (of, mut parts) = match self {
            Cell::Parts { of, parts } => (of, parts),
            Cell::Constant | Cell::Vertex(_) => (None, BTreeMap::new()),
        };
        // A number of a parameter's is replaced as a whole.
        let part = parts.remove(first).unwrap_or_default().with(rest, value);
        parts.insert(*first, part);
        Cell::Parts { of, parts }
    }

    /// The vertex, if it is a float.
    pub fn vertex(&self) -> Option<usize> {
        match self {
            Cell::Vertex(vertex) => Some(*vertex),
            Cell::Constant | Cell::Parts { .. } => None,
        }
    }
}

/// The inputs: numbers, and those items of lists that have been looked at, by the position of the parameter.
#[derive(Clone, Debug, Default)]
pub struct Inputs(BTreeMap<(usize, Option<usize>), usize>);

impl Inputs {
    /// The vertex of an input.
    pub fn vertex(&mut self, graph: &mut Graph, input: (usize, Option<usize>)) -> usize {
        *self.0.entry(input).or_insert_with(|| graph.add(Vertex::Input, BTreeMap::new()))
    }

    /// A part of a value.
    pub fn part(&mut self, graph: &mut Graph, cell: &Cell, step: usize) -> Cell {
        let Cell::Parts { of, parts } = cell else { return Cell::Constant };
        match (parts.get(&step), of) {
            (Some(part), _) => part.clone(),
            (None, Some(position)) => Cell::Vertex(self.vertex(graph, (*position, Some(step)))),
            (None, None) => Cell::Constant,
        }
    }

    /// The inputs, and what vertices they are.
    pub fn all(&self) -> impl Iterator<Item = (usize, Option<usize>, usize)> + '_ {
        self.0.iter().map(|((position, index), vertex)| (*position, *index, *vertex))
    }
}
