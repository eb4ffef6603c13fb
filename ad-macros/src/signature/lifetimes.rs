//! Lifetimes that a signature elides and derivatives have to name: that of a result, and those that a `Cow` doesn't show.
//!
//! In: `fn row(&self, i: usize) -> &[f64]`, `fn padded(x: Cow<[f64]>) -> Cow<[f64]>`. Out: the same with a name for the lifetime of what the result is lent by: the receiver, or
//! the only parameter that has a lifetime; and `Cow<'_, [f64]>` for `Cow<[f64]>`.

use proc_macro2::{Ident, Span};
use syn::visit_mut::{self, VisitMut};

use crate::library::StdType;
use crate::ty::{is_lifetime, references_in};

/// The signature with these names.
pub fn named(item: &syn::Signature, around: &syn::Generics) -> syn::Signature {
    let mut item = item.clone();
    Shown.visit_signature_mut(&mut item);
    let syn::ReturnType::Type(_, output) = &mut item.output else { return item };
    let mut elided = InResult { lifetimes: Vec::new() };
    elided.note(output);
    if elided.lifetimes.is_empty() {
        return item;
    }
    let is_taken = |name: &String| {
        let mut taken = item.generics.lifetimes().chain(around.lifetimes());
        taken.any(|param| param.lifetime.ident == name)
    };
    let mut names = std::iter::once("lent".to_string()).chain((1..).map(|n| format!("lent{n}")));
    let name = names.find(|name| !is_taken(name)).unwrap_or_default();
    let ident = Ident::new(&name, Span::mixed_site());
    let name = syn::Lifetime { apostrophe: Span::mixed_site(), ident };
    let receiver = item.inputs.iter_mut().find_map(|input| match input {
        syn::FnArg::Receiver(receiver) => match &mut receiver.kind {
            syn::ReceiverKind::Reference(_, lifetime, _) => Some(Elided::Reference(lifetime)),
            _ => None,
        },
        _ => None,
    });
    let mut lenders: Vec<_> = match receiver {
        Some(lifetime) => vec![lifetime],
        None => {
            let inputs = item.inputs.iter_mut().filter_map(|input| match input {
                syn::FnArg::Typed(input) => Elided::of(&mut input.ty),
                _ => None,
            });
            inputs.collect()
        }
    };
    let [lender] = lenders.as_mut_slice() else { return item };
    let lifetime = match lender.lifetime() {
        Some(lifetime) if lifetime.ident != "_" => lifetime.clone(),
        _ => {
            lender.name(&name);
            item.generics.params.insert(0, syn::parse_quote!(#name));
            name
        }
    };
    elided.lifetimes.iter_mut().for_each(|elided| elided.name(&lifetime));
    item
}

/// A result without the lifetimes of what it is lent.
pub fn without_lifetimes(output: &syn::Type) -> syn::Type {
    let mut output = output.clone();
    if let syn::Type::Path(path) = &mut output
        && let Some(syn::PathArguments::AngleBracketed(arguments)) = path
            .path
            .segments
            .last_mut()
            .filter(|last| is_cow(last))
            .map(|last| &mut last.arguments)
    {
        arguments.args = arguments.args.iter().filter(|arg| !is_lifetime(arg)).cloned().collect();
    }
    let mut references = Vec::new();
    references_in(&mut output, &mut references);
    references.into_iter().for_each(|reference| reference.lifetime = None);
    output
}

/// A lifetime that may have no name.
enum Elided<'t> {
    /// That of a reference.
    Reference(&'t mut Option<syn::Lifetime>),
    /// That of a `Cow`.
    Cow(&'t mut syn::Lifetime),
}

impl<'t> Elided<'t> {
    /// That of a type.
    fn of(ty: &'t mut syn::Type) -> Option<Elided<'t>> {
        match ty {
            syn::Type::Reference(ty) => Some(Elided::Reference(&mut ty.lifetime)),
            syn::Type::Path(path) => {
                Some(Elided::Cow(lifetime_of(path.path.segments.last_mut()?)?))
            }
            _ => None,
        }
    }

    fn lifetime(&self) -> Option<&syn::Lifetime> {
        match self {
            Elided::Reference(lifetime) => lifetime.as_ref(),
            Elided::Cow(lifetime) => Some(lifetime),
        }
    }

    fn name(&mut self, name: &syn::Lifetime) {
        match self {
            Elided::Reference(lifetime) => **lifetime = Some(name.clone()),
            Elided::Cow(lifetime) => **lifetime = name.clone(),
        }
    }
}

/// Those of a result that have none.
struct InResult<'t> {
    lifetimes: Vec<Elided<'t>>,
}

impl<'t> InResult<'t> {
    fn note(&mut self, output: &'t mut syn::Type) {
        let mut references = Vec::new();
        let mut found: Vec<_> = match output {
            syn::Type::Path(path) if path.path.segments.last().is_some_and(is_cow) => {
                Elided::of(output).into_iter().collect()
            }
            output => {
                references_in(output, &mut references);
                references.into_iter().map(|ty| Elided::Reference(&mut ty.lifetime)).collect()
            }
        };
        found.retain(|elided| elided.lifetime().is_none_or(|lifetime| lifetime.ident == "_"));
        self.lifetimes = found;
    }
}

fn is_cow(segment: &syn::PathSegment) -> bool {
    StdType::of(&segment.ident) == Some(StdType::Cow)
}

/// The lifetime of a `Cow`.
fn lifetime_of(segment: &mut syn::PathSegment) -> Option<&mut syn::Lifetime> {
    let is_cow = is_cow(segment);
    match &mut segment.arguments {
        syn::PathArguments::AngleBracketed(arguments) if is_cow => {
            arguments.args.iter_mut().find_map(|arg| match arg {
                syn::GenericArgument::Lifetime(lifetime) => Some(lifetime),
                _ => None,
            })
        }
        _ => None,
    }
}

/// Writes the lifetimes that a `Cow` doesn't show.
struct Shown;

impl VisitMut for Shown {
    fn visit_path_segment_mut(&mut self, segment: &mut syn::PathSegment) {
        visit_mut::visit_path_segment_mut(self, segment);
        if is_cow(segment)
            && lifetime_of(segment).is_none()
            && let syn::PathArguments::AngleBracketed(arguments) = &mut segment.arguments
            // Of one argument: what is of none is no type of std's.
            && arguments.args.len() == 1
        {
            arguments.args.insert(0, syn::parse_quote!('_));
        }
    }
}
