//! How a call asks what it calls for the values of functions that it is given.
//!
//! ```text
//! simpson_derivative::closure_0(..)          a function's, of the type beside it
//! rule.integrate_closure_3(..)               a method's, beside its derivatives
//! Rule::integrate_closure_3(&rule, ..)       the same by its path; of a function without `self` the first argument says nothing
//! ```
//! Parameters are counted with `self`. A method without derivatives has none of these: its receiver is asked for `integrate_marked` first, which is an
//! error then, of which rustc says nothing more.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::Emit;
use super::call::{derivative, derivative_path};
use super::callees::Wanted;
use crate::ir::{Arg, Atom, Callee, Slot, visit};
use crate::spans;

/// What is asked for values.
#[derive(Clone)]
pub(super) enum Maker {
    /// The type beside a function.
    Function(Ident),
    /// What a path leads to, and the first argument.
    Associated(Box<syn::ExprPath>, TokenStream),
    /// A receiver, and the method's name.
    Method(TokenStream, Ident),
}

impl Maker {
    /// `named_0(..)`, `closure_0(..)`
    pub(super) fn call(&self, of: &str, i: usize, span: Span, args: &TokenStream) -> TokenStream {
        let name = format!("{of}_{i}");
        let ident = |name: &str| Ident::new(name, span.resolved_at(Span::mixed_site()));
        match self {
            Maker::Function(function) => {
                let (name, mut function) = (ident(&name), function.clone());
                function.set_span(span);
                quote_spanned!(span=> #function::#name(#args))
            }
            Maker::Associated(path, first) => {
                let path = derivative_path(path, &name, span);
                quote_spanned!(span=> #path(#first, #args))
            }
            Maker::Method(receiver, method) => {
                let name = ident(&derivative(method, &name));
                quote_spanned!(span=> #receiver.#name(#args))
            }
        }
    }

    /// What is in scope where they are called: what a function has that says nothing of what it is given.
    pub(super) fn scope(&self, span: Span, runtime: &syn::Path) -> TokenStream {
        match self {
            Maker::Function(_) => {
                let takes = quote_spanned!(span=> use #runtime::private::TakesFunctions as _;);
                let takes = spans::at(span, takes);
                quote!(#[allow(unused_imports)] #takes)
            }
            Maker::Associated(..) | Maker::Method(..) => TokenStream::new(),
        }
    }

    /// The same for what is passed by a name: a method's receiver is asked if that may be a function, else it is taken as it is.
    pub(super) fn of_named(
        &self,
        (function, value): (&TokenStream, &TokenStream),
        span: Span,
        runtime: &syn::Path,
    ) -> Maker {
        match self {
            Maker::Method(receiver, method) => {
                let receiver = quote_spanned! {span=> {
                    #[allow(unused_imports)]
                    use #runtime::private::{
                        AsksNobody as _, AsksOfCallable as _, AsksOfKnown as _,
                    };
                    (&&&#runtime::private::Whom(#function, &#value)).whom(#receiver)
                }};
                Maker::Method(receiver, method.clone())
            }
            maker => maker.clone(),
        }
    }
}

impl Emit<'_> {
    /// The types of what a call is passed beside closures, each as a name: they say what the closures' parameters are, where that depends on them.
    pub(super) fn types_beside(
        &mut self,
        (callee, call): (&Callee, usize),
        args: &[Arg],
    ) -> (TokenStream, TokenStream) {
        let (runtime, mut code, mut types, mut at) = (self.runtime, quote!(), Vec::new(), 0);
        for (i, slot) in self.f.given[call].clone().into_iter().enumerate() {
            let arg = &args[at.min(args.len().saturating_sub(1))];
            at += match slot {
                Slot::Plain => 1,
                Slot::Closure { captures, .. } => captures,
            };
            let is_receiver = callee.is_method() && i == 0;
            let is_function = self.f.is_given(arg) || self.f.is_made((callee, args), arg);
            let is_told = matches!(slot, Slot::Plain) && !is_receiver && !is_function;
            let value = match arg {
                _ if !is_told => None,
                Arg::Value(atom) => {
                    let value = self.operand(atom, super::precedence::UNARY).tokens;
                    Some(quote!({
                        #[allow(unused_imports)]
                        use #runtime::private::Referred as _;
                        #runtime::private::type_by(|| &#value).referred()
                    }))
                }
                Arg::Borrow(place) | Arg::BorrowMut(place) => {
                    let value = self.borrow(place, false).tokens;
                    Some(quote!(#runtime::private::type_by(|| #value)))
                }
            };
            types.push(match value {
                None => quote!(()),
                Some(value) => {
                    let name = Ident::new(&format!("type_{i}"), Span::mixed_site());
                    code.extend(quote!(let #name = #value;));
                    quote!(#name)
                }
            });
        }
        (code, quote!((#(#types,)*)))
    }

    /// Writes down what the first argument is made of, if the makers of a call are given it too.
    pub(super) fn settle_first(&mut self, code: &mut TokenStream, callee: &Callee, args: &[Arg]) {
        if let Callee::Given(..) = callee {
            // What all are of is asked for the sake of the closures.
            let all: Vec<_> = args.iter().collect();
            return self.settle_args(code, &all);
        }
        let is_written_again = !callee.is_function() && !self.f.made(callee, args).is_empty();
        if let (true, Some(first)) = (is_written_again, args.first()) {
            self.settle_args(code, &[first]);
        }
    }

    /// Writes down what arguments are made of that are written twice.
    pub(super) fn settle_args(&mut self, code: &mut TokenStream, args: &[&Arg]) {
        let mut used = Vec::new();
        for arg in args {
            match arg {
                Arg::Value(atom) => used.extend(atom.var()),
                Arg::Borrow(place) | Arg::BorrowMut(place) => {
                    visit::indices(place, &mut |index| used.extend(visit::used_var(index)));
                }
            }
        }
        self.flush(code, |_, pending| used.contains(&pending.var));
    }

    /// Who makes values of the functions that a call is given.
    pub(super) fn maker(
        &mut self,
        (callee, wanted): (&Callee, Wanted),
        args: &[Arg],
        span: Span,
    ) -> Maker {
        match callee.itself() {
            Callee::Function(path) | Callee::Derivative(path, _) => {
                Maker::Function(self.callees.name(path, wanted, span))
            }
            Callee::Associated(path) => {
                let first = self.first(args);
                Maker::Associated(path.clone(), first)
            }
            Callee::Method(method, _) => {
                let receiver = self.marked_receiver(method, &args[0]);
                Maker::Method(receiver, method.clone())
            }
            Callee::Operator(_) | Callee::Value | Callee::Given(..) | Callee::Tangent(_) => {
                unreachable!("given no functions")
            }
        }
    }

    /// The receiver of a method, which is an error if it has no derivatives.
    fn marked_receiver(&mut self, method: &Ident, receiver: &Arg) -> TokenStream {
        let is_shared = self.is_shared_parameter(receiver);
        let receiver = match receiver.place() {
            Some(place) => self.receiver_place(place, false),
            None => self.arg(receiver),
        };
        let mark = self.mark_of(method, method.span());
        let mark = (quote!(#mark), &[] as &[_]);
        let receiver = self.asked_receiver(mark, (&receiver, is_shared, false), method.span());
        quote!((&#receiver))
    }

    /// `integrate_marked`, which every method with derivatives has beside it.
    pub(super) fn mark_of(&self, method: &Ident, span: Span) -> Ident {
        Ident::new(&derivative(method, "marked"), span.resolved_at(Span::mixed_site()))
    }

    /// Where an associated function may have no derivatives, it is asked first: rustc says no more then of closures whose types it doesn't know.
    pub(super) fn asked_path(
        &mut self,
        callee: &Callee,
        arity: usize,
        args: &[Arg],
        span: Span,
    ) -> TokenStream {
        let Callee::Associated(path) = callee.itself() else { return TokenStream::new() };
        if !self.callees.may_be_missing(callee) {
            return TokenStream::new();
        }
        let (first, path) = (self.first(args), derivative_path(path, "marked", span));
        let mark = quote_spanned!(span=> #path(#first));
        let found = self.found_call(callee, arity, mark, span);
        quote!(#found;)
    }

    /// The first argument of a function that may be a method, as one of its makers: a reference.
    fn first(&mut self, args: &[Arg]) -> TokenStream {
        match args.first() {
            Some(arg) if self.f.is_given(arg) => quote!(&()),
            Some(Arg::Borrow(place) | Arg::BorrowMut(place)) => self.borrow(place, false).tokens,
            Some(Arg::Value(Atom::Var(var))) if self.f.var(*var).ty.is_reference() => {
                self.atom(&Atom::Var(*var)).tokens
            }
            Some(Arg::Value(atom)) => {
                let value = self.operand(atom, super::precedence::UNARY).tokens;
                quote!(&#value)
            }
            None => quote!(&()),
        }
    }
}
