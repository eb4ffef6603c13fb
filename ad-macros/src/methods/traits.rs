//! The functions of a trait with derivatives, and those of an `impl` of one.
//!
//! In: the trait or the block. Out: a [`Method`] for each function. Both have to come to the same signatures, each without seeing the other: types are
//! taken as they are written, and nothing is read off a body.

use super::{Associated, Derivatives, Method, names_of, of_functions};
use crate::args::Config;
use crate::diag::Diagnostics;
use crate::interface::name_elided_of_block;
use crate::signature::{Around, Param, Signature, Stands};
use crate::ty::{holds_opaque, peel};
use crate::unsupported;

/// The functions of a trait.
pub fn of_trait(
    diagnostics: &mut Diagnostics,
    config: &Config,
    item: &syn::ItemTrait,
) -> Vec<Method> {
    let functions = item.items.iter().filter_map(|item| match item {
        syn::TraitItem::Fn(function) => Some(as_in_block(function)),
        _ => None,
    });
    let functions: Vec<_> = functions.collect();
    let (ident, (_, arguments, _)) = (&item.ident, item.generics.split_for_impl());
    let around = Around {
        stands: Stands::InTrait { provided: true },
        self_ty: Some(syn::parse_quote!(Self)),
        self_trait: Some(syn::parse_quote!(#ident #arguments)),
        generics: item.generics.clone(),
        moved: syn::Generics::default(),
        names: functions.iter().map(|(function, _)| function.sig.ident.clone()).collect(),
        ..Around::default()
    };
    of_functions(diagnostics, config, &functions, (&around, &Associated::default()))
}

/// The functions of a trait that its objects have, as they stand in the trait behind these.
pub fn of_objects(
    diagnostics: &mut Diagnostics,
    config: &Config,
    item: &syn::ItemTrait,
) -> Vec<Method> {
    let functions = item.items.iter().filter_map(|item| match item {
        syn::TraitItem::Fn(function) if is_of_objects(function) => {
            Some((as_in_block(function).0, Stands::InObject))
        }
        _ => None,
    });
    let functions: Vec<_> = functions.collect();
    let ident = &item.ident;
    let around = Around {
        stands: Stands::InObject,
        self_ty: Some(syn::parse_quote!(Self)),
        self_trait: Some(syn::parse_quote!(#ident)),
        ..Around::default()
    };
    of_functions(diagnostics, config, &functions, (&around, &Associated::default()))
}

/// Whether a function can be called on an object of its trait.
pub fn is_of_objects(function: &syn::TraitItemFn) -> bool {
    let signature = &function.sig;
    let is_by_reference =
        |receiver: &syn::Receiver| matches!(receiver.kind, syn::ReceiverKind::Reference(..));
    let is_of_types = |param: &syn::GenericParam| !matches!(param, syn::GenericParam::Lifetime(_));
    let is_opaque = |input: &syn::FnArg| match input {
        syn::FnArg::Typed(input) => holds_opaque(&input.ty),
        syn::FnArg::Receiver(_) => false,
    };
    signature.receiver().is_some_and(is_by_reference)
        && !signature.generics.params.iter().any(is_of_types)
        && signature.generics.where_clause.is_none()
        && !signature.inputs.iter().any(is_opaque)
}

/// A function as it would stand in an `impl`, without code if it has none.
fn as_in_block(function: &syn::TraitItemFn) -> (syn::ImplItemFn, Stands) {
    let provided = function.default.is_some();
    let function = syn::ImplItemFn {
        attrs: function.attrs.clone(),
        vis: syn::Visibility::Inherited,
        modifiers: Default::default(),
        sig: function.sig.clone(),
        block: function.default.clone().unwrap_or_else(|| syn::parse_quote!({})),
    };
    (function, Stands::InTrait { provided })
}

/// The functions of an `impl`, whose elided lifetimes get names: what is emitted there has to mention them.
pub fn of_implementation(
    diagnostics: &mut Diagnostics,
    config: &Config,
    block: &mut syn::ItemImpl,
) -> Vec<Method> {
    let path = block.trait_.as_mut().map(|(path, _)| path);
    name_elided_of_block(&mut block.self_ty, path, &mut block.generics);
    let functions = block.items.iter().filter_map(|item| match item {
        syn::ImplItem::Fn(item) => Some((item.clone(), Stands::InImplementation)),
        _ => None,
    });
    let functions: Vec<_> = functions.collect();
    let around = Around {
        stands: Stands::InImplementation,
        self_ty: Some((*block.self_ty).clone()),
        self_trait: block.trait_.as_ref().map(|(path, _)| path.clone()),
        generics: block.generics.clone(),
        moved: syn::Generics::default(),
        names: names_of(block),
        ..Around::default()
    };
    for item in &block.items {
        if let syn::ImplItem::Macro(item) = item {
            diagnostics.error(item, unsupported::MACRO_IN_IMPLEMENTATION);
        }
    }
    let methods = of_functions(diagnostics, config, &functions, (&around, &Associated::default()));
    let is_of_reference = matches!(peel(&block.self_ty), syn::Type::Reference(_));
    for method in methods.iter().filter(|method| method.derivatives == Derivatives::Some) {
        let receiver = method.item.sig.receiver();
        if let (true, Some(receiver)) = (is_of_reference && takes_self(&method.signature), receiver)
        {
            diagnostics.error(receiver, unsupported::SELF_OF_REFERENCE);
        }
    }
    methods
}

fn takes_self(signature: &Signature) -> bool {
    signature.params.iter().any(Param::takes_self)
}
