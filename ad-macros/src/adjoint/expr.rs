//! The reverse of `let y = expr;`: how each operation hands `ȳ` on to its operands.
//!
//! ```text
//! y = a op b       ā ±= ȳ ∂op/∂a     b̄ ±= ȳ ∂op/∂b      the table of `operators`
//! y = m(a, ..)     ā += ȳ ∂m/∂a      the runtime's rule, `m::times_da`
//! y = place        place̅ += ȳ
//! y = [a, b]       ā += ȳ[0]         b̄ += ȳ[1]
//! ```

use proc_macro2::Span;

use super::Adjoint;
use crate::ir::{
    Atom, BinOp, Block, CloneBy, Expr, Place, Projection, Range, Stmt, StoreOp, Var, VarId,
};
use crate::kind::Kind;
use crate::primitives::{self, Primitive};
use crate::rules::Values;

impl Adjoint<'_> {
    pub(super) fn reverse_let(
        &mut self,
        code: &mut Vec<Stmt>,
        var: VarId,
        expr: &Expr,
        span: Span,
    ) {
        if !self.is_active(var) || self.is_place(var) {
            return;
        }
        let Some(shadow) = self.shadows.get(&var).copied() else { return };
        match expr {
            Expr::List { items, .. } => {
                for (i, item) in items.iter().enumerate() {
                    let index = syn::LitInt::new(&i.to_string(), span);
                    let index = Projection::Index(Atom::Literal(syn::Lit::Int(index)));
                    let bar = Expr::Read(Place::whole(shadow).then(index));
                    self.add(code, item, bar, span);
                }
            }
            Expr::Tuple(items) => {
                for (i, item) in items.iter().enumerate() {
                    let field = syn::Member::Unnamed(syn::Index::from(i));
                    let bar = Expr::Read(Place::whole(shadow).then(Projection::Field(field)));
                    self.add(code, item, bar, span);
                }
            }
            Expr::Construct { path, fields, .. } => {
                for (member, value) in fields {
                    let place = Place::whole(shadow);
                    let place = place.then(match self.f.is_variant(path) {
                        true => Projection::Variant { path: path.clone(), member: member.clone() },
                        false => Projection::Field(member.clone()),
                    });
                    if self.is_active_atom(value) {
                        self.add(code, value, Expr::Read(place), span);
                    }
                }
            }
            // A box's tangent is that of what is in it.
            Expr::Boxed { value, object: None, .. } => {
                if self.is_active_atom(value) {
                    self.add(code, value, Expr::Read(Place::whole(shadow)), span);
                }
            }
            Expr::Boxed { value, object: Some(_), .. } => {
                let active = value.var().filter(|_| self.is_active_atom(value));
                if let Some(of) = active {
                    let bar = self.temp(code, Expr::Read(Place::whole(shadow)), span);
                    self.add(code, value, Expr::Regained(bar, of), span);
                }
            }
            Expr::Success(value) => {
                if self.is_active_atom(value) {
                    let bar = Expr::Read(Place::whole(shadow).then(Projection::Payload));
                    self.add(code, value, bar, span);
                }
            }
            Expr::Repeat { item, len, .. } => self.reverse_repeat(code, shadow, item, len, span),
            expr => {
                let bar = self.temp(code, Expr::Read(Place::whole(shadow)), span);
                self.reverse_expr(code, bar, var, expr, span);
            }
        }
    }

    fn reverse_expr(
        &mut self,
        code: &mut Vec<Stmt>,
        bar: Atom,
        var: VarId,
        expr: &Expr,
        span: Span,
    ) {
        match expr {
            Expr::Atom(a) => self.add(code, a, Expr::Atom(bar), span),
            // An array's copy may be a `Vec`: its cotangent is added, not taken over.
            Expr::Clone {
                place,
                by: CloneBy::ToVec | CloneBy::IntoBoxedSlice | CloneBy::ToOwned | CloneBy::Cow,
            } => {
                if self.is_active_place(place) {
                    let place = self.shadow_place(code, place, span);
                    code.push(Stmt::Store { place, op: StoreOp::Add, value: bar, span });
                }
            }
            // Of a reference to something else later.
            Expr::Borrow { place, .. }
            | Expr::Read(place)
            | Expr::Clone { place, .. }
            | Expr::Outcome(place) => {
                if self.is_active_place(place) {
                    self.contribute(code, place, StoreOp::Add, Expr::Atom(bar), span);
                }
            }
            Expr::Unary(op, a) => {
                if let Some(partial) = op.partial() {
                    self.signed(code, (partial.sign, a), Expr::Atom(bar), span);
                }
            }
            Expr::Binary(op, a, b) => self.reverse_binary(code, bar, (*op, a, b), var, span),
            Expr::Cast(a, _) | Expr::CastLike(a, _) => {
                self.add(code, a, Expr::CastLike(bar, a.clone()), span);
            }
            Expr::Method { method, args, .. } => {
                self.reverse_method(code, bar, (method, args), var, span);
            }
            // In the tangent of a function that is reversed.
            Expr::Fitted(a, _) => self.add(code, a, Expr::Atom(bar), span),
            // No derivative goes through these.
            Expr::Stop(_)
            | Expr::ZeroLike(_)
            | Expr::Unwanted(_)
            | Expr::Len(_)
            | Expr::Key(..)
            | Expr::LookUp(..)
            | Expr::Failure { .. }
            | Expr::Verbatim(_)
            | Expr::Proof(..)
            | Expr::Is { .. }
            | Expr::Shape { .. } => {}
            Expr::List { .. }
            | Expr::Tuple(_)
            | Expr::Construct { .. }
            | Expr::Boxed { .. }
            | Expr::Success(_)
            | Expr::Repeat { .. } => {
                unreachable!("taken apart by `reverse_let`")
            }
            Expr::Partial { .. }
            | Expr::PartialTangent { .. }
            | Expr::Erased(_)
            | Expr::Regained(..)
            | Expr::Kept(_)
            | Expr::Refitted(..)
            | Expr::Plain(_)
            | Expr::Taken(_)
            | Expr::Wanted(_)
            | Expr::Stack { .. }
            | Expr::Slot
            | Expr::Step(..)
            | Expr::Rule { .. }
            | Expr::Repeatable(_) => unreachable!("`adjoint` is applied to primal functions"),
        }
    }

    fn reverse_method(
        &mut self,
        code: &mut Vec<Stmt>,
        bar: Atom,
        (method, args): (&'static Primitive, &[Atom]),
        var: VarId,
        span: Span,
    ) {
        for (i, partial) in method.partials.iter().enumerate() {
            let operand = &args[partial.operand];
            if !self.is_active_atom(operand) {
                continue;
            }
            let args = primitives::arguments(partial.uses, args, &Atom::Var(var));
            let slope = |factor| Expr::Partial { method, partial: i, args, factor };
            let share = match self.steep.contains(&var) {
                true => {
                    let one =
                        Atom::number("1.0", &crate::kinds::of_atom(&self.f.vars, operand), span);
                    let slope = self.temp(code, slope(one), span);
                    Expr::Binary(BinOp::TimesBoth, bar.clone(), slope)
                }
                false => slope(bar.clone()),
            };
            self.add(code, operand, share, span);
        }
    }

    fn reverse_binary(
        &mut self,
        code: &mut Vec<Stmt>,
        bar: Atom,
        (op, a, b): (BinOp, &Atom, &Atom),
        var: VarId,
        span: Span,
    ) {
        let Some(rule) = op.rule() else { return };
        let perhaps_unused = self.perhaps_unused.contains(&var);
        let steep = self.steep.contains(&var);
        let product = |op: BinOp, bar: &Atom, factor: Atom| {
            // Nothing comes of a bar that is zero, but where the factor is written down, and finite.
            let is_plain = factor.as_float().is_some_and(f64::is_finite);
            let op = match op {
                BinOp::Mul if steep && !is_plain => BinOp::TimesBoth,
                op => op.guarded().filter(|_| perhaps_unused && !is_plain).unwrap_or(op),
            };
            Expr::Binary(op, bar.clone(), factor)
        };
        let values = Values { operands: [a, b], result: Atom::Var(var) };
        // Twice the same product, exactly.
        if let (true, Some(step)) = (a == b && rule.is_product(), rule.by[0].step) {
            let factor = values.factor(step.factor, &mut |expr| self.temp(code, expr, span));
            let product = self.temp(code, product(step.op, &bar, factor), span);
            let two = Atom::number("2.0", &crate::kinds::of_atom(&self.f.vars, a), span);
            return self.add(code, a, Expr::Binary(BinOp::Mul, two, product), span);
        }
        let mut bar = bar;
        if let Some(step) = rule.shared {
            let factor = values.factor(step.factor, &mut |expr| self.temp(code, expr, span));
            bar = self.temp(code, product(step.op, &bar, factor), span);
        }
        for (operand, partial) in [a, b].into_iter().zip(&rule.by) {
            if !self.is_active_atom(operand) {
                continue;
            }
            let share = match partial.step {
                Some(step) => {
                    let factor =
                        values.factor(step.factor, &mut |expr| self.temp(code, expr, span));
                    product(step.op, &bar, factor)
                }
                None => Expr::Atom(bar.clone()),
            };
            self.signed(code, (partial.sign, operand), share, span);
        }
    }

    /// `y = [a; n]`: `for i in 0..n { ā += ȳ[i] }`
    fn reverse_repeat(
        &mut self,
        code: &mut Vec<Stmt>,
        shadow: VarId,
        item: &Atom,
        len: &Atom,
        span: Span,
    ) {
        if !self.is_active_atom(item) {
            return;
        }
        let mut index = Var::new("i", span.resolved_at(Span::mixed_site()));
        index.ty.guess = Kind::Int;
        let index = self.f.add(index);
        let zero = Atom::Literal(syn::Lit::Int(syn::LitInt::new("0", span)));
        let range = Range {
            start: zero,
            end: len.clone(),
            inclusive: false,
            step: None,
            reversed: false,
            reversed_first: false,
        };
        self.levels.push(super::Level::new([index].into()));
        let mut stmts = Vec::new();
        let bar = Place::whole(shadow).then(Projection::Index(Atom::Var(index)));
        self.add(&mut stmts, item, Expr::Read(bar), span);
        self.levels.pop();
        self.declare_pending(code);
        let body = Block { stmts, results: Vec::new() };
        code.push(Stmt::For { var: index, range, body, until: None, span });
    }
}
