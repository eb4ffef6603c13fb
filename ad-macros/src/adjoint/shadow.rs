//! Shadows: where the cotangent of a variable lives, and how contributions get there.
//!
//! ```text
//! x̄ structurally zero, x declared in this block    let mut x̄ = value;
//! x̄ structurally zero, x declared further out      let mut x̄ = 0;  (there)   x̄ += value;
//! x̄ live                                            x̄ += value;
//! row = &x[a..b], used in a loop                     let row̄ = &mut x̄[a..b];  (before the loop)
//! ```

use std::collections::BTreeSet;

use proc_macro2::Span;

use super::{Adjoint, Form};
use crate::ir::visit;
use crate::ir::{Atom, Expr, Function, Place, Projection, Role, Stmt, StoreOp, UnOp, Var, VarId};
use crate::kind::{Held, Kind};
use crate::operators::Sign;

/// For each variable, the expression that it is bound to by `let`.
pub(super) fn definitions(function: &Function) -> Vec<Option<Expr>> {
    let mut definitions = vec![None; function.vars.len()];
    visit::deep_stmts(&function.body, &mut |stmt| {
        if let Stmt::Let { var, expr, .. } = stmt {
            definitions[var.0] = Some(expr.clone());
        }
    });
    definitions
}

/// The variables whose shape a statement changes: lists that grow and shrink, and whatever isn't a number and is assigned
/// as a whole.
pub(super) fn reshaped(function: &Function, bases: &[VarId], stmt: &Stmt) -> BTreeSet<VarId> {
    let mut reshaped = BTreeSet::new();
    visit::deep_stmts_of(stmt, &mut |stmt| {
        let kind = |place: &Place| crate::kinds::of_place(&function.vars, place);
        let mut note = |place: &Place| {
            if !kind(place).is_copy() {
                reshaped.insert(bases[place.root.0]);
            }
        };
        match stmt {
            Stmt::Mutate { op, place, .. } if op.resizes() => note(place),
            Stmt::Store { place, op: StoreOp::Set, .. } => note(place),
            Stmt::Swap { first, second, .. } => [first, second].into_iter().for_each(note),
            Stmt::Call { args, .. } => args.iter().for_each(|arg| {
                if let crate::ir::Arg::BorrowMut(place) = arg {
                    note(place);
                }
            }),
            _ => {}
        }
    });
    reshaped
}

impl Adjoint<'_> {
    /// `x̄ += value`, for an active operand.
    pub(super) fn add(&mut self, code: &mut Vec<Stmt>, to: &Atom, value: Expr, span: Span) {
        if let Some(var) = to.var().filter(|var| self.is_active(*var)) {
            self.contribute(code, &Place::whole(var), StoreOp::Add, value, span);
        }
    }

    /// `x̄ −= value`, for an active operand.
    pub(super) fn subtract(&mut self, code: &mut Vec<Stmt>, to: &Atom, value: Expr, span: Span) {
        if let Some(var) = to.var().filter(|var| self.is_active(*var)) {
            self.contribute(code, &Place::whole(var), StoreOp::Sub, value, span);
        }
    }

    /// `x̄ ±= value`, for an active operand.
    pub(super) fn signed(
        &mut self,
        code: &mut Vec<Stmt>,
        (sign, to): (Sign, &Atom),
        value: Expr,
        span: Span,
    ) {
        match sign {
            Sign::Plus => self.add(code, to, value, span),
            Sign::Minus => self.subtract(code, to, value, span),
        }
    }

    /// Adds to (or subtracts from) the cotangent of an active place.
    pub(super) fn contribute(
        &mut self,
        code: &mut Vec<Stmt>,
        place: &Place,
        op: StoreOp,
        value: Expr,
        span: Span,
    ) {
        let mut place = self.resolve(place);
        // A reference whose shadow is borrowed at the moment, `best = item`: what that refers to.
        if place.projections.is_empty()
            && self.views.contains_key(&place.root)
            && self.is_place(place.root)
        {
            place = place.then(Projection::Deref);
        }
        let first = place.projections.is_empty()
            && !self.shadows.contains_key(&place.root)
            && !self.views.contains_key(&place.root)
            && self.levels.last().is_some_and(|level| level.owned.contains(&place.root));
        let is_loose = first && !self.is_constant(place.root) && self.may_be_constant(code, &value);
        let is_float = self.f.var(place.root).ty.guess.is_float();
        // What begins as a `Constant` would lose what is added to it later.
        if is_loose && !is_float {
            self.refit(code, place.root, op, value, span);
        } else if first && !is_loose {
            let shadow = self.new_shadow(place.root);
            let expr = match op {
                StoreOp::Sub => {
                    let value = self.temp(code, value, span);
                    Expr::Unary(UnOp::Neg, value)
                }
                _ => value,
            };
            code.push(Stmt::Let { var: shadow, expr, span });
        } else {
            let value = self.temp(code, value, span);
            let place = self.shadow_place(code, &place, span);
            code.push(Stmt::Store { place, op, value, span });
        }
    }

    /// Declares the shadow of a variable with what was read from the shadow of a field.
    fn refit(&mut self, code: &mut Vec<Stmt>, var: VarId, op: StoreOp, value: Expr, span: Span) {
        let mut value = self.temp(code, value, span);
        if op == StoreOp::Sub {
            value = self.temp(code, Expr::Unary(UnOp::Neg, value), span);
        }
        let kept = self.record("kept", span.resolved_at(Span::mixed_site()));
        if let Some(level) = self.levels.last_mut() {
            level.owned.insert(kept);
            level.kept.push((kept, var));
        }
        let shadow = self.new_shadow(var);
        code.push(Stmt::Let { var: shadow, expr: Expr::Refitted(value, kept), span });
    }

    /// What is kept of variables before the statement at hand, in the forward sweep.
    pub(super) fn kept(&mut self) -> Vec<Stmt> {
        let Some(level) = self.levels.last_mut() else { return Vec::new() };
        let kept = std::mem::take(&mut level.kept);
        let keep = |(kept, var)| {
            let span = self.f.var(kept).span;
            Stmt::Let { var: kept, expr: Expr::Kept(Place::whole(var)), span }
        };
        kept.into_iter().map(keep).collect()
    }

    /// Whether a cotangent may be of the type `Constant`: it is read from the shadow of a field, or was taken out of there by `code`.
    fn may_be_constant(&self, code: &[Stmt], value: &Expr) -> bool {
        match value {
            Expr::Read(place) => self.is_loose(place),
            Expr::Atom(Atom::Var(bar)) => code.iter().rev().any(|stmt| match stmt {
                Stmt::Let { var, expr: expr @ Expr::Read(_), .. } if var == bar => {
                    self.may_be_constant(&[], expr)
                }
                Stmt::Mutate { results, place, .. } if results.contains(bar) => {
                    self.is_loose(place)
                }
                _ => false,
            }),
            _ => false,
        }
    }

    /// Whether a place in a shadow is that of a field, which may be a constant.
    fn is_loose(&self, place: &Place) -> bool {
        let view = self.f.var(place.root);
        let viewed = view.of.filter(|_| view.ty.is_reference()).map(Place::whole);
        [Some(place), viewed.as_ref()]
            .into_iter()
            .flatten()
            .any(|place| self.loose.place(&self.f.vars, place))
    }

    /// The place in the shadow that corresponds to a primal place; makes the shadow live.
    pub(super) fn shadow_place(
        &mut self,
        code: &mut Vec<Stmt>,
        place: &Place,
        span: Span,
    ) -> Place {
        let place = self.resolve(place);
        if let Some(view) = self.views.get(&place.root) {
            return place.rooted_at(*view);
        }
        let shadow = self.live_shadow(code, place.root, span);
        place.rooted_at(shadow)
    }

    /// The shadow of a variable that owns its storage, declared as zero if it was not live.
    fn live_shadow(&mut self, code: &mut Vec<Stmt>, var: VarId, span: Span) -> VarId {
        if let Some(shadow) = self.shadows.get(&var) {
            return *shadow;
        }
        let shadow = self.new_shadow(var);
        let innermost = self.levels.len() - 1;
        let owner = self.levels.iter().rposition(|level| level.owned.contains(&var)).unwrap_or(0);
        if owner == innermost {
            let expr = self.zero_then(var, span);
            code.push(Stmt::Let { var: shadow, expr, span });
        } else {
            self.levels[owner].pending.push(var);
        }
        shadow
    }

    /// Makes the shadow of a variable live before the statement at hand, which has blocks, is reversed.
    pub(super) fn revive(&mut self, var: VarId, span: Span) {
        if !self.is_active(var) {
            return;
        }
        let mut code = Vec::new();
        self.shadow_place(&mut code, &Place::whole(var), span);
        // Declared at this level: before the statement's reverse, with the other pending ones.
        if !code.is_empty()
            && let Some(level) = self.levels.last_mut()
        {
            level.pending.push(var);
        }
    }

    /// A branch changes the shape of a variable from outside: its shadow must live when that is undone, so that it is undone
    /// in the shadow too.
    pub(super) fn revive_reshaped(&mut self, stmt: &Stmt, span: Span) {
        if self.reshaped.is_empty() {
            return;
        }
        let mut declared = BTreeSet::new();
        visit::deep_stmts_of(stmt, &mut |stmt| declared.extend(visit::defines(stmt)));
        for var in reshaped(&self.f, &self.bases, stmt).difference(&declared) {
            self.revive(*var, span);
        }
    }

    fn new_shadow(&mut self, var: VarId) -> VarId {
        let primal = self.f.var(var);
        let mut shadow = Var::new("bar", primal.span);
        shadow.of = Some(var);
        shadow.span = primal.span.resolved_at(Span::mixed_site());
        shadow.role = Role::Cotangent;
        shadow.ty.guess = primal.ty.guess.clone();
        shadow.mutable = true;
        let shadow = self.f.add(shadow);
        self.shadows.insert(var, shadow);
        shadow
    }

    /// The zero cotangent of a variable as it was after the statement that is being reversed.
    fn zero_then(&mut self, var: VarId, span: Span) -> Expr {
        let is_final = self.levels.last().is_none_or(|level| !level.reshaped_later.contains(&var));
        let is_gone = self.is_gone(var) || self.facts.passing.contains(&var);
        if self.zero_is_here || (is_final && !is_gone) {
            return self.zero(var, span);
        }
        let mut zero = Var::new("zero", span);
        zero.role = Role::Cotangent;
        zero.ty.guess = self.f.var(var).ty.guess.clone();
        let zero = self.f.add(zero);
        if let Some(level) = self.levels.last_mut() {
            level.owned.insert(zero);
            level.shapes.push((zero, var));
        }
        Expr::Atom(Atom::Var(zero))
    }

    /// The zeros that are made after the statement at hand, in the forward sweep.
    pub(super) fn shapes(&mut self) -> Vec<Stmt> {
        let Some(level) = self.levels.last_mut() else { return Vec::new() };
        let shapes = std::mem::take(&mut level.shapes);
        let zero = |(zero, var)| {
            let span = self.f.var(zero).span;
            let expr = match self.is_constant(var) {
                true => Expr::Unwanted(Place::whole(var)),
                false => Expr::ZeroLike(Place::whole(var)),
            };
            Stmt::Let { var: zero, expr, span }
        };
        shapes.into_iter().map(zero).collect()
    }

    /// Whether a variable is a constant that is only lent to others: its type need have no tangent.
    fn is_constant(&self, var: VarId) -> bool {
        self.facts.handed_on.contains(&var)
    }

    /// Whether a parameter was lent by the caller, who has it back when the reverse sweep comes.
    pub(super) fn is_gone(&self, var: VarId) -> bool {
        match self.form {
            Form::Owned => self.f.params.contains(&var) && self.f.var(var).ty.is_reference(),
            Form::Pullback => self.facts.lent.contains(&var),
            _ => false,
        }
    }

    /// The zero cotangent of a variable.
    fn zero(&self, var: VarId, span: Span) -> Expr {
        let zero = Atom::float("0.0", span);
        if self.f.var(var).ty.guess.is_float() {
            return Expr::Atom(Atom::number("0.0", &self.f.var(var).ty.guess, span));
        }
        let is_float = |atom: &Atom| crate::kinds::of_atom(&self.f.vars, atom) == Kind::Float;
        match &self.definitions[var.0] {
            _ if self.is_constant(var) => Expr::Unwanted(Place::whole(var)),
            _ if self.reshaped.contains(&var) => Expr::ZeroLike(Place::whole(var)),
            Some(Expr::Repeat { item, len, vec }) if is_float(item) => {
                Expr::Repeat { item: zero, len: len.clone(), vec: *vec }
            }
            Some(Expr::List { items, vec }) if !items.is_empty() && items.iter().all(is_float) => {
                let len = syn::LitInt::new(&items.len().to_string(), span);
                Expr::Repeat { item: zero, len: Atom::Literal(syn::Lit::Int(len)), vec: *vec }
            }
            _ => Expr::ZeroLike(Place::whole(var)),
        }
    }

    /// The zero cotangent of a place.
    pub(super) fn zero_of(&self, place: &Place, span: Span) -> Expr {
        match crate::kinds::of_place(&self.f.vars, place) {
            kind if kind.is_float() => Expr::Atom(Atom::number("0.0", &kind, span)),
            _ => Expr::ZeroLike(place.clone()),
        }
    }

    /// Declares the shadows that the statement just reversed needs from this level.
    pub(super) fn declare_pending(&mut self, code: &mut Vec<Stmt>) {
        let Some(level) = self.levels.last_mut() else { return };
        for var in std::mem::take(&mut level.pending) {
            let span = self.f.var(self.shadows[&var]).span;
            let expr = self.zero_then(var, span);
            code.push(Stmt::Let { var: self.shadows[&var], expr, span });
        }
    }

    /// Whether a variable stands for a place, whose shadow is its own.
    pub(super) fn is_place(&self, var: VarId) -> bool {
        self.f.var(var).ty.is_reference() && !self.facts.rebound.contains(&var)
    }

    /// A place without references on the way: rooted at a variable that owns its storage, at a
    /// reference parameter, or at a variable whose shadow is borrowed at the moment.
    pub(super) fn resolve(&self, place: &Place) -> Place {
        let root = place.root;
        if self.views.contains_key(&root) || !self.is_place(root) {
            return place.clone();
        }
        // A copy of a reference is that reference.
        let same = |of: VarId| self.resolve(&place.rooted_at(of));
        let target = match self.definitions.get(root.0) {
            Some(Some(Expr::Borrow { place, .. })) => place,
            Some(Some(Expr::Atom(Atom::Var(var)))) => return same(*var),
            Some(Some(Expr::Read(place))) if place.projections.is_empty() => {
                return same(place.root);
            }
            // A parameter.
            _ => return place.clone(),
        };
        let mut target = self.resolve(target);
        let mut rest = place.projections.iter();
        // `*row` and `row` are the same place once the reference is looked through.
        if let Some(Projection::Deref) = place.projections.first() {
            rest.next();
        }
        target.projections.extend(rest.cloned());
        target
    }

    /// Before a statement with blocks is reversed: the borrowed variables of this level whose
    /// shadows can be borrowed once, before it. Two borrows of one shadow can't live side by side;
    /// then the full place is written out at each contribution instead.
    pub(super) fn enter_views(&mut self, stmt: &Stmt) -> Vec<VarId> {
        let is_borrow = |var: &VarId| {
            self.is_place(*var)
                && matches!(self.definitions.get(var.0), Some(Some(Expr::Borrow { .. })))
        };
        let may_have_views =
            || self.levels.last().is_some_and(|level| level.owned.iter().any(is_borrow));
        if visit::blocks(stmt).is_empty() || !may_have_views() {
            return Vec::new();
        }
        let mut used = BTreeSet::new();
        visit::deep_stmt(stmt, &mut |use_| {
            used.extend(visit::used_var(use_).filter(|var| self.is_active(*var)));
        });
        let Some(level) = self.levels.last() else { return Vec::new() };
        let candidates: Vec<_> = used
            .iter()
            .copied()
            .filter(|var| level.owned.contains(var) && is_borrow(var))
            .filter(|var| {
                let mut rivals =
                    used.iter().filter(|other| self.bases[other.0] == self.bases[var.0]);
                rivals.next() == Some(var) && rivals.next().is_none()
            })
            .collect();
        for var in &candidates {
            let primal = self.f.var(*var);
            let mut view = Var::new("bar", primal.span);
            view.of = Some(*var);
            view.span = primal.span.resolved_at(Span::mixed_site());
            view.role = Role::Cotangent;
            view.ty.guess = primal.ty.guess.clone();
            view.mutable = true;
            view.ty.held = Held::Reference;
            let view = self.f.add(view);
            self.views.insert(*var, view);
        }
        candidates
    }

    /// After it: ends the views, and borrows them before the statement's code.
    pub(super) fn borrow_views(&mut self, code: &mut Vec<Stmt>, views: Vec<VarId>) {
        for var in views {
            let Some(view) = self.views.remove(&var) else { continue };
            let span = self.f.var(view).span;
            let place = self.shadow_place(code, &Place::whole(var), span);
            self.f.vars[view.0].ty.optional = self.f.var(place.root).ty.optional;
            code.push(Stmt::Let { var: view, expr: Expr::Borrow { place, mutable: true }, span });
        }
    }
}
