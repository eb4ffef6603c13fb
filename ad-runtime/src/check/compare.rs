//! The check itself, on lists of coordinates.
//!
//! In: a function's value, forward mode and reverse mode as closures over lists of floats. Out: a
//! [`Report`], or the first [`Mismatch`], narrowed down to one coordinate.

use super::coordinates::Listing;
use super::difference::Slope;
use super::direction::{self, Direction};
use super::problem::{Forward, Gradient, Problem, Reverse, Value};
use super::verdict::{Cause, Mismatch, Report};

/// Checks the derivatives of a function at a point; called by the generated `check`.
pub fn check(
    function: &str,
    parameters: &[Listing],
    value: &mut Value<'_>,
    forward: &mut Forward<'_>,
    reverse: &mut Reverse<'_>,
) -> Result<Report, Mismatch> {
    let mut problem = Problem::new(function, parameters, value, forward, reverse)?;
    let cotangents = direction::cotangents(problem.center.len());
    let gradients = cotangents.into_iter().map(|y_bar| problem.finite_gradient(y_bar));
    let gradients = gradients.collect::<Result<Vec<_>, _>>()?;
    let directions = direction::directions(&problem.scale, &problem.parameters);
    compare(&mut problem, &gradients, &directions).or_else(|mismatch| {
        // What looks like a mismatch may be the noise of what is computed in `f32` on the way.
        if !directions.iter().any(|direction| problem.is_single(direction)) {
            return Err(mismatch);
        }
        problem.expect_single();
        compare(&mut problem, &gradients, &directions)
    })
}

fn compare(
    problem: &mut Problem<'_>,
    gradients: &[Gradient],
    directions: &[Direction],
) -> Result<Report, Mismatch> {
    let mut report = Report {
        function: problem.function.to_string(),
        n_coordinates: problem.scale.len(),
        n_directions: directions.len(),
        from_differences: 0.0,
        between_modes: 0.0,
        n_unresolved: 0,
    };
    for direction in directions {
        let tangent = problem.finite_tangent(direction)?;
        let slopes = problem.slopes(direction);
        for (output, (&y_dot, slope)) in tangent.iter().zip(&slopes).enumerate() {
            let comparison = problem.with_slope(y_dot, slope.as_ref(), output);
            if comparison.is_suspect(direction)
                && let Some(mismatch) = off_from_slope(problem, direction, output)
            {
                return Err(mismatch);
            }
            report.n_unresolved += usize::from(!comparison.resolved);
            report.from_differences = report.from_differences.max(comparison.relative);
        }
        for gradient in gradients {
            let comparison = problem.between_modes(direction, &tangent, gradient, &slopes);
            if comparison.is_off() {
                return Err(off_between_modes(problem, direction, gradient));
            }
            report.between_modes = report.between_modes.max(comparison.relative);
        }
    }
    Ok(report)
}

/// Forward mode and finite differences differ, or may: none if they don't where it is looked at closely.
fn off_from_slope(
    problem: &mut Problem<'_>,
    direction: &Direction,
    output: usize,
) -> Option<Mismatch> {
    let compare = |problem: &mut Problem<'_>, part: &Direction| {
        let y_dot = problem.tangent(part)[output];
        let slope = problem.slopes(part)[output];
        problem.with_slope(y_dot, slope.as_ref(), output)
    };
    let direction = narrow(direction, |part| compare(problem, part).is_suspect(part));
    if !compare(problem, &direction).is_off() {
        return None;
    }
    if problem.slopes(&direction)[output].is_none() {
        let (what, value) = ("the function beside the point", f64::NAN);
        let entry = direction.name(&problem.places);
        return Some(problem.mismatch(entry, Cause::NotFinite { what, value }));
    }
    let y_bar = unit(problem.center.len(), output);
    let place = problem.outputs[output].clone();
    Some(derivative(problem, &direction, y_bar, place))
}

/// The modes differ.
fn off_between_modes(
    problem: &mut Problem<'_>,
    direction: &Direction,
    gradient: &Gradient,
) -> Mismatch {
    let direction = narrow(direction, |part| {
        let (tangent, slopes) = (problem.tangent(part), problem.slopes(part));
        problem.between_modes(part, &tangent, gradient, &slopes).is_off()
    });
    let (tangent, slopes) = (problem.tangent(&direction), problem.slopes(&direction));
    let one_output = (0..problem.center.len()).find(|&output| {
        let gradient = problem.gradient(unit(problem.center.len(), output));
        problem.between_modes(&direction, &tangent, &gradient, &slopes).is_off()
    });
    match one_output {
        Some(output) => {
            let place = problem.outputs[output].clone();
            derivative(problem, &direction, unit(problem.center.len(), output), place)
        }
        None => derivative(problem, &direction, gradient.y_bar.clone(), String::new()),
    }
}

/// Bisects a direction that is off as long as a half of it is: errors add up linearly.
fn narrow(direction: &Direction, mut is_off: impl FnMut(&Direction) -> bool) -> Direction {
    let mut direction = direction.clone();
    while direction.moves.len() > 1 {
        let (left, right) = direction.moves.split_at(direction.moves.len() / 2);
        let halves = [left, right].map(|moves| direction.part(moves));
        match halves.into_iter().find(&mut is_off) {
            Some(half) => direction = half,
            None => break,
        }
    }
    direction
}

fn unit(n: usize, index: usize) -> Vec<f64> {
    let mut unit = vec![0.0; n];
    unit[index] = 1.0;
    unit
}

/// The numbers of a derivative that is off: of `⟨y_bar, f⟩` along the direction.
fn derivative(
    problem: &mut Problem<'_>,
    direction: &Direction,
    y_bar: Vec<f64>,
    output: String,
) -> Mismatch {
    // By one coordinate in its own unit; else along the direction as it is.
    let per = match direction.moves[..] {
        [only] => problem.scale[only],
        _ => 1.0,
    };
    let entry = direction.name(&problem.places);
    let forward = dot(&y_bar, &problem.tangent(direction));
    let reverse = dot(&problem.gradient(y_bar.clone()).x_bar, &direction.along);
    let slopes = problem.slopes(direction);
    let slopes: Option<Vec<Slope>> = slopes.into_iter().collect();
    let difference = slopes.as_ref().map(|slopes| {
        y_bar.iter().zip(slopes).map(|(y_bar, slope)| y_bar * slope.value / per).sum()
    });
    let error = slopes.map_or(0.0, |slopes| {
        y_bar.iter().zip(&slopes).map(|(y_bar, slope)| y_bar.abs() * slope.error / per).sum()
    });
    let kink = problem.is_kink(direction, &y_bar);
    let (forward, reverse) = (forward / per, reverse / per);
    problem.mismatch(entry, Cause::Derivative { output, forward, reverse, difference, error, kink })
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
