//! Parameters that are references to trait objects, in the hidden functions: callers pass what becomes one, with its own tangents.
//!
//! ```text
//! fn total(m: &dyn Energy, x: f64)
//!     → fn pullback<'object: 'a, 'a, Behind1: PassedAs<dyn Energy + 'object> + ?Sized>(m: &'a Behind1, x: f64)
//! ```
//! A caller doesn't see that `&spring` becomes a `&dyn Energy`, but has the tangents of a spring. The bodies are about the object.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote_spanned};

use super::header::Header;
use super::{made, names};
use crate::kind::object;
use crate::signature::Param;
use crate::ty::peel;

/// The parameters of a hidden function that are references to objects.
#[derive(Default)]
pub struct Objects {
    all: Vec<Object>,
}

struct Object {
    name: Ident,
    bar: Ident,
    dot: Ident,
    /// `&'a (dyn Energy + 'object)`
    ty: syn::Type,
    /// `<Behind1 as PassedAs<dyn Energy + 'object>>`
    way: TokenStream,
}

impl Objects {
    /// The objects of a function, in whose header they become what callers pass. Nobody says what that is where other types are said.
    pub fn take(header: &mut Header) -> Objects {
        let (signature, runtime) = (header.signature, header.runtime);
        if signature.stands.is_of_trait() || !header.turbofish().is_empty() {
            return Objects::default();
        }
        let is_object = |param: &Param, ty: &syn::Type| {
            let named = param.pattern.is_none() && !param.mutable;
            named && param.differentiable && !param.is_mut_ref() && object(ty).is_some()
        };
        let is_any = header.types().any(|(param, ty)| is_object(param, ty));
        if !is_any {
            return Objects::default();
        }
        header.name_objects();
        let mut all = Vec::new();
        for (i, param) in signature.params.iter().enumerate() {
            let ty = header.types().nth(i).map(|(_, ty)| ty.clone());
            let Some(ty) = ty.filter(|ty| is_object(param, ty)) else { continue };
            let syn::Type::Reference(reference) = peel(&ty) else { continue };
            let behind = format_ident!("Behind{}", i + 1, span = Span::mixed_site());
            let (of, mut passed) = (&reference.elem, reference.clone());
            let of = peel(of);
            *passed.elem = syn::parse_quote!(#behind);
            // Where the object has no tangents, that is said once.
            let known = signature.proof(&param.ty, runtime);
            let passed_as = quote_spanned! {Span::mixed_site()=>
                #runtime::private::PassedAs<#of, #known>
            };
            let bound = syn::parse_quote!(#behind: #passed_as);
            let way = quote_spanned!(Span::mixed_site()=> <#behind as #passed_as>);
            let mut bounds = vec![bound];
            // What the reference to the object would say by itself.
            if let (Some(outer), syn::Type::TraitObject(object)) = (&reference.lifetime, of) {
                bounds.extend(object.bounds.iter().filter_map(|bound| match bound {
                    syn::TypeParamBound::Lifetime(inner) => Some(syn::parse_quote!(#inner: #outer)),
                    _ => None,
                }));
            }
            header.objects.push(of.clone());
            header.pass(i, syn::Type::Reference(passed), &behind, bounds);
            let (name, bar, dot) = (param.name.clone(), param.bar(), param.dot());
            all.push(Object { name, bar, dot, ty, way });
        }
        Objects { all }
    }

    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The tangent of what is passed for a parameter.
    pub fn tangent(&self, param: &Param) -> Option<TokenStream> {
        let way = &self.all.iter().find(|object| object.name == param.name)?.way;
        Some(quote_spanned!(Span::mixed_site()=> #way::Tangent))
    }

    /// What is passed, as objects.
    pub fn objects(&self) -> TokenStream {
        let objects = self.all.iter().map(|Object { name, ty, way, .. }| {
            quote_spanned!(Span::mixed_site()=> let #name: #ty = #way::object(#name);)
        });
        objects.collect()
    }

    /// The dots of what is passed, as those of objects.
    pub fn dots(&self) -> TokenStream {
        let dots = self.all.iter().map(|Object { dot, way, .. }| {
            let object = format_ident!("{}_object", dot, span = Span::mixed_site());
            quote_spanned! {Span::mixed_site()=>
                let #object = #dot.map(#way::dot);
                let #dot = #object.as_deref();
            }
        });
        dots.collect()
    }

    /// The call of a pullback with the bars of objects, in which those of what is passed are.
    pub fn within_bars(&self, call: TokenStream) -> TokenStream {
        self.all.iter().fold(call, |call, Object { bar, way, .. }| {
            quote_spanned!(Span::mixed_site()=> #way::with_bar(#bar, |#bar| #call))
        })
    }
}

impl Header<'_> {
    /// The body of a pullback of what is passed, around that of objects. If they are boxed, the type of the latter is given.
    pub fn around_objects(
        &self,
        objects: &Objects,
        (params, boxed): (&TokenStream, Option<TokenStream>),
        body: &TokenStream,
    ) -> TokenStream {
        let (value, pullback, value_bar) =
            (made("value"), made("pullback"), self.signature.value_bar());
        let bars = self.signature.params.iter().map(Param::bar);
        let own = objects.objects();
        let call = objects.within_bars(quote_spanned! {Span::mixed_site()=>
            #pullback(#value_bar, #(#bars,)*)
        });
        let closure = quote_spanned!(Span::mixed_site()=> move |#params| #call);
        let (ty, closure) = match boxed {
            Some(boxed) => (
                quote_spanned!(Span::mixed_site()=> : (_, #boxed)),
                quote_spanned!(Span::mixed_site()=> ::std::boxed::Box::new(#closure)),
            ),
            None => (TokenStream::new(), closure),
        };
        quote_spanned! {Span::mixed_site()=>
            {
                #own
                // Calling the inner closure changes it, unless it captures nothing that it changes.
                #[allow(unused_mut)]
                let (#value, mut #pullback) #ty = #body;
                (#value, #closure)
            }
        }
    }

    fn name_objects(&mut self) {
        let in_scope = self.in_scope();
        names::name_objects(&mut self.types, &mut self.generics, &in_scope);
    }

    /// Takes something of another type for a parameter.
    fn pass(&mut self, i: usize, ty: syn::Type, behind: &Ident, bounds: Vec<syn::WherePredicate>) {
        self.types[i] = ty;
        self.generics.params.push(syn::parse_quote!(#behind: ?::std::marker::Sized));
        self.generics.make_where_clause().predicates.extend(bounds);
    }
}
