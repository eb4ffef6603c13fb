//! The two modes: a tangent for each column, or a pullback for each row.
//!
//! What is the same for all columns or rows, the seeds of forward mode and the bars of reverse mode, is made once by the caller. A pullback takes the result's
//! cotangent by value, so reverse mode makes one for each row.

use std::cell::Cell;

use super::inputs::Inputs;
use super::matrix::{Dense, Opened};
use crate::space::Point;

/// By which mode a Jacobian is computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// By the one that costs less, as far as the numbers of rows and columns tell.
    Automatic,
    /// Column by column.
    Forward,
    /// Row by row.
    Reverse,
}

/// So many columns of forward mode cost as much as so many rows of reverse mode. A row takes between 0.7 and 4.2 times as long as a column, depending on how much
/// of the function a pullback keeps; in between neither choice costs much more than the other one would (`tests/benches/jacobians.rs`).
const COLUMNS_FOR_ROWS: (usize, usize) = (3, 2);

/// Whether forward mode is taken for so many columns and rows.
pub fn by_forward(columns: usize, rows: usize) -> bool {
    columns * COLUMNS_FOR_ROWS.1 <= rows * COLUMNS_FOR_ROWS.0
}

/// The value and the Jacobian, which goes into `out`.
///
/// `seeds` are zero tangents of the parameters. `forward` calls the function's tangent in a direction; `reverse` calls its pullback with the
/// cotangent that its first argument makes of the value, and adds the result to the bars.
#[track_caller]
pub fn dense<D, T, Y, Out>(
    (mode, out): (Mode, Out),
    mut seeds: D,
    forward: impl Fn(&D) -> (Y, T),
    reverse: impl Fn(&dyn Fn(&Y) -> T, &mut D) -> Y,
) -> (Y, Out::Filled)
where
    D: Inputs<T>,
    Out: Dense,
    Y: Point<Tangent = T>,
{
    let widths = seeds.widths();
    let widths = widths.as_ref();
    let columns = widths.iter().sum();
    let rows = D::ROWS.or_else(|| out.rows(columns));
    let known = match (mode, rows) {
        (Mode::Forward, _) => Mode::Forward,
        (Mode::Reverse, _) => Mode::Reverse,
        // Whatever the number of rows is, if there are any.
        (Mode::Automatic, None) if by_forward(columns, 1) => Mode::Forward,
        (Mode::Automatic, None) => Mode::Automatic,
        (Mode::Automatic, Some(rows)) if by_forward(columns, rows) => Mode::Forward,
        (Mode::Automatic, Some(_)) => Mode::Reverse,
    };
    if known == Mode::Reverse {
        return row_by_row((out, widths), seeds, reverse);
    }
    if columns > 0 {
        seeds.put(0, 1.0);
    }
    let (value, mut dot) = forward(&seeds);
    let rows = D::rows(&mut dot);
    if known == Mode::Automatic && !by_forward(columns, rows) {
        seeds.put(0, 0.0);
        return row_by_row((out, widths), seeds, reverse);
    }
    let first = (value, dot);
    let opened = out.open(rows, widths);
    column_by_column::<D, T, Y, Out>((opened, rows, columns), seeds, first, forward)
}

#[track_caller]
fn column_by_column<D, T, Y, Out>(
    (mut opened, rows, columns): (Out::Opened, usize, usize),
    mut seeds: D,
    first: (Y, T),
    forward: impl Fn(&D) -> (Y, T),
) -> (Y, Out::Filled)
where
    D: Inputs<T>,
    Out: Dense,
{
    let (mut value, dot) = first;
    if columns > 0 {
        write_column::<T, D>(&mut opened, (0, rows), dot);
    }
    for column in 1..columns {
        seeds.put(column - 1, 0.0);
        seeds.put(column, 1.0);
        let (again, dot) = forward(&seeds);
        value = again;
        write_column::<T, D>(&mut opened, (column, rows), dot);
    }
    (value, Out::filled(opened))
}

/// Writes a column of so many rows.
#[inline]
#[track_caller]
fn write_column<T, D: Inputs<T>>(opened: &mut impl Opened, (column, rows): (usize, usize), dot: T) {
    let mut row = 0;
    D::results(dot, &mut |entry| {
        same_number(row < rows);
        opened.write(row, column, entry);
        row += 1;
    });
    same_number(row == rows);
}

#[track_caller]
fn row_by_row<D, T, Y, Out>(
    (out, widths): (Out, &[usize]),
    mut bars: D,
    reverse: impl Fn(&dyn Fn(&Y) -> T, &mut D) -> Y,
) -> (Y, Out::Filled)
where
    D: Inputs<T>,
    Out: Dense,
    Y: Point<Tangent = T>,
{
    let rows = Cell::new(0);
    let seed = |row: usize| {
        let rows = &rows;
        move |value: &Y| {
            let mut bar = value.zero_tangent();
            rows.set(D::rows(&mut bar));
            if row < rows.get() {
                D::put_row(&mut bar, row, 1.0);
            }
            bar
        }
    };
    let mut value = reverse(&seed(0), &mut bars);
    let known = rows.get();
    let mut opened = out.open(known, widths);
    let has_columns = widths.iter().any(|width| *width > 0);
    for row in 0..if has_columns { known } else { 0 } {
        if row > 0 {
            value = reverse(&seed(row), &mut bars);
            same_number(rows.get() == known);
        }
        let mut column = 0;
        // The bars are zero again for the next row.
        bars.change(&mut |entry| {
            opened.write(row, column, entry);
            column += 1;
            0.0
        });
    }
    (value, Out::filled(opened))
}

#[track_caller]
fn same_number(is_same: bool) {
    assert!(is_same, "the function results in more or fewer numbers when it is called again");
}

/// In the place of a derivative by the mode that a function hasn't.
pub fn no_mode<R>() -> R {
    unreachable!("a function with one mode is asked for no other")
}
