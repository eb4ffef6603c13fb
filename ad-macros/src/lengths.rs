//! Lengths: `v.len()` of what isn't seen to be a list may be a method of the user's, a vector's length say, which is a number with a derivative.
//!
//! In: a function with its known kinds. Out: the same, in which each such `len` that the user wrote is a call of a method, of which rustc finds the
//! derivatives of the user's type, or those that the runtime has for lists. Where what it results in is used as an integer (as an index, a bound, an
//! operand beside an integer, in a cast) it stays a count, and its type is written: a method that results in something else doesn't compile.
//! Deliberately absent: lengths that the macro itself asks for, of what it has written out as a list.

use std::collections::BTreeSet;

use proc_macro2::Ident;
use quote::quote;

use crate::ir::{Arg, Atom, Callee, Expr, Function, Place, Stmt, StoreOp, Transform, VarId, visit};
use crate::kind::Kind;
use crate::kinds;
use crate::library;

/// Decides what each `len` is.
pub fn lengths(mut function: Function) -> Function {
    let asked = asked(&function);
    if asked.is_empty() {
        return function;
    }
    let counts = counts(&function, &asked);
    let mut body = std::mem::take(&mut function.body);
    visit::deep_stmts_mut(&mut body, &mut |stmt| {
        let Stmt::Let { var, expr: Expr::Len(place), span } = stmt else { return };
        if !asked.contains(var) || counts.contains(var) {
            return;
        }
        *stmt = Stmt::Call {
            results: vec![*var],
            callee: Callee::Method(Ident::new(library::len(), *span), None),
            transform: Transform::Primal,
            args: vec![Arg::Borrow(place.clone())],
            dots: Vec::new(),
            span: *span,
        };
    });
    for var in asked {
        let ty = &mut function.vars[var.0].ty;
        ty.counted = false;
        if counts.contains(&var) {
            ty.is_of(Kind::Int);
            ty.written = Some(quote!(usize));
        } else {
            ty.usize = false;
            ty.may_be_users();
        }
    }
    Function { body, ..function }
}

/// What the user's `len`s of what isn't seen result in.
fn asked(function: &Function) -> BTreeSet<VarId> {
    let mut asked = BTreeSet::new();
    visit::deep_stmts(&function.body, &mut |stmt| {
        if let Stmt::Let { var, expr: Expr::Len(_), .. } = stmt
            && function.var(*var).ty.counted
        {
            asked.insert(*var);
        }
    });
    asked
}

/// Which of these are used as integers.
fn counts(function: &Function, asked: &BTreeSet<VarId>) -> BTreeSet<VarId> {
    let made = made_of(function, asked);
    let mut evidence = function.clone();
    let mut note = |atom: &Atom| {
        if let Some(var) = atom.var().filter(|var| made.contains(var)) {
            evidence.vars[var.0].ty.learn(&Kind::Int);
        }
    };
    let is_integer = |atom: &Atom| match atom {
        Atom::Var(var) => function.var(*var).ty.known == Kind::Int,
        atom => kinds::of_atom(&function.vars, atom) == Kind::Int,
    };
    visit::deep_stmts(&function.body, &mut |stmt| match stmt {
        Stmt::Let { expr: Expr::Cast(operand, _), .. } => note(operand),
        Stmt::Let { expr: Expr::Binary(op, left, right), .. } if op.is_comparison() => {
            for (operand, beside) in [(left, right), (right, left)] {
                if is_integer(beside) {
                    note(operand);
                }
            }
        }
        Stmt::Let { expr: Expr::Binary(op, left, right), .. } if op.is_bitwise() => {
            note(left);
            note(right);
        }
        _ => {}
    });
    let evidence = kinds::by_operators(evidence);
    asked.iter().copied().filter(|var| evidence.var(*var).ty.guess == Kind::Int).collect()
}

/// What is computed of them: copies, and results of operators and of methods that integers have.
fn made_of(function: &Function, asked: &BTreeSet<VarId>) -> BTreeSet<VarId> {
    let mut made = asked.clone();
    let is_made =
        |made: &BTreeSet<VarId>, atom: &Atom| atom.var().is_some_and(|var| made.contains(&var));
    let is_read = |made: &BTreeSet<VarId>, place: &Place| {
        place.projections.is_empty() && made.contains(&place.root)
    };
    loop {
        let n_made = made.len();
        visit::deep_stmts(&function.body, &mut |stmt| match stmt {
            Stmt::Let { var, expr, .. } => {
                let is_it = match expr {
                    Expr::Atom(from) => is_made(&made, from),
                    Expr::Read(place) => is_read(&made, place),
                    Expr::Binary(op, left, right) if !op.is_comparison() => {
                        is_made(&made, left) || is_made(&made, right)
                    }
                    Expr::Method { method, args, .. }
                        if library::integer(method.name).is_some() =>
                    {
                        args.iter().any(|arg| is_made(&made, arg))
                    }
                    _ => false,
                };
                if is_it {
                    made.insert(*var);
                }
            }
            Stmt::Store { place, op: StoreOp::Set, value, .. }
                if place.projections.is_empty() && is_made(&made, value) =>
            {
                made.insert(place.root);
            }
            _ => {}
        });
        if made.len() == n_made {
            return made;
        }
    }
}
