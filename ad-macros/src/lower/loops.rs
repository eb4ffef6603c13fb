//! Loops, and blocks that are left like loops.

use proc_macro2::Span;
use syn::spanned::Spanned;

use super::build::{integer, none, some_of, truth};
use super::flow::{Loop, Slot, leaves};
use super::item::Item;
use super::scopes::Binding;
use super::syntax::conditions;
use super::{Lower, constant};
use crate::hygiene;
use crate::ir::paths::{some_field, some_path};
use crate::ir::{Atom, Block, Exit, Expr, Place, Projection, Range, Stmt, Var, VarId, visit};
use crate::kind::Kind;
use crate::library::{self, Adapter};

impl Lower<'_> {
    pub(super) fn body(&mut self, label: Option<&syn::Label>, body: &syn::Block) -> Block {
        self.in_loop(label, false, None, |cx| {
            cx.block(body);
        })
    }

    /// Whether a `break` without a label would leave a loop of the user's.
    pub(super) fn is_in_loop(&self) -> bool {
        self.loops.iter().any(|around| !around.is_block)
    }

    /// Lowers statements as the body of a loop.
    pub(super) fn in_loop(
        &mut self,
        label: Option<&syn::Label>,
        is_block: bool,
        slot: Option<Slot>,
        lower: impl FnOnce(&mut Self),
    ) -> Block {
        let label = label.map(|label| label.name.ident.clone());
        self.function.names.extend(label.as_ref().map(hygiene::spelled));
        self.loops.push(Loop { label, is_block, slot });
        let (stmts, ()) = self.scoped(lower);
        self.loops.pop();
        Block { stmts, results: Vec::new() }
    }

    /// The body of a loop over a stream: the user's own if one was announced, else one that no `break` means.
    pub(super) fn iteration(&mut self, lower: impl FnOnce(&mut Self)) -> Block {
        let own = self.next_loop.take();
        let is_block = own.is_none();
        self.function.names.extend(own.iter().flatten().map(hygiene::spelled));
        self.loops.push(Loop { label: own.flatten(), is_block, slot: None });
        let (stmts, ()) = self.scoped(lower);
        self.loops.pop();
        Block { stmts, results: Vec::new() }
    }

    /// A block that `break 'label` leaves: a loop that is run once.
    pub(super) fn run_once(
        &mut self,
        label: Option<&syn::Label>,
        slot: Slot,
        span: Span,
        lower: impl FnOnce(&mut Self) -> Atom,
    ) -> Atom {
        let body = self.in_loop(label, true, Some(slot), |cx| {
            let value = lower(cx);
            if !leaves(&cx.stmts) {
                cx.fill(slot, value, span);
                cx.stmts.push(Stmt::Exit { exit: Exit::Break(0), span });
            }
        });
        let cond = Block { stmts: Vec::new(), results: vec![truth(true, span)] };
        self.finish_slot(vec![Stmt::While { cond, body, span }], slot, span)
    }

    pub(super) fn endless_loop(&mut self, expr: &syn::ExprLoop) -> Expr {
        let span = expr.loop_token.span();
        let slot = Slot::new(&mut self.function, span);
        let body = self.in_loop(expr.label.as_ref(), false, Some(slot), |cx| {
            cx.block(&expr.body);
        });
        let cond = Block { stmts: Vec::new(), results: vec![truth(true, span)] };
        Expr::Atom(self.finish_slot(vec![Stmt::While { cond, body, span }], slot, span))
    }

    /// Puts down loops and reads the value that they were left with, if any: a number waits as such, anything else in an `Option`.
    pub(super) fn finish_slot(&mut self, mut stmts: Vec<Stmt>, slot: Slot, span: Span) -> Atom {
        let mut kinds = Vec::new();
        let mut note = |stmt: &Stmt| {
            if let Stmt::Store { place, value, .. } = stmt
                && place.root == slot.0
            {
                kinds.push(crate::kinds::of_atom(&self.function.vars, value));
            }
        };
        stmts.iter().for_each(|stmt| visit::deep_stmts_of(stmt, &mut note));
        if kinds.is_empty() {
            self.stmts.extend(stmts);
            return Atom::Unit;
        }
        let number =
            kinds.into_iter().find(|kind| matches!(kind, Kind::Float | Kind::Int | Kind::Bool));
        let first = match &number {
            Some(Kind::Float) => Atom::float("0.0", span),
            Some(Kind::Int) => integer(0, span),
            Some(_) => truth(false, span),
            None => none(),
        };
        self.stmts.push(Stmt::Let { var: slot.0, expr: Expr::Atom(first), span });
        if let Some(kind) = number {
            self.function.vars[slot.0.0].ty.guess = kind;
            self.stmts.extend(stmts);
            return Atom::Var(self.temp(Expr::Read(Place::whole(slot.0)), span));
        }
        for block in stmts.iter_mut().flat_map(visit::blocks_mut) {
            self.fill_with_some(block, slot);
        }
        self.stmts.extend(stmts);
        let step = Projection::Variant { path: some_path(), member: some_field() };
        Atom::Var(self.temp(Expr::Read(Place::whole(slot.0).then(step)), span))
    }

    /// `slot = Some(value)` for each `slot = value`.
    fn fill_with_some(&mut self, block: &mut Block, slot: Slot) {
        let mut code = Vec::new();
        for mut stmt in std::mem::take(&mut block.stmts) {
            for inner in visit::blocks_mut(&mut stmt) {
                self.fill_with_some(inner, slot);
            }
            if let Stmt::Store { place, value, span, .. } = &mut stmt
                && place.root == slot.0
            {
                let var = self.function.add(Var::new("t", *span));
                code.push(Stmt::Let { var, expr: some_of(value.clone()), span: *span });
                *value = Atom::Var(var);
            }
            code.push(stmt);
        }
        block.stmts = code;
    }

    pub(super) fn while_loop(&mut self, expr: &syn::ExprWhile) {
        let span = expr.while_token.span();
        let mut conds = Vec::new();
        conditions(&expr.cond, &mut conds);
        if conds.iter().any(|cond| matches!(cond, syn::Expr::Let(_))) {
            if let [syn::Expr::Let(condition)] = conds.as_slice()
                && let Some(tokens) = constant::written(&condition.expr)
            {
                let head = (&*condition.pat, tokens);
                return self.own_while(head, expr.label.as_ref(), &expr.body, span);
            }
            // `while let P = e { T }` is `loop { if let P = e { T } else { break; } }`.
            let body = self.in_loop(expr.label.as_ref(), false, None, |cx| {
                cx.while_let(&conds, &expr.body, span);
            });
            let cond = Block { stmts: Vec::new(), results: vec![truth(true, span)] };
            return self.stmts.push(Stmt::While { cond, body, span });
        }
        let (stmts, cond) = self.scoped(|cx| cx.value(&expr.cond));
        let mut body = self.body(expr.label.as_ref(), &expr.body);
        let cond = match has_effects(&stmts) {
            false => Block { stmts, results: vec![cond] },
            // `while { S; c } { T }` is `loop { S; if !c { break; } T }`.
            true => {
                let goes_on = Expr::Unary(crate::ir::UnOp::Not, cond);
                let (mut start, ends) = (stmts, self.result_var(Kind::Bool, span));
                start.push(Stmt::Let { var: ends, expr: goes_on, span });
                let leave = vec![Stmt::Exit { exit: Exit::Break(0), span }];
                start.push(Stmt::If {
                    results: Vec::new(),
                    cond: Atom::Var(ends),
                    then: Block { stmts: leave, results: Vec::new() },
                    otherwise: Block::default(),
                    span,
                });
                body.stmts.splice(0..0, start);
                Block { stmts: Vec::new(), results: vec![truth(true, span)] }
            }
        };
        self.stmts.push(Stmt::While { cond, body, span });
    }

    fn while_let(&mut self, conds: &[&syn::Expr], body: &syn::Block, span: Span) {
        let Some((first, rest)) = conds.split_first() else {
            self.block(body);
            return;
        };
        let before = self.condition_before(first, body);
        let (cond, bound) = self.condition(before.as_ref().unwrap_or(first));
        let then = self.scoped(|cx| {
            if let Some((pattern, item)) = bound {
                cx.bind(pattern, item, None);
            }
            cx.while_let(rest, body, span);
            Atom::Unit
        });
        let leave = Stmt::Exit { exit: Exit::Break(0), span };
        match cond {
            Some(cond) => {
                self.join(cond, then, (vec![leave], Atom::Unit), true, span);
            }
            None => self.stmts.extend(then.0),
        }
    }

    pub(super) fn for_loop(&mut self, expr: &syn::ExprForLoop) {
        if let Some(tokens) = constant::written(&expr.expr) {
            return self.own_for(expr, tokens);
        }
        if let Some(iterated) = self.iterated_before(expr) {
            let before = syn::ExprForLoop { expr: Box::new(iterated), ..expr.clone() };
            return self.for_loop(&before);
        }
        let Some(range) = self.range(&expr.expr) else {
            if self.for_stream(expr).is_none() {
                self.scoped(|cx| {
                    cx.declare_placeholders(&expr.pat);
                    cx.body(expr.label.as_ref(), &expr.body)
                });
            }
            return;
        };
        let span = expr.for_token.span();
        self.for_range(range, &expr.pat, expr.label.as_ref(), span, |cx| {
            cx.block(&expr.body);
        });
    }

    /// A loop over a range, its variable bound to a pattern.
    pub(super) fn for_range(
        &mut self,
        range: Range,
        pattern: &syn::Pat,
        label: Option<&syn::Label>,
        span: Span,
        lower: impl FnOnce(&mut Self),
    ) {
        let var = self.counter(pattern);
        if self.is_usize(&range.start) || self.is_usize(&range.end) {
            self.function.vars[var.0].ty.usize = true;
        }
        let body = self.in_loop(label, false, None, |cx| {
            match pattern {
                syn::Pat::Ident(name) if name.mutability.is_none() && name.subpat.is_none() => {
                    cx.declare(&name.ident, Binding::Var(var));
                }
                syn::Pat::Wild(_) => {}
                pattern => cx.bind(pattern, Item::atom(Atom::Var(var)), None),
            }
            lower(cx);
        });
        self.stmts.push(Stmt::For { var, range, body, until: None, span });
    }

    fn counter(&mut self, pattern: &syn::Pat) -> VarId {
        let mut var = match pattern {
            syn::Pat::Ident(name) => {
                let mut var = Var::new(name.ident.to_string(), name.ident.span());
                var.user = name.mutability.is_none();
                var
            }
            pattern => Var::new("_", pattern.span()),
        };
        var.ty.is_of(Kind::Int);
        self.function.add(var)
    }

    /// `a..b`, `a..=b`, with `.rev()` and `.step_by(k)`.
    pub(super) fn range(&mut self, expr: &syn::Expr) -> Option<Range> {
        if !is_range(expr) {
            return None;
        }
        match expr {
            syn::Expr::Paren(inner) => self.range(&inner.expr),
            syn::Expr::Range(range) => {
                let (start, end) = (range.start.as_ref()?, range.end.as_ref()?);
                Some(Range {
                    start: self.operand(start),
                    end: self.operand(end),
                    inclusive: matches!(range.limits, syn::RangeLimits::Closed(_)),
                    step: None,
                    reversed: false,
                    reversed_first: false,
                })
            }
            syn::Expr::MethodCall(call) => {
                let mut range = self.range(&call.receiver)?;
                match call.args.first() {
                    None => range.reversed = !range.reversed,
                    Some(step) => {
                        range.reversed_first = range.reversed;
                        range.step = Some(self.operand(step));
                    }
                }
                Some(range)
            }
            _ => None,
        }
    }
}

/// Whether an expression is a range that a loop can run over as it is, checked before anything is lowered.
pub(super) fn is_range(expr: &syn::Expr) -> bool {
    fn steps(expr: &syn::Expr) -> Option<usize> {
        match expr {
            syn::Expr::Paren(inner) => steps(&inner.expr),
            syn::Expr::Range(range) => (range.start.is_some() && range.end.is_some()).then_some(0),
            syn::Expr::MethodCall(call) => {
                let inner = steps(&call.receiver)?;
                match (library::adapter(&call.method.to_string())?, call.args.len()) {
                    (Adapter::Rev, 0) => Some(inner),
                    (Adapter::StepBy, 1) if inner == 0 => Some(1),
                    _ => None,
                }
            }
            _ => None,
        }
    }
    steps(expr).is_some()
}

/// Whether statements do more than compute values.
fn has_effects(stmts: &[Stmt]) -> bool {
    let mut found = false;
    let mut note = |stmt: &Stmt| {
        found |= match stmt {
            Stmt::Let { expr: Expr::Verbatim(verbatim), .. } => verbatim.writes,
            Stmt::Let { expr: Expr::Borrow { mutable, .. }, .. } => *mutable,
            Stmt::Call { args, .. } => {
                args.iter().any(|arg| matches!(arg, crate::ir::Arg::BorrowMut(_)))
            }
            Stmt::Let { .. } | Stmt::If { .. } | Stmt::Match { .. } => false,
            _ => true,
        };
    };
    stmts.iter().for_each(|stmt| visit::deep_stmts_of(stmt, &mut note));
    found
}
