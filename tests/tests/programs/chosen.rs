//! References that a branch chooses.

use ad_runtime::prelude::*;

#[differentiate]
fn swapped(x: &[f64], y: &[f64], is_swapped: bool) -> f64 {
    let (a, b) = if is_swapped { (y, x) } else { (&x[..], &y[1..]) };
    a[0] * a[0] * b[0]
}

#[differentiate]
fn layer(x: &mut [f64], s: &mut [f64], n: usize) {
    let (input, out) = match n {
        0 => (&*x, s),
        1 => {
            let (a, b) = s.split_at_mut(1);
            (&*a, b)
        }
        _ => return,
    };
    out[0] += input[0] * input[0];
    let last = out.len() - 1;
    out[last] *= 2.0;
}

#[differentiate]
fn through_layers(x: f64, y: f64, n: usize) -> f64 {
    let mut a = [x];
    let mut b = [y, 3.0 * y];
    layer(&mut a, &mut b, n);
    b[0] + b[1]
}

/// One reference, in a loop, to be changed.
#[differentiate]
fn alternating(x: f64, n: usize) -> f64 {
    let mut even = x;
    let mut odd = 2.0 * x;
    for i in 0..n {
        let (target, other) = if i % 2 == 0 { (&mut even, &odd) } else { (&mut odd, &even) };
        *target += other.sin() * 0.5;
        if *target > 4.0 {
            break;
        }
    }
    even * odd
}

/// Branches in branches; a name of one of them, which nothing after it has.
#[differentiate]
fn larger(x: &[f64], y: &[f64]) -> f64 {
    let r = if x[0] > y[0] {
        let scaled = 2.0 * x[0];
        if scaled > 5.0 { x } else { &x[1..] }
    } else {
        &y[..1]
    };
    r[0] * r[0] + x[0]
}

#[test]
fn branches_of_references() {
    let (x, y) = ([2.0, 3.0], [5.0, 7.0]);
    assert_eq!(swapped::grad(&x, &y, false), (vec![2.0 * 2.0 * 7.0, 0.0], vec![0.0, 4.0]));
    assert_eq!(swapped::grad(&x, &y, true), (vec![25.0, 0.0], vec![2.0 * 5.0 * 2.0, 0.0]));
    swapped::check(&x, &y, false).unwrap();
    swapped::check(&x, &y, true).unwrap();
}

#[test]
fn arms_of_parts() {
    // y + x^2 + 6 y, y + (3 y + y^2) 2, y + 3 y
    assert_eq!(through_layers::grad(2.0, 5.0, 0), (4.0, 7.0));
    assert_eq!(through_layers::grad(2.0, 5.0, 1), (0.0, 1.0 + 6.0 + 20.0));
    assert_eq!(through_layers::grad(2.0, 5.0, 2), (0.0, 4.0));
    (0..3).for_each(|n| drop(through_layers::check(2.0, 5.0, n).unwrap()));
}

#[test]
fn in_a_loop() {
    for n in [0, 1, 2, 5, 20] {
        alternating::check(0.7, n).unwrap();
    }
    let larger = |x: &[f64], y: &[f64]| {
        larger::check(x, y).unwrap();
        larger::grad(x, y)
    };
    assert_eq!(larger(&[3.0, 4.0], &[2.0]), (vec![7.0, 0.0], vec![0.0]));
    assert_eq!(larger(&[2.0, 4.0], &[1.0]), (vec![1.0, 8.0], vec![0.0]));
    assert_eq!(larger(&[2.0, 4.0], &[3.0]), (vec![1.0, 0.0], vec![6.0]));
}
