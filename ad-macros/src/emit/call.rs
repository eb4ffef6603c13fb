//! Calls to tokens: the user's own, and those of derivatives.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::callees::{Wanted, may_select};
use super::given::Passed;
use super::{Emit, precedence};
use crate::ir::{Arg, Atom, Callee, HandedOn, Place, Projection, Transform, VarId};
use crate::kind::Kind;
use crate::library;

impl Emit<'_> {
    pub(super) fn arg(&mut self, arg: &Arg) -> TokenStream {
        if let Some(function) = arg.var().filter(|var| self.f.functions.contains_key(var)) {
            // Handed on, and called again later.
            let function = self.ident(function);
            return quote!(::core::clone::Clone::clone(&#function));
        }
        match arg {
            Arg::Value(atom) => self.atom(atom).tokens,
            Arg::Borrow(place) => self.borrow(place, false).tokens,
            Arg::BorrowMut(place) => self.borrow(place, true).tokens,
        }
    }

    /// Whether an argument that is passed by value is of a type of the user's, whose method is called by its path: the hidden
    /// functions take that by reference.
    pub(super) fn may_be_receiver(&self, arg: &Arg) -> bool {
        let Arg::Value(atom) = arg else { return false };
        atom.var().is_some_and(|var| {
            let ty = &self.f.var(var).ty;
            ty.moves() && !matches!(ty.guess, Kind::List(_))
        })
    }

    /// `::<2>`: a function's generics, as its call says them. Parameters say their types themselves: where nothing else is passed, types are
    /// left out, which what stands in for a function without derivatives doesn't have.
    fn given_generics(&self, path: &syn::Path, args: &[Arg]) -> Option<TokenStream> {
        let last = path.segments.last()?;
        let syn::PathArguments::AngleBracketed(given) = &last.arguments else { return None };
        let is_number = |name: &Ident| {
            self.f.vars.iter().any(|var| matches!(&var.ty.guess, Kind::Real(of) if of == name))
        };
        // A constant, or a type that may be no parameter's: `vincenty::<Wgs84>(from, to)`.
        let is_of_no_param = |argument: &syn::GenericArgument| match argument {
            syn::GenericArgument::Const(_) => true,
            syn::GenericArgument::Type(syn::Type::Path(ty)) => {
                ty.path.segments.last().is_some_and(|last| {
                    let name = &last.ident;
                    !is_number(name) && name.to_string().starts_with(char::is_uppercase)
                })
            }
            _ => false,
        };
        let is_param = |arg: &Arg| arg.var().is_some_and(|var| self.f.params.contains(&var));
        let given = &given.args;
        let is_said = args.iter().all(is_param) && !given.iter().any(is_of_no_param);
        (!is_said).then(|| quote!(::<#given>))
    }

    /// The user's own call.
    pub(super) fn primal_call(
        &mut self,
        result: VarId,
        callee: &Callee,
        args: &[Arg],
        span: Span,
    ) -> TokenStream {
        if let Callee::Tangent(_) = callee {
            return self.derivative_call(result, callee, Transform::Primal, (args, &[]), span);
        }
        if self.f.is_value_call(callee, args) || self.f.is_listed(callee, result) {
            let value = self.derivative_call(result, callee, Transform::Value, (args, &[]), span);
            if !self.may_be_underived(result, callee, args) {
                return value;
            }
            // Of a constant it may be the method itself that is iterated over.
            let (runtime, call) = (self.runtime, self.written_call(callee, args, span));
            return quote!({
                #[allow(unused_imports)]
                use #runtime::private::OrElse as _;
                #value.ad_or_else(|| #call)
            });
        }
        self.written_call(callee, args, span)
    }

    /// The same, whatever it results in.
    pub(super) fn written_call(
        &mut self,
        callee: &Callee,
        args: &[Arg],
        span: Span,
    ) -> TokenStream {
        match callee {
            Callee::Value => self.call_of_value("ad_call", args, &[], span),
            Callee::Given(callee, call) => self.primal_given((callee, *call), args, span),
            Callee::Function(_) | Callee::Derivative(..) | Callee::Associated(_) => {
                let args: Vec<_> = args.iter().map(|arg| self.arg(arg)).collect();
                quote_spanned!(span=> #callee(#(#args),*))
            }
            Callee::Method(name, generics) => {
                let receiver = self.receiver(&args[0]);
                let args: Vec<_> = args[1..].iter().map(|arg| self.arg(arg)).collect();
                quote_spanned!(span=> #receiver.#name #generics(#(#args),*))
            }
            Callee::Operator(overload) => self.operation(overload, args, span).tokens,
            Callee::Tangent(_) => unreachable!("called as a derivative"),
        }
    }

    /// What a method is called on.
    pub(super) fn receiver(&mut self, arg: &Arg) -> TokenStream {
        match arg {
            // Taken for one that changes nothing: it can't change anything then.
            Arg::Borrow(place)
                if self.f.var(place.root).mutable || self.f.var(place.root).ty.is_exclusive() =>
            {
                let tokens = self.borrow(place, false).tokens;
                quote!((#tokens))
            }
            Arg::Value(atom) => self.operand(atom, precedence::POSTFIX - 1).tokens,
            Arg::Borrow(place) | Arg::BorrowMut(place) => {
                let mutable = matches!(arg, Arg::BorrowMut(_));
                let tokens = self.place_as(place, mutable);
                match place.projections.last() {
                    Some(Projection::Deref) => quote!((#tokens)),
                    None if self.f.var(place.root).ty.is_exclusive() => quote!((*#tokens)),
                    _ => tokens,
                }
            }
        }
    }

    /// Whether a call is of a method of a trait object whose derivatives are found behind it.
    fn is_of_object(&self, result: VarId, callee: &Callee, args: &[Arg]) -> bool {
        matches!(callee, Callee::Method(..))
            && self.f.refers_to_object(&args[0])
            && !self.f.var(result).may_be_underived
    }

    /// What has the derivatives of a trait object's methods.
    fn object(&mut self, receiver: &Arg) -> TokenStream {
        let (runtime, tokens) = (self.runtime, self.arg(receiver));
        match receiver {
            Arg::BorrowMut(_) => quote!(#runtime::private::object_mut(#tokens)),
            _ => quote!(#runtime::private::object(#tokens)),
        }
    }

    /// Whether a method may be one of a list, that changes it.
    fn may_be_of_list(&self, name: &Ident, receiver: &Arg) -> bool {
        // What a variable's type is called says nothing: it may be an alias.
        let is_own = |place: &Place| {
            place.projections.is_empty() && self.f.var(place.root).handed_on == Some(HandedOn::Own)
        };
        let Arg::BorrowMut(place) = receiver else { return false };
        library::mutator(&name.to_string()).is_some() && !is_own(place)
    }

    /// Whether a place is a variable of a type of the user's: no pointer.
    fn is_variable(&self, place: &Place) -> bool {
        let root = self.f.var(place.root);
        place.projections.is_empty()
            && (root.ty.is_nominal() || root.handed_on == Some(HandedOn::Own))
    }

    /// `f::value(args)`, which a function without derivatives doesn't have. One that isn't seen to result in a float may do
    /// without: `f::select2(a, b, |a, b| f(a, b))` is the function where it has derivatives or only selects.
    pub(super) fn certified_call(
        &mut self,
        result: VarId,
        callee: &Callee,
        args: &[Arg],
        span: Span,
    ) -> TokenStream {
        let may_select = may_select(self.f, result, args);
        let (Callee::Function(path), true) = (callee, may_select) else {
            let call =
                self.derivative_call(result, callee, Transform::Certified, (args, &[]), span);
            let Callee::Method(name, _) = callee else { return call };
            if !self.callees.may_be_underived(name) {
                return call;
            }
            // What stands in for a method without derivatives takes constants alone.
            let runtime = self.runtime;
            return quote_spanned! {span=> {
                use #runtime::private::{Certified as _, Refused as _};
                #call.ad_certified().ad_kept()
            }};
        };
        let made = |name: &str| Ident::new(name, span.resolved_at(Span::mixed_site()));
        let select = made(&format!("select{}", args.len()));
        let names: Vec<_> = (0..args.len()).map(|i| made(&format!("a{i}"))).collect();
        let wanted = match self.f.var(result).may_be_underived {
            true => Wanted::Lent,
            false => Wanted::Itself,
        };
        let callee = self.callees.name(path, wanted, span);
        // Where any type will do, a `&mut` reference would be moved.
        let lends = |place: &Place| {
            place.projections.is_empty() && self.f.var(place.root).ty.is_exclusive()
        };
        let lent: Vec<_> =
            args.iter().map(|arg| matches!(arg, Arg::Borrow(place) if lends(place))).collect();
        let args = args.iter().zip(lent).map(|(arg, is_lent)| match (self.arg(arg), is_lent) {
            (arg, true) => quote!(&*#arg),
            (arg, false) => arg,
        });
        let args: Vec<_> = args.collect();
        quote_spanned!(span=> #callee::#select(#(#args,)* |#(#names),*| #path(#(#names),*)))
    }

    /// The receiver of a method's derivative.
    fn method_receiver(
        &mut self,
        (callee, is_of_object): (&Callee, bool),
        args: &[Arg],
    ) -> TokenStream {
        let receiver = &args[0];
        if is_of_object {
            return self.object(receiver);
        }
        let runtime = self.runtime;
        match (callee, receiver.place()) {
            (Callee::Method(..), Some(place)) if self.f.refers_to_object(receiver) => {
                let object = self.ident(place.root).clone();
                quote!((&#object))
            }
            (Callee::Method(name, _), Some(place)) if self.may_be_of_list(name, receiver) => {
                let place = self.receiver_place(place, true);
                quote!((*#runtime::list_receiver!(#place)))
            }
            (Callee::Method(name, _), Some(place))
                if self.callees.may_be_underived(name) && !self.is_variable(place) =>
            {
                let mutable = matches!(receiver, Arg::BorrowMut(_));
                let place = self.receiver_place(place, mutable);
                let receiver = match mutable {
                    true => quote!(#runtime::receiver!(mut #place)),
                    false => quote!(#runtime::receiver!(#place)),
                };
                let Some(mark) = self.callees.mark(name, name.span()) else {
                    return quote!((*#receiver));
                };
                let own = self.own_behind((callee, name), (&place, args), name.span());
                match mutable {
                    false => quote!({ #own #receiver }),
                    true => quote!({ #own #runtime::marked!(#receiver, #mark) }),
                }
            }
            (Callee::Method(name, _), Some(place))
                if self.callees.may_be_underived(name) && !matches!(receiver, Arg::Value(_)) =>
            {
                let mutable = matches!(receiver, Arg::BorrowMut(_));
                match (mutable, self.callees.mark(name, name.span())) {
                    (_, None) => self.receiver(receiver),
                    (true, Some(mark)) => {
                        let place = self.borrow(place, true).tokens;
                        quote!(#runtime::marked!(#place, #mark))
                    }
                    (false, Some(_)) => {
                        let place = self.borrow(place, false).tokens;
                        quote!((#place))
                    }
                }
            }
            _ => self.receiver(receiver),
        }
    }

    /// In `v.dot(v)` the receiver is borrowed while the argument, which is itself, would be moved: so its type can be copied.
    fn keep_receiver(&self, all: &[Arg], args: &mut [TokenStream]) {
        let [Arg::Borrow(place), others @ ..] = all else { return };
        for (arg, tokens) in others.iter().zip(args) {
            if self.may_be_receiver(arg) && arg.var() == Some(place.root) {
                *tokens = quote!(::core::clone::Clone::clone(&#tokens));
            }
        }
    }

    /// `f::tangent(args, dots)` or `f::pullback(args)`.
    pub(super) fn derivative_call(
        &mut self,
        result: VarId,
        callee: &Callee,
        transform: Transform,
        (args, dots): (&[Arg], &[Option<Arg>]),
        span: Span,
    ) -> TokenStream {
        let (lifted, callee) = callee.lifted();
        let (args, given) = args.split_at(args.len() >> lifted);
        let given = given.iter().map(|dot| match dot {
            Arg::Value(Atom::Unit) => None,
            dot => Some(dot.clone()),
        });
        let dots: Vec<_> = given.chain(dots.iter().cloned()).collect();
        let dots = dots.as_slice();
        let Some(name) = transform.name_of_lifted(lifted) else {
            unreachable!("emitted as it was written")
        };
        match callee {
            Callee::Operator(overload) => {
                self.ruled(overload, (transform, lifted), (args, dots), span)
            }
            Callee::Value => self.call_of_value(&format!("ad_call_{name}"), args, dots, span),
            callee => {
                let order = lifted + transform.order();
                self.named_call(result, (callee, &name), (transform, order), (args, dots), span)
            }
        }
    }

    /// The same of a function or method of the user's, by the derivative's name.
    fn named_call(
        &mut self,
        result: VarId,
        (callee, name): (&Callee, &str),
        (transform, order): (Transform, usize),
        (args, dots): (&[Arg], &[Option<Arg>]),
        span: Span,
    ) -> TokenStream {
        let runtime = self.runtime;
        let is_method = callee.is_method();
        let is_of_object = self.is_of_object(result, callee, args);
        let receiver = is_method.then(|| self.method_receiver((callee, is_of_object), args));
        let by_value = self.is_given_by_value(callee, args);
        let is_lent = self.f.var(result).may_be_underived;
        let generics = match callee {
            Callee::Function(path) => self.given_generics(path, args),
            _ => None,
        };
        let all = args;
        let of = (is_method, by_value);
        let Passed { before, args: mut values, dots: passed } = match callee {
            Callee::Given(callee, call) => {
                self.passed_given((callee, *call), transform, (args, dots), of, span)
            }
            _ => self.passed_plain(callee, (args, dots), of, (is_lent, is_of_object)),
        };
        let passed = match order > 1 {
            true => self.passed_to_higher((passed, dots), args.len(), of),
            false => passed,
        };
        if is_method {
            self.keep_receiver(all, &mut values);
        }
        if let (Some(first), true) = (values.first_mut(), by_value) {
            *first = quote! {
                #runtime::private::given(&mut ::core::option::Option::Some(#first))
            };
        }
        let made = |name: &str| Ident::new(name, span.resolved_at(Span::mixed_site()));
        let call = match callee.itself() {
            Callee::Function(path) => {
                let callee = self.callees.name(path, Wanted::derivative(is_lent), span);
                let name = made(name);
                quote_spanned!(span=> #callee::#name #generics(#(#values,)* #(#passed),*))
            }
            Callee::Derivative(path, form) => {
                let callee = self.callees.name(path, Wanted::derivative(is_lent), span);
                let name = made(&format!("{form}_{name}"));
                quote_spanned!(span=> #callee::#name(#(#values,)* #(#passed),*))
            }
            Callee::Associated(path) => {
                let path = derivative_path(path, name, span);
                let call = quote_spanned!(span=> #path(#(#values,)* #(#passed),*));
                self.found_call(callee, self.arity(callee, all), call, span)
            }
            Callee::Value | Callee::Given(..) | Callee::Tangent(_) => {
                unreachable!("called above")
            }
            Callee::Method(method, generics) => {
                let of = (callee, method, is_of_object, result);
                let of_all = (quote!(#receiver), all);
                let given = (&values[..], &passed[..], transform);
                let (asked, receiver) = self.asked_call(of, of_all, given, span);
                let name = made(&derivative_of(method, name, is_of_object));
                let call =
                    quote_spanned!(span=> #receiver.#name #generics(#(#values,)* #(#passed),*));
                match asked.is_empty() {
                    true => call,
                    false => quote!({ #asked #call }),
                }
            }
            Callee::Operator(_) => unreachable!("by its rule"),
        };
        match before.is_empty() {
            true => call,
            false => quote!({ #before #call }),
        }
    }
}

/// The path of an associated function's derivative.
pub(super) fn derivative_path(path: &syn::ExprPath, name: &str, span: Span) -> syn::ExprPath {
    let mut path = path.clone();
    if let Some(last) = path.path.segments.last_mut() {
        let name = derivative(&last.ident, name);
        last.ident = Ident::new(&name, span.resolved_at(Span::mixed_site()));
    }
    path
}

/// The name of a method's derivative.
pub(super) fn derivative(method: &Ident, name: &str) -> String {
    format!("{}_{name}", method.to_string().trim_start_matches("r#"))
}

/// The same of a method that may be a trait object's.
pub(super) fn derivative_of(method: &Ident, name: &str, is_of_object: bool) -> String {
    let name = derivative(method, name);
    match is_of_object {
        true => format!("{name}_object"),
        false => name,
    }
}
