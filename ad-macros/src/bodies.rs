//! Which bodies a function's derivatives have, and what they are made of.
//!
//! In: a function past the gate, its facts and its options. Out: answers, for whoever makes those bodies (`pipeline`), closures' (`closures`), or what is read of them (`dump`).

use std::collections::BTreeSet;

use crate::adjoint::Input;
use crate::analysis::repeatable::Called;
use crate::analysis::{self, Facts};
use crate::args::Config;
use crate::interface::{self, Owned};
use crate::ir::{Function, Repeated, VarId};
use crate::signature::{Param, Signature};
use crate::{keeping, simplify};

/// What derivatives are made of: with `simplify = "real"`, the function with other operations beside its own.
pub fn over_the_reals(
    config: &Config,
    signature: &Signature,
    (primal, facts): (Function, Facts),
) -> (Function, Facts) {
    if !config.real {
        return (primal, facts);
    }
    let inputs = inputs(signature, &primal);
    let wanted = inputs.iter().filter(|input| input.wanted).map(|input| input.param);
    simplify::real::real(&primal, &facts, &wanted.collect::<Vec<_>>())
}

/// The inputs of a function as `adjoint` wants them.
pub fn inputs(signature: &Signature, primal: &Function) -> Vec<Input> {
    let params = signature.params.iter().zip(&primal.params);
    params
        .map(|(param, var)| Input {
            param: *var,
            wanted: param.differentiable || param.function.is_some(),
            bar: param.bar(),
        })
        .collect()
}

/// Whether the gradient has a body of its own. With a function among the parameters it is made of the pullback, which needs no cotangent of it; so it is where
/// something is lent that is changed later, of which the pullback keeps a copy.
pub fn has_gradient(config: &Config, signature: &Signature, primal: &Function) -> bool {
    config.reverse
        && signature.is_scalar()
        && !signature.stands.is_of_trait()
        && signature.functions().next().is_none()
        && !keeping::is_lent_by_methods(primal)
}

/// What must be repeatable for the function to be; none if it isn't.
pub fn repeatable(
    config: &Config,
    signature: &Signature,
    primal: &Function,
    facts: &Facts,
) -> Option<Vec<Repeated>> {
    let called = of_body(config, signature, primal, facts);
    called.unknown.is_none().then_some(called.callees)
}

/// What the function calls, and of what nobody knows whether it is repeatable. Constants of types that aren't seen may hold anything: a `Cell`, a generator.
pub fn of_body(config: &Config, signature: &Signature, primal: &Function, facts: &Facts) -> Called {
    let is_seen = |param: &&Param| match param.differentiable || param.function.is_some() {
        true => true,
        false => param.kind.is_settled() && !param.is_mut_ref(),
    };
    let unseen = signature.params.iter().find(|param| !is_seen(param));
    let unknown = match unseen {
        Some(param) => Some(param.name.span()),
        // Of functions that call one another, one doesn't ask the others; which of a trait's is meant nobody knows.
        None => (config.boxed || signature.stands.is_of_trait()).then(|| signature.ident.span()),
    };
    let called = analysis::repeatable::of_body(primal, facts, signature.self_ty.is_some());
    Called { unknown: unknown.or(called.unknown), ..called }
}

/// Whether it has a body of its own.
pub fn has_owned_body(
    config: &Config,
    signature: &Signature,
    primal: &Function,
    facts: &Facts,
) -> bool {
    let repeatable = repeatable(config, signature, primal, facts);
    config.reverse && made_of_others(config, signature, repeatable.as_deref()).is_none()
}

/// How it is made without a body of its own, if it is.
pub fn made_of_others(
    config: &Config,
    signature: &Signature,
    repeatable: Option<&[Repeated]>,
) -> Option<Owned> {
    let shared = signature.params.iter().filter(|param| param.is_ref() && !param.is_mut_ref());
    let lends = signature.params.iter().any(Param::is_mut_ref);
    let has_types_of_constants = interface::has_types_of_constants(config, signature);
    if shared.count() == 0 && !has_types_of_constants {
        return Some(Owned::Same);
    }
    // A function of lists of numbers that calls no other: its second run costs less than a body of its own.
    let calls_nothing = repeatable.is_some_and(<[Repeated]>::is_empty);
    let is_of_numbers = signature.params.iter().all(|param| param.kind.is_of_numbers());
    let is_copied = calls_nothing
        && signature.lifted == 0
        && !signature.collects
        && signature.functions().next().is_none()
        && !lends
        && !has_types_of_constants
        && is_of_numbers;
    is_copied.then_some(Owned::Copied)
}

/// The parameters that are lent to be looked at.
pub fn lent(signature: &Signature, primal: &Function) -> BTreeSet<VarId> {
    let params = signature.params.iter().zip(&primal.params);
    let shared = params.filter(|(param, _)| param.is_ref() && !param.is_mut_ref());
    shared.map(|(_, var)| *var).collect()
}
