//! Closures, before they are called.

use std::cell::OnceCell;
use std::rc::Rc;

use proc_macro2::Ident;

use super::Scopes;
use crate::ir::VarId;

/// A closure that waits to be called, or the path of a function.
#[derive(Clone)]
pub(in crate::lower) struct Closure(Rc<Callable>, Rc<Found>);

pub(in crate::lower) enum Callable {
    Closure { closure: syn::ExprClosure, scopes: Scopes },
    Path(syn::Expr),
}

/// What is found out of a closure when it is called.
#[derive(Default)]
struct Found {
    weight: OnceCell<usize>,
    outlined: OnceCell<Option<Rc<Outlined>>>,
}

/// The function that a closure has become.
pub(in crate::lower) struct Outlined {
    pub name: Ident,
    /// Its further arguments.
    pub captures: Vec<VarId>,
    pub output: syn::Type,
}

impl Closure {
    pub fn new(callable: Callable) -> Closure {
        Closure(Rc::new(callable), Rc::default())
    }

    pub fn callable(&self) -> &Callable {
        &self.0
    }

    /// The closure as it is written; none of a function's path.
    pub fn written(&self) -> Option<&syn::ExprClosure> {
        match &*self.0 {
            Callable::Closure { closure, .. } => Some(closure),
            Callable::Path(_) => None,
        }
    }

    /// The path of a function; none of a closure.
    pub fn path(&self) -> Option<&syn::Expr> {
        match &*self.0 {
            Callable::Closure { .. } => None,
            Callable::Path(path) => Some(path),
        }
    }

    /// The closure, and the names that it sees.
    pub fn parts(&self) -> Option<(&syn::ExprClosure, &Scopes)> {
        match &*self.0 {
            Callable::Closure { closure, scopes } => Some((closure, scopes)),
            Callable::Path(_) => None,
        }
    }

    /// How many tokens a call stands for, once that is known.
    pub fn weight(&self) -> &OnceCell<usize> {
        &self.1.weight
    }

    /// The function that it has become, if it has.
    pub fn outlined(&self) -> &OnceCell<Option<Rc<Outlined>>> {
        &self.1.outlined
    }

    /// How many parameters it has; of a function's path nobody knows.
    pub fn arity(&self) -> Option<usize> {
        match &*self.0 {
            Callable::Closure { closure, .. } => Some(closure.inputs.len()),
            Callable::Path(_) => None,
        }
    }
}
