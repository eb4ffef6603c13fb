//! Every construct that is refused, once: what it is, and what to do instead.
//!
//! The tests of error messages name these constants. Form: `unsupported: <what>; <instead>`,
//! lower case, no final dot.

use proc_macro2::Ident;

use crate::signature::Param;

// Items and signatures.

/// `#[differentiate]` on something that is not a function.
pub const NOT_A_FUNCTION: &str =
    "unsupported: `#[differentiate]` on an item that is not a function; put it on a `fn`";
/// `async fn`.
pub const ASYNC_FN: &str = "unsupported: an `async` function; differentiate a plain function and call it from the `async` one";
/// `unsafe fn`.
pub const UNSAFE_FN: &str =
    "unsupported: an `unsafe` function; give it a `#[primitive]` with a rule of your own";
/// `extern "C" fn`.
pub const EXTERN_FN: &str = "unsupported: an `extern` function; differentiate a plain function and call it from the `extern` one";
/// `self`.
pub const RECEIVER: &str = "unsupported: a method with `self`; write a function that takes the value as its first parameter";
/// C variadics and the like.
pub const PARAMETER: &str = "unsupported: this parameter; write `name: Type`";
/// A parameter type that the macro can't see through.
pub const PARAMETER_TYPE: &str = "unsupported: a parameter whose type is not made of `f64`, `f32`, integers, `bool`, tuples, arrays, slices and `Vec`; write the type out, or mark the parameter `#[constant]`";
/// `&mut` parameters.
pub const MUT_PARAMETER: &str = "unsupported: a differentiable `&mut` parameter; take the value, copy it into a local variable, and return the changed value";
/// An output type that the macro can't see through.
pub const OUTPUT_TYPE: &str = "unsupported: an output whose type is not made of `f64`, `f32`, integers, `bool`, tuples, arrays and `Vec`; write the type out";
/// `-> &[f64]`.
pub const REFERENCE_OUTPUT: &str =
    "unsupported: returning a reference; return an owned value (`f64`, an array, a `Vec`)";
/// No parameter carries a tangent.
pub const NO_FLOAT_INPUT: &str = "no parameter to differentiate by: none holds an `f64` or `f32` that is not `#[constant]` or left out of `wrt(..)`; remove `#[differentiate]` or free a parameter";
/// The result carries no tangent.
pub const NO_FLOAT_OUTPUT: &str = "no output to differentiate: the result holds no `f64` or `f32`; return a float, or remove `#[differentiate]`";
/// Generic functions.
pub const GENERICS: &str =
    "unsupported: a generic function; write it for `f64` (or `f32`), with lifetimes only";

/// `wrt(name)` of something that isn't a parameter.
pub fn wrt_unknown(name: &Ident, params: &[Param]) -> String {
    let names: Vec<_> = params.iter().map(|param| format!("`{}`", param.name)).collect();
    format!("`{name}` is not a parameter of this function; its parameters are {}", names.join(", "))
}

/// `wrt(n)` of a parameter that can't be differentiated by.
pub fn wrt_constant(name: &Ident) -> String {
    format!("`{name}` carries no derivative: it is `#[constant]` or holds no float; leave it out of `wrt(..)`")
}
