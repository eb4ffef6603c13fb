//! The walk over statements, patterns, branches and loops.

use syn::visit_mut::VisitMut;

use super::names::Name;
use super::walk::{Walk, is_constructed, wrapped_statement};
use super::{Seen, kinds, span_of, wrapped};
use crate::hygiene;
use crate::kind::Kind;
use crate::library;
use crate::lower::bindings::{is_constant_name, takes_apart as moves_parts};
use crate::lower::syntax::conditions_mut;

impl Walk<'_> {
    /// Brings the names of a pattern into scope, as parts of what is known; returns them.
    pub(super) fn pattern(&mut self, pattern: &syn::Pat, known: &Name) -> Vec<usize> {
        let part = |kind: Option<Kind>| Name { kind, ..known.clone() };
        match pattern {
            syn::Pat::Ident(name) => {
                let mut found = Vec::new();
                if !is_constant_name(name) {
                    // An integer holds no derivative.
                    let may_carry = known.kind.as_ref().is_none_or(Kind::may_carry_tangent);
                    let tainted = known.tainted && may_carry;
                    let mutable = known.mutable || name.mutability.is_some();
                    let refers = known.refers || name.by_ref.is_some();
                    let known = Name { mutable, tainted, refers, ..known.clone() };
                    found.push(self.names.declare(&name.ident, known));
                }
                if let Some((_, sub)) = &name.subpat {
                    found.extend(self.pattern(sub, &part(None)));
                }
                found
            }
            syn::Pat::Paren(inner) => self.pattern(&inner.pat, known),
            // What is copied out of a reference is no `&mut` reference, and refers to nothing that can be written to.
            syn::Pat::Reference(inner) => {
                let origins = Vec::new();
                let known = Name { refers: false, lends: false, origins, ..known.clone() };
                self.pattern(&inner.pat, &known)
            }
            syn::Pat::Type(typed) => {
                let kind = Kind::of_in(&typed.ty, self.scope());
                let kind = Some(kind).filter(|kind| *kind != Kind::Unknown);
                let refers = known.refers || matches!(&*typed.ty, syn::Type::Reference(_));
                self.pattern(&typed.pat, &Name { refers, ..part(kind) })
            }
            syn::Pat::Tuple(tuple) => {
                let kinds = kinds::parts(known.kind.as_ref(), tuple.elems.len());
                let parts = tuple.elems.iter().zip(kinds);
                parts.flat_map(|(pattern, kind)| self.pattern(pattern, &part(kind))).collect()
            }
            syn::Pat::TupleStruct(fields) => self.patterns(&fields.elems, &part(None)),
            syn::Pat::Slice(slice) => self.patterns(&slice.elems, &part(None)),
            syn::Pat::Struct(fields) => {
                let fields = fields.fields.iter().map(|field| &*field.pat);
                self.patterns(fields, &part(None))
            }
            // The alternatives bind the same names: what is known of one is known of all.
            syn::Pat::Or(or) => self.patterns(&or.cases, &part(None)),
            syn::Pat::Guard(guarded) => self.pattern(&guarded.pat, known),
            _ => Vec::new(),
        }
    }

    fn patterns<'p>(
        &mut self,
        patterns: impl IntoIterator<Item = &'p syn::Pat>,
        known: &Name,
    ) -> Vec<usize> {
        patterns.into_iter().flat_map(|pattern| self.pattern(pattern, known)).collect()
    }

    /// What is known of names that a value is bound to.
    fn bound(&self, value: &Seen) -> Name {
        Name {
            tainted: value.tainted,
            lends: value.lends,
            refers: value.refers,
            origins: value.origins(),
            kind: value.kind.clone(),
            ..Name::default()
        }
    }

    /// The statements of a block, in a scope of their own.
    pub(super) fn block(&mut self, block: &mut syn::Block) -> Seen {
        self.names.enter();
        let mut seen = Seen::default();
        let n_stmts = block.stmts.len();
        for (i, stmt) in block.stmts.iter_mut().enumerate() {
            let part = self.stmt(stmt);
            let is_value = i + 1 == n_stmts && matches!(stmt, syn::Stmt::Expr(_, None));
            seen.diverges |= part.diverges;
            match is_value {
                true => {
                    seen.add_value(&part);
                    seen.kind = part.kind;
                }
                false => seen.add_before(&part),
            }
        }
        self.names.leave();
        seen
    }

    fn stmt(&mut self, stmt: &mut syn::Stmt) -> Seen {
        match stmt {
            syn::Stmt::Local(local) => self.local(local),
            syn::Stmt::Item(_) => Seen { is_code: true, ..Seen::default() },
            syn::Stmt::Expr(expr, semi) => {
                let mut seen = self.parts(expr);
                // An iterator that nobody takes the items of is code like any other.
                if seen.is_code || (semi.is_some() && seen.may_be_dropped()) {
                    self.wrap(expr, &seen);
                }
                seen.is_chain = false;
                seen
            }
            syn::Stmt::Macro(call) => {
                let mut expr = syn::Expr::Macro(syn::ExprMacro {
                    attrs: call.attrs.clone(),
                    mac: call.mac.clone(),
                });
                let seen = self.parts(&mut expr);
                if self.marks && seen.is_code && seen.is_constant() && !seen.diverges {
                    self.wrap(&mut expr, &seen);
                    // A macro in braces is a statement by itself, a call without a semicolon is the value.
                    let is_braced = matches!(call.mac.delimiter, syn::MacroDelimiter::Brace(_));
                    let semi = call.semi_token.or_else(|| is_braced.then(Default::default));
                    *stmt = syn::Stmt::Expr(expr, semi);
                }
                seen
            }
        }
    }

    fn local(&mut self, local: &mut syn::Local) -> Seen {
        let is_stopped = local.attrs.iter().any(crate::signature::is_constant);
        let Some(init) = &mut local.init else {
            let names =
                self.pattern(&local.pat.clone(), &Name { mutable: true, ..Name::default() });
            let tainted = names.iter().any(|name| self.names.get(*name).tainted);
            if self.marks && !tainted {
                local.init = Some(syn::LocalInit {
                    eq_token: Default::default(),
                    expr: Box::new(wrapped(Default::default(), span_of(&local.pat))),
                    diverge: None,
                });
            }
            return Seen { mentions: tainted, ..Seen::default() };
        };
        let mut seen = self.parts(&mut init.expr);
        let value = seen.clone();
        if let Some((_, otherwise)) = &mut init.diverge {
            let otherwise = self.expr(otherwise);
            seen.add(&otherwise);
            seen.is_code = true;
        }
        if is_stopped {
            seen.tainted = false;
        }
        let is_closure = matches!(&*init.expr, syn::Expr::Closure(_));
        let mut known = self.bound(&seen);
        // A number refers to nothing.
        if (seen.is_number() && !seen.lends)
            || matches!(&*init.expr, syn::Expr::Binary(_) | syn::Expr::Lit(_) | syn::Expr::Cast(_))
        {
            known.origins.clear();
        }
        if is_closure {
            (known.is_closure, known.params) = (true, seen.params.clone());
        }
        if seen.is_chain {
            // By its name it is an iterator, not a list.
            known.kind = None;
        }
        let is_iterator = match &*init.expr {
            syn::Expr::MethodCall(call) => library::makes_iterators(&call.method.to_string()),
            _ => false,
        };
        // What isn't constant is no variable then: it is put in where it is used.
        known.tainted |= !seen.is_constant() && (is_iterator || is_closure || seen.is_chain);
        let is_code = seen.is_code || seen.is_chain || is_closure || seen.may_be_dropped();
        // What isn't known to be of numbers is moved out of what is taken apart, not copied; declared a constant, it may be a generator.
        let is_of_numbers = seen.kind.as_ref().is_some_and(Kind::is_of_numbers);
        let is_code = is_code || ((takes_apart(&local.pat) || is_stopped) && !is_of_numbers);
        known.fixed = is_stopped && is_code && seen.is_constant();
        let names = self.pattern(&local.pat.clone(), &known);
        let tainted = names.iter().any(|name| self.names.get(*name).tainted);
        if self.marks && is_code && seen.is_constant() && !tainted {
            let value = syn::LocalInit { eq_token: init.eq_token, ..init.clone() };
            *init.expr = wrapped_statement(&Init(value), |clean, init| {
                clean.visit_expr_mut(&mut init.0.expr);
                if let Some((_, otherwise)) = &mut init.0.diverge {
                    clean.visit_expr_mut(otherwise);
                }
            });
            init.diverge = None;
        } else if init.diverge.is_some() && !value.is_chain {
            let is_unseen = is_unseen_value(&init.expr, &value, || moves_parts(&local.pat));
            if value.is_code || is_unseen {
                self.wrap(&mut init.expr, &value);
            }
        }
        Seen { is_code, mentions: seen.mentions || tainted, diverges: false, ..seen }
    }

    /// Branches, loops and exits.
    pub(super) fn flow(&mut self, expr: &mut syn::Expr) -> Seen {
        match expr {
            syn::Expr::Block(block) => {
                let mut seen = self.block(&mut block.block);
                self.labelled(&mut seen, block.label.as_ref(), false);
                seen.is_code |= block.label.is_some();
                seen
            }
            syn::Expr::If(branch) => self.branch(branch),
            syn::Expr::Match(expr) => self.matching(expr),
            syn::Expr::Let(_) => Seen { leaves: true, is_code: true, ..Seen::default() },
            syn::Expr::ForLoop(expr) => self.for_loop(expr),
            syn::Expr::While(expr) => {
                self.names.enter();
                let cond = self.condition(&mut expr.cond);
                let mut seen = self.block(&mut expr.body);
                self.names.leave();
                seen.add(&cond);
                self.labelled(&mut seen, expr.label.as_ref(), true);
                Seen { tainted: false, diverges: false, kind: None, ..seen }
            }
            syn::Expr::Loop(expr) => {
                let mut seen = self.block(&mut expr.body);
                self.labelled(&mut seen, expr.label.as_ref(), true);
                Seen { tainted: seen.mentions, diverges: false, kind: None, ..seen }
            }
            syn::Expr::Try(expr) => {
                let seen = self.expr(&mut expr.expr);
                Seen { leaves: true, is_code: true, kind: None, ..seen }
            }
            syn::Expr::Return(expr) => {
                let seen = self.optional(expr.expr.as_deref_mut());
                Seen { leaves: true, ..seen }
            }
            syn::Expr::Break(expr) => {
                let mut seen = self.optional(expr.expr.as_deref_mut());
                seen.breaks.push(expr.label.as_ref().map(|label| label.ident.clone()));
                seen
            }
            syn::Expr::Continue(expr) => {
                let label = expr.label.as_ref().map(|label| label.ident.clone());
                Seen { breaks: vec![label], ..Seen::default() }
            }
            // What is refused wherever it stands.
            _ => Seen {
                leaves: true,
                is_code: true,
                mentions: true,
                tainted: true,
                ..Seen::default()
            },
        }
    }

    fn optional(&mut self, expr: Option<&mut syn::Expr>) -> Seen {
        expr.map(|expr| self.expr(expr)).unwrap_or_default()
    }

    /// What a loop or a labelled block catches.
    fn labelled(&mut self, seen: &mut Seen, label: Option<&syn::Label>, is_loop: bool) {
        let label = label.map(|label| &label.name.ident);
        seen.breaks.retain(|to| match (to, label) {
            (None, _) => !is_loop,
            (Some(to), Some(label)) => !hygiene::same(to, label),
            (Some(_), None) => true,
        });
    }

    /// A condition, or a chain of them; what they bind is in scope afterwards.
    fn condition(&mut self, cond: &mut syn::Expr) -> Seen {
        let mut seen = Seen::default();
        for cond in conditions_mut(cond) {
            let part = match cond {
                syn::Expr::Let(condition) => {
                    let mut value = self.looked_into(&mut condition.expr, [&*condition.pat]);
                    let known = Name { kind: None, refers: true, ..self.bound(&value) };
                    self.pattern(&condition.pat.clone(), &known);
                    value.is_code = true;
                    value
                }
                cond => self.expr(cond),
            };
            seen.add(&part);
        }
        seen
    }

    /// What patterns look into: what they bind is dropped later, and may be behind a reference that nobody sees.
    fn looked_into<'p>(
        &mut self,
        expr: &mut syn::Expr,
        patterns: impl IntoIterator<Item = &'p syn::Pat>,
    ) -> Seen {
        let seen = self.expr(expr);
        let mut patterns = patterns.into_iter();
        if is_unseen_value(expr, &seen, || patterns.any(moves_parts)) {
            self.wrap(expr, &seen);
        }
        seen
    }

    fn branch(&mut self, branch: &mut syn::ExprIf) -> Seen {
        self.names.enter();
        let condition = self.condition(&mut branch.cond);
        let then = self.block(&mut branch.then_branch);
        self.names.leave();
        let mut seen = Seen::default();
        seen.add_before(&condition);
        seen.add_value(&then);
        if let Some((_, otherwise)) = &mut branch.else_branch {
            let otherwise = self.expr(otherwise);
            seen.add_value(&otherwise);
            seen.diverges = then.diverges && otherwise.diverges;
            seen.kind = then.kind.or(otherwise.kind);
        }
        seen
    }

    fn matching(&mut self, expr: &mut syn::ExprMatch) -> Seen {
        let scrutinee = self.looked_into(&mut expr.expr, expr.arms.iter().map(|arm| &arm.pat));
        let mut seen = Seen { diverges: true, ..Seen::default() };
        seen.add_before(&scrutinee);
        for arm in &mut expr.arms {
            self.names.enter();
            let known = Name { kind: None, refers: true, ..self.bound(&scrutinee) };
            let names = self.pattern(&arm.pat.clone(), &known);
            seen.is_code |= !names.is_empty();
            if let syn::Pat::Guard(guarded) = &mut arm.pat {
                let guard = self.expr(&mut guarded.guard);
                // It is a part of the user's own `match` then (see `own_arms`).
                if scrutinee.kind.is_none() && scrutinee.is_constant() && !names.is_empty() {
                    self.wrap(&mut guarded.guard, &guard);
                }
                seen.add_before(&guard);
            }
            let body = self.expr(&mut arm.body);
            self.names.leave();
            seen.add_value(&body);
            seen.diverges &= body.diverges;
        }
        seen
    }

    fn for_loop(&mut self, expr: &mut syn::ExprForLoop) -> Seen {
        let iterator = self.parts(&mut expr.expr);
        let is_list = iterator.is_chain || (iterator.is_list() && !iterator.is_code);
        // What isn't known to hold numbers is moved out of the list, not copied.
        let is_list = is_list && (iterator.mentions || !is_consumed(&expr.expr, &iterator));
        self.names.enter();
        let kind = kinds::item(&iterator).filter(|_| is_list || iterator.is_numbered);
        let known = Name { kind, refers: is_list, ..self.bound(&iterator) };
        self.pattern(&expr.pat.clone(), &known);
        let mut seen = self.block(&mut expr.body);
        self.names.leave();
        self.labelled(&mut seen, expr.label.as_ref(), true);
        if !is_list {
            self.wrap_all(&mut expr.expr, &iterator);
        }
        let is_code = seen.is_code || !is_list;
        seen.add(&iterator);
        seen.is_code = is_code;
        Seen { tainted: false, diverges: false, kind: None, ..seen }
    }
}

/// Whether patterns look into a value that is no place: one that may do something when it is dropped, or a reference behind which they look.
fn is_unseen_value(expr: &syn::Expr, seen: &Seen, moves_parts: impl FnOnce() -> bool) -> bool {
    let is_reference = matches!(expr, syn::Expr::Reference(_));
    (seen.may_be_dropped() && is_constructed(expr))
        || (is_reference && seen.kind.is_none() && moves_parts())
}

/// Whether a loop takes the items of a list, which aren't known to be numbers, by value.
fn is_consumed(list: &syn::Expr, seen: &Seen) -> bool {
    let is_of_numbers = seen.kind.as_ref().is_some_and(Kind::is_of_numbers);
    match list {
        syn::Expr::Paren(inner) => is_consumed(&inner.expr, seen),
        syn::Expr::Group(inner) => is_consumed(&inner.expr, seen),
        syn::Expr::Reference(_) | syn::Expr::MethodCall(_) | syn::Expr::Range(_) => false,
        _ => !is_of_numbers,
    }
}

/// Whether a pattern is more than a name.
fn takes_apart(pattern: &syn::Pat) -> bool {
    match pattern {
        syn::Pat::Ident(_) | syn::Pat::Wild(_) => false,
        syn::Pat::Paren(inner) => takes_apart(&inner.pat),
        syn::Pat::Type(typed) => takes_apart(&typed.pat),
        _ => true,
    }
}

/// What a `let` binds, without its `=`.
#[derive(Clone)]
struct Init(syn::LocalInit);

impl quote::ToTokens for Init {
    fn to_tokens(&self, tokens: &mut proc_macro2::TokenStream) {
        self.0.expr.to_tokens(tokens);
        if let Some((else_token, otherwise)) = &self.0.diverge {
            else_token.to_tokens(tokens);
            otherwise.to_tokens(tokens);
        }
    }
}
