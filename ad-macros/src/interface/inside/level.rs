//! One order of derivatives of a derivative: what both modes are put together of.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote_spanned};

use super::super::header::{Header, kept_argument};
use super::super::made;
use super::{Form, Inside};
use crate::signature::{Param, Signature};

/// One order of derivatives of a derivative.
pub(super) struct Level<'a> {
    pub(super) inside: &'a Inside<'a>,
    /// The derivative's signature, lifted so many times.
    pub(super) signature: &'a Signature,
    pub(super) level: usize,
}

impl Level<'_> {
    /// The number of the function's own parameters.
    pub(super) fn n(&self) -> usize {
        self.inside.of.params.len()
    }

    /// The number of subsets of the directions that there are.
    pub(super) fn n_subsets(&self) -> usize {
        1 << self.level
    }

    /// The number of the directions that what it is made of is differentiated in, one of a `hvp` itself, which is the first one.
    pub(super) fn n_directions(&self) -> usize {
        self.level + self.own()
    }

    /// The component of the gradient's tangent that belongs to a subset of the directions: of a `hvp`, those that are along its own.
    pub(super) fn component(&self, subset: usize) -> usize {
        (subset << self.own()) | self.own()
    }

    /// Whether a component is one of these.
    pub(super) fn is_component(&self, component: usize) -> bool {
        component & self.own() == self.own()
    }

    /// The derivative's arguments, its own dots among them, and all dots of these.
    pub(super) fn all_arguments(&self) -> Vec<TokenStream> {
        let n_own = self.signature.params.len() >> self.level;
        let own = self.signature.params[self.n()..n_own].iter().map(kept_argument);
        let dots = self.signature.params.iter().enumerate().skip(n_own).map(|(i, dot)| {
            let of = match i % n_own {
                i if i < self.n() => Some(i),
                i => self.wanted().nth(i - self.n()),
            };
            of.map_or_else(none, |of| self.some(of, &dot.name, false))
        });
        self.arguments().into_iter().chain(own).chain(dots).collect()
    }

    fn own(&self) -> usize {
        match self.inside.form {
            Form::Hvp => 1,
            Form::Grad | Form::ValueAndGrad | Form::Jvp => 0,
        }
    }

    /// The parameter that is `x_S`; none of what isn't differentiated and has no dot.
    pub(super) fn param(&self, subset: usize, i: usize) -> &Param {
        &self.signature.params[subset * (self.signature.params.len() >> self.level) + i]
    }

    /// The dot of `x_S` in the function's own direction, of a `jvp`.
    pub(super) fn own_dot(&self, subset: usize, i: usize) -> Option<&Param> {
        let of = &self.inside.of.params;
        let position = of[..i].iter().filter(|param| param.differentiable).count();
        of[i].differentiable.then(|| self.param(subset, self.n() + position))
    }

    /// `Self::tangent_pullback` and the like.
    pub(super) fn name(&self, name: &str, times: usize) -> Ident {
        self.inside.of.derivative(&format!("{}{name}", "tangent_".repeat(times)))
    }

    pub(super) fn turbofish(&self) -> TokenStream {
        Header::new(self.inside.config, self.signature).turbofish()
    }

    /// The function's own arguments, for hidden functions.
    pub(super) fn arguments(&self) -> Vec<TokenStream> {
        let params = self.inside.of.params.iter();
        let arguments = params.map(|param| match param.takes_self() {
            true => {
                let this = made("this");
                quote_spanned!(Span::mixed_site()=> &#this)
            }
            false if param.is_self() => made("this").to_token_stream(),
            false => kept_argument(param),
        });
        arguments.collect()
    }

    /// A name for `self` that can be bound again.
    pub(super) fn this(&self) -> Option<TokenStream> {
        let mut params = self.inside.of.params.iter();
        let lent = params.find(|param| param.is_self() && !param.takes_self());
        lent.map(|param| {
            let (this, itself) = (made("this"), &param.name);
            quote_spanned!(Span::mixed_site()=> let #this = #itself;)
        })
    }

    /// A dot, from a variable of the dot's type or the tangent's.
    pub(super) fn some(&self, i: usize, name: &Ident, is_owned: bool) -> TokenStream {
        let param = &self.inside.of.params[i];
        let is_lent = param.takes_self() || (is_owned && param.is_ref());
        match () {
            _ if !param.differentiable => none(),
            _ if is_lent => {
                quote_spanned!(Span::mixed_site()=> ::std::option::Option::Some(&#name))
            }
            _ if param.is_ref() || param.kind.is_copy() => {
                quote_spanned!(Span::mixed_site()=> ::std::option::Option::Some(#name))
            }
            _ => quote_spanned! {Span::mixed_site()=>
                ::std::option::Option::Some(::std::clone::Clone::clone(&#name))
            },
        }
    }

    /// The dots that there are already, for all subsets but the empty one: of the function's tangents, in whose directions the derivative's own is the first one.
    pub(super) fn given(&self) -> Vec<TokenStream> {
        let mut given = Vec::new();
        for subset in 0..self.n_subsets() {
            if subset > 0 {
                let each = (0..self.n()).map(|i| self.some(i, &self.param(subset, i).name, false));
                given.extend(each);
            }
            given.extend(self.own_dots(subset, |dot| dot.name.clone()));
        }
        given
    }

    /// The dots in another direction.
    pub(super) fn dots(&self) -> Vec<TokenStream> {
        let mut dots = Vec::new();
        for subset in 0..self.n_subsets() {
            let each = (0..self.n()).map(|i| self.some(i, &self.param(subset, i).dot(), false));
            dots.extend(each);
            dots.extend(self.own_dots(subset, Param::dot));
        }
        dots
    }

    /// Of a derivative along its own direction, what is passed for a subset's dots in it.
    fn own_dots(&self, subset: usize, name: impl Fn(&Param) -> Ident) -> Vec<TokenStream> {
        let n = if self.inside.form.is_along() { self.n() } else { 0 };
        let each = (0..n).map(|i| match self.own_dot(subset, i) {
            Some(dot) => self.some(i, &name(dot), false),
            None => none(),
        });
        each.collect()
    }

    /// The bars of all parameters, as the function's tangents take them.
    pub(super) fn bars(&self) -> Vec<TokenStream> {
        let mut bars = Vec::new();
        for subset in 0..self.n_subsets() {
            bars.extend((0..self.n()).map(|i| self.param(subset, i).bar().to_token_stream()));
            let n = if self.inside.form.is_along() { self.n() } else { 0 };
            bars.extend((0..n).map(|i| match self.own_dot(subset, i) {
                Some(dot) => dot.bar().to_token_stream(),
                None => none(),
            }));
        }
        bars
    }

    /// A name for a part of a subset's.
    pub(super) fn part(&self, what: &str, subset: usize, i: usize) -> Ident {
        format_ident!("{what}_{subset}_{i}", span = Span::mixed_site())
    }

    /// The positions of the parameters that are differentiated.
    pub(super) fn wanted(&self) -> impl Iterator<Item = usize> {
        let params = self.inside.of.params.iter().enumerate();
        let wanted: Vec<_> = params.filter(|(_, p)| p.differentiable).map(|(i, _)| i).collect();
        wanted.into_iter()
    }

    /// The result's cotangent: a zero but for what is wanted of it.
    pub(super) fn seed(
        &self,
        level: usize,
        of: &dyn Fn(usize) -> Option<TokenStream>,
    ) -> TokenStream {
        nested(level, 0, &|subset| {
            of(subset).unwrap_or_else(
                || quote_spanned!(Span::mixed_site()=> ::core::default::Default::default()),
            )
        })
    }

    pub(super) fn one(&self) -> TokenStream {
        let runtime = &self.inside.config.runtime;
        quote_spanned!(Span::mixed_site()=> #runtime::private::one())
    }
}

pub(super) fn none() -> TokenStream {
    quote_spanned!(Span::mixed_site()=> ::std::option::Option::None)
}

/// A value of each subset of so many directions, as tangents of tangents have them: `((a, b), (c, d))`.
pub(super) fn nested(
    level: usize,
    subset: usize,
    of: &dyn Fn(usize) -> TokenStream,
) -> TokenStream {
    if level == 0 {
        return of(subset);
    }
    let bit = 1 << (level - 1);
    let (without, with) = (nested(level - 1, subset, of), nested(level - 1, subset | bit, of));
    quote_spanned!(Span::mixed_site()=> (#without, #with))
}

/// The part of such a value that is a subset's.
pub(super) fn projected(value: &Ident, level: usize, subset: usize) -> TokenStream {
    let mut tokens = value.to_token_stream();
    for bit in (0..level).rev() {
        let field = syn::Index::from((subset >> bit) & 1);
        tokens = quote_spanned!(Span::mixed_site()=> #tokens.#field);
    }
    tokens
}
