//! Finite differences that know how good they are.
//!
//! In: a function of one step, near 0. Out: its slope at 0 and an error bound, for each output. Central
//! differences have an error of even powers of the step, so those of a shrinking sequence of steps are
//! extrapolated to step 0 (Richardson); of all extrapolations the one with the smallest error is taken (Ridders,
//! *Accurate computation of F'(x) and F'(x)F''(x)*, Adv. Eng. Software 4, 1982). Large steps have a
//! truncation error, which two neighbours in the scheme show; small ones a rounding error, which is estimated.

/// The first step, relative to the scale of the argument.
const LARGEST_STEP: f64 = 0.23;
/// Each step is so much smaller than the one before. Not a simple fraction, lest steps meet periods.
const SHRINK: f64 = 0.6;
const N_STEPS: usize = 30;
const MAX_ORDER: usize = 6;

/// A slope with the bound of its error.
#[derive(Clone, Copy, Debug)]
pub struct Slope {
    pub value: f64,
    pub error: f64,
    /// Whether the function looked smooth at the step of this slope.
    pub smooth: bool,
}

/// The slopes of all outputs of `at` at step 0, where it has the value `center`; `None` for an output that isn't
/// finite beside the point.
pub fn slopes(
    at: &mut dyn FnMut(f64) -> Vec<f64>,
    center: &[f64],
    epsilon: f64,
) -> Vec<Option<Slope>> {
    let mut schemes = vec![Scheme::default(); center.len()];
    let mut step = LARGEST_STEP;
    for _ in 0..N_STEPS {
        let (behind, ahead) = (at(-step), at(step));
        for (i, scheme) in schemes.iter_mut().enumerate() {
            let sample = [behind.get(i), center.get(i), ahead.get(i)];
            match sample.map(|value| value.copied().unwrap_or(f64::NAN)) {
                [behind, center, ahead] if behind.is_finite() && ahead.is_finite() => {
                    scheme.add(Sample { step, behind, center, ahead, epsilon });
                }
                _ => scheme.restart(),
            }
        }
        if schemes.iter().all(Scheme::is_settled) {
            break;
        }
        step *= SHRINK;
    }
    schemes.into_iter().map(|scheme| scheme.best).collect()
}

/// The function at three places.
#[derive(Clone, Copy)]
struct Sample {
    step: f64,
    behind: f64,
    center: f64,
    ahead: f64,
    epsilon: f64,
}

impl Sample {
    fn slope(&self) -> f64 {
        (self.ahead - self.behind) / (2.0 * self.step)
    }

    /// By how much the middle misses the line through the two ends, twice.
    fn bend(&self) -> f64 {
        (self.ahead - self.center + (self.behind - self.center)).abs()
    }

    /// The rounding error of a value.
    fn noise(&self) -> f64 {
        let largest = self.ahead.abs().max(self.behind.abs()).max(self.center.abs());
        2.0 * self.epsilon * largest
    }
}

/// The extrapolations of one output.
#[derive(Clone, Default)]
struct Scheme {
    /// Those that end at the last step, by rising order.
    row: Vec<f64>,
    n_samples: usize,
    last_bend: Option<f64>,
    best: Option<Slope>,
    /// Whether smaller steps would only add rounding errors.
    settled: bool,
}

impl Scheme {
    fn restart(&mut self) {
        *self = Scheme { best: self.best, ..Scheme::default() };
    }

    fn is_settled(&self) -> bool {
        self.settled
    }

    fn add(&mut self, sample: Sample) {
        // The bend of a smooth function shrinks with the square of the step (to 0.36), that of a kink with the step
        // (to 0.6), and one that doesn't shrink at all belongs to something narrower than the step.
        let bend = sample.bend();
        let smooth = self.last_bend.is_some_and(|last| bend <= 0.48 * last + 4.0 * sample.noise());
        self.last_bend = Some(bend);
        self.n_samples += 1;

        let above = std::mem::take(&mut self.row);
        self.row.push(sample.slope());
        let mut factor = 1.0;
        for last in above.into_iter().take(MAX_ORDER) {
            factor /= SHRINK * SHRINK;
            let lower = self.row[self.row.len() - 1];
            let higher = lower + (lower - last) / (factor - 1.0);
            self.row.push(higher);
            let truncation = (higher - lower).abs().max((higher - last).abs());
            let rounding = (sample.noise() + sample.epsilon * higher.abs()) / sample.step;
            self.offer(Slope { value: higher, error: truncation + rounding, smooth });
            let good = truncation <= rounding || truncation <= 1e-10 * higher.abs();
            self.settled |= smooth && good && self.n_samples > 3;
        }
    }

    /// Takes the slope if it is better than the best so far.
    fn offer(&mut self, slope: Slope) {
        let better = self.best.is_none_or(|best| match (slope.smooth, best.smooth) {
            (true, false) => true,
            (false, true) => false,
            _ => slope.error < best.error,
        });
        if better {
            self.best = Some(slope);
        }
    }
}

/// Whether the slopes on the two sides differ: a kink or a jump at the point itself.
pub fn is_kink(at: &mut dyn FnMut(f64) -> f64, center: f64, epsilon: f64) -> bool {
    let mut sample =
        |step: f64| Sample { step, behind: at(-step), center, ahead: at(step), epsilon };
    let large = sample(epsilon.cbrt());
    let small = sample(epsilon.cbrt() / 8.0);
    let gap = |sample: &Sample| sample.bend() / sample.step;
    let steepest = (small.ahead - center).abs().max((small.behind - center).abs()) / small.step;
    let resolvable = 1e-3 * steepest + 4.0 * small.noise() / small.step;
    // Where the function is smooth the gap shrinks with the step, to an eighth.
    gap(&small) > 0.5 * gap(&large) && gap(&small) > resolvable
}
