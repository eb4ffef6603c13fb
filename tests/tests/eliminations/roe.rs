//! The flux between two states of a gas by Roe's linearisation, of the one-dimensional Euler equations.
//!
//! Roe, *Approximate Riemann solvers, parameter vectors, and difference schemes*, J. Comput. Phys. 43, 1981.

use ad_tests::accumulation::roe;

use super::{assert_columns, assert_near, assert_rows};

/// Sod's shock tube and another pair of states, subsonic and supersonic.
const STATES: [[f64; 6]; 3] = [
    [1.0, 0.0, 2.5, 0.125, 0.01, 0.25],
    [1.2, 0.4, 2.8, 0.9, -0.3, 2.1],
    [1.0, 3.0, 6.0, 0.8, 2.2, 5.0],
];

#[test]
fn both_modes() {
    for [a, b, c, d, e, f] in STATES {
        let (value, jacobian) = roe::value_and_jacobian_markowitz(a, b, c, d, e, f);
        assert_eq!(value, roe(a, b, c, d, e, f));
        assert_columns(&jacobian, |[u, v, w, x, y, z]| {
            roe::jvp(a, b, c, d, e, f, u, v, w, x, y, z).1.into()
        });
        assert_rows(&jacobian, |[u, v, w]| roe::vjp(a, b, c, d, e, f).1((u, v, w)).into());
    }
}

/// The derivative of the flux of one state, F(U) = (m, m u + p, u (E + p)).
fn euler([rho, m, e]: [f64; 3]) -> [[f64; 3]; 3] {
    let (gamma, u) = (1.4, m / rho);
    let h = gamma * e / rho - 0.2 * u * u;
    [
        [0.0, 1.0, 0.0],
        [0.5 * (gamma - 3.0) * u * u, (3.0 - gamma) * u, gamma - 1.0],
        [u * (0.5 * (gamma - 1.0) * u * u - h), h - (gamma - 1.0) * u * u, gamma * u],
    ]
}

/// Where both states are the same the two halves add up to that derivative; in a supersonic flow the left one is all of it.
#[test]
fn closed_form() {
    for state in [[1.2, 0.4, 2.8], [1.0, 3.0, 6.0]] {
        let [rho, m, e] = state;
        let jacobian = roe::jacobian_markowitz(rho, m, e, rho, m, e);
        let expected = euler(state);
        for i in 0..3 {
            for j in 0..3 {
                let (left, right) = (jacobian[i][j], jacobian[i][j + 3]);
                assert_near(expected[i][j], left + right, &format!("{i}, {j}"));
                if m > 2.0 {
                    assert_near(0.0, right, &format!("{i}, {j} downstream"));
                }
            }
        }
    }
}

#[test]
fn counts() {
    let best = roe::FORWARD_MULTIPLICATIONS.min(roe::REVERSE_MULTIPLICATIONS);
    assert!(roe::JACOBIAN_MULTIPLICATIONS < best, "{} < {best}", roe::JACOBIAN_MULTIPLICATIONS);
}
