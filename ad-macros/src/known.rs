//! Types of which only rustc knows whether they have tangents, and how they are asked for those.
//!
//! ```text
//! <Vec<Model> as private::HasTangent<{ <Model as private::Differentiable>::KNOWN }>>::Tangent
//! ```
//! In a type, a constant that can't be made out is an error that rustc says once and is silent about ever after: if a `Model` has
//! no tangent, nothing is said of what is made of that tangent. All such types stand at the user's own, so that rustc says it once for
//! all of them. A constant may mention no generics, so what depends on these is asked for by `Differentiable` itself.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::spanned::Spanned;

use crate::spans::marked;
use crate::ty::{argument, peel};

/// The trait to ask for a tangent by, at this place: of a type in which these, of which nothing depends on generics, may have none.
pub fn having_tangents(parts: &[syn::Type], runtime: &syn::Path, place: Span) -> TokenStream {
    let place = place.resolved_at(Span::mixed_site());
    match parts.is_empty() {
        true => quote_spanned!(place=> #runtime::private::Point),
        false => {
            let proof = proof(parts, runtime);
            quote_spanned!(place=> #runtime::private::HasTangent<#proof>)
        }
    }
}

/// The constant, true, that these have tangents.
pub fn proof(parts: &[syn::Type], runtime: &syn::Path) -> TokenStream {
    let known = parts.iter().map(|ty| {
        let (place, ty) = (ty.span().resolved_at(Span::mixed_site()), marked(ty.to_token_stream()));
        quote_spanned!(place=> <#ty as #runtime::private::Point>::KNOWN)
    });
    match parts.is_empty() {
        true => quote_spanned!(Span::mixed_site()=> true),
        false => quote_spanned!(Span::mixed_site()=> { #(#known)&&* }),
    }
}

/// The same where people read it: what is longer than a name documentation leaves out, `Tangent<Spring, { _ }>`.
pub fn shown_proof(parts: &[syn::Type], runtime: &syn::Path) -> TokenStream {
    let proof = proof(parts, runtime);
    quote_spanned!(Span::mixed_site()=> { true && #proof })
}

/// The parts of a type that may have no tangents, as far as one sees.
pub fn doubtful(ty: &syn::Type) -> Vec<&syn::Type> {
    match peel(ty) {
        syn::Type::Reference(ty) => doubtful(&ty.elem),
        syn::Type::Slice(ty) => doubtful(&ty.elem),
        syn::Type::Array(ty) => doubtful(&ty.elem),
        syn::Type::Tuple(ty) => ty.elems.iter().flat_map(doubtful).collect(),
        syn::Type::Path(path) => {
            let Some(last) = path.path.segments.last() else { return vec![ty] };
            match (&*last.ident.to_string(), argument(last)) {
                ("Vec" | "Option" | "Box" | "Cow" | "Result", Some(item)) => match peel(item) {
                    syn::Type::TraitObject(_) => vec![ty],
                    _ => doubtful(item),
                },
                (name, None) if PLAIN.contains(&name) => Vec::new(),
                _ => vec![ty],
            }
        }
        _ => vec![ty],
    }
}

/// The types of std that are seen to have tangents.
const PLAIN: &[&str] = &[
    "f64", "f32", "bool", "char", "String", "u8", "u16", "u32", "u64", "u128", "usize", "i8",
    "i16", "i32", "i64", "i128", "isize",
];
