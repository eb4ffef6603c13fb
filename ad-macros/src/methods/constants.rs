//! Functions that make a constant of nothing but what is written: `fn zero() -> Self { Self { x: 0.0, y: 0.0 } }`.
//!
//! In: a function's parts. Out: whether a call of it does nothing else, and gives the same again. It has no derivatives, but operators that begin with one
//! ask (`analysis/repeatable`). Deliberately absent: calls of whatever kind, and operators, which may be anybody's.

use syn::{Expr, Stmt};

/// Whether a function makes what it results in of literals, constants and its parameters, and does nothing else.
pub fn is_plain(signature: &syn::Signature, body: &syn::Block) -> bool {
    let is_taken = |input: &syn::FnArg| match input {
        syn::FnArg::Typed(typed) => {
            !matches!(&*typed.ty, syn::Type::Reference(ty) if ty.mutability.is_some())
        }
        syn::FnArg::Receiver(_) => false,
    };
    let [Stmt::Expr(value, None)] = body.stmts.as_slice() else { return false };
    signature.asyncness.is_none() && signature.inputs.iter().all(is_taken) && is_made(value)
}

fn is_made(value: &Expr) -> bool {
    match value {
        Expr::Lit(_) => true,
        // A constant, a parameter, a static that can be copied.
        Expr::Path(path) => path.attrs.is_empty(),
        Expr::Paren(inner) => is_made(&inner.expr),
        Expr::Group(inner) => is_made(&inner.expr),
        Expr::Unary(unary) => {
            matches!(unary.op, syn::UnOp::Neg(_)) && matches!(&*unary.expr, Expr::Lit(_))
        }
        Expr::Array(array) => array.elems.iter().all(is_made),
        Expr::Tuple(tuple) => tuple.elems.iter().all(is_made),
        Expr::Repeat(repeat) => is_made(&repeat.expr) && is_made(&repeat.len),
        Expr::Struct(made) => {
            made.rest.is_none() && made.fields.iter().all(|field| is_made(&field.expr))
        }
        // The type's constructor.
        Expr::Call(call) => {
            let is_self = matches!(&*call.func, Expr::Path(path) if path.path.is_ident("Self"));
            is_self && call.args.iter().all(is_made)
        }
        _ => false,
    }
}
