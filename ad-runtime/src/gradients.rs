//! Functions for libraries: what an optimiser, a solver or a fit asks of a function that it is given.
//!
//! `#[differentiate]` implements these traits beside each function of one parameter.

use crate::Differentiable;

/// A function of one argument that results in one float, with its gradient: what an optimiser takes.
///
/// `#[differentiate]` implements it beside each function of one parameter (`&[f64]`, `f64`, `&[f64; N]`, `&Model`) and a scalar result. Nothing
/// is allocated but what the function itself, or a loop of its derivative, allocates.
///
/// ```
/// use ad_runtime::{ScalarFunction, prelude::*};
///
/// /// Gradient descent.
/// fn minimise<F: ScalarFunction>(f: F, x: &mut [f64], x_bar: &mut [f64]) -> f64 {
///     for _ in 0..200 {
///         f.value_and_grad_into(x, x_bar);
///         x.iter_mut().zip(&*x_bar).for_each(|(x, x_bar)| *x -= 0.1 * x_bar);
///     }
///     f.value(x)
/// }
///
/// #[differentiate]
/// fn energy(x: &[f64]) -> f64 {
///     (x[0] - 1.0).powi(2) + 3.0 * (x[1] + x[0]).powi(2)
/// }
///
/// let (mut x, mut x_bar) = ([3.0, 3.0], [0.0; 2]);
/// assert!(minimise(energy {}, &mut x, &mut x_bar) < 1e-12);
/// ```
#[diagnostic::on_unimplemented(
    message = "this is no differentiated function of a `&{X}` with a result of type `{Y}`",
    label = "no gradient is known of it",
    note = "pass the type beside a function with `#[differentiate]`, `energy {{}}`",
    note = "see \"A function value without derivatives\" in `ad_runtime::errors`"
)]
pub trait ScalarFunction<X: ?Sized = [f64], XBar: ?Sized = X, Y = f64> {
    /// The function itself.
    fn value(&self, x: &X) -> Y;

    /// The value; the gradient is written over `x_bar`.
    fn value_and_grad_into(&self, x: &X, x_bar: &mut XBar) -> Y;

    /// The value; the gradient is added to `x_bar`.
    fn accumulate_grad(&self, x: &X, x_bar: &mut XBar) -> Y;

    /// The value and its derivative in a direction: forward mode.
    fn jvp(&self, x: &X, x_dot: &XBar) -> (Y, Y);
}

/// A function of one argument, whatever it results in, with the products of its Jacobian: what a solver or a least-squares fit takes.
///
/// `#[differentiate]` implements it beside each function of one parameter.
#[diagnostic::on_unimplemented(
    message = "this is no differentiated function of a `&{X}` with a result of type `{Y}`",
    label = "no derivatives are known of it",
    note = "pass the type beside a function with `#[differentiate]`, `energy {{}}`",
    note = "see \"A function value without derivatives\" in `ad_runtime::errors`"
)]
pub trait VectorFunction<X: ?Sized = [f64], Y: Differentiable = Vec<f64>, XBar: ?Sized = X> {
    /// The function itself.
    fn value(&self, x: &X) -> Y;

    /// The value and its derivative in a direction, `J x_dot`: forward mode.
    fn jvp(&self, x: &X, x_dot: &XBar) -> (Y, Y::Tangent);

    /// The value; `Jᵀ y_bar` is added to `x_bar`: reverse mode.
    fn accumulate_vjp(&self, x: &X, y_bar: Y::Tangent, x_bar: &mut XBar) -> Y;
}
