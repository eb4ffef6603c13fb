//! What the generated functions have in common: generics, parameters, arguments.
//!
//! In: the configuration and a [`Signature`]. Out: the pieces that `forward`, `reverse` and `check`
//! assemble.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::spanned::Spanned;
use syn::visit::Visit;

use crate::args::Config;
use crate::kind::Kind;
use crate::signature::without_lifetimes;
use crate::signature::{Param, Signature, Stands};
use crate::spans;
use crate::ty::{holds_reference, peel};

use super::dot::optional_dot;
use super::{bounds, erased, functions, made, names};

/// A function's generics and parameters, as its derivatives declare them.
#[derive(Clone)]
pub struct Header<'a> {
    /// The function.
    pub signature: &'a Signature,
    /// The runtime's path.
    pub runtime: &'a syn::Path,
    /// The generics, with a type parameter for each `impl Trait`.
    pub generics: syn::Generics,
    /// The types of the parameters, over these generics.
    pub(super) types: Vec<syn::Type>,
    /// The objects that what is passed becomes.
    pub(super) objects: Vec<syn::Type>,
    /// A lifetime that all that a pullback captures outlives.
    pub all: syn::Lifetime,
    /// Where the functions stand, if a type may have no tangent.
    place: Option<Span>,
    /// Whether a pullback is boxed.
    pub boxed: bool,
    /// If the opaque type captures no borrow of an argument: the arguments of which it does.
    owned: Option<Vec<Ident>>,
}

impl<'a> Header<'a> {
    /// The header of the derivatives of a function.
    pub fn new(config: &'a Config, signature: &'a Signature) -> Header<'a> {
        let mut generics = signature.generics.clone();
        bounds::bind(config, signature, &mut generics);
        bounds::bind_models(config, signature, &mut generics);
        let mut types: Vec<_> = signature.params.iter().map(|param| param.ty.clone()).collect();
        functions::bind(config, signature, &mut types, &mut generics);
        names::name_impl_traits(&mut types, &mut generics);
        let all = syn::parse_quote!('static);
        let place = place(signature);
        let (runtime, owned, boxed) = (&config.runtime, None, signature.boxed);
        let objects = Vec::new();
        Header { signature, runtime, generics, types, objects, all, place, boxed, owned }
    }

    /// What stands before `fn`: the visibility; in a trait, which has none, what a block around the functions says elsewhere.
    pub fn vis(&self) -> TokenStream {
        match self.signature.stands.is_of_trait() {
            false => self.signature.vis.to_token_stream(),
            true => quote_spanned! {Span::mixed_site()=>
                #[allow(unused, nonstandard_style, deprecated, private_interfaces, private_bounds)]
                #[allow(refining_impl_trait, non_shorthand_field_patterns, clippy::all, clippy::pedantic)]
            },
        }
    }

    /// A hidden function's body, of which a trait that leaves it to its implementations has none.
    pub fn body(&self, body: TokenStream) -> TokenStream {
        match self.signature.stands {
            Stands::InTrait { provided: false } => quote_spanned!(Span::mixed_site()=> ;),
            _ => body,
        }
    }

    /// Tokens of which nothing is the body that the user wrote: they stand where an error about them belongs.
    pub fn placed(&self, tokens: TokenStream) -> TokenStream {
        match self.place {
            Some(place) => spans::at(place, tokens),
            None => tokens,
        }
    }

    /// The same with names for elided lifetimes, for functions that return a closure. Where there are several
    /// lifetimes, one more is in all of them: a boxed pullback, of this function or of one that it calls, has only
    /// one.
    pub fn with_lifetimes(&self) -> Header<'a> {
        self.named(None, Vec::new())
    }

    /// The same for a closure that holds none of the borrows that are arguments, but for a few.
    pub fn owned(&self, held: &[Ident]) -> Header<'a> {
        self.named(Some(held.to_vec()), Vec::new())
    }

    /// The type parameters that only constants have.
    pub fn types_of_constants(&self) -> Vec<Ident> {
        erased::types_of_constants(self.signature, &self.generics, self.types())
    }

    /// The same for a closure that holds nothing of the types that only constants have.
    pub fn owned_without_constants(&self, held: &[Ident]) -> Header<'a> {
        self.named(Some(held.to_vec()), self.types_of_constants())
    }

    fn named(&self, owned: Option<Vec<Ident>>, erased: Vec<Ident>) -> Header<'a> {
        let mut named = self.clone();
        named.owned = owned;
        // An opaque type would capture what these types borrow.
        named.boxed |= !erased.is_empty();
        let in_scope = self.in_scope();
        let (params, types) = (&self.signature.params, &mut named.types);
        // A borrow that isn't captured has a name of its own where others are captured.
        let nested = |ty: &syn::Type| match peel(ty) {
            syn::Type::Reference(ty) => holds_reference(&ty.elem),
            ty => holds_reference(ty),
        };
        let holds_some = |held: &Vec<Ident>| !held.is_empty() || types.iter().any(nested);
        let share = !named.owned.as_ref().is_some_and(holds_some);
        names::name_objects(types, &mut named.generics, &in_scope);
        names::name_elided((params, share), types, &mut named.generics, &in_scope);
        let lifetimes = named.captured_lifetimes();
        // Of what is handed on to a function that boxes its pullback nobody knows here; a float holds nothing.
        let is_float = |name: &Ident| self.signature.scope.floats.contains(name);
        let holds = |name: &Ident| named.boxed || self.signature.recursive || !is_float(name);
        let in_scope_now = named.in_scope();
        let types = in_scope_now.type_params().map(|param| param.ident.clone());
        let types = types.filter(|name| holds(name) && !erased.contains(name));
        let types: Vec<_> = types.collect();
        if self.signature.stands == Stands::InObject && !named.boxed {
            return named;
        }
        if self.signature.stands.is_of_trait() {
            named.bind_all(&lifetimes, &erased);
            return named;
        }
        named.all = match lifetimes.as_slice() {
            [] if types.is_empty() => syn::parse_quote!('static),
            [only] if types.is_empty() => only.clone(),
            _ => names::common_lifetime(&lifetimes, &types, &mut named.generics, &in_scope),
        };
        named
    }

    /// The lifetime that all outlives, in a trait and in its implementations.
    fn bind_all(&mut self, lifetimes: &[syn::Lifetime], erased: &[Ident]) {
        let in_scope = self.in_scope();
        let mut types: Vec<_> = match self.signature.stands.is_in_trait() {
            true => in_scope.type_params().map(|param| param.ident.clone()).collect(),
            false => self.generics.type_params().map(|param| param.ident.clone()).collect(),
        };
        types.retain(|name| !erased.contains(name));
        types.push(Ident::new("Self", Span::mixed_site()));
        let own: Vec<_> = match self.signature.stands.is_in_trait() {
            true => lifetimes.to_vec(),
            // Those of the block are in `Self`.
            false => {
                let own: Vec<_> = self.generics.lifetimes().map(|of| of.lifetime.clone()).collect();
                lifetimes.iter().filter(|lifetime| own.contains(lifetime)).cloned().collect()
            }
        };
        self.all = names::common_lifetime(&own, &types, &mut self.generics, &in_scope);
    }

    /// Demands that what is passed by `&` can be copied, of whoever calls it.
    pub fn bind_copies(&mut self) {
        let shared = self.types().filter(|(param, _)| param.is_ref() && !param.is_mut_ref());
        let bounds = shared.filter_map(|(_, ty)| -> Option<syn::WherePredicate> {
            let syn::Type::Reference(ty) = peel(ty) else { return None };
            let ty = &ty.elem;
            // `for<'any>` keeps rustc from refusing a bound that doesn't hold where nobody makes a call.
            Some(syn::parse_quote_spanned!(Span::mixed_site()=> for<'any> #ty: ::std::borrow::ToOwned))
        });
        let bounds: Vec<_> = bounds.collect();
        if !bounds.is_empty() {
            self.generics.make_where_clause().predicates.extend(bounds);
        }
    }

    /// All generics that are in scope in the derivatives.
    pub(super) fn in_scope(&self) -> syn::Generics {
        let mut generics = self.signature.generics_around.clone();
        generics.params.extend(self.generics.params.iter().cloned());
        if let Some(clause) = &self.generics.where_clause {
            let predicates = clause.predicates.iter().cloned();
            generics.make_where_clause().predicates.extend(predicates);
        }
        generics
    }

    /// What an opaque type captures: all lifetimes but those of the borrows of what the function may change (or of all that
    /// it borrows), so that the caller can use what they point to while it keeps the pullback.
    fn captured_lifetimes(&self) -> Vec<syn::Lifetime> {
        let free = self.free_lifetimes();
        let in_scope = self.in_scope();
        let lifetimes = in_scope.lifetimes().map(|param| param.lifetime.clone());
        lifetimes.filter(|lifetime| !free.contains(lifetime)).collect()
    }

    /// `use<'a, T, N>`: what an opaque return type captures.
    pub fn captures(&self) -> TokenStream {
        let lifetimes = self.captured_lifetimes().into_iter().map(ToTokens::into_token_stream);
        let in_scope = self.in_scope();
        let others = in_scope.params.iter().filter_map(|param| match param {
            syn::GenericParam::Lifetime(_) => None,
            syn::GenericParam::Type(param) => Some(param.ident.to_token_stream()),
            syn::GenericParam::Const(param) => Some(param.ident.to_token_stream()),
        });
        // A trait's opaque types have to.
        let this = self.signature.stands.is_in_trait();
        let this = this.then(|| quote_spanned!(Span::mixed_site()=> Self));
        let names = lifetimes.chain(this).chain(others);
        quote_spanned!(Span::mixed_site()=> use<#(#names),*>)
    }

    /// The lifetimes that only the borrows have that aren't captured.
    fn free_lifetimes(&self) -> Vec<syn::Lifetime> {
        let is_free = |param: &Param| match &self.owned {
            _ if param.dot_of.is_some() => true,
            Some(held) => !held.contains(&param.name),
            None => false,
        };
        let mut borrows = Vec::new();
        let mut others = names::Lifetimes::default();
        for (param, ty) in self.types() {
            match peel(ty) {
                syn::Type::Reference(ty) if param.is_mut_ref() || is_free(param) => {
                    borrows.extend(ty.lifetime.clone());
                    others.visit_type(&ty.elem);
                }
                ty => others.visit_type(ty),
            }
        }
        self.objects.iter().for_each(|object| others.visit_type(object));
        // The value may be a borrow of what the pullback doesn't hold.
        others.visit_type(&without_lifetimes(&self.signature.output));
        borrows.retain(|lifetime| !others.names.contains(&lifetime.ident.to_string()));
        borrows
    }

    /// The name of one of the derivatives: `grad`, or `loss_grad` for a method `loss`.
    pub fn name(&self, name: &str) -> Ident {
        self.signature.derivative(name)
    }

    /// `x: &[f64], n: usize,`
    pub fn parameters(&self) -> TokenStream {
        let names = self.signature.params.iter().map(|param| &param.name);
        let types = &self.types;
        quote_spanned!(Span::mixed_site()=> #(#names: #types,)*)
    }

    /// The parameters of the hidden functions, which take a `self` by reference: their callers go on with what they have.
    pub fn hidden_parameters(&self) -> TokenStream {
        let params = self.types().map(|(param, ty)| match param.takes_self() {
            true => {
                let name = &param.name;
                quote_spanned!(Span::mixed_site()=> &#name)
            }
            false => {
                let name = &param.name;
                let of = param.dot_of.map(|_| self.signature.original(param));
                let ty = match of {
                    None => ty.to_token_stream(),
                    Some(of) if of.takes_self() => optional_dot((self.signature, self.runtime), of),
                    Some(_) if param.differentiable => {
                        quote_spanned!(Span::mixed_site()=> ::std::option::Option<#ty>)
                    }
                    Some(of) => optional_dot((self.signature, self.runtime), of),
                };
                quote_spanned!(Span::mixed_site()=> #name: #ty)
            }
        });
        quote_spanned!(Span::mixed_site()=> #(#params,)*)
    }

    /// The arguments for the hidden functions.
    pub fn hidden_arguments(&self) -> TokenStream {
        let arguments = self.signature.params.iter().map(|param| {
            let name = &param.name;
            match param.takes_self() {
                true => quote_spanned!(Span::mixed_site()=> &#name),
                false => name.to_token_stream(),
            }
        });
        quote_spanned!(Span::mixed_site()=> #(#arguments,)*)
    }

    /// What a body calls a `self` that it owns, from the `self` that it is given.
    pub fn own_self(&self, hidden: bool) -> TokenStream {
        let Some(param) = self.signature.params.iter().find(|param| param.takes_self()) else {
            return TokenStream::new();
        };
        let (this, name, runtime) = (made("this"), &param.name, self.runtime);
        match hidden {
            true => quote_spanned! {Span::mixed_site()=>
                let #this = #runtime::copied!(*#name);
            },
            false => quote_spanned!(Span::mixed_site()=> let #this = #name;),
        }
    }

    /// `private::zero_like(x)`: the zero tangent at an argument. Of a type that may have none, by that type's name, so that
    /// an error is about the type alone.
    pub fn zero(&self, param: &Param) -> TokenStream {
        let (runtime, signature, value) = (self.runtime, self.signature, reference(param));
        let ty = match peel(&param.ty) {
            syn::Type::Reference(reference) => peel(&reference.elem),
            ty => ty,
        };
        if signature.unseen(ty).is_empty() {
            return quote_spanned!(Span::mixed_site()=> #runtime::private::zero_like(#value));
        }
        let asked = signature.asked(ty, runtime);
        match param.kind {
            Kind::Unknown if !names::holds_lifetime(ty) => {
                let ty = spans::marked(ty.to_token_stream());
                quote_spanned!(Span::mixed_site()=> <#ty as #asked>::zero_tangent(#value))
            }
            _ => quote_spanned!(Span::mixed_site()=> <_ as #asked>::zero_tangent(#value)),
        }
    }

    /// `x, n,`, each moved.
    pub fn arguments(&self) -> TokenStream {
        let names = self.signature.params.iter().map(|param| &param.name);
        quote_spanned!(Span::mixed_site()=> #(#names,)*)
    }

    /// `::<T, N>` for a call of a derivative; nothing without generic types and constants.
    pub fn turbofish(&self) -> TokenStream {
        turbofish(&self.generics)
    }

    /// The name of the function itself with its generic arguments, for a call.
    ///
    /// Resolved as the macro's own name, so that a parameter of the same name is no obstacle.
    pub fn function(&self) -> TokenStream {
        function(self.signature)
    }

    /// The types of the parameters.
    pub fn types(&self) -> impl Iterator<Item = (&'a Param, &syn::Type)> {
        self.signature.params.iter().zip(&self.types)
    }
}

/// The place of the first type in a signature that the macro can't see through and that depends on generics, if any.
fn place(signature: &Signature) -> Option<Span> {
    let types = signature.wanted().map(|param| &param.ty).chain([&signature.output]);
    let mut unseen = types.flat_map(|ty| signature.unseen(ty));
    unseen.find(|ty| !signature.scope.is_definite(ty)).map(|ty| ty.span())
}

/// The name of a function with its generic arguments, for a call.
pub fn function(signature: &Signature) -> TokenStream {
    let (path, turbofish) = (path(signature), turbofish(&signature.own_generics));
    quote_spanned!(Span::mixed_site()=> #path #turbofish)
}

/// The name of a function without its generic arguments.
pub fn path(signature: &Signature) -> TokenStream {
    let mut ident = signature.ident.clone();
    ident.set_span(ident.span().resolved_at(Span::mixed_site()));
    match (&signature.self_ty, &signature.self_trait) {
        (None, _) => ident.to_token_stream(),
        (Some(_), None) => quote_spanned!(Span::mixed_site()=> Self::#ident),
        (Some(_), Some(path)) => quote_spanned!(Span::mixed_site()=> <Self as #path>::#ident),
    }
}

/// `::<T, N>`; nothing without generic types and constants.
pub fn turbofish(generics: &syn::Generics) -> TokenStream {
    let names: Vec<&Ident> = generics
        .params
        .iter()
        .filter_map(|param| match param {
            syn::GenericParam::Lifetime(_) => None,
            syn::GenericParam::Type(param) => Some(&param.ident),
            syn::GenericParam::Const(param) => Some(&param.ident),
        })
        .collect();
    match names.is_empty() {
        true => TokenStream::new(),
        false => quote_spanned!(Span::mixed_site()=> ::<#(#names),*>),
    }
}

/// An argument that is needed again later: moved if that copies, else cloned.
pub fn kept_argument(param: &Param) -> TokenStream {
    let name = &param.name;
    match param.is_ref() || param.kind.is_copy() {
        true => name.to_token_stream(),
        false => quote_spanned!(Span::mixed_site()=> ::std::clone::Clone::clone(&#name)),
    }
}

/// `x` of a parameter `x: &[f64]`, `&w` of `w: f64`: an argument for the runtime's functions that
/// take any value by reference.
pub fn reference(param: &Param) -> TokenStream {
    let name = &param.name;
    match param.is_ref() {
        true if param.is_mut_ref() => quote_spanned!(Span::mixed_site()=> &*#name),
        true => name.to_token_stream(),
        false => quote_spanned!(Span::mixed_site()=> &#name),
    }
}

/// Whether a parameter is one float by value.
pub fn is_scalar(param: &Param) -> bool {
    param.kind.is_float() && !param.is_ref()
}

/// `(a, b)`, or `a` alone.
pub fn one_or_tuple(items: &[TokenStream]) -> TokenStream {
    match items {
        [only] => only.clone(),
        _ => quote_spanned!(Span::mixed_site()=> (#(#items),*)),
    }
}
