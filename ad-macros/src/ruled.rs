//! Ruled operators: those that may be of the user's types are left to the trait system.
//!
//! ```text
//! let w = v * k;                 let w = Mul(v, k);                   `v: Vec3`, or nobody knows
//! let w = *a + *b;               let w = Add(&a, &b);                 where `a` and `b` were looked through
//! v += w;                        let _ = AddAssign(&mut v, w);
//! x *= y;                        let t = x; let u = t * y; x = u;     numbers
//! ```
//!
//! In: a function whose references have been resolved, with what is known of its types. Out: the same, in which a differentiated operator is a call
//! (`Callee::Operator`) of which rustc finds the rule, unless its operands are known or seen to be numbers ([`evidence`]). Either is right, for numbers have rules too, and
//! what is only seen to be a number is proved to be one (`proofs`); a number's operator is leaner. Deliberately absent: operators on constants, which are
//! run as they are written.

mod evidence;

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::Span;

use crate::analysis::{activity, errors};
use crate::ir::{
    Arg, Atom, BinOp, Block, Callee, Expr, Function, Place, Stmt, StoreOp, Transform, UnOp, Var,
    VarId, visit,
};
use crate::kind::Held;
use crate::overloads::Overload;
use evidence::Evidence;

/// Leaves operators of types that aren't numbers to their rules, and writes out `*=` of numbers.
///
/// A closure that stands among types of the user's may meet them anywhere (`among_own`).
pub fn ruled(mut function: Function, inputs: &[VarId], among_own: bool) -> Function {
    let evidence = Evidence::of(&function, among_own);
    // Whatever an operator of unknown types changes is varied, so that others are left to rustc too.
    let (varied, _) = activity::activity(&function, inputs);
    let mut lent = BTreeMap::new();
    visit::deep_stmts(&function.body, &mut |stmt| {
        if let Stmt::Let { var, expr: Expr::Read(place), .. } = stmt
            && function.var(*var).ty.looked_through == Some(Held::Reference)
        {
            lent.insert(*var, place.clone());
        }
    });
    let mut body = std::mem::take(&mut function.body);
    let errors = errors::errors(&body);
    let mut ruler = Ruler { f: function, evidence, varied, errors, lent, found_some: false };
    ruler.block(&mut body);
    let Ruler { mut f, found_some, lent, .. } = ruler;
    if found_some {
        unused(&mut body, &lent);
        // Whatever was guessed from these operators was guessed of numbers.
        f.vars.iter_mut().for_each(|var| var.ty.guess = var.ty.known.clone());
    }
    Function { body, ..f }
}

/// Whether a function has anything to do with types of the user's.
pub fn mentions_own(function: &Function) -> bool {
    Evidence::of(function, false).mentions_own
}

/// What was looked through, and is an operand by reference instead, is read no more.
fn unused(body: &mut Block, lent: &BTreeMap<VarId, Place>) {
    let mut used = BTreeSet::new();
    visit::deep(body, &mut |use_| used.extend(visit::used_var(use_)));
    let is_unused = |stmt: &Stmt| match stmt {
        Stmt::Let { var, .. } => lent.contains_key(var) && !used.contains(var),
        _ => false,
    };
    fn sweep(block: &mut Block, is_unused: &dyn Fn(&Stmt) -> bool) {
        block.stmts.retain(|stmt| !is_unused(stmt));
        for stmt in &mut block.stmts {
            visit::blocks_mut(stmt).into_iter().for_each(|inner| sweep(inner, is_unused));
        }
    }
    sweep(body, &is_unused);
}

struct Ruler {
    f: Function,
    evidence: Evidence,
    varied: Vec<bool>,
    /// What is read out of errors.
    errors: BTreeSet<VarId>,
    /// What stands behind a reference that is an operand, by the variable that it was read into.
    lent: BTreeMap<VarId, Place>,
    /// Whether there was an operator to be left to its rule.
    found_some: bool,
}

impl Ruler {
    fn block(&mut self, block: &mut Block) {
        for mut stmt in std::mem::take(&mut block.stmts) {
            visit::blocks_mut(&mut stmt).into_iter().for_each(|inner| self.block(inner));
            match stmt {
                Stmt::Let { var, expr: Expr::Binary(op, left, right), span }
                    if self.is_ruled(op, [&left, &right], var) =>
                {
                    let args = vec![self.operand(left), self.operand(right)];
                    block.stmts.push(self.call(var, Overload::Binary(op), args, span));
                }
                Stmt::Let { var, expr: Expr::Unary(UnOp::Neg, operand), span }
                    if self.is_ruled(BinOp::Sub, [&operand, &operand], var) =>
                {
                    let args = vec![self.operand(operand)];
                    block.stmts.push(self.call(var, Overload::Neg, args, span));
                }
                Stmt::Store { place, op, value, span } => {
                    self.store(&mut block.stmts, place, op, value, span);
                }
                stmt => block.stmts.push(stmt),
            }
        }
    }

    /// `place op= value`
    fn store(&mut self, code: &mut Vec<Stmt>, place: Place, op: StoreOp, value: Atom, span: Span) {
        let operator = op.operator().filter(|_| self.is_changed_by_rule(&place, op, &value));
        if let Some(operator) = operator {
            let unit = self.f.add(Var::new("t", span.resolved_at(Span::mixed_site())));
            self.varied.resize(self.f.vars.len(), false);
            let args = vec![Arg::BorrowMut(place), self.operand(value)];
            return code.push(self.call(unit, Overload::Assigning(operator), args, span));
        }
        let StoreOp::By(operator) = op else {
            return code.push(Stmt::Store { place, op, value, span });
        };
        let temp = |ruler: &mut Ruler, expr, code: &mut Vec<Stmt>| {
            let var = ruler.f.add(Var::new("t", span.resolved_at(Span::mixed_site())));
            code.push(Stmt::Let { var, expr, span });
            Atom::Var(var)
        };
        let old = temp(self, Expr::Read(place.clone()), code);
        let value = temp(self, Expr::Binary(operator, old, value), code);
        code.push(Stmt::Store { place, op: StoreOp::Set, value, span });
    }

    /// Whether an operator with these operands and this result is left to its rule.
    fn is_ruled(&self, op: BinOp, operands: [&Atom; 2], result: VarId) -> bool {
        let is_varied = |operand: &&Atom| operand.var().is_some_and(|var| self.varied[var.0]);
        op.rule().is_some()
            && !operands.iter().any(|operand| self.is_text(operand) || self.is_exclusive(operand))
            && (self.varied[result.0] || operands.iter().any(is_varied))
            && self.evidence.is_ruled(&self.f, &operands, &Place::whole(result))
    }

    fn is_changed_by_rule(&self, place: &Place, op: StoreOp, value: &Atom) -> bool {
        let is_varied = value.var().is_some_and(|var| self.varied[var.0]);
        op.operator().is_some_and(|op| op.rule().is_some())
            && !self.is_text(value)
            && !self.is_exclusive(value)
            && (self.varied[place.root.0] || is_varied)
            && self.evidence.is_ruled(&self.f, &[value], place)
    }

    /// Whether it is a text, or what comes out of an error: no derivative goes through that.
    fn is_text(&self, operand: &Atom) -> bool {
        match operand {
            Atom::Var(var) => self.errors.contains(var),
            Atom::Literal(literal) => matches!(literal, syn::Lit::Str(_) | syn::Lit::Char(_)),
            _ => false,
        }
    }

    /// Whether a `&mut` reference is the operand: no number's operator takes one, and a rule that would has nothing to give back by.
    fn is_exclusive(&self, operand: &Atom) -> bool {
        let through = operand.var().and_then(|var| self.f.var(var).ty.looked_through);
        through == Some(Held::Exclusive)
    }

    /// An operand as the operator takes it: by reference, if one was looked through.
    fn operand(&self, atom: Atom) -> Arg {
        match atom.var().and_then(|var| self.lent.get(&var)) {
            Some(place) => Arg::Borrow(place.clone()),
            None => Arg::Value(atom),
        }
    }

    /// The operator, of whatever types.
    fn call(&mut self, result: VarId, overload: Overload, args: Vec<Arg>, span: Span) -> Stmt {
        self.found_some = true;
        self.f.vars[result.0].ty.may_be_users();
        Stmt::Call {
            results: vec![result],
            callee: Callee::Operator(overload),
            transform: Transform::Primal,
            args,
            dots: Vec::new(),
            span,
        }
    }
}
