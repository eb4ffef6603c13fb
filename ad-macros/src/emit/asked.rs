//! Receivers whose methods are asked for first, so that rustc says once what there is not.
//!
//! ```text
//! (*asked!(g, g.gam_value(x))).gam_pullback(x)
//! ```
//! Nobody makes the first call. All modes ask for the same method, and if a type has none, what is made of `g` is an error already.
//!
//! What is found may be of a type that `g` dereferences to, while `gam` is `g`'s own. So what is found is asked whose it is:
//! ```text
//! (*own!((*asked!(g, g.gam_value(x))); gam(_), gam_marked, ad_own)).gam_pullback(x)
//! ```

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::Emit;
use super::call::derivative_of;
use super::callees::of_order;
use crate::analysis::returned::may_refer;
use crate::ir::{Arg, Callee, Place, Transform, VarId, visit};
use crate::spans;

impl Emit<'_> {
    /// Whether a call is of a method that nobody knows whether and where there is.
    fn is_asked(&self, (callee, is_of_object): (&Callee, bool)) -> bool {
        let Callee::Method(name, _) = callee.itself() else { return false };
        is_of_object || self.callees.is_asked(name)
    }

    /// Whether a receiver is borrowed by the call alone: what may be changed where an argument looks at it, as it can't be borrowed before the arguments are, and where what
    /// is borrowed is kept.
    fn is_borrowed_late(&self, transform: Transform, args: &[Arg]) -> bool {
        let Arg::BorrowMut(place) = &args[0] else { return false };
        let is_looked_at = || args[1..].iter().any(|arg| arg.var() == Some(place.root));
        transform == Transform::Pullback || is_looked_at()
    }

    /// The same where the result may be a reference: it would be borrowed to be changed for as long.
    fn may_lend(&self, result: VarId, args: &[Arg]) -> bool {
        let is_exclusive = matches!(args[0], Arg::BorrowMut(_));
        is_exclusive && !self.f.var(result).dropped && may_refer(self.f, result)
    }

    /// Whether a receiver is written as a parameter that is a `&` reference, of whose type rustc would say the lifetime's name.
    pub(super) fn is_shared_parameter(&self, receiver: &Arg) -> bool {
        let Arg::Borrow(place) = receiver else { return false };
        let root = self.f.var(place.root);
        let is_param = self.f.params.contains(&place.root) && root.ty.object.is_none();
        is_param && place.projections.is_empty() && root.ty.is_shared()
    }

    /// The receiver of a method that is called with these arguments, of which `all` are the user's, and what stands before the call.
    pub(super) fn asked_call(
        &self,
        (callee, method, is_of_object, result): (&Callee, &Ident, bool, VarId),
        (receiver, all): (TokenStream, &[Arg]),
        (args, passed, transform): (&[TokenStream], &[TokenStream], Transform),
        span: Span,
    ) -> (TokenStream, TokenStream) {
        if !self.is_asked((callee, is_of_object)) {
            return (TokenStream::new(), receiver);
        }
        let is_late = self.is_borrowed_late(transform, all);
        let order = self.callees.order_of(method);
        let asked = match self.f.made(callee, all).is_empty() {
            _ if order > 1 => {
                let of_order = of_order(&method.to_string(), order);
                let of_order =
                    Ident::new(&of_order.to_string(), span.resolved_at(Span::mixed_site()));
                (of_order.into_token_stream(), Vec::new())
            }
            // What is given functions is asked for them.
            false => (self.mark_of(method, span).into_token_stream(), Vec::new()),
            true => {
                // If the call is to be told of too, it is in the same way.
                let (name, passed) = match transform.name().filter(|_| is_late) {
                    Some(name) => (name, passed),
                    None => ("value", &[] as &[_]),
                };
                let value = derivative_of(method, name, is_of_object);
                let value = Ident::new(&value, span.resolved_at(Span::mixed_site()));
                let generics = match callee.itself() {
                    Callee::Method(_, generics) => generics.as_ref(),
                    _ => None,
                };
                (quote!(#value #generics), args.iter().chain(passed).cloned().collect())
            }
        };
        let is_exclusive = matches!(all.first(), Some(Arg::BorrowMut(_)));
        let is_shared = self.is_shared_parameter(&all[0]);
        let of_receiver = (&receiver, is_shared, is_exclusive);
        let asked = self.asked_receiver((asked.0, &asked.1), of_receiver, span);
        // Behind an object nothing else is found.
        let own = match is_of_object {
            true => asked,
            false => self.own_receiver((callee, method), (&asked, all), is_exclusive, span),
        };
        match is_late || self.may_lend(result, all) {
            true if is_of_object => (TokenStream::new(), receiver),
            true => {
                let runtime = self.runtime;
                (quote!(#runtime::found!(#own);), receiver)
            }
            false => (TokenStream::new(), own),
        }
    }

    /// The receiver of a method of whose derivatives it is asked whether they are its own.
    fn own_receiver(
        &self,
        (callee, method): (&Callee, &Ident),
        (receiver, all): (&TokenStream, &[Arg]),
        is_exclusive: bool,
        span: Span,
    ) -> TokenStream {
        let mark = self.mark_of(method, span);
        let args = (1..self.arity(callee, all)).map(|_| quote!(_));
        let exclusive = is_exclusive.then(|| quote!(mut));
        let runtime = spans::at(span, self.runtime.to_token_stream());
        // What fails is told of at the method.
        let span = span.resolved_at(Span::mixed_site());
        let own = quote_spanned! {span=>
            #runtime::own!(#exclusive #receiver; #method(#(#args),*), #mark, ad_own)
        };
        quote!((*#own))
    }

    /// That no pointer that is looked through has the method itself, if there are derivatives of what it points to.
    pub(super) fn own_behind(
        &self,
        (callee, method): (&Callee, &Ident),
        (place, all): (&TokenStream, &[Arg]),
        span: Span,
    ) -> TokenStream {
        let mark = self.mark_of(method, span);
        let args = (1..self.arity(callee, all)).map(|_| quote!(_));
        let runtime = spans::at(span, self.runtime.to_token_stream());
        let span = span.resolved_at(Span::mixed_site());
        quote_spanned!(span=> #runtime::own_behind!(#place; #method(#(#args),*), #mark, ad_own);)
    }

    /// The receiver of a method, by which another is asked for first.
    pub(super) fn asked_receiver(
        &self,
        (method, args): (TokenStream, &[TokenStream]),
        (receiver, is_shared, is_exclusive): (&TokenStream, bool, bool),
        span: Span,
    ) -> TokenStream {
        let runtime = self.runtime;
        let receiver = match is_shared {
            true => quote!((*#receiver)),
            false => quote!(#receiver),
        };
        let value = quote_spanned!(span=> #receiver.#method(#(#args),*));
        match is_exclusive {
            true => quote!((*#runtime::asked!(mut #receiver, #value))),
            false => quote!((*#runtime::asked!(#receiver, #value))),
        }
    }

    /// A pullback that may stand in for none, which bars of what is differentiated may not be handed to.
    pub(super) fn keeping(
        &mut self,
        code: &mut TokenStream,
        pullback: VarId,
        bars: &[Option<Place>],
        span: Span,
    ) -> TokenStream {
        let (runtime, name) = (self.runtime, self.ident(pullback).clone());
        let bars: Vec<_> = bars.iter().flatten().collect();
        if bars.is_empty() || !self.callees.is_of_underived(&self.f.var(pullback).name) {
            return name.into_token_stream();
        }
        // The bars are written twice.
        let mut used = Vec::new();
        for bar in &bars {
            visit::indices(bar, &mut |index| used.extend(visit::used_var(index)));
        }
        self.flush(code, |_, pending| used.contains(&pending.var));
        let kept = bars.into_iter().map(|bar| {
            let bar = self.handed_bar(bar);
            kept(runtime, &quote!(#name), &bar, span)
        });
        let kept: Vec<_> = kept.collect();
        quote!((#runtime::keeping!(#name, (#(#kept,)*))))
    }

    /// A bar, of a type that nobody has to ask for.
    fn handed_bar(&mut self, bar: &Place) -> TokenStream {
        let Some(place) = bar.if_any() else { return self.bar_argument(Some(bar)) };
        let (root, target) = (self.ident(bar.root).clone(), self.receiver_place(&place, true));
        match self.f.var(bar.root).ty.optional {
            false => quote!(&#target),
            true => quote!(match #root.as_deref_mut() {
                ::core::option::Option::Some(#root) => ::core::option::Option::Some(&#target),
                ::core::option::Option::None => ::core::option::Option::None,
            }),
        }
    }

    /// The same of a tangent's dots.
    pub(super) fn kept_dots(
        &mut self,
        results: &[VarId],
        dots: &[Option<Arg>],
        span: Span,
    ) -> TokenStream {
        let (runtime, value) = (self.runtime, self.returned(results[0]));
        let dots: Vec<_> = dots.iter().flatten().collect();
        let kept = dots.into_iter().map(|dot| {
            let dot = match dot {
                Arg::Value(atom) => self.atom(atom).tokens,
                Arg::Borrow(place) | Arg::BorrowMut(place) => match place.if_any() {
                    Some(place) => {
                        let place = self.receiver_place(&place, false);
                        quote!(&#place)
                    }
                    None => self.borrow(place, false).tokens,
                },
            };
            kept(runtime, &quote!(#value), &dot, span)
        });
        let kept: Vec<_> = kept.collect();
        match kept.is_empty() {
            true => TokenStream::new(),
            false => quote!(#runtime::kept_dots!((#(#kept,)*));),
        }
    }
}

/// What is an error if something is lost.
fn kept(
    runtime: &syn::Path,
    returned: &TokenStream,
    handed: &TokenStream,
    span: Span,
) -> TokenStream {
    let span = span.resolved_at(Span::mixed_site());
    let [given, lost, kept] = ["given", "lost", "ad_kept"].map(|name| Ident::new(name, span));
    quote_spanned! {span=>
        (&#returned).ad_returned()
            .#given(#runtime::private::Handed(#handed).#lost())
            .#kept()
    }
}
