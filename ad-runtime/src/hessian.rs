//! The diagonals of Hessians, and shapes of whole ones: each column is a product with a unit vector, forward mode over reverse mode.
//!
//! In: zero tangents of the parameters, and what multiplies the Hessian by such. Out: matrices in the shapes of Jacobians, of which they are those of the gradient.

use crate::jacobian::{Coordinated, Inputs};

/// All numbers of a tangent.
pub fn flat<T: Coordinated>(mut tangent: T) -> Vec<f64> {
    let mut numbers = Vec::new();
    tangent.change_coordinates(&mut |number| {
        numbers.push(number);
        number
    });
    numbers
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
