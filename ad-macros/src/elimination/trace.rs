//! The linearised graph of a straight-line function.
//!
//! In: a primal and what its Jacobian is of. Out: the graph, and the statements that compute the weights on its arcs; or errors, at loops, branches, calls and
//! indices through which one doesn't see what depends on what. What depends on no input may be anything: it is left as it is. A value that is the same as
//! another, `let b = a`, `a + 1.0`, is the same vertex.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::Span;
use quote::ToTokens;

use super::calls;
use super::cells::{Cell, Inputs};
use super::graph::{Graph, Vertex};
use super::partials;
use super::shape::Shape;
use super::weight::Weight;
use super::writer::Writer;
use crate::analysis::Facts;
use crate::analysis::steep::may_be_steep;
use crate::diag::Diagnostics;
use crate::ir::{
    Arg, Atom, Callee, Expr, Function, Place, Projection, Stmt, StoreOp, VarId, visit,
};
use crate::message::Message;
use crate::operators::Sign;
use crate::tangent::steep;
use crate::unsupported;

/// A graph, and what is on its arcs.
#[derive(Clone)]
pub struct Traced {
    /// The graph, without what no result is computed from.
    pub graph: Graph,
    /// The inputs: the position among the wanted parameters, the index in a list, the vertex.
    pub inputs: Vec<(usize, Option<usize>, usize)>,
    /// The vertices of the results.
    pub outputs: Vec<usize>,
    /// The primal, and the statements that compute the weights.
    pub writer: Writer,
}

/// Follows a function from its wanted parameters to its results.
pub fn trace(
    diagnostics: &mut Diagnostics,
    (primal, facts): (&Function, &Facts),
    (wanted, shape): (&[VarId], &Shape),
) -> Traced {
    let mut tracer = Tracer {
        diagnostics,
        facts,
        float: shape.float.to_string(),
        infinite: steep::quotients(primal),
        proved: calls::proved(primal),
        writer: Writer::new(primal.clone()),
        graph: Graph::default(),
        inputs: Inputs::default(),
        cells: BTreeMap::new(),
        refused: BTreeSet::new(),
        is_refused: false,
    };
    for (position, (var, is_list)) in wanted.iter().zip(&shape.lists).enumerate() {
        let cell = match is_list {
            true => Cell::parameter(position),
            false => Cell::Vertex(tracer.inputs.vertex(&mut tracer.graph, (position, None))),
        };
        tracer.cells.insert(*var, cell);
    }
    for stmt in std::mem::take(&mut tracer.writer.function.body.stmts) {
        tracer.any(&stmt);
    }
    let result = tracer.result(primal, shape);
    let outputs = (0..shape.rows()).map(|row| {
        let cell = match shape.n_rows {
            Some(_) => tracer.inputs.part(&mut tracer.graph, &result, row),
            None => result.clone(),
        };
        let before = cell.vertex().map(|vertex| (vertex, Weight::one(Sign::Plus)));
        tracer.graph.add(Vertex::Output, before.into_iter().collect())
    });
    let outputs = outputs.collect();
    tracer.graph.prune();
    let Tracer { graph, inputs, writer, .. } = tracer;
    Traced { graph, inputs: inputs.all().collect(), outputs, writer }
}

struct Tracer<'a> {
    diagnostics: &'a mut Diagnostics,
    facts: &'a Facts,
    /// The type of all floats.
    float: String,
    /// Variables that may be infinite.
    infinite: BTreeSet<VarId>,
    /// Results of calls that are proved to be numbers anyway.
    proved: BTreeSet<VarId>,
    writer: Writer,
    graph: Graph,
    inputs: Inputs,
    /// What depends on inputs so far.
    cells: BTreeMap<VarId, Cell>,
    /// What came of code that was refused, of which nothing more is said.
    refused: BTreeSet<VarId>,
    /// Whether the statement at hand is refused.
    is_refused: bool,
}

impl Tracer<'_> {
    fn refuse(&mut self, span: Span, message: &Message) -> Cell {
        if !self.is_refused {
            self.diagnostics.error_at(span, message);
        }
        self.is_refused = true;
        Cell::Constant
    }

    fn cell(&self, atom: &Atom) -> Cell {
        let cell = atom.var().and_then(|var| self.cells.get(&var));
        cell.cloned().unwrap_or_default()
    }

    /// Whether a statement, or what is in it, changes what depends on inputs or makes more of it.
    fn is_on_the_way(&self, stmt: &Stmt) -> bool {
        let is_active = |var: &VarId| self.facts.is_active(*var);
        let mut found = visit::defines(stmt).iter().any(is_active);
        let mut note = |use_: visit::Use| {
            if let visit::Use::Write(place) = use_ {
                found |= is_active(&place.root);
            }
        };
        visit::stmt(stmt, &mut note);
        visit::blocks(stmt).into_iter().for_each(|block| visit::deep(block, &mut note));
        for block in visit::blocks(stmt) {
            visit::deep_stmts(block, &mut |stmt| {
                found |= visit::defines(stmt).iter().any(is_active);
            });
        }
        found
    }

    /// What the function results in: its parts are seen.
    fn result(&mut self, primal: &Function, shape: &Shape) -> Cell {
        let Some(result) = primal.body.results.first() else { return Cell::Constant };
        let cell = self.cell(result);
        let is_refused = result.var().is_some_and(|var| self.refused.contains(&var));
        if let (Cell::Vertex(_), Some(_), false) = (&cell, shape.n_rows, is_refused) {
            let span = result.var().map_or(primal.name.span(), |var| primal.var(var).span);
            self.is_refused = false;
            return self.refuse(span, &unsupported::JACOBIAN_CALL);
        }
        cell
    }

    fn any(&mut self, stmt: &Stmt) {
        if !self.is_on_the_way(stmt) {
            return self.writer.function.body.stmts.push(stmt.clone());
        }
        let (mut used, mut written) = (BTreeSet::new(), visit::defines(stmt));
        let mut note = |use_: visit::Use| {
            used.extend(visit::used_var(use_));
            if let visit::Use::Write(place) = use_ {
                written.push(place.root);
            }
        };
        visit::stmt(stmt, &mut note);
        visit::blocks(stmt).into_iter().for_each(|block| visit::deep(block, &mut note));
        self.is_refused = !used.is_disjoint(&self.refused);
        if !self.is_refused {
            self.stmt(stmt);
        }
        if self.is_refused {
            self.refused.extend(written);
        }
    }

    fn stmt(&mut self, stmt: &Stmt) {
        if let Stmt::Call { callee, args, span, .. } = stmt {
            return self.call(stmt, (callee, args), *span);
        }
        self.writer.function.body.stmts.push(stmt.clone());
        match stmt {
            Stmt::Let { var, expr, span } => {
                self.writer.span = span.resolved_at(Span::mixed_site());
                let cell = self.expr(*var, expr, *span);
                self.cells.insert(*var, cell);
            }
            Stmt::Store { place, op, value, span } => self.store(place, *op, value, *span),
            Stmt::Swap { first, second, span } => {
                let [old_first, old_second] = [first, second].map(|place| self.read(place, *span));
                self.assign(first, old_second, *span);
                self.assign(second, old_first, *span);
            }
            Stmt::If { span, .. } | Stmt::Match { span, .. } => {
                self.refuse(*span, &unsupported::JACOBIAN_BRANCH);
            }
            Stmt::For { span, .. } | Stmt::Each { span, .. } | Stmt::While { span, .. } => {
                self.refuse(*span, &unsupported::JACOBIAN_LOOP);
            }
            Stmt::Mutate { span, .. } => {
                self.refuse(*span, &unsupported::JACOBIAN_VALUE);
            }
            Stmt::Verbatim { .. } | Stmt::Prove { .. } | Stmt::Note(_) => {}
            Stmt::Clear { .. }
            | Stmt::Reset { .. }
            | Stmt::Exit { .. }
            | Stmt::Push { .. }
            | Stmt::Pop { .. }
            | Stmt::Fill { .. }
            | Stmt::Unpack { .. }
            | Stmt::Call { .. }
            | Stmt::Snapshot { .. }
            | Stmt::Checkpointed { .. }
            | Stmt::Pull { .. } => unreachable!("applied to primal functions"),
        }
    }

    /// The steps into a place; none if it isn't seen where they lead.
    fn way(&mut self, place: &Place, span: Span) -> Option<Vec<usize>> {
        let mut way = Vec::new();
        for step in &place.projections {
            match step {
                Projection::Deref | Projection::Pointee => {}
                Projection::Index(Atom::Literal(syn::Lit::Int(index)))
                    if index.base10_parse::<usize>().is_ok() =>
                {
                    way.extend(index.base10_parse::<usize>());
                }
                Projection::Field(syn::Member::Unnamed(field)) => way.push(field.index as usize),
                Projection::Index(_) | Projection::Range { .. } => {
                    self.refuse(span, &unsupported::JACOBIAN_INDEX);
                    return None;
                }
                _ => {
                    self.refuse(span, &unsupported::JACOBIAN_VALUE);
                    return None;
                }
            }
        }
        Some(way)
    }

    /// What is at a place.
    fn read(&mut self, place: &Place, span: Span) -> Cell {
        let Some(cell) = self.cells.get(&place.root).cloned() else { return Cell::Constant };
        let Some(way) = self.way(place, span) else { return Cell::Constant };
        let mut cell = cell;
        for step in way {
            if cell.vertex().is_some() {
                // What a call results in has been taken for a number.
                self.refused.insert(place.root);
                return self.refuse(span, &unsupported::JACOBIAN_VALUE);
            }
            cell = self.inputs.part(&mut self.graph, &cell, step);
        }
        cell
    }

    fn assign(&mut self, place: &Place, value: Cell, span: Span) {
        self.read(place, span);
        let Some(way) = self.way(place, span) else { return };
        let cell = self.cells.remove(&place.root).unwrap_or_default();
        self.cells.insert(place.root, cell.with(&way, value));
    }

    fn store(&mut self, place: &Place, op: StoreOp, value: &Atom, span: Span) {
        let value = self.cell(value);
        let cell = match op.operator() {
            None => value,
            Some(_) => {
                let there = self.read(place, span);
                let one = Weight::one(Sign::Plus);
                let arcs = [(there, one), (value, Weight::one(op.sign()))];
                self.computed(arcs)
            }
        };
        self.assign(place, cell, span);
    }

    fn call(&mut self, stmt: &Stmt, (callee, args): (&Callee, &[Arg]), span: Span) {
        let cells: Vec<_> = args.iter().map(|arg| self.passed(arg, span)).collect();
        let is_list = |cell: &Cell| matches!(cell, Cell::Parts { .. });
        let &[result] = &visit::defines(stmt)[..] else { return };
        if cells.iter().any(is_list) || !calls::is_plain(callee, args) {
            self.refuse(span, &unsupported::JACOBIAN_CALL);
            return;
        }
        let wanted: Vec<_> = cells.iter().map(|cell| cell.vertex().is_some()).collect();
        let is_proved = self.proved.contains(&result);
        let bars = calls::with_bars(&mut self.writer, (stmt, is_proved), &wanted);
        let is_steep = may_be_steep(callee, args);
        let arcs = cells.into_iter().zip(bars).filter_map(|(cell, bar)| {
            let weight = Weight::of(Sign::Plus, bar?);
            Some((cell, Weight { is_steep, may_be_infinite: true, ..weight }))
        });
        let cell = self.computed(arcs);
        self.cells.insert(result, cell);
    }

    /// What is passed to a call.
    fn passed(&mut self, arg: &Arg, span: Span) -> Cell {
        match arg {
            Arg::Value(atom) => self.cell(atom),
            Arg::Borrow(place) | Arg::BorrowMut(place) => self.read(place, span),
        }
    }

    /// A value that is computed from these, with the partials by them.
    fn computed(&mut self, arcs: impl IntoIterator<Item = (Cell, Weight)>) -> Cell {
        let mut before: BTreeMap<usize, Weight> = BTreeMap::new();
        for (cell, weight) in arcs {
            let Some(from) = cell.vertex() else { continue };
            let sum = match before.remove(&from) {
                Some(there) => there.plus(&weight, &mut self.writer),
                None => Some(weight),
            };
            before.extend(sum.map(|sum| (from, sum)));
        }
        let is_same = |weight: &Weight| weight.is_unit() && weight.sign == Sign::Plus;
        match before.first_key_value() {
            None => Cell::Constant,
            Some((from, weight)) if before.len() == 1 && is_same(weight) => Cell::Vertex(*from),
            Some(_) => Cell::Vertex(self.graph.add(Vertex::Inner, before)),
        }
    }

    fn expr(&mut self, var: VarId, expr: &Expr, span: Span) -> Cell {
        let cells = &self.cells;
        let is_active = |atom: &Atom| {
            let cell = atom.var().and_then(|var| cells.get(&var));
            cell.is_some_and(|cell| cell.vertex().is_some())
        };
        let infinite = &self.infinite;
        let may_be_infinite = |atom: &Atom| atom.var().is_some_and(|var| infinite.contains(&var));
        let is = (&is_active as partials::IsSo, &may_be_infinite as partials::IsSo);
        let arcs = match expr {
            Expr::Atom(atom) => return self.cell(atom),
            Expr::Read(place)
            | Expr::Clone { place, .. }
            | Expr::Borrow { place, mutable: false } => {
                return self.read(place, span);
            }
            Expr::Unary(op, a) => partials::unary(*op, a),
            Expr::Binary(op, a, b) => partials::binary((*op, a, b), var, is, &mut self.writer),
            Expr::Method { method, args, .. } => {
                partials::method((method, args), var, is, &mut self.writer)
            }
            Expr::Cast(atom, ty) if ty.to_token_stream().to_string() == self.float => {
                return self.cell(atom);
            }
            Expr::List { items, .. } | Expr::Tuple(items) => {
                return Cell::of(items.iter().map(|item| self.cell(item)));
            }
            Expr::Repeat { item, len: Atom::Literal(syn::Lit::Int(len)), .. } => {
                let item = self.cell(item);
                let len = len.base10_parse().unwrap_or(0);
                return Cell::of(std::iter::repeat_n(item, len));
            }
            expr if self.is_constant(expr) => return Cell::Constant,
            _ => return self.refuse(span, &unsupported::JACOBIAN_VALUE),
        };
        let arcs: Vec<_> =
            arcs.into_iter().map(|(atom, weight)| (self.cell(&atom), weight)).collect();
        self.computed(arcs)
    }

    /// Whether no derivative goes through an expression. A `&mut` reference to what is constant so far may be written through later.
    fn is_constant(&self, expr: &Expr) -> bool {
        match expr {
            Expr::Verbatim(_)
            | Expr::Proof(..)
            | Expr::Stop(_)
            | Expr::Len(_)
            | Expr::Is { .. }
            | Expr::Key(..)
            | Expr::LookUp(..) => true,
            Expr::Cast(atom, _) | Expr::Repeat { item: atom, .. } => {
                self.cell(atom) == Cell::Constant
            }
            _ => false,
        }
    }
}
