//! The names of a function, and what is known of each.

use proc_macro2::Ident;

use crate::hygiene;
use crate::kind::Kind;

/// A name, where it is bound. Names are numbered in the order of the walk, which is the same each time.
#[derive(Clone, Default)]
pub(super) struct Name {
    /// A value of it, or something that it refers to, may hold a derivative.
    pub tainted: bool,
    /// Storage that can be written to, or a `&mut` reference.
    pub mutable: bool,
    /// Declared a constant: what would make it none is an error.
    pub fixed: bool,
    /// It may be, or hold, a `&mut` reference.
    pub lends: bool,
    /// It may be taken for a reference.
    pub refers: bool,
    /// A closure of the user's.
    pub is_closure: bool,
    /// What it may have been borrowed from.
    pub origins: Vec<usize>,
    /// The parameters of the closure.
    pub params: Vec<usize>,
    /// What is seen of its type.
    pub kind: Option<Kind>,
}

/// All names, and those in scope.
#[derive(Default)]
pub(super) struct Names {
    all: Vec<Name>,
    next: usize,
    scopes: Vec<Vec<(Ident, usize)>>,
    changed: bool,
}

impl Names {
    /// Before a walk.
    pub fn begin(&mut self) {
        (self.next, self.changed) = (0, false);
        self.scopes = vec![Vec::new()];
    }

    /// Whether the walk found out more.
    pub fn has_changed(&self) -> bool {
        self.changed
    }

    pub fn enter(&mut self) {
        self.scopes.push(Vec::new());
    }

    pub fn leave(&mut self) {
        self.scopes.pop();
    }

    /// Brings a name into scope.
    pub fn declare(&mut self, ident: &Ident, known: Name) -> usize {
        let id = self.next;
        self.next += 1;
        if id == self.all.len() {
            self.all.push(Name::default());
        }
        let name = &mut self.all[id];
        let tainted = name.tainted || known.tainted;
        self.changed |= tainted != name.tainted;
        *name = Name { tainted, ..known };
        if let Some(scope) = self.scopes.last_mut() {
            scope.push((ident.clone(), id));
        }
        id
    }

    pub fn find(&self, ident: &Ident) -> Option<usize> {
        let mut names = self.scopes.iter().rev().flat_map(|scope| scope.iter().rev());
        names.find(|(known, _)| hygiene::same(known, ident)).map(|(_, id)| *id)
    }

    pub fn get(&self, id: usize) -> &Name {
        &self.all[id]
    }

    /// A value that may hold a derivative gets there.
    pub fn taint(&mut self, id: usize) {
        let name = &mut self.all[id];
        // An integer holds no derivative.
        let is_integer = matches!(name.kind, Some(Kind::Int | Kind::Bool));
        if !name.tainted && !name.fixed && !is_integer {
            name.tainted = true;
            self.changed = true;
        }
    }

    /// Such a value may be written to what a name is, or refers to.
    pub fn write(&mut self, id: usize) {
        let mut reached = vec![id];
        let mut position = 0;
        while let Some(id) = reached.get(position).copied() {
            self.taint(id);
            for origin in self.all[id].origins.clone() {
                if !reached.contains(&origin) {
                    reached.push(origin);
                }
            }
            position += 1;
        }
    }

    /// A closure is called with, or beside, such values.
    pub fn call(&mut self, id: usize) {
        self.taint(id);
        for param in self.all[id].params.clone() {
            self.taint(param);
        }
    }
}

/// What a closure is called with.
#[derive(Default)]
pub(super) struct Given {
    /// The kind of its parameters, from the `first` on, if that is seen: the items of a list.
    pub kind: Option<Kind>,
    pub first: usize,
    /// What they may be borrowed from.
    pub origins: Vec<usize>,
}
