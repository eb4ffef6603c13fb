//! Where a Jacobian goes, which decides by which runs of the function it is computed: a dense matrix takes all columns or rows one by one, a sparse one
//! (`sparse`) several of them at once.

use super::inputs::Inputs;
use super::matrix::Dense;
use super::sweep::{Mode, dense, dense_in_lanes, first};
use crate::space::Point;

/// Where a Jacobian goes: the caller's matrix or list of its rows one after the other, with the columns of all parameters side by side; or a
/// [`SparseJacobian`](crate::sparse::SparseJacobian).
#[diagnostic::on_unimplemented(
    message = "a Jacobian can't be written into a `{Self}`",
    label = "not the place for a matrix of `f64`",
    note = "pass a `&mut [f64]`, a `&mut Vec<f64>` or a `&mut [[f64; N]]`, row by row; or a `&mut Array2<f64>` or an \
            `ArrayViewMut2<f64>` of `ndarray`; or a `&mut SparseJacobian`"
)]
pub trait Target {
    /// What becomes of it.
    type Filled;

    /// The value and the Jacobian, which goes into it.
    ///
    /// `seeds` are zero tangents of the parameters. `forward` calls the function's tangent in a direction; `reverse` calls its pullback with the
    /// cotangent that its first argument makes of the value, and adds the result to the bars.
    #[track_caller]
    fn fill<D, T, Y>(
        self,
        mode: Mode,
        seeds: D,
        forward: impl Fn(&D) -> (Y, T),
        reverse: impl Fn(&dyn Fn(&Y) -> T, &mut D) -> Y,
    ) -> (Y, Self::Filled)
    where
        D: Inputs<T>,
        Y: Point<Tangent = T>;

    /// The same by a tangent in `K` directions at once, the second of the functions of forward mode, if that helps.
    #[track_caller]
    fn fill_in_lanes<const K: usize, D, T, Y>(
        self,
        mode: Mode,
        seeds: [D; K],
        (forward, _): (impl Fn(&D) -> (Y, T), impl Fn(&[D; K]) -> (Y, [T; K])),
        reverse: impl Fn(&dyn Fn(&Y) -> T, &mut D) -> Y,
    ) -> (Y, Self::Filled)
    where
        Self: Sized,
        D: Inputs<T>,
        Y: Point<Tangent = T>,
    {
        self.fill(mode, first(seeds), forward, reverse)
    }
}

impl<Out: Dense> Target for Out {
    type Filled = Out::Filled;

    #[track_caller]
    fn fill<D, T, Y>(
        self,
        mode: Mode,
        seeds: D,
        forward: impl Fn(&D) -> (Y, T),
        reverse: impl Fn(&dyn Fn(&Y) -> T, &mut D) -> Y,
    ) -> (Y, Self::Filled)
    where
        D: Inputs<T>,
        Y: Point<Tangent = T>,
    {
        dense::<D, T, Y, Out>((mode, self), seeds, forward, reverse)
    }

    #[track_caller]
    fn fill_in_lanes<const K: usize, D, T, Y>(
        self,
        mode: Mode,
        seeds: [D; K],
        by_columns: (impl Fn(&D) -> (Y, T), impl Fn(&[D; K]) -> (Y, [T; K])),
        reverse: impl Fn(&dyn Fn(&Y) -> T, &mut D) -> Y,
    ) -> (Y, Self::Filled)
    where
        D: Inputs<T>,
        Y: Point<Tangent = T>,
    {
        dense_in_lanes::<K, D, T, Y, Out>((mode, self), seeds, by_columns, reverse)
    }
}

/// The value and the Jacobian, which goes into `out`.
#[track_caller]
pub fn jacobian<D, T, Y, Out>(
    (mode, out): (Mode, Out),
    seeds: D,
    forward: impl Fn(&D) -> (Y, T),
    reverse: impl Fn(&dyn Fn(&Y) -> T, &mut D) -> Y,
) -> (Y, Out::Filled)
where
    D: Inputs<T>,
    Out: Target,
    Y: Point<Tangent = T>,
{
    out.fill(mode, seeds, forward, reverse)
}

/// The same by a tangent in `K` directions at once, the second of the functions of forward mode; each of the seeds is zero.
#[track_caller]
pub fn jacobian_in_lanes<const K: usize, D, T, Y, Out>(
    (mode, out): (Mode, Out),
    seeds: [D; K],
    by_columns: (impl Fn(&D) -> (Y, T), impl Fn(&[D; K]) -> (Y, [T; K])),
    reverse: impl Fn(&dyn Fn(&Y) -> T, &mut D) -> Y,
) -> (Y, Out::Filled)
where
    D: Inputs<T>,
    Out: Target,
    Y: Point<Tangent = T>,
{
    out.fill_in_lanes::<K, D, T, Y>(mode, seeds, by_columns, reverse)
}
