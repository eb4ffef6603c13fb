//! Forward mode of a derivative.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};

use super::super::header::{Header, one_or_tuple};
use super::super::made;
use super::Form;
use super::level::{Level, nested, none, projected};
use crate::signature::Param;

impl Level<'_> {
    pub(super) fn tangent(&self) -> TokenStream {
        let turbofish = self.turbofish();
        if self.inside.form == Form::Jvp {
            let (hidden, arguments) = (self.name("tangent", self.level + 1), self.arguments());
            let dots = [self.given(), self.dots()].concat();
            let this = self.this();
            return quote_spanned! {Span::mixed_site()=>
                { #this Self::#hidden #turbofish(#(#arguments,)* #(#dots),*) }
            };
        }
        let (value, pullback) = (made("value"), made("pullback"));
        let n = self.n_directions();
        let (hidden, arguments) = (self.name("pullback", n + 1), self.arguments());
        let dots = [self.given(), self.dots()].concat();
        let all = (2 << n) - 1;
        let seed = self.seed(n + 1, &|subset| (subset == all).then(|| self.one()));
        let (mut zeros, mut bars) = (TokenStream::new(), Vec::new());
        for subset in 0..=all {
            for i in 0..self.n() {
                let of = &self.inside.of.params[i];
                if !of.differentiable {
                    bars.push(none());
                    continue;
                }
                let (bar, ty, zero) = (self.part("bar", subset, i), of.tangent(), self.zero(of));
                zeros.extend(quote_spanned!(Span::mixed_site()=> let mut #bar: #ty = #zero;));
                bars.push(quote_spanned! {Span::mixed_site()=>
                    ::std::option::Option::Some(&mut #bar)
                });
            }
        }
        let result = nested(self.level + 1, 0, &|subset| {
            let parts: Vec<_> = self
                .wanted()
                .map(|i| self.part("bar", all ^ self.component(subset), i).to_token_stream())
                .collect();
            let parts = one_or_tuple(&parts);
            match self.inside.form {
                Form::ValueAndGrad => {
                    let value = projected(&value, self.level + 1, subset);
                    quote_spanned!(Span::mixed_site()=> (#value, #parts))
                }
                _ => parts,
            }
        });
        let (this, itself) = (self.this(), self.value());
        let repeats = self.inside.of.derivative("REPEATABLE");
        let (pulled, before) = (made("pulled"), made("before"));
        quote_spanned! {Span::mixed_site()=>
            {
                #this
                // The very bits of the derivative itself, where it may be computed once more.
                let #before = match Self::#repeats {
                    true => ::std::option::Option::Some(#itself),
                    false => ::std::option::Option::None,
                };
                #zeros
                let (#value, #pullback) = Self::#hidden #turbofish(#(#arguments,)* #(#dots),*);
                #pullback(#seed, #(#bars),*);
                let #pulled = #result;
                (#before.unwrap_or(#pulled.0), #pulled.1)
            }
        }
    }

    fn zero(&self, param: &Param) -> TokenStream {
        let runtime = &self.inside.config.runtime;
        match param.is_self() {
            true => {
                let (this, borrow) = (
                    made("this"),
                    param.takes_self().then(|| quote_spanned!(Span::mixed_site()=> &)),
                );
                quote_spanned!(Span::mixed_site()=> #runtime::private::zero_like(#borrow #this))
            }
            false => Header::new(self.inside.config, self.signature).zero(param),
        }
    }
}
