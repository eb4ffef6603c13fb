//! Reverse mode of a derivative.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};

use super::super::header::one_or_tuple;
use super::super::{Owned, kept_name, made, over_copies, reverse};
use super::Form;
use super::level::{Level, nested, none};

impl Level<'_> {
    pub(super) fn pullback(&self, rebound: TokenStream) -> TokenStream {
        match self.inside.form {
            Form::Jvp => self.pullback_of_jvp("pullback"),
            Form::Grad | Form::ValueAndGrad => self.pullback_of_gradient(rebound),
        }
    }

    pub(super) fn owned(&self) -> Owned {
        match self.inside.form {
            Form::Jvp => {
                let held = self.inside.held[self.level].clone();
                Owned::Body { body: self.pullback_of_jvp("owned_pullback"), held }
            }
            _ => over_copies(self.inside.config, self.signature, |rebound| self.pullback(rebound)),
        }
    }

    /// `{ let value = Self::grad(x); (value, move |value_bar, x_bar| { .. }) }`
    fn pullback_of_gradient(&self, rebound: TokenStream) -> TokenStream {
        let runtime = &self.inside.config.runtime;
        let (value, pullback) = (made("value"), made("pullback"));
        let forward = self.value();
        let params = reverse::wrapping_parameters(runtime, self.signature);
        let (value_bar, taken) = (self.signature.value_bar(), self.taken());
        let kept = self.kept_dots(true);
        let again = self.kept_dots(false);
        let full = self.n_subsets() - 1;
        let mut dots = self.given();
        for subset in 0..self.n_subsets() {
            dots.extend(
                (0..self.n()).map(|i| self.some(i, &self.part("w", full ^ subset, i), true)),
            );
        }
        let all = (self.n_subsets() << 1) - 1;
        let seed = self.seed(self.level + 1, &|subset| match subset {
            subset if subset == all => Some(self.one()),
            subset if subset <= full && self.inside.form == Form::ValueAndGrad => {
                Some(self.part("v", subset, 0).to_token_stream())
            }
            _ => None,
        });
        let bars = self.signature.params.iter().map(|param| param.bar().to_token_stream());
        let others = (0..self.signature.params.len()).map(|_| none());
        let bars: Vec<_> = bars.chain(others).collect();
        let (hidden, turbofish) = (self.name("pullback", self.level + 1), self.turbofish());
        let (arguments, asked, this) = (self.arguments(), self.asked(), self.this());
        quote_spanned! {Span::mixed_site()=>
            {
                #asked
                #this
                let #value = #forward;
                #kept
                (#value, move |#params| {
                    #rebound
                    #again
                    let #taken = #value_bar;
                    let (_, #pullback) = Self::#hidden #turbofish(#(#arguments,)* #(#dots),*);
                    #pullback(#seed, #(#bars),*)
                })
            }
        }
    }

    /// Compiles only if the function may be called again: of generic code it is asked of each instance.
    fn asked(&self) -> Option<TokenStream> {
        let runtime = &self.inside.config.runtime;
        self.inside.is_generic().then(|| {
            let name = self.inside.of.derivative("REPEATABLE");
            quote_spanned! {Span::mixed_site()=>
                const { #runtime::private::repeatable_gradient(Self::#name) };
            }
        })
    }

    /// The gradient, or its tangent.
    pub(super) fn value(&self) -> TokenStream {
        if self.level == 0 {
            return self.inside.call(self.signature, true);
        }
        let form = self.inside.form.name();
        let name = format!("{form}_{}tangent", "tangent_".repeat(self.level - 1));
        let (name, turbofish) = (self.inside.of.derivative(&name), self.turbofish());
        let (arguments, dots) = (self.arguments(), self.given());
        quote_spanned!(Span::mixed_site()=> Self::#name #turbofish(#(#arguments,)* #(#dots),*))
    }

    /// Copies of the dots, which a pullback doesn't borrow; and these by their names.
    fn kept_dots(&self, is_before: bool) -> TokenStream {
        let runtime = &self.inside.config.runtime;
        let dots = self.signature.params.iter().filter(|param| param.dot_of.is_some());
        let dots = dots.filter(|param| param.differentiable && param.is_ref());
        let each = dots.map(|dot| {
            let name = &dot.name;
            let kept = kept_name(name);
            match is_before {
                true => quote_spanned! {Span::mixed_site()=>
                    let #kept = #runtime::private::Kept::of(#name);
                },
                false => quote_spanned!(Span::mixed_site()=> let #name = #kept.get();),
            }
        });
        each.collect()
    }

    /// A pattern for the gradient's cotangent.
    fn taken(&self) -> TokenStream {
        nested(self.level, 0, &|subset| {
            let parts: Vec<_> =
                self.wanted().map(|i| self.part("w", subset, i).to_token_stream()).collect();
            let parts = one_or_tuple(&parts);
            match self.inside.form {
                Form::ValueAndGrad => {
                    let value = self.part("v", subset, 0);
                    quote_spanned!(Span::mixed_site()=> (#value, #parts))
                }
                _ => parts,
            }
        })
    }

    fn pullback_of_jvp(&self, name: &str) -> TokenStream {
        let runtime = &self.inside.config.runtime;
        let (value, pullback) = (made("value"), made("pullback"));
        let params = reverse::wrapping_parameters(runtime, self.signature);
        let value_bar = self.signature.value_bar();
        let mut bars = Vec::new();
        for subset in 0..self.n_subsets() {
            bars.extend((0..self.n()).map(|i| self.param(subset, i).bar().to_token_stream()));
            let own = (0..self.n()).map(|i| match self.own_dot(subset, i) {
                Some(dot) => dot.bar().to_token_stream(),
                None => none(),
            });
            bars.extend(own);
        }
        let (hidden, turbofish) = (self.name(name, self.level + 1), self.turbofish());
        let (arguments, dots, this) = (self.arguments(), self.dots_of_jvp(), self.this());
        quote_spanned! {Span::mixed_site()=>
            {
                #this
                let (#value, #pullback) = Self::#hidden #turbofish(#(#arguments,)* #(#dots),*);
                (#value, move |#params| #pullback(#value_bar, #(#bars),*))
            }
        }
    }

    /// The dots of the function's tangents: its own direction is the first one.
    pub(super) fn dots_of_jvp(&self) -> Vec<TokenStream> {
        let mut dots = Vec::new();
        for subset in 0..self.n_subsets() {
            if subset > 0 {
                let each = (0..self.n()).map(|i| self.some(i, &self.param(subset, i).name, false));
                dots.extend(each);
            }
            let own = (0..self.n()).map(|i| match self.own_dot(subset, i) {
                Some(dot) => self.some(i, &dot.name, false),
                None => none(),
            });
            dots.extend(own);
        }
        dots
    }
}
