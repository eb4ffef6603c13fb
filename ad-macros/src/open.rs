//! Open methods: those that std's floats and lists have, on receivers of which nothing else says that they are floats or lists.
//!
//! In: a function with its known kinds. Out: the same, in which such a method, where a differentiated value is among its operands, is a call
//! of a method with derivatives: rustc finds those of the user's type, or those that the runtime has for floats and lists. Invariant: what is known to be a
//! float, or meets numbers in operators, keeps std's rule (with a proof, see `proofs`), and so does what is known to be a list. Methods of lists that
//! were written out (`truncate`) stay so: that their receiver is a list is proved, unless it is known. Deliberately absent: methods that carry no derivative.

use std::collections::BTreeMap;

use proc_macro2::{Ident, Span};

use crate::analysis::{activity, errors};
use crate::ir::{
    Arg, Atom, Block, Callee, Expr, Function, Place, Stmt, Transform, Var, VarId, What, visit,
};
use crate::kind::Kind;
use crate::kinds::{self, known};

/// Leaves methods of receivers of unknown types to rustc. What such a method may have changed is varied, so that others are left to rustc too.
pub fn open(mut function: Function, inputs: &[VarId]) -> Function {
    loop {
        let opened;
        (function, opened) = once(function, inputs);
        if !opened {
            return function;
        }
    }
}

/// The same by what is varied before; and whether there was any.
fn once(mut function: Function, inputs: &[VarId]) -> (Function, bool) {
    let (varied, useful) = activity::activity(&function, inputs);
    let evidence = kinds::by_operators(function.clone());
    let mut counts = BTreeMap::new();
    visit::deep(&function.body, &mut |used| {
        if let Some(var) = visit::used_var(used) {
            *counts.entry(var).or_insert(0) += 1;
        }
    });
    let errors = errors::errors(&function.body);
    let mut body = std::mem::take(&mut function.body);
    // What it does to its receiver may be wanted, though its result isn't.
    let is_open = |args: &[Atom], receiver: VarId| {
        args.iter().filter_map(Atom::var).any(|var| varied[var.0])
            && !errors.contains(&receiver)
            && !function.var(receiver).ty.known.is_number()
            && !evidence.var(receiver).ty.guess.is_number()
    };
    // What is called for nothing else changes its receiver.
    let is_changed = |var: VarId, place: &Place| {
        let root = function.var(place.root);
        root.may_be_changed() && !(varied[var.0] && useful[var.0])
    };
    let may_be_changed = |place: &Place, args: &[Atom]| {
        let is_list = |kind: Kind| matches!(kind, Kind::List(_) | Kind::Array(_));
        let is_varied = |arg: &Atom| arg.var().is_some_and(|var| varied[var.0]);
        !is_list(known::of_place(&function.vars, place))
            && !is_list(kinds::of_place(&evidence.vars, place))
            && (varied[place.root.0] || args.iter().any(is_varied))
    };
    let is_proof_needed = |place: &Place| {
        !matches!(known::of_place(&function.vars, place), Kind::List(_) | Kind::Array(_))
    };
    let mut opener = Opener {
        is_proof_needed: &is_proof_needed,
        is_open: &is_open,
        is_changed: &is_changed,
        may_be_changed: &may_be_changed,
        counts: &counts,
        opened: Vec::new(),
        n_vars: function.vars.len(),
        units: Vec::new(),
    };
    opener.block(&mut body);
    let Opener { opened, units, .. } = opener;
    function.vars.extend(units);
    let found_some = !opened.is_empty();
    for var in opened {
        let ty = &mut function.vars[var.0].ty;
        ty.guess = ty.known.clone();
        ty.may_be_users();
    }
    (Function { body, ..function }, found_some)
}

struct Opener<'a> {
    /// Whether what is at a place isn't known to be a list.
    is_proof_needed: &'a dyn Fn(&Place) -> bool,
    /// Whether a method with these operands and this receiver is to be left to rustc.
    is_open: &'a dyn Fn(&[Atom], VarId) -> bool,
    /// Whether a method with this result is called to change what is at its receiver's place.
    is_changed: &'a dyn Fn(VarId, &Place) -> bool,
    /// Whether what a method does to a place, with these arguments, is to be left to rustc.
    may_be_changed: &'a dyn Fn(&Place, &[Atom]) -> bool,
    /// How often each variable is used.
    counts: &'a BTreeMap<VarId, usize>,
    /// The results of the calls.
    opened: Vec<VarId>,
    /// How many variables there are without [`units`](Self::units).
    n_vars: usize,
    /// The results of calls that had none.
    units: Vec<Var>,
}

impl Opener<'_> {
    fn block(&mut self, block: &mut Block) {
        for mut stmt in std::mem::take(&mut block.stmts) {
            visit::blocks_mut(&mut stmt).into_iter().for_each(|inner| self.block(inner));
            if let Stmt::Prove { place, what: What::StdList, .. } = &stmt
                && !(self.is_proof_needed)(place)
            {
                continue;
            }
            if let Some(call) = self.call(&mut block.stmts, &stmt) {
                stmt = call;
            }
            block.stmts.push(stmt);
        }
    }

    fn call(&mut self, before: &mut Vec<Stmt>, stmt: &Stmt) -> Option<Stmt> {
        if let Stmt::Mutate { .. } = stmt {
            return self.change(stmt);
        }
        let Stmt::Let { var, expr: Expr::Method { method, path: None, args }, span } = stmt else {
            return None;
        };
        let receiver = args[0].var()?;
        if method.partials.is_empty() || !(self.is_open)(args, receiver) {
            return None;
        }
        self.opened.push(*var);
        let place = self.place_of(before, receiver);
        let receiver = match (self.is_changed)(*var, &place) {
            true => Arg::BorrowMut(place),
            false => Arg::Borrow(place),
        };
        let given = args[1..].iter().map(|arg| Arg::Value(arg.clone()));
        Some(Stmt::Call {
            results: vec![*var],
            callee: Callee::Method(Ident::new(method.name, *span), None),
            transform: Transform::Primal,
            args: std::iter::once(receiver).chain(given).collect(),
            dots: Vec::new(),
            span: *span,
        })
    }

    /// What a list's method does, as a call.
    fn change(&mut self, stmt: &Stmt) -> Option<Stmt> {
        let Stmt::Mutate { results, op, place, args, span } = stmt else { return None };
        if op.is_of_maps() || !(self.may_be_changed)(place, args) {
            return None;
        }
        self.opened.extend(results);
        let given = args.iter().map(|arg| Arg::Value(arg.clone()));
        let results = match results.as_slice() {
            [] => vec![self.unit(*span)],
            results => results.to_vec(),
        };
        Some(Stmt::Call {
            results,
            callee: Callee::Method(Ident::new(op.method(), *span), None),
            transform: Transform::Primal,
            args: std::iter::once(Arg::BorrowMut(place.clone())).chain(given).collect(),
            dots: Vec::new(),
            span: *span,
        })
    }

    /// The variable of a call that results in nothing.
    fn unit(&mut self, span: Span) -> VarId {
        let var = VarId(self.n_vars + self.units.len());
        self.units.push(Var::new("t", span));
        self.opened.push(var);
        var
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
