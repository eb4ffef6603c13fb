//! Tangent spaces: which type holds the derivative of a value, and what can be done with it.
//!
//! A value of a type that is [`Differentiable`] is a point; its derivatives are elements of a
//! [`TangentSpace`]. Tangents and cotangents have the same type, and it is always owned:
//!
//! | value | tangent | file |
//! |---|---|---|
//! | `f64`, `f32` | itself | `space/scalar.rs` |
//! | integers, `bool`, `char`, `str`, `String` | `()` | `space/scalar.rs` |
//! | `&T`, `&mut T`, `Box<T>` | that of `T` | `space/scalar.rs` |
//! | `[T]`, `Vec<T>` | `Vec<T::Tangent>` | `space/list.rs` |
//! | `[T; N]` | `[T::Tangent; N]` | `space/list.rs` |
//! | `Option<T>` | `Option<T::Tangent>` | `space/list.rs` |
//! | `(A, B)` and longer, up to eight | `(A::Tangent, B::Tangent)` | `space/tuple.rs` |
//! | `ndarray::ArrayBase<S, D>` | `Array<A, D>` | `space/array.rs` |

pub(crate) mod accumulate;
#[cfg(feature = "ndarray")]
mod array;
mod list;
mod scalar;
mod tuple;

/// A type whose values have derivatives.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no tangent type",
    label = "derivatives with respect to a `{Self}` are not known",
    note = "a value is differentiable if it is made of `f64`, `f32`, tuples, arrays, slices, `Vec` and `ndarray` arrays",
    note = "mark a parameter `#[constant]` to leave it out"
)]
pub trait Differentiable {
    /// What holds a derivative of such a value.
    type Tangent: TangentSpace;

    /// The zero tangent at this value, of its shape.
    fn zero_tangent(&self) -> Self::Tangent;
}

/// A vector space of tangents (and of cotangents) of one shape.
///
/// Operations on two tangents of different shapes panic: they are tangents at different points.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a tangent",
    label = "tangents of this type can't be added and scaled"
)]
pub trait TangentSpace: Clone + Differentiable<Tangent = Self> {
    /// The zero of this tangent's shape.
    fn zero_like(&self) -> Self;

    /// Overwrites with zero.
    fn set_zero(&mut self);

    /// `self += other`
    ///
    /// # Panics
    /// If the shapes differ.
    fn accumulate(&mut self, other: &Self);

    /// `self *= factor`
    fn scale(&mut self, factor: f64);

    /// The sum of the products of the entries.
    ///
    /// # Panics
    /// If the shapes differ.
    fn dot(&self, other: &Self) -> f64;
}
