//! Functions of traits that say something by being there: rustc looks after it that a trait and its implementations agree.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};

use crate::configured::under;
use crate::ir::paths::plain;
use crate::kind::Kind;
use crate::methods::{Derivatives, Method};
use crate::signature::{Param, Signature, Stands};
use crate::spans;
use crate::ty::holds_opaque;

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

/// In an `impl`: that calls of the method, which may as well mean one of the type's own, find the derivatives of the one that they mean. Std's methods of
/// numbers the derivatives know themselves.
pub fn of_one_block(signature: &Signature, runtime: &syn::Path) -> TokenStream {
    let (ident, mark) = (&signature.ident, signature.derivative("marked"));
    let is_generic = signature.generics.type_params().next().is_some()
        || signature.params.iter().any(|param| holds_opaque(&param.ty));
    let is_number = signature.self_ty.as_ref().is_none_or(|ty| Kind::of(ty).is_settled());
    let is_method = signature.params.iter().any(Param::is_self);
    let (Some(of), Stands::InImplementation) = (&signature.self_trait, signature.stands) else {
        return TokenStream::new();
    };
    if is_generic || is_number || !is_method {
        return TokenStream::new();
    }
    let span = ident.span().resolved_at(Span::mixed_site());
    let (imported, private) = (plain(of), quote!(#runtime::private));
    // At the method.
    let agree = spans::at(
        span,
        quote_spanned! {Span::mixed_site()=>
            #private::agree(
                #private::pair(Self::#ident, <Self as #of>::#ident).which(),
                #private::pair(Self::#mark, <Self as #of>::#mark).which(),
            )
        },
    );
    quote_spanned! {Span::mixed_site()=>
        let _ = || {
            use #imported as _;
            use #private::Apart as _;
            #agree;
        };
    }
}
