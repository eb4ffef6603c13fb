//! Declares programs and examines them.
//!
//! A file of programs holds ordinary functions with `#[differentiate]` and one table of them:
//!
//! ```ignore
//! programs! {
//!     rosenbrock(x, y) -> scalar, dual at (1.0, 2.0), (-1.2, 1.0);
//!     scaled(&x, const n) -> vector at ([0.5, 1.5], 3);
//!     larger(x, y) -> scalar at (1.0, 1.0) is [1.0, 0.0];
//! }
//! ```
//!
//! An entry is a function with its parameters as they are passed (`&x` by reference, `const n` without a
//! derivative), the shape of its result, and points. At each point the derivatives have to agree with each
//! other, with finite differences, with `f::check`, and for a `dual` program with num-dual; `single` says that the
//! program computes in `f32`. After `is` stands the Jacobian at a point where differences don't apply, row by row.

mod differences;
#[macro_use]
pub mod dual;
pub mod floats;

/// Examines functions of two floats with effects, which `counted` returns beside a value: the derivatives are those of differences, and
/// have the same effects as the function itself.
macro_rules! examined {
    ($counted:ident: $($name:ident)*) => {
        $({
            let (x, y) = (0.7, 1.3);
            let (value, effects) = $counted(|| $name(x, y));
            let ((own, gradient), own_effects) = $counted(|| $name::value_and_grad(x, y));
            assert_eq!((own, &own_effects), (value, &effects), stringify!($name));
            let (pulled, own_effects) = $counted(|| $name::vjp(x, y).1(1.0));
            assert_eq!(own_effects, effects, stringify!($name));
            let (dotted, own_effects) = $counted(|| $name::jvp(x, y, 1.0, 0.0));
            assert_eq!((dotted.0, own_effects), (value, effects), stringify!($name));
            let step = 1e-6;
            let slope = |a: f64, b: f64| (a - b) / (2.0 * step);
            let by_x = slope($name(x + step, y), $name(x - step, y));
            let by_y = slope($name(x, y + step), $name(x, y - step));
            let near = |a: f64, b: f64| (a - b).abs() < 1e-7 * (1.0 + a.abs());
            assert!(near(gradient.0, by_x) && near(gradient.1, by_y), stringify!($name));
            assert!(near(pulled.0, by_x) && near(pulled.1, by_y) && near(dotted.1, by_x));
            $name::check(x, y).unwrap();
        })*
    };
}

/// Examines functions of a list at a point: the value is the function's own, the gradient that of central differences, and the modes agree.
macro_rules! examined_at {
    ($point:expr; $($name:ident)*) => {
        $({
            let x = $point;
            let (value, gradient) = $name::value_and_grad(&x);
            assert_eq!(value, $name(&x), stringify!($name));
            for i in 0..x.len() {
                let step = 1e-6;
                let at = |by: f64| {
                    let mut moved = x;
                    moved[i] += by;
                    $name(&moved)
                };
                let slope = (at(step) - at(-step)) / (2.0 * step);
                let near = (slope - gradient[i]).abs() < 1e-7 * (1.0 + slope.abs());
                assert!(near, "{} by {i}: {} and {slope}", stringify!($name), gradient[i]);
            }
            $name::check(&x).unwrap();
        })*
    };
}

use ad_runtime::Differentiable;

/// How far derivatives may be apart, relative to the largest of their row of the Jacobian.
pub struct Tolerance {
    exact: f64,
    differences: f64,
    epsilon: f64,
}

/// For programs in `f64`.
pub const DOUBLE: Tolerance = Tolerance { exact: 1e-12, differences: 1e-7, epsilon: f64::EPSILON };
/// For programs in `f32`.
pub const SINGLE: Tolerance =
    Tolerance { exact: 1e-5, differences: 1e-2, epsilon: f32::EPSILON as f64 };

/// A function at a point.
type Value<'a> = dyn Fn(&[f64]) -> Vec<f64> + 'a;
/// One of its derivatives there: the value, and one row of the Jacobian, or one column.
type Derivative<'a> = dyn Fn(&[f64]) -> (Vec<f64>, Vec<f64>) + 'a;

/// A program at a point, as functions of lists of floats.
pub struct Program<'a> {
    /// The floats that it is differentiated by.
    pub point: Vec<f64>,
    /// The program itself.
    pub value: Box<Value<'a>>,
    /// Its `jvp`, given the dots.
    pub jvp: Box<Derivative<'a>>,
    /// Its `vjp` and pullback, given the result's bar.
    pub vjp: Box<Derivative<'a>>,
    /// Its `value_and_grad`, for a scalar; it takes nothing.
    pub gradient: Option<Box<Derivative<'a>>>,
    /// Its derivative by one coordinate, by num-dual.
    pub dual: Option<Box<dyn Fn(usize) -> Vec<f64> + 'a>>,
    /// Its own check.
    pub check: Box<dyn Fn() -> Result<(), String> + 'a>,
    /// What is near enough.
    pub tolerance: Tolerance,
}

impl Program<'_> {
    /// Compares everything with everything.
    pub fn examine(&self) {
        let jacobian = self.jacobian();
        let value = (self.value)(&self.point);
        for (i, forward) in jacobian.iter().enumerate() {
            let (_, reverse) = (self.vjp)(&unit(value.len(), i));
            let largest = largest(forward).max(largest(&reverse));
            let near = self.tolerance.exact * largest;
            assert_near("vjp", forward, &reverse, near);
            if let Some(gradient) = &self.gradient {
                assert_near("grad", forward, &gradient(&[]).1, near);
            }
            if let Some(dual) = &self.dual {
                let dual: Vec<_> = (0..self.point.len()).map(|j| dual(j)[i]).collect();
                assert_near("num-dual", forward, &dual, near);
            }
            self.compare_with_differences(i, value[i], forward, largest);
        }
        (self.check)().expect("check finds nothing");
    }

    /// Compares with a Jacobian that is known.
    pub fn expect(&self, jacobian: &[f64]) {
        assert_eq!(self.jacobian().concat(), jacobian, "jvp");
        let n_outputs = (self.value)(&self.point).len();
        let rows = (0..n_outputs).map(|i| (self.vjp)(&unit(n_outputs, i)).1);
        assert_eq!(rows.collect::<Vec<_>>().concat(), jacobian, "vjp");
        if let Some(gradient) = &self.gradient {
            assert_eq!(gradient(&[]).1, jacobian, "grad");
        }
    }

    /// The Jacobian by forward mode. Every mode's value is the program's, bit for bit.
    fn jacobian(&self) -> Vec<Vec<f64>> {
        let value = (self.value)(&self.point);
        let columns = (0..self.point.len()).map(|j| (self.jvp)(&unit(self.point.len(), j)));
        let columns: Vec<_> = columns.collect();
        let zeros = vec![0.0; value.len()];
        let gradient = self.gradient.iter().map(|gradient| gradient(&[]).0);
        let values = columns.iter().map(|(value, _)| value.clone()).chain(gradient);
        for other in values.chain([(self.vjp)(&zeros).0]) {
            assert_eq!(bits(&value), bits(&other), "{value:?} is not {other:?}");
        }
        (0..value.len()).map(|i| columns.iter().map(|(_, y_dot)| y_dot[i]).collect()).collect()
    }

    fn compare_with_differences(&self, output: usize, value: f64, row: &[f64], largest: f64) {
        // The floor is for results that don't depend on the coordinate at all.
        let scale = largest.max(1e-3 * value.abs()).max(1e-9);
        for (j, &derivative) in row.iter().enumerate() {
            let Tolerance { differences, epsilon, .. } = self.tolerance;
            let slope = differences::slope(&*self.value, &self.point, j, output, epsilon);
            let distance = (slope.value - derivative).abs();
            let near = differences * scale;
            assert!(
                slope.error <= 100.0 * near && distance <= near.max(4.0 * slope.error),
                "output {output} by coordinate {j}: {derivative}, by differences {} ± {:.0e}",
                slope.value,
                slope.error,
            );
        }
    }
}

fn unit(n: usize, index: usize) -> Vec<f64> {
    (0..n).map(|i| if i == index { 1.0 } else { 0.0 }).collect()
}

fn bits(floats: &[f64]) -> Vec<u64> {
    floats.iter().map(|float| float.to_bits()).collect()
}

fn largest(row: &[f64]) -> f64 {
    row.iter().fold(0.0, |largest, entry| entry.abs().max(largest))
}

fn assert_near(what: &str, forward: &[f64], other: &[f64], near: f64) {
    let is_near = |(a, b): (&f64, &f64)| (a - b).abs() <= near;
    assert!(
        forward.len() == other.len() && forward.iter().zip(other).all(is_near),
        "jvp says {forward:?}, {what} says {other:?}"
    );
}

/// An argument of a program, and a tangent beside it.
pub struct Argument<V: Differentiable> {
    pub value: V,
    pub dot: V::Tangent,
}

impl<V: Differentiable> Argument<V> {
    /// The argument with the tangent zero.
    pub fn new(value: V) -> Argument<V> {
        let dot = value.zero_tangent();
        Argument { value, dot }
    }
}

/// A table of programs: a test for each.
macro_rules! programs {
    ($(
        $name:ident $params:tt -> $shape:ident $(, $kind:ident)?
        at $(($($arg:expr),* $(,)?)),+ $(is $jacobian:expr)?;
    )*) => {
        mod tests {
            use $crate::harness::{self, floats::Floats, Argument, Program};

            $(
                #[test]
                #[allow(unused_mut)]
                fn $name() {
                    for point in [$(($($arg,)*)),+] {
                        let program = program!(point, super::$name, $shape, [$($kind)?] $params);
                        examine!(program $($jacobian)?);
                    }
                }
            )*
        }
    };
}

macro_rules! examine {
    ($program:ident) => {
        $program.examine()
    };
    ($program:ident $jacobian:expr) => {
        $program.expect(&$jacobian)
    };
}

/// The [`Program`] of a function at a point.
macro_rules! program {
    ($point:ident, $($module:ident)::+, $shape:ident, $kind:tt ($($params:tt)*)) => {
        program!(@params ($point, $($module)::+, $shape, $kind) [] [] $($params)*,)
    };

    // One parameter after the other: how it is passed, and how its dot is passed.
    (@params $p:tt [$($values:tt)*] $dots:tt const &$x:ident, $($rest:tt)*) => {
        program!(@params $p [$($values)* ($x: &$x.value)] $dots $($rest)*)
    };
    (@params $p:tt [$($values:tt)*] $dots:tt const $x:ident, $($rest:tt)*) => {
        program!(@params $p [$($values)* ($x: $x.value.clone())] $dots $($rest)*)
    };
    (@params $p:tt [$($values:tt)*] [$($dots:tt)*] &$x:ident, $($rest:tt)*) => {
        program!(@params $p [$($values)* ($x: &$x.value)] [$($dots)* ($x: &$x.dot)] $($rest)*)
    };
    (@params $p:tt [$($values:tt)*] [$($dots:tt)*] $x:ident, $($rest:tt)*) => {
        program!(@params $p
            [$($values)* ($x: $x.value.clone())] [$($dots)* ($x: $x.dot.clone())] $($rest)*)
    };

    (@params ($point:ident, $super:ident::$f:ident, $shape:ident, $kind:tt)
        [$(($x:ident: $($value:tt)*))*] [$(($active:ident: $($dot:tt)*))*]
    ) => {{
        let arguments = || {
            let ($($x,)*) = $point.clone();
            ($(Argument::new($x),)*)
        };
        #[allow(unused_variables)]
        let mut program = Program {
            point: {
                let ($($x,)*) = arguments();
                [$($active.value.floats()),*].concat()
            },
            value: Box::new(move |point| {
                let mut point = point.iter();
                let ($(mut $x,)*) = arguments();
                $($active.value.refill(&mut point);)*
                $super::$f($($($value)*),*).floats()
            }),
            jvp: Box::new(move |dots| {
                let mut dots = dots.iter();
                let ($(mut $x,)*) = arguments();
                $($active.dot.refill(&mut dots);)*
                let (value, value_dot) = $super::$f::jvp($($($value)*,)* $($($dot)*),*);
                (value.floats(), value_dot.floats())
            }),
            vjp: Box::new(move |value_bar| {
                let ($($x,)*) = arguments();
                let (value, pullback) = $super::$f::vjp($($($value)*),*);
                let mut output = Argument::new(value);
                output.dot.refill(&mut value_bar.iter());
                (output.value.floats(), pullback(output.dot).floats())
            }),
            gradient: program!(@gradient $shape {
                let ($($x,)*) = arguments();
                let (value, gradient) = $super::$f::value_and_grad($($($value)*),*);
                (value.floats(), gradient.floats())
            }),
            dual: None,
            check: Box::new(move || {
                let ($($x,)*) = arguments();
                match $super::$f::check($($($value)*),*) {
                    Ok(_) => Ok(()),
                    Err(mismatch) => Err(mismatch.to_string()),
                }
            }),
            tolerance: harness::DOUBLE,
        };
        program!(@kind $kind program arguments $super::$f [$(($x: $($value)*))*]);
        program
    }};

    (@gradient scalar $body:block) => { Some(Box::new(move |_| $body)) };
    (@gradient vector $body:block) => { None };

    (@kind [] $($rest:tt)*) => {};
    (@kind [single] $program:ident $($rest:tt)*) => { $program.tolerance = harness::SINGLE; };
    (@kind [dual] $program:ident $arguments:ident $super:ident::$f:ident [$(($x:ident: $($value:tt)*))*]) => {
        $program.dual = Some(Box::new(move |coordinate| {
            let mut seed = harness::dual::Seed::new(coordinate);
            let ($($x,)*) = $arguments();
            $(let $x = seed.lift($x);)*
            harness::dual::derivatives($super::dual::$f($($($value)*),*))
        }));
    };
}

mod tests;
