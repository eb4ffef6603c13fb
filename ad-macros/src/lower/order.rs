//! Whether it matters which of an index and a value is computed first.
//!
//! ```text
//! l[i] += { i = 1; x };      l[next()] *= next();      l[c.i] += c.bump();
//! ```
//!
//! In: the two sides of a compound assignment, as they are written, and which names are those of numbers. Out: whether one may change what the other reads, or both call something.
//! Of `a op= b` rustc computes `b` first if both are std's numbers, else `a`; of types that aren't seen nobody else knows. What lends the assigned list itself,
//! `self.grid[self.at] += self.gain(x)`, changes no index: it doesn't compile for another type than a number, unless it only looks.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::visit::{self, Visit};

use super::syntax::compound;
use super::{constant, lent_parts};
use crate::hygiene;
use crate::library::{self, Fact, Lowering};

/// Whether the order of the two matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matters {
    No,
    /// Both call something, which may have an effect.
    Perhaps,
    Yes,
}

/// Whether the order of the two matters.
pub fn matters(place: &syn::Expr, value: &syn::Expr, names: &Names<'_>) -> Matters {
    let (base, is_shared) = (base(place), names.is_shared);
    let mut indices = Indices::new(names.is_number);
    indices.visit_expr(place);
    let mut read = Indices::new(names.is_number);
    read.inside(value);
    if indices.names.is_empty() && !indices.calls {
        return Matters::No;
    }
    let mut of_value = Changes { indices: &indices, is_shared, base, changes: false, calls: false };
    of_value.visit_expr(value);
    let mut of_place =
        Changes { indices: &read, is_shared, base: None, changes: false, calls: false };
    indices.exprs.iter().for_each(|expr| of_place.visit_expr(expr));
    let both_call = indices.calls && of_value.calls;
    match (of_value.changes || of_place.changes, both_call) {
        (true, _) => Matters::Yes,
        (false, true) if indices.of_methods => Matters::Yes,
        (false, true) => Matters::Perhaps,
        (false, false) => Matters::No,
    }
}

/// What is known of names.
pub struct Names<'n> {
    /// Whether it is that of a number, or of a list of such.
    pub is_number: &'n dyn Fn(&Ident) -> bool,
    /// Whether it is that of a shared reference, behind which no method changes anything.
    pub is_shared: &'n dyn Fn(&Ident) -> bool,
}

/// `self.c.i`, by its names.
type Path = Vec<String>;

/// What the indices in a place mention, and what methods in it are given; or what a value does.
struct Indices<'n> {
    /// They.
    exprs: Vec<&'n syn::Expr>,
    /// Some are what methods are given.
    of_methods: bool,
    is_number: &'n dyn Fn(&Ident) -> bool,
    /// All names.
    names: Vec<Ident>,
    /// The variables and fields, and whether they are dereferenced.
    paths: Vec<(Path, bool)>,
    /// Whether something is called that may have an effect.
    calls: bool,
}

impl<'n> Indices<'n> {
    fn new(is_number: &'n dyn Fn(&Ident) -> bool) -> Indices<'n> {
        let (exprs, names, paths) = (Vec::new(), Vec::new(), Vec::new());
        Indices { exprs, of_methods: false, is_number, names, paths, calls: false }
    }

    fn inside(&mut self, expr: &'n syn::Expr) {
        self.exprs.push(expr);
        names(expr.to_token_stream(), &mut self.names);
        let mut inside = Inside { is_number: self.is_number, paths: Vec::new(), calls: false };
        inside.visit_expr(expr);
        self.paths.append(&mut inside.paths);
        self.calls |= inside.calls;
    }
}

impl<'a> Visit<'a> for Indices<'a> {
    fn visit_expr_index(&mut self, index: &'a syn::ExprIndex) {
        self.visit_expr(&index.expr);
        self.inside(&index.index);
    }

    // `*list.get_mut(i).unwrap()`
    fn visit_expr_method_call(&mut self, call: &'a syn::ExprMethodCall) {
        self.visit_expr(&call.receiver);
        for arg in &call.args {
            let calls = std::mem::take(&mut self.calls);
            self.inside(arg);
            self.of_methods |= self.calls;
            self.calls |= calls;
        }
    }
}

/// The same of one index.
struct Inside<'n> {
    is_number: &'n dyn Fn(&Ident) -> bool,
    paths: Vec<(Path, bool)>,
    calls: bool,
}

impl<'a> Visit<'a> for Inside<'_> {
    fn visit_expr(&mut self, expr: &'a syn::Expr) {
        match expr {
            syn::Expr::Unary(unary) if matches!(unary.op, syn::UnOp::Deref(_)) => {
                self.paths.extend(path(&unary.expr).map(|path| (path, true)));
            }
            // A method that lends a part says which by what it is called on, and does nothing else.
            call if lent_parts::part(call).is_some() => {}
            syn::Expr::Call(_) | syn::Expr::Macro(_) | syn::Expr::Block(_) => self.calls = true,
            syn::Expr::MethodCall(call) => {
                let mut of = Vec::new();
                names(call.receiver.to_token_stream(), &mut of);
                let is_of_number = of.iter().all(self.is_number) && !changes_receiver(call);
                self.calls |= !is_of_number && !only_counts(call);
            }
            expr => self.paths.extend(path(expr).map(|path| (path, false))),
        }
        visit::visit_expr(self, expr);
    }
}

/// Whether what the indices mention is changed, and whether something is called.
struct Changes<'n> {
    indices: &'n Indices<'n>,
    is_shared: &'n dyn Fn(&Ident) -> bool,
    base: Option<Path>,
    changes: bool,
    calls: bool,
}

impl Changes<'_> {
    fn mentions(&self, tokens: TokenStream) -> bool {
        let mut mentioned = Vec::new();
        names(tokens, &mut mentioned);
        let is_index = |name: &Ident| self.indices.names.iter().any(|of| hygiene::same(of, name));
        mentioned.iter().any(is_index)
    }

    /// Whether what is handed to a call by its name may be changed there, as the receiver or through a `&mut` that it is.
    fn may_be_lent(&self, expr: &syn::Expr, is_receiver: bool) -> bool {
        let Some(lent) = path(expr) else { return false };
        let is_number = match expr {
            syn::Expr::Path(expr) => expr.path.get_ident().is_some_and(self.indices.is_number),
            _ => false,
        };
        let is_base = self.base.as_ref().is_some_and(|base| base.starts_with(&lent));
        let is_index = |(index, is_dereferenced): &(Path, bool)| {
            index.starts_with(&lent)
                && (is_receiver || *is_dereferenced || index.len() > lent.len())
        };
        let is_shared = root(expr).is_some_and(self.is_shared);
        !is_number && !is_shared && !is_base && self.indices.paths.iter().any(is_index)
    }
}

impl<'a> Visit<'a> for Changes<'_> {
    fn visit_expr(&mut self, expr: &'a syn::Expr) {
        match expr {
            syn::Expr::Assign(assign) => self.changes |= self.mentions(tokens(&assign.left)),
            syn::Expr::Binary(binary) if compound(&binary.op).is_some() => {
                self.changes |= self.mentions(tokens(&binary.left));
            }
            syn::Expr::Reference(lent) if lent.mutability.is_some() => {
                self.changes |= self.mentions(tokens(&lent.expr));
            }
            syn::Expr::MethodCall(call) => {
                let counts = only_counts(call);
                self.calls |= !counts;
                let is_changed = changes_receiver(call) && self.mentions(tokens(&call.receiver));
                self.changes |= is_changed || !counts && self.may_be_lent(&call.receiver, true);
                self.changes |= call.args.iter().any(|arg| self.may_be_lent(arg, false));
            }
            syn::Expr::Call(call) => {
                self.calls = true;
                self.changes |= call.args.iter().any(|arg| self.may_be_lent(arg, false));
            }
            syn::Expr::Macro(call) => {
                self.calls = true;
                // Constant code is one here. What another does to what it mentions nobody knows.
                match constant::written(expr).map(|tokens| syn::parse2(tokens.clone())) {
                    Some(Ok(written)) => {
                        let written: syn::Expr = written;
                        let (indices, base) = (self.indices, self.base.clone());
                        let is_shared = self.is_shared;
                        let (changes, calls) = (false, false);
                        let mut inside = Changes { indices, is_shared, base, changes, calls };
                        inside.visit_expr(&written);
                        self.changes |= inside.changes;
                    }
                    _ => self.changes |= self.mentions(call.mac.tokens.clone()),
                }
            }
            _ => {}
        }
        visit::visit_expr(self, expr);
    }

    fn visit_stmt_macro(&mut self, call: &'a syn::StmtMacro) {
        self.calls = true;
        self.changes |= self.mentions(call.mac.tokens.clone());
    }
}

fn tokens(expr: &syn::Expr) -> TokenStream {
    expr.to_token_stream()
}

/// Whether a method has the name of one of std's that changes what it is called on.
fn changes_receiver(call: &syn::ExprMethodCall) -> bool {
    let name = call.method.to_string();
    library::is(&name, Fact::Writes) || library::is(&name, Fact::Advances)
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

/// The variable or field that an expression is.
fn path(expr: &syn::Expr) -> Option<Path> {
    match expr {
        syn::Expr::Paren(inner) => path(&inner.expr),
        syn::Expr::Path(expr) => Some(vec![expr.path.get_ident()?.to_string()]),
        syn::Expr::Field(field) => {
            let mut of = path(&field.base)?;
            of.push(field.member.to_token_stream().to_string());
            Some(of)
        }
        _ => None,
    }
}

/// The variable that an expression is, or is a field of.
fn root(expr: &syn::Expr) -> Option<&Ident> {
    match expr {
        syn::Expr::Paren(inner) => root(&inner.expr),
        syn::Expr::Path(expr) => expr.path.get_ident(),
        syn::Expr::Field(field) => root(&field.base),
        _ => None,
    }
}

/// The variable or field that an element is assigned of.
fn base(place: &syn::Expr) -> Option<Path> {
    match place {
        syn::Expr::Index(index) => path(&index.expr).or_else(|| base(&index.expr)),
        syn::Expr::Field(field) => base(&field.base),
        syn::Expr::Paren(inner) => base(&inner.expr),
        syn::Expr::Unary(unary) => base(&unary.expr),
        _ => None,
    }
}
