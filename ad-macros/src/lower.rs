//! `syn` to IR: the only reader of the user's expressions.
//!
//! In: the user's function and its [`Signature`]. Out: an [`ir::Function`] in A-normal form whose
//! sugar is gone (compound assignments on other than floats' `+=` and `-=`, method syntax, `vec![..]`,
//! patterns, short-circuits), each node with the span of the tokens it comes from.
//! Complains about what the language core doesn't have; what would matter only on active values
//! becomes a [`Verbatim`] with its complaint, for `check` to decide.
//! Deliberately absent: types (see `kinds`), activity, early exits (see `exits`).

mod apart;
mod assign;
mod operators;
mod shortening;
mod shorthand;
mod sketch;
mod sorting;
mod start;
mod stays;
mod verbatim;
mod types;
mod uninitialized;
mod before;
mod bindings;
mod build;
mod choice;
pub mod checkpoint;
mod chosen;
mod claims;
mod call;
mod closure;
mod constant;
mod containers;
mod conversions;
mod counts;
mod comparison;
mod cow;
mod entries;
mod expr;
mod first_value;
mod flow;
mod functions;
mod given;
mod inside;
mod item;
mod items;
mod joined;
mod lent_parts;
mod lent_views;
mod iter;
mod list;
mod loops;
mod macros;
mod maps;

mod matches;
mod matching;
mod method;
mod objects;
mod optional;
mod order;
mod outline;
mod own;
mod own_arms;
mod own_choice;
mod pattern;
mod scopes;
mod seen;
mod place;
mod syntax;
mod temporaries;
mod uses;
mod values;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use proc_macro2::{Ident, Span, TokenStream};
use syn::spanned::Spanned;

use crate::diag::Diagnostics;
use crate::ir::{Atom, Block, Expr, Function, Given, Stmt, Var, VarId};
use crate::kind::{Held, Kind, Sketch, Whose, object};
use crate::signature::Signature;
use crate::unsupported;
pub(crate) use claims::of_signature as claims_of;
use flow::{Leave, Loop};
pub(crate) use given::functions_called;
use item::Item;
use scopes::{Binding, Scopes};
pub(crate) use syntax::{is_closure, may_change};
pub(crate) use values::GivenClosure;

/// Lowers a function. After an error it goes on with a placeholder, so that later errors are seen too.
#[cfg(test)]
pub fn lower(diagnostics: &mut Diagnostics, signature: &Signature, body: &syn::Block) -> Function {
    lower_all(diagnostics, signature, body).0
}

/// The same, and the closures that are given to functions in it.
pub fn lower_all(
    diagnostics: &mut Diagnostics,
    signature: &Signature,
    body: &syn::Block,
) -> (Function, Vec<GivenClosure>) {
    lower_lent(diagnostics, signature, body, &[])
}

/// The same of a closure, of which some parameters stand for what it captures by reference.
fn lower_lent(
    diagnostics: &mut Diagnostics,
    signature: &Signature,
    body: &syn::Block,
    lent: &[bool],
) -> (Function, Vec<GivenClosure>) {
    let mut cx = Lower {
        diagnostics,
        signature,
        function: start::nothing(signature, body),
        given: Vec::new(),
        own_closures: BTreeMap::new(),
        lent: BTreeSet::new(),
        scopes: vec![Vec::new()],
        stmts: Vec::new(),
        loops: Vec::new(),
        leave: Leave::Function,
        output: signature.output.clone(),
        types: types::named(signature, body),
        has_matrices: types::mention_matrices(signature, body),
        scope: signature.scope.clone(),
        floats: sketch::floats_of(signature),
        float: sketch::float_of(signature),
        outside: outline::Outside::of(signature),
        depth: 0,
        may_fail: false,
        is_of_trait: signature.stands.is_of_trait(),
        next_loop: None,
        usize_constants: Vec::new(),
        holds: false,
        wants_option: false,
    };
    cx.params(signature);
    let params = cx.function.params.iter().zip(lent);
    cx.lent = params.filter(|(_, is_lent)| **is_lent).map(|(param, _)| *param).collect();
    cx.note_usize_parameters(signature);
    items::refuse_attributes(cx.diagnostics, body);
    checkpoint::refuse(cx.diagnostics, body);
    items::refuse_statics(cx.diagnostics, body);
    items::refuse_hidden(cx.diagnostics, body);
    let output = cx.output.clone();
    let mut body = bindings::marked(signature, &matches::written_out(body));
    constant::mark(signature, &mut body);
    cx.function.claims = claims::of_body(signature, &body);
    first_value::declare_there(&mut body);
    chosen::spread(&mut body);
    lent_views::put_back(signature, &mut body);
    lent_parts::mark(&mut body);
    let result = cx.block_expecting(&body, Some(&output));
    let results = match result {
        Atom::Unit => Vec::new(),
        atom => vec![atom],
    };
    cx.function.body = Block { stmts: std::mem::take(&mut cx.stmts), results };
    if let Some(result) = cx.function.body.results.first().and_then(Atom::var) {
        let ty = &mut cx.function.vars[result.0].ty;
        if ty.guess == Kind::Unknown {
            ty.guess = signature.output_kind.clone();
        }
    }
    (cx.function, cx.given)
}

struct Lower<'d> {
    diagnostics: &'d mut Diagnostics,
    signature: &'d Signature,
    function: Function,
    /// The closures that are given to functions.
    given: Vec<GivenClosure>,
    /// The closures that are constants, by the variables that hold them.
    own_closures: BTreeMap<VarId, scopes::Closure>,
    /// In a closure: references to what it captures, by whose names that is meant.
    lent: BTreeSet<VarId>,
    scopes: Scopes,
    /// The statements of the block that is being lowered.
    stmts: Vec<Stmt>,
    /// The loops around, innermost last.
    loops: Vec<Loop>,
    /// Where `return` and `?` go.
    leave: Leave,
    /// The type that they return.
    output: syn::Type,
    /// The names of types that occur.
    types: BTreeSet<String>,
    /// Whether a type's name that occurs is a matrix's.
    has_matrices: bool,
    /// The types that are known by name.
    scope: crate::kind::Scope,
    /// The names of types that are floats: type parameters.
    floats: Vec<String>,
    /// The float type that is meant where none is written.
    float: TokenStream,
    /// What closures that become functions need.
    outside: outline::Outside,
    /// How many inlined closures are around.
    depth: usize,
    /// Whether the pattern that is bound may not match.
    may_fail: bool,
    /// Whether `Self` has the functions of a trait with derivatives.
    is_of_trait: bool,
    /// The label of the loop that comes next, if that is one of the user's.
    next_loop: Option<Option<Ident>>,
    /// The constants that are certainly `usize`.
    usize_constants: Vec<String>,
    /// Whether temporaries of constant code have names, to live until the end of the statement.
    holds: bool,
    /// Whether what is made next is an `Option` or a `Result`: it has a method that only these have.
    wants_option: bool,
}

impl Lower<'_> {
    fn params(&mut self, signature: &Signature) {
        for param in &signature.params {
            let mut var = Var::new(param.name.to_string(), param.name.span());
            var.ty.guess = match param.differentiable {
                true => self.kind_of(&param.ty),
                false => param.kind.clone(),
            };
            var.ty.known = var.ty.guess.clone();
            if param.differentiable {
                self.claim_maps(&param.ty);
            }
            // The derivatives may have it by another name.
            let inner = signature.inner_name(param);
            if inner != param.name {
                (var.name, var.span) = (inner.to_string(), inner.span());
            }
            var.ty.held = match param.is_ref() {
                true if param.is_mut_ref() => Held::Exclusive,
                true => Held::Reference,
                false => Held::Owned,
            };
            var.user = param.pattern.is_none();
            var.ty.object = object(&param.ty);
            var.ty.cow = crate::ty::is_cow(&param.ty);
            var.ty.option = crate::ty::is_option(&param.ty);
            if self.is_nominal_type(&param.ty) {
                (var.ty.whose, var.ty.entries) = (Whose::Nominal, true);
            }
            if param.function.is_some() {
                var.ty.is_of(Kind::Unknown);
                var.ty.whose = Whose::Nominal;
            }
            var.ty.passed = crate::unsupported::std_type_in(&param.ty).is_some();
            let var = self.function.add(var);
            self.function.params.push(var);
            if let Some(function) = &param.function {
                let result = self.result_of(&function.output);
                let given = Given { name: function.name.clone(), result };
                self.function.functions.insert(var, given);
            }
            if let Some(pattern) = &param.pattern {
                self.bind(pattern, Item::atom(Atom::Var(var)), None);
            } else if param.mutable && param.function.is_none() {
                let mut local = self.function.var(var).clone();
                local.ty = local.ty.copied();
                local.mutable = true;
                if param.is_self() {
                    local.name = "this".to_string();
                }
                let local = self.function.add(local);
                let expr = Expr::Atom(Atom::Var(var));
                self.stmts.push(Stmt::Let { var: local, expr, span: param.name.span() });
                self.declare(&param.name, Binding::Var(local));
            } else {
                self.declare(&param.name, Binding::Var(var));
            }
        }
    }

    /// A new variable for an intermediate value.
    fn temp(&mut self, expr: Expr, span: Span) -> VarId {
        let closure =
            matches!(&expr, Expr::Atom(Atom::Var(of)) if self.function.var(*of).ty.closure);
        let passed = self.is_passed_through(&expr);
        let ty = Sketch { passed, closure, ..self.sketch(&expr) };
        let var = self.function.add(Var { ty, ..Var::new("t", span) });
        self.stmts.push(Stmt::Let { var, expr, span });
        var
    }

    /// An atom that holds an expression's value.
    fn atom(&mut self, expr: Expr, span: Span) -> Atom {
        match expr {
            Expr::Atom(atom) => atom,
            expr => Atom::Var(self.temp(expr, span)),
        }
    }

    /// Lowers statements in a scope of their own, into a list of their own.
    fn scoped<R>(&mut self, lower: impl FnOnce(&mut Self) -> R) -> (Vec<Stmt>, R) {
        let outer = std::mem::take(&mut self.stmts);
        self.scopes.push(Vec::new());
        let result = lower(self);
        self.scopes.pop();
        (std::mem::replace(&mut self.stmts, outer), result)
    }

    /// Lowers a block into the current list, in a scope of its own; returns its value.
    fn block(&mut self, block: &syn::Block) -> Atom {
        self.block_expecting(block, None)
    }

    /// The same for a block whose value is of a type that is known from around it.
    fn block_expecting(&mut self, block: &syn::Block, ty: Option<&syn::Type>) -> Atom {
        self.scopes.push(Vec::new());
        let outer = std::mem::take(&mut self.holds);
        let mut result = Atom::Unit;
        for (i, stmt) in block.stmts.iter().enumerate() {
            self.refuse_assigned_inside(stmt);
            match stmt {
                syn::Stmt::Expr(expr, None) if i + 1 == block.stmts.len() => {
                    let value = self.full(expr, ty);
                    result = self.atom(value, syntax::key_span(expr));
                }
                stmt => {
                    let before = self.local_before(stmt, &block.stmts[i + 1..]);
                    let value = self.stmt(before.as_ref().unwrap_or(stmt));
                    if i + 1 == block.stmts.len() {
                        result = value;
                    }
                }
            }
        }
        self.holds = outer;
        self.scopes.pop();
        result
    }

    /// Lowers a statement; returns its value if it is an expression without a semicolon.
    fn stmt(&mut self, stmt: &syn::Stmt) -> Atom {
        match stmt {
            syn::Stmt::Local(local) => self.local(local),
            syn::Stmt::Item(item) => self.item_stmt(item),
            // A semicolon alone.
            syn::Stmt::Expr(syn::Expr::Verbatim(nothing), Some(_)) if nothing.is_empty() => {}
            syn::Stmt::Expr(expr, None) => return self.full_value(expr),
            syn::Stmt::Expr(expr, Some(_)) => self.full_effect(expr),
            syn::Stmt::Macro(stmt) => {
                let value = self.macro_stmt(&stmt.mac);
                if stmt.semi_token.is_none() {
                    return value;
                }
            }
        }
        Atom::Unit
    }

    fn local(&mut self, local: &syn::Local) {
        let constant = local.attrs.iter().any(crate::signature::is_constant);
        let (pattern, ty) = match &local.pat {
            syn::Pat::Type(typed) => (&*typed.pat, Some(&*typed.ty)),
            pattern => (pattern, None),
        };
        let Some(init) = &local.init else {
            return self.uninitialized(pattern, ty);
        };
        if let (Some(tokens), None) = (constant::written(&init.expr), &init.diverge) {
            return self.own_let(local, tokens);
        }
        if let (syn::Expr::Closure(closure), syn::Pat::Ident(name)) = (&*init.expr, pattern) {
            let closure = self.closure(closure);
            return self.declare(&name.ident, Binding::Closure(closure));
        }
        if let syn::Pat::Ident(name) = pattern
            && !matches!(&*init.expr, syn::Expr::Range(_))
            && self.is_chain(&init.expr)
        {
            let Some(stream) = self.stream(&init.expr) else { return };
            let span = init.expr.span();
            let binding = match name.mutability.is_some() {
                // It may be advanced where it is used, and go on from there at its next use.
                true => match self.named(stream, span) {
                    Some(binding) => binding,
                    None => return self.diagnostics.error(pattern, unsupported::ITERATOR_NEXT),
                },
                false => Binding::Stream(Rc::new(stream)),
            };
            self.declare(&name.ident, binding);
            return;
        }
        if let (true, Some((else_token, _))) = (constant, &init.diverge) {
            return self.diagnostics.error(else_token, unsupported::CONSTANT_LET_ELSE);
        }
        if constant {
            let value = self.full(&init.expr, ty);
            let atom = self.atom(value, init.expr.span());
            return self.bind(pattern, Item::Value(Expr::Stop(atom)), ty);
        }
        if let Some((_, otherwise)) = &init.diverge {
            return self.let_else(pattern, &init.expr, otherwise);
        }
        if let (syn::Pat::Ident(name), Some((place, mode))) =
            (pattern, self.lent_reference(&init.expr))
        {
            return self.declare(&name.ident, Binding::Place(place, mode));
        }
        let is_name = matches!(pattern, syn::Pat::Ident(name)
            if bindings::subpattern(name).is_none() && name.by_ref.is_none());
        let of_pattern = self.converted_type(pattern, &init.expr);
        let ty = ty.or(of_pattern.as_ref());
        ty.into_iter().for_each(|ty| self.claim_maps(ty));
        let item = match is_name || ty.is_some() || temporaries::outlive(&init.expr) {
            true => Item::Value(self.full(&init.expr, ty)),
            false => self.item(&init.expr),
        };
        self.bind(pattern, item, ty);
    }

    /// An item inside the function is copied into its derivatives. A function that is called with active values
    /// gets derivatives there (see `emit`).
    fn item_stmt(&mut self, item: &syn::Item) {
        match item {
            syn::Item::Static(item) if !matches!(item.mutability, syn::StaticMutability::None) => {
                self.diagnostics.error(item.static_token, unsupported::STATIC_MUT);
            }
            syn::Item::Macro(_) | syn::Item::Mod(_) | syn::Item::Verbatim(_) => {
                self.diagnostics.error(item, unsupported::INNER_ITEM);
            }
            // A closure's body is lowered wherever it is called.
            item if self.function.items.contains(item) => {}
            item => self.function.items.push(item.clone()),
        }
    }
}
