//! `#[primitive(..)]`: a function with derivative rules of the user's.
//!
//! In: the attribute's tokens and the item. Out: the function, unchanged, and beside it the type with the
//! derivatives, the same as a differentiated function has. Two forms:
//! - `partials(x = ..)`, for scalar rules ([`partials`]): both modes follow from the partial derivatives;
//! - `bprop = path, jvp = path`, for everything else ([`functions`]): each mode calls a function of the user's.
//!
//! With `order = 2` and above ([`orders`]) the tangent that the rule says is differentiated like any other function.
//!
//! `read` complains, the other two files can't fail.

mod functions;
mod orders;
mod partials;
mod read;

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::visit_mut::VisitMut;

use crate::args::Config;
use crate::diag::Diagnostics;
use crate::groups::{Whole, whole};
use crate::interface::{Bodies, Owned, Proofs, alias, interface_with};
use crate::signature::{Signature, is_constant};
use crate::{pipeline, unsupported};

/// A rule, as the user gave it.
pub enum Rule {
    /// The partial derivatives by the differentiable parameters, in parameter order.
    Partials(Vec<Partial>),
    /// One function for each mode.
    Functions {
        /// Reverse mode.
        bprop: Option<syn::Path>,
        /// Forward mode.
        jvp: Option<syn::Path>,
    },
}

/// `x = expression`: the derivative of the result by parameter `x`.
pub struct Partial {
    /// The parameter.
    pub param: syn::Ident,
    /// Over the parameters and `out`.
    pub expr: syn::Expr,
}

/// The expansion of `#[primitive(..)]`.
pub fn expand(args: TokenStream, item: TokenStream) -> TokenStream {
    let function = match syn::parse2::<syn::ItemFn>(item.clone()) {
        Ok(mut function) => {
            Whole.visit_item_fn_mut(&mut function);
            function
        }
        Err(_) => {
            let attribute = Span::call_site();
            let error = syn::Error::new(attribute, unsupported::PRIMITIVE_NOT_A_FUNCTION);
            let error = error.into_compile_error();
            return quote!(#error #item);
        }
    };
    let derivatives = derivatives(args, &function).unwrap_or_else(syn::Error::into_compile_error);
    let function = without_constant(function);
    quote!(#function #derivatives)
}

/// The item beside the function, or everything that is wrong.
pub fn derivatives(args: TokenStream, function: &syn::ItemFn) -> syn::Result<TokenStream> {
    let mut diagnostics = Diagnostics::default();
    let (config, rule, promised) = read::options(&mut diagnostics, whole(args));
    let signature = read::signature(&mut diagnostics, &config, function);
    let rule = rule.map(|rule| read::against_signature(&mut diagnostics, rule, &signature));
    let written = match &rule {
        Some(rule) if config.order > 1 => orders::tangent(&mut diagnostics, &signature, rule),
        _ => None,
    };
    let higher = match &written {
        Some(orders::Tangent { pair, slope }) => {
            pipeline::of_tangent(&mut diagnostics, &config, &signature, [pair, slope])
        }
        None => (Proofs::default(), TokenStream::new()),
    };
    diagnostics.finish()?;
    let alias = alias(&signature, function);
    let repeatable = match promised {
        true => quote!(true),
        false => pipeline::may_be_called_again(&config, &signature, &function.block),
    };
    let derivatives = match rule {
        Some(Rule::Partials(partials)) => {
            partials::derivatives(&config, &signature, &partials, (repeatable, higher))
        }
        Some(Rule::Functions { bprop, jvp }) => {
            let bodies = Bodies {
                value: None,
                tangent: match jvp {
                    Some(jvp) => Some(functions::tangent(&signature, &jvp)),
                    None => written.map(|written| written.pair.into_token_stream()),
                },
                gradient: gradient(&config, &signature, bprop.as_ref()),
                owned: match &bprop {
                    Some(bprop) => functions::owned(&config, &signature, bprop),
                    None => Owned::Same,
                },
                pullback: bprop.map(|bprop| functions::pullback(&config, &signature, &bprop)),
                repeatable,
            };
            interface_with(&config, &signature, bodies, higher)
        }
        None => TokenStream::new(),
    };
    Ok(quote!(#alias #derivatives))
}

fn gradient(
    config: &Config,
    signature: &Signature,
    bprop: Option<&syn::Path>,
) -> Option<TokenStream> {
    let bprop = bprop.filter(|_| signature.is_scalar())?;
    Some(functions::gradient(config, signature, bprop))
}

/// The function without the attribute that is the macro's own.
fn without_constant(mut function: syn::ItemFn) -> TokenStream {
    for input in &mut function.sig.inputs {
        if let syn::FnArg::Typed(input) = input {
            input.attrs.retain(|attribute| !is_constant(attribute));
        }
    }
    function.into_token_stream()
}
