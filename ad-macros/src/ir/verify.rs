//! The invariants of the IR, checked before and after each pass in tests and debug builds.
//!
//! In: a function and the phase that it is in. Out: the first violation. What must hold:
//!
//! 1. a variable is defined where it is used, and, outside of a derivative that `simplify` hasn't seen, once on every path;
//! 2. a mutable variable is no atom: it is read through places;
//! 3. as many results as the blocks, the callee, the mutator or the stack give;
//! 4. nothing of a phase before or after: exits are gone after `exits`, stacks and cotangents come with the transforms, moves
//!    come with `simplify`, rules of the runtime with `select`;
//! 5. after `select`, no operator is applied to a tangent that isn't seen to be a number.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Atom, Block, CloneBy, Expr, Function, Projection, Stmt, StoreOp, Transform, UnOp, Var, VarId,
    rule, visit,
};

/// How far a function has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// From `lower`: exits are statements.
    Lowered,
    /// From `exits` on: purely nested.
    Primal,
    /// From `tangent` or `adjoint`: what is computed again is defined again.
    Derivative,
    /// From `simplify`.
    Simplified,
    /// From `select`: what is done with tangents by operators is done with numbers.
    Selected,
}

/// The first violation of an invariant.
pub fn verify(function: &Function, phase: Phase) -> Result<(), String> {
    let known = function.params.iter().copied().collect();
    let mut verify = Verify { function, phase, records: BTreeMap::new(), known, inner: Vec::new() };
    verify.block(&function.body)?;
    if let Some(closure) = &function.closure {
        verify.known.extend(closure.params.iter().copied());
        verify.block(&closure.body)?;
    }
    Ok(())
}

struct Verify<'a> {
    function: &'a Function,
    phase: Phase,
    /// How many values a record of each stack and slot has.
    records: BTreeMap<VarId, usize>,
    /// What is defined at the point reached.
    known: BTreeSet<VarId>,
    /// Of that, what the blocks around define, in order.
    inner: Vec<VarId>,
}

impl Verify<'_> {
    fn block(&mut self, block: &Block) -> Result<(), String> {
        for stmt in &block.stmts {
            self.stmt(stmt)?;
        }
        block.results.iter().try_for_each(|atom| self.used(visit::Use::Value(atom)))
    }

    fn stmt(&mut self, stmt: &Stmt) -> Result<(), String> {
        self.of_this_phase(stmt)?;
        self.arity(stmt)?;
        let mut result = Ok(());
        visit::stmt(stmt, &mut |use_| {
            if result.is_ok() {
                result = self.used(use_);
            }
        });
        result?;
        for block in visit::blocks(stmt) {
            let n_outer = self.inner.len();
            visit::binds(stmt).into_iter().try_for_each(|var| self.defined(var))?;
            self.block(block)?;
            for var in self.inner.drain(n_outer..) {
                self.known.remove(&var);
            }
        }
        visit::defines(stmt).into_iter().try_for_each(|var| self.defined(var))
    }

    fn name(&self, var: VarId) -> String {
        format!("`{}` ({var:?})", self.function.var(var).name)
    }

    /// Notes a definition, which must be the first on its path.
    fn defined(&mut self, var: VarId) -> Result<(), String> {
        let is_first = self.known.insert(var);
        self.inner.extend(Some(var).filter(|_| is_first));
        match is_first || self.phase == Phase::Derivative {
            true => Ok(()),
            false => Err(format!("{} is defined twice", self.name(var))),
        }
    }

    fn used(&self, use_: visit::Use) -> Result<(), String> {
        let Some(var) = visit::used_var(use_) else { return Ok(()) };
        if !self.known.contains(&var) {
            return Err(format!("{} is used where it is not defined", self.name(var)));
        }
        let reference = self.function.var(var).ty.is_reference();
        if matches!(use_, visit::Use::Value(_)) && self.function.var(var).mutable && !reference {
            return Err(format!("{} is mutable and used as an atom", self.name(var)));
        }
        Ok(())
    }

    /// Whether a statement is one of this phase.
    fn of_this_phase(&self, stmt: &Stmt) -> Result<(), String> {
        let first = match stmt {
            Stmt::Exit { .. } => Phase::Lowered,
            Stmt::Let { expr, .. } => phase_of(expr),
            Stmt::Store { op: StoreOp::Assign | StoreOp::Accumulate | StoreOp::Deduct, .. } => {
                Phase::Selected
            }
            Stmt::Call { transform: Transform::Primal, .. } => Phase::Lowered,
            Stmt::Call { transform: Transform::Value | Transform::Certified, .. }
            | Stmt::Prove { .. } => Phase::Primal,
            Stmt::Call { .. }
            | Stmt::Clear { .. }
            | Stmt::Reset { .. }
            | Stmt::Push { .. }
            | Stmt::Pop { .. }
            | Stmt::Fill { .. }
            | Stmt::Unpack { .. }
            | Stmt::Snapshot { .. }
            | Stmt::Pull { .. } => Phase::Derivative,
            _ => Phase::Lowered,
        };
        let first = if has_chosen_place(stmt) { Phase::Selected } else { first };
        let last = match stmt {
            Stmt::Exit { .. } => Phase::Lowered,
            stmt if is_undecided(&self.function.vars, stmt) => Phase::Simplified,
            _ => Phase::Selected,
        };
        match first <= self.phase && self.phase <= last {
            true => Ok(()),
            false => Err(format!("a statement of another phase than {:?}: {stmt:?}", self.phase)),
        }
    }

    /// Whether there are as many results as values.
    fn arity(&mut self, stmt: &Stmt) -> Result<(), String> {
        let expect = |what: &str, wanted: usize, found: usize| match wanted == found {
            true => Ok(()),
            false => Err(format!("{found} {what} and not {wanted} in {stmt:?}")),
        };
        match stmt {
            Stmt::Let { expr: Expr::Method { method, args, .. }, .. } => {
                expect("operands", method.arity, args.len())
            }
            Stmt::Let { expr: Expr::Partial { method, partial, args, .. }, .. } => {
                expect("operands", method.partials[*partial].uses.len(), args.len())
            }
            Stmt::Call { results, transform, args, dots, .. } => {
                expect("results", results_of(*transform), results.len())?;
                expect("dots", if transform.is_dotted() { args.len() } else { 0 }, dots.len())
            }
            Stmt::Mutate { results, op, args, .. } => {
                expect("operands", op.arity(), args.len())?;
                expect("results", usize::from(op.has_result()), results.len())
            }
            Stmt::If { results, then, otherwise, .. } => {
                // A side that leaves or panics has no value.
                let found = [then, otherwise].map(|block| block.results.len());
                let has_value = |n: &usize| *n > 0 || results.is_empty();
                let mut found = found.into_iter().filter(has_value);
                found.try_for_each(|found| expect("results of a block", results.len(), found))
            }
            Stmt::Match { results, arms, .. } => {
                let mut found = arms.iter().map(|arm| arm.results.len()).filter(|n| *n > 0);
                found.try_for_each(|found| expect("results of a block", results.len(), found))
            }
            Stmt::Push { stack: record, values } | Stmt::Fill { slot: record, values } => {
                let wanted = *self.records.entry(*record).or_insert(values.len());
                expect("results of a block", wanted, values.len())
            }
            Stmt::Pop { stack: record, vars } | Stmt::Unpack { slot: record, vars, .. } => {
                let wanted = *self.records.entry(*record).or_insert(vars.len());
                expect("variables", wanted, vars.len())
            }
            Stmt::Pull { bars, dots: Some((_, dots)), .. } => {
                expect("dots", bars.len(), dots.len())
            }
            _ => Ok(()),
        }
    }
}

/// How many variables a call defines.
fn results_of(transform: Transform) -> usize {
    match transform {
        Transform::Primal | Transform::Value | Transform::Certified => 1,
        Transform::Tangent | Transform::Pullback | Transform::Owned => 2,
        Transform::PullbackTangent | Transform::OwnedTangent => 3,
    }
}

/// Whether `select` has something to decide in a statement.
fn is_undecided(vars: &[Var], stmt: &Stmt) -> bool {
    let is_plain = |atom: &Atom| rule::has_operators(vars, atom);
    match stmt {
        Stmt::Store { place, op: StoreOp::Add | StoreOp::Sub, .. } => !rule::is_number(vars, place),
        Stmt::Let { expr, .. } => match expr {
            Expr::ZeroLike(_)
            | Expr::Construct { like: Some(_), .. }
            | Expr::Shape { .. }
            | Expr::Fitted(..)
            | Expr::Kept(_) => true,
            Expr::Unary(UnOp::Neg, atom) | Expr::Cast(atom, _) => !is_plain(atom),
            Expr::Binary(op, left, right) => {
                !op.is_comparison() && [left, right].into_iter().any(|side| !is_plain(side))
            }
            _ => false,
        },
        _ => false,
    }
}

/// Whether `select` has chosen how a place is changed or lent.
fn has_chosen_place(stmt: &Stmt) -> bool {
    let mut found = false;
    visit::stmt(stmt, &mut |use_| {
        if let visit::Use::Place(place) | visit::Use::Write(place) = use_ {
            let mut steps = place.projections.iter();
            found |= steps.any(|step| matches!(step, Projection::List | Projection::IfAny));
        }
    });
    found
}

/// The first phase in which an expression occurs.
fn phase_of(expr: &Expr) -> Phase {
    match expr {
        Expr::Rule { .. } | Expr::Clone { by: CloneBy::Read, .. } => Phase::Selected,
        Expr::Taken(_) => Phase::Simplified,
        Expr::Partial { .. }
        | Expr::PartialTangent { .. }
        | Expr::CastLike(..)
        | Expr::Fitted(..)
        | Expr::Kept(_)
        | Expr::Refitted(..)
        | Expr::Erased(_)
        | Expr::Regained(..)
        | Expr::Shape { .. }
        | Expr::Wanted(_)
        | Expr::ZeroLike(_)
        | Expr::Unwanted(_)
        | Expr::Plain(_)
        | Expr::Stack { .. }
        | Expr::Slot
        | Expr::Step(..)
        | Expr::Repeatable(_) => Phase::Derivative,
        _ => Phase::Lowered,
    }
}
