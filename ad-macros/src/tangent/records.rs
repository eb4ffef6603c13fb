//! Records, what the forward sweep keeps for the reverse sweep, hold the dots of what they hold.

use std::collections::BTreeMap;

use proc_macro2::Span;

use super::Tangent;
use crate::ir::{Atom, Expr, Function, Role, Stmt, VarId, visit};

impl Tangent<'_> {
    /// Finds out which of their values have dots.
    pub(super) fn read_records(&mut self, function: &Function) {
        let mut stmts = Vec::new();
        visit::deep_stmts(&function.body, &mut |stmt| stmts.push(stmt));
        if let Some(closure) = &function.closure {
            visit::deep_stmts(&closure.body, &mut |stmt| stmts.push(stmt));
        }
        let mut taken = BTreeMap::new();
        let mut copies = BTreeMap::new();
        for stmt in &stmts {
            match stmt {
                Stmt::Pop { stack: record, vars } | Stmt::Unpack { slot: record, vars, .. } => {
                    let active = vars.iter().map(|var| self.facts.is_active(*var)).collect();
                    self.records.insert(*record, active);
                    taken.insert(*record, vars);
                }
                Stmt::Let { var, expr: Expr::Read(place), .. } => {
                    copies.insert(*var, place.root);
                }
                _ => {}
            }
        }
        // A slot that goes through a stack has another name when it is taken off it; the outer come first.
        for stmt in &stmts {
            let (Stmt::Push { stack: record, values } | Stmt::Fill { slot: record, values }) = stmt
            else {
                continue;
            };
            for (value, var) in values.iter().zip(taken.get(record).into_iter().copied().flatten())
            {
                let Some(value) = value.var() else { continue };
                let slot = copies.get(&value).copied().unwrap_or(value);
                if let (Some(active), Role::Record) =
                    (self.records.get(var), function.var(*var).role)
                    && !self.records.contains_key(&slot)
                {
                    self.records.insert(slot, active.clone());
                }
            }
        }
    }

    /// The values of a record, and their dots.
    pub(super) fn with_dots(
        &mut self,
        code: &mut Vec<Stmt>,
        record: VarId,
        values: &[Atom],
    ) -> Vec<Atom> {
        let active = self.records.get(&record).cloned().unwrap_or_default();
        let mut all = values.to_vec();
        for (value, active) in values.iter().zip(active) {
            let is_record = value.var().is_some_and(|var| self.f.var(var).role == Role::Record);
            if active && !is_record {
                all.push(self.dot_or_zero(code, value, Span::mixed_site()));
            }
        }
        all
    }
}
