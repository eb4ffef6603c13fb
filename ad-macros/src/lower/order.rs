//! Whether it matters which of an index and a value is computed first.
//!
//! ```text
//! l[i] += { i = 1; x };      l[next()] *= next();
//! ```
//!
//! In: the two sides of a compound assignment, as they are written. Out: whether one may change what the other reads. Of `a op= b` rustc computes `b` first
//! if both are std's numbers, else `a`; of types that aren't seen nobody else knows.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::visit::{self, Visit};

use crate::hygiene;
use crate::library::{self, Lowering};

/// Whether the order of the two matters.
pub fn matters(place: &syn::Expr, value: &syn::Expr) -> bool {
    let mut indices = Indices { names: Vec::new(), calls: false };
    indices.visit_expr(place);
    if indices.names.is_empty() && !indices.calls {
        return false;
    }
    let mut changes = Changes { of: &indices.names, changes: false, calls: false };
    changes.visit_expr(value);
    changes.changes || (indices.calls && changes.calls)
}

/// What the indices in a place mention, and whether they call something.
struct Indices {
    names: Vec<Ident>,
    calls: bool,
}

impl<'a> Visit<'a> for Indices {
    fn visit_expr_index(&mut self, index: &'a syn::ExprIndex) {
        self.visit_expr(&index.expr);
        names(index.index.to_token_stream(), &mut self.names);
        let mut inside = Calls(false);
        inside.visit_expr(&index.index);
        self.calls |= inside.0;
    }
}

/// Whether a method has the name of one that counts elements.
fn only_counts(call: &syn::ExprMethodCall) -> bool {
    let name = call.method.to_string();
    let mut lowerings = library::lowerings(&name, call.args.len());
    lowerings.any(|lowering| matches!(lowering, Lowering::Len))
}

fn names(tokens: TokenStream, found: &mut Vec<Ident>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => names(group.stream(), found),
            TokenTree::Ident(name) => found.push(name),
            _ => {}
        }
    }
}

/// Whether something is called.
struct Calls(bool);

impl<'a> Visit<'a> for Calls {
    fn visit_expr(&mut self, expr: &'a syn::Expr) {
        self.0 |= match expr {
            syn::Expr::Call(_) | syn::Expr::Macro(_) | syn::Expr::Block(_) => true,
            syn::Expr::MethodCall(call) => !only_counts(call),
            _ => false,
        };
        visit::visit_expr(self, expr);
    }
}

/// Whether some names are changed, and whether something is called.
struct Changes<'n> {
    of: &'n [Ident],
    changes: bool,
    calls: bool,
}

impl Changes<'_> {
    fn mentions(&self, expr: &syn::Expr) -> bool {
        let mut mentioned = Vec::new();
        names(expr.to_token_stream(), &mut mentioned);
        mentioned.iter().any(|name| self.of.iter().any(|of| hygiene::same(of, name)))
    }
}

impl<'a> Visit<'a> for Changes<'_> {
    fn visit_expr(&mut self, expr: &'a syn::Expr) {
        match expr {
            syn::Expr::Assign(assign) => self.changes |= self.mentions(&assign.left),
            syn::Expr::Binary(binary) if super::syntax::compound(&binary.op).is_some() => {
                self.changes |= self.mentions(&binary.left);
            }
            syn::Expr::Reference(lent) if lent.mutability.is_some() => {
                self.changes |= self.mentions(&lent.expr);
            }
            syn::Expr::MethodCall(call) => self.calls |= !only_counts(call),
            // Constant code is a macro here, of whatever is in it.
            syn::Expr::Macro(call) => {
                self.calls = true;
                match super::constant::written(expr).map(|tokens| syn::parse2(tokens.clone())) {
                    Some(Ok(written)) => {
                        let written: syn::Expr = written;
                        let mut inside = Changes { of: self.of, changes: false, calls: false };
                        inside.visit_expr(&written);
                        self.changes |= inside.changes;
                    }
                    _ => {
                        let mut mentioned = Vec::new();
                        names(call.mac.tokens.clone(), &mut mentioned);
                        let is_index = |name: &Ident| self.of.iter().any(|of| of == name);
                        self.changes |= mentioned.iter().any(is_index);
                    }
                }
            }
            syn::Expr::Call(_) => self.calls = true,
            _ => {}
        }
        visit::visit_expr(self, expr);
    }

    fn visit_stmt_macro(&mut self, call: &'a syn::StmtMacro) {
        let mut mentioned = Vec::new();
        names(call.mac.tokens.clone(), &mut mentioned);
        self.changes |= mentioned.iter().any(|name| self.of.iter().any(|of| of == name));
    }
}
