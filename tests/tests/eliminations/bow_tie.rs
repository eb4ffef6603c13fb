//! Many inputs, one value that all of them go into, many results of it: the vertices of the knot go first.

use ad_tests::accumulation::bow_tie;

use super::{assert_columns, assert_near, assert_rows};

const POINTS: [[f64; 6]; 2] = [[0.3, 0.2, 0.9, 1.4, -0.2, 2.0], [1.2, -0.7, 0.4, 2.5, 1.1, 0.8]];

#[test]
fn both_modes() {
    for [a, b, c, d, p, q] in POINTS {
        let (value, jacobian) = bow_tie::value_and_jacobian_markowitz(a, b, c, d, p, q);
        assert_eq!(value, bow_tie(a, b, c, d, p, q));
        assert_eq!(jacobian, bow_tie::jacobian_markowitz(a, b, c, d, p, q));
        assert_columns(&jacobian, |[v, w, x, y, z, u]| {
            bow_tie::jvp(a, b, c, d, p, q, v, w, x, y, z, u).1
        });
        assert_rows(&jacobian, |bar| {
            let (a_bar, b_bar, c_bar, d_bar, p_bar, q_bar) = bow_tie::vjp(a, b, c, d, p, q).1(bar);
            [a_bar, b_bar, c_bar, d_bar, p_bar, q_bar]
        });
    }
}

/// ∂y_i/∂x_j = y_i'(t) t'(s) s_j'(x_j)
#[test]
fn closed_form() {
    for [a, b, c, d, p, q] in POINTS {
        let s = a.sin() + b.exp() + c * c * c + d.ln() + p.tanh() + 1.0 / q;
        let t = s * (-s / 5.0).exp();
        let by_t =
            [t.cos(), -t.sin(), 2.0 * t, 0.5 / t.sqrt(), 1.0 / (1.0 + t * t), 1.0 + 1.0 / (t * t)];
        let by_s = (1.0 - s / 5.0) * (-s / 5.0).exp();
        let by_x = [a.cos(), b.exp(), 3.0 * c * c, 1.0 / d, 1.0 - p.tanh().powi(2), -1.0 / (q * q)];
        let jacobian = bow_tie::jacobian_markowitz(a, b, c, d, p, q);
        for i in 0..6 {
            for j in 0..6 {
                assert_near(by_t[i] * by_s * by_x[j], jacobian[i][j], &format!("{i}, {j}"));
            }
        }
    }
}

/// A tangent for each input multiplies by each arc, and so does a pullback for each result.
#[test]
fn counts() {
    let (by_elimination, forward, reverse) = (
        bow_tie::JACOBIAN_MULTIPLICATIONS,
        bow_tie::FORWARD_MULTIPLICATIONS,
        bow_tie::REVERSE_MULTIPLICATIONS,
    );
    assert!(by_elimination * 2 < forward.min(reverse), "{by_elimination}, {forward}, {reverse}");
    // 36 for the entries, and a few for the knot.
    assert!((36..50).contains(&by_elimination), "{by_elimination}");
}
