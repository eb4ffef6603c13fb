//! What patterns are matched against and closures are applied to: values that need not have been put together.
//!
//! In: an expression. Out: an [`Item`]. `(a, b)` in `match (a, b)` or in `zip` is never made a tuple, a borrowed element
//! never a reference, `xs.first()` never an `Option`: patterns reach through to the places themselves.

use proc_macro2::Span;
use syn::spanned::Spanned;

use super::Lower;
use crate::ir::{Atom, Block, Expr, Place, Projection, Stmt};
use crate::signature::Kind;

/// A value, a place, or something made of these.
#[derive(Clone)]
pub(super) enum Item {
    /// A value.
    Value(Expr),
    /// What is at a place.
    Place(Place, Mode),
    /// A tuple.
    Tuple(Vec<Item>),
    /// An `Option`: whether there is something, and what it is then.
    Optional(Atom, Box<Item>),
    /// A reference to an item, as `filter` hands it to its closure.
    Borrowed(Box<Item>),
}

/// How a name takes what is at a place.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// By value.
    Move,
    /// `&place`
    Ref,
    /// `&mut place`
    RefMut,
}

impl Item {
    /// An atom as an item.
    pub(super) fn atom(atom: Atom) -> Item {
        Item::Value(Expr::Atom(atom))
    }
}

impl Lower<'_> {
    /// The item that an expression denotes. What it computes is computed now.
    pub(super) fn item(&mut self, expr: &syn::Expr) -> Item {
        match expr {
            syn::Expr::Paren(inner) => self.item(&inner.expr),
            syn::Expr::Group(inner) => self.item(&inner.expr),
            syn::Expr::Tuple(tuple) if !tuple.elems.is_empty() => {
                Item::Tuple(tuple.elems.iter().map(|elem| self.item(elem)).collect())
            }
            syn::Expr::Reference(reference) => {
                let mode = if reference.mutability.is_some() { Mode::RefMut } else { Mode::Ref };
                match self.item(&reference.expr) {
                    Item::Place(place, Mode::Move) if mode == Mode::Ref || self.is_writable(&place) => {
                        Item::Place(place, mode)
                    }
                    Item::Value(value) if mode == Mode::Ref => {
                        Item::Place(Place::whole(self.temp(value, expr.span())), mode)
                    }
                    _ => Item::Value(self.reference(reference)),
                }
            }
            syn::Expr::MethodCall(call) => {
                if let Some(item) = self.consumed_option(call) {
                    return item;
                }
                match self.optional(call) {
                    Some(item) => item,
                    None => self.rvalue(expr),
                }
            }
            _ => match self.place(expr) {
                Some(place) => Item::Place(place, Mode::Move),
                None => self.rvalue(expr),
            },
        }
    }

    fn rvalue(&mut self, expr: &syn::Expr) -> Item {
        match self.rhs(expr) {
            Expr::Borrow { place, mutable } => {
                Item::Place(place, if mutable { Mode::RefMut } else { Mode::Ref })
            }
            Expr::Read(place) => Item::Place(place, Mode::Move),
            value => Item::Value(value),
        }
    }

    /// The value of an item, put together.
    pub(super) fn item_value(&mut self, item: Item, span: Span) -> Expr {
        match item {
            Item::Value(value) => value,
            Item::Place(place, Mode::Move) => self.read(place),
            Item::Place(place, mode) => self.borrow(place, mode == Mode::RefMut),
            Item::Tuple(items) => {
                let atoms = items.into_iter().map(|item| self.item_atom(item, span)).collect();
                Expr::Tuple(atoms)
            }
            Item::Borrowed(inner) => match *inner {
                // A reference to a reference is a reference; `**x` is taken for `*x` (see `place`).
                Item::Place(place, Mode::Ref | Mode::RefMut) => {
                    let borrowed = self.borrow(place, false);
                    let var = self.temp(borrowed, span);
                    self.collapsed.push(var);
                    Expr::Atom(Atom::Var(var))
                }
                Item::Value(Expr::Atom(Atom::Var(var))) if self.function.var(var).reference => {
                    let var = self.temp(Expr::Atom(Atom::Var(var)), span);
                    self.collapsed.push(var);
                    Expr::Atom(Atom::Var(var))
                }
                item => {
                    let place = self.item_place(item, span);
                    Expr::Borrow { place, mutable: false }
                }
            },
            Item::Optional(is_some, some) => {
                let (stmts, value) = self.scoped(|cx| {
                    let value = cx.item_atom(*some, span);
                    Atom::Var(cx.temp(some_of(value), span))
                });
                let then = Block { stmts, results: vec![value] };
                let results = vec![none()];
                let otherwise = Block { stmts: Vec::new(), results };
                let result = self.result_var(Kind::Unknown, span);
                self.stmts.push(Stmt::If {
                    results: vec![result],
                    cond: is_some,
                    then,
                    otherwise,
                    span,
                });
                Expr::Atom(Atom::Var(result))
            }
        }
    }

    /// The value of an item, as an atom.
    pub(super) fn item_atom(&mut self, item: Item, span: Span) -> Atom {
        let value = self.item_value(item, span);
        self.atom(value, span)
    }

    /// The value of an item that is a number or a reference to one, for operators.
    pub(super) fn item_operand(&mut self, item: Item, span: Span) -> Atom {
        match item {
            Item::Borrowed(inner) => self.item_operand(*inner, span),
            Item::Place(place, _) => {
                let place = self.looked_through(place);
                let value = self.read(place);
                self.atom(value, span)
            }
            item => {
                let atom = self.item_atom(item, span);
                match atom.var().filter(|var| self.function.var(*var).reference) {
                    Some(var) => {
                        let value = self.read(Place::whole(var).then(Projection::Deref));
                        self.atom(value, span)
                    }
                    None => atom,
                }
            }
        }
    }

    /// `*r` for a place that is a reference variable, else the place.
    pub(super) fn looked_through(&self, place: Place) -> Place {
        match place.projections.is_empty() && self.function.var(place.root).reference {
            true => place.then(Projection::Deref),
            false => place,
        }
    }

    /// `&place`, or `&mut place`; a reference is handed on.
    pub(super) fn borrow(&mut self, place: Place, mutable: bool) -> Expr {
        let root = self.function.var(place.root);
        let is_reference = match place.projections.as_slice() {
            [] => root.reference,
            // A mutable variable is no atom: it is borrowed.
            [Projection::Deref] => root.reference || !root.mutable,
            _ => false,
        };
        match is_reference && !mutable {
            true => Expr::Atom(Atom::Var(place.root)),
            false => Expr::Borrow { place, mutable },
        }
    }

    /// The place of an item; a value gets a variable.
    pub(super) fn item_place(&mut self, item: Item, span: Span) -> Place {
        match item {
            Item::Place(place, _) => place,
            Item::Value(Expr::Atom(Atom::Var(var))) => Place::whole(var),
            item => {
                let value = self.item_value(item, span);
                Place::whole(self.temp(value, span))
            }
        }
    }

    /// An item whose value is taken now, so that later statements don't change it.
    pub(super) fn settled(&mut self, item: Item, span: Span) -> Item {
        match item {
            Item::Place(place, Mode::Move) => Item::atom(self.item_atom(Item::Place(place, Mode::Move), span)),
            Item::Value(value) => Item::atom(self.atom(value, span)),
            Item::Tuple(items) => {
                Item::Tuple(items.into_iter().map(|item| self.settled(item, span)).collect())
            }
            item => item,
        }
    }
}

/// `Some(value)`
pub(super) fn some_of(value: Atom) -> Expr {
    let fields = vec![(crate::exits::some_field(), value)];
    Expr::Construct { path: crate::exits::some_path(), fields, like: None }
}

/// `None`
pub(super) fn none() -> Atom {
    Atom::Constant(syn::parse_quote!(::core::option::Option::None))
}
