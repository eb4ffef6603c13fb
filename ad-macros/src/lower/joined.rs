//! `izip!` and `iproduct!` of what is differentiated, as chains of iterators.
//!
//! ```text
//! izip!(a, b, c)          (0usize..).zip(a).zip(b).zip(c)  and then tuples of three in the place of pairs
//! ```
//!
//! In: a macro, by its name. Out: the chain, whose last method no one can write: it carries the macro's path, of which rustc finds whose it is. The number in front makes
//! operands of all iterators, as the macro takes them. Deliberately absent: constant ones, which are the user's own code.

use proc_macro2::{Ident, Span};
use quote::ToTokens;
use syn::parse::Parser;
use syn::punctuated::Punctuated;

use crate::library::{self, Adapter};

/// What the macro of this path joins its operands by.
fn joins(path: &syn::Path) -> Option<Adapter> {
    library::joins_iterators(&path.segments.last()?.ident.to_string())
}

/// Whether a macro joins iterators, by its name.
pub(super) fn is_joining(path: &syn::Path) -> bool {
    joins(path).is_some()
}

/// The chain that a macro stands for.
pub(super) fn chain(mac: &syn::Macro) -> Option<syn::Expr> {
    let adapter = joins(&mac.path)?;
    let operands = Punctuated::<syn::Expr, syn::Token![,]>::parse_terminated;
    let operands = operands.parse2(mac.tokens.clone()).ok().filter(|of| !of.is_empty())?;
    let span = mac.path.segments.last()?.ident.span();
    let method = Ident::new(library::name_of_adapter(adapter), span.resolved_at(Span::call_site()));
    let begin: syn::Expr = match adapter {
        Adapter::Zip => syn::parse_quote!((0usize..)),
        _ => syn::parse_quote!((0usize..1usize)),
    };
    let joined = operands.iter().fold(begin, |before, operand| {
        let mut call: syn::ExprMethodCall = syn::parse_quote!(#before.#method(#operand));
        call.attrs = written(&mac.path);
        syn::Expr::MethodCall(call)
    });
    let name = library::name_of_adapter(Adapter::Tuples);
    let name = Ident::new(name, span.resolved_at(Span::mixed_site()));
    let mut call: syn::ExprMethodCall = syn::parse_quote!(#joined.#name());
    call.attrs = written(&mac.path);
    Some(syn::Expr::MethodCall(call))
}

fn written(path: &syn::Path) -> Vec<syn::Attribute> {
    vec![syn::parse_quote!(#[#path])]
}

/// The macro that a call was made of; expressions have no attributes elsewhere.
pub(super) fn written_as(call: &syn::ExprMethodCall) -> Option<&syn::Path> {
    Some(call.attrs.first()?.path()).filter(|path| is_joining(path))
}

/// The macro whose tuples a call makes, and how many operands it has.
pub(super) fn tuples(call: &syn::ExprMethodCall) -> Option<(&syn::Path, usize)> {
    fn operands(expr: &syn::Expr) -> usize {
        match expr {
            syn::Expr::MethodCall(call) => 1 + operands(&call.receiver),
            _ => 0,
        }
    }
    let path = written_as(call).filter(|_| call.args.is_empty())?;
    Some((path, operands(&call.receiver)))
}

/// Whether constant code is such a macro.
pub(super) fn is_macro(tokens: &proc_macro2::TokenStream) -> Option<syn::Path> {
    match syn::parse2(tokens.to_token_stream()) {
        Ok(syn::Expr::Macro(call)) => Some(call.mac.path).filter(is_joining),
        _ => None,
    }
}
