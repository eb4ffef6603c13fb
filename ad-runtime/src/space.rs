//! Tangent spaces: which type holds the derivative of a value, and what can be done with it.
//!
//! A value of a type that is [`Differentiable`] is a point; its derivatives are elements of a
//! [`TangentSpace`]. Tangents and cotangents have the same type, and it is always owned:
//!
//! | value | tangent | file |
//! |---|---|---|
//! | `f64`, `f32` | itself | `space/scalar.rs` |
//! | integers, `bool`, `char`, `str`, `String`, `PhantomData<T>` | `()` | `space/scalar.rs` |
//! | `&T`, `&mut T`, `Box<T>`, `Rc<T>`, `Arc<T>`, `Cow<T>` | that of `T` | `space/scalar.rs` |
//! | `[T]`, `Vec<T>` | `Vec<T::Tangent>` | `space/list.rs` |
//! | `[T; N]` | `[T::Tangent; N]` | `space/list.rs` |
//! | `VecDeque<T>` | `VecDeque<T::Tangent>` | `space/deque.rs` |
//! | `BTreeMap<K, V>`, `HashMap<K, V, S>` | a map of the same keys | `space/map.rs` |
//! | `Option<T>` | `Option<T::Tangent>` | `space/choice.rs` |
//! | `Result<T, E>` | `Result<T::Tangent, ()>` | `space/choice.rs` |
//! | `(A, B)` and longer, up to eight | `(A::Tangent, B::Tangent)` | `space/tuple.rs` |
//! | `ndarray::ArrayBase<S, D>` | `Array<A, D>` | `space/array.rs` |
//! | `nalgebra::OMatrix<f64, R, C>`: `SMatrix`, `DMatrix`, vectors | itself | `crates/nalgebra/space.rs` |
//! | `nalgebra::LU<f64, D, D>`, `Cholesky<f64, D>` | that of the matrix | `crates/nalgebra/solve.rs` |
//! | `num_complex::Complex<f64>` | itself | `crates/complex/space.rs` |
//! | a struct `Model` with `#[derive(Differentiable)]` | the struct `ModelTangent`, field by field | the derive |
//! | an enum `Shape` with `#[derive(Differentiable)]` | the enum `ShapeTangent`, variant by variant | the derive |
//! | a struct or enum that holds itself in a `Box`, `Option<Box<Node>>` | `Box<NodeTangent>` | the derive, `space/boxed.rs` |
//! | a field marked `#[constant]`, in such a struct or enum | [`Constant`](crate::Constant), which is no tangent space | the derive |
//! | an enum of unit variants with the derive | `()` | the derive |

pub(crate) mod accumulate;
#[cfg(feature = "ndarray")]
mod array;
pub(crate) mod boxed;
pub(crate) mod choice;
mod deque;
pub(crate) mod known;
mod list;
mod map;
mod range;
mod scalar;
mod tuple;

/// A type whose values have derivatives.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no tangent type",
    label = "derivatives with respect to a `{Self}` are not known",
    note = "mark the parameter or field `#[constant]` if it is an option or data, such as an enum without floats; put \
            `#[derive(Differentiable)]` on `{Self}` if it is a type of yours with floats to differentiate",
    note = "a `dyn Trait` has tangents where the trait and each `impl` of it have `#[differentiate(dyn)]`",
    note = "without a derive, what is made of `f64`, `f32`, tuples, arrays, slices, `Vec`, `Option` and `ndarray` arrays \
            is differentiable",
    note = "see \"A type without tangents\" in `ad_runtime::errors`"
)]
pub trait Differentiable {
    /// What holds a derivative of such a value.
    type Tangent: TangentSpace
    where
        Self: Sized;

    /// The zero tangent at this value, of its shape.
    fn zero_tangent(&self) -> Self::Tangent
    where
        Self: Sized;

    /// Whether the tangents at all values of this type have one shape. `false` is always right, and costs time.
    #[doc(hidden)]
    #[inline]
    fn has_one_shape(&self) -> bool
    where
        Self: Sized,
    {
        false
    }

    /// Whether the tangents at both values have the same shape. `false` is always right, and costs memory.
    #[inline]
    fn same_shape(&self, other: &Self) -> bool
    where
        Self: Sized,
    {
        let _ = other;
        false
    }
}

/// What has tangents, be its size known or not: what is [`Differentiable`], and lists, texts and trait objects behind a pointer.
///
/// `Differentiable` itself says nothing of what has no size, so that a trait of which it is a supertrait has objects.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no tangent type",
    label = "derivatives with respect to a `{Self}` are not known",
    note = "mark the parameter or field `#[constant]` if it is an option or data, such as an enum without floats; put \
            `#[derive(Differentiable)]` on `{Self}` if it is a type of yours with floats to differentiate",
    note = "a `dyn Trait` has tangents where the trait and each `impl` of it have `#[differentiate(dyn)]`",
    note = "without a derive, what is made of `f64`, `f32`, tuples, arrays, slices, `Vec`, `Option` and `ndarray` arrays \
            is differentiable",
    note = "see \"A type without tangents\" in `ad_runtime::errors`"
)]
pub trait Point {
    /// What holds a derivative.
    type Tangent: TangentSpace;

    /// What generated code names in types: that there is a tangent.
    const KNOWN: bool = true;

    /// [`Differentiable::zero_tangent`]
    fn zero_tangent(&self) -> Self::Tangent;

    /// [`Differentiable::has_one_shape`]
    #[inline]
    fn has_one_shape(&self) -> bool {
        false
    }

    /// [`Differentiable::same_shape`]
    #[inline]
    fn same_shape(&self, other: &Self) -> bool {
        let _ = other;
        false
    }
}

/// What holds a derivative of a `T`, by the name of `T`: a `Tangent<Spring>` is a `SpringTangent`, wherever that is declared.
///
/// The signatures of derivatives say it so, as no macro sees which type a `Spring` is; `KNOWN` is a constant of theirs by which the
/// compiler says once if a type has no tangent.
/// ```
/// use ad_runtime::{Tangent, prelude::*};
///
/// #[derive(Differentiable)]
/// struct Spring { stiffness: f64 }
///
/// let bar: Tangent<Spring> = SpringTangent { stiffness: 1.0 };
/// # assert_eq!(bar.stiffness, 1.0);
/// ```
pub type Tangent<T, const KNOWN: bool = true> = <T as known::HasTangent<KNOWN>>::Tangent;

#[diagnostic::do_not_recommend]
impl<T: Differentiable> Point for T {
    type Tangent = T::Tangent;

    #[inline]
    fn zero_tangent(&self) -> T::Tangent {
        Differentiable::zero_tangent(self)
    }

    #[inline]
    fn has_one_shape(&self) -> bool {
        Differentiable::has_one_shape(self)
    }

    #[inline]
    fn same_shape(&self, other: &T) -> bool {
        Differentiable::same_shape(self, other)
    }
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

    /// If it is an infinite number: one of its sign.
    #[doc(hidden)]
    #[inline]
    fn unit_of_infinite(&self) -> Option<Self> {
        None
    }
}
