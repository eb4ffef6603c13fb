//! Sparse Hessians: several columns by one product.

use super::colouring::star;
use super::entries::{Sums, direction, entries, nothing_there};
use super::jacobian::set;
use super::pattern::Pattern;
use super::probing::find;
use crate::hessian::HessianTarget;
use crate::jacobian::Inputs;

/// The sparse Hessian of a function: a row and a column for each number in its parameters. It has both halves.
///
/// It is made by `f::sparse_hessian(args..)`, or of a pattern that one knows; `f::hessian_into(args.., &mut sparse)` computes its values at another point.
#[derive(Clone, Debug)]
pub struct SparseHessian {
    pattern: Pattern,
    values: Vec<f64>,
    is_checked: bool,
    /// The colour of each column, if it has entries.
    colours: Vec<Option<usize>>,
    /// For each colour the rows that are more than zero in its product, in order, and the entries that they are, if it is there that these are found.
    found: Vec<Vec<(usize, Option<[usize; 2]>)>>,
    sums: Sums,
}

entries!(SparseHessian);

impl SparseHessian {
    /// With this pattern and its transpose, and with zeros for values, to be filled by `f::hessian_into`.
    ///
    /// # Panics
    /// If it has more rows than columns, or fewer.
    #[track_caller]
    pub fn new(pattern: &Pattern) -> SparseHessian {
        let pattern = pattern.union(&pattern.transposed());
        let colours = star(&pattern);
        let mut found = vec![Vec::new(); colours.n];
        for row in 0..pattern.rows() {
            let mut of_row: Vec<_> = pattern
                .row(row)
                .iter()
                .filter_map(|column| Some((colours.of[*column]?, *column)))
                .collect();
            of_row.sort_unstable();
            for group in of_row.chunk_by(|(one, _), (other, _)| one == other) {
                let alone = match group {
                    [(_, column)] => both(&pattern, (row, *column)),
                    _ => None,
                };
                found[group[0].0].push((row, alone));
            }
        }
        let values = vec![0.0; pattern.len()];
        let colours = colours.of;
        SparseHessian { pattern, values, is_checked: true, colours, found, sums: Sums::default() }
    }

    /// How many products the values take, before the one that they are checked by.
    pub fn colours(&self) -> usize {
        self.found.len()
    }

    fn fill<D: Inputs<Vec<f64>>>(
        &mut self,
        (mut seeds, mut bars): (D, D),
        along: impl Fn(&D, &mut D),
    ) {
        let SparseHessian { pattern, values, colours, .. } = self;
        let (expected, n) = (pattern.columns(), seeds.widths().as_ref().iter().sum::<usize>());
        assert!(
            expected == n,
            "the sparse Hessian has {expected} columns, and that of the function {n}"
        );
        for (colour, found) in self.found.iter().enumerate() {
            let mut column = 0;
            seeds.change(&mut |_| {
                column += 1;
                f64::from(colours[column - 1] == Some(colour))
            });
            along(&seeds, &mut bars);
            let (mut row, mut found) = (0, found.iter().peekable());
            // The bars are zero again for the next colour.
            bars.change(&mut |number| {
                match found.next_if(|(of, _)| *of == row) {
                    Some((_, Some(entries))) => entries.iter().for_each(|at| values[*at] = number),
                    Some((_, None)) => {}
                    None => nothing_there(number, row, "row"),
                }
                row += 1;
                0.0
            });
        }
        if !self.is_checked {
            return;
        }
        let mut column = 0;
        seeds.change(&mut |_| {
            column += 1;
            direction(column - 1)
        });
        along(&seeds, &mut bars);
        let sums = std::mem::take(&mut self.sums);
        let sums = Sums::new(pattern.rows(), pattern.entries().zip(&*values), sums);
        let mut row = 0;
        bars.change(&mut |number| {
            sums.compare(row, number, "row");
            row += 1;
            0.0
        });
        self.sums = sums;
    }
}

/// An entry and its mirror image.
fn both(pattern: &Pattern, (row, column): (usize, usize)) -> Option<[usize; 2]> {
    Some([pattern.position(row, column)?, pattern.position(column, row)?])
}

impl HessianTarget for &mut SparseHessian {
    type Filled = ();

    #[track_caller]
    fn fill<D: Inputs<Vec<f64>>>(self, zeros: (D, D), along: impl Fn(&D, &mut D)) {
        SparseHessian::fill(self, zeros, along);
    }
}

/// A sparse Hessian whose pattern is to be found.
#[derive(Clone, Copy, Debug)]
pub struct FreshHessian;

impl HessianTarget for FreshHessian {
    type Filled = SparseHessian;

    #[track_caller]
    fn fill<D: Inputs<Vec<f64>>>(
        self,
        (mut seeds, mut bars): (D, D),
        along: impl Fn(&D, &mut D),
    ) -> SparseHessian {
        let columns = seeds.widths().as_ref().iter().sum();
        let pattern = find(columns, |is_asked, is_nan| {
            set(&mut seeds, is_asked);
            along(&seeds, &mut bars);
            bars.change(&mut |number| {
                is_nan.push(number.is_nan());
                0.0
            });
        });
        let mut sparse = SparseHessian::new(&pattern);
        sparse.fill((seeds, bars), along);
        sparse
    }
}
