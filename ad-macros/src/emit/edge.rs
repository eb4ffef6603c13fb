//! The pullbacks that a function keeps of its own calls, which are boxed: its opaque type can't contain itself.
//!
//! ```text
//! let (t, sum_pullback) = child.sum_pullback(x);
//! let sum_pullback = kept!(Self, private::type_of(&child), kept_2, sum_pullback);
//! ```
//! Whether a call of a function of the same name is one of the function itself the types say whose functions they are.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};

use super::Emit;
use super::callees::Wanted;
use crate::ir::{Arg, Callee, Transform, VarId, visit};

/// The most parameters of a function whose own calls the runtime can box.
pub const MOST_PARAMETERS: usize = 8;

impl Emit<'_> {
    /// After the call of a function of this one's name: its pullback as it is kept.
    pub(super) fn kept_call(
        &mut self,
        code: &mut TokenStream,
        callee: &Callee,
        transform: Transform,
        (args, results): (&[Arg], &[VarId]),
    ) -> Option<TokenStream> {
        let plain = |name: String| name.trim_start_matches("r#").to_string();
        let is_own = plain(callee.name()) == plain(self.f.name.to_string());
        let is_kept = matches!(transform, Transform::Pullback | Transform::Owned);
        if !self.boxes || !is_kept || !is_own {
            return None;
        }
        let runtime = self.runtime;
        let other = match callee {
            // Which rule an operator has depends on its operands' types: this one's own would be another impl's.
            Callee::Operator(_) => return None,
            Callee::Function(path) => {
                let name = self.callees.name(path, Wanted::Itself, Span::mixed_site());
                quote!(#runtime::private::Type::<#name>::new())
            }
            Callee::Associated(path) => {
                let ty = match &path.qself {
                    Some(of) => of.ty.to_token_stream(),
                    None => {
                        let mut ty = path.path.clone();
                        ty.segments.pop();
                        ty.segments.pop_punct();
                        ty.to_token_stream()
                    }
                };
                quote!(#runtime::private::Type::<#ty>::new())
            }
            Callee::Method(..) => {
                // The receiver is written twice.
                let mut used = Vec::new();
                if let Some(place) = args[0].place() {
                    visit::indices(place, &mut |index| used.extend(visit::used_var(index)));
                }
                self.flush(code, |_, pending| used.contains(&pending.var));
                let receiver = match args[0].place() {
                    Some(place) => self.borrow(place, false).tokens,
                    None => self.arg(&args[0]),
                };
                quote!(#runtime::private::type_of(#receiver))
            }
            // A closure holds what it captures.
            Callee::Value | Callee::Given(..) => return None,
        };
        let pullback = self.ident(results[1]);
        let kept = Ident::new(&format!("kept_{}", args.len()), Span::mixed_site());
        Some(quote!(let #pullback = #runtime::kept!(Self, #other, #kept, #pullback);))
    }
}
