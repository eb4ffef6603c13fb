//! The functions of `ad_tests::expansions`: that they compile is the test; that they are right is one line each.

use ad_tests::expansions::*;

#[test]
fn are_right() {
    rosenbrock::check(1.0, 2.0).expect("rosenbrock");
    piecewise::check(1.5, 0.3).expect("piecewise");
    smoothed::check(&[0.5, -1.0, 2.0], 0.7, 3).expect("smoothed");
    square_root::check(2.0).expect("square_root");
    summary::check(&[0.5, -1.0], &2.0).expect("summary");
    calls::check(&[0.5, -1.0, 0.3, 0.8], 2).expect("calls");
    parameters::check(0.5, &[2.0], (1.5, 0.1), 3.0, true, "x").expect("parameters");
    single::check(0.5, 3).expect("single");
    names::check(0.5, 0.3, 0.2, 0.9).expect("names");
    determinant::check(&vec![vec![1.0, 2.0], vec![0.5, 3.0]], [[0.1; 2]; 2]).expect("determinant");
    logistic::check(0.5).expect("logistic");

    polar::check(3.0, 4.0).expect("polar");
    stretched::check(&[0.5, -1.0, 2.0], 0.7, &[0.3], 3).expect("stretched");
    assert_eq!(polar::jacobian(2.0, 0.0), [[1.0, 0.0], [0.0, 0.5]]);

    assert_eq!(frozen::grad(&[3.0, 1.0], [1.0, 1.0]), [9.0, 3.0]);
    assert_eq!(forward_only::jvp(0.0, 2.0), (0.0, 2.0));
    assert_eq!(reverse_only::grad(&[2.0, 3.0]), [3.0, 2.0]);
    assert_eq!(nested(0.0), (1.0, 0.5));
}
