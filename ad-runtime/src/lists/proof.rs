//! That what a method is called on is a list of std's: methods that are written out as loops (`truncate`, `fill`) ask it.

/// What has the methods of std's lists, and no others by their names.
#[diagnostic::on_unimplemented(
    message = "this method is taken for the one of std's lists, and a `{Self}` is none",
    label = "not a `Vec`, a slice or an array",
    note = "call a method with `#[differentiate]` by its path, `Type::method(&mut receiver, ..)`, or give it a name that no list's method has"
)]
pub trait StdList {}

impl<T> StdList for [T] {}
impl<T, const N: usize> StdList for [T; N] {}
impl<T> StdList for Vec<T> {}
impl<T: StdList + ?Sized> StdList for Box<T> {}
#[diagnostic::do_not_recommend]
impl<T: StdList + ToOwned + ?Sized> StdList for std::borrow::Cow<'_, T> {}
impl<T: StdList + ?Sized> StdList for &T {}
impl<T: StdList + ?Sized> StdList for &mut T {}
#[cfg(feature = "ndarray")]
impl<S: ndarray::RawData<Elem = A>, D, A> StdList for ndarray::ArrayBase<S, D> {}

/// Compiles if the value is a list of std's.
#[inline]
pub fn std_list_in<T: StdList + ?Sized>(_: &T) {}
