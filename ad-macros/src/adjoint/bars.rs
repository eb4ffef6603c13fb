//! Where the pullback of a call adds the cotangents of the arguments.

use proc_macro2::Span;

use super::{Adjoint, Adjointed};
use crate::analysis::overlap::apart;
use crate::ir::{Arg, Atom, Callee, CloneBy, Expr, Place, Role, Stmt, Var, VarId};
use crate::kind::Kind;

/// Where a pullback adds the arguments' cotangents.
pub(super) struct Bars {
    pub(super) places: Vec<Option<Place>>,
    /// The cotangents of the call's own, where they go afterwards, and whether they were lent.
    pub(super) parts: Vec<(VarId, Place, bool)>,
}

impl Adjoint<'_> {
    /// Where the pullback shall add the arguments' cotangents. Arguments that share their storage
    /// get cotangents of their own, which are added afterwards.
    pub(super) fn bars(
        &mut self,
        sweeps: &mut Adjointed,
        (callee, args): (&Callee, &[Arg]),
        span: Span,
    ) -> Bars {
        let places: Vec<_> = args
            .iter()
            .map(|arg| {
                let place = match arg {
                    Arg::Borrow(place) | Arg::BorrowMut(place) => place.clone(),
                    Arg::Value(atom) => Place::whole(atom.var()?),
                };
                self.is_active_place(&place).then(|| self.resolve(&place))
            })
            .collect();
        let mut bars = Bars { places: Vec::new(), parts: Vec::new() };
        for (i, (place, arg)) in places.iter().zip(args).enumerate() {
            let is_lent = matches!(arg, Arg::BorrowMut(_));
            let bar = match (place, arg) {
                (None, Arg::BorrowMut(place)) if self.f.var(place.root).ty.closure => None,
                // What is changed has a cotangent in the callee, be it zero.
                (None, Arg::BorrowMut(place)) => Some(self.unwanted(sweeps, place, span)),
                (None, _) => None,
                (Some(place), _) if !self.is_shared(&places, i) && !self.is_slice(callee, arg) => {
                    Some(self.shadow_place(&mut sweeps.reverse, place, span))
                }
                (Some(place), _) => {
                    let part = self.part(sweeps, place, is_lent, span);
                    bars.parts.push((part, place.clone(), is_lent));
                    Some(Place::whole(part))
                }
            };
            bars.places.push(bar);
        }
        bars
    }

    /// Whether the rule of an operator adds to a list what may be a slice here.
    fn is_slice(&self, callee: &Callee, arg: &Arg) -> bool {
        let place = match arg {
            Arg::Value(atom) => atom.var().map(Place::whole),
            Arg::Borrow(place) => Some(place.clone()),
            Arg::BorrowMut(_) => None,
        };
        let is_list =
            |place: Place| matches!(crate::kinds::of_place(&self.f.vars, &place), Kind::List(_));
        callee.is_operator() && place.is_some_and(is_list)
    }

    /// Whether an argument may share its storage with another, or its bar can't be lent beside another's.
    fn is_shared(&self, places: &[Option<Place>], at: usize) -> bool {
        let Some(place) = &places[at] else { return false };
        let base = |place: &Place| self.bases.get(place.root.0).copied().unwrap_or(place.root);
        // One that may be unwanted is unwrapped as a whole.
        let is_optional = || {
            let shadow = self.views.get(&place.root).or_else(|| self.shadows.get(&place.root));
            shadow.is_some_and(|shadow| self.f.var(*shadow).ty.optional)
        };
        places.iter().enumerate().filter(|(i, _)| *i != at).any(|(_, other)| {
            let Some(other) = other.as_ref().filter(|other| base(other) == base(place)) else {
                return false;
            };
            !apart(place, other) || is_optional()
        })
    }

    /// A cotangent of its own for an argument: of what is lent a copy, else zero.
    fn part(&mut self, sweeps: &mut Adjointed, place: &Place, is_lent: bool, span: Span) -> VarId {
        let base = self.bases.get(place.root.0).copied().unwrap_or(place.root);
        let mut part = Var::new("part", span.resolved_at(Span::mixed_site()));
        part.role = Role::Cotangent;
        part.ty.guess = crate::kinds::of_place(&self.f.vars, place);
        part.mutable = true;
        let part = self.f.add(part);
        // The primal list may have another length by now.
        let is_reshaped = self.reshaped.contains(&base);
        let start = match is_lent || is_reshaped {
            true => {
                let place = self.shadow_place(&mut sweeps.reverse, place, span);
                Expr::Clone { place, by: CloneBy::ToOwned }
            }
            false => {
                let zero = self.zero_of(place, span);
                self.where_seen(sweeps, place, zero, span)
            }
        };
        sweeps.reverse.push(Stmt::Let { var: part, expr: start, span });
        if is_reshaped && !is_lent {
            sweeps.reverse.push(Stmt::Clear { place: Place::whole(part), span });
        }
        part
    }

    /// A cotangent that nobody looks at.
    fn unwanted(&mut self, sweeps: &mut Adjointed, place: &Place, span: Span) -> Place {
        let mut bar = Var::new("unwanted", span.resolved_at(Span::mixed_site()));
        bar.role = Role::Cotangent;
        bar.mutable = true;
        let bar = self.f.add(bar);
        let kind = crate::kinds::of_place(&self.f.vars, place);
        let zero = match kind.is_settled() && kind.may_carry_tangent() {
            true => self.zero_of(place, span),
            // A generator, or a list of integers.
            false => Expr::Unwanted(place.clone()),
        };
        let zero = self.where_seen(sweeps, place, zero, span);
        sweeps.reverse.push(Stmt::Let { var: bar, expr: zero, span });
        Place::whole(bar)
    }

    /// A zero of the shape of a place: made in the forward sweep if the place isn't there any more when the
    /// reverse sweep comes.
    fn where_seen(
        &mut self,
        sweeps: &mut Adjointed,
        place: &Place,
        zero: Expr,
        span: Span,
    ) -> Expr {
        let base = self.bases.get(place.root.0).copied().unwrap_or(place.root);
        if !self.is_gone(base) || matches!(zero, Expr::Atom(_)) {
            return zero;
        }
        let mut var = Var::new("zero", span.resolved_at(Span::mixed_site()));
        var.role = Role::Cotangent;
        var.ty.guess = crate::kinds::of_place(&self.f.vars, place);
        let var = self.f.add(var);
        self.own(var);
        sweeps.forward.push(Stmt::Let { var, expr: zero, span });
        Expr::Atom(Atom::Var(var))
    }
}
