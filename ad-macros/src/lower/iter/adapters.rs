//! Adapters: from one iterator to the next. What is indexed stays so where it can.

use std::rc::Rc;

use proc_macro2::Span;

use crate::ir::Verbatim;
use crate::library::{self, Adapter};
use crate::lower::Lower;
use crate::lower::item::Item;

use crate::lower::scopes::{Indexed, Stream};
use crate::unsupported;

use super::called::begins_chain;
use super::tuples::{items_of, sized};

impl Lower<'_> {
    pub(super) fn adapted(&mut self, call: &syn::ExprMethodCall) -> Option<Stream> {
        let name = call.method.to_string();
        let span = call.method.span();
        if let Some(source) =
            library::source(&name).filter(|_| begins_chain(call) || !self.is_chain(&call.receiver))
        {
            return self.source(call, source);
        }
        if let Some(items) = self.map_items(call) {
            let map = match self.item(&call.receiver) {
                Item::Place(place, _) => place,
                item => self.item_place(item, span),
            };
            return Some(Stream::Indexed(self.items_of_map(map, items, span)));
        }
        if let (Some(Adapter::Lent), Some(cursor)) =
            (library::adapter(&name), self.cursor(&call.receiver))
        {
            return Some(Stream::Rest(cursor, None));
        }
        if let Some(joined) = self.joined(call, library::adapter(&name)) {
            return joined;
        }
        let receiver = sized(&call.receiver, items_of(call).as_ref());
        let inner = self.stream(&receiver)?;
        let first = call.args.first();
        let mut closure = || match first.and_then(|arg| self.callable(arg)) {
            Some(closure) => Some(closure),
            None => {
                self.diagnostics.error(&call.method, unsupported::ITERATOR_CLOSURE);
                None
            }
        };
        let Some(adapter) = library::adapter(&name) else {
            self.diagnostics.error(&call.method, unsupported::unknown_method(&name));
            return None;
        };
        Some(match (adapter, inner) {
            (Adapter::Same | Adapter::Lent | Adapter::Peekable, inner) => inner,
            (Adapter::Map, Stream::Indexed(inner)) => {
                Stream::Indexed(Indexed::Map(Box::new(inner), closure()?))
            }
            (Adapter::Map, inner) => Stream::Map(Rc::new(inner), closure()?),
            (Adapter::Copied, Stream::Indexed(inner)) => {
                Stream::Indexed(Indexed::Copied(Box::new(inner)))
            }
            (Adapter::Copied, inner) => Stream::Copied(Rc::new(inner)),
            (Adapter::Filter, inner) => Stream::Filter(Rc::new(inner), closure()?),
            (Adapter::FilterMap, inner) => Stream::FilterMap(Rc::new(inner), closure()?),
            (Adapter::TakeWhile, inner) => Stream::TakeWhile(Rc::new(inner), closure()?),
            (Adapter::MapWhile, inner) => Stream::MapWhile(Rc::new(inner), closure()?),
            (Adapter::SkipWhile, inner) => Stream::SkipWhile(Rc::new(inner), closure()?),
            (Adapter::Inspect, inner) => Stream::Inspect(Rc::new(inner), closure()?),
            (Adapter::FlatMap, inner) => Stream::FlatMap(Rc::new(inner), closure()?),
            (Adapter::Flatten, inner) => Stream::Flatten(Rc::new(inner)),
            (Adapter::Scan, inner) => {
                self.refuse_late(&inner, first?);
                let start = self.value(first?);
                let closure = self.callable(call.args.get(1)?)?;
                Stream::Scan(Rc::new(inner), start, closure)
            }
            (Adapter::Enumerate, Stream::Indexed(inner)) => {
                Stream::Indexed(Indexed::Enumerate(Box::new(inner)))
            }
            (Adapter::Enumerate, inner) => Stream::Enumerate(Rc::new(inner)),
            (Adapter::Skip, inner) => {
                let n = self.operand(first?);
                match inner {
                    inner if inner.has_effects(self) => Stream::Skip(Rc::new(inner), n),
                    Stream::Indexed(inner) => Stream::Indexed(self.skip_indexed(inner, n, span)),
                    inner => Stream::Skip(Rc::new(inner), n),
                }
            }
            (Adapter::Take, inner) => {
                let n = self.operand(first?);
                match inner {
                    Stream::Indexed(inner) => Stream::Indexed(self.take_indexed(inner, n, span)),
                    Stream::Rest(cursor, None) => self.limited(cursor, n, span),
                    inner => {
                        // One item more is made.
                        self.refuse_effects(&inner, span);
                        Stream::Take(Rc::new(inner), n)
                    }
                }
            }
            (Adapter::Cycle, inner) => {
                let inner = self.indexed(inner, span);
                match self.cycled(inner, span) {
                    Some(cycled) => Stream::Indexed(cycled),
                    None => {
                        self.diagnostics.error(&call.method, unsupported::ENDLESS_ITERATOR);
                        return None;
                    }
                }
            }
            (Adapter::StepBy, inner) => {
                let n = self.operand(first?);
                match inner {
                    inner if inner.has_effects(self) => Stream::StepBy(Rc::new(inner), n),
                    inner => {
                        let inner = self.indexed(inner, span);
                        Stream::Indexed(self.step_indexed(inner, n, span))
                    }
                }
            }
            (Adapter::Rev, Stream::Indexed(inner)) => {
                if inner.is_cut() {
                    self.refuse_effects(&Stream::Indexed(inner.clone()), span);
                }
                Stream::Indexed(Indexed::Rev(Box::new(inner)))
            }
            (Adapter::Rev, inner) => reversed(&inner).unwrap_or_else(|| {
                let inner = self.indexed(inner, span);
                Stream::Indexed(Indexed::Rev(Box::new(inner)))
            }),
            (
                Adapter::TupleWindows
                | Adapter::CircularTupleWindows
                | Adapter::Tuples
                | Adapter::TupleCombinations
                | Adapter::Product
                | Adapter::ZipEq
                | Adapter::Sorted { .. },
                _,
            ) => return None,
            (Adapter::Zip, inner) => {
                let other = self.stream(first?)?;
                self.zipped(inner, other, span)
            }
            (Adapter::Chain, inner) => {
                let other = self.stream(first?)?;
                Stream::Chain(Rc::new(inner), Rc::new(other))
            }
        })
    }

    pub(super) fn zipped(&mut self, a: Stream, b: Stream, span: Span) -> Stream {
        // A constant list has no more to tell than its items: `WEIGHTS.iter().zip(x)`.
        let has_end = matches!(&b, Stream::Indexed(b) if b.len().is_some());
        let a = if has_end { steadied(a) } else { a };
        self.refuse_uneven(&a, &b, span);
        self.paired(a, b, span)
    }

    fn paired(&mut self, a: Stream, b: Stream, span: Span) -> Stream {
        match (a, b) {
            (Stream::Indexed(a), Stream::Indexed(b)) => Stream::Indexed(self.zip_indexed(a, b)),
            (a, Stream::Indexed(b)) => Stream::Zip(Rc::new(a), b),
            (a, Stream::Own(b)) => Stream::ZipOwn(Rc::new(a), b, false),
            (a, b) => {
                let b = self.kept(&b, span);
                self.paired(a, Stream::Indexed(b), span)
            }
        }
    }

    /// The items by number; they are collected if they can't be had so otherwise.
    pub(super) fn indexed(&mut self, stream: Stream, span: Span) -> Indexed {
        match stream {
            Stream::Indexed(indexed) => indexed,
            stream => self.kept(&stream, span),
        }
    }
}

/// A stream in which rustc sees to it that the constant iterators are std's.
fn steadied(stream: Stream) -> Stream {
    match stream {
        Stream::Own(own) => Stream::Steady(own),
        Stream::ZipOwn(inner, own, _) => {
            Stream::ZipOwn(Rc::new(steadied((*inner).clone())), own, true)
        }
        Stream::Zip(inner, other) => Stream::Zip(Rc::new(steadied((*inner).clone())), other),
        stream => stream,
    }
}

/// The reverse of a stream whose items come one for one from those of an indexed one.
fn reversed(stream: &Stream) -> Option<Stream> {
    Some(match stream {
        Stream::Indexed(inner) => Stream::Indexed(Indexed::Rev(Box::new(inner.clone()))),
        Stream::Own(own) => {
            let tokens = &own.tokens;
            let tokens = quote::quote!((#tokens).rev());
            Stream::Own(Rc::new(Verbatim { tokens, ..(**own).clone() }))
        }
        Stream::Map(inner, f) => Stream::Map(Rc::new(reversed(inner)?), f.clone()),
        Stream::Copied(inner) => Stream::Copied(Rc::new(reversed(inner)?)),
        Stream::Filter(inner, f) => Stream::Filter(Rc::new(reversed(inner)?), f.clone()),
        Stream::FilterMap(inner, f) => Stream::FilterMap(Rc::new(reversed(inner)?), f.clone()),
        Stream::Chain(a, b) => Stream::Chain(Rc::new(reversed(b)?), Rc::new(reversed(a)?)),
        _ => return None,
    })
}
