//! Matrices made of lists, rows, columns and diagonals, most of which are lent.

use nalgebra::allocator::Allocator;
use nalgebra::{
    Const, DMatrix, DefaultAllocator, Dim, Dyn, Matrix, OMatrix, OVector, RawStorage, RowOVector,
    SMatrix, U1,
};

use crate::crates::constructors::constructed;
use crate::crates::passed::passed;

passed! {
    [R: Dim, C: Dim] OMatrix<f64, R, C> [DefaultAllocator: Allocator<R, C>];
}

/// The entries row by row.
fn row_by_row<R: Dim, C: Dim, S: RawStorage<f64, R, C>>(of: &Matrix<f64, R, C, S>) -> Vec<f64> {
    let places = (0..of.nrows()).flat_map(|i| (0..of.ncols()).map(move |j| (i, j)));
    places.map(|place| of[place]).collect()
}

/// The entries as they lie.
fn column_by_column<R: Dim, C: Dim, S: RawStorage<f64, R, C>>(
    of: &Matrix<f64, R, C, S>,
) -> Vec<f64> {
    of.iter().copied().collect()
}

/// A list as an array of the length that it has.
fn array<T: Clone, const N: usize>(list: Vec<T>) -> [T; N] {
    std::array::from_fn(|i| list[i].clone())
}

/// `Matrix2::from_row_slice(&[a, b, c, d])`, `DVector::from_column_slice(&list)`, `DMatrix::from_row_slice(rows, columns, &list)`: of a list, and what makes its tangent of the entries.
macro_rules! slices {
    ($($name:ident $entries:ident: [$($generics:tt)*] $List:ty, $into:expr;)*) => {
        constructed! {$(
            [$($generics)* const R: usize, const C: usize] $name(list: $List) -> SMatrix<f64, R, C> [] { Self::$name(&list[..]) }
            keep () { () }
            back |kept, bar| { ($into($entries(bar)),) }
            forth { Self::$name(&list[..]) }

            [$($generics)* const C: usize] $name(list: $List) -> OMatrix<f64, Dyn, Const<C>> [] { Self::$name(&list[..]) }
            keep () { () }
            back |kept, bar| { ($into($entries(bar)),) }
            forth { Self::$name(&list[..]) }

            [$($generics)*] $name(rows: usize, columns: usize, list: $List) -> DMatrix<f64> [] { Self::$name(rows, columns, &list[..]) }
            keep (usize, usize) { (rows, columns) }
            back |kept, bar| { ((), (), $into($entries(bar))) }
            forth {
                let (rows, columns) = kept;
                Self::$name(rows, columns, &list[..])
            }
        )*}
    };
}

slices! {
    from_row_slice row_by_row: ['l,] &'l [f64], |entries| entries;
    from_row_slice row_by_row: ['l,] &'l Vec<f64>, |entries| entries;
    from_row_slice row_by_row: ['l, const N: usize,] &'l [f64; N], array;
    from_column_slice column_by_column: ['l,] &'l [f64], |entries| entries;
    from_column_slice column_by_column: ['l,] &'l Vec<f64>, |entries| entries;
    from_column_slice column_by_column: ['l, const N: usize,] &'l [f64; N], array;
}

/// `Matrix3::from_columns(&[u, v, w])`, `from_rows`: of a list, and what makes its tangent of the parts.
macro_rules! parts {
    ($($name:ident $part:ident $number:ident $Part:ty: [$($generics:tt)*] $List:ty, $into:expr;)*) => {
        constructed! {$(
            [$($generics)* R: Dim, C: Dim] $name(list: $List) -> OMatrix<f64, R, C> [DefaultAllocator: Allocator<R, C> + Allocator<R> + Allocator<U1, C>] { Self::$name(&list[..]) }
            keep () { () }
            back |kept, bar| {
                let parts: Vec<$Part> = (0..bar.$number()).map(|i| bar.$part(i).into_owned()).collect();
                ($into(parts),)
            }
            forth { Self::$name(&list[..]) }
        )*}
    };
}

parts! {
    from_columns column ncols OVector<f64, R>: ['l,] &'l [OVector<f64, R>], |parts| parts;
    from_columns column ncols OVector<f64, R>: ['l,] &'l Vec<OVector<f64, R>>, |parts| parts;
    from_columns column ncols OVector<f64, R>: ['l, const N: usize,] &'l [OVector<f64, R>; N], array;
    from_rows row nrows RowOVector<f64, C>: ['l,] &'l [RowOVector<f64, C>], |parts| parts;
    from_rows row nrows RowOVector<f64, C>: ['l,] &'l Vec<RowOVector<f64, C>>, |parts| parts;
    from_rows row nrows RowOVector<f64, C>: ['l, const N: usize,] &'l [RowOVector<f64, C>; N], array;
}

constructed! {
    ['l, D: Dim] from_diagonal(diagonal: &'l OVector<f64, D>) -> OMatrix<f64, D, D> [DefaultAllocator: Allocator<D, D> + Allocator<D>] { Self::from_diagonal(diagonal) }
    keep () { () }
    back |kept, bar| { (bar.diagonal(),) }
    forth { Self::from_diagonal(&diagonal) }

    [const R: usize, const C: usize] from_diagonal_element(entry: f64) -> SMatrix<f64, R, C> [] { Self::from_diagonal_element(entry) }
    keep () { () }
    back |kept, bar| { (trace(bar),) }
    forth { Self::from_diagonal_element(entry) }

    [] from_diagonal_element(rows: usize, columns: usize, entry: f64) -> DMatrix<f64> [] { Self::from_diagonal_element(rows, columns, entry) }
    keep (usize, usize) { (rows, columns) }
    back |kept, bar| { ((), (), trace(bar)) }
    forth {
        let (rows, columns) = kept;
        Self::from_diagonal_element(rows, columns, entry)
    }

    [const R: usize, const C: usize] from_vec(list: Vec<f64>) -> SMatrix<f64, R, C> [] { Self::from_vec(list) }
    keep () { () }
    back |kept, bar| { (column_by_column(bar),) }
    forth { Self::from_vec(list) }

    [const R: usize, const C: usize] from(columns: [[f64; R]; C]) -> SMatrix<f64, R, C> [] { Self::from(columns) }
    keep () { () }
    back |kept, bar| { (std::array::from_fn(|j| std::array::from_fn(|i| bar[(i, j)])),) }
    forth { Self::from(columns) }
}

/// The sum of the entries on the diagonal, of what need not be square.
fn trace<R: Dim, C: Dim, S: RawStorage<f64, R, C>>(of: &Matrix<f64, R, C, S>) -> f64 {
    (0..of.nrows().min(of.ncols())).map(|i| of[(i, i)]).sum()
}
