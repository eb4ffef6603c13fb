//! Derivatives of derivatives of derivatives: `grad` inside of what is differentiated, to the fourth order.

use ad_runtime::prelude::*;

use super::compared::assert_close;
use super::hyper_dual;

/// `f`, and its derivatives one by another, to the fourth.
macro_rules! four {
    ($name:ident, |$x:ident| $body:expr) => {
        mod $name {
            use super::*;
            #[differentiate(order = 4)]
            pub fn f($x: f64) -> f64 {
                $body
            }
            #[differentiate(order = 3)]
            pub fn d1(x: f64) -> f64 {
                f::grad(x)
            }
            #[differentiate(order = 2)]
            pub fn d2(x: f64) -> f64 {
                d1::grad(x)
            }
            #[differentiate]
            pub fn d3(x: f64) -> f64 {
                d2::grad(x)
            }
            pub fn all(x: f64) -> [f64; 5] {
                assert_close(&[d1::hvp(x, 1.0)], &[d3(x)], 1e-12);
                assert_close(&[d2::hvp(x, 0.5)], &[0.5 * d3::grad(x)], 1e-12);
                let (third, fourth) = d3::value_and_grad(x);
                [f(x), d1(x), d2(x), third, fourth]
            }
        }
    };
}

four!(polynomial, |x| x * x * x * (x * x - 3.0) + 2.0 * x * x);
four!(sine, |x| (2.0 * x).sin());
four!(quotient, |x| x * (x * x).sin() / (x.exp() + 1.0));
four!(power_by_a_loop, |x| {
    let mut power = 1.0;
    for _ in 0..6 {
        power *= x;
    }
    power
});

#[test]
fn four_times() {
    for x in [-1.3_f64, 0.2, 0.9, 2.1] {
        let expected = [
            x.powi(5) - 3.0 * x.powi(3) + 2.0 * x * x,
            5.0 * x.powi(4) - 9.0 * x * x + 4.0 * x,
            20.0 * x.powi(3) - 18.0 * x + 4.0,
            60.0 * x * x - 18.0,
            120.0 * x,
        ];
        assert_close(&polynomial::all(x), &expected, 1e-13);
        let (s, c) = (2.0 * x).sin_cos();
        assert_close(&sine::all(x), &[s, 2.0 * c, -4.0 * s, -8.0 * c, 16.0 * s], 1e-13);
        let expected =
            [x.powi(6), 6.0 * x.powi(5), 30.0 * x.powi(4), 120.0 * x.powi(3), 360.0 * x.powi(2)];
        assert_close(&power_by_a_loop::all(x), &expected, 1e-13);
        assert_close(&[quotient::all(x)[3]], &[hyper_dual::third(x)], 1e-12);
    }
}

#[differentiate(order = 3)]
fn product(x: f64, y: f64, z: f64) -> f64 {
    (x * y * z).exp()
}

/// `∂f/∂x`
#[differentiate(order = 2)]
fn by_x(x: f64, y: f64, z: f64) -> f64 {
    product::grad(x, y, z).0
}

/// `∂²f/∂x∂y`
#[differentiate]
fn by_x_and_y(x: f64, y: f64, z: f64) -> f64 {
    let (_, by_y, _) = by_x::grad(x, y, z);
    by_y
}

#[test]
fn mixed_partial_derivatives() {
    let (x, y, z) = (0.3, -0.8, 1.7);
    let p = x * y * z;
    let (value, (_, _, by_z)) = by_x_and_y::value_and_grad(x, y, z);
    assert_close(&[value], &[z * (1.0 + p) * p.exp()], 1e-13);
    assert_close(&[by_z], &[(1.0 + 3.0 * p + p * p) * p.exp()], 1e-13);
    // The same, as a Hessian of the gradient's part.
    let hessian = by_x::hessian(x, y, z);
    assert_close(&[hessian[1][2], hessian[2][1]], &[by_z, by_z], 1e-13);
}

#[differentiate(order = 3)]
fn along(x: f64, y: f64) -> f64 {
    x.sin() * y * y
}

#[differentiate(order = 2)]
fn slope_along(x: f64, y: f64, u: f64, v: f64) -> f64 {
    along::jvp(x, y, u, v).1
}

/// Twice along the same direction: forward over forward, over which reverse mode goes.
#[differentiate]
fn curvature_along(x: f64, y: f64, #[constant] u: f64, #[constant] v: f64) -> f64 {
    slope_along::jvp(x, y, u, v, u, v, 0.0, 0.0).1
}

#[test]
fn forward_over_forward() {
    let (x, y, u, v) = (0.4_f64, 1.3, 0.7, -0.2);
    let (s, c) = x.sin_cos();
    let slope = c * y * y * u + 2.0 * s * y * v;
    let curvature = -s * y * y * u * u + 4.0 * c * y * u * v + 2.0 * s * v * v;
    assert_close(&[slope_along(x, y, u, v)], &[slope], 1e-13);
    let (first, second) = slope_along::jvp(x, y, u, v, u, v, 0.0, 0.0);
    assert_close(&[first, second], &[slope, curvature], 1e-13);
    let (by_x, by_y) = curvature_along::grad(x, y, u, v);
    let expected = [
        -c * y * y * u * u - 4.0 * s * y * u * v + 2.0 * c * v * v,
        -2.0 * s * y * u * u + 4.0 * c * u * v,
    ];
    assert_close(&[by_x, by_y], &expected, 1e-13);
    // By the direction itself, the slope's derivative is the gradient.
    let (_, _, by_u, by_v) = slope_along::grad(x, y, u, v);
    assert_close(&[by_u, by_v], &[c * y * y, 2.0 * s * y], 1e-13);
    let hessian = slope_along::hessian(x, y, u, v);
    assert_close(&[hessian[0][2], hessian[1][3]], &[-s * y * y, 2.0 * s], 1e-13);
}
