//! Parameters by the names that tangents and cotangents have: a Lagrangian is a function of `x` and `x_dot`.

use ad_runtime::differentiate;

/// An oscillator whose mass depends on where it is.
#[differentiate(order = 3)]
fn lagrangian(x: f64, x_dot: f64) -> f64 {
    0.5 * x_dot * x_dot * x - x * x * x
}

#[test]
fn of_a_lagrangian() {
    let (x, v) = (1.5, 2.0);
    assert_eq!(lagrangian::grad(x, v), (0.5 * v * v - 3.0 * x * x, v * x));
    assert_eq!(lagrangian::hessian(x, v), [[-6.0 * x, v], [v, x]]);
    let (value, slope) = lagrangian::jvp(x, v, 1.0, 10.0);
    assert_eq!(
        (value, slope),
        (0.5 * v * v * x - x * x * x, 0.5 * v * v - 3.0 * x * x + 10.0 * v * x)
    );
}

#[differentiate(order = 2)]
fn taken(
    x: f64,
    x_dot: f64,
    x_1: f64,
    x_1_dot: f64,
    x_bar: f64,
    x_dot_bar: f64,
    x_dot2: f64,
) -> f64 {
    (x * x_dot).sin() * x_1 + x_1_dot * x_bar * x_dot_bar * x_dot2 * x
}

#[test]
fn where_many_names_are_taken() {
    let p = [0.3, 0.5, 0.7, 1.1, 1.3, 1.7, 1.9];
    let gradient = |p: [f64; 7]| {
        let g = taken::grad(p[0], p[1], p[2], p[3], p[4], p[5], p[6]);
        [g.0, g.1, g.2, g.3, g.4, g.5, g.6]
    };
    let hessian = taken::hessian(p[0], p[1], p[2], p[3], p[4], p[5], p[6]);
    for j in 0..7 {
        let moved =
            |step: f64| gradient(std::array::from_fn(|i| p[i] + if i == j { step } else { 0.0 }));
        let (ahead, behind) = (moved(1e-5), moved(-1e-5));
        for i in 0..7 {
            let slope = (ahead[i] - behind[i]) / 2e-5;
            assert!((hessian[i][j] - slope).abs() < 1e-8, "{i}, {j}");
        }
    }
}
