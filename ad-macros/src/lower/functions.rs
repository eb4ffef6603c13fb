//! Functions as arguments and parameters: calls of parameters that derivatives go through, and functions by their names.

use syn::spanned::Spanned;

use super::{Lower, constant};
use crate::ir::paths::is_function_name;
use crate::ir::{Arg, Atom, Callee, Expr, Place, Stmt, Transform, VarId};
use crate::kind::Kind;
use crate::primitives;
use crate::unsupported;

/// `f64::sin`
fn is_float_method(path: &syn::Path) -> bool {
    let mut segments = path.segments.iter().rev().map(|segment| &segment.ident);
    let (Some(name), Some(of)) = (segments.next(), segments.next()) else { return false };
    (of == "f64" || of == "f32") && primitives::method(&name.to_string()).is_some()
}

impl Lower<'_> {
    /// An argument that is a function; none if it isn't seen to be one.
    pub(super) fn function_arg(&mut self, arg: &syn::Expr) -> Option<Arg> {
        if let Some(function) = self.given_function(arg) {
            return Some(Arg::Borrow(Place::whole(function)));
        }
        if let Some(name) = self.borrowed_function(arg) {
            let value = self.value(arg);
            self.function.named.extend(value.var().map(|var| (var, name)));
            return Some(Arg::Value(value));
        }
        if let syn::Expr::Path(path) = arg
            && path.path.get_ident().is_some_and(|name| self.lookup_closure(name).is_some())
        {
            let closure = self.unknown(arg, path, unsupported::CLOSURE);
            return Some(Arg::Value(self.atom(closure, arg.span())));
        }
        None
    }

    /// The parameter that is called, if it is a function that derivatives go through: `f(x)`, `(*f)(x)`.
    pub(super) fn given_function(&self, callee: &syn::Expr) -> Option<VarId> {
        match callee {
            syn::Expr::Paren(inner) => self.given_function(&inner.expr),
            syn::Expr::Group(inner) => self.given_function(&inner.expr),
            syn::Expr::Reference(inner) => self.given_function(&inner.expr),
            syn::Expr::Unary(inner) if matches!(inner.op, syn::UnOp::Deref(_)) => {
                self.given_function(&inner.expr)
            }
            syn::Expr::Path(path) => {
                let var = self.lookup(path.path.get_ident()?)?;
                self.function.functions.contains_key(&var).then_some(var)
            }
            _ => None,
        }
    }

    /// The name that an expression is, if it may be a function's and is no variable's.
    pub(super) fn function_name(&self, expr: &syn::Expr) -> Option<syn::Path> {
        let syn::Expr::Path(path) = expr else { return None };
        let is_local = path.path.get_ident().is_some_and(|name| self.binding(name).is_some());
        let is_function = is_function_name(&path.path) || is_float_method(&path.path);
        let is_name = path.qself.is_none() && is_function && !is_local;
        is_name.then(|| path.path.clone())
    }

    /// The name of a function that is lent, `&bell`.
    fn borrowed_function(&self, arg: &syn::Expr) -> Option<syn::Path> {
        let read = match constant::written(arg) {
            Some(tokens) => syn::parse2(tokens.clone()).ok()?,
            None => arg.clone(),
        };
        let syn::Expr::Reference(reference) = read else { return None };
        self.function_name(&reference.expr).filter(|_| reference.mutability.is_none())
    }

    pub(super) fn call_given(&mut self, function: VarId, call: &syn::ExprCall) -> Expr {
        let mut args = vec![Arg::Borrow(Place::whole(function))];
        args.extend(call.args.iter().map(|arg| self.arg(arg)));
        let result = self.result_var(Kind::Unknown, call.span());
        self.function.vars[result.0].ty = self.function.functions[&function].result.clone();
        self.stmts.push(Stmt::Call {
            results: vec![result],
            callee: Callee::Value,
            transform: Transform::Primal,
            args,
            dots: Vec::new(),
            span: call.func.span(),
        });
        Expr::Atom(Atom::Var(result))
    }
}
