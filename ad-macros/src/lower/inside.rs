//! Derivatives that are called inside of functions that are differentiated: `energy::grad(x)`.
//!
//! In: the path of a callee. Out: the function whose derivative it names, and which one.
//! Deliberately absent: whether there is such a function, which rustc says.

use proc_macro2::Ident;

/// The derivatives that functions have beside them, by their names.
const DERIVATIVES: [&str; 17] = [
    "grad",
    "value_and_grad",
    "grad_into",
    "accumulate_grad",
    "jvp",
    "vjp",
    "hvp",
    "hvp_into",
    "hessian",
    "hessian_into",
    "hessian_diagonal",
    "value_grad_hessian",
    "sparse_hessian",
    "jacobian",
    "value_and_jacobian",
    "jacobian_into",
    "sparse_jacobian",
];

/// `energy` and `grad` of `energy::grad`, if it looks like a derivative: whether `energy` is a function's rustc is asked.
pub(super) fn derivative_of(path: &syn::Path) -> Option<(syn::Path, Ident)> {
    let last = path.segments.last()?;
    let is_plain = path.segments.iter().all(|segment| segment.arguments.is_none());
    let is_one = DERIVATIVES.iter().any(|name| last.ident == name);
    if !is_plain || !is_one || path.segments.len() < 2 {
        return None;
    }
    let mut of = path.clone();
    of.segments.pop();
    of.segments.pop_punct();
    let is_module = of
        .segments
        .last()
        .is_none_or(|of| of.ident == "self" || of.ident == "super" || of.ident == "crate");
    (!is_module).then(|| (of, last.ident.clone()))
}
