//! Activity: which variables carry a derivative from an input to the output.
//!
//! In: a function and its differentiated inputs. Out: for each variable whether it is *varied*
//! (depends differentiably on an input) and *useful* (the output depends differentiably on it).
//! Active is both. Immutable variables are single assignments, so for them this is flow-sensitive;
//! a mutable variable is varied or useful if it is so anywhere, which is right because a transform
//! gives it one shadow for its whole life.

use std::collections::BTreeMap;

use crate::ir::paths::is_error;
use crate::ir::{Act, Arg, Atom, Block, Expr, Function, Place, Stmt, Var, VarId};
use crate::kind::Kind;
use crate::kinds;

/// The `(varied, useful)` flags of all variables.
pub fn activity(function: &Function, inputs: &[VarId]) -> (Vec<bool>, Vec<bool>) {
    let flows = Flow::of(function);
    let count = function.vars.len();
    let mut varied = vec![false; count];
    inputs.iter().for_each(|input| varied[input.0] = true);
    let carries = |var: VarId| function.var(var).settled().may_carry_tangent();
    while flows.iter().fold(false, |changed, (from, to)| {
        let flips = varied[from.0] && !varied[to.0] && carries(*to);
        varied[to.0] |= flips;
        changed | flips
    }) {}
    let mut useful = vec![false; count];
    function.body.results.iter().filter_map(Atom::var).for_each(|var| useful[var.0] = true);
    for output in outputs(function) {
        useful[output.0] = true;
    }
    while flows.iter().rev().fold(false, |changed, (from, to)| {
        let flips = useful[to.0] && !useful[from.0] && carries(*from);
        useful[from.0] |= flips;
        changed | flips
    }) {}
    (varied, useful)
}

/// The variables whose final content is an output: references to the caller's cotangents, in
/// functions that `adjoint` made.
fn outputs(function: &Function) -> Vec<VarId> {
    let closure = function.closure.iter().flat_map(|closure| &closure.params);
    let params = function.params.iter().chain(closure).copied();
    let is_output = |var: &VarId| {
        let var = function.var(*var);
        var.ty.is_reference() && (var.mutable || var.ty.is_exclusive())
    };
    params.filter(is_output).collect()
}

/// The differentiable dependences of a function: pairs (from, to).
pub fn dependences(function: &Function) -> Vec<(VarId, VarId)> {
    Flow::of(function)
}

/// The collector of dependences.
struct Flow<'a> {
    vars: &'a [Var],
    edges: Vec<(VarId, VarId)>,
    /// What is in records of snapshots.
    snapshots: BTreeMap<VarId, Vec<VarId>>,
}

impl Flow<'_> {
    fn of(function: &Function) -> Vec<(VarId, VarId)> {
        let mut flow = Flow { vars: &function.vars, edges: Vec::new(), snapshots: BTreeMap::new() };
        flow.block(&function.body);
        if let Some(closure) = &function.closure {
            flow.block(&closure.body);
        }
        flow.edges
    }

    fn atom(&mut self, from: &Atom, to: VarId) {
        self.edges.extend(from.var().map(|from| (from, to)));
    }

    fn atoms<'b>(&mut self, from: impl IntoIterator<Item = &'b Atom>, to: VarId) {
        from.into_iter().for_each(|atom| self.atom(atom, to));
    }

    fn block(&mut self, block: &Block) {
        block.stmts.iter().for_each(|stmt| self.stmt(stmt));
    }

    fn stmt(&mut self, stmt: &Stmt) {
        match stmt {
            Stmt::Let { var, expr, .. } => self.expr(expr, *var),
            Stmt::Call { results, args, dots, .. } => {
                let operands = || args.iter().chain(dots.iter().flatten());
                let written = operands().filter_map(|arg| match arg {
                    // A function takes a closure as a constant: it calls it with constants.
                    Arg::BorrowMut(place) if self.vars[place.root.0].ty.closure => None,
                    // Its type has no tangent (see `proofs::without_tangents`).
                    Arg::BorrowMut(place) if self.vars[place.root.0].is_declared_constant() => None,
                    Arg::BorrowMut(place) => Some(place.root),
                    _ => None,
                });
                let written: Vec<_> = written.collect();
                for to in results.iter().chain(&written) {
                    self.edges.extend(operands().filter_map(Arg::var).map(|from| (from, *to)));
                }
            }
            Stmt::Store { place, value, .. } => self.atom(value, place.root),
            Stmt::Mutate { results, op, place, args, .. } => {
                if let Some(element) = op.element() {
                    self.atom(&args[element], place.root);
                }
                self.edges.extend(results.iter().map(|result| (place.root, *result)));
            }
            Stmt::Swap { first, second, .. } => {
                self.edges.push((first.root, second.root));
                self.edges.push((second.root, first.root));
            }
            Stmt::Reset { place, shape, .. } => self.atom(shape, place.root),
            Stmt::If { results, then, otherwise, .. } => {
                for block in [then, otherwise] {
                    self.block(block);
                    for (result, value) in results.iter().zip(&block.results) {
                        self.atom(value, *result);
                    }
                }
            }
            Stmt::Match { results, arms, .. } => {
                for block in arms {
                    self.block(block);
                    for (result, value) in results.iter().zip(&block.results) {
                        self.atom(value, *result);
                    }
                }
            }
            Stmt::For { body, .. } | Stmt::Each { body, .. } => self.block(body),
            Stmt::While { cond, body, .. } => {
                self.block(cond);
                self.block(body);
            }
            Stmt::Push { stack: slot, values } | Stmt::Fill { slot, values } => {
                self.atoms(values, *slot);
            }
            Stmt::Pop { stack: slot, vars } => {
                self.edges.extend(vars.iter().map(|var| (*slot, *var)));
            }
            Stmt::Unpack { slot, vars, body } => {
                self.edges.extend(vars.iter().map(|var| (*slot, *var)));
                self.block(body);
            }
            Stmt::Pull { pullback, cotangent, bars, dots, .. } => {
                let dot_bars = dots.iter().flat_map(|(_, bars)| bars);
                for bar in bars.iter().chain(dot_bars).flatten() {
                    self.edges.push((*pullback, bar.root));
                    self.atom(cotangent, bar.root);
                    dots.iter().for_each(|(dot, _)| self.atom(dot, bar.root));
                }
            }
            Stmt::Snapshot { act, record, state, results, .. } => {
                self.snapshot(act, *record, state, results);
            }
            Stmt::Checkpointed { .. }
            | Stmt::Clear { .. }
            | Stmt::Exit { .. }
            | Stmt::Prove { .. }
            | Stmt::Verbatim { .. }
            | Stmt::Note(_) => {}
        }
    }

    /// What is taken out of a record of snapshots depends on what was put there, variable by variable.
    fn snapshot(&mut self, act: &Act, record: VarId, state: &[Place], results: &[VarId]) {
        match act {
            Act::Start(_) => {
                self.snapshots.insert(record, state.iter().map(|place| place.root).collect());
            }
            Act::Finish | Act::Resume => {
                let kept = self.snapshots.get(&record).cloned().unwrap_or_default();
                let taken = results.iter().skip(1);
                self.edges.extend(kept.iter().copied().zip(taken.copied()));
                self.snapshots.insert(results[0], kept);
            }
            Act::Take | Act::Number | Act::Restore => {}
        }
    }

    fn expr(&mut self, expr: &Expr, to: VarId) {
        match expr {
            Expr::Atom(atom)
            | Expr::Boxed { value: atom, .. }
            | Expr::Success(atom)
            | Expr::CastLike(atom, _)
            | Expr::Fitted(atom, _)
            | Expr::Refitted(atom, _)
            | Expr::Erased(atom)
            | Expr::Regained(atom, _) => self.atom(atom, to),
            Expr::Unary(op, atom) => {
                if op.partial().is_some() {
                    self.atom(atom, to);
                }
            }
            Expr::Repeat { item, .. } => self.atom(item, to),
            Expr::Read(place) | Expr::Clone { place, .. } | Expr::Borrow { place, .. }
                if !kinds::carries(self.vars, place) => {}
            Expr::Read(place)
            | Expr::Clone { place, .. }
            | Expr::Outcome(place)
            | Expr::Taken(place) => self.edges.push((place.root, to)),
            Expr::Borrow { place, mutable } => {
                self.edges.push((place.root, to));
                if *mutable {
                    self.edges.push((to, place.root));
                }
            }
            Expr::Binary(op, left, right) => {
                if op.rule().is_some() {
                    self.atoms([left, right], to);
                }
            }
            Expr::Cast(atom, ty) => {
                if matches!(Kind::of(ty), Kind::Float | Kind::Unknown) {
                    self.atom(atom, to);
                }
            }
            Expr::Method { method, args, .. } => {
                method.partials.iter().for_each(|partial| self.atom(&args[partial.operand], to));
            }
            Expr::Partial { args, factor, .. } => self.atoms(args.iter().chain([factor]), to),
            Expr::PartialTangent { args, factor, arg_dots, factor_dot, .. } => {
                let dots = arg_dots.iter().flatten().chain(factor_dot);
                self.atoms(args.iter().chain([factor]).chain(dots), to);
            }
            Expr::List { items, .. } | Expr::Tuple(items) => self.atoms(items, to),
            // An error is a constant.
            Expr::Construct { path, .. } if is_error(path) => {}
            Expr::Construct { fields, .. } => {
                self.atoms(fields.iter().map(|(_, atom)| atom), to);
            }
            Expr::Wanted(bar) => {
                self.edges.push((*bar, to));
                self.edges.push((to, *bar));
            }
            Expr::Stop(_)
            | Expr::Len(_)
            | Expr::Key(..)
            | Expr::LookUp(..)
            | Expr::Failure { .. }
            | Expr::ZeroLike(_)
            | Expr::Unwanted(_)
            | Expr::Plain(_)
            | Expr::Verbatim(_)
            | Expr::Proof(..)
            | Expr::Is { .. }
            | Expr::Shape { .. }
            | Expr::Kept(_)
            | Expr::Stack { .. }
            | Expr::Slot
            | Expr::Step(..)
            | Expr::Rule { .. }
            | Expr::Repeatable(_) => {}
        }
    }
}
