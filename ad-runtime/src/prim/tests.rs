//! Every primitive at its test points, in both precisions.

use super::{Point, activation, arith, exp_log, hyperbolic, minmax, power, rounding, trig};
use crate::Real;
use crate::check::{Mismatch, Report};

/// A primitive and the ways to call it; arguments and tangents as slices.
struct Entry<T> {
    name: &'static str,
    /// As std has it.
    method: fn(&[T]) -> T,
    /// As the runtime has it.
    primitive: fn(&[T]) -> T,
    /// By operand: the function that multiplies by the partial, given the arguments, the value and the factor.
    partials: Vec<(usize, Times<T>)>,
    jvp: fn(&[T], &[T]) -> T,
    vjp: fn(&[T], T) -> Vec<T>,
    check: fn(&[T]) -> Result<Report, Mismatch>,
}

type Times<T> = fn(&[T], T, T) -> T;

fn points() -> impl Iterator<Item = &'static Point> {
    let files = [
        arith::POINTS,
        power::POINTS,
        exp_log::POINTS,
        trig::POINTS,
        hyperbolic::POINTS,
        minmax::POINTS,
        rounding::POINTS,
        activation::POINTS,
    ];
    files.into_iter().flatten()
}

/// Runs the same test for both precisions.
macro_rules! for_both {
    ($($test:ident)*) => {$(
        #[test]
        fn $test() {
            super::$test(&ad_macros::primitive_listing!(f64; relu, sigmoid, softplus));
            super::$test(&ad_macros::primitive_listing!(f32; relu, sigmoid, softplus));
        }
    )*};
}

mod both {
    use super::Entry;

    for_both! {
        every_primitive_has_points
        values_are_std_s
        smooth_points_agree_with_differences
        corners_have_their_values
        the_table_multiplies_by_the_partials
        nothing_times_anything_is_nothing
    }
}

fn every_primitive_has_points<T>(entries: &[Entry<T>]) {
    for entry in entries {
        let n_points = points().filter(|point| point.name == entry.name).count();
        assert_eq!(n_points, 1, "{} has {n_points} lines of test points", entry.name);
    }
    for point in points() {
        assert!(entries.iter().any(|entry| entry.name == point.name), "{} is unknown", point.name);
    }
}

fn values_are_std_s<T: Real>(entries: &[Entry<T>]) {
    for (entry, x) in all_points(entries) {
        let (value, expected) = ((entry.primitive)(&x), (entry.method)(&x));
        assert!(same(value, expected), "{}{x:?} is {value}, not {expected}", entry.name);
    }
}

fn smooth_points_agree_with_differences<T: Real>(entries: &[Entry<T>]) {
    for entry in entries {
        for x in points_of(entry).smooth {
            let report = (entry.check)(&cast(x)).unwrap_or_else(|mismatch| panic!("{mismatch}"));
            let precise = T::EPSILON.to_f64() == f64::EPSILON;
            assert!(!precise || report.n_unresolved == 0, "{x:?}: {report}");
        }
    }
}

fn corners_have_their_values<T: Real>(entries: &[Entry<T>]) {
    for entry in entries {
        for (x, expected) in points_of(entry).corners.iter().filter(|(x, _)| representable::<T>(x))
        {
            let x: Vec<T> = cast(x);
            let by_reverse = (entry.vjp)(&x, T::one());
            for (i, &expected) in cast::<T>(expected).iter().enumerate() {
                let by_forward = (entry.jvp)(&x, &unit(i, by_reverse.len()));
                let name = entry.name;
                assert!(close(by_forward, expected), "{name}{x:?} by {i}: forward {by_forward}");
                assert!(
                    close(by_reverse[i], expected),
                    "{name}{x:?} by {i}: reverse {by_reverse:?}"
                );
            }
        }
    }
}

fn the_table_multiplies_by_the_partials<T: Real>(entries: &[Entry<T>]) {
    for (entry, x) in all_points(entries) {
        let (out, two) = ((entry.primitive)(&x), T::from_f64(2.0));
        let x_bar = (entry.vjp)(&x, two);
        for (i, &x_bar) in x_bar.iter().enumerate() {
            let times = entry.partials.iter().find(|(operand, _)| *operand == i);
            let is_method = !["relu", "sigmoid", "softplus"].contains(&entry.name);
            let expected = times.map_or(T::zero(), |(_, times)| times(&x, out, two));
            assert!(!is_method || same(x_bar, expected), "{}{x:?} by {i}", entry.name);
        }
    }
}

/// The infinite partial of a branch that isn't taken leaves no NaN, nor does the zero of one that has infinite
/// cotangents.
fn nothing_times_anything_is_nothing<T: Real>(entries: &[Entry<T>]) {
    for (entry, x) in all_points(entries) {
        let partials = (entry.vjp)(&x, T::one());
        let nothing = (entry.vjp)(&x, T::zero());
        let infinite = (entry.vjp)(&x, T::INFINITY);
        for (i, partial) in partials.into_iter().enumerate() {
            assert!(nothing[i] == T::zero(), "{}{x:?} by {i}", entry.name);
            if partial == T::zero() && entry.name != "softplus" {
                assert!(infinite[i] == T::zero(), "{}{x:?} by {i}", entry.name);
            }
        }
    }
}

/// All smooth points and corners that exist in this precision.
fn all_points<T: Real>(entries: &[Entry<T>]) -> impl Iterator<Item = (&Entry<T>, Vec<T>)> {
    entries.iter().flat_map(|entry| {
        let point = points_of(entry);
        let corners = point.corners.iter().map(|(x, _)| *x);
        let all = point.smooth.iter().copied().chain(corners);
        all.filter(|x| representable::<T>(x)).map(move |x| (entry, cast(x)))
    })
}

fn points_of<T>(entry: &Entry<T>) -> &'static Point {
    points().find(|point| point.name == entry.name).expect("every primitive has points")
}

fn cast<T: Real>(x: &[f64]) -> Vec<T> {
    x.iter().map(|&x| T::from_f64(x)).collect()
}

/// Whether these are about the same numbers in this precision.
fn representable<T: Real>(x: &[f64]) -> bool {
    x.iter().all(|&x| {
        let cast = T::from_f64(x);
        cast.is_finite() == x.is_finite() && (cast == T::zero()) == (x == 0.0)
    })
}

/// The direction of coordinate `i`.
fn unit<T: Real>(i: usize, n: usize) -> Vec<T> {
    let mut unit = vec![T::zero(); n];
    unit[i] = T::one();
    unit
}

fn same<T: Real>(a: T, b: T) -> bool {
    a == b || (a.is_nan() && b.is_nan())
}

fn close<T: Real>(a: T, b: T) -> bool {
    a == b || (a - b).abs() <= T::from_f64(4.0) * T::EPSILON * b.abs()
}
