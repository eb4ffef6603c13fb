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

use crate::args::Config;
use crate::kind::{Kind, Operated, is_real, operated};
use crate::overloads::Overload;
use crate::signature::Signature;
use crate::ty::peel;

/// Adds what the derivatives of a function demand.
pub fn bind(config: &Config, signature: &Signature, generics: &mut syn::Generics) {
    let bounds = floats(config, signature).into_iter().chain(rules(config, signature));
    let bounds: Vec<_> = bounds.collect();
    if !bounds.is_empty() {
        generics.make_where_clause().predicates.extend(bounds);
    }
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
    let (runtime, ruled) = (&config.runtime, &signature.scope.ruled);
    let bounds = operated(&signature.generics_in_scope);
    let bounds: Vec<_> =
        bounds.iter().filter(|bound| ruled.iter().any(|name| bound.mentions(name))).collect();
    let mut differentiable = ruled.clone();
    let is_param = |name: &&Ident| {
        signature.generics_in_scope.type_params().any(|param| param.ident == **name)
    };
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
