//! `check`: forward and reverse mode against each other and against finite differences.
//!
//! The runtime does the work on plain lists of coordinates (three closures evaluate the function, its
//! `jvp` and its `vjp` there); what is generated here takes the typed
//! arguments apart and puts them together again.
//! ```text
//! fn check(x: &[f64], n: usize) -> Result<Report, Mismatch> {
//!     private::check(
//!         "f",
//!         &[private::listing("x", x)],
//!         &mut |along, step| {                    // the value at x + step * along
//!             let x = private::moved(x, &mut along, step);
//!             private::entries(&f(&x[..], n))
//!         },
//!         &mut |along| { .. Self::jvp(x, n, &x_dot) .. },
//!         &mut |value_bar| { .. Self::vjp(x, n) .. },
//!     )
//! }
//! ```
//! Absent for two kinds of function: one with a `&mut` parameter, which can't be called again at the
//! same point, and one with references to references to lists (`&[&[&[f64]]]`).

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};

use crate::signature::{Kind, Param, peel};

use super::header::{Header, kept_argument, one_or_tuple, reference};
use super::made;
use super::view::view;

/// `fn check(x, n) -> Result<Report, Mismatch>`, where it can be had.
pub fn function(header: &Header) -> Option<TokenStream> {
    if header.types().any(|(_, ty)| is_mut_ref(ty)) {
        return None;
    }
    let header = &callable_again(header);
    let signature = header.signature;
    let (vis, name, runtime) = (&signature.vis, header.name("check"), header.runtime);
    let (parameters, function) = (header.parameters(), signature.ident.to_string());
    let (generics, _, where_clause) = header.generics.split_for_impl();
    let names = signature.wanted().map(|param| param.name.to_string());
    let values = signature.wanted().map(reference);
    let (value, forward, reverse) = (value(header)?, forward(header), reverse(header));
    let doc = format!(
        " Compares the two modes of `{function}` with each other and with finite differences at this point."
    );
    Some(quote_spanned! {Span::mixed_site()=>
        #[doc = #doc]
        #vis fn #name #generics(#parameters)
            -> ::std::result::Result<#runtime::check::Report, #runtime::check::Mismatch>
        #where_clause
        {
            #runtime::private::check(
                #function,
                &[#(#runtime::private::listing(#names, #values),)*],
                &mut #value,
                &mut #forward,
                &mut #reverse,
            )
        }
    })
}

/// The header with a `Clone` bound for what is passed by value several times.
fn callable_again<'a>(header: &Header<'a>) -> Header<'a> {
    let is_clone = |param: &Param| param.is_ref() || is_clone(&param.kind);
    if header.types().all(|(param, _)| is_clone(param)) {
        return header.clone();
    }
    let mut header = header.with_lifetimes();
    let others = header.types().filter(|(param, _)| !is_clone(param));
    // `for<'any>` keeps rustc from refusing a bound that doesn't hold where nobody calls `check`.
    let bounds = others.map(|(_, ty)| -> syn::WherePredicate {
        syn::parse_quote!(for<'any> #ty: ::std::clone::Clone)
    });
    let bounds: Vec<_> = bounds.collect();
    header.generics.make_where_clause().predicates.extend(bounds);
    header
}

/// `|along, step| { let x = private::moved(x, &mut along, step); private::entries(&f(&x[..], n)) }`
fn value(header: &Header) -> Option<TokenStream> {
    let (runtime, function) = (header.runtime, header.function());
    let (along, step) = (made("along"), made("step"));
    let moved = header.signature.wanted().map(|param| {
        let (name, value) = (copy(param), reference(param));
        quote_spanned! {Span::mixed_site()=>
            let #name = #runtime::private::moved(#value, #along, #step);
        }
    });
    let arguments = header.signature.params.iter().map(|param| match param.differentiable {
        true => {
            let moved = copy(param).to_token_stream();
            view(&param.ty, &moved)
        }
        false => Some(kept_argument(param)),
    });
    let arguments = arguments.collect::<Option<Vec<_>>>()?;
    Some(quote_spanned! {Span::mixed_site()=>
        |#along: &mut #runtime::private::Entries<'_>, #step: f64| {
            #(#moved)*
            #runtime::private::entries(&#function(#(#arguments),*))
        }
    })
}

/// `|along| { let x_dot = ..; let (value, value_dot) = Self::jvp(x, n, &x_dot); .. }`
fn forward(header: &Header) -> TokenStream {
    let (runtime, turbofish) = (header.runtime, header.turbofish());
    let (along, jvp) = (made("along"), header.name("jvp"));
    let (value, value_dot) = (made("value"), made("value_dot"));
    let arguments = header.signature.params.iter().map(kept_argument);
    let wanted: Vec<_> = header.signature.wanted().collect();
    let dots: Vec<_> = wanted.iter().map(|param| param.dot()).collect();
    let values = wanted.iter().map(|param| reference(param));
    let passed = wanted.iter().zip(&dots).map(|(param, dot)| match param.is_ref() {
        true => quote_spanned!(Span::mixed_site()=> &#dot),
        false => dot.to_token_stream(),
    });
    quote_spanned! {Span::mixed_site()=>
        |#along: &mut #runtime::private::Entries<'_>| {
            #(let #dots = #runtime::private::tangent_of(#values, #along);)*
            let (#value, #value_dot) = Self::#jvp #turbofish(#(#arguments,)* #(#passed,)*);
            (#runtime::private::entries(&#value), #runtime::private::entries(&#value_dot))
        }
    }
}

/// `|entries| { let (value, pullback) = Self::vjp(x, n); let x_bar = pullback(value_bar); .. }`
fn reverse(header: &Header) -> TokenStream {
    let (runtime, turbofish) = (header.runtime, header.turbofish());
    let (entries, vjp, pullback) = (made("entries"), header.name("vjp"), made("pullback"));
    let (value, value_bar) = (made("value"), header.signature.value_bar());
    let arguments = header.signature.params.iter().map(kept_argument);
    let bars: Vec<_> = header.signature.wanted().map(Param::bar).collect();
    let bar_tokens: Vec<_> = bars.iter().map(ToTokens::to_token_stream).collect();
    let grad = one_or_tuple(&bar_tokens);
    quote_spanned! {Span::mixed_site()=>
        |#entries: &mut #runtime::private::Entries<'_>| {
            let (#value, #pullback) = Self::#vjp #turbofish(#(#arguments,)*);
            let #value_bar = #runtime::private::tangent_of(&#value, #entries);
            let #grad = #pullback(#value_bar);
            let #entries = [#(#runtime::private::entries(&#bars),)*].concat();
            (#runtime::private::listing("", &#value), #entries)
        }
    }
}

/// The name of a copy of an argument: nothing else can be called `self`.
fn copy(param: &Param) -> Ident {
    match param.is_self() {
        true => made("this"),
        false => param.name.clone(),
    }
}

/// Whether values of this kind are certainly `Clone`.
fn is_clone(kind: &Kind) -> bool {
    match kind {
        Kind::Float | Kind::Real(_) | Kind::Int | Kind::Bool | Kind::Unit => true,
        Kind::Tuple(items) => items.iter().all(is_clone),
        Kind::List(item) => is_clone(item),
        Kind::Other | Kind::Unknown => false,
    }
}

fn is_mut_ref(ty: &syn::Type) -> bool {
    matches!(peel(ty), syn::Type::Reference(reference) if reference.mutability.is_some())
}
