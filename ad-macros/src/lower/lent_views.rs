//! Views of other crates' matrices that are lent to be changed: `m.row_mut(i).copy_from(&v)`, `let mut r = m.row_mut(i);`.
//!
//! ```text
//! let at = i; let mut part = m.row(at).into_owned(); part.copy_from(&v); m.ad_put(at, 0, &part);
//! ```
//!
//! In: a body whose constant code is wrapped. Out: the same, in which such a view is a part by value, which is put back after each statement that mentions it. Nothing else can look at the
//! matrix meanwhile, since the view borrows it. That it is a matrix rustc finds out: nothing else has the method that puts a part back. Left alone, and refused later: views that closures
//! change, or of which a statement is left on the way, and those of what isn't seen to be a matrix, `grid.row_mut(i)` of a type of one's own, which `lent_parts` looks at.

mod uses;

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote_spanned};
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::visit_mut::{self, VisitMut};

use crate::library::{self, Corner, LentView};
use crate::signature::Signature;

use self::uses::{
    Bound, calls_of_views, holds, is_in_any_order, is_moved, may_leave, may_lend, mentions,
};

/// Makes parts of views.
pub(super) fn put_back(signature: &Signature, body: &mut syn::Block) {
    let mut matrices = Matrices::default();
    for param in &signature.params {
        if holds_matrix(&param.ty.to_token_stream()) {
            matrices.0.insert(param.name.to_string());
        }
    }
    matrices.visit_block(body);
    Views { matrices: matrices.0, n_views: 0 }.visit_block_mut(body);
}

/// The names that are bound to what is seen to be a matrix.
#[derive(Default)]
struct Matrices(BTreeSet<String>);

impl<'a> Visit<'a> for Matrices {
    fn visit_local(&mut self, local: &'a syn::Local) {
        let (pattern, ty) = match &local.pat {
            syn::Pat::Type(of) => (&*of.pat, Some(&of.ty)),
            pattern => (pattern, None),
        };
        let made = local.init.as_ref().and_then(|init| maker(&init.expr));
        let is_matrix = ty.is_some_and(|ty| holds_matrix(&ty.to_token_stream()))
            || made.is_some_and(|made| holds_matrix(&made));
        if let (syn::Pat::Ident(name), true) = (pattern, is_matrix) {
            self.0.insert(name.ident.to_string());
        }
        visit::visit_local(self, local);
    }
}

/// The path of the function that an expression calls, also where it is a constant.
fn maker(expr: &syn::Expr) -> Option<TokenStream> {
    match expr {
        syn::Expr::Call(call) => match &*call.func {
            syn::Expr::Path(path) => Some(path.to_token_stream()),
            _ => None,
        },
        expr => {
            let own = syn::parse2(super::constant::written(expr)?.clone()).ok()?;
            maker(&own)
        }
    }
}

/// Whether there is a name of a matrix's type.
fn holds_matrix(tokens: &TokenStream) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Ident(name) => library::is_matrix(&name.to_string()),
        TokenTree::Group(group) => holds_matrix(&group.stream()),
        _ => false,
    })
}

struct Views {
    matrices: BTreeSet<String>,
    /// How many there were so far: each has names of its own, as one may live while another does.
    n_views: usize,
}

/// A view that is lent.
struct Lent {
    of: syn::Expr,
    read: syn::ExprMethodCall,
    view: LentView,
}

impl VisitMut for Views {
    fn visit_block_mut(&mut self, block: &mut syn::Block) {
        let mut at = 0;
        while at < block.stmts.len() {
            if let Some(made) = self.by_name(&block.stmts[at..]) {
                block.stmts.splice(at.., made);
            } else if let Some(made) = self.at_once(&block.stmts[at]) {
                block.stmts[at] = made;
            }
            at += 1;
        }
        visit_mut::visit_block_mut(self, block);
    }

    // Items inside are copied as they stand.
    fn visit_item_mut(&mut self, _: &mut syn::Item) {}
}

impl Views {
    /// The view that a call lends of what is taken for a matrix: by its name, by that of the method that the view has, or by the matrix.
    fn lent(&self, expr: &syn::Expr, is_view: bool) -> Option<Lent> {
        let syn::Expr::MethodCall(call) = expr else { return None };
        let view = library::lent_view(&call.method.to_string(), call.args.len())?;
        let is_seen = match &*call.receiver {
            syn::Expr::Path(path) => {
                path.path.get_ident().is_some_and(|name| self.matrices.contains(&name.to_string()))
            }
            _ => false,
        };
        if !(is_place(&call.receiver) && (view.is_told || is_view || is_seen)) {
            return None;
        }
        let mut read = call.clone();
        read.method = Ident::new(view.read, call.method.span());
        Some(Lent { of: (*call.receiver).clone(), read, view })
    }

    /// `m.row_mut(i).copy_from(&v);`, `m.column_mut(j)[i] = x;`, `for x in m.row_mut(i).iter_mut() { .. }`
    fn at_once(&mut self, stmt: &syn::Stmt) -> Option<syn::Stmt> {
        let syn::Stmt::Expr(expr, _) = stmt else { return None };
        let mut changed = expr.clone();
        let call = match &changed {
            syn::Expr::MethodCall(call) => Some(call),
            syn::Expr::ForLoop(of) => match &*of.expr {
                syn::Expr::MethodCall(call) => Some(call),
                _ => None,
            },
            _ => None,
        };
        let is_view = call.is_some_and(|call| library::is_of_views(&call.method.to_string()));
        let slot = viewed(&mut changed)?;
        let lent = self.lent(slot, is_view)?;
        let name = made("part", slot.span());
        let at: Vec<_> = lent.read.args.iter().cloned().collect();
        *slot = syn::parse_quote!(#name);
        if !is_in_any_order(&changed, &at)
            || may_leave(&changed)
            || holds(&changed.to_token_stream(), &["return", "async"])
        {
            return None;
        }
        let (begin, put) = self.around(lent, &name);
        Some(syn::parse_quote_spanned!(expr.span()=> { #begin #changed; #put }))
    }

    /// `let mut r = m.row_mut(i);`, and what comes after it.
    fn by_name(&mut self, stmts: &[syn::Stmt]) -> Option<Vec<syn::Stmt>> {
        let syn::Stmt::Local(local) = stmts.first()? else { return None };
        let syn::Pat::Ident(name) = &local.pat else { return None };
        let init = local.init.as_ref().filter(|init| init.diverge.is_none())?;
        let is_view = stmts.iter().any(|stmt| calls_of_views(stmt, &name.ident));
        let lent = self.lent(&init.expr, is_view)?;
        let root = root(&lent.of)?;
        let mut rest = stmts[1..].to_vec();
        let last = rest.iter().rposition(|stmt| mentions(stmt, &name.ident));
        let used = &rest[..last.map_or(0, |last| last + 1)];
        let mut bound = Bound(BTreeSet::new());
        used.iter().for_each(|stmt| bound.visit_stmt(stmt));
        let hides = [&root, &name.ident.to_string()].iter().any(|name| bound.0.contains(*name));
        if hides || used.iter().any(|stmt| is_moved(stmt, &name.ident)) {
            return None;
        }
        let (begin, put) = self.around(lent, &name.ident);
        if !after_each(&mut rest, &name.ident, &put) {
            return None;
        }
        let begin: syn::Block = syn::parse_quote!({ #begin });
        Some(begin.stmts.into_iter().chain(rest).collect())
    }

    /// What makes a part by this name of a view, and what puts it back.
    fn around(&mut self, mut lent: Lent, name: &Ident) -> (TokenStream, TokenStream) {
        let n_views = self.n_views;
        self.n_views += 1;
        let span = name.span().resolved_at(Span::mixed_site());
        let mut begin = TokenStream::new();
        let mut at = Vec::new();
        for (i, arg) in lent.read.args.iter_mut().enumerate() {
            let number = Ident::new(&format!("at_{n_views}_{i}"), span);
            begin.extend(quote_spanned!(span=> let #number = #arg;));
            *arg = syn::parse_quote!(#number);
            at.push(number);
        }
        let (of, read, put) = (&lent.of, &lent.read, Ident::new(library::puts_part(), span));
        let owned = Ident::new(library::owns_part(), span);
        begin.extend(quote_spanned!(span=> let mut #name = #read.#owned();));
        let first = &at[0];
        let corner = match lent.view.corner {
            Corner::Row => quote_spanned!(span=> #first, 0),
            Corner::Column => quote_spanned!(span=> 0, #first),
            Corner::Both => {
                let second = &at[1];
                quote_spanned!(span=> #first, #second)
            }
            Corner::Pair => quote_spanned!(span=> #first.0, #first.1),
        };
        (begin, quote_spanned!(span=> #of.#put(#corner, &#name);))
    }
}

/// Whether it is a variable or a field of one.
fn is_place(expr: &syn::Expr) -> bool {
    root(expr).is_some()
}

/// The variable that a place is part of.
fn root(expr: &syn::Expr) -> Option<String> {
    match expr {
        syn::Expr::Path(path) => path.path.get_ident().map(Ident::to_string),
        syn::Expr::Field(field) => root(&field.base),
        syn::Expr::Paren(inner) => root(&inner.expr),
        _ => None,
    }
}

/// Where the view stands that a statement begins with.
fn viewed(expr: &mut syn::Expr) -> Option<&mut syn::Expr> {
    fn begin(place: &mut syn::Expr) -> Option<&mut syn::Expr> {
        match place {
            syn::Expr::Paren(inner) => begin(&mut inner.expr),
            syn::Expr::Field(field) => begin(&mut field.base),
            syn::Expr::Index(index) => begin(&mut index.expr),
            syn::Expr::Unary(unary) => begin(&mut unary.expr),
            syn::Expr::MethodCall(call) => {
                match library::lent_view(&call.method.to_string(), call.args.len()) {
                    Some(_) => Some(place),
                    None => match place {
                        syn::Expr::MethodCall(call) => begin(&mut call.receiver),
                        _ => None,
                    },
                }
            }
            _ => None,
        }
    }
    match expr {
        syn::Expr::MethodCall(call) => begin(&mut call.receiver),
        syn::Expr::Assign(assign) => begin(&mut assign.left),
        syn::Expr::Binary(binary) => {
            super::syntax::compound(&binary.op)?;
            begin(&mut binary.left)
        }
        syn::Expr::ForLoop(of) => begin(&mut of.expr),
        _ => None,
    }
}

fn made(name: &str, span: Span) -> Ident {
    let name = format_ident!("{}", name);
    Ident::new(&name.to_string(), span.resolved_at(Span::mixed_site()))
}

/// Puts a part back after each statement that mentions it; not where one can't tell when.
fn after_each(stmts: &mut Vec<syn::Stmt>, name: &Ident, put: &TokenStream) -> bool {
    let mut made = Vec::new();
    let n_stmts = stmts.len();
    for (i, mut stmt) in std::mem::take(stmts).into_iter().enumerate() {
        if !mentions(&stmt, name) {
            made.push(stmt);
            continue;
        }
        let is_last = i + 1 == n_stmts;
        let (is_simple, is_value) = match &mut stmt {
            syn::Stmt::Local(local) => match &mut local.init {
                Some(init) => {
                    let is_whole = init.diverge.is_none() && !may_lend(&init.expr);
                    (is_whole && !may_leave(&init.expr), false)
                }
                None => (false, false),
            },
            syn::Stmt::Expr(syn::Expr::Assign(assign), _) if may_lend(&assign.right) => {
                return false;
            }
            syn::Stmt::Expr(expr, end) => {
                let is_loop = matches!(expr, syn::Expr::ForLoop(_) | syn::Expr::While(_));
                (!may_leave(expr), is_last && end.is_none() && !is_loop)
            }
            // What is printed isn't changed.
            syn::Stmt::Macro(_) => {
                made.push(stmt);
                continue;
            }
            syn::Stmt::Item(_) => return false,
        };
        if is_simple && !is_value {
            let put: syn::Stmt = syn::parse_quote!(#put);
            made.extend([stmt, put]);
            continue;
        }
        if let syn::Stmt::Expr(expr, _) = &mut stmt
            && inside(expr, name, put)
        {
            made.push(stmt);
            continue;
        }
        let syn::Stmt::Expr(expr, None) = stmt else { return false };
        if !is_simple {
            return false;
        }
        let value = self::made("value", expr.span());
        let block: syn::Block = syn::parse_quote!({ let #value = #expr; #put #value });
        made.extend(block.stmts);
    }
    *stmts = made;
    true
}

/// The same in the blocks of a statement, of which the rest doesn't mention it.
fn inside(expr: &mut syn::Expr, name: &Ident, put: &TokenStream) -> bool {
    match expr {
        syn::Expr::ForLoop(of) => {
            !mentions(&of.expr, name) && after_each(&mut of.body.stmts, name, put)
        }
        syn::Expr::While(of) => {
            !mentions(&of.cond, name) && after_each(&mut of.body.stmts, name, put)
        }
        syn::Expr::Loop(of) => after_each(&mut of.body.stmts, name, put),
        syn::Expr::Block(of) => after_each(&mut of.block.stmts, name, put),
        syn::Expr::If(of) => {
            let otherwise = of.else_branch.as_mut();
            !mentions(&of.cond, name)
                && after_each(&mut of.then_branch.stmts, name, put)
                && otherwise.is_none_or(|(_, expr)| inside(expr, name, put))
        }
        syn::Expr::Match(of) => {
            let mut arms = of.arms.iter_mut();
            !mentions(&of.expr, name)
                && arms.all(|arm| {
                    !mentions(&arm.pat, name)
                        && (!mentions(&arm.body, name) || inside(&mut arm.body, name, put))
                })
        }
        _ => false,
    }
}
