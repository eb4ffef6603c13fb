//! The user's code once more, as a constant that nobody runs, by which rustc says once what is wrong with it.
//!
//! ```text
//! #[cfg(debug_assertions)]
//! const COMPILES: bool = { let _ = |x: &[f64], n: usize| -> f64 { body }; true };
//!
//! fn tangent(x: &[f64], n: usize, ..) -> (f64, f64) {
//!     written! { Self::COMPILES; [] x, n; }
//! ```
//! What is wrong with the body is wrong with its copy, at the same place and in the same words, which rustc prints once. Then the constant can't be made out,
//! and neither can what is asked for by it: `x` has no type, and rustc is silent about what is made of it. Where the code compiles, a value
//! is what it was.
//!
//! In: a function's declaration and its body. Out: the constant, and the statements that derivatives begin with. Only in builds with debug assertions, in which
//! code is written: the others don't look at the body twice. Deliberately absent: what is generic, since a constant may mention no generics, and what
//! stands in a trait or in an `impl` of one.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};

use super::{Signature, Stands};
use crate::library::StdType;
use crate::ty::{arguments, holds_opaque, peel};

/// A function's code once more.
#[derive(Clone)]
pub struct Written {
    /// The constants of this name, one for each kind of build, and what they are made of.
    items: TokenStream,
    /// The name, as it is found where `Self` isn't known.
    path: TokenStream,
    /// The name.
    name: Ident,
    /// Where the runtime is.
    runtime: syn::Path,
}

/// A variable that is asked for.
pub struct Asked {
    /// What it is called before.
    pub from: Ident,
    /// What it is called from there on.
    pub name: Ident,
    /// Whether it may be changed.
    pub is_mutable: bool,
}

impl Asked {
    /// One that keeps its name.
    pub fn itself(name: Ident) -> Asked {
        Asked { from: name.clone(), name, is_mutable: false }
    }
}

impl Written {
    /// The code of a function whose attributes for its parameters are gone, if it can stand in a constant.
    pub fn of(
        signature: &Signature,
        attrs: &[syn::Attribute],
        (item, body): (&syn::Signature, &syn::Block),
    ) -> Option<Written> {
        if !can_stand_alone(signature, attrs, item) || lacks_value(item, body) {
            return None;
        }
        let name = signature.derivative("COMPILES");
        let lints = lints(attrs);
        let path = match &signature.self_ty {
            None => {
                let beside = &signature.beside;
                quote_spanned!(Span::mixed_site()=> #beside::#name)
            }
            Some(ty) => quote_spanned!(Span::mixed_site()=> <#ty>::#name),
        };
        let (beside, code) = match item.receiver().is_some() || !item.generics.params.is_empty() {
            true => as_function(signature, (item, body), &lints),
            false => (TokenStream::new(), as_closure(item, body)),
        };
        let items = quote_spanned! {Span::mixed_site()=>
            #beside
            #[doc = " Whether the function itself compiles."]
            #[doc(hidden)]
            #[cfg(debug_assertions)]
            #lints
            const #name: bool = {
                #code
                true
            };
            #[doc = " Only builds with debug assertions look."]
            #[doc(hidden)]
            #[cfg(not(debug_assertions))]
            const #name: bool = true;
        };
        Some(Written { items, path, name, runtime: signature.runtime.clone() })
    }

    /// The constant, which is true.
    pub fn items(&self) -> &TokenStream {
        &self.items
    }

    /// Its name in items that stand in a derivative.
    pub fn path(&self) -> &TokenStream {
        &self.path
    }

    /// Statements that make errors of these variables, if the function is one.
    pub fn asked(&self, variables: &[Asked]) -> TokenStream {
        if variables.is_empty() {
            return TokenStream::new();
        }
        let (runtime, compiles) = (&self.runtime, &self.name);
        let renamed = variables.iter().filter(|asked| asked.from != asked.name);
        let renamed = renamed.map(|Asked { from, name, .. }| quote!(#name = #from));
        let of = |is_mutable| {
            let kept = variables.iter().filter(|asked| asked.from == asked.name);
            kept.filter(move |asked| asked.is_mutable == is_mutable).map(|asked| &asked.name)
        };
        let (kept, mutable) = (of(false), of(true));
        quote_spanned! {Span::mixed_site()=>
            #runtime::written! { Self::#compiles; [#(#renamed),*] #(#kept),*; #(#mutable),* }
        }
    }
}

/// Whether nothing has to be known of what is around the function, but for names.
fn can_stand_alone(signature: &Signature, attrs: &[syn::Attribute], item: &syn::Signature) -> bool {
    let is_inherent = signature.stands == Stands::InBlock && signature.self_trait.is_none();
    let is_plain = item.asyncness.is_none()
        && matches!(item.safety, syn::Safety::Default)
        && item.abi.is_none();
    let mut parameters = item.inputs.iter().filter_map(|input| match input {
        syn::FnArg::Typed(param) => Some(&*param.ty),
        syn::FnArg::Receiver(_) => None,
    });
    let is_seen = match &item.output {
        syn::ReturnType::Default => true,
        syn::ReturnType::Type(_, ty) => !holds_opaque(ty) && !matches!(**ty, syn::Type::Never(_)),
    };
    let is_lifetime = |param: &syn::GenericParam| matches!(param, syn::GenericParam::Lifetime(_));
    // A macro's path has none.
    let has_arguments = signature.runtime.segments.iter().any(|part| !part.arguments.is_none());
    // What such an attribute allows may be denied elsewhere.
    let has_conditions = attrs.iter().any(|attribute| attribute.path().is_ident("cfg_attr"));
    (signature.self_ty.is_none() || is_inherent)
        && signature.generics_around.params.is_empty()
        && item.generics.params.iter().all(is_lifetime)
        && is_plain
        && is_seen
        && !has_arguments
        && !has_conditions
        && !parameters.any(holds_opaque)
}

/// Whether a value is missing at the end, for all to see: of a closure rustc says that in other words. Derivatives are none the worse for it.
fn lacks_value(item: &syn::Signature, body: &syn::Block) -> bool {
    let is_wanted = match &item.output {
        syn::ReturnType::Default => false,
        syn::ReturnType::Type(_, ty) => {
            !matches!(peel(ty), syn::Type::Tuple(ty) if ty.elems.is_empty())
        }
    };
    let is_missing = match body.stmts.last() {
        None | Some(syn::Stmt::Local(_) | syn::Stmt::Item(_)) => true,
        Some(syn::Stmt::Macro(_)) => false,
        Some(syn::Stmt::Expr(syn::Expr::If(end), None)) => end.else_branch.is_none(),
        Some(syn::Stmt::Expr(_, None)) => false,
        // What comes to no end needs no value.
        Some(syn::Stmt::Expr(end, Some(_))) => {
            use syn::Expr::{Assign, Binary, Field, Index, Lit, MethodCall, Paren, Path, Unary};
            matches!(
                end,
                Assign(_)
                    | Binary(_)
                    | Field(_)
                    | Index(_)
                    | Lit(_)
                    | MethodCall(_)
                    | Paren(_)
                    | Path(_)
                    | Unary(_)
            )
        }
    };
    is_wanted && is_missing
}

/// What the user allows of the function is allowed of its copy.
fn lints(attrs: &[syn::Attribute]) -> TokenStream {
    let allowed = attrs.iter().filter_map(|attribute| match &attribute.meta {
        syn::Meta::List(list) if list.path.is_ident("allow") || list.path.is_ident("expect") => {
            let lints = &list.tokens;
            Some(quote!(#[allow(#lints)]))
        }
        _ => None,
    });
    allowed.collect()
}

/// A function as a closure, whose code belongs to the constant's.
fn as_closure(item: &syn::Signature, body: &syn::Block) -> TokenStream {
    let (patterns, types) = parameters(item);
    let output = match &item.output {
        syn::ReturnType::Default => quote_spanned!(Span::mixed_site()=> ()),
        syn::ReturnType::Type(_, ty) => ty.to_token_stream(),
    };
    let closure = quote_spanned!(Span::mixed_site()=> |#(#patterns: #types),*| -> #output #body);
    match &item.output {
        // Of what a closure's result is borrowed only the type of a function can say.
        syn::ReturnType::Type(_, ty) if !owns_all(ty) => {
            quote_spanned!(Span::mixed_site()=> let _: fn(#(#types),*) -> #output = #closure;)
        }
        _ => quote_spanned!(Span::mixed_site()=> let _ = #closure;),
    }
}

/// Whether nothing in a type is borrowed, for all to see: a type of the user's may have a lifetime that isn't written.
fn owns_all(ty: &syn::Type) -> bool {
    match peel(ty) {
        syn::Type::Tuple(ty) => ty.elems.iter().all(owns_all),
        syn::Type::Array(ty) => owns_all(&ty.elem),
        syn::Type::Path(path) if path.qself.is_none() => {
            let Some(last) = path.path.segments.last() else { return false };
            match StdType::of(&last.ident) {
                Some(StdType::Float | StdType::Int | StdType::Bool | StdType::String) => true,
                Some(StdType::Vec | StdType::Option | StdType::Result) => {
                    arguments(last).all(owns_all)
                }
                _ => false,
            }
        }
        _ => false,
    }
}

fn parameters(item: &syn::Signature) -> (Vec<&syn::Pat>, Vec<&syn::Type>) {
    let typed = item.inputs.iter().filter_map(|input| match input {
        syn::FnArg::Typed(param) => Some((&*param.pat, &*param.ty)),
        syn::FnArg::Receiver(_) => None,
    });
    typed.unzip()
}

/// A function as another one: a closure has no `self`, and no lifetimes with names. It is an `async` one, of which nobody knows what it results in without
/// looking at its body.
fn as_function(
    signature: &Signature,
    (item, body): (&syn::Signature, &syn::Block),
    lints: &TokenStream,
) -> (TokenStream, TokenStream) {
    let name = signature.derivative("written");
    let mut copy = item.clone();
    copy.asyncness = Some(syn::Token![async](Span::mixed_site()));
    copy.constness = None;
    copy.ident = name.clone();
    let n_arguments = item.inputs.len();
    let types = (0..n_arguments).map(|i| format_ident!("A{i}", span = Span::mixed_site()));
    let types: Vec<_> = types.collect();
    let method = quote_spanned! {Span::mixed_site()=>
        #[doc = " The function itself, of which nobody makes a call."]
        #[doc(hidden)]
        #[cfg(debug_assertions)]
        #lints
        #copy #body
    };
    let asked = quote_spanned! {Span::mixed_site()=>
        const fn asked<F: ::core::ops::FnOnce(#(#types),*) -> R, #(#types,)* R>(_: &F) {}
        asked(&Self::#name);
    };
    (method, asked)
}
