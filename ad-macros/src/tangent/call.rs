//! The tangent of a call: the dots of its arguments are arguments too.

use proc_macro2::Span;

use super::Tangent;
use crate::analysis::overlap::apart;
use crate::ir::{Arg, Atom, CloneBy, Expr, Place, Role, Stmt, StoreOp, Transform, Var, VarId};

impl Tangent<'_> {
    pub(super) fn call(&mut self, code: &mut Vec<Stmt>, stmt: &Stmt) {
        let Stmt::Call { results, callee, transform, args, span, .. } = stmt else {
            unreachable!("called on a call")
        };
        let writes =
            |arg: &Arg| matches!(arg, Arg::BorrowMut(place) if self.is_active_place(place));
        if !results.iter().any(|result| self.is_active(*result)) && !args.iter().any(writes) {
            return code.push(stmt.clone());
        }
        let dot = |arg: &Arg| match arg {
            Arg::Value(atom) => {
                let dot = self.dot(atom)?;
                let is_reference = |var: VarId| self.f.var(var).ty.is_reference();
                match (atom.var(), dot.var()) {
                    // The dot of a reference may be owned.
                    (Some(atom), Some(dot)) if is_reference(atom) && !is_reference(dot) => {
                        Some(Arg::Borrow(Place::whole(dot)))
                    }
                    _ => Some(Arg::Value(dot)),
                }
            }
            Arg::Borrow(place) => self.dotted(place).map(Arg::Borrow),
            Arg::BorrowMut(place) => self.dotted(place).map(Arg::BorrowMut),
        };
        let mut dots: Vec<_> = args.iter().map(dot).collect();
        let put_back = self.lend_apart(code, (args, &mut dots), *span);
        let transform = match transform {
            Transform::Primal | Transform::Value => Transform::Tangent,
            Transform::Pullback => Transform::PullbackTangent,
            Transform::Owned => Transform::OwnedTangent,
            Transform::Certified => unreachable!("its result is not active"),
            Transform::Tangent | Transform::PullbackTangent | Transform::OwnedTangent => {
                unreachable!("tangents of tangents of calls belong to orders above two")
            }
        };
        let mut results = results.clone();
        let value_dot = self.add_dot(results[0]);
        results.push(value_dot);
        let (callee, args) = (callee.clone(), args.clone());
        code.push(Stmt::Call { results, callee, transform, args, dots, span: *span });
        code.extend(put_back);
    }

    /// Parts of what is in one field can't be lent side by side with one that may be changed, for a dot in a field is found by a closure
    /// (`emit/fit`): copies are lent, and put back after the call.
    fn lend_apart(
        &mut self,
        code: &mut Vec<Stmt>,
        (args, dots): (&[Arg], &mut [Option<Arg>]),
        span: Span,
    ) -> Vec<Stmt> {
        let mut put_back = Vec::new();
        for i in 0..dots.len() {
            let Some(place) = dots[i].as_ref().and_then(Arg::place).cloned() else { continue };
            let Some(primal) = args[i].place() else { continue };
            let is_lent = matches!(dots[i], Some(Arg::BorrowMut(_)));
            let meets = |(j, other): (usize, &Option<Arg>)| match other {
                Some(Arg::BorrowMut(other)) if !is_lent || j < i => {
                    j != i && other.root == place.root && !apart(other, &place)
                }
                _ => false,
            };
            if !dots.iter().enumerate().any(meets) {
                continue;
            }
            let mut copy = Var::new("part", span.resolved_at(Span::mixed_site()));
            copy.role = Role::Tangent;
            copy.ty.guess = crate::kinds::of_place(&self.f.vars, &place);
            copy.mutable = is_lent;
            let copy = self.f.add(copy);
            let expr = Expr::Clone { place: place.clone(), by: CloneBy::ToOwned };
            match self.loose.place(&self.f.vars, primal) {
                true => {
                    let dot = Var { mutable: false, ..self.f.var(copy).clone() };
                    let dot = self.f.add(dot);
                    code.push(Stmt::Let { var: dot, expr, span });
                    let expr = Expr::Fitted(Atom::Var(dot), primal.clone());
                    code.push(Stmt::Let { var: copy, expr, span });
                }
                false => code.push(Stmt::Let { var: copy, expr, span }),
            }
            let whole = Place::whole(copy);
            dots[i] = Some(match is_lent {
                true => Arg::BorrowMut(whole.clone()),
                false => Arg::Borrow(whole.clone()),
            });
            if is_lent {
                let value = self.f.add(Var::new("t", span.resolved_at(Span::mixed_site())));
                self.f.vars[value.0].role = Role::Tangent;
                put_back.push(Stmt::Let { var: value, expr: Expr::Read(whole), span });
                let value = Atom::Var(value);
                put_back.push(Stmt::Store { place, op: StoreOp::Set, value, span });
            }
        }
        put_back
    }
}
