//! Functions of many branches: what one costs, and how the rest of the function is nested into it, must not grow with their
//! number.

use ad_runtime::prelude::*;

#[differentiate]
fn polynomial(z: f64, coefficients: &[f64]) -> f64 {
    coefficients.iter().rev().fold(0.0, |sum, v| sum * z + v)
}

/// Runs a macro with the numbers from 1 to 96.
macro_rules! with_numbers {
    ($make:ident) => {
        $make! {
            1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32
            33 34 35 36 37 38 39 40 41 42 43 44 45 46 47 48 49 50 51 52 53 54 55 56 57 58 59 60 61 62
            63 64 65 66 67 68 69 70 71 72 73 74 75 76 77 78 79 80 81 82 83 84 85 86 87 88 89 90 91 92
            93 94 95 96
        }
    };
}

macro_rules! returns {
    ($($k:literal)*) => {
        #[differentiate]
        fn left_early(x: f64, y: f64) -> f64 {
            let mut z = x;
            $(
                z += y * (z * 0.1).sin();
                if z > $k as f64 {
                    return z * y + $k as f64;
                }
            )*
            z * y
        }

        #[differentiate]
        fn left_by_question_mark(x: f64, y: f64) -> Option<f64> {
            let mut z = x;
            $(
                z = below(z, y, $k as f64)?;
            )*
            Some(z * y)
        }

        /// Each branch may leave, or go on.
        #[differentiate]
        fn left_in_part(x: f64, y: f64) -> f64 {
            let mut z = x;
            $(
                z += y * (z * 0.1).sin();
                if z > y {
                    z *= 1.0 + 0.001 * x;
                    if z > $k as f64 {
                        return z * y + $k as f64;
                    }
                    z -= 0.001 * y;
                }
            )*
            z * y
        }
    };
}

#[differentiate]
fn below(z: f64, y: f64, bound: f64) -> Option<f64> {
    if z > bound + 3.0 { None } else { Some(z + y * (z * 0.1).sin()) }
}

with_numbers!(returns);

macro_rules! chains {
    ($($k:literal)*) => {
        #[differentiate]
        fn chain(z: f64, c: &[f64]) -> f64 {
            let (r, b) = $(
                if z < $k as f64 { (polynomial(z - $k as f64, c) / (1.0 + z), $k as f64) } else
            )* { (z, 0.0) };
            r * b + r
        }

        #[differentiate]
        fn chain_in_a_loop(z: &[f64], c: &[f64]) -> f64 {
            let mut product = 1.0;
            for i in 0..z.len() {
                let z = z[i] * product.sqrt();
                product *= $( if z < $k as f64 { (polynomial(z, c) * 0.01).exp() } else )* { z.sin() };
                if product > 50.0 {
                    continue;
                }
                product += z;
            }
            product
        }

        #[differentiate]
        fn arms_in_a_loop(x: f64, n: usize) -> f64 {
            let mut z = x;
            for i in 0..n {
                z = match i {
                    $( $k => z * 0.9 + (x * z / $k as f64).sin(), )*
                    _ => z,
                };
            }
            z * z
        }
    };
}

with_numbers!(chains);

/// Branches in branches, with what each of them keeps.
#[differentiate]
fn in_each_other(x: f64, y: f64) -> f64 {
    let mut sum = x;
    if x > 0.0 {
        let a = (x * y).exp();
        sum += a * a;
        if a > 1.0 {
            let b = (a + y).ln();
            sum *= b;
            if b > 0.5 {
                let c = b.sin() * sum;
                for i in 0..3 {
                    let d = 0.3 + (0.1 * c + 0.1 * i as f64 * sum).tanh();
                    sum += if d > 0.0 { d.exp() * c } else { (d - 1.0).sinh() * 0.1 };
                }
                sum -= c * c;
            } else {
                sum = sum.sqrt() * a;
            }
        }
    } else {
        let a = x.tanh();
        sum -= if a < y { a.exp() * sum } else { a * a.cosh() };
    }
    sum
}

programs! {
    left_early(x, y) -> scalar at (0.5, 0.01), (0.5, 0.9), (2.0, 0.3);
    left_in_part(x, y) -> scalar at (0.5, 0.01), (0.5, 0.9), (2.0, 0.3);
    chain(z, &c) -> scalar at
        (0.5, [1.0, 0.2, 0.3]), (47.5, [1.0, 0.2, 0.3]), (95.5, [1.0, 0.2, 0.3]), (99.5, [1.0, 0.2, 0.3]);
    chain_in_a_loop(&z, &c) -> scalar at ([0.5, 7.5, 2.5, 0.3], [1.0, 0.2, 0.3]);
    arms_in_a_loop(x, const n) -> scalar at (0.4, 3), (0.4, 99);
    in_each_other(x, y) -> scalar at (0.5, 0.3), (1.5, 0.8), (0.1, -0.4), (-0.5, 0.3), (-0.5, -0.9);
}

#[test]
fn left_by_a_question_mark() {
    left_by_question_mark::check(0.5, 0.01).expect("goes through");
    left_by_question_mark::check(0.5, 0.9).expect("goes through");
    left_by_question_mark::check(3.0, 2.5).expect("leaves in the middle");
    assert!(left_by_question_mark(3.0, 2.5).is_none());
}

/// How long a gradient takes, in terms of the function's time.
fn ratio(z: f64) -> f64 {
    use std::hint::black_box;
    let c = [1.0, 0.2, 0.3];
    let time = |f: &mut dyn FnMut()| {
        let run = |_| {
            let start = std::time::Instant::now();
            (0..2000).for_each(|_| f());
            start.elapsed().as_secs_f64()
        };
        (0..7).map(run).fold(f64::INFINITY, f64::min)
    };
    let plain = time(&mut || {
        black_box(chain(black_box(z), black_box(&c)));
    });
    let gradient = time(&mut || {
        black_box(chain::grad(black_box(z), black_box(&c)));
    });
    gradient / plain
}

/// The last branch of a chain costs a gradient no more, in terms of the function's own time, than the first.
#[test]
fn the_branch_taken_is_paid_for() {
    let (first, last) = (ratio(0.5), ratio(95.5));
    assert!(last < 5.0 * first + 20.0, "ratios {first} and {last}");
}
