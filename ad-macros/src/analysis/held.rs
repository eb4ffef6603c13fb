//! What an owned pullback holds all the same: references into what the function was lent.
//!
//! ```text
//! for (n, factor) in factors { y += *n as f64 * factor * x; }        `factor` points into the map that the caller lent
//! ```
//!
//! In: the adjoint of a function, as [`Form::Owned`](crate::adjoint::Form), and what it was lent. Out: those parameters into which
//! something may point that the reverse sweep looks at. What is copied out of them points nowhere, nor do conditions and the bounds
//! of ranges and indices of lists, and what is cast, which rustc sees to be `bool`s and numbers; of what tokens that are passed through result in, nobody knows; if all that
//! becomes of it, on whichever way it gets to the reverse sweep, is arithmetic, it is taken as a number, through the reference if it is
//! one ([`Expr::Plain`]), or as the operand of an operator of whatever types, which holds no borrow ([`Must::Unborrowed`]).

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, Span};
use quote::{ToTokens, quote};

use crate::ir::{
    Arg, Atom, Block, CloneBy, Expr, Function, Must, Mutator, Place, Projection, Role, Stmt,
    StoreOp, Transform, Var, Verbatim, What,
};
use crate::ir::{VarId, visit};
use crate::kind::Kind;
use crate::kinds::known;
use crate::library::{self, Lowering};
use crate::spelled::{is_cast, is_operand};
use crate::ty::holds_numbers;

/// What a function is lent by `&`.
pub type Lent = BTreeSet<VarId>;

/// Takes numbers that tokens result in as numbers, where these may be references into what is lent.
pub fn plain(mut adjoint: Function, lent: &Lent) -> Function {
    let into = pointers(&adjoint, lent);
    let (mut otherwise, mut operands) = (BTreeSet::new(), BTreeSet::new());
    let (mut named, mut computed) = (BTreeSet::new(), BTreeSet::new());
    let mut taken_out = BTreeMap::new();
    let handed = handed(&adjoint);
    let mut note = |stmt: &Stmt| {
        match stmt {
            Stmt::Let { expr, .. } if is_arithmetic(expr) || is_in_range(expr) => {}
            // What an `Option` holds is what is taken out of it.
            Stmt::Let { var, expr: Expr::Read(place) | Expr::Clone { place, .. }, .. }
                if place.projections.len() == 1 && place.projections.iter().all(is_variant) =>
            {
                taken_out.entry(place.root).or_insert_with(Vec::new).push(*var);
            }
            Stmt::Let { expr: Expr::ZeroLike(place), .. } if place.projections.is_empty() => {}
            Stmt::Call { callee, args, .. } if callee.is_operator() => {
                let is_value = |arg: &&Arg| matches!(arg, Arg::Value(_));
                operands.extend(args.iter().filter(is_value).filter_map(Arg::var));
                otherwise.extend(args.iter().filter_map(Arg::place).map(|place| place.root));
            }
            Stmt::Store { op: StoreOp::Add | StoreOp::Sub, value: Atom::Var(_), .. } => {}
            Stmt::Push { stack, values } | Stmt::Fill { slot: stack, values } => {
                let others = values.iter().enumerate().filter_map(|(i, value)| {
                    let var = value.var()?;
                    (!handed.contains(&(*stack, i, var))).then_some(var)
                });
                otherwise.extend(others);
            }
            Stmt::Let { expr: Expr::Verbatim(code), .. } => {
                for (name, var) in &code.captures {
                    named.insert(*var);
                    if is_operand(code.tokens.clone(), name) {
                        computed.insert(*var);
                    }
                }
            }
            stmt => {
                let (indices, mut others) = (indices(stmt), Vec::new());
                visit::stmt(stmt, &mut |use_| others.extend(visit::used_var(use_)));
                // What an index is, is looked at where the list isn't seen to be std's.
                for index in indices {
                    if let Some(at) = others.iter().position(|var| *var == index) {
                        others.swap_remove(at);
                    }
                    operands.insert(index);
                }
                otherwise.extend(others);
                for block in visit::blocks(stmt) {
                    otherwise.extend(block.results.iter().filter_map(Atom::var));
                }
            }
        }
    };
    everywhere(&adjoint, &mut note);
    // What tokens compute with is a number or of a type with operators, whatever else they do with it.
    otherwise.extend(named.difference(&computed).copied());
    operands.extend(&computed);
    operands.extend(taken_out.keys().copied());
    for _ in 0..taken_out.len() {
        let is_held = |var: &VarId| into.contains_key(var) && otherwise.contains(var);
        let is_otherwise = |vars: &Vec<VarId>| vars.iter().any(is_held);
        let more = taken_out.iter().filter(|(_, vars)| is_otherwise(vars)).map(|(of, _)| *of);
        let more: Vec<_> = more.collect();
        otherwise.extend(more);
    }
    let numbers = into.keys().copied().filter(|var| !otherwise.contains(var)).collect();
    let mut body = std::mem::take(&mut adjoint.body);
    take_plainly(&mut adjoint, &mut body, (&numbers, &operands, &computed));
    Function { body, ..adjoint }
}

/// The variables by which a statement indexes places, one for each index.
fn indices(stmt: &Stmt) -> Vec<VarId> {
    let mut indices = Vec::new();
    visit::stmt(stmt, &mut |use_| {
        let (visit::Use::Place(place) | visit::Use::Write(place)) = use_ else { return };
        visit::indices(place, &mut |use_| {
            if let visit::Use::Value(index) = use_ {
                indices.extend(index.var());
            }
        });
    });
    indices
}

/// Every statement of both sweeps.
fn everywhere<'a>(adjoint: &'a Function, note: &mut dyn FnMut(&'a Stmt)) {
    visit::deep_stmts(&adjoint.body, note);
    if let Some(closure) = &adjoint.closure {
        visit::deep_stmts(&closure.body, note);
    }
}

/// What comes out of the stacks and slots, and where: what is put into one there is used as the variable of the same name that comes out.
fn handed(adjoint: &Function) -> BTreeSet<(VarId, usize, VarId)> {
    let mut handed = BTreeSet::new();
    everywhere(adjoint, &mut |stmt| {
        if let Stmt::Pop { stack, vars } | Stmt::Unpack { slot: stack, vars, .. } = stmt {
            handed.extend(vars.iter().enumerate().map(|(i, var)| (*stack, i, *var)));
        }
    });
    handed
}

/// What rustc sees to hold nothing that is borrowed: conditions are `bool`s, the bounds of ranges that are iterated over numbers, and so
/// are the indices of lists that are seen to be std's, and what is proved to be a number.
fn flat(adjoint: &Function) -> BTreeSet<VarId> {
    let mut flat: BTreeSet<_> = (0..adjoint.vars.len()).map(VarId).collect();
    // A reference to a number isn't one.
    flat.retain(|var| {
        let ty = &adjoint.var(*var).ty;
        let is_written = || {
            let written = ty.written.clone().and_then(|ty| syn::parse2(ty).ok());
            written.is_some_and(|ty| holds_numbers(&ty))
        };
        (ty.known.is_number() || is_written()) && !ty.is_reference()
    });
    let mut indices = |use_| {
        let (visit::Use::Place(place) | visit::Use::Write(place)) = use_ else { return };
        for (i, step) in place.projections.iter().enumerate() {
            let Projection::Index(index) = step else { continue };
            let list = Place { root: place.root, projections: place.projections[..i].to_vec() };
            let kind = known::of_place(&adjoint.vars, &list);
            let is_seen = matches!(kind, Kind::List(_) | Kind::Array(_));
            flat.extend(index.var().filter(|_| is_seen));
        }
    };
    visit::deep(&adjoint.body, &mut indices);
    everywhere(adjoint, &mut |stmt| {
        let Some(Verbatim { tokens, captures, .. }) = visit::verbatim(stmt) else { return };
        let cast = captures.iter().filter(|(name, _)| is_cast(tokens.clone(), name));
        flat.extend(cast.map(|(_, var)| *var));
    });
    everywhere(adjoint, &mut |stmt| match stmt {
        Stmt::Prove { place, what: What::Number, .. } if place.projections.is_empty() => {
            flat.insert(place.root);
        }
        Stmt::Let { expr: Expr::Cast(value, _), .. } => {
            flat.extend(value.var().filter(|var| !adjoint.var(*var).ty.is_reference()));
        }
        Stmt::If { cond, .. } => flat.extend(cond.var()),
        Stmt::While { cond, .. } => flat.extend(cond.results.iter().filter_map(Atom::var)),
        Stmt::For { range, .. } => {
            visit::range(range, &mut |use_| flat.extend(visit::used_var(use_)));
        }
        _ => {}
    });
    // A copy is what it is made of.
    let mut copies = Vec::new();
    everywhere(adjoint, &mut |stmt| {
        if let Stmt::Let {
            var, expr: Expr::Atom(Atom::Var(of)) | Expr::Stop(Atom::Var(of)), ..
        } = stmt
        {
            copies.push((*var, *of));
        }
    });
    for (copy, of) in copies.into_iter().rev() {
        if flat.contains(&copy) {
            flat.insert(of);
        }
    }
    flat
}

fn take_plainly(
    adjoint: &mut Function,
    block: &mut Block,
    of @ (numbers, operands, computed): (&BTreeSet<VarId>, &BTreeSet<VarId>, &BTreeSet<VarId>),
) {
    for mut stmt in std::mem::take(&mut block.stmts) {
        for inner in visit::blocks_mut(&mut stmt) {
            take_plainly(adjoint, inner, of);
        }
        let number = match &stmt {
            Stmt::Let { var, expr: Expr::Verbatim(_) | Expr::Proof(..), span }
            | Stmt::Let { var, expr: Expr::Read(_) | Expr::Clone { .. }, span } => {
                Some((*var, *span))
            }
            Stmt::Call { results, transform: Transform::Primal, span, .. } => {
                Some((results[0], *span))
            }
            _ => None,
        };
        let Some((var, span)) = number.filter(|(var, _)| numbers.contains(var)) else {
            block.stmts.push(stmt);
            continue;
        };
        let found = Var { user: false, mutable: false, ..adjoint.var(var).clone() };
        let found = adjoint.add(found);
        match &mut stmt {
            Stmt::Let { var, .. } => *var = found,
            Stmt::Call { results, .. } => results[0] = found,
            _ => {}
        }
        block.stmts.push(stmt);
        let expr = match operands.contains(&var) {
            true => {
                let name = Ident::new("operand", span.resolved_at(Span::mixed_site()));
                let captures = vec![(name.clone(), found)];
                let (must, tokens) = match computed.contains(&var) {
                    true => (Must::Operand, quote!(#name, &0.0f64)),
                    false => (Must::Unborrowed, name.to_token_stream()),
                };
                Expr::Proof(must, Verbatim::made(tokens, captures))
            }
            false => Expr::Plain(Atom::Var(found)),
        };
        block.stmts.push(Stmt::Let { var, expr, span });
    }
}

/// The parameters that the closure may point into.
pub fn held(adjoint: &Function, lent: &Lent) -> BTreeSet<VarId> {
    let into = pointers(adjoint, lent);
    let mut used = BTreeSet::new();
    visit::deep_stmts(&adjoint.body, &mut |stmt| {
        if let Stmt::Push { .. } | Stmt::Fill { .. } = stmt {
            visit::stmt(stmt, &mut |use_| used.extend(visit::used_var(use_)));
        }
    });
    if let Some(closure) = &adjoint.closure {
        used.extend(looked_at(&closure.body));
    }
    used.iter().filter_map(|var| into.get(var)).flatten().copied().collect()
}

/// The variables that code looks at, left out those by which it defines what it doesn't look at.
fn looked_at(block: &Block) -> BTreeSet<VarId> {
    let mut used = BTreeSet::new();
    loop {
        let before = used.len();
        let mut found = BTreeSet::new();
        visit::deep_stmts(block, &mut |stmt| {
            if let Stmt::Let { var, .. } = stmt
                && !used.contains(var)
            {
                return;
            }
            visit::stmt(stmt, &mut |use_| found.extend(visit::used_var(use_)));
            for block in visit::blocks(stmt) {
                found.extend(block.results.iter().filter_map(Atom::var));
            }
        });
        used.append(&mut found);
        if used.len() == before {
            return used;
        }
    }
}

/// What each variable may point into.
fn pointers(adjoint: &Function, lent: &Lent) -> BTreeMap<VarId, BTreeSet<VarId>> {
    let mut into: BTreeMap<VarId, BTreeSet<VarId>> =
        lent.iter().map(|param| (*param, BTreeSet::from([*param]))).collect();
    // The parameters, and what is known to be a borrow of a part of one.
    let mut views = lent.clone();
    let flat = flat(adjoint);
    // What an iteration takes over from the one before it is known after a second walk.
    for _ in 0..2 {
        visit::deep_stmts(&adjoint.body, &mut |stmt| {
            if let Stmt::Let { var, expr: Expr::Borrow { place, .. }, .. } = stmt
                && views.contains(&place.root)
            {
                views.insert(*var);
            }
            note(adjoint, stmt, &views, &mut into);
            note_key(stmt, &mut into);
            into.retain(|var, _| !flat.contains(var));
        });
    }
    into
}

fn note(
    adjoint: &Function,
    stmt: &Stmt,
    views: &BTreeSet<VarId>,
    into: &mut BTreeMap<VarId, BTreeSet<VarId>>,
) {
    let (is_copy, is_number) = match stmt {
        Stmt::Let { expr, .. } => (
            // A key that is found in a map is a copy of one.
            matches!(expr, Expr::LookUp(..))
            // What a value has failed with is.
                || matches!(expr, Expr::Failure { .. })
            // What is read out of a variant may be copied as the reference that it is (`simplify::moves`).
                || matches!(expr, Expr::Read(place) if !place.projections.iter().any(is_variant))
                || matches!(expr, Expr::Clone { by, .. } if *by != CloneBy::Itself),
            is_arithmetic(expr)
                || matches!(expr, Expr::Proof(Must::Number | Must::Operand | Must::Unborrowed, _)),
        ),
        Stmt::If { .. }
        | Stmt::Match { .. }
        | Stmt::Call { .. }
        | Stmt::Each { .. }
        | Stmt::Verbatim { .. } => (false, false),
        _ => return,
    };
    if is_number {
        return;
    }
    let mut sources = BTreeSet::new();
    let mut add = |use_| {
        let Some(var) = visit::used_var(use_) else { return };
        // What is copied out of what is lent isn't a borrow of it.
        if !(is_copy && views.contains(&var)) {
            sources.extend(into.get(&var).into_iter().flatten().copied());
        }
    };
    match stmt {
        // What is computed with is a value of its own, unless it is seen to be a reference.
        Stmt::Call { callee, args, .. } if callee.is_operator() => {
            let is_lent = |arg: &&Arg| match arg {
                Arg::Value(atom) => {
                    atom.var().is_some_and(|var| adjoint.var(var).ty.is_reference())
                }
                Arg::Borrow(_) => true,
                Arg::BorrowMut(_) => false,
            };
            args.iter()
                .filter(is_lent)
                .filter_map(Arg::var)
                .for_each(|var| add(visit::Use::Name(var)));
        }
        stmt => visit::stmt(stmt, &mut add),
    }
    for block in visit::blocks(stmt) {
        block.results.iter().for_each(|atom| add(visit::Use::Value(atom)));
    }
    if let Stmt::Call { callee, transform: Transform::Primal, .. } = stmt
        && callee.is_operator()
    {
        return;
    }
    if let Stmt::Call { callee, transform, .. } = stmt
        && *transform != Transform::Primal
        && !callee.is_operator()
    {
        return;
    }
    // Of a function with derivatives it is the pullback that may hold what the function was lent.
    let derived = matches!(stmt, Stmt::Call { transform, .. } if *transform != Transform::Primal);
    for var in visit::defines(stmt).into_iter().chain(visit::binds(stmt)) {
        let is_holder = match adjoint.var(var).role {
            Role::Primal => !derived,
            Role::Record => derived,
            _ => false,
        };
        if is_holder && !sources.is_empty() {
            into.entry(var).or_default().extend(sources.iter().copied());
        }
    }
}

/// A map holds the keys that it is given.
fn note_key(stmt: &Stmt, into: &mut BTreeMap<VarId, BTreeSet<VarId>>) {
    let Stmt::Mutate { op: Mutator::InsertEntry, place, args, .. } = stmt else { return };
    let key = args.first().and_then(Atom::var);
    if let Some(sources) = key.and_then(|key| into.get(&key).cloned()) {
        into.entry(place.root).or_default().extend(sources);
    }
}

fn is_variant(step: &Projection) -> bool {
    matches!(step, Projection::Variant { .. })
}

/// Whether tokens only ask whether a range of names contains another one: `(lo..hi).contains(&x)`.
fn is_in_range(expr: &Expr) -> bool {
    let Expr::Verbatim(verbatim) = expr else { return false };
    let Ok(syn::Expr::MethodCall(call)) = syn::parse2(verbatim.tokens.clone()) else {
        return false;
    };
    let syn::Expr::Paren(receiver) = &*call.receiver else { return false };
    let syn::Expr::Range(range) = &*receiver.expr else { return false };
    let is_name = |expr: &syn::Expr| matches!(expr, syn::Expr::Path(_) | syn::Expr::Lit(_));
    let is_item = |arg: &syn::Expr| matches!(arg, syn::Expr::Reference(of) if is_name(&of.expr));
    library::becomes(&call.method.to_string(), Lowering::Contains)
        && range.start.iter().chain(&range.end).all(|bound| is_name(bound))
        && call.args.iter().all(is_item)
}

/// Whether an expression computes with numbers, and results in one.
fn is_arithmetic(expr: &Expr) -> bool {
    matches!(
        expr,
        Expr::Unary(..)
            | Expr::Binary(..)
            | Expr::Cast(..)
            | Expr::Len(_)
            | Expr::Key(..)
            | Expr::Is { .. }
            | Expr::Plain(_)
            | Expr::Method { .. }
            | Expr::Partial { .. }
    )
}
