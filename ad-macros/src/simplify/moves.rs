//! Moves that the derivative can't afford: where the forward sweep moves a value that is used again
//! later, it hands on a clone.
//!
//! The user's function moves nothing that it uses again, so a clone appears only where the reverse
//! sweep needs the value or its shape, or a pullback that is kept for it borrows the value.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::stability::bases;
use crate::ir::{
    Arg, Atom, Block, CloneBy, Expr, Function, Place, Projection, Role, Stmt, Transform, Var,
    VarId, visit,
};
use crate::kind::Kind;

/// Clones instead of moving what is used again.
pub fn moves(mut function: Function) -> Function {
    let borrowed = borrowed(&function);
    let mut body = std::mem::take(&mut function.body);
    let mut closure = function.closure.take();
    let mut moves = Moves { function, borrowed };
    let mut later = Later::default();
    if let Some(closure) = &mut closure {
        moves.block(&mut closure.body, &mut later);
    }
    moves.block(&mut body, &mut later);
    Function { body, closure, ..moves.function }
}

/// What references and pullbacks borrow, and with these the records that they are put into.
fn borrowed(function: &Function) -> BTreeMap<VarId, BTreeSet<VarId>> {
    let bases = bases(function);
    let references = (0..bases.len()).map(VarId).filter(|var| bases[var.0] != *var);
    let mut borrowed: BTreeMap<VarId, BTreeSet<VarId>> =
        references.map(|var| (var, BTreeSet::from([bases[var.0]]))).collect();
    let mut note = |stmt: &Stmt| match stmt {
        Stmt::Call { results, callee, transform: Transform::Pullback, args, .. } => {
            let is_method = callee.is_method();
            let lent = args.iter().enumerate().filter_map(|(i, arg)| match arg {
                Arg::Borrow(place) => Some(place.root),
                // What is lent to be changed is given back by then, but a method may only look at its receiver.
                Arg::BorrowMut(place) => {
                    let may_look =
                        i == 0 && is_method && function.var(place.root).handed_on.is_none();
                    may_look.then_some(place.root)
                }
                Arg::Value(atom) => atom.var().filter(|var| function.var(*var).ty.is_reference()),
            });
            let lent = lent.map(|var| bases[var.0]).collect();
            borrowed.extend(results.last().map(|pullback| (*pullback, lent)));
        }
        Stmt::Push { stack: record, values } | Stmt::Fill { slot: record, values } => {
            let inner = values.iter().filter_map(Atom::var).filter_map(|var| borrowed.get(&var));
            let inner: BTreeSet<_> = inner.flatten().copied().collect();
            borrowed.entry(*record).or_default().extend(inner);
        }
        Stmt::Let { var, expr: Expr::Read(place), .. } => {
            let inner = borrowed.get(&place.root).cloned();
            borrowed.extend(inner.map(|inner| (*var, inner)));
        }
        _ => {}
    };
    visit::deep_stmts(&function.body, &mut note);
    if let Some(closure) = &function.closure {
        visit::deep_stmts(&closure.body, &mut note);
    }
    borrowed
}

struct Moves {
    function: Function,
    /// What each of these variables holds borrows of.
    borrowed: BTreeMap<VarId, BTreeSet<VarId>>,
}

/// What is used after the point reached.
#[derive(Default)]
struct Later {
    set: BTreeSet<VarId>,
    /// The same, as it was found.
    order: Vec<VarId>,
}

impl Later {
    fn contains(&self, var: VarId) -> bool {
        self.set.contains(&var)
    }

    fn insert(&mut self, var: VarId) {
        if self.set.insert(var) {
            self.order.push(var);
        }
    }

    fn extend(&mut self, vars: impl IntoIterator<Item = VarId>) {
        vars.into_iter().for_each(|var| self.insert(var));
    }
}

impl Moves {
    fn may_move(&self, var: VarId) -> bool {
        let var = self.function.var(var);
        var.ty.moves() && var.role != Role::Record
    }

    /// Whether a place is behind a reference or in a list: what is there can't be moved, only exchanged.
    fn is_behind(&self, place: &Place) -> bool {
        let is_reference =
            self.function.var(place.root).ty.is_reference() && !place.projections.is_empty();
        let is_element = |step: &Projection| {
            matches!(step, Projection::Deref | Projection::Index(_) | Projection::Entry(_))
        };
        is_reference || place.projections.iter().any(is_element)
    }

    /// Walks backwards; `later` holds what is used after the point reached.
    fn block(&mut self, block: &mut Block, later: &mut Later) {
        let mut code = Vec::new();
        for atom in block.results.iter_mut().rev() {
            self.keep(&mut code, atom, later);
        }
        let mut stmts = Vec::new();
        for mut stmt in std::mem::take(&mut block.stmts).into_iter().rev() {
            let mut before = Vec::new();
            self.stmt(&mut before, &mut stmt, later);
            stmts.push(stmt);
            stmts.extend(before.into_iter().rev());
        }
        block.stmts = stmts.into_iter().rev().collect();
        block.stmts.extend(code);
    }

    /// Walks a block inside a statement, and returns what it uses of what is declared around it and isn't used later.
    fn inner(&mut self, block: &mut Block, later: &mut Later) -> BTreeSet<VarId> {
        let n_before = later.order.len();
        self.block(block, later);
        let mut used: BTreeSet<_> = later.order.split_off(n_before).into_iter().collect();
        used.iter().for_each(|var| {
            later.set.remove(var);
        });
        block.stmts.iter().flat_map(visit::defines).for_each(|var| {
            used.remove(&var);
        });
        used
    }

    /// Replaces an atom that is moved too early by a clone.
    fn keep(&mut self, code: &mut Vec<Stmt>, atom: &mut Atom, later: &mut Later) {
        let Some(var) = atom.var() else { return };
        if self.may_move(var) && later.contains(var) {
            let original = self.function.var(var).clone();
            let original_is_unseen =
                original.role == Role::Primal && original.ty.guess == Kind::Unknown;
            // What isn't seen may be a reference, of which a copy is wanted.
            let by = match original_is_unseen {
                _ if original.is_own() => CloneBy::Kept,
                true => CloneBy::Same,
                false => CloneBy::Clone,
            };
            let span = original.span.resolved_at(proc_macro2::Span::mixed_site());
            let (name, ty) = ("t".to_string(), original.ty.copied());
            let copy = Var { name, span, ty, mutable: false, user: false, ..original };
            let copy = self.function.add(copy);
            let expr = Expr::Clone { place: Place::whole(var), by };
            code.push(Stmt::Let { var: copy, expr, span });
            *atom = Atom::Var(copy);
        }
        later.insert(var);
    }

    fn stmt(&mut self, before: &mut Vec<Stmt>, stmt: &mut Stmt, later: &mut Later) {
        match stmt {
            Stmt::For { .. } | Stmt::Each { .. } | Stmt::While { .. } => {
                // The next iteration uses what this one does, but for what it declares itself.
                let mut used = BTreeSet::new();
                let mut declared = BTreeSet::new();
                for block in visit::blocks(stmt) {
                    visit::deep(block, &mut |use_| used.extend(visit::used_var(use_)));
                    visit::deep_stmts(block, &mut |stmt| declared.extend(visit::defines(stmt)));
                }
                later.extend(used.difference(&declared).copied());
                for block in visit::blocks_mut(stmt).into_iter().rev() {
                    self.block(block, later);
                }
            }
            Stmt::If { then, otherwise, .. } => {
                // What one branch uses isn't used after the other.
                let used = [self.inner(otherwise, later), self.inner(then, later)];
                later.extend(used.into_iter().flatten());
            }
            Stmt::Match { arms, .. } => {
                let arms = arms.iter_mut().rev();
                let used: Vec<_> = arms.map(|arm| self.inner(arm, later)).collect();
                later.extend(used.into_iter().flatten());
            }
            Stmt::Unpack { body, .. } => {
                let used = self.inner(body, later);
                later.extend(used);
            }
            Stmt::Let { expr, .. } => self.value(before, expr, later),
            Stmt::Call { args, dots, .. } => {
                for arg in args.iter_mut().chain(dots.iter_mut().flatten()).rev() {
                    if let Arg::Value(atom) = arg {
                        self.keep(before, atom, later);
                    }
                }
            }
            Stmt::Mutate { op, args, .. } => {
                if let Some(element) = op.element() {
                    self.keep(before, &mut args[element], later);
                }
            }
            Stmt::Reset { shape: atom, .. }
            | Stmt::Store { value: atom, .. }
            | Stmt::Pull { cotangent: atom, .. } => {
                self.keep(before, atom, later);
            }
            Stmt::Push { values, .. } | Stmt::Fill { values, .. } => {
                values.iter_mut().rev().for_each(|value| self.keep(before, value, later));
            }
            _ => {}
        }
        visit::stmt(stmt, &mut |use_| {
            let var = visit::used_var(use_);
            later.extend(var);
            let borrowed = var.and_then(|var| self.borrowed.get(&var));
            later.extend(borrowed.into_iter().flatten().copied());
        });
    }

    /// What a variable gets.
    fn value(&mut self, before: &mut Vec<Stmt>, expr: &mut Expr, later: &mut Later) {
        match expr {
            Expr::Read(place) => {
                let value = self.read(place, later);
                *expr = value;
            }
            Expr::Failure { place, moved } => {
                *moved = place.projections.is_empty()
                    && self.may_move(place.root)
                    && !later.contains(place.root);
            }
            Expr::Atom(atom)
            | Expr::Stop(atom)
            | Expr::Success(atom)
            | Expr::Boxed { value: atom, .. }
            | Expr::Erased(atom)
            | Expr::Regained(atom, _)
            | Expr::Repeat { item: atom, .. } => {
                self.keep(before, atom, later);
            }
            Expr::Construct { fields, .. } => {
                for (_, atom) in fields.iter_mut().rev() {
                    self.keep(before, atom, later);
                }
            }
            Expr::List { items, .. } | Expr::Tuple(items) => {
                items.iter_mut().rev().for_each(|item| self.keep(before, item, later));
            }
            _ => {}
        }
    }

    /// A value that is read out of a place: moved, taken or cloned.
    fn read(&self, place: &Place, later: &Later) -> Expr {
        let kind = crate::kinds::of_place(&self.function.vars, place);
        // An element can't be moved out of a list, nor anything out of what is borrowed.
        let is_part = place.projections.iter().any(|p| !matches!(p, Projection::Range { .. }))
            && self.function.var(place.root).role != Role::Primal;
        let is_part = is_part || self.is_behind(place);
        let is_kept = later.contains(place.root) && self.may_move(place.root);
        if !kind.is_copy() && !is_kept && self.may_move(place.root) && is_in_std(place) {
            Expr::Taken(place.clone())
        } else if !kind.is_copy() && (is_kept || is_part) {
            // An item of an iterator and what is in a constant's variant may be references, of which copies are wanted.
            let var = self.function.var(place.root);
            let is_variant = |step: &Projection| matches!(step, Projection::Variant { .. });
            let is_part = var.role == Role::Primal && place.projections.iter().any(is_variant);
            let by = match var.iterated || is_part {
                true => CloneBy::Itself,
                false if place.projections.is_empty() && var.is_own() => CloneBy::Kept,
                false if var.role == Role::Primal && kind == Kind::Unknown => CloneBy::Same,
                false => CloneBy::Clone,
            };
            Expr::Clone { place: place.clone(), by }
        } else {
            Expr::Read(place.clone())
        }
    }
}

/// Whether a place is in variants of `Option` and `Result` only, out of which one can move.
fn is_in_std(place: &Place) -> bool {
    let is_std = |step: &Projection| match step {
        Projection::Variant { path, .. } => path.segments.last().is_some_and(|last| {
            let is_bare = path.segments.len() == 1 || path.leading_colon.is_some();
            is_bare && ["Some", "Ok", "Err"].iter().any(|name| last.ident == name)
        }),
        _ => false,
    };
    !place.projections.is_empty() && place.projections.iter().all(is_std)
}
