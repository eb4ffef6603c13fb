//! Items of lists that nobody sees, which are operands: they may be numbers, or references to numbers.
//!
//! ```text
//! for w in self.weights() { e += w * w }      let w = items[i];   let n = w.pointee;   let t = n * n;
//! ```
//!
//! In: a function with guesses. Out: the same, in which what operators take for a number is the number that an item is or refers to, as the runtime knows
//! ([`Projection::Pointee`]). All else has the item as it is: what functions are given, and what is dereferenced. Deliberately absent: comparisons, which are of equal
//! types; constants (`numbers`).

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::Span;

use crate::analysis::activity;
use crate::analysis::returned::returned;
use crate::ir::paths::is_std_variant;
use crate::ir::{Atom, Block, Expr, Function, Place, Projection, Stmt, StoreOp, Var, VarId, visit};
use crate::kind::Kind;

/// Looks through the references that these items may be, where they are operands.
pub fn referred(mut function: Function, items: BTreeSet<VarId>, wanted: &[VarId]) -> Function {
    if items.is_empty() {
        return function;
    }
    let (varied, _) = activity::activity(&function, wanted);
    let is_number = |var: &VarId| varied[var.0] && function.var(*var).ty.guess.is_number();
    let numbers: BTreeSet<_> = items.iter().copied().filter(is_number).collect();
    let mut body = std::mem::take(&mut function.body);
    let mut cx = Referred { function, numbers, known: BTreeMap::new() };
    cx.block(&mut body);
    let mut function = Function { body, ..cx.function };
    // What they are is not known by what is computed with them.
    let lists = lists(&function).into_iter().filter(|var| is_list(&function, *var));
    let unknown: Vec<_> = items.into_iter().chain(lists).filter(|var| varied[var.0]).collect();
    for var in unknown {
        let ty = &mut function.vars[var.0].ty;
        if ty.known.is_number() {
            ty.known = Kind::Unknown;
        }
        ty.guess = ty.known.clone();
    }
    function
}

/// What is read out of lists that are iterated over and not seen, and parts of that: nothing is known of them.
pub fn items(function: &Function) -> BTreeSet<VarId> {
    let lists = lists(function);
    let mut items = BTreeSet::new();
    loop {
        let before = items.len();
        visit::deep_stmts(&function.body, &mut |stmt| {
            let is_known = |var: &VarId| items.contains(var) || function.var(*var).ty.item;
            let Stmt::Let { var, expr, .. } = stmt else { return };
            let is_item = match expr {
                Expr::Atom(Atom::Var(from)) => is_known(from),
                Expr::Read(place) | Expr::Clone { place, .. } => {
                    let is_made = || lists.contains(&place.root) && is_made(function, place);
                    place.projections.iter().all(is_content) && (is_known(&place.root) || is_made())
                }
                _ => false,
            };
            let var_data = function.var(*var);
            if is_item && !var_data.mutable && !var_data.ty.known.is_number() {
                items.insert(*var);
            }
        });
        if items.len() == before {
            return items;
        }
    }
}

/// What calls resulted in.
fn lists(function: &Function) -> BTreeSet<VarId> {
    let ids = (0..function.vars.len()).map(VarId);
    let iterated = ids.filter(|var| function.var(*var).iterated);
    iterated.chain(returned(function)).collect()
}

/// Whether a place is in an element by whose number a loop or a method was written out.
fn is_made(function: &Function, place: &Place) -> bool {
    let made = &function.var(place.root).indexed.made;
    place.projections.iter().enumerate().any(|(i, step)| {
        let before = Place { root: place.root, projections: place.projections[..i].to_vec() };
        matches!(step, Projection::Index(_)) && made.contains(&before.way())
    })
}

/// Whether a step may lead to a reference: no field of a struct is one.
fn is_content(step: &Projection) -> bool {
    match step {
        Projection::Index(_) | Projection::Field(syn::Member::Unnamed(_)) => true,
        Projection::Variant { path, .. } => is_std_variant(path),
        _ => false,
    }
}

fn is_list(function: &Function, var: VarId) -> bool {
    matches!(function.var(var).ty.guess, Kind::List(_) | Kind::Array(_))
}

struct Referred {
    function: Function,
    /// The items that are taken for numbers.
    numbers: BTreeSet<VarId>,
    /// The numbers that they are or refer to.
    known: BTreeMap<VarId, VarId>,
}

impl Referred {
    fn block(&mut self, block: &mut Block) {
        let known = self.known.clone();
        for mut stmt in std::mem::take(&mut block.stmts) {
            visit::blocks_mut(&mut stmt).into_iter().for_each(|inner| self.block(inner));
            let span = span(&stmt);
            if let Stmt::Prove { place, .. } = &mut stmt
                && place.projections.is_empty()
                && self.numbers.contains(&place.root)
            {
                place.root = self.number(place.root, span, block);
            }
            for operand in operands(&mut stmt) {
                if let Some(item) = operand.var().filter(|var| self.numbers.contains(var)) {
                    *operand = Atom::Var(self.number(item, span, block));
                }
            }
            block.stmts.push(stmt);
        }
        self.known = known;
    }

    /// The number that an item is or refers to.
    fn number(&mut self, item: VarId, span: Span, block: &mut Block) -> VarId {
        if let Some(number) = self.known.get(&item) {
            return *number;
        }
        let of = self.function.var(item);
        let mut number = Var::new("number", of.span.resolved_at(Span::mixed_site()));
        number.ty.guess = of.ty.guess.clone();
        let var = self.function.add(number);
        self.known.insert(item, var);
        let expr = Expr::Read(Place::whole(item).then(Projection::Pointee));
        block.stmts.push(Stmt::Let { var, expr, span });
        var
    }
}

/// What a statement computes with.
fn operands(stmt: &mut Stmt) -> Vec<&mut Atom> {
    match stmt {
        Stmt::Let { expr, .. } => match expr {
            Expr::Binary(op, left, right) if !op.is_comparison() => vec![left, right],
            Expr::Unary(_, operand) => vec![operand],
            Expr::Method { args, .. } => args.iter_mut().collect(),
            _ => Vec::new(),
        },
        Stmt::Store { op, value, .. } if *op != StoreOp::Set => vec![value],
        _ => Vec::new(),
    }
}

fn span(stmt: &Stmt) -> Span {
    match stmt {
        Stmt::Let { span, .. } | Stmt::Store { span, .. } | Stmt::Prove { span, .. } => *span,
        _ => Span::mixed_site(),
    }
}
