//! The parameters of a function together: their tangents, in a tuple, are one list of coordinates.

use super::coordinated::{Coordinated, Count, Many, One};
use super::matrix::Matrix;

/// The tangents of a function's parameters, in a tuple, that results in what has the tangent `Y`.
#[diagnostic::on_unimplemented(
    message = "no Jacobian is known by parameters with the tangents `{Self}`, of a result with the tangent `{Y}`",
    label = "their coordinates can't be columns, or those of the result rows",
    note = "sixteen parameters are the most: put numbers together in an array or in a struct; \
            `jvp` and `vjp` take any number of parameters, of any type"
)]
pub trait Inputs<Y> {
    /// How many numbers each parameter holds, in an array.
    type Widths: AsRef<[usize]>;

    /// How many numbers a result holds, if its type says so.
    const ROWS: Option<usize>;

    /// How many numbers each parameter holds.
    fn widths(&mut self) -> Self::Widths;

    /// Replaces the number at `index`.
    fn put(&mut self, index: usize, number: f64);

    /// Replaces each number by what `change` makes of it.
    fn change(&mut self, change: &mut impl FnMut(f64) -> f64);

    /// How many numbers a result holds.
    fn rows(y: &mut Y) -> usize;

    /// Replaces the number at `index` of a result.
    fn put_row(y: &mut Y, index: usize, number: f64);

    /// Replaces each number of a result by what `change` makes of it.
    fn change_rows(y: &mut Y, change: &mut impl FnMut(f64) -> f64);

    /// Looks at each number of a result.
    fn results(y: Y, look: &mut impl FnMut(f64));
}

/// The same, given that there is a matrix of their Jacobian.
#[diagnostic::on_unimplemented(
    message = "no Jacobian is known by parameters with the tangents `{Self}`, of a result with the tangent `{Y}`",
    label = "their coordinates can't be columns, or those of the result rows",
    note = "sixteen parameters are the most: put numbers together in an array or in a struct; \
            `jvp` and `vjp` take any number of parameters, of any type"
)]
pub trait Jacobian<Y>: Inputs<Y> {
    /// The Jacobian: `[f64; N]`, `[[f64; N]; M]` or `Vec<[f64; N]>` by numbers, else an `Array2`, or a tuple of them.
    type Matrix: Matrix;
}

/// Whether there is a Jacobian by a single parameter that holds `Self`, of a result that holds `Y`.
#[diagnostic::on_unimplemented(
    message = "a Jacobian is of several numbers, and this function takes one number to one number",
    label = "call `grad` instead, which is its derivative",
    note = "see \"A Jacobian of one number by one number\" in `ad_runtime::errors`"
)]
pub trait OneInput<Y> {}

#[diagnostic::do_not_recommend]
impl<Y> OneInput<Y> for Many {}
#[diagnostic::do_not_recommend]
impl OneInput<Many> for One {}

/// What the Jacobian of a function fails at that is seen to take one number to one number.
#[diagnostic::on_unimplemented(
    message = "a Jacobian is of several numbers, and this function takes one number to one number",
    label = "call `grad` instead, which is its derivative",
    note = "see \"A Jacobian of one number by one number\" in `ad_runtime::errors`"
)]
pub trait SeveralNumbers {
    /// What would be returned.
    type Jacobian;
}

/// What the Jacobian of a function fails at that can't be called again at the same point.
#[diagnostic::on_unimplemented(
    message = "a function that changes a constant or an object that it is lent has no Jacobian",
    label = "it would be called once for each row or column, each time on what the call before has left",
    note = "pass what is changed by value or by `&`; or call `jvp` or `vjp`, which run the function once",
    note = "see \"A Jacobian of a function that changes constants\" in `ad_runtime::errors`"
)]
pub trait CalledOften {
    /// What would be returned.
    type Jacobian;
}

/// What a Jacobian can be returned of without `ndarray`: parameters that are all numbers.
#[cfg(not(feature = "ndarray"))]
#[diagnostic::on_unimplemented(
    message = "a Jacobian by other parameters than numbers is a matrix of `ndarray`",
    label = "`ad-runtime` is built without its feature `ndarray`",
    note = "call `jacobian_into`, which writes it into a slice, row by row; or add the feature"
)]
pub trait OfNumbers {}
#[cfg(not(feature = "ndarray"))]
impl OfNumbers for One {}

macro_rules! inputs {
    ($len:literal [$($only:ident: $one:ident)?]: $($T:ident $index:tt)+) => {
        impl<$($T: Coordinated,)+ Y: Coordinated> Inputs<Y> for ($($T,)+)
        where
            $($only::Count: $one<Y::Count>,)?
        {
            type Widths = [usize; $len];
            const ROWS: Option<usize> = Y::WIDTH;

            fn widths(&mut self) -> [usize; $len] {
                [$(self.$index.width()),+]
            }

            #[inline]
            fn put(&mut self, index: usize, number: f64) {
                let mut rest = index;
                $(
                    let width = self.$index.width();
                    if rest < width {
                        return self.$index.put(rest, number);
                    }
                    rest -= width;
                )+
                let _ = rest;
            }

            #[inline]
            fn change(&mut self, change: &mut impl FnMut(f64) -> f64) {
                $(self.$index.change_coordinates(change);)+
            }

            fn rows(y: &mut Y) -> usize {
                y.width()
            }

            #[inline]
            fn put_row(y: &mut Y, index: usize, number: f64) {
                y.put(index, number);
            }

            #[inline]
            fn change_rows(y: &mut Y, change: &mut impl FnMut(f64) -> f64) {
                y.change_coordinates(change);
            }

            #[inline]
            fn results(mut y: Y, look: &mut impl FnMut(f64)) {
                y.change_coordinates(&mut |value| {
                    look(value);
                    value
                });
            }
        }

        #[cfg(feature = "ndarray")]
        impl<$($T: Coordinated,)+ Y: Coordinated> Jacobian<Y> for ($($T,)+)
        where
            $($only::Count: $one<Y::Count>,)?
        {
            type Matrix = <inputs!(@and $($T)+) as Count>::Of<Y, $len, inputs!(@blocks $($T)+)>;
        }

        #[cfg(not(feature = "ndarray"))]
        impl<$($T: Coordinated,)+ Y: Coordinated> Jacobian<Y> for ($($T,)+)
        where
            inputs!(@and $($T)+): OfNumbers,
            $($only::Count: $one<Y::Count>,)?
        {
            type Matrix = Y::Rows<$len>;
        }
    };
    (@and $Last:ident) => { $Last::Count };
    (@and $First:ident $($T:ident)+) => { <$First::Count as Count>::And<inputs!(@and $($T)+)> };
    (@blocks $T:ident) => { ndarray::Array2<f64> };
    (@blocks $($T:ident)+) => { ($(inputs!(@block $T),)+) };
    (@block $T:ident) => { ndarray::Array2<f64> };
}

inputs!(1 [A: OneInput]: A 0);
inputs!(2 []: A 0 B 1);
inputs!(3 []: A 0 B 1 C 2);
inputs!(4 []: A 0 B 1 C 2 D 3);
inputs!(5 []: A 0 B 1 C 2 D 3 E 4);
inputs!(6 []: A 0 B 1 C 2 D 3 E 4 F 5);
inputs!(7 []: A 0 B 1 C 2 D 3 E 4 F 5 G 6);
inputs!(8 []: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7);
inputs!(9 []: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8);
inputs!(10 []: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9);
inputs!(11 []: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10);
inputs!(12 []: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10 L 11);
inputs!(13 []: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10 L 11 M 12);
inputs!(14 []: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10 L 11 M 12 N 13);
inputs!(15 []: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10 L 11 M 12 N 13 O 14);
inputs!(16 []: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10 L 11 M 12 N 13 O 14 P 15);
