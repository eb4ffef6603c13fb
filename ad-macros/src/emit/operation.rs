//! Operators of whatever types to tokens: as the user wrote them, and by their rules.
//!
//! ```text
//! let w = &a * k;
//! let (w, mul_pullback) = ::ad_runtime::rules::MulRule::pullback(&a, k);
//! let (w, w_dot) = ::ad_runtime::rules::MulRule::tangent(&a, k, Some(&a_dot), None);
//! ```

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};

use super::expr::{assigning, operator, parenthesized};
use super::{Emit, Piece, precedence};
use crate::ir::{Arg, Atom, Place, Transform};
use crate::kind::Kind;
use crate::operators::BinOp;
use crate::overloads::{Overload, Total};
use crate::spans;

impl Emit<'_> {
    /// The operator itself.
    pub(super) fn operation(&mut self, overload: &Overload, args: &[Arg], span: Span) -> Piece {
        let symbol = symbol(overload, span);
        match (overload, args) {
            (Overload::Neg, [operand]) => {
                let operand = self.term(operand, precedence::UNARY - 1).tokens;
                Piece { tokens: quote!(#symbol #operand), precedence: precedence::UNARY }
            }
            (Overload::Assigning(_), [Arg::BorrowMut(place), value]) => {
                let value = self.term(value, precedence::LOWEST).tokens;
                let place = self.place_as(place, true);
                Piece { tokens: quote!(#place #symbol #value), precedence: precedence::LOWEST }
            }
            (Overload::Binary(op), [left, right]) => {
                let (_, precedence) = operator(*op);
                let left = self.term(left, precedence - 1).tokens;
                let right = self.term(right, precedence).tokens;
                Piece { tokens: quote!(#left #symbol #right), precedence }
            }
            (Overload::Total(total), [Arg::Value(items)]) => {
                let items = self.operand(items, precedence::POSTFIX - 1).tokens;
                let each = if total.of_references { quote!(iter) } else { quote!(into_iter) };
                let (ty, method) = (said(total), Ident::new(overload.method(), Span::mixed_site()));
                let tokens = quote!(<#ty as ::core::iter::#overload<_>>::#method(#items.#each()));
                Piece { tokens, precedence: precedence::POSTFIX }
            }
            (Overload::From(path), [value]) => {
                let value = self.arg(value);
                Piece { tokens: quote!(#path(#value)), precedence: precedence::POSTFIX }
            }
            _ => unreachable!("an operator has its operands"),
        }
    }

    /// An operand, in parentheses unless it binds more tightly.
    fn term(&mut self, arg: &Arg, precedence: u8) -> Piece {
        match arg {
            Arg::Value(atom) => self.operand(atom, precedence),
            Arg::Borrow(place) => parenthesized(self.borrow(place, false), precedence),
            Arg::BorrowMut(place) => parenthesized(self.borrow(place, true), precedence),
        }
    }

    /// The same by its rule.
    pub(super) fn ruled(
        &mut self,
        overload: &Overload,
        (transform, lifted): (Transform, usize),
        (args, dots): (&[Arg], &[Option<Arg>]),
        span: Span,
    ) -> TokenStream {
        let runtime = self.runtime;
        let is_beside_float = self.is_beside_float(args);
        let args: Vec<_> = args.iter().map(|arg| self.arg(arg)).collect();
        let dots: Vec<_> = dots.iter().map(|dot| self.lent_dot(dot.as_ref())).collect();
        let made = |name: &str| Ident::new(name, Span::mixed_site());
        let form = match lifted {
            0 => form(transform).to_string(),
            // The value of a tangent is what the rule below calls its tangent.
            times => {
                let name = transform.name_of_lifted(times).unwrap_or_default();
                name.replace("owned_", "")
            }
        };
        let level = match form.strip_suffix("pullback") {
            _ if lifted == 0 => 0,
            Some(_) => lifted,
            None => form.matches("tangent").count() - 1,
        };
        let rule = made(&overload.rule_of_lifted(level));
        let form = made(&overload.form(&form));
        // Where there is no rule, rustc says so at the operator, in every derivative alike: that is one error. In braces, for of a
        // function that is called by its path it would complain at an argument, once more.
        let rule = quote!({ #runtime::rules::#rule::#form });
        let is_pair = !matches!(transform, Transform::Value | Transform::Certified);
        let is_pair = is_pair || lifted == 1;
        // As it is written it results in what comes first, alone.
        let is_first = lifted == 0 || (lifted == 1 && transform.order() == 0);
        if let (Overload::Binary(_), true, true) = (overload, is_beside_float, is_pair && is_first)
        {
            let (symbol, left, right) = (symbol(overload, span), made("left"), made("right"));
            let call = quote! {
                #runtime::private::as_written(
                    (#(#args),*),
                    |#left, #right| (#rule)(#left, #right, #(#dots),*),
                    |#left, #right| #left #symbol #right,
                )
            };
            return spans::at(span, call);
        }
        if let Overload::From(path) = overload {
            let value = made("value");
            let rule = match dots.as_slice() {
                [] => rule,
                dots => quote!(|#value| (#rule)(#value, #(#dots),*)),
            };
            let is_made_twice = self.f.is_rule || transform == Transform::Value;
            let converted = made(match (is_pair, is_made_twice) {
                (true, false) => "converted",
                (true, true) => "converted_again",
                (false, false) => "converted_value",
                (false, true) => "converted_value_again",
            });
            return spans::at(span, quote!(#runtime::private::#converted(#path, #(#args,)* #rule)));
        }
        let call = quote!((#rule)(#(#args,)* #(#dots),*));
        let Overload::Total(total) = overload else { return spans::at(span, call) };
        let ty = said(total);
        spans::at(
            span,
            match transform {
                Transform::Value | Transform::Certified => {
                    quote!(#runtime::private::said::<#ty>(#call))
                }
                _ => quote!(#runtime::private::said_beside::<#ty, _>(#call)),
            },
        )
    }

    /// Whether one operand is a float and of the other nothing is seen: it may be a float that is written without a type, which the operator as it is
    /// written tells rustc.
    fn is_beside_float(&self, args: &[Arg]) -> bool {
        let kind = |arg: &Arg| match arg {
            Arg::Value(atom) => Some(crate::kinds::known::of_atom(&self.f.vars, atom)),
            Arg::Borrow(_) | Arg::BorrowMut(_) => None,
        };
        let kinds: Vec<_> = args.iter().map(kind).collect();
        kinds.contains(&Some(Kind::Float)) && kinds.contains(&Some(Kind::Unknown))
    }

    /// A dot as rules take it: by reference.
    fn lent_dot(&mut self, dot: Option<&Arg>) -> TokenStream {
        let runtime = self.runtime;
        let some = quote!(::core::option::Option::Some);
        match dot {
            None => quote!(::core::option::Option::None),
            Some(Arg::Borrow(place) | Arg::BorrowMut(place)) if place.if_any().is_some() => {
                let mutable = matches!(dot, Some(Arg::BorrowMut(_)));
                let place = place.if_any().unwrap_or_else(|| place.clone());
                let place = self.receiver_place(&place, mutable);
                match mutable {
                    true => quote!(#runtime::bar!(#place)),
                    false => quote!(#runtime::dot!(#place)),
                }
            }
            Some(Arg::Value(atom)) if !self.is_lent(atom) => {
                let dot = self.operand(atom, precedence::UNARY - 1).tokens;
                quote!(#some(&#dot))
            }
            // The dot of a list may be a slice here.
            Some(Arg::Borrow(place)) if self.is_list(place) => {
                let dot = self.borrow(place, false).tokens;
                quote!(#some(&::std::borrow::ToOwned::to_owned(#dot)))
            }
            Some(Arg::Value(atom))
                if atom.var().is_some_and(|dot| self.is_list(&Place::whole(dot))) =>
            {
                let dot = self.operand(atom, precedence::UNARY - 1).tokens;
                quote!(#some(&::std::borrow::ToOwned::to_owned(#dot)))
            }
            Some(dot) => {
                let dot = self.arg(dot);
                quote!(#some(#dot))
            }
        }
    }

    fn is_list(&self, place: &Place) -> bool {
        matches!(crate::kinds::of_place(&self.f.vars, place), Kind::List(_))
    }

    /// Whether a dot is a reference already.
    fn is_lent(&self, dot: &Atom) -> bool {
        dot.var().is_some_and(|var| self.f.var(var).ty.is_reference())
    }
}

/// An operator as it is written, at the user's.
fn symbol(overload: &Overload, span: Span) -> TokenStream {
    let symbol = match overload {
        Overload::Neg => quote!(-),
        Overload::Binary(BinOp::TimesBoth) => operator(BinOp::Mul).0,
        Overload::Binary(op) => operator(*op).0,
        Overload::Assigning(op) => assigning(*op),
        Overload::Total(_) | Overload::From(_) => TokenStream::new(),
    };
    let respanned = symbol.into_iter().map(|mut token| {
        token.set_span(span);
        token
    });
    respanned.collect()
}

/// The type that is said to come of a sum.
fn said(total: &Total) -> TokenStream {
    match &total.ty {
        Some(ty) => ty.to_token_stream(),
        None => quote!(_),
    }
}

/// The name of a transform in the traits of rules.
fn form(transform: Transform) -> &'static str {
    match transform {
        Transform::Pullback | Transform::Owned => "pullback",
        Transform::Tangent => "tangent",
        Transform::Value | Transform::Certified => "value",
        Transform::Primal => unreachable!("emitted as it was written"),
        Transform::PullbackTangent | Transform::OwnedTangent => {
            unreachable!("tangents of pullbacks belong to higher orders")
        }
    }
}
