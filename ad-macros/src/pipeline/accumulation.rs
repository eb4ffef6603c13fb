//! `#[differentiate(jacobian = "markowitz")]`: the Jacobian of a straight line of numbers, by elimination of the vertices of its graph.
//!
//! In: a function and what is known of it, before the gate and after it. Out: the associated functions for it.

use proc_macro2::TokenStream;

use super::{finished, selected};
use crate::analysis::Facts;
use crate::args::Config;
use crate::diag::Diagnostics;
use crate::elimination::{self, Linearised, Shape};
use crate::ir::Function;
use crate::signature::Signature;
use crate::{emit, interface, keeping};

/// The graph of a function, if its Jacobian by elimination is wanted and nothing is wrong.
pub fn graph(
    diagnostics: &mut Diagnostics,
    config: &Config,
    signature: &Signature,
    analysed: (&Function, &Facts),
) -> Option<Linearised> {
    config.markowitz.as_ref().filter(|_| !diagnostics.any())?;
    elimination::linearise(diagnostics, signature, analysed)
}

/// The functions that result in the Jacobian.
pub fn jacobian(config: &Config, signature: &Signature, graph: Linearised) -> TokenStream {
    let eliminated = elimination::eliminate(graph);
    let function = finished(eliminated.function.clone());
    let function = selected(keeping::kept(function, keeping::Gone::Exclusive, &config.runtime));
    let body = emit::body(&function, &config.runtime);
    interface::by_elimination(config, signature, &eliminated, body)
}

/// The same without bodies, after an error.
pub fn stub(config: &Config, signature: &Signature) -> TokenStream {
    if config.markowitz.is_none() {
        return TokenStream::new();
    }
    let mut diagnostics = Diagnostics::default();
    let shape = Shape::read(&mut diagnostics, signature);
    diagnostics.forget();
    shape.map(|shape| interface::not_eliminated(config, signature, &shape)).unwrap_or_default()
}
