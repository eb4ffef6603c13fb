//! The function as a whole: its bars, its result's cotangent, its body's statements, of which loops may be fused.

use std::collections::BTreeSet;

use proc_macro2::Span;

use super::availability::Policy;
use super::{Adjoint, Adjointed, Form, Input, Level, fuse, uses};
use crate::analysis::used;
use crate::ir::visit;
use crate::ir::{
    Atom, BinOp, Block, Closure, Expr, Function, NotFused, Place, Projection, Role, Stmt, StoreOp,
    Var, VarId,
};
use crate::kind::{Held, Kind};

/// The variables whose cotangents may be zero because nobody uses them. A caller may not use the result of a function: where
/// it is one number, its pullback looks at it first.
pub(super) fn perhaps_unused(primal: &Function, form: Form) -> BTreeSet<VarId> {
    used::perhaps_unused(primal, !form.is_closure() || is_nothing_for_nothing(primal, form))
}

/// Whether the function's pullback does nothing where its result isn't used.
fn is_nothing_for_nothing(function: &Function, form: Form) -> bool {
    let result = function.body.results.first().and_then(Atom::var);
    form.is_closure()
        && result.is_some_and(|result| function.var(result).ty.guess.is_float())
        && !function.params.iter().any(|param| function.var(*param).ty.is_exclusive())
}

impl Adjoint<'_> {
    /// A bar for each parameter (gradient form: for each wanted one).
    pub(super) fn bar_params(&mut self, inputs: &[Input]) -> Vec<Option<VarId>> {
        let wanted = |input: &Input| input.wanted || self.form.is_closure();
        let made: Vec<_> = inputs
            .iter()
            .map(|input| {
                wanted(input).then(|| {
                    let param = self.f.var(input.param);
                    let mut var = Var::new(input.bar.to_string(), input.bar.span());
                    var.role = Role::Cotangent;
                    var.of = Some(input.param);
                    var.ty.guess = param.ty.guess.clone();
                    var.mutable = true;
                    var.ty.held = Held::Exclusive;
                    var.ty.optional = self.form.is_closure();
                    var
                })
            })
            .collect();
        made.into_iter().map(|var| var.map(|var| self.f.add(var))).collect()
    }

    pub(super) fn function(
        &mut self,
        (inputs, value_bar): (&[Input], &proc_macro2::Ident),
        bars: &[Option<VarId>],
    ) -> (Vec<Stmt>, Vec<Stmt>) {
        let span = self.f.name.span().resolved_at(Span::mixed_site());
        // References and aggregates are accumulated in place, scalars in a local variable that is
        // added to the caller's at the end.
        let in_place = |input: &Input, cx: &Self| {
            let param = cx.f.var(input.param);
            param.ty.is_reference() || !param.ty.guess.is_float()
        };
        for (input, bar) in inputs.iter().zip(bars) {
            if let (true, true, Some(bar)) = (input.wanted, in_place(input, self), bar) {
                self.shadows.insert(input.param, *bar);
            }
        }
        let result = self.f.body.results.first().cloned();
        let mut seed = Vec::new();
        self.claim_lent(inputs, &mut seed);
        let body = std::mem::take(&mut self.f.body.stmts);
        let owned = body.iter().flat_map(visit::defines).chain(self.f.params.iter().copied());
        self.levels.push(Level::new(owned.collect()));
        let cotangent = match self.form {
            Form::Gradient => {
                let kind = result.as_ref().map(|atom| crate::kinds::of_atom(&self.f.vars, atom));
                Atom::number("1.0", &kind.unwrap_or(Kind::Float), span)
            }
            Form::Pullback | Form::Owned => {
                let mut var = Var::new(value_bar.to_string(), span);
                var.role = Role::Cotangent;
                let kind = result.as_ref().map(|atom| crate::kinds::of_atom(&self.f.vars, atom));
                var.ty.guess = kind.unwrap_or(Kind::Unknown);
                let var = self.f.add(var);
                self.f.closure = Some(Closure { params: vec![var], body: Block::default() });
                Atom::Var(var)
            }
        };
        let fusions = self.fusions(&body, result.as_ref());
        let revived = self.revive_for(&body, &fusions);
        if let Some(result) = &result {
            self.add(&mut seed, result, Expr::Atom(cotangent), span);
        }
        let Adjointed { mut forward, reverse, inner } = self.top_stmts(&body, fusions, revived);
        seed.extend(reverse);
        let mut reverse = seed;
        for (input, bar) in inputs.iter().zip(bars) {
            if let (true, false, Some(bar)) = (input.wanted, in_place(input, self), bar)
                && let Some(local) = self.shadows.get(&input.param).copied()
            {
                let value = self.temp(&mut reverse, Expr::Read(Place::whole(local)), span);
                let place = Place::whole(*bar).then(Projection::Deref);
                reverse.push(Stmt::Store { place, op: StoreOp::Add, value, span });
            }
        }
        self.levels.pop();
        if self.form.is_closure() {
            // What the closure needs is captured; cheap values are computed again instead.
            let needed = uses::needed(&reverse, inner);
            if let Some(plan) = self.plan(&forward, needed, &[], Policy::Store) {
                reverse = plan.prologue.into_iter().chain(reverse).collect();
            }
        }
        if is_nothing_for_nothing(&self.f, self.form) {
            reverse = self.unless_zero(reverse, span);
        }
        let mut redefined = BTreeSet::new();
        for stmt in &reverse {
            visit::deep_stmts_of(stmt, &mut |stmt| redefined.extend(visit::defines(stmt)));
        }
        self.through_owners(&mut reverse, &redefined);
        self.f.body.stmts = Vec::new();
        forward.shrink_to_fit();
        (forward, reverse)
    }

    /// The reverse sweep of a closure, but for a result that nobody used: its cotangent is zero, and nothing comes of it.
    fn unless_zero(&mut self, reverse: Vec<Stmt>, span: Span) -> Vec<Stmt> {
        let mut multiplies = false;
        for stmt in &reverse {
            visit::deep_stmts_of(stmt, &mut |stmt| {
                multiplies |= match stmt {
                    Stmt::Let { expr: Expr::Binary(op, ..), .. } => op.guarded().is_some(),
                    stmt => matches!(stmt, Stmt::Pull { .. }),
                };
            });
        }
        let Some(value_bar) = self.f.closure.as_ref().and_then(|closure| closure.params.first())
        else {
            return reverse;
        };
        if !multiplies {
            return reverse;
        }
        let bar = Atom::Var(*value_bar);
        let zero = Atom::number("0.0", &self.f.var(*value_bar).ty.guess, span);
        let mut is_used = Var::new("is_used", span);
        is_used.role = Role::Record;
        is_used.ty.is_of(Kind::Bool);
        let is_used = self.f.add(is_used);
        let expr = Expr::Binary(BinOp::Ne, bar, zero);
        vec![
            Stmt::Let { var: is_used, expr, span },
            Stmt::If {
                results: Vec::new(),
                cond: Atom::Var(is_used),
                then: Block { stmts: reverse, results: Vec::new() },
                otherwise: Block::default(),
                span,
            },
        ]
    }

    /// A `&mut` parameter's bar goes in and out: every caller passes one.
    pub(super) fn claim_lent(&mut self, inputs: &[Input], code: &mut Vec<Stmt>) {
        for input in inputs {
            let is_lent = self.f.var(input.param).ty.is_exclusive();
            let Some(bar) = self.shadows.get(&input.param).copied().filter(|_| is_lent) else {
                continue;
            };
            if !self.f.var(bar).ty.optional {
                continue;
            }
            let span = self.f.var(bar).span;
            let mut own = self.f.var(bar).clone();
            own.ty.optional = false;
            let own = self.f.add(own);
            code.push(Stmt::Let { var: own, expr: Expr::Wanted(bar), span });
            self.shadows.insert(input.param, own);
        }
    }

    /// What the reverse sweep reads through a view of the forward sweep of what changes, it reads from the view's owner: the
    /// user's own borrow has ended.
    pub(super) fn through_owners(&self, stmts: &mut [Stmt], redefined: &BTreeSet<VarId>) {
        for stmt in stmts {
            crate::ir::rename::places(stmt, &mut |place| {
                let root = place.root;
                let base = self.bases.get(root.0).copied().unwrap_or(root);
                let is_view = self.f.var(root).ty.is_reference()
                    && self.f.var(root).role == Role::Primal
                    && (self.f.var(root).ty.is_exclusive() || self.f.var(base).mutable)
                    && !redefined.contains(&root);
                if is_view && matches!(self.definitions.get(root.0), Some(Some(_))) {
                    *place = self.resolve(place);
                }
            });
            for block in visit::blocks_mut(stmt) {
                self.through_owners(&mut block.stmts, redefined);
            }
        }
    }

    /// The shadows that fused loops add to, declared before the first loop that does.
    pub(super) fn revive_for(
        &mut self,
        body: &[Stmt],
        fusions: &[Result<fuse::Fusion, NotFused>],
    ) -> Vec<Vec<Stmt>> {
        let mut revived = Vec::new();
        for (stmt, fusion) in body.iter().zip(fusions) {
            let mut code = Vec::new();
            if let Ok(fusion) = fusion {
                self.revive_read(&mut code, stmt, fusion);
            }
            revived.push(code);
        }
        revived
    }

    /// Reverses the statements of the function's body.
    pub(super) fn top_stmts(
        &mut self,
        stmts: &[Stmt],
        fusions: Vec<Result<fuse::Fusion, NotFused>>,
        revived: Vec<Vec<Stmt>>,
    ) -> Adjointed {
        let mut forward = Vec::new();
        let mut reverse = Vec::new();
        let mut inner = BTreeSet::new();
        for ((stmt, fusion), declared) in stmts.iter().zip(fusions).zip(revived).rev() {
            let mut chunk = declared;
            match fusion {
                Ok(fusion) => {
                    let mut fused = self.fused_loop(stmt, fusion);
                    chunk.extend(self.kept());
                    fused.extend(self.shapes());
                    self.declare_stacks(&mut fused, &mut reverse);
                    chunk.extend(fused);
                }
                Err(why) => {
                    self.not_fused = why;
                    let mut adjointed = self.stmts(std::slice::from_ref(stmt));
                    chunk.extend(adjointed.forward);
                    reverse.extend(adjointed.reverse);
                    uses::unite(&mut inner, &mut adjointed.inner);
                    self.not_fused = NotFused::Inside;
                }
            }
            forward.push(chunk);
        }
        let forward = forward.into_iter().rev().flatten().collect();
        Adjointed { forward, reverse, inner }
    }
}
