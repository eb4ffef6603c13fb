//! `into`: where the type that is wanted is said, it is that type's `from`, or a cast.

use proc_macro2::Ident;

use super::Lower;
use crate::ir::Expr;
use crate::kind::Kind;
use crate::kinds::known;
use crate::library::{self, Lowering};

impl Lower<'_> {
    /// `[x, y].into()` where a type of the user's is wanted: `V2::from([x, y])`. Of what isn't std's the method may be another one.
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
        let is_of_std = match &*call.receiver {
            syn::Expr::Array(_) | syn::Expr::Tuple(_) | syn::Expr::Repeat(_) => true,
            receiver @ syn::Expr::Path(_) => {
                let place = self.place(receiver)?;
                let kind = known::of_place(&self.function.vars, &place);
                matches!(kind, Kind::Array(_) | Kind::Tuple(_) | Kind::List(_) | Kind::Float)
            }
            _ => false,
        };
        let mut path = path.clone();
        if let Some(syn::PathArguments::AngleBracketed(arguments)) =
            path.segments.last_mut().map(|last| &mut last.arguments)
        {
            arguments.colon2_token = Some(syn::Token![::](arguments.lt_token.span));
        }
        let (from, receiver) = (Ident::new("from", call.method.span()), &call.receiver);
        is_of_std.then(|| syn::parse_quote!(#path::#from(#receiver)))
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
            Kind::Float | Kind::Int => Some(Expr::Cast(value, Box::new(ty.clone()))),
            _ => {
                self.stmts.truncate(start);
                None
            }
        }
    }
}
