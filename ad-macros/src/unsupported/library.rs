//! std's types whose content has no derivative: refused by their names, and not taken for something of the user's.

use crate::kind::Kind;
use crate::library;
use crate::ty::peel;

/// The type of std in a path, `Cell` in `std::cell::Cell` and in `Cell::new`, whose content can't be differentiated. A path that
/// begins with `crate`, `self` or `super` names one of the user's.
fn std_type(path: &syn::Path) -> Option<&'static str> {
    let first = path.segments.first()?;
    if ["crate", "self", "super"].iter().any(|own| first.ident == own) {
        return None;
    }
    let mut names = path.segments.iter().rev().take(2);
    names.find_map(|segment| library::foreign(&segment.ident))
}

/// The same of a function that is called in an `impl` of a type of the name `this`, which is no type of std's then.
pub fn std_type_of_call(path: &syn::Path, this: Option<&syn::Ident>) -> Option<&'static str> {
    let name = std_type(path)?;
    let is_made_by_its_name = path.segments.len() == 1 && !library::has_open_field(name);
    (!is_made_by_its_name && this.is_none_or(|this| this != name)).then_some(name)
}

/// The type of std that a type is, or that it refers to.
pub fn std_type_in(ty: &syn::Type) -> Option<&'static str> {
    match peel(ty) {
        syn::Type::Reference(ty) => std_type_in(&ty.elem),
        syn::Type::Slice(ty) => std_type_in(&ty.elem),
        syn::Type::Array(ty) => std_type_in(&ty.elem),
        syn::Type::Path(path) if Kind::of(ty) == Kind::Unknown && path.qself.is_none() => {
            std_type(&path.path).and_then(|_| library::foreign_type(path.path.segments.last()?))
        }
        _ => None,
    }
}
