//! A tuple struct as a function of its fields, for callers that can't tell `Secs(x)` from a call of a function.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::visit_mut::{self, VisitMut};

use super::shape::{Shape, Style};
use super::tangent_type::field_type;

/// `impl TupleStruct for Secs { .. }`; nothing for other shapes.
pub fn implementation(shape: &Shape) -> TokenStream {
    let variant = match shape.variants.as_slice() {
        [variant] if !shape.is_enum && variant.style == Style::Tuple => variant,
        _ => return TokenStream::new(),
    };
    let repeatable = of_any_arguments(shape);
    let generics = shape.value_generics(Vec::new());
    let (generics, arguments, clause) = generics.split_for_impl();
    let (name, tangent) = (&shape.name, &shape.tangent);
    let (tuple_struct, derivatives) = (shape.private("TupleStruct"), shape.private("Derivatives"));
    let types = variant.fields.iter().map(|field| &field.ty);
    let tangents = variant.fields.iter().map(|field| field_type(shape, field));
    let members: Vec<_> = variant.fields.iter().map(|field| &field.member).collect();
    let names: Vec<_> = (0..members.len()).map(|i| format_ident!("field_{i}")).collect();
    let together = shape.made(quote!(#tangent(#(#names),*)));
    quote! {
        #[automatically_derived]
        #[diagnostic::do_not_recommend]
        #[doc(hidden)]
        impl #generics #derivatives for #name #arguments #clause {}

        #[automatically_derived]
        impl #generics #tuple_struct for #name #arguments #clause {
            type Fields = (#(#types,)*);
            type Tangents = (#(#tangents,)*);
            #[inline]
            fn build((#(#names,)*): Self::Fields) -> Self {
                #name(#(#names),*)
            }
            #[inline]
            fn apart(tangent: Self::Tangent) -> Self::Tangents {
                (#(tangent.#members,)*)
            }
            #[inline]
            fn together((#(#names,)*): Self::Tangents) -> Self::Tangent {
                #together
            }
        }

        #repeatable
    }
}

/// That making it once more gives the same, whatever its arguments are: `One(x)` is asked as `One::REPEATABLE`, which doesn't say of which `One<T>`. Where only
/// one is known of, rustc takes that.
fn of_any_arguments(shape: &Shape) -> Option<TokenStream> {
    let is_argument = |param: &syn::GenericParam| !matches!(param, syn::GenericParam::Lifetime(_));
    let names: Vec<_> = shape.generics.type_params().map(|param| param.ident.clone()).collect();
    shape.generics.params.iter().any(is_argument).then_some(())?;
    let arguments = shape.generics.params.iter().map(|param| match param {
        syn::GenericParam::Lifetime(_) => quote!('_),
        syn::GenericParam::Type(_) => quote!(f64),
        syn::GenericParam::Const(param) => match param.ty.to_token_stream().to_string().as_str() {
            "bool" => quote!(false),
            "char" => quote!('0'),
            _ => quote!(0),
        },
    });
    let bounds = shape.generics.type_params().map(|param| {
        // A float has a size.
        let is_asked = |bound: &&syn::TypeParamBound| match bound {
            syn::TypeParamBound::Trait(bound) => bound.maybe.is_none(),
            _ => true,
        };
        let (name, bounds) = (&param.ident, param.bounds.iter().filter(is_asked));
        quote!(#name: #(#bounds)+*)
    });
    let declared = shape.generics.where_clause.iter().flat_map(|clause| &clause.predicates);
    let bounds = bounds.chain(declared.map(ToTokens::to_token_stream)).filter_map(|bound| {
        let mut bound = syn::parse2::<syn::WherePredicate>(bound).ok()?;
        OfFloats(&names).visit_where_predicate_mut(&mut bound);
        // `for<'any>` keeps rustc from refusing a bound that doesn't hold where nobody asks.
        match &mut bound {
            syn::WherePredicate::Type(of) if !of.bounds.is_empty() && !is_relaxed(of) => {
                let any = syn::parse_quote!('any);
                of.lifetimes.get_or_insert(syn::parse_quote!(for<>)).lifetimes.push(any);
                Some(bound)
            }
            _ => None,
        }
    });
    let name = &shape.name;
    Some(quote! {
        #[automatically_derived]
        #[allow(dead_code)]
        impl #name<#(#arguments),*> where #(#bounds,)* {
            #[doc(hidden)]
            pub const REPEATABLE: bool = true;
        }
    })
}

/// `T: ?Sized`
fn is_relaxed(of: &syn::PredicateType) -> bool {
    let is_maybe = |bound: &syn::TypeParamBound| match bound {
        syn::TypeParamBound::Trait(bound) => bound.maybe.is_some(),
        _ => false,
    };
    of.bounds.iter().any(is_maybe)
}

/// Puts `f64` in the place of type parameters.
struct OfFloats<'a>(&'a [Ident]);

impl VisitMut for OfFloats<'_> {
    fn visit_type_mut(&mut self, ty: &mut syn::Type) {
        match ty {
            syn::Type::Path(path) if self.0.iter().any(|name| path.path.is_ident(name)) => {
                *ty = syn::parse_quote!(f64);
            }
            ty => visit_mut::visit_type_mut(self, ty),
        }
    }
}
