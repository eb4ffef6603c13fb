//! Proofs that constants which others may have changed can't hold a derivative: their types have no tangents.

use std::collections::BTreeSet;

use crate::ir::{Block, Expr, Function, Place, Proof, Stmt, Subject, VarId, What, visit};

/// Adds the proofs that these constants can't hold a derivative: of a parameter where constant code first mentions it, of a variable
/// where it is made.
pub fn without_tangents(mut function: Function, constants: &BTreeSet<VarId>) -> Function {
    let is_param = |var: &&VarId| function.params.contains(var);
    let (params, locals): (BTreeSet<_>, BTreeSet<_>) = constants.iter().partition(is_param);
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
        let subject = Subject::Place(Place::whole(param));
        if proofs.iter().all(|proof| proof.subject != subject) {
            let span = function.var(param).span;
            proofs.push(Proof { subject, what: What::WithoutTangent, span });
        }
    }
    function.proofs.append(&mut proofs);
    if !locals.is_empty() {
        let mut body = std::mem::take(&mut function.body);
        locals_without_tangents(&function, &mut body, &locals);
        function.body = body;
    }
    function
}

fn locals_without_tangents(function: &Function, block: &mut Block, locals: &BTreeSet<VarId>) {
    for mut stmt in std::mem::take(&mut block.stmts) {
        let inner = visit::blocks_mut(&mut stmt);
        inner.into_iter().for_each(|inner| locals_without_tangents(function, inner, locals));
        let made = visit::defines(&stmt);
        block.stmts.push(stmt);
        for var in made.into_iter().filter(|var| locals.contains(var)) {
            let (place, span) = (Place::whole(var), function.var(var).span);
            block.stmts.push(Stmt::Prove { place, what: What::WithoutTangent, span });
        }
    }
}
