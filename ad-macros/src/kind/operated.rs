//! Type parameters that have operators: `S: Mul<f64, Output = S> + Add<Output = S>`, `for<'a> &'a S: Sub<Output = S>`.
//!
//! In: generics. Out: the bounds in them that are operators, each as a predicate of its own. What an operator is goes by the name of the trait; a bound that has another trait's name
//! in vain asks for a rule that nothing has.

use quote::ToTokens;

use crate::overloads::Overload;
use crate::ty;

/// A bound that says that there is an operator.
pub struct Operated<'a> {
    /// `for<'a>`, of the predicate.
    pub lifetimes: Option<&'a syn::BoundLifetimes>,
    /// The left operand's type.
    pub left: syn::Type,
    /// Which operator.
    pub overload: Overload,
    /// The bound as it is written.
    pub bound: &'a syn::TraitBound,
}

impl Operated<'_> {
    /// `<f64, Output = S>`
    pub fn arguments(&self) -> Option<&syn::PathArguments> {
        self.bound.path.segments.last().map(|last| &last.arguments)
    }

    /// Whether a type parameter is among the operands, or the result.
    pub fn mentions(&self, name: &proc_macro2::Ident) -> bool {
        let names = std::slice::from_ref(name);
        ty::mentions(self.left.to_token_stream(), names)
            || ty::mentions(self.arguments().to_token_stream(), names)
    }

    /// The right operand, if it is a name alone.
    pub fn right(&self) -> Option<&proc_macro2::Ident> {
        match ty::peel(ty::argument(self.bound.path.segments.last()?)?) {
            syn::Type::Path(path) => path.path.get_ident(),
            _ => None,
        }
    }
}

/// The bounds that are operators.
pub fn operated(generics: &syn::Generics) -> Vec<Operated<'_>> {
    let of_params = generics.type_params().flat_map(|param| {
        let name = &param.ident;
        let of = |bound| of_bound(None, syn::parse_quote!(#name), bound);
        param.bounds.iter().filter_map(of).collect::<Vec<_>>()
    });
    let predicates = generics.where_clause.iter().flat_map(|clause| &clause.predicates);
    let of_predicates = predicates.flat_map(|predicate| match predicate {
        syn::WherePredicate::Type(predicate) => {
            let (lifetimes, left) = (predicate.lifetimes.as_ref(), &predicate.bounded_ty);
            let of = |bound| of_bound(lifetimes, left.clone(), bound);
            predicate.bounds.iter().filter_map(of).collect()
        }
        _ => Vec::new(),
    });
    of_params.chain(of_predicates).collect()
}

/// A bound of a type, if it is an operator.
pub fn operated_by(left: syn::Type, bound: &syn::TypeParamBound) -> Option<Operated<'_>> {
    of_bound(None, left, bound)
}

fn of_bound<'a>(
    lifetimes: Option<&'a syn::BoundLifetimes>,
    left: syn::Type,
    bound: &'a syn::TypeParamBound,
) -> Option<Operated<'a>> {
    let syn::TypeParamBound::Trait(bound) = bound else { return None };
    let overload = Overload::of_trait(&bound.path)?;
    Some(Operated { lifetimes, left, overload, bound })
}
