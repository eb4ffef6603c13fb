//! Functions of a block that make a constant: no derivatives, but whether they may be called again.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use crate::args::Config;
use crate::methods::constants::Made;
use crate::signature::Signature;
use crate::{emit, interface};

/// That a call of what makes a constant may be made again, if so.
pub fn constant(config: &Config, signature: &Signature, made: &Made) -> TokenStream {
    let all = emit::repeatable(Some(&made.asked), &config.runtime);
    let constructors = made.constructors.iter().map(|path| {
        let ty = &signature.self_ty;
        let span = path.span().resolved_at(Span::mixed_site());
        // Only a constructor is a pattern.
        quote_spanned!(span=> let _ = |made: #ty| { let #path(..) = made; };)
    });
    let lists = made.lists.as_ref().map(|path| emit::of_macro(path, &config.runtime));
    interface::constant(config, signature, quote!({ #lists #(#constructors)* #all }))
}
