//! Functions of traits that say something by being there: rustc looks after it that a trait and its implementations agree.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote_spanned};

use crate::configured::under;
use crate::methods::{Derivatives, Method};

/// What each `impl` has to have, and has by the attribute. Its name is what rustc says.
pub fn marker() -> Ident {
    Ident::new("differentiate_the_trait_and_each_impl", Span::mixed_site())
}

/// In a trait, a function for each one without derivatives; an `impl` where that has none overrides it. So a trait's derivatives can't stay those
/// of a method that is overridden by one without.
pub fn without_derivatives(method: &Method) -> TokenStream {
    if method.derivatives == Derivatives::Some {
        return TokenStream::new();
    }
    let name = method.signature.ident.to_string();
    let name = format_ident!(
        "{}_has_no_derivatives_in_the_trait",
        name.trim_start_matches("r#"),
        span = method.signature.ident.span().resolved_at(Span::mixed_site())
    );
    let sized = method.signature.stands.is_in_trait();
    let sized =
        sized.then(|| quote_spanned!(Span::mixed_site()=> where Self: ::core::marker::Sized));
    let cfgs: Vec<_> = method.cfgs.iter().map(ToTokens::to_token_stream).collect();
    let function = quote_spanned! {Span::mixed_site()=>
        #[doc(hidden)]
        fn #name() #sized {}
    };
    under(&cfgs, method.configuration.only(function))
}
