//! Forward kinematics: where the hand of a planar arm is, and how it is turned, by the angles of its joints and the lengths of its links.

use ad_runtime::ndarray::Array2;
use ad_tests::accumulation::hand;

use super::assert_near;

const THETA: [f64; 6] = [0.3, -0.7, 1.1, 0.4, -0.2, 0.9];
const LENGTHS: [f64; 6] = [1.0, 0.8, 0.7, 0.5, 0.3, 0.2];

#[test]
fn both_modes() {
    let (value, (by_theta, by_l)) = hand::value_and_jacobian_markowitz(&THETA, &LENGTHS);
    assert_eq!(value, hand(&THETA, &LENGTHS));
    assert_eq!((by_theta.dim(), by_l.dim()), ((3, 6), (3, 6)));
    for j in 0..12 {
        let (mut theta_dot, mut l_dot) = ([0.0; 6], [0.0; 6]);
        let block: &Array2<f64> = if j < 6 { &by_theta } else { &by_l };
        *theta_dot.iter_mut().chain(&mut l_dot).nth(j).unwrap() = 1.0;
        let column = hand::jvp(&THETA, &LENGTHS, &theta_dot, &l_dot).1;
        for i in 0..3 {
            assert_near(column[i], block[[i, j % 6]], &format!("{i}, {j}, forward"));
        }
    }
    for i in 0..3 {
        let mut bar = [0.0; 3];
        bar[i] = 1.0;
        let (theta_bar, l_bar) = hand::vjp(&THETA, &LENGTHS).1(bar);
        for j in 0..6 {
            assert_near(theta_bar[j], by_theta[[i, j]], &format!("{i}, {j}, reverse"));
            assert_near(l_bar[j], by_l[[i, j]], &format!("{i}, {j}, reverse"));
        }
    }
}

/// Turning a joint turns all that comes after it.
#[test]
fn closed_form() {
    let phi = |i: usize| THETA[..=i].iter().sum::<f64>();
    let (by_theta, by_l) = hand::jacobian_markowitz(&THETA, &LENGTHS);
    for j in 0..6 {
        let x: f64 = (j..6).map(|i| -LENGTHS[i] * phi(i).sin()).sum();
        let y: f64 = (j..6).map(|i| LENGTHS[i] * phi(i).cos()).sum();
        for (i, expected) in [x, y, 1.0].into_iter().enumerate() {
            assert_near(expected, by_theta[[i, j]], &format!("{i}, {j}"));
        }
        for (i, expected) in [phi(j).cos(), phi(j).sin(), 0.0].into_iter().enumerate() {
            assert_near(expected, by_l[[i, j]], &format!("{i}, {j}"));
        }
    }
}

#[test]
fn counts() {
    let best = hand::FORWARD_MULTIPLICATIONS.min(hand::REVERSE_MULTIPLICATIONS);
    assert!(hand::JACOBIAN_MULTIPLICATIONS < best);
}
