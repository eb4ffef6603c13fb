//! Which values can be moved along which tangents, in place: every type that is [`Differentiable`](crate::Differentiable), but for
//! what is borrowed.

use std::collections::VecDeque;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Range;

/// A value that can be moved along tangents of type `T`, and whose coordinates can be replaced.
///
/// `#[derive(Differentiable)]` implements it; what stands in [`Parameters`](super::Parameters) follows from it. A type of one's own whose
/// [`Differentiable`](crate::Differentiable) is written by hand has it written by hand too, beside [`Listed`](crate::check::Listed):
/// ```
/// use ad_runtime::check::{Listed, Visitor};
/// use ad_runtime::parameters::{Misfit, MovedBy};
/// use ad_runtime::prelude::*;
///
/// /// An angle in degrees; derivatives are by degrees.
/// struct Degrees(f64);
///
/// impl Differentiable for Degrees {
///     type Tangent = f64;
///     fn zero_tangent(&self) -> f64 { 0.0 }
/// }
/// impl Listed for Degrees {
///     fn listed(&self, visitor: &mut Visitor<'_>) { self.0.listed(visitor) }
/// }
/// impl MovedBy<f64> for Degrees {
///     fn move_along(&mut self, factor: f64, tangent: &f64) -> Result<(), Misfit> {
///         self.0.move_along(factor, tangent)
///     }
///     fn change_coordinates(&mut self, change: &mut impl FnMut(f64) -> f64) {
///         self.0.change_coordinates(change)
///     }
/// }
///
/// let mut angle = Degrees(90.0);
/// angle.add_scaled(0.5, &10.0);
/// assert_eq!(angle.to_coordinates(), [95.0]);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be moved along a tangent `{T}`",
    label = "what it borrows can't be changed",
    note = "let it own its floats, `Vec<f64>` for `&[f64]`, or mark the field `#[constant]`"
)]
pub trait MovedBy<T: ?Sized> {
    /// `self += factor * tangent`, up to the first part of another shape: what comes after it stays as it was.
    fn move_along(&mut self, factor: f64, tangent: &T) -> Result<(), Misfit>;

    /// Replaces each coordinate by what `change` makes of it, in the order of [`Listed`](crate::check::Listed).
    fn change_coordinates(&mut self, change: &mut impl FnMut(f64) -> f64);
}

/// Where a tangent has another shape than the value that it was to be added to.
#[derive(Debug)]
pub struct Misfit(Box<Story>);

#[derive(Debug)]
struct Story {
    place: String,
    what: String,
}

impl Misfit {
    /// Of what can't be said otherwise: what the value is or has, and its tangent isn't or hasn't.
    #[cold]
    pub fn new(what: impl Into<String>) -> Misfit {
        Misfit(Box::new(Story { place: String::new(), what: what.into() }))
    }

    /// Of two lengths.
    #[cold]
    pub fn lengths(value: usize, tangent: usize) -> Misfit {
        let entries = if value == 1 { "entry" } else { "entries" };
        Misfit::new(format!("has {value} {entries}, and its tangent has {tangent}"))
    }

    /// Of two variants of an enum.
    #[cold]
    pub fn variants(name: &str) -> Misfit {
        Misfit::new(format!("is another variant of `{name}` than its tangent"))
    }

    /// The same, of what is at `place` in a larger value: `.field` or `[3]`.
    #[cold]
    #[must_use]
    pub fn within(mut self, place: fmt::Arguments<'_>) -> Misfit {
        self.0.place = format!("{place}{}", self.0.place);
        self
    }
}

impl fmt::Display for Misfit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Story { place, what } = &*self.0;
        match place.trim_start_matches('.') {
            "" => write!(formatter, "the value {what}"),
            place => write!(formatter, "`{place}` {what}"),
        }
    }
}

impl std::error::Error for Misfit {}

macro_rules! float {
    ($($float:ident)*) => {$(
        impl MovedBy<$float> for $float {
            #[inline]
            fn move_along(&mut self, factor: f64, tangent: &$float) -> Result<(), Misfit> {
                *self += factor as $float * tangent;
                Ok(())
            }

            #[inline]
            fn change_coordinates(&mut self, change: &mut impl FnMut(f64) -> f64) {
                *self = change(f64::from(*self)) as $float;
            }
        }
    )*};
}

float!(f64 f32);

/// What has no coordinates stays as it is.
macro_rules! constant {
    ($([$($generics:tt)*] $ty:ty),* $(,)?) => {$(
        impl<$($generics)*> MovedBy<()> for $ty {
            #[inline]
            fn move_along(&mut self, _: f64, (): &()) -> Result<(), Misfit> {
                Ok(())
            }

            #[inline]
            fn change_coordinates(&mut self, _: &mut impl FnMut(f64) -> f64) {}
        }
    )*};
}

constant!(
    [] u8,
    [] u16,
    [] u32,
    [] u64,
    [] u128,
    [] usize,
    [] i8,
    [] i16,
    [] i32,
    [] i64,
    [] i128,
    [] isize,
    [] bool,
    [] char,
    [] str,
    [] String,
    [] std::cmp::Ordering,
    [] std::num::FpCategory,
    [] (),
    [T: ?Sized] PhantomData<T>,
    // Of what is borrowed, but not for changes, only what has no coordinates.
    [T: ?Sized] &T,
);

macro_rules! pointer {
    ($($pointer:ty)*) => {$(
        impl<T: MovedBy<D> + ?Sized, D: ?Sized> MovedBy<D> for $pointer {
            #[inline]
            fn move_along(&mut self, factor: f64, tangent: &D) -> Result<(), Misfit> {
                (**self).move_along(factor, tangent)
            }

            #[inline]
            fn change_coordinates(&mut self, change: &mut impl FnMut(f64) -> f64) {
                T::change_coordinates(self, change);
            }
        }
    )*};
}

pointer!(&mut T Box<T>);

macro_rules! counted {
    ($($make_mut:path, $counted:ty;)*) => {$(
        // What others share stays as it is.
        impl<T: MovedBy<D> + Clone, D: ?Sized> MovedBy<D> for $counted {
            #[inline]
            fn move_along(&mut self, factor: f64, tangent: &D) -> Result<(), Misfit> {
                $make_mut(self).move_along(factor, tangent)
            }

            #[inline]
            fn change_coordinates(&mut self, change: &mut impl FnMut(f64) -> f64) {
                $make_mut(self).change_coordinates(change);
            }
        }
    )*};
}

counted! {
    std::rc::Rc::make_mut, std::rc::Rc<T>;
    std::sync::Arc::make_mut, std::sync::Arc<T>;
}

#[diagnostic::do_not_recommend]
impl<T, D: ?Sized> MovedBy<D> for std::borrow::Cow<'_, T>
where
    T: ToOwned<Owned: MovedBy<D>> + ?Sized,
{
    #[inline]
    fn move_along(&mut self, factor: f64, tangent: &D) -> Result<(), Misfit> {
        self.to_mut().move_along(factor, tangent)
    }

    #[inline]
    fn change_coordinates(&mut self, change: &mut impl FnMut(f64) -> f64) {
        self.to_mut().change_coordinates(change);
    }
}

/// Entry by entry, as many as there are of both.
#[inline]
fn move_entries<T: MovedBy<D>, D>(
    entries: &mut [T],
    factor: f64,
    tangents: &[D],
) -> Result<(), Misfit> {
    for (i, (entry, tangent)) in entries.iter_mut().zip(tangents).enumerate() {
        entry.move_along(factor, tangent).map_err(|misfit| misfit.within(format_args!("[{i}]")))?;
    }
    Ok(())
}

impl<T: MovedBy<D>, D> MovedBy<Vec<D>> for [T] {
    #[inline]
    fn move_along(&mut self, factor: f64, tangent: &Vec<D>) -> Result<(), Misfit> {
        if self.len() != tangent.len() {
            return Err(Misfit::lengths(self.len(), tangent.len()));
        }
        move_entries(self, factor, tangent)
    }

    #[inline]
    fn change_coordinates(&mut self, change: &mut impl FnMut(f64) -> f64) {
        self.iter_mut().for_each(|entry| entry.change_coordinates(change));
    }
}

impl<T: MovedBy<D>, D> MovedBy<Vec<D>> for Vec<T> {
    #[inline]
    fn move_along(&mut self, factor: f64, tangent: &Vec<D>) -> Result<(), Misfit> {
        self.as_mut_slice().move_along(factor, tangent)
    }

    #[inline]
    fn change_coordinates(&mut self, change: &mut impl FnMut(f64) -> f64) {
        self.as_mut_slice().change_coordinates(change);
    }
}

impl<T: MovedBy<D>, D> MovedBy<VecDeque<D>> for VecDeque<T> {
    fn move_along(&mut self, factor: f64, tangent: &VecDeque<D>) -> Result<(), Misfit> {
        if self.len() != tangent.len() {
            return Err(Misfit::lengths(self.len(), tangent.len()));
        }
        for (i, (entry, tangent)) in self.iter_mut().zip(tangent).enumerate() {
            let moved = entry.move_along(factor, tangent);
            moved.map_err(|misfit| misfit.within(format_args!("[{i}]")))?;
        }
        Ok(())
    }

    #[inline]
    fn change_coordinates(&mut self, change: &mut impl FnMut(f64) -> f64) {
        self.iter_mut().for_each(|entry| entry.change_coordinates(change));
    }
}

impl<T: MovedBy<D>, D, const N: usize> MovedBy<[D; N]> for [T; N] {
    #[inline]
    fn move_along(&mut self, factor: f64, tangent: &[D; N]) -> Result<(), Misfit> {
        move_entries(self, factor, tangent)
    }

    #[inline]
    fn change_coordinates(&mut self, change: &mut impl FnMut(f64) -> f64) {
        self.as_mut_slice().change_coordinates(change);
    }
}

impl<T: MovedBy<D>, D> MovedBy<Option<D>> for Option<T> {
    #[inline]
    fn move_along(&mut self, factor: f64, tangent: &Option<D>) -> Result<(), Misfit> {
        match (self, tangent) {
            (Some(value), Some(tangent)) => value.move_along(factor, tangent),
            (None, None) => Ok(()),
            _ => Err(Misfit::variants("Option")),
        }
    }

    #[inline]
    fn change_coordinates(&mut self, change: &mut impl FnMut(f64) -> f64) {
        self.iter_mut().for_each(|value| value.change_coordinates(change));
    }
}

/// An error is a constant, of any type.
impl<T: MovedBy<D>, D, E> MovedBy<Result<D, ()>> for Result<T, E> {
    #[inline]
    fn move_along(&mut self, factor: f64, tangent: &Result<D, ()>) -> Result<(), Misfit> {
        match (self, tangent) {
            (Ok(value), Ok(tangent)) => value.move_along(factor, tangent),
            (Err(_), Err(())) => Ok(()),
            _ => Err(Misfit::variants("Result")),
        }
    }

    #[inline]
    fn change_coordinates(&mut self, change: &mut impl FnMut(f64) -> f64) {
        self.iter_mut().for_each(|value| value.change_coordinates(change));
    }
}

impl<T: MovedBy<D>, D> MovedBy<Range<D>> for Range<T> {
    #[inline]
    fn move_along(&mut self, factor: f64, tangent: &Range<D>) -> Result<(), Misfit> {
        let start = self.start.move_along(factor, &tangent.start);
        start.map_err(|misfit| misfit.within(format_args!(".start")))?;
        let end = self.end.move_along(factor, &tangent.end);
        end.map_err(|misfit| misfit.within(format_args!(".end")))
    }

    #[inline]
    fn change_coordinates(&mut self, change: &mut impl FnMut(f64) -> f64) {
        self.start.change_coordinates(change);
        self.end.change_coordinates(change);
    }
}

macro_rules! tuple {
    ($($T:ident $D:ident $index:tt),+) => {
        impl<$($T: MovedBy<$D>, $D),+> MovedBy<($($D,)+)> for ($($T,)+) {
            #[inline]
            fn move_along(&mut self, factor: f64, tangent: &($($D,)+)) -> Result<(), Misfit> {
                $(
                    self.$index
                        .move_along(factor, &tangent.$index)
                        .map_err(|misfit| misfit.within(format_args!(".{}", $index)))?;
                )+
                Ok(())
            }

            #[inline]
            fn change_coordinates(&mut self, change: &mut impl FnMut(f64) -> f64) {
                $(self.$index.change_coordinates(change);)+
            }
        }
    };
}

tuple!(A TA 0);
tuple!(A TA 0, B TB 1);
tuple!(A TA 0, B TB 1, C TC 2);
tuple!(A TA 0, B TB 1, C TC 2, D TD 3);
tuple!(A TA 0, B TB 1, C TC 2, D TD 3, E TE 4);
tuple!(A TA 0, B TB 1, C TC 2, D TD 3, E TE 4, F TF 5);
tuple!(A TA 0, B TB 1, C TC 2, D TD 3, E TE 4, F TF 5, G TG 6);
tuple!(A TA 0, B TB 1, C TC 2, D TD 3, E TE 4, F TF 5, G TG 6, H TH 7);

#[cfg(feature = "ndarray")]
impl<S, D, T> MovedBy<ndarray::Array<T, D>> for ndarray::ArrayBase<S, D>
where
    S: ndarray::DataMut,
    S::Elem: MovedBy<T>,
    D: ndarray::Dimension,
{
    fn move_along(&mut self, factor: f64, tangent: &ndarray::Array<T, D>) -> Result<(), Misfit> {
        // No broadcasting here: a tangent has the shape of its point.
        if self.shape() != tangent.shape() {
            let shapes = (self.shape(), tangent.shape());
            let what = format!("is of the shape {:?}, and its tangent of {:?}", shapes.0, shapes.1);
            return Err(Misfit::new(what));
        }
        let mut moved = Ok(());
        self.zip_mut_with(tangent, |entry, tangent| {
            if moved.is_ok() {
                moved = entry.move_along(factor, tangent);
            }
        });
        moved.map_err(|misfit| misfit.within(format_args!("[..]")))
    }

    fn change_coordinates(&mut self, change: &mut impl FnMut(f64) -> f64) {
        self.iter_mut().for_each(|entry| entry.change_coordinates(change));
    }
}
