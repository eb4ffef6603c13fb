//! What a function of the corpus is compared with: finite differences, both modes with each other, and its own `check`.
//!
//! A file ends with a table of its functions, each with its parameters as they are passed (`&x` by reference, `const n` without a derivative) and points:
//!
//! ```ignore
//! corpus! {
//!     de_casteljau(&control, t) at (heart(), 0.3);
//! }
//! ```

use ad_runtime::Parameters;
use ad_runtime::prelude::*;

/// A function of lists of floats, and one with its derivative.
type Function<'a> = Box<dyn Fn(&[f64]) -> Vec<f64> + 'a>;
type Derivative<'a> = Box<dyn Fn(&[f64]) -> (Vec<f64>, Vec<f64>) + 'a>;

/// A function at a point, as functions of lists of floats.
pub struct Case<'a> {
    /// The floats that it is differentiated by.
    pub point: Vec<f64>,
    /// The function itself.
    pub value: Function<'a>,
    /// Its value and tangent, given the dots.
    pub jvp: Derivative<'a>,
    /// Its value and cotangents, given the result's.
    pub vjp: Derivative<'a>,
}

impl Case<'_> {
    /// Compares everything with everything.
    pub fn examine(&self) {
        let value = (self.value)(&self.point);
        assert!(!value.is_empty() && value.iter().all(|v| v.is_finite()), "the value is {value:?}");
        let columns: Vec<_> =
            (0..self.point.len()).map(|j| (self.jvp)(&unit(self.point.len(), j))).collect();
        let all = columns.iter().flat_map(|(_, column)| column);
        let slightest = 1e-6 * all.fold(0.0f64, |max, entry| max.max(entry.abs()));
        for (i, v) in value.iter().enumerate() {
            let (same, row) = (self.vjp)(&unit(value.len(), i));
            assert_eq!(bits(&same), bits(&value), "the reverse mode's value");
            let largest = row.iter().fold(slightest, |max, entry| max.max(entry.abs()));
            for (j, (same, column)) in columns.iter().enumerate() {
                assert_eq!(bits(same), bits(&value), "the forward mode's value");
                let (reverse, forward) = (row[j], column[i]);
                assert!(
                    (reverse - forward).abs() <= 1e-10 * largest,
                    "output {i} by {j}: {reverse} in reverse, {forward} forward"
                );
                let (slope, error) = self.slope(i, j);
                let scale = largest.max(1e-3 * v.abs()).max(1e-9);
                assert!(
                    error <= 1e-4 * scale
                        && (slope - forward).abs() <= (1e-7 * scale).max(4.0 * error),
                    "output {i} by {j}: {forward}, by differences {slope} ± {error:.0e}"
                );
            }
        }
    }

    /// The slope of an output by a coordinate, and how far it may be off: central differences, extrapolated as by Ridders.
    fn slope(&self, output: usize, coordinate: usize) -> (f64, f64) {
        let at = |step: f64| {
            let mut moved = self.point.clone();
            moved[coordinate] += step;
            (self.value)(&moved).get(output).copied().unwrap_or(f64::NAN)
        };
        let mut best = (f64::NAN, f64::INFINITY);
        let mut step = 0.02 * self.point[coordinate].abs().max(0.25);
        let mut row: Vec<f64> = Vec::new();
        for _ in 0..12 {
            let (left, right) = (at(-step), at(step));
            let mut next = vec![(right - left) / (2.0 * step)];
            let rounding = f64::EPSILON * left.abs().max(right.abs()) / step;
            let mut factor = 4.0;
            for (k, &before) in row.iter().enumerate() {
                let better = (factor * next[k] - before) / (factor - 1.0);
                let error = (better - next[k]).abs().max((better - before).abs()).max(rounding);
                if error <= best.1 {
                    best = (better, error);
                }
                next.push(better);
                factor *= 4.0;
            }
            row = next;
            step /= 2.0;
        }
        best
    }
}

fn unit(n: usize, at: usize) -> Vec<f64> {
    (0..n).map(|i| f64::from(u8::from(i == at))).collect()
}

fn bits(floats: &[f64]) -> Vec<u64> {
    floats.iter().map(|float| float.to_bits()).collect()
}

/// A value with a tangent beside it.
pub struct Argument<V: Differentiable> {
    pub value: V,
    pub dot: V::Tangent,
}

impl<V: Differentiable> Argument<V> {
    /// The value with the tangent zero.
    pub fn new(value: V) -> Argument<V> {
        let dot = value.zero_tangent();
        Argument { value, dot }
    }
}

/// Replaces the floats of a value or tangent by the next ones.
pub fn refill(what: &mut impl Parameters, with: &mut &[f64]) {
    let (now, rest) = with.split_at(what.n_coordinates());
    what.set_coordinates(now);
    *with = rest;
}

/// The table of a file: a test for each function, and their names.
macro_rules! corpus {
    ($($name:ident $params:tt at $(($($arg:expr),* $(,)?)),+;)*) => {
        /// The functions of this file.
        pub const NAMES: &[&str] = &[$(stringify!($name)),*];

        mod tests {
            $(
                #[test]
                fn $name() {
                    $(
                        case!(($($arg,)*), super::$name, $params).examine();
                        case!(@check ($($arg,)*), super::$name, $params);
                    )+
                }
            )*
            #[allow(unused_imports)]
            use super::*;
            #[allow(unused_imports)]
            use ad_runtime::prelude::*;
            use $crate::oracle::{refill, Argument, Case};
        }
    };
}

/// A function at a point.
macro_rules! case {
    (@check $point:tt, $super:ident::$f:ident, ($($params:tt)*)) => {
        case!(@params (@checked $point, $super::$f) [] [] $($params)*,)
    };
    ($point:tt, $super:ident::$f:ident, ($($params:tt)*)) => {
        case!(@params (@made $point, $super::$f) [] [] $($params)*,)
    };

    (@params $p:tt [$($values:tt)*] $dots:tt const &$x:ident, $($rest:tt)*) => {
        case!(@params $p [$($values)* ($x: &$x.value)] $dots $($rest)*)
    };
    (@params $p:tt [$($values:tt)*] $dots:tt const $x:ident, $($rest:tt)*) => {
        case!(@params $p [$($values)* ($x: $x.value)] $dots $($rest)*)
    };
    (@params $p:tt [$($values:tt)*] [$($dots:tt)*] &$x:ident, $($rest:tt)*) => {
        case!(@params $p [$($values)* ($x: &$x.value)] [$($dots)* ($x: &$x.dot)] $($rest)*)
    };
    (@params $p:tt [$($values:tt)*] [$($dots:tt)*] $x:ident, $($rest:tt)*) => {
        case!(@params $p [$($values)* ($x: $x.value)] [$($dots)* ($x: $x.dot)] $($rest)*)
    };
    (@params ($($p:tt)*) $values:tt $dots:tt $(,)?) => { case!($($p)* $values $dots) };

    (@checked $point:tt, $super:ident::$f:ident
        [$(($x:ident: $($value:tt)*))*] [$(($active:ident: $($dot:tt)*))*]
    ) => {{
        let ($($x,)*) = $point;
        $(let $x = Argument::new($x);)*
        $super::$f::check($($($value)*),*).expect("check finds nothing");
    }};
    (@made $point:tt, $super:ident::$f:ident
        [$(($x:ident: $($value:tt)*))*] [$(($active:ident: $($dot:tt)*))*]
    ) => {
        Case {
            point: {
                let ($($x,)*) = $point;
                let _ = ($(&$x,)*);
                [$($active.to_coordinates()),*].concat()
            },
            value: Box::new(move |mut point| {
                let ($($x,)*) = $point;
                $(#[allow(unused_mut)] let mut $x = Argument::new($x);)*
                $(refill(&mut $active.value, &mut point);)*
                $super::$f($($($value)*),*).to_coordinates()
            }),
            jvp: Box::new(move |mut dots| {
                let ($($x,)*) = $point;
                $(#[allow(unused_mut)] let mut $x = Argument::new($x);)*
                $(refill(&mut $active.dot, &mut dots);)*
                let (value, value_dot) = $super::$f::jvp($($($value)*,)* $($($dot)*),*);
                (value.to_coordinates(), value_dot.to_coordinates())
            }),
            vjp: Box::new(move |mut bars| {
                let ($($x,)*) = $point;
                $(let $x = Argument::new($x);)*
                let (value, pullback) = $super::$f::vjp($($($value)*),*);
                let mut bar = value.zero_tangent();
                refill(&mut bar, &mut bars);
                (value.to_coordinates(), pullback(bar).to_coordinates())
            }),
        }
    };
}
