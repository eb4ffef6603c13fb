//! `nalgebra`: owned matrices and vectors of `f64`, of static and of dynamic size.
//!
//! `x[i]`, `m[(i, j)]`, `v.x` need nothing but the tangent, a matrix of the same type: the cotangent of a place is the same place of the cotangent. The other
//! derivatives are those of M. B. Giles, "Collected matrix derivative results for forward and reverse mode algorithmic differentiation" (2008), by
//! whose sections they are named here.

mod assigning;
mod changes;
mod collected;
mod constructors;
mod extremes;
mod methods;
pub mod motions;
mod of_a_vector;
mod operators;
mod points;
mod products;
mod puts;
pub mod rotations;
mod ruled;
mod solve;
mod space;
mod totals;
mod views;

/// The derivatives of methods.
pub mod traits {
    pub use super::changes::{
        CopyFromMethod as _, FillColumnMethod as _, FillMethod as _, FillRowMethod as _,
        SetColumnMethod as _, SetRowMethod as _,
    };
    pub use super::extremes::{
        AbsMethod as _, AmaxMethod as _, AminMethod as _, AngleMethod as _, ColumnMeanMethod as _,
        ColumnSumMethod as _, InfMethod as _, MagnitudeMethod as _, MagnitudeSquaredMethod as _,
        MaxMethod as _, MeanMethod as _, MinMethod as _, PerpMethod as _, RowMeanMethod as _,
        RowSumMethod as _, SupMethod as _, TrMulMethod as _, VarianceMethod as _,
    };
    pub use super::methods::{
        AddScalarMethod as _, CloneOwnedMethod as _, ComponentDivMethod as _,
        ComponentMulMethod as _, CrossMethod as _, DeterminantMethod as _, DotMethod as _,
        LenMethod as _, MetricDistanceMethod as _, NcolsMethod as _, NormMethod as _,
        NormSquaredMethod as _, NormalizeMethod as _, NrowsMethod as _, RowCrossMethod as _,
        ScaleMethod as _, SumMethod as _, TraceMethod as _, TransposeMethod as _,
        TryInverseMethod as _, UnscaleMethod as _,
    };
    pub use super::motions::traits::*;
    pub use super::points::traits::*;
    pub use super::puts::PutMethod as _;
    pub use super::rotations::traits::*;
    pub use super::solve::{
        CholeskyDeterminantMethod as _, CholeskyFactorMethod as _, CholeskyInverseMethod as _,
        CholeskyLnDeterminantMethod as _, CholeskyMethod as _, CholeskySolveMethod as _,
        LuDeterminantMethod as _, LuMethod as _, LuSolveMethod as _, LuTryInverseMethod as _,
        SolveMark as _,
    };
    pub use super::views::{
        ColumnMethod as _, ColumnsMethod as _, DiagonalMethod as _, FixedColumnsMethod as _,
        FixedRowsMethod as _, FixedViewMethod as _, IntoOwnedMethod as _, LowerTriangleMethod as _,
        RowMethod as _, RowsMethod as _, UpperTriangleMethod as _, ViewMethod as _, XyMethod as _,
        XyzMethod as _, XzMethod as _, YzMethod as _,
    };
}
