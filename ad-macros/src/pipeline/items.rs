//! Iterators that functions result in are lazy, and the lists that their derivatives make aren't: nobody can tell if making an item does nothing else.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

use crate::args::Config;
use crate::diag::Diagnostics;
use crate::interface::Bodies;
use crate::signature::Signature;
use crate::unsupported;

/// Refuses a function whose items may be made only when they are asked for.
pub fn refuse_effects(
    diagnostics: &mut Diagnostics,
    signature: &Signature,
    is_repeatable: impl FnOnce() -> bool,
) {
    if signature.collects && !diagnostics.any() && !is_repeatable() {
        diagnostics.error(&signature.ident, unsupported::ITERATOR_EFFECTS);
    }
}

/// The same bodies, with the proof that what they call is repeatable.
pub fn asserted(config: &Config, signature: &Signature, bodies: Bodies) -> Bodies {
    if !signature.collects {
        return bodies;
    }
    let (runtime, is_repeatable) = (&config.runtime, &bodies.repeatable);
    let at = signature.ident.span().resolved_at(Span::mixed_site());
    let asserted = |body: TokenStream| {
        quote_spanned! {at=> {
            const { #runtime::private::repeatable_items(#is_repeatable) };
            #body
        }}
    };
    let (tangent, pullback) = (bodies.tangent.map(asserted), bodies.pullback.map(asserted));
    Bodies { tangent, pullback, ..bodies }
}
