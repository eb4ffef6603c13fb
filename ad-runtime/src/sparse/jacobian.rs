//! Sparse Jacobians: several columns by one tangent, or several rows by one pullback.

use std::cell::Cell;

use super::colouring::of_columns;
use super::entries::{Sums, direction, entries, nothing_there};
use super::pattern::Pattern;
use super::probing::find;
use crate::jacobian::{Inputs, Mode, Target, by_forward};
use crate::space::Point;

/// A sparse Jacobian: a row for each number of the result and a column for each of the parameters, as in [`jacobian`](crate::jacobian).
///
/// It is made by `f::sparse_jacobian(args..)`, or of a pattern that one knows; `f::jacobian_into(args.., &mut sparse)` computes its values at another point.
#[derive(Clone, Debug)]
pub struct SparseJacobian {
    pattern: Pattern,
    values: Vec<f64>,
    is_checked: bool,
    /// Whether columns are computed together if one may choose.
    is_forward: bool,
    /// By columns, and by rows, each once it is asked for.
    by_columns: Option<Groups>,
    by_rows: Option<Groups>,
    sums: Sums,
}

entries!(SparseJacobian);

impl SparseJacobian {
    /// With this pattern and with zeros for values, to be filled by `f::jacobian_into`.
    pub fn new(pattern: Pattern) -> SparseJacobian {
        let values = vec![0.0; pattern.len()];
        let (by_columns, by_rows) = (None, None);
        // There are at least as many colours as the fullest row, or column, has entries.
        let is_forward = by_forward(pattern.fullest(), pattern.transposed().fullest());
        SparseJacobian {
            pattern,
            values,
            by_columns,
            by_rows,
            is_checked: true,
            is_forward,
            sums: Sums::default(),
        }
    }

    /// How many tangents or pullbacks the values take, before the one that they are checked by; nothing before they were first computed.
    pub fn colours(&self) -> Option<usize> {
        let groups = self.by_columns.iter().chain(&self.by_rows);
        groups.map(|groups| groups.entries.len()).min()
    }

    fn fill_by<D, T, Y>(
        &mut self,
        mode: Mode,
        seeds: D,
        forward: impl Fn(&D) -> (Y, T),
        reverse: impl Fn(&dyn Fn(&Y) -> T, &mut D) -> Y,
    ) -> Y
    where
        D: Inputs<T>,
        Y: Point<Tangent = T>,
    {
        let is_forward = match mode {
            Mode::Forward => true,
            Mode::Reverse => false,
            Mode::Automatic => self.is_forward,
        };
        match is_forward {
            true => self.by_columns(seeds, forward),
            false => self.by_rows(seeds, reverse),
        }
    }

    fn by_columns<D: Inputs<T>, T, Y>(
        &mut self,
        mut seeds: D,
        forward: impl Fn(&D) -> (Y, T),
    ) -> Y {
        let SparseJacobian { pattern, values, .. } = self;
        let widths = seeds.widths();
        same_number("columns", pattern.columns(), widths.as_ref().iter().sum());
        let groups = self.by_columns.get_or_insert_with(|| Groups::of_columns(pattern));
        let mut value = None;
        for (colour, entries) in groups.entries.iter().enumerate() {
            let mut column = 0;
            seeds.change(&mut |_| {
                column += 1;
                f64::from(groups.colours[column - 1] == Some(colour))
            });
            let (again, dot) = forward(&seeds);
            value = Some(again);
            let (mut row, mut entries) = (0, entries.iter().peekable());
            D::results(dot, &mut |number| {
                match entries.next_if(|(of, _)| *of == row) {
                    Some((_, entry)) => values[*entry] = number,
                    None => nothing_there(number, row, "row"),
                }
                row += 1;
            });
            same_number("rows", pattern.rows(), row);
        }
        if let (false, Some(value)) = (self.is_checked, value) {
            return value;
        }
        // Without entries the value comes of this run, whether it is asked for or not.
        let mut column = 0;
        seeds.change(&mut |_| {
            column += 1;
            direction(column - 1)
        });
        let (value, dot) = forward(&seeds);
        let sums = std::mem::take(&mut self.sums);
        let sums = Sums::new(pattern.rows(), pattern.entries().zip(&*values), sums);
        let mut row = 0;
        D::results(dot, &mut |number| {
            sums.compare(row, number, "row");
            row += 1;
        });
        same_number("rows", pattern.rows(), row);
        self.sums = sums;
        value
    }

    fn by_rows<D, T, Y>(
        &mut self,
        mut bars: D,
        reverse: impl Fn(&dyn Fn(&Y) -> T, &mut D) -> Y,
    ) -> Y
    where
        D: Inputs<T>,
        Y: Point<Tangent = T>,
    {
        let SparseJacobian { pattern, values, .. } = self;
        let widths = bars.widths();
        same_number("columns", pattern.columns(), widths.as_ref().iter().sum());
        let groups = self.by_rows.get_or_insert_with(|| Groups::of_rows(pattern));
        let rows = Cell::new(0);
        let mut value = None;
        for (colour, entries) in groups.entries.iter().enumerate() {
            let seed = |row: usize| {
                f64::from(groups.colours.get(row).is_some_and(|of| *of == Some(colour)))
            };
            value = Some(reverse(&|value| bar::<D, T, Y>(value, &rows, seed), &mut bars));
            same_number("rows", pattern.rows(), rows.get());
            let (mut column, mut entries) = (0, entries.iter().peekable());
            // The bars are zero again for the next colour.
            bars.change(&mut |number| {
                match entries.next_if(|(of, _)| *of == column) {
                    Some((_, entry)) => values[*entry] = number,
                    None => nothing_there(number, column, "column"),
                }
                column += 1;
                0.0
            });
        }
        if let (false, Some(value)) = (self.is_checked, value) {
            return value;
        }
        let value = reverse(&|value| bar::<D, T, Y>(value, &rows, direction), &mut bars);
        same_number("rows", pattern.rows(), rows.get());
        let transposed = pattern.entries().map(|(row, column)| (column, row)).zip(&*values);
        let sums = std::mem::take(&mut self.sums);
        let sums = Sums::new(pattern.columns(), transposed, sums);
        let mut column = 0;
        bars.change(&mut |number| {
            sums.compare(column, number, "column");
            column += 1;
            0.0
        });
        self.sums = sums;
        value
    }
}

/// A cotangent of a value, by the numbers in its rows.
fn bar<D: Inputs<T>, T, Y: Point<Tangent = T>>(
    value: &Y,
    rows: &Cell<usize>,
    seed: impl Fn(usize) -> f64,
) -> T {
    let mut bar = value.zero_tangent();
    let mut row = 0;
    D::change_rows(&mut bar, &mut |_| {
        row += 1;
        seed(row - 1)
    });
    rows.set(row);
    bar
}

#[track_caller]
fn same_number(what: &str, expected: usize, found: usize) {
    assert!(
        expected == found,
        "the sparse Jacobian has {expected} {what}, and that of the function {found}"
    );
}

/// Which columns (or rows) are computed together.
#[derive(Clone, Debug)]
struct Groups {
    /// The colour of each column (or row), if it has entries.
    colours: Vec<Option<usize>>,
    /// For each colour the rows (or columns) of its entries, in order, and which entries of the pattern they are.
    entries: Vec<Vec<(usize, usize)>>,
}

impl Groups {
    fn of_columns(pattern: &Pattern) -> Groups {
        let colours = of_columns(pattern, &pattern.transposed());
        let mut entries = vec![Vec::new(); colours.n];
        for (entry, (row, column)) in pattern.entries().enumerate() {
            if let Some(colour) = colours.of[column] {
                entries[colour].push((row, entry));
            }
        }
        Groups { colours: colours.of, entries }
    }

    fn of_rows(pattern: &Pattern) -> Groups {
        let colours = of_columns(&pattern.transposed(), pattern);
        let mut entries = vec![Vec::new(); colours.n];
        for (entry, (row, column)) in pattern.entries().enumerate() {
            if let Some(colour) = colours.of[row] {
                entries[colour].push((column, entry));
            }
        }
        for entries in &mut entries {
            entries.sort_unstable();
        }
        Groups { colours: colours.of, entries }
    }
}

impl Target for &mut SparseJacobian {
    type Filled = ();

    #[track_caller]
    fn fill<D, T, Y>(
        self,
        mode: Mode,
        seeds: D,
        forward: impl Fn(&D) -> (Y, T),
        reverse: impl Fn(&dyn Fn(&Y) -> T, &mut D) -> Y,
    ) -> (Y, ())
    where
        D: Inputs<T>,
        Y: Point<Tangent = T>,
    {
        (self.fill_by(mode, seeds, forward, reverse), ())
    }
}

/// A sparse Jacobian whose pattern is to be found.
#[derive(Clone, Copy, Debug)]
pub struct FreshJacobian;

impl Target for FreshJacobian {
    type Filled = SparseJacobian;

    #[track_caller]
    fn fill<D, T, Y>(
        self,
        mode: Mode,
        mut seeds: D,
        forward: impl Fn(&D) -> (Y, T),
        reverse: impl Fn(&dyn Fn(&Y) -> T, &mut D) -> Y,
    ) -> (Y, SparseJacobian)
    where
        D: Inputs<T>,
        Y: Point<Tangent = T>,
    {
        let columns = seeds.widths().as_ref().iter().sum();
        let pattern = match mode {
            Mode::Automatic | Mode::Forward => find(columns, |is_asked, is_nan| {
                set(&mut seeds, is_asked);
                let (_, dot) = forward(&seeds);
                D::results(dot, &mut |number| is_nan.push(number.is_nan()));
            }),
            Mode::Reverse => {
                let rows = Cell::new(0);
                reverse(&|value| bar::<D, T, Y>(value, &rows, |_| 0.0), &mut seeds);
                let transposed = find(rows.get(), |is_asked, is_nan| {
                    let seed = |row: usize| if is_asked(row) { f64::NAN } else { 0.0 };
                    reverse(&|value| bar::<D, T, Y>(value, &rows, seed), &mut seeds);
                    seeds.change(&mut |number| {
                        is_nan.push(number.is_nan());
                        0.0
                    });
                });
                transposed.transposed()
            }
        };
        seeds.change(&mut |_| 0.0);
        let mut sparse = SparseJacobian::new(pattern);
        let value = sparse.fill_by(mode, seeds, forward, reverse);
        (value, sparse)
    }
}

/// Makes of a direction one that is NaN at these places and zero elsewhere.
pub(super) fn set<D: Inputs<T>, T>(seeds: &mut D, is_asked: &dyn Fn(usize) -> bool) {
    let mut column = 0;
    seeds.change(&mut |_| {
        column += 1;
        if is_asked(column - 1) { f64::NAN } else { 0.0 }
    });
}
