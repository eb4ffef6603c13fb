//! The tangent of `let y = expr;`.

use proc_macro2::Span;

use super::Tangent;
use crate::ir::paths::is_std_variant;
use crate::ir::{Atom, BinOp, CloneBy, Expr, Place, Projection, Stmt, VarId};
use crate::kind::{Held, Kind};
use crate::primitives::{self, Primitive};

impl Tangent<'_> {
    pub(super) fn dotted_let(&mut self, code: &mut Vec<Stmt>, var: VarId, expr: &Expr, span: Span) {
        let primal = Stmt::Let { var, expr: expr.clone(), span };
        // What is put into something may be moved there: its zero is made before.
        let moves = matches!(
            expr,
            Expr::List { .. } | Expr::Tuple(_) | Expr::Boxed { .. } | Expr::Success(_)
        );
        if !moves {
            code.push(primal.clone());
        }
        let is_copy = matches!(expr, Expr::Clone { .. });
        let is_handed_on = self.facts.handed_on.contains(&var);
        let is_lent = is_handed_on && !is_copy;
        let own = self.facts.rebound.contains(&var);
        let dot = match own {
            true => self.own_dot(expr),
            false => self.expr(code, var, expr, span),
        };
        let dot = match dot {
            Some(dot) if !is_handed_on && self.may_be_constant(var, expr) => {
                let dot = self.temp(code, dot, span);
                Expr::Fitted(dot, Place::whole(var))
            }
            Some(dot) if !is_lent => dot,
            _ => self.zero(var, expr, span),
        };
        if moves {
            code.push(primal);
        }
        let var = self.add_dot(var);
        if own {
            self.f.vars[var.0].ty.held = Held::Owned;
        }
        code.push(Stmt::Let { var, expr: dot, span });
    }

    /// The dot of a reference to something else later: a copy of what is referred to.
    fn own_dot(&self, expr: &Expr) -> Option<Expr> {
        let place = match expr {
            Expr::Borrow { place, .. } | Expr::Read(place) => self.dotted(place)?,
            Expr::Atom(atom) => Place::whole(self.dot(atom)?.var()?),
            // There is no other way to be one.
            _ => return None,
        };
        let root = &self.f.var(place.root).ty;
        Some(match place.projections.is_empty() && root.is_reference() {
            true => Expr::Clone { place: place.then(Projection::Deref), by: CloneBy::ToOwned },
            false => Expr::Clone { place, by: CloneBy::ToOwned },
        })
    }

    /// Whether the dot of `let var = expr` may come out as `Constant` where it must not. Where it may, that is noted.
    fn may_be_constant(&mut self, var: VarId, expr: &Expr) -> bool {
        let is_constant = |atom: &Atom| match atom.var().filter(|var| self.is_active(*var)) {
            Some(var) => self.constants.contains(&var),
            None => true,
        };
        let may_be = match expr {
            Expr::Borrow { place, .. }
            | Expr::Read(place)
            | Expr::Clone { place, .. }
            | Expr::Outcome(place) => !self.is_place(var) && self.loose.place(&self.f.vars, place),
            Expr::Unary(_, atom) => is_constant(atom),
            Expr::Binary(_, left, right) => is_constant(left) && is_constant(right),
            _ => false,
        };
        if may_be && self.lean[var.0] {
            self.constants.insert(var);
            return false;
        }
        may_be
    }

    /// A zero of the shape of a variable that was just defined.
    pub(super) fn zero(&self, var: VarId, expr: &Expr, span: Span) -> Expr {
        let zero = Atom::float("0.0", span);
        let is_float = |atom: &Atom| crate::kinds::of_atom(&self.f.vars, atom) == Kind::Float;
        match expr {
            _ if self.f.var(var).ty.guess.is_float() => {
                Expr::Atom(Atom::number("0.0", &self.f.var(var).ty.guess, span))
            }
            Expr::Repeat { item, len, vec } if is_float(item) => {
                Expr::Repeat { item: zero, len: len.clone(), vec: *vec }
            }
            _ if self.facts.handed_on.contains(&var) => Expr::Unwanted(Place::whole(var)),
            _ => Expr::ZeroLike(Place::whole(var)),
        }
    }

    /// The tangent of an expression; none if it is structurally zero.
    pub(super) fn expr(
        &mut self,
        code: &mut Vec<Stmt>,
        var: VarId,
        expr: &Expr,
        span: Span,
    ) -> Option<Expr> {
        Some(match expr {
            Expr::Atom(atom) => Expr::Atom(self.dot(atom)?),
            Expr::Read(place) | Expr::Outcome(place) => Expr::Read(self.dotted(place)?),
            // The tangent of a boxed slice is a list.
            Expr::Clone { place, by: CloneBy::IntoBoxedSlice } => {
                Expr::Clone { place: self.dotted(place)?, by: CloneBy::ToVec }
            }
            // That of a `Cow` is one of what it holds.
            Expr::Clone { place, by: CloneBy::Cow } => {
                Expr::Clone { place: self.dotted(place)?, by: CloneBy::ToOwned }
            }
            Expr::Clone { place, by } => Expr::Clone { place: self.dotted(place)?, by: *by },
            Expr::Borrow { place, mutable } => {
                Expr::Borrow { place: self.dotted(place)?, mutable: *mutable }
            }
            Expr::Unary(op, atom) => {
                let partial = op.partial()?;
                self.signed(code, partial.sign, Expr::Atom(self.dot(atom)?), span)
            }
            Expr::Binary(op, a, b) => self.binary(code, var, (*op, a, b), span)?,
            Expr::Cast(atom, ty) => Expr::Cast(self.dot(atom)?, ty.clone()),
            Expr::CastLike(atom, like) => Expr::CastLike(self.dot(atom)?, like.clone()),
            Expr::Fitted(atom, like) => Expr::Fitted(self.dot(atom)?, like.clone()),
            Expr::Refitted(atom, _) => Expr::Fitted(self.dot(atom)?, Place::whole(var)),
            Expr::Method { method, args, .. } => self.method(code, var, (method, args), span)?,
            Expr::Partial { method, partial, args, factor } => Expr::PartialTangent {
                arg_dots: args.iter().map(|arg| self.dot(arg)).collect(),
                factor_dot: self.dot(factor),
                method,
                partial: *partial,
                args: args.clone(),
                factor: factor.clone(),
            },
            Expr::List { items, vec } => {
                Expr::List { items: self.parts(code, items, span), vec: *vec }
            }
            Expr::Tuple(items) => Expr::Tuple(self.parts(code, items, span)),
            Expr::Repeat { item, len, vec } => {
                let item = self.dot(item)?;
                Expr::Repeat { item, len: len.clone(), vec: *vec }
            }
            // A box's tangent is that of what is in it.
            Expr::Boxed { value, object, .. } => match self.dot_or_zero(code, value, span) {
                dot if object.is_some() => Expr::Erased(dot),
                dot => Expr::Atom(dot),
            },
            Expr::Erased(atom) => Expr::Erased(self.dot(atom)?),
            Expr::Regained(atom, of) => Expr::Regained(self.dot(atom)?, *of),
            Expr::Success(value) => Expr::Success(self.owned_dot(code, value, span)),
            Expr::Construct { path, fields, like: None } => {
                self.construct(code, var, path, fields, span)
            }
            Expr::Construct { path, fields, like } => {
                let dots =
                    fields.iter().filter_map(|(of, atom)| Some((of.clone(), self.dot(atom)?)));
                Expr::Construct { path: path.clone(), fields: dots.collect(), like: *like }
            }
            Expr::Wanted(bar) => Expr::Wanted(*self.dots.get(bar)?),
            Expr::ZeroLike(_) | Expr::Unwanted(_) => expr.clone(),
            expr if is_constant(expr) => return None,
            _ => unreachable!("made after the transforms, or of orders above two"),
        })
    }

    /// The dots of what is put into a tuple or a list.
    fn parts(&mut self, code: &mut Vec<Stmt>, items: &[Atom], span: Span) -> Vec<Atom> {
        items.iter().map(|item| self.owned_dot(code, item, span)).collect()
    }

    /// The sum of the partials of a method, each times the dot of what it is by.
    fn method(
        &mut self,
        code: &mut Vec<Stmt>,
        var: VarId,
        (method, args): (&'static Primitive, &[Atom]),
        span: Span,
    ) -> Option<Expr> {
        let mut sum: Option<Expr> = None;
        for (i, partial) in method.partials.iter().enumerate() {
            let Some(factor) = self.dot(&args[partial.operand]) else { continue };
            let args = primitives::arguments(partial.uses, args, &Atom::Var(var));
            let term = Expr::Partial { method, partial: i, args, factor };
            sum = Some(match sum {
                None => term,
                Some(sum) => {
                    let sum = self.temp(code, sum, span);
                    let term = self.temp(code, term, span);
                    Expr::Binary(BinOp::Add, sum, term)
                }
            });
        }
        sum
    }

    /// The tangent of a struct or of a variant that was just put together.
    pub(super) fn construct(
        &mut self,
        code: &mut Vec<Stmt>,
        var: VarId,
        path: &syn::Path,
        fields: &[(syn::Member, Atom)],
        span: Span,
    ) -> Expr {
        let path = path.clone();
        if is_std_variant(&path) {
            let mut dots = Vec::new();
            for (member, atom) in fields {
                dots.push((member.clone(), self.owned_dot(code, atom, span)));
            }
            return Expr::Construct { path, fields: dots, like: None };
        }
        let dots = fields
            .iter()
            .filter_map(|(member, atom)| Some((member.clone(), self.dot(atom)?)))
            .collect();
        Expr::Construct { path, fields: dots, like: Some(var) }
    }
}

/// Whether no derivative goes through an expression.
fn is_constant(expr: &Expr) -> bool {
    matches!(
        expr,
        Expr::Stop(_)
            | Expr::Len(_)
            | Expr::Key(..)
            | Expr::LookUp(..)
            | Expr::Failure { .. }
            | Expr::Verbatim(_)
            | Expr::Proof(..)
            | Expr::Is { .. }
            | Expr::Shape { .. }
            | Expr::Kept(_)
            | Expr::Stack { .. }
            | Expr::Slot
            | Expr::Step(..)
            | Expr::Plain(_)
            | Expr::Repeatable(_)
    )
}
