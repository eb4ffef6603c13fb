//! Traits with derivatives, and their implementations.
//!
//! ```text
//! trait Energy: Differentiable {
//!     fn energy(&self, x: f64) -> f64;
//!
//!     fn differentiate_the_trait_and_each_impl() where Self: Sized;
//!     fn energy_pullback(&self, x: f64) -> (f64, impl FnOnce(..)) where Self: Sized;  // and two more
//!     fn energy_grad(&self, x: f64) -> .. where Self: Sized { .. }                    // and so on
//! }
//! ```
//! The derivatives of a trait's methods are functions of the trait itself, so that each call through a bound finds them. An `impl` has the hidden ones of each method that
//! it has; all others are made of these. So an `impl` without the attribute lacks them, and what the trait provides is never about a method that an `impl` overrides: that
//! has hidden ones too, or says that the trait has none (`without_derivatives`), which rustc checks. All are for types that are `Sized`, and none is a
//! constant: the trait has objects as before.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::visit_mut::VisitMut;

use super::demands::demand;
use super::marks::{marker, without_derivatives};
use super::{StripHelpers, higher, note_functions, objects, of_method, refused};
use crate::args::{self, Config};
use crate::configured::under;
use crate::diag::Diagnostics;
use crate::interface::{self, Bodies, Owned, Proofs};
use crate::methods::{self, Derivatives, Method};
use crate::signature::Stands;
use crate::ty::peel;
use crate::{library, unsupported};

/// A trait, with the derivatives of its functions.
pub fn of_trait(args: TokenStream, mut item: syn::ItemTrait) -> TokenStream {
    let mut diagnostics = Diagnostics::default();
    let config = args::read_of_trait(&mut diagnostics, args);
    let mut of_item = Diagnostics::default();
    let methods = methods::of_trait(&mut of_item, &config, &item);
    if config.objects.is_some() {
        objects::complain(&mut of_item, &item);
    }
    // A mistake in the options leaves what implementations ask for.
    let has_objects = config.objects.is_some() && !of_item.any();
    if let Err(error) = of_item.finish() {
        diagnostics.add(error);
    }
    let objects = has_objects.then(|| objects::beside(&config, &item));
    let ways = has_objects.then(|| objects::demanded(&config, &item));
    let errors = diagnostics.finish().err().map(syn::Error::into_compile_error);
    let marker = marker();
    demand(&config, &mut item, &methods);
    item.items.push(syn::TraitItem::Verbatim(quote_spanned! {Span::mixed_site()=>
        #[doc(hidden)]
        fn #marker() where Self: ::core::marker::Sized;
    }));
    item.items.extend(methods.into_iter().map(|mut method| {
        if method.derivatives == Derivatives::Plain {
            // They call whatever an `impl` has.
            method.signature.stands = Stands::InTrait { provided: true };
        }
        let without = without_derivatives(&method);
        let derivatives = match method.signature.stands {
            Stands::InTrait { provided: false } if method.derivatives == Derivatives::Some => {
                required(method)
            }
            _ if method.derivatives != Derivatives::None => of_method(method, true),
            _ => TokenStream::new(),
        };
        syn::TraitItem::Verbatim(quote!(#without #derivatives))
    }));
    item.items.extend(ways.into_iter().flatten());
    StripHelpers.visit_item_trait_mut(&mut item);
    quote!(#item #objects #errors)
}

/// An `impl` of such a trait, with the derivatives that are to be implemented.
pub fn of_implementation(
    config: &Config,
    mut diagnostics: Diagnostics,
    mut block: syn::ItemImpl,
) -> TokenStream {
    if is_refused(&mut diagnostics, &block) {
        let errors = diagnostics.finish().err().map(syn::Error::into_compile_error);
        StripHelpers.visit_item_impl_mut(&mut block);
        // Of a type without a size rustc would say once more what is wrong.
        let block = (!has_no_size(&block)).then_some(block);
        return quote!(#block #errors);
    }
    let methods = methods::of_implementation(&mut diagnostics, config, &mut block);
    interface::bind_block(&config.runtime, &mut block.generics);
    let errors = diagnostics.finish().err().map(syn::Error::into_compile_error);
    let marker = marker();
    block.items.push(syn::ImplItem::Verbatim(quote_spanned! {Span::mixed_site()=>
        #[doc(hidden)]
        fn #marker() {}
    }));
    block.items.extend(methods.into_iter().map(|method| {
        syn::ImplItem::Verbatim(match method.derivatives {
            Derivatives::Some => of_method(method, true),
            // The trait's do for all.
            Derivatives::Plain | Derivatives::Constant | Derivatives::Lent | Derivatives::None => {
                without_derivatives(&method)
            }
        })
    }));
    if let (Some(_), Some((of, _))) = (&config.objects, &block.trait_) {
        let ways = objects::gone(config, of);
        block.items.extend(ways);
    }
    StripHelpers.visit_item_impl_mut(&mut block);
    quote!(#block #errors)
}

/// Complains about a trait of std, and about a type without a size.
fn is_refused(diagnostics: &mut Diagnostics, block: &syn::ItemImpl) -> bool {
    let is_of_std = library::implements_std(block);
    if is_of_std {
        let path = block.trait_.as_ref().map(|(path, _)| path);
        diagnostics.error(path, unsupported::TRAIT_OF_STD);
    } else if has_no_size(block) {
        diagnostics.error(&block.self_ty, unsupported::IMPL_WITHOUT_SIZE);
    }
    is_of_std || has_no_size(block)
}

fn has_no_size(block: &syn::ItemImpl) -> bool {
    matches!(peel(&block.self_ty), syn::Type::Slice(_) | syn::Type::TraitObject(_))
}

/// The derivatives of a function that a trait leaves to its implementations.
fn required(method: Method) -> TokenStream {
    let Method { config, mut signature, body, cfgs, configuration, diagnostics, .. } = method;
    note_functions(&mut signature, &config, &body);
    let mut diagnostics = diagnostics.unwrap_or_default();
    refused::dumps_nothing(&mut diagnostics, &config);
    if let Err(errors) = diagnostics.finish() {
        return errors.into_compile_error();
    }
    let bodies = Bodies {
        tangent: config.forward.then(TokenStream::new),
        pullback: config.reverse.then(TokenStream::new),
        gradient: None,
        value: signature.functions().next().is_some().then(TokenStream::new),
        owned: Owned::Body { body: TokenStream::new(), held: Vec::new() },
        repeatable: TokenStream::new(),
    };
    let higher = higher::declared(&config, &signature);
    let derivatives =
        interface::interface_with(&config, &signature, bodies, (Proofs::default(), higher));
    let cfgs: Vec<_> = cfgs.iter().map(ToTokens::to_token_stream).collect();
    under(&cfgs, configuration.only(derivatives))
}
