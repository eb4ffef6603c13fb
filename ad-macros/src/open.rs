//! Open methods: those that std's floats have, on receivers of which nothing else says that they are floats.
//!
//! In: a function with its known kinds. Out: the same, in which such a method, where it would carry a derivative, is a call
//! of a method with derivatives: rustc finds those of the user's type, or those that the runtime has for floats. Invariant: what is known to be a
//! float, or meets numbers in operators, keeps std's rule (with a proof, see `proofs`). Deliberately absent: methods that carry no derivative.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::Ident;

use crate::analysis::activity;
use crate::ir::{
    Arg, Atom, Block, Callee, Expr, Function, Place, Projection, Stmt, Transform, VarId, visit,
};
use crate::kinds;

/// Leaves methods of receivers of unknown types to rustc.
pub fn open(mut function: Function, inputs: &[VarId]) -> Function {
    let (varied, useful) = activity::activity(&function, inputs);
    let evidence = kinds::by_operators(function.clone());
    let mut counts = BTreeMap::new();
    visit::deep_stmts(&function.body, &mut |stmt| {
        visit::stmt(stmt, &mut |used| {
            if let visit::Use::Value(Atom::Var(var)) = used {
                *counts.entry(*var).or_insert(0) += 1;
            }
        });
    });
    let errors = errors(&function.body);
    let mut body = std::mem::take(&mut function.body);
    let is_open = |var: VarId, receiver: VarId| {
        varied[var.0]
            && useful[var.0]
            && !errors.contains(&receiver)
            && !function.var(receiver).known.is_number()
            && !evidence.var(receiver).kind.is_number()
    };
    let mut opened = Vec::new();
    let mut opener = Opener { is_open: &is_open, counts: &counts, opened: &mut opened };
    opener.block(&mut body);
    for var in opened {
        let var = &mut function.vars[var.0];
        (var.kind, var.opaque) = (var.known.clone(), true);
    }
    Function { body, ..function }
}

/// What is read out of an `Err`: a derivative through it is refused, whatever its type.
fn errors(block: &Block) -> BTreeSet<VarId> {
    let mut errors = BTreeSet::new();
    visit::deep_stmts(block, &mut |stmt| {
        let Stmt::Let { var, expr, .. } = stmt else { return };
        let (Expr::Read(place) | Expr::Clone { place, .. } | Expr::Borrow { place, .. }) = expr
        else {
            return;
        };
        let is_in_error = |step: &Projection| matches!(step, Projection::Variant { path, .. } if crate::ir::paths::is_error(path));
        if place.projections.iter().any(is_in_error) || errors.contains(&place.root) {
            errors.insert(*var);
        }
    });
    errors
}

struct Opener<'a> {
    /// Whether a value of a method with this receiver is to be left to rustc.
    is_open: &'a dyn Fn(VarId, VarId) -> bool,
    /// How often each variable is used.
    counts: &'a BTreeMap<VarId, usize>,
    /// The results of the calls.
    opened: &'a mut Vec<VarId>,
}

impl Opener<'_> {
    fn block(&mut self, block: &mut Block) {
        for mut stmt in std::mem::take(&mut block.stmts) {
            visit::blocks_mut(&mut stmt).into_iter().for_each(|inner| self.block(inner));
            if let Some(call) = self.call(&mut block.stmts, &stmt) {
                stmt = call;
            }
            block.stmts.push(stmt);
        }
    }

    fn call(&mut self, before: &mut Vec<Stmt>, stmt: &Stmt) -> Option<Stmt> {
        let Stmt::Let { var, expr: Expr::Method { method, path: None, args }, span } = stmt else {
            return None;
        };
        let receiver = args[0].var()?;
        if method.partials.is_empty() || !(self.is_open)(*var, receiver) {
            return None;
        }
        self.opened.push(*var);
        let place = self.place_of(before, receiver);
        let given = args[1..].iter().map(|arg| Arg::Value(arg.clone()));
        Some(Stmt::Call {
            results: vec![*var],
            callee: Callee::Method(Ident::new(method.name, *span)),
            transform: Transform::Primal,
            args: std::iter::once(Arg::Borrow(place)).chain(given).collect(),
            dots: Vec::new(),
            span: *span,
        })
    }

    /// The place that a receiver was read from just before: a type of the user's need not be `Copy`.
    fn place_of(&self, before: &mut Vec<Stmt>, receiver: VarId) -> Place {
        let is_pure = |stmt: &&Stmt| match stmt {
            Stmt::Let { expr, .. } => !matches!(expr, Expr::Verbatim(_)),
            _ => false,
        };
        let n_pure = before.iter().rev().take_while(is_pure).count();
        let start = before.len() - n_pure;
        let read = before[start..].iter().position(
            |stmt| matches!(stmt, Stmt::Let { var, expr: Expr::Read(_), .. } if *var == receiver),
        );
        let is_used_once = self.counts.get(&receiver) == Some(&1);
        if let Some(read) = read.filter(|_| is_used_once)
            && let Stmt::Let { expr: Expr::Read(place), .. } = &before[start + read]
        {
            let place = place.clone();
            before.remove(start + read);
            return place;
        }
        Place::whole(receiver)
    }
}
