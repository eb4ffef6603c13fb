//! What waiting values read, so that they are written down before that changes.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::{Emit, Pending};
use crate::analysis::storage::Storage;
use crate::ir::{Stmt, VarId, visit};

/// The storage that a value reads. What the blocks inside it read is looked up only if somebody asks.
#[derive(Clone, Default)]
pub(super) struct Reads<'a> {
    own: BTreeSet<VarId>,
    inside: Vec<&'a Stmt>,
}

impl Reads<'_> {
    /// Whether some of these variables are read.
    pub(super) fn meet(&self, vars: &BTreeSet<VarId>, storage: &Storage) -> bool {
        if vars.is_empty() || !self.own.is_disjoint(vars) {
            return !vars.is_empty();
        }
        let mut found = false;
        for block in self.inside.iter().flat_map(|stmt| visit::blocks(stmt)) {
            visit::deep(block, &mut |use_| {
                note(use_, storage, &mut |var| found |= vars.contains(&var));
            });
        }
        found
    }
}

/// The variables whose storage a use reads.
fn note(use_: visit::Use, storage: &Storage, read: &mut dyn FnMut(VarId)) {
    match use_ {
        visit::Use::Place(place) | visit::Use::Write(place) => {
            read(place.root);
            storage.all(place.root).for_each(read);
        }
        visit::Use::Name(var) => read(var),
        // What a reference points to.
        visit::Use::Value(atom) => {
            let Some(var) = atom.var() else { return };
            storage.all(var).filter(|base| *base != var).for_each(read);
        }
    }
}

impl<'a> Emit<'a> {
    /// The storage that a statement itself reads, the values waiting for it included.
    pub(super) fn reads(&self, stmt: &'a Stmt) -> Reads<'a> {
        let mut reads = Reads::default();
        visit::stmt(stmt, &mut |use_| {
            note(use_, &self.storage, &mut |var| {
                reads.own.insert(var);
            });
            if let visit::Use::Value(atom) = use_
                && let Some(waiting) = self.pending.iter().find(|p| Some(p.var) == atom.var())
            {
                reads.own.extend(&waiting.reads.own);
                reads.inside.extend(&waiting.reads.inside);
            }
        });
        reads.inside.extend(Some(stmt).filter(|stmt| !visit::blocks(stmt).is_empty()));
        reads
    }

    /// The storage that a statement writes to, or may.
    pub(super) fn writes(&self, stmt: &Stmt) -> BTreeSet<VarId> {
        let mut writes = BTreeSet::new();
        visit::deep_stmt(stmt, &mut |use_| match use_ {
            visit::Use::Write(place) => writes.extend([place.root, self.storage.base(place.root)]),
            // Stacks, slots and pullbacks; and whatever verbatim tokens do.
            visit::Use::Name(var) => {
                writes.insert(var);
            }
            visit::Use::Place(_) | visit::Use::Value(_) => {}
        });
        writes
    }

    /// Writes the waiting values that are chosen, as `let`s, in order.
    pub(super) fn flush(
        &mut self,
        code: &mut TokenStream,
        chosen: impl Fn(&Self, &Pending<'a>) -> bool,
    ) {
        for pending in std::mem::take(&mut self.pending) {
            if !chosen(self, &pending) {
                self.pending.push(pending);
                continue;
            }
            let (binding, value) = (self.binding(pending.var), pending.piece.tokens);
            code.extend(quote!(let #binding = #value;));
        }
    }

    /// Writes down what reads some of these variables.
    pub(super) fn flush_readers(&mut self, code: &mut TokenStream, vars: &BTreeSet<VarId>) {
        if !vars.is_empty() {
            self.flush(code, |cx, pending| pending.reads.meet(vars, &cx.storage));
        }
    }
}
