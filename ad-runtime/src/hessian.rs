//! Hessians, whole and their diagonals: each column is a product with a unit vector, forward mode over reverse mode.
//!
//! In: zero tangents of the parameters, and what multiplies the Hessian by such. Out: matrices in the shapes of Jacobians, of which they are those of the gradient.
//! Absent: sparse ones, which are a target of their own (`sparse/hessian.rs`).

use std::cell::RefCell;

use crate::jacobian::{Inputs, Mode, Target, first, no_mode};

/// Where a Hessian goes: wherever a dense Jacobian does, or a [`SparseHessian`](crate::sparse::SparseHessian).
#[diagnostic::on_unimplemented(
    message = "a Hessian can't be written into a `{Self}`",
    label = "not the place for a matrix of `f64`",
    note = "pass a `&mut [f64]` or a `&mut Vec<f64>`, row by row; or a `&mut Array2<f64>` of `ndarray`; or a `&mut SparseHessian`"
)]
pub trait HessianTarget {
    /// What becomes of it.
    type Filled;

    /// Fills it. `along` adds to the bars the product of the Hessian with a direction.
    fn fill<D: Inputs<Vec<f64>>>(self, zeros: (D, D), along: impl Fn(&D, &mut D)) -> Self::Filled;

    /// The same by products with `K` directions at once, the second of the functions, if that helps.
    #[track_caller]
    fn fill_in_lanes<const K: usize, D: Inputs<Vec<f64>>>(
        self,
        (seeds, bars): ([D; K], [D; K]),
        (along, _): (impl Fn(&D, &mut D), impl Fn(&[D; K], &mut [D; K])),
    ) -> Self::Filled
    where
        Self: Sized,
    {
        self.fill((first(seeds), first(bars)), along)
    }
}

/// The numbers of the bars, which are zero again for the next column.
fn taken<D: Inputs<Vec<f64>>>(bars: &mut D) -> Vec<f64> {
    let mut product = Vec::with_capacity(bars.widths().as_ref().iter().sum());
    bars.change(&mut |number| {
        product.push(number);
        0.0
    });
    product
}

// It is the Jacobian of the gradient; of its value nothing is asked.
impl<Out: Target> HessianTarget for Out {
    type Filled = Out::Filled;

    #[track_caller]
    fn fill<D: Inputs<Vec<f64>>>(
        self,
        (seeds, bars): (D, D),
        along: impl Fn(&D, &mut D),
    ) -> Out::Filled {
        let bars = RefCell::new(bars);
        let forward = |seeds: &D| {
            let mut bars = bars.borrow_mut();
            along(seeds, &mut bars);
            (Vec::new(), taken(&mut *bars))
        };
        let how = Mode::Forward;
        Target::fill::<D, Vec<f64>, Vec<f64>>(self, how, seeds, forward, |_, _| no_mode()).1
    }

    #[track_caller]
    fn fill_in_lanes<const K: usize, D: Inputs<Vec<f64>>>(
        self,
        (seeds, bars): ([D; K], [D; K]),
        (along, lanes): (impl Fn(&D, &mut D), impl Fn(&[D; K], &mut [D; K])),
    ) -> Out::Filled {
        let bars = RefCell::new(bars);
        let forward = |seeds: &D| {
            let bars = &mut bars.borrow_mut()[0];
            along(seeds, bars);
            (Vec::new(), taken(bars))
        };
        let in_lanes = |seeds: &[D; K]| {
            let mut bars = bars.borrow_mut();
            lanes(seeds, &mut bars);
            (Vec::new(), bars.each_mut().map(taken))
        };
        let (how, both) = (Mode::Forward, (forward, in_lanes));
        let reverse = |_: &dyn Fn(&Vec<f64>) -> Vec<f64>, _: &mut D| no_mode();
        Target::fill_in_lanes::<K, D, Vec<f64>, Vec<f64>>(self, how, seeds, both, reverse).1
    }
}

/// The Hessian, which goes into `out`.
#[track_caller]
pub fn hessian_into<D: Inputs<Vec<f64>>, Out: HessianTarget>(
    out: Out,
    zeros: (D, D),
    along: impl Fn(&D, &mut D),
) -> Out::Filled {
    out.fill(zeros, along)
}

/// The same by products with `K` directions at once, the second of the functions.
#[track_caller]
pub fn hessian_in_lanes<const K: usize, D: Inputs<Vec<f64>>, Out: HessianTarget>(
    out: Out,
    zeros: ([D; K], [D; K]),
    products: (impl Fn(&D, &mut D), impl Fn(&[D; K], &mut [D; K])),
) -> Out::Filled {
    out.fill_in_lanes::<K, D>(zeros, products)
}

/// The diagonal of the Hessian, in the place of the zeros of `diagonal`. `along` adds to the bars the product of the Hessian with a direction.
pub fn hessian_diagonal<D: Inputs<Vec<f64>>>(
    (mut seeds, mut bars, mut diagonal): (D, D, D),
    along: impl Fn(&D, &mut D),
) -> D {
    let columns = seeds.widths().as_ref().iter().sum();
    for column in 0..columns {
        seeds.put(column, 1.0);
        along(&seeds, &mut bars);
        seeds.put(column, 0.0);
        let mut row = 0;
        // The bars are zero again for the next column.
        bars.change(&mut |number| {
            if row == column {
                diagonal.put(column, number);
            }
            row += 1;
            0.0
        });
    }
    diagonal
}

/// The rows of a Hessian by numbers.
pub fn square<const N: usize>(rows: Vec<[f64; N]>) -> [[f64; N]; N] {
    let mut rows = rows.into_iter();
    std::array::from_fn(|_| rows.next().expect("a row for each number"))
}

/// The rows of a Hessian that are a parameter's, whose columns tell how many there are before and of it.
#[cfg(feature = "ndarray")]
pub fn rows(matrix: &ndarray::Array2<f64>, before: usize, n: usize) -> ndarray::Array2<f64> {
    let rows = ndarray::Slice::from(before..before + n);
    matrix.slice_axis(ndarray::Axis(0), rows).to_owned()
}
