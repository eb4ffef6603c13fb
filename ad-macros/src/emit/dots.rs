//! Dots, as the parameters of a function's tangent take them.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::Emit;
use crate::analysis::loose::Loose;
use crate::ir::{Arg, Atom, Function, VarId};
use crate::kind::Kind;

/// Whether a dot is that of a value which a parameter may take for a constant, or which may have no tangent.
pub(super) fn may_be_of_constant(function: &Function, loose: &Loose, dot: VarId) -> bool {
    let dot = function.var(dot);
    let is_such = |of: VarId| {
        let ty = &function.var(of).ty;
        let is_together =
            matches!(ty.guess, Kind::Array(_) | Kind::Tuple(_)) && !ty.known.is_of_numbers();
        ty.is_nominal() || is_together || loose.is_copy(&function.vars, of)
    };
    !dot.ty.is_reference() && dot.of.is_some_and(is_such)
}

/// Whether a dot is that of what may be a reference: what a function resulted in, an item, or a list that was read out of a tuple.
pub(super) fn may_be_of_reference(function: &Function, dot: VarId) -> bool {
    let dot = function.var(dot);
    let is_opaque = |of: VarId| {
        let of = &function.var(of).ty;
        let is_list = matches!(of.guess, Kind::List(_));
        (of.is_opaque() || of.item || is_list) && !of.known.is_number() && !of.guess.is_float()
    };
    !dot.ty.is_reference() && dot.of.is_some_and(is_opaque)
}

impl Emit<'_> {
    /// A dot, as the parameter takes it.
    pub(super) fn passed(
        &mut self,
        (i, dot): (usize, &Option<Arg>),
        (is_method, by_value): (bool, bool),
    ) -> TokenStream {
        let is_first = i == 0;
        let runtime = self.runtime;
        if let Some(Arg::Borrow(place) | Arg::BorrowMut(place)) = dot
            && let Some(place) = place.if_any()
        {
            let mutable = matches!(dot, Some(Arg::BorrowMut(_)));
            let place = self.receiver_place(&place, mutable);
            return match (is_method && is_first, mutable) {
                (true, true) => receiver_dot(runtime, &place, "receiver_dot_mut"),
                (true, false) => receiver_dot(runtime, &place, "receiver_dot"),
                (false, true) => quote!(#runtime::bar!(#place)),
                (false, false) => quote!(#runtime::dot!(#place)),
            };
        }
        match dot {
            Some(Arg::Value(Atom::Var(var)))
                if !(is_first && by_value) && may_be_of_constant(self.f, &self.loose, *var) =>
            {
                let dot = self.atom(&Atom::Var(*var)).tokens;
                quote!(#runtime::private::value_dot(#dot))
            }
            Some(Arg::Value(Atom::Var(var)))
                if !(is_first && by_value) && may_be_of_reference(self.f, *var) =>
            {
                let dot = self.atom(&Atom::Var(*var)).tokens;
                quote! {
                    #runtime::private::passed_dot(&mut ::core::option::Option::Some(#dot))
                }
            }
            Some(dot) => {
                let dot = self.arg(dot);
                quote!(::core::option::Option::Some(#dot))
            }
            None if is_method && is_first => quote!(#runtime::private::NoDot),
            None => quote!(::core::option::Option::None),
        }
    }
}

impl Emit<'_> {
    /// The same for derivatives of higher order, which say how they take a receiver's dot.
    pub(super) fn passed_to_higher(
        &self,
        (passed, dots): (Vec<TokenStream>, &[Option<Arg>]),
        arity: usize,
        (is_method, by_value): (bool, bool),
    ) -> Vec<TokenStream> {
        let runtime = self.runtime;
        let passed = passed.into_iter().zip(dots).enumerate().map(|(i, (dot, of))| match of {
            _ if i % arity != 0 => dot,
            _ if is_method => quote!(#runtime::private::receiver_form(&mut #dot)),
            Some(Arg::Value(_)) if by_value => {
                quote!(#runtime::private::passed_dot(&mut #dot))
            }
            _ => dot,
        });
        passed.collect()
    }
}

/// The dot of a receiver, which may be `Constant`.
fn receiver_dot(runtime: &syn::Path, place: &TokenStream, name: &str) -> TokenStream {
    let name = Ident::new(name, Span::mixed_site());
    quote!({
        use #runtime::private::Wanted as _;
        #place.#name()
    })
}
