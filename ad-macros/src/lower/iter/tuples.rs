//! Adapters of `itertools` that put items side by side: tuples of those that follow each other, of all pairs, of several iterators.
//!
//! In: a call of one on a chain of iterators, whose tuples' size a type or the pattern says that takes them apart. Out: a stream, by number where its items can be had so;
//! what a closure makes of an item is made once, in a list. Invariant: that the method is theirs is claimed.

use std::borrow::Cow;

use proc_macro2::Span;
use quote::quote;

use super::Body;
use crate::ir::{Atom, BinOp, Expr, Projection};
use crate::library::{self, Adapter};
use crate::lower::build::integer;
use crate::lower::item::{Item, Mode};
use crate::lower::scopes::{Indexed, Stream};
use crate::lower::{Lower, joined};
use crate::unsupported;

impl Lower<'_> {
    /// What an adapter of `itertools` makes; none if it is another one.
    pub(super) fn joined(
        &mut self,
        call: &syn::ExprMethodCall,
        adapter: Option<Adapter>,
    ) -> Option<Option<Stream>> {
        if let Some((path, size)) = joined::tuples(call) {
            self.claim_of_joining(Some(path.clone()));
            let inner = self.stream(&call.receiver);
            return Some(inner.map(|inner| match inner {
                Stream::Indexed(inner) => Stream::Indexed(Indexed::Flat(Box::new(inner), size)),
                inner => Stream::Flat(std::rc::Rc::new(inner), size),
            }));
        }
        use Adapter::{CircularTupleWindows, TupleCombinations, TupleWindows, Tuples};
        let adapter = adapter?;
        Some(match adapter {
            TupleWindows | CircularTupleWindows | Tuples | TupleCombinations => {
                self.claim_of_itertools(call);
                self.tupled(call, adapter)
            }
            Adapter::Product | Adapter::ZipEq => {
                self.claim_of_itertools(call);
                self.beside(call, adapter)
            }
            Adapter::Sorted { by_key } => {
                self.claim_of_itertools(call);
                self.sorted_items(call, by_key)
            }
            _ => return None,
        })
    }

    /// `items.sorted_by(|a, b| ..)`, which makes all items before the first.
    fn sorted_items(&mut self, call: &syn::ExprMethodCall, by_key: bool) -> Option<Stream> {
        let span = call.method.span();
        let inner = self.stream(&call.receiver)?;
        let Some(f) = call.args.first().and_then(|arg| self.callable(arg)) else {
            self.diagnostics.error(&call.method, unsupported::ITERATOR_CLOSURE);
            return None;
        };
        self.refuse_changes_of(&f, span);
        let kept = self.kept(&inner, span);
        if let Indexed::Kept { place, seen, .. } = &kept {
            let seen = |element| Item::Borrowed(Box::new(seen.item(element)));
            self.sorted_at((place, &seen), (&f, by_key), span);
        }
        Some(Stream::Indexed(kept))
    }

    fn tupled(&mut self, call: &syn::ExprMethodCall, adapter: Adapter) -> Option<Stream> {
        let span = call.method.span();
        let Some(size) = size_of(call) else {
            self.diagnostics.error(&call.method, unsupported::TUPLE_SIZE);
            return None;
        };
        let inner = self.stream(&call.receiver)?;
        let inner = self.made_once(inner, span);
        let len = inner.len();
        if adapter == Adapter::TupleCombinations {
            return Some(Stream::Combinations(inner, size));
        }
        let mut circle = None;
        let (stride, len) = match adapter {
            Adapter::CircularTupleWindows => {
                circle = len.clone();
                (1, len)
            }
            Adapter::Tuples => {
                let tuples =
                    len.map(|len| self.binary_index(BinOp::Div, len, integer(size, span), span));
                (size, tuples)
            }
            _ => {
                let less = size.saturating_sub(1);
                let windows = len.map(|len| {
                    self.integers([len], |[len]| quote!(usize::saturating_sub(#len, #less)), span)
                });
                (1, windows)
            }
        };
        let inner = Box::new(inner);
        Some(Stream::Indexed(Indexed::Tuples { inner, size, stride, circle, len }))
    }

    /// The items by number, where what a closure makes of one is made once.
    fn made_once(&mut self, stream: Stream, span: Span) -> Indexed {
        match stream {
            Stream::Indexed(indexed) if indexed.closures().is_empty() => indexed,
            stream => self.kept(&stream, span),
        }
    }

    /// `a.cartesian_product(b)`, `a.zip_eq(b)`
    fn beside(&mut self, call: &syn::ExprMethodCall, adapter: Adapter) -> Option<Stream> {
        let span = call.method.span();
        let (first, second) = (self.stream(&call.receiver)?, self.stream(call.args.first()?)?);
        if adapter == Adapter::ZipEq {
            let (first, second) = (self.indexed(first, span), self.indexed(second, span));
            let (Some(a), Some(b)) = (first.len(), second.len()) else {
                self.diagnostics.error(&call.method, unsupported::ENDLESS_ITERATOR);
                return None;
            };
            let is_even = a == b;
            let sizes = [a.clone(), b.clone()];
            let zip = self.zip_indexed(first, second);
            if is_even {
                return Some(Stream::Indexed(zip));
            }
            self.refuse_effects(&Stream::Indexed(zip.clone()), span);
            let shorter = self.smaller(Some(a.clone()), Some(b), span).unwrap_or(a);
            let len = self.integers(sizes, |[a, b]| quote!(usize::max(#a, #b)), span);
            return Some(Stream::Indexed(Indexed::Even { zip: Box::new(zip), shorter, len }));
        }
        let first = self.made_once(first, span);
        self.refuse_effects(&second, span);
        let second = self.indexed(second, span);
        let (Some(rows), Some(period)) = (first.len(), second.len()) else {
            self.diagnostics.error(&call.method, unsupported::ENDLESS_ITERATOR);
            return None;
        };
        let len = self.binary_index(BinOp::Mul, rows, period.clone(), span);
        let (first, second) = (Box::new(first), Box::new(second));
        Some(Stream::Indexed(Indexed::Product { first, second, period, len }))
    }

    /// The item of this number.
    pub(super) fn get_tuple(&mut self, indexed: &Indexed, index: Atom, span: Span) -> Item {
        match indexed {
            Indexed::Even { zip, shorter, .. } => {
                let is_there = Expr::Binary(BinOp::Lt, index.clone(), shorter.clone());
                let is_there = Atom::Var(self.temp(is_there, span));
                let message = "itertools: .zip_eq() reached end of one iterator before the other";
                self.panic_unless_with(is_there, quote!(::core::panic!(#message)), span);
                self.get(zip, index, span)
            }
            Indexed::Product { first, second, period, .. } => {
                let row = self.binary_index(BinOp::Div, index.clone(), period.clone(), span);
                let column = self.binary_index(BinOp::Rem, index, period.clone(), span);
                let first = self.get(first, row, span);
                Item::Tuple(vec![first, self.get(second, column, span)])
            }
            Indexed::Tuples { inner, size, stride, circle, .. } => {
                let start = self.binary_index(BinOp::Mul, index, integer(*stride, span), span);
                let items = (0..*size).map(|i| {
                    let mut at =
                        self.binary_index(BinOp::Add, start.clone(), integer(i, span), span);
                    if let (Some(circle), 1..) = (circle, i) {
                        at = self.binary_index(BinOp::Rem, at, circle.clone(), span);
                    }
                    self.get(inner, at, span)
                });
                Item::Tuple(items.collect())
            }
            Indexed::Flat(inner, size) => {
                let item = self.get(inner, index, span);
                self.flat(item, *size, span)
            }
            _ => self.get(indexed, index, span),
        }
    }

    /// `(((i, a), b), c)` as `(a, b, c)`; what there is one of stays as it is.
    pub(super) fn flat(&mut self, item: Item, size: usize, span: Span) -> Item {
        let (mut rest, mut items) = (item, Vec::new());
        for _ in 0..size {
            let [before, last] = self.two(rest, span);
            items.push(last);
            rest = before;
        }
        items.reverse();
        match items.len() {
            1 => items.remove(0),
            _ => Item::Tuple(items),
        }
    }

    fn two(&mut self, item: Item, span: Span) -> [Item; 2] {
        match item {
            Item::Tuple(items) if items.len() == 2 => {
                let mut items = items.into_iter();
                [(); 2].map(|()| items.next().unwrap_or(Item::Tuple(Vec::new())))
            }
            item => {
                let place = self.item_place(item, span);
                [0usize, 1].map(|i| {
                    let member = syn::Member::Unnamed(i.into());
                    Item::Place(place.clone().then(Projection::Field(member)), Mode::Move)
                })
            }
        }
    }

    /// Loops in one another, each of which begins after the item of the one around it.
    pub(super) fn run_combinations(
        &mut self,
        items: &Indexed,
        size: usize,
        span: Span,
        body: &mut Body,
    ) {
        self.run_combined((items, size), (integer(0, span), Vec::new()), span, body);
    }

    fn run_combined(
        &mut self,
        (items, size): (&Indexed, usize),
        (from, before): (Atom, Vec<Item>),
        span: Span,
        body: &mut Body,
    ) {
        if size == 0 {
            return body(self, Item::Tuple(before));
        }
        let rest = self.skip_indexed(items.clone(), from.clone(), span);
        self.run_indexed(&Indexed::Enumerate(Box::new(rest)), span, &mut |cx, item| {
            let [number, item] = cx.two(item, span);
            let number = cx.item_atom(number, span);
            let sum = |[from, number]: [proc_macro2::TokenStream; 2]| quote!(#from + #number + 1);
            let next = cx.integers([from.clone(), number], sum, span);
            let items_so_far = before.iter().cloned().chain([item]).collect();
            cx.run_combined((items, size - 1), (next, items_so_far), span, body);
        });
    }
}

/// How many items a method's type says that its tuples have.
fn size_of(call: &syn::ExprMethodCall) -> Option<usize> {
    match call.turbofish.as_ref()?.args.first()? {
        syn::GenericArgument::Type(syn::Type::Tuple(tuple)) => Some(tuple.elems.len()),
        _ => None,
    }
}

/// The pattern by which a method's closure takes an item apart.
pub(super) fn items_of(call: &syn::ExprMethodCall) -> Option<syn::Pat> {
    let before = library::items(&call.method.to_string())?;
    let closure = call.args.iter().find_map(|arg| match arg {
        syn::Expr::Closure(closure) => Some(closure),
        _ => None,
    });
    closure?.inputs.iter().nth(before).cloned()
}

/// An iterator whose methods say of which size the tuples are that a pattern takes apart.
pub(super) fn sized<'e>(expr: &'e syn::Expr, pattern: Option<&syn::Pat>) -> Cow<'e, syn::Expr> {
    match pattern.filter(|_| makes_tuples(expr)) {
        Some(pattern) => {
            let mut expr = expr.clone();
            say_sizes(&mut expr, pattern);
            Cow::Owned(expr)
        }
        None => Cow::Borrowed(expr),
    }
}

fn adapter_of(call: &syn::ExprMethodCall) -> Option<Adapter> {
    library::adapter(&call.method.to_string())
}

/// Whether a method in a chain makes tuples whose size isn't said.
fn makes_tuples(expr: &syn::Expr) -> bool {
    match expr {
        syn::Expr::Paren(inner) => makes_tuples(&inner.expr),
        syn::Expr::MethodCall(call) => {
            is_unsized(call) || makes_tuples(&call.receiver) || call.args.iter().any(makes_tuples)
        }
        _ => false,
    }
}

fn is_unsized(call: &syn::ExprMethodCall) -> bool {
    use Adapter::{CircularTupleWindows, TupleCombinations, TupleWindows, Tuples};
    let is_it = matches!(
        adapter_of(call),
        Some(TupleWindows | CircularTupleWindows | Tuples | TupleCombinations)
    );
    is_it && call.turbofish.is_none() && joined::written_as(call).is_none()
}

fn say_sizes(expr: &mut syn::Expr, pattern: &syn::Pat) {
    use Adapter::{Chain, Cycle, Enumerate, Filter, Inspect, Lent, Peekable, Product, Rev, Same};
    use Adapter::{Skip, SkipWhile, Sorted, StepBy, Take, TakeWhile, Zip, ZipEq};
    let pattern = match pattern {
        syn::Pat::Reference(inner) => &*inner.pat,
        syn::Pat::Paren(inner) => &*inner.pat,
        pattern => pattern,
    };
    let call = match expr {
        syn::Expr::Paren(inner) => return say_sizes(&mut inner.expr, pattern),
        syn::Expr::MethodCall(call) => call,
        _ => return,
    };
    let parts: Vec<&syn::Pat> = match pattern {
        syn::Pat::Tuple(tuple)
            if !tuple.elems.iter().any(|part| matches!(part, syn::Pat::Rest(_))) =>
        {
            tuple.elems.iter().collect()
        }
        _ => Vec::new(),
    };
    if joined::tuples(call).is_some() {
        let begin: syn::Pat = syn::parse_quote!(_);
        let pairs = parts.iter().fold(begin, |before, part| syn::parse_quote!((#before, #part)));
        return say_sizes(&mut call.receiver, &pairs);
    }
    if is_unsized(call) {
        if !parts.is_empty() {
            let any = parts.iter().map(|_| quote!(_));
            call.turbofish = Some(syn::parse_quote!(::<(#(#any,)*)>));
        }
        return;
    }
    match (adapter_of(call), &parts[..]) {
        (Some(Enumerate), [_, part]) => say_sizes(&mut call.receiver, part),
        (Some(Zip | ZipEq | Product), [first, second]) => {
            say_sizes(&mut call.receiver, first);
            call.args.iter_mut().for_each(|arg| say_sizes(arg, second));
        }
        (Some(Chain), _) => {
            say_sizes(&mut call.receiver, pattern);
            call.args.iter_mut().for_each(|arg| say_sizes(arg, pattern));
        }
        (
            Some(
                Same
                | Lent
                | Peekable
                | Cycle
                | Rev
                | Skip
                | Take
                | StepBy
                | Filter
                | Inspect
                | SkipWhile
                | TakeWhile
                | Sorted { .. },
            ),
            _,
        ) => say_sizes(&mut call.receiver, pattern),
        _ => {}
    }
}
