//! `vjp` and its pullback, for results of each shape.

use super::*;

#[test]
fn of_a_scalar() {
    let (value, pullback) = product::vjp(3.0, 4.0);
    assert_eq!(value, 12.0);
    assert_eq!(pullback(10.0), (40.0, 30.0));
}

#[test]
fn of_a_tuple() {
    let (value, pullback) = polar::vjp(3.0, 4.0);
    assert_eq!(value, (12.0, 7.0));
    assert_eq!(pullback((1.0, 10.0)), (14.0, 13.0));
}

#[test]
fn of_an_array() {
    let (value, pullback) = stretched::vjp([3.0, 4.0]);
    assert_eq!(value, [3.0, 12.0, 8.0]);
    assert_eq!(pullback([1.0, 10.0, 100.0]), [41.0, 230.0]);
}

#[test]
fn of_a_list() {
    let (value, pullback) = scaled::vjp(&[3.0, 4.0], 2.0);
    assert_eq!(value, [6.0, 8.0]);
    assert_eq!(pullback(vec![1.0, 10.0]), (vec![2.0, 20.0], 43.0));
}

#[test]
fn of_a_result_that_is_partly_constant() {
    let (value, pullback) = counted::vjp(3.0, 4);
    assert_eq!(value, (9.0, 5, true));
    assert_eq!(pullback((1.0, (), ())), 6.0);
}

/// Pullbacks outlive the call, borrow what the function borrows, and can be kept.
#[test]
fn later() {
    fn pullback_at<'x>(x: &'x [f64]) -> impl FnOnce(Vec<f64>) -> (Vec<f64>, f64) + 'x {
        scaled::vjp(x, 2.0).1
    }
    let points = [[1.0, 2.0], [3.0, 4.0]];
    let pullbacks: Vec<_> = points.iter().map(|x| pullback_at(x)).collect();
    let bars: Vec<_> = pullbacks.into_iter().map(|pullback| pullback(vec![1.0, 1.0])).collect();
    assert_eq!(bars, [(vec![2.0, 2.0], 3.0), (vec![2.0, 2.0], 7.0)]);
}

/// A pullback that borrows nothing can be sent away.
#[test]
fn elsewhere() {
    let (_, pullback) = polar::vjp(3.0, 4.0);
    let thread = std::thread::spawn(move || pullback((1.0, 0.0)));
    assert_eq!(thread.join().expect("a pullback doesn't panic"), (4.0, 3.0));
}
