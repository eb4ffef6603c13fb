//! Functions that make a constant of nothing but what is written and numbers: `fn zeros(n: usize) -> Self { Self { n, items: vec![0.0; n] } }`.
//!
//! In: a function's parts. Out: what has to be asked for a call of it to do nothing else, and give the same again; none if it may not. It has no derivatives, but operators that begin
//! with one ask (`analysis/repeatable`). Deliberately absent: operators, which may be anybody's, and statements.

use proc_macro2::Ident;
use quote::quote;
use syn::punctuated::Punctuated;
use syn::{Expr, Stmt, Token};

use crate::ir::Repeated;
use crate::kind::Kind;
use crate::library::macros;

/// What a constant is made by.
#[derive(Clone, Default)]
pub struct Made {
    /// The type's own name, as its constructor: which rustc has to say.
    pub constructors: Vec<syn::Path>,
    /// The macro `vec!`, which has to be std's.
    pub lists: Option<syn::Path>,
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
    let numbers = signature.inputs.iter().filter_map(number).collect();
    let names = &Names { this, own: &signature.ident, numbers };
    let is_plain = signature.asyncness.is_none() && signature.inputs.iter().all(is_taken);
    (is_plain && made.is_made(value, names)).then_some(made)
}

/// The names in a function's body.
struct Names<'a> {
    /// The type's.
    this: Option<&'a Ident>,
    /// The function's own.
    own: &'a Ident,
    /// The parameters that are numbers of std's.
    numbers: Vec<&'a Ident>,
}

fn number(input: &syn::FnArg) -> Option<&Ident> {
    let syn::FnArg::Typed(input) = input else { return None };
    let syn::Pat::Ident(name) = &*input.pat else { return None };
    (Kind::of(&input.ty) == Kind::Int || Kind::of(&input.ty).is_float()).then_some(&name.ident)
}

impl Names<'_> {
    /// Whether an expression computes with numbers of std's, and nothing else.
    fn is_number(&self, value: &Expr) -> bool {
        match value {
            Expr::Lit(_) => true,
            Expr::Path(path) => {
                path.path.get_ident().is_some_and(|name| self.numbers.contains(&name))
            }
            Expr::Paren(inner) => self.is_number(&inner.expr),
            Expr::Group(inner) => self.is_number(&inner.expr),
            Expr::Cast(inner) => self.is_number(&inner.expr),
            Expr::Binary(binary) => self.is_number(&binary.left) && self.is_number(&binary.right),
            _ => false,
        }
    }
}

impl Made {
    fn is_made(&mut self, value: &Expr, names: &Names) -> bool {
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
            Expr::Macro(list) if list.mac.path.is_ident(macros::VEC) => {
                let is_made = items(&list.mac).is_some_and(|items| all(items.iter().collect()));
                self.lists = Some(list.mac.path.clone());
                is_made
            }
            Expr::Binary(_) | Expr::Cast(_) => names.is_number(value),
            Expr::Call(call) => all(call.args.iter().collect()) && self.is_maker(&call.func, names),
            _ => false,
        }
    }

    /// Whether a function is the type's constructor, or another one of the type: `Self(..)`, `M(..)`, `M::filled(..)`.
    fn is_maker(&mut self, called: &Expr, names: &Names) -> bool {
        let Expr::Path(path) = called else { return false };
        let is_this = |name: &Ident| name == "Self" || names.this.is_some_and(|this| this == name);
        let segments: Vec<_> = path.path.segments.iter().collect();
        match segments.as_slice() {
            _ if path.qself.is_some() || path.path.leading_colon.is_some() => false,
            [name] if name.ident == "Self" => true,
            [name] if is_this(&name.ident) => {
                self.constructors.push(path.path.clone());
                true
            }
            [of, name] if is_this(&of.ident) && name.ident != *names.own => {
                self.asked.push(Repeated::Method { of: quote!(#of), name: name.ident.clone() });
                true
            }
            _ => false,
        }
    }
}

/// What stands in `vec![a, b]` or `vec![a; n]`.
fn items(list: &syn::Macro) -> Option<Vec<Expr>> {
    if let Ok(items) = list.parse_body_with(Punctuated::<Expr, Token![,]>::parse_terminated) {
        return Some(items.into_iter().collect());
    }
    let repeated = |input: syn::parse::ParseStream| {
        let item: Expr = input.parse()?;
        input.parse::<Token![;]>()?;
        Ok(vec![item, input.parse()?])
    };
    list.parse_body_with(repeated).ok()
}
