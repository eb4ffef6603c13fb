//! What a program that differentiates wants in scope: `use ad_runtime::prelude::*;`.

pub use crate::{Differentiable, Real, differentiate, primitive};

// Their methods alone: a program has names like these itself.
pub use crate::{Parameters as _, SliceParameters as _, TangentVector as _};

/// The identity, whose derivative is zero: what is computed from the result is, for a derivative, a constant.
///
/// ```text
/// y     = x
/// y_dot = 0
/// x_bar = 0
/// ```
///
/// Of any type. In a differentiated function `stop_gradient(expr)` cuts `expr` off; elsewhere it does nothing.
#[inline]
pub fn stop_gradient<T>(x: T) -> T {
    x
}
