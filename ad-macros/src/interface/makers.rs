//! What stands beside a function for its callers, who make values of the functions that it is given: it says the types of closures' parameters,
//! which they don't see, and whether it goes through the derivatives of what it is given, or takes that as a constant.
//!
//! Those of a method are methods, `rule.integrate_closure_3(..)`; those of another function of a block take what its first argument is too, so that who
//! calls one by its path needn't know which it is.

use std::slice::from_ref;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::header::Header;
use super::made;
use crate::signature::{FunctionType, Param};
use crate::ty::{holds_opaque, item_type, mentions, peel};

/// What the function's callers make the values by that it is given: `named_0(bell, bell {})`, `closure_0(..)`.
pub fn makers(header: &Header) -> TokenStream {
    let params = header.signature.params.iter().enumerate();
    params.map(|(i, param)| maker(header, i, param)).collect()
}

/// What the makers of one parameter say of its type.
struct Maker<'a> {
    header: &'a Header<'a>,
    /// The position of the parameter.
    i: usize,
    /// Whether the function goes through its derivatives.
    is_value: bool,
    /// Whether it is given nothing that has a tangent, so that functions by their names are constants.
    is_source: bool,
    /// Whether it is lent what is called.
    is_lent: bool,
    /// `Fn`, or `FnMut` where that is what is declared.
    call: Ident,
    /// `for<'x>`
    lifetimes: Option<TokenStream>,
    /// The function's generics that the types mention.
    own: Vec<syn::GenericParam>,
    /// The types of what is passed beside it.
    beside: Beside,
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
    let mut own = quote!(#(#types)* #output);
    let beside = Beside::of(header, i, &mut own);
    let maker = Maker {
        header,
        i,
        is_value: param.function.is_some(),
        is_source: signature.is_source(param),
        is_lent: matches!(peel(&param.ty), syn::Type::Reference(_)),
        call: made(if is_shared || param.function.is_some() { "Fn" } else { "FnMut" }),
        lifetimes,
        own: mentioned(header, &own),
        beside,
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
    /// Attributes, visibility and name.
    fn start(&self, of: &str) -> TokenStream {
        let (vis, name) = (self.header.vis(), self.header.name(&format!("{of}_{}", self.i)));
        quote_spanned! {Span::mixed_site()=>
            #[doc(hidden)]
            #[inline]
            #vis fn #name
        }
    }

    /// What it is called on, or with first, and the generics and the bound for that.
    fn first(&self) -> (Option<TokenStream>, Option<TokenStream>, Option<TokenStream>) {
        let signature = self.header.signature;
        let has_self = signature.params.iter().any(Param::is_self);
        let sized = signature
            .stands
            .is_in_trait()
            .then(|| quote_spanned!(Span::mixed_site()=> Self: ::core::marker::Sized,));
        let span = Span::mixed_site();
        match (&signature.self_ty, has_self) {
            (None, _) => (None, None, None),
            (Some(_), true) => (Some(quote_spanned!(span=> &self,)), None, sized),
            (Some(_), false) => (
                Some(quote_spanned!(span=> _: &First,)),
                Some(quote_spanned!(span=> First: ?::core::marker::Sized,)),
                sized,
            ),
        }
    }

    /// `Value: Fn(f64) -> f64`
    fn value(&self) -> TokenStream {
        let Maker { call, lifetimes, types, output, .. } = self;
        quote_spanned!(Span::mixed_site()=> Value: #lifetimes ::std::ops::#call(#(#types),*) -> #output)
    }

    /// What is captured: a constant may not capture what is differentiated. Both modes ask here, and rustc says once what it says.
    fn captures(&self) -> TokenStream {
        let (runtime, start) = (self.header.runtime, self.start("captures"));
        let (first, generic, sized) = self.first();
        let bound = match self.is_value {
            true => quote!(#runtime::private::TangentSpace),
            false => quote!(#runtime::private::CapturesNothing),
        };
        quote_spanned! {Span::mixed_site()=>
            #start<#generic Captured: #bound>(
                #first
                captured: #runtime::private::Captured<Captured>,
            ) -> #runtime::private::Captured<Captured>
            where
                #sized
            {
                captured
            }
        }
    }

    /// A function by its name.
    fn named(&self) -> TokenStream {
        let (runtime, start) = (self.header.runtime, self.start("named"));
        let (own, value) = (&self.own, self.value());
        let (first, generic, sized) = self.first();
        let (returned, bound, made) = match self.is_value {
            true if self.is_source => (
                quote!(#runtime::private::ConstantFunction<Value>),
                None,
                quote_spanned!(Span::mixed_site()=> #runtime::private::ConstantFunction(value)),
            ),
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
            #start<#(#own,)* #generic Value, Function>(
                #first
                value: Value,
                function: Function,
            ) -> #returned
            where
                #sized
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
        let (runtime, start) = (self.header.runtime, self.start("closure"));
        let Maker { lifetimes, own, types, targets, output, tangent, beside, .. } = self;
        let Beside { types: beside, generics, bounds } = beside;
        let value = self.value();
        let (first, generic, sized) = self.first();
        let (returned, made) = match self.is_value {
            true => (
                quote!(#runtime::private::Closure<Value, Pullback, Captured, REPEATABLE>),
                quote_spanned!(Span::mixed_site()=> #runtime::private::Closure::new(value, pullback)),
            ),
            false => self.constant(),
        };
        let optional = quote!(::std::option::Option);
        quote_spanned! {Span::mixed_site()=>
            #start<#(#own,)* #(#generics,)* #generic Captured, Value, Pullback, Kept, const REPEATABLE: bool>(
                #first
                _: (#runtime::private::Captured<Captured>, #runtime::private::Repeats<REPEATABLE>, #beside),
                value: Value,
                pullback: Pullback,
            ) -> #returned
            where
                #sized
                #(#bounds,)*
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
        let (runtime, start) = (self.header.runtime, self.start("dual"));
        let Maker { lifetimes, own, types, dots, output, tangent, beside, .. } = self;
        let Beside { types: beside, generics, bounds } = beside;
        let value = self.value();
        let (first, generic, sized) = self.first();
        let (returned, made) = match self.is_value {
            true => (
                quote!(#runtime::private::DualClosure<Value, Dual>),
                quote_spanned!(Span::mixed_site()=> #runtime::private::DualClosure::new(value, dual)),
            ),
            false => self.constant(),
        };
        quote_spanned! {Span::mixed_site()=>
            #start<#(#own,)* #(#generics,)* #generic Captured, Value, Dual, const REPEATABLE: bool>(
                #first
                _: (#runtime::private::Captured<Captured>, #runtime::private::Repeats<REPEATABLE>, #beside),
                value: Value,
                dual: Dual,
            ) -> #returned
            where
                #sized
                #(#bounds,)*
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

/// The types of what is passed beside a closure, of which those are told that say what the closure's parameters are: a type parameter of the function is
/// what both have in common. Of a reference it is the type of what it refers to, and of a list that of its items, as what is passed becomes a slice.
struct Beside {
    types: TokenStream,
    generics: Vec<Ident>,
    bounds: Vec<TokenStream>,
}

impl Beside {
    fn of(header: &Header, i: usize, own: &mut TokenStream) -> Beside {
        let (signature, runtime) = (header.signature, header.runtime);
        let params = signature.generics.params.iter().filter_map(|param| match param {
            syn::GenericParam::Lifetime(_) => None,
            syn::GenericParam::Type(param) => Some(&param.ident),
            syn::GenericParam::Const(param) => Some(&param.ident),
        });
        let shared: Vec<_> =
            params.filter(|name| mentions(own.clone(), from_ref(*name))).cloned().collect();
        let (mut types, mut generics, mut bounds) = (Vec::new(), Vec::new(), Vec::new());
        for (k, param) in signature.params.iter().enumerate() {
            let ty = match peel(&param.ty) {
                syn::Type::Reference(ty) => peel(&ty.elem),
                ty => ty,
            };
            let is_told = k != i
                && !param.is_self()
                && FunctionType::of_any(&param.ty, &signature.generics).is_none()
                && !holds_opaque(ty)
                && mentions(ty.to_token_stream(), &shared);
            let of_list = matches!(ty, syn::Type::Slice(_)).then(|| item_type(ty)).flatten();
            let name = made(&format!("Beside{k}"));
            types.push(match (is_told, of_list) {
                (true, None) => {
                    own.extend(ty.to_token_stream());
                    quote!(#runtime::private::Type<#ty>)
                }
                (true, Some(item)) => {
                    own.extend(item.to_token_stream());
                    let of = quote!(#runtime::private::ItemsOf);
                    bounds.push(quote!(#name: #of<Item = #item> + ?::core::marker::Sized));
                    generics.push(name.clone());
                    quote!(#runtime::private::Type<#name>)
                }
                (false, _) => {
                    generics.push(name.clone());
                    quote!(#name)
                }
            });
        }
        Beside { types: quote!((#(#types,)*)), generics, bounds }
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
            && [&signature.scope.models, &signature.scope.ruled]
                .iter()
                .any(|names| names.contains(&param.ident))
        {
            param.bounds.push(syn::parse_quote!(#runtime::private::Differentiable));
        }
        param
    };
    let mentioned = signature.generics.params.iter().filter(is_mentioned).cloned();
    mentioned.map(with_tangents).collect()
}
