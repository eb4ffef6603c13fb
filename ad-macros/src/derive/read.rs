//! The item that is derived for: syntax to [`Shape`].
//!
//! In: `syn::DeriveInput`. Out: a [`Shape`], whole even after an error, but for a union. Invariant: every mistake is
//! reported, on its own tokens; nothing after this file complains.

use quote::format_ident;
use syn::parse::ParseStream;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;

use crate::args::{self, Config};
use crate::diag::Diagnostics;
use crate::signature::{delimited, is_constant};
use crate::ty::peel;
use crate::unsupported;

use super::erase;
use super::shape::{Acting, Field, Shape, Style, Variant};

/// Reads the item; `None` for a union.
pub fn shape(diagnostics: &mut Diagnostics, item: &syn::DeriveInput) -> Option<Shape> {
    let Options { runtime, derives, acting, repeats_default, circle } =
        options(diagnostics, &item.attrs);
    refuse_constant(diagnostics, &item.attrs);
    let type_params: Vec<_> =
        item.generics.type_params().map(|param| param.ident.to_string()).collect();
    let type_params: Vec<_> = type_params.iter().map(String::as_str).collect();
    let (name, (_, arguments, _)) = (&item.ident, item.generics.split_for_impl());
    let of = (&syn::parse_quote!(#name #arguments), type_params.as_slice());
    let variants = match &item.data {
        syn::Data::Struct(data) => {
            vec![variant(diagnostics, None, &data.fields, of)]
        }
        syn::Data::Enum(data) => enum_variants(diagnostics, data, of),
        syn::Data::Union(data) => {
            diagnostics.error(data.union_token, unsupported::UNION);
            return None;
        }
    };
    let is_enum = matches!(item.data, syn::Data::Enum(_));
    if let Some((_, first)) = acting.first().filter(|_| is_enum) {
        diagnostics.error(first, unsupported::ACTING_ON_ENUM);
    }
    let acting = acting.iter().filter(|_| !is_enum);
    let shape = Shape {
        name: item.ident.clone(),
        tangent: format_ident!("{}Tangent", item.ident),
        vis: item.vis.clone(),
        generics: item.generics.clone(),
        runtime,
        derives,
        acting: acting.map(|(acting, option)| (acting.clone(), option.span())).collect(),
        repeats_default,
        circle,
        is_enum,
        variants,
    };
    // One cause, one error.
    if let Some(first) = shape.derives.first().filter(|_| !shape.has_tangent_type()) {
        diagnostics.error(first, unsupported::DERIVE_WITHOUT_TANGENT);
    }
    Some(shape)
}

fn enum_variants(
    diagnostics: &mut Diagnostics,
    data: &syn::DataEnum,
    of: (&syn::Type, &[&str]),
) -> Vec<Variant> {
    let variants = data.variants.iter().map(|one| {
        refuse_constant(diagnostics, &one.attrs);
        refuse_options(diagnostics, &one.attrs);
        variant(diagnostics, Some(one.ident.clone()), &one.fields, of)
    });
    variants.collect()
}

fn variant(
    diagnostics: &mut Diagnostics,
    name: Option<syn::Ident>,
    fields: &syn::Fields,
    (itself, type_params): (&syn::Type, &[&str]),
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
            owned: delimited(&erase::owned(&erase::named(&field.ty, itself), type_params)),
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

/// What `#[differentiable(..)]` on the item says.
struct Options {
    /// The runtime's path.
    runtime: syn::Path,
    /// What is derived for the tangent.
    derives: Vec<syn::Path>,
    /// What acts by component, and where that is said.
    acting: Vec<(Acting, syn::Meta)>,
    /// Whether its `Default` gives the same each time.
    repeats_default: bool,
    /// Which types contain it again.
    circle: Vec<syn::Ident>,
}

fn options(diagnostics: &mut Diagnostics, attributes: &[syn::Attribute]) -> Options {
    let mut config = Config::default();
    let (mut derives, mut acting, mut circle) = (Vec::new(), Vec::new(), Vec::new());
    let mut repeats_default = false;
    for attribute in attributes.iter().filter(|attribute| is_options(attribute)) {
        let syn::Meta::List(list) = &attribute.meta else {
            diagnostics.error(&attribute.meta, unsupported::DERIVE_OPTION);
            continue;
        };
        for option in args::options(diagnostics, list.tokens.clone()) {
            match &*args::name(&option) {
                "crate" => args::read_crate(diagnostics, &option, &mut config),
                "derive" => match traits(&option) {
                    Some(traits) => derives.extend(traits),
                    None => diagnostics.error(&option, unsupported::DERIVE_TRAITS),
                },
                "add" | "sub" | "neg" | "scale" => match acts(&option) {
                    Some(acts) => acting.push((acts, option)),
                    None => diagnostics.error(&option, unsupported::ACTING_ARGUMENTS),
                },
                "default" => match &option {
                    syn::Meta::Path(_) => repeats_default = true,
                    _ => diagnostics.error(&option, unsupported::DEFAULT_ARGUMENTS),
                },
                "recursive" => match types(&option) {
                    Some(types) => circle.extend(types),
                    None => diagnostics.error(&option, unsupported::RECURSIVE_ARGUMENTS),
                },
                _ => diagnostics.error(&option, unsupported::DERIVE_OPTION),
            }
        }
    }
    Options { runtime: config.runtime, derives, acting, repeats_default, circle }
}

/// The names of `recursive(Branch, Leaf)`; `None` if there are none.
fn types(option: &syn::Meta) -> Option<Punctuated<syn::Ident, syn::Token![,]>> {
    let syn::Meta::List(list) = option else { return None };
    let parser = Punctuated::parse_terminated;
    list.parse_args_with(parser).ok().filter(|types| !types.is_empty())
}

/// `add`, `sub`, `neg`, `scale` or `scale(f32)`; `None` if there are other arguments.
fn acts(option: &syn::Meta) -> Option<Acting> {
    match (&*args::name(option), option) {
        ("add", syn::Meta::Path(_)) => Some(Acting::Add),
        ("sub", syn::Meta::Path(_)) => Some(Acting::Sub),
        ("neg", syn::Meta::Path(_)) => Some(Acting::Neg),
        ("scale", syn::Meta::Path(_)) => Some(Acting::Scale(syn::parse_quote!(f64))),
        ("scale", syn::Meta::List(list)) => list.parse_args().ok().map(Acting::Scale),
        _ => None,
    }
}

/// The traits of `derive(Serialize, serde::Deserialize)`; `None` if they can't be read or there are none.
fn traits(option: &syn::Meta) -> Option<Punctuated<syn::Path, syn::Token![,]>> {
    let syn::Meta::List(list) = option else { return None };
    let parser = |input: ParseStream<'_>| {
        Punctuated::parse_terminated_with(input, syn::Path::parse_mod_style)
    };
    list.parse_args_with(parser).ok().filter(|traits| !traits.is_empty())
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
