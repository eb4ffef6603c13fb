//! Primitives: the functions whose derivatives are written by hand.
//!
//! A primitive is one place: its value, its rule, its mathematics, its corners and the points at which it
//! is tested stand together. There is nothing here that a user couldn't write: each is a function with
//! [`#[primitive]`](macro@crate::primitive). Beside the function `sin` stands a type `sin` with `sin::grad`,
//! `sin::jvp`, .. and, for each partial derivative, a hidden `sin::times_dx(x, v)`, which multiplies by it: that is
//! what a differentiated function calls where it says `x.sin()`.
//!
//! # Corners
//! What a derivative is where there is none. The rules are tested by value at each corner.
//! - A local minimum or maximum has 0: `abs'(0) = 0`, `hypot'(0, 0) = 0`.
//! - Where only one side has a derivative, or the two are equal and infinite, it is that one:
//!   `sqrt'(0) = cbrt'(0) = ln'(0) = +inf`.
//! - At any other kink the primitive says which side counts: `max`, `min` at a tie the first argument,
//!   `clamp` at a bound the inside, [`relu()`] at 0 the left.
//! - Steps (`floor`, `signum`, ..) have 0 everywhere, at the jump too.
//! - Where the value is finite no partial is NaN.
//! - A product of a partial and a tangent is 0 if either is 0, even if the other is infinite. So the infinite
//!   partial of a branch that isn't taken, or of an argument that doesn't move, leaves no NaN:
//!   in `x.max(0.0).sqrt()` at -1 the derivative is 0. A NaN stays one.
//!
//! # Index
//! | primitives | file |
//! |---|---|
//! | [`abs()`] [`copysign()`] [`recip()`] [`mul_add()`] [`rem_euclid()`] [`to_degrees()`] [`to_radians()`] [`midpoint()`] [`next_up()`] [`next_down()`] | `prim/arith.rs` |
//! | [`powi()`] [`powf()`] [`sqrt()`] [`cbrt()`] [`hypot()`] | `prim/power.rs` |
//! | [`exp()`] [`exp2()`] [`exp_m1()`] [`ln()`] [`log()`] [`log2()`] [`log10()`] [`ln_1p()`] | `prim/exp_log.rs` |
//! | [`sin()`] [`cos()`] [`tan()`] [`asin()`] [`acos()`] [`atan()`] [`atan2()`] | `prim/trig.rs` |
//! | [`sinh()`] [`cosh()`] [`tanh()`] [`asinh()`] [`acosh()`] [`atanh()`] | `prim/hyperbolic.rs` |
//! | [`max()`] [`min()`] [`clamp()`] | `prim/minmax.rs` |
//! | [`signum()`] [`floor()`] [`ceil()`] [`round()`] [`round_ties_even()`] [`trunc()`] [`fract()`] [`div_euclid()`] | `prim/rounding.rs` |
//! | [`relu()`] [`sigmoid()`] [`softplus()`] | `prim/activation.rs` |
//! | [`dot()`] [`log_sum_exp()`] | `prim/reduce.rs` |
//!
//! # A new primitive
//! 1. Write it in the file of its kind, with the headings in the order of its neighbours: meaning,
//!    equations, what is saved, corners, reference.
//! 2. Add its test points to the file's `POINTS`: negative, zero, and both sides of every kink.
//! 3. If it is a method of std's floats, add it to the table in `ad-macros/src/primitives.rs`.

/// The test points of a file, one line for each primitive:
/// `name at [arguments] .., corners [arguments] => [partials], ..;`.
#[cfg(test)]
macro_rules! points {
    ($($name:ident at $([$($x:expr),*])+, corners $([$($c:expr),*] => [$($p:expr),*]),*;)*) => {
        [$(super::Point {
            name: stringify!($name),
            smooth: &[$(&[$($x),*]),+],
            corners: &[$((&[$($c),*], &[$($p),*])),*],
        }),*]
    };
}

mod activation;
mod arith;
mod exp_log;
mod hyperbolic;
mod minmax;
mod power;
mod reduce;
mod rounding;
#[cfg(test)]
mod tests;
mod trig;

pub use activation::{relu, sigmoid, softplus};
pub use arith::{
    abs, copysign, midpoint, mul_add, next_down, next_up, recip, rem_euclid, to_degrees, to_radians,
};
pub use exp_log::{exp, exp_m1, exp2, ln, ln_1p, log, log2, log10};
pub use hyperbolic::{acosh, asinh, atanh, cosh, sinh, tanh};
pub use minmax::{clamp, max, min};
pub use power::{cbrt, hypot, powf, powi, sqrt};
pub use reduce::{dot, log_sum_exp};
pub use rounding::{ceil, div_euclid, floor, fract, round, round_ties_even, signum, trunc};
pub use trig::{acos, asin, atan, atan2, cos, sin, tan};

/// Where a primitive is tested.
#[cfg(test)]
struct Point {
    /// The primitive.
    name: &'static str,
    /// Arguments at which it is smooth: compared with finite differences.
    smooth: &'static [&'static [f64]],
    /// Arguments at a corner, and the partial derivatives there.
    corners: &'static [(&'static [f64], &'static [f64])],
}
