//! What a type parameter's own traits make is made as often as it is written, whatever these traits are called.

use super::*;

/// Called like a trait of numbers.
pub trait One: Sized {
    fn drawn() -> Self;
}

impl One for f64 {
    fn drawn() -> f64 {
        draw("drawn")
    }
}

#[differentiate]
fn inner<T: Real + One>(x: &[T]) -> T {
    x[0] * x[1] * T::drawn()
}

#[differentiate]
fn called_again<T: Real + One>(x: T) -> T {
    let mut v = [x, x * x];
    let y = inner(&v);
    v[0] = y * y;
    let z = inner(&v);
    v[1] = z;
    v[0] * v[1] * z
}

#[differentiate(strategy = "replay")]
fn in_a_loop<T: Real + One>(x: T) -> T {
    let mut y = x;
    for _ in 0..3 {
        let k = T::drawn();
        y = y * y.sin() * k;
    }
    y
}

#[test]
fn what_type_parameters_make() {
    examine!(self::called_again, 0.9);
    examine!(self::in_a_loop, 0.9);
}
