//! What the user's names were taken for, as code that compiles only if they mean it. Nobody runs it.
//!
//! What an item shadows only rustc knows; each form asks it in a way that another item of the same name can't answer:
//! - a variable, by a pattern of any type whatever: a constant in its place would have a type of its own;
//! - a variant, by the type that a pattern of it matches: a function is no pattern;
//! - a function, by its own type, which no other function has; a type, by being it;
//! - a method of slices, by a trait's beside it that `Vec`s and arrays have: rustc calls it ambiguous if another trait gives them one;
//! - a method of floats on a reference, and the one that copies them, in the same way;
//! - a method of a type parameter by the name of one of floats, by the bounds: of two traits that have it rustc would call it ambiguous;
//! - a method of `itertools` on iterators, by the crate's own trait beside those in scope: if that isn't the one that is found, rustc calls it ambiguous;
//! - a macro, by a glob import of std's beside the user's: rustc calls it ambiguous, unless both are one.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;
use syn::spanned::Spanned;

use crate::ir::{Claim, Methods};
use crate::library;

/// Expressions that compile only if these names mean what they were taken for.
pub fn claims(claims: &[Claim], runtime: &syn::Path) -> TokenStream {
    claims.iter().map(|claim| self::claim(claim, runtime)).collect()
}

fn claim(claim: &Claim, runtime: &syn::Path) -> TokenStream {
    match claim {
        Claim::Variable(name) => {
            let span = name.span().resolved_at(Span::mixed_site());
            quote_spanned! {span=>
                match #runtime::private::any() {
                    #name => #runtime::private::Named(#name).is_variable(),
                    _ => {}
                }
            }
        }
        Claim::Variant(path) => {
            let span = path.span().resolved_at(Span::mixed_site());
            let last = path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default();
            let fields = (last != "None").then(|| quote_spanned!(span=> (_)));
            let is_std = match last.as_str() {
                "Some" | "None" => quote_spanned!(span=> is_option),
                _ => quote_spanned!(span=> is_result),
            };
            quote_spanned! {span=>
                {
                    let value = #runtime::private::any();
                    if let #path #fields = value {}
                    #runtime::private::Named(value).#is_std();
                }
            }
        }
        Claim::Function { std, path } => {
            let span = path.span().resolved_at(Span::mixed_site());
            quote_spanned!(span=> #runtime::private::same_function(#std, #path);)
        }
        Claim::StopGradient(path) => {
            let span = path.span().resolved_at(Span::mixed_site());
            quote_spanned! {span=>
                #runtime::private::same_function(#runtime::stop_gradient::<()>, #path);
            }
        }
        Claim::Type { std, path } => {
            let span = path.span().resolved_at(Span::mixed_site());
            quote_spanned!(span=> #runtime::private::same_type::<#std, #path>();)
        }
        Claim::Method(name) => {
            let span = name.span().resolved_at(Span::mixed_site());
            let name = Ident::new(&name.to_string(), span);
            quote_spanned!(span=> #runtime::of_slices!(#name);)
        }
        Claim::MethodOfReference(name) => {
            let span = name.span().resolved_at(Span::mixed_site());
            let name = Ident::new(&name.to_string(), span);
            quote_spanned!(span=> #runtime::of_referred_floats!(#name);)
        }
        Claim::Copied(name) => {
            let span = name.span().resolved_at(Span::mixed_site());
            let name = Ident::new(&name.to_string(), span);
            quote_spanned!(span=> #runtime::of_copied_floats!(#name);)
        }
        Claim::Floats { param, bounds, methods, span } => {
            bounded((param, bounds), *methods, *span, runtime)
        }
        Claim::Macro(path) => of_macro(path, runtime),
        Claim::Joining(path) => of_macro_in(path, &quote_spanned!(path.span()=> ::itertools)),
        Claim::Itertools(name) => of_itertools(name, runtime),
    }
}

/// That a macro is std's, as an item.
pub fn of_macro(path: &syn::Path, runtime: &syn::Path) -> TokenStream {
    of_macro_in(path, &quote_spanned!(path.span()=> #runtime::private::macros))
}

/// That a macro is one of those in a module.
fn of_macro_in(path: &syn::Path, module: &TokenStream) -> TokenStream {
    let span = path.span().resolved_at(Span::mixed_site());
    let last = path.segments.last().map(|last| &last.ident);
    // A path is imported around the block: its name is what competes.
    let import = (path.segments.len() > 1).then(|| quote_spanned!(span=> use #path;));
    quote_spanned! {span=>
        {
            #import
            {
                use #module::*;
                use #last as _;
            }
        }
    }
}

/// That a method of an iterator is that of `itertools`: with its trait in scope beside, it is the same one. Another trait's would be ambiguous then; and where the crate's wasn't in scope
/// before, no other method could result in its type.
fn of_itertools(name: &Ident, runtime: &syn::Path) -> TokenStream {
    let span = name.span().resolved_at(Span::mixed_site());
    let probe = library::probe(&name.to_string()).unwrap_or_default();
    let probe: TokenStream = probe.parse().unwrap_or_default();
    let probe: TokenStream = probe
        .into_iter()
        .map(|mut token| {
            token.set_span(span);
            token
        })
        .collect();
    quote_spanned! {span=>
        {
            let own = |items: #runtime::private::NoItems| items.#probe;
            let known = {
                use ::itertools::Itertools as _;
                |items: #runtime::private::NoItems| items.#probe
            };
            #runtime::private::same_result(own, known);
        }
    }
}

/// That a type parameter with these bounds has methods of floats'.
fn bounded(
    (param, bounds): (&Ident, &[syn::TypeParamBound]),
    methods: Methods,
    span: Span,
    runtime: &syn::Path,
) -> TokenStream {
    let span = span.resolved_at(Span::mixed_site());
    let asked = match methods {
        Methods::Common => quote_spanned!(span=> has_common_methods),
        Methods::OfFloat => quote_spanned!(span=> has_float_methods),
        Methods::OfReal => quote_spanned!(span=> has_real_methods),
    };
    // The derivatives' own bounds say more of it than the user's.
    quote_spanned! {span=>
        {
            fn bounded<#param: #(#bounds)+*>() {
                use #runtime::private::{ByFloat as _, ByNoBound as _, ByOtherReal as _, ByReal as _};
                (&&&&#runtime::private::Bounded::<#param>::new()).#asked();
            }
        }
    }
}
