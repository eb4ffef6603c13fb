//! Derivatives of derivatives: `energy::grad(x)` inside of a differentiated function.
//!
//! A derivative is a function with derivatives of its own, at each order below the function's. All of them are made of the pullback of the tangent (of a
//! tangent, ..), by the symmetry of second derivatives:
//! ```text
//! pub fn grad_pullback(x) -> (g, |ḡ, x̄| ..)        x̄ += ∇ (∇f(x)·ḡ)        the pullback of `tangent` at (x, ḡ), of its second result
//! pub fn grad_tangent(x, ẋ) -> (g, ġ)              ġ = ∇ (∇f(x)·ẋ)         g is what comes back for ẋ
//! pub fn jvp_pullback(x, ẋ)                        the pullback of `tangent`
//! pub fn jvp_tangent(x, ẋ, ẋ₂, ẋẋ₂)                the tangent of `tangent`
//! ```
//! In general: let `f_j` be the tangent of .. of `f`, whose parameters are `x_S` and results `y_S`, for the subsets `S` of `j` directions. The component `S` of the
//! `j`th tangent of the gradient is what `y_[j]` comes to by `x_[j]∖S`. And the pullback of that, with cotangents `w_S`, is what `y_[j+1]` of `f_{j+1}` comes to by `x_S`, where the
//! dots in the new direction are `w_[j]∖S`. A pullback of a gradient calls the function again, which has to be repeatable: rustc is asked.
//!
//! In: a signature. Out: tokens.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote_spanned};

use super::header::{Header, kept_argument, one_or_tuple};
use super::{Bodies, Owned, made};
use crate::args::Config;
use crate::kind::Kind;
use crate::primitive::over_copies;
use crate::signature::{Param, Signature};

/// A derivative, as a function.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Grad,
    ValueAndGrad,
    Jvp,
}

impl Form {
    fn name(self) -> &'static str {
        match self {
            Form::Grad => "grad",
            Form::ValueAndGrad => "value_and_grad",
            Form::Jvp => "jvp",
        }
    }
}

/// The derivatives of a function's derivatives.
pub fn inside(config: &Config, signature: &Signature) -> TokenStream {
    let has_outputs = signature.outputs().next().is_some();
    let is_asked = signature.is_asked() && !has_outputs && !signature.stands.is_of_trait();
    if config.order < 2 || !is_asked || !config.reverse {
        return TokenStream::new();
    }
    let mut forms = Vec::new();
    if signature.is_scalar() {
        forms.extend([Form::Grad, Form::ValueAndGrad]);
    }
    if config.forward && !signature.is_unit() {
        forms.push(Form::Jvp);
    }
    forms.into_iter().map(|form| Inside { config, of: signature, form }.functions()).collect()
}

struct Inside<'a> {
    config: &'a Config,
    of: &'a Signature,
    form: Form,
}

impl Inside<'_> {
    /// The derivatives of this one, at each order.
    fn functions(&self) -> TokenStream {
        let mut signature = self.signature();
        let mut functions = self.itself(&signature);
        for level in 0..self.config.order - 1 {
            let at = Level { inside: self, signature: &signature, level };
            let tangent = self.config.forward.then(|| at.tangent());
            let tangent = Bodies { tangent, ..Bodies::default() };
            let pullback = Some(at.pullback(TokenStream::new()));
            let pullback = Bodies { pullback, owned: at.owned(), ..Bodies::default() };
            functions.extend(super::lifted(self.config, &signature, tangent));
            functions.extend(super::lifted(self.config, &self.asked(&signature), pullback));
            signature = signature.lifted();
        }
        functions
    }

    /// The derivative's own signature.
    fn signature(&self) -> Signature {
        let mut signature = self.of.clone();
        signature.form = Some(self.form.name());
        signature.output_kind = Kind::Unknown;
        let (output, output_dot) = (&self.of.output, self.of.output_tangent());
        let grad = self.of.grad_type();
        let ([value, dot], is_jvp) = match self.form {
            Form::Grad => ([grad.clone(), grad], false),
            Form::ValueAndGrad => {
                let value = quote_spanned!(Span::mixed_site()=> (#output, #grad));
                ([value, quote_spanned!(Span::mixed_site()=> (#output_dot, #grad))], false)
            }
            Form::Jvp => {
                let value = quote_spanned!(Span::mixed_site()=> (#output, #output_dot));
                ([value, quote_spanned!(Span::mixed_site()=> (#output_dot, #output_dot))], true)
            }
        };
        signature.results_in(value, dot);
        if is_jvp {
            let dots: Vec<_> = self.of.wanted().map(Param::as_argument).collect();
            signature.params.extend(dots);
        }
        signature
    }

    /// The signature of a pullback that calls the function again, which it has to be fit for. Of functions it is asked where they are called, and of generic code of
    /// each instance.
    fn asked(&self, signature: &Signature) -> Signature {
        let mut signature = signature.clone();
        if self.form != Form::Jvp && self.of.self_ty.is_some() && !self.is_generic() {
            let (runtime, name) = (&self.config.runtime, self.of.derivative("REPEATABLE"));
            // Where nobody differentiates the gradient, nothing is asked.
            let bound: syn::WherePredicate = syn::parse_quote_spanned! {Span::mixed_site()=>
                for<'any> #runtime::private::CalledAgain<{ Self::#name }>:
                    #runtime::private::MayBeCalledAgain
            };
            signature.generics.make_where_clause().predicates.push(bound);
        }
        signature
    }

    fn is_generic(&self) -> bool {
        !self.of.generics_in_scope.params.is_empty()
    }

    /// What others ask of it.
    fn itself(&self, signature: &Signature) -> TokenStream {
        let header = Header::new(self.config, signature);
        let name = self.of.derivative("REPEATABLE");
        let repeatable = quote_spanned!(Span::mixed_site()=> Self::#name);
        let repeatable = super::repeatable(&header, repeatable);
        let mark = super::mark(&header);
        let (vis, name, output) = (header.vis(), header.name("value"), &signature.output);
        let (parameters, own_self) = (header.hidden_parameters(), header.own_self(true));
        let (generics, _, where_clause) = header.generics.split_for_impl();
        let call = self.call(signature, false);
        quote_spanned! {Span::mixed_site()=>
            #[doc = " The derivative itself."]
            #[doc(hidden)]
            #[inline]
            #vis fn #name #generics(#parameters) -> #output #where_clause { #own_self #call }
            #repeatable #mark
        }
    }

    /// `Self::grad(x, w)`, of arguments that are used again.
    fn call(&self, signature: &Signature, kept: bool) -> TokenStream {
        let name = self.of.derivative(self.form.name());
        let turbofish = Header::new(self.config, signature).turbofish();
        let arguments = signature.params.iter().map(|param| {
            let name = match param.takes_self() {
                true => made("this"),
                false => param.name.clone(),
            };
            match kept && param.takes_self() {
                true => quote_spanned!(Span::mixed_site()=> ::std::clone::Clone::clone(&#name)),
                false if kept && !param.is_self() => kept_argument(param),
                false => name.to_token_stream(),
            }
        });
        quote_spanned!(Span::mixed_site()=> Self::#name #turbofish(#(#arguments),*))
    }
}

/// One order of derivatives of a derivative.
struct Level<'a> {
    inside: &'a Inside<'a>,
    /// The derivative's signature, lifted so many times.
    signature: &'a Signature,
    level: usize,
}

impl Level<'_> {
    /// The number of the function's own parameters.
    fn n(&self) -> usize {
        self.inside.of.params.len()
    }

    /// The number of subsets of the directions that there are.
    fn n_subsets(&self) -> usize {
        1 << self.level
    }

    /// The parameter that is `x_S`; none of what isn't differentiated and has no dot.
    fn param(&self, subset: usize, i: usize) -> &Param {
        &self.signature.params[subset * (self.signature.params.len() >> self.level) + i]
    }

    /// The dot of `x_S` in the function's own direction, of a `jvp`.
    fn own_dot(&self, subset: usize, i: usize) -> Option<&Param> {
        let of = &self.inside.of.params;
        let position = of[..i].iter().filter(|param| param.differentiable).count();
        of[i].differentiable.then(|| self.param(subset, self.n() + position))
    }

    /// `Self::tangent_pullback` and the like.
    fn name(&self, name: &str, times: usize) -> Ident {
        self.inside.of.derivative(&format!("{}{name}", "tangent_".repeat(times)))
    }

    fn turbofish(&self) -> TokenStream {
        Header::new(self.inside.config, self.signature).turbofish()
    }

    /// The function's own arguments, for hidden functions.
    fn arguments(&self) -> Vec<TokenStream> {
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
    fn this(&self) -> Option<TokenStream> {
        let mut params = self.inside.of.params.iter();
        let lent = params.find(|param| param.is_self() && !param.takes_self());
        lent.map(|param| {
            let (this, itself) = (made("this"), &param.name);
            quote_spanned!(Span::mixed_site()=> let #this = #itself;)
        })
    }

    /// A dot, from a variable of the dot's type or the tangent's.
    fn some(&self, i: usize, name: &Ident, is_owned: bool) -> TokenStream {
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

    /// The dots that there are already, for all subsets but the empty one.
    fn given(&self) -> Vec<TokenStream> {
        let mut given = Vec::new();
        for subset in 1..self.n_subsets() {
            let each = (0..self.n()).map(|i| self.some(i, &self.param(subset, i).name, false));
            given.extend(each);
        }
        given
    }

    /// A name for a part of a subset's.
    fn part(&self, what: &str, subset: usize, i: usize) -> Ident {
        format_ident!("{what}_{subset}_{i}", span = Span::mixed_site())
    }

    /// The positions of the parameters that are differentiated.
    fn wanted(&self) -> impl Iterator<Item = usize> {
        let params = self.inside.of.params.iter().enumerate();
        let wanted: Vec<_> = params.filter(|(_, p)| p.differentiable).map(|(i, _)| i).collect();
        wanted.into_iter()
    }

    /// The result's cotangent: a zero but for what is wanted of it.
    fn seed(&self, level: usize, of: &dyn Fn(usize) -> Option<TokenStream>) -> TokenStream {
        nested(level, 0, &|subset| {
            of(subset).unwrap_or_else(
                || quote_spanned!(Span::mixed_site()=> ::core::default::Default::default()),
            )
        })
    }

    fn one(&self) -> TokenStream {
        let runtime = &self.inside.config.runtime;
        quote_spanned!(Span::mixed_site()=> #runtime::private::one())
    }
}

/// Reverse mode.
impl Level<'_> {
    fn pullback(&self, rebound: TokenStream) -> TokenStream {
        match self.inside.form {
            Form::Jvp => self.pullback_of_jvp("pullback"),
            Form::Grad | Form::ValueAndGrad => self.pullback_of_gradient(rebound),
        }
    }

    fn owned(&self) -> Owned {
        match self.inside.form {
            Form::Jvp => {
                Owned::Body { body: self.pullback_of_jvp("owned_pullback"), held: Vec::new() }
            }
            _ => over_copies(self.inside.config, self.signature, |rebound| self.pullback(rebound)),
        }
    }

    /// `{ let value = Self::grad(x); (value, move |value_bar, x_bar| { .. }) }`
    fn pullback_of_gradient(&self, rebound: TokenStream) -> TokenStream {
        let runtime = &self.inside.config.runtime;
        let (value, pullback) = (made("value"), made("pullback"));
        let forward = self.value();
        let params = super::reverse::wrapping_parameters(runtime, self.signature);
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
    fn value(&self) -> TokenStream {
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
            let kept = super::kept_name(name);
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
        let params = super::reverse::wrapping_parameters(runtime, self.signature);
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
    fn dots_of_jvp(&self) -> Vec<TokenStream> {
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

/// Forward mode.
impl Level<'_> {
    fn tangent(&self) -> TokenStream {
        let turbofish = self.turbofish();
        if self.inside.form == Form::Jvp {
            let (hidden, arguments) = (self.name("tangent", self.level + 1), self.arguments());
            let mut dots = self.dots_of_jvp();
            for subset in 0..self.n_subsets() {
                let each = (0..self.n()).map(|i| self.some(i, &self.param(subset, i).dot(), false));
                dots.extend(each);
                let own = (0..self.n()).map(|i| match self.own_dot(subset, i) {
                    Some(dot) => self.some(i, &dot.dot(), false),
                    None => none(),
                });
                dots.extend(own);
            }
            let this = self.this();
            return quote_spanned! {Span::mixed_site()=>
                { #this Self::#hidden #turbofish(#(#arguments,)* #(#dots),*) }
            };
        }
        let (value, pullback) = (made("value"), made("pullback"));
        let (hidden, arguments) = (self.name("pullback", self.level + 1), self.arguments());
        let mut dots = self.given();
        for subset in 0..self.n_subsets() {
            dots.extend((0..self.n()).map(|i| self.some(i, &self.param(subset, i).dot(), false)));
        }
        let all = (self.n_subsets() << 1) - 1;
        let seed = self.seed(self.level + 1, &|subset| (subset == all).then(|| self.one()));
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
                .map(|i| self.part("bar", all ^ subset, i).to_token_stream())
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
        let this = self.this();
        quote_spanned! {Span::mixed_site()=>
            {
                #this
                #zeros
                let (#value, #pullback) = Self::#hidden #turbofish(#(#arguments,)* #(#dots),*);
                #pullback(#seed, #(#bars),*);
                #result
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

fn none() -> TokenStream {
    quote_spanned!(Span::mixed_site()=> ::std::option::Option::None)
}

/// A value of each subset of so many directions, as tangents of tangents have them: `((a, b), (c, d))`.
fn nested(level: usize, subset: usize, of: &dyn Fn(usize) -> TokenStream) -> TokenStream {
    if level == 0 {
        return of(subset);
    }
    let bit = 1 << (level - 1);
    let (without, with) = (nested(level - 1, subset, of), nested(level - 1, subset | bit, of));
    quote_spanned!(Span::mixed_site()=> (#without, #with))
}

/// The part of such a value that is a subset's.
fn projected(value: &Ident, level: usize, subset: usize) -> TokenStream {
    let mut tokens = value.to_token_stream();
    for bit in (0..level).rev() {
        let field = syn::Index::from((subset >> bit) & 1);
        tokens = quote_spanned!(Span::mixed_site()=> #tokens.#field);
    }
    tokens
}
