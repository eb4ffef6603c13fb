//! The item that stands beside the user's function: a type of the same name, whose
//! associated functions are the derivatives, and whose one value is the function as a value.
//!
//! In: a [`Signature`] and the bodies of up to three functions ([`Bodies`]). Out: tokens. It cannot
//! fail. For `fn f(x: &[f64], n: usize) -> f64` it emits
//! ```text
//! pub struct f {}
//! impl f {
//!     pub fn tangent(x, n, x_dot: Option<&[f64]>, n_dot: Option<()>) -> (f64, f64)       // hidden
//!     pub fn jvp(x, n, x_dot: &[f64]) -> (f64, f64)
//!     pub fn pullback<'a>(x: &'a [f64], n)                                               // hidden
//!         -> (f64, impl FnOnce(f64, Option<&mut [f64]>, Option<&mut ()>) + use<'a>)
//!     pub fn vjp<'a>(x: &'a [f64], n) -> (f64, impl FnOnce(f64) -> Vec<f64> + use<'a>)
//!     pub fn accumulate_grad(x, n, x_bar: &mut [f64]) -> f64
//!     pub fn grad_into(x, n, x_bar: &mut [f64]) -> f64
//!     pub fn value_and_grad(x, n) -> (f64, Vec<f64>)
//!     pub fn grad(x, n) -> Vec<f64>
//!     pub fn check(x, n) -> Result<Report, Mismatch>
//!     pub fn jacobian(x, n) -> <(Vec<f64>,) as private::Jacobian<f64>>::Matrix    // and its kin
//! }
//! ```
//! Only `tangent`, `pullback` and `accumulate_grad` have bodies of their own; the others call them.
//! The two hidden ones are what other derivatives call: they have a dot or a bar for *every*
//! parameter, so a caller needn't know which of them the callee differentiates by.
//!
//! A method `loss` has no such type: its derivatives are `loss_grad`, `loss_tangent` and so on, in an inherent
//! `impl` block of the same type. A differentiable `&mut` parameter is an output too: its dot and its bar are
//! changed in place, and the pullback of `vjp` takes its bar. A function that may call itself returns a boxed
//! pullback, since an opaque type can't contain itself.
//!
//! Invariant: the emitted code compiles without a warning in a crate that forbids `unsafe` and
//! denies warnings and missing docs, in the editions 2021 and 2024.

mod access;
mod alias;
mod bounds;
mod check;
mod conversion;
mod copies;
mod docs;
mod dot;
mod elimination;
mod erased;
mod forward;
mod functions;
mod gradient;
mod header;
mod hessian;
mod higher;
mod inside;
pub mod jacobian;
pub mod lanes;
mod makers;
mod names;
mod objects;
mod repeats;
mod reverse;
mod rule;
mod unsizing;
mod value;
mod view;
mod written;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use crate::args::Config;
use crate::kind::Kind;
use crate::signature::{Param, Signature, Stands, Written};
use header::Header;

pub use access::{lent_part, places};
pub use alias::alias;
pub use bounds::{beside_supertraits, bind_block};
pub use conversion::{is_made, is_of_std};
pub use copies::over_copies;
pub use docs::own as own_docs;
pub use elimination::{by_elimination, not_eliminated};
pub use header::{function, is_scalar, kept_argument, one_or_tuple, turbofish};
pub use hessian::functions as hessians;
pub use higher::{declared, hessian_products, lifted};
pub use inside::inside;
pub use names::{Lifetimes, name_elided_of_block};
pub use objects::{Object, object};
pub use reverse::{kept_name, pullback_parameters};
pub use rule::{Operator, rule, rule_of_tangent};
pub use written::pullback_start;

/// The bodies of the functions that are not wrappers; `None` where the function isn't emitted.
#[derive(Clone, Default)]
pub struct Bodies {
    /// A block that evaluates to `(value, value_dot)`. It reads the parameters and, for each wanted
    /// one, its dot by the name `param.dot()`, which holds a value and not an `Option`.
    pub tangent: Option<TokenStream>,
    /// A block that evaluates to `(value, move |..| { .. })`, the closure having the parameters
    /// [`pullback_parameters`].
    pub pullback: Option<TokenStream>,
    /// A block that adds to the wanted parameters' bars, `param.bar()`, and evaluates to the value.
    /// Only for a scalar result.
    pub gradient: Option<TokenStream>,
    /// A block that evaluates to the value, if functions are passed as values that the function itself can't be called with.
    pub value: Option<TokenStream>,
    /// How the pullback that borrows none of the arguments is made.
    pub owned: Owned,
    /// Whether calling the function again is harmless: an expression of constants. Empty for `false`.
    pub repeatable: TokenStream,
}

/// How a pullback is made that borrows none of the arguments.
#[derive(Clone, Default)]
pub enum Owned {
    /// It is the pullback: nothing is passed by `&`.
    #[default]
    Same,
    /// What is passed by `&` is copied, and the function, which is repeatable, called again.
    Copied,
    /// Its own body, of the same form as that of the pullback, and the constants that it borrows all the same.
    Body { body: TokenStream, held: Vec<Ident> },
    /// The same, for types that can be copied.
    Cloned(TokenStream),
}

/// Statements that compile only if what was taken for granted is right.
#[derive(Default)]
pub struct Proofs {
    /// Of types as a whole, said at the parameters.
    pub of_types: TokenStream,
    /// Of what was guessed in the body, said there.
    pub of_values: TokenStream,
}

/// Whether only constants have some of the function's type parameters: then its owned pullback is another one.
pub fn has_types_of_constants(config: &Config, signature: &Signature) -> bool {
    !Header::new(config, signature).types_of_constants().is_empty()
}

/// The type beside the function, and its associated functions.
pub fn interface(
    config: &Config,
    signature: &Signature,
    bodies: Bodies,
    proofs: Proofs,
) -> TokenStream {
    interface_with(config, signature, bodies, (proofs, TokenStream::new()))
}

/// The same with `more` associated functions.
pub fn interface_with(
    config: &Config,
    signature: &Signature,
    bodies: Bodies,
    (proofs, more): (Proofs, TokenStream),
) -> TokenStream {
    let header = Header::new(config, signature);
    let both_modes = bodies.tangent.is_some() && bodies.pullback.is_some();
    let forward = bodies.tangent.map(|body| forward::functions(&header, body));
    let holds = matches!(&bodies.owned, Owned::Body { held, .. } if !held.is_empty());
    let reverse = bodies.pullback.map(|body| reverse::functions(&header, body, bodies.owned));
    let value = value(&header, proofs, bodies.value);
    if signature.stands == Stands::InImplementation {
        // The trait has the rest.
        return quote_spanned!(Span::mixed_site()=> #reverse #forward #value #more);
    }
    let repeatable = repeatable(&header, bodies.repeatable);
    let mark = mark(&header);
    let is_in_trait = signature.stands.is_in_trait();
    let perhaps = signature.may_be_scalar()
        || (signature.is_scalar() && signature.stands != Stands::InObject);
    let is_asked = signature.is_asked();
    // An implementation may override the method that a body of the trait's is about.
    let gradient = match bodies.gradient.filter(|_| is_asked && !is_in_trait) {
        Some(body) => Some(gradient::of_body(&header, body)),
        None => (is_asked && reverse.is_some() && perhaps).then(|| gradient::of_pullback(&header)),
    };
    let missing = missing_mode(&header, forward.is_some(), reverse.is_some());
    let check = (both_modes && is_asked).then(|| check::function(&header));
    let modes = jacobian::Modes {
        forward: forward.is_some(),
        reverse: reverse.is_some(),
        is_eliminated: config.markowitz.is_some(),
        lanes: config.lanes.as_ref().map(|lanes| lanes.n),
    };
    let jacobian = is_asked.then(|| jacobian::functions(&header, modes)).flatten();
    let makers = makers::makers(&header);
    let written = signature.written.as_ref().map(Written::items);
    let beside = beside(
        signature,
        quote_spanned! {Span::mixed_site()=>
            #written #gradient #reverse #forward #check #jacobian #missing #value #repeatable #mark #makers #more
        },
    );
    let as_value = value::implementations(&header, both_modes, holds);
    quote_spanned!(Span::mixed_site()=> #beside #as_value)
}

/// That a function may be called again that makes a constant, and has no derivatives.
pub fn constant(config: &Config, signature: &Signature, is_repeatable: TokenStream) -> TokenStream {
    let header = Header::new(config, signature);
    beside(signature, repeatable(&header, is_repeatable).unwrap_or_default())
}

/// The hidden derivatives of a method whose result has no tangent: for callers that can't see that. And whether it may be called again.
pub fn plain(config: &Config, signature: &Signature, is_repeatable: TokenStream) -> TokenStream {
    let header = Header::new(config, signature);
    // `tangent` and `pullback` have a `this` where the method takes `self`.
    let (function, runtime) = (header.function(), header.runtime);
    let this = made("this");
    let arguments = signature.params.iter().map(|param| match param.takes_self() {
        true => this.clone(),
        false => param.name.clone(),
    });
    let arguments = quote_spanned!(Span::mixed_site()=> #(#arguments,)*);
    let params = pullback_parameters(config, signature);
    let tangent = forward::tangent(
        &header,
        quote_spanned! {Span::mixed_site()=>
            {
                let value = #function(#arguments);
                let zero = #runtime::private::zero_like(&value);
                (value, zero)
            }
        },
    );
    let body = quote_spanned! {Span::mixed_site()=>
        { (#function(#arguments), move |#params| {}) }
    };
    let pullback = reverse::pullback(&header.with_lifetimes(), "pullback", body.clone());
    let owned = reverse::pullback(&header.owned_without_constants(&[]), "owned_pullback", body);
    let output = &signature.output;
    // A function is taken for one that only selects by the names in its result's type.
    let proof = signature.self_ty.is_none().then(|| {
        let span = output.span().resolved_at(Span::mixed_site());
        quote_spanned!(span=> #runtime::private::selection::<#output>();)
    });
    let of_types = proof.unwrap_or_default();
    let value = value(&header, Proofs { of_types, ..Proofs::default() }, None);
    let repeatable = repeatable(&header, is_repeatable);
    let mark = mark(&header);
    let makers = makers::makers(&header);
    beside(
        signature,
        quote_spanned! {Span::mixed_site()=>
            #tangent #pullback #owned #value #repeatable #mark #makers
        },
    )
}

/// `const REPEATABLE: bool`: whether making a call once more gives the same, and does nothing else.
///
/// Of a function in a trait nobody knows, and with a constant a trait would have no objects.
fn repeatable(header: &Header, expr: TokenStream) -> Option<TokenStream> {
    if header.signature.stands.is_of_trait() {
        return None;
    }
    let (vis, name) = (header.vis(), header.name("REPEATABLE"));
    let expr = match expr.is_empty() {
        true => quote!(false),
        false => expr,
    };
    let by_method = repeats::method(header);
    Some(quote_spanned! {Span::mixed_site()=>
        #[doc = " Whether making a call once more gives the same, and does nothing else."]
        #[doc(hidden)]
        #vis const #name: bool = #expr;
        #by_method
    })
}

/// `fn marked(&self)`: whether a method of a type has derivatives is asked by a method that all have alike, however they take their receivers.
fn mark(header: &Header) -> Option<TokenStream> {
    let signature = header.signature;
    let is_given = || (0..signature.params.len()).any(|i| signature.takes_function(i));
    let (receiver, (of, it), generics) = match signature.params.iter().any(Param::is_self) {
        true => (
            quote_spanned!(Span::mixed_site()=> &self),
            (quote_spanned!(Span::mixed_site()=> Self), quote_spanned!(Span::mixed_site()=> self)),
            None,
        ),
        // Only callers by its path ask, with whatever is its first argument.
        false if signature.self_ty.is_some() && is_given() => (
            quote_spanned!(Span::mixed_site()=> first: &First),
            (
                quote_spanned!(Span::mixed_site()=> First),
                quote_spanned!(Span::mixed_site()=> first),
            ),
            Some(quote_spanned!(Span::mixed_site()=> <First: ?::core::marker::Sized>)),
        ),
        false => return None,
    };
    let (vis, name, runtime) = (header.vis(), header.name("marked"), header.runtime);
    let sized = signature.stands.is_in_trait();
    let sized =
        sized.then(|| quote_spanned!(Span::mixed_site()=> where Self: ::core::marker::Sized));
    Some(quote_spanned! {Span::mixed_site()=>
        #[doc = " Says that there are derivatives, to callers that can't know."]
        #[doc(hidden)]
        #[inline]
        #vis fn #name #generics(#receiver) -> #runtime::private::Marked<#of> #sized {
            #runtime::private::Marked::by(#it)
        }
    })
}

/// In the place of the mode that is missing: a function whose bound fails, with a message that says so.
fn missing_mode(header: &Header, has_forward: bool, has_reverse: bool) -> Option<TokenStream> {
    let missing = |name, bound| missing_function(header, (name, bound), has_reverse);
    match (has_forward, has_reverse) {
        (true, false) => {
            let names = ["pullback", "owned_pullback"];
            Some(names.into_iter().map(|name| missing(name, "ReverseMode")).collect())
        }
        (false, true) => Some(missing("tangent", "ForwardMode")),
        _ => None,
    }
}

/// The bound is one of the result's type, which rustc says the same about wherever a call stands.
fn missing_function(
    header: &Header,
    (name, bound): (&str, &str),
    has_reverse: bool,
) -> TokenStream {
    let (name, bound, runtime) = (header.name(name), made(bound), header.runtime);
    let params = &header.signature.params;
    let receiver = params.iter().find(|param| param.is_self());
    let types = |letter| (0..params.len()).map(move |i| made(&format!("{letter}{i}")));
    let args: Vec<_> = types('A').skip(usize::from(receiver.is_some())).collect();
    let dots: Vec<_> = types('D').filter(|_| has_reverse).collect();
    let receiver = receiver.map(|Param { name, ty, .. }| quote!(#name: #ty,));
    let vis = header.vis();
    let is_in_trait = header.signature.stands.is_in_trait();
    let sized =
        is_in_trait.then(|| quote_spanned!(Span::mixed_site()=> Self: ::core::marker::Sized,));
    // A method whose result can't be made out is none, so it is known only when the first argument is.
    let of = match args.first().filter(|_| receiver.is_some()) {
        Some(first) => {
            quote_spanned!(Span::mixed_site()=> <#first as #runtime::private::Whatever>::Nothing)
        }
        None => quote_spanned!(Span::mixed_site()=> ()),
    };
    quote_spanned! {Span::mixed_site()=>
        #[doc = " The missing mode: a call fails with a message."]
        #[doc(hidden)]
        #vis fn #name<#(#args,)* #(#dots),*>(
            #receiver #(_: #args,)* #(_: #dots,)*
        ) -> <#of as #runtime::private::#bound>::Derivative
        where
            #sized for<'any> (): #runtime::private::#bound,
        {
            ::std::unreachable!("the bound never holds")
        }
    }
}

/// The function itself: for callers that must know that it has derivatives. It also counts as a use of
/// the function, which rustc would call dead where the user wants only derivatives.
fn value(header: &Header, proofs: Proofs, body: Option<TokenStream>) -> TokenStream {
    let (vis, name, output) = (header.vis(), header.name("value"), &header.signature.output);
    let (parameters, own_self) = (header.hidden_parameters(), header.own_self(true));
    let this = made("this");
    let arguments = header.signature.params.iter().map(|param| header.signature.inner_name(param));
    let arguments = quote_spanned!(Span::mixed_site()=> #(#arguments,)*);
    let (generics, _, where_clause) = header.generics.split_for_impl();
    let function = header.function();
    let declaration = header.placed(quote_spanned! {Span::mixed_site()=>
        #[doc = " The function itself."]
        #[doc(hidden)]
        #[inline]
        #vis fn #name #generics(#parameters) -> #output #where_clause
    });
    if body.is_some() && header.signature.stands == (Stands::InTrait { provided: false }) {
        // The function itself isn't given what its derivatives are.
        return quote_spanned!(Span::mixed_site()=> #declaration;);
    }
    let Proofs { of_types, of_values } = proofs;
    let asked = header.asked([]);
    let start = header.placed(quote_spanned!(Span::mixed_site()=> #of_types #own_self #asked));
    let call = match body {
        Some(body) => {
            let function = header::path(header.signature);
            let mention = functions::mention(header.signature, &function, &this);
            quote_spanned!(Span::mixed_site()=> #mention #body)
        }
        None => header.placed(quote_spanned!(Span::mixed_site()=> #function(#arguments))),
    };
    let call = match header.signature.collects {
        true => quote_spanned! {Span::mixed_site()=>
            ::core::iter::Iterator::collect(::core::iter::IntoIterator::into_iter({ #call }))
        },
        false => call,
    };
    // What is proved stands where it was guessed.
    quote_spanned!(Span::mixed_site()=> #declaration { #start #of_values #call })
}

/// The type with these associated functions; for a method, the functions in a block like its own, or for the trait.
fn beside(signature: &Signature, functions: TokenStream) -> TokenStream {
    if signature.stands.is_of_trait() {
        return functions;
    }
    let Signature { beside, vis, runtime, .. } = signature;
    let block = match &signature.self_ty {
        None => quote_spanned!(Span::mixed_site()=> impl #beside),
        Some(self_ty) => {
            let (generics, _, where_clause) = signature.generics_around.split_for_impl();
            quote_spanned!(Span::mixed_site()=> impl #generics #self_ty #where_clause)
        }
    };
    // The user's own lints are about the function that he wrote, which stands unchanged beside.
    let block = quote_spanned! {Span::mixed_site()=>
        #[allow(unused, nonstandard_style, deprecated, private_interfaces, private_bounds)]
        #[allow(non_shorthand_field_patterns, clippy::all, clippy::pedantic)]
        #block {
            #functions
        }
    };
    if signature.self_ty.is_some() {
        return block;
    }
    let doc = docs::of_type(signature);
    let repeats = (signature.order > 1)
        .then(|| quote_spanned!(Span::mixed_site()=> const REPEATS: bool = #beside::REPEATABLE;));
    let scalar = (signature.output_kind == Kind::Float)
        .then(|| quote_spanned!(Span::mixed_site()=> const SCALAR: bool = true;));
    let orders = 2..=signature.order;
    // With braces it is a type alone, and leaves the function its name.
    quote_spanned! {Span::mixed_site()=>
        #[doc = #doc]
        #[allow(dead_code, nonstandard_style, missing_debug_implementations)]
        #[derive(Clone, Copy)]
        #vis struct #beside {}

        #[diagnostic::do_not_recommend]
        #[doc(hidden)]
        impl #runtime::private::Derivatives for #beside { #scalar #repeats }
        #(
            #[diagnostic::do_not_recommend]
            #[doc(hidden)]
            impl #runtime::private::OfOrder<#orders> for #beside {}
        )*

        #block
    }
}

/// A name that the macro makes.
pub fn made(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}
