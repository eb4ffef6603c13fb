//! How often a loop is run whose number of iterations nobody knows before it: it is counted, and its reverse runs as often.

use proc_macro2::Span;

use super::Adjoint;
use crate::ir::{Atom, Block, Expr, Place, Range, Role, Stmt, StoreOp, Var, VarId};
use crate::kind::Kind;

/// How often a loop is run.
pub(super) struct Trips {
    /// Before the loop.
    pub(super) before: Stmt,
    /// At the end of its body.
    pub(super) step: Stmt,
    /// The number.
    pub(super) total: VarId,
    /// After the loop: the number is there.
    pub(super) after: Stmt,
}

impl Adjoint<'_> {
    /// Counts the iterations of a loop.
    pub(super) fn count_trips(&mut self, span: Span) -> Trips {
        let span = span.resolved_at(Span::mixed_site());
        let mut counter = Var::new("trips", span);
        counter.role = Role::Record;
        counter.ty.guess = Kind::Int;
        counter.mutable = true;
        let mut total = counter.clone();
        total.mutable = false;
        total.name = "n_trips".to_string();
        let (counter, total) = (self.f.add(counter), self.f.add(total));
        let int = |text| Atom::Literal(syn::Lit::Int(syn::LitInt::new(text, span)));
        let before = Stmt::Let { var: counter, expr: Expr::Atom(int("0usize")), span };
        let place = Place::whole(counter);
        let value = int("1");
        let step = Stmt::Store { place: place.clone(), op: StoreOp::Add, value, span };
        let after = Stmt::Let { var: total, expr: Expr::Read(place), span };
        Trips { before, step, total, after }
    }

    pub(super) fn repeat(&mut self, trips: VarId, stmts: Vec<Stmt>, span: Span) -> Stmt {
        let mut var = Var::new("_", span.resolved_at(Span::mixed_site()));
        var.ty.guess = Kind::Int;
        let var = self.f.add(var);
        let start = Atom::Literal(syn::Lit::Int(syn::LitInt::new("0", span)));
        let range = Range {
            start,
            end: Atom::Var(trips),
            inclusive: false,
            step: None,
            reversed: false,
            reversed_first: false,
        };
        Stmt::For { var, range, body: Block { stmts, results: Vec::new() }, until: None, span }
    }
}
