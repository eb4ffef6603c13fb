//! Derivatives of higher order: `hvp` and its kin, and the hidden derivatives of a function's tangent.
//!
//! ```text
//! pub fn hvp(x: &[f64], n: usize, x_dot: &[f64]) -> Vec<f64>
//! pub fn hvp_into(x: &[f64], n: usize, x_dot: &[f64], x_bar: &mut [f64])
//! pub fn tangent_pullback(x, n, x_dot: Option<&[f64]>, n_dot: Option<()>)                      // hidden
//!     -> ((f64, f64), impl FnOnce((f64, f64), Option<&mut [f64]>, Option<&mut ()>, ..))
//! ```

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;

use super::header::Header;
use super::reverse::{grad_of, zero_bars};
use super::written::begun;
use super::{Bodies, Owned, docs, forward, made, reverse};
use crate::args::Config;
use crate::signature::{Param, Signature, Stands};

/// The derivatives of a tangent, for callers that are derivatives.
pub fn lifted(config: &Config, signature: &Signature, bodies: Bodies) -> TokenStream {
    let header = Header::new(config, signature);
    let is_marked = bodies.pullback.is_some() || !config.reverse;
    let is_forward_alone = bodies.tangent.is_some() && !config.reverse;
    let missing = (is_forward_alone && !signature.stands.is_of_trait())
        .then(|| super::missing_mode(&header, true, false));
    let tangent = bodies.tangent.map(|body| forward::tangent(&header, body));
    let reverse = bodies.pullback.map(|body| reverse::hidden(&header, body, bodies.owned));
    let mark = is_marked.then(|| mark(&header));
    quote_spanned!(Span::mixed_site()=> #tangent #reverse #missing #mark)
}

/// `fn order_2(&self)`: that a method has derivatives of that order is asked by a method that all have alike.
fn mark(header: &Header) -> Option<TokenStream> {
    let signature = header.signature;
    let is_method = signature.params.iter().any(Param::is_self);
    let is_given = signature.stands == Stands::InImplementation;
    let sized = signature.stands.is_in_trait();
    let sized =
        sized.then(|| quote_spanned!(Span::mixed_site()=> where Self: ::core::marker::Sized));
    let form = signature.form.map(|form| format!("{form}_")).unwrap_or_default();
    let of_order = format!("{form}order_{}", signature.lifted + 1);
    (is_method && !is_given && signature.lifted > 0).then(|| {
        let (vis, name) = (header.vis(), signature.own_derivative(&of_order));
        quote_spanned! {Span::mixed_site()=>
            #[doc = " Says that there are derivatives of that order, to callers that can't know."]
            #[doc(hidden)]
            #[inline]
            #vis fn #name(&self) #sized {}
        }
    })
}

impl Header<'_> {
    /// The dots that a tangent has been passed, out of their `Option`s.
    pub(super) fn given_dots(&self) -> TokenStream {
        let params = self.signature.params.iter().filter(|param| param.differentiable);
        let dots = params.filter_map(|param| {
            let of = param.dot_of.map(|_| self.signature.original(param))?;
            let (zero, dot) = (self.zero(of), &param.name);
            Some(match of.takes_self() {
                true => forward::copied(dot, &zero),
                false => forward::unwrapped((param, dot), &zero),
            })
        });
        dots.collect()
    }
}

/// The declarations of the derivatives of tangents, in a trait.
pub fn declared(config: &Config, signature: &Signature) -> TokenStream {
    let mut lifted = signature.clone();
    let mut declared = TokenStream::new();
    for _ in 1..config.order {
        lifted = lifted.lifted();
        let bodies = Bodies {
            tangent: config.forward.then(TokenStream::new),
            pullback: config.reverse.then(TokenStream::new),
            owned: Owned::Body { body: TokenStream::new(), held: Vec::new() },
            ..Bodies::default()
        };
        declared.extend(self::lifted(config, &lifted, bodies));
    }
    declared
}

/// `hvp_into` and `hvp`, over `accumulate_hvp` with `body`; without one, over the pullback of the tangent.
pub fn hessian_products(
    config: &Config,
    signature: &Signature,
    body: Option<TokenStream>,
) -> TokenStream {
    let header = Header::new(config, signature);
    let body = match body {
        Some(body) => {
            let asked =
                header.asked(signature.wanted().flat_map(|param| [param.dot(), param.bar()]));
            let own_self = header.own_self(false);
            begun(quote_spanned!(Span::mixed_site()=> #own_self #asked), body)
        }
        None => pulled(&header),
    };
    let (into, fresh) = (into(&header), fresh(&header));
    let declaration = declaration(&header, "accumulate_hvp");
    let (_, _, where_clause) = header.generics.split_for_impl();
    quote_spanned! {Span::mixed_site()=>
        #fresh
        #into
        #[doc = " The product of the Hessian with the dots, added to the bars."]
        #[doc(hidden)]
        #declaration #where_clause { let _ = #body; }
    }
}

/// The pullback of the tangent, of which only the derivative in the direction of the dots counts.
fn pulled(header: &Header) -> TokenStream {
    let (runtime, signature) = (header.runtime, header.signature);
    let (hidden, turbofish) = (header.name("tangent_pullback"), header.turbofish());
    let arguments = header.hidden_arguments();
    let (value, pullback) = (made("value"), made("pullback"));
    let optional = |of: fn(&Param) -> Ident| {
        signature.params.iter().map(move |param| {
            let name = of(param);
            match param.differentiable {
                true => quote_spanned!(Span::mixed_site()=> ::std::option::Option::Some(#name)),
                false => quote_spanned!(Span::mixed_site()=> ::std::option::Option::None),
            }
        })
    };
    let (dots, bars) = (optional(Param::dot), optional(Param::bar));
    let none = signature
        .params
        .iter()
        .map(|_| quote_spanned!(Span::mixed_site()=> ::std::option::Option::None));
    quote_spanned! {Span::mixed_site()=> {
        let ((#value, _), #pullback) = Self::#hidden #turbofish(#arguments #(#dots,)*);
        #pullback(
            (#runtime::private::zero_like(&#value), #runtime::private::one()),
            #(#bars,)* #(#none),*
        );
    }}
}

/// `fn name(x, n, x_dot: &[f64], x_bar: &mut [f64])`
fn declaration(header: &Header, name: &str) -> TokenStream {
    let signature = header.signature;
    let (vis, name, parameters) = (header.vis(), header.name(name), header.parameters());
    let (generics, _, _) = header.generics.split_for_impl();
    let (dots, bars) = (signature.wanted().map(Param::dot), signature.wanted().map(Param::bar));
    let dot_types = signature.wanted().map(Param::shown_dot_type);
    let targets = signature.wanted().map(Param::shown_bar_target);
    header.placed(quote_spanned! {Span::mixed_site()=>
        #vis fn #name #generics(#parameters #(#dots: #dot_types,)* #(#bars: &mut #targets,)*)
    })
}

/// `fn hvp_into(x, n, x_dot: &[f64], x_bar: &mut [f64])`
fn into(header: &Header) -> TokenStream {
    let (runtime, signature) = (header.runtime, header.signature);
    let (accumulate, turbofish) = (header.name("accumulate_hvp"), header.turbofish());
    let (arguments, bars) = (header.arguments(), signature.wanted().map(Param::bar));
    let (dots, bars): (Vec<_>, Vec<_>) =
        (signature.wanted().map(Param::dot).collect(), bars.collect());
    let what = format!(
        "The product of the Hessian of `{}` with the dots, written over the bars. Allocates nothing for the result.",
        signature.ident
    );
    let doc = docs::of_dots(signature, &what);
    let declaration = declaration(header, "hvp_into");
    let (_, _, where_clause) = header.generics.split_for_impl();
    let body = header.placed(quote_spanned! {Span::mixed_site()=>
        {
            #(#runtime::private::set_zero(#bars);)*
            Self::#accumulate #turbofish(#arguments #(#dots,)* #(#bars,)*);
        }
    });
    quote_spanned!(Span::mixed_site()=> #[doc = #doc] #[inline] #declaration #where_clause #body)
}

/// `fn hvp(x, n, x_dot: &[f64]) -> Vec<f64>`
fn fresh(header: &Header) -> TokenStream {
    let signature = header.signature;
    let (vis, name) = (header.vis(), header.name("hvp"));
    let (accumulate, turbofish) = (header.name("accumulate_hvp"), header.turbofish());
    let (parameters, arguments) = (header.parameters(), header.arguments());
    let (generics, _, where_clause) = header.generics.split_for_impl();
    let dots: Vec<_> = signature.wanted().map(Param::dot).collect();
    let dot_types = signature.wanted().map(Param::shown_dot_type);
    let zero_bars = zero_bars(header, &signature.wanted().collect::<Vec<_>>());
    let (grad, grad_type) = (grad_of(signature.wanted()), signature.grad_type());
    let bars = signature.wanted().map(Param::bar);
    let what = format!("The product of the Hessian of `{}` with the dots.", signature.ident);
    let doc = docs::of_dots(signature, &what);
    header.placed(quote_spanned! {Span::mixed_site()=>
        #[doc = #doc]
        #[inline]
        #vis fn #name #generics(#parameters #(#dots: #dot_types,)*) -> #grad_type #where_clause {
            #zero_bars
            Self::#accumulate #turbofish(#arguments #(#dots,)* #(&mut #bars,)*);
            #grad
        }
    })
}
