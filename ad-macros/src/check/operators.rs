//! Operators that are surely not those of numbers.
//!
//! In: a function of which nothing is proved yet, and its inputs. Out: the operators that would carry a derivative, and whose operand or result has fields: a number has none, so
//! they are implemented for a type of the user's. What nothing is said about here rustc is asked (`proofs`).

use std::collections::BTreeSet;

use proc_macro2::Span;
use quote::ToTokens;

use crate::analysis::activity;
use crate::ir::{CloneBy, Expr, Function, Place, Projection, Stmt, StoreOp, UnOp, VarId, visit};

/// Where such an operator stands, and the variable that holds its result or is changed by it.
pub fn of_own_types(function: &Function, inputs: &[VarId]) -> Vec<(Span, VarId)> {
    let (varied, useful) = activity::activity(function, inputs);
    let is_active = |var: VarId| varied[var.0] && useful[var.0];
    let structs = structs(function);
    let is_struct = |place: &Place| structs.contains(&spelled(place));
    let is_own = |var: VarId| is_struct(&Place::whole(var));
    let mut found: Vec<(Span, VarId)> = Vec::new();
    visit::deep_stmts(&function.body, &mut |stmt| match stmt {
        Stmt::Let { var, expr, span } if varied[var.0] => {
            let operands = match expr {
                Expr::Binary(op, left, right) if !op.is_comparison() => vec![left, right],
                Expr::Unary(UnOp::Neg, operand) => vec![operand],
                _ => return,
            };
            // Written without the references that its operands stand behind, it would be another one, be it of use or not.
            let vars = operands.iter().filter_map(|operand| operand.var());
            let mut lent = vars.filter(|var| function.var(*var).looked_through);
            if !useful[var.0] && lent.next().is_none() {
                return;
            }
            if is_own(*var) || operands.iter().filter_map(|operand| operand.var()).any(is_own) {
                found.push((*span, *var));
            }
        }
        Stmt::Store { place, op, value, span }
            if *op != StoreOp::Set
                && is_active(place.root)
                && (is_struct(place) || value.var().is_some_and(is_own)) =>
        {
            found.push((*span, place.root));
        }
        _ => {}
    });
    found
}

/// The places of which a field is used, and what is copied from them or to them.
fn structs(function: &Function) -> BTreeSet<String> {
    let mut structs = BTreeSet::new();
    let mut copies = Vec::new();
    visit::deep_stmts(&function.body, &mut |stmt| {
        visit::stmt(stmt, &mut |used| {
            let (visit::Use::Place(place) | visit::Use::Write(place)) = used else { return };
            for (i, step) in place.projections.iter().enumerate() {
                if let Projection::Field(_) = step {
                    let projections = place.projections[..i].to_vec();
                    structs.insert(spelled(&Place { root: place.root, projections }));
                }
            }
        });
        match stmt {
            Stmt::Let { var, expr, .. } => {
                let from = match expr {
                    Expr::Atom(atom) => atom.var().map(Place::whole),
                    Expr::Read(place)
                    | Expr::Clone { place, by: CloneBy::Clone | CloneBy::Same | CloneBy::Kept } => {
                        Some(place.clone())
                    }
                    Expr::Borrow { place, .. } => Some(place.clone()),
                    _ => None,
                };
                copies.extend(from.map(|from| (spelled(&from), spelled(&Place::whole(*var)))));
            }
            Stmt::Store { place, op: StoreOp::Set, value, .. } => {
                let from = value.var().map(Place::whole);
                copies.extend(from.map(|from| (spelled(&from), spelled(place))));
            }
            _ => {}
        }
    });
    while copies.iter().fold(false, |changed, (from, to)| {
        let either = structs.contains(from) || structs.contains(to);
        let added = either && (structs.insert(from.clone()) | structs.insert(to.clone()));
        changed | added
    }) {}
    structs
}

/// A place, whatever its indices, and whatever is borrowed on the way.
fn spelled(place: &Place) -> String {
    let mut text = place.root.0.to_string();
    for step in &place.projections {
        match step {
            Projection::Field(member) => text += &format!(".{}", member.to_token_stream()),
            Projection::Index(_) => text += "[]",
            Projection::Range { .. } | Projection::Deref | Projection::List | Projection::IfAny => {
            }
            Projection::Variant { .. } | Projection::Payload | Projection::Items => text += "?",
        }
    }
    text
}
