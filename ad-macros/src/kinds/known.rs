//! What is known of each variable's type, apart from what is guessed.
//!
//! In: a function fresh from `exits`, in which the declared types of parameters and annotations stand in `Sketch::known`. Out: the same, with what
//! follows from them: literals, casts, comparisons, lengths of known lists, elements and fields of what is known, the operators of numbers
//! with numbers, std's methods of known floats, and copies in either direction. Invariant: nothing here follows from what
//! is done with a value of which nothing is known, so a type of the user's is never taken for a number.

use crate::ir::{
    Atom, CloneBy, Expr, Function, LookUp, Place, Projection, Stmt, StoreOp, UnOp, Var, VarId,
    visit,
};
use crate::kind::Kind;
use crate::library::StdType;

use super::around;

/// Follows what is known through a function.
pub fn settle(mut function: Function) -> Function {
    loop {
        let mut found = Vec::new();
        {
            let mut note = |var: VarId, kind: Kind| {
                let known = &function.vars[var.0].ty.known;
                if known.merged(&kind) != *known {
                    found.push((var, kind));
                }
            };
            let closure = function.closure.as_ref().map(|closure| &closure.body);
            for block in [Some(&function.body), closure].into_iter().flatten() {
                visit::deep_stmts(block, &mut |stmt| of_stmt(&function.vars, stmt, &mut note));
            }
        }
        if found.is_empty() {
            return function;
        }
        for (var, kind) in found {
            function.vars[var.0].ty.learn(&kind);
        }
    }
}

fn of_stmt(vars: &[Var], stmt: &Stmt, note: &mut dyn FnMut(VarId, Kind)) {
    match stmt {
        Stmt::Let { var, expr, .. } => {
            note(*var, of_expr(vars, expr));
            // Nothing is coerced into a number, so what it is copied from is one too.
            let known = &vars[var.0].ty.known;
            match expr {
                Expr::Atom(Atom::Var(from)) if known.is_number() => note(*from, known.clone()),
                Expr::Read(place) if known.is_number() => {
                    note(place.root, learned(vars, place, known.clone()));
                }
                _ => {}
            }
        }
        Stmt::If { results, then, otherwise, .. } => {
            for (i, result) in results.iter().enumerate() {
                for value in [then, otherwise].into_iter().filter_map(|block| block.results.get(i))
                {
                    note(*result, of_atom(vars, value));
                    let known = &vars[result.0].ty.known;
                    if let (Atom::Var(value), true) = (value, known.is_number()) {
                        note(*value, known.clone());
                    }
                }
            }
        }
        Stmt::For { var, .. } => note(*var, Kind::Int),
        Stmt::Store { place, op: StoreOp::Set, value, .. } => {
            let (known, stored) = (of_place(vars, place), of_atom(vars, value));
            if let (Atom::Var(value), true) = (value, known.is_number()) {
                note(*value, known);
            }
            if stored.is_number() || place.projections.is_empty() {
                note(place.root, learned(vars, place, stored));
            }
        }
        Stmt::Mutate { results, op, place, args, .. } => {
            use crate::ir::Mutator::{InsertEntry, PopLast, PushSome, Remove, RemoveEntry};
            if let (Some(i), Kind::List(_)) = (op.element(), of_place(vars, place))
                && *op != PushSome
                && let kind @ (Kind::Float | Kind::Real(_) | Kind::Int) = of_atom(vars, &args[i])
            {
                note(place.root, learned(vars, place, Kind::List(Box::new(kind))));
            }
            if let (InsertEntry, Kind::Map(_)) = (op, of_place(vars, place))
                && let kind @ (Kind::Float | Kind::Real(_) | Kind::Int) = of_atom(vars, &args[1])
            {
                note(place.root, learned(vars, place, Kind::Map(Box::new(kind))));
            }
            if let (RemoveEntry, [result]) = (op, results.as_slice()) {
                note(*result, of_place(vars, place).value());
            }
            if let (Remove | PopLast, [result]) = (op, results.as_slice()) {
                note(*result, of_place(vars, place).element());
            }
        }
        _ => {}
    }
}

/// What is known of a variable if the kind at a place in it is: nothing, if what is indexed on the way may be the user's.
pub fn learned(vars: &[Var], place: &Place, kind: Kind) -> Kind {
    match unseen_list(vars, place) {
        Some(_) => Kind::Unknown,
        None => around(vars, place, kind),
    }
}

/// The first part of a place that is indexed without being known to be a list.
pub fn unseen_list(vars: &[Var], place: &Place) -> Option<Place> {
    place.projections.iter().enumerate().find_map(|(i, step)| {
        let before = Place { root: place.root, projections: place.projections[..i].to_vec() };
        is_unseen(vars, &before, step).then_some(before)
    })
}

/// Whether whatever a place indexes is known to be a list, or proved to have an index with a rule, which does nothing.
fn is_ruled(vars: &[Var], place: &Place) -> bool {
    (0..place.projections.len()).all(|i| {
        let before = Place { root: place.root, projections: place.projections[..i].to_vec() };
        !is_unseen(vars, &before, &place.projections[i])
            || vars[place.root.0].indexed.ruled.contains(&before.way())
    })
}

/// Whether a step indexes what isn't known to be a list.
pub fn is_unseen(vars: &[Var], before: &Place, step: &Projection) -> bool {
    let is_indexed = matches!(step, Projection::Index(_) | Projection::Range { .. });
    let is_seen = matches!(before.projections.last(), Some(Projection::Items))
        || matches!(of_place(vars, before), Kind::List(_) | Kind::Array(_));
    is_indexed && !is_seen
}

/// What is known of an atom.
pub fn of_atom(vars: &[Var], atom: &Atom) -> Kind {
    match atom {
        Atom::Var(var) => vars[var.0].ty.known.clone(),
        atom => super::of_atom(vars, atom),
    }
}

/// What is known of the value at a place.
pub fn of_place(vars: &[Var], place: &Place) -> Kind {
    place.kind_within(&vars[place.root.0].ty.known)
}

/// What is known of an expression's value.
pub fn of_expr(vars: &[Var], expr: &Expr) -> Kind {
    let atom = |atom: &Atom| of_atom(vars, atom);
    let part = |part: &Atom| match super::refers(vars, part) {
        true => Kind::Unknown,
        false => atom(part),
    };
    match expr {
        Expr::Atom(from) | Expr::Stop(from) => atom(from),
        Expr::Unary(UnOp::Neg | UnOp::Not, from) => number(atom(from)),
        Expr::Clone { place, by: CloneBy::ToVec | CloneBy::IntoBoxedSlice } => {
            match of_place(vars, place) {
                kind @ (Kind::List(_) | Kind::Array(_)) => Kind::List(Box::new(kind.element())),
                _ => Kind::Unknown,
            }
        }
        Expr::Clone { by: CloneBy::Cow, .. } => Kind::Unknown,
        Expr::Read(place)
        | Expr::Clone { place, .. }
        | Expr::Borrow { place, .. }
        | Expr::Taken(place) => of_place(vars, place),
        Expr::Len(place) => match of_place(vars, place) {
            Kind::List(_) | Kind::Array(_) | Kind::Map(_) => Kind::Int,
            _ => Kind::Unknown,
        },
        Expr::Key(_, index, None) => atom(index),
        Expr::Key(_, _, Some(_)) => Kind::Other,
        Expr::LookUp(_, by) => looked_up(by),
        Expr::Binary(op, ..) if op.is_comparison() => Kind::Bool,
        Expr::Binary(op, left, right) if op.is_shift() => match (atom(left), atom(right)) {
            (Kind::Int, Kind::Int) => Kind::Int,
            _ => Kind::Unknown,
        },
        Expr::Binary(_, left, right) => match (atom(left), atom(right)) {
            (left, right) if left == right => number(left),
            _ => Kind::Unknown,
        },
        Expr::Cast(_, ty) => Kind::of(ty),
        Expr::Method { path: None, args, .. } => number(atom(&args[0])),
        Expr::Method { path: Some(path), .. } => {
            let of = path.segments.iter().rev().nth(1);
            match of.is_some_and(|of| StdType::of(&of.ident) == Some(StdType::Float)) {
                true => Kind::Float,
                false => Kind::Unknown,
            }
        }
        Expr::List { items, vec } => {
            let known = items.iter().map(part).find(|kind| *kind != Kind::Unknown);
            let item = Box::new(known.unwrap_or(Kind::Unknown));
            if *vec { Kind::List(item) } else { Kind::Array(item) }
        }
        Expr::Repeat { item, vec, .. } => {
            let item = Box::new(part(item));
            if *vec { Kind::List(item) } else { Kind::Array(item) }
        }
        Expr::Tuple(items) => Kind::Tuple(items.iter().map(part).collect()),
        Expr::Is { .. } => Kind::Bool,
        _ => Kind::Unknown,
    }
}

/// What is looked up in a map.
pub fn looked_up(by: &LookUp) -> Kind {
    match by {
        LookUp::Borrowed(_) | LookUp::Sought(_) | LookUp::Given(_) | LookUp::KeyOf => Kind::Other,
        LookUp::Keys => Kind::List(Box::new(Kind::Unknown)),
        LookUp::IsThere => Kind::Bool,
    }
}

/// Whether an operation is certainly one of std's, which does nothing but result in a value, and in the same one from the same operands. Operators,
/// indices and comparisons of other types are calls of what a user wrote. Of the operands that depend on a differentiated
/// parameter it is known elsewhere that they are numbers, where something is computed with them.
pub fn is_of_std(vars: &[Var], expr: &Expr, is_active: &dyn Fn(VarId) -> bool) -> bool {
    let is_seen = |operand: &Atom| {
        let kind = of_atom(vars, operand);
        kind == Kind::Unit || kind.is_of_numbers()
    };
    let is_seen_place = |place: &Place| is_ruled(vars, place);
    let computes = |operands: &[&Atom]| {
        let is_active = |operand: &&Atom| operand.var().is_some_and(is_active);
        operands.iter().any(is_active) || operands.iter().all(|operand| is_seen(operand))
    };
    match expr {
        Expr::Binary(op, left, right) if op.is_comparison() => is_seen(left) && is_seen(right),
        Expr::Binary(_, left, right) => computes(&[left, right]),
        Expr::Unary(_, operand) => computes(&[operand]),
        Expr::Read(place) | Expr::Borrow { place, .. } | Expr::Len(place) => is_seen_place(place),
        Expr::Is { place, .. } => is_seen_place(place),
        Expr::Verbatim(verbatim) => {
            let mut captures = verbatim.captures.iter();
            captures.all(|(_, var)| vars[var.0].ty.known.is_of_numbers())
        }
        _ => true,
    }
}

/// What an operator makes of numbers; of anything else it may make anything.
fn number(kind: Kind) -> Kind {
    match kind.is_number() || kind == Kind::Bool {
        true => kind,
        false => Kind::Unknown,
    }
}
