//! Finite differences with Richardson extrapolation (Ridders' method).

/// How many step sizes are tried.
const N_STEPS: usize = 12;
/// The ratio of one step size to the next.
const RATIO: f64 = 2.0;

/// A derivative and a bound on its error.
pub struct Slope {
    pub value: f64,
    pub error: f64,
}

/// The derivative of an entry of `f(x)`, which is exact to a relative `epsilon`, by `x[j]`.
pub fn slope(f: &super::Value<'_>, x: &[f64], j: usize, output: usize, epsilon: f64) -> Slope {
    let at = |step: f64| {
        let mut moved = x.to_vec();
        moved[j] += step;
        f(&moved)[output]
    };
    let mut best = Slope { value: f64::NAN, error: f64::INFINITY };
    let mut step = 0.02 * x[j].abs().max(0.25);
    // A row of the tableau: `row[k]` has an error of order `step^(2k + 2)`.
    let mut row: Vec<f64> = Vec::new();
    for _ in 0..N_STEPS {
        let (left, right) = (at(-step), at(step));
        let mut next = vec![(right - left) / (2.0 * step)];
        let rounding = epsilon * left.abs().max(right.abs()) / step;
        let mut factor = RATIO * RATIO;
        for (k, &before) in row.iter().enumerate() {
            let extrapolated = (factor * next[k] - before) / (factor - 1.0);
            let spread = (extrapolated - next[k]).abs().max((extrapolated - before).abs());
            let error = spread.max(rounding);
            if error <= best.error {
                best = Slope { value: extrapolated, error };
            }
            next.push(extrapolated);
            factor *= RATIO * RATIO;
        }
        row = next;
        step /= RATIO;
    }
    best
}
