//! Methods that lend a part of what they are called on, to be changed: `*m.at_mut(i, j) += x`, `let row = m.row_mut(i);`.
//!
//! In: a body whose constant code is wrapped. Out: the same, in which calls of methods that can only lend a part, as something is written to it, are indices of what they are
//! called on, `m[at_mut(i, j)]`: rustc asks the value for the key of that ([`Expr::Key`](crate::ir::Expr)), or finds that there is none. Left alone: methods by names of
//! std's, which `lower` knows, and calls whose result nobody writes to.

use proc_macro2::Ident;
use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::visit_mut::{self, VisitMut};

use super::bindings::names;
use crate::hygiene;
use crate::library;

/// Makes indices of such calls.
pub(super) fn mark(body: &mut syn::Block) {
    Calls.visit_block_mut(body);
}

/// The method and what it is given, if an index stands for a call of one.
pub(super) fn part(index: &syn::Expr) -> Option<(&Ident, &Punctuated<syn::Expr, syn::Token![,]>)> {
    let syn::Expr::Call(call) = index else { return None };
    let syn::Expr::Path(path) = &*call.func else { return None };
    let mut segments = path.path.segments.iter();
    let (mark, name) = (segments.next()?, segments.next()?);
    is_mark(mark).then_some((&name.ident, &call.args))
}

const MARK: &str = "__lent_part";

fn is_mark(segment: &syn::PathSegment) -> bool {
    // Nobody can write a path with arguments like that.
    let has_arguments = matches!(segment.arguments, syn::PathArguments::AngleBracketed(_));
    segment.ident == MARK && has_arguments
}

/// `receiver[__lent_part<>::method(args)]`
fn index(call: &syn::ExprMethodCall) -> syn::Expr {
    let span = call.method.span();
    let arguments = syn::AngleBracketedGenericArguments {
        colon2_token: None,
        lt_token: Default::default(),
        args: Default::default(),
        gt_token: Default::default(),
    };
    let mark = syn::PathSegment {
        ident: Ident::new(MARK, span),
        arguments: syn::PathArguments::AngleBracketed(arguments),
    };
    let segments = [mark, call.method.clone().into()].into_iter().collect();
    let path = syn::Path { leading_colon: None, segments };
    let func = Box::new(syn::Expr::Path(syn::ExprPath { attrs: Vec::new(), qself: None, path }));
    let (attrs, paren_token, args) = (Vec::new(), call.paren_token, call.args.clone());
    let index = syn::Expr::Call(syn::ExprCall { attrs, func, paren_token, args });
    syn::Expr::Index(syn::ExprIndex {
        attrs: Vec::new(),
        expr: call.receiver.clone(),
        bracket_token: syn::token::Bracket(span),
        index: Box::new(index),
    })
}

/// What is done with what a method results in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    /// It is dereferenced, or a part of it is meant: it is no `Option`.
    Place,
    /// Whatever else.
    Other,
}

/// A call of a method that only the user's types can have: what has the name of one that hands out an element in an `Option` is none of std's where a place
/// begins with it.
fn is_own(call: &syn::ExprMethodCall, use_: Use) -> bool {
    let name = call.method.to_string();
    let is_in_option = || library::hands_out_to_change(&name, call.args.len());
    let is_own = !library::is_of_std(&name) || (use_ == Use::Place && is_in_option());
    call.turbofish.is_none() && is_own
}

/// Makes an index of the call that a place begins with, if it does.
fn begin(place: &mut syn::Expr, use_: Use) {
    match place {
        syn::Expr::Paren(inner) => begin(&mut inner.expr, use_),
        syn::Expr::Group(inner) => begin(&mut inner.expr, use_),
        syn::Expr::Field(field) => begin(&mut field.base, Use::Place),
        syn::Expr::Index(index) => begin(&mut index.expr, Use::Place),
        syn::Expr::Unary(unary) if matches!(unary.op, syn::UnOp::Deref(_)) => {
            let inner = &mut *unary.expr;
            begin(inner, Use::Place);
            if is_lent(inner) {
                *place = inner.clone();
            }
        }
        syn::Expr::MethodCall(call) if is_own(call, use_) => {
            // What it is lent of is lent itself: `self.body_mut(i).leg_mut(j).angle = x`.
            begin(&mut call.receiver, Use::Other);
            *place = index(call);
        }
        _ => {}
    }
}

fn is_lent(expr: &syn::Expr) -> bool {
    match expr {
        syn::Expr::Paren(inner) => is_lent(&inner.expr),
        syn::Expr::Index(of) => part(&of.index).is_some(),
        _ => false,
    }
}

/// The same, of what is written to.
fn written(target: &mut syn::Expr) {
    match target {
        syn::Expr::Tuple(items) => items.elems.iter_mut().for_each(written),
        syn::Expr::Array(items) => items.elems.iter_mut().for_each(written),
        // A method's result is no place.
        syn::Expr::MethodCall(_) => {}
        target => begin(target, Use::Other),
    }
}

/// Whether a place begins with what is dereferenced: `*m.at_mut(i)`.
fn is_dereferenced(place: &syn::Expr) -> bool {
    match place {
        syn::Expr::Paren(inner) => is_dereferenced(&inner.expr),
        syn::Expr::Group(inner) => is_dereferenced(&inner.expr),
        syn::Expr::Field(field) => is_dereferenced(&field.base),
        syn::Expr::Index(index) => is_dereferenced(&index.expr),
        syn::Expr::Unary(unary) => matches!(unary.op, syn::UnOp::Deref(_)),
        _ => false,
    }
}

struct Calls;

impl VisitMut for Calls {
    fn visit_block_mut(&mut self, block: &mut syn::Block) {
        for i in 0..block.stmts.len() {
            let (before, rest) = block.stmts.split_at_mut(i + 1);
            if let Some(syn::Stmt::Local(local)) = before.last_mut() {
                lent_by_name(local, rest);
            }
        }
        visit_mut::visit_block_mut(self, block);
    }

    fn visit_expr_assign_mut(&mut self, assign: &mut syn::ExprAssign) {
        written(&mut assign.left);
        visit_mut::visit_expr_assign_mut(self, assign);
    }

    fn visit_expr_binary_mut(&mut self, binary: &mut syn::ExprBinary) {
        if super::syntax::compound(&binary.op).is_some() {
            written(&mut binary.left);
        }
        visit_mut::visit_expr_binary_mut(self, binary);
    }

    // What is dereferenced is no value that was made for this.
    fn visit_expr_reference_mut(&mut self, reference: &mut syn::ExprReference) {
        if reference.mutability.is_some() && is_dereferenced(&reference.expr) {
            written(&mut reference.expr);
        }
        visit_mut::visit_expr_reference_mut(self, reference);
    }

    fn visit_stmt_mut(&mut self, stmt: &mut syn::Stmt) {
        if let syn::Stmt::Expr(syn::Expr::MethodCall(call), Some(_)) = stmt
            && library::writes(&call.method.to_string(), call.args.len())
        {
            begin(&mut call.receiver, Use::Other);
        }
        visit_mut::visit_stmt_mut(self, stmt);
    }

    fn visit_expr_method_call_mut(&mut self, call: &mut syn::ExprMethodCall) {
        if library::lends_items(&call.method.to_string()) {
            begin(&mut call.receiver, Use::Other);
        }
        visit_mut::visit_expr_method_call_mut(self, call);
    }

    fn visit_expr_for_loop_mut(&mut self, expr: &mut syn::ExprForLoop) {
        if let (syn::Expr::MethodCall(call), syn::Pat::Ident(item)) = (&*expr.expr, &*expr.pat)
            && is_own(call, Use::Other)
            && is_written_through(&item.ident, &expr.body.stmts, Use::Other)
        {
            let mut list = (*expr.expr).clone();
            begin(&mut list, Use::Other);
            *expr.expr = syn::parse_quote!(&mut #list);
        }
        visit_mut::visit_expr_for_loop_mut(self, expr);
    }

    // Items inside are copied as they stand.
    fn visit_item_mut(&mut self, _: &mut syn::Item) {}
}

/// `let row = m.row_mut(i);` where the row is written to: `let row = &mut m[row_mut(i)];`.
fn lent_by_name(local: &mut syn::Local, rest: &[syn::Stmt]) {
    let syn::Pat::Ident(name) = &local.pat else { return };
    let Some(init) = &mut local.init else { return };
    let is_plain = name.by_ref.is_none() && name.mutability.is_none() && init.diverge.is_none();
    let syn::Expr::MethodCall(call) = &*init.expr else { return };
    // A method of an `Option` says nothing.
    let is_lent = match is_own(call, Use::Other) {
        true => is_written_through(&name.ident, rest, Use::Other),
        false => is_own(call, Use::Place) && is_written_through(&name.ident, rest, Use::Place),
    };
    if is_plain && is_lent {
        begin(&mut init.expr, Use::Place);
        let place = &init.expr;
        init.expr = syn::parse_quote!(&mut #place);
    }
}

/// Whether something is written to what a name that isn't `mut` refers to, as long as it is the name of that; as a place, or in some way.
fn is_written_through(name: &Ident, stmts: &[syn::Stmt], as_: Use) -> bool {
    let mut writes = Writes { name, as_, found: false };
    writes.stmts(stmts);
    writes.found
}

struct Writes<'a> {
    name: &'a Ident,
    /// Whether only places count, or methods too.
    as_: Use,
    found: bool,
}

impl Writes<'_> {
    /// Up to where another variable has the name.
    fn stmts(&mut self, stmts: &[syn::Stmt]) {
        for stmt in stmts {
            self.visit_stmt(stmt);
            if let syn::Stmt::Local(local) = stmt
                && self.is_bound(&local.pat)
            {
                return;
            }
        }
    }

    fn is_bound(&self, pattern: &syn::Pat) -> bool {
        names(pattern).iter().any(|name| hygiene::same(&name.ident, self.name))
    }

    /// Whether a condition binds the name.
    fn is_bound_by(&self, cond: &syn::Expr) -> bool {
        match cond {
            syn::Expr::Let(condition) => self.is_bound(&condition.pat),
            syn::Expr::Binary(binary) => {
                self.is_bound_by(&binary.left) || self.is_bound_by(&binary.right)
            }
            _ => false,
        }
    }

    fn place(&mut self, place: &syn::Expr, is_part: bool) {
        match place {
            syn::Expr::Paren(inner) => self.place(&inner.expr, is_part),
            syn::Expr::Group(inner) => self.place(&inner.expr, is_part),
            syn::Expr::Field(field) => self.place(&field.base, true),
            syn::Expr::Index(index) => self.place(&index.expr, true),
            syn::Expr::Unary(unary) if matches!(unary.op, syn::UnOp::Deref(_)) => {
                self.place(&unary.expr, true);
            }
            syn::Expr::Path(path) => {
                let is_it = |name: &Ident| hygiene::same(name, self.name);
                self.found |= is_part && path.path.get_ident().is_some_and(is_it);
            }
            _ => {}
        }
    }
}

impl<'a> Visit<'a> for Writes<'_> {
    fn visit_expr_assign(&mut self, assign: &'a syn::ExprAssign) {
        self.place(&assign.left, false);
        visit::visit_expr_assign(self, assign);
    }

    fn visit_expr_binary(&mut self, binary: &'a syn::ExprBinary) {
        if super::syntax::compound(&binary.op).is_some() {
            self.place(&binary.left, false);
        }
        visit::visit_expr_binary(self, binary);
    }

    fn visit_expr_reference(&mut self, reference: &'a syn::ExprReference) {
        if reference.mutability.is_some() {
            self.place(&reference.expr, false);
        }
        visit::visit_expr_reference(self, reference);
    }

    fn visit_stmt(&mut self, stmt: &'a syn::Stmt) {
        if let syn::Stmt::Expr(syn::Expr::MethodCall(call), Some(_)) = stmt
            && library::writes(&call.method.to_string(), call.args.len())
        {
            self.place(&call.receiver, self.as_ == Use::Other);
        }
        visit::visit_stmt(self, stmt);
    }

    fn visit_expr_method_call(&mut self, call: &'a syn::ExprMethodCall) {
        if library::lends_items(&call.method.to_string()) {
            self.place(&call.receiver, self.as_ == Use::Other);
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_block(&mut self, block: &'a syn::Block) {
        self.stmts(&block.stmts);
    }

    fn visit_expr_closure(&mut self, closure: &'a syn::ExprClosure) {
        if !closure.inputs.iter().any(|input| self.is_bound(input)) {
            visit::visit_expr_closure(self, closure);
        }
    }

    fn visit_expr_for_loop(&mut self, expr: &'a syn::ExprForLoop) {
        self.visit_expr(&expr.expr);
        if !self.is_bound(&expr.pat) {
            self.visit_block(&expr.body);
        }
    }

    fn visit_expr_if(&mut self, expr: &'a syn::ExprIf) {
        self.visit_expr(&expr.cond);
        if !self.is_bound_by(&expr.cond) {
            self.visit_block(&expr.then_branch);
        }
        expr.else_branch.iter().for_each(|(_, otherwise)| self.visit_expr(otherwise));
    }

    fn visit_expr_while(&mut self, expr: &'a syn::ExprWhile) {
        self.visit_expr(&expr.cond);
        if !self.is_bound_by(&expr.cond) {
            self.visit_block(&expr.body);
        }
    }

    fn visit_arm(&mut self, arm: &'a syn::Arm) {
        if !self.is_bound(&arm.pat) {
            visit::visit_arm(self, arm);
        }
    }
}
