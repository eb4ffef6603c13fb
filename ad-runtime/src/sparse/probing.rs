//! Which entries of a matrix may be other than zero, from products with it alone: NaN goes wherever a number goes.
//!
//! A product with a vector that holds NaN at some places is NaN in each row that depends on one of them, zero partials included, for `0 · NaN` is NaN. To know which place it was,
//! columns are taken in blocks, each of which is cut in two, and again, until each is one column: of the blocks that a row may depend on, no two are asked about at once, by the colouring of columns.
//! Where rows have few entries, that is a few products for each of `log2 n` rounds.

use super::colouring::of_columns;
use super::pattern::Pattern;

/// The pattern of a matrix with so many columns. `product` fills the second argument with the rows of the product with a vector, of which the first argument says at which places it is NaN.
#[track_caller]
pub(super) fn find(
    columns: usize,
    mut product: impl FnMut(&dyn Fn(usize) -> bool, &mut Vec<bool>),
) -> Pattern {
    let mut is_nan = Vec::new();
    product(&|_| false, &mut is_nan);
    assert!(
        is_nan.iter().all(|is_nan| !is_nan),
        "where a derivative isn't a number, the pattern of a sparse matrix can't be found: give the pattern, or find it at another point"
    );
    let rows = is_nan.len();
    if columns == 0 {
        return Pattern::of_rows(0, vec![Vec::new(); rows]);
    }
    // The blocks that each row may depend on, and where they start.
    let mut starts = vec![0];
    let mut of_rows = vec![vec![0]; rows];
    loop {
        let (cut, is_done) = halves(&starts, columns);
        let candidates = of_rows
            .iter()
            .map(|blocks| blocks.iter().flat_map(|block| cut.children[*block].clone()).collect());
        let candidates = Pattern::of_rows(cut.starts.len(), candidates.collect());
        of_rows = depended_on(&candidates, &cut.starts, columns, &mut product);
        starts = cut.starts;
        if is_done {
            return Pattern::of_rows(columns, of_rows);
        }
    }
}

/// Blocks cut in two.
struct Cut {
    starts: Vec<usize>,
    /// Which of them each block has become.
    children: Vec<std::ops::Range<usize>>,
}

/// The halves of blocks of so many columns, and whether each is a single column.
fn halves(starts: &[usize], columns: usize) -> (Cut, bool) {
    let mut cut = Cut { starts: Vec::new(), children: Vec::new() };
    let mut is_done = true;
    for (i, start) in starts.iter().enumerate() {
        let len = starts.get(i + 1).unwrap_or(&columns) - start;
        let first = cut.starts.len();
        cut.starts.push(*start);
        if len > 1 {
            cut.starts.push(start + len / 2);
            is_done &= len == 2;
        }
        cut.children.push(first..cut.starts.len());
    }
    (cut, is_done)
}

/// Of the blocks that rows may depend on, those that they do.
fn depended_on(
    candidates: &Pattern,
    starts: &[usize],
    columns: usize,
    product: &mut impl FnMut(&dyn Fn(usize) -> bool, &mut Vec<bool>),
) -> Vec<Vec<usize>> {
    let colours = of_columns(candidates, &candidates.transposed());
    let mut block_of = vec![0; columns];
    for (block, start) in starts.iter().enumerate() {
        let end = starts.get(block + 1).copied().unwrap_or(columns);
        block_of[*start..end].fill(block);
    }
    let mut of_rows = vec![Vec::new(); candidates.rows()];
    let mut is_nan = Vec::new();
    for colour in 0..colours.n {
        is_nan.clear();
        product(&|column| colours.of[block_of[column]] == Some(colour), &mut is_nan);
        assert!(
            is_nan.len() == of_rows.len(),
            "the function results in more or fewer numbers when it is called again"
        );
        let rows = of_rows.iter_mut().enumerate().zip(&is_nan);
        for ((row, blocks), _) in rows.filter(|(_, is_nan)| **is_nan) {
            let of_colour = |block: &&usize| colours.of[**block] == Some(colour);
            blocks.extend(candidates.row(row).iter().find(of_colour));
        }
    }
    of_rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_with_a_matrix_tell_its_pattern() {
        let mut seed = 7_u64;
        for columns in [0, 1, 2, 3, 7, 16, 33] {
            for rows in [0, 1, 5, 40] {
                let entries = (0..rows * columns).filter(|_| {
                    seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1);
                    (seed >> 40).is_multiple_of(7)
                });
                let entries: Vec<_> =
                    entries.map(|entry| (entry / columns, entry % columns)).collect();
                let pattern = Pattern::new(rows, columns, entries);
                let found = find(columns, |is_asked, is_nan| {
                    is_nan.extend(
                        (0..rows)
                            .map(|row| pattern.row(row).iter().any(|column| is_asked(*column))),
                    );
                });
                assert_eq!(found, pattern);
            }
        }
    }

    #[test]
    fn a_band_takes_few_products() {
        let mut n = 0;
        find(4096, |is_asked, is_nan| {
            n += 1;
            let near = |row: usize| (row.saturating_sub(1)..4096.min(row + 2)).any(is_asked);
            is_nan.extend((0..4096).map(near));
        });
        assert!(n < 75, "{n} products");
    }
}
