//! Which columns are computed together: those of one colour.
//!
//! In: a pattern. Out: a colour for each column that has entries. Both colourings are greedy; how many colours the best one needs is NP-hard to tell (A. H. Gebremedhin, F. Manne,
//! A. Pothen, *What color is your Jacobian?*, SIAM Review 47(4), 2005). Invariant: each entry is found in the product with the sum of one colour's unit vectors.

use std::cmp::Reverse;

use super::pattern::Pattern;

/// The colour of each column; none of those without entries.
#[derive(Clone, Debug)]
pub(super) struct Colours {
    pub(super) of: Vec<Option<usize>>,
    pub(super) n: usize,
}

impl Colours {
    fn none(columns: usize) -> Colours {
        Colours { of: vec![None; columns], n: 0 }
    }

    /// The first colour that isn't forbidden to `column`, whose number stands at those that are.
    fn take(&mut self, column: usize, forbidden: &[usize]) {
        let free = (0..self.n).find(|colour| forbidden[*colour] != column);
        let colour = free.unwrap_or(self.n);
        self.n = self.n.max(colour + 1);
        self.of[column] = Some(colour);
    }
}

/// No two columns with entries in one row have the same colour: the one with fewer colours by the columns as they stand and by the fullest first.
pub(super) fn of_columns(pattern: &Pattern, transposed: &Pattern) -> Colours {
    let columns = || (0..pattern.columns()).filter(|column| !transposed.row(*column).is_empty());
    let as_they_stand = in_order(pattern, transposed, columns());
    let least = pattern.fullest();
    if as_they_stand.n == least {
        return as_they_stand;
    }
    let mut fullest_first: Vec<_> = columns().collect();
    fullest_first.sort_by_key(|column| Reverse(transposed.row(*column).len()));
    let other = in_order(pattern, transposed, fullest_first.into_iter());
    if other.n < as_they_stand.n { other } else { as_they_stand }
}

fn in_order(
    pattern: &Pattern,
    transposed: &Pattern,
    columns: impl Iterator<Item = usize>,
) -> Colours {
    let mut colours = Colours::none(pattern.columns());
    // There are no more colours than columns.
    let mut forbidden = vec![usize::MAX; pattern.columns()];
    for column in columns {
        for row in transposed.row(column) {
            for other in pattern.row(*row) {
                if let Some(colour) = colours.of[*other] {
                    forbidden[colour] = column;
                }
            }
        }
        colours.take(column, &forbidden);
    }
    colours
}

/// A star colouring of a symmetric pattern: neighbours have different colours, and on each path of four columns there are three colours or more. Then of each entry `(i, j)`, `i` is the only
/// neighbour of `j` with its colour, or the other way round, so one product holds it alone (T. F. Coleman, J. J. Moré, *Estimation of sparse Hessian matrices and graph coloring problems*,
/// Mathematical Programming 28, 1984). The fullest columns are coloured first.
pub(super) fn star(pattern: &Pattern) -> Colours {
    let n = pattern.columns();
    let mut colours = Colours::none(n);
    let mut forbidden = vec![usize::MAX; n];
    let mut order: Vec<_> = (0..n).filter(|column| !pattern.row(*column).is_empty()).collect();
    order.sort_by_key(|column| Reverse(pattern.row(*column).len()));
    let neighbours = |of: usize| pattern.row(of).iter().copied().filter(move |other| *other != of);
    for column in order {
        for near in neighbours(column) {
            let of_near = colours.of[near];
            if let Some(colour) = of_near {
                forbidden[colour] = column;
            }
            for far in neighbours(near).filter(|far| *far != column) {
                let Some(colour) = colours.of[far] else { continue };
                let makes_two = of_near.is_none_or(|of_near| {
                    let mut beyond = neighbours(far).filter(|beyond| *beyond != near);
                    beyond.any(|beyond| colours.of[beyond] == Some(of_near))
                });
                if makes_two {
                    forbidden[colour] = column;
                }
            }
        }
        colours.take(column, &forbidden);
    }
    colours
}

#[cfg(test)]
mod tests {
    use super::*;

    fn random(rows: usize, columns: usize, n: usize, seed: &mut u64) -> Vec<(usize, usize)> {
        let mut next = |below: usize| {
            *seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (*seed >> 33) as usize % below
        };
        (0..n).map(|_| (next(rows), next(columns))).collect()
    }

    #[test]
    fn columns_that_share_a_row_differ() {
        let mut seed = 1;
        for n in 0..200 {
            let pattern = Pattern::new(15, 12, random(15, 12, n, &mut seed));
            let colours = of_columns(&pattern, &pattern.transposed());
            for row in 0..15 {
                let mut of_row: Vec<_> = pattern
                    .row(row)
                    .iter()
                    .map(|column| colours.of[*column].expect("a colour"))
                    .collect();
                of_row.sort_unstable();
                assert!(of_row.windows(2).all(|pair| pair[0] != pair[1]), "{pattern:?}");
                assert!(of_row.iter().all(|colour| *colour < colours.n));
            }
            assert!(colours.n >= pattern.fullest());
        }
    }

    #[test]
    fn each_entry_of_a_star_stands_alone_in_a_product() {
        let mut seed = 2;
        for n in 0..200 {
            let entries = random(14, 14, n, &mut seed);
            let both = entries.iter().flat_map(|(i, j)| [(*i, *j), (*j, *i)]);
            let pattern = Pattern::new(14, 14, both);
            let colours = star(&pattern);
            let alone = |row: usize, column: usize| {
                let same = |other: &&usize| colours.of[**other] == colours.of[column];
                pattern.row(row).iter().filter(same).count() == 1
            };
            for (row, column) in pattern.entries() {
                assert!(alone(row, column) || alone(column, row), "{pattern:?}");
            }
        }
    }

    #[test]
    fn bands_and_arrows_need_few() {
        let band = Pattern::new(
            100,
            100,
            (0..100)
                .flat_map(|i: usize| (i.saturating_sub(1)..100.min(i + 2)).map(move |j| (i, j))),
        );
        assert_eq!(of_columns(&band, &band.transposed()).n, 3);
        let arrow = Pattern::new(100, 100, (0..100).flat_map(|i| [(i, i), (0, i), (i, 0)]));
        assert_eq!(of_columns(&arrow, &arrow.transposed()).n, 100);
        assert_eq!(star(&arrow).n, 2);
    }
}
