//! The pullback that borrows none of the arguments, for callers that make what they lend themselves: the pullback itself, its arguments copied, or a body of its own.

use super::{finished, inputs, selected};
use crate::adjoint::{self, Form};
use crate::analysis::{Facts, held};
use crate::args::Config;
use crate::interface::{self, Owned};
use crate::ir::{Function, Repeated};
use crate::signature::{Param, Signature};
use crate::{emit, keeping};

/// How the pullback is made that borrows none of the arguments.
pub fn owned(
    config: &Config,
    signature: &Signature,
    primal: &Function,
    (facts, repeatable): (&Facts, Option<&[Repeated]>),
) -> Owned {
    let shared = signature.params.iter().filter(|param| param.is_ref() && !param.is_mut_ref());
    let lends = signature.params.iter().any(Param::is_mut_ref);
    let has_types_of_constants = interface::has_types_of_constants(config, signature);
    if shared.count() == 0 && !has_types_of_constants {
        return Owned::Same;
    }
    // A function of lists of numbers that calls no other: its second run costs less than a body of its own.
    let calls_nothing = repeatable.is_some_and(<[Repeated]>::is_empty);
    let mut params = signature.params.iter();
    if calls_nothing
        && signature.lifted == 0
        && !signature.collects
        && signature.functions().next().is_none()
        && !lends
        && !has_types_of_constants
        && params.all(|param| param.kind.is_of_numbers())
    {
        return Owned::Copied;
    }
    let inputs = (&*inputs(signature, primal), &signature.value_bar());
    let facts = facts.owned(primal);
    let params = signature.params.iter().zip(&primal.params);
    let shared = params.clone().filter(|(param, _)| param.is_ref() && !param.is_mut_ref());
    let lent = shared.map(|(_, var)| *var).collect();
    let pullback = adjoint::adjoint(primal, &facts, inputs, Form::Owned, config.strategy);
    let pullback = finished(held::plain(pullback, &lent));
    let held = held::held(&pullback, &lent);
    let held = params.filter(|(_, var)| held.contains(var)).map(|(param, _)| param.name.clone());
    let held = held.collect();
    let pullback = selected(keeping::kept(pullback, keeping::Gone::Lent, &config.runtime));
    let params = interface::pullback_parameters(config, signature);
    let start = interface::pullback_start(signature);
    let boxes = (&config.runtime, signature.boxes_of());
    let body = emit::body_with_closure(&pullback, (&params, &start), boxes);
    Owned::Body { body, held }
}
