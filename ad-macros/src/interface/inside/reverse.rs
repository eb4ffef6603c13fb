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
            Form::Grad | Form::ValueAndGrad | Form::Hvp => self.pullback_of_gradient(rebound),
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
        let n = self.n_directions();
        let (full, all) = ((1 << n) - 1, (2 << n) - 1);
        let mut dots = self.given();
        for subset in (0..=full).rev() {
            dots.extend((0..self.n()).map(|i| match self.is_component(subset) {
                true => self.some(i, &self.part("w", subset, i), true),
                false => none(),
            }));
        }
        let seed = self.seed(n + 1, &|subset| match subset {
            subset if subset == all => Some(self.one()),
            subset if subset <= full && self.inside.form == Form::ValueAndGrad => {
                Some(self.part("v", subset, 0).to_token_stream())
            }
            _ => None,
        });
        let bars = self.bars();
        let others = (0..bars.len()).map(|_| none());
        let bars: Vec<_> = bars.iter().cloned().chain(others).collect();
        let (hidden, turbofish) = (self.name("pullback", n + 1), self.turbofish());
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
        let arguments = self.all_arguments();
        quote_spanned!(Span::mixed_site()=> Self::#name #turbofish(#(#arguments),*))
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
            let component = self.component(subset);
            let parts: Vec<_> =
                self.wanted().map(|i| self.part("w", component, i).to_token_stream()).collect();
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
        let bars = self.bars();
        let (hidden, turbofish) = (self.name(name, self.level + 1), self.turbofish());
        let (arguments, dots, this) = (self.arguments(), self.given(), self.this());
        quote_spanned! {Span::mixed_site()=>
            {
                #this
                let (#value, #pullback) = Self::#hidden #turbofish(#(#arguments,)* #(#dots),*);
                (#value, move |#params| #pullback(#value_bar, #(#bars),*))
            }
        }
    }
}
