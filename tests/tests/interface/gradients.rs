//! Gradients of scalar results, returned and into bars.

use super::*;

#[test]
fn of_one_parameter() {
    #[differentiate]
    fn cube(x: f64) -> f64 {
        x * x * x
    }
    assert_eq!(cube::grad(2.0), 12.0);
    assert_eq!(cube::value_and_grad(2.0), (8.0, 12.0));
    assert_eq!(sum::grad(vec![5.0, 6.0]), vec![1.0, 2.0]);
}

#[test]
fn of_several_parameters_in_their_order() {
    assert_eq!(product::value_and_grad(3.0, 4.0), (12.0, (4.0, 3.0)));
    let (value, (weights_bar, offset_bar, x_bar)) =
        weighted_sum::value_and_grad(&[1.0, 2.0], 3.0, [4.0, 5.0], 10);
    assert_eq!(value, 170.0);
    assert_eq!((weights_bar, offset_bar, x_bar), (vec![40.0, 50.0], 10.0, [10.0, 20.0]));
}

#[test]
fn are_added_to_bars() {
    let (mut x_bar, mut y_bar) = (100.0, 200.0);
    assert_eq!(product::accumulate_grad(3.0, 4.0, &mut x_bar, &mut y_bar), 12.0);
    assert_eq!(product::accumulate_grad(1.0, 2.0, &mut x_bar, &mut y_bar), 2.0);
    assert_eq!((x_bar, y_bar), (106.0, 204.0));

    let mut bar = [100.0, 200.0];
    assert_eq!(sum::accumulate_grad(vec![5.0, 6.0], &mut bar), 17.0);
    assert_eq!(bar, [101.0, 202.0]);
}

#[test]
fn are_written_over_bars() {
    let (mut weights_bar, mut offset_bar, mut x_bar) = (vec![7.0; 2], f64::NAN, [9.0; 2]);
    let value = weighted_sum::grad_into(
        &[1.0, 2.0],
        3.0,
        [4.0, 5.0],
        10,
        &mut weights_bar,
        &mut offset_bar,
        &mut x_bar,
    );
    assert_eq!(value, 170.0);
    assert_eq!((weights_bar, offset_bar, x_bar), (vec![40.0, 50.0], 10.0, [10.0, 20.0]));
}

#[test]
fn into_one_part_of_a_longer_list() {
    let mut bars = [0.0; 4];
    sum::grad_into(vec![5.0, 6.0], &mut bars[1..3]);
    assert_eq!(bars, [0.0, 1.0, 2.0, 0.0]);
}

#[test]
#[should_panic]
fn into_a_bar_that_is_too_short() {
    sum::grad_into(vec![5.0, 6.0], &mut [0.0]);
}

#[test]
fn by_references() {
    #[differentiate]
    fn ratio(x: &f64, y: &[f64; 2]) -> f64 {
        y[0] / x - y[1]
    }
    assert_eq!(ratio::grad(&2.0, &[4.0, 1.0]), (-1.0, [0.5, -1.0]));
    assert_eq!(ratio::jvp(&2.0, &[4.0, 1.0], &1.0, &[0.0, 1.0]), (1.0, -2.0));
}

#[test]
fn in_single_precision() {
    #[differentiate]
    fn square(x: f32) -> f32 {
        x * x
    }
    let (value, grad): (f32, f32) = square::value_and_grad(3.0);
    assert_eq!((value, grad), (9.0, 6.0));
}

#[test]
fn are_functions_like_any() {
    let slopes: Vec<f64> = [1.0, 2.0].into_iter().zip([3.0, 4.0]).map(by_x).collect();
    assert_eq!(slopes, [3.0, 4.0]);

    fn by_x((x, y): (f64, f64)) -> f64 {
        let grad: fn(f64, f64) -> (f64, f64) = product::grad;
        grad(x, y).0
    }
}
