//! Sums of exponentials in a loop: their form, by a loop of their own.
//!
//! ```text
//! for j in a..b { S; s += c·exp(w) }
//!
//! let mut m = −1/0;
//! for j in a..b { S; s += c·exp(w); m = max(stop(w), m) }
//! let mut r = 0;
//! for j in a..b { S'; r += c·exp(w − m) }                      s = r·exp(m)
//! ```
//!
//! `S'` is what of `S` computes `c` and `w`: it is run again, so it may only compute, from what the loop doesn't write to.

use std::collections::BTreeSet;

use super::forms::{Form, Writer};
use super::totals::{Total, rerun};
use super::twins::Walk;
use crate::analysis::stability;
use crate::ir::rename::Renaming;
use crate::ir::{Atom, BinOp, Block, Expr, Function, Place, Range, Stmt, StoreOp, VarId, visit};
use crate::operators::Sign;

/// A sum of exponentials whose loop is at hand.
struct Sum {
    var: VarId,
    op: StoreOp,
    form: Form,
    slice: Vec<Stmt>,
}

impl Walk<'_> {
    /// A loop whose body has its twins by now; and the sums in it.
    pub(super) fn summed(&mut self, code: &mut Vec<Stmt>, plain: &Block, mut stmt: Stmt) {
        let Stmt::For { var, range, body, until: None, span } = &mut stmt else {
            return code.push(stmt);
        };
        let (counter, range, span) = (*var, range.clone(), *span);
        self.note_totals(plain, (counter, &range), body);
        let sums = self.sums_in(plain, (counter, body));
        let mut after = Vec::new();
        for sum in sums {
            let kind = self.function.var(sum.var).ty.guess.clone();
            let mut writer =
                Writer { function: &mut self.function, code, span, kind: kind.clone() };
            let (minus_one, zero) = (writer.number(-1.0), writer.number(0.0));
            let least = writer.binary(BinOp::Div, minus_one, zero.clone());
            let largest = writer.storage("largest", least);
            writer.code = &mut body.stmts;
            let Some(exponent) = writer.sum(&sum.form.exponent) else { continue };
            let exponent = writer.stopped(exponent);
            let so_far = writer.temp(Expr::Read(Place::whole(largest)));
            let larger = writer.method("max", vec![exponent, so_far]);
            writer.store(largest, StoreOp::Set, larger);
            writer.code = &mut after;
            let total = writer.storage("scaled", zero);
            let shift = writer.temp(Expr::Read(Place::whole(largest)));
            let again =
                again(writer.function, &sum, (counter, &range), (&shift, total, span, kind));
            after.push(again);
            let mut writer = self.writer(&mut after, sum.var, span);
            let total = writer.temp(Expr::Read(Place::whole(total)));
            let mut form = Form::exp(vec![(1.0, shift)]);
            form.negative = sum.op.sign() == Sign::Minus;
            form.num.push(total.clone());
            self.note_sum(sum.var, total, form);
        }
        code.push(stmt);
        code.extend(after);
    }

    /// What the body of a loop adds up, as it was.
    fn note_totals(&mut self, plain: &Block, (counter, range): (VarId, &Range), body: &Block) {
        for stmt in &plain.stmts {
            let Stmt::Store { place, op, value, .. } = stmt else { continue };
            if !place.projections.is_empty() || !self.is_total_here(place.root) {
                continue;
            }
            let needed = value.var().into_iter().collect();
            if let Some(slice) = slice(&self.function, (counter, body), needed) {
                let (range, op, value) = (range.clone(), *op, value.clone());
                self.totals.insert(place.root, Total { counter, range, op, value, slice });
            }
        }
    }

    /// The sums of exponentials in the body of a loop: as it was, and with twins.
    fn sums_in(&mut self, plain: &Block, (counter, body): (VarId, &Block)) -> Vec<Sum> {
        let mut sums = Vec::new();
        for stmt in &plain.stmts {
            let Stmt::Store { place, op, value, .. } = stmt else { continue };
            if !place.projections.is_empty() || !self.is_sum_here(place.root) {
                continue;
            }
            let form = self.form_of(value);
            if form.exponent.is_empty() {
                continue;
            }
            let needed: BTreeSet<_> = form.atoms().filter_map(Atom::var).collect();
            if let Some(slice) = slice(&self.function, (counter, body), needed) {
                self.note_used(&form);
                sums.push(Sum { var: place.root, op: *op, form, slice });
            }
        }
        sums
    }
}

/// What of a body computes these, if it can be run again.
fn slice(
    function: &Function,
    (counter, body): (VarId, &Block),
    mut needed: BTreeSet<VarId>,
) -> Option<Vec<Stmt>> {
    let bases = stability::bases(function);
    let base = |var: VarId| bases.get(var.0).copied().unwrap_or(var);
    let mut written = BTreeSet::new();
    let mut declared = BTreeSet::from([counter]);
    visit::deep_stmts(body, &mut |stmt| {
        declared.extend(visit::defines(stmt));
        declared.extend(visit::binds(stmt));
        let verbatim_writes = visit::verbatim(stmt).is_some_and(|verbatim| verbatim.writes);
        visit::stmt(stmt, &mut |use_| match use_ {
            visit::Use::Write(place) => drop(written.insert(base(place.root))),
            visit::Use::Name(var) if verbatim_writes => drop(written.insert(base(var))),
            _ => {}
        });
    });
    let mut slice = Vec::new();
    for stmt in body.stmts.iter().rev() {
        let Stmt::Let { var, expr, .. } = stmt else { continue };
        if !needed.remove(var) {
            continue;
        }
        let mut stays = is_plain(expr) && !function.var(*var).mutable;
        visit::expr(expr, &mut |use_| {
            if let visit::Use::Place(place) = use_ {
                stays &= !written.contains(&base(place.root));
            }
            needed.extend(visit::used_var(use_));
        });
        if !stays {
            return None;
        }
        slice.push(stmt.clone());
    }
    slice.reverse();
    // What else is declared inside isn't computed by what can be run again.
    needed.remove(&counter);
    needed.is_disjoint(&declared).then_some(slice)
}

/// Whether an expression only computes.
fn is_plain(expr: &Expr) -> bool {
    matches!(
        expr,
        Expr::Atom(_)
            | Expr::Read(_)
            | Expr::Len(_)
            | Expr::Unary(..)
            | Expr::Binary(..)
            | Expr::Method { .. }
            | Expr::Cast(..)
            | Expr::Stop(_)
            | Expr::Borrow { mutable: false, .. }
    )
}

/// The loop once more, that adds up what is shifted.
fn again(
    function: &mut Function,
    sum: &Sum,
    (counter, range): (VarId, &Range),
    (shift, total, span, kind): (&Atom, VarId, proc_macro2::Span, crate::kind::Kind),
) -> Stmt {
    let (var, mut stmts, names) = rerun(function, counter, &sum.slice);
    let form = renamed(&sum.form, &names);
    let mut writer = Writer { function, code: &mut stmts, span, kind };
    let value = writer.shifted(&form, Some(shift));
    writer.store(total, StoreOp::Add, value);
    let body = Block { stmts, results: Vec::new() };
    Stmt::For { var, range: range.clone(), body, until: None, span }
}

fn renamed(form: &Form, names: &Renaming) -> Form {
    let new = |atom: &Atom| {
        let new = atom.var().and_then(|var| names.get(&var)).cloned();
        new.unwrap_or_else(|| atom.clone())
    };
    Form {
        num: form.num.iter().map(new).collect(),
        den: form.den.iter().map(new).collect(),
        exponent: form.exponent.iter().map(|(factor, atom)| (*factor, new(atom))).collect(),
        ..form.clone()
    }
}
