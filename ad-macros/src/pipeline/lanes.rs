//! `#[differentiate(lanes = 4)]`: the tangent in several directions at once, by which Jacobians are made several columns at a time; and, with `order = 2`,
//! the product of the Hessian with several.
//!
//! In: a function and what is known of it, before the gate and after it. Out: hidden associated functions, and what asserts that calls may be made again.

use proc_macro2::TokenStream;

use super::{higher, repeated, selected};
use crate::analysis::Facts;
use crate::analysis::repeatable;
use crate::args::Config;
use crate::bodies::over_the_reals;
use crate::diag::Diagnostics;
use crate::ir::{Function, Repeated, Stmt};
use crate::keeping::{self, Gone};
use crate::lanes::{self, Lanes, Refused};
use crate::signature::Signature;
use crate::{emit, interface, simplify, unsupported};

/// Says why there can't be lanes, if they are wanted and nothing else is wrong.
pub fn check(
    diagnostics: &mut Diagnostics,
    config: &Config,
    signature: &Signature,
    (primal, facts): (&Function, &Facts),
) {
    let Some(wanted) = config.lanes.as_ref().filter(|_| !diagnostics.any()) else { return };
    if signature.stands.is_of_trait() {
        return diagnostics.error(&wanted.option, unsupported::LANES_OF_TRAIT);
    }
    if !config.forward || !interface::jacobian::has_jacobian(config, signature) {
        return diagnostics.error(&wanted.option, unsupported::LANES_OF_NOTHING);
    }
    let (primal, facts) = over_the_reals(config, signature, (primal.clone(), facts.clone()));
    let all = all(config, signature, (&primal, &facts), wanted.n);
    if let Err(Refused { span }) = all.and_then(|all| callees(&all, &facts)) {
        diagnostics.error_at(span, unsupported::LANES_CALL);
    }
}

/// The functions, and the assertions.
pub fn functions(
    config: &Config,
    signature: &Signature,
    primal: &Function,
    facts: &Facts,
) -> (TokenStream, TokenStream) {
    let Some(wanted) = &config.lanes else { return Default::default() };
    let made = all(config, signature, (primal, facts), wanted.n);
    let made = made.and_then(|all| Ok((callees(&all, facts)?, all)));
    let Ok((callees, all)) = made else { unreachable!("`check` has complained") };
    let asserted = repeated::assertions(config, signature, callees, "repeatable_in_lanes");
    let mut functions = TokenStream::new();
    for (what, lanes) in all {
        let code = match what {
            What::Tangent => lanes.function,
            What::Product => keeping::kept(lanes.function, Gone::Exclusive, &config.runtime),
        };
        let body = emit::body(&selected(code), &config.runtime);
        functions.extend(match what {
            What::Tangent => interface::lanes::jvp(config, signature, body, wanted.n),
            What::Product => interface::lanes::hvp(config, signature, body, wanted.n),
        });
    }
    (functions, asserted)
}

/// What there is in several directions at once.
#[derive(Clone, Copy)]
enum What {
    Tangent,
    /// That of the Hessian.
    Product,
}

/// All that there is, for so many directions.
fn all(
    config: &Config,
    signature: &Signature,
    (primal, facts): (&Function, &Facts),
    n: usize,
) -> Result<Vec<(What, Lanes)>, Refused> {
    let mut all = Vec::new();
    if config.forward && interface::jacobian::has_jacobian(config, signature) {
        let tangent = super::tangent_of(signature, primal, facts);
        let directions = tangent.params[primal.params.len()..].to_vec();
        all.push((What::Tangent, moved(lanes::lanes(tangent, &directions, n)?)));
    }
    if higher::has_products(config, signature) {
        let product = higher::product_of(config, signature, primal, facts);
        let directions = product.params[primal.params.len()..].to_vec();
        all.push((What::Product, moved(lanes::lanes(product, &directions, n)?)));
    }
    Ok(all)
}

/// What is called once for each lane, all of which may be made again if rustc finds so.
fn callees(all: &[(What, Lanes)], facts: &Facts) -> Result<Vec<Repeated>, Refused> {
    let mut callees: Vec<Repeated> = Vec::new();
    let calls =
        all.iter().flat_map(|(_, lanes)| lanes.repeated.iter().map(move |call| (lanes, call)));
    for (lanes, call) in calls {
        let Stmt::Call { span, .. } = call else { unreachable!("a call") };
        let callee = repeatable::of_call(&lanes.function, facts, call);
        let callee = callee.ok_or(Refused { span: *span })?;
        if !callees.iter().any(|other| other.is(&callee)) {
            callees.push(callee);
        }
    }
    Ok(callees)
}

/// What isn't `Copy` and is used in several lanes is cloned for all but the last.
fn moved(lanes: Lanes) -> Lanes {
    Lanes { function: simplify::moves(lanes.function), ..lanes }
}
