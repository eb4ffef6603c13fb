//! `into`: where the type that is wanted is said, it is that type's `from`, or a cast.

use proc_macro2::{Ident, Span};
use syn::spanned::Spanned;

use super::Lower;
use super::item::Mode;
use super::scopes::Binding;
use crate::ir::paths::is_variant;
use crate::ir::{Arg, Atom, Callee, Expr, Place, Stmt, Transform, What};
use crate::kind::{Kind, Whose};
use crate::kinds::known;
use crate::library::{self, Lowering, StdType};
use crate::overloads::Overload;

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
        let ty = ty?;
        if !library::becomes(&call.method.to_string(), Lowering::Into) {
            return None;
        }
        let path = match ty {
            syn::Type::Path(syn::TypePath { qself: None, path, .. })
                if Kind::of(ty) == Kind::Unknown =>
            {
                Some(path)
            }
            syn::Type::Path(syn::TypePath { qself: None, path, .. })
                if Kind::of(ty) == Kind::Float && self.is_of_own_type(&call.receiver) =>
            {
                Some(path)
            }
            // `[f64; 2]`, of a type of the user's.
            syn::Type::Array(_) | syn::Type::Tuple(_) if self.is_of_own_type(&call.receiver) => {
                None
            }
            _ => return None,
        };
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
        let from = Ident::new("from", span);
        let Some(mut path) = path.cloned() else {
            return Some(syn::parse_quote!(<#ty>::#from(#receiver)));
        };
        if let Some(syn::PathArguments::AngleBracketed(arguments)) =
            path.segments.last_mut().map(|last| &mut last.arguments)
        {
            arguments.colon2_token = Some(syn::Token![::](arguments.lt_token.span));
        }
        Some(syn::parse_quote!(#path::#from(#receiver)))
    }

    /// Whether nothing is seen of the type of what is converted.
    fn is_of_own_type(&mut self, receiver: &syn::Expr) -> bool {
        self.place(receiver)
            .is_some_and(|place| known::of_place(&self.function.vars, &place) == Kind::Unknown)
    }

    /// `Oklab::from(c)` of a type of the user's, which rustc finds the rule of.
    pub(super) fn conversion_by_name(
        &mut self,
        call: &syn::ExprCall,
        callee: &syn::ExprPath,
    ) -> Option<Expr> {
        let mut names = callee.path.segments.iter().rev().map(|segment| &segment.ident);
        let (last, of) = (names.next()?, names.next());
        let arg = call.args.first().filter(|_| call.args.len() == 1)?;
        let is_own = match (&callee.qself, of) {
            (None, Some(of)) => !self.is_float_type(&of.to_string()) && StdType::of(of).is_none(),
            // `<Vec3 as From<_>>::from(list)`
            (Some(_), Some(of)) => of == "From",
            // `<[f64; 2]>::from(v)`
            (Some(of), None) => matches!(*of.ty, syn::Type::Array(_) | syn::Type::Tuple(_)),
            (None, None) => false,
        };
        if last != "from" || !is_own {
            return None;
        }
        let arg = self.arg(arg);
        if let Arg::BorrowMut(_) = arg {
            return None;
        }
        Some(self.conversion_of(callee.clone(), arg, Kind::Unknown))
    }

    /// A conversion by a function of this path, of which rustc finds the rule.
    pub(super) fn conversion_of(&mut self, path: syn::ExprPath, arg: Arg, kind: Kind) -> Expr {
        let span = path.path.segments.last().map_or_else(|| path.span(), Spanned::span);
        let result = self.result_var(kind.clone(), span);
        let ty = &mut self.function.vars[result.0].ty;
        match kind {
            Kind::Unknown => ty.whose = Whose::Nominal,
            kind => ty.is_of(kind),
        }
        self.stmts.push(Stmt::Call {
            results: vec![result],
            callee: Callee::Operator(Overload::of_conversion(path)),
            transform: Transform::Primal,
            args: vec![arg],
            dots: Vec::new(),
            span,
        });
        Expr::Atom(Atom::Var(result))
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

/// `Into::into`, of which only rustc knows what it makes.
pub(super) fn is_into(path: &syn::Path) -> bool {
    let mut names = path.segments.iter().rev().map(|segment| &segment.ident);
    let (name, of) = (names.next(), names.next());
    name.is_some_and(|name| library::becomes(&name.to_string(), Lowering::Into))
        && of.is_some_and(|of| of == "Into")
}
