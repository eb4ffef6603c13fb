//! Test functions of optimisation in the plane, against `argmin_testfunctions`' derivatives by hand.

use std::f64::consts::PI;

use ad_runtime::prelude::*;

use super::compared::{Second, assert_close, direction};

#[differentiate(order = 2)]
fn beale(x: f64, y: f64) -> f64 {
    let mut sum = 0.0;
    let mut power = y;
    for target in [1.5, 2.25, 2.625] {
        let residual = target - x + x * power;
        sum += residual * residual;
        power *= y;
    }
    sum
}

#[differentiate(order = 2)]
fn booth(p: &[f64; 2]) -> f64 {
    let residuals = [p[0] + 2.0 * p[1] - 7.0, 2.0 * p[0] + p[1] - 5.0];
    residuals.iter().map(|r| r * r).sum()
}

#[differentiate(order = 2)]
fn bukin_n6(x: f64, y: f64) -> f64 {
    100.0 * (y - x * x / 100.0).abs().sqrt() + (x + 10.0).abs() / 100.0
}

/// `exp |a − r / π|` of the distance `r` from the origin.
#[differentiate(order = 2)]
fn hill(x: f64, y: f64, #[constant] a: f64) -> f64 {
    (a - x.hypot(y) / PI).abs().exp()
}

#[differentiate(order = 2)]
fn cross_in_tray(x: f64, y: f64) -> f64 {
    let waves = x.sin() * y.sin();
    -1e-4 * ((waves * hill(x, y, 100.0)).abs() + 1.0).powf(0.1)
}

#[differentiate(order = 2)]
fn holder_table(x: f64, y: f64) -> f64 {
    let waves = x.sin() * y.cos();
    -(waves * hill(x, y, 1.0)).abs()
}

#[differentiate(order = 2)]
fn easom(p: &[f64; 2]) -> f64 {
    let mut product = -1.0;
    let mut distance = 0.0;
    for x in p {
        product *= x.cos();
        distance += (x - PI) * (x - PI);
    }
    product / distance.exp()
}

#[differentiate(order = 2)]
fn wave_of_root(x: f64) -> f64 {
    x.abs().sqrt().sin()
}

#[differentiate(order = 2)]
fn eggholder(x: f64, y: f64) -> f64 {
    let y = y + 47.0;
    -y * wave_of_root(y + x / 2.0) - x * wave_of_root(x - y)
}

#[differentiate(order = 2)]
fn goldsteinprice(x: f64, y: f64) -> f64 {
    let (s, d) = (x + y, 2.0 * x - 3.0 * y);
    // Both quadratic forms are squares but for lower terms.
    let first = 1.0 + (s + 1.0).powi(2) * (19.0 - 14.0 * s + 3.0 * s * s);
    let second = 30.0 + d.powi(2) * (18.0 - 16.0 * d + 3.0 * d * d);
    first * second
}

#[differentiate(order = 2)]
fn picheny(p: &[f64; 2]) -> f64 {
    let scaled = p.map(|x| 4.0 * x - 2.0);
    (goldsteinprice(scaled[0], scaled[1]).log10() - 8.693) / 2.427
}

#[differentiate(order = 2)]
fn himmelblau(x: f64, y: f64) -> f64 {
    let residual = |a: f64, b: f64, c: f64| a * a + b - c;
    residual(x, y, 11.0).powi(2) + residual(y, x, 7.0).powi(2)
}

#[differentiate(order = 2)]
fn levy_n13(x: f64, y: f64) -> f64 {
    let (a, b, c) = ((3.0 * PI * x).sin(), (3.0 * PI * y).sin(), (2.0 * PI * y).sin());
    a * a + (x - 1.0).powi(2) * (1.0 + b * b) + (y - 1.0).powi(2) * (1.0 + c * c)
}

#[differentiate(order = 2)]
fn matyas(p: &[f64; 2]) -> f64 {
    let [x, y] = *p;
    0.26 * (x * x + y * y) - 0.48 * x * y
}

#[differentiate(order = 2)]
fn mccormick(x: f64, y: f64) -> f64 {
    let difference = x - y;
    let mut value = (x + y).sin();
    value += difference * difference;
    value -= 1.5 * x;
    value + 2.5 * y + 1.0
}

#[differentiate(order = 2)]
fn damped(x: f64, y: f64, wave: f64) -> f64 {
    let damping = 1.0 + 0.001 * (x * x + y * y);
    0.5 + (wave - 0.5) / (damping * damping)
}

#[differentiate(order = 2)]
fn schaffer_n2(x: f64, y: f64) -> f64 {
    damped(x, y, (x * x - y * y).sin().powi(2))
}

#[differentiate(order = 2)]
fn schaffer_n4(p: &[f64; 2]) -> f64 {
    let wave = (p[0].powi(2) - p[1].powi(2)).abs().sin().cos();
    damped(p[0], p[1], wave * wave)
}

#[differentiate(order = 2)]
fn threehumpcamel(x: f64, y: f64) -> f64 {
    let s = x * x;
    s * (2.0 + s * (-1.05 + s / 6.0)) + x * y + y * y
}

/// Points in a part of the plane.
fn points([x0, x1]: [f64; 2], [y0, y1]: [f64; 2]) -> impl Iterator<Item = [f64; 2]> {
    let at = |i: usize, k: f64| (i as f64 * k).fract();
    (1..40).map(move |i| [x0 + (x1 - x0) * at(i, 0.618034), y0 + (y1 - y0) * at(i, 0.754878)])
}

macro_rules! of_two_numbers {
    ($($name:ident in $x:expr, $y:expr, $derivative:ident, $hessian:ident;)*) => {
        mod of_two_numbers {
            use super::*;
            $(#[test]
            fn $name() {
                for p in points($x, $y) {
                    let [x, y] = p;
                    let expected = Second::of_pair(
                        argmin_testfunctions::$name(&p),
                        argmin_testfunctions::$derivative(&p),
                        argmin_testfunctions::$hessian(&p),
                    );
                    let (value, (gx, gy), hessian) = super::$name::value_grad_hessian(x, y);
                    let found = Second::of_pair(value, [gx, gy], hessian);
                    found.assert_close(&expected, 1e-10);
                    assert_eq!(super::$name::hessian(x, y), hessian);
                    let v = direction(2);
                    let (px, py) = super::$name::hvp(x, y, v[0], v[1]);
                    assert_close(&[px, py], &expected.product(&v), 1e-10);
                    let (dx, dy) = super::$name::hessian_diagonal(x, y);
                    assert_close(&[dx, dy], &[hessian[0][0], hessian[1][1]], 1e-14);
                }
            })*
        }
    };
}

macro_rules! of_arrays {
    ($($name:ident in $x:expr, $y:expr, $derivative:ident, $hessian:ident;)*) => {
        mod of_arrays {
            use super::*;
            $(#[test]
            fn $name() {
                for p in points($x, $y) {
                    let expected = Second::of_pair(
                        argmin_testfunctions::$name(&p),
                        argmin_testfunctions::$derivative(&p),
                        argmin_testfunctions::$hessian(&p),
                    );
                    let (value, gradient, hessian) = super::$name::value_grad_hessian(&p);
                    let found = Second::of((value, gradient.to_vec(), hessian));
                    found.assert_close(&expected, 1e-10);
                    let v = [0.3, -1.2];
                    let product = super::$name::hvp(&p, &v);
                    assert_close(&product, &expected.product(&v), 1e-10);
                }
            })*
        }
    };
}

of_two_numbers! {
    beale in [-4.5, 4.5], [-4.5, 4.5], beale_derivative, beale_hessian;
    bukin_n6 in [-15.0, -5.0], [-3.0, -0.5], bukin_n6_derivative, bukin_n6_hessian;
    cross_in_tray in [-9.0, 9.0], [-9.0, 9.0], cross_in_tray_derivative, cross_in_tray_hessian;
    holder_table in [-9.0, 9.0], [-9.0, 9.0], holder_table_derivative, holder_table_hessian;
    eggholder in [-512.0, 512.0], [-512.0, 512.0], eggholder_derivative, eggholder_hessian;
    goldsteinprice in [-2.0, 2.0], [-2.0, 2.0], goldsteinprice_derivative, goldsteinprice_hessian;
    himmelblau in [-5.0, 5.0], [-5.0, 5.0], himmelblau_derivative, himmelblau_hessian;
    levy_n13 in [-10.0, 10.0], [-10.0, 10.0], levy_n13_derivative, levy_n13_hessian;
    mccormick in [-1.5, 4.0], [-3.0, 4.0], mccormick_derivative, mccormick_hessian;
    schaffer_n2 in [-9.0, 9.0], [-9.0, 9.0], schaffer_n2_derivative, schaffer_n2_hessian;
    threehumpcamel in [-5.0, 5.0], [-5.0, 5.0], threehumpcamel_derivative, threehumpcamel_hessian;
}

of_arrays! {
    booth in [-10.0, 10.0], [-10.0, 10.0], booth_derivative, booth_hessian;
    easom in [0.0, 6.0], [0.0, 6.0], easom_derivative, easom_hessian;
    matyas in [-10.0, 10.0], [-10.0, 10.0], matyas_derivative, matyas_hessian;
    picheny in [0.0, 1.0], [0.0, 1.0], picheny_derivative, picheny_hessian;
    schaffer_n4 in [-9.0, 9.0], [-9.0, 9.0], schaffer_n4_derivative, schaffer_n4_hessian;
}
