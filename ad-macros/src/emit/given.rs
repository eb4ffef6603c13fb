//! Functions that are given to functions, and the calls of those that were given.
//!
//! ```text
//! f(x)                    →  f.ad_call_pullback(x)                                  a parameter, of a type with the runtime's trait
//! simpson(bell, a, b)     →  simpson_derivative::pullback(simpson_derivative::named_0(bell, bell_itself {}), a, b)
//! simpson(f, a, b)        →  simpson_derivative::pullback(f.clone(), a, b)
//! ```
//! Whether a name is that of a function with derivatives, and whether the function that it is given to takes it as a constant, only the
//! types know: `named_0` of one that goes through its derivatives is the value `bell {}`; any other has the trait's, which is the name itself.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::Emit;
use super::callees::Wanted;
use crate::ir::{Arg, Callee, Function};

/// The name of a function that a function is given.
pub(super) fn name<'a>(
    function: &'a Function,
    callee: &Callee,
    arg: &'a Arg,
) -> Option<&'a syn::Path> {
    function.given_name(arg).filter(|_| matches!(callee, Callee::Function(_) | Callee::Given(..)))
}

/// Whether a function that is called is given one that can't be called by it: a parameter.
pub(super) fn is_value_call(function: &Function, callee: &Callee, args: &[Arg]) -> bool {
    let is_value = |arg: &Arg| arg.var().is_some_and(|var| function.functions.contains_key(&var));
    matches!(callee, Callee::Function(_) | Callee::Given(..)) && args.iter().any(is_value)
}

impl Emit<'_> {
    /// The call of a parameter, or of its derivative.
    pub(super) fn call_of_value(
        &mut self,
        method: &str,
        args: &[Arg],
        dots: &[Option<Arg>],
        span: Span,
    ) -> TokenStream {
        let function = args[0].var().map(|var| self.ident(var));
        let method = Ident::new(method, span.resolved_at(Span::mixed_site()));
        let args: Vec<_> = args[1..].iter().map(|arg| self.arg(arg)).collect();
        let dots = dots.iter().enumerate().map(|(i, dot)| match i {
            // It has its own with it.
            0 => quote!(()),
            _ => self.passed((i, dot), (false, false)),
        });
        let dots: Vec<_> = dots.collect();
        quote_spanned!(span=> #function.#method(#(#args,)* #(#dots),*))
    }

    /// A function that is given by its name.
    pub(super) fn named_function(
        &mut self,
        (callee, wanted): (&Callee, Wanted),
        i: usize,
        arg: &Arg,
    ) -> TokenStream {
        let (Callee::Function(path) | Callee::Given(path, _), Some(name)) =
            (callee, name(self.f, callee, arg))
        else {
            unreachable!("asked before")
        };
        let (runtime, span) = (self.runtime, name.span().resolved_at(Span::mixed_site()));
        let callee = self.callees.name(path, wanted, span);
        let function = self.callees.name(name, Wanted::Itself, span);
        let named = Ident::new(&format!("named_{i}"), span);
        quote_spanned! {span=> {
            #[allow(unused_imports)]
            use #runtime::private::TakesFunctions as _;
            #callee::#named(#name, #function {})
        }}
    }
}
