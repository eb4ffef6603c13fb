//! Functions as parameters: what their types say, and how the traits of the runtime's say it (`Function1<f64, f64, f64, Output = f64>`).
//!
//! In: the type of a parameter, or of an argument of such a function. Out: tokens. A function is given by the types of its parameters, and
//! for each by what its bar points to, and its dot: they are written in the same way beside a function that is passed by its name and
//! in the bound of the parameter that takes it, so both are one type.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::visit_mut::{self, VisitMut};

use super::types::Writer;
use crate::kind::is_fn;
use crate::ty::{holds_reference, peel};

/// The largest number of parameters of a function that is passed to another.
pub const MOST_PARAMETERS: usize = 4;

/// What a parameter's type says of the function that it takes.
#[derive(Clone)]
pub struct FunctionType {
    /// The types of its parameters.
    pub inputs: Vec<syn::Type>,
    /// The type of its result.
    pub output: syn::Type,
    /// The lifetimes that it is declared for.
    lifetimes: Vec<syn::Lifetime>,
    /// The name of its type in the derivatives.
    pub name: Ident,
}

impl FunctionType {
    /// The same of a function of any kind, and whether it is one that may be called again and again.
    pub fn of_any(ty: &syn::Type, generics: &syn::Generics) -> Option<(FunctionType, bool)> {
        if let Some(function) = FunctionType::of(ty, generics) {
            return Some((function, true));
        }
        let mut shared = ty.clone();
        let mut generics = generics.clone();
        Shared.visit_type_mut(&mut shared);
        Shared.visit_generics_mut(&mut generics);
        Some((FunctionType::of(&shared, &generics)?, false))
    }

    /// Whether a type is one of a function that may capture something, and doesn't change it: no `fn`, `FnMut` or `FnOnce`.
    pub fn captures(ty: &syn::Type, generics: &syn::Generics) -> bool {
        match peel(ty) {
            syn::Type::Reference(ty) => FunctionType::captures(&ty.elem, generics),
            syn::Type::FnPtr(_) => false,
            ty => FunctionType::of(ty, generics).is_some(),
        }
    }

    /// What a type says, if it is one of a function that may be called again and again: `impl Fn(f64) -> f64`, `&dyn Fn(f64) -> f64`,
    /// `fn(f64) -> f64`, a type parameter with such a bound, and references to them.
    pub fn of(ty: &syn::Type, generics: &syn::Generics) -> Option<FunctionType> {
        match peel(ty) {
            syn::Type::Reference(ty) if ty.mutability.is_none() => {
                FunctionType::of(&ty.elem, generics)
            }
            syn::Type::FnPtr(ty) => {
                let inputs = ty.inputs.iter().map(|input| input.ty.clone()).collect();
                FunctionType::new(inputs, &ty.output, ty.lifetimes.as_ref())
            }
            syn::Type::ImplTrait(ty) => ty.bounds.iter().find_map(of_bound),
            syn::Type::TraitObject(ty) => ty.bounds.iter().find_map(of_bound),
            syn::Type::Path(ty) => {
                let name = ty.path.get_ident().filter(|_| ty.qself.is_none())?;
                let param = generics.type_params().find(|param| param.ident == *name)?;
                let function =
                    crate::kind::bounds(generics, param).into_iter().find_map(of_bound)?;
                Some(FunctionType { name: name.clone(), ..function })
            }
            _ => None,
        }
    }
}

impl FunctionType {
    /// None of a function that returns what it borrows, or has more parameters than there are traits for.
    fn new(
        inputs: Vec<syn::Type>,
        result: &syn::ReturnType,
        lifetimes: Option<&syn::BoundLifetimes>,
    ) -> Option<FunctionType> {
        let output = output(result);
        let declared = lifetimes.into_iter().flat_map(|bound| &bound.lifetimes);
        let lifetimes = declared.filter_map(|param| match param {
            syn::GenericParam::Lifetime(param) => Some(param.lifetime.clone()),
            _ => None,
        });
        let lifetimes = lifetimes.collect();
        let is_value = (1..=MOST_PARAMETERS).contains(&inputs.len()) && !holds_reference(&output);
        let name = Ident::new("Given", Span::mixed_site());
        is_value.then_some(FunctionType { inputs, output, lifetimes, name })
    }

    /// The lifetimes of a bound, and these.
    pub fn declared<'l>(&'l self, elided: &'l [syn::Lifetime]) -> Vec<&'l syn::Lifetime> {
        self.lifetimes.iter().chain(elided).collect()
    }
}

fn output(output: &syn::ReturnType) -> syn::Type {
    match output {
        syn::ReturnType::Default => syn::parse_quote!(()),
        syn::ReturnType::Type(_, ty) => (**ty).clone(),
    }
}

fn of_bound(bound: &syn::TypeParamBound) -> Option<FunctionType> {
    let syn::TypeParamBound::Trait(path) = bound else { return None };
    let last = path.path.segments.last().filter(|last| last.ident == "Fn" && is_fn(bound))?;
    let syn::PathArguments::Parenthesized(arguments) = &last.arguments else { return None };
    let inputs = arguments.inputs.iter().map(|input| input.ty.clone()).collect();
    FunctionType::new(inputs, &arguments.output, path.lifetimes.as_ref())
}

/// A parameter of a function that is a value.
pub struct Argument {
    /// Its type, all lifetimes named.
    pub ty: syn::Type,
    /// What its bar points to.
    pub bar: TokenStream,
    /// Its dot.
    pub dot: TokenStream,
}

impl Writer<'_> {
    /// The parameters of a function that is a value, and the lifetimes that are elided in them.
    pub fn arguments<'t>(
        &self,
        types: impl Iterator<Item = &'t syn::Type>,
    ) -> (Vec<Argument>, Vec<syn::Lifetime>) {
        let mut elided = Elided::default();
        let arguments = types.map(|ty| self.argument(ty, &mut elided)).collect();
        (arguments, elided.made)
    }

    fn argument(&self, ty: &syn::Type, elided: &mut Elided) -> Argument {
        let mut named = ty.clone();
        elided.visit_type_mut(&mut named);
        let types = self.types(ty);
        let dot = match peel(&named) {
            syn::Type::Reference(reference) => {
                let (lifetime, mutability) = (&reference.lifetime, &reference.mutability);
                let pointee = self.pointee(&reference.elem);
                quote!(& #lifetime #mutability #pointee)
            }
            _ => types.dot,
        };
        Argument { ty: named, bar: types.bar, dot }
    }
}

impl Argument {
    /// `f64, f64, f64`: as an argument of the trait.
    pub fn of_trait(&self) -> TokenStream {
        let Argument { ty, bar, dot } = self;
        let ty = super::delimited(ty).to_token_stream();
        quote!(#ty, #bar, #dot)
    }
}

/// Takes `FnMut` and `FnOnce` for `Fn`.
struct Shared;

impl VisitMut for Shared {
    fn visit_trait_bound_mut(&mut self, bound: &mut syn::TraitBound) {
        if let Some(last) = bound.path.segments.last_mut()
            && (last.ident == "FnMut" || last.ident == "FnOnce")
        {
            last.ident = Ident::new("Fn", last.ident.span());
        }
    }
}

/// Gives elided lifetimes names: all shared borrows have one, as short as the shortest of them, which is all that a pullback holds.
#[derive(Default)]
struct Elided {
    made: Vec<syn::Lifetime>,
    shared: Option<syn::Lifetime>,
}

impl Elided {
    fn next(&mut self) -> syn::Lifetime {
        let ident = format_ident!("given{}", self.made.len(), span = Span::mixed_site());
        let lifetime = syn::Lifetime { apostrophe: Span::mixed_site(), ident };
        self.made.push(lifetime.clone());
        lifetime
    }
}

impl Elided {
    fn next_shared(&mut self) -> syn::Lifetime {
        if self.shared.is_none() {
            self.shared = Some(self.next());
        }
        self.shared.clone().unwrap_or_else(|| self.next())
    }
}

impl VisitMut for Elided {
    fn visit_type_reference_mut(&mut self, reference: &mut syn::TypeReference) {
        if reference.lifetime.is_none() {
            reference.lifetime = Some(match reference.mutability {
                Some(_) => self.next(),
                None => self.next_shared(),
            });
        }
        visit_mut::visit_type_reference_mut(self, reference);
    }

    fn visit_lifetime_mut(&mut self, lifetime: &mut syn::Lifetime) {
        if lifetime.ident == "_" {
            *lifetime = self.next();
        }
    }

    fn visit_type_fn_ptr_mut(&mut self, _: &mut syn::TypeFnPtr) {}
}
