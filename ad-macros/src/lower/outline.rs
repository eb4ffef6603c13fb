//! Closures that would be too much to inline become functions of their own, beside the function's other items.
//!
//! ```text
//! let c = |t: f64| a(t) * x + a(t + x);      ⟶   fn closure_1(t: f64, captured_0: f64) -> f64 {
//!                                                     let x = captured_0;
//!                                                     closure_0(t) * x + closure_0(t + x)
//!                                                 }
//! ```
//!
//! In: a closure. Out: a function with what it captures as further parameters, in which the closures that it calls are such
//! functions too; so closures that call closures grow with their number. A function needs types: only closures of numbers become
//! one, that capture numbers and parameters of types that are written; where it is taken for another number than it is, rustc says
//! so. The others are inlined.

use std::rc::Rc;

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use syn::visit_mut::VisitMut;

use super::item::Item;
use super::scopes::{Binding, Closure, Outlined, Scopes, lookup};
use super::{Lower, constant};
use crate::hygiene::{Name, spelled};
use crate::ir::{Atom, Var, VarId};
use crate::kind::{Kind, Whose};
use crate::primitives;
use crate::signature::Signature;

/// How many tokens are inlined.
const MAX_WEIGHT: usize = 256;

/// The types that are passed by value.
const NUMBERS: &[&str] =
    &["f64", "f32", "bool", "usize", "isize", "u8", "u16", "u32", "u64", "i8", "i16", "i32", "i64"];

/// What there is to know of the function around.
pub(super) struct Outside {
    /// It has parameters of types or lengths, which functions inside can't name.
    has_generics: bool,
    /// The types of its parameters.
    types: Vec<syn::Type>,
    /// How many closures have become functions.
    n_outlined: usize,
}

impl Outside {
    pub(super) fn of(signature: &Signature) -> Outside {
        let mut params = signature.generics.params.iter();
        let has_generics = params.any(|param| !matches!(param, syn::GenericParam::Lifetime(_)));
        let types = signature.params.iter().map(|param| param.ty.clone()).collect();
        Outside { has_generics, types, n_outlined: 0 }
    }
}

impl Lower<'_> {
    /// The function that a closure becomes; none if it is inlined.
    pub(super) fn outlined(&mut self, closure: &Closure) -> Option<Rc<Outlined>> {
        match self.weight(closure) > MAX_WEIGHT {
            true => self.outline(closure),
            false => None,
        }
    }

    /// The value of its call.
    pub(super) fn call_outlined(
        &mut self,
        outlined: &Outlined,
        mut args: Vec<Item>,
        span: Span,
    ) -> Item {
        args.extend(outlined.captures.iter().map(|var| Item::atom(Atom::Var(*var))));
        let name = &outlined.name;
        let result = self.apply_path(&syn::parse_quote!(#name), args, span);
        if let Item::Value(crate::ir::Expr::Atom(Atom::Var(result))) = &result {
            let ty = &mut self.function.vars[result.0].ty;
            (ty.guess, ty.whose) = (Kind::of(&outlined.output), Whose::Unsaid);
        }
        result
    }

    /// How many tokens a call of a closure stands for.
    fn weight(&self, closure: &Closure) -> usize {
        let Some((written, scopes)) = closure.parts() else { return 0 };
        *closure.weight().get_or_init(|| {
            let mut weight = 0_usize;
            each_name(written.body.to_token_stream(), &mut |name| {
                let called = match name.map(|name| lookup(scopes, name)) {
                    Some(Some(Binding::Closure(inner))) => self.weight(inner),
                    _ => 0,
                };
                weight = weight.saturating_add(called + 1);
            });
            weight
        })
    }

    fn outline(&mut self, closure: &Closure) -> Option<Rc<Outlined>> {
        if let Some(known) = closure.outlined().get() {
            return known.clone();
        }
        // One that calls itself has no end.
        let outlined = self.function_of(closure).map(Rc::new);
        closure.outlined().get_or_init(|| outlined).clone()
    }

    fn function_of(&mut self, closure: &Closure) -> Option<Outlined> {
        let (written, scopes) = closure.parts()?;
        if self.outside.has_generics || !is_plain(&written.body) {
            return None;
        }
        let params: Vec<_> = written.inputs.iter().map(number_param).collect::<Option<_>>()?;
        let mut names = Vec::new();
        each_name(written.body.to_token_stream(), &mut |name| names.extend(name.cloned()));
        let (mut captures, mut own, mut calls) = (Vec::new(), Vec::new(), Vec::new());
        for name in names {
            let key = Name::of(&name);
            if params.iter().any(|(param, _)| Name::of(param).is(&key)) {
                continue;
            }
            match lookup(scopes, &name).cloned() {
                Some(Binding::Var(var)) => {
                    self.captured_type(var)?;
                    if !own.iter().any(|(_, known)| *known == var) {
                        own.push((name, var));
                    }
                }
                Some(Binding::Closure(inner)) => calls.push((name, self.outline(&inner)?)),
                Some(Binding::Stream(_) | Binding::Cursor(_) | Binding::Place(..)) => return None,
                None => {}
            }
        }
        let inner = calls.iter().flat_map(|(_, called)| called.captures.iter().copied());
        for var in own.iter().map(|(_, var)| *var).chain(inner) {
            if !captures.contains(&var) {
                captures.push(var);
            }
        }
        let output = match &written.output {
            syn::ReturnType::Type(_, ty) => number(ty)?,
            syn::ReturnType::Default => self.number_of(&written.body, &params, scopes)?,
        };
        let mut body = (*written.body).clone();
        let mut rewrite = Rewrite { calls: &calls, n_rewritten: 0 };
        rewrite.visit_expr_mut(&mut body);
        if rewrite.n_rewritten != calls.len() {
            return None;
        }
        let body = constant::cleaned(&body, |clean, body| clean.visit_expr_mut(body));
        let name = format_ident!("closure_{}", self.outside.n_outlined, span = Span::mixed_site());
        self.outside.n_outlined += 1;
        let types: Vec<_> =
            captures.iter().map(|var| self.captured_type(*var)).collect::<Option<_>>()?;
        let passed: Vec<_> = captures.iter().map(|var| captured(*var)).collect();
        let bound = own.iter().map(|(name, var)| {
            let from = captured(*var);
            quote!(let #name = #from;)
        });
        let params = params.iter().map(|(name, ty)| quote!(#name: #ty));
        // A closure's body wasn't written to be a function.
        self.function.items.push(syn::parse_quote! {
            #[allow(clippy::all, unused)]
            fn #name(#(#params,)* #(#passed: #types),*) -> #output { #(#bound)* #body }
        });
        Some(Outlined { name, captures, output })
    }

    /// The type by which a variable is passed on, if it is a number or a parameter that is written to by nobody.
    fn captured_type(&self, var: VarId) -> Option<syn::Type> {
        let Var { mutable, ty: sketch, .. } = self.function.var(var);
        if *mutable || sketch.is_exclusive() {
            return None;
        }
        if let Some(ty) = &sketch.written {
            return number(&syn::parse2(ty.clone()).ok()?);
        }
        let position = self.function.params.iter().position(|param| *param == var);
        if let Some(ty) = position.and_then(|position| self.outside.types.get(position)) {
            return number(ty).or_else(|| shared(ty));
        }
        match sketch.guess {
            Kind::Float => syn::parse2(self.float.clone()).ok(),
            Kind::Bool => Some(syn::parse_quote!(bool)),
            Kind::Int if sketch.usize => Some(syn::parse_quote!(usize)),
            _ => None,
        }
    }

    /// The type of a number that an expression computes, if that can be seen.
    fn number_of(
        &self,
        expr: &syn::Expr,
        params: &[(Ident, syn::Type)],
        scopes: &Scopes,
    ) -> Option<syn::Type> {
        let of = |expr| self.number_of(expr, params, scopes);
        match expr {
            syn::Expr::Paren(inner) => of(&inner.expr),
            syn::Expr::Unary(inner) if matches!(inner.op, syn::UnOp::Neg(_)) => of(&inner.expr),
            syn::Expr::Binary(binary) => match binary.op {
                syn::BinOp::Add(_)
                | syn::BinOp::Sub(_)
                | syn::BinOp::Mul(_)
                | syn::BinOp::Div(_) => of(&binary.left).or_else(|| of(&binary.right)),
                _ => None,
            },
            syn::Expr::MethodCall(call) => {
                let method = primitives::method(&call.method.to_string());
                method.and_then(|_| of(&call.receiver)).filter(is_float)
            }
            syn::Expr::Path(path) => {
                let name = path.path.get_ident()?;
                let key = Name::of(name);
                let own = params.iter().find(|(param, _)| Name::of(param).is(&key));
                match (own, lookup(scopes, name)) {
                    (Some((_, ty)), _) => Some(ty.clone()),
                    (None, Some(Binding::Var(var))) => {
                        self.captured_type(*var).and_then(|ty| number(&ty))
                    }
                    _ => None,
                }
            }
            syn::Expr::Call(call) => {
                let syn::Expr::Path(path) = &*call.func else { return None };
                let Some(Binding::Closure(inner)) = lookup(scopes, path.path.get_ident()?) else {
                    return None;
                };
                inner.outlined().get()?.as_ref().map(|inner| inner.output.clone())
            }
            // A name in it may be of its own.
            syn::Expr::Block(block) => match block.block.stmts.as_slice() {
                [syn::Stmt::Expr(only, None)] => of(only),
                _ => None,
            },
            _ => None,
        }
    }
}

/// The parameter by which a variable is passed on.
fn captured(var: VarId) -> Ident {
    format_ident!("captured_{}", var.0, span = Span::mixed_site())
}

/// Visits each token, names of fields and methods and what isn't a name as none.
fn each_name(tokens: TokenStream, visit: &mut dyn FnMut(Option<&Ident>)) {
    let mut after_dot = false;
    for token in tokens {
        let is_dot = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '.');
        match &token {
            TokenTree::Group(group) => {
                visit(None);
                each_name(group.stream(), visit);
            }
            TokenTree::Ident(name) if !after_dot => visit(Some(name)),
            _ => visit(None),
        }
        after_dot = is_dot;
    }
}

/// `t: f64`
fn number_param(pattern: &syn::Pat) -> Option<(Ident, syn::Type)> {
    let syn::Pat::Type(typed) = pattern else { return None };
    let syn::Pat::Ident(name) = &*typed.pat else { return None };
    let is_plain = name.by_ref.is_none() && name.mutability.is_none() && name.subpat.is_none();
    Some((name.ident.clone(), number(&typed.ty)?)).filter(|_| is_plain)
}

/// A type, if it is one of [`NUMBERS`].
fn number(ty: &syn::Type) -> Option<syn::Type> {
    let syn::Type::Path(path) = ty else { return None };
    let name = spelled(path.path.get_ident()?);
    NUMBERS.contains(&name.as_str()).then(|| ty.clone())
}

fn is_float(ty: &syn::Type) -> bool {
    Kind::of(ty) == Kind::Float
}

/// A shared reference to a number or a slice of such.
fn shared(ty: &syn::Type) -> Option<syn::Type> {
    let syn::Type::Reference(reference) = ty else { return None };
    let item = match &*reference.elem {
        syn::Type::Slice(slice) => &*slice.elem,
        item => item,
    };
    let is_plain = reference.mutability.is_none() && reference.lifetime.is_none();
    number(item).filter(|_| is_plain).map(|_| ty.clone())
}

/// Whether a body is one that may stand in a function of its own.
fn is_plain(body: &syn::Expr) -> bool {
    struct Plain(bool);
    impl<'a> syn::visit::Visit<'a> for Plain {
        fn visit_macro(&mut self, _: &'a syn::Macro) {
            self.0 = false;
        }
        fn visit_expr_try(&mut self, _: &'a syn::ExprTry) {
            self.0 = false;
        }
        fn visit_expr_closure(&mut self, _: &'a syn::ExprClosure) {
            self.0 = false;
        }
        fn visit_item(&mut self, _: &'a syn::Item) {
            self.0 = false;
        }
        // A name that is bound inside may be one that is seen from outside.
        fn visit_pat_ident(&mut self, _: &'a syn::PatIdent) {
            self.0 = false;
        }
        fn visit_ident(&mut self, name: &'a Ident) {
            self.0 &= name != "self" && name != "Self";
        }
    }
    let mut plain = Plain(true);
    syn::visit::Visit::visit_expr(&mut plain, body);
    plain.0
}

/// Calls of closures become calls of functions.
struct Rewrite<'a> {
    calls: &'a [(Ident, Rc<Outlined>)],
    n_rewritten: usize,
}

impl VisitMut for Rewrite<'_> {
    fn visit_expr_call_mut(&mut self, call: &mut syn::ExprCall) {
        syn::visit_mut::visit_expr_call_mut(self, call);
        let syn::Expr::Path(path) = &mut *call.func else { return };
        let Some(name) = path.path.get_ident().map(Name::of) else { return };
        let Some((_, called)) = self.calls.iter().find(|(known, _)| Name::of(known).is(&name))
        else {
            return;
        };
        path.path = called.name.clone().into();
        call.args.extend(called.captures.iter().map(|var| -> syn::Expr {
            let name = captured(*var);
            syn::parse_quote!(#name)
        }));
        self.n_rewritten += 1;
    }
}
