//! The type beside a function as a value: `energy {}`, which is given to functions that take functions.
//!
//! In: the header of a free function. Out: its implementations of the runtime's traits. A function of which a type can't be written
//! there (`impl Trait`, a constant of a type that nobody sees, a `&mut`) is no such value; rustc says so where it is passed.

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote_spanned};

use crate::signature::{Argument, MOST_GIVEN, Param};
use crate::ty::{holds_opaque, mentions, peel};

use super::header::Header;
use super::made;

/// What the type beside a function implements.
pub fn implementations(header: &Header, has_both_modes: bool) -> TokenStream {
    let signature = header.signature;
    if signature.self_ty.is_some() {
        return TokenStream::new();
    }
    let (name, runtime) = (&signature.ident, header.runtime);
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
    let function = function(header);
    let scalar = of_one(header);
    quote_spanned!(Span::mixed_site()=> #value #function #scalar)
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
        && !types.iter().any(|ty| holds_opaque(ty))
        && !signature.is_unit()
        && names.all(|name| types.iter().any(|ty| mentions(quote::quote!(#ty), &name)))
}

/// `impl<'x> Function2<f64, f64, f64, &'x [f64], [f64], &'x [f64]> for pendulum { .. }`
fn function(header: &Header) -> TokenStream {
    let (signature, runtime) = (header.signature, header.runtime);
    let (arguments, elided) =
        signature.arguments(signature.params.iter().map(|param| &param.ty), runtime);
    let name = &signature.ident;
    let of = format_ident!("Function{}", arguments.len(), span = Span::mixed_site());
    let parameters = arguments.iter().map(Argument::of_trait);
    let mut generics = header.generics.clone();
    let types: Vec<_> = generics.type_params().map(|param| param.ident.clone()).collect();
    for (i, lifetime) in elided.iter().enumerate() {
        generics.params.insert(i, syn::parse_quote!(#lifetime));
    }
    for ty in types {
        // The owned pullback is boxed, and holds nothing of what is lent.
        generics.make_where_clause().predicates.push(syn::parse_quote!(#ty: 'static));
    }
    let (impl_generics, _, where_clause) = generics.split_for_impl();
    let turbofish = header.turbofish();
    let (output, output_tangent) = (&signature.output, signature.output_tangent());
    let names: Vec<_> = (0..arguments.len()).map(|i| made(&format!("x{i}"))).collect();
    let bars: Vec<_> = (0..arguments.len()).map(|i| made(&format!("x{i}_bar"))).collect();
    let dots: Vec<_> = (0..arguments.len()).map(|i| made(&format!("x{i}_dot"))).collect();
    let params = signature.params.iter();
    let passed = |names: &[proc_macro2::Ident]| -> Vec<TokenStream> {
        let pairs = params.clone().zip(names);
        let passed = pairs.map(|(param, name)| match param.has_tangent() {
            true => quote_spanned!(Span::mixed_site()=> #name),
            false => quote_spanned!(Span::mixed_site()=> ::std::option::Option::None),
        });
        passed.collect()
    };
    let (passed_bars, passed_dots) = (passed(&bars), passed(&dots));
    let types: Vec<_> = arguments.iter().map(|argument| &argument.ty).collect();
    let targets: Vec<_> = arguments.iter().map(|argument| &argument.bar).collect();
    let dot_types: Vec<_> = arguments.iter().map(|argument| &argument.dot).collect();
    let bar_types = quote_spanned! {Span::mixed_site()=>
        #output_tangent, ::std::option::Option<&mut ()> #(, ::std::option::Option<&mut #targets>)*
    };
    let closure = |pullback: TokenStream| {
        quote_spanned! {Span::mixed_site()=>
            move |
                value_bar: #output_tangent,
                _: ::std::option::Option<&mut ()>,
                #(#bars: ::std::option::Option<&mut #targets>,)*
            | #pullback(value_bar #(, #passed_bars)*)
        }
    };
    let captured = generics.params.iter().map(|param| match param {
        syn::GenericParam::Lifetime(param) => {
            let lifetime = &param.lifetime;
            quote_spanned!(Span::mixed_site()=> #lifetime)
        }
        syn::GenericParam::Type(syn::TypeParam { ident, .. })
        | syn::GenericParam::Const(syn::ConstParam { ident, .. }) => {
            quote_spanned!(Span::mixed_site()=> #ident)
        }
    });
    let (kept, owned) = (
        closure(quote_spanned!(Span::mixed_site()=> pullback)),
        closure(quote_spanned!(Span::mixed_site()=> pullback)),
    );
    quote_spanned! {Span::mixed_site()=>
        #[allow(unused, nonstandard_style, deprecated, private_interfaces, private_bounds)]
        #[allow(refining_impl_trait, clippy::all, clippy::pedantic)]
        #[diagnostic::do_not_recommend]
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
                (value, #kept)
            }

            fn ad_call_owned_pullback(&self, #(#names: #types),*) -> (#output, Self::Owned) {
                let (value, pullback) = Self::owned_pullback #turbofish(#(#names),*);
                (value, ::std::boxed::Box::new(#owned))
            }

            #[inline]
            fn ad_call_tangent<Dot>(
                &self,
                #(#names: #types,)*
                _: Dot,
                #(#dots: ::std::option::Option<#dot_types>),*
            ) -> (#output, #output_tangent) {
                Self::tangent #turbofish(#(#names,)* #(#passed_dots),*)
            }
        }
    }
}

/// `impl ScalarFunction<[f64], [f64], f64> for energy { .. }`, or `VectorFunction`: of one parameter.
fn of_one(header: &Header) -> Option<TokenStream> {
    let (signature, runtime, name) = (header.signature, header.runtime, &header.signature.ident);
    let [param] = signature.params.as_slice() else { return None };
    if !param.differentiable {
        return None;
    }
    let x = made("x");
    let (ty, argument, dot) = match peel(&param.ty) {
        syn::Type::Reference(reference) => {
            let x_dot = made("x_dot");
            (
                &*reference.elem,
                quote_spanned!(Span::mixed_site()=> #x),
                quote_spanned!(Span::mixed_site()=> #x_dot),
            )
        }
        ty if param.kind.is_copy() => (
            ty,
            quote_spanned!(Span::mixed_site()=> *#x),
            quote_spanned!(Span::mixed_site()=> *x_dot),
        ),
        _ => return None,
    };
    let (bar, dot_type) = (param.bar_target(), param.dot_type());
    let is_alike = match syn::parse2::<syn::Type>(dot_type).ok()? {
        syn::Type::Reference(dot) => {
            quote::quote!(#dot).to_string() == quote::quote!(& #bar).to_string()
        }
        dot => quote::quote!(#dot).to_string() == bar.to_string(),
    };
    let holds_lifetimes = header.generics.lifetimes().next().is_some()
        || super::names::holds_lifetime(ty)
        || crate::ty::holds_reference(ty);
    if !is_alike || holds_lifetimes {
        return None;
    }
    let (generics, _, where_clause) = header.generics.split_for_impl();
    let (turbofish, output, tangent) =
        (header.turbofish(), &signature.output, signature.output_tangent());
    let attributes = quote_spanned! {Span::mixed_site()=>
        #[allow(unused, nonstandard_style, deprecated, private_interfaces, private_bounds)]
        #[allow(clippy::all, clippy::pedantic)]
    };
    let shared = quote_spanned! {Span::mixed_site()=>
        #[inline]
        fn value(&self, #x: &#ty) -> #output {
            Self::value #turbofish(#argument)
        }

        #[inline]
        fn jvp(&self, #x: &#ty, x_dot: &#bar) -> (#output, #tangent) {
            Self::jvp #turbofish(#argument, #dot)
        }
    };
    let vector = quote_spanned! {Span::mixed_site()=>
        #attributes
        impl #generics #runtime::VectorFunction<#ty, #output, #bar> for #name #where_clause {
            #shared

            #[inline]
            fn accumulate_vjp(&self, #x: &#ty, y_bar: #tangent, x_bar: &mut #bar) -> #output {
                let (value, pullback) = Self::pullback #turbofish(#argument);
                pullback(y_bar, ::std::option::Option::Some(x_bar));
                value
            }
        }
    };
    if !signature.is_scalar() {
        return Some(vector);
    }
    Some(quote_spanned! {Span::mixed_site()=>
        #attributes
        impl #generics #runtime::ScalarFunction<#ty, #bar, #output> for #name #where_clause {
            #shared

            #[inline]
            fn value_and_grad_into(&self, #x: &#ty, x_bar: &mut #bar) -> #output {
                Self::grad_into #turbofish(#argument, x_bar)
            }

            #[inline]
            fn accumulate_grad(&self, #x: &#ty, x_bar: &mut #bar) -> #output {
                Self::accumulate_grad #turbofish(#argument, x_bar)
            }
        }
    })
}
