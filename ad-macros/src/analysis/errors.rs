//! What is read out of an `Err`, or made of that alone: a derivative through it is refused, whatever its type.

use std::collections::BTreeSet;

use crate::ir::paths::is_error;
use crate::ir::{Arg, Atom, Block, Expr, Projection, Stmt, VarId, visit};

/// The variables that hold errors, or what is made of errors.
pub fn errors(block: &Block) -> BTreeSet<VarId> {
    let mut errors = BTreeSet::new();
    visit::deep_stmts(block, &mut |stmt| {
        let is_error_var = |var: Option<VarId>| var.is_some_and(|var| errors.contains(&var));
        let found = match stmt {
            Stmt::Let { var, expr, .. } => match expr {
                Expr::Read(place) | Expr::Clone { place, .. } | Expr::Borrow { place, .. } => {
                    let is_in_error = |step: &Projection| matches!(step, Projection::Variant { path, .. } if is_error(path));
                    let is_error = place.projections.iter().any(is_in_error);
                    (is_error || errors.contains(&place.root)).then_some(*var)
                }
                Expr::Atom(atom) => is_error_var(atom.var()).then_some(*var),
                Expr::Binary(_, left, right) => {
                    let is_constant = |atom: &Atom| atom.var().is_none();
                    let either = [left, right].into_iter().any(|side| is_error_var(side.var()));
                    let all = [left, right]
                        .into_iter()
                        .all(|side| is_error_var(side.var()) || is_constant(side));
                    (either && all).then_some(*var)
                }
                _ => None,
            },
            Stmt::Call { results, args, .. } => {
                let vars: Vec<_> = args.iter().filter_map(Arg::var).collect();
                let all = vars.iter().all(|var| errors.contains(var));
                (all && !vars.is_empty()).then_some(results[0])
            }
            _ => None,
        };
        errors.extend(found);
    });
    errors
}
