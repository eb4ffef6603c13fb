//! Constructors of complex numbers.

use num_complex::Complex;

use crate::crates::constructors::{Constructed, names};

/// `Complex::new(re, im)`
#[diagnostic::do_not_recommend]
impl Constructed<names::new, (f64, f64)> for Complex<f64> {
    type Made = Self;
    type Tangent = Self;
    type Kept = ();

    #[inline]
    fn made((re, im): (f64, f64)) -> (Self, ()) {
        (Complex::new(re, im), ())
    }

    #[inline]
    fn back((): (), bar: &Self) -> (f64, f64) {
        (bar.re, bar.im)
    }

    #[inline]
    fn forth((): (), (re, im): (f64, f64)) -> Self {
        Complex::new(re, im)
    }
}

/// `Complex::from(re)`
#[diagnostic::do_not_recommend]
impl Constructed<names::from, (f64,)> for Complex<f64> {
    type Made = Self;
    type Tangent = Self;
    type Kept = ();

    #[inline]
    fn made((re,): (f64,)) -> (Self, ()) {
        (Complex::from(re), ())
    }

    #[inline]
    fn back((): (), bar: &Self) -> (f64,) {
        (bar.re,)
    }

    #[inline]
    fn forth((): (), (re,): (f64,)) -> Self {
        Complex::new(re, 0.0)
    }
}

/// `Complex::from_polar(r, theta)`, which is `r e^(iθ)`.
#[diagnostic::do_not_recommend]
impl Constructed<names::from_polar, (f64, f64)> for Complex<f64> {
    type Made = Self;
    type Tangent = Self;
    type Kept = (f64, f64);

    #[inline]
    fn made((r, theta): (f64, f64)) -> (Self, (f64, f64)) {
        (Complex::from_polar(r, theta), (r, theta))
    }

    #[inline]
    fn back((r, theta): (f64, f64), bar: &Self) -> (f64, f64) {
        if bar.re == 0.0 && bar.im == 0.0 {
            return (0.0, 0.0);
        }
        let (sin, cos) = theta.sin_cos();
        (cos * bar.re + sin * bar.im, r * (cos * bar.im - sin * bar.re))
    }

    #[inline]
    fn forth((r, theta): (f64, f64), (r_dot, theta_dot): (f64, f64)) -> Self {
        let (sin, cos) = theta.sin_cos();
        let turn = r * theta_dot;
        Complex::new(cos * r_dot - sin * turn, sin * r_dot + cos * turn)
    }
}

/// `Complex::cis(theta)`, which is `e^(iθ)`.
#[diagnostic::do_not_recommend]
impl Constructed<names::cis, (f64,)> for Complex<f64> {
    type Made = Self;
    type Tangent = Self;
    type Kept = f64;

    #[inline]
    fn made((theta,): (f64,)) -> (Self, f64) {
        (Complex::cis(theta), theta)
    }

    #[inline]
    fn back(theta: f64, bar: &Self) -> (f64,) {
        if bar.re == 0.0 && bar.im == 0.0 {
            return (0.0,);
        }
        let (sin, cos) = theta.sin_cos();
        (cos * bar.im - sin * bar.re,)
    }

    #[inline]
    fn forth(theta: f64, (theta_dot,): (f64,)) -> Self {
        let (sin, cos) = theta.sin_cos();
        Complex::new(-sin * theta_dot, cos * theta_dot)
    }
}
