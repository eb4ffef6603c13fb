//! `#[derive(Differentiable)]`: a type for the tangents of a struct or an enum, with the same fields.
//!
//! In: the item. Out: for `struct Model { weights: Vec<f64>, #[constant] name: String }`
//! ```text
//! #[derive(Clone, Debug, Default, PartialEq)]
//! struct ModelTangent { weights: <Vec<f64> as Differentiable>::Tangent, name: Constant }
//! const _: () = {
//!     impl Differentiable for Model { type Tangent = ModelTangent; .. }
//!     impl Differentiable for ModelTangent { type Tangent = Self; .. }
//!     impl TangentSpace for ModelTangent { .. }
//!     impl Coordinates for Model { .. }                // what `check` needs
//!     impl Coordinates for ModelTangent { .. }
//!     impl MovedBy<ModelTangent> for Model { .. }      // what `Parameters` needs
//!     impl MovedBy<ModelTangent> for ModelTangent { .. }
//!     impl AddRule<Model> for Model { .. }             // and other operators that are said to act by component
//! };
//! ```
//! Invariant: as for `interface`, the emitted code compiles without a warning in a strict crate. Deliberately
//! absent: knowledge of other items. What a field's type can do is asked of the trait system, in `where` clauses.

mod access;
mod bounds;
mod components;
mod construct;
mod coordinates;
mod default;
mod differentiable;
mod erase;
mod generics;
mod moved;
mod parts;
mod place;
mod read;
mod shape;
mod space;
mod std_traits;
mod tangent_type;

use proc_macro2::TokenStream;
use quote::quote;

use crate::diag::Diagnostics;
use shape::Shape;

/// The expansion of `#[derive(Differentiable)]`; after an error too, so that no secondary errors follow.
pub fn expand(item: TokenStream) -> TokenStream {
    let item = match syn::parse2::<syn::DeriveInput>(item) {
        Ok(item) => item,
        Err(error) => return error.into_compile_error(),
    };
    let mut diagnostics = Diagnostics::default();
    let shape = read::shape(&mut diagnostics, &item);
    let errors = diagnostics.finish().err().map(syn::Error::into_compile_error);
    let items = shape.map(|shape| items(&shape));
    quote!(#errors #items)
}

fn items(shape: &Shape) -> TokenStream {
    let tangent = shape.has_tangent_type().then(|| tangent_type::definition(shape));
    let repeatable = default::repeatable(shape);
    let impls = match shape.has_tangent_type() {
        true => [
            differentiable::impls(shape),
            space::implementation(shape),
            std_traits::impls(shape),
            coordinates::impls(shape),
            moved::impls(shape),
            access::methods(shape),
            construct::implementation(shape),
            components::impls(shape),
        ],
        false => [
            differentiable::of_unit_variants(shape),
            coordinates::of_unit_variants(shape),
            moved::of_unit_variants(shape),
            TokenStream::new(),
            TokenStream::new(),
            TokenStream::new(),
            TokenStream::new(),
            TokenStream::new(),
        ],
    };
    // The user's own lints are about the type that he wrote, not about its impls.
    quote! {
        #tangent
        #[allow(unused, nonstandard_style, deprecated, private_interfaces, private_bounds)]
        #[allow(clippy::all, clippy::pedantic)]
        const _: () = {
            #(#impls)*
            #repeatable
        };
    }
}
