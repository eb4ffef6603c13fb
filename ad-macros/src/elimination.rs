//! A whole Jacobian at once, by eliminating the vertices of the function's graph: the order of accumulation.
//!
//! In: a primal that is a straight line, what is known of it, and what its Jacobian is of. Out: a function of the same IR that results in the value and the
//! entries of the Jacobian that aren't zero for all arguments, and how many multiplications that takes, by the chain rule in this order and in others.
//!
//! ```text
//! the primal's statements                      as they are
//! c_ji = ∂v_j/∂v_i                             what is 1 or −1 isn't written
//! c_ki = c_ki + c_kj c_ji                      vertex j is eliminated, for all j
//! (value, [c, ..])
//! ```
//! [`linearise`] stands before the gate and complains of what isn't a straight line; [`eliminate`] can't fail.
//! Invariant: the value is computed by the primal's own statements.
//! Deliberately absent: orders of edges and faces, which may take fewer multiplications still; loops and branches, of which there would be a graph for each way through them.

mod calls;
mod cells;
mod graph;
mod orders;
mod partials;
mod shape;
mod trace;
mod weight;
mod writer;

use crate::analysis::Facts;
use crate::diag::Diagnostics;
use crate::ir::{Atom, Expr, Function, VarId};
use crate::kind::Kind;
use crate::signature::Signature;
#[cfg(test)]
pub use orders::ORDERS;
pub use orders::{Chosen, Order};
pub use shape::Shape;
use trace::Traced;

/// A function whose graph is known.
pub struct Linearised {
    shape: Shape,
    traced: Traced,
}

/// A Jacobian, as a function.
pub struct Eliminated {
    /// Results in the value and a list of entries.
    pub function: Function,
    /// Where each of them stands.
    pub entries: Vec<Entry>,
    /// What it is of.
    pub shape: Shape,
    /// How much is multiplied.
    pub costs: Costs,
}

/// Where an entry stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The number of the result.
    pub row: usize,
    /// The parameter, by its position among those that are wanted.
    pub parameter: usize,
    /// The item of it, if it is a list.
    pub item: Option<usize>,
}

/// How many multiplications the chain rule takes, the partials of single operations apart.
#[derive(Clone, Debug)]
pub struct Costs {
    /// By elimination of vertices.
    pub chosen: Chosen,
    /// A tangent for each input: how many, and the multiplications.
    pub tangents: (usize, usize),
    /// A pullback for each result: how many, and the multiplications.
    pub pullbacks: (usize, usize),
}

/// The graph of a function; complains of what isn't a straight line of numbers.
pub fn linearise(
    diagnostics: &mut Diagnostics,
    signature: &Signature,
    (primal, facts): (&Function, &Facts),
) -> Option<Linearised> {
    let shape = Shape::read(diagnostics, signature)?;
    let params = signature.params.iter().zip(&primal.params);
    let wanted: Vec<VarId> =
        params.filter(|(param, _)| param.differentiable).map(|(_, var)| *var).collect();
    let traced = trace::trace(diagnostics, (primal, facts), (&wanted, &shape));
    Some(Linearised { shape, traced })
}

/// The Jacobian of a function by the cheapest order.
pub fn eliminate(linearised: Linearised) -> Eliminated {
    let chosen = orders::choose(&linearised.traced.graph);
    let vertices = chosen.vertices.clone();
    in_order(linearised, chosen, &vertices)
}

/// The same by an order that need not be the cheapest.
#[cfg(test)]
pub fn eliminate_by(linearised: Linearised, order: Order) -> Eliminated {
    let graph = &linearised.traced.graph;
    let (chosen, vertices) = (orders::choose(graph), orders::vertices(graph, order));
    in_order(linearised, chosen, &vertices)
}

fn in_order(linearised: Linearised, chosen: Chosen, vertices: &[usize]) -> Eliminated {
    let Linearised { shape, traced: Traced { mut graph, inputs, outputs, mut writer } } =
        linearised;
    let (n_inputs, n_outputs, n_factors) = (graph.n_inputs(), graph.n_outputs(), graph.n_factors());
    let costs = Costs {
        chosen,
        tangents: (n_inputs, n_inputs * n_factors),
        pullbacks: (n_outputs, n_outputs * n_factors),
    };
    writer.be_nowhere();
    for vertex in vertices {
        graph.eliminate(*vertex, &mut writer);
    }
    let (mut entries, mut values) = (Vec::new(), Vec::new());
    for (row, output) in outputs.iter().enumerate() {
        for (parameter, item, input) in &inputs {
            if let Some(weight) = graph.before(*output).get(input) {
                entries.push(Entry { row, parameter: *parameter, item: *item });
                values.push(weight.number(&mut writer));
            }
        }
    }
    let kind = Kind::Array(Box::new(Kind::Float));
    let jacobian = writer.bind("jacobian", kind, Expr::List { items: values, vec: false });
    let mut function = writer.function;
    function.body.stmts.extend(writer.code);
    function.body.results.push(Atom::Var(jacobian));
    Eliminated { function, entries, shape, costs }
}
