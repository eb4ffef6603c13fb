//! The rules of the runtime to tokens: its functions, and its macros that ask the type. Which rule it is `select` has said.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::expr::postfix;
use super::{Emit, Piece, precedence};
use crate::ir::names;
use crate::ir::{Arg, Atom, Place, Rule};
use crate::kind::Kind;
use crate::known::having_tangents;
use crate::spans;

impl Emit<'_> {
    pub(super) fn rule(&mut self, rule: &Rule, args: &[Arg]) -> Piece {
        let runtime = self.runtime;
        let called = Ident::new(rule.name(), Span::call_site());
        postfix(match (rule, args) {
            (
                Rule::Zero(_)
                | Rule::ZeroLike
                | Rule::ZeroIfAny
                | Rule::ZeroBar
                | Rule::ZeroBarIfAny,
                [Arg::Borrow(place)],
            ) => self.zero(rule, place),
            (Rule::With { path, members, zero }, [Arg::Borrow(place), values @ ..]) => {
                let values: Vec<_> = values.iter().map(|value| self.arg(value)).collect();
                let zero = self.zero(zero, place);
                self.with(path, members, &values, zero)
            }
            (Rule::TakenOut, [Arg::Borrow(place)]) => {
                let tokens = self.place(place);
                let span = self.f.var(place.root).span.resolved_at(Span::mixed_site());
                let called = Ident::new(rule.name(), span);
                spans::at(span, quote_spanned!(span=> #runtime::#called!(#tokens)))
            }
            (Rule::Shape | Rule::ShapeIfAny, [old, Arg::Value(new)]) => {
                let old = self.arg(old);
                let new = self.operand(new, precedence::UNARY - 1).tokens;
                match rule.is_macro() {
                    true => quote!(#runtime::#called!(#old, &#new)),
                    false => quote!(#runtime::private::#called(#old, &#new)),
                }
            }
            (Rule::FittedIfAny, [like, Arg::Value(Atom::Unit)]) => {
                let like = self.arg(like);
                quote!(#runtime::#called!(#like, #runtime::private::Constant))
            }
            (Rule::Cast(ty), [value]) => {
                let value = self.arg(value);
                quote!(#runtime::private::#called::<#ty>(#value))
            }
            (
                Rule::Scaled
                | Rule::ScaledByNonzero
                | Rule::ZeroOrScaled
                | Rule::Unscaled
                | Rule::ZeroOrUnscaled,
                [tangent, value],
            ) => {
                let (tangent, value) = (self.arg(tangent), self.arg(value));
                quote!(#runtime::private::#called(#tangent, &(#value)))
            }
            (rule, args) => {
                let args: Vec<_> = args.iter().map(|arg| self.arg(arg)).collect();
                match rule.is_macro() {
                    true => quote!(#runtime::#called!(#(#args),*)),
                    false => quote!(#runtime::private::#called(#(#args),*)),
                }
            }
        })
    }

    /// The zero tangent of what is at a place, which stands where the variable is bound.
    fn zero(&mut self, rule: &Rule, place: &Place) -> TokenStream {
        if let Rule::Zero(kind) = rule {
            return written(kind);
        }
        let (runtime, borrow) = (self.runtime, self.borrow(place, false).tokens);
        let called = Ident::new(rule.name(), Span::call_site());
        if rule.is_macro() {
            return quote!(#runtime::#called!(#borrow));
        }
        let place = self.f.var(place.root).span;
        if self.f.doubtful.is_empty() {
            // One function, so that of a type without a tangent one thing is said.
            return spans::at(place, quote!(#runtime::private::zero_like(#borrow)));
        }
        let asked = having_tangents(&self.f.doubtful, runtime, place);
        match rule {
            Rule::ZeroBar => quote!(<_ as #asked>::zero_bar(#borrow)),
            _ => quote!(<_ as #asked>::zero_tangent(#borrow)),
        }
    }

    /// The tangent of a struct or of a user's variant: zero but for the fields given.
    fn with(
        &self,
        path: &syn::Path,
        members: &[syn::Member],
        values: &[TokenStream],
        zero: TokenStream,
    ) -> TokenStream {
        let runtime = self.runtime;
        let tangent = Ident::new("tangent", Span::mixed_site());
        let variant = path.segments.last().filter(|_| self.f.is_variant(path));
        let stores = members.iter().zip(values).map(|(member, value)| match variant {
            None => quote!(#runtime::private::assign(&mut #tangent.#member, #value);),
            Some(variant) => {
                let name = names::access(&variant.ident, member, true);
                quote!(#runtime::private::assign(#tangent.#name(), #value);)
            }
        });
        quote!({ let mut #tangent = #zero; #(#stores)* #tangent })
    }
}

/// The zero of a number, of nothing, of a tuple of such.
fn written(kind: &Kind) -> TokenStream {
    match kind {
        Kind::Float => quote!(0.0),
        Kind::Tuple(items) => {
            let items = items.iter().map(written);
            quote!((#(#items,)*))
        }
        _ => quote!(()),
    }
}
