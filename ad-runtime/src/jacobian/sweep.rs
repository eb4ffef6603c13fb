//! The two modes: a tangent for each column, or for several columns at once, or a pullback for each row.
//!
//! What is the same for all columns or rows, the seeds of forward mode and the bars of reverse mode, is made once by the caller. A pullback takes the result's
//! cotangent by value, so reverse mode makes one for each row.

use std::cell::Cell;
use std::ops::Range;

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

/// The same where several columns are computed at once, each of which takes about 0.7 of the time (`tests/benches/lanes.rs`).
const COLUMNS_IN_LANES_FOR_ROWS: (usize, usize) = (2, 1);

/// Whether forward mode is taken for so many columns and rows.
pub fn by_forward(columns: usize, rows: usize) -> bool {
    is_cheaper((columns, rows), COLUMNS_FOR_ROWS)
}

fn is_cheaper((columns, rows): (usize, usize), of: (usize, usize)) -> bool {
    columns * of.1 <= rows * of.0
}

/// The mode that is taken, as far as that is known before the function is called.
fn known(mode: Mode, columns: usize, rows: Option<usize>, of: (usize, usize)) -> Mode {
    match (mode, rows) {
        (Mode::Forward, _) => Mode::Forward,
        (Mode::Reverse, _) => Mode::Reverse,
        // Whatever the number of rows is, if there are any.
        (Mode::Automatic, None) if is_cheaper((columns, 1), of) => Mode::Forward,
        (Mode::Automatic, None) => Mode::Automatic,
        (Mode::Automatic, Some(rows)) if is_cheaper((columns, rows), of) => Mode::Forward,
        (Mode::Automatic, Some(_)) => Mode::Reverse,
    }
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
    let known = known(mode, columns, rows, COLUMNS_FOR_ROWS);
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

/// The same by a tangent in `K` directions at once, the second of the functions of forward mode; each of the seeds is zero. What is left of the columns is
/// computed so too, or one by one if it is few of them.
#[track_caller]
pub fn dense_in_lanes<const K: usize, D, T, Y, Out>(
    (mode, out): (Mode, Out),
    mut seeds: [D; K],
    (forward, lanes): (impl Fn(&D) -> (Y, T), impl Fn(&[D; K]) -> (Y, [T; K])),
    reverse: impl Fn(&dyn Fn(&Y) -> T, &mut D) -> Y,
) -> (Y, Out::Filled)
where
    D: Inputs<T>,
    Out: Dense,
    Y: Point<Tangent = T>,
{
    let widths = seeds[0].widths();
    let widths = widths.as_ref();
    let columns: usize = widths.iter().sum();
    let rows = D::ROWS.or_else(|| out.rows(columns));
    let known = known(mode, columns, rows, COLUMNS_IN_LANES_FOR_ROWS);
    if known == Mode::Reverse || is_few::<K>(columns) {
        return dense((known, out), first(seeds), forward, reverse);
    }
    let mut done = columns.min(K);
    put(&mut seeds, 0..done, 1.0);
    let (mut value, mut dots) = lanes(&seeds);
    let rows = D::rows(&mut dots[0]);
    if known == Mode::Automatic && !is_cheaper((columns, rows), COLUMNS_IN_LANES_FOR_ROWS) {
        put(&mut seeds, 0..done, 0.0);
        return row_by_row((out, widths), first(seeds), reverse);
    }
    let mut opened = out.open(rows, widths);
    write_columns::<T, D, K>(&mut opened, (0..done, rows), dots);
    put(&mut seeds, 0..done, 0.0);
    while done < columns && !is_few::<K>(columns - done) {
        let group = done..columns.min(done + K);
        put(&mut seeds, group.clone(), 1.0);
        let (again, dots) = lanes(&seeds);
        value = again;
        write_columns::<T, D, K>(&mut opened, (group.clone(), rows), dots);
        put(&mut seeds, group.clone(), 0.0);
        done = group.end;
    }
    for column in done..columns {
        seeds[0].put(column, 1.0);
        let (again, dot) = forward(&seeds[0]);
        value = again;
        write_column::<T, D>(&mut opened, (column, rows), dot);
        seeds[0].put(column, 0.0);
    }
    (value, Out::filled(opened))
}

/// Whether so many columns cost less one by one: each runs the function, and all lanes are computed for however few.
fn is_few<const K: usize>(columns: usize) -> bool {
    columns * 2 <= K
}

/// One of the seeds, all of which are zero.
pub fn first<D, const K: usize>(seeds: [D; K]) -> D {
    let first = seeds.into_iter().next();
    first.unwrap_or_else(|| unreachable!("there are several lanes"))
}

/// Each lane gets a number where its column is.
fn put<T, D: Inputs<T>>(seeds: &mut [D], columns: Range<usize>, number: f64) {
    for (seed, column) in seeds.iter_mut().zip(columns) {
        seed.put(column, number);
    }
}

#[track_caller]
fn write_columns<T, D: Inputs<T>, const K: usize>(
    opened: &mut impl Opened,
    (columns, rows): (Range<usize>, usize),
    dots: [T; K],
) {
    for (column, dot) in columns.zip(dots) {
        write_column::<T, D>(opened, (column, rows), dot);
    }
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
        if row < rows {
            opened.write(row, column, entry);
        }
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
