//! The pullbacks that a function keeps of its own calls, which are boxed: its opaque type can't contain itself.
//!
//! ```text
//! let (t, sum_pullback) = child.sum_pullback(x);
//! let sum_pullback = kept!(Self, private::type_of(&child), kept_2, sum_pullback);
//! ```
//! Whether a call of a function of the same name is one of the function itself the types say whose functions they are.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

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
        let own = self.boxes.clone().filter(|_| is_kept && is_own)?;
        let runtime = self.runtime;
        let n_params = args.len();
        let (lifted, callee) = callee.lifted();
        let args = &args[..args.len() >> lifted];
        let other = match callee {
            // Which rule an operator has depends on its operands' types: this one's own would be another impl's.
            Callee::Operator(_) => return None,
            Callee::Function(path) | Callee::Derivative(path, _) => {
                let name = self.callees.name(path, Wanted::Itself, Span::mixed_site());
                quote!(#runtime::private::Type::<#name>::new())
            }
            Callee::Associated(path) => match &path.qself {
                Some(of) => {
                    let ty = &of.ty;
                    quote!(#runtime::private::Type::<#ty>::new())
                }
                None => {
                    let mut of = path.path.clone();
                    of.segments.pop();
                    of.segments.pop_punct();
                    let is_type =
                        of.segments.last().is_some_and(|of| of.ident == "Self" || of.ident == own);
                    let receiver = args.first().filter(|arg| !is_type && self.is_borrowed(arg));
                    match receiver {
                        // It may be a trait as well.
                        Some(receiver) => self.type_of_receiver(code, receiver),
                        None => quote!(#runtime::private::Type::<#of>::new()),
                    }
                }
            },
            Callee::Method(..) => self.type_of_receiver(code, &args[0]),
            // A closure holds what it captures.
            Callee::Value | Callee::Given(..) => return None,
            Callee::Tangent(_) => unreachable!("taken apart above"),
        };
        let pullback = self.ident(results[1]);
        let kept = Ident::new(&format!("kept_{n_params}"), Span::mixed_site());
        Some(quote!(let #pullback = #runtime::kept!(Self, #other, #kept, #pullback);))
    }
    /// Whether an argument is a reference.
    fn is_borrowed(&self, arg: &Arg) -> bool {
        let refers = |var| self.f.var(var).ty.is_reference();
        arg.place().is_some() || arg.var().is_some_and(refers)
    }

    fn type_of_receiver(&mut self, code: &mut TokenStream, receiver: &Arg) -> TokenStream {
        let runtime = self.runtime;
        // It is written twice.
        let mut used = Vec::new();
        if let Some(place) = receiver.place() {
            visit::indices(place, &mut |index| used.extend(visit::used_var(index)));
        }
        self.flush(code, |_, pending| used.contains(&pending.var));
        let receiver = match receiver.place() {
            Some(place) => self.borrow(place, false).tokens,
            None => self.arg(receiver),
        };
        quote!(#runtime::private::type_of(#receiver))
    }
}
