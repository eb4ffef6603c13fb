//! What patterns are matched against and closures are applied to: values that need not have been put together.
//!
//! In: an expression. Out: an [`Item`]. `(a, b)` in `match (a, b)` or in `zip` is never made a tuple, a borrowed element
//! never a reference, `xs.first()` never an `Option`: patterns reach through to the places themselves.

use proc_macro2::Span;
use syn::spanned::Spanned;

use super::Lower;
use super::build::{integer, none, some_of};
use crate::ir::{Arg, Atom, Block, Expr, Place, Projection, Stmt, VarId, visit};
use crate::kind::{Held, Kind};
use crate::library::{self, Split};

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
    /// A part of a list that is lent beside other parts of it: a name for it stands for the place.
    Part(Place, Mode),
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

impl Mode {
    /// How the name has what it stands for.
    pub(super) fn held(self) -> Held {
        match self {
            Mode::Move => Held::Owned,
            Mode::Ref => Held::Reference,
            Mode::RefMut => Held::Exclusive,
        }
    }
}

impl Item {
    /// Whether something could be changed through it.
    pub(super) fn is_exclusive(&self) -> bool {
        match self {
            Item::Place(_, mode) | Item::Part(_, mode) => *mode == Mode::RefMut,
            Item::Tuple(items) => items.iter().any(Item::is_exclusive),
            Item::Optional(_, item) | Item::Borrowed(item) => item.is_exclusive(),
            Item::Value(Expr::Borrow { mutable, .. }) => *mutable,
            Item::Value(_) => false,
        }
    }

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
            syn::Expr::Tuple(tuple) if !tuple.elems.is_empty() => self.tuple(tuple),
            syn::Expr::Reference(reference) => {
                let mode = if reference.mutability.is_some() { Mode::RefMut } else { Mode::Ref };
                match self.item(&reference.expr) {
                    Item::Place(place, Mode::Move)
                        if mode == Mode::Ref || self.is_writable(&place) =>
                    {
                        Item::Place(place, mode)
                    }
                    Item::Value(value) if mode == Mode::Ref => {
                        Item::Place(Place::whole(self.temp(value, expr.span())), mode)
                    }
                    _ => Item::Value(self.reference(reference)),
                }
            }
            // Its methods are the user's, whatever they are called.
            syn::Expr::MethodCall(call) if self.has_own_methods(call) => self.rvalue(expr),
            syn::Expr::MethodCall(call) => {
                if let Some(call) = self.written_out(call) {
                    return self.item(&syn::Expr::MethodCall(call));
                }
                if let Some(place) = self.changed_cow(call) {
                    return Item::Place(place, Mode::RefMut);
                }
                if let Some(item) = self.map_item(call) {
                    return item;
                }
                if let Some(item) = self.split(call) {
                    return item;
                }
                if let Some(item) = self.consumed_option(call) {
                    return item;
                }
                if let Some(item) = self.unwrapped(call) {
                    return item;
                }
                match self.optional(call) {
                    Some(item) => item,
                    None => self.rvalue(expr),
                }
            }
            syn::Expr::Path(path) if self.alias(path).is_some() => match self.alias(path) {
                Some((place, mode)) => Item::Place(place, mode),
                None => self.rvalue(expr),
            },
            syn::Expr::Try(expr) => self.question(expr),
            _ => match self.place(expr) {
                Some(place) => Item::Place(place, Mode::Move),
                None => self.rvalue(expr),
            },
        }
    }

    /// A tuple, not put together: what a later element writes to is read before it.
    fn tuple(&mut self, tuple: &syn::ExprTuple) -> Item {
        let (mut items, mut ends) = (Vec::new(), Vec::new());
        for elem in &tuple.elems {
            items.push(self.item(elem));
            ends.push(self.stmts.len());
        }
        for (item, end) in items.iter_mut().zip(ends).rev() {
            let Item::Place(place, Mode::Move) = &*item else { continue };
            if self.happens_since(end, |stmt| writes_to(stmt, place.root)) {
                let later = self.stmts.split_off(end);
                let value = self.item_atom(item.clone(), tuple.span());
                self.stmts.extend(later);
                *item = Item::atom(value);
            }
        }
        Item::Tuple(items)
    }

    /// Whether there is such a statement from `start` on.
    fn happens_since(&self, start: usize, is_such: impl Fn(&Stmt) -> bool) -> bool {
        let mut happens = false;
        let mut note = |stmt: &Stmt| happens |= is_such(stmt);
        self.stmts[start..].iter().for_each(|stmt| visit::deep_stmts_of(stmt, &mut note));
        happens
    }

    /// Whether the statements from `start` on change what is at a place, beyond doubt: not what they only may change.
    pub(super) fn is_changed_since(&self, start: usize, place: &Place) -> bool {
        self.happens_since(start, |stmt| match stmt {
            Stmt::Store { place: changed, .. } | Stmt::Mutate { place: changed, .. } => {
                changed.root == place.root
            }
            Stmt::Swap { first, second, .. } => [first.root, second.root].contains(&place.root),
            _ => false,
        })
    }

    /// A list that is iterated over by value: what may change meanwhile is copied, or moved, before.
    pub(super) fn taken_before(&mut self, item: Item, span: Span) -> Item {
        let Item::Place(place, Mode::Move) = &item else { return item };
        let root = self.function.var(place.root);
        let is_element = place.projections.iter().any(|step| matches!(step, Projection::Index(_)));
        let is_array = matches!(crate::kinds::of_place(&self.function.vars, place), Kind::Array(_));
        let is_own = root.mutable && !root.ty.is_reference() && (is_array || !is_element);
        match is_own || (root.ty.is_exclusive() && is_array) {
            true => Item::Place(self.copied_place(place.clone(), span), Mode::Move),
            false => item,
        }
    }

    /// A variable that holds what is at a place now.
    pub(super) fn copied_place(&mut self, place: Place, span: Span) -> Place {
        Place::whole(self.temp(Expr::Read(place), span))
    }

    /// Whether a place is in a part of a list that is lent beside other parts.
    pub(super) fn is_lent(&self, place: &syn::Expr) -> bool {
        match place {
            syn::Expr::Index(index) => self.is_lent(&index.expr),
            syn::Expr::Field(field) => self.is_lent(&field.base),
            syn::Expr::Paren(inner) => self.is_lent(&inner.expr),
            syn::Expr::Reference(inner) => self.is_lent(&inner.expr),
            syn::Expr::Unary(unary) => self.is_lent(&unary.expr),
            syn::Expr::Path(path) => self.alias(path).is_some(),
            _ => false,
        }
    }

    /// `&mut left[i]` of a part that is lent beside others: a name for it stands for the place too.
    pub(super) fn lent_reference(&mut self, expr: &syn::Expr) -> Option<(Place, Mode)> {
        let syn::Expr::Reference(reference) = expr else { return None };
        if !self.is_lent(&reference.expr) {
            return None;
        }
        let mode = if reference.mutability.is_some() { Mode::RefMut } else { Mode::Ref };
        Some((self.place(&reference.expr)?, mode))
    }

    /// `xs.split_at(k)`, `xs.split_first()` and their kin.
    fn split(&mut self, call: &syn::ExprMethodCall) -> Option<Item> {
        let span = call.method.span();
        let (split, mutable) = library::split(&call.method.to_string(), call.args.len())?;
        let mode = if mutable { Mode::RefMut } else { Mode::Ref };
        let at = call.args.first().map(|at| self.operand(at));
        let place = match self.item(&call.receiver) {
            Item::Place(place, _) => place,
            item => self.item_place(item, span),
        };
        self.function.vars[place.root.0].indexed.made.insert(place.way());
        let part = |start: Option<Atom>, end: Option<Atom>| {
            Item::Part(place.then(Projection::Range { start, end, inclusive: false }), mode)
        };
        if let Some(at) = at {
            return Some(Item::Tuple(vec![part(None, Some(at.clone())), part(Some(at), None)]));
        }
        let len = Atom::Var(self.temp(Expr::Len(place.clone()), span));
        let zero = integer(0, span);
        let one = integer(1, span);
        let is_some = Expr::Binary(crate::ir::BinOp::Lt, zero.clone(), len.clone());
        let is_some = Atom::Var(self.temp(is_some, span));
        let element = |index| Item::Part(place.then(Projection::Index(index)), mode);
        let pair = match split {
            Split::First => vec![element(zero), part(Some(one), None)],
            _ => {
                let last = self.wrapping_before(len, span);
                vec![element(last.clone()), part(None, Some(last))]
            }
        };
        Some(Item::Optional(is_some, Box::new(Item::Tuple(pair))))
    }

    fn rvalue(&mut self, expr: &syn::Expr) -> Item {
        match self.rhs(expr) {
            Expr::Borrow { place, mutable } => {
                Item::Place(place, if mutable { Mode::RefMut } else { Mode::Ref })
            }
            Expr::Read(place) => Item::Place(place, Mode::Move),
            // What it does is done once, however often the item is looked at.
            Expr::Verbatim(verbatim) if verbatim.writes => {
                Item::atom(Atom::Var(self.temp(Expr::Verbatim(verbatim), expr.span())))
            }
            value => Item::Value(value),
        }
    }

    /// The value of an item, put together.
    pub(super) fn item_value(&mut self, item: Item, span: Span) -> Expr {
        match item {
            Item::Value(value) => value,
            Item::Place(place, Mode::Move) => self.read(place),
            Item::Place(place, mode) | Item::Part(place, mode) => {
                self.borrow(place, mode == Mode::RefMut)
            }
            Item::Tuple(items) => {
                let atoms = items.into_iter().map(|item| self.item_atom(item, span)).collect();
                Expr::Tuple(atoms)
            }
            Item::Borrowed(inner) => match *inner {
                // A reference to a reference is a reference; `**x` is taken for `*x` (see `place`).
                Item::Place(place, Mode::Ref | Mode::RefMut) | Item::Part(place, _) => {
                    let borrowed = self.borrow(place, false);
                    let var = self.temp(borrowed, span);
                    self.function.vars[var.0].ty.collapsed = true;
                    Expr::Atom(Atom::Var(var))
                }
                Item::Value(Expr::Atom(Atom::Var(var)))
                    if self.function.var(var).ty.is_reference() =>
                {
                    let var = self.temp(Expr::Atom(Atom::Var(var)), span);
                    self.function.vars[var.0].ty.collapsed = true;
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
                self.function.vars[result.0].ty.option = true;
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
            Item::Place(place, mode) | Item::Part(place, mode) => {
                let inner = self.looked_through(place.clone());
                let held = match inner == place {
                    true => mode.held(),
                    false => self.function.var(place.root).ty.held,
                };
                let value = self.read(inner);
                let value = self.atom(value, span);
                self.note_looked_through(&value, held);
                value
            }
            item => {
                let atom = self.item_atom(item, span);
                match atom.var().filter(|var| self.function.var(*var).ty.is_reference()) {
                    Some(var) => {
                        let held = self.function.var(var).ty.held;
                        let value = self.read(Place::whole(var).then(Projection::Deref));
                        let value = self.atom(value, span);
                        self.note_looked_through(&value, held);
                        value
                    }
                    None => atom,
                }
            }
        }
    }

    /// How a value gives its parts. Only one that is a reference itself is looked through: `self.pair` is a pair, and so is one that a closure captures.
    pub(super) fn mode_of(&self, place: &Place) -> Mode {
        let is_itself = place.projections.is_empty() && !self.lent.contains(&place.root);
        match (is_itself, self.function.var(place.root).ty.held) {
            (false, _) | (true, Held::Owned) => Mode::Move,
            (true, Held::Reference) => Mode::Ref,
            (true, Held::Exclusive) => Mode::RefMut,
        }
    }

    /// `*r` for a place that is a reference variable, else the place.
    pub(super) fn looked_through(&self, place: Place) -> Place {
        match place.projections.is_empty() && self.function.var(place.root).ty.is_reference() {
            true => place.then(Projection::Deref),
            false => place,
        }
    }

    /// `&place`, or `&mut place`; a reference is handed on.
    pub(super) fn borrow(&mut self, place: Place, mutable: bool) -> Expr {
        let root = self.function.var(place.root);
        let is_reference = match place.projections.as_slice() {
            [] => root.ty.is_reference(),
            // A mutable variable is no atom: it is borrowed. So is what a `&mut` reference lends: what it is lent to doesn't have that.
            [Projection::Deref] if root.ty.is_exclusive() => false,
            [Projection::Deref] => root.ty.is_reference() || !root.mutable,
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
            Item::Place(place, _) | Item::Part(place, _) => place,
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
            Item::Place(place, Mode::Move) => {
                Item::atom(self.item_atom(Item::Place(place, Mode::Move), span))
            }
            Item::Value(value) => Item::atom(self.atom(value, span)),
            Item::Tuple(items) => {
                Item::Tuple(items.into_iter().map(|item| self.settled(item, span)).collect())
            }
            item => item,
        }
    }
}

/// Whether a statement may change a variable.
fn writes_to(stmt: &Stmt, var: VarId) -> bool {
    match stmt {
        Stmt::Store { place, .. } | Stmt::Mutate { place, .. } => place.root == var,
        Stmt::Swap { first, second, .. } => first.root == var || second.root == var,
        Stmt::Call { args, .. } => {
            args.iter().any(|arg| matches!(arg, Arg::BorrowMut(place) if place.root == var))
        }
        Stmt::Let { expr: Expr::Borrow { place, mutable }, .. } => *mutable && place.root == var,
        stmt => visit::verbatim(stmt).is_some_and(|verbatim| {
            verbatim.writes && verbatim.captures.iter().any(|(_, captured)| *captured == var)
        }),
    }
}
