//! What the derivatives demand of type parameters beside what the function itself does.
//!
//! ```text
//! T: num_traits::Float              T: ::ad_runtime::private::Float
//! S: Mul<f64, Output = S>           S: Clone + ::ad_runtime::Differentiable + 'static, S: ::ad_runtime::rules::MulRule<f64, Output = S>
//! for<'a> &'a S: Sub<Output = S>    for<'a> &'a S: ::ad_runtime::rules::SubRule<Output = S>
//! ```
//!
//! In: a signature and generics. Out: the same generics with these bounds. So an operator of a type parameter is whatever rule the type has
//! that it stands for, and a type without the rule is rustc's error at the call.

use proc_macro2::{Ident, Span};
use quote::ToTokens;

use crate::args::Config;
use crate::kind::{
    Kind, Operated, bounds, is_of_floats, is_real, may_be_unsized, operated, operated_by,
};
use crate::overloads::Overload;
use crate::signature::{Param, Signature, Stands};
use crate::ty::{mentions, peel};

/// What the supertraits of a trait demand of its derivatives: the rules of operators among them, and floats where they are those of floats.
pub fn beside_supertraits(
    runtime: &syn::Path,
    supertraits: &syn::punctuated::Punctuated<syn::TypeParamBound, syn::Token![+]>,
) -> Vec<syn::TypeParamBound> {
    let this = Ident::new("Self", Span::call_site());
    let ruled = supertraits.iter().filter_map(|bound| {
        let bound = operated_by(syn::parse_quote!(#this), bound)?;
        match rule(runtime, &bound, std::slice::from_ref(&this))? {
            syn::WherePredicate::Type(predicate) => predicate.bounds.into_iter().next(),
            _ => None,
        }
    });
    let floats = supertraits.iter().any(is_of_floats);
    let floats = floats.then(|| syn::parse_quote!(#runtime::private::Float));
    ruled.chain(floats).collect()
}

/// What an `impl` of a trait demands of the type parameters of its block, beside what is written there: that those which are floats, or have operators, have
/// derivatives. It may have no functions.
pub fn bind_block(runtime: &syn::Path, block: &mut syn::Generics) {
    let of_floats = |param: &&syn::TypeParam| {
        bounds(block, param).iter().any(|bound| is_of_floats(bound))
            && !is_real(block, &param.ident)
    };
    let floats = block.type_params().filter(of_floats).map(|param| &param.ident);
    let floats = floats.map(|name| syn::parse_quote!(#name: #runtime::private::Float));
    let operators = operated(block);
    let is_ruled = |param: &&syn::TypeParam| {
        !bounds(block, param).iter().any(|bound| is_of_floats(bound))
            && operators.iter().any(|bound| bound.mentions(&param.ident))
    };
    let ruled = block.type_params().filter(is_ruled).map(|param| param.ident.clone());
    let ruled: Vec<_> = ruled.collect();
    let demanded = floats.chain(rules_of(runtime, &ruled, block)).collect::<Vec<_>>();
    if !demanded.is_empty() {
        block.make_where_clause().predicates.extend(demanded);
    }
}

/// Adds what the derivatives of a function demand.
pub fn bind(config: &Config, signature: &Signature, generics: &mut syn::Generics) {
    let is_block = signature.stands == Stands::InImplementation;
    let is_said = |bound: &syn::WherePredicate| is_block && is_of_block(signature, bound);
    let bounds: Vec<_> = demanded(config, signature).filter(|bound| !is_said(bound)).collect();
    if !bounds.is_empty() {
        generics.make_where_clause().predicates.extend(bounds);
    }
}

fn demanded(config: &Config, signature: &Signature) -> impl Iterator<Item = syn::WherePredicate> {
    floats(config, signature).into_iter().chain(rules(config, signature))
}

/// Whether a bound is about the generics of the block alone, where it stands then.
fn is_of_block(signature: &Signature, bound: &syn::WherePredicate) -> bool {
    let own = signature.own_generics.type_params().map(|param| param.ident.clone());
    !mentions(bound.to_token_stream(), &own.collect::<Vec<_>>())
}

/// The type parameters that are floats are floats of the runtime's too.
fn floats(config: &Config, signature: &Signature) -> Vec<syn::WherePredicate> {
    let runtime = &config.runtime;
    let unbound = signature.scope.floats.iter();
    let unbound = unbound.filter(|name| !is_real(&signature.generics_in_scope, name));
    unbound.map(|name| syn::parse_quote!(#name: #runtime::private::Float)).collect()
}

/// Those that have operators have tangents, and their operators have rules. What a rule takes by value and the
/// reverse sweep looks at again is cloned; and what a rule is called with holds no borrow, so that it may be called once more.
fn rules(config: &Config, signature: &Signature) -> Vec<syn::WherePredicate> {
    rules_of(&config.runtime, &signature.scope.ruled, &signature.generics_in_scope)
}

fn rules_of(
    runtime: &syn::Path,
    ruled: &[Ident],
    generics: &syn::Generics,
) -> Vec<syn::WherePredicate> {
    let bounds = operated(generics);
    let bounds: Vec<_> =
        bounds.iter().filter(|bound| ruled.iter().any(|name| bound.mentions(name))).collect();
    let mut differentiable = ruled.to_vec();
    let is_param = |name: &&Ident| generics.type_params().any(|param| param.ident == **name);
    for right in bounds.iter().filter_map(|bound| bound.right()).filter(is_param) {
        if !differentiable.contains(right) {
            differentiable.push(right.clone());
        }
    }
    let differentiable = differentiable.into_iter().map(|name| -> syn::WherePredicate {
        match ruled.contains(&name) {
            true => {
                syn::parse_quote!(#name: ::core::clone::Clone + #runtime::Differentiable + 'static)
            }
            false => syn::parse_quote!(#name: #runtime::Differentiable),
        }
    });
    let rules = bounds.iter().filter_map(|bound| rule(runtime, bound, ruled));
    differentiable.chain(rules).collect()
}

/// The rule beside an operator. Of what isn't a parameter's own type, nor a reference to one, it is looked for where the operator is used:
/// a bound would hide from rustc what the type's tangent is.
fn rule(runtime: &syn::Path, bound: &Operated, ruled: &[Ident]) -> Option<syn::WherePredicate> {
    let (of_predicate, left) = (bound.lifetimes, &bound.left);
    let of_bound = &bound.bound.lifetimes;
    let name = Ident::new(&bound.overload.rule(), Span::mixed_site());
    let mut rule: syn::PathSegment = syn::parse_quote!(#name);
    rule.arguments = bound.arguments().cloned().unwrap_or_default();
    if let (Overload::Total(_), syn::PathArguments::AngleBracketed(arguments)) =
        (&bound.overload, &mut rule.arguments)
        && let Some(syn::GenericArgument::Type(item)) = arguments.args.first_mut()
        && let syn::Type::Reference(reference) = peel(item)
    {
        *item = (*reference.elem).clone();
    }
    let is_ruled = |ty: &syn::Type| match peel(ty) {
        syn::Type::Path(path) => path.path.get_ident().is_some_and(|name| ruled.contains(name)),
        _ => false,
    };
    match peel(left) {
        syn::Type::Reference(reference) if is_ruled(&reference.elem) => {
            let tangent = {
                let ty = &reference.elem;
                syn::parse_quote!(Tangent = <#ty as #runtime::Differentiable>::Tangent)
            };
            match &mut rule.arguments {
                syn::PathArguments::AngleBracketed(arguments) => arguments.args.push(tangent),
                arguments => {
                    *arguments = syn::PathArguments::AngleBracketed(syn::parse_quote!(<#tangent>));
                }
            }
        }
        left if is_ruled(left) || Kind::of(left).is_number() => {}
        _ => return None,
    }
    Some(syn::parse_quote!(#of_predicate #left: #of_bound #runtime::rules::#rule))
}

/// The type parameters that are models have tangents in the derivatives, and so has what implements a trait.
pub fn bind_models(config: &Config, signature: &Signature, generics: &mut syn::Generics) {
    let runtime = &config.runtime;
    // The generics of an implementation's block stand there.
    let is_bound_here = |name: &&Ident| {
        let own = || signature.own_generics.type_params().any(|param| param.ident == **name);
        signature.stands != Stands::InImplementation || own()
    };
    let names = signature.scope.models.iter().filter(is_bound_here);
    let mut bounds: Vec<syn::WherePredicate> =
        names.map(|name| syn::parse_quote!(#name: #runtime::private::Differentiable)).collect();
    // A type without a size has no derivatives but behind a pointer.
    let unsized_here = signature.generics_in_scope.type_params().filter(|param| {
        let names = [&signature.scope.models, &signature.scope.ruled];
        names.iter().any(|names| names.contains(&param.ident))
            && is_bound_here(&&param.ident)
            && may_be_unsized(&signature.generics_in_scope, param)
    });
    bounds.extend(unsized_here.map(|param| -> syn::WherePredicate {
        let name = &param.ident;
        syn::parse_quote!(#name: ::core::marker::Sized)
    }));
    if signature.stands.is_in_trait() {
        bounds.push(syn::parse_quote!(Self: ::core::marker::Sized));
    }
    let takes_self = signature.params.iter().any(Param::takes_self);
    if signature.stands.is_in_trait() && takes_self {
        bounds.push(syn::parse_quote!(Self: ::core::clone::Clone));
    }
    if !bounds.is_empty() {
        generics.make_where_clause().predicates.extend(bounds);
    }
}
