//! The objects of a trait with derivatives, `#[differentiate(dyn)] trait Layer`.
//!
//! ```text
//! trait Layer { .. fn differentiate_dyn_on_each_impl(&self) -> &<dyn Layer as Erased>::Object; .. }
//!
//! trait LayerObject { fn forward_pullback_object(&self, ..) -> (.., Box<dyn FnOnce(.., Option<&mut DynTangent>, ..)>); .. }
//! impl<T: Layer + Differentiable> LayerObject for T { .. }
//! impl Erased for dyn Layer { type Object = dyn LayerObject; }
//! impl Differentiable for dyn Layer { type Tangent = DynTangent; .. }
//! impl Layer for Box<dyn Layer> { .. }
//! ```
//! A trait behind the user's has the derivatives in a form that objects can have: all is boxed. Every type that implements the user's trait implements it, by what it has
//! anyway. What is missing is the way from a `dyn Layer` to a `dyn LayerObject`, which only an `impl` can go, where the type is known; the name of the one is found by that of the
//! other ([`Erased`](../../ad_runtime/private/trait.Erased.html)). Pointers to objects implement the user's trait themselves, and their derivatives are those of what they point to; so callers
//! see no difference.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::visit_mut::VisitMut;

use super::StripHelpers;
use super::marks::{marker, without_derivatives};
use crate::args::Config;
use crate::configured::under;
use crate::diag::Diagnostics;
use crate::interface::{self, Object, Proofs};
use crate::methods::{self, Derivatives, Method, is_of_objects};
use crate::unsupported;

/// The ways from an object to that of the trait behind, as a trait demands them.
pub fn demanded(config: &Config, item: &syn::ItemTrait) -> Vec<syn::TraitItem> {
    let ident = &item.ident;
    let of = quote!(#ident);
    let functions = [false, true].map(|mutable| way(config, &of, mutable));
    let functions = functions.map(|function| syn::TraitItem::Verbatim(quote!(#function;)));
    functions.into_iter().collect()
}

/// The same in an `impl` of the trait.
pub fn gone(config: &Config, of: &syn::Path) -> Vec<syn::ImplItem> {
    let of = quote!(#of);
    let functions = [false, true].map(|mutable| way(config, &of, mutable));
    let with_body = |function| quote_spanned!(Span::mixed_site()=> #function { self });
    functions.into_iter().map(|function| syn::ImplItem::Verbatim(with_body(function))).collect()
}

fn way_name(mutable: bool) -> Ident {
    let name = match mutable {
        false => "differentiate_dyn_on_each_impl",
        true => "differentiate_dyn_on_each_impl_mut",
    };
    Ident::new(name, Span::mixed_site())
}

fn way(config: &Config, of: &TokenStream, mutable: bool) -> TokenStream {
    let (runtime, name) = (&config.runtime, way_name(mutable));
    let mutable = mutable.then(|| quote!(mut));
    quote_spanned! {Span::mixed_site()=>
        #[doc(hidden)]
        fn #name<'s, 'o>(&'s #mutable self) -> &'s #mutable <dyn #of + 'o as #runtime::private::Erased>::Object
        where
            Self: 'o
    }
}

/// Says which of a trait's items keep it from having objects with derivatives.
pub fn complain(diagnostics: &mut Diagnostics, item: &syn::ItemTrait) {
    if !item.generics.params.is_empty() {
        diagnostics.error(&item.generics, unsupported::OBJECTS_OF_GENERICS);
    }
    for item in &item.items {
        match item {
            syn::TraitItem::Fn(function)
                if !is_of_objects(function) && function.default.is_none() =>
            {
                diagnostics.error(&function.sig.ident, unsupported::NOT_OF_OBJECTS);
            }
            syn::TraitItem::Type(item) => {
                diagnostics.error(&item.ident, unsupported::OBJECTS_OF_GENERICS);
            }
            syn::TraitItem::Const(item) => {
                diagnostics.error(&item.ident, unsupported::OBJECTS_OF_GENERICS);
            }
            _ => {}
        }
    }
}

/// What stands beside a trait whose objects have derivatives, given the trait as the user wrote it.
pub fn beside(config: &Config, item: &syn::ItemTrait) -> TokenStream {
    let of = &item.ident;
    let behind = format_ident!("{}Object", of, span = of.span().resolved_at(Span::mixed_site()));
    let objects = objects(config, item, &behind);
    let changes = item.items.iter().any(|item| match item {
        syn::TraitItem::Fn(function) => is_of_objects(function) && changes(&function.sig),
        _ => false,
    });
    let behind_it = trait_behind(config, item, &behind, &objects);
    let of_objects = of_objects(config, of, &behind);
    let boxed = pointer(config, item, &objects, true);
    let shared = (!changes).then(|| pointer(config, item, &objects, false));
    quote!(#behind_it #of_objects #boxed #shared)
}

/// The methods of the objects that have derivatives.
fn objects(config: &Config, item: &syn::ItemTrait, behind: &Ident) -> Vec<(Method, Object)> {
    let of = &item.ident;
    // What is wrong is said of the trait's own functions.
    let mut diagnostics = Diagnostics::default();
    let methods = methods::of_objects(&mut diagnostics, config, item);
    diagnostics.forget();
    let methods = methods.into_iter().filter(|method| method.derivatives != Derivatives::None);
    let objects = methods.filter_map(|mut method| {
        if let Some(diagnostics) = method.diagnostics.take() {
            diagnostics.forget();
        }
        method.signature.boxed = true;
        let is_mut = changes(&method.item.sig);
        let way = way_name(is_mut);
        let mutable = is_mut.then(|| quote!(mut));
        let this = &method.signature.params.first()?.name;
        let object = quote_spanned! {Span::mixed_site()=>
            <dyn #of + '_ as #of>::#way(& #mutable **#this)
        };
        let names = (&quote!(#of), &quote!(#behind), &object);
        let object = interface::object(&method.config, &method.signature, names);
        Some((method, object))
    });
    objects.collect()
}

/// The trait behind the objects, which has a function for each of their derivatives; every type that implements the user's implements it.
fn trait_behind(
    config: &Config,
    item: &syn::ItemTrait,
    behind: &Ident,
    objects: &[(Method, Object)],
) -> TokenStream {
    let (runtime, of, vis) = (&config.runtime, &item.ident, &item.vis);
    let declared = objects.iter().map(|(method, object)| configured(method, &object.declared));
    let implemented =
        objects.iter().map(|(method, object)| configured(method, &object.implemented));
    let allowed = quote_spanned! {Span::mixed_site()=>
        #[allow(unused, nonstandard_style, private_interfaces, private_bounds, missing_docs)]
        #[allow(clippy::all, clippy::pedantic)]
    };
    quote_spanned! {Span::mixed_site()=>
        #allowed
        #[doc(hidden)]
        #vis trait #behind {
            fn ad_zero_tangent(&self) -> #runtime::private::DynTangent;
            fn ad_listed(&self, visitor: &mut #runtime::private::Visitor<'_>);
            fn ad_replaced<'o>(&self, visitor: &mut #runtime::private::Visitor<'_>)
                -> ::std::boxed::Box<dyn #of + 'o>
            where
                Self: 'o;
            fn ad_move_along(&mut self, factor: f64, tangent: &#runtime::private::DynTangent)
                -> ::std::result::Result<(), #runtime::private::Misfit>;
            fn ad_change_coordinates(&mut self, change: &mut dyn ::std::ops::FnMut(f64) -> f64);
            #(#declared)*
        }
        #allowed
        impl<T> #behind for T
        where
            T: #of + #runtime::private::CheckedPoint<true>,
            <T as #runtime::private::Differentiable>::Tangent: 'static,
        {
            fn ad_zero_tangent(&self) -> #runtime::private::DynTangent {
                #runtime::private::DynTangent::ad_new(#runtime::private::zero_like(self))
            }
            fn ad_listed(&self, visitor: &mut #runtime::private::Visitor<'_>) {
                #runtime::private::Listed::listed(self, visitor)
            }
            fn ad_replaced<'o>(&self, visitor: &mut #runtime::private::Visitor<'_>)
                -> ::std::boxed::Box<dyn #of + 'o>
            where
                Self: 'o,
            {
                ::std::boxed::Box::new(#runtime::private::Coordinates::replaced(self, visitor))
            }
            fn ad_move_along(&mut self, factor: f64, tangent: &#runtime::private::DynTangent)
                -> ::std::result::Result<(), #runtime::private::Misfit>
            {
                #runtime::private::moved_object(self, factor, tangent)
            }
            fn ad_change_coordinates(&mut self, change: &mut dyn ::std::ops::FnMut(f64) -> f64) {
                #runtime::private::changed_object(self, change)
            }
            #(#implemented)*
        }
    }
}

/// Tangents of the objects, and what `check` needs of them.
fn of_objects(config: &Config, of: &Ident, behind: &Ident) -> TokenStream {
    let (runtime, way, way_mut) = (&config.runtime, way_name(false), way_name(true));
    let moved = moved(config, of, behind);
    quote_spanned! {Span::mixed_site()=>
        impl<'o> #runtime::private::Erased for dyn #of + 'o {
            type Object = dyn #behind + 'o;

            fn ad_object(&self) -> &(dyn #behind + 'o) {
                #of::#way(self)
            }
            fn ad_object_mut(&mut self) -> &mut (dyn #behind + 'o) {
                #of::#way_mut(self)
            }
        }
        #[diagnostic::do_not_recommend]
        impl<'o, T> #runtime::private::ObjectOf<T> for dyn #of + 'o
        where
            T: #of + #runtime::private::CheckedPoint<true> + 'o,
            <T as #runtime::private::Differentiable>::Tangent: 'static,
        {
            type Tangent = <T as #runtime::private::Differentiable>::Tangent;

            fn object<'v>(value: &'v T) -> &'v (dyn #of + 'o) {
                value
            }
            fn with_bar<R>(
                bar: ::std::option::Option<&mut Self::Tangent>,
                run: impl ::std::ops::FnOnce(
                    ::std::option::Option<&mut #runtime::private::DynTangent>,
                ) -> R,
            ) -> R {
                #runtime::private::DynTangent::ad_around(bar, run)
            }
            fn dot(dot: &Self::Tangent) -> ::std::borrow::Cow<'_, #runtime::private::DynTangent> {
                let dot = ::std::clone::Clone::clone(dot);
                ::std::borrow::Cow::Owned(#runtime::private::DynTangent::ad_new(dot))
            }
        }
        #[diagnostic::do_not_recommend]
        impl<'o> #runtime::private::ObjectOf<dyn #of + 'o> for dyn #of + 'o {
            type Tangent = #runtime::private::DynTangent;

            fn object<'v>(value: &'v (dyn #of + 'o)) -> &'v (dyn #of + 'o) {
                value
            }
            fn with_bar<R>(
                bar: ::std::option::Option<&mut Self::Tangent>,
                run: impl ::std::ops::FnOnce(
                    ::std::option::Option<&mut #runtime::private::DynTangent>,
                ) -> R,
            ) -> R {
                run(bar)
            }
            fn dot(dot: &Self::Tangent) -> ::std::borrow::Cow<'_, #runtime::private::DynTangent> {
                ::std::borrow::Cow::Borrowed(dot)
            }
        }
        #[diagnostic::do_not_recommend]
        impl<'o> #runtime::private::Point for dyn #of + 'o {
            type Tangent = #runtime::private::DynTangent;

            fn zero_tangent(&self) -> #runtime::private::DynTangent {
                #behind::ad_zero_tangent(#of::#way(self))
            }
        }
        impl<'o> #runtime::private::Listed for dyn #of + 'o {
            fn listed(&self, visitor: &mut #runtime::private::Visitor<'_>) {
                #behind::ad_listed(#of::#way(self), visitor)
            }
        }
        #moved
        impl<'o> #runtime::private::Coordinates for ::std::boxed::Box<dyn #of + 'o> {
            type Owned = ::std::boxed::Box<dyn #of + 'o>;

            fn replaced(&self, visitor: &mut #runtime::private::Visitor<'_>) -> Self::Owned {
                #behind::ad_replaced(#of::#way(&**self), visitor)
            }
        }
    }
}

/// Steps along tangents, and other coordinates.
fn moved(config: &Config, of: &Ident, behind: &Ident) -> TokenStream {
    let (runtime, way_mut) = (&config.runtime, way_name(true));
    quote_spanned! {Span::mixed_site()=>
        impl<'o> #runtime::private::MovedBy<#runtime::private::DynTangent> for dyn #of + 'o {
            fn move_along(&mut self, factor: f64, tangent: &#runtime::private::DynTangent)
                -> ::std::result::Result<(), #runtime::private::Misfit>
            {
                #behind::ad_move_along(#of::#way_mut(self), factor, tangent)
            }
            fn change_coordinates(&mut self, change: &mut impl ::std::ops::FnMut(f64) -> f64) {
                #behind::ad_change_coordinates(#of::#way_mut(self), change)
            }
        }
    }
}

/// Functions of a method, in its configuration.
fn configured(method: &Method, functions: &TokenStream) -> TokenStream {
    let cfgs: Vec<_> = method.cfgs.iter().map(ToTokens::to_token_stream).collect();
    under(&cfgs, method.configuration.only(functions.clone()))
}

/// `impl Layer for Box<dyn Layer>`, or for `&dyn Layer`.
fn pointer(
    config: &Config,
    item: &syn::ItemTrait,
    objects: &[(Method, Object)],
    boxed: bool,
) -> TokenStream {
    let of = &item.ident;
    let functions = item.items.iter().filter_map(|item| match item {
        syn::TraitItem::Fn(function) if is_of_objects(function) => Some(handed_on(of, function)),
        _ => None,
    });
    let functions: Vec<syn::ImplItemFn> = functions.collect();
    let mut block: syn::ItemImpl = match boxed {
        true => syn::parse_quote_spanned! {Span::mixed_site()=>
            impl<'p> #of for ::std::boxed::Box<dyn #of + 'p> { #(#functions)* }
        },
        false => syn::parse_quote_spanned! {Span::mixed_site()=>
            impl<'q, 'p> #of for &'q (dyn #of + 'p) { #(#functions)* }
        },
    };
    let mut diagnostics = Diagnostics::default();
    let methods = methods::of_implementation(&mut diagnostics, config, &mut block);
    diagnostics.forget();
    let (marker, ways) = (marker(), ways_of_pointer(config, of, boxed));
    let with_derivatives = |(of, _): &&(Method, Object)| of.derivatives == Derivatives::Some;
    let mut of_objects = objects.iter().filter(with_derivatives);
    let hidden = methods.into_iter().map(|mut method| {
        let Some(diagnostics) = method.diagnostics.take() else {
            return without_derivatives(&method);
        };
        diagnostics.forget();
        // They are the same methods, in the same order.
        let name = &method.item.sig.ident;
        let object = of_objects.next().filter(|(of, _)| of.item.sig.ident == *name);
        let bodies = object.map(|(_, object)| object.of_pointer.clone());
        let bodies = bodies.unwrap_or_default();
        let hidden =
            interface::interface(&method.config, &method.signature, bodies, Proofs::default());
        configured(&method, &hidden)
    });
    let hidden: TokenStream = hidden.collect();
    block.items.push(syn::ImplItem::Verbatim(quote_spanned! {Span::mixed_site()=>
        fn #marker() {}
        #ways
        #hidden
    }));
    StripHelpers.visit_item_impl_mut(&mut block);
    quote!(#block)
}

fn ways_of_pointer(config: &Config, of: &Ident, boxed: bool) -> TokenStream {
    let ways = [false, true].map(|mutable| {
        let (way, name) = (way(config, &quote!(#of), mutable), way_name(mutable));
        let body = match (mutable, boxed) {
            (true, false) => quote_spanned! {Span::mixed_site()=>
                ::core::unreachable!("nothing of it is changed")
            },
            (true, true) => quote_spanned!(Span::mixed_site()=> #of::#name(&mut **self)),
            (false, _) => quote_spanned!(Span::mixed_site()=> #of::#name(&**self)),
        };
        quote_spanned!(Span::mixed_site()=> #way { #body })
    });
    ways.into_iter().collect()
}

/// The function of a pointer: what it points to has it.
fn handed_on(of: &Ident, function: &syn::TraitItemFn) -> syn::ImplItemFn {
    let mut signature = function.sig.clone();
    let mut names = Vec::new();
    for (i, input) in signature.inputs.iter_mut().enumerate() {
        if let syn::FnArg::Typed(input) = input {
            let name = match &*input.pat {
                syn::Pat::Ident(pat) if pat.by_ref.is_none() && pat.subpat.is_none() => {
                    pat.ident.clone()
                }
                _ => format_ident!("p{i}", span = Span::mixed_site()),
            };
            *input.pat = syn::parse_quote!(#name);
            names.push(name);
        }
    }
    let is_mut = changes(&signature);
    let (name, mutable) = (signature.ident.clone(), is_mut.then(|| quote!(mut)));
    let this = signature.receiver().map(|receiver| receiver.self_token);
    let attrs = &function.attrs;
    let attrs =
        attrs.iter().filter(|attr| attr.path().is_ident("cfg") || methods::is_differentiate(attr));
    syn::parse_quote_spanned! {Span::mixed_site()=>
        #(#attrs)*
        #signature { <dyn #of + '_ as #of>::#name(& #mutable **#this, #(#names),*) }
    }
}

/// Whether a function is one by `&mut self`.
fn changes(signature: &syn::Signature) -> bool {
    let Some(receiver) = signature.receiver() else { return false };
    matches!(&receiver.kind, syn::ReceiverKind::Reference(_, _, Some(_)))
}
