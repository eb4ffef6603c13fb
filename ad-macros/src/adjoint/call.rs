//! The reverse of a call.
//!
//! ```text
//! let y = f(&x, w);
//!
//! linked     forward:  let (y, pullback) = f::pullback(&x, w);
//!            reverse:  pullback(ȳ, Some(&mut x̄), Some(&mut w̄));
//!
//! recalled   forward:  let y = f(&x, w);
//!            reverse:  let (_, pullback) = f::pullback(&x, w);
//!                      pullback(ȳ, Some(&mut x̄), Some(&mut w̄));
//! ```
//!
//! A pullback borrows what it is given by reference, so it can be kept only if that lives as long as
//! the pullback and is not written to meanwhile; else the call is made again, from a copy if need be.

use proc_macro2::Span;

use super::{Adjoint, Adjointed, Form};
use crate::ir::{Arg, Atom, Callee, CloneBy, Expr, Place, Stmt, StoreOp, Transform, Var, VarId};

impl Adjoint<'_> {
    pub(super) fn reverse_call(&mut self, stmt: &Stmt) -> Adjointed {
        let Stmt::Call { results, callee, args, span, .. } = stmt else {
            unreachable!("called on a call")
        };
        let result = results[0];
        let shadow = self.shadows.get(&result).copied().filter(|_| self.is_active(result));
        let writes = args.iter().any(|arg| match arg {
            Arg::BorrowMut(place) => self.is_active_place(place) && self.is_live(place),
            _ => false,
        });
        if shadow.is_none() && !writes {
            return Adjointed::new(vec![stmt.clone()], Vec::new());
        }
        let pullback = self.record(&pullback_name(callee), span.resolved_at(Span::mixed_site()));
        let with_pullback = |value, args| Stmt::Call {
            results: vec![value, pullback],
            callee: callee.clone(),
            transform: Transform::Pullback,
            args,
            dots: Vec::new(),
            span: *span,
        };
        let mut forward = Vec::new();
        let mut reverse = Vec::new();
        if self.can_keep_pullback(result, callee, args) {
            forward.push(with_pullback(result, args.clone()));
        } else {
            let again = self.snapshots((&mut forward, &mut reverse), result, args, *span);
            let mut plain = stmt.clone();
            if let Stmt::Call { callee: Callee::Method(_), transform, .. } = &mut plain {
                // The method itself might take its receiver away.
                *transform = Transform::Value;
            }
            forward.push(plain);
            let ignored = self.f.add(Var::new("_", *span));
            reverse.push(with_pullback(ignored, again));
        }
        let cotangent = self.result_bar(&mut reverse, result, *span);
        let mut copies = Vec::new();
        let bars = self.bars(&mut reverse, &mut copies, args, *span);
        reverse.push(Stmt::Pull { pullback, cotangent, bars, dots: None, span: *span });
        for (copy, place, is_lent) in copies {
            if is_lent {
                let place = self.shadow_place(&mut reverse, &place, *span);
                reverse.push(Stmt::Clear { place, span: *span });
            }
            let value = self.temp(&mut reverse, Expr::Read(Place::whole(copy)), *span);
            self.contribute(&mut reverse, &place, StoreOp::Add, Expr::Atom(value), *span);
        }
        Adjointed::new(forward, reverse)
    }

    /// Whether everything that the call borrows outlives the whole adjoint unchanged.
    fn can_keep_pullback(&self, result: VarId, callee: &Callee, args: &[Arg]) -> bool {
        if !self.facts.stable[result.0] {
            return false;
        }
        if self.same_scope == Some(self.levels.len() - 1) {
            return true;
        }
        let is_method = matches!(callee, Callee::Method(_));
        let by_name = self.f.lent_by_name.contains(&result);
        let borrowed = args.iter().enumerate().filter_map(|(i, arg)| match arg {
            // A method may borrow its receiver and not change it.
            Arg::BorrowMut(place) => {
                ((is_method && i == 0) || by_name).then(|| self.bases[place.root.0])
            }
            arg => self.borrowed(arg),
        });
        borrowed.into_iter().all(|base| {
            let is_param = self.f.params.contains(&base) && self.f.var(base).reference;
            let in_body = self.levels[0].owned.contains(&base);
            is_param || (self.form == Form::Gradient && in_body)
        })
    }

    /// The variable whose storage an argument borrows.
    fn borrowed(&self, arg: &Arg) -> Option<VarId> {
        match arg {
            Arg::Borrow(place) | Arg::BorrowMut(place) => Some(self.bases[place.root.0]),
            Arg::Value(Atom::Var(var)) if self.f.var(*var).reference => Some(self.bases[var.0]),
            Arg::Value(_) => None,
        }
    }

    /// The arguments for a call in the reverse sweep: borrowed ones are copied if they change.
    fn snapshots(
        &mut self,
        (forward, reverse): (&mut Vec<Stmt>, &mut Vec<Stmt>),
        result: VarId,
        args: &[Arg],
        span: Span,
    ) -> Vec<Arg> {
        let stable = self.facts.stable[result.0];
        args.iter()
            .map(|arg| {
                let place = match arg {
                    Arg::Borrow(place) | Arg::BorrowMut(place) => place.clone(),
                    Arg::Value(Atom::Var(var)) if self.f.var(*var).reference => Place::whole(*var),
                    Arg::Value(_) => return arg.clone(),
                };
                let is_lent = matches!(arg, Arg::BorrowMut(_));
                if stable && !is_lent {
                    return arg.clone();
                }
                let mut copy = Var::new("kept", span.resolved_at(Span::mixed_site()));
                copy.kind = crate::kinds::of_place(&self.f.vars, &place);
                let copy = self.f.add(copy);
                if let Some(level) = self.levels.last_mut() {
                    level.owned.insert(copy);
                }
                forward.push(Stmt::Let {
                    var: copy,
                    expr: Expr::Clone { place, by: CloneBy::ToOwned },
                    span,
                });
                if !is_lent {
                    return Arg::Borrow(Place::whole(copy));
                }
                let mut again = Var { mutable: true, ..self.f.var(copy).clone() };
                again.name = "again".to_string();
                let again = self.f.add(again);
                let expr = Expr::Atom(Atom::Var(copy));
                reverse.push(Stmt::Let { var: again, expr, span });
                Arg::BorrowMut(Place::whole(again))
            })
            .collect()
    }

    /// Where the pullback shall add the arguments' cotangents. Arguments that share their storage
    /// get cotangents of their own, which are added afterwards.
    fn bars(
        &mut self,
        code: &mut Vec<Stmt>,
        copies: &mut Vec<(VarId, Place, bool)>,
        args: &[Arg],
        span: Span,
    ) -> Vec<Option<Place>> {
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
        let base = |place: &Place| self.bases.get(place.root.0).copied().unwrap_or(place.root);
        let bases: Vec<_> = places.iter().map(|place| place.as_ref().map(base)).collect();
        let mut bars = Vec::new();
        for ((place, base), arg) in places.into_iter().zip(&bases).zip(args) {
            let is_lent = matches!(arg, Arg::BorrowMut(_));
            let Some(place) = place else {
                bars.push(match arg {
                    // What is changed has a cotangent in the callee, be it zero.
                    Arg::BorrowMut(place) => Some(self.unwanted(code, place, span)),
                    _ => None,
                });
                continue;
            };
            if bases.iter().filter(|other| *other == base).count() == 1 {
                bars.push(Some(self.shadow_place(code, &place, span)));
                continue;
            }
            let mut copy = Var::new("part", span.resolved_at(Span::mixed_site()));
            copy.role = crate::ir::Role::Cotangent;
            copy.kind = crate::kinds::of_place(&self.f.vars, &place);
            copy.mutable = true;
            let copy = self.f.add(copy);
            // The primal list may have another length by now.
            let is_reshaped = base.is_some_and(|base| self.reshaped.contains(&base));
            let start = match is_lent || is_reshaped {
                true => {
                    let place = self.shadow_place(code, &place, span);
                    Expr::Clone { place, by: CloneBy::ToOwned }
                }
                false => self.zero_of(&place, span),
            };
            code.push(Stmt::Let { var: copy, expr: start, span });
            if is_reshaped && !is_lent {
                code.push(Stmt::Clear { place: Place::whole(copy), span });
            }
            bars.push(Some(Place::whole(copy)));
            copies.push((copy, place, is_lent));
        }
        bars
    }
}

impl Adjoint<'_> {
    /// A cotangent that nobody looks at.
    fn unwanted(&mut self, code: &mut Vec<Stmt>, place: &Place, span: Span) -> Place {
        let mut bar = Var::new("unwanted", span.resolved_at(Span::mixed_site()));
        bar.role = crate::ir::Role::Cotangent;
        bar.mutable = true;
        let bar = self.f.add(bar);
        code.push(Stmt::Let { var: bar, expr: self.zero_of(place, span), span });
        Place::whole(bar)
    }
}

/// `norm_pullback` for `geometry::norm`.
fn pullback_name(callee: &Callee) -> String {
    let name = callee.name();
    format!("{}_pullback", name.trim_start_matches("r#"))
}
