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
//!             private::entries(&Self::value(&x[..], n))
//!         },
//!         &mut |along| { .. Self::jvp(x, n, &x_dot) .. },
//!         &mut |value_bar| { .. Self::vjp(x, n) .. },
//!     )
//! }
//! ```
//! A differentiable `&mut` parameter is copied for each call; what it points to afterwards is a result.
//! Absent for two kinds of function: one with a constant `&mut` parameter, which can't be called again at
//! the same point, and one with references to references to lists (`&[&[&[f64]]]`).

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use crate::kind::{self, Kind};

use crate::signature::Param;

use crate::ty::{holds_reference, peel};

use super::header::{Header, kept_argument, one_or_tuple, reference};
use super::view::view;
use super::{made, names};

/// `fn check(x, n) -> Result<Report, Mismatch>`, where it can be had.
pub fn function(header: &Header) -> Option<TokenStream> {
    let is_odd = |param: &Param| param.is_mut_ref() && !param.is_output();
    // No copy of what is behind a `&dyn` has its type.
    let is_object = |param: &Param| param.differentiable && kind::object(&param.ty).is_some();
    if header.types().any(|(param, _)| is_odd(param) || is_object(param)) {
        return None;
    }
    let header = &with_bounds(header);
    let signature = header.signature;
    let (vis, name, runtime) = (header.vis(), header.name("check"), header.runtime);
    let (parameters, function) = (header.parameters(), signature.ident.to_string());
    let (generics, _, where_clause) = header.generics.split_for_impl();
    let names = signature.wanted().map(|param| param.name.to_string());
    let values = signature.wanted().map(reference);
    let (value, forward, reverse) = (value(header)?, forward(header), reverse(header));
    let doc = format!(
        " Compares the two modes of `{function}` with each other and with finite differences at this point.\n\n # Errors\n\n Where they disagree: by how much, and at which coordinate."
    );
    // Inline, so that it is compiled where it is called: a release build has none of it.
    Some(header.placed(quote_spanned! {Span::mixed_site()=>
        #[doc = #doc]
        #[inline]
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
    }))
}

/// The header with bounds on what the macro can't see through: a constant that is passed by value several times must be
/// `Clone`, what is differentiated must have coordinates, from which it is made again.
fn with_bounds<'a>(header: &Header<'a>) -> Header<'a> {
    let (signature, runtime) = (header.signature, header.runtime);
    let tangent = |ty: &syn::Type| signature.tangent(ty, runtime);
    let proof = |ty: &syn::Type| signature.proof(ty, runtime);
    let mut named = header.with_lifetimes();
    let mut bounds: Vec<TokenStream> = Vec::new();
    let mut points = Vec::new();
    for (param, ty) in named.types() {
        bounds.extend(match peel(ty) {
            _ if is_copied(param) || is_clone(&param.kind) => None,
            syn::Type::Reference(_) => None,
            ty => Some(quote_spanned!(Span::mixed_site()=> #ty: ::std::clone::Clone)),
        });
        for ty in if param.differentiable { signature.unseen(ty) } else { Vec::new() } {
            bounds.extend(checked(runtime, &ty, (&tangent(&ty), &proof(&ty))));
            points.push(ty.to_token_stream().to_string());
        }
    }
    let has_points = !bounds.is_empty();
    for ty in signature.unseen(&signature.output) {
        // A bound on what is lent would say for how long.
        if holds_reference(&ty) {
            continue;
        }
        // What is a parameter's type, or may be another name of one, has the same bound: rustc can't choose between two.
        let is_point = points.contains(&ty.to_token_stream().to_string());
        bounds.extend(match is_point || (has_points && is_bare(&ty)) {
            true => checked(runtime, &ty, (&tangent(&ty), &proof(&ty))),
            false => looked_at(runtime, &ty, (&tangent(&ty), &proof(&ty))),
        });
    }
    if bounds.is_empty() {
        return header.clone();
    }
    // `for<'any>` keeps rustc from refusing a bound that doesn't hold where nobody calls `check`.
    let bounds = bounds.into_iter().map(|bound| -> syn::WherePredicate {
        syn::parse_quote_spanned!(Span::mixed_site()=> for<'any> #bound)
    });
    let bounds: Vec<_> = bounds.collect();
    named.generics.make_where_clause().predicates.extend(bounds);
    named
}

/// `Model: CheckedPoint`, which says of its tangent what is needed. That leaves the tangents of a type with lifetimes
/// apart from those of the same type with others; so there its tangent is bound by itself.
fn checked(
    runtime: &syn::Path,
    ty: &syn::Type,
    (tangent, proof): (&TokenStream, &TokenStream),
) -> Vec<TokenStream> {
    match names::holds_lifetime(ty) {
        false => {
            vec![quote_spanned!(Span::mixed_site()=> #ty: #runtime::private::CheckedPoint<#proof>)]
        }
        true => vec![
            quote_spanned!(Span::mixed_site()=> #ty: #runtime::private::Checked),
            quote_spanned!(Span::mixed_site()=> #tangent: #runtime::private::Checked),
        ],
    }
}

/// Whether a type is a name without arguments.
fn is_bare(ty: &syn::Type) -> bool {
    let syn::Type::Path(path) = peel(ty) else { return false };
    path.path.segments.iter().all(|segment| segment.arguments.is_none())
}

/// `Model: CheckedResult`, the same for what is only looked at.
fn looked_at(
    runtime: &syn::Path,
    ty: &syn::Type,
    (tangent, proof): (&TokenStream, &TokenStream),
) -> Vec<TokenStream> {
    match names::holds_lifetime(ty) {
        false => {
            vec![quote_spanned!(Span::mixed_site()=> #ty: #runtime::private::CheckedResult<#proof>)]
        }
        true => vec![
            quote_spanned!(Span::mixed_site()=> #ty: #runtime::private::Listed),
            quote_spanned!(Span::mixed_site()=> #tangent: #runtime::private::Checked),
        ],
    }
}

/// `|along, step| { let x = private::moved(x, &mut along, step); private::entries(&Self::value(&x[..], n)) }`
fn value(header: &Header) -> Option<TokenStream> {
    // Not the function's own name, which may be that of a local variable here.
    let (runtime, function, turbofish) = (header.runtime, header.name("value"), header.turbofish());
    let (along, step, value) = (made("along"), made("step"), made("value"));
    let moved = header.signature.wanted().map(|param| {
        let (name, value) = (binding(param, &copy(param)), reference(param));
        quote_spanned! {Span::mixed_site()=>
            let #name = #runtime::private::moved(#value, #along, #step);
        }
    });
    let arguments = header.signature.params.iter().map(|param| match param.differentiable {
        true => {
            let moved = copy(param).to_token_stream();
            match peel(&param.ty) {
                syn::Type::Reference(ty) if param.is_output() => {
                    (!holds_reference(&ty.elem)).then(|| quote!(&mut #moved))
                }
                _ if param.takes_self() => Some(quote!(&#moved)),
                ty => view(ty, &moved),
            }
        }
        false if param.takes_self() => {
            let name = &param.name;
            Some(quote!(&#name))
        }
        false => Some(kept_argument(param)),
    });
    let arguments = arguments.collect::<Option<Vec<_>>>()?;
    let copies: Vec<_> = header.signature.outputs().map(copy).collect();
    let entries = all_entries(runtime, &value, &copies);
    Some(quote_spanned! {Span::mixed_site()=>
        |#along: &mut #runtime::private::Entries<'_>, #step: f64| {
            #(#moved)*
            let #value = Self::#function #turbofish(#(#arguments),*);
            #entries
        }
    })
}

/// `|along| { let x_dot = ..; let (value, value_dot) = Self::jvp(x, n, &x_dot); .. }`
fn forward(header: &Header) -> TokenStream {
    let (runtime, turbofish, signature) = (header.runtime, header.turbofish(), header.signature);
    let (along, jvp) = (made("along"), header.name("jvp"));
    let (value, value_dot) = (made("value"), made("value_dot"));
    let (copied, arguments) = arguments(header);
    let wanted: Vec<_> = signature.wanted().collect();
    let dots = wanted.iter().map(|param| binding(param, &param.dot()));
    let values = wanted.iter().map(|param| reference(param));
    let passed = wanted.iter().map(|param| {
        let dot = param.dot();
        match (param.is_output(), param.is_ref()) {
            (true, _) => quote_spanned!(Span::mixed_site()=> &mut #dot),
            (_, true) => quote_spanned!(Span::mixed_site()=> &#dot),
            _ => dot.to_token_stream(),
        }
    });
    let call = quote_spanned! {Span::mixed_site()=>
        Self::#jvp #turbofish(#(#arguments,)* #(#passed,)*)
    };
    let call = match signature.is_unit() {
        true => quote_spanned!(Span::mixed_site()=> (#call, ())),
        false => call,
    };
    let (copies, dots_out): (Vec<_>, Vec<_>) =
        signature.outputs().map(|param| (copy(param), param.dot())).unzip();
    let entries = all_entries(runtime, &value, &copies);
    let entries_dot = all_entries(runtime, &value_dot, &dots_out);
    quote_spanned! {Span::mixed_site()=>
        |#along: &mut #runtime::private::Entries<'_>| {
            #(let #dots = #runtime::private::tangent_of(#values, #along);)*
            #(#copied)*
            let (#value, #value_dot) = #call;
            (#entries, #entries_dot)
        }
    }
}

/// `|entries| { let (value, pullback) = Self::vjp(x, n); let x_bar = pullback(value_bar); .. }`
fn reverse(header: &Header) -> TokenStream {
    let (runtime, turbofish, signature) = (header.runtime, header.turbofish(), header.signature);
    let (entries, vjp, pullback) = (made("entries"), header.name("vjp"), made("pullback"));
    let (value, value_bar) = (made("value"), signature.value_bar());
    let (copied, arguments) = arguments(header);
    let bars: Vec<_> = signature.wanted().map(Param::bar).collect();
    let returned: Vec<_> =
        signature.inputs().map(|param| param.bar().into_token_stream()).collect();
    let grad = one_or_tuple(&returned);
    let (copies, bars_out): (Vec<_>, Vec<_>) =
        signature.outputs().map(|param| (copy(param), param.bar())).unzip();
    let passed = (!signature.is_unit()).then(|| quote_spanned!(Span::mixed_site()=> #value_bar,));
    let places = signature.outputs().map(|param| param.name.to_string());
    let listing = quote_spanned!(Span::mixed_site()=> #runtime::private::listing("", &#value));
    let listing = match copies.is_empty() {
        true => listing,
        false => quote_spanned! {Span::mixed_site()=>
            #runtime::private::joined([
                #listing, #(#runtime::private::listing(#places, &#copies),)*
            ])
        },
    };
    quote_spanned! {Span::mixed_site()=>
        |#entries: &mut #runtime::private::Entries<'_>| {
            #(#copied)*
            let (#value, #pullback) = Self::#vjp #turbofish(#(#arguments,)*);
            let #value_bar = #runtime::private::tangent_of(&#value, #entries);
            #(let mut #bars_out = #runtime::private::tangent_of(&#copies, #entries);)*
            let #grad = #pullback(#passed #(&mut #bars_out),*);
            let #entries = [#(#runtime::private::entries(&#bars),)*].concat();
            (#listing, #entries)
        }
    }
}

/// Statements that copy what is changed, and the arguments: the copies, and the rest as it is.
fn arguments(header: &Header) -> (Vec<TokenStream>, Vec<TokenStream>) {
    let (runtime, signature) = (header.runtime, header.signature);
    let copied = signature.outputs().map(|param| {
        let (name, value) = (copy(param), reference(param));
        quote_spanned! {Span::mixed_site()=>
            let mut #name = #runtime::private::copied(#value);
        }
    });
    let arguments = signature.params.iter().map(|param| match param.is_output() {
        true => {
            let name = copy(param);
            quote_spanned!(Span::mixed_site()=> &mut #name)
        }
        false if is_copied(param) => {
            let value = reference(param);
            quote_spanned!(Span::mixed_site()=> #runtime::private::copied(#value))
        }
        false => kept_argument(param),
    });
    (copied.collect(), arguments.collect())
}

/// `private::entries(&value)`; with those of what was changed after them.
fn all_entries(runtime: &syn::Path, value: &Ident, changed: &[Ident]) -> TokenStream {
    let value = quote_spanned!(Span::mixed_site()=> #runtime::private::entries(&#value));
    match changed.is_empty() {
        true => value,
        false => quote_spanned! {Span::mixed_site()=>
            [#value, #(#runtime::private::entries(&#changed),)*].concat()
        },
    }
}

/// The name of a copy of an argument: nothing else can be called `self`.
pub(super) fn copy(param: &Param) -> Ident {
    match param.is_self() {
        true => made("this"),
        false => param.name.clone(),
    }
}

/// `mut x` if the parameter is changed.
fn binding(param: &Param, name: &Ident) -> TokenStream {
    match param.is_output() {
        true => quote_spanned!(Span::mixed_site()=> mut #name),
        false => name.to_token_stream(),
    }
}

/// Whether an argument is made again from its coordinates, so that its type need not be `Clone`.
fn is_copied(param: &Param) -> bool {
    param.differentiable && !param.is_ref() && !is_clone(&param.kind) && !holds_reference(&param.ty)
}

/// Whether values of this kind are certainly `Clone`.
pub(super) fn is_clone(kind: &Kind) -> bool {
    match kind {
        Kind::Float | Kind::Real(_) | Kind::Int | Kind::Bool | Kind::Unit => true,
        Kind::Tuple(items) => items.iter().all(is_clone),
        Kind::List(item) | Kind::Array(item) | Kind::Map(item) => is_clone(item),
        Kind::Struct(_) | Kind::Other | Kind::Unknown => false,
    }
}
