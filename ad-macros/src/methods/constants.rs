//! Functions that make a constant of nothing but what is written: `fn zero() -> Self { Self { x: 0.0, y: 0.0 } }`.
//!
//! In: a function's parts. Out: what has to be asked for a call of it to do nothing else, and give the same again; none if it may not. It has no derivatives, but operators that begin
//! with one ask (`analysis/repeatable`). Deliberately absent: operators, which may be anybody's, and statements.

use proc_macro2::Ident;
use quote::quote;
use syn::{Expr, Stmt};

use crate::ir::Repeated;

/// What a constant is made by.
#[derive(Clone, Default)]
pub struct Made {
    /// The type's own name, as its constructor: which rustc has to say.
    pub constructors: Vec<syn::Path>,
    /// Other functions of the type, which may be called again.
    pub asked: Vec<Repeated>,
}

/// What a function makes its result of, if that is literals, constants, its parameters and what functions of the type make of those, and it does nothing else. The type's name is `this`.
pub fn made(signature: &syn::Signature, body: &syn::Block, this: Option<&Ident>) -> Option<Made> {
    let is_taken = |input: &syn::FnArg| match input {
        syn::FnArg::Typed(typed) => {
            !matches!(&*typed.ty, syn::Type::Reference(ty) if ty.mutability.is_some())
        }
        syn::FnArg::Receiver(_) => false,
    };
    let [Stmt::Expr(value, None)] = body.stmts.as_slice() else { return None };
    let mut made = Made::default();
    let is_plain = signature.asyncness.is_none() && signature.inputs.iter().all(is_taken);
    (is_plain && made.is_made(value, (this, &signature.ident))).then_some(made)
}

impl Made {
    fn is_made(&mut self, value: &Expr, names: (Option<&Ident>, &Ident)) -> bool {
        let mut all =
            |values: Vec<&Expr>| values.into_iter().all(|value| self.is_made(value, names));
        match value {
            Expr::Lit(_) => true,
            // A constant, a parameter, a static that can be copied.
            Expr::Path(path) => path.attrs.is_empty(),
            Expr::Paren(inner) => self.is_made(&inner.expr, names),
            Expr::Group(inner) => self.is_made(&inner.expr, names),
            Expr::Unary(unary) => {
                matches!(unary.op, syn::UnOp::Neg(_)) && matches!(&*unary.expr, Expr::Lit(_))
            }
            Expr::Array(array) => all(array.elems.iter().collect()),
            Expr::Tuple(tuple) => all(tuple.elems.iter().collect()),
            Expr::Repeat(repeat) => all(vec![&repeat.expr, &repeat.len]),
            Expr::Struct(made) => {
                made.rest.is_none() && all(made.fields.iter().map(|field| &field.expr).collect())
            }
            Expr::Call(call) => all(call.args.iter().collect()) && self.is_maker(&call.func, names),
            _ => false,
        }
    }

    /// Whether a function is the type's constructor, or another one of the type: `Self(..)`, `M(..)`, `M::filled(..)`.
    fn is_maker(&mut self, called: &Expr, (this, own): (Option<&Ident>, &Ident)) -> bool {
        let Expr::Path(path) = called else { return false };
        let is_this = |name: &Ident| name == "Self" || this.is_some_and(|this| this == name);
        let segments: Vec<_> = path.path.segments.iter().collect();
        match segments.as_slice() {
            _ if path.qself.is_some() || path.path.leading_colon.is_some() => false,
            [name] if name.ident == "Self" => true,
            [name] if is_this(&name.ident) => {
                self.constructors.push(path.path.clone());
                true
            }
            [of, name] if is_this(&of.ident) && name.ident != *own => {
                self.asked.push(Repeated::Method { of: quote!(#of), name: name.ident.clone() });
                true
            }
            _ => false,
        }
    }
}
