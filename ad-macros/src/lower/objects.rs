//! Trait objects: values that become ones, where the type that is wanted is written, and functions of their traits by path.
//!
//! The tangent of a `Box<dyn Layer>` is another one than that of the layer in it. Where a box becomes one is nowhere to be seen but in the type that is known from around it.

use syn::spanned::Spanned;

use super::Lower;
use super::scopes::Binding;
use crate::ir::{Atom, Expr};
use crate::ty::{is_boxed_object, item_type, peel};

impl Lower<'_> {
    /// `Box::new(value)`, of a type that may be known.
    pub(super) fn boxed(
        &mut self,
        path: &syn::Path,
        value: &syn::Expr,
        ty: Option<&syn::Type>,
    ) -> Expr {
        let span = value.span();
        let object = ty.filter(|ty| is_boxed_object(ty)).cloned().map(Box::new);
        let value = match self.value(value) {
            // It is asked for its type.
            value if object.is_some() && value.var().is_none() => {
                Atom::Var(self.temp(Expr::Atom(value), span))
            }
            value => value,
        };
        Expr::Boxed { path: path.clone(), value, object }
    }

    /// `[a, b]`, whose items are all boxes of objects if the first one says so.
    pub(super) fn items<'e>(
        &mut self,
        items: impl Iterator<Item = &'e syn::Expr> + Clone,
        ty: Option<&syn::Type>,
    ) -> Vec<Atom> {
        let first = items.clone().next().and_then(|first| match first {
            syn::Expr::Cast(cast) if is_boxed_object(&cast.ty) => Some(&*cast.ty),
            _ => None,
        });
        let ty = ty.or(first);
        items.map(|item| self.value_expecting(item, ty)).collect()
    }

    /// The type of a variable or of an item of one, where it is written.
    pub(super) fn written_type(&self, place: &syn::Expr) -> Option<syn::Type> {
        match place {
            syn::Expr::Paren(inner) => self.written_type(&inner.expr),
            syn::Expr::Index(index) => item_type(&self.written_type(&index.expr)?).cloned(),
            syn::Expr::Path(path) => {
                let Binding::Var(var) = self.binding(path.path.get_ident()?)? else { return None };
                syn::parse2(self.function.var(*var).ty.written.clone()?).ok()
            }
            syn::Expr::Tuple(places) => {
                let types = places
                    .elems
                    .iter()
                    .map(|place| self.written_type(place).unwrap_or_else(|| syn::parse_quote!(_)));
                let types: Vec<_> = types.collect();
                Some(syn::parse_quote!((#(#types,)*)))
            }
            _ => None,
        }
    }

    /// The types of the arguments of `list.push(item)` and its kin, where they are written: those of the items, of whichever it is.
    pub(super) fn pushed_type(&self, list: &syn::Expr) -> Option<syn::Type> {
        let list = self.written_type(list)?;
        item_type(peel(&list)).filter(|item| is_boxed_object(item)).cloned()
    }

    /// `Energy::energy(m, ..)` of an `m: &dyn Energy`, which is `m.energy(..)`.
    pub(super) fn method_of_object(
        &mut self,
        call: &syn::ExprCall,
        callee: &syn::ExprPath,
    ) -> Option<Expr> {
        let mut segments = callee.path.segments.iter().rev();
        let (method, of) = (segments.next()?, segments.next()?);
        let syn::Expr::Path(receiver) = call.args.first()? else { return None };
        let receiver_var = match self.binding(receiver.path.get_ident()?)? {
            Binding::Var(var) => self.function.var(*var),
            _ => return None,
        };
        if receiver_var.ty.object.as_deref() != Some(of.ident.to_string().as_str()) {
            return None;
        }
        let call = syn::ExprMethodCall {
            attrs: Vec::new(),
            receiver: Box::new(call.args[0].clone()),
            dot_token: syn::token::Dot(call.paren_token.span.join()),
            method: method.ident.clone(),
            turbofish: None,
            paren_token: call.paren_token,
            args: call.args.iter().skip(1).cloned().collect(),
        };
        self.user_method(&call)
    }
}
