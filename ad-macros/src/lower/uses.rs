//! Which variables constant code uses: those of the function around it, not what it binds itself.
//!
//! ```text
//! table.iter().map(|x| x * gain)        uses `table` and `gain`, whatever else is called `x`
//! ```
//!
//! In: constant code. Out: the names that are looked up around it, in program order, and what its macros are given, of which nobody
//! knows what they make. Names of fields, methods, items, labels and paths are none, nor what patterns bind, where it is bound.

use proc_macro2::{Ident, TokenStream};
use syn::visit::Visit;

use super::bindings::names;
use crate::hygiene;

/// Something that may be a variable of the function around.
pub enum Use {
    /// A name.
    Name(Ident),
    /// What a macro is given, and which names are bound where it stands.
    Macro { path: syn::Path, tokens: TokenStream, bound: Vec<Ident> },
}

/// The uses in constant code, an expression or statements; none if it is neither.
pub fn uses(tokens: &TokenStream) -> Option<Vec<Use>> {
    let mut uses = Uses { found: Vec::new(), bound: Vec::new() };
    match syn::parse2::<syn::Expr>(tokens.clone()) {
        Ok(expr) => uses.visit_expr(&expr),
        Err(_) => {
            let parse = syn::Block::parse_within;
            let stmts = syn::parse::Parser::parse2(parse, tokens.clone()).ok()?;
            uses.statements(&stmts);
        }
    }
    Some(uses.found)
}

struct Uses {
    found: Vec<Use>,
    /// What is bound where the walk is.
    bound: Vec<Ident>,
}

impl Uses {
    fn bind(&mut self, pattern: &syn::Pat) {
        let (pattern, guard) = match pattern {
            syn::Pat::Guard(guarded) => (&*guarded.pat, Some(&guarded.guard)),
            pattern => (pattern, None),
        };
        // Macros, and the ends of ranges.
        self.visit_pat(pattern);
        self.bound.extend(names(pattern).into_iter().map(|name| name.ident));
        guard.into_iter().for_each(|guard| self.visit_expr(guard));
    }

    /// What is bound inside is forgotten behind it.
    fn inside(&mut self, walk: impl FnOnce(&mut Self)) {
        let outer = self.bound.len();
        walk(self);
        self.bound.truncate(outer);
    }

    fn statements(&mut self, stmts: &[syn::Stmt]) {
        for stmt in stmts {
            if let syn::Stmt::Item(item) = stmt {
                self.bound.extend(named(item).cloned());
            }
        }
        stmts.iter().for_each(|stmt| self.visit_stmt(stmt));
    }
}

impl<'a> Visit<'a> for Uses {
    fn visit_expr_path(&mut self, path: &'a syn::ExprPath) {
        if let (None, Some(name)) = (&path.qself, path.path.get_ident())
            && !hygiene::is_among(name, &self.bound)
        {
            self.found.push(Use::Name(name.clone()));
        }
    }

    fn visit_macro(&mut self, mac: &'a syn::Macro) {
        let (path, tokens, bound) = (mac.path.clone(), mac.tokens.clone(), self.bound.clone());
        self.found.push(Use::Macro { path, tokens, bound });
    }

    fn visit_block(&mut self, block: &'a syn::Block) {
        self.inside(|inner| inner.statements(&block.stmts));
    }

    fn visit_local(&mut self, local: &'a syn::Local) {
        if let Some(init) = &local.init {
            self.visit_expr(&init.expr);
            init.diverge.iter().for_each(|(_, diverge)| self.visit_expr(diverge));
        }
        self.bind(&local.pat);
    }

    fn visit_expr_let(&mut self, condition: &'a syn::ExprLet) {
        self.visit_expr(&condition.expr);
        self.bind(&condition.pat);
    }

    fn visit_expr_if(&mut self, expr: &'a syn::ExprIf) {
        self.inside(|inner| {
            inner.visit_expr(&expr.cond);
            inner.visit_block(&expr.then_branch);
        });
        expr.else_branch.iter().for_each(|(_, otherwise)| self.visit_expr(otherwise));
    }

    fn visit_expr_while(&mut self, expr: &'a syn::ExprWhile) {
        self.inside(|inner| {
            inner.visit_expr(&expr.cond);
            inner.visit_block(&expr.body);
        });
    }

    fn visit_expr_for_loop(&mut self, expr: &'a syn::ExprForLoop) {
        self.visit_expr(&expr.expr);
        self.inside(|inner| {
            inner.bind(&expr.pat);
            inner.visit_block(&expr.body);
        });
    }

    fn visit_arm(&mut self, arm: &'a syn::Arm) {
        self.inside(|inner| {
            inner.bind(&arm.pat);
            inner.visit_expr(&arm.body);
        });
    }

    fn visit_expr_closure(&mut self, closure: &'a syn::ExprClosure) {
        self.inside(|inner| {
            closure.inputs.iter().for_each(|input| inner.bind(input));
            inner.visit_expr(&closure.body);
        });
    }

    // Items see nothing of the function around them, and neither do types.
    fn visit_item(&mut self, _: &'a syn::Item) {}

    fn visit_type(&mut self, _: &'a syn::Type) {}
}

/// The name of an item that is a value.
fn named(item: &syn::Item) -> Option<&Ident> {
    match item {
        syn::Item::Const(item) => Some(&item.ident),
        syn::Item::Fn(item) => Some(&item.sig.ident),
        syn::Item::Static(item) => Some(&item.ident),
        syn::Item::Struct(item) => Some(&item.ident),
        _ => None,
    }
}
