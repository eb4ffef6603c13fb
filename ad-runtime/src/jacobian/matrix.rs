//! What a Jacobian is written into: a new matrix, or one of the caller's.

use std::marker::PhantomData;

/// A matrix whose entries can be written.
pub trait Opened {
    /// Writes an entry, which is there.
    fn write(&mut self, row: usize, column: usize, entry: f64);
}

/// What a Jacobian can be returned as.
pub trait Matrix: Opened + Sized {
    /// A matrix with so many rows, and so many columns for each parameter.
    fn zeros(rows: usize, widths: &[usize]) -> Self;
}

/// A place for all entries of a Jacobian: a matrix, or a list of its rows one after the other, with the columns of all parameters side by side.
pub trait Dense {
    /// The same, ready to be written into.
    type Opened: Opened;
    /// What becomes of it.
    type Filled;

    /// How many rows it has, given the number of columns, if that is to be known.
    fn rows(&self, columns: usize) -> Option<usize>;

    /// Makes it ready for so many rows, and so many columns for each parameter.
    ///
    /// # Panics
    /// If it is of another shape.
    fn open(self, rows: usize, widths: &[usize]) -> Self::Opened;

    /// What becomes of it once all is written.
    fn filled(opened: Self::Opened) -> Self::Filled;
}

/// A matrix that is made when its shape is known.
#[derive(Clone, Copy, Debug)]
pub struct Fresh<J>(PhantomData<fn() -> J>);

impl<J> Fresh<J> {
    /// No matrix yet.
    #[allow(clippy::new_without_default, reason = "only generated code makes it")]
    pub fn new() -> Fresh<J> {
        Fresh(PhantomData)
    }
}

impl<J: Matrix> Dense for Fresh<J> {
    type Opened = J;
    type Filled = J;

    fn rows(&self, _: usize) -> Option<usize> {
        None
    }

    fn open(self, rows: usize, widths: &[usize]) -> J {
        J::zeros(rows, widths)
    }

    fn filled(opened: J) -> J {
        opened
    }
}

impl<const N: usize> Opened for [f64; N] {
    #[inline]
    fn write(&mut self, _: usize, column: usize, entry: f64) {
        self[column] = entry;
    }
}

impl<const N: usize> Matrix for [f64; N] {
    fn zeros(_: usize, _: &[usize]) -> Self {
        [0.0; N]
    }
}

impl<const N: usize, const M: usize> Opened for [[f64; N]; M] {
    #[inline]
    fn write(&mut self, row: usize, column: usize, entry: f64) {
        self[row][column] = entry;
    }
}

impl<const N: usize, const M: usize> Matrix for [[f64; N]; M] {
    fn zeros(_: usize, _: &[usize]) -> Self {
        [[0.0; N]; M]
    }
}

impl<const N: usize> Opened for Vec<[f64; N]> {
    #[inline]
    fn write(&mut self, row: usize, column: usize, entry: f64) {
        self[row][column] = entry;
    }
}

impl<const N: usize> Matrix for Vec<[f64; N]> {
    fn zeros(rows: usize, _: &[usize]) -> Self {
        vec![[0.0; N]; rows]
    }
}

/// The rows of a matrix one after the other.
#[derive(Debug)]
pub struct RowMajor<'a> {
    entries: &'a mut [f64],
    columns: usize,
}

impl Opened for RowMajor<'_> {
    #[inline]
    fn write(&mut self, row: usize, column: usize, entry: f64) {
        self.entries[row * self.columns + column] = entry;
    }
}

impl<'a> Dense for &'a mut [f64] {
    type Opened = RowMajor<'a>;
    type Filled = ();

    fn rows(&self, columns: usize) -> Option<usize> {
        self.len().checked_div(columns)
    }

    #[track_caller]
    fn open(self, rows: usize, widths: &[usize]) -> RowMajor<'a> {
        let columns = widths.iter().sum();
        let (needed, len) = (rows * columns, self.len());
        assert!(
            needed == len,
            "a Jacobian of {rows} rows and {columns} columns has {needed} entries, and the list for it {len}"
        );
        RowMajor { entries: self, columns }
    }

    fn filled(_: RowMajor<'a>) {}
}

/// What is a slice of numbers by another name.
macro_rules! as_slice {
    ($([$($generics:tt)*] $ty:ty;)*) => {$(
        impl<'a, $($generics)*> Dense for &'a mut $ty {
            type Opened = RowMajor<'a>;
            type Filled = ();

            fn rows(&self, columns: usize) -> Option<usize> {
                self.len().checked_div(columns)
            }

            #[track_caller]
            fn open(self, rows: usize, widths: &[usize]) -> RowMajor<'a> {
                self.as_mut_slice().open(rows, widths)
            }

            fn filled(_: RowMajor<'a>) {}
        }
    )*};
}

as_slice! {
    [] Vec<f64>;
    [const K: usize] [f64; K];
}

/// Rows of a length that their type says.
#[derive(Debug)]
pub struct Rows<'a, const N: usize>(&'a mut [[f64; N]]);

impl<const N: usize> Opened for Rows<'_, N> {
    #[inline]
    fn write(&mut self, row: usize, column: usize, entry: f64) {
        self.0[row][column] = entry;
    }
}

macro_rules! of_rows {
    ($([$($generics:tt)*] $ty:ty;)*) => {$(
        impl<'a, const N: usize, $($generics)*> Dense for &'a mut $ty {
            type Opened = Rows<'a, N>;
            type Filled = ();

            fn rows(&self, _: usize) -> Option<usize> {
                Some(self.len())
            }

            #[track_caller]
            fn open(self, rows: usize, widths: &[usize]) -> Rows<'a, N> {
                same_shape((rows, widths), (self.len(), N));
                Rows(self)
            }

            fn filled(_: Rows<'a, N>) {}
        }
    )*};
}

of_rows! {
    [] [[f64; N]];
    [] Vec<[f64; N]>;
    [const M: usize] [[f64; N]; M];
}

#[track_caller]
fn same_shape((rows, widths): (usize, &[usize]), (given_rows, given_columns): (usize, usize)) {
    let columns: usize = widths.iter().sum();
    assert!(
        (rows, columns) == (given_rows, given_columns),
        "the Jacobian has {rows} rows and {columns} columns, and the matrix for it {given_rows} and {given_columns}"
    );
}

#[cfg(feature = "ndarray")]
mod of_ndarray {
    use ndarray::{Array2, ArrayViewMut2};

    use super::{Dense, Matrix, Opened, same_shape};

    impl Opened for Array2<f64> {
        #[inline]
        fn write(&mut self, row: usize, column: usize, entry: f64) {
            self[(row, column)] = entry;
        }
    }

    impl Matrix for Array2<f64> {
        fn zeros(rows: usize, widths: &[usize]) -> Self {
            Array2::zeros((rows, widths.iter().sum()))
        }
    }

    impl Opened for ArrayViewMut2<'_, f64> {
        #[inline]
        fn write(&mut self, row: usize, column: usize, entry: f64) {
            self[(row, column)] = entry;
        }
    }

    impl Dense for ArrayViewMut2<'_, f64> {
        type Opened = Self;
        type Filled = ();

        fn rows(&self, _: usize) -> Option<usize> {
            Some(self.nrows())
        }

        #[track_caller]
        fn open(self, rows: usize, widths: &[usize]) -> Self {
            same_shape((rows, widths), self.dim());
            self
        }

        fn filled(_: Self) {}
    }

    impl<'a> Dense for &'a mut Array2<f64> {
        type Opened = ArrayViewMut2<'a, f64>;
        type Filled = ();

        fn rows(&self, _: usize) -> Option<usize> {
            Some(self.nrows())
        }

        #[track_caller]
        fn open(self, rows: usize, widths: &[usize]) -> ArrayViewMut2<'a, f64> {
            self.view_mut().open(rows, widths)
        }

        fn filled(_: ArrayViewMut2<'a, f64>) {}
    }

    macro_rules! blocks {
        ($($T:ident $index:tt)+) => {
            impl Opened for ($(blocks!(@block $T),)+) {
                #[inline]
                fn write(&mut self, row: usize, column: usize, entry: f64) {
                    let mut rest = column;
                    $(
                        if rest < self.$index.ncols() {
                            self.$index[(row, rest)] = entry;
                            return;
                        }
                        rest -= self.$index.ncols();
                    )+
                    let _ = rest;
                }
            }

            impl Matrix for ($(blocks!(@block $T),)+) {
                fn zeros(rows: usize, widths: &[usize]) -> Self {
                    ($(Array2::zeros((rows, widths[$index])),)+)
                }
            }
        };
        (@block $T:ident) => { Array2<f64> };
    }

    blocks!(A 0 B 1);
    blocks!(A 0 B 1 C 2);
    blocks!(A 0 B 1 C 2 D 3);
    blocks!(A 0 B 1 C 2 D 3 E 4);
    blocks!(A 0 B 1 C 2 D 3 E 4 F 5);
    blocks!(A 0 B 1 C 2 D 3 E 4 F 5 G 6);
    blocks!(A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7);
    blocks!(A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8);
    blocks!(A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9);
    blocks!(A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10);
    blocks!(A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10 L 11);
    blocks!(A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10 L 11 M 12);
    blocks!(A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10 L 11 M 12 N 13);
    blocks!(A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10 L 11 M 12 N 13 O 14);
    blocks!(A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10 L 11 M 12 N 13 O 14 P 15);
}
