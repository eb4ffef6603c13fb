//! Proofs that constants which others may have changed can't hold a derivative: their types have no tangents.

use std::collections::BTreeSet;

use crate::ir::{Arg, Block, Expr, Function, Place, Proof, Stmt, Subject, VarId, What, visit};

/// Adds the proofs that these parameters can't hold a derivative, each where constant code first mentions it; nor what is lent of
/// variables that are declared constants, where it is lent.
pub fn without_tangents(mut function: Function, params: &BTreeSet<VarId>) -> Function {
    let mut proofs: Vec<Proof> = Vec::new();
    visit::deep_stmts(&function.body, &mut |stmt| {
        let (Stmt::Let { expr: Expr::Verbatim(verbatim), .. } | Stmt::Verbatim { verbatim, .. }) =
            stmt
        else {
            return;
        };
        for (name, var) in &verbatim.captures {
            let subject = Subject::Place(Place::whole(*var));
            if params.contains(var) && proofs.iter().all(|proof| proof.subject != subject) {
                proofs.push(Proof { subject, what: What::WithoutTangent, span: name.span() });
            }
        }
    });
    // Loops over what it makes, and whatever else there is.
    for param in params {
        let subject = Subject::Place(Place::whole(*param));
        if proofs.iter().all(|proof| proof.subject != subject) {
            let span = function.var(*param).span;
            proofs.push(Proof { subject, what: What::WithoutTangent, span });
        }
    }
    function.proofs.append(&mut proofs);
    let mut body = std::mem::take(&mut function.body);
    of_lent(&function, &mut body);
    Function { body, ..function }
}

fn of_lent(function: &Function, block: &mut Block) {
    for mut stmt in std::mem::take(&mut block.stmts) {
        visit::blocks_mut(&mut stmt).into_iter().for_each(|inner| of_lent(function, inner));
        if let Stmt::Call { args, span, .. } = &stmt {
            let lent = args.iter().filter_map(|arg| match arg {
                Arg::BorrowMut(place) => Some(place.clone()),
                _ => None,
            });
            let lent = lent.filter(|place| function.var(place.root).is_declared_constant());
            let what = What::WithoutTangent;
            block.stmts.extend(lent.map(|place| Stmt::Prove { place, what, span: *span }));
        }
        block.stmts.push(stmt);
    }
}
