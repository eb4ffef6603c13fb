//! Control flow: `if`, `for` over ranges, `while`, `loop`, and the early exits.

use proc_macro2::Ident;
use quote::ToTokens;
use syn::spanned::Spanned;

use super::{Loop, Lower};
use crate::ir::{Atom, Block, Exit, Expr, Range, Stmt, Var};
use crate::signature::Kind;
use crate::unsupported;

impl Lower<'_> {
    /// `if` as statement or value. A branch that leaves early has no value of its own.
    pub(super) fn branch(&mut self, branch: &syn::ExprIf) -> Expr {
        let span = branch.if_token.span();
        let cond = self.condition(&branch.cond, unsupported::IF_LET);
        let (then_stmts, then_value) = self.scoped(|cx| cx.block(&branch.then_branch));
        let (else_stmts, else_value) = self.scoped(|cx| match &branch.else_branch {
            Some((_, otherwise)) => cx.value(otherwise),
            None => Atom::Unit,
        });
        let (then_leaves, else_leaves) = (leaves(&then_stmts), leaves(&else_stmts));
        let has_value = branch.else_branch.is_some()
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
            let values = then.results.iter().chain(&otherwise.results);
            let kind = values.map(|value| self.kind(value)).find(|kind| *kind != Kind::Unknown);
            let reference = then
                .results
                .iter()
                .chain(&otherwise.results)
                .any(|value| value.var().is_some_and(|var| self.function.var(var).reference));
            if reference {
                self.diagnostics.error(branch.if_token, unsupported::BRANCH_REFERENCE);
            }
            self.result_var(kind.unwrap_or(Kind::Unknown), span)
        });
        let results = result.into_iter().collect();
        self.stmts.push(Stmt::If { results, cond, then, otherwise, span });
        Expr::Atom(result.map_or(Atom::Unit, Atom::Var))
    }

    /// A condition; one with `let` is refused with `message`, and its names are declared.
    fn condition(&mut self, cond: &syn::Expr, message: &str) -> Atom {
        let syn::Expr::Let(condition) = cond else { return self.value(cond) };
        self.diagnostics.error(condition.let_token, message);
        self.declare_placeholders(&condition.pat);
        Atom::Literal(syn::Lit::Bool(syn::LitBool::new(true, condition.let_token.span())))
    }

    /// Loops and exits: statements without a value.
    pub(super) fn flow(&mut self, expr: &syn::Expr) -> Expr {
        match expr {
            syn::Expr::ForLoop(expr) => self.for_loop(expr),
            syn::Expr::While(expr) => {
                let (stmts, cond) =
                    self.scoped(|cx| cx.condition(&expr.cond, unsupported::WHILE_LET));
                let span = expr.while_token.span();
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
                        let always = syn::Lit::Bool(syn::LitBool::new(true, span));
                        Block { stmts: Vec::new(), results: vec![Atom::Literal(always)] }
                    }
                };
                self.stmts.push(Stmt::While { cond, body, span });
            }
            syn::Expr::Loop(expr) => {
                let span = expr.loop_token.span();
                let always = syn::Lit::Bool(syn::LitBool::new(true, span));
                let cond = Block { stmts: Vec::new(), results: vec![Atom::Literal(always)] };
                let body = self.body(expr.label.as_ref(), &expr.body);
                self.stmts.push(Stmt::While { cond, body, span });
            }
            syn::Expr::Return(expr) => {
                let value = match &expr.expr {
                    Some(value) => self.value(value),
                    None => Atom::Unit,
                };
                self.exit(Exit::Return(value), expr);
            }
            syn::Expr::Break(expr) => {
                if let Some(value) = &expr.expr {
                    self.diagnostics.error(value, unsupported::BREAK_VALUE);
                }
                let depth = self.loop_depth(expr.label.as_ref());
                self.exit(Exit::Break(depth), expr);
            }
            syn::Expr::Continue(expr) => {
                let depth = self.loop_depth(expr.label.as_ref());
                self.exit(Exit::Continue(depth), expr);
            }
            other => self.diagnostics.error(other, unsupported::EXPRESSION),
        }
        Expr::Atom(Atom::Unit)
    }

    fn exit(&mut self, exit: Exit, tokens: impl ToTokens) {
        self.stmts.push(Stmt::Exit { exit, span: tokens.span() });
    }

    /// How many loops lie between here and the one with this label.
    fn loop_depth(&mut self, label: Option<&syn::Lifetime>) -> usize {
        let Some(label) = label else { return 0 };
        let depth = self.loops.iter().rev().position(|l| l.label.as_ref() == Some(&label.ident));
        depth.unwrap_or_else(|| {
            self.diagnostics.error(label, unsupported::LABEL);
            0
        })
    }

    fn body(&mut self, label: Option<&syn::Label>, body: &syn::Block) -> Block {
        self.loops.push(Loop { label: label.map(|label| label.name.ident.clone()) });
        let (stmts, _) = self.scoped(|cx| cx.block(body));
        self.loops.pop();
        Block { stmts, results: Vec::new() }
    }

    fn for_loop(&mut self, expr: &syn::ExprForLoop) {
        let Some(range) = self.range(&expr.expr) else {
            self.diagnostics.error(&expr.expr, unsupported::FOR_ITERATOR);
            self.scoped(|cx| {
                cx.declare_placeholders(&expr.pat);
                cx.body(expr.label.as_ref(), &expr.body)
            });
            return;
        };
        let name = match &*expr.pat {
            syn::Pat::Ident(pat) if pat.by_ref.is_none() && pat.subpat.is_none() => {
                Some((pat.ident.clone(), pat.mutability.is_some()))
            }
            syn::Pat::Wild(_) => None,
            other => {
                self.diagnostics.error(other, unsupported::FOR_PATTERN);
                None
            }
        };
        let var = self.counter(name.as_ref().map(|(name, _)| name), expr);
        self.loops.push(Loop { label: expr.label.as_ref().map(|label| label.name.ident.clone()) });
        let (stmts, ()) = self.scoped(|cx| {
            if let Some((name, mutable)) = &name {
                let mut seen = var;
                if *mutable {
                    let mut local = cx.function.var(var).clone();
                    local.mutable = true;
                    seen = cx.function.add(local);
                    let value = Expr::Atom(Atom::Var(var));
                    cx.stmts.push(Stmt::Let { var: seen, expr: value, span: name.span() });
                }
                cx.declare(name, seen);
            }
            cx.block(&expr.body);
        });
        self.loops.pop();
        let body = Block { stmts, results: Vec::new() };
        self.stmts.push(Stmt::For { var, range, body, span: expr.for_token.span() });
    }

    fn counter(&mut self, name: Option<&Ident>, expr: &syn::ExprForLoop) -> crate::ir::VarId {
        let mut var = match name {
            Some(name) => Var::new(name.to_string(), name.span()),
            None => Var::new("_", expr.pat.span()),
        };
        var.user = name.is_some();
        var.kind = Kind::Int;
        self.function.add(var)
    }

    /// `a..b`, `a..=b`, with `.rev()` and `.step_by(k)`.
    fn range(&mut self, expr: &syn::Expr) -> Option<Range> {
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
                    ("step_by", Some(step)) if range.step.is_none() => {
                        range.reversed_first = range.reversed;
                        range.step = Some(self.operand(step));
                    }
                    _ => return None,
                }
                Some(range)
            }
            _ => None,
        }
    }
}

/// Whether statements do more than compute values.
fn has_effects(stmts: &[Stmt]) -> bool {
    let mut found = false;
    let mut note = |stmt: &Stmt| {
        found |= match stmt {
            Stmt::Let { expr: Expr::Verbatim(verbatim), .. } => verbatim.writes,
            Stmt::Let { expr: Expr::Borrow { mutable, .. }, .. } => *mutable,
            Stmt::Let { var: _, expr: _, span: _ } | Stmt::Call { .. } | Stmt::If { .. } => false,
            _ => true,
        };
    };
    for stmt in stmts {
        note(stmt);
        for block in crate::ir::visit::blocks(stmt) {
            crate::ir::visit::deep_stmts(block, &mut note);
        }
    }
    found
}

/// Whether a list of statements always leaves early.
pub(super) fn leaves(stmts: &[Stmt]) -> bool {
    stmts.iter().any(|stmt| match stmt {
        Stmt::Exit { .. } => true,
        Stmt::If { then, otherwise, .. } => leaves(&then.stmts) && leaves(&otherwise.stmts),
        _ => false,
    })
}
