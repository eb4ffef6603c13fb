//! What flows where no derivative goes: through tokens that are passed through, and through std's cells and collections.
//!
//! In: a function. Out: more dependences than those of `activity`, by which `check` finds what a derivative would
//! silently leave out.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream, TokenTree};

use crate::formats;
use crate::ir::{Arg, Expr, Function, Stmt, VarId, Verbatim, visit};
use crate::library::{self, Fact};
use crate::signature::Signature;
use crate::unsupported;

/// Values of std's types that hold others, and references to them.
pub struct Foreign {
    /// All of them.
    pub vars: BTreeSet<VarId>,
    /// Those that are parameters, with the name of the type.
    pub params: Vec<(VarId, &'static str)>,
}

impl Foreign {
    pub fn of(signature: &Signature, function: &Function) -> Foreign {
        let params: Vec<_> = signature
            .params
            .iter()
            .zip(&function.params)
            // The others are refused by their types.
            .filter(|(param, _)| !param.differentiable && param.function.is_none())
            .filter_map(|(param, var)| Some((*var, unsupported::std_type_in(&param.ty)?)))
            .collect();
        let mut foreign = Foreign { vars: params.iter().map(|(var, _)| *var).collect(), params };
        loop {
            let before = foreign.vars.len();
            visit::deep_stmts(&function.body, &mut |stmt| {
                if let Stmt::Let { var, expr, .. } = stmt
                    && foreign.is_made_by(expr)
                {
                    foreign.vars.insert(*var);
                }
            });
            if foreign.vars.len() == before {
                return foreign;
            }
        }
    }

    fn is_made_by(&self, expr: &Expr) -> bool {
        let has = |var: VarId| self.vars.contains(&var);
        match expr {
            Expr::Verbatim(verbatim) => {
                verbatim.complaint.as_ref().is_some_and(|(_, message)| message.is_of_type)
                    || (self.is_held_by(verbatim) && lends(&verbatim.tokens))
            }
            Expr::Atom(atom) => atom.var().is_some_and(has),
            Expr::Read(place) | Expr::Clone { place, .. } | Expr::Borrow { place, .. } => {
                has(place.root)
            }
            _ => false,
        }
    }

    fn is_held_by(&self, verbatim: &Verbatim) -> bool {
        verbatim.captures.iter().any(|(_, var)| self.vars.contains(var))
    }

    /// The dependences that the derivatives don't follow.
    pub fn edges(&self, function: &Function) -> Vec<(VarId, VarId)> {
        let mut edges = Vec::new();
        visit::deep_stmts(&function.body, &mut |stmt| match stmt {
            Stmt::Let {
                var, expr: Expr::Verbatim(verbatim) | Expr::Proof(_, verbatim), ..
            } => {
                self.verbatim(function, verbatim, Some(*var), &mut edges);
            }
            Stmt::Verbatim { verbatim, lets: None } => {
                self.verbatim(function, verbatim, None, &mut edges);
            }
            Stmt::Verbatim { verbatim, lets: Some(pattern) } => {
                for (_, var) in &pattern.vars {
                    self.verbatim(function, verbatim, Some(*var), &mut edges);
                }
            }
            Stmt::Each { pattern, source, .. } => {
                for (_, var) in &pattern.vars {
                    self.verbatim(function, source.verbatim(), Some(*var), &mut edges);
                }
            }
            // What is done to a reference is done to what it refers to.
            Stmt::Let { var, expr, .. } if self.vars.contains(var) => match expr {
                Expr::Atom(atom) => edges.extend(atom.var().map(|of| (*var, of))),
                Expr::Read(place) | Expr::Clone { place, .. } | Expr::Borrow { place, .. } => {
                    edges.push((*var, place.root));
                }
                _ => {}
            },
            Stmt::Call { results, args, .. } => {
                let used = || args.iter().filter_map(Arg::var);
                for cell in used().filter(|var| self.vars.contains(var)) {
                    // Two cells may exchange what they hold.
                    edges.extend(used().flat_map(|other| [(other, cell), (cell, other)]));
                    edges.extend(results.iter().map(|result| (cell, *result)));
                }
            }
            _ => {}
        });
        edges
    }

    fn verbatim(
        &self,
        function: &Function,
        verbatim: &Verbatim,
        result: Option<VarId>,
        edges: &mut Vec<(VarId, VarId)>,
    ) {
        if verbatim.complaint.is_none() {
            return;
        }
        let exposed = exposed(verbatim);
        let captured = || exposed.iter().copied();
        let writes = verbatim.writes && calls_a_shared_write(&verbatim.tokens);
        let written = captured().filter(|var| {
            let may_change = verbatim.writes && function.var(*var).mutable;
            may_change || (writes && self.vars.contains(var))
        });
        for to in written.chain(result) {
            edges.extend(captured().map(|from| (from, to)));
        }
        if let Some(result) = result.filter(|result| self.vars.contains(result)) {
            edges.extend(captured().filter(|var| self.vars.contains(var)).map(|to| (result, to)));
        }
    }
}

/// The variables that tokens mention outside of `stop_gradient(..)`.
pub fn exposed(verbatim: &Verbatim) -> Vec<VarId> {
    let captures = verbatim.captures.iter();
    let exposed = captures.filter(|(name, _)| !is_only_stopped(&verbatim.tokens, name));
    exposed.map(|(_, var)| *var).collect()
}

/// Whether a name occurs only in `stop_gradient(..)`.
fn is_only_stopped(tokens: &TokenStream, name: &Ident) -> bool {
    let tokens: Vec<_> = tokens.clone().into_iter().collect();
    tokens.iter().enumerate().all(|(i, token)| match token {
        TokenTree::Group(group) => {
            let is_stop = i > 0
                && matches!(&tokens[i - 1], TokenTree::Ident(name) if name == "stop_gradient");
            let is_member = i > 1
                && matches!(&tokens[i - 2], TokenTree::Punct(punct) if punct.as_char() == '.');
            let is_stopped = is_stop && !is_member && !crate::lower::may_change(&group.stream());
            is_stopped || is_only_stopped(&group.stream(), name)
        }
        TokenTree::Ident(ident) => ident != name,
        TokenTree::Literal(literal) => !formats::names(literal).iter().any(|found| found == name),
        TokenTree::Punct(_) => true,
    })
}

/// Whether a method in these tokens writes through a shared reference.
fn calls_a_shared_write(tokens: &TokenStream) -> bool {
    let mut was_dot = false;
    tokens.clone().into_iter().any(|token| {
        let found = match &token {
            TokenTree::Group(group) => calls_a_shared_write(&group.stream()),
            TokenTree::Ident(name) => was_dot && library::is(&name.to_string(), Fact::WritesShared),
            _ => false,
        };
        was_dot = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '.');
        found
    })
}

/// Whether these tokens end by handing out what they borrow.
fn lends(tokens: &TokenStream) -> bool {
    calls_a_shared_write(tokens)
}
