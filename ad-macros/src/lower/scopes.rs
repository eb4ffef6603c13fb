//! What the names in scope stand for.
//!
//! Only a variable has a value at run time. A closure is kept with the names that it sees, and so may stand for others; an iterator is
//! kept with the closures of its adapters. Both become code where they are used: [`closure`](super::closure), [`iter`](super::iter).

mod closure;
mod stream;

use std::rc::Rc;

use proc_macro2::Ident;

use super::Lower;
use super::item::Mode;
use crate::hygiene::{self, Name};
use crate::ir::{Place, VarId};
pub(super) use closure::{Callable, Closure, Outlined};
pub(super) use stream::{Cursor, Failing, Indexed, Stream};

/// What a name stands for.
#[derive(Clone)]
pub(super) enum Binding {
    /// A variable.
    Var(VarId),
    /// A local closure, which is inlined where it is called.
    Closure(Closure),
    /// An iterator, which becomes a loop where it ends.
    Stream(Rc<Stream>),
    /// An iterator that may be advanced by hand.
    Cursor(Rc<Cursor>),
    /// A place that is lent by this name.
    Place(Place, Mode),
}

/// The names in scope, innermost last.
pub(super) type Scopes = Vec<Vec<(Name, Binding)>>;

/// What a name stands for in some scopes.
pub(super) fn lookup<'s>(scopes: &'s Scopes, name: &Ident) -> Option<&'s Binding> {
    let key = Name::of(name);
    let mut names = scopes.iter().rev().flat_map(|scope| scope.iter().rev());
    names.find(|(known, _)| known.is(&key)).map(|(_, binding)| binding)
}

impl Lower<'_> {
    /// Brings a name into scope.
    pub(super) fn declare(&mut self, name: &Ident, binding: Binding) {
        self.function.names.insert(hygiene::spelled(name));
        if let Some(scope) = self.scopes.last_mut() {
            scope.push((Name::of(name), binding));
        }
    }

    pub(super) fn binding(&self, name: &Ident) -> Option<&Binding> {
        lookup(&self.scopes, name)
    }

    /// The variable that a name stands for.
    pub(super) fn lookup(&self, name: &Ident) -> Option<VarId> {
        match self.binding(name)? {
            Binding::Var(var) => Some(*var),
            Binding::Closure(_) | Binding::Stream(_) | Binding::Cursor(_) | Binding::Place(..) => {
                None
            }
        }
    }

    /// The closure that a name stands for.
    pub(super) fn lookup_closure(&self, name: &Ident) -> Option<Closure> {
        match self.binding(name)? {
            Binding::Var(_) | Binding::Stream(_) | Binding::Cursor(_) | Binding::Place(..) => None,
            Binding::Closure(closure) => Some(closure.clone()),
        }
    }

    /// The place that a name stands for, and how it was lent.
    pub(super) fn alias(&self, path: &syn::ExprPath) -> Option<(Place, Mode)> {
        match self.binding(path.path.get_ident()?)? {
            Binding::Place(place, mode) => Some((place.clone(), *mode)),
            _ => None,
        }
    }
}
