//! Constructors: an entry's cotangent is that of the argument that it was made of.

use nalgebra::allocator::Allocator;
use nalgebra::{DVector, DefaultAllocator, DimName, Dyn, OMatrix, SMatrix, SVector};

use crate::crates::constructors::{Constructed, names};

/// `Matrix2::new(a, b, c, d)`, row by row.
macro_rules! entries {
    ($($rows:literal $columns:literal: $($a:ident)*;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl Constructed<names::new, ($(entries!(@ $a),)*)> for SMatrix<f64, $rows, $columns> {
            type Made = Self;
            type Tangent = Self;
            type Kept = ();

            #[inline]
            fn made(($($a,)*): ($(entries!(@ $a),)*)) -> (Self, ()) {
                (Self::new($($a),*), ())
            }

            #[inline]
            fn back((): (), bar: &Self) -> ($(entries!(@ $a),)*) {
                let rows = bar.transpose();
                let mut entries = rows.iter();
                $(let $a = entries.next().copied().unwrap_or_default();)*
                ($($a,)*)
            }

            #[inline]
            fn forth((): (), ($($a,)*): ($(entries!(@ $a),)*)) -> Self {
                Self::new($($a),*)
            }
        }
    )*};
    (@ $a:ident) => { f64 };
}

entries! {
    1 1: a;
    2 1: a b;
    3 1: a b c;
    4 1: a b c d;
    5 1: a b c d e;
    6 1: a b c d e f;
    1 2: a b;
    1 3: a b c;
    1 4: a b c d;
    1 5: a b c d e;
    1 6: a b c d e f;
    2 2: a b c d;
    2 3: a b c d e f;
    2 4: a b c d e f g h;
    3 2: a b c d e f;
    3 3: a b c d e f g h i;
    3 4: a b c d e f g h i j k l;
    4 2: a b c d e f g h;
    4 3: a b c d e f g h i j k l;
    4 4: a b c d e f g h i j k l m n o p;
}

/// `SVector::from([a, b, c])`
#[diagnostic::do_not_recommend]
impl<const D: usize> Constructed<names::from, ([f64; D],)> for SVector<f64, D> {
    type Made = Self;
    type Tangent = Self;
    type Kept = ();

    #[inline]
    fn made((entries,): ([f64; D],)) -> (Self, ()) {
        (Self::from(entries), ())
    }

    #[inline]
    fn back((): (), bar: &Self) -> ([f64; D],) {
        (std::array::from_fn(|i| bar[i]),)
    }

    #[inline]
    fn forth((): (), (dots,): ([f64; D],)) -> Self {
        Self::from(dots)
    }
}

/// `DVector::from_vec(entries)`, `DVector::from(entries)`
macro_rules! of_lists {
    ($($name:ident)*) => {$(
        #[diagnostic::do_not_recommend]
        impl Constructed<names::$name, (Vec<f64>,)> for DVector<f64> {
            type Made = Self;
            type Tangent = Self;
            type Kept = ();

            #[inline]
            fn made((entries,): (Vec<f64>,)) -> (Self, ()) {
                (Self::$name(entries), ())
            }

            #[inline]
            fn back((): (), bar: &Self) -> (Vec<f64>,) {
                (bar.as_slice().to_vec(),)
            }

            #[inline]
            fn forth((): (), (dots,): (Vec<f64>,)) -> Self {
                Self::from_vec(dots)
            }
        }
    )*};
}

of_lists!(from from_vec);

/// `DMatrix::from_vec(rows, columns, entries)`, column by column.
#[diagnostic::do_not_recommend]
impl Constructed<names::from_vec, (usize, usize, Vec<f64>)> for nalgebra::DMatrix<f64> {
    type Made = Self;
    type Tangent = Self;
    type Kept = (usize, usize);

    #[inline]
    fn made((rows, columns, entries): (usize, usize, Vec<f64>)) -> (Self, Self::Kept) {
        (Self::from_vec(rows, columns, entries), (rows, columns))
    }

    #[inline]
    fn back(_: Self::Kept, bar: &Self) -> ((), (), Vec<f64>) {
        ((), (), bar.as_slice().to_vec())
    }

    #[inline]
    fn forth((rows, columns): Self::Kept, ((), (), dots): ((), (), Vec<f64>)) -> Self {
        Self::from_vec(rows, columns, dots)
    }
}

/// `Matrix3::from_element(x)`, `Vector3::repeat(x)`, `DVector::repeat(n, x)`, `DMatrix::repeat(rows, columns, x)`
macro_rules! alike {
    ($($name:ident)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<R: DimName, C: DimName> Constructed<names::$name, (f64,)> for OMatrix<f64, R, C>
        where
            DefaultAllocator: Allocator<R, C>,
        {
            type Made = Self;
            type Tangent = Self;
            type Kept = ();

            #[inline]
            fn made((entry,): (f64,)) -> (Self, ()) {
                (Self::$name(entry), ())
            }

            #[inline]
            fn back((): (), bar: &Self) -> (f64,) {
                (bar.sum(),)
            }

            #[inline]
            fn forth((): (), (dot,): (f64,)) -> Self {
                Self::$name(dot)
            }
        }

        #[diagnostic::do_not_recommend]
        impl<C: DimName> Constructed<names::$name, (usize, f64)> for OMatrix<f64, Dyn, C>
        where
            DefaultAllocator: Allocator<Dyn, C>,
        {
            type Made = Self;
            type Tangent = Self;
            type Kept = usize;

            #[inline]
            fn made((rows, entry): (usize, f64)) -> (Self, usize) {
                (Self::$name(rows, entry), rows)
            }

            #[inline]
            fn back(_: usize, bar: &Self) -> ((), f64) {
                ((), bar.sum())
            }

            #[inline]
            fn forth(rows: usize, ((), dot): ((), f64)) -> Self {
                Self::$name(rows, dot)
            }
        }

        #[diagnostic::do_not_recommend]
        impl Constructed<names::$name, (usize, usize, f64)> for OMatrix<f64, Dyn, Dyn> {
            type Made = Self;
            type Tangent = Self;
            type Kept = (usize, usize);

            #[inline]
            fn made((rows, columns, entry): (usize, usize, f64)) -> (Self, Self::Kept) {
                (Self::$name(rows, columns, entry), (rows, columns))
            }

            #[inline]
            fn back(_: Self::Kept, bar: &Self) -> ((), (), f64) {
                ((), (), bar.sum())
            }

            #[inline]
            fn forth((rows, columns): Self::Kept, ((), (), dot): ((), (), f64)) -> Self {
                Self::$name(rows, columns, dot)
            }
        }
    )*};
}

alike!(from_element repeat);
