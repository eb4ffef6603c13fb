//! What stands beside a function for its callers, who make values of the functions that it is given: it says the types of closures' parameters,
//! which they don't see, and whether it goes through the derivatives of what it is given, or takes that as a constant.

use std::slice::from_ref;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::header::Header;
use super::made;
use crate::signature::{FunctionType, Param};
use crate::ty::{mentions, peel};

/// What the function's callers make the values by that it is given: `named_0(bell, bell {})`, `closure_0(..)`.
pub fn makers(header: &Header) -> TokenStream {
    // Calls of methods are given no closures but constants.
    let params = header.signature.params.iter().enumerate();
    let params = params.filter(|_| header.signature.self_ty.is_none());
    params.map(|(i, param)| maker(header, i, param)).collect()
}

/// What the makers of one parameter say of its type.
struct Maker<'a> {
    header: &'a Header<'a>,
    /// The position of the parameter.
    i: usize,
    /// Whether the function goes through its derivatives.
    is_value: bool,
    /// Whether it is lent what is called.
    is_lent: bool,
    /// `Fn`, or `FnMut` where that is what is declared.
    call: Ident,
    /// `for<'x>`
    lifetimes: Option<TokenStream>,
    /// The function's generics that the types mention.
    own: Vec<syn::GenericParam>,
    types: Vec<syn::Type>,
    targets: Vec<TokenStream>,
    dots: Vec<TokenStream>,
    output: syn::Type,
    tangent: TokenStream,
}

fn maker(header: &Header, i: usize, param: &Param) -> TokenStream {
    let (signature, runtime) = (header.signature, header.runtime);
    let generics = &signature.generics;
    let Some((function, is_shared)) = FunctionType::of_any(&param.ty, generics) else {
        return TokenStream::new();
    };
    let is_seen = |ty: &syn::Type| signature.unseen(ty).is_empty();
    let types = function.inputs.iter().chain([&function.output]);
    // Constants may be of types without tangents.
    let has_tangents = param.function.is_some() || types.into_iter().all(is_seen);
    let (arguments, elided) = signature.arguments(function.inputs.iter(), runtime);
    let lifetimes = function.declared(&elided);
    let lifetimes = match lifetimes.is_empty() {
        true => None,
        false => Some(quote!(for<#(#lifetimes),*>)),
    };
    let output = function.output.clone();
    let types: Vec<_> = arguments.iter().map(|argument| argument.ty.clone()).collect();
    let maker = Maker {
        header,
        i,
        is_value: param.function.is_some(),
        is_lent: matches!(peel(&param.ty), syn::Type::Reference(_)),
        call: made(if is_shared { "Fn" } else { "FnMut" }),
        lifetimes,
        own: mentioned(header, &quote!(#(#types)* #output)),
        types,
        targets: arguments.iter().map(|argument| argument.bar.clone()).collect(),
        dots: arguments.iter().map(|argument| argument.dot.clone()).collect(),
        tangent: signature.tangent(&output, runtime),
        output,
    };
    let named = maker.named();
    let closures = has_tangents.then(|| [maker.captures(), maker.closure(), maker.dual()]);
    let closures = closures.into_iter().flatten();
    quote_spanned!(Span::mixed_site()=> #named #(#closures)*)
}

impl Maker<'_> {
    fn name(&self, of: &str) -> Ident {
        made(&format!("{of}_{}", self.i))
    }

    /// `Value: Fn(f64) -> f64`
    fn value(&self) -> TokenStream {
        let Maker { call, lifetimes, types, output, .. } = self;
        quote_spanned!(Span::mixed_site()=> Value: #lifetimes ::std::ops::#call(#(#types),*) -> #output)
    }

    /// What is captured: a constant may not capture what is differentiated. Both modes ask here, and rustc says once what it says.
    fn captures(&self) -> TokenStream {
        let (runtime, vis, captures) =
            (self.header.runtime, &self.header.signature.vis, self.name("captures"));
        let bound = match self.is_value {
            true => quote!(#runtime::private::TangentSpace),
            false => quote!(#runtime::private::CapturesNothing),
        };
        quote_spanned! {Span::mixed_site()=>
            #[doc(hidden)]
            #[inline]
            #vis fn #captures<Captured: #bound>(
                captured: #runtime::private::Captured<Captured>,
            ) -> #runtime::private::Captured<Captured> {
                captured
            }
        }
    }

    /// A function by its name.
    fn named(&self) -> TokenStream {
        let (runtime, vis) = (self.header.runtime, &self.header.signature.vis);
        let (named, own, value) = (self.name("named"), &self.own, self.value());
        let (returned, bound, made) = match self.is_value {
            true => (
                quote!(<Function as #runtime::private::Known>::Itself),
                Some(quote!(Function: #runtime::private::Known,)),
                quote_spanned! {Span::mixed_site()=>
                    #runtime::private::Known::itself(function)
                },
            ),
            false => (quote!(Value), None, quote_spanned!(Span::mixed_site()=> value)),
        };
        quote_spanned! {Span::mixed_site()=>
            #[doc(hidden)]
            #[inline]
            #vis fn #named<#(#own,)* Value, Function>(
                value: Value,
                function: Function,
            ) -> #returned
            where
                #bound
                #value,
            {
                #made
            }
        }
    }

    /// What a closure that is a constant becomes: its type, and itself.
    fn constant(&self) -> (TokenStream, TokenStream) {
        let runtime = self.header.runtime;
        match self.is_lent {
            true => (
                quote!(#runtime::private::LentFunction<Value>),
                quote_spanned!(Span::mixed_site()=> #runtime::private::LentFunction(value)),
            ),
            false => (
                quote!(#runtime::private::PassedFunction<Value>),
                quote_spanned!(Span::mixed_site()=> #runtime::private::PassedFunction(value)),
            ),
        }
    }

    /// A closure, in a reverse sweep.
    fn closure(&self) -> TokenStream {
        let (runtime, vis) = (self.header.runtime, &self.header.signature.vis);
        let Maker { lifetimes, own, types, targets, output, tangent, .. } = self;
        let (closure, value) = (self.name("closure"), self.value());
        let (returned, made) = match self.is_value {
            true => (
                quote!(#runtime::private::Closure<Value, Pullback, Captured, REPEATABLE>),
                quote_spanned!(Span::mixed_site()=> #runtime::private::Closure::new(value, pullback)),
            ),
            false => self.constant(),
        };
        let optional = quote!(::std::option::Option);
        quote_spanned! {Span::mixed_site()=>
            #[doc(hidden)]
            #[inline]
            #vis fn #closure<#(#own,)* Captured, Value, Pullback, Kept, const REPEATABLE: bool>(
                _: (#runtime::private::Captured<Captured>, #runtime::private::Repeats<REPEATABLE>),
                value: Value,
                pullback: Pullback,
            ) -> #returned
            where
                #value,
                Pullback: #lifetimes ::std::ops::Fn(#(#types),*) -> (#output, Kept),
                Kept: ::std::ops::FnOnce(
                    #tangent, #optional<&mut Captured> #(, #optional<&mut #targets>)*
                ),
            {
                #made
            }
        }
    }

    /// The same in a forward sweep.
    fn dual(&self) -> TokenStream {
        let (runtime, vis) = (self.header.runtime, &self.header.signature.vis);
        let Maker { lifetimes, own, types, dots, output, tangent, .. } = self;
        let (dual, value) = (self.name("dual"), self.value());
        let (returned, made) = match self.is_value {
            true => (
                quote!(#runtime::private::DualClosure<Value, Dual>),
                quote_spanned!(Span::mixed_site()=> #runtime::private::DualClosure::new(value, dual)),
            ),
            false => self.constant(),
        };
        quote_spanned! {Span::mixed_site()=>
            #[doc(hidden)]
            #[inline]
            #vis fn #dual<#(#own,)* Captured, Value, Dual, const REPEATABLE: bool>(
                _: (#runtime::private::Captured<Captured>, #runtime::private::Repeats<REPEATABLE>),
                value: Value,
                dual: Dual,
            ) -> #returned
            where
                #value,
                Dual: #lifetimes ::std::ops::Fn(
                    #(#types,)* #(::std::option::Option<#dots>),*
                ) -> (#output, #tangent),
            {
                #made
            }
        }
    }
}

/// The generics that are mentioned, without what is asked of them elsewhere, but that models have tangents.
fn mentioned(header: &Header, tokens: &TokenStream) -> Vec<syn::GenericParam> {
    let (signature, runtime) = (header.signature, header.runtime);
    let is_mentioned = |param: &&syn::GenericParam| match param {
        syn::GenericParam::Lifetime(param) => {
            mentions(tokens.clone(), from_ref(&param.lifetime.ident))
        }
        syn::GenericParam::Type(param) => mentions(tokens.clone(), from_ref(&param.ident)),
        syn::GenericParam::Const(param) => mentions(tokens.clone(), from_ref(&param.ident)),
    };
    let with_tangents = |mut param: syn::GenericParam| {
        if let syn::GenericParam::Type(param) = &mut param
            && signature.scope.models.contains(&param.ident)
        {
            param.bounds.push(syn::parse_quote!(#runtime::private::Differentiable));
        }
        param
    };
    let mentioned = signature.generics.params.iter().filter(is_mentioned).cloned();
    mentioned.map(with_tangents).collect()
}
