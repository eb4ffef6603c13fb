//! What a function that only selects does: no proof of it is emitted, so all that it does must be seen here to be harmless, or be asked.
//!
//! ```text
//! fn is_square(&self) -> bool { self.rows == self.cols }        that both are std's numbers rustc is asked
//! ```
//!
//! In: a function, and what is known of its variables. Out: what has to be asked for its code, its calls of methods aside, to give the same a second time, and to do nothing else; none if it
//! may not. It reads fields of what it is given, computes and compares with numbers, and branches. Deliberately absent: all else that might be somebody's, as constants of types that aren't
//! seen, indices, and fields of fields, which a `Deref` may stand between.

use super::Facts;
use super::looks::Looks;
use crate::ir::{Arg, Atom, Expr, Function, Place, Projection, Repeated, Std, Stmt, visit};
use crate::kind::Kind;
use crate::kinds::known;

/// What has to be asked.
pub fn asked(function: &Function, facts: &Facts, looks: &Looks) -> Option<Vec<Repeated>> {
    let mut code = Code { function, looks, asked: Vec::new(), is_plain: true };
    visit::deep_stmts(&function.body, &mut |stmt| code.stmt(stmt));
    let asked: Option<Vec<_>> =
        function.proofs.iter().map(|proof| looks.asked_of_proof(proof)).collect();
    let is_plain = code.is_plain && function.claims.is_empty() && facts.rebound.is_empty();
    code.asked.extend(asked?);
    is_plain.then_some(code.asked)
}

struct Code<'a> {
    function: &'a Function,
    looks: &'a Looks<'a>,
    asked: Vec<Repeated>,
    is_plain: bool,
}

impl Code<'_> {
    fn stmt(&mut self, stmt: &Stmt) {
        match stmt {
            Stmt::Let { expr, .. } => self.expr(expr),
            Stmt::If { .. } | Stmt::Match { .. } => {}
            Stmt::Call { callee, args, .. } => {
                // Whose method it is, is asked elsewhere.
                self.is_plain &= callee.is_method();
                for arg in args.iter().skip(1) {
                    match arg {
                        Arg::Value(atom) => self.number(atom),
                        Arg::Borrow(_) | Arg::BorrowMut(_) => self.is_plain = false,
                    }
                }
                if let Some(place) = args.first().and_then(Arg::place) {
                    self.place(place);
                }
            }
            _ => self.is_plain = false,
        }
    }

    fn expr(&mut self, expr: &Expr) {
        match expr {
            Expr::Read(place)
            | Expr::Clone { place, .. }
            | Expr::Borrow { place, mutable: false } => self.place(place),
            Expr::Atom(_) | Expr::Tuple(_) => {}
            Expr::Cast(atom, _) | Expr::Unary(_, atom) => self.number(atom),
            Expr::Binary(_, left, right) => {
                [left, right].into_iter().for_each(|of| self.number(of))
            }
            Expr::Method { args, path: None, .. } => args.iter().for_each(|of| self.number(of)),
            _ => self.is_plain = false,
        }
    }

    /// A place that is reached by one field at most.
    fn place(&mut self, place: &Place) {
        let mut steps = place.projections.iter().filter(|step| **step != Projection::Deref);
        let is_field = |step: &Projection| matches!(step, Projection::Field(_));
        self.is_plain &= steps.next().is_none_or(is_field) && steps.next().is_none();
    }

    /// An operand, which has to be a number of std's.
    fn number(&mut self, atom: &Atom) {
        let kind = known::of_atom(&self.function.vars, atom);
        let is_known = kind.is_number() || matches!(kind, Kind::Bool);
        if is_known {
            return;
        }
        match self.looks.asked_of_number(atom) {
            Some(asked) => self.asked.extend(asked),
            None => self.is_plain = false,
        }
    }
}

impl Looks<'_> {
    /// What has to be asked for a variable to be a number.
    fn asked_of_number(&self, atom: &Atom) -> Option<Vec<Repeated>> {
        match atom {
            Atom::Var(_) => self.asked_of(&Arg::Value(atom.clone()), Std::Operand),
            Atom::Constant(_) => None,
            _ => Some(Vec::new()),
        }
    }
}
