//! What second derivatives are compared with, and how closely.

use ad_runtime::ndarray::Array2;

/// What a function and its derivatives come to at a point.
#[derive(Debug)]
pub struct Second {
    pub value: f64,
    pub gradient: Vec<f64>,
    pub hessian: Vec<Vec<f64>>,
}

impl Second {
    pub fn of((value, gradient, hessian): (f64, Vec<f64>, Array2<f64>)) -> Second {
        let hessian = hessian.outer_iter().map(|row| row.to_vec()).collect();
        Second { value, gradient, hessian }
    }

    pub fn of_pair(value: f64, gradient: [f64; 2], hessian: [[f64; 2]; 2]) -> Second {
        let hessian = hessian.iter().map(|row| row.to_vec()).collect();
        Second { value, gradient: gradient.to_vec(), hessian }
    }

    /// The Hessian by a direction.
    pub fn product(&self, direction: &[f64]) -> Vec<f64> {
        let by = |row: &Vec<f64>| row.iter().zip(direction).map(|(h, d)| h * d).sum();
        self.hessian.iter().map(by).collect()
    }

    /// Whether both are one, to a part of what is largest in each derivative.
    #[track_caller]
    pub fn assert_close(&self, expected: &Second, tolerance: f64) {
        assert_close(&[self.value], &[expected.value], tolerance);
        assert_close(&self.gradient, &expected.gradient, tolerance);
        assert_close(&self.hessian.concat(), &expected.hessian.concat(), tolerance);
    }
}

/// Whether numbers are close, to a part of the largest one (or of one).
#[track_caller]
pub fn assert_close(found: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len());
    let scale = expected.iter().fold(1.0_f64, |most, x| most.max(x.abs()));
    for (found, expected) in found.iter().zip(expected) {
        let is_close = (found - expected).abs() <= tolerance * scale;
        assert!(is_close, "{found}, not {expected}, to {tolerance} of {scale}");
    }
}

/// A direction with all components.
pub fn direction(n: usize) -> Vec<f64> {
    (0..n).map(|i| ((i * i + 1) as f64 * 0.7).sin()).collect()
}

/// `H v` by differences of the gradient, with one extrapolation, to about 1e-8.
pub fn product_by_differences(grad: impl Fn(&[f64]) -> Vec<f64>, x: &[f64], v: &[f64]) -> Vec<f64> {
    let slope = |step: f64| {
        let at = |by: f64| {
            let moved: Vec<_> = x.iter().zip(v).map(|(x, v)| x + by * v).collect();
            grad(&moved)
        };
        let (left, right) = (at(-step), at(step));
        left.iter().zip(right).map(|(l, r)| (r - l) / (2.0 * step)).collect::<Vec<_>>()
    };
    let (wide, narrow) = (slope(2e-3), slope(1e-3));
    wide.iter().zip(narrow).map(|(wide, narrow)| (4.0 * narrow - wide) / 3.0).collect()
}
