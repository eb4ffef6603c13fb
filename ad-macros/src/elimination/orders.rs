//! In which order the vertices of a graph are eliminated.
//!
//! Which order takes the fewest multiplications is an NP-complete question (Naumann, *Optimal Jacobian accumulation is NP-complete*, Math. Program. 112, 2008). Three
//! answers are tried, and the cheapest is taken, the first of them if several are:
//! ```text
//! forward      as they were computed
//! reverse      the other way round
//! Markowitz    always the one that the fewest paths of two arcs go through
//! ```
//! Markowitz's is greedy (Griewank and Reese, *On the calculation of Jacobian matrices by the Markowitz rule*, 1991). Of vertices of the same degree it takes that
//! which costs the fewest multiplications, as signs cost none; of these the one that makes the fewest new arcs; of these the first.

use super::graph::Graph;
use super::weight::Counting;

/// An order by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// As they were computed.
    Forward,
    /// The other way round.
    Reverse,
    /// By the degree.
    Markowitz,
}

/// All of them: of two that are as cheap the first is taken.
pub const ORDERS: [Order; 3] = [Order::Forward, Order::Reverse, Order::Markowitz];

/// What comes of each order.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// The cheapest.
    pub order: Order,
    /// The vertices in that order.
    pub vertices: Vec<usize>,
    /// How many multiplications it takes.
    pub multiplications: usize,
    /// How many each of them takes.
    pub tried: [(Order, usize); 3],
}

/// The cheapest order.
pub fn choose(graph: &Graph) -> Chosen {
    let tried = ORDERS.map(|order| (order, multiplications(graph, &vertices(graph, order))));
    let cheaper = |best: (Order, usize), other: (Order, usize)| match other.1 < best.1 {
        true => other,
        false => best,
    };
    let [first, others @ ..] = tried;
    let (order, multiplications) = others.into_iter().fold(first, cheaper);
    Chosen { order, vertices: vertices(graph, order), multiplications, tried }
}

/// The vertices of a graph in an order.
pub fn vertices(graph: &Graph, order: Order) -> Vec<usize> {
    match order {
        Order::Forward => graph.inner().collect(),
        Order::Reverse => graph.inner().rev().collect(),
        Order::Markowitz => markowitz(graph),
    }
}

/// How many multiplications an order takes.
fn multiplications(graph: &Graph, vertices: &[usize]) -> usize {
    let mut graph = graph.clone();
    vertices.iter().map(|vertex| graph.eliminate(*vertex, &mut Counting)).sum()
}

/// Always the vertex of the lowest degree.
fn markowitz(graph: &Graph) -> Vec<usize> {
    let mut graph = graph.clone();
    let mut left: Vec<_> = graph.inner().collect();
    let mut order = Vec::new();
    while let Some(lowest) = left.iter().map(|vertex| graph.degree(*vertex)).min() {
        let candidates = left.iter().copied().filter(|vertex| graph.degree(*vertex) == lowest);
        let rank = |vertex: &usize| (graph.cost(*vertex), graph.fill(*vertex), *vertex);
        let Some(vertex) = candidates.min_by_key(rank) else { break };
        left.retain(|other| *other != vertex);
        graph.eliminate(vertex, &mut Counting);
        order.push(vertex);
    }
    order
}
