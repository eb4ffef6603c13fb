//! Sparse matrices of `faer`. Those of other crates are made of the compressed rows, which patterns show.

use faer::sparse::{SparseColMat, Triplet};

use super::{SparseHessian, SparseJacobian};

macro_rules! of_faer {
    ($($Matrix:ident)*) => {$(
        impl $Matrix {
            /// The matrix as `faer`'s, by compressed columns.
            pub fn to_faer(&self) -> SparseColMat<usize, f64> {
                let (rows, columns) = self.shape();
                let triplets = self.triplets();
                let triplets = triplets.map(|(row, column, value)| Triplet::new(row, column, value));
                SparseColMat::try_new_from_triplets(rows, columns, &triplets.collect::<Vec<_>>())
                    .expect("each entry is inside of the matrix")
            }
        }
    )*};
}

of_faer!(SparseJacobian SparseHessian);
