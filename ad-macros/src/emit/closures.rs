//! Calls that are given closures, and their pullbacks.
//!
//! ```text
//! simpson(|x| x.powf(p) * w[0], a, b)
//!   → simpson_derivative::pullback({
//!         let (p, w) = (p, w);
//!         simpson_derivative::closure_0(captured(&p, captured(&w, no_captures())), move |x| .., move |x| { ..; (value, move |..| ..) })
//!     }, a, b)
//!   → let mut captured = (fresh(&p_bar), (fresh(&w_bar), ()));
//!     simpson_pullback(t_bar, Some(&mut captured), a_bar, b_bar);
//!     give_back(p_bar, captured.0); give_back(w_bar, captured.1.0);
//! ```
//! `closure_0` gives the closures the types that the function declares, and returns what it takes: a value with derivatives, or the closure
//! alone where it takes that as a constant. What a closure captures by reference is copied for an owned pullback, which outlives it.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use super::Emit;
use super::callees::Wanted;
use super::given::{Passed, apart, as_one};
use super::makers::Maker;
use crate::ir::{Arg, Atom, Callee, ClosureCode, Place, Slot, Transform, VarId};
use crate::ty::mentions;

impl Emit<'_> {
    /// The user's own call. A closure stands among the arguments itself, so that rustc learns the types of its parameters from the others, as in the
    /// user's code; what it captures has its names only after these were written down.
    pub(super) fn primal_given(
        &mut self,
        (callee, call): (&Callee, usize),
        args: &[Arg],
        span: Span,
    ) -> TokenStream {
        let receiver = callee.is_method().then(|| self.receiver(&args[0]));
        let slots = self.f.given[call].clone();
        let names = self.captured_names(&slots);
        let is_apart = names.iter().enumerate().all(|(i, name)| !names[..i].contains(name))
            && !receiver.as_ref().is_some_and(|receiver| mentions(receiver.clone(), &names));
        let (mut rest, mut passed) = (args, Vec::new());
        let (mut before, mut bound) = (TokenStream::new(), TokenStream::new());
        for (i, slot) in slots.into_iter().enumerate() {
            match slot {
                Slot::Plain => {
                    let arg = &rest[0];
                    rest = &rest[1..];
                    if i == 0 && receiver.is_some() {
                        continue;
                    }
                    let mut value = self.arg(arg);
                    if is_apart && mentions(value.clone(), &names) {
                        let name = format_ident!("passed_{i}", span = Span::mixed_site());
                        before.extend(quote!(let #name = #value;));
                        value = quote!(#name);
                    }
                    passed.push(value);
                }
                Slot::Closure { closure, captures, borrowed } => {
                    let (captured, others) = rest.split_at(captures);
                    rest = others;
                    let code = self.f.closures[closure].clone();
                    let captured = self.captured(&code, captured, false);
                    let closure = &code.value;
                    let value = match is_apart {
                        true => {
                            bound.extend(captured);
                            closure.clone()
                        }
                        false => quote!({ #captured #closure }),
                    };
                    passed.push(match borrowed {
                        true => quote!(&#value),
                        false => value,
                    });
                }
            }
        }
        let call = match receiver {
            Some(receiver) => quote_spanned!(span=> #receiver.#callee(#(#passed),*)),
            None => quote_spanned!(span=> #callee(#(#passed),*)),
        };
        match is_apart {
            true => quote!({ #before #bound #call }),
            false => call,
        }
    }

    /// The names of all that the closures of a call capture.
    fn captured_names(&self, slots: &[Slot]) -> Vec<Ident> {
        let codes = slots.iter().filter_map(|slot| match slot {
            Slot::Closure { closure, .. } => Some(&self.f.closures[*closure].captures),
            Slot::Plain => None,
        });
        codes.flatten().map(|(name, _)| name.clone()).collect()
    }

    /// What `f::pullback(args)` or `f::tangent(args, dots)` is passed of a call that is given closures.
    pub(super) fn passed_given(
        &mut self,
        (callee, call): (&Callee, usize),
        transform: Transform,
        (args, dots): (&[Arg], &[Option<Arg>]),
        of: (bool, bool),
        span: Span,
    ) -> Passed {
        let maker = self.maker((callee, Wanted::Derivative), args, span);
        let arity = self.f.given[call].len();
        let mut before = self.asked_path(callee, arity, args, span);
        let (asked, types) = self.types_beside((callee, call), args);
        before.extend(asked);
        let maker = (&maker, &types);
        let (mut passed, mut at) = (Passed { before, ..Passed::default() }, 0);
        for (i, slot) in self.f.given[call].clone().into_iter().enumerate() {
            match slot {
                Slot::Plain => {
                    let arg = &args[at];
                    if !callee.is_method() || i > 0 {
                        let before = (&mut passed.before, false);
                        let arg = self.derivative_arg((callee, args), (i, arg), before);
                        passed.args.push(arg);
                    }
                    if let Some(dot) = dots.get(at) {
                        passed.dots.push(self.passed_dot(callee, (i, arg), dot, of));
                    }
                    at += 1;
                }
                Slot::Closure { closure, captures, .. } => {
                    let code = self.f.closures[closure].clone();
                    let captured = &args[at..at + captures];
                    let dots = dots.get(at..at + captures).filter(|_| transform.is_dotted());
                    let value = match dots {
                        Some(dots) => self.dual(&code, (maker, i), (captured, dots), span),
                        None => {
                            let is_owned = transform == Transform::Owned;
                            self.differentiated(&code, (maker, i), (captured, is_owned), span)
                        }
                    };
                    // Where it is a constant that the function is lent, it lives as long as the call.
                    let value = apart(&mut passed.before, callee, i, value);
                    passed.args.push(quote!(#value.ad_passed()));
                    if transform.is_dotted() {
                        passed.dots.push(quote!(::core::option::Option::None));
                    }
                    at += captures;
                }
            }
        }
        passed
    }

    /// `let (p, w) = (p, &w);`
    fn captured(&mut self, code: &ClosureCode, captured: &[Arg], is_owned: bool) -> TokenStream {
        let runtime = self.runtime;
        let names = code.captures.iter().map(|(name, _)| name);
        let values = captured.iter().zip(&code.captures).map(|(arg, (name, _))| {
            let is_lent = self.lends(arg);
            let value = self.arg(arg);
            let span = name.span().resolved_at(Span::mixed_site());
            match is_owned && is_lent {
                true => crate::spans::at(span, quote!(#runtime::kept_capture!(#value))),
                false => value,
            }
        });
        let values: Vec<_> = values.collect();
        quote!(let (#(#names,)*) = (#(#values,)*);)
    }

    /// Whether a captured variable is captured by reference.
    fn lends(&self, arg: &Arg) -> bool {
        match arg {
            arg if self.f.is_given(arg) => false,
            Arg::Value(Atom::Var(var)) => self.f.var(*var).ty.is_reference(),
            Arg::Value(_) => false,
            Arg::Borrow(_) | Arg::BorrowMut(_) => true,
        }
    }

    /// What the bodies of a closure begin with, by which what it captures by value is had again for each call.
    fn again(&self, code: &ClosureCode, captured: &[Arg], is_owned: bool) -> [TokenStream; 2] {
        let (mut before, mut inside) = (TokenStream::new(), TokenStream::new());
        for ((name, _), arg) in code.captures.iter().zip(captured) {
            if self.f.is_given(arg) {
                let again = quote!(let #name = ::core::clone::Clone::clone(&#name););
                before.extend(again.clone());
                inside.extend(again);
            } else if is_owned && self.lends(arg) {
                before.extend(quote!(let #name = ::core::clone::Clone::clone(&#name);));
                inside.extend(quote!(let #name = #name.get();));
            }
        }
        [before, inside]
    }

    /// The closure with its pullback.
    fn differentiated(
        &mut self,
        code: &ClosureCode,
        (maker, i): ((&Maker, &TokenStream), usize),
        (captured, is_owned): (&[Arg], bool),
        span: Span,
    ) -> TokenStream {
        let bound = self.captured(code, captured, is_owned);
        let [before, inside] = self.again(code, captured, is_owned);
        let tangents = self.tangents(code, (maker, i), captured, is_owned);
        let pullback = match is_owned {
            true => &code.owned,
            false => &code.pullback,
        };
        let (value, pullback) = (within(&code.value, &inside), within(pullback, &inside));
        let scope = maker.0.scope(Span::mixed_site(), self.runtime);
        let args = quote!(#tangents, { #before #value }, { #before #pullback },);
        let closure = maker.0.call("closure", i, span, &args);
        quote!({ #scope #bound #closure })
    }

    /// The tangents of what a closure captures, as a type, and whether it may be called again.
    fn tangents(
        &self,
        code: &ClosureCode,
        (maker, i): ((&Maker, &TokenStream), usize),
        captured: &[Arg],
        is_owned: bool,
    ) -> TokenStream {
        let runtime = self.runtime;
        let wanted = code.captures.iter().zip(captured).rev().filter(|((_, wanted), _)| *wanted);
        let start = quote!(#runtime::private::no_captures());
        let tangents = wanted.fold(start, |rest, ((name, _), arg)| {
            let of = match self.f.is_given(arg) {
                true => quote!(captured_function),
                false => quote!(captured),
            };
            let value = match is_owned && self.lends(arg) {
                true => quote!(#name.get()),
                false => quote!(&#name),
            };
            quote!(#runtime::private::#of(#value, #rest))
        });
        let repeatable = code.repeatable.as_ref().is_some_and(Vec::is_empty);
        let span = code.span.resolved_at(Span::mixed_site());
        let tangents = as_one(span, tangents);
        let (maker, types) = maker;
        let captured = maker.call("captures", i, span, &tangents);
        quote!((#captured, #runtime::private::Repeats::<#repeatable>, #types))
    }

    /// The closure with its tangent, which captures the dots too.
    fn dual(
        &mut self,
        code: &ClosureCode,
        (maker, i): ((&Maker, &TokenStream), usize),
        (captured, dots): (&[Arg], &[Option<Arg>]),
        span: Span,
    ) -> TokenStream {
        let runtime = self.runtime;
        let bound = self.captured(code, captured, false);
        let [before, inside] = self.again(code, captured, false);
        let (mut bound_dots, mut kept_dots) = (TokenStream::new(), TokenStream::new());
        for (((name, wanted), arg), dot) in code.captures.iter().zip(captured).zip(dots) {
            let is_function = self.f.is_given(arg);
            let dot_name = dot_of(name);
            match dot {
                _ if !wanted => {}
                _ if is_function => bound_dots.extend(quote!(let #dot_name = ();)),
                // Of what may be a constant there may be none, nor one that lives as long as the closure: it keeps a copy.
                Some(lent) if lent.place().and_then(Place::if_any).is_some() => {
                    let kept = format_ident!("{dot_name}_kept", span = Span::mixed_site());
                    let dot = self.kept_dot(arg, lent);
                    bound_dots.extend(quote!(let #kept = #dot;));
                    kept_dots.extend(quote!(let #dot_name = &#kept;));
                }
                Some(dot) => {
                    let dot = self.arg(dot);
                    bound_dots.extend(quote!(let #dot_name = #dot;));
                }
                None => {
                    let zero = quote!(#runtime::private::zero_like(&#name));
                    let zero_name = format_ident!("{dot_name}_zero", span = Span::mixed_site());
                    bound_dots.extend(quote! {
                        let #zero_name = #zero;
                        let #dot_name = #runtime::private::DotOf::dot(&#zero_name);
                    });
                }
            }
        }
        let tangents = self.tangents(code, (maker, i), captured, false);
        let with_dots = quote!(#inside #kept_dots);
        let (value, tangent) = (within(&code.value, &inside), within(&code.tangent, &with_dots));
        let scope = maker.0.scope(Span::mixed_site(), runtime);
        let args = quote!(#tangents, { #before #value }, { #before #tangent });
        let dual = maker.0.call("dual", i, span, &args);
        // The dots may have the names of what is captured.
        quote!({ #scope #bound_dots #bound #dual })
    }

    /// A copy of the dot of what is captured, zero if that is a constant.
    fn kept_dot(&mut self, arg: &Arg, dot: &Arg) -> TokenStream {
        let runtime = self.runtime;
        let value = match arg {
            Arg::Borrow(place) | Arg::BorrowMut(place) => self.borrow(place, false).tokens,
            Arg::Value(atom) => self.atom(atom).tokens,
        };
        let place =
            dot.place().and_then(Place::if_any).map(|place| self.receiver_place(&place, false));
        quote!({
            #[allow(unused_imports)]
            use #runtime::private::Wanted as _;
            #place.kept_dot().unwrap_or_else(|| #runtime::private::zero_like(#value))
        })
    }

    /// The call of a pullback.
    pub(super) fn pull_given(
        &mut self,
        pullback: VarId,
        cotangent: &Atom,
        bars: &[Option<Place>],
        call: usize,
    ) -> TokenStream {
        let (runtime, pullback) = (self.runtime, self.ident(pullback));
        let cotangent = self.atom(cotangent).tokens;
        let (mut before, mut after) = (TokenStream::new(), TokenStream::new());
        let (mut passed, mut rest) = (Vec::new(), bars);
        for (i, slot) in self.f.given[call].clone().into_iter().enumerate() {
            let Slot::Closure { closure, captures, .. } = slot else {
                passed.push(self.bar_argument(rest[0].as_ref()));
                rest = &rest[1..];
                continue;
            };
            let (bars, others) = rest.split_at(captures);
            rest = others;
            let code = self.f.closures[closure].clone();
            let wanted = code.captures.iter().zip(bars).filter(|((_, wanted), _)| *wanted);
            let wanted: Vec<_> = wanted.map(|(_, bar)| bar).collect();
            if wanted.iter().all(|bar| bar.is_none()) {
                passed.push(quote!(::core::option::Option::None));
                continue;
            }
            let captured = format_ident!("captured_{i}", span = Span::mixed_site());
            let mut fresh = Vec::new();
            let mut part = quote!(#captured);
            for (k, bar) in wanted.into_iter().enumerate() {
                let name = format_ident!("captured_{i}_{k}_bar", span = Span::mixed_site());
                match bar {
                    None => fresh.push(quote!(::core::option::Option::None)),
                    Some(bar) => {
                        let bar = self.bar_argument(Some(bar));
                        before.extend(quote!(let #name = #bar;));
                        fresh.push(quote!(#runtime::private::fresh(&#name)));
                        after.extend(quote!(#runtime::private::give_back(#name, #part.0);));
                    }
                }
                part = quote!(#part.1);
            }
            let fresh = fresh.into_iter().rev().fold(quote!(()), |rest, one| quote!((#one, #rest)));
            before.extend(quote!(let mut #captured = #fresh;));
            passed.push(quote!(#runtime::private::AsBar::as_bar(&mut #captured)));
        }
        quote!({ #before #pullback(#cotangent, #(#passed),*); #after })
    }
}

/// The name of the dot of what is captured.
pub fn dot_of(name: &Ident) -> Ident {
    format_ident!(
        "{}_dot",
        crate::ir::names::stem(&name.to_string()),
        span = name.span().resolved_at(Span::mixed_site())
    )
}

/// A closure that begins in some way: `move |x| { start; body }`, of `move |x| { body }`.
fn within(closure: &TokenStream, start: &TokenStream) -> TokenStream {
    let mut tokens: Vec<_> = closure.clone().into_iter().collect();
    let Some(proc_macro2::TokenTree::Group(body)) = tokens.pop() else { return closure.clone() };
    let body = body.stream();
    let tokens: TokenStream = tokens.into_iter().collect();
    quote!(#tokens { #start #body })
}
