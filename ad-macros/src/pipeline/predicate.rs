//! Functions that only select, `fn n_rows(&self) -> usize`: nothing is differentiated, but whether they may be called again is found out.
//!
//! In: a signature and a body. Out: the hidden derivatives of such a function, which call the function itself. The body is read as that of any other, and what is wrong with it for derivatives
//! is nobody's concern: then nobody knows whether it may be called again. Nothing of the body is emitted in which proofs could stand, so what it does has to be seen to be harmless (`analysis/selects`).

use proc_macro2::TokenStream;

use super::repeatable;
use crate::analyse::{Analysed, analyse_all};
use crate::args::Config;
use crate::diag::Diagnostics;
use crate::ir::Repeated;
use crate::signature::Signature;
use crate::{analysis, emit, interface};

/// The hidden derivatives.
pub fn predicate(config: &Config, signature: &mut Signature, body: &syn::Block) -> TokenStream {
    // It is read as if derivatives were wanted: what is in a constant of a type that isn't seen nobody would ask.
    let wanted: Vec<_> = signature.params.iter().map(|param| param.differentiable).collect();
    for param in &mut signature.params {
        param.differentiable = param.is_open && param.kind.may_carry_tangent();
    }
    let repeatable = may_be_called_again(config, signature, body);
    for (param, wanted) in signature.params.iter_mut().zip(wanted) {
        param.differentiable = wanted;
    }
    interface::plain(config, signature, repeatable)
}

/// Whether a function may be called again of which nothing else is emitted: an expression of constants.
pub fn may_be_called_again(
    config: &Config,
    signature: &Signature,
    body: &syn::Block,
) -> TokenStream {
    emit::repeatable(asked(config, signature, body).as_deref(), &config.runtime)
}

/// What must be repeatable for the function to be; none if it isn't.
fn asked(config: &Config, signature: &Signature, body: &syn::Block) -> Option<Vec<Repeated>> {
    let mut diagnostics = Diagnostics::default();
    let Analysed { function, facts, closures } = analyse_all(&mut diagnostics, signature, body);
    if diagnostics.finish().is_err() || !closures.is_empty() {
        return None;
    }
    let mut asked = repeatable(config, signature, &function, &facts)?;
    asked.extend(analysis::repeatable::of_selection(&function, &facts)?);
    Some(asked)
}
