//! What the hidden functions take as dots.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

use crate::signature::{Param, Signature, Stands};

/// `Option<&[f64]>`; for `self`, whatever callers pass, who can't know how a method takes it.
pub fn optional_dot((signature, runtime): (&Signature, &syn::Path), param: &Param) -> TokenStream {
    let of = signature.original(param);
    if of.is_self() && signature.lifted > 0 {
        // Their callers say how it is passed.
        let tangent = param.tangent();
        let dot = match (param.differentiable, of.is_mut_ref()) {
            (false, _) => quote_spanned!(Span::mixed_site()=> &()),
            (true, true) => quote_spanned!(Span::mixed_site()=> &mut #tangent),
            (true, false) => quote_spanned!(Span::mixed_site()=> &#tangent),
        };
        return quote_spanned!(Span::mixed_site()=> ::std::option::Option<#dot>);
    }
    if param.is_self() && signature.stands != Stands::InObject {
        let tangent = param.tangent();
        return match (param.differentiable, param.is_mut_ref()) {
            (false, _) => quote_spanned!(Span::mixed_site()=> impl #runtime::private::Ignored),
            (true, true) => quote_spanned! {Span::mixed_site()=>
                impl #runtime::private::ReceiverDotMut<#tangent>
            },
            (true, false) => quote_spanned! {Span::mixed_site()=>
                impl #runtime::private::ReceiverDot<#tangent>
            },
        };
    }
    let dot = match () {
        _ if param.function.is_some() => quote_spanned!(Span::mixed_site()=> ()),
        _ if param.has_tangent() => param.dot_type(),
        _ if param.is_left_constant() => {
            quote_spanned!(Span::mixed_site()=> &mut dyn #runtime::private::Cleared)
        }
        _ if !param.holds_nothing() => {
            quote_spanned!(Span::mixed_site()=> &dyn #runtime::private::Ignored)
        }
        _ => quote_spanned!(Span::mixed_site()=> ()),
    };
    quote_spanned!(Span::mixed_site()=> ::std::option::Option<#dot>)
}
