//! Second derivatives: snapshots hold the tangents of what they hold.

use ad_runtime::prelude::*;

#[differentiate(order = 2)]
fn with(x: f64, w: f64, n: usize) -> f64 {
    let mut h = x;
    let mut u = [w, x];
    #[checkpoint(snapshots = 3)]
    for i in 0..n {
        h = (w * h).sin() + u[i % 2];
        u[(i + 1) % 2] *= h;
    }
    h * u[0]
}

#[differentiate(order = 2)]
fn without(x: f64, w: f64, n: usize) -> f64 {
    let mut h = x;
    let mut u = [w, x];
    for i in 0..n {
        h = (w * h).sin() + u[i % 2];
        u[(i + 1) % 2] *= h;
    }
    h * u[0]
}

#[test]
fn products_with_the_hessian() {
    for n in 0..9 {
        let x = with::hvp(0.3, 0.7, n, 0.4, 0.2);
        let y = without::hvp(0.3, 0.7, n, 0.4, 0.2);
        assert!((x.0 - y.0).abs() < 1e-10 && (x.1 - y.1).abs() < 1e-10, "{x:?} {y:?}");
    }
}
