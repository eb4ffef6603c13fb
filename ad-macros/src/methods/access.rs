//! `#[differentiate] impl Index<usize> for Vec3`: where an index goes, and what a pointer of one's own points to.
//!
//! In: a block of `Index`, `IndexMut`, `Deref` or `DerefMut`. Out: an [`Access`], whose body may be read as that of the tangent too: the same fields and elements of it are the
//! cotangents of what the value's are. So it is made of `&self.x`, `&mut self.rows[i][j]` and branches between such, over constants that aren't `self`'s; anything else is
//! refused here. Deliberately absent: types, which rustc checks.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::visit_mut::{self, VisitMut};

use super::{is_differentiate, keys};
use crate::access::{Access, Way};
use crate::diag::Diagnostics;
use crate::interface::name_elided_of_block;
use crate::library;
use crate::library::macros::{self, MacroFact};
use crate::ty::{holds_reference, peel};
use crate::unsupported;

/// The way that a block implements, if it has the name of one, and its method. That the trait is std's rustc is asked.
pub fn way(block: &syn::ItemImpl) -> Option<Way> {
    let name = &block.trait_.as_ref()?.0.segments.last()?.ident;
    let way = Way::ALL.into_iter().find(|way| name == way.names().0)?;
    method(block, way).map(|_| way)
}

fn method(block: &syn::ItemImpl, way: Way) -> Option<&syn::ImplItemFn> {
    block.items.iter().find_map(|item| match item {
        syn::ImplItem::Fn(item) if item.sig.ident == way.names().1 => Some(item),
        _ => None,
    })
}

/// The places, or what is wrong with them.
pub fn read(diagnostics: &mut Diagnostics, block: &syn::ItemImpl, way: Way) -> Option<Access> {
    let (mut path, mut self_ty) = (block.trait_.as_ref()?.0.clone(), (*block.self_ty).clone());
    let mut generics = block.generics.clone();
    name_elided_of_block(&mut self_ty, Some(&mut path), &mut generics);
    let method = method(block, way)?;
    let options = method.attrs.iter().filter(|attribute| is_differentiate(attribute));
    options.for_each(|option| diagnostics.error(option, unsupported::ACCESS_OPTION));
    let mut body = method.block.clone();
    let mut reader = Reader { diagnostics, asks_self: false };
    reader.block(&mut body);
    let asks_self = reader.asks_self;
    if asks_self && matches!(way, Way::Deref | Way::DerefMut) {
        diagnostics.error(&method.sig.ident, unsupported::ACCESS);
    }
    let mut inputs = method.sig.inputs.iter();
    let Some(syn::FnArg::Receiver(receiver)) = inputs.next() else { return None };
    let mut index = match inputs.next() {
        Some(syn::FnArg::Typed(index)) => Some(index.clone()),
        _ => None,
    };
    let mut target = block.items.iter().find_map(|item| match item {
        syn::ImplItem::Type(item) => Some(item.ty.clone()),
        _ => None,
    });
    // Of a tangent, `Self` would be another type.
    let body = with_self(body.to_token_stream(), &self_ty);
    let body = syn::parse2(body).ok()?;
    let keyed = asks_self.then(|| keys::of(&body));
    let mut types = SelfTypes(&self_ty);
    index.iter_mut().for_each(|index| types.visit_pat_type_mut(index));
    target.iter_mut().for_each(|target| types.visit_type_mut(target));
    let cfgs = method.attrs.iter().chain(&block.attrs);
    let cfgs = cfgs.filter(|attribute| attribute.path().is_ident("cfg")).cloned().collect();
    let receiver = receiver.clone();
    let method = None;
    Some(Access {
        way,
        path,
        self_ty,
        generics,
        index,
        method,
        target,
        cfgs,
        receiver,
        body,
        keyed,
    })
}

/// The part that a method lends to be changed, `fn at_mut(&mut self, i: usize) -> &mut f64`, if its body says nothing else than where that is.
pub fn lent(
    item: &syn::ImplItemFn,
    (self_ty, generics): (&syn::Type, &syn::Generics),
) -> Option<Access> {
    let syn::ReturnType::Type(_, output) = &item.sig.output else { return None };
    let syn::Type::Reference(target) = peel(output) else { return None };
    let mut inputs = item.sig.inputs.iter();
    let receiver = match inputs.next() {
        Some(syn::FnArg::Receiver(receiver)) => receiver,
        _ => return None,
    };
    let arguments = inputs.map(|input| match input {
        syn::FnArg::Typed(argument) if !holds_reference(&argument.ty) => Some(argument.clone()),
        _ => None,
    });
    let mut arguments: Vec<_> = arguments.collect::<Option<_>>()?;
    let is_exclusive = matches!(&receiver.kind, syn::ReceiverKind::Reference(_, _, Some(_)));
    if target.mutability.is_none() || !is_exclusive || !item.sig.generics.params.is_empty() {
        return None;
    }
    let mut diagnostics = Diagnostics::default();
    let mut body = item.block.clone();
    Reader { diagnostics: &mut diagnostics, asks_self: false }.block(&mut body);
    let is_place = !diagnostics.any();
    diagnostics.forget();
    if !is_place {
        return None;
    }
    let body: syn::Block = syn::parse2(with_self(body.to_token_stream(), self_ty)).ok()?;
    let keyed = Some(keys::of(&body));
    let mut types = SelfTypes(self_ty);
    arguments.iter_mut().for_each(|argument| types.visit_pat_type_mut(argument));
    let mut target = (*target.elem).clone();
    types.visit_type_mut(&mut target);
    let (patterns, tys): (Vec<_>, Vec<_>) =
        arguments.into_iter().map(|argument| (argument.pat, argument.ty)).unzip();
    let index: syn::FnArg = syn::parse_quote!((#(#patterns,)*): (#(#tys,)*));
    let syn::FnArg::Typed(index) = index else { return None };
    Some(Access {
        way: Way::Index,
        path: syn::parse_quote!(::core::ops::Index),
        self_ty: self_ty.clone(),
        generics: generics.clone(),
        index: Some(index),
        method: Some((item.sig.ident.clone(), item.vis.clone())),
        target: Some(target),
        cfgs: Vec::new(),
        receiver: receiver.clone(),
        body,
        keyed,
    })
}

/// Looks for whatever isn't the same of a tangent, and makes references shared.
struct Reader<'a> {
    diagnostics: &'a mut Diagnostics,
    /// Whether what is in `self` says where it goes.
    asks_self: bool,
}

impl Reader<'_> {
    fn refuse(&mut self, tokens: impl ToTokens) {
        self.diagnostics.error(tokens, unsupported::ACCESS);
    }

    fn block(&mut self, block: &mut syn::Block) {
        let Some((last, before)) = block.stmts.split_last_mut() else { return };
        for stmt in before {
            match stmt {
                syn::Stmt::Local(syn::Local { init: Some(init), .. }) if init.diverge.is_none() => {
                    self.constant(&init.expr);
                }
                syn::Stmt::Macro(call) => self.call(&call.mac),
                stmt => self.refuse(stmt),
            }
        }
        match last {
            syn::Stmt::Expr(expr, None) => self.target(expr),
            syn::Stmt::Macro(call) => self.call(&call.mac),
            stmt => self.refuse(stmt),
        }
    }

    /// What the body results in: `&self.x`, or one of several.
    fn target(&mut self, expr: &mut syn::Expr) {
        match expr {
            syn::Expr::Reference(reference) => {
                reference.mutability = None;
                self.place(&reference.expr);
            }
            syn::Expr::Paren(inner) => self.target(&mut inner.expr),
            syn::Expr::Group(inner) => self.target(&mut inner.expr),
            syn::Expr::Block(inner) if inner.label.is_none() => self.block(&mut inner.block),
            syn::Expr::Macro(call) => self.call(&call.mac),
            syn::Expr::Match(choice) => {
                self.constant(&choice.expr);
                for arm in &mut choice.arms {
                    if let syn::Pat::Guard(guarded) = &arm.pat {
                        self.constant(&guarded.guard);
                    }
                    self.target(&mut arm.body);
                }
            }
            syn::Expr::If(choice) => {
                self.constant(&choice.cond);
                self.block(&mut choice.then_branch);
                match &mut choice.else_branch {
                    Some((_, otherwise)) => self.target(otherwise),
                    None => self.refuse(choice.if_token),
                }
            }
            expr => self.refuse(expr),
        }
    }

    /// `self.rows[i].x`
    fn place(&mut self, expr: &syn::Expr) {
        match expr {
            syn::Expr::Path(path) if path.path.is_ident("self") => {}
            syn::Expr::Paren(inner) => self.place(&inner.expr),
            syn::Expr::Group(inner) => self.place(&inner.expr),
            syn::Expr::Field(field) => self.place(&field.base),
            syn::Expr::Index(index) => {
                self.place(&index.expr);
                self.constant(&index.index);
            }
            expr => self.refuse(expr),
        }
    }

    /// What is no part of the value, and does nothing: literals, names and arithmetic.
    fn constant(&mut self, expr: &syn::Expr) {
        match expr {
            syn::Expr::Lit(_) => {}
            syn::Expr::Path(path) => self.asks_self |= path.path.is_ident("self"),
            syn::Expr::MethodCall(call)
                if call.method == library::len() && call.args.is_empty() =>
            {
                self.constant(&call.receiver);
            }
            syn::Expr::Paren(inner) => self.constant(&inner.expr),
            syn::Expr::Group(inner) => self.constant(&inner.expr),
            syn::Expr::Cast(cast) => self.constant(&cast.expr),
            syn::Expr::Field(field) => self.constant(&field.base),
            syn::Expr::Unary(unary) => self.constant(&unary.expr),
            syn::Expr::Tuple(items) => items.elems.iter().for_each(|item| self.constant(item)),
            syn::Expr::Index(index) => {
                self.constant(&index.expr);
                self.constant(&index.index);
            }
            syn::Expr::Range(range) => {
                let bounds = range.start.iter().chain(&range.end);
                bounds.for_each(|bound| self.constant(bound));
            }
            syn::Expr::Binary(binary) if !is_assignment(&binary.op) => {
                self.constant(&binary.left);
                self.constant(&binary.right);
            }
            expr => self.refuse(expr),
        }
    }

    /// `panic!(..)`, `assert!(i < 3)`
    fn call(&mut self, call: &syn::Macro) {
        let name = call.path.segments.last().map(|last| last.ident.to_string());
        let is_known = name.is_some_and(|name| macros::is(&name, MacroFact::Checks));
        self.asks_self |= mentions_self(call.tokens.clone());
        if !is_known {
            self.refuse(call);
        }
    }
}

fn is_assignment(op: &syn::BinOp) -> bool {
    let text = op.to_token_stream().to_string();
    text.ends_with('=') && !["==", "<=", ">=", "!="].contains(&text.as_str())
}

fn mentions_self(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => mentions_self(group.stream()),
        TokenTree::Ident(name) => name == "self",
        _ => false,
    })
}

/// `<Vec3>::N` for `Self::N`.
fn with_self(tokens: TokenStream, self_ty: &syn::Type) -> TokenStream {
    let replaced = tokens.into_iter().map(|token| match token {
        TokenTree::Ident(name) if name == "Self" => quote::quote!(<#self_ty>),
        TokenTree::Group(group) => {
            let inside = with_self(group.stream(), self_ty);
            let mut replaced = proc_macro2::Group::new(group.delimiter(), inside);
            replaced.set_span(group.span());
            TokenTree::Group(replaced).into()
        }
        token => token.into(),
    });
    replaced.collect()
}

struct SelfTypes<'a>(&'a syn::Type);

impl VisitMut for SelfTypes<'_> {
    fn visit_type_mut(&mut self, ty: &mut syn::Type) {
        match ty {
            syn::Type::Path(path) if path.path.is_ident("Self") => *ty = self.0.clone(),
            ty => visit_mut::visit_type_mut(self, ty),
        }
    }
}
