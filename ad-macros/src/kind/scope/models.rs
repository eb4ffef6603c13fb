//! Which type parameters are models: of a type with tangents that has the methods of a trait, `M: Energy`.
//!
//! In: a type parameter, its bounds, and the types of the values. Out: whether it is one. That is a guess, which the derivatives' bounds say: a model is
//! `Differentiable`, a float is a `Float`, and for what is neither they can't be called. So a trait of one's own is taken for one of models where the
//! function is only given such values, and for one of floats where it makes some; `M: Energy + Differentiable` leaves nothing to be guessed.
//! In a trait and its implementations, which have to agree, nothing is a float that no bound on it says is one.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;

use super::{Values, is_named};
use crate::library::StdType;
use crate::ty::mentions;

/// Traits of numbers, each of which says that a parameter is one.
const OF_NUMBERS: &[&str] = &[
    "Real",
    "Float",
    "Num",
    "NumCast",
    "NumOps",
    "NumAssign",
    "NumAssignOps",
    "NumRef",
    "Signed",
    "FloatConst",
    "FloatCore",
    "FromPrimitive",
    "ToPrimitive",
    "AsPrimitive",
    "Zero",
    "One",
    "Inv",
    "Pow",
    "RealField",
    "ComplexField",
    "Add",
    "Sub",
    "Mul",
    "Div",
    "Rem",
    "Neg",
    "AddAssign",
    "SubAssign",
    "MulAssign",
    "DivAssign",
    "RemAssign",
    "Sum",
    "Product",
    "From",
    "Into",
    "PartialOrd",
];

/// Traits that say nothing of that.
const OF_ANYTHING: &[&str] = &[
    "Copy",
    "Clone",
    "Debug",
    "Display",
    "Default",
    "PartialEq",
    "Eq",
    "Ord",
    "Hash",
    "Send",
    "Sync",
    "Sized",
    "Unpin",
    "Any",
    "Fn",
    "FnMut",
    "FnOnce",
    "Iterator",
    "IntoIterator",
    "DoubleEndedIterator",
    "ExactSizeIterator",
    "FromIterator",
    "AsRef",
    "Borrow",
    "Deref",
    "Index",
    "FromStr",
    "TryFrom",
    "TryInto",
    "UnwindSafe",
    "RefUnwindSafe",
    "ToOwned",
];

/// Whether a trait of this name is taken for one of std's, or of numbers.
pub fn is_trait_of_std(name: &Ident) -> bool {
    let name = name.to_string();
    [OF_NUMBERS, OF_ANYTHING].iter().any(|names| names.contains(&name.as_str()))
}

/// Whether there is a trait of one's own among the bounds.
pub fn has_own(bounds: &[&syn::TypeParamBound]) -> bool {
    let is_own = |bound: &&syn::TypeParamBound| {
        matches!(bound, syn::TypeParamBound::Trait(_)) && !is_named(bound, OF_ANYTHING)
    };
    bounds.iter().any(is_own)
}

/// Whether a type parameter with a trait of one's own is made among plain floats, `fn step<Y: VectorSpace>(y: Y, h: f64) -> Y`: a state, which has the
/// operators of its trait, and is no float itself.
pub fn is_state(
    generics: &syn::Generics,
    name: &Ident,
    bounds: &[&syn::TypeParamBound],
    (values, is_of_trait): (&Values, bool),
) -> bool {
    let has = |names: &[&str]| bounds.iter().any(|bound| is_named(bound, names));
    if is_of_trait || has(OF_NUMBERS) || has(&["Differentiable", "TangentSpace"]) {
        return false;
    }
    let is_float = |name: &Ident| StdType::of(name) == Some(StdType::Float);
    let has_float = |tokens: TokenStream| any_name(tokens, &is_float);
    has_own(bounds)
        && values.is_made(name)
        && (values.has_floats
            || values.all().any(|ty| has_float(ty.to_token_stream()))
            || has_float(generics.to_token_stream())
            || has_float(generics.where_clause.to_token_stream()))
}

/// Whether a name among the tokens is such.
fn any_name(tokens: TokenStream, is_such: &dyn Fn(&Ident) -> bool) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => any_name(group.stream(), is_such),
        TokenTree::Ident(name) => is_such(&name),
        _ => false,
    })
}

/// Whether a type parameter is a model.
pub fn is_model(
    name: &Ident,
    bounds: &[&syn::TypeParamBound],
    (values, self_ty): (&Values, Option<&syn::Type>),
    is_of_trait: bool,
) -> bool {
    let has = |names: &[&str]| bounds.iter().any(|bound| is_named(bound, names));
    // `Differentiable` leaves nothing to be added.
    if has(OF_NUMBERS) || has(&["Differentiable", "TangentSpace"]) {
        return false;
    }
    let of_self =
        self_ty.is_some_and(|ty| mentions(ty.to_token_stream(), std::slice::from_ref(name)));
    let is_in = |ty: &&syn::Type| {
        let is_said = mentions(ty.to_token_stream(), std::slice::from_ref(name));
        is_said
            || (of_self && mentions(ty.to_token_stream(), &[Ident::new("Self", Span::call_site())]))
    };
    (is_of_trait || (has_own(bounds) && !values.is_made(name))) && values.all().any(|ty| is_in(&ty))
}
