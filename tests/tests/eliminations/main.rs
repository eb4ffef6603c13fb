//! Jacobians by elimination of vertices, `jacobian = "markowitz"`: against the columns of `jvp`, the rows of `vjp`, and closed forms.
#![allow(clippy::unwrap_used, reason = "a test may panic")]
#![deny(warnings)]

mod arm;
mod bow_tie;
mod heart;
mod kinds;
mod layers;
mod roe;

/// Equal but for rounding.
fn assert_near(expected: f64, found: f64, what: &str) {
    let scale = expected.abs().max(1.0);
    assert!((expected - found).abs() <= 1e-12 * scale, "{what}: {expected}, found {found}");
}

/// The numbers of a `[[f64; N]; M]`, by rows and columns.
fn assert_columns<const N: usize, const M: usize>(
    jacobian: &[[f64; N]; M],
    column: impl Fn([f64; N]) -> [f64; M],
) {
    for j in 0..N {
        let mut unit = [0.0; N];
        unit[j] = 1.0;
        for (i, expected) in column(unit).into_iter().enumerate() {
            assert_near(expected, jacobian[i][j], &format!("row {i}, column {j}, forward"));
        }
    }
}

fn assert_rows<const N: usize, const M: usize>(
    jacobian: &[[f64; N]; M],
    row: impl Fn([f64; M]) -> [f64; N],
) {
    for i in 0..M {
        let mut unit = [0.0; M];
        unit[i] = 1.0;
        for (j, expected) in row(unit).into_iter().enumerate() {
            assert_near(expected, jacobian[i][j], &format!("row {i}, column {j}, reverse"));
        }
    }
}
