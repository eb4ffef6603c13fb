//! Which rule an operation on tangents has: Rust's operators for numbers, and what the runtime does for the rest.
//!
//! In: a simplified derivative. Out: the same, in which what depends on what is seen of a type says its rule: operators and zeros,
//! stores, copies out of what keeps its content, what may be a list, and what is read of, assigned to and lent from a place in a constant field
//! ([`Loose`]).
//! Invariant: no operator is applied to a tangent that isn't seen to be a number, which [`verify`](crate::ir::verify) knows too. A
//! wrong guess about a type may fail to compile, and computes the same: the tests run each derivative as if no type were seen.
//! Deliberately absent: what `emit` decides with the name of what is called, and the order of statements, which depends on what is moved.

use proc_macro2::Span;

use crate::analysis::loose::Loose;
use crate::ir::{
    Arg, Atom, BinOp, Block, CloneBy, Expr, Function, Place, Projection, Role, Rule, Stmt, StoreOp,
    UnOp, Var, VarId, rule, visit,
};
use crate::kind::Kind;

/// Chooses the rules of a function.
pub fn select(mut function: Function) -> Function {
    let loose = Loose::of(&function);
    let select = Select { vars: &function.vars, loose: &loose };
    select.block(&mut function.body);
    if let Some(closure) = &mut function.closure {
        select.block(&mut closure.body);
    }
    function
}

struct Select<'a> {
    vars: &'a [Var],
    loose: &'a Loose,
}

impl Select<'_> {
    fn block(&self, block: &mut Block) {
        for stmt in &mut block.stmts {
            self.stmt(stmt);
            visit::blocks_mut(stmt).into_iter().for_each(|block| self.block(block));
        }
    }

    fn stmt(&self, stmt: &mut Stmt) {
        match stmt {
            Stmt::Let { var, expr, .. } => {
                if let Some(chosen) = self.expr(expr) {
                    *expr = chosen;
                }
                if let (true, Expr::Rule { rule, .. }) = (self.is_summed(*var), expr) {
                    rule.be_added_to();
                }
            }
            Stmt::Store { place, op, .. } => *op = self.store(place, *op),
            Stmt::Clear { place, span } if self.is_one_float(place) => {
                let (place, value) = (place.clone(), Atom::float("0.0", Span::call_site()));
                *stmt = Stmt::Store { place, op: StoreOp::Set, value, span: *span };
            }
            Stmt::Mutate { place, .. } if self.is_unseen_list(place) => {
                place.projections.push(Projection::List);
            }
            Stmt::Call { dots, .. } => {
                let dots = dots.iter_mut().flatten();
                dots.filter_map(Arg::place_mut).for_each(|place| self.pass(place));
            }
            Stmt::Pull { bars, dots, .. } => {
                let dots = dots.iter_mut().flat_map(|(_, bars)| bars);
                bars.iter_mut().chain(dots).flatten().for_each(|place| self.pass(place));
            }
            _ => {}
        }
    }

    /// A tangent that is lent to a derivative: nothing, where it is `Constant`.
    fn pass(&self, place: &mut Place) {
        if self.is_loose(place) {
            place.projections.push(Projection::IfAny);
        }
    }

    fn store(&self, place: &Place, op: StoreOp) -> StoreOp {
        match op {
            StoreOp::Set if self.is_loose(place) => StoreOp::Assign,
            StoreOp::Add if !rule::is_number(self.vars, place) => StoreOp::Accumulate,
            StoreOp::Sub if !rule::is_number(self.vars, place) => StoreOp::Deduct,
            op => op,
        }
    }

    /// What stands for an expression, if it isn't plain.
    fn expr(&self, expr: &Expr) -> Option<Expr> {
        let (rule, args) = match expr {
            Expr::Unary(UnOp::Neg, atom) if self.is_opaque(atom) => {
                (Rule::Neg, vec![Arg::Value(atom.clone())])
            }
            Expr::Cast(atom, ty) if self.is_opaque(atom) => {
                (Rule::Cast(ty.clone()), vec![Arg::Value(atom.clone())])
            }
            Expr::Binary(op, left, right) => self.binary(*op, left, right)?,
            Expr::ZeroLike(place) => (self.zero(place), vec![Arg::Borrow(place.clone())]),
            Expr::Construct { path, fields, like: Some(like) } => {
                let place = Place::whole(*like);
                let zero = self.zero(&place);
                let (members, values): (Vec<_>, Vec<_>) = fields.iter().cloned().unzip();
                let args = [Arg::Borrow(place)].into_iter();
                let args = args.chain(values.into_iter().map(Arg::Value)).collect();
                match members.is_empty() {
                    true => (zero, args),
                    false => {
                        (Rule::With { path: path.clone(), members, zero: Box::new(zero) }, args)
                    }
                }
            }
            Expr::Shape { old, new } => {
                let rule = match self.loose.place(self.vars, old) {
                    true => Rule::ShapeIfAny,
                    false => Rule::Shape,
                };
                (rule, vec![Arg::Borrow(old.clone()), Arg::Value(new.clone())])
            }
            Expr::Fitted(value, like) => {
                // What never changes may be of a type that has no tangent.
                let rule = match self.is_fixed(like) || *value == Atom::Unit {
                    true => Rule::FittedIfAny,
                    false => Rule::Fitted,
                };
                (rule, vec![Arg::Borrow(like.clone()), Arg::Value(value.clone())])
            }
            Expr::Kept(place) => {
                let rule = if self.is_fixed(place) { Rule::KeptIfAny } else { Rule::Kept };
                (rule, vec![Arg::Borrow(place.clone())])
            }
            Expr::Read(place) if self.is_kept(place) => match self.is_unseen(place) {
                true => (Rule::TakenOut, vec![Arg::Borrow(place.clone())]),
                false => return Some(Expr::Clone { place: place.clone(), by: CloneBy::Read }),
            },
            Expr::Clone { place, by: CloneBy::Itself } if self.is_unseen(place) => {
                (Rule::TakenOut, vec![Arg::Borrow(place.clone())])
            }
            _ => return None,
        };
        Some(Expr::Rule { rule, args })
    }

    fn binary(&self, op: BinOp, left: &Atom, right: &Atom) -> Option<(Rule, Vec<Arg>)> {
        let sides = (self.is_opaque(left), self.is_opaque(right));
        if sides == (false, false) || op.is_comparison() {
            return None;
        }
        let is_two = left.as_float() == Some(2.0);
        let both = |left: &Atom, right: &Atom| [left, right].map(|a| Arg::Value(a.clone())).into();
        Some(match (op, sides) {
            (BinOp::Add, _) => (Rule::Sum, both(left, right)),
            (BinOp::Sub, _) => (Rule::Difference, both(left, right)),
            (BinOp::Mul, (false, true)) if is_two => (Rule::Twice, vec![Arg::Value(right.clone())]),
            (BinOp::Mul, (true, _)) => (Rule::Scaled, both(left, right)),
            (BinOp::Mul, _) => (Rule::Scaled, both(right, left)),
            (BinOp::Times | BinOp::TimesBoth, (true, _)) => (Rule::ZeroOrScaled, both(left, right)),
            (BinOp::Times | BinOp::TimesBoth, _) => (Rule::ScaledByNonzero, both(right, left)),
            (BinOp::Over, _) => (Rule::ZeroOrUnscaled, both(left, right)),
            _ => (Rule::Unscaled, both(left, right)),
        })
    }

    /// Whether a variable is a cotangent that is added to.
    fn is_summed(&self, var: VarId) -> bool {
        let var = &self.vars[var.0];
        var.mutable && var.role == Role::Cotangent
    }

    /// How the zero tangent of what is at a place is made. Of numbers it is written: no method is asked for, which would need to
    /// know more.
    fn zero(&self, place: &Place) -> Rule {
        match place.kind(self.vars) {
            kind if is_written(&kind) => Rule::Zero(kind),
            _ if place.projections.is_empty() && self.loose.is_copy(self.vars, place.root) => {
                Rule::ZeroIfAny
            }
            _ => Rule::ZeroLike,
        }
    }

    /// Whether what is read of a place stays there: in a variant, and perhaps not `Copy`.
    fn is_kept(&self, place: &Place) -> bool {
        use Projection::{Items, Payload, Variant};
        let mut steps = place.projections.iter();
        let is_inside = steps.any(|step| matches!(step, Variant { .. } | Payload | Items));
        is_inside && !place.kind(self.vars).is_copy()
    }

    /// A tangent of a type that isn't seen.
    fn is_opaque(&self, atom: &Atom) -> bool {
        !rule::has_operators(self.vars, atom)
    }

    /// Whether a place is in a tangent or cotangent, and may be of the type `Constant`.
    fn is_loose(&self, place: &Place) -> bool {
        self.vars[place.root.0].is_tangent() && self.loose.place(self.vars, place)
    }

    /// Whether a place is certainly the tangent of a float.
    fn is_one_float(&self, place: &Place) -> bool {
        place.kind(self.vars) == Kind::Float && !self.is_loose(place)
    }

    /// Whether a place is the tangent or cotangent of what the user's code returned: it may be no list at all.
    fn is_unseen_list(&self, place: &Place) -> bool {
        let of = self.vars[place.root.0].of;
        place.projections.is_empty() && of.is_some_and(|of| self.vars[of.0].ty.is_opaque())
    }

    /// Whether a place is in a constant of a type that isn't seen, whose `Clone` may be the user's code.
    fn is_unseen(&self, place: &Place) -> bool {
        self.vars[place.root.0].ty.unseen
    }

    fn is_fixed(&self, place: &Place) -> bool {
        !self.vars[place.root.0].mutable
    }
}

/// Whether the zero of a tangent of this kind is a number, nothing, or a tuple of such.
fn is_written(kind: &Kind) -> bool {
    match kind {
        Kind::Float | Kind::Int | Kind::Bool => true,
        Kind::Tuple(items) => items.iter().all(is_written),
        _ => false,
    }
}
