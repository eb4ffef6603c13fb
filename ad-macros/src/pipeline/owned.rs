//! The pullback that borrows none of the arguments, for callers that make what they lend themselves: the pullback itself, its arguments copied, or a body of its own.

use super::{finished, inputs, selected};
use crate::adjoint::{self, Form};
use crate::analysis::{Facts, held};
use crate::args::Config;
use crate::bodies::{lent, made_of_others};
use crate::interface::{self, Owned};
use crate::ir::{Function, Repeated};
use crate::signature::Signature;
use crate::{emit, keeping};

/// How the pullback is made that borrows none of the arguments.
pub fn owned(
    config: &Config,
    signature: &Signature,
    primal: &Function,
    (facts, repeatable): (&Facts, Option<&[Repeated]>),
) -> Owned {
    if let Some(made) = made_of_others(config, signature, repeatable) {
        return made;
    }
    let inputs = (&*inputs(signature, primal), &signature.value_bar());
    let facts = facts.owned(primal);
    let params = signature.params.iter().zip(&primal.params);
    let lent = lent(signature, primal);
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
