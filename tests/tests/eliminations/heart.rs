//! The human heart dipole problem: eight equations for the places and the strengths of two dipoles.
//!
//! Averick, Carter, Moré and Xue, *The MINPACK-2 test problem collection*, Argonne 1992, of Nelson and Hodgkin, 1981.

use ad_tests::accumulation::dipole;

use super::assert_near;

const X: [f64; 8] = [-0.299, 0.186, -0.0273, 0.0254, -0.474, 0.474, -0.0892, 0.0892];
const SUMS: [f64; 8] = [-0.69, -0.044, -1.57, -1.31, -2.65, 2.0, -12.6, 9.48];

#[test]
fn both_modes() {
    let (value, jacobian) = dipole::value_and_jacobian_markowitz(&X, &SUMS);
    assert_eq!((value, jacobian.dim()), (dipole(&X, &SUMS), (8, 8)));
    for i in 0..8 {
        let mut unit = [0.0; 8];
        unit[i] = 1.0;
        let column = dipole::jvp(&X, &SUMS, &unit).1;
        let row = dipole::vjp(&X, &SUMS).1(unit);
        for j in 0..8 {
            assert_near(column[j], jacobian[[j, i]], &format!("{j}, {i}, forward"));
            assert_near(row[j], jacobian[[i, j]], &format!("{i}, {j}, reverse"));
        }
    }
}

/// With z = t + i v, z' = u + i w and q = a + i c, q' = b + i d, the last six are the parts of q zᵏ + q' z'ᵏ.
#[test]
fn closed_form() {
    type Complex = (f64, f64);
    let times = |(a, b): Complex, (c, d): Complex| (a * c - b * d, a * d + b * c);
    let power = |z: Complex, n: usize| (0..n).fold((1.0, 0.0), |p, _| times(p, z));
    let jacobian = dipole::jacobian_markowitz(&X, &SUMS);
    let [a, b, c, d, t, u, v, w] = X;
    for k in 0..4 {
        let dipoles = [((a, c), (t, v), [0, 2, 4, 6]), ((b, d), (u, w), [1, 3, 5, 7])];
        for (q, z, columns) in dipoles {
            let by_q = power(z, k);
            let slope = power(z, k.max(1) - 1);
            let by_z = times(q, (k as f64 * slope.0, k as f64 * slope.1));
            // By the real and the imaginary part of q, then of z.
            let expected = [by_q, (-by_q.1, by_q.0), by_z, (-by_z.1, by_z.0)];
            for ((re, im), column) in expected.into_iter().zip(columns) {
                assert_near(re, jacobian[[2 * k, column]], &format!("{k}, {column}"));
                assert_near(im, jacobian[[2 * k + 1, column]], &format!("{k}, {column}"));
            }
        }
    }
}

#[test]
fn counts() {
    let best = dipole::FORWARD_MULTIPLICATIONS.min(dipole::REVERSE_MULTIPLICATIONS);
    assert!(dipole::JACOBIAN_MULTIPLICATIONS < best);
}
