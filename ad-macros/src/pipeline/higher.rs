//! What the option `order` asks for: the derivatives of a function's tangent, as a function of its own, and of its tangent, and so on.
//!
//! In: an analysed function. Out: associated functions, `tangent_pullback` and its kin for other derivatives, and `hvp` for people. Each order doubles the code.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Analysed, analyse_all, with_closures};
use super::{finished, inputs, never, owned, pullback_body, selected, stub_bodies, tangent_body};
use crate::adjoint::{self, Form};
use crate::analysis::Facts;
use crate::args::Config;
use crate::diag::Diagnostics;
use crate::interface::{self, Bodies, Owned, Proofs};
use crate::ir::Function;
use crate::lift::{Wanted, lift};
use crate::signature::Signature;
use crate::{emit, keeping};

/// The functions that stand beside those of first order.
pub fn functions(
    config: &Config,
    signature: &Signature,
    primal: &Function,
    facts: &Facts,
) -> TokenStream {
    if config.order < 2 {
        return TokenStream::new();
    }
    let mut functions =
        products(config, signature, |signature| product(config, signature, primal, facts));
    functions.extend(of_levels(config, signature, levels(config, signature, primal, facts)));
    functions
}

/// Those of the tangents, and what is made of them.
fn of_levels(
    config: &Config,
    signature: &Signature,
    levels: Vec<(Signature, Bodies)>,
) -> TokenStream {
    let (mut functions, mut held) = (TokenStream::new(), Vec::new());
    for (lifted, bodies) in levels {
        held.push(match &bodies.owned {
            Owned::Body { held, .. } => held.clone(),
            Owned::Same | Owned::Copied | Owned::Cloned(_) => Vec::new(),
        });
        functions.extend(interface::lifted(config, &lifted, bodies));
    }
    functions.extend(interface::inside(config, signature, &held));
    functions
}

/// The same of a function whose tangent is written out: `pair` results in the value and its tangent, `slope` in the tangent alone.
pub fn of_tangent(
    diagnostics: &mut Diagnostics,
    config: &Config,
    signature: &Signature,
    [pair, slope]: [&syn::Block; 2],
) -> (Proofs, TokenStream) {
    let lifted = signature.lifted();
    let (pair, facts) = analysed(diagnostics, config, &lifted, pair);
    if diagnostics.any() {
        return (Proofs::default(), stubs(config, signature));
    }
    let of_values = emit::proofs(&pair, &config.runtime).unwrap_or_default();
    let proofs = Proofs { of_values, ..Proofs::default() };
    let mut functions = products(config, signature, |signature| {
        let mut along = along(signature);
        along.results_in(signature.output_tangent(), signature.output_tangent());
        along.output_kind = signature.output_kind.clone();
        // What is wrong is said of the pair.
        let mut diagnostics = Diagnostics::default();
        let (slope, facts) = analysed(&mut diagnostics, config, &along, slope);
        diagnostics.forget();
        product_body(config, product_by(config, signature, &along, (&slope, &facts)))
    });
    functions.extend(of_levels(config, signature, levels_from(config, lifted, pair, facts)));
    (proofs, functions)
}

/// A tangent that is written out, as a function of the parameters and their dots.
fn analysed(
    diagnostics: &mut Diagnostics,
    config: &Config,
    signature: &Signature,
    body: &syn::Block,
) -> (Function, Facts) {
    let Analysed { function, facts, closures } = analyse_all(diagnostics, signature, body);
    match diagnostics.any() {
        true => (function, facts),
        false => (with_closures(config, function, closures), facts),
    }
}

/// After an error in the body: the same without bodies. What takes functions has none.
pub fn stubs(config: &Config, signature: &Signature) -> TokenStream {
    if config.order < 2 || signature.functions().next().is_some() {
        return TokenStream::new();
    }
    let mut functions = products(config, signature, |_| never());
    let mut lifted = signature.clone();
    let mut held = Vec::new();
    for _ in 1..config.order {
        lifted = lifted.lifted();
        held.push(Vec::new());
        functions.extend(interface::lifted(config, &lifted, stub_bodies(config, &lifted)));
    }
    functions.extend(interface::inside(config, signature, &held));
    functions
}

/// The function's tangent, the tangent of that, and so on: each as a function, with the bodies of its derivatives.
pub fn levels(
    config: &Config,
    signature: &Signature,
    primal: &Function,
    facts: &Facts,
) -> Vec<(Signature, Bodies)> {
    if config.order < 2 {
        return Vec::new();
    }
    let tangent = lifted(signature, primal, facts, Wanted::Pair);
    let signature = signature.lifted();
    let facts = facts_of(&signature, &tangent, facts);
    levels_from(config, signature, tangent, facts)
}

/// The same from the function's tangent on.
fn levels_from(
    config: &Config,
    mut signature: Signature,
    mut primal: Function,
    mut facts: Facts,
) -> Vec<(Signature, Bodies)> {
    let mut levels = Vec::new();
    for level in 2..=config.order {
        let bodies = Bodies {
            tangent: config.forward.then(|| tangent_body(config, &signature, &primal, &facts)),
            pullback: config.reverse.then(|| pullback_body(config, &signature, &primal, &facts)),
            owned: owned::owned(config, &signature, &primal, (&facts, None)),
            ..Bodies::default()
        };
        levels.push((signature.clone(), bodies));
        if level < config.order {
            let tangent = lifted(&signature, &primal, &facts, Wanted::Pair);
            signature = signature.lifted();
            facts = facts_of(&signature, &tangent, &facts);
            primal = tangent;
        }
    }
    levels
}

/// What a trait declares of a function that it leaves to its implementations.
pub fn declared(config: &Config, signature: &Signature) -> TokenStream {
    let declared = interface::declared(config, signature);
    let products = products(config, signature, |_| TokenStream::new());
    quote!(#declared #products)
}

/// Whether there are products with the Hessian.
pub fn has_products(config: &Config, signature: &Signature) -> bool {
    let has_outputs = signature.outputs().next().is_some();
    let is_whole = config.order > 1 && config.reverse && !has_outputs;
    is_whole && signature.is_scalar() && signature.is_asked()
}

/// `hvp` and its kin, of a function with one float as its result. An implementation may override the method that a body of a trait's is about.
fn products(
    config: &Config,
    signature: &Signature,
    body: impl FnOnce(&Signature) -> TokenStream,
) -> TokenStream {
    if !has_products(config, signature) {
        return TokenStream::new();
    }
    let body = (!signature.stands.is_in_trait()).then(|| body(signature));
    let products = interface::hessian_products(config, signature, body);
    let hessians = config.forward.then(|| interface::hessians(config, signature));
    quote!(#products #hessians)
}

/// The tangent as a function.
fn lifted(signature: &Signature, primal: &Function, facts: &Facts, wanted: Wanted) -> Function {
    let params = signature.params.iter();
    let dots: Vec<_> = params.map(|param| (param.differentiable, param.dot())).collect();
    lift(primal, facts, &dots, wanted)
}

/// What is known of the tangent, by the parameters that `signature` differentiates by.
fn facts_of(signature: &Signature, lifted: &Function, of: &Facts) -> Facts {
    let params = signature.params.iter().zip(&lifted.params);
    let wanted: Vec<_> =
        params.filter(|(param, _)| param.differentiable).map(|(_, var)| *var).collect();
    Facts {
        types: of.types.clone(),
        named: of.named.clone(),
        instances: of.instances.clone(),
        floats: of.floats.clone(),
        ..Facts::of(lifted, &wanted)
    }
}

/// The gradient of the derivative in a direction: the Hessian times that direction.
fn product(
    config: &Config,
    signature: &Signature,
    primal: &Function,
    facts: &Facts,
) -> TokenStream {
    product_body(config, product_of(config, signature, primal, facts))
}

fn product_body(config: &Config, product: Function) -> TokenStream {
    let product = keeping::kept(product, keeping::Gone::Exclusive, &config.runtime);
    emit::body(&selected(product), &config.runtime)
}

/// Its code, the dots and the bars among whose parameters belong to the direction.
pub fn product_of(
    config: &Config,
    signature: &Signature,
    primal: &Function,
    facts: &Facts,
) -> Function {
    let slope = lifted(signature, primal, facts, Wanted::Tangent);
    let along = along(signature);
    let facts = facts_of(&along, &slope, facts);
    product_by(config, signature, &along, (&slope, &facts))
}

/// The gradient of a derivative in a direction.
fn product_by(
    config: &Config,
    signature: &Signature,
    along: &Signature,
    (slope, facts): (&Function, &Facts),
) -> Function {
    let inputs = (&*inputs(along, slope), &signature.value_bar());
    finished(adjoint::adjoint(slope, facts, inputs, Form::Gradient, config.strategy))
}

/// The signature of a tangent whose direction is a constant.
fn along(signature: &Signature) -> Signature {
    let mut along = signature.lifted();
    for param in &mut along.params {
        param.differentiable &= param.dot_of.is_none();
    }
    along
}
