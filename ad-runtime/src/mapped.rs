//! What is written out entry by entry: `m.map(|x| ..)`, `m.zip_map(&n, |x, y| ..)`, `Matrix3::from_fn(|i, j| ..)`.
//!
//! A loop over the entries is what these methods are of matrices. Of what else has a method by such a name it may be something else, so that derivatives demand [`Mapped`].

/// A container of floats, whose methods by these names call a function with each of its entries, in the order of its index by one number.
#[diagnostic::on_unimplemented(
    message = "a method of `{Self}` that is given a function has no derivative",
    label = "written out entry by entry, which is right for matrices of `f64` and for arrays alone",
    note = "if this is an `Option` or a `Result` by another name, write its own name where it is bound; of a type of your own, write the loop, \
            or a function with `#[differentiate]` that is given the value and the function",
    note = "see \"A closure that is handed on\" in `ad_runtime::errors`"
)]
pub trait Mapped {}

impl<T: Mapped + ?Sized> Mapped for &T {}
impl<T: Mapped + ?Sized> Mapped for &mut T {}
impl<const N: usize> Mapped for [f64; N] {}
#[cfg(feature = "nalgebra")]
#[diagnostic::do_not_recommend]
impl<R: nalgebra::Dim, C: nalgebra::Dim, S: nalgebra::RawStorage<f64, R, C>> Mapped
    for nalgebra::Matrix<f64, R, C, S>
{
}

/// Compiles if the value is one.
#[inline]
pub fn mapped_in<T: Mapped + ?Sized>(_: &T) {}
