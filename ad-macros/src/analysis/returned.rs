//! What functions and methods of the user's resulted in: it may be a reference into what they were lent, which only rustc sees.
//!
//! In: a primal. Out: such variables, those that stand for them, and items of lists among them, but for numbers. Deliberately absent: what operators result in.

use std::collections::BTreeSet;

use crate::ir::{Atom, Callee, Expr, Function, Stmt, VarId, visit};

/// Those variables.
pub fn returned(primal: &Function) -> BTreeSet<VarId> {
    let mut returned = BTreeSet::new();
    loop {
        let before = returned.len();
        visit::deep_stmts(&primal.body, &mut |stmt| note(primal, stmt, &mut returned));
        if returned.len() == before {
            return returned;
        }
    }
}

/// Whether a value isn't seen to be a number.
pub fn may_refer(function: &Function, var: VarId) -> bool {
    let ty = &function.var(var).ty;
    !ty.known.is_number() && !ty.guess.is_float()
}

fn note(primal: &Function, stmt: &Stmt, returned: &mut BTreeSet<VarId>) {
    let found: Vec<VarId> = match stmt {
        Stmt::Call { callee, .. } if callee.is_operator() || *callee == Callee::Value => Vec::new(),
        Stmt::Call { results, .. } => results.clone(),
        Stmt::Let { var, .. } if primal.var(*var).ty.item => vec![*var],
        Stmt::Let {
            var, expr: Expr::Atom(Atom::Var(from)) | Expr::Stop(Atom::Var(from)), ..
        } if returned.contains(from) => {
            vec![*var]
        }
        Stmt::Let { var, expr: Expr::Read(place) | Expr::Clone { place, .. }, .. }
            if place.projections.is_empty() && returned.contains(&place.root) =>
        {
            vec![*var]
        }
        Stmt::If { results, .. } | Stmt::Match { results, .. } => {
            let blocks = visit::blocks(stmt);
            let is_returned = |i: usize| {
                let mut values = blocks.iter().filter_map(|block| block.results.get(i)?.var());
                values.any(|value| returned.contains(&value))
            };
            let results = results.iter().enumerate().filter(|(i, _)| is_returned(*i));
            results.map(|(_, result)| *result).collect()
        }
        _ => Vec::new(),
    };
    returned.extend(found.into_iter().filter(|var| may_refer(primal, *var)));
}
