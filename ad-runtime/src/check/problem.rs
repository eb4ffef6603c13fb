//! A function at a point, with everything that a check asks of it.
//!
//! Directions are scaled: along a coordinate's direction a step of 1 changes the coordinate by as much as
//! it, or its neighbours, are large. So the tolerances needn't know units.

use std::collections::BTreeMap;
use std::ops::Range;

use super::coordinates::{Entries, Float, Listing};
use super::difference::{self, Slope};
use super::direction::Direction;
use super::precision;
use super::verdict::{Cause, Mismatch};

/// The value at `point + step * along`.
pub type Value<'a> = dyn FnMut(&mut Entries<'_>, f64) -> Vec<Float> + 'a;
/// The value, and its derivative along a direction.
pub type Forward<'a> = dyn FnMut(&mut Entries<'_>) -> (Vec<Float>, Vec<Float>) + 'a;
/// The value, and the gradient for a cotangent.
pub type Reverse<'a> = dyn FnMut(&mut Entries<'_>) -> (Listing, Vec<Float>) + 'a;

/// Beyond their own error bound, finite differences are trusted to this.
const DIFFERENCE_TOLERANCE: f64 = 1e-6;
/// Along many coordinates at once the first suspicion is raised by this, as one of a thousand may be off.
const SUSPICION: f64 = 1e-9;
/// How much forward and reverse mode may differ.
const MODES_TOLERANCE: f64 = 1e-10;
/// Finite differences that can't tell this much say little.
const RESOLUTION: f64 = 1e-4;
const SINGLE: f64 = f32::EPSILON as f64;

/// A function at a point.
pub struct Problem<'a> {
    pub function: &'a str,
    value: &'a mut Value<'a>,
    forward: &'a mut Forward<'a>,
    reverse: &'a mut Reverse<'a>,
    /// The places of the coordinates, such as `x[3]`.
    pub places: Vec<String>,
    /// The scales of the coordinates.
    pub scale: Vec<f64>,
    /// Which coordinates belong to each parameter.
    pub parameters: Vec<Range<usize>>,
    /// The places of the entries of the result.
    pub outputs: Vec<String>,
    /// The result.
    pub center: Vec<f64>,
    /// The precision of the least precise coordinate, or of what the function computes in.
    epsilon: f64,
}

/// A cotangent of the result and what reverse mode makes of it.
pub struct Gradient {
    pub y_bar: Vec<f64>,
    pub x_bar: Vec<f64>,
}

/// How far two derivatives are apart.
pub struct Comparison {
    /// Relative to their size.
    pub relative: f64,
    /// Relative to what is allowed.
    distance: f64,
    /// Relative to what may hide an error in one coordinate of many.
    suspicion: f64,
    /// Whether the comparison can see an error of one part in 10⁴.
    pub resolved: bool,
}

impl Comparison {
    /// Whether they are too far apart, or not comparable.
    pub fn is_off(&self) -> bool {
        self.distance > 1.0 || self.distance.is_nan()
    }

    /// Whether one of the coordinates of a direction may be off.
    pub fn is_suspect(&self, direction: &Direction) -> bool {
        self.is_off() || (direction.moves.len() > 1 && self.suspicion > 1.0)
    }
}

impl<'a> Problem<'a> {
    /// The problem, once everything at the point itself is finite and the modes return the function's value.
    pub fn new(
        function: &'a str,
        parameters: &[Listing],
        value: &'a mut Value<'a>,
        forward: &'a mut Forward<'a>,
        reverse: &'a mut Reverse<'a>,
    ) -> Result<Problem<'a>, Mismatch> {
        let places: Vec<_> = parameters.iter().flat_map(|x| x.places.iter().cloned()).collect();
        let point: Vec<Float> = parameters.iter().flat_map(|x| x.floats.iter().copied()).collect();
        let zeros = vec![0.0; point.len()];
        let center = value(&mut Entries::new(&zeros), 0.0);
        let (from_forward, _) = forward(&mut Entries::new(&zeros));
        let (from_reverse, _) = reverse(&mut Entries::new(&vec![0.0; center.len()]));
        let floats = point.iter().chain(&center);
        let problem = Problem {
            function,
            value,
            forward,
            reverse,
            places,
            scale: parameters.iter().flat_map(scales).collect(),
            parameters: ranges(parameters),
            outputs: from_reverse.places,
            epsilon: floats.map(|float| float.epsilon).fold(f64::EPSILON, f64::max),
            center: values(&center),
        };
        if let Some(i) = point.iter().position(|float| !float.value.is_finite()) {
            let (what, value) = ("the argument", point[i].value);
            return Err(
                problem.mismatch(problem.places[i].clone(), Cause::NotFinite { what, value })
            );
        }
        if let Some(&value) = problem.center.iter().find(|value| !value.is_finite()) {
            let what = "the value";
            return Err(problem.mismatch(String::new(), Cause::NotFinite { what, value }));
        }
        problem.same_value("forward", &values(&from_forward))?;
        problem.same_value("reverse", &values(&from_reverse.floats))?;
        Ok(problem)
    }

    /// Whether the function computes in single precision along a direction, though neither its arguments nor its result are of it.
    pub fn is_single(&mut self, direction: &Direction) -> bool {
        let value = &mut self.value;
        let mut at = |step| values(&value(&mut Entries::new(&direction.along), step));
        self.epsilon < SINGLE && precision::is_single(&mut at, self.center.len())
    }

    /// Expects no more than single precision.
    pub fn expect_single(&mut self) {
        self.epsilon = self.epsilon.max(SINGLE);
    }

    fn same_value(&self, mode: &'static str, from_mode: &[f64]) -> Result<(), Mismatch> {
        let mut pairs = self.outputs.iter().zip(from_mode).zip(&self.center);
        match pairs.find(|((_, value), expected)| value != expected) {
            None => Ok(()),
            Some(((output, &value), &expected)) => {
                let cause = Cause::Value { mode, output: output.clone(), value, expected };
                Err(self.mismatch(String::new(), cause))
            }
        }
    }

    /// A mismatch of this function.
    pub fn mismatch(&self, entry: String, cause: Cause) -> Mismatch {
        Mismatch { function: self.function.to_string(), entry, cause }
    }

    /// The derivative along a direction, by forward mode.
    pub fn tangent(&mut self, direction: &Direction) -> Vec<f64> {
        values(&(self.forward)(&mut Entries::new(&direction.along)).1)
    }

    /// The same, if it is finite and has the result's shape.
    pub fn finite_tangent(&mut self, direction: &Direction) -> Result<Vec<f64>, Mismatch> {
        let tangent = self.tangent(direction);
        let entry = direction.name(&self.places);
        self.same_shape("forward", tangent.len(), self.center.len())?;
        match tangent.iter().find(|y_dot| !y_dot.is_finite()) {
            None => Ok(tangent),
            Some(&value) => {
                let what = "the derivative by forward mode";
                Err(self.mismatch(entry, Cause::NotFinite { what, value }))
            }
        }
    }

    /// The gradient for a cotangent of the result, by reverse mode.
    pub fn gradient(&mut self, y_bar: Vec<f64>) -> Gradient {
        let x_bar = values(&(self.reverse)(&mut Entries::new(&y_bar)).1);
        Gradient { y_bar, x_bar }
    }

    /// The same, if it is finite and has the arguments' shape.
    pub fn finite_gradient(&mut self, y_bar: Vec<f64>) -> Result<Gradient, Mismatch> {
        let gradient = self.gradient(y_bar);
        self.same_shape("reverse", gradient.x_bar.len(), self.scale.len())?;
        match gradient.x_bar.iter().position(|x_bar| !x_bar.is_finite()) {
            None => Ok(gradient),
            Some(i) => {
                let (what, value) = ("the derivative by reverse mode", gradient.x_bar[i]);
                Err(self.mismatch(self.places[i].clone(), Cause::NotFinite { what, value }))
            }
        }
    }

    fn same_shape(&self, mode: &'static str, len: usize, expected: usize) -> Result<(), Mismatch> {
        match len == expected {
            true => Ok(()),
            false => Err(self.mismatch(String::new(), Cause::Shape { mode, len, expected })),
        }
    }

    /// The derivatives along a direction, by finite differences.
    pub fn slopes(&mut self, direction: &Direction) -> Vec<Option<Slope>> {
        let value = &mut self.value;
        let mut at = |step| values(&value(&mut Entries::new(&direction.along), step));
        difference::slopes(&mut at, &self.center, self.epsilon)
    }

    /// Whether `⟨y_bar, f⟩` has a kink in this direction.
    pub fn is_kink(&mut self, direction: &Direction, y_bar: &[f64]) -> bool {
        let value = &mut self.value;
        let along = |values: &[f64]| values.iter().zip(y_bar).map(|(y, y_bar)| y * y_bar).sum();
        let center = along(&self.center);
        let mut at = |step| along(&values(&value(&mut Entries::new(&direction.along), step)));
        difference::is_kink(&mut at, center, self.epsilon)
    }

    /// Compares a derivative with that by finite differences.
    pub fn with_slope(&self, y_dot: f64, slope: Option<&Slope>, output: usize) -> Comparison {
        let Some(slope) = slope else {
            return Comparison {
                relative: f64::NAN,
                distance: f64::NAN,
                suspicion: f64::NAN,
                resolved: false,
            };
        };
        let size = y_dot.abs().max(slope.value.abs());
        let difference = (y_dot - slope.value).abs();
        let error = 4.0 * slope.error;
        let tolerance = DIFFERENCE_TOLERANCE.max(64.0 * self.epsilon);
        // A derivative some thousand times smaller than the values around (24 for `f32`) is as good as none to
        // finite differences.
        let around = self.center[output].abs().max(slope.steepness);
        let noticeable = size.max(self.epsilon.powf(0.2) * around);
        let resolution = RESOLUTION.max(4096.0 * self.epsilon);
        Comparison {
            relative: ratio(difference, noticeable),
            distance: ratio(difference, tolerance * size + error),
            suspicion: ratio(difference, SUSPICION.max(64.0 * self.epsilon) * size + error),
            resolved: error <= 0.5 * resolution * noticeable,
        }
    }

    /// Compares `⟨y_bar, J x_dot⟩` with `⟨Jᵀ y_bar, x_dot⟩`.
    pub fn between_modes(
        &self,
        direction: &Direction,
        tangent: &[f64],
        gradient: &Gradient,
        slopes: &[Option<Slope>],
    ) -> Comparison {
        let (forward, forward_size) = dot(&gradient.y_bar, tangent);
        let (reverse, reverse_size) = dot(&gradient.x_bar, &direction.along);
        let size = forward_size + reverse_size;
        let difference = (forward - reverse).abs();
        // What cancels inside the function leaves rounding errors of the size of all of it.
        let (_, value_size) = dot(&gradient.y_bar, &self.center);
        let sensitivity = gradient.x_bar.iter().zip(&self.scale).map(|(g, s)| (g * s).abs());
        let inside = value_size + sensitivity.fold(0.0, f64::max);
        let rounding = 1e-12 + 64.0 * self.epsilon;
        // And what cancels at an optimum leaves those of the residuals, which are rounding errors themselves.
        let curvatures = slopes.iter().map(|slope| slope.map_or(0.0, |slope| slope.curvature));
        let curvature: f64 =
            curvatures.zip(&gradient.y_bar).map(|(c, y_bar)| c * y_bar.abs()).sum();
        let floor = 1024.0 * self.epsilon * self.epsilon * curvature;
        let tolerance = MODES_TOLERANCE.max(256.0 * self.epsilon);
        Comparison {
            relative: ratio(difference, size + inside),
            distance: ratio(difference, tolerance * size + rounding * inside + floor),
            suspicion: 0.0,
            resolved: true,
        }
    }
}

/// The sum of the products, and of their magnitudes.
fn dot(a: &[f64], b: &[f64]) -> (f64, f64) {
    let products = a.iter().zip(b).map(|(a, b)| a * b);
    products.fold((0.0, 0.0), |(sum, size), product| (sum + product, size + product.abs()))
}

/// `part / whole`, and 0 for nothing of nothing.
fn ratio(part: f64, whole: f64) -> f64 {
    if part == 0.0 { 0.0 } else { part / whole }
}

fn values(floats: &[Float]) -> Vec<f64> {
    floats.iter().map(|float| float.value).collect()
}

/// The least scale of a field, relative to the parameter's.
const LEAST_SCALE: f64 = 1e-10;

/// The scales of a parameter's coordinates: their own magnitude, but at least that of the others of their list on average. Fields may have different units: where all of a field's coordinates
/// are zero, or next to it, the scale is that of the parameter; 1 where all are zero.
fn scales(parameter: &Listing) -> Vec<f64> {
    let point = values(&parameter.floats);
    let fields: Vec<_> = parameter.places.iter().map(|place| field(place)).collect();
    let mean = |of: Option<&str>| {
        let others =
            point.iter().zip(&fields).filter(|(_, field)| of.is_none_or(|of| of == *field));
        let others: Vec<_> = others.map(|(x, _)| x.abs()).collect();
        others.iter().sum::<f64>() / others.len() as f64
    };
    let all = match mean(None) {
        0.0 => 1.0,
        mean => mean,
    };
    let mut of_fields = BTreeMap::new();
    for field in &fields {
        of_fields.entry(field.as_str()).or_insert_with(|| match mean(Some(field)) {
            least if least < LEAST_SCALE * all => all,
            least => least,
        });
    }
    point.iter().zip(&fields).map(|(x, field)| x.abs().max(of_fields[field.as_str()])).collect()
}

/// A coordinate's place without indices: `model.weights[]`.
fn field(place: &str) -> String {
    let mut depth = 0;
    let outside = |c: &char| {
        depth += i32::from(*c == '[');
        let is_outside = depth == 0 || *c == '[' && depth == 1;
        depth -= i32::from(*c == ']');
        is_outside
    };
    place.chars().filter(outside).collect()
}

fn ranges(parameters: &[Listing]) -> Vec<Range<usize>> {
    let mut end = 0;
    let mut ranges = Vec::new();
    for parameter in parameters {
        let start = end;
        end += parameter.floats.len();
        ranges.push(start..end);
    }
    ranges
}
