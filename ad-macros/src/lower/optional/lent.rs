//! References to what may be there, where the type that is wanted is written: a result, a variable with its type.
//!
//! ```text
//! fn prior(&self) -> Option<&Prior> { self.prior.as_ref() }        fn knots(&self) -> &[f64] { self.knots.as_deref().unwrap_or(&[]) }
//! ```
//! Elsewhere `o.as_ref()` is the `Option` itself, looked at from outside.

use quote::ToTokens;

use crate::ir::{Atom, Expr, Place, Projection};
use crate::library::{self, Lowering, StdType};
use crate::lower::Lower;
use crate::lower::item::Item;
use crate::ty::{peel, std_argument};

impl Lower<'_> {
    /// The `Option` that a method results in, put together; none if the method isn't one of these.
    pub(in crate::lower) fn optional_value(
        &mut self,
        call: &syn::ExprMethodCall,
        ty: Option<&syn::Type>,
    ) -> Option<Expr> {
        if let Some(value) = self.option_of_lent(call, ty) {
            return Some(value);
        }
        // A method of this name that results in a value is the user's.
        if library::is_of_deques(&call.method.to_string()) {
            return None;
        }
        let item = self.optional(call)?;
        Some(self.item_value(item, call.method.span()))
    }

    /// An `Option` of a reference to what is in another one; none if the call isn't that, or the type isn't.
    fn option_of_lent(
        &mut self,
        call: &syn::ExprMethodCall,
        ty: Option<&syn::Type>,
    ) -> Option<Expr> {
        let syn::Type::Path(option) = peel(ty?) else { return None };
        let (StdType::Option, wanted) = std_argument(option)? else { return None };
        let syn::Type::Reference(wanted) = peel(wanted) else { return None };
        let name = call.method.to_string();
        let lends = library::lowerings(&name, call.args.len());
        let target = lends.into_iter().find_map(|lowering| match lowering {
            Lowering::Lend { mutable: false, target } => Some(target),
            _ => None,
        })?;
        let span = call.method.span();
        let item = self.optional(call)?;
        let (is_some, some) = self.opened(item, span);
        let some = match some {
            Item::Place(place, mode) if target => Item::Place(pointee(place, &wanted.elem), mode),
            some => some,
        };
        Some(self.item_value(Item::Optional(is_some, Box::new(some)), span))
    }

    /// The type of what is in an `Option`, if that is a variable whose type is written.
    pub(in crate::lower) fn type_inside(&self, option: &syn::Expr) -> Option<syn::Type> {
        let syn::Expr::Path(path) = option else { return None };
        let var = self.lookup(path.path.get_ident()?)?;
        let declared = self.declared_type(var)?;
        let syn::Type::Path(ty) = peel(&declared) else { return None };
        std_argument(ty).map(|(_, inside)| inside.clone())
    }

    /// `&[0.5, 1.0]` where a slice is wanted, and `&[]`, which is nothing else: literals live as long as anybody likes.
    pub(in crate::lower) fn literals_lent(
        &mut self,
        reference: &syn::ExprReference,
        ty: Option<&syn::Type>,
    ) -> Option<Atom> {
        let items = literals(reference)?;
        let any: syn::Type = syn::parse_quote!(&[_]);
        let ty = peel(ty.unwrap_or(&any));
        let syn::Type::Reference(wanted) = ty else { return None };
        let is_slice = matches!(peel(&wanted.elem), syn::Type::Slice(_));
        if !is_slice || (*ty == any && !items.is_empty()) {
            return None;
        }
        let tokens = self.verbatim(reference.to_token_stream(), None, false);
        let var = self.temp(Expr::Verbatim(tokens), reference.and_token.spans[0]);
        let mut sketch = self.annotated(ty);
        self.annotate(&mut sketch, ty);
        self.function.vars[var.0].ty = sketch;
        Some(Atom::Var(var))
    }

    /// `o.as_deref().unwrap_or(&[])`: what is in the `Option` is taken for a slice too. The type that is wanted then.
    pub(in crate::lower) fn slice_or_literals(
        &self,
        call: &syn::ExprMethodCall,
    ) -> Option<syn::Type> {
        let syn::Expr::MethodCall(receiver) = &*call.receiver else { return None };
        let Some(syn::Expr::Reference(other)) = call.args.first() else { return None };
        literals(other)?;
        let name = receiver.method.to_string();
        let mut lends = library::lowerings(&name, receiver.args.len());
        let points = Lowering::Lend { mutable: false, target: true };
        lends.any(|lowering| lowering == points).then(|| syn::parse_quote!(&[_]))
    }
}

/// The items of `&[0.5, 1.0]`.
fn literals(reference: &syn::ExprReference) -> Option<Vec<&syn::Expr>> {
    let syn::Expr::Array(array) = &*reference.expr else { return None };
    let is_literal = |item: &&syn::Expr| match item {
        syn::Expr::Unary(unary) => matches!(*unary.expr, syn::Expr::Lit(_)),
        item => matches!(item, syn::Expr::Lit(_)),
    };
    let is_shared = reference.mutability.is_none();
    (is_shared && array.elems.iter().all(|item| is_literal(&item)))
        .then(|| array.elems.iter().collect())
}

/// What a pointer at a place points to: all of a list, where a slice of it is wanted.
fn pointee(place: Place, wanted: &syn::Type) -> Place {
    match peel(wanted) {
        syn::Type::Slice(_) => all_of(place),
        _ => place.then(Projection::Deref),
    }
}

/// All of a list, as a slice.
pub(super) fn all_of(list: Place) -> Place {
    list.then(Projection::Range { start: None, end: None, inclusive: false })
}
