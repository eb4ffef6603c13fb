//! Small pieces of the IR: what many files of `lower` write.

use proc_macro2::Span;

use crate::ir::{Atom, Expr, Place, Projection, VarId, paths};

/// A `bool` literal.
pub(super) fn truth(value: bool, span: Span) -> Atom {
    Atom::Literal(syn::Lit::Bool(syn::LitBool::new(value, span)))
}

/// An integer literal.
pub(super) fn integer(value: usize, span: Span) -> Atom {
    Atom::Literal(syn::Lit::Int(syn::LitInt::new(&value.to_string(), span)))
}

/// `.i`
pub(super) fn field(i: usize) -> Projection {
    Projection::Field(syn::Member::Unnamed(syn::Index::from(i)))
}

/// `None`
pub(super) fn none() -> Atom {
    Atom::Constant(syn::parse_quote!(::core::option::Option::None))
}

/// `Some(value)`
pub(super) fn some_of(value: Atom) -> Expr {
    let fields = vec![(paths::some_field(), value)];
    Expr::Construct { path: paths::some_path(), fields, like: None }
}

/// `slot.Some.0`
pub(super) fn option_content(slot: VarId) -> Place {
    Place::whole(slot)
        .then(Projection::Variant { path: paths::some_path(), member: paths::some_field() })
}
