//! Which parameters are functions that derivatives go through: those that are called with something that may hold a derivative, or handed on beside it; and those
//! that can't be given such a thing, `Fn(usize) -> f64`, whose results depend on what they capture alone.
//!
//! In: a function's signature and its body. Out: the positions of such parameters. Their declared types say that they are functions; what is
//! marked `#[constant]` stays one, and what is called with nothing but constants is one too. Deliberately absent: what they capture.

use proc_macro2::Ident;
use syn::visit::{self, Visit};
use syn::visit_mut::VisitMut;

use super::{constant, matches};
use crate::hygiene;
use crate::signature::{Param, Signature};

/// The positions of the parameters, of those that may be such functions.
pub(crate) fn functions_called(
    signature: &Signature,
    body: &syn::Block,
    may_be: impl Fn(&Param) -> bool,
) -> Vec<usize> {
    let params = signature.params.iter().enumerate();
    let functions: Vec<_> = params.filter(|(_, param)| may_be(param)).collect();
    if functions.is_empty() {
        return Vec::new();
    }
    let used = |body: &syn::Block| {
        let names = functions.iter().map(|(_, param)| &param.name).collect();
        let mut uses = Uses { names, found: Vec::new(), assigned: Vec::new() };
        uses.visit_block(body);
        uses
    };
    let mut body = matches::written_out(body);
    let anywhere = used(&body);
    // What is left outside of constant code has something to do with derivatives.
    constant::mark(signature, &mut body);
    let differentiated = used(&body);
    let is_used = |param: &Param| {
        let uses = if signature.is_source(param) { &anywhere } else { &differentiated };
        hygiene::is_among(&param.name, &uses.found)
            && !hygiene::is_among(&param.name, &uses.assigned)
    };
    functions.iter().filter(|(_, param)| is_used(param)).map(|(i, _)| *i).collect()
}

/// The calls of some names, and the calls that they are arguments of.
struct Uses<'a> {
    names: Vec<&'a Ident>,
    found: Vec<Ident>,
    /// What is another function afterwards.
    assigned: Vec<Ident>,
}

impl Uses<'_> {
    fn name(&mut self, expr: &syn::Expr) {
        // What is handed on may be constant for the rest.
        if let Some(Ok(expr)) = constant::written(expr).map(|tokens| syn::parse2(tokens.clone())) {
            return self.name(&expr);
        }
        match expr {
            syn::Expr::Paren(inner) => self.name(&inner.expr),
            syn::Expr::Group(inner) => self.name(&inner.expr),
            syn::Expr::Reference(inner) => self.name(&inner.expr),
            syn::Expr::Path(path) => {
                let name = path.path.get_ident();
                let known =
                    name.filter(|name| self.names.iter().any(|own| hygiene::same(own, name)));
                self.found.extend(known.cloned());
            }
            // A closure that is handed on calls it.
            syn::Expr::Closure(closure) => {
                let clean = constant::cleaned(closure, |clean, closure| {
                    clean.visit_expr_closure_mut(closure);
                });
                if let Ok(closure) = syn::parse2::<syn::ExprClosure>(clean) {
                    self.visit_expr(&closure.body);
                }
            }
            _ => {}
        }
    }
}

impl<'a> Visit<'a> for Uses<'_> {
    fn visit_expr_assign(&mut self, assign: &'a syn::ExprAssign) {
        if let syn::Expr::Path(path) = &*assign.left {
            self.assigned.extend(path.path.get_ident().cloned());
        }
        visit::visit_expr_assign(self, assign);
    }

    fn visit_expr_call(&mut self, call: &'a syn::ExprCall) {
        self.name(&call.func);
        call.args.iter().for_each(|arg| self.name(arg));
        visit::visit_expr_call(self, call);
    }

    fn visit_expr_method_call(&mut self, call: &'a syn::ExprMethodCall) {
        call.args.iter().for_each(|arg| self.name(arg));
        visit::visit_expr_method_call(self, call);
    }
}
