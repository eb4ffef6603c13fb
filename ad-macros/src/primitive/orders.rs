//! `#[primitive(.., order = k)]`: the tangent that a rule says, written out as a function, of which the derivatives are made like those of others.
//!
//! In: a signature and a rule. Out: two blocks over the parameters and their dots, which result in the value and its tangent, and in the tangent
//! alone; or why there are none. For `partials(x = (1.0 + out) * (1.0 - out))`, and for `bprop = norm_bprop`:
//! ```text
//! { let out = tanh_of(x); (out, ((1.0 + out) * (1.0 - out)) * x_dot) }
//! { let out = norm(x);
//!   let mut out_dot = 0.0;
//!   let cotangent0: Vec<f64> = norm_bprop(x, out, 1.0);
//!   for i in 0..x_dot.len() { out_dot += cotangent0[i] * x_dot[i]; }
//!   (out, out_dot) }
//! ```
//! The function itself is called by the name that its derivatives have, so that the derivative of the value is the rule again.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};

use crate::diag::Diagnostics;
use crate::interface::made;
use crate::kind::Kind;
use crate::signature::{Param, Signature};
use crate::unsupported;

use super::partials::out_of;
use super::{Partial, Rule};

/// The tangent's code.
pub struct Tangent {
    /// With the value.
    pub pair: syn::Block,
    /// Without it.
    pub slope: syn::Block,
}

/// The tangent that the rule says; none after an error.
pub fn tangent(
    diagnostics: &mut Diagnostics,
    signature: &Signature,
    rule: &Rule,
) -> Option<Tangent> {
    if diagnostics.any() {
        return None;
    }
    let (out, slope) = match rule {
        Rule::Partials(partials) => of_partials(signature, partials),
        Rule::Functions { jvp: Some(jvp), .. } => of_jvp(signature, jvp),
        Rule::Functions { bprop: Some(bprop), .. } => {
            if let Some(ty) = unseen(signature) {
                diagnostics.error(ty, unsupported::PRIMITIVE_ORDER);
                return None;
            }
            of_bprop(signature, bprop)
        }
        Rule::Functions { .. } => unreachable!("a rule has a path"),
    };
    let Slope { before, result } = slope;
    let function = callee(signature);
    let arguments = signature.params.iter().map(given);
    let value = quote_spanned!(Span::mixed_site()=> let #out = #function(#(#arguments),*); #before);
    Some(Tangent {
        pair: syn::parse_quote_spanned!(Span::mixed_site()=> { #value (#out, #result) }),
        slope: syn::parse_quote_spanned!(Span::mixed_site()=> { #value #result }),
    })
}

/// Statements, and the tangent of the result.
struct Slope {
    before: TokenStream,
    result: TokenStream,
}

/// The products of the partials with the dots, by the user's name for the result.
fn of_partials(signature: &Signature, partials: &[Partial]) -> (Ident, Slope) {
    let named = partials.iter().find_map(|partial| out_of(partial, signature));
    let terms = signature.wanted().zip(partials).map(|(param, partial)| {
        let (dot, expr) = (param.dot(), &partial.expr);
        quote_spanned!(Span::mixed_site()=> (#expr) * #dot)
    });
    let result = quote_spanned!(Span::mixed_site()=> #(#terms)+*);
    (named.unwrap_or_else(|| made("out")), Slope { before: TokenStream::new(), result })
}

/// What the user's function for forward mode results in.
fn of_jvp(signature: &Signature, jvp: &syn::Path) -> (Ident, Slope) {
    let (out, out_dot) = (made("out"), made("out_dot"));
    let arguments = signature.params.iter().map(|param| passed(param, &param.name));
    let value = lent(&signature.output_kind, &out);
    let dots = signature.wanted().map(|param| passed(param, &param.dot()));
    let before = quote_spanned! {Span::mixed_site()=>
        let #out_dot = #jvp(#(#arguments,)* #value #(, #dots)*);
    };
    (out, Slope { before, result: out_dot.into_token_stream() })
}

/// A type of which no product with a gradient can be written.
fn unseen(signature: &Signature) -> Option<&syn::Type> {
    let has_product = |kind: &Kind| match kind {
        Kind::Float => true,
        Kind::List(item) | Kind::Array(item) => item.is_float(),
        _ => false,
    };
    if signature.output_kind != Kind::Float {
        return Some(&signature.output);
    }
    signature.wanted().find(|param| !has_product(&param.kind)).map(|param| &param.ty)
}

/// The product of the gradient, which the user's function for reverse mode gives, with the dots.
fn of_bprop(signature: &Signature, bprop: &syn::Path) -> (Ident, Slope) {
    let (out, out_dot, i) = (made("out"), made("out_dot"), made("i"));
    let arguments = signature.params.iter().map(|param| passed(param, &param.name));
    let (mut cotangents, mut types, mut terms) = (Vec::new(), Vec::new(), Vec::new());
    for (number, param) in signature.wanted().enumerate() {
        let (cotangent, dot) = (made(&format!("cotangent{number}")), param.dot());
        terms.push(match &param.kind {
            Kind::Float => quote_spanned!(Span::mixed_site()=> #out_dot += #cotangent * #dot;),
            _ => quote_spanned! {Span::mixed_site()=>
                for #i in 0..#dot.len() {
                    #out_dot += #cotangent[#i] * #dot[#i];
                }
            },
        });
        cotangents.push(cotangent);
        types.push(param.tangent());
    }
    let pattern = match &*cotangents {
        [one] => one.to_token_stream(),
        several => quote_spanned!(Span::mixed_site()=> (#(#several),*)),
    };
    let ty = match &*types {
        [one] => one.to_token_stream(),
        several => quote_spanned!(Span::mixed_site()=> (#(#several),*)),
    };
    let output = &signature.output;
    let before = quote_spanned! {Span::mixed_site()=>
        let #pattern: #ty = #bprop(#(#arguments,)* #out, 1.0);
        let mut #out_dot: #output = 0.0;
        #(#terms)*
    };
    (out, Slope { before, result: out_dot.into_token_stream() })
}

/// The name that the derivatives have.
fn callee(signature: &Signature) -> Ident {
    let mut name = signature.beside.clone();
    name.set_span(name.span().resolved_at(Span::mixed_site()));
    name
}

/// An argument of the function, which is looked at afterwards.
fn given(param: &Param) -> TokenStream {
    let name = &param.name;
    match param.is_ref() || param.kind.is_copy() {
        true => name.to_token_stream(),
        false => quote_spanned!(Span::mixed_site()=> #name.clone()),
    }
}

/// An argument of a rule: the parameter, or its dot.
fn passed(param: &Param, name: &Ident) -> TokenStream {
    match param.is_ref() {
        true => name.to_token_stream(),
        false => lent(&param.kind, name),
    }
}

/// Scalars by value, everything else by reference.
fn lent(kind: &Kind, name: &Ident) -> TokenStream {
    match kind {
        Kind::Float | Kind::Real(_) | Kind::Int | Kind::Bool => name.to_token_stream(),
        _ => quote_spanned!(Span::mixed_site()=> &#name),
    }
}
