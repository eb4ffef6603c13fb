//! The fields of a tangent by the names of variants: what emitted code that meets a variant reads and writes.
//!
//! In: a shape. Out: for a variant `Ball { radius: f64 }`
//! ```text
//! impl ShapeTangent {
//!     fn Ball__radius(&self) -> &f64
//!     fn Ball__radius_mut(&mut self) -> &mut f64
//! }
//! ```
//! They are methods, because the tangent's type has no name where only the variant's is known, nor its generics. A struct's have
//! the struct's name: whether `Ball(r)` is a struct or a variant nobody can see.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::shape::{Field, Shape, Variant};
use super::tangent_type::field_type;
use crate::ir::names::access;

/// The methods.
pub fn methods(shape: &Shape) -> TokenStream {
    let generics = shape.tangent_generics(Vec::new());
    let (generics, arguments, clause) = generics.split_for_impl();
    let tangent = &shape.tangent;
    let variants = shape.variants.iter();
    let fields = variants.flat_map(|v| v.fields.iter().map(move |field| (v, field)));
    let methods = fields.map(|(variant, field)| method(shape, variant, field));
    let methods: Vec<_> = methods.collect();
    if methods.is_empty() {
        return TokenStream::new();
    }
    // Only generated code calls them.
    quote! {
        #[doc(hidden)]
        #[allow(missing_docs)]
        impl #generics #tangent #arguments #clause { #(#methods)* }
    }
}

fn method(shape: &Shape, variant: &Variant, field: &Field) -> TokenStream {
    let (vis, ty, member) = (&shape.vis, field_type(shape, field), &field.member);
    let name = variant.name.as_ref().unwrap_or(&shape.name);
    let [read, write] = [access(name, member, false), access(name, member, true)];
    let (read_field, write_field) = match &variant.name {
        None => (quote!(&self.#member), quote!(&mut self.#member)),
        Some(name) => {
            let field = Ident::new("field", Span::mixed_site());
            let found = quote! {
                match self {
                    Self::#name { #member: #field, .. } => #field,
                    _ => ::core::unreachable!(),
                }
            };
            (found.clone(), found)
        }
    };
    quote! {
        #[inline]
        #vis fn #read(&self) -> &#ty { #read_field }
        #[inline]
        #vis fn #write(&mut self) -> &mut #ty { #write_field }
    }
}
