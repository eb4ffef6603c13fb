//! Which places may be in a constant field.
//!
//! In: a function. Out: the places whose tangent may be of the type `Constant` and not the tangent of what is there: fields of structs
//! and of variants, and what is borrowed from them, or copied to be lent; and variables that are only handed on, whose tangent may be nothing. Which of them are, only rustc knows. A value that was copied from such a place
//! has the tangent of its type, for the transforms see to that, or none, if its type has none.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::paths::is_std_variant;
use crate::ir::{
    Atom, CloneBy, Expr, Function, Place, Projection, Role, Rule, Stmt, Var, VarId, visit,
};
use crate::kind::Kind;

/// What stands for such places.
#[derive(Default)]
pub struct Loose {
    /// The variables that are borrows of them.
    borrows: BTreeSet<VarId>,
    /// The variables that are copies of what is there.
    copies: BTreeSet<VarId>,
    /// In which place of a stack's or slot's records there are such.
    recorded: BTreeSet<(VarId, usize)>,
    /// What is in a place of the records.
    inner: BTreeMap<(VarId, usize), VarId>,
}

impl Loose {
    /// Those of a function.
    pub fn of(function: &Function) -> Loose {
        let mut loose = Loose::default();
        let mut note = |stmt: &Stmt| {
            loose.record(stmt);
            let Stmt::Let { var, expr, .. } = stmt else { return };
            let is_loose = match expr {
                Expr::Borrow { place, .. } => loose.place(&function.vars, place),
                Expr::Read(place) | Expr::Clone { place, by: CloneBy::Read } => {
                    function.var(*var).ty.is_reference() && loose.place(&function.vars, place)
                }
                Expr::Atom(Atom::Var(from)) => {
                    function.var(*var).ty.is_reference() && loose.borrows.contains(from)
                }
                // A cotangent that is lent by a copy.
                Expr::Clone { place, by: CloneBy::ToOwned } => {
                    function.var(*var).role == Role::Cotangent && loose.place(&function.vars, place)
                }
                _ => false,
            };
            if is_loose {
                loose.borrows.insert(*var);
            } else if loose.copies_from(function, expr) {
                loose.copies.insert(*var);
            }
        };
        visit::deep_stmts(&function.body, &mut note);
        if let Some(closure) = &function.closure {
            visit::deep_stmts(&closure.body, &mut note);
        }
        loose
    }

    /// What is recorded is taken up again as other variables, be it records themselves.
    fn record(&mut self, stmt: &Stmt) {
        match stmt {
            Stmt::Push { stack: record, values } | Stmt::Fill { slot: record, values } => {
                for (i, var) in values.iter().enumerate() {
                    let Some(var) = var.var() else { continue };
                    if self.copies.contains(&var) {
                        self.recorded.insert((*record, i));
                    }
                    self.inner.insert((*record, i), var);
                }
            }
            Stmt::Pop { stack: record, vars } | Stmt::Unpack { slot: record, vars, .. } => {
                for (i, var) in vars.iter().enumerate() {
                    if self.recorded.contains(&(*record, i)) {
                        self.copies.insert(*var);
                    }
                    if let Some(inner) = self.inner.get(&(*record, i)).copied() {
                        self.same_record(*var, inner);
                    }
                }
            }
            Stmt::Let { var, expr: Expr::Read(place), .. } if place.projections.is_empty() => {
                self.same_record(*var, place.root);
            }
            _ => {}
        }
    }

    fn same_record(&mut self, var: VarId, other: VarId) {
        let records = self.recorded.iter().filter(|(record, _)| *record == other);
        let records: Vec<_> = records.map(|(_, i)| (var, *i)).collect();
        self.recorded.extend(records);
    }

    fn copies_from(&self, function: &Function, expr: &Expr) -> bool {
        match expr {
            Expr::Read(place) | Expr::Clone { place, .. } | Expr::Taken(place) => {
                self.copies_place(function, place)
            }
            Expr::Rule { rule: Rule::TakenOut, args } => {
                let place = args[0].place();
                place.is_some_and(|place| self.copies_place(function, place))
            }
            Expr::Atom(Atom::Var(from)) => self.copies.contains(from),
            _ => false,
        }
    }

    fn copies_place(&self, function: &Function, place: &Place) -> bool {
        self.place(&function.vars, place) || self.copies.contains(&place.root)
    }

    /// Whether the type of a variable may have no tangents, though it is not said to be a constant.
    pub fn is_copy(&self, vars: &[Var], var: VarId) -> bool {
        self.copies.contains(&var) && !vars[var.0].mutable && !vars[var.0].ty.known.is_settled()
    }

    /// Whether the tangent at a place may be `Constant`.
    pub fn place(&self, vars: &[Var], place: &Place) -> bool {
        self.start(vars, place).is_some()
    }

    /// After how many of its projections it may be that.
    pub fn start(&self, vars: &[Var], place: &Place) -> Option<usize> {
        let root = &vars[place.root.0];
        let is_handed_on = root.of.map_or(root, |of| &vars[of.0]).handed_on.is_some();
        if is_handed_on || self.borrows.contains(&place.root) {
            return Some(0);
        }
        let mut kind = &vars[place.root.0].ty.guess;
        for (i, projection) in place.projections.iter().enumerate() {
            kind = match (projection, kind) {
                (Projection::Field(member), Kind::Tuple(_)) => {
                    kind.known_field(member).unwrap_or(&Kind::Unknown)
                }
                (Projection::Field(_), _) => return Some(i + 1),
                (Projection::Variant { path, .. }, _) if !is_std_variant(path) => {
                    return Some(i + 1);
                }
                (Projection::Index(_), Kind::List(item) | Kind::Array(item)) => item,
                (Projection::Entry(_), Kind::Map(value)) => value,
                (Projection::Range { .. } | Projection::Deref, kind) => kind,
                _ => &Kind::Unknown,
            };
        }
        None
    }

    /// The projections that lead on from where a tangent may be `Constant`, to a part of what is there.
    pub fn within(&self, vars: &[Var], place: &Place) -> Vec<usize> {
        let start = self.start(vars, place).unwrap_or(place.projections.len());
        let is_part =
            |step: &Projection| matches!(step, Projection::Field(_) | Projection::Variant { .. });
        let steps = place.projections.iter().enumerate().skip(start);
        steps.filter(|(_, step)| is_part(step)).map(|(i, _)| i).collect()
    }
}
