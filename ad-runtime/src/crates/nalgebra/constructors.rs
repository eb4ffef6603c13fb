//! Constructors: an entry's cotangent is that of the argument that it was made of.

use nalgebra::allocator::Allocator;
use nalgebra::{DMatrix, DVector, DefaultAllocator, DimName, Dyn, OMatrix, SMatrix, SVector};

use crate::crates::constructors::{constructed, constructed_from};

/// `Matrix2::new(a, b, c, d)`, row by row.
macro_rules! entries {
    ($($rows:literal $columns:literal: $($a:ident)*;)*) => {
        constructed! {$(
            [] new($($a: f64),*) -> SMatrix<f64, $rows, $columns> [] { Self::new($($a),*) }
            keep () { () }
            back |kept, bar| {
                let rows = bar.transpose();
                let mut entries = rows.iter();
                $(let $a = entries.next().copied().unwrap_or_default();)*
                ($($a,)*)
            }
            forth { Self::new($($a),*) }
        )*}
    };
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

constructed_from! {
    [const D: usize] [f64; D] => SVector<f64, D>;
    [] Vec<f64> => DVector<f64>;
    [const R: usize, const C: usize] [[f64; R]; C] => SMatrix<f64, R, C>;
}

constructed! {
    [const D: usize] from(entries: [f64; D]) -> SVector<f64, D> [] { Self::from(entries) }
    keep () { () }
    back |kept, bar| { (std::array::from_fn(|i| bar[i]),) }
    forth { Self::from(entries) }

    [] from(entries: Vec<f64>) -> DVector<f64> [] { Self::from(entries) }
    keep () { () }
    back |kept, bar| { (bar.as_slice().to_vec(),) }
    forth { Self::from_vec(entries) }

    [] from_vec(entries: Vec<f64>) -> DVector<f64> [] { Self::from_vec(entries) }
    keep () { () }
    back |kept, bar| { (bar.as_slice().to_vec(),) }
    forth { Self::from_vec(entries) }

    /// Column by column.
    [] from_vec(rows: usize, columns: usize, entries: Vec<f64>) -> DMatrix<f64> [] { Self::from_vec(rows, columns, entries) }
    keep (usize, usize) { (rows, columns) }
    back |kept, bar| { ((), (), bar.as_slice().to_vec()) }
    forth { Self::from_vec(kept.0, kept.1, entries) }
}

/// `Matrix3::from_element(x)`, `Vector3::repeat(x)`, `DVector::repeat(n, x)`, `DMatrix::repeat(rows, columns, x)`
macro_rules! alike {
    ($($name:ident)*) => {
        constructed! {$(
            [R: DimName, C: DimName] $name(entry: f64) -> OMatrix<f64, R, C> [DefaultAllocator: Allocator<R, C>] { Self::$name(entry) }
            keep () { () }
            back |kept, bar| { (bar.sum(),) }
            forth { Self::$name(entry) }

            [C: DimName] $name(rows: usize, entry: f64) -> OMatrix<f64, Dyn, C> [DefaultAllocator: Allocator<Dyn, C>] { Self::$name(rows, entry) }
            keep usize { rows }
            back |kept, bar| { ((), bar.sum()) }
            forth { Self::$name(kept, entry) }

            [] $name(rows: usize, columns: usize, entry: f64) -> DMatrix<f64> [] { Self::$name(rows, columns, entry) }
            keep (usize, usize) { (rows, columns) }
            back |kept, bar| { ((), (), bar.sum()) }
            forth { Self::$name(kept.0, kept.1, entry) }
        )*}
    };
}

alike!(from_element repeat);
