//! What a sparse matrix shows of itself: rows, columns and values.

/// What is read of a sparse matrix whose pattern and values are in fields of these names.
macro_rules! entries {
    ($Matrix:ident) => {
        impl $Matrix {
            /// Where the entries are.
            pub fn pattern(&self) -> &Pattern {
                &self.pattern
            }

            /// How many rows and columns there are.
            pub fn shape(&self) -> (usize, usize) {
                (self.pattern.rows(), self.pattern.columns())
            }

            /// The entries, row by row, in the order of the pattern's.
            pub fn values(&self) -> &[f64] {
                &self.values
            }

            /// (row, column, value) of each entry, row by row.
            pub fn triplets(&self) -> impl Iterator<Item = (usize, usize, f64)> {
                let values = self.pattern.entries().zip(&self.values);
                values.map(|((row, column), value)| (row, column, *value))
            }

            /// An entry; zero where the pattern has none.
            ///
            /// # Panics
            /// If it is outside of the matrix.
            #[track_caller]
            pub fn get(&self, row: usize, column: usize) -> f64 {
                let (rows, columns) = self.shape();
                assert!(
                    row < rows && column < columns,
                    "({row}, {column}) isn't in a matrix of {rows} rows and {columns} columns"
                );
                self.pattern.position(row, column).map_or(0.0, |entry| self.values[entry])
            }

            /// The product with a vector.
            ///
            /// # Panics
            /// If the vector is of another length than the rows.
            #[track_caller]
            pub fn times(&self, v: &[f64]) -> Vec<f64> {
                assert_eq!(v.len(), self.pattern.columns(), "a product with a vector");
                let mut product = vec![0.0; self.pattern.rows()];
                for (row, column, value) in self.triplets() {
                    product[row] += value * v[column];
                }
                product
            }

            /// Whether refilling compares with a product in one more direction; it does if nothing else is said.
            pub fn set_checked(&mut self, is_checked: bool) {
                self.is_checked = is_checked;
            }
        }
    };
}

pub(super) use entries;

/// A direction in which the entries of a row hardly cancel: numbers between 1 and 2, the same each time.
pub(super) fn direction(index: usize) -> f64 {
    let golden = 0.618_033_988_749_894_9;
    1.0 + (index as f64 * golden).fract()
}

/// A number in each row: the entries times a direction, and their sizes.
#[derive(Clone, Debug, Default)]
pub(super) struct Sums {
    expected: Vec<f64>,
    sizes: Vec<f64>,
}

/// By how much of its size a product may differ.
const TOLERANCE: f64 = 1e-6;

impl Sums {
    /// Those of rows with entries in columns.
    pub(super) fn new<'a>(
        n: usize,
        entries: impl Iterator<Item = ((usize, usize), &'a f64)>,
        reused: Sums,
    ) -> Sums {
        let Sums { mut expected, mut sizes } = reused;
        for sums in [&mut expected, &mut sizes] {
            sums.clear();
            sums.resize(n, 0.0);
        }
        for ((row, column), value) in entries {
            let part = value * direction(column);
            expected[row] += part;
            sizes[row] += part.abs();
        }
        Sums { expected, sizes }
    }

    /// Compares with the row of a product by the function's own derivative.
    #[track_caller]
    pub(super) fn compare(&self, row: usize, found: f64, what: &str) {
        let Some((expected, size)) = self.expected.get(row).zip(self.sizes.get(row)) else {
            return;
        };
        let is_known = expected.is_finite() && found.is_finite();
        assert!(
            !is_known || (expected - found).abs() <= TOLERANCE * size.max(found.abs()),
            "{what} {row} has entries that the pattern lacks: the function takes another path here than where the pattern was found; find it here, or unite both by `Pattern::union`"
        );
    }
}

/// An entry where the pattern has none.
#[track_caller]
pub(super) fn nothing_there(value: f64, row: usize, what: &str) {
    assert!(
        value == 0.0,
        "{what} {row} has an entry, {value}, that the pattern lacks: the function takes another path here than where the pattern was found; find it here, or unite both by `Pattern::union`"
    );
}
