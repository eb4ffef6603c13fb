//! Where a matrix may have entries other than zero: for each row its columns, in order.

/// Where a matrix may have entries other than zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    columns: usize,
    /// Where each row starts in `indices`, and where the last one ends.
    starts: Vec<usize>,
    /// The columns of each row, in order.
    indices: Vec<usize>,
}

impl Pattern {
    /// Of so many rows and columns, with entries at these (row, column); one that is given twice is there once.
    ///
    /// # Panics
    /// If an entry is outside.
    #[track_caller]
    pub fn new(
        rows: usize,
        columns: usize,
        entries: impl IntoIterator<Item = (usize, usize)>,
    ) -> Pattern {
        let mut of_rows = vec![Vec::new(); rows];
        for (row, column) in entries {
            assert!(
                row < rows && column < columns,
                "({row}, {column}) isn't in a matrix of {rows} rows and {columns} columns"
            );
            of_rows[row].push(column);
        }
        Pattern::of_rows(columns, of_rows)
    }

    /// All entries of so many rows and columns.
    pub fn full(rows: usize, columns: usize) -> Pattern {
        Pattern::of_rows(columns, vec![(0..columns).collect(); rows])
    }

    pub(super) fn of_rows(columns: usize, rows: Vec<Vec<usize>>) -> Pattern {
        let mut pattern = Pattern { columns, starts: vec![0], indices: Vec::new() };
        for mut row in rows {
            row.sort_unstable();
            row.dedup();
            pattern.indices.append(&mut row);
            pattern.starts.push(pattern.indices.len());
        }
        pattern
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.starts.len() - 1
    }

    /// How many columns there are.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.indices.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.indices.is_empty()
    }

    /// The columns of the entries of a row, in order.
    ///
    /// # Panics
    /// If there is no such row.
    #[track_caller]
    pub fn row(&self, row: usize) -> &[usize] {
        &self.indices[self.starts[row]..self.starts[row + 1]]
    }

    /// Where each row starts in [`indices`](Pattern::indices), and where the last one ends: the row pointers of the compressed rows (CSR).
    pub fn starts(&self) -> &[usize] {
        &self.starts
    }

    /// The columns of all entries, row by row: the column indices of the compressed rows (CSR).
    pub fn indices(&self) -> &[usize] {
        &self.indices
    }

    /// (row, column) of all entries, row by row.
    pub fn entries(&self) -> impl Iterator<Item = (usize, usize)> {
        (0..self.rows()).flat_map(|row| self.row(row).iter().map(move |column| (row, *column)))
    }

    /// The entry at a place: how many there are before it.
    pub fn position(&self, row: usize, column: usize) -> Option<usize> {
        let found = self.row(row).binary_search(&column).ok()?;
        Some(self.starts[row] + found)
    }

    /// Columns for rows.
    pub fn transposed(&self) -> Pattern {
        let mut of_columns = vec![Vec::new(); self.columns];
        for (row, column) in self.entries() {
            of_columns[column].push(row);
        }
        Pattern::of_rows(self.rows(), of_columns)
    }

    /// The entries of both: of patterns that were found at several points, say.
    ///
    /// # Panics
    /// If they are of different shapes.
    #[track_caller]
    pub fn union(&self, other: &Pattern) -> Pattern {
        let [(rows, columns), given] = [self, other].map(|of| (of.rows(), of.columns));
        assert!((rows, columns) == given, "patterns of {rows} x {columns} and {given:?}");
        Pattern::new(rows, columns, self.entries().chain(other.entries()))
    }

    /// The largest number of entries that a row has.
    pub(super) fn fullest(&self) -> usize {
        (0..self.rows()).map(|row| self.row(row).len()).max().unwrap_or(0)
    }
}
