//! The macros of `ad-runtime`. Use them through that crate.

mod pipeline;

mod args;
mod diag;
mod signature;
mod unsupported;

mod adjoint;
mod analysis;
mod check;
mod emit;
mod exits;
mod ir;
mod kinds;
mod lower;
mod reads;
mod sink;
mod simplify;
mod tangent;

mod interface;
mod primitive;
mod primitives;

#[cfg(test)]
mod tests;

use proc_macro::TokenStream;

/// Gives a function a derivative rule of one's own.
///
/// The short form is for scalar functions: one partial derivative for each differentiable parameter, written
/// over the parameters and `out`, the function's value.
/// ```ignore
/// #[primitive(partials(x = (1.0 + out) * (1.0 - out)))]
/// fn tanh(x: f64) -> f64 { x.tanh() }
/// ```
/// The long form names the two rules, functions of one's own; a mode whose rule is left out is missing.
/// ```ignore
/// #[primitive(bprop = norm_bprop, jvp = norm_jvp)]
/// fn norm(x: &[f64]) -> f64 { x.iter().map(|x| x * x).sum::<f64>().sqrt() }
/// /// x_bar = x / y · y_bar
/// fn norm_bprop(x: &[f64], y: f64, y_bar: f64) -> Vec<f64> { x.iter().map(|x| x / y * y_bar).collect() }
/// /// y_dot = x · x_dot / y
/// fn norm_jvp(x: &[f64], y: f64, x_dot: &[f64]) -> f64 { x.iter().zip(x_dot).map(|(x, d)| x * d).sum::<f64>() / y }
/// ```
/// `bprop` takes the arguments, the result and the result's cotangent, and returns the cotangents of the
/// differentiable arguments, a tuple when there are several. `jvp` takes the arguments, the result and the
/// tangents of the differentiable arguments, and returns the result's tangent. Scalars are passed by value,
/// references as they are, everything else by reference; what is returned is owned (`Vec<f64>` for `&[f64]`).
///
/// Options: `crate = path` says where `ad-runtime` is. `#[constant]` on a parameter makes it a constant.
#[proc_macro_attribute]
pub fn primitive(args: TokenStream, item: TokenStream) -> TokenStream {
    primitive::expand(args.into(), item.into()).into()
}

/// Gives a function its derivatives.
///
/// ```ignore
/// #[differentiate]
/// fn rosenbrock(x: f64, y: f64) -> f64 {
///     (1.0 - x).powi(2) + 100.0 * (y - x * x).powi(2)
/// }
///
/// let (x_bar, y_bar) = rosenbrock::grad(1.0, 2.0);
/// ```
#[proc_macro_attribute]
pub fn differentiate(args: TokenStream, item: TokenStream) -> TokenStream {
    pipeline::expand(args.into(), item.into()).into()
}

/// The table of primitives as code, for the runtime's tests.
#[doc(hidden)]
#[proc_macro]
pub fn primitive_listing(tokens: TokenStream) -> TokenStream {
    primitives::listing(tokens.into()).into()
}
