//! What stands behind the derivatives of methods and associated functions, which rustc finds where there are none.
//!
//! All of them fail in the same way: their results are of a type that can't be made out, which rustc says at the call, once for all modes.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::library;

/// Behind a method's derivatives; its receiver counts as a parameter.
pub(super) fn method(name: &str, arity: usize, runtime: &syn::Path) -> TokenStream {
    let bound = quote!(#runtime::private::Differentiated);
    // `for<'any>` keeps rustc from refusing a bound that doesn't hold where nobody makes a call.
    let result = quote! {
        -> <() as #bound>::Derivatives where for<'any> (): #bound {
            ::core::unreachable!("the bound never holds")
        }
    };
    let functions = functions(name, quote!(&mut self,), (arity - 1, arity), result);
    behind(name, functions)
}

/// Behind the derivatives of a method of receivers of unknown types, which may be pointers to what has some: nothing that rustc could find
/// on the way there, but what it says where it finds nothing. It says this trait's name too, but no names before it if that is long; so each mode says the same.
pub(super) fn unknown(name: &str, positions: &BTreeSet<usize>, runtime: &syn::Path) -> TokenStream {
    let behind = format!("the_impl_of_{}_has_the_attribute", name.trim_start_matches("r#"));
    let mut forms = FORMS.map(|form| made(name, form)).to_vec();
    if positions.is_empty() {
        return told(made(&behind, "differentiate"), &forms, runtime);
    }
    let makers = |i| MAKERS.map(|maker| made(name, &format!("{maker}_{i}")));
    forms.extend(positions.iter().flat_map(makers));
    forms.push(made(name, "marked"));
    let told = told(made(&behind, "differentiate"), &forms, runtime);
    let unasked = unasked(name, positions, runtime);
    quote!(#told #unasked)
}

/// Behind what says that a method has derivatives of higher order.
pub(super) fn higher(name: &str, order: usize, runtime: &syn::Path) -> TokenStream {
    let name = name.trim_start_matches("r#");
    let behind = format!("the_impl_of_{name}_has_the_attribute_differentiate_with_order_{order}");
    let (behind, name) = (Ident::new(&behind, Span::mixed_site()), of_order(name, order));
    quote! {
        trait #behind {
            fn #name(&self) {}
        }
        impl<T: ?Sized + #runtime::private::HasMethodsOfOrder<#order>> #behind for T {}
    }
}

/// What a method with derivatives of that order has beside it.
pub(in crate::emit) fn of_order(name: &str, order: usize) -> Ident {
    made(name, &format!("order_{order}"))
}

/// The functions that make values of the functions which a method or function is given.
const MAKERS: [&str; 4] = ["named", "captures", "closure", "dual"];

/// What is asked of a method is no function with derivatives: it is what it is.
fn unasked(name: &str, positions: &BTreeSet<usize>, runtime: &syn::Path) -> TokenStream {
    let behind = made(name, "unasked");
    let named = positions.iter().map(|i| made(name, &format!("named_{i}")));
    let named: Vec<_> = named.collect();
    quote! {
        trait #behind {
            #(fn #named<Value, Function>(&self, value: Value, _: Function) -> Value;)*
        }
        impl #behind for #runtime::private::Unasked {
            #(fn #named<Value, Function>(&self, value: Value, _: Function) -> Value {
                value
            })*
        }
    }
}

/// The same of functions by their path.
pub(super) fn by_path(name: &str, positions: &BTreeSet<usize>) -> TokenStream {
    if positions.is_empty() {
        return TokenStream::new();
    }
    let behind = made(name, "by_path");
    let named = positions.iter().map(|i| made(name, &format!("named_{i}")));
    quote! {
        trait #behind {
            #(fn #named<First: ?Sized, Value, Function>(
                _: &First,
                value: Value,
                _: Function,
            ) -> Value {
                value
            })*
        }
        impl<T: ?Sized> #behind for T {}
    }
}

/// The makers of a function that has none.
fn makers(name: &str, positions: &BTreeSet<usize>, runtime: &syn::Path) -> TokenStream {
    if positions.is_empty() {
        return TokenStream::new();
    }
    let private = quote!(#runtime::private);
    let marked = made(name, "marked");
    let marked = quote! {
        fn #marked<First: ?Sized>(_: &First) -> #private::Undifferentiated<0> {
            #private::Undifferentiated
        }
    };
    let each = positions.iter().map(|i| {
        let [named, captures, closure, dual] =
            MAKERS.map(|maker| made(name, &format!("{maker}_{i}")));
        quote! {
            fn #named<First: ?Sized, Value, Function>(
                _: &First,
                value: Value,
                _: Function,
            ) -> Value {
                value
            }
            fn #captures<First: ?Sized, Captured>(_: &First, captured: Captured) -> Captured {
                captured
            }
            fn #closure<First: ?Sized, Captured, Value, Pullback>(
                _: &First,
                _: Captured,
                value: Value,
                _: Pullback,
            ) -> #private::PassedFunction<Value> {
                #private::PassedFunction(value)
            }
            fn #dual<First: ?Sized, Captured, Value, Dual>(
                _: &First,
                _: Captured,
                value: Value,
                _: Dual,
            ) -> #private::PassedFunction<Value> {
                #private::PassedFunction(value)
            }
        }
    });
    each.chain([marked]).collect()
}

/// Behind the derivatives of a method of trait objects.
pub(super) fn object(name: &str, runtime: &syn::Path) -> TokenStream {
    let behind = format!("the_trait_of_{}_has_the_attribute", name.trim_start_matches("r#"));
    let forms = FORMS.map(|form| made(name, &format!("{form}_object")));
    told(made(&behind, "differentiate_dyn"), &forms, runtime)
}

/// The functions of what has derivatives.
const FORMS: [&str; 4] = ["value", "pullback", "owned_pullback", "tangent"];

/// What nobody can call, of which rustc says the bound.
fn told(behind: Ident, forms: &[Ident], runtime: &syn::Path) -> TokenStream {
    quote! {
        trait #behind {
            #(fn #forms(&self) {})*
        }
        impl<T: ?Sized + #runtime::private::HasMethods<()>> #behind for T {}
    }
}

/// Behind the derivatives of an associated function.
pub(super) fn associated(
    name: &str,
    arity: usize,
    (made, is_of_constants): (&BTreeSet<usize>, bool),
    runtime: &syn::Path,
) -> TokenStream {
    match () {
        _ if library::is_constructor(name) => constructor(name, arity, runtime),
        _ if is_of_constants => underived(name, arity, runtime),
        _ => function(name, (arity, made), runtime),
    }
}

/// Behind those of a function that may be given nothing but constants: what stands in for them, as for a function that isn't associated.
fn underived(name: &str, arity: usize, runtime: &syn::Path) -> TokenStream {
    let stand_in = quote!(#runtime::private::UnderivedFunction::<#arity>);
    let types: Vec<_> = (1..=arity).map(|i| made_alone(&format!("A{i}"))).collect();
    let args: Vec<_> = (1..=arity).map(|i| made_alone(&format!("a{i}"))).collect();
    let dots: Vec<_> = (1..=arity).map(|i| made_alone(&format!("d{i}"))).collect();
    let (bar, dot) =
        (quote!(#runtime::private::UnderivedBar<'_>), quote!(#runtime::private::UnderivedDot<'_>));
    let bars = vec![bar; arity];
    let of = quote!(#runtime::private::Underived);
    let [value, pullback, owned, tangent] = FORMS.map(|form| made(name, form));
    let pullbacks = [(&pullback, "pullback"), (&owned, "owned_pullback")].map(|(name, form)| {
        let form = made_alone(form);
        quote! {
            fn #name<#(#types,)* R>(#(#args: #types),*) -> (#of, fn(R, #(#bars),*)) {
                #stand_in::#form(#(#args),*)
            }
        }
    });
    behind(
        name,
        quote! {
            fn #value<#(#types),*>(#(_: #types),*) -> #of {
                #of
            }
            #(#pullbacks)*
            fn #tangent<#(#types),*>(#(#args: #types,)* #(#dots: #dot),*) -> (#of, #of) {
                #stand_in::tangent(#(#args,)* #(#dots),*)
            }
        },
    )
}

/// Behind an associated function's. Rustc says of a bound of these whose it is, and so the same in three ways; what fails is a function
/// of the runtime's, which is given what these return (`private::Called`).
fn function(
    name: &str,
    (arity, positions): (usize, &BTreeSet<usize>),
    runtime: &syn::Path,
) -> TokenStream {
    let unknown = quote!(#runtime::private::Undifferentiated<0>);
    let result = quote!(-> #unknown { #runtime::private::Undifferentiated });
    let functions = functions(name, TokenStream::new(), (arity, arity), result);
    let makers = makers(name, positions, runtime);
    behind(name, quote!(#functions #makers))
}

/// Behind those of a function by the name of another crate's constructor: what asks the runtime whether this is it.
fn constructor(name: &str, arity: usize, runtime: &syn::Path) -> TokenStream {
    let types = |letter| (1..=arity).map(move |i| made_alone(&format!("{letter}{i}")));
    let (types, dots): (Vec<_>, Vec<_>) = (types('A').collect(), types('D').collect());
    let (args, passed): (Vec<_>, Vec<_>) = (
        types.iter().map(|ty| made_alone(&format!("of_{ty}"))).collect(),
        dots.iter().map(|ty| made_alone(&format!("of_{ty}"))).collect(),
    );
    let marker = Ident::new(name, Span::mixed_site());
    let standing = |form: &str, dots: TokenStream| {
        let (private, form) = (quote!(#runtime::private), made_alone(form));
        quote!(#private::Standing<Self, #private::constructors::#marker, #private::#form, (#(#types,)*), #dots>)
    };
    let plain =
        [("value", "ValueForm"), ("pullback", "PullbackForm"), ("owned_pullback", "PullbackForm")];
    let plain = plain.map(|(form, result)| {
        let (form, result) = (made(name, form), standing(result, quote!(())));
        quote! {
            fn #form<#(#types),*>(#(#args: #types),*) -> #result {
                #runtime::private::Standing::with((#(#args,)*), ())
            }
        }
    });
    let form = made(name, "tangent");
    let result = standing("TangentForm", quote!((#(#dots,)*)));
    let tangent = quote! {
        fn #form<#(#types,)* #(#dots),*>(#(#args: #types,)* #(#passed: #dots),*) -> #result {
            #runtime::private::Standing::with((#(#args,)*), (#(#passed,)*))
        }
    };
    let behind = made(name, "undifferentiated");
    quote! {
        trait #behind: Sized { #(#plain)* #tangent }
        impl<T> #behind for T {}
    }
}

/// Behind the constant that says whether a method may be called again.
pub(super) fn constant(method: &str) -> TokenStream {
    let constant = repeatable_of(method);
    let name = Ident::new(&format!("{constant}_unknown"), Span::mixed_site());
    quote! {
        trait #name {
            const #constant: bool = false;
        }
        impl<T: ?Sized> #name for T {}
    }
}

/// Behind the method whose result says the same, of what only rustc knows the type.
pub(super) fn repeats(method: &str, runtime: &syn::Path) -> TokenStream {
    let name = repeats_of(method);
    let behind = Ident::new(&format!("{name}_unknown"), Span::mixed_site());
    quote! {
        trait #behind {
            fn #name(&self) -> #runtime::private::Repeats<false> {
                #runtime::private::Repeats
            }
        }
        impl<T: ?Sized> #behind for T {}
    }
}

/// The name of that method.
pub(super) fn repeats_of(method: &str) -> Ident {
    made(method, "repeats")
}

/// The name of that constant.
pub(super) fn repeatable_of(method: &str) -> Ident {
    made(method, "REPEATABLE")
}

fn functions(
    name: &str,
    receiver: TokenStream,
    (args, dots): (usize, usize),
    result: TokenStream,
) -> TokenStream {
    let types = |letter, number| {
        (1..=number).map(move |i| Ident::new(&format!("{letter}{i}"), Span::mixed_site()))
    };
    let (types, dots): (Vec<_>, Vec<_>) = (types('A', args).collect(), types('D', dots).collect());
    let generics = quote!(<#(#types),*>);
    let [value, pullback, owned] = ["value", "pullback", "owned_pullback"].map(|form| {
        let name = made(name, form);
        quote!(fn #name #generics(#receiver #(_: #types),*) #result)
    });
    let tangent = made(name, "tangent");
    quote! {
        #value
        #pullback
        #owned
        fn #tangent<#(#types,)* #(#dots),*>(#receiver #(_: #types,)* #(_: #dots),*) #result
    }
}

fn behind(name: &str, items: TokenStream) -> TokenStream {
    let name = made(name, "undifferentiated");
    quote! {
        trait #name { #items }
        impl<T> #name for T {}
    }
}

fn made_alone(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

fn made(name: &str, form: &str) -> Ident {
    Ident::new(&format!("{}_{form}", name.trim_start_matches("r#")), Span::mixed_site())
}
