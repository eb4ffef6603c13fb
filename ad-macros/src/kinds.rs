//! Kinds: a best-effort sketch of each variable's type.
//!
//! In: a function. Out: the same with `Var::kind` refined. It makes the emitted code lean
//! (`0.0` rather than `zero_like(&t)`) and readable; where it says `Unknown`, emitted code asks the
//! runtime's traits, so nothing it leaves out makes a derivative wrong.

use crate::ir::{Atom, BinOp, Block, Expr, Function, Place, Projection, Stmt, UnOp, Var, visit};
use crate::signature::Kind;

/// Refines the kinds of all variables: forward from their definitions, and backward from uses that
/// only floats have.
pub fn refine(mut function: Function) -> Function {
    let guess = some_float(&function.vars);
    // A use may settle a definition before it, so a few times; more would only make code leaner.
    for _ in 0..4 {
        let mut found = Vec::new();
        settle(&function.vars, &function.body, &guess, &mut found);
        if let Some(closure) = &function.closure {
            settle(&function.vars, &closure.body, &guess, &mut found);
        }
        if found.is_empty() {
            break;
        }
        for (var, kind) in found {
            let var: &mut Var = &mut function.vars[var];
            var.kind = merged(&var.kind, &kind);
        }
    }
    function
}

fn settle(vars: &[Var], block: &Block, guess: &Kind, found: &mut Vec<(usize, Kind)>) {
    let mut note = |var: Option<crate::ir::VarId>, kind: Kind| {
        if let Some(var) = var
            && merged(&vars[var.0].kind, &kind) != vars[var.0].kind
        {
            found.push((var.0, kind));
        }
    };
    visit::deep_stmts(block, &mut |stmt| match stmt {
        Stmt::Let { var, expr, .. } => {
            note(Some(*var), of_expr(vars, expr));
            match expr {
                // A copy is of its original's kind.
                Expr::Atom(atom) => note(atom.var(), vars[var.0].kind.clone()),
                Expr::Read(place) => {
                    note(Some(place.root), around(&place.projections, vars[var.0].kind.clone()));
                }
                Expr::Method { args, .. } => note(args[0].var(), guess.clone()),
                Expr::Binary(op, left, right) if !op.is_comparison() => {
                    for (one, other) in [(left, right), (right, left)] {
                        let kind = of_atom(vars, one);
                        if kind.is_float() {
                            note(other.var(), kind);
                        }
                    }
                }
                _ => {}
            }
        }
        Stmt::If { results, then, otherwise, .. } => {
            for (i, result) in results.iter().enumerate() {
                for block in [then, otherwise] {
                    if let Some(value) = block.results.get(i) {
                        note(Some(*result), of_atom(vars, value));
                    }
                }
            }
        }
        Stmt::Store { place, value, .. } => {
            note(value.var(), of_place(vars, place));
            note(Some(place.root), around(&place.projections, of_atom(vars, value)));
        }
        _ => {}
    });
}

/// The kind of what only floats can be: in a generic function, of the generic float.
fn some_float(vars: &[Var]) -> Kind {
    let real = vars.iter().find_map(|var| var.kind.real());
    real.map_or(Kind::Float, |name| Kind::Real(name.clone()))
}

/// What two sketches of one type say together; where they disagree, the first.
fn merged(first: &Kind, second: &Kind) -> Kind {
    match (first, second) {
        (Kind::Unknown, second) => second.clone(),
        (Kind::List(first), Kind::List(second)) => Kind::List(Box::new(merged(first, second))),
        (first, _) => first.clone(),
    }
}

/// The kind of a list of lists .. of what is found at the end of a way into it.
fn around(projections: &[Projection], kind: Kind) -> Kind {
    match projections.split_first() {
        None => kind,
        Some((Projection::Index(_), rest)) => Kind::List(Box::new(around(rest, kind))),
        Some((Projection::Range { .. } | Projection::Deref, rest)) => around(rest, kind),
        Some((Projection::Field(_), _)) => Kind::Unknown,
    }
}

/// The kind of an atom.
pub fn of_atom(vars: &[Var], atom: &Atom) -> Kind {
    match atom {
        Atom::Var(var) => vars[var.0].kind.clone(),
        Atom::Literal(literal @ syn::Lit::Float(_)) => match Atom::real(literal) {
            Some((name, _)) => Kind::Real(name),
            None => Kind::Float,
        },
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
    let mut kind = vars[place.root.0].kind.clone();
    for projection in &place.projections {
        kind = match projection {
            Projection::Index(_) => kind.element(),
            Projection::Field(index) => kind.field(*index),
            Projection::Range { .. } | Projection::Deref => kind,
        };
    }
    kind
}

/// The kind of an expression's value.
pub fn of_expr(vars: &[Var], expr: &Expr) -> Kind {
    match expr {
        Expr::Atom(atom) | Expr::Stop(atom) | Expr::Unary(UnOp::Neg, atom) => of_atom(vars, atom),
        Expr::Unary(UnOp::Not, atom) => of_atom(vars, atom),
        Expr::Read(place) | Expr::Clone { place, .. } | Expr::ZeroLike(place) => {
            of_place(vars, place)
        }
        Expr::Borrow { place, .. } => of_place(vars, place),
        Expr::Len(_) => Kind::Int,
        Expr::Binary(op, ..) if op.is_comparison() => Kind::Bool,
        Expr::Binary(BinOp::Shl | BinOp::Shr, left, _) => of_atom(vars, left),
        // A float on one side makes the other one too; an integer doesn't: `v * 2` may be anything.
        Expr::Binary(_, left, right) => match (of_atom(vars, left), of_atom(vars, right)) {
            (Kind::Float, _) | (_, Kind::Float) => Kind::Float,
            (Kind::Real(name), _) | (_, Kind::Real(name)) => Kind::Real(name),
            (left, right) if left == right => left,
            _ => Kind::Unknown,
        },
        Expr::Cast(_, ty) => Kind::of(ty),
        Expr::Method { path, args, .. } => match (path, of_atom(vars, &args[0])) {
            (Some(_), _) => Kind::Float,
            (None, Kind::Unknown) => some_float(vars),
            (None, kind) => kind,
        },
        Expr::CastLike(..) => Kind::Float,
        Expr::Partial { args, .. } | Expr::PartialTangent { args, .. } => {
            match args.iter().map(|arg| of_atom(vars, arg)).find(|kind| kind.real().is_some()) {
                Some(kind) => kind,
                None => Kind::Float,
            }
        }
        Expr::List { items, .. } => {
            let mut kinds = items.iter().map(|item| of_atom(vars, item));
            Kind::List(Box::new(kinds.find(|k| *k != Kind::Unknown).unwrap_or(Kind::Unknown)))
        }
        Expr::Repeat { item, .. } => Kind::List(Box::new(of_atom(vars, item))),
        Expr::Tuple(items) => Kind::Tuple(items.iter().map(|item| of_atom(vars, item)).collect()),
        Expr::Verbatim(_) => Kind::Unknown,
        Expr::Stack { .. } | Expr::Slot => Kind::Unknown,
    }
}
