//! Integers where a float is known to be, `x * 2`, or the other way round, `x.powi(2.0)`: mistakes, of which rustc tells the user in the function itself.
//!
//! In: a function with its known kinds. Out: the same with numbers of the right kind in their places, of the same value, so that rustc says nothing more of its derivatives. No derivative comes
//! of it: with an integer there the function itself doesn't compile, whatever stands beside it. Deliberately absent: whatever is only guessed.

use proc_macro2::Span;
use syn::parse_quote;

use crate::ir::{Atom, Block, Expr, Function, Stmt, StoreOp, Var, VarId, visit};
use crate::kind::Kind;

/// Takes such integers for floats.
pub fn literals(mut function: Function, output: &Kind) -> Function {
    let mut body = std::mem::take(&mut function.body);
    if *output == Kind::Float {
        body.results.iter_mut().for_each(as_float);
    }
    block(&mut function, &mut body);
    Function { body, ..function }
}

fn block(function: &mut Function, code: &mut Block) {
    let mut stmts = Vec::new();
    for mut stmt in std::mem::take(&mut code.stmts) {
        stmts.extend(operands(function, &mut stmt));
        values(function, &mut stmt);
        for inner in visit::blocks_mut(&mut stmt) {
            block(function, inner);
        }
        stmts.push(stmt);
    }
    code.stmts = stmts;
}

fn is_float(function: &Function, var: VarId) -> bool {
    function.var(var).ty.known == Kind::Float
}

/// The other operand beside a float: an integer in a variable is cast.
fn operands(function: &mut Function, stmt: &mut Stmt) -> Option<Stmt> {
    let Stmt::Let { expr: Expr::Binary(_, left, right), .. } = stmt else { return None };
    let is_floats = |atom: &Atom| atom.var().is_some_and(|var| is_float(function, var));
    let other = match (is_floats(left), is_floats(right)) {
        (true, false) => right,
        (false, true) => left,
        _ => return None,
    };
    as_float(other);
    let of = other.var().filter(|of| function.var(*of).ty.known == Kind::Int)?;
    let span = function.var(of).span.resolved_at(Span::mixed_site());
    let mut var = Var::new("t", span);
    var.ty.is_of(Kind::Float);
    let var = function.add(var);
    let expr = Expr::Cast(Atom::Var(of), Box::new(parse_quote!(::core::primitive::f64)));
    *other = Atom::Var(var);
    Some(Stmt::Let { var, expr, span })
}

/// What becomes a float, and what is passed to a method of floats.
fn values(function: &Function, stmt: &mut Stmt) {
    let is_floats = |atom: &Atom| atom.var().is_some_and(|var| is_float(function, var));
    match stmt {
        Stmt::Let { expr: Expr::Method { method, args, .. }, .. }
            if args.first().is_some_and(is_floats) =>
        {
            for (i, arg) in args.iter_mut().enumerate() {
                match method.integer_operand == Some(i) {
                    true => as_integer(arg),
                    false => as_float(arg),
                }
            }
        }
        Stmt::Let { var, expr: Expr::Atom(atom), .. } if is_float(function, *var) => as_float(atom),
        Stmt::Store { place, op, value, .. }
            if !matches!(op, StoreOp::By(_))
                && place.projections.is_empty()
                && is_float(function, place.root) =>
        {
            as_float(value);
        }
        _ => {}
    }
    let results = match stmt {
        Stmt::If { results, .. } | Stmt::Match { results, .. } => results.clone(),
        _ => return,
    };
    for block in visit::blocks_mut(stmt) {
        let values = block.results.iter_mut().zip(&results);
        let floats = values.filter(|(_, var)| is_float(function, **var));
        floats.for_each(|(value, _)| as_float(value));
    }
}

fn as_float(atom: &mut Atom) {
    if let Atom::Literal(syn::Lit::Int(literal)) = atom
        && literal.suffix().is_empty()
        && literal.base10_parse::<u32>().is_ok()
    {
        *atom = Atom::float(&format!("{}.0", literal.base10_digits()), literal.span());
    }
}

/// A whole number.
fn as_integer(atom: &mut Atom) {
    if let Atom::Literal(syn::Lit::Float(literal)) = atom
        && literal.suffix().is_empty()
        && let Some(whole) = literal.base10_digits().strip_suffix(".0")
    {
        *atom = Atom::Literal(syn::Lit::Int(syn::LitInt::new(whole, literal.span())));
    }
}
