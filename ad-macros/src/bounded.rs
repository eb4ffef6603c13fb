//! Methods of type parameters by the names of floats': that they are these, the bounds have to say.
//!
//! In: a function with its kinds, and its signature. Out: the same, which claims so of each type parameter that such a method may be one of ([`Claim::Floats`]). A method that is
//! left to rustc is looked at too, as it finds the one of floats where a trait of the user's has no derivatives.

use proc_macro2::{Ident, Span};
use quote::ToTokens;

use crate::ir::{Arg, Atom, Callee, Claim, Expr, Function, Methods, Stmt, visit};
use crate::kind::{Kind, bounds};
use crate::kinds;
use crate::primitives::{self, Primitive, Trait};
use crate::signature::Signature;
use crate::ty::mentions;

/// Claims what is needed of type parameters.
pub fn bounded(mut function: Function, signature: &Signature) -> Function {
    let floats = &signature.scope.floats;
    if floats.is_empty() {
        return function;
    }
    let mut found: Vec<(Ident, Methods, Span)> = Vec::new();
    visit::deep_stmts(&function.body, &mut |stmt| {
        let Some((method, kind, span)) = called(&function, stmt) else { return };
        let methods = methods(method);
        for param in floats {
            let may_be = match &kind {
                Kind::Real(name) => name == param,
                kind => *kind == Kind::Unknown,
            };
            let is_known =
                |(known, of, _): &(Ident, Methods, Span)| known == param && *of == methods;
            if may_be && !found.iter().any(is_known) {
                found.push((param.clone(), methods, span));
            }
        }
    });
    let claims = found.into_iter().map(|(param, methods, span)| {
        let bounds = bounds_of(signature, &param);
        Claim::Floats { param, bounds, methods, span }
    });
    function.claims.extend(claims);
    function
}

/// The method of floats that a statement may call, and what is seen of what it is called on.
fn called(function: &Function, stmt: &Stmt) -> Option<(&'static Primitive, Kind, Span)> {
    let kind = |atom: &Atom| kinds::of_atom(&function.vars, atom);
    match stmt {
        Stmt::Let { expr: Expr::Method { method, args, .. }, span, .. } => {
            Some((method, kind(&args[0]), *span))
        }
        Stmt::Call { callee, args, span, .. } => {
            let Callee::Method(name, _) = callee.itself() else { return None };
            let method = primitives::method(&name.to_string())?;
            let kind = match args.first()? {
                Arg::Value(value) => kind(value),
                Arg::Borrow(place) | Arg::BorrowMut(place) => {
                    kinds::of_place(&function.vars, place)
                }
            };
            (method.arity == args.len()).then_some((method, kind, *span))
        }
        _ => None,
    }
}

fn methods(method: &Primitive) -> Methods {
    match () {
        _ if method.is(Trait::OfReal) => Methods::OfReal,
        _ if method.is(Trait::OfFloat) => Methods::OfFloat,
        _ => Methods::Common,
    }
}

/// The bounds of a type parameter that mention nothing of what is around it.
fn bounds_of(signature: &Signature, name: &Ident) -> Vec<syn::TypeParamBound> {
    let generics = &signature.generics_in_scope;
    let mut around: Vec<Ident> = generics.type_params().map(|param| param.ident.clone()).collect();
    around.extend(generics.const_params().map(|param| param.ident.clone()));
    around.push(Ident::new("Self", Span::call_site()));
    around.retain(|other| other != name);
    let mut params = generics.type_params().filter(|param| param.ident == *name);
    let all = params.next().map(|param| bounds(generics, param)).unwrap_or_default();
    let is_free = |bound: &&syn::TypeParamBound| match bound {
        syn::TypeParamBound::Trait(bound) => {
            bound.maybe.is_none() && !mentions(bound.to_token_stream(), &around)
        }
        _ => false,
    };
    all.into_iter().filter(is_free).cloned().collect()
}
