//! Hessians, column by column: each is a product with a unit vector, forward mode over reverse mode.
//!
//! In: zero tangents of the parameters, and what multiplies the Hessian by such. Out: matrices in the shapes of Jacobians, of which they are those of the gradient.

use crate::jacobian::{
    Coordinated, Fresh, Inputs, Matrix, Mode, jacobian, jacobian_in_lanes, no_mode,
};

/// All numbers of a tangent.
pub fn flat<T: Coordinated>(mut tangent: T) -> Vec<f64> {
    let mut numbers = Vec::new();
    tangent.change_coordinates(&mut |number| {
        numbers.push(number);
        number
    });
    numbers
}

/// The Hessian; `along` computes the gradient and its derivative in a direction.
#[track_caller]
pub fn hessian<D: Inputs<Vec<f64>>, M: Matrix>(
    seeds: D,
    along: impl Fn(&D) -> (Vec<f64>, Vec<f64>),
) -> M {
    jacobian::<D, Vec<f64>, Vec<f64>, _>(
        (Mode::Forward, Fresh::<M>::new()),
        seeds,
        along,
        |_, _| no_mode(),
    )
    .1
}

/// The same by what multiplies by `K` of them at once, the second of the functions.
#[track_caller]
pub fn hessian_in_lanes<const K: usize, D: Inputs<Vec<f64>>, M: Matrix>(
    seeds: [D; K],
    (along, lanes): (
        impl Fn(&D) -> (Vec<f64>, Vec<f64>),
        impl Fn(&[D; K]) -> (Vec<f64>, [Vec<f64>; K]),
    ),
) -> M {
    jacobian_in_lanes::<K, D, Vec<f64>, Vec<f64>, _>(
        (Mode::Forward, Fresh::<M>::new()),
        seeds,
        (along, lanes),
        |_, _| no_mode(),
    )
    .1
}

/// The diagonal of the Hessian, in the place of the zeros of `diagonal`.
pub fn hessian_diagonal<D: Inputs<Vec<f64>>>(
    (mut seeds, mut diagonal): (D, D),
    along: impl Fn(&D) -> (Vec<f64>, Vec<f64>),
) -> D {
    let columns = seeds.widths().as_ref().iter().sum();
    for column in 0..columns {
        seeds.put(column, 1.0);
        let (_, product) = along(&seeds);
        seeds.put(column, 0.0);
        diagonal.put(column, product[column]);
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
