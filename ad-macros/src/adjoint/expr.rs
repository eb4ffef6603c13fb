//! The reverse of `let y = expr;`: how each operation hands `ȳ` on to its operands.
//!
//! ```text
//! y = a + b        ā += ȳ            b̄ += ȳ
//! y = a * b        ā += ȳ b          b̄ += ȳ a
//! y = a / b        ā += ȳ / b        b̄ −= (ȳ / b) y
//! y = a % b        ā += ȳ            b̄ −= ȳ trunc(a / b)
//! y = m(a, ..)     ā += ȳ ∂m/∂a      the runtime's rule, `m::times_da`
//! y = place        place̅ += ȳ
//! y = [a, b]       ā += ȳ[0]         b̄ += ȳ[1]
//! ```

use proc_macro2::Span;

use super::Adjoint;
use crate::ir::paths::is_variant;
use crate::ir::{
    Atom, BinOp, Block, CloneBy, Expr, Place, Projection, Range, Stmt, StoreOp, UnOp, Var, VarId,
};
use crate::kind::Kind;
use crate::primitives;

impl Adjoint<'_> {
    pub(super) fn reverse_let(
        &mut self,
        code: &mut Vec<Stmt>,
        var: VarId,
        expr: &Expr,
        span: Span,
    ) {
        if !self.is_active(var) || self.f.var(var).reference {
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
                    let place = place.then(match is_variant(path) {
                        true => Projection::Variant { path: path.clone(), member: member.clone() },
                        false => Projection::Field(member.clone()),
                    });
                    if self.is_active_atom(value) {
                        self.add(code, value, Expr::Read(place), span);
                    }
                }
            }
            // A box's tangent is that of what is in it.
            Expr::Boxed { value, .. } => {
                if self.is_active_atom(value) {
                    self.add(code, value, Expr::Read(Place::whole(shadow)), span);
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
        let y = Atom::Var(var);
        match expr {
            Expr::Atom(a) => self.add(code, a, Expr::Atom(bar), span),
            // An array's copy may be a `Vec`: its cotangent is added, not taken over.
            Expr::Clone {
                place,
                by: CloneBy::ToVec | CloneBy::IntoBoxedSlice | CloneBy::ToOwned,
            } => {
                if self.is_active_place(place) {
                    let place = self.shadow_place(code, place, span);
                    code.push(Stmt::Store { place, op: StoreOp::Add, value: bar, span });
                }
            }
            Expr::Read(place) | Expr::Clone { place, .. } | Expr::Outcome(place) => {
                if self.is_active_place(place) {
                    self.contribute(code, place, StoreOp::Add, Expr::Atom(bar), span);
                }
            }
            Expr::Unary(UnOp::Neg, a) => self.subtract(code, a, Expr::Atom(bar), span),
            Expr::Binary(op, a, b) => self.reverse_binary(code, bar, (*op, a, b), var, span),
            Expr::Cast(a, _) => {
                if self.is_active_atom(a) {
                    self.add(code, a, Expr::CastLike(bar, a.clone()), span);
                }
            }
            Expr::Method { method, args, .. } => {
                for (i, partial) in method.partials.iter().enumerate() {
                    let operand = &args[partial.operand];
                    if self.is_active_atom(operand) {
                        let args = primitives::arguments(partial.uses, args, &y);
                        let factor = bar.clone();
                        let expr = Expr::Partial { method, partial: i, args, factor };
                        self.add(code, operand, expr, span);
                    }
                }
            }
            // No derivative goes through these.
            Expr::Unary(UnOp::Not, _)
            | Expr::Stop(_)
            | Expr::Len(_)
            | Expr::Failure { .. }
            | Expr::Verbatim(_)
            | Expr::Proof(..)
            | Expr::Is { .. }
            | Expr::Shape { .. }
            | Expr::Borrow { .. } => {}
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
            | Expr::CastLike(..)
            | Expr::Fitted(..)
            | Expr::Kept(_)
            | Expr::Refitted(..)
            | Expr::ZeroLike(_)
            | Expr::Unwanted(_)
            | Expr::Plain(_)
            | Expr::Taken(_)
            | Expr::Wanted(_)
            | Expr::Stack { .. }
            | Expr::Slot
            | Expr::Repeatable(_) => unreachable!("`adjoint` is applied to primal functions"),
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
        let y = Atom::Var(var);
        let binary = |op, left: &Atom, right: &Atom| Expr::Binary(op, left.clone(), right.clone());
        let b_active = self.is_active_atom(b);
        let perhaps_unused = self.perhaps_unused.contains(&var);
        let product = |op: BinOp, left: &Atom, right: &Atom| {
            let op = if perhaps_unused { op.of_nothing_nothing(right) } else { op };
            Expr::Binary(op, left.clone(), right.clone())
        };
        match op {
            BinOp::Add => {
                self.add(code, a, Expr::Atom(bar.clone()), span);
                self.add(code, b, Expr::Atom(bar), span);
            }
            BinOp::Sub => {
                self.add(code, a, Expr::Atom(bar.clone()), span);
                self.subtract(code, b, Expr::Atom(bar), span);
            }
            // Twice the same product, exactly.
            BinOp::Mul if a == b => {
                let product = self.temp(code, product(BinOp::Mul, &bar, a), span);
                let kind = crate::kinds::of_atom(&self.f.vars, a);
                let two = Atom::number("2.0", &kind, span);
                self.add(code, a, binary(BinOp::Mul, &two, &product), span);
            }
            BinOp::Mul => {
                self.add(code, a, product(BinOp::Mul, &bar, b), span);
                self.add(code, b, product(BinOp::Mul, &bar, a), span);
            }
            BinOp::Div => {
                let share = self.temp(code, product(BinOp::Div, &bar, b), span);
                self.add(code, a, Expr::Atom(share.clone()), span);
                if b_active {
                    self.subtract(code, b, product(BinOp::Mul, &share, &y), span);
                }
            }
            BinOp::Rem => {
                self.add(code, a, Expr::Atom(bar.clone()), span);
                if let (true, Some(method)) = (b_active, primitives::method("trunc")) {
                    let quotient = self.temp(code, binary(BinOp::Div, a, b), span);
                    let trunc = Expr::Method { method, path: None, args: vec![quotient] };
                    let trunc = self.temp(code, trunc, span);
                    self.subtract(code, b, product(BinOp::Mul, &bar, &trunc), span);
                }
            }
            // Integers, and comparisons: never active.
            _ => {}
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
        index.kind = Kind::Int;
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
