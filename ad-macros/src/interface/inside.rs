//! Derivatives of derivatives: `energy::grad(x)` inside of a differentiated function.
//!
//! A derivative is a function with derivatives of its own, at each order below the function's. All of them are made of the pullback of the tangent (of a
//! tangent, ..), by the symmetry of second derivatives:
//! ```text
//! pub fn grad_pullback(x) -> (g, |ḡ, x̄| ..)        x̄ += ∇ (∇f(x)·ḡ)        the pullback of `tangent` at (x, ḡ), of its second result
//! pub fn grad_tangent(x, ẋ) -> (g, ġ)              ġ = ∇ (∇f(x)·ẋ)         g is what comes back for ẋ
//! pub fn jvp_pullback(x, ẋ)                        the pullback of `tangent`
//! pub fn jvp_tangent(x, ẋ, ẋ₂, ẋẋ₂)                the tangent of `tangent`
//! pub fn hvp_pullback(x, ẋ), hvp_tangent(..)       those of the second result of `grad_tangent`
//! ```
//! In general: let `f_j` be the tangent of .. of `f`, whose parameters are `x_S` and results `y_S`, for the subsets `S` of `j` directions. The component `S` of the
//! `j`th tangent of the gradient is what `y_[j]` comes to by `x_[j]∖S`. And the pullback of that, with cotangents `w_S`, is what `y_[j+1]` of `f_{j+1}` comes to by `x_S`, where the
//! dots in the new direction are `w_[j]∖S`. A pullback of a gradient calls the function again, which has to be repeatable: rustc is asked.
//!
//! In: a signature. Out: tokens.

mod forward;
mod level;
mod reverse;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};

use super::header::{Header, kept_argument};
use super::{Bodies, made};
use crate::args::Config;
use crate::kind::Kind;
use crate::signature::{Param, Signature};
use level::Level;

/// A derivative, as a function.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Grad,
    ValueAndGrad,
    Jvp,
    Hvp,
}

impl Form {
    fn name(self) -> &'static str {
        match self {
            Form::Grad => "grad",
            Form::ValueAndGrad => "value_and_grad",
            Form::Jvp => "jvp",
            Form::Hvp => "hvp",
        }
    }

    /// Whether it is given a direction: its own parameters are the function's and their dots.
    fn is_along(self) -> bool {
        matches!(self, Form::Jvp | Form::Hvp)
    }

    /// How many of a function's orders it takes.
    fn order(self) -> usize {
        match self {
            Form::Grad | Form::ValueAndGrad | Form::Jvp => 1,
            Form::Hvp => 2,
        }
    }
}

/// The derivatives of a function's derivatives, and the arguments that the pullbacks of its tangents hold where these are lent.
pub fn inside(config: &Config, signature: &Signature, held: &[Vec<Ident>]) -> TokenStream {
    let has_outputs = signature.outputs().next().is_some();
    let is_asked = signature.is_asked() && !has_outputs && !signature.stands.is_of_trait();
    if config.order < 2 || !is_asked {
        return TokenStream::new();
    }
    let mut forms = Vec::new();
    if config.reverse && signature.is_scalar() {
        forms.extend([Form::Grad, Form::ValueAndGrad]);
    }
    if config.forward && !signature.is_unit() {
        forms.push(Form::Jvp);
    }
    if config.forward && config.reverse && config.order > 2 && signature.is_scalar() {
        forms.push(Form::Hvp);
    }
    let inside = |form| Inside { config, of: signature, form, held };
    forms.into_iter().map(|form| inside(form).functions()).collect()
}

struct Inside<'a> {
    config: &'a Config,
    of: &'a Signature,
    form: Form,
    /// What the owned pullbacks of the tangents borrow all the same, of each order.
    held: &'a [Vec<Ident>],
}

impl Inside<'_> {
    /// The derivatives of this one, at each order.
    fn functions(&self) -> TokenStream {
        let mut signature = self.signature();
        let mut functions = self.itself(&signature);
        for level in 0..self.config.order - self.form.order() {
            let at = Level { inside: self, signature: &signature, level };
            let tangent = self.config.forward.then(|| at.tangent());
            let tangent = Bodies { tangent, ..Bodies::default() };
            functions.extend(super::lifted(self.config, &signature, tangent));
            if self.config.reverse {
                let pullback = Some(at.pullback(TokenStream::new()));
                let pullback = Bodies { pullback, owned: at.owned(), ..Bodies::default() };
                functions.extend(super::lifted(self.config, &self.asked(&signature), pullback));
            }
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
        let [value, dot] = match self.form {
            Form::Grad | Form::Hvp => [grad.clone(), grad],
            Form::ValueAndGrad => {
                let value = quote_spanned!(Span::mixed_site()=> (#output, #grad));
                [value, quote_spanned!(Span::mixed_site()=> (#output_dot, #grad))]
            }
            Form::Jvp => {
                let value = quote_spanned!(Span::mixed_site()=> (#output, #output_dot));
                [value, quote_spanned!(Span::mixed_site()=> (#output_dot, #output_dot))]
            }
        };
        signature.results_in(value, dot);
        if self.form.is_along() {
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
