//! What Jacobians are compared with: central differences with one extrapolation.

use ad_runtime::ndarray::Array2;

/// `∂f_i / ∂x_j` by differences, to about 1e-9 where `f` and `x` are about one.
pub fn by_differences(f: impl Fn(&[f64]) -> Vec<f64>, x: &[f64]) -> Array2<f64> {
    let rows = f(x).len();
    let mut jacobian = Array2::zeros((rows, x.len()));
    for j in 0..x.len() {
        let slope = |step: f64| {
            let at = |by: f64| {
                let mut moved = x.to_vec();
                moved[j] += by;
                f(&moved)
            };
            let (left, right) = (at(-step), at(step));
            left.iter().zip(right).map(|(l, r)| (r - l) / (2.0 * step)).collect::<Vec<_>>()
        };
        let (wide, narrow) = (slope(2e-3), slope(1e-3));
        for i in 0..rows {
            jacobian[(i, j)] = (4.0 * narrow[i] - wide[i]) / 3.0;
        }
    }
    jacobian
}

/// Whether two matrices are of one shape and as close as differences are.
#[track_caller]
pub fn assert_close(found: &Array2<f64>, expected: &Array2<f64>) {
    assert_eq!(found.dim(), expected.dim());
    for (index, found) in found.indexed_iter() {
        let expected = expected[index];
        assert!(
            (found - expected).abs() <= 1e-8 * (1.0 + expected.abs()),
            "{index:?}: {found}, not {expected}"
        );
    }
}
