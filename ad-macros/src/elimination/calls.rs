//! A call is one vertex, whose partials are what its pullback makes of one.
//!
//! ```text
//! let y = g(x, &w)       let (y, g_pullback) = g::pullback(x, &w);
//!                        let mut bar = 0.0;
//!                        g_pullback(1.0, Some(&mut bar), None);
//! ```
//! In: a call that numbers are passed to, and that results in one, which is proved. Out: the code for it, and the bars. It is made once, where it stands.

use std::collections::BTreeSet;

use proc_macro2::Span;

use super::writer::Writer;
use crate::ir::{
    Arg, Atom, Callee, Expr, Function, Place, Role, Stmt, Transform, Var, VarId, What,
};
use crate::kind::Kind;

/// The call that was there, as one with a pullback, and for each argument that is wanted its bar.
pub fn with_bars(
    writer: &mut Writer,
    (stmt, is_proved): (&Stmt, bool),
    wanted: &[bool],
) -> Vec<Option<Atom>> {
    let Stmt::Call { results, callee, args, span, .. } = stmt else {
        unreachable!("called on a call")
    };
    let made = span.resolved_at(Span::mixed_site());
    let name = format!("{}_pullback", callee.name().trim_start_matches("r#"));
    let pullback = writer.function.add(Var { role: Role::Record, ..Var::new(name, made) });
    let mut code = vec![Stmt::Call {
        results: vec![results[0], pullback],
        callee: callee.clone(),
        transform: Transform::Pullback,
        args: args.clone(),
        dots: Vec::new(),
        span: *span,
    }];
    if !is_proved {
        code.push(Stmt::Prove { place: Place::whole(results[0]), what: What::Number, span: *span });
    }
    let bars: Vec<Option<VarId>> = wanted.iter().map(|is| is.then(|| bar(writer, made))).collect();
    code.extend(bars.iter().flatten().map(|bar| {
        let expr = Expr::Atom(Atom::float("0.0", made));
        Stmt::Let { var: *bar, expr, span: made }
    }));
    code.push(Stmt::Pull {
        pullback,
        cotangent: Atom::float("1.0", made),
        bars: bars.iter().map(|bar| bar.map(Place::whole)).collect(),
        dots: None,
        given: match callee {
            Callee::Given(_, given) => Some(*given),
            _ => None,
        },
        steep: false,
        span: *span,
    });
    let read = |bar: Option<VarId>| {
        let value = writer.function.add(weight(made));
        code.push(Stmt::Let { var: value, expr: Expr::Read(Place::whole(bar?)), span: made });
        Some(Atom::Var(value))
    };
    let found = bars.into_iter().map(read).collect();
    writer.function.body.stmts.extend(code);
    found
}

fn bar(writer: &mut Writer, span: Span) -> VarId {
    let mut bar = Var { role: Role::Cotangent, mutable: true, ..Var::new("bar", span) };
    bar.ty.guess = Kind::Float;
    writer.function.add(bar)
}

fn weight(span: Span) -> Var {
    let mut weight = Var { role: Role::Tangent, ..Var::new("c", span) };
    weight.ty.guess = Kind::Float;
    weight
}

/// What is proved to be a number anyway.
pub fn proved(function: &Function) -> BTreeSet<VarId> {
    let proved = function.body.stmts.iter().filter_map(|stmt| match stmt {
        Stmt::Prove { place, what: What::Number, .. } if place.projections.is_empty() => {
            Some(place.root)
        }
        _ => None,
    });
    proved.collect()
}

/// Whether it is a call that numbers are passed to by value, or behind `&`.
pub fn is_plain(callee: &Callee, args: &[Arg]) -> bool {
    let is_lent = args.iter().any(|arg| matches!(arg, Arg::BorrowMut(_)));
    !is_lent && !matches!(callee, Callee::Value | Callee::Given(..))
}
