//! `#[differentiate] impl Mul<f64> for Vec3`: tokens to the implementation of the operator's rule.

use std::slice::from_ref;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;

use super::{higher, pullback_body, tangent_body, with_closures};
use crate::analyse::{Analysed, analyse_all};
use crate::analysis::repeatable::Called;
use crate::args::Config;
use crate::bodies::{of_body, over_the_reals};
use crate::configured::under;
use crate::diag::Diagnostics;
use crate::interface::{self, Bodies, Owned, Proofs, pullback_parameters, rule};
use crate::methods::operator::{self, Operator};
use crate::overloads::Overload;
use crate::{dump, emit, hygiene, lower, spans, unsupported};

/// The rule of the operator that a block implements, or everything that is wrong with it.
pub fn of_operator(
    diagnostics: &mut Diagnostics,
    config: &Config,
    block: &syn::ItemImpl,
    overload: Overload,
) -> TokenStream {
    if !(config.forward && config.reverse) || config.wrt.is_some() {
        diagnostics.error(block.impl_token, unsupported::OPERATOR_OPTION);
    }
    if config.order > 1 && matches!(overload, Overload::Total(_) | Overload::From(_)) {
        diagnostics.error(block.impl_token, unsupported::higher_order("a sum or a conversion"));
    }
    let operators = operator::read(diagnostics, config, block, overload);
    let rules = operators.into_iter().map(|(operator, diagnostics)| {
        let cfgs: Vec<_> = operator.cfgs.iter().map(ToTokens::to_token_stream).collect();
        let rule = of_configured(diagnostics, config, &operator);
        under(&cfgs, operator.configuration.only(rule))
    });
    rules.collect()
}

fn of_configured(
    mut diagnostics: Diagnostics,
    config: &Config,
    operator: &Operator,
) -> TokenStream {
    let (signature, body) = (&operator.signature, &operator.body);
    let is_readable = !diagnostics.any();
    let Analysed { function, facts, closures } = analyse_all(&mut diagnostics, signature, body);
    if let Err(errors) = diagnostics.finish() {
        let errors = errors.into_compile_error();
        // Uses of the operator are no errors too.
        let stub = is_readable.then(|| {
            let never = quote!({ ::core::unreachable!("not compiled") });
            let params = pullback_parameters(config, signature);
            let bodies = Bodies {
                tangent: Some(never.clone()),
                pullback: Some(quote!({ (#never, move |#params| {}) })),
                gradient: None,
                value: None,
                owned: Owned::Same,
                repeatable: TokenStream::new(),
            };
            rule(config, implemented(operator, TokenStream::new()), bodies, Proofs::default())
        });
        return quote!(#stub #errors);
    }
    let mut primal = with_closures(config, function, closures);
    let is_conversion = matches!(operator.overload, Overload::From(_));
    primal.is_rule = !is_conversion;
    let (primal, facts) = over_the_reals(config, signature, (primal, facts));
    let called = of_body(config, signature, &primal, &facts);
    // A conversion only says whether it may be made twice.
    let (Asserted { of_item, of_instance }, said) = match is_conversion {
        true => (Asserted::default(), Some(is_repeatable(operator, called, &config.runtime))),
        false => (asserted(operator, called, &config.runtime), None),
    };
    let bodies = Bodies {
        tangent: Some(tangent_body(config, signature, &primal, &facts)),
        pullback: Some(pullback_body(config, signature, &primal, &facts)),
        gradient: None,
        value: None,
        owned: Owned::Same,
        repeatable: TokenStream::new(),
    };
    let dumped = dump::dump(config, signature, &primal, (&facts, body));
    let params = signature.params.iter().map(|param| match &param.pattern {
        Some(pattern) => pattern.to_token_stream(),
        None => param.name.to_token_stream(),
    });
    let of_names = hygiene::proofs(&primal.names, &quote!(#(#params)* #body));
    let of_types = emit::claims(&lower::claims_of(signature), &config.runtime);
    let is_of_std = is_of_std(operator, &config.runtime);
    let of_types = quote!(#is_of_std #of_types #of_names);
    let of_values = emit::proofs(&primal, &config.runtime).unwrap_or_default();
    let proofs = Proofs { of_types, of_values };
    let with_proofs = interface::Operator { said, ..implemented(operator, of_instance) };
    let rule = rule(config, with_proofs, bodies, proofs);
    let higher = higher::levels(config, signature, &primal, &facts);
    let higher = higher.into_iter().map(|(signature, bodies)| {
        let tangent = implemented(operator, TokenStream::new());
        let tangent = interface::Operator { signature: &signature, ..tangent };
        interface::rule_of_tangent(config, tangent, bodies)
    });
    quote!(#rule #of_item #(#higher)* #dumped)
}

fn implemented(operator: &Operator, repeatable: TokenStream) -> interface::Operator<'_> {
    let Operator { overload, self_ty, right, generics, signature, .. } = operator;
    let right = right.as_ref();
    interface::Operator { overload, self_ty, right, generics, signature, repeatable, said: None }
}

/// The proof that an operator's body may be run again: what it calls is asked one by one, so that an error stands where it is called. Without generics it is an item, which
/// rustc evaluates whenever it looks at the code; else it is asked of each instance.
#[derive(Default)]
struct Asserted {
    of_item: TokenStream,
    of_instance: TokenStream,
}

fn asserted(operator: &Operator, called: Called, runtime: &syn::Path) -> Asserted {
    let is_item = operator.generics.params.is_empty();
    let unknown = called.unknown.map(|at| (at, None));
    let callees = called.callees.into_iter().map(|callee| match is_item {
        true => callee.with_self(&operator.self_ty),
        false => callee,
    });
    let callees = callees.map(|callee| (callee.span(), Some(callee)));
    let asserted = unknown.into_iter().chain(callees).map(|(at, callee)| {
        let is_repeatable = emit::repeatable(callee.as_ref().map(from_ref), runtime);
        let asserted = quote!(#runtime::private::repeatable_operator(#is_repeatable));
        let asserted = match is_item {
            true => quote!(const _: () = #asserted;),
            false => quote!(const { #asserted };),
        };
        spans::at(at, asserted)
    });
    let (asserted, none) = (asserted.collect(), TokenStream::new());
    match is_item {
        true => Asserted { of_item: asserted, of_instance: none },
        false => Asserted { of_item: none, of_instance: asserted },
    }
}

/// Whether a conversion's body may be run again, as an expression of constants.
fn is_repeatable(operator: &Operator, called: Called, runtime: &syn::Path) -> TokenStream {
    let callees = called.callees.into_iter().map(|callee| callee.with_self(&operator.self_ty));
    let callees: Option<Vec<_>> = called.unknown.is_none().then(|| callees.collect());
    emit::repeatable(callees.as_deref(), runtime)
}

/// What compiles only if the trait of this name is std's.
fn is_of_std(operator: &Operator, runtime: &syn::Path) -> TokenStream {
    let (path, overload, right) = (&operator.path, &operator.overload, operator.right.iter());
    let (module, method) = (overload.module(), Ident::new(overload.method(), Span::mixed_site()));
    let place = path.span().resolved_at(Span::mixed_site());
    if let Overload::Total(_) = overload {
        // The argument is what the path says.
        let arguments = path.segments.last().map(|last| &last.arguments);
        let items = quote_spanned!(place=> ::std::iter::Empty<_>);
        return quote_spanned! {place=>
            let _ = || #runtime::private::same_function(
                <Self as ::core::#module::#overload #arguments>::#method::<#items>,
                <Self as #path>::#method::<#items>,
            );
        };
    }
    quote_spanned! {place=>
        let _ = || #runtime::private::same_function(
            <Self as ::core::#module::#overload #(<#right>)*>::#method,
            <Self as #path>::#method,
        );
    }
}
