//! What a pullback keeps of what calls resulted in: that may be a reference into what is changed later, or is gone by then, which nobody sees but rustc.
//!
//! ```text
//! let (row, row_pullback) = model.row_pullback(i);      let kept = kept_result!(row);      `row` itself, or a copy of what it refers to
//! |value_bar| { .. row[0] .. }                          |value_bar| { let row = kept.again(); .. row[0] .. }
//! ```
//!
//! In: the adjoint of a function, with a pullback, simplified. Out: the same, in which such values are kept where the reverse sweep
//! captures them, or a stack or a slot takes them. Deliberately absent: what isn't known to come from a function with derivatives (`analysis/held`).

mod last_use;

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, Span};
use quote::quote;

use crate::analysis::rebound::holders;
use crate::analysis::returned::may_refer;
use crate::ir::paths::is_std_variant;
use crate::ir::{
    Arg, Atom, Block, Callee, Expr, Function, Mutator, Projection, Role, Stmt, StoreOp, Transform,
    Var, VarId, Verbatim, rename, visit,
};

/// What the function is lent that isn't there when the reverse sweep comes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Gone {
    /// What was lent to be changed.
    Exclusive,
    /// All of it.
    Lent,
}

/// Keeps what may be references.
pub fn kept(mut adjoint: Function, gone: Gone, runtime: &syn::Path) -> Function {
    let suspects = suspects(&adjoint, gone);
    if suspects.is_empty() {
        return adjoint;
    }
    let mut body = std::mem::take(&mut adjoint.body);
    let mut closure = adjoint.closure.take();
    let places = places(&body, &suspects);
    let slots = slots(&body, closure.as_ref().map(|closure| &closure.body));
    let mut cx = Keeping { f: adjoint, runtime, places, slots, suspects, kept: BTreeMap::new() };
    cx.records(&mut body);
    if let Some(closure) = &mut closure {
        cx.records(&mut closure.body);
        cx.captured(&mut body, &mut closure.body);
    }
    Function { body, closure, ..cx.f }
}

/// What calls of functions with derivatives resulted in, unless it is a number.
fn suspects(adjoint: &Function, gone: Gone) -> BTreeSet<VarId> {
    let mut suspects = rebound(adjoint, gone);
    visit::deep_stmts(&adjoint.body, &mut |stmt| {
        let Stmt::Call { results, callee, transform, .. } = stmt else { return };
        let is_derived = matches!(transform, Transform::Pullback | Transform::Owned);
        if !is_derived || callee.is_operator() || *callee == Callee::Value {
            return;
        }
        suspects.extend(results.first().filter(|var| may_refer(adjoint, **var)));
    });
    // What a branch results in, too, and what is in an `Option` or a tuple.
    let operands = operands(adjoint);
    loop {
        let before = suspects.len();
        visit::deep_stmts(&adjoint.body, &mut |stmt| {
            if let Stmt::Let { var, expr: Expr::Read(place) | Expr::Clone { place, .. }, .. } = stmt
                && suspects.contains(&place.root)
                && match place.projections.last() {
                    Some(Projection::Index(_)) => adjoint.var(*var).ty.item,
                    Some(step) => is_content(step),
                    None => adjoint.var(place.root).mutable,
                }
                && may_refer(adjoint, *var)
                && !operands.contains(var)
            {
                suspects.insert(*var);
            }
            suspects.extend(
                holder(stmt, &suspects).filter(|var| adjoint.var(*var).role == Role::Primal),
            );
            // Of a variable that refers to one thing after another.
            let kept = match stmt {
                Stmt::Let { var, expr: Expr::Atom(Atom::Var(from)), .. }
                    if adjoint.var(*var).mutable =>
                {
                    Some((*var, *from))
                }
                Stmt::Store { place, op: StoreOp::Set, value: Atom::Var(from), .. }
                    if place.projections.is_empty() =>
                {
                    Some((place.root, *from))
                }
                _ => None,
            };
            let is_kept = |(var, from): &(VarId, VarId)| {
                adjoint.var(*var).role == Role::Primal
                    && suspects.contains(from)
                    && may_refer(adjoint, *var)
            };
            suspects.extend(kept.filter(is_kept).map(|(var, _)| var));
            if let Stmt::Let { var, expr: Expr::Outcome(place), .. } = stmt
                && suspects.contains(&place.root)
            {
                suspects.insert(*var);
            }
            let (Stmt::If { results, .. } | Stmt::Match { results, .. }) = stmt else { return };
            for (i, result) in results.iter().enumerate() {
                let blocks = visit::blocks(stmt);
                let mut values = blocks.iter().filter_map(|block| block.results.get(i)?.var());
                if may_refer(adjoint, *result) && values.any(|value| suspects.contains(&value)) {
                    suspects.insert(*result);
                }
            }
        });
        if suspects.len() == before {
            return suspects;
        }
    }
}

/// What such values are put into: an `Option`, a tuple, a list.
fn holder(stmt: &Stmt, suspects: &BTreeSet<VarId>) -> Option<VarId> {
    let is_suspect = |atom: &Atom| atom.var().is_some_and(|var| suspects.contains(&var));
    match stmt {
        Stmt::Let { var, expr: Expr::Construct { path, fields, .. }, .. }
            if is_std_variant(path) =>
        {
            fields.iter().any(|(_, atom)| is_suspect(atom)).then_some(*var)
        }
        Stmt::Let { var, expr: Expr::Tuple(parts), .. } => {
            parts.iter().any(is_suspect).then_some(*var)
        }
        Stmt::Mutate { op: Mutator::Push, place, args, .. } if place.projections.is_empty() => {
            args.iter().any(is_suspect).then_some(place.root)
        }
        _ => None,
    }
}

/// Variables that refer to something else later, if that isn't there then.
fn rebound(adjoint: &Function, gone: Gone) -> BTreeSet<VarId> {
    let is_gone = |held: &VarId| {
        let var = adjoint.var(*held);
        match (adjoint.params.contains(held), var.ty.is_reference()) {
            (true, true) => gone == Gone::Lent || var.ty.is_exclusive(),
            (_, is_reference) => !is_reference,
        }
    };
    let holders = holders(adjoint).into_iter();
    let holders = holders.filter(|(var, held)| {
        let holder = adjoint.var(*var);
        holder.role == Role::Primal
            && holder.mutable
            && may_refer(adjoint, *var)
            && held.iter().any(is_gone)
    });
    holders.map(|(var, _)| var).collect()
}

/// What is an operand itself: numbers, of which no reference is, and values of types with operators.
fn operands(adjoint: &Function) -> BTreeSet<VarId> {
    let mut operands = BTreeSet::new();
    visit::deep_stmts(&adjoint.body, &mut |stmt| match stmt {
        Stmt::Prove { place, .. } if place.projections.is_empty() => {
            operands.insert(place.root);
        }
        Stmt::Let { expr: Expr::Binary(_, left, right), .. } => {
            operands.extend([left, right].into_iter().filter_map(Atom::var));
        }
        Stmt::Call { callee, args, .. } if callee.is_operator() => {
            operands.extend(args.iter().filter_map(Arg::var));
        }
        _ => {}
    });
    operands
}

/// The step to what may be a reference in a value of std's: in an `Option`, a `Result` or a tuple.
fn is_content(step: &Projection) -> bool {
    match step {
        Projection::Payload => true,
        Projection::Variant { path, .. } => is_std_variant(path),
        Projection::Field(member) => matches!(member, syn::Member::Unnamed(_)),
        _ => false,
    }
}

/// The places in stacks and slots that such values are put into.
fn places(body: &Block, suspects: &BTreeSet<VarId>) -> BTreeSet<(VarId, usize)> {
    let mut places = BTreeSet::new();
    visit::deep_stmts(body, &mut |stmt| {
        let (Stmt::Push { stack, values } | Stmt::Fill { slot: stack, values }) = stmt else {
            return;
        };
        let is_suspect = |value: &Atom| value.var().is_some_and(|var| suspects.contains(&var));
        let found = values.iter().enumerate().filter(|(_, value)| is_suspect(value));
        places.extend(found.map(|(i, _)| (*stack, i)));
    });
    places
}

/// The slots that come out of stacks and slots by other names, by those by which they were filled.
fn slots(body: &Block, closure: Option<&Block>) -> BTreeMap<VarId, VarId> {
    let (mut put, mut copies, mut slots) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    visit::deep_stmts(body, &mut |stmt| match stmt {
        Stmt::Push { stack, values } | Stmt::Fill { slot: stack, values } => {
            let vars = values.iter().enumerate();
            let vars = vars.filter_map(|(i, value)| Some(((*stack, i), value.var()?)));
            put.extend(vars.map(|(at, var)| (at, copies.get(&var).copied().unwrap_or(var))));
        }
        Stmt::Let { var, expr: Expr::Read(place), .. } if place.projections.is_empty() => {
            copies.insert(*var, place.root);
        }
        _ => {}
    });
    // The outer ones come out first.
    let mut note = |stmt: &Stmt| {
        if let Stmt::Pop { stack, vars } | Stmt::Unpack { slot: stack, vars, .. } = stmt {
            let stack = slots.get(stack).copied().unwrap_or(*stack);
            let found = vars.iter().enumerate();
            let found = found.filter_map(|(i, var)| Some((*var, *put.get(&(stack, i))?)));
            let found: Vec<_> = found.collect();
            slots.extend(found);
        }
    };
    for block in [Some(body), closure].into_iter().flatten() {
        visit::deep_stmts(block, &mut note);
    }
    slots
}

struct Keeping<'a> {
    f: Function,
    runtime: &'a syn::Path,
    suspects: BTreeSet<VarId>,
    places: BTreeSet<(VarId, usize)>,
    slots: BTreeMap<VarId, VarId>,
    /// What is kept already, by what keeps it.
    kept: BTreeMap<VarId, VarId>,
}

impl Keeping<'_> {
    /// What is put into a stack or a slot is kept before, and taken again after it comes out.
    fn records(&mut self, block: &mut Block) {
        for mut stmt in std::mem::take(&mut block.stmts) {
            for inner in visit::blocks_mut(&mut stmt) {
                self.records(inner);
            }
            let mut after = Vec::new();
            // What comes out of a slot is in scope in what is done with it.
            let inside = match &mut stmt {
                Stmt::Unpack { slot, vars, body } => Some((*slot, vars, &mut body.stmts)),
                Stmt::Pop { stack, vars } => Some((*stack, vars, &mut after)),
                _ => None,
            };
            if let Some((record, vars, code)) = inside {
                let again = self.taken(record, vars);
                code.splice(0..0, again);
            }
            if let Stmt::Push { stack, values } | Stmt::Fill { slot: stack, values } = &mut stmt {
                for (i, value) in values.iter_mut().enumerate() {
                    if self.places.contains(&(*stack, i))
                        && let Some(var) = value.var()
                    {
                        let kept = self.keep(var, &mut block.stmts);
                        *value = Atom::Var(kept);
                    }
                }
            }
            block.stmts.push(stmt);
            block.stmts.extend(after);
        }
    }

    /// What comes out of a stack or a slot, taken again.
    fn taken(&mut self, record: VarId, vars: &mut [VarId]) -> Vec<Stmt> {
        let mut code = Vec::new();
        let record = self.slots.get(&record).copied().unwrap_or(record);
        for (i, var) in vars.iter_mut().enumerate() {
            if self.places.contains(&(record, i)) {
                let kept = self.like(*var, "kept");
                code.push(self.again(*var, kept));
                *var = kept;
            }
        }
        code
    }

    /// What the closure captures is kept before it, and taken again in it.
    fn captured(&mut self, body: &mut Block, closure: &mut Block) {
        let defined: BTreeSet<_> = body.stmts.iter().flat_map(visit::defines).collect();
        let mut used = BTreeSet::new();
        visit::deep(closure, &mut |use_| used.extend(visit::used_var(use_)));
        let captured: Vec<_> = self
            .suspects
            .intersection(&used)
            .copied()
            .filter(|var| defined.contains(var))
            .collect();
        let mut again = Vec::new();
        let mut names = BTreeMap::new();
        for var in captured {
            let kept = self.keep(var, &mut body.stmts);
            let name = self.f.var(var).name.clone();
            let own = self.like(var, &name);
            again.push(self.again(own, kept));
            names.insert(var, Atom::Var(own));
        }
        closure.stmts.iter_mut().for_each(|stmt| rename::uses(stmt, &names));
        for stmt in &mut closure.stmts {
            within(stmt, &names);
        }
        closure.stmts.splice(0..0, again);
    }

    fn like(&mut self, var: VarId, name: &str) -> VarId {
        let original = self.f.var(var);
        let mut like = Var::new(name, original.span.resolved_at(Span::mixed_site()));
        like.ty = original.ty.clone();
        like.role = original.role;
        self.f.add(like)
    }

    fn again(&mut self, var: VarId, kept: VarId) -> Stmt {
        let span = self.f.var(var).span;
        let name = Ident::new("value", span.resolved_at(Span::mixed_site()));
        let verbatim = Verbatim::made(quote!(#name.again()), vec![(name, kept)]);
        Stmt::Let { var, expr: Expr::Verbatim(verbatim), span }
    }
}

/// Whether a method of something that changes may lend a part of it: that can't be used after the change.
pub fn is_lent_by_methods(primal: &Function) -> bool {
    let mut found = false;
    visit::deep_stmts(&primal.body, &mut |stmt| {
        let Stmt::Call { results, callee, args, .. } = stmt else { return };
        let is_changing = match args.first() {
            Some(Arg::Borrow(place) | Arg::BorrowMut(place)) if callee.is_method() => {
                let root = primal.var(place.root);
                root.mutable || root.ty.is_exclusive()
            }
            _ => false,
        };
        let is_kept = |var: &VarId| !primal.var(*var).dropped && may_refer(primal, *var);
        found |= is_changing && results.first().is_some_and(is_kept);
    });
    found
}

fn within(stmt: &mut Stmt, names: &BTreeMap<VarId, Atom>) {
    for block in visit::blocks_mut(stmt) {
        for stmt in &mut block.stmts {
            rename::uses(stmt, names);
            within(stmt, names);
        }
        rename::results(block, names);
    }
}
