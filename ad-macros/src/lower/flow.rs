//! Control flow: `if` and the early exits. Loops and labelled blocks are in `loops`.

use proc_macro2::{Ident, Span};
use quote::{ToTokens, quote_spanned};
use syn::spanned::Spanned;

use super::build::truth;
use super::item::Item;
use super::syntax::conditions;
use super::{Lower, constant};
use crate::hygiene;
use crate::ir::paths::{is_error, is_ok};
use crate::ir::{Atom, Block, Exit, Expr, Function, Place, Stmt, StoreOp, Var, VarId, Verbatim};
use crate::kind::{Held, Kind};
use crate::library::StdType;
use crate::ty::peel;
use crate::unsupported;

/// Something that `break` leaves.
pub(super) struct Loop {
    pub(super) label: Option<Ident>,
    /// A labelled block, which only its label reaches.
    pub(super) is_block: bool,
    /// Where the value of a `break` waits.
    pub(super) slot: Option<Slot>,
}

/// Where `return` goes.
#[derive(Clone, Copy)]
pub(super) enum Leave {
    /// Out of the function.
    Function,
    /// Out of an inlined closure, which is the outermost block around.
    Block(Slot),
}

/// Storage for the value of what is left early.
#[derive(Clone, Copy)]
pub(super) struct Slot(pub(super) VarId);

impl Slot {
    pub(super) fn new(function: &mut Function, span: Span) -> Slot {
        let mut var = Var::new("value", span.resolved_at(Span::mixed_site()));
        var.mutable = true;
        Slot(function.add(var))
    }
}

impl Lower<'_> {
    /// `if` as statement or value. A branch that leaves early has no value of its own.
    pub(super) fn branch(&mut self, branch: &syn::ExprIf, ty: Option<&syn::Type>) -> Expr {
        let span = branch.if_token.span();
        let mut lets = Vec::new();
        conditions(&branch.cond, &mut lets);
        if let [syn::Expr::Let(condition)] = lets.as_slice()
            && let Some(value) = self.own_branch(condition, branch, ty)
        {
            return value;
        }
        if lets.iter().any(|cond| matches!(cond, syn::Expr::Let(_))) {
            return self.branch_let(&lets, branch, ty, self.scopes.len());
        }
        let cond = self.full_value(&branch.cond);
        let then = self.scoped(|cx| cx.block_expecting(&branch.then_branch, ty));
        let otherwise = self.scoped(|cx| cx.otherwise(branch, ty));
        self.join(cond, then, otherwise, branch.else_branch.is_some(), span)
    }

    /// A block as statement or value. Its statements join those around it, unless a constant is bound in it: what that is may do
    /// something when it is dropped, at the end of the block. Then the block is a branch that is always taken.
    pub(super) fn inner_block(&mut self, block: &syn::Block, ty: Option<&syn::Type>) -> Expr {
        let (stmts, value) = self.scoped(|cx| cx.block_expecting(block, ty));
        if binds_constants(block) || self.binds_unknowns(&stmts) {
            return self.always((stmts, value), block.span());
        }
        self.stmts.extend(stmts);
        Expr::Atom(value)
    }

    /// What stands in a block of its own, at whose end what it made is dropped.
    pub(super) fn in_a_branch(
        &mut self,
        span: Span,
        lower: impl FnOnce(&mut Self) -> Atom,
    ) -> Expr {
        let then = self.scoped(lower);
        self.always(then, span)
    }

    /// A branch that is always taken.
    fn always(&mut self, then: (Vec<Stmt>, Atom), span: Span) -> Expr {
        let has_value = then.1 != Atom::Unit;
        let otherwise = match has_value {
            true => vec![self.unreachable(span), Stmt::Exit { exit: Exit::Diverge, span }],
            false => Vec::new(),
        };
        self.join(truth(true, span), then, (otherwise, Atom::Unit), has_value, span)
    }

    /// Whether a variable is bound by these statements to what is passed through, for it isn't differentiated as it turns out.
    fn binds_unknowns(&self, stmts: &[Stmt]) -> bool {
        stmts.iter().any(|stmt| match stmt {
            Stmt::Let { var, expr, .. } => {
                let var = self.function.var(*var);
                var.user && !var.ty.guess.is_number() && self.is_passed_through(expr)
            }
            _ => false,
        })
    }

    pub(super) fn is_passed_through(&self, expr: &Expr) -> bool {
        match expr {
            Expr::Verbatim(verbatim) => verbatim.complaint.is_some(),
            Expr::Atom(Atom::Var(from)) => self.function.var(*from).ty.passed,
            _ => false,
        }
    }

    /// `unreachable!()`
    fn unreachable(&self, span: Span) -> Stmt {
        let tokens = quote_spanned!(span.resolved_at(Span::mixed_site())=> ::core::unreachable!());
        Stmt::Verbatim { verbatim: Verbatim::made(tokens, Vec::new()), lets: None }
    }

    pub(super) fn otherwise(&mut self, branch: &syn::ExprIf, ty: Option<&syn::Type>) -> Atom {
        match &branch.else_branch {
            Some((_, otherwise)) => self.side(otherwise, ty),
            None => Atom::Unit,
        }
    }

    /// The value of a branch or an arm, which is a block anyway.
    pub(super) fn side(&mut self, side: &syn::Expr, ty: Option<&syn::Type>) -> Atom {
        match side {
            syn::Expr::Block(block) if block.label.is_none() => {
                self.block_expecting(&block.block, ty)
            }
            side => {
                let value = self.full(side, ty);
                self.atom(value, side.span())
            }
        }
    }

    /// One condition of a chain: what it tests, unless its pattern always fits, and what it binds.
    pub(super) fn condition<'a>(
        &mut self,
        cond: &'a syn::Expr,
    ) -> (Option<Atom>, Option<(&'a syn::Pat, Item)>) {
        let syn::Expr::Let(condition) = cond else { return (Some(self.value(cond)), None) };
        let item = self.item(&condition.expr);
        let item = self.scrutinee(item, condition.expr.span());
        (self.test(&condition.pat, &item), Some((&condition.pat, item)))
    }

    /// `if let`, and chains of conditions with `let`: one branch for each condition. `n_scopes` are around the whole chain.
    fn branch_let(
        &mut self,
        conds: &[&syn::Expr],
        branch: &syn::ExprIf,
        ty: Option<&syn::Type>,
        n_scopes: usize,
    ) -> Expr {
        let span = branch.if_token.span();
        let Some((first, rest)) = conds.split_first() else {
            return Expr::Atom(self.block_expecting(&branch.then_branch, ty));
        };
        let before = self.condition_before(first, &branch.then_branch);
        let (cond, bound) = self.condition(before.as_ref().unwrap_or(first));
        let then = |cx: &mut Self| {
            if let Some((pattern, item)) = &bound {
                cx.bind_fallible(pattern, item.clone());
            }
            let value = cx.branch_let(rest, branch, ty, n_scopes);
            cx.atom(value, span)
        };
        let Some(cond) = cond else {
            self.scopes.push(Vec::new());
            let value = then(self);
            self.scopes.pop();
            return Expr::Atom(value);
        };
        let then = self.scoped(then);
        // It sees nothing of what the conditions before this one have bound.
        let bound = self.scopes.split_off(n_scopes);
        let otherwise = self.scoped(|cx| cx.otherwise(branch, ty));
        self.scopes.extend(bound);
        self.join(cond, then, otherwise, branch.else_branch.is_some(), span)
    }

    /// The branch with these two sides, and its value if it has one.
    pub(super) fn join(
        &mut self,
        cond: Atom,
        (then_stmts, then_value): (Vec<Stmt>, Atom),
        (else_stmts, else_value): (Vec<Stmt>, Atom),
        has_else: bool,
        span: Span,
    ) -> Expr {
        let (then_leaves, else_leaves) = (leaves(&then_stmts), leaves(&else_stmts));
        let has_value = has_else
            && (then_leaves || !matches!(then_value, Atom::Unit))
            && (else_leaves || !matches!(else_value, Atom::Unit))
            && !(then_leaves && else_leaves);
        let results = |leaves: bool, value: &Atom| match has_value && !leaves {
            true => vec![value.clone()],
            false => Vec::new(),
        };
        let then = Block { results: results(then_leaves, &then_value), stmts: then_stmts };
        let otherwise = Block { results: results(else_leaves, &else_value), stmts: else_stmts };
        let result = has_value.then(|| {
            let values = || then.results.iter().chain(&otherwise.results);
            let kind = values().map(|value| self.kind(value)).find(|kind| *kind != Kind::Unknown);
            let held = match values().any(|value| self.refers(value)) {
                true => Held::Reference,
                false => Held::Owned,
            };
            let option = values().any(|value| self.is_option_value(&Expr::Atom(value.clone())));
            let result = self.result_var(kind.unwrap_or(Kind::Unknown), span);
            let ty = &mut self.function.vars[result.0].ty;
            (ty.held, ty.option) = (held, option);
            result
        });
        let results = result.into_iter().collect();
        self.stmts.push(Stmt::If { results, cond, then, otherwise, span });
        Expr::Atom(result.map_or(Atom::Unit, Atom::Var))
    }

    /// Loops and exits: statements without a value, but for `loop` with `break value`.
    pub(super) fn flow(&mut self, expr: &syn::Expr) -> Expr {
        match expr {
            syn::Expr::ForLoop(expr) => self.checkpointed(&expr.attrs, |cx| cx.for_loop(expr)),
            syn::Expr::While(expr) => self.checkpointed(&expr.attrs, |cx| cx.while_loop(expr)),
            syn::Expr::Loop(expr) => {
                return self.checkpointed(&expr.attrs, |cx| cx.endless_loop(expr));
            }
            syn::Expr::Block(block) => {
                let span = block.span();
                let slot = Slot::new(&mut self.function, span);
                let value =
                    self.run_once(block.label.as_ref(), slot, span, |cx| cx.block(&block.block));
                return Expr::Atom(value);
            }
            syn::Expr::Return(expr) => {
                if let Some(choice) = expr.expr.as_ref().and_then(|value| self.in_parts(value)) {
                    return self.match_expr(&choice, None);
                }
                let output = self.output.clone();
                let value = match &expr.expr {
                    Some(value) => {
                        let lowered = self.expecting(value, Some(&output));
                        self.atom(lowered, value.span())
                    }
                    None => Atom::Unit,
                };
                self.leave_with(value, expr.span());
            }
            syn::Expr::Break(expr) => {
                let depth = self.loop_depth(expr.label.as_ref(), true);
                if let Some(value) = &expr.expr {
                    let value = self.value(value);
                    let position = self.loops.len().checked_sub(depth + 1);
                    // Elsewhere than in `loop` and blocks it is rustc that complains.
                    if let Some(slot) = position.and_then(|position| self.loops[position].slot) {
                        self.fill(slot, value, expr.span());
                    }
                }
                self.exit(Exit::Break(depth), expr);
            }
            syn::Expr::Continue(expr) => {
                let depth = self.loop_depth(expr.label.as_ref(), false);
                self.exit(Exit::Continue(depth), expr);
            }
            other => self.diagnostics.error(other, unsupported::EXPRESSION),
        }
        Expr::Atom(Atom::Unit)
    }

    /// `return f(x)` of a `Result` in a loop, as a `match` that returns it as it is made: its error may be none that can be copied.
    fn in_parts(&self, value: &syn::Expr) -> Option<syn::ExprMatch> {
        let syn::Type::Path(output) = peel(&self.output) else { return None };
        let is_result = output.path.segments.last().map(|last| StdType::of(&last.ident));
        let is_made = match value {
            syn::Expr::Call(call) => match &*call.func {
                syn::Expr::Path(path) => is_ok(&path.path) || is_error(&path.path),
                _ => false,
            },
            syn::Expr::MethodCall(_) => false,
            _ => true,
        };
        let waits = matches!(self.leave, Leave::Function) && self.is_in_loop();
        if is_made || !waits || is_result != Some(Some(StdType::Result)) {
            return None;
        }
        Some(syn::parse_quote_spanned! {Span::mixed_site()=>
            match #value {
                ::core::result::Result::Ok(value) => return ::core::result::Result::Ok(value),
                ::core::result::Result::Err(error) => return ::core::result::Result::Err(error),
            }
        })
    }

    /// `return value`, out of the function or of an inlined closure.
    pub(super) fn leave_with(&mut self, value: Atom, span: Span) {
        let exit = match self.leave {
            Leave::Function => Exit::Return(value),
            Leave::Block(slot) => {
                self.fill(slot, value, span);
                Exit::Break(self.loops.len() - 1)
            }
        };
        self.stmts.push(Stmt::Exit { exit, span });
    }

    fn exit(&mut self, exit: Exit, tokens: impl ToTokens) {
        self.stmts.push(Stmt::Exit { exit, span: tokens.span() });
    }

    pub(super) fn fill(&mut self, slot: Slot, value: Atom, span: Span) {
        if !matches!(value, Atom::Unit) {
            let place = Place::whole(slot.0);
            self.stmts.push(Stmt::Store { place, op: StoreOp::Set, value, span });
        }
    }

    /// How many loops lie between here and the one that is meant.
    fn loop_depth(&mut self, label: Option<&syn::Lifetime>, _breaks: bool) -> usize {
        let mut around = self.loops.iter().rev();
        let depth = match label {
            None => around.position(|l| !l.is_block),
            Some(label) => {
                let is_meant = |known: &Ident| hygiene::same(known, &label.ident);
                around.position(|l| l.label.as_ref().is_some_and(is_meant))
            }
        };
        depth.unwrap_or_else(|| {
            if let Some(label) = label {
                self.diagnostics.error(label, unsupported::LABEL);
            }
            0
        })
    }
}

/// Whether a block binds what constant code results in, and doesn't say that it is a number.
pub(super) fn binds_constants(block: &syn::Block) -> bool {
    block.stmts.iter().any(|stmt| match stmt {
        syn::Stmt::Local(syn::Local { pat, init: Some(init), .. }) => {
            let is_number = matches!(pat, syn::Pat::Type(typed) if Kind::of(&typed.ty).is_number());
            constant::written(&init.expr).is_some_and(|tokens| !tokens.is_empty()) && !is_number
        }
        _ => false,
    })
}

/// Whether a list of statements always leaves early, or panics.
pub(super) fn leaves(stmts: &[Stmt]) -> bool {
    stmts.iter().any(|stmt| match stmt {
        Stmt::Exit { .. } => true,
        Stmt::If { then, otherwise, .. } => leaves(&then.stmts) && leaves(&otherwise.stmts),
        Stmt::Match { arms, .. } => arms.iter().all(|arm| leaves(&arm.stmts)),
        _ => false,
    })
}
