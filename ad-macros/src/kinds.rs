//! Kinds: a best-effort guess of each variable's type.
//!
//! In: a function. Out: the same with `Sketch::guess` refined, forward from definitions and backward from uses: a guess. It makes the emitted code lean
//! (`0.0` rather than `zero_like(&t)`) and readable; where it says `Unknown`, emitted code asks the
//! runtime's traits, so nothing it leaves out makes a derivative wrong. What it says too much is proved ([`proofs`](crate::proofs)); what decides
//! anything is [`known`].

pub mod known;

use crate::ir::{
    Atom, Block, CloneBy, Expr, Function, Mutator, Place, Projection, Stmt, Test, UnOp, Var, VarId,
    visit,
};
use crate::kind::Kind;
use crate::library;

/// Refines the kinds of all variables: forward from their definitions, and backward from uses that
/// only floats have.
pub fn refine(function: Function) -> Function {
    refined(function, true)
}

/// The same, where only operators say anything: methods of std's names may be the user's.
pub fn by_operators(mut function: Function) -> Function {
    for var in &mut function.vars {
        var.ty.guess = var.ty.known.clone();
    }
    refined(function, false)
}

fn refined(mut function: Function, methods: bool) -> Function {
    let guess = some_float(&function.vars);
    // A use may settle a definition before it, so a few times; more would only make code leaner.
    for _ in 0..4 {
        let mut found = Vec::new();
        settle(&function.vars, &function.body, (&guess, methods), &mut found);
        if let Some(closure) = &function.closure {
            settle(&function.vars, &closure.body, (&guess, methods), &mut found);
        }
        if found.is_empty() {
            break;
        }
        for (var, kind) in found {
            let var: &mut Var = &mut function.vars[var];
            var.ty.guess_also(&kind);
        }
    }
    function
}

fn settle(
    vars: &[Var],
    block: &Block,
    (guess, methods): (&Kind, bool),
    found: &mut Vec<(usize, Kind)>,
) {
    let mut note = |var: Option<VarId>, kind: Kind| {
        if let Some(var) = var
            && vars[var.0].ty.guess.merged(&kind) != vars[var.0].ty.guess
        {
            found.push((var.0, kind));
        }
    };
    visit::deep_stmts(block, &mut |stmt| match stmt {
        Stmt::Let { var, expr, .. } => settle_let(vars, (*var, expr), (guess, methods), &mut note),
        Stmt::If { results, then, otherwise, .. } => {
            for (i, result) in results.iter().enumerate() {
                for block in [then, otherwise] {
                    if let Some(value) = block.results.get(i) {
                        note(Some(*result), of_atom(vars, value));
                    }
                }
            }
        }
        Stmt::Match { results, arms, .. } => {
            for (i, result) in results.iter().enumerate() {
                for value in arms.iter().filter_map(|arm| arm.results.get(i)) {
                    note(Some(*result), of_atom(vars, value));
                }
            }
        }
        Stmt::For { range, .. } => {
            for bound in [&range.start, &range.end] {
                note(bound.var(), Kind::Int);
            }
        }
        Stmt::Mutate { .. } if methods => settle_mutate(vars, stmt, &mut note),
        Stmt::Store { place, value, .. } => {
            visit::indices(place, &mut |index| {
                if let visit::Use::Value(index) = index {
                    note(index.var(), Kind::Int);
                }
            });
            note(value.var(), of_place(vars, place));
            note(Some(place.root), around(vars, place, of_atom(vars, value)));
        }
        _ => {}
    });
}

/// What is found out: that a variable, or what else an atom is, is of a kind.
type Note<'n> = dyn FnMut(Option<VarId>, Kind) + 'n;

fn settle_let(
    vars: &[Var],
    (var, expr): (VarId, &Expr),
    (guess, methods): (&Kind, bool),
    note: &mut Note,
) {
    match expr {
        // Of what else is seen to be a number.
        Expr::Len(_) if vars[var.0].ty.counted => {}
        Expr::Method { args, .. } if !methods => match of_atom(vars, &args[0]) {
            kind if kind.is_number() => note(Some(var), kind),
            _ => note(Some(var), known::of_expr(vars, expr)),
        },
        expr => note(Some(var), of_expr(vars, expr)),
    }
    indices(expr, &mut |index| note(index.var(), Kind::Int));
    match expr {
        // A copy is of its original's kind.
        Expr::Atom(atom) => note(atom.var(), vars[var.0].ty.guess.clone()),
        Expr::Read(place) => {
            note(Some(place.root), around(vars, place, vars[var.0].ty.guess.clone()));
        }
        // An integer comes of integers.
        Expr::Method { method, args, .. } if !methods => {
            let is_count = vars[var.0].ty.guess == Kind::Int;
            if is_count && library::integer(method.name).is_some() {
                args.iter().for_each(|arg| note(arg.var(), Kind::Int));
            }
        }
        Expr::Method { method, args, .. } if library::integer(method.name).is_none() => {
            note(args[0].var(), guess.clone());
        }
        // Numbers meet numbers of their own kind, in operators, and their results.
        Expr::Binary(op, left, right) if !op.is_shift() => {
            let sides = [of_atom(vars, left), of_atom(vars, right)];
            let result = match op.is_comparison() {
                true => Kind::Unknown,
                false => vars[var.0].ty.guess.clone(),
            };
            for number in [guess.clone(), Kind::Float, Kind::Int] {
                // What is compared with an integer may be anything.
                if op.is_comparison() && number == Kind::Int {
                    continue;
                }
                if sides.contains(&number) || result == number {
                    note(left.var(), number.clone());
                    note(right.var(), number);
                }
            }
        }
        Expr::Method { args, .. } => {
            let kinds = args.iter().map(|arg| of_atom(vars, arg));
            if let Some(kind) = kinds.into_iter().find(|k| matches!(k, Kind::Int | Kind::Float)) {
                args.iter().for_each(|arg| note(arg.var(), kind.clone()));
            }
        }
        Expr::Unary(UnOp::Neg, atom) => note(atom.var(), vars[var.0].ty.guess.clone()),
        Expr::Repeat { len, .. } => note(len.var(), Kind::Int),
        _ => {}
    }
}

fn settle_mutate(vars: &[Var], stmt: &Stmt, note: &mut Note) {
    let Stmt::Mutate { results, op, place, args, .. } = stmt else { return };
    if op.is_of_maps() {
        return settle_entry(vars, (results, *op), (place, args), note);
    }
    let element = of_place(vars, place).element();
    for (i, arg) in args.iter().enumerate() {
        let is_element = op.element() == Some(i);
        match (is_element, op) {
            (true, Mutator::PushSome) => {}
            (true, _) => note(arg.var(), element.clone()),
            (false, _) => note(arg.var(), Kind::Int),
        }
    }
    if let (Some(i), false) = (op.element(), *op == Mutator::PushSome) {
        let list = Kind::List(Box::new(of_atom(vars, &args[i])));
        note(Some(place.root), around(vars, place, list));
    }
    if let (Mutator::Remove | Mutator::PopLast, [result]) = (op, results.as_slice()) {
        note(Some(*result), element);
    }
}

/// What is put into a map or taken out of it.
fn settle_entry(
    vars: &[Var],
    (results, op): (&[VarId], Mutator),
    (place, args): (&Place, &[Atom]),
    note: &mut Note,
) {
    let value = of_place(vars, place).value();
    results.iter().for_each(|result| note(Some(*result), value.clone()));
    if let Some(i) = op.element() {
        note(args[i].var(), value);
        let map = Kind::Map(Box::new(of_atom(vars, &args[i])));
        note(Some(place.root), around(vars, place, map));
    }
}

/// The indices of the place that an expression reads.
fn indices(expr: &Expr, note: &mut dyn FnMut(&Atom)) {
    if let Expr::Read(place) | Expr::Clone { place, .. } | Expr::Borrow { place, .. } = expr {
        visit::indices(place, &mut |index| {
            if let visit::Use::Value(index) = index {
                note(index);
            }
        });
    }
}

/// The kind of what only floats can be: in a generic function, of the generic float.
fn some_float(vars: &[Var]) -> Kind {
    let real = vars.iter().find_map(|var| var.ty.guess.real());
    real.map_or(Kind::Float, |name| Kind::Real(name.clone()))
}

/// The kind of a variable, of which a kind is found at a place in it.
pub fn around(vars: &[Var], place: &Place, kind: Kind) -> Kind {
    match place.projections.split_first() {
        Some((Projection::Deref, rest)) if vars[place.root.0].ty.is_reference() => {
            around_way(rest, kind)
        }
        _ => around_way(&place.projections, kind),
    }
}

/// The kind of a list of lists .. of what is found at the end of a way into it.
fn around_way(projections: &[Projection], kind: Kind) -> Kind {
    match projections.split_first() {
        None => kind,
        // What is indexed may be a type of the user's: only numbers and lists of them say that it is a list.
        Some((Projection::Index(_), rest)) => match around_way(rest, kind) {
            Kind::Unknown => Kind::Unknown,
            kind => Kind::List(Box::new(kind)),
        },
        Some((Projection::Entry(_), rest)) => match around_way(rest, kind) {
            Kind::Unknown => Kind::Unknown,
            kind => Kind::Map(Box::new(kind)),
        },
        Some((Projection::Range { .. }, rest)) => around_way(rest, kind),
        Some((Projection::Field(member @ syn::Member::Named(_)), rest)) => {
            match around_way(rest, kind) {
                Kind::Unknown => Kind::Unknown,
                kind => Kind::with_field(member, kind),
            }
        }
        // A box is no number.
        Some((_, _)) => Kind::Unknown,
    }
}

/// The kind of a value that becomes a part of another one: there nobody sees that it is a `&mut` reference, and no number.
fn of_part(vars: &[Var], atom: &Atom) -> Kind {
    match refers(vars, atom) {
        true => Kind::Unknown,
        false => of_atom(vars, atom),
    }
}

/// Whether a value is a `&mut` reference.
fn refers(vars: &[Var], atom: &Atom) -> bool {
    atom.var().is_some_and(|var| vars[var.0].ty.is_exclusive())
}

/// The kind of an atom.
pub fn of_atom(vars: &[Var], atom: &Atom) -> Kind {
    match atom {
        Atom::Var(var) => vars[var.0].ty.guess.clone(),
        Atom::Literal(syn::Lit::Float(_)) => Kind::Float,
        Atom::Number { real, .. } => Kind::Real(real.clone()),
        Atom::Length(_) => Kind::Int,
        // `1f64` is a float.
        Atom::Literal(syn::Lit::Int(literal)) if literal.suffix().starts_with('f') => Kind::Float,
        Atom::Literal(syn::Lit::Int(_)) => Kind::Int,
        Atom::Literal(syn::Lit::Bool(_)) => Kind::Bool,
        Atom::Literal(_) | Atom::Constant(_) => Kind::Unknown,
        Atom::Unit => Kind::Unit,
    }
}

/// The kind of the value at a place.
pub fn of_place(vars: &[Var], place: &Place) -> Kind {
    place.kind(vars)
}

/// Whether what is at a place may carry a tangent.
pub fn carries(vars: &[Var], place: &Place) -> bool {
    seen(vars, place).is_none_or(Kind::may_carry_tangent)
}

/// What is seen of the kind at a place; of the constant that it is in, if it is in one.
fn seen<'a>(vars: &'a [Var], place: &Place) -> Option<&'a Kind> {
    let mut kind = vars[place.root.0].settled();
    for projection in &place.projections {
        kind = match (projection, kind) {
            (Projection::Range { .. } | Projection::Deref, kind) => kind,
            (Projection::Index(_), Kind::List(item) | Kind::Array(item)) => item,
            (Projection::Entry(_), Kind::Map(value)) => value,
            (Projection::Field(member), kind) => kind.known_field(member)?,
            (_, _) => return None,
        };
    }
    Some(kind)
}

/// The kind of an expression's value.
pub fn of_expr(vars: &[Var], expr: &Expr) -> Kind {
    match expr {
        Expr::Atom(atom) | Expr::Stop(atom) | Expr::Unary(UnOp::Neg, atom) => of_atom(vars, atom),
        Expr::Unary(UnOp::Not, atom) => of_atom(vars, atom),
        Expr::Clone { place, by: CloneBy::ToVec | CloneBy::IntoBoxedSlice } => {
            Kind::List(Box::new(of_place(vars, place).element()))
        }
        Expr::Clone { by: CloneBy::Cow, .. } => Kind::Unknown,
        Expr::Read(place) | Expr::Clone { place, .. } | Expr::ZeroLike(place) => {
            of_place(vars, place)
        }
        Expr::Borrow { place, .. } => of_place(vars, place),
        Expr::Len(_) => Kind::Int,
        Expr::Key(_, index, None) => of_atom(vars, index),
        Expr::Key(_, _, Some(_)) => Kind::Other,
        Expr::LookUp(_, by) => known::looked_up(by),
        Expr::Binary(op, ..) if op.is_comparison() => Kind::Bool,
        Expr::Binary(op, left, _) if op.is_shift() => of_atom(vars, left),
        // A float on one side makes the other one too; an integer doesn't: `v * 2` may be anything.
        Expr::Binary(_, left, right) => match (of_atom(vars, left), of_atom(vars, right)) {
            (Kind::Float, _) | (_, Kind::Float) => Kind::Float,
            (Kind::Real(name), _) | (_, Kind::Real(name)) => Kind::Real(name),
            (left, right) if left == right => left,
            _ => Kind::Unknown,
        },
        Expr::Cast(_, ty) => Kind::of(ty),
        Expr::Method { method, path, args } => match (path, of_atom(vars, &args[0])) {
            (None, Kind::Unknown) if library::integer(method.name).is_some() => Kind::Unknown,
            (Some(_), _) => Kind::Float,
            (None, Kind::Unknown) => some_float(vars),
            (None, kind) => kind,
        },
        Expr::CastLike(..) => Kind::Float,
        Expr::Fitted(_, like) => of_place(vars, like),
        Expr::Partial { args, .. } | Expr::PartialTangent { args, .. } => {
            match args.iter().map(|arg| of_atom(vars, arg)).find(|kind| kind.real().is_some()) {
                Some(kind) => kind,
                None => Kind::Float,
            }
        }
        Expr::List { items, vec } => {
            let mut kinds = items.iter().map(|item| of_part(vars, item));
            let item = Box::new(kinds.find(|k| *k != Kind::Unknown).unwrap_or(Kind::Unknown));
            if *vec { Kind::List(item) } else { Kind::Array(item) }
        }
        Expr::Repeat { item, vec: true, .. } => Kind::List(Box::new(of_part(vars, item))),
        Expr::Repeat { item, vec: false, .. } => Kind::Array(Box::new(of_part(vars, item))),
        Expr::Tuple(items) => Kind::Tuple(items.iter().map(|item| of_part(vars, item)).collect()),
        Expr::Is { test: Test::Which(_), .. } => Kind::Int,
        Expr::Is { .. } => Kind::Bool,
        Expr::Wanted(bar) => vars[bar.0].ty.guess.clone(),
        Expr::Taken(place) => of_place(vars, place),
        Expr::Outcome(_) => Kind::Unknown,
        Expr::Boxed { .. } | Expr::Success(_) | Expr::Erased(_) | Expr::Regained(..) => {
            Kind::Unknown
        }
        Expr::Refitted(atom, _) => of_atom(vars, atom),
        Expr::Construct { .. } | Expr::Failure { .. } | Expr::Shape { .. } | Expr::Kept(_) => {
            Kind::Unknown
        }
        Expr::Verbatim(_) | Expr::Proof(..) => Kind::Unknown,
        Expr::Stack { .. } | Expr::Slot | Expr::Unwanted(_) => Kind::Unknown,
        Expr::Rule { .. } => Kind::Unknown,
        Expr::Repeatable(_) => Kind::Bool,
        Expr::Step(..) => Kind::Int,
        Expr::Plain(atom) => of_atom(vars, atom),
    }
}
