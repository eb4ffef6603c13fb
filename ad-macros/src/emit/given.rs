//! Functions that are given to functions, and the calls of those that were given.
//!
//! ```text
//! f(x)                    →  f.ad_call_pullback(x)                                  a parameter, of a type with the runtime's trait
//! simpson(bell, a, b)     →  simpson_derivative::pullback(simpson_derivative::named_0(bell, bell_itself {}), a, b)
//! simpson(f, a, b)        →  simpson_derivative::pullback(f.clone(), a, b)
//! ```
//! Whether a name is that of a function with derivatives, and whether the function that it is given to takes it as a constant, only the
//! types know: `named_0` of one that goes through its derivatives is the value `bell {}`; any other has the trait's, which is the name itself.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;

use super::Emit;
use super::callees::Wanted;
use crate::ir::{Arg, Atom, Callee, float_function};

/// Tokens that stand at one place and count as the macro's, so that rustc says once what it says of them.
pub(super) fn as_one(span: Span, tokens: TokenStream) -> TokenStream {
    let moved = tokens.into_iter().map(|mut token| {
        let is_crate = matches!(&token, TokenTree::Ident(name) if name == "$crate");
        token.set_span(if is_crate { token.span() } else { span });
        token
    });
    moved.collect()
}

/// The function of the runtime's for one of std's floats.
fn std_function(path: &syn::Path, runtime: &syn::Path) -> Option<TokenStream> {
    let name = float_function(path)?;
    let name = Ident::new(&name.to_string(), Span::mixed_site());
    Some(quote!(#runtime::prim::#name {}))
}

/// A value that was made for a call: of a method before it, as a receiver that is changed isn't asked for it meanwhile.
pub(super) fn apart(
    before: &mut TokenStream,
    callee: &Callee,
    i: usize,
    value: TokenStream,
) -> TokenStream {
    if callee.is_function() {
        return value;
    }
    let given = Ident::new(&format!("given_{i}"), Span::mixed_site());
    before.extend(quote!(let #given = #value;));
    given.into_token_stream()
}

/// What a call of a derivative is passed, and what is made of functions before.
#[derive(Default)]
pub(super) struct Passed {
    pub(super) before: TokenStream,
    pub(super) args: Vec<TokenStream>,
    pub(super) dots: Vec<TokenStream>,
}

impl Emit<'_> {
    /// What the derivative of a call is passed that is given no closures.
    pub(super) fn passed_plain(
        &mut self,
        callee: &Callee,
        (args, dots): (&[Arg], &[Option<Arg>]),
        of: (bool, bool),
        (is_lent, is_of_object): (bool, bool),
    ) -> Passed {
        let mut before = TokenStream::new();
        let passed = args.iter().enumerate().skip(usize::from(callee.is_method()));
        let passed = passed
            .map(|arg| self.derivative_arg((callee, args), arg, (&mut before, is_lent)))
            .collect();
        let dots = self.derivative_dots(callee, (args, dots), of, is_of_object);
        Passed { before, args: passed, dots }
    }

    /// A call's argument for one of its derivatives: a function among them as a value.
    pub(super) fn derivative_arg(
        &mut self,
        (callee, args): (&Callee, &[Arg]),
        (i, arg): (usize, &Arg),
        (before, is_lent): (&mut TokenStream, bool),
    ) -> TokenStream {
        if self.f.is_made((callee, args), arg) {
            let wanted = Wanted::derivative(is_lent);
            let value = self.named_function((callee, wanted), args, i, arg);
            return apart(before, callee, i, value);
        }
        let tokens = self.arg(arg);
        match is_lent && !arg.is_copy(&self.f.vars) {
            true => quote!(::core::clone::Clone::clone(&#tokens)),
            false => tokens,
        }
    }

    /// A call's dots, for its tangent. Functions have theirs with them.
    fn derivative_dots(
        &mut self,
        callee: &Callee,
        (args, dots): (&[Arg], &[Option<Arg>]),
        of: (bool, bool),
        is_of_object: bool,
    ) -> Vec<TokenStream> {
        let runtime = self.runtime;
        let lent = match dots.first() {
            Some(Some(Arg::Borrow(place))) if callee.is_method() => Some(place.root),
            _ => None,
        };
        let dots = dots.iter().enumerate().map(|(i, dot)| match (i % args.len(), dot) {
            (0, dot) if is_of_object => {
                let dot = self.passed((0, dot), of);
                quote!(#runtime::private::object_dot(&mut #dot))
            }
            // The receiver's dot, which is borrowed meanwhile.
            (1.., Some(Arg::Value(Atom::Var(var)))) if lent == Some(*var) => {
                let passed =
                    self.passed_dot(callee, (i % args.len(), &args[i % args.len()]), dot, of);
                let name = self.ident(*var);
                quote!({ let #name = ::core::clone::Clone::clone(&#name); #passed })
            }
            _ => self.passed_dot(callee, (i % args.len(), &args[i % args.len()]), dot, of),
        });
        dots.collect()
    }

    /// A call's dot. Of a reference that may be a method's receiver it says that it is none of a reference.
    pub(super) fn passed_dot(
        &mut self,
        callee: &Callee,
        (i, arg): (usize, &Arg),
        dot: &Option<Arg>,
        of: (bool, bool),
    ) -> TokenStream {
        let is_of_path = i == 0 && matches!(callee.itself(), Callee::Associated(_));
        match (dot, arg) {
            _ if self.f.is_given(arg) => quote!(::core::option::Option::None),
            (None, Arg::Borrow(_)) if is_of_path => quote!(::core::option::Option::<&_>::None),
            (None, Arg::BorrowMut(_)) if is_of_path => {
                quote!(::core::option::Option::<&mut _>::None)
            }
            (None, Arg::Value(Atom::Var(var)))
                if is_of_path && self.f.var(*var).ty.is_reference() =>
            {
                quote!(::core::option::Option::<&_>::None)
            }
            (dot, _) => self.passed((i, dot), of),
        }
    }

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
    fn named_function(
        &mut self,
        (callee, wanted): (&Callee, Wanted),
        args: &[Arg],
        i: usize,
        arg: &Arg,
    ) -> TokenStream {
        let runtime = self.runtime;
        let (name, function, span) = match self.f.given_name(arg) {
            Some(name) => {
                let span = name.span().resolved_at(Span::mixed_site());
                let function = match std_function(name, runtime) {
                    Some(function) => as_one(span, function),
                    None => {
                        let function = self.callees.name(name, Wanted::Itself, span);
                        quote_spanned!(span=> #function {})
                    }
                };
                let borrow = match arg {
                    Arg::Value(Atom::Constant(_)) => None,
                    _ => Some(quote_spanned!(span=> &)),
                };
                (quote!(#borrow #name), function, span)
            }
            None => {
                let span = match arg {
                    Arg::Value(Atom::Constant(path)) => path.span(),
                    arg => arg.var().map_or_else(Span::mixed_site, |var| self.f.var(var).span),
                };
                let span = span.resolved_at(Span::mixed_site());
                let function = match arg {
                    Arg::Value(Atom::Constant(path)) => std_function(path, runtime),
                    _ => None,
                };
                let function = function.unwrap_or_else(|| quote!(#runtime::private::Unnamed));
                (self.arg(arg), as_one(span, function), span)
            }
        };
        let maker =
            self.maker((callee, wanted), args, span).of_named((&function, &name), span, runtime);
        let scope = maker.scope(span, runtime);
        let named = maker.call("named", i, span, &quote_spanned!(span=> #name, #function));
        quote_spanned!(span=> { #scope #named })
    }
}
