//! Loops over constants to tokens: the user's own iterator, and one of which rustc has to know that it is std's.

use proc_macro2::TokenStream;
use quote::quote;

use super::Emit;
use crate::ir::Source;

impl<'a> Emit<'a> {
    /// A loop over constants, as the user wrote it.
    pub(super) fn each(
        &mut self,
        pattern: &TokenStream,
        source: &'a Source,
        body: &TokenStream,
    ) -> TokenStream {
        let (runtime, tokens) = (self.runtime, self.verbatim(source.verbatim()));
        match source {
            Source::Iterator(_) => quote!(for #pattern in #tokens { #body }),
            Source::Steady(_) => {
                quote!(for #pattern in #runtime::private::steady(#tokens) { #body })
            }
            Source::WhileLet(_) => quote!(while let #pattern = #tokens { #body }),
        }
    }
}
