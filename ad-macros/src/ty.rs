//! Types as they are written: what can be read off their tokens.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::visit::{self, Visit};

use crate::library::{self, StdType};

/// A type without the parentheses and groups around it.
pub fn peel(ty: &syn::Type) -> &syn::Type {
    match ty {
        syn::Type::Paren(ty) => peel(&ty.elem),
        syn::Type::Group(ty) => peel(&ty.elem),
        ty => ty,
    }
}

/// The type of the items of a list, as it is written.
pub fn item_type(ty: &syn::Type) -> Option<&syn::Type> {
    match peel(ty) {
        syn::Type::Array(list) => Some(&list.elem),
        syn::Type::Slice(list) => Some(&list.elem),
        syn::Type::Reference(list) => item_type(&list.elem),
        syn::Type::Path(path) => match std_argument(path) {
            Some((StdType::Vec, item)) => Some(item),
            Some((StdType::Box | StdType::Counted | StdType::Cow, list)) => item_type(list),
            _ => None,
        },
        _ => None,
    }
}

/// Whether a type is a box of a trait object, `Box<dyn Layer>`.
pub fn is_boxed_object(ty: &syn::Type) -> bool {
    let syn::Type::Path(path) = peel(ty) else { return false };
    matches!(std_argument(path), Some((StdType::Box, of)) if matches!(peel(of), syn::Type::TraitObject(_)))
}

/// One of std's types of one argument that have tangents, and its argument.
pub fn std_argument(path: &syn::TypePath) -> Option<(StdType, &syn::Type)> {
    let last = path.path.segments.last()?;
    let is_of_one = |ty: &StdType| ty.is_around() && !matches!(ty, StdType::Result | StdType::Map);
    Some((StdType::of(&last.ident).filter(is_of_one)?, argument(last)?))
}

/// The first type argument of a segment of a path.
pub fn argument(segment: &syn::PathSegment) -> Option<&syn::Type> {
    match &segment.arguments {
        // A lifetime comes before it: `Cow<'a, [f64]>`.
        syn::PathArguments::AngleBracketed(arguments) => {
            match arguments.args.iter().find(|arg| !is_lifetime(arg)) {
                Some(syn::GenericArgument::Type(item)) => Some(item),
                _ => None,
            }
        }
        _ => None,
    }
}

/// What a `Result` holds where all is well, if that is the type's name.
pub fn payload(ty: &syn::Type) -> Option<&syn::Type> {
    let syn::Type::Path(path) = peel(ty) else { return None };
    let last = path.path.segments.last().filter(|last| last.ident == "Result")?;
    argument(last)
}

/// Whether an argument of a type is a lifetime.
pub fn is_lifetime(arg: &syn::GenericArgument) -> bool {
    matches!(arg, syn::GenericArgument::Lifetime(_))
}

/// Whether a type is a `Cow`, as it is written.
pub fn is_cow(ty: &syn::Type) -> bool {
    let syn::Type::Path(path) = peel(ty) else { return false };
    matches!(std_argument(path), Some((StdType::Cow, _)))
}

/// Whether a type is an `Option`, or a reference to one, as it is written.
pub fn is_option(ty: &syn::Type) -> bool {
    match peel(ty) {
        syn::Type::Reference(reference) => is_option(&reference.elem),
        syn::Type::Path(path) => matches!(std_argument(path), Some((StdType::Option, _))),
        _ => false,
    }
}

/// The type arguments of a segment of a path.
pub fn arguments(segment: &syn::PathSegment) -> impl Iterator<Item = &syn::Type> {
    let arguments = match &segment.arguments {
        syn::PathArguments::AngleBracketed(arguments) => Some(&arguments.args),
        _ => None,
    };
    arguments.into_iter().flatten().filter_map(|argument| match argument {
        syn::GenericArgument::Type(item) => Some(item),
        _ => None,
    })
}

/// Whether a segment of a path has an integer's type as its argument: `Range<usize>`.
pub fn is_of_integers(segment: &syn::PathSegment) -> bool {
    let Some(syn::Type::Path(of)) = argument(segment).map(peel) else { return false };
    StdType::of_path(&of.path) == Some(StdType::Int)
}

/// Whether there is a reference in a type.
pub fn holds_reference(ty: &syn::Type) -> bool {
    holds(ty, |part| matches!(part, syn::Type::Reference(_)))
}

/// The references that a result is, or holds in an `Option`, a `Result`, a tuple or a list.
pub fn references_in<'t>(ty: &'t mut syn::Type, found: &mut Vec<&'t mut syn::TypeReference>) {
    match ty {
        syn::Type::Paren(inner) => references_in(&mut inner.elem, found),
        syn::Type::Group(inner) => references_in(&mut inner.elem, found),
        syn::Type::Reference(reference) => found.push(reference),
        syn::Type::Tuple(items) => {
            items.elems.iter_mut().for_each(|item| references_in(item, found));
        }
        syn::Type::Array(items) => references_in(&mut items.elem, found),
        syn::Type::Path(path) => {
            let Some(last) = path.path.segments.last_mut() else { return };
            use StdType::{Option, Result, Vec};
            let holds = matches!(StdType::of(&last.ident), Some(Option | Result | Vec));
            if let (true, syn::PathArguments::AngleBracketed(arguments)) =
                (holds, &mut last.arguments)
            {
                for argument in &mut arguments.args {
                    if let syn::GenericArgument::Type(ty) = argument {
                        references_in(ty, found);
                    }
                }
            }
        }
        _ => {}
    }
}

/// Whether there is a `&mut` reference in a type.
pub fn holds_exclusive(ty: &syn::Type) -> bool {
    holds(ty, |part| matches!(part, syn::Type::Reference(of) if of.mutability.is_some()))
}

/// Whether there is a reference in a type whose lifetime has no name; what functions take doesn't count.
pub fn holds_elided(ty: &syn::Type) -> bool {
    struct Elided(bool);
    impl<'a> syn::visit::Visit<'a> for Elided {
        fn visit_type_reference(&mut self, reference: &'a syn::TypeReference) {
            self.0 |= reference.lifetime.as_ref().is_none_or(|lifetime| lifetime.ident == "_");
            syn::visit::visit_type_reference(self, reference);
        }

        fn visit_parenthesized_generic_arguments(
            &mut self,
            _: &'a syn::ParenthesizedGenericArguments,
        ) {
        }

        fn visit_type_fn_ptr(&mut self, _: &'a syn::TypeFnPtr) {}
    }
    let mut elided = Elided(false);
    syn::visit::Visit::visit_type(&mut elided, ty);
    elided.0
}

/// Whether there is a `_` in a type.
pub fn holds_inferred(ty: &syn::Type) -> bool {
    holds(ty, |part| matches!(part, syn::Type::Infer(_)))
}

/// Whether there is an `impl Trait` in a type.
pub fn holds_opaque(ty: &syn::Type) -> bool {
    holds(ty, |part| matches!(part, syn::Type::ImplTrait(_)))
}

/// Whether there is an iterator in a type: `impl Iterator<Item = f64>`, `Box<dyn Iterator<Item = f64> + '_>`, `std::slice::Iter<'_, f64>`.
pub fn holds_iterator(ty: &syn::Type) -> bool {
    holds(ty, |part| match part {
        syn::Type::ImplTrait(of) => of.bounds.iter().any(library::bounds_iterators),
        syn::Type::TraitObject(of) => of.bounds.iter().any(library::bounds_iterators),
        syn::Type::Path(path) => library::is_iterator_of_std(&path.path),
        _ => false,
    })
}

/// Whether one of these names is among the tokens.
pub fn mentions(tokens: TokenStream, names: &[Ident]) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => mentions(group.stream(), names),
        TokenTree::Ident(name) => names.contains(&name),
        _ => false,
    })
}

/// Whether a name among the tokens stands for itself, and not for a type of its, `S::State`.
pub fn holds_itself(tokens: TokenStream, name: &Ident) -> bool {
    let tokens: Vec<_> = tokens.into_iter().collect();
    tokens.iter().enumerate().any(|(i, token)| match token {
        TokenTree::Group(group) => holds_itself(group.stream(), name),
        TokenTree::Ident(found) => {
            let is_of_it = match tokens.get(i + 1) {
                Some(TokenTree::Punct(punct)) => punct.as_char() == ':',
                Some(TokenTree::Ident(word)) => word == "as",
                _ => false,
            };
            found == name && !is_of_it
        }
        _ => false,
    })
}

fn holds(ty: &syn::Type, is_such: impl Fn(&syn::Type) -> bool) -> bool {
    struct Finder<F> {
        is_such: F,
        found: bool,
    }
    impl<F: Fn(&syn::Type) -> bool> Visit<'_> for Finder<F> {
        fn visit_type(&mut self, ty: &syn::Type) {
            self.found |= (self.is_such)(ty);
            visit::visit_type(self, ty);
        }
    }
    let mut finder = Finder { is_such, found: false };
    finder.visit_type(ty);
    finder.found
}

/// Whether a type is that of a number or a `bool` of std's, or an `Option` or a `Result` of such: nothing in it is borrowed.
pub fn holds_numbers(ty: &syn::Type) -> bool {
    let syn::Type::Path(of) = peel(ty) else { return false };
    let Some(last) = of.path.segments.last() else { return false };
    match StdType::of(&last.ident) {
        Some(StdType::Float | StdType::Int | StdType::Bool) => true,
        Some(StdType::Option | StdType::Result) => {
            let mut of = arguments(last).peekable();
            of.peek().is_some() && of.all(holds_numbers)
        }
        _ => false,
    }
}
