//! Sparse matrices of other crates.

use super::{SparseHessian, SparseJacobian};

#[cfg(feature = "faer")]
macro_rules! of_faer {
    ($($Matrix:ident)*) => {$(
        impl $Matrix {
            /// The matrix as `faer`'s, by compressed columns.
            pub fn to_faer(&self) -> faer::sparse::SparseColMat<usize, f64> {
                let (rows, columns) = self.shape();
                let triplets: Vec<_> = self
                    .triplets()
                    .map(|(row, column, value)| faer::sparse::Triplet::new(row, column, value))
                    .collect();
                faer::sparse::SparseColMat::try_new_from_triplets(rows, columns, &triplets)
                    .expect("each entry is inside of the matrix")
            }
        }
    )*};
}

#[cfg(feature = "sprs")]
macro_rules! of_sprs {
    ($($Matrix:ident)*) => {$(
        impl $Matrix {
            /// The matrix as `sprs`'s, by compressed rows: its data are [`values`](Self::values), in the same order.
            pub fn to_sprs(&self) -> sprs::CsMat<f64> {
                let pattern = self.pattern();
                let (starts, indices) = (pattern.starts().to_vec(), pattern.indices().to_vec());
                sprs::CsMat::new(self.shape(), starts, indices, self.values().to_vec())
            }
        }
    )*};
}

#[cfg(feature = "faer")]
of_faer!(SparseJacobian SparseHessian);
#[cfg(feature = "sprs")]
of_sprs!(SparseJacobian SparseHessian);
