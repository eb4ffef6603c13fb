//! Finite differences that know how good they are.
//!
//! In: a function of one step, near 0. Out: its slope at 0 and an error bound, for each output. Central
//! differences have an error of even powers of the step, so those of a shrinking sequence of steps are
//! extrapolated to step 0 (Richardson); of all extrapolations the one with the smallest error is taken (Ridders,
//! *Accurate computation of F'(x) and F'(x)F''(x)*, Adv. Eng. Software 4, 1982). Large steps have a
//! truncation error, which two neighbours in the scheme show. Small ones have a rounding error, which is the
//! function's noise over the step; the noise is measured from the function's own values at a few places close by (as in
//! Hamming's difference tables; Moré and Wild, *Estimating computational noise*, SIAM J. Sci. Comput. 33, 2011), and is two
//! units in the last place of the value at least. A slope is no better known than its argument, whose rounding moves it
//! by curvature times epsilon. An estimate from large steps counts only as long as the function looks smooth at the smaller ones.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// The first step, relative to the scale of the argument.
const LARGEST_STEP: f64 = 0.23;
/// Each step is so much smaller than the one before. Not a simple fraction, lest steps meet periods.
const SHRINK: f64 = 0.618_034;
/// The same where the function panicked: it may demand something of its arguments that holds close by, as that they be sorted.
const SHRINK_OUTSIDE: f64 = 0.1;
const N_STEPS: usize = 40;
/// By so many units in the last place may the argument be off where the slope is taken.
const ARGUMENT_ULPS: f64 = 16.0;
const MAX_ORDER: usize = 6;

/// A slope with the bound of its error.
#[derive(Clone, Copy, Debug)]
pub struct Slope {
    pub value: f64,
    pub error: f64,
    /// The steeper one of the slopes of the two sides, which cancel where the function is even.
    pub steepness: f64,
    /// The second difference, over the square of its step.
    pub curvature: f64,
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
    let noise = noise(at, center, epsilon);
    let mut schemes: Vec<_> = noise.into_iter().map(Scheme::new).collect();
    let mut step = LARGEST_STEP;
    for _ in 0..N_STEPS {
        let sides = [-step, step].map(|step| attempt(at, step));
        let has_panicked = sides.contains(&None);
        let [behind, ahead] = sides.map(Option::unwrap_or_default);
        for (i, scheme) in schemes.iter_mut().enumerate() {
            match (behind.get(i), ahead.get(i)) {
                (Some(&behind), Some(&ahead)) if (behind + ahead).is_finite() => {
                    scheme.add(Sample { step, behind, center: center[i], ahead, epsilon });
                }
                _ => scheme.restart(),
            }
        }
        if schemes.iter().all(|scheme| scheme.settled)
            && probe(at, center, &mut schemes, step, epsilon)
        {
            break;
        }
        step *= if has_panicked { SHRINK_OUTSIDE } else { SHRINK };
    }
    // Where all of the value is rounding errors (a fit without residuals), those of the argument and of what is
    // computed from it move the place at which the slope is taken.
    let finished = |scheme: Scheme| {
        let floor = |best: Slope| ARGUMENT_ULPS * epsilon * best.curvature;
        scheme.best.map(|best| Slope { error: best.error + floor(best), ..best })
    };
    schemes.into_iter().map(finished).collect()
}

/// The values at a step; none if the function panics there.
fn attempt(at: &mut dyn FnMut(f64) -> Vec<f64>, step: f64) -> Option<Vec<f64>> {
    catch_unwind(AssertUnwindSafe(|| at(step))).ok()
}

/// Whether the slopes hold up close, at a step that noise allows to see them just about: a function that
/// varies on a much smaller scale may have looked smooth from afar. Those that don't are not settled.
fn probe(
    at: &mut dyn FnMut(f64) -> Vec<f64>,
    center: &[f64],
    schemes: &mut [Scheme],
    last_step: f64,
    epsilon: f64,
) -> bool {
    let steps = schemes.iter().zip(center).map(|(scheme, center)| {
        let slope = scheme.best.map_or(0.0, |best| best.value.abs());
        let step = 1e4 * scheme.noise / slope.max(center.abs());
        if step.is_finite() { step } else { 0.0 }
    });
    let step = steps.fold(0.0, f64::max);
    if step == 0.0 || step > last_step {
        return true;
    }
    let (behind, ahead) = (at(-step), at(step));
    for (i, scheme) in schemes.iter_mut().enumerate() {
        let (Some(&behind), Some(&ahead), Some(best)) = (behind.get(i), ahead.get(i), scheme.best)
        else {
            continue;
        };
        let sample = Sample { step, behind, center: center[i], ahead, epsilon };
        let blurred = 10.0 * scheme.noise / step + sample.bend() / step + 1e-3 * best.value.abs();
        if (sample.slope() - best.value).abs() > blurred {
            scheme.restart();
            scheme.settled = false;
        }
    }
    schemes.iter().all(|scheme| scheme.settled)
}

/// The rounding errors in the values: by how much the values at some uneven places, so close that the function
/// is a line there, miss that line; and at least some units in the last place. Where all values are the same, the
/// places were too close to tell, and it is tried farther out.
fn noise(at: &mut dyn FnMut(f64) -> Vec<f64>, center: &[f64], epsilon: f64) -> Vec<f64> {
    let mut noise: Vec<Option<f64>> = vec![None; center.len()];
    let mut reach = epsilon.powf(0.66);
    while reach < 1e-2 && noise.contains(&None) {
        let places = [-1.0, -0.71, -0.44, -0.13, 0.29, 0.58, 0.83, 1.0];
        let values = places.map(|place| at(place * reach));
        for (i, noise) in noise.iter_mut().enumerate().filter(|(_, noise)| noise.is_none()) {
            let values = values.each_ref().map(|values| values.get(i).copied().unwrap_or(f64::NAN));
            let (first, last) = (values[0], values[7]);
            let line = |place: f64| 0.5 * (first + last) + 0.5 * place * (last - first);
            let missed =
                places.iter().zip(values).map(|(&place, value)| (value - line(place)).abs());
            if values.iter().any(|&value| value != first) {
                *noise = Some(2.0 * missed.fold(0.0, f64::max));
            }
        }
        reach *= 300.0;
    }
    let rounded = center.iter().map(|center| 2.0 * epsilon * center.abs());
    rounded.zip(noise).map(|(rounded, noise)| rounded.max(noise.unwrap_or(0.0))).collect()
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

    fn steepness(&self) -> f64 {
        (self.ahead - self.center).abs().max((self.behind - self.center).abs()) / self.step
    }

    /// By how much the middle misses the line through the two ends, twice.
    fn bend(&self) -> f64 {
        (self.ahead - self.center + (self.behind - self.center)).abs()
    }
}

/// The extrapolations of one output.
struct Scheme {
    /// The rounding error of a value.
    noise: f64,
    /// The extrapolations that end at the last step, by rising order.
    row: Vec<f64>,
    last_bend: Option<f64>,
    best: Option<Slope>,
    /// Whether smaller steps would only add rounding errors.
    settled: bool,
}

impl Scheme {
    fn new(noise: f64) -> Scheme {
        Scheme { noise, row: Vec::new(), last_bend: None, best: None, settled: false }
    }

    /// Forgets the larger steps: the function was not smooth there.
    fn restart(&mut self) {
        self.row.clear();
        self.last_bend = None;
        if let Some(best) = &mut self.best {
            best.smooth = false;
        }
    }

    fn add(&mut self, sample: Sample) {
        // The bend of a smooth function shrinks with the square of the step (to 0.38), that of a kink with the step
        // (to 0.62), and one that doesn't shrink at all belongs to something narrower than the step.
        let bend = sample.bend();
        let curvature = (bend - 4.0 * self.noise).max(0.0) / (sample.step * sample.step);
        let smooth = self.last_bend.is_some_and(|last| bend <= 0.5 * last + 8.0 * self.noise);
        if !smooth {
            self.restart();
        }
        self.last_bend = Some(bend);
        let above = std::mem::take(&mut self.row);
        self.row.push(sample.slope());
        let mut factor = 1.0;
        for (order, last) in above.into_iter().take(MAX_ORDER).enumerate() {
            factor /= SHRINK * SHRINK;
            let lower = self.row[order];
            let higher = lower + (lower - last) / (factor - 1.0);
            self.row.push(higher);
            let truncation = (higher - lower).abs().max((higher - last).abs());
            // The argument is rounded as well.
            let rounding = (self.noise + sample.epsilon * higher.abs()) / sample.step;
            let error = truncation + rounding;
            self.offer(Slope {
                value: higher,
                error,
                steepness: sample.steepness(),
                curvature,
                smooth,
            });
            let good = truncation <= rounding || truncation <= 1e-10 * higher.abs();
            self.settled |= good && order > 0;
        }
        if self.best.is_none() {
            let (value, error) = (sample.slope(), bend / sample.step);
            self.best =
                Some(Slope { value, error, steepness: sample.steepness(), curvature, smooth });
        }
    }

    /// Takes the slope if it is better than the best so far.
    fn offer(&mut self, slope: Slope) {
        let better = self.best.is_none_or(|best| !best.smooth || slope.error < best.error);
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
    let resolvable = 1e-3 * small.steepness() + 8.0 * epsilon * center.abs() / small.step;
    // Where the function is smooth the gap shrinks with the step, to an eighth.
    gap(&small) > 0.5 * gap(&large) && gap(&small) > resolvable
}
