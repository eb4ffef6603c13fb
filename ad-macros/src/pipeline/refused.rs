//! What is said before anything is read: an attribute that is given twice, or to what has no derivatives, a function whose name its derivatives can't have.
//!
//! In: an item. Out: the error, at the second attribute or at the name.

use proc_macro2::TokenStream;
use quote::ToTokens;

use crate::args::Config;
use crate::diag::Diagnostics;
use crate::library;
use crate::methods::is_differentiate;
use crate::unsupported;

/// Whether an item has the attribute once more.
pub(super) fn repeated(item: &TokenStream) -> Option<TokenStream> {
    let attributes = match syn::parse2(item.clone()).ok()? {
        syn::Item::Fn(item) => item.attrs,
        syn::Item::Impl(item) => item.attrs,
        syn::Item::Trait(item) => item.attrs,
        _ => return None,
    };
    let other = attributes.iter().find(|attribute| is_differentiate(attribute))?;
    Some(syn::Error::new_spanned(other, unsupported::REPEATED).into_compile_error())
}

/// Whether the type beside a function would hide a crate, or a type of the language.
pub(super) fn is_taken(diagnostics: &mut Diagnostics, config: &Config, item: &syn::ItemFn) -> bool {
    let name = &item.sig.ident;
    let is_taken = config.name.is_none() && library::is_of_all_modules(&name.to_string());
    if is_taken {
        diagnostics.error(name, unsupported::NAME_OF_A_CRATE);
    }
    is_taken
}

/// `dump` where there are no derivatives to be written.
pub(super) fn dumps_nothing(diagnostics: &mut Diagnostics, config: &Config) {
    if let Some(option) = &config.dump {
        diagnostics.error(option, unsupported::DUMP_OF_NOTHING);
    }
}

/// The attribute on something that has no derivatives.
pub(super) fn not_a_function(item: &syn::Item) -> syn::Error {
    let tokens = item.to_token_stream();
    // The keyword and the name say enough.
    let head: TokenStream = match item {
        syn::Item::Struct(item) => item.struct_token.to_token_stream(),
        syn::Item::Enum(item) => item.enum_token.to_token_stream(),
        syn::Item::Mod(item) => item.mod_token.to_token_stream(),
        _ => tokens,
    };
    syn::Error::new_spanned(head, unsupported::NOT_A_FUNCTION)
}

/// What is said of a function whose code depends on too many conditions.
pub(super) fn too_many_configurations(name: &syn::Ident) -> TokenStream {
    let mut diagnostics = Diagnostics::default();
    diagnostics.error(name, unsupported::CONFIGURATIONS);
    diagnostics.finish().err().map(syn::Error::into_compile_error).unwrap_or_default()
}
