//! Control flow: `if`, loops, labelled blocks, and the early exits.

use proc_macro2::{Ident, Span};
use quote::ToTokens;
use syn::spanned::Spanned;

use super::item::{Item, none, some_of};
use super::pattern::truth;
use super::{Binding, Lower};
use crate::exits::{some_field, some_path};
use crate::ir::{Atom, Block, Exit, Expr, Function, Place, Projection, Range, Stmt, StoreOp};
use crate::ir::{Var, VarId, visit};
use crate::signature::Kind;
use crate::unsupported;

/// Something that `break` leaves.
pub(super) struct Loop {
    label: Option<Ident>,
    /// A labelled block, which only its label reaches.
    is_block: bool,
    /// Where the value of a `break` waits.
    slot: Option<Slot>,
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
pub(super) struct Slot(VarId);

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
        if lets.iter().any(|cond| matches!(cond, syn::Expr::Let(_))) {
            return self.branch_let(&lets, branch, ty);
        }
        let cond = self.value(&branch.cond);
        let then = self.scoped(|cx| cx.block_expecting(&branch.then_branch, ty));
        let otherwise = self.scoped(|cx| cx.otherwise(branch, ty));
        self.join(cond, then, otherwise, branch.else_branch.is_some(), span)
    }

    fn otherwise(&mut self, branch: &syn::ExprIf, ty: Option<&syn::Type>) -> Atom {
        match &branch.else_branch {
            Some((_, otherwise)) => {
                let value = self.expecting(otherwise, ty);
                self.atom(value, otherwise.span())
            }
            None => Atom::Unit,
        }
    }

    /// `if let`, and chains of conditions with `let`: one branch for each condition.
    fn branch_let(
        &mut self,
        conds: &[&syn::Expr],
        branch: &syn::ExprIf,
        ty: Option<&syn::Type>,
    ) -> Expr {
        let span = branch.if_token.span();
        let Some((first, rest)) = conds.split_first() else {
            return Expr::Atom(self.block_expecting(&branch.then_branch, ty));
        };
        let (cond, bound) = match first {
            syn::Expr::Let(condition) => {
                let item = self.item(&condition.expr);
                (self.test(&condition.pat, &item), Some((&*condition.pat, item)))
            }
            cond => (Some(self.value(cond)), None),
        };
        let then = |cx: &mut Self| {
            if let Some((pattern, item)) = &bound {
                cx.bind(pattern, item.clone(), None);
            }
            let value = cx.branch_let(rest, branch, ty);
            cx.atom(value, span)
        };
        let Some(cond) = cond else {
            self.scopes.push(Vec::new());
            let value = then(self);
            self.scopes.pop();
            return Expr::Atom(value);
        };
        let then = self.scoped(then);
        let otherwise = self.scoped(|cx| cx.otherwise(branch, ty));
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
            let is_reference =
                |value: &Atom| value.var().is_some_and(|var| self.function.var(var).reference);
            let reference = values().any(is_reference);
            let result = self.result_var(kind.unwrap_or(Kind::Unknown), span);
            self.function.vars[result.0].reference = reference;
            result
        });
        let results = result.into_iter().collect();
        self.stmts.push(Stmt::If { results, cond, then, otherwise, span });
        Expr::Atom(result.map_or(Atom::Unit, Atom::Var))
    }

    /// Loops and exits: statements without a value, but for `loop` with `break value`.
    pub(super) fn flow(&mut self, expr: &syn::Expr) -> Expr {
        match expr {
            syn::Expr::ForLoop(expr) => self.for_loop(expr),
            syn::Expr::While(expr) => self.while_loop(expr),
            syn::Expr::Loop(expr) => return self.endless_loop(expr),
            syn::Expr::Block(block) => {
                let span = block.span();
                let slot = Slot::new(&mut self.function, span);
                let value =
                    self.run_once(block.label.as_ref(), slot, span, |cx| cx.block(&block.block));
                return Expr::Atom(value);
            }
            syn::Expr::Return(expr) => {
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

    fn fill(&mut self, slot: Slot, value: Atom, span: Span) {
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
            Some(label) => around.position(|l| l.label.as_ref() == Some(&label.ident)),
        };
        depth.unwrap_or_else(|| {
            if let Some(label) = label {
                self.diagnostics.error(label, unsupported::LABEL);
            }
            0
        })
    }

    pub(super) fn body(&mut self, label: Option<&syn::Label>, body: &syn::Block) -> Block {
        self.in_loop(label, false, None, |cx| {
            cx.block(body);
        })
    }

    /// Lowers statements as the body of a loop.
    fn in_loop(
        &mut self,
        label: Option<&syn::Label>,
        is_block: bool,
        slot: Option<Slot>,
        lower: impl FnOnce(&mut Self),
    ) -> Block {
        let label = label.map(|label| label.name.ident.clone());
        self.loops.push(Loop { label, is_block, slot });
        let (stmts, ()) = self.scoped(lower);
        self.loops.pop();
        Block { stmts, results: Vec::new() }
    }

    /// The body of a loop over a stream: the user's own if one was announced, else one that no `break` means.
    pub(super) fn iteration(&mut self, lower: impl FnOnce(&mut Self)) -> Block {
        let own = self.next_loop.take();
        let is_block = own.is_none();
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
        self.finish_slot(Stmt::While { cond, body, span }, slot, span)
    }

    fn endless_loop(&mut self, expr: &syn::ExprLoop) -> Expr {
        let span = expr.loop_token.span();
        let slot = Slot::new(&mut self.function, span);
        let body = self.in_loop(expr.label.as_ref(), false, Some(slot), |cx| {
            cx.block(&expr.body);
        });
        let cond = Block { stmts: Vec::new(), results: vec![truth(true, span)] };
        Expr::Atom(self.finish_slot(Stmt::While { cond, body, span }, slot, span))
    }

    /// Puts down a loop and reads the value that it was left with, if any: a number waits as such, anything else in an `Option`.
    fn finish_slot(&mut self, mut stmt: Stmt, slot: Slot, span: Span) -> Atom {
        let mut kinds = Vec::new();
        visit::deep_stmts_of(&stmt, &mut |stmt| {
            if let Stmt::Store { place, value, .. } = stmt
                && place.root == slot.0
            {
                kinds.push(crate::kinds::of_atom(&self.function.vars, value));
            }
        });
        if kinds.is_empty() {
            self.stmts.push(stmt);
            return Atom::Unit;
        }
        let number =
            kinds.into_iter().find(|kind| matches!(kind, Kind::Float | Kind::Int | Kind::Bool));
        let first = match &number {
            Some(Kind::Float) => Atom::float("0.0", span),
            Some(Kind::Int) => super::pattern::integer(0, span),
            Some(_) => truth(false, span),
            None => none(),
        };
        self.stmts.push(Stmt::Let { var: slot.0, expr: Expr::Atom(first), span });
        if let Some(kind) = number {
            self.function.vars[slot.0.0].kind = kind;
            self.stmts.push(stmt);
            return Atom::Var(self.temp(Expr::Read(Place::whole(slot.0)), span));
        }
        for block in visit::blocks_mut(&mut stmt) {
            self.fill_with_some(block, slot);
        }
        self.stmts.push(stmt);
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

    fn while_loop(&mut self, expr: &syn::ExprWhile) {
        let span = expr.while_token.span();
        let mut conds = Vec::new();
        conditions(&expr.cond, &mut conds);
        if conds.iter().any(|cond| matches!(cond, syn::Expr::Let(_))) {
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
        let (cond, bound) = match first {
            syn::Expr::Let(condition) => {
                let item = self.item(&condition.expr);
                (self.test(&condition.pat, &item), Some((&*condition.pat, item)))
            }
            cond => (Some(self.value(cond)), None),
        };
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

    fn for_loop(&mut self, expr: &syn::ExprForLoop) {
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
        self.stmts.push(Stmt::For { var, range, body, span });
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
        var.kind = Kind::Int;
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
                match (call.method.to_string().as_str(), call.args.first()) {
                    ("rev", None) => range.reversed = !range.reversed,
                    (_, Some(step)) => {
                        range.reversed_first = range.reversed;
                        range.step = Some(self.operand(step));
                    }
                    _ => {}
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
                match (call.method.to_string().as_str(), call.args.len()) {
                    ("rev", 0) => Some(inner),
                    ("step_by", 1) if inner == 0 => Some(1),
                    _ => None,
                }
            }
            _ => None,
        }
    }
    steps(expr).is_some()
}

/// The conditions of a chain, `a && let P = e && b`; one if it is none.
fn conditions<'a>(expr: &'a syn::Expr, found: &mut Vec<&'a syn::Expr>) {
    match expr {
        syn::Expr::Binary(binary) if matches!(binary.op, syn::BinOp::And(_)) => {
            conditions(&binary.left, found);
            conditions(&binary.right, found);
        }
        expr => found.push(expr),
    }
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
            Stmt::Let { .. } | Stmt::If { .. } => false,
            _ => true,
        };
    };
    stmts.iter().for_each(|stmt| visit::deep_stmts_of(stmt, &mut note));
    found
}

/// Whether a list of statements always leaves early, or panics.
pub(super) fn leaves(stmts: &[Stmt]) -> bool {
    stmts.iter().any(|stmt| match stmt {
        Stmt::Exit { .. } => true,
        Stmt::If { then, otherwise, .. } => leaves(&then.stmts) && leaves(&otherwise.stmts),
        _ => false,
    })
}
