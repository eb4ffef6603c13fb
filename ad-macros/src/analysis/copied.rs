//! Which values are taken to be `Copy`: operators on them are taken to be cheap, and run again rather than kept.
//!
//! In: a function that rustc has accepted. Out: the variables of numbers, what is used by value twice, what is read by value out of a list or through a reference, parts and copies of
//! these, and what operators make of them. It is a guess that costs time where it is wrong (a value that is used in two branches need not be `Copy`), and decides nothing:
//! whatever is used again is cloned, unless it is known to be `Copy` (`simplify::moves`).

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Arg, Atom, Expr, Function, Place, Projection, Stmt, StoreOp, Var, VarId, visit};

/// The variables that are taken to be `Copy`.
pub fn copied(function: &Function) -> BTreeSet<VarId> {
    let mut copied: BTreeSet<_> = (0..function.vars.len()).map(VarId).collect();
    let uses = uses_by_value(function);
    copied.retain(|var| {
        function.var(*var).ty.is_copy() || uses.get(var).is_some_and(|count| *count > 1)
    });
    loop {
        let before = copied.len();
        visit::deep_stmts(&function.body, &mut |stmt| follow(function, stmt, &mut copied));
        if copied.len() == before {
            return copied;
        }
    }
}

/// Whether an operand is taken to be `Copy`, or refers to what is.
pub fn is_copied(vars: &[Var], copied: &BTreeSet<VarId>, arg: &Arg) -> bool {
    match arg {
        Arg::Value(Atom::Var(var)) => copied.contains(var),
        Arg::Value(Atom::Constant(_)) => false,
        Arg::Value(_) => true,
        // What a reference refers to need not be `Copy`.
        Arg::Borrow(place) => {
            let root = &vars[place.root.0].ty;
            match root.is_reference() {
                true => crate::kinds::of_place(vars, place).is_copy(),
                false => copied.contains(&place.root),
            }
        }
        Arg::BorrowMut(_) => false,
    }
}

/// How often each variable is used by value.
fn uses_by_value(function: &Function) -> BTreeMap<VarId, usize> {
    let mut uses = BTreeMap::new();
    let mut note = |var: VarId| *uses.entry(var).or_insert(0) += 1;
    visit::deep(&function.body, &mut |use_| {
        if let visit::Use::Value(Atom::Var(var)) = use_ {
            note(*var);
        }
    });
    visit::deep_stmts(&function.body, &mut |stmt| {
        if let Stmt::Let { expr: Expr::Read(place), .. } = stmt
            && place.projections.is_empty()
        {
            note(place.root);
        }
    });
    uses
}

/// What a statement says, given what is known by now.
fn follow(function: &Function, stmt: &Stmt, copied: &mut BTreeSet<VarId>) {
    match stmt {
        Stmt::Let { var, expr: Expr::Read(place), .. } => {
            if is_out_of_copied(function, place, copied) {
                copied.insert(*var);
            }
            if place.projections.is_empty() && copied.contains(var) {
                copied.insert(place.root);
            }
        }
        Stmt::Let { var, expr: Expr::Atom(Atom::Var(from)), .. }
            if copied.contains(var) || copied.contains(from) =>
        {
            copied.extend([*var, *from]);
        }
        Stmt::Store { place, op: StoreOp::Set, value: Atom::Var(from), .. }
            if place.projections.is_empty()
                && (copied.contains(&place.root) || copied.contains(from)) =>
        {
            copied.extend([place.root, *from]);
        }
        Stmt::If { results, then, otherwise, .. } => {
            for (i, result) in results.iter().enumerate() {
                let values = [then, otherwise].into_iter().filter_map(|arm| arm.results.get(i));
                let vars: Vec<_> = values.filter_map(Atom::var).chain([*result]).collect();
                if vars.iter().any(|var| copied.contains(var)) {
                    copied.extend(vars);
                }
            }
        }
        Stmt::Call { results, callee, args, .. }
            if callee.is_operator()
                && args.iter().all(|arg| is_copied(&function.vars, copied, arg)) =>
        {
            copied.extend(results);
        }
        _ => {}
    }
}

/// Whether what is read by value at a place can't have been moved out of it, or is a part of what is `Copy`.
fn is_out_of_copied(function: &Function, place: &Place, copied: &BTreeSet<VarId>) -> bool {
    let stays = |step: &Projection| {
        matches!(step, Projection::Index(_) | Projection::Entry(_) | Projection::Deref)
    };
    let is_part = !place.projections.is_empty();
    copied.contains(&place.root)
        || place.projections.iter().any(stays)
        || (is_part && function.var(place.root).ty.is_reference())
}
