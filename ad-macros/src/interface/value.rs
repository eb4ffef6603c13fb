//! The type beside a function as a value: `energy {}`, which is given to functions that take functions.
//!
//! In: the header of a free function. Out: its implementations of the runtime's traits. A function of which a type can't be written
//! there (`impl Trait`, a constant of a type that nobody sees, a `&mut`) is no such value; rustc says so where it is passed.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};

use crate::kind::object;
use crate::signature::{Argument, MOST_GIVEN, Param};
use crate::ty::{holds_opaque, holds_reference, mentions, peel};

use super::header::Header;
use super::made;

/// What the type beside a function implements.
pub fn implementations(header: &Header, has_both_modes: bool, holds: bool) -> TokenStream {
    let signature = header.signature;
    if signature.self_ty.is_some() {
        return TokenStream::new();
    }
    let (name, runtime) = (&signature.beside, header.runtime);
    let value = quote_spanned! {Span::mixed_site()=>
        impl #runtime::FunctionValue for #name {
            type Captured = ();
            const REPEATABLE: bool = Self::REPEATABLE;
        }

        #[diagnostic::do_not_recommend]
        impl #runtime::private::Known for #name {
            type Itself = Self;

            #[inline]
            fn itself(self) -> Self {
                self
            }
        }
    };
    if !has_both_modes || !is_value(header) {
        return value;
    }
    // A pullback that holds a borrow after all can't be kept by others.
    let header = &with_tangents(header);
    let function = (!holds).then(|| function(header));
    let scalar = of_one(header);
    quote_spanned!(Span::mixed_site()=> #value #function #scalar)
}

/// The header where what isn't seen has a tangent. `for<'any>` keeps rustc from saying here too that there is none.
fn with_tangents<'a>(header: &Header<'a>) -> Header<'a> {
    let (signature, runtime) = (header.signature, header.runtime);
    let mut header = header.clone();
    let types = signature.wanted().map(|param| &param.ty).chain([&signature.output]);
    let unseen: Vec<_> = types.flat_map(|ty| signature.unseen(ty)).collect();
    for ty in unseen {
        let bound = syn::parse_quote!(for<'any> #ty: #runtime::Differentiable);
        header.generics.make_where_clause().predicates.push(bound);
    }
    header
}

/// Whether all of the function's types can be written in an implementation.
fn is_value(header: &Header) -> bool {
    let signature = header.signature;
    let is_seen = |param: &Param| param.has_tangent() || param.kind.is_settled();
    let types: Vec<_> = signature.params.iter().map(|param| &param.ty).collect();
    let names = header.generics.params.iter().filter_map(|param| match param {
        syn::GenericParam::Lifetime(_) => None,
        syn::GenericParam::Type(param) => Some(param.ident.clone()),
        syn::GenericParam::Const(param) => Some(param.ident.clone()),
    });
    let mut names = names.map(|name| [name]);
    (1..=MOST_GIVEN).contains(&signature.params.len())
        && signature.params.iter().all(|param| is_seen(param) && !param.is_mut_ref())
        && signature.params.iter().all(|param| param.function.is_none())
        && !types.iter().any(|ty| holds_opaque(ty) || holds_more_borrows(ty))
        && header.generics.lifetimes().next().is_none()
        && !signature.is_unit()
        && !signature.collects
        && names.all(|name| types.iter().any(|ty| mentions(quote::quote!(#ty), &name)))
}

/// Whether a type holds other borrows than the one that it is: an owned pullback might hold those. What is behind a `&dyn Layer` may borrow too.
fn holds_more_borrows(ty: &syn::Type) -> bool {
    let inner = match peel(ty) {
        syn::Type::Reference(reference) if reference.lifetime.is_none() => peel(&reference.elem),
        ty => ty,
    };
    object(ty).is_some() || holds_reference(inner) || super::names::holds_lifetime(inner)
}

/// `impl<'x> Function2<f64, f64, f64, &'x [f64], [f64], &'x [f64]> for pendulum { .. }`
fn function(header: &Header) -> TokenStream {
    let (signature, runtime) = (header.signature, header.runtime);
    let types = signature.params.iter().map(|param| &param.ty);
    let (arguments, elided) = signature.arguments(types, runtime);
    let name = &signature.beside;
    let of = format_ident!("Function{}", arguments.len(), span = Span::mixed_site());
    let parameters = arguments.iter().map(Argument::of_trait);
    let generics = generics(header, &elided);
    let (impl_generics, _, where_clause) = generics.split_for_impl();
    let (turbofish, output, tangent) =
        (header.turbofish(), &signature.output, signature.output_tangent());
    let names = |end: &'static str| (0..arguments.len()).map(move |i| made(&format!("x{i}{end}")));
    let (names, dots): (Vec<_>, Vec<_>) = (names("").collect(), names("_dot").collect());
    let passed_dots = passed(header, &dots);
    let types: Vec<_> = arguments.iter().map(|argument| &argument.ty).collect();
    let dot_types: Vec<_> = arguments.iter().map(|argument| &argument.dot).collect();
    let (bar_types, closure) = closure(header, &arguments);
    let captured = captured(&generics);
    quote_spanned! {Span::mixed_site()=>
        #[allow(unused, nonstandard_style, deprecated, private_interfaces, private_bounds)]
        #[allow(refining_impl_trait, clippy::all, clippy::pedantic)]
        #[diagnostic::do_not_recommend]
        #[doc(hidden)]
        impl #impl_generics #runtime::#of<#(#parameters),*> for #name #where_clause {
            type Output = #output;
            type Owned = ::std::boxed::Box<dyn ::std::ops::FnOnce(#bar_types)>;

            #[inline]
            fn ad_call(&self, #(#names: #types),*) -> #output {
                Self::value #turbofish(#(#names),*)
            }

            #[inline]
            fn ad_call_pullback(&self, #(#names: #types),*)
                -> (#output, impl ::std::ops::FnOnce(#bar_types) + use<#(#captured),*>)
            {
                let (value, pullback) = Self::pullback #turbofish(#(#names),*);
                (value, #closure)
            }

            fn ad_call_owned_pullback(&self, #(#names: #types),*) -> (#output, Self::Owned) {
                let (value, pullback) = Self::owned_pullback #turbofish(#(#names),*);
                (value, ::std::boxed::Box::new(#closure))
            }

            #[inline]
            fn ad_call_tangent<Dot>(
                &self,
                #(#names: #types,)*
                _: Dot,
                #(#dots: ::std::option::Option<#dot_types>),*
            ) -> (#output, #tangent) {
                Self::tangent #turbofish(#(#names,)* #(#passed_dots),*)
            }
        }
    }
}

/// The function's generics, with the lifetimes that are elided in its parameters. The owned pullback is boxed, and holds nothing of what is lent.
fn generics(header: &Header, elided: &[syn::Lifetime]) -> syn::Generics {
    let mut generics = header.generics.clone();
    let types: Vec<_> = generics.type_params().map(|param| param.ident.clone()).collect();
    for (i, lifetime) in elided.iter().enumerate() {
        generics.params.insert(i, syn::parse_quote!(#lifetime));
    }
    for ty in types {
        generics.make_where_clause().predicates.push(syn::parse_quote!(#ty: 'static));
    }
    generics
}

/// The names of all generics: what the pullback captures.
fn captured(generics: &syn::Generics) -> Vec<TokenStream> {
    let names = generics.params.iter().map(|param| match param {
        syn::GenericParam::Lifetime(param) => param.lifetime.to_token_stream(),
        syn::GenericParam::Type(param) => param.ident.to_token_stream(),
        syn::GenericParam::Const(param) => param.ident.to_token_stream(),
    });
    names.collect()
}

/// What the derivatives are passed of some bars or dots: they take none of what has no tangent.
fn passed(header: &Header, names: &[Ident]) -> Vec<TokenStream> {
    let params = header.signature.params.iter().zip(names);
    let passed = params.map(|(param, name)| match param.has_tangent() {
        true => quote_spanned!(Span::mixed_site()=> #name),
        false => quote_spanned!(Span::mixed_site()=> ::std::option::Option::None),
    });
    passed.collect()
}

/// The types of a pullback's parameters, and the pullback: nothing is captured.
fn closure(header: &Header, arguments: &[Argument]) -> (TokenStream, TokenStream) {
    let tangent = header.signature.output_tangent();
    let targets: Vec<_> = arguments.iter().map(|argument| &argument.bar).collect();
    let bars: Vec<_> = (0..arguments.len()).map(|i| made(&format!("x{i}_bar"))).collect();
    let passed = passed(header, &bars);
    let types = quote_spanned! {Span::mixed_site()=>
        #tangent, ::std::option::Option<&mut ()> #(, ::std::option::Option<&mut #targets>)*
    };
    let closure = quote_spanned! {Span::mixed_site()=>
        move |
            value_bar: #tangent,
            _: ::std::option::Option<&mut ()>,
            #(#bars: ::std::option::Option<&mut #targets>,)*
        | pullback(value_bar #(, #passed)*)
    };
    (types, closure)
}

/// A function of one parameter, as libraries take it.
struct OfOne {
    /// What the parameter refers to.
    ty: syn::Type,
    /// The argument and the dot, from references.
    argument: TokenStream,
    dot: TokenStream,
    /// What its bar points to.
    bar: TokenStream,
}

impl OfOne {
    fn of(header: &Header) -> Option<OfOne> {
        let [param] = header.signature.params.as_slice() else { return None };
        let (ty, argument, dot) = match peel(&param.ty) {
            syn::Type::Reference(reference) => (
                (*reference.elem).clone(),
                quote_spanned!(Span::mixed_site()=> x),
                quote_spanned!(Span::mixed_site()=> x_dot),
            ),
            ty if param.kind.is_copy() => (
                ty.clone(),
                quote_spanned!(Span::mixed_site()=> *x),
                quote_spanned!(Span::mixed_site()=> *x_dot),
            ),
            _ => return None,
        };
        let bar = param.bar_target();
        let is_alike = match syn::parse2::<syn::Type>(param.dot_type()).ok()? {
            syn::Type::Reference(dot) => dot.elem.to_token_stream().to_string() == bar.to_string(),
            dot => dot.to_token_stream().to_string() == bar.to_string(),
        };
        let has_lifetimes = header.generics.lifetimes().next().is_some()
            || super::names::holds_lifetime(&ty)
            || holds_reference(&ty);
        let is_one = param.differentiable && is_alike && !has_lifetimes;
        is_one.then_some(OfOne { ty, argument, dot, bar })
    }
}

/// `impl ScalarFunction<[f64], [f64], f64> for energy { .. }`, or `VectorFunction`: of one parameter.
fn of_one(header: &Header) -> Option<TokenStream> {
    let (signature, runtime, name) = (header.signature, header.runtime, &header.signature.beside);
    let OfOne { ty, argument, dot, bar } = OfOne::of(header)?;
    let (generics, _, where_clause) = header.generics.split_for_impl();
    let (turbofish, output, tangent) =
        (header.turbofish(), &signature.output, signature.output_tangent());
    let (of, own) = match signature.is_scalar() {
        true => (
            quote!(ScalarFunction<#ty, #bar, #output>),
            quote_spanned! {Span::mixed_site()=>
                #[inline]
                fn value_and_grad_into(&self, x: &#ty, x_bar: &mut #bar) -> #output {
                    Self::grad_into #turbofish(#argument, x_bar)
                }

                #[inline]
                fn accumulate_grad(&self, x: &#ty, x_bar: &mut #bar) -> #output {
                    Self::accumulate_grad #turbofish(#argument, x_bar)
                }
            },
        ),
        false => (
            quote!(VectorFunction<#ty, #output, #bar>),
            quote_spanned! {Span::mixed_site()=>
                #[inline]
                fn accumulate_vjp(&self, x: &#ty, y_bar: #tangent, x_bar: &mut #bar) -> #output {
                    let (value, pullback) = Self::pullback #turbofish(#argument);
                    pullback(y_bar, ::std::option::Option::Some(x_bar));
                    value
                }
            },
        ),
    };
    Some(quote_spanned! {Span::mixed_site()=>
        #[allow(unused, nonstandard_style, deprecated, private_interfaces, private_bounds)]
        #[allow(clippy::all, clippy::pedantic)]
        impl #generics #runtime::#of for #name #where_clause {
            #[inline]
            fn value(&self, x: &#ty) -> #output {
                Self::value #turbofish(#argument)
            }

            #[inline]
            fn jvp(&self, x: &#ty, x_dot: &#bar) -> (#output, #tangent) {
                Self::jvp #turbofish(#argument, #dot)
            }

            #own
        }
    })
}
