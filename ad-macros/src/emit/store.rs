//! What is written to, as tokens: assignments, mutators, bars.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};

use super::expr::assigning;
use super::{Emit, precedence};
use crate::ir::{Atom, Mutator, Place, Projection, StoreOp, VarId};
use crate::spans;

impl Emit<'_> {
    pub(super) fn store(
        &mut self,
        code: &mut TokenStream,
        place: &Place,
        op: StoreOp,
        value: &Atom,
    ) {
        let value = self.operand(value, precedence::LOWEST).tokens;
        let runtime = self.runtime;
        let target = match op {
            StoreOp::Set | StoreOp::Add | StoreOp::Sub | StoreOp::By(_) => {
                self.place_as(place, true)
            }
            StoreOp::Assign | StoreOp::Accumulate | StoreOp::Deduct => self.place_mut(place),
        };
        let assignment = match op {
            StoreOp::Set => quote!(#target = #value;),
            StoreOp::Add => quote!(#target += #value;),
            StoreOp::Sub => quote!(#target -= #value;),
            StoreOp::By(op) => {
                let symbol = assigning(op);
                quote!(#target #symbol #value;)
            }
            StoreOp::Assign => quote!(#runtime::private::assign(#target, #value);),
            StoreOp::Accumulate => quote!(#runtime::private::accumulate(#target, #value);),
            StoreOp::Deduct => {
                quote!(#runtime::private::accumulate(#target, #runtime::private::neg(#value));)
            }
        };
        code.extend(self.if_wanted(place, assignment));
    }

    /// `let result = place.pop();`
    pub(super) fn mutate(
        &mut self,
        code: &mut TokenStream,
        results: &[VarId],
        op: Mutator,
        (place, args): (&Place, &[Atom]),
        span: Span,
    ) {
        let args: Vec<_> = args.iter().map(|arg| self.atom(arg).tokens).collect();
        let target = match place.projections.split_last() {
            Some((Projection::List, before)) => {
                let place = Place { root: place.root, projections: before.to_vec() };
                let (runtime, target) = (self.runtime, spans::at(span, self.place_mut(&place)));
                quote_spanned!(span=> #runtime::private::list(#target))
            }
            _ => self.mutated(place),
        };
        if op.is_of_maps() {
            return self.mutate_entry(code, results, op, (place, &args));
        }
        let method = proc_macro2::Ident::new(op.method(), proc_macro2::Span::call_site());
        let found = (op == Mutator::PopLast).then(|| quote!(.expect("an element for each push")));
        let call = quote!(#target.#method(#(#args),*) #found);
        code.extend(match results {
            [] => quote!(#call;),
            [result] => {
                let binding = self.binding(*result);
                quote!(let #binding = #call;)
            }
            _ => unreachable!("a mutator has one result"),
        });
    }

    /// A place as the receiver of a method that borrows it.
    pub(super) fn receiver_place(&mut self, place: &Place, mutable: bool) -> TokenStream {
        let target = self.place_as(place, mutable);
        match place.projections.last() {
            Some(Projection::Deref) => quote!((#target)),
            // A reference isn't changed itself.
            None if mutable && self.f.var(place.root).ty.is_exclusive() => quote!((*#target)),
            _ => target,
        }
    }

    /// The receiver of a method that changes a list.
    pub(super) fn mutated(&mut self, place: &Place) -> TokenStream {
        let target = self.place_as(place, true);
        match place.projections.last() {
            Some(Projection::Deref) => quote!((#target)),
            _ => target,
        }
    }

    pub(super) fn clear(&mut self, code: &mut TokenStream, place: &Place) {
        let (runtime, target) = (self.runtime, self.place_mut(place));
        let assignment = quote!(#runtime::private::set_zero(#target););
        code.extend(self.if_wanted(place, assignment));
    }

    /// A cotangent that the caller may not want is written to only if it does.
    pub(super) fn if_wanted(&self, place: &Place, assignment: TokenStream) -> TokenStream {
        if !self.f.var(place.root).ty.optional {
            return assignment;
        }
        let bar = self.ident(place.root);
        quote!(if let ::core::option::Option::Some(#bar) = #bar.as_deref_mut() { #assignment })
    }

    /// Where a pullback shall add a cotangent: `Some(&mut x_bar[a..b])`, or `None`.
    pub(super) fn bar_argument(&mut self, bar: Option<&Place>) -> TokenStream {
        let Some(place) = bar else { return quote!(::core::option::Option::None) };
        let root = self.ident(place.root);
        if let Some(place) = place.if_any() {
            let (runtime, target) = (self.runtime, self.receiver_place(&place, true));
            let bar = quote!(#runtime::bar!(#target));
            return match self.f.var(place.root).ty.optional {
                false => bar,
                true => quote!(match #root.as_deref_mut() {
                    ::core::option::Option::Some(#root) => #bar,
                    ::core::option::Option::None => ::core::option::Option::None,
                }),
            };
        }
        let target = self.place_mut(place);
        match (self.f.var(place.root).ty.optional, place.projections.is_empty()) {
            (false, _) => quote!(::core::option::Option::Some(#target)),
            (true, true) if self.f.var(place.root).ty.guess.is_float() => {
                quote!(#root.as_deref_mut())
            }
            // Not `map`: the callee may want a slice of what is an array here.
            (true, _) => quote!(match #root.as_deref_mut() {
                ::core::option::Option::Some(#root) => ::core::option::Option::Some(#target),
                ::core::option::Option::None => ::core::option::Option::None,
            }),
        }
    }
}
