//! `#[differentiate] impl Mul<f64> for Vec3`: tokens to the implementation of the operator's rule.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;

use super::{pullback_body, repeatable, tangent_body, with_closures};
use crate::analyse::{Analysed, analyse_all};
use crate::args::Config;
use crate::configured::under;
use crate::diag::Diagnostics;
use crate::interface::{self, Bodies, Owned, Proofs, pullback_parameters, rule};
use crate::methods::operator::{self, Operator};
use crate::overloads::Overload;
use crate::{emit, hygiene, lower, unsupported};

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
                repeatable: quote!(true),
            };
            rule(config, implemented(operator), bodies, Proofs::default())
        });
        return quote!(#stub #errors);
    }
    let primal = with_closures(config, function, closures);
    let repeatable = repeatable(config, signature, &primal, &facts);
    let bodies = Bodies {
        tangent: Some(tangent_body(config, signature, &primal, &facts)),
        pullback: Some(pullback_body(config, signature, &primal, &facts)),
        gradient: None,
        value: None,
        owned: Owned::Same,
        repeatable: emit::repeatable(repeatable.as_deref(), &config.runtime),
    };
    let params = signature.params.iter().map(|param| match &param.pattern {
        Some(pattern) => pattern.to_token_stream(),
        None => param.name.to_token_stream(),
    });
    let of_names = hygiene::proofs(&primal.names, &quote!(#(#params)* #body));
    let of_types = emit::claims(&lower::claims_of(signature), &config.runtime);
    let is_of_std = is_of_std(operator, &config.runtime);
    let of_types = quote!(#is_of_std #of_types #of_names);
    let of_values = emit::proofs(&primal, &config.runtime).unwrap_or_default();
    rule(config, implemented(operator), bodies, Proofs { of_types, of_values })
}

fn implemented(operator: &Operator) -> interface::Operator<'_> {
    let Operator { overload, self_ty, right, generics, signature, .. } = operator;
    interface::Operator { overload, self_ty, right: right.as_ref(), generics, signature }
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
