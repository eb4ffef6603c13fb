//! The item that is derived for: syntax to [`Shape`].
//!
//! In: `syn::DeriveInput`. Out: a [`Shape`], whole even after an error, but for a union. Invariant: every mistake is
//! reported, on its own tokens; nothing after this file complains.

use quote::format_ident;

use crate::args::{self, Config};
use crate::diag::Diagnostics;
use crate::signature::{delimited, is_constant};
use crate::ty::peel;
use crate::unsupported;

use super::erase;
use super::shape::{Field, Shape, Style, Variant};

/// Reads the item; `None` for a union.
pub fn shape(diagnostics: &mut Diagnostics, item: &syn::DeriveInput) -> Option<Shape> {
    let runtime = options(diagnostics, &item.attrs);
    refuse_constant(diagnostics, &item.attrs);
    let type_params: Vec<_> =
        item.generics.type_params().map(|param| param.ident.to_string()).collect();
    let type_params: Vec<_> = type_params.iter().map(String::as_str).collect();
    let variants = match &item.data {
        syn::Data::Struct(data) => vec![variant(diagnostics, None, &data.fields, &type_params)],
        syn::Data::Enum(data) => enum_variants(diagnostics, data, &type_params),
        syn::Data::Union(data) => {
            diagnostics.error(data.union_token, unsupported::UNION);
            return None;
        }
    };
    Some(Shape {
        name: item.ident.clone(),
        tangent: format_ident!("{}Tangent", item.ident),
        vis: item.vis.clone(),
        generics: item.generics.clone(),
        runtime,
        is_enum: matches!(item.data, syn::Data::Enum(_)),
        variants,
    })
}

fn enum_variants(
    diagnostics: &mut Diagnostics,
    data: &syn::DataEnum,
    type_params: &[&str],
) -> Vec<Variant> {
    let variants = data.variants.iter().map(|one| {
        refuse_constant(diagnostics, &one.attrs);
        refuse_options(diagnostics, &one.attrs);
        variant(diagnostics, Some(one.ident.clone()), &one.fields, type_params)
    });
    variants.collect()
}

fn variant(
    diagnostics: &mut Diagnostics,
    name: Option<syn::Ident>,
    fields: &syn::Fields,
    type_params: &[&str],
) -> Variant {
    let style = match fields {
        syn::Fields::Named(_) => Style::Named,
        syn::Fields::Unnamed(_) => Style::Tuple,
        syn::Fields::Unit => Style::Unit,
    };
    // rustc refuses `_: f64`.
    let named = |field: &syn::Field| field.ident.as_ref().is_none_or(|name| name != "_");
    let fields = fields.members().zip(fields).filter(|(_, field)| named(field));
    let fields = fields.map(|(member, field)| {
        refuse_options(diagnostics, &field.attrs);
        Field {
            member,
            vis: field.vis.clone(),
            ty: delimited(&field.ty),
            owned: delimited(&erase::owned(&field.ty, type_params)),
            constant: is_marked(diagnostics, field) || is_phantom(&field.ty),
        }
    });
    Variant { name, style, fields: fields.collect() }
}

/// Whether a field is marked `#[constant]`.
fn is_marked(diagnostics: &mut Diagnostics, field: &syn::Field) -> bool {
    let mut marked = false;
    for attribute in field.attrs.iter().filter(|attribute| is_constant(attribute)) {
        marked = true;
        if !matches!(attribute.meta, syn::Meta::Path(_)) {
            diagnostics.error(&attribute.meta, unsupported::CONSTANT_ARGUMENTS);
        }
    }
    marked
}

fn is_phantom(ty: &syn::Type) -> bool {
    let syn::Type::Path(ty) = peel(ty) else { return false };
    ty.path.segments.last().is_some_and(|last| last.ident == "PhantomData")
}

/// The runtime's path, from `#[differentiable(crate = path)]`.
fn options(diagnostics: &mut Diagnostics, attributes: &[syn::Attribute]) -> syn::Path {
    let mut config = Config::default();
    for attribute in attributes.iter().filter(|attribute| is_options(attribute)) {
        let syn::Meta::List(list) = &attribute.meta else {
            diagnostics.error(&attribute.meta, unsupported::DERIVE_OPTION);
            continue;
        };
        for option in args::options(diagnostics, list.tokens.clone()) {
            match &*args::name(&option) {
                "crate" => args::read_crate(diagnostics, &option, &mut config),
                _ => diagnostics.error(&option, unsupported::DERIVE_OPTION),
            }
        }
    }
    config.runtime
}

fn is_options(attribute: &syn::Attribute) -> bool {
    attribute.path().is_ident("differentiable")
}

fn refuse_constant(diagnostics: &mut Diagnostics, attributes: &[syn::Attribute]) {
    for attribute in attributes.iter().filter(|attribute| is_constant(attribute)) {
        diagnostics.error(&attribute.meta, unsupported::CONSTANT_NOT_A_FIELD);
    }
}

fn refuse_options(diagnostics: &mut Diagnostics, attributes: &[syn::Attribute]) {
    for attribute in attributes.iter().filter(|attribute| is_options(attribute)) {
        diagnostics.error(&attribute.meta, unsupported::DERIVE_OPTION_PLACE);
    }
}
