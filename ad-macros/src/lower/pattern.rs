//! Patterns of `let`: names, `_`, tuples of patterns.

use syn::spanned::Spanned;

use super::Lower;
use crate::ir::{Atom, Expr, Place, Projection, Stmt, Var, VarId, visit};
use crate::kinds;
use crate::unsupported;

impl Lower<'_> {
    /// Binds a pattern to a value.
    pub(super) fn bind(&mut self, pattern: &syn::Pat, expr: Expr, ty: Option<&syn::Type>) {
        match pattern {
            syn::Pat::Ident(name) if name.by_ref.is_none() && name.subpat.is_none() => {
                self.bind_name(name, expr, ty);
            }
            syn::Pat::Paren(inner) => self.bind(&inner.pat, expr, ty),
            syn::Pat::Type(typed) => self.bind(&typed.pat, expr, Some(&typed.ty)),
            syn::Pat::Wild(_) => {
                if !matches!(expr, Expr::Atom(_)) {
                    self.temp(expr, pattern.span());
                }
            }
            syn::Pat::Tuple(tuple) => {
                let var = self.tuple_var(expr, ty, pattern);
                for (i, item) in tuple.elems.iter().enumerate() {
                    let place = Place::whole(var).then(Projection::Field(i));
                    self.bind(item, Expr::Read(place), None);
                }
            }
            pattern => {
                self.diagnostics.error(pattern, unsupported::PATTERN);
                self.declare_placeholders(pattern);
            }
        }
    }

    fn tuple_var(&mut self, expr: Expr, ty: Option<&syn::Type>, pattern: &syn::Pat) -> VarId {
        match (expr, ty) {
            (Expr::Atom(Atom::Var(var)), None) => var,
            (expr, None) => self.temp(expr, pattern.span()),
            (expr, Some(ty)) => {
                let var = self.temp(expr, pattern.span());
                self.function.vars[var.0].ty = Some(quote::quote!(#ty));
                self.function.vars[var.0].kind = crate::signature::Kind::of(ty);
                var
            }
        }
    }

    fn bind_name(&mut self, name: &syn::PatIdent, expr: Expr, ty: Option<&syn::Type>) {
        if let Some(var) = self.adopted(name, &expr) {
            let kind = ty.map(crate::signature::Kind::of);
            let var_data = &mut self.function.vars[var.0];
            var_data.name = name.ident.to_string();
            var_data.span = name.ident.span();
            var_data.user = true;
            var_data.ty = ty.map(|ty| quote::quote!(#ty));
            var_data.kind = kind.unwrap_or_else(|| var_data.kind.clone());
            return self.declare(&name.ident, var);
        }
        let mut var = Var::new(name.ident.to_string(), name.ident.span());
        var.user = true;
        var.mutable = name.mutability.is_some();
        // A rule may be written over the result: then it needs a name that isn't written to.
        let is_operation = matches!(expr, Expr::Method { .. } | Expr::Binary(..));
        let expr = match var.mutable && is_operation {
            true => Expr::Atom(Atom::Var(self.temp(expr, name.ident.span()))),
            false => expr,
        };
        var.reference = self.is_reference(&expr);
        var.exclusive = self.is_exclusive(&expr);
        var.kind = match ty {
            Some(ty) => crate::signature::Kind::of(ty),
            None => kinds::of_expr(&self.function.vars, &expr),
        };
        var.ty = ty.map(|ty| quote::quote!(#ty));
        let var = self.function.add(var);
        self.stmts.push(Stmt::Let { var, expr, span: name.ident.span() });
        self.declare(&name.ident, var);
    }

    /// The temporary that was made last, if it is what an immutable name is bound to: it takes the
    /// name, and there is no copy.
    fn adopted(&self, name: &syn::PatIdent, expr: &Expr) -> Option<VarId> {
        let Expr::Atom(Atom::Var(var)) = expr else { return None };
        let is_last = self.stmts.last().is_some_and(|stmt| visit::defines(stmt) == [*var]);
        let is_temporary = !self.function.var(*var).user;
        (name.mutability.is_none() && is_last && is_temporary).then_some(*var)
    }

    /// `let (a, b) = (x, y);` without the tuple between. Returns whether it was of this form.
    pub(super) fn bind_tuple(&mut self, pattern: &syn::Pat, init: &syn::Expr) -> bool {
        let (syn::Pat::Tuple(pattern), syn::Expr::Tuple(init)) = (pattern, init) else {
            return false;
        };
        if pattern.elems.len() != init.elems.len()
            || pattern.elems.iter().any(|item| matches!(item, syn::Pat::Rest(_)))
        {
            return false;
        }
        let values: Vec<_> = init.elems.iter().map(|item| self.rhs_owned(item)).collect();
        for (item, value) in pattern.elems.iter().zip(values) {
            self.bind(item, value, None);
        }
        true
    }

    /// A value that later statements don't change: reads of mutable variables are taken now.
    pub(super) fn rhs_owned(&mut self, expr: &syn::Expr) -> Expr {
        Expr::Atom(self.value(expr))
    }

    /// After an error: declares the names of a pattern, so that their uses are not errors too.
    pub(super) fn declare_placeholders(&mut self, pattern: &syn::Pat) {
        struct Names(Vec<syn::PatIdent>);
        impl<'a> syn::visit::Visit<'a> for Names {
            fn visit_pat_ident(&mut self, name: &'a syn::PatIdent) {
                self.0.push(name.clone());
            }
        }
        let mut names = Names(Vec::new());
        syn::visit::Visit::visit_pat(&mut names, pattern);
        for mut name in names.0 {
            name.mutability = Some(Default::default());
            self.bind_name(&name, Expr::Atom(Atom::Unit), None);
        }
    }
}
