//! Items by number.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::spanned::Spanned;

use crate::ir::{Atom, BinOp, Expr, Place, Projection, VarId, Verbatim};
use crate::kind::Kind;
use crate::library::Source;
use crate::lower::Lower;
use crate::lower::build::integer;
use crate::lower::item::{Item, Mode};
use crate::lower::scopes::Indexed;
use crate::primitives;

impl Lower<'_> {
    /// `place.len()`
    pub(super) fn length(&mut self, place: &Place, span: Span) -> Atom {
        Atom::Var(self.temp(Expr::Len(place.clone()), span))
    }

    /// A computation with `usize`s, as tokens over its operands.
    pub(super) fn integers<const N: usize>(
        &mut self,
        operands: [Atom; N],
        tokens: impl FnOnce([TokenStream; N]) -> TokenStream,
        span: Span,
    ) -> Atom {
        let var = self.verbatim_of(operands.map(suffixed), tokens, span);
        self.function.vars[var.0].ty.is_of(Kind::Int);
        self.function.vars[var.0].ty.usize = true;
        Atom::Var(var)
    }

    /// A value that is computed from others without a derivative, as tokens over them.
    pub(in crate::lower) fn verbatim_of<const N: usize>(
        &mut self,
        operands: [Atom; N],
        tokens: impl FnOnce([TokenStream; N]) -> TokenStream,
        span: Span,
    ) -> VarId {
        let mut captures = Vec::new();
        let mut position = 0;
        let operands = operands.map(|operand| {
            position += 1;
            match operand {
                Atom::Var(var) => {
                    let name = format!("n{position}");
                    let name = Ident::new(&name, span.resolved_at(Span::mixed_site()));
                    captures.push((name.clone(), var));
                    name.into_token_stream()
                }
                Atom::Literal(literal) => literal.into_token_stream(),
                Atom::Constant(path) => path.into_token_stream(),
                Atom::Number { literal, .. } => literal.into_token_stream(),
                Atom::Length(expr) => quote!({ #expr }),
                Atom::Unit => quote!(()),
            }
        });
        let tokens = tokens(operands);
        let verbatim = Verbatim::made(tokens, captures);
        self.temp(Expr::Verbatim(verbatim), span)
    }

    pub(super) fn binary_index(&mut self, op: BinOp, left: Atom, right: Atom, span: Span) -> Atom {
        let zero = |atom: &Atom| matches!(atom, Atom::Literal(syn::Lit::Int(literal)) if literal.base10_digits() == "0");
        if op == BinOp::Add && zero(&left) {
            return right;
        }
        if matches!(op, BinOp::Add | BinOp::Sub) && zero(&right) {
            return left;
        }
        let var = self.temp(Expr::Binary(op, left, right), span);
        self.function.vars[var.0].ty.is_of(Kind::Int);
        Atom::Var(var)
    }

    pub(super) fn smaller(&mut self, a: Option<Atom>, b: Option<Atom>, span: Span) -> Option<Atom> {
        match (a, b) {
            (Some(a), Some(b)) if a == b => Some(a),
            (Some(a), Some(b)) => {
                let (method, path) = (primitives::MIN, syn::parse_quote!(usize::min));
                let expr = Expr::Method { method, path: Some(path), args: vec![a, b] };
                let var = self.temp(expr, span);
                self.function.vars[var.0].ty.is_of(Kind::Int);
                Some(Atom::Var(var))
            }
            (one, other) => one.or(other),
        }
    }

    /// `a..b` as items.
    pub(super) fn range_stream(&mut self, range: &syn::ExprRange) -> Option<Indexed> {
        let span = range.span();
        let start = match &range.start {
            Some(start) => self.operand(start),
            None => return None,
        };
        let end = range.end.as_ref().map(|end| self.operand(end));
        let inclusive = matches!(range.limits, syn::RangeLimits::Closed(_));
        if !self.is_usize(&start) && !end.as_ref().is_some_and(|end| self.is_usize(end)) {
            return Some(self.numbers(start, end, inclusive, span));
        }
        let Some(end) = end else { return Some(Indexed::Range { start, len: None }) };
        let is_zero = matches!(&start, Atom::Literal(syn::Lit::Int(l)) if l.base10_digits() == "0");
        let len = match (is_zero, inclusive) {
            (true, false) => end,
            (_, false) => self.integers(
                [start.clone(), end],
                |[start, end]| quote!(::core::iter::ExactSizeIterator::len(&(#start..#end))),
                span,
            ),
            (_, true) => self.integers(
                [start.clone(), end],
                |[start, end]| quote!(::core::iter::Iterator::count(#start..=#end)),
                span,
            ),
        };
        Some(Indexed::Range { start, len: Some(len) })
    }

    /// A range of which only rustc knows the type.
    fn numbers(&mut self, start: Atom, end: Option<Atom>, inclusive: bool, span: Span) -> Indexed {
        let numbers = match &end {
            None => self.verbatim_of([start.clone()], |[start]| quote!(#start..), span),
            Some(end) => self.verbatim_of(
                [start.clone(), end.clone()],
                |[start, end]| match inclusive {
                    true => quote!(#start..=#end),
                    false => quote!(#start..#end),
                },
                span,
            ),
        };
        let len = end.as_ref().map(|_| {
            let count = |[numbers]: [TokenStream; 1]| quote!(::core::iter::Iterator::count(::core::clone::Clone::clone(&#numbers)));
            self.integers([Atom::Var(numbers)], count, span)
        });
        Indexed::Numbers { numbers, bounds: end.map(|end| (start, end)), inclusive, len }
    }

    pub(super) fn skip_indexed(&mut self, inner: Indexed, n: Atom, span: Span) -> Indexed {
        let len = inner.len().map(|len| {
            self.integers(
                [len, n.clone()],
                |[len, n]| quote!(usize::saturating_sub(#len, #n)),
                span,
            )
        });
        Indexed::Skip { inner: Box::new(inner), n, len }
    }

    pub(super) fn take_indexed(&mut self, inner: Indexed, n: Atom, span: Span) -> Indexed {
        let len = self.smaller(inner.len(), Some(n.clone()), span).unwrap_or(n);
        Indexed::Take { inner: Box::new(inner), len }
    }

    pub(super) fn step_indexed(&mut self, inner: Indexed, n: Atom, span: Span) -> Indexed {
        let len = inner.len().map(|len| {
            self.integers([len, n.clone()], |[len, n]| quote!(usize::div_ceil(#len, #n)), span)
        });
        Indexed::StepBy { inner: Box::new(inner), n, len }
    }

    /// Without an end, but where there are no items.
    pub(super) fn cycled(&mut self, inner: Indexed, span: Span) -> Option<Indexed> {
        let period = inner.len()?;
        let endless =
            |[period]: [TokenStream; 1]| quote!(if #period == 0 { 0 } else { usize::MAX });
        let len = self.integers([period.clone()], endless, span);
        Some(Indexed::Cycle { inner: Box::new(inner), period, len })
    }

    pub(super) fn zip_indexed(&mut self, first: Indexed, second: Indexed) -> Indexed {
        let len = self.smaller(first.len(), second.len(), Span::mixed_site());
        Indexed::Zip { first: Box::new(first), second: Box::new(second), len }
    }

    /// Windows and chunks.
    pub(super) fn parts(
        &mut self,
        place: Place,
        mode: Mode,
        (source, len, size): (Source, Atom, Atom),
        span: Span,
    ) -> Indexed {
        let sizes = [len.clone(), size.clone()];
        match source {
            Source::Windows => {
                let windows = self.integers(
                    sizes,
                    |[len, size]| quote!(usize::saturating_sub(#len + 1, #size)),
                    span,
                );
                Indexed::Windows { place, size, len: windows }
            }
            Source::ChunksExact | Source::ChunksExactMut => {
                let chunks = self.binary_index(BinOp::Div, len, size.clone(), span);
                Indexed::Chunks { place, mode, size, list_len: None, len: chunks }
            }
            Source::RChunks => {
                let chunks =
                    self.integers(sizes, |[len, size]| quote!(usize::div_ceil(#len, #size)), span);
                Indexed::RChunks { place, size, list_len: len, len: chunks }
            }
            _ => {
                let chunks =
                    self.integers(sizes, |[len, size]| quote!(usize::div_ceil(#len, #size)), span);
                Indexed::Chunks { place, mode, size, list_len: Some(len), len: chunks }
            }
        }
    }

    /// The item that is computed from this number of the range that a loop runs over.
    pub(super) fn at_number(&mut self, indexed: &Indexed, number: Atom, span: Span) -> Item {
        match indexed {
            Indexed::Map(inner, closure) => {
                let item = self.at_number(inner, number, span);
                self.apply(closure, vec![item], span)
            }
            Indexed::Copied(inner) | Indexed::Rev(inner) => self.at_number(inner, number, span),
            _ => Item::atom(number),
        }
    }

    /// The item of this number.
    pub(super) fn get(&mut self, indexed: &Indexed, index: Atom, span: Span) -> Item {
        match indexed {
            Indexed::Range { start, .. } => {
                Item::atom(self.binary_index(BinOp::Add, start.clone(), index, span))
            }
            Indexed::Numbers { numbers, .. } => {
                let number = |[numbers, index]: [TokenStream; 2]| {
                    let rest = quote!(&mut ::core::clone::Clone::clone(&#numbers));
                    let found = quote!(::core::iter::Iterator::nth(#rest, #index));
                    quote!(::core::option::Option::unwrap_or_default(#found))
                };
                let number = self.verbatim_of([Atom::Var(*numbers), index], number, span);
                self.function.vars[number.0].ty.is_of(Kind::Int);
                Item::atom(Atom::Var(number))
            }
            Indexed::List { place, mode, .. } => {
                let element = self.part_of_list(place, Projection::Index(index));
                match mode {
                    Mode::Move => Item::Place(element, *mode),
                    mode => Item::Part(element, *mode),
                }
            }
            Indexed::Entries { map, keys, items, .. } => {
                self.item_of_map((map, *keys, *items), index, span)
            }
            Indexed::Kept { place, seen, .. } => {
                seen.item(self.part_of_list(place, Projection::Index(index)))
            }
            Indexed::Windows { place, size, .. } => {
                let end = self.binary_index(BinOp::Add, index.clone(), size.clone(), span);
                let part =
                    Projection::Range { start: Some(index), end: Some(end), inclusive: false };
                Item::Place(self.part_of_list(place, part), Mode::Ref)
            }
            Indexed::Chunks { place, mode, size, list_len, .. } => {
                let start = self.binary_index(BinOp::Mul, index, size.clone(), span);
                let mut end = self.binary_index(BinOp::Add, start.clone(), size.clone(), span);
                if let Some(len) = list_len {
                    end = self.smaller(Some(end.clone()), Some(len.clone()), span).unwrap_or(end);
                }
                let part =
                    Projection::Range { start: Some(start), end: Some(end), inclusive: false };
                Item::Place(self.part_of_list(place, part), *mode)
            }
            Indexed::RChunks { place, size, list_len, .. } => {
                let before = self.binary_index(BinOp::Mul, index, size.clone(), span);
                let end = self.binary_index(BinOp::Sub, list_len.clone(), before, span);
                let start = self.integers(
                    [end.clone(), size.clone()],
                    |[end, size]| quote!(usize::saturating_sub(#end, #size)),
                    span,
                );
                let part =
                    Projection::Range { start: Some(start), end: Some(end), inclusive: false };
                Item::Place(self.part_of_list(place, part), Mode::Ref)
            }
            Indexed::Cycle { inner, period, .. } => {
                let index = self.binary_index(BinOp::Rem, index, period.clone(), span);
                self.get(inner, index, span)
            }
            Indexed::Repeat { item, .. } => (**item).clone(),
            Indexed::Map(inner, closure) => {
                let item = self.get(inner, index, span);
                self.apply(closure, vec![item], span)
            }
            Indexed::Copied(inner) => {
                let item = self.get(inner, index, span);
                self.dereferenced(item, span)
            }
            Indexed::Enumerate(inner) => {
                let item = self.get(inner, index.clone(), span);
                Item::Tuple(vec![Item::atom(index), item])
            }
            Indexed::Rev(inner) => {
                let Some(len) = inner.len() else { return self.get(inner, index, span) };
                let last = self.binary_index(BinOp::Sub, len, integer(1, span), span);
                let index = self.binary_index(BinOp::Sub, last, index, span);
                self.get(inner, index, span)
            }
            Indexed::Skip { inner, n, .. } => {
                let index = self.binary_index(BinOp::Add, index, n.clone(), span);
                self.get(inner, index, span)
            }
            Indexed::Take { inner, .. } => self.get(inner, index, span),
            Indexed::StepBy { inner, n, .. } => {
                let index = self.binary_index(BinOp::Mul, index, n.clone(), span);
                self.get(inner, index, span)
            }
            Indexed::Zip { first, second, .. } => {
                let first = self.get(first, index.clone(), span);
                let second = self.get(second, index, span);
                Item::Tuple(vec![first, second])
            }
            Indexed::Even { .. }
            | Indexed::Product { .. }
            | Indexed::Tuples { .. }
            | Indexed::Flat(..) => self.get_tuple(indexed, index, span),
        }
    }
}

/// A number that is a `usize` wherever it stands.
fn suffixed(atom: Atom) -> Atom {
    match atom {
        Atom::Literal(syn::Lit::Int(int)) if int.suffix().is_empty() => {
            let text = format!("{}usize", int.base10_digits());
            Atom::Literal(syn::Lit::Int(syn::LitInt::new(&text, int.span())))
        }
        atom => atom,
    }
}
