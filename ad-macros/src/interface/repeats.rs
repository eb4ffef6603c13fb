//! Whether a method may be called again, said by a type: for those who have a value in a field, and can't write its type.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};

use super::header::Header;
use crate::signature::Param;

/// `fn repeats(&self)`: the same by the type of a result, for those who have a value and can't write its type.
pub(super) fn method(header: &Header) -> Option<TokenStream> {
    let signature = header.signature;
    let self_ty = signature.self_ty.as_ref()?;
    if !signature.params.iter().any(Param::is_self) {
        return None;
    }
    let (vis, name, runtime) = (header.vis(), header.name("repeats"), header.runtime);
    let (constant, captures) = (header.name("REPEATABLE"), captures(header));
    let (start, types, clause) = signature.generics_around.split_for_impl();
    let turbofish = types.as_turbofish();
    Some(quote_spanned! {Span::mixed_site()=>
        #[doc(hidden)]
        #[inline]
        #vis fn #name(&self) -> impl #runtime::private::Repeating + #captures {
            struct Said #start (::core::marker::PhantomData<#self_ty>) #clause;
            impl #start #runtime::private::Repeating for Said #types #clause {
                const REPEATABLE: bool = <#self_ty>::#constant;
            }
            Said #turbofish (::core::marker::PhantomData)
        }
    })
}

/// The parameters of the block around: all that a result holds which has nothing of the receiver.
fn captures(header: &Header) -> TokenStream {
    let names = header.signature.generics_around.params.iter().map(|param| match param {
        syn::GenericParam::Lifetime(param) => param.lifetime.to_token_stream(),
        syn::GenericParam::Type(param) => param.ident.to_token_stream(),
        syn::GenericParam::Const(param) => param.ident.to_token_stream(),
    });
    quote_spanned!(Span::mixed_site()=> use<#(#names),*>)
}
