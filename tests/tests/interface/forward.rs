//! `jvp`, for results of each shape.

use super::*;

#[test]
fn of_each_shape() {
    assert_eq!(product::jvp(3.0, 4.0, 1.0, 10.0), (12.0, 34.0));
    assert_eq!(polar::jvp(3.0, 4.0, 1.0, 10.0), ((12.0, 7.0), (34.0, 11.0)));
    assert_eq!(stretched::jvp([3.0, 4.0], [1.0, 10.0]), ([3.0, 12.0, 8.0], [1.0, 34.0, 20.0]));
    let (value, value_dot) = scaled::jvp(&[3.0, 4.0], 2.0, &[1.0, 0.0], 10.0);
    assert_eq!((value, value_dot), (vec![6.0, 8.0], vec![32.0, 40.0]));
    assert_eq!(counted::jvp(3.0, 4, 1.0), ((9.0, 5, true), (6.0, (), ())));
}

#[test]
fn with_a_dot_for_each_differentiable_parameter() {
    let (value, value_dot) =
        weighted_sum::jvp(&[1.0, 2.0], 3.0, [4.0, 5.0], 10, &[1.0, 0.0], 100.0, [0.0, 1.0]);
    assert_eq!((value, value_dot), (170.0, 1060.0));
}
