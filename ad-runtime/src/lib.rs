//! Automatic differentiation of ordinary Rust functions, on stable Rust: no tape, no operator overloading, no
//! `unsafe`.
//!
//! ```
//! use ad_runtime::prelude::*;
//!
//! #[differentiate]
//! fn rosenbrock(x: f64, y: f64) -> f64 {
//!     (1.0 - x).powi(2) + 100.0 * (y - x * x).powi(2)
//! }
//!
//! // The function is what it was; its derivatives stand beside it.
//! assert_eq!(rosenbrock(1.0, 2.0), 100.0);
//! let (x_bar, y_bar) = rosenbrock::grad(1.0, 2.0);
//! assert_eq!((x_bar, y_bar), (-400.0, 200.0));
//! // One line for a test: both modes against each other and against finite differences.
//! rosenbrock::check(0.3, -1.2).unwrap();
//! ```
//!
//! # What there is
//! - [`#[differentiate]`](macro@differentiate) makes the derivatives of a function from its body.
//! - [`#[primitive]`](macro@primitive) gives a function a rule of one's own; [`prim`] has those of std's floats.
//! - [`Differentiable`](trait@Differentiable) and [`TangentSpace`] say which types have derivatives, and of which type those are.
//! - [`#[derive(Differentiable)]`](derive@Differentiable) makes a struct or an enum such a type.
//! - [`DynTangent`] is the tangent of a `dyn Trait`.
//! - [`Constant`] is the tangent of a field that is marked `#[constant]`.
//! - [`rules`] are the traits by which operators of one's own types are differentiated.
//! - With the features `ndarray`, `nalgebra` and `num-complex` types of these crates are differentiable; [`support`] says how far.
//! - [`parameters`] says what can be done with values and tangents: steps along a gradient, coordinates, norms.
//! - [`Real`] is the bound for functions that are generic over floats.
//! - [`ScalarFunction`] and [`VectorFunction`] are what a library takes: `minimise(energy {}, ..)`.
//! - [`jacobian`] are dense Jacobians: their shapes, and which mode computes them.
//! - [`sparse`] are Jacobians and Hessians of which few entries are other than zero.
//! - With the feature `faer`, the module `krylov` has products with Hessians and Jacobians as operators of its iterative methods.
//! - [`online_gradients`] are those of recurrent computations while they run.
//! - [`check`] compares derivatives with finite differences.
//! - [`support`] is the table of what can be differentiated, [`errors`] the page of all messages, each with an example and a cure.
//!
//! # The contract
//! For `y = f(x)` with the Jacobian `J` of `f` at `x`:
//!
//! | mode | call | computes |
//! |---|---|---|
//! | forward | `f::jvp(x, x_dot)` | `y` and `y_dot = J x_dot` |
//! | reverse | `f::vjp(x)` | `y` and the map `y_bar ↦ x_bar = Jᵀ y_bar` |
//! | reverse | `f::grad(x)`, for a scalar result | `x_bar = Jᵀ 1`, the gradient |
//! | either | `f::jacobian(x)` | `J` |
//!
//! - The modes agree: `⟨y_bar, J x_dot⟩ = ⟨Jᵀ y_bar, x_dot⟩`.
//! - The value beside a derivative is bit for bit what the plain function returns.
//! - What can't be differentiated is a compile error, never a silent zero. Where a function has no derivative, at
//!   a kink or a pole, the convention is its primitive's, by the policy in [`prim`].
//! - A panic of the function is a panic of its derivatives.
//!
//! # Glossary
//! | word | meaning | in code |
//! |---|---|---|
//! | primal | a value of the function itself | `x`, `y` |
//! | tangent | a direction of change, in forward mode | `x_dot` |
//! | cotangent | the sensitivity of the result to a value, in reverse mode | `x_bar` |
//! | bar | also the place where a cotangent is accumulated | `x_bar: &mut ..` |
//! | pullback | the map from the result's cotangent to the arguments' | `vjp(..).1` |
//! | primitive | a function with a rule written by hand | [`prim`] |
//! | partial | the derivative by one argument, the others fixed | `partials(x = ..)` |

#![forbid(unsafe_code)]

// The crate uses its own macros, whose output names `::ad_runtime`.
extern crate self as ad_runtime;

mod asked;
mod bars;
mod beyond;
mod bounds;
pub mod check;
pub mod checkpoint;
mod constant;
mod values;
mod written;
#[doc = ad_macros::errors_page!()]
pub mod errors {}
mod construct;
mod container;
mod conversions;
mod copies;
mod cows;
mod crates;
mod deques;
mod dynamic;
mod failures;
mod fit;
mod found;
mod functions;
mod given;
mod gradients;
mod indices;
mod integers;
mod hessian;
pub mod jacobian;
mod keeping;
mod keys;
#[cfg(feature = "faer")]
pub mod krylov;
mod lengths;
mod lent;
mod lists;
mod macros;
mod mapped;
mod maps;
mod methods;
mod names;
pub mod parameters;
mod of_std;
#[doc = include_str!("../docs/online_gradients.md")]
pub mod online_gradients {}
mod payload;
mod pointee;
pub mod prelude;
pub mod prim;
#[doc(hidden)]
pub mod private;
mod ranges;
mod real;
mod recursion;
pub mod rules;
mod sorting;
mod space;
pub mod sparse;
mod std_values;
mod steady;
#[doc = include_str!("../docs/support.md")]
pub mod support {}
mod tangents;
mod types;
mod underived;
mod undifferentiated;
mod unset;

pub use ad_macros::{Differentiable, differentiate, primitive};
pub use constant::Constant;
#[cfg(feature = "nalgebra")]
pub use crates::{Along, IsometryTangent};
pub use dynamic::DynTangent;
pub use functions::{ConstantFunction, Function1, Function2, Function3, Function4, FunctionValue};
pub use gradients::{ScalarFunction, VectorFunction};
pub use parameters::{Parameters, SliceParameters, TangentVector};
pub use prelude::stop_gradient;
pub use real::Real;
pub use space::{Differentiable, Tangent, TangentSpace};

#[cfg(feature = "faer")]
pub use faer;
#[cfg(feature = "nalgebra")]
pub use nalgebra;
#[cfg(feature = "ndarray")]
pub use ndarray;
#[cfg(feature = "num-complex")]
pub use num_complex;
