//! What the option `order` asks for: the derivatives of a function's tangent, as a function of its own, and of its tangent, and so on.
//!
//! In: an analysed function. Out: associated functions, `tangent_pullback` and its kin for other derivatives, and `hvp` for people. Each order doubles the code.

use proc_macro2::TokenStream;
use quote::quote;

use super::{finished, inputs, never, owned, pullback_body, selected, stub_bodies, tangent_body};
use crate::adjoint::{self, Form};
use crate::analysis::Facts;
use crate::args::Config;
use crate::interface::{self, Bodies, Owned};
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
    let mut held = Vec::new();
    for (lifted, bodies) in levels(config, signature, primal, facts) {
        held.push(match &bodies.owned {
            Owned::Body { held, .. } => held.clone(),
            Owned::Same | Owned::Copied | Owned::Cloned(_) => Vec::new(),
        });
        functions.extend(interface::lifted(config, &lifted, bodies));
    }
    functions.extend(interface::inside(config, signature, &held));
    functions
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
    let (mut signature, mut primal, mut facts) = (signature.clone(), primal.clone(), facts.clone());
    let mut levels = Vec::new();
    for _ in 1..config.order {
        let lifted = lifted(&signature, &primal, &facts, Wanted::Pair);
        signature = signature.lifted();
        facts = facts_of(&signature, &lifted, &facts);
        primal = lifted;
        let bodies = Bodies {
            tangent: config.forward.then(|| tangent_body(config, &signature, &primal, &facts)),
            pullback: config.reverse.then(|| pullback_body(config, &signature, &primal, &facts)),
            owned: owned::owned(config, &signature, &primal, (&facts, None)),
            ..Bodies::default()
        };
        levels.push((signature.clone(), bodies));
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
    let product = product_of(config, signature, primal, facts);
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
    let mut along = signature.lifted();
    for param in &mut along.params {
        // The direction is a constant.
        param.differentiable &= param.dot_of.is_none();
    }
    let facts = facts_of(&along, &slope, facts);
    let inputs = (&*inputs(&along, &slope), &signature.value_bar());
    let product = adjoint::adjoint(&slope, &facts, inputs, Form::Gradient, config.strategy);
    finished(product)
}
