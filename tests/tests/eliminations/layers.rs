//! A chain of layers, each two wide: the Jacobian is a product of matrices.

use ad_tests::accumulation::{bottlenecks, layers};

use super::{assert_columns, assert_near, assert_rows};

type Matrix = [[f64; 2]; 2];

#[test]
fn both_modes() {
    for (a, b) in [(0.7, 1.3), (-0.4, 2.1)] {
        let (value, (first, second)) = {
            let (value, [first, second]) = layers::value_and_jacobian_markowitz(a, b);
            (value, (first, second))
        };
        assert_eq!(value, layers(a, b));
        let jacobian = [first, second];
        assert_columns(&jacobian, |[v, w]| layers::jvp(a, b, v, w).1.into());
        assert_rows(&jacobian, |[v, w]| layers::vjp(a, b).1((v, w)).into());
    }
    let (x, y, z, w) = (0.7, 1.3, -0.4, 0.9);
    let jacobian = bottlenecks::jacobian_markowitz(x, y, z, w);
    assert_columns(&jacobian, |[p, q, r, s]| bottlenecks::jvp(x, y, z, w, p, q, r, s).1);
    assert_rows(&jacobian, |bar| bottlenecks::vjp(x, y, z, w).1(bar).into());
}

#[test]
fn product_of_matrices() {
    let times = |a: Matrix, b: Matrix| -> Matrix {
        let entry = |i: usize, j: usize| a[i][0] * b[0][j] + a[i][1] * b[1][j];
        [[entry(0, 0), entry(0, 1)], [entry(1, 0), entry(1, 1)]]
    };
    let (mut a, mut b) = (0.7_f64, 1.3_f64);
    let mut product = [[1.0, 0.0], [0.0, 1.0]];
    let jacobian = layers::jacobian_markowitz(a, b);
    for _ in 0..6 {
        let slope = 1.0 - (0.8 * a - 0.3 * b).tanh().powi(2);
        let cos = (a * b).cos();
        product = times([[0.8 * slope, -0.3 * slope], [b * cos, a * cos]], product);
        (a, b) = ((0.8 * a - 0.3 * b).tanh(), (a * b).sin());
    }
    for i in 0..2 {
        for j in 0..2 {
            assert_near(product[i][j], jacobian[i][j], &format!("{i}, {j}"));
        }
    }
}

#[test]
fn counts() {
    let best = layers::FORWARD_MULTIPLICATIONS.min(layers::REVERSE_MULTIPLICATIONS);
    assert!(layers::JACOBIAN_MULTIPLICATIONS < best);
    let best = bottlenecks::FORWARD_MULTIPLICATIONS.min(bottlenecks::REVERSE_MULTIPLICATIONS);
    assert!(2 * bottlenecks::JACOBIAN_MULTIPLICATIONS < best);
}
