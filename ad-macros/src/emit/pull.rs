//! The call of a pullback: `pullback(ȳ, Some(&mut x̄));`.
//!
//! ```text
//! steep:  match unbounded(&ȳ) {
//!             None => pullback(ȳ, Some(&mut x̄)),
//!             Some(unit) => { pullback(unit, Some(&mut fresh)); x̄ += ∞ ₀*₀ fresh }
//!         }
//! ```

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, format_ident, quote};

use super::Emit;
use crate::ir::{Atom, Place, Stmt};

impl<'a> Emit<'a> {
    /// A pullback that is called, in whichever way.
    pub(super) fn pulled(&mut self, code: &mut TokenStream, stmt: &'a Stmt) {
        let Stmt::Pull { pullback, cotangent, bars, dots, given, steep, span } = stmt else {
            unreachable!("called on a pull")
        };
        if let (None, Some(call)) = (dots, given) {
            let tokens = self.pull_given(*pullback, cotangent, bars, *call);
            return code.extend(tokens);
        }
        let pullback = match dots {
            None => self.keeping(code, *pullback, bars, *span),
            Some(_) => self.ident(*pullback).to_token_stream(),
        };
        let dots = dots.as_ref().map(|(dot, bars)| (dot, bars.as_slice()));
        // A bar that may be of nothing has no type before it is passed.
        let is_typed = bars.iter().flatten().all(|bar| bar.if_any().is_none());
        code.extend(match *steep && is_typed {
            true => self.pull_steep(&pullback, cotangent, bars),
            false => self.pull(&pullback, cotangent, bars, dots),
        });
    }

    /// The call of a pullback.
    fn pull(
        &mut self,
        pullback: &TokenStream,
        cotangent: &Atom,
        bars: &[Option<Place>],
        dots: Option<(&Atom, &[Option<Place>])>,
    ) -> TokenStream {
        let cotangent = self.atom(cotangent).tokens;
        let bars = bars.iter().map(|bar| self.bar_argument(bar.as_ref())).collect::<Vec<_>>();
        let dots = dots.map(|(dot, bars)| {
            let dot = self.atom(dot).tokens;
            let bars = bars.iter().map(|bar| self.bar_argument(bar.as_ref()));
            quote!(#dot, #(#bars),*)
        });
        match dots {
            None => quote!(#pullback(#cotangent, #(#bars),*);),
            Some(dots) => quote!(#pullback(#cotangent, #(#bars,)* #dots);),
        }
    }

    /// The same of a cotangent that may be infinite, as that of what a root is taken of is at zero. A pullback is linear: what it makes of one is multiplied,
    /// and nothing comes of what is zero, as nothing comes of a dot that is zero in forward mode.
    fn pull_steep(
        &mut self,
        pullback: &TokenStream,
        cotangent: &Atom,
        bars: &[Option<Place>],
    ) -> TokenStream {
        let (runtime, cotangent) = (self.runtime, self.atom(cotangent).tokens);
        let [whole, unit] =
            ["whole", "unit"].map(|name| format_ident!("{name}", span = Span::mixed_site()));
        let (mut wanted, mut fresh) = (Vec::new(), Vec::new());
        let (mut before, mut after) = (TokenStream::new(), TokenStream::new());
        for (i, bar) in bars.iter().enumerate() {
            let argument = self.bar_argument(bar.as_ref());
            if bar.is_none() {
                fresh.push(argument.clone());
                wanted.push(argument);
                continue;
            }
            let [given, made] = ["given", "made"]
                .map(|name| format_ident!("{name}_{i}", span = Span::mixed_site()));
            before.extend(quote! {
                let #given = #argument;
                let mut #made = #runtime::private::fresh(&#given);
            });
            // Not `as_mut`: the callee may want a slice of what is an array here.
            fresh.push(quote!(match &mut #made {
                ::core::option::Option::Some(#made) => ::core::option::Option::Some(#made),
                ::core::option::Option::None => ::core::option::Option::None,
            }));
            after.extend(quote!(#runtime::private::give_back_unbounded(#given, #made);));
            wanted.push(argument);
        }
        quote! {
            let #whole = #cotangent;
            match #runtime::private::unbounded(&#whole) {
                ::core::option::Option::None => #pullback(#whole, #(#wanted),*),
                ::core::option::Option::Some(#unit) => {
                    #before
                    #pullback(#unit, #(#fresh),*);
                    #after
                }
            }
        }
    }
}
