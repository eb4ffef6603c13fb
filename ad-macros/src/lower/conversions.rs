//! `into`: where the type that is wanted is said, it is that type's `from`, or a cast.

use proc_macro2::{Ident, Span};

use super::Lower;
use super::item::Mode;
use super::scopes::Binding;
use crate::ir::paths::is_variant;
use crate::ir::{Atom, Expr, Place, Stmt, What};
use crate::kind::Kind;
use crate::kinds::known;
use crate::library::{self, Lowering};

impl Lower<'_> {
    /// What is the same as other calls; `x.into()` where a `Cow` or a type of the user's is wanted, and what a `Cow` holds.
    pub(super) fn otherwise_written(
        &mut self,
        call: &syn::ExprMethodCall,
        ty: Option<&syn::Type>,
    ) -> Option<Expr> {
        if let Some(call) = self.written_out(call) {
            return Some(self.method_call(&call, ty));
        }
        if let Some(value) = self.cow_conversion(call, ty).or_else(|| self.method_of_cow(call)) {
            return Some(value);
        }
        let conversion = self.conversion(call, ty)?;
        Some(self.call(&conversion, ty))
    }

    /// `c.into()` where a type of the user's is wanted: `Oklab::from(c)`, with the proof that the method is std's.
    pub(super) fn conversion(
        &mut self,
        call: &syn::ExprMethodCall,
        ty: Option<&syn::Type>,
    ) -> Option<syn::ExprCall> {
        let syn::Type::Path(syn::TypePath { qself: None, path, .. }) = ty? else { return None };
        let is_own = Kind::of(ty?) == Kind::Unknown;
        if !is_own || !library::becomes(&call.method.to_string(), Lowering::Into) {
            return None;
        }
        let span = call.method.span();
        let receiver: syn::Expr = match &*call.receiver {
            receiver @ (syn::Expr::Array(_) | syn::Expr::Tuple(_) | syn::Expr::Repeat(_)) => {
                receiver.clone()
            }
            receiver => {
                if self.stands_for_reference(receiver) {
                    return None;
                }
                let place = match self.place(receiver) {
                    Some(place) => place,
                    None => {
                        let value = self.value(receiver);
                        Place::whole(self.temp(Expr::Atom(value), span))
                    }
                };
                self.stmts.push(Stmt::Prove { place: place.clone(), what: What::Converted, span });
                match place.projections.is_empty() && !matches!(receiver, syn::Expr::Path(_)) {
                    true => {
                        let name = Ident::new("converted", Span::mixed_site());
                        self.declare(&name, Binding::Var(place.root));
                        syn::parse_quote!(#name)
                    }
                    false => receiver.clone(),
                }
            }
        };
        let mut path = path.clone();
        if let Some(syn::PathArguments::AngleBracketed(arguments)) =
            path.segments.last_mut().map(|last| &mut last.arguments)
        {
            arguments.colon2_token = Some(syn::Token![::](arguments.lt_token.span));
        }
        let from = Ident::new("from", span);
        Some(syn::parse_quote!(#path::#from(#receiver)))
    }

    /// Whether a name stands for what a reference refers to, which may be converted in another way than the reference.
    fn stands_for_reference(&self, expr: &syn::Expr) -> bool {
        let syn::Expr::Path(path) = expr else { return false };
        let Some((place, mode)) = self.alias(path) else { return false };
        let kind = known::of_place(&self.function.vars, &place);
        mode != Mode::Move && !matches!(kind, Kind::Array(_) | Kind::Tuple(_) | Kind::List(_))
    }

    /// The type of a struct that a pattern takes apart, where that says what a value is converted into.
    pub(super) fn converted_type(
        &self,
        pattern: &syn::Pat,
        value: &syn::Expr,
    ) -> Option<syn::Type> {
        let syn::Expr::MethodCall(call) = value else { return None };
        let path = match pattern {
            syn::Pat::Struct(fields) => &fields.path,
            syn::Pat::TupleStruct(fields) => &fields.path,
            _ => return None,
        };
        let is_conversion = library::becomes(&call.method.to_string(), Lowering::Into);
        (is_conversion && !is_variant(path)).then(|| syn::parse_quote!(#path))
    }

    /// Whether a value was read out of a field or an element, of a type that isn't seen.
    pub(super) fn is_unseen_part(&self, value: &Atom) -> bool {
        let is_part = value.var().is_some_and(|var| self.function.var(var).ty.part);
        is_part && self.kind(value) == Kind::Unknown
    }

    /// `x.into()` of a number where a float is wanted: what is converted without loss is what `as` makes of it.
    pub(super) fn converted_number(
        &mut self,
        call: &syn::ExprMethodCall,
        ty: Option<&syn::Type>,
    ) -> Option<Expr> {
        let ty = ty.filter(|ty| Kind::of(ty) == Kind::Float)?;
        if !library::becomes(&call.method.to_string(), Lowering::Into) {
            return None;
        }
        let start = self.stmts.len();
        let value = self.operand(&call.receiver);
        match self.kind(&value) {
            _ if self.is_unseen_part(&value) => Some(Expr::Cast(value, Box::new(ty.clone()))),
            Kind::Float | Kind::Int => Some(Expr::Cast(value, Box::new(ty.clone()))),
            _ => {
                self.stmts.truncate(start);
                None
            }
        }
    }
}
