//! Constructors of complex numbers.

use num_complex::Complex;

use crate::crates::constructors::{constructed, constructed_from};
use crate::crates::methods::Bar;

constructed_from! {
    [] f64 => Complex<f64>;
}

constructed! {
    [] new(re: f64, im: f64) -> Complex<f64> [] { Complex::new(re, im) }
    keep () { () }
    back |kept, bar| { (bar.re, bar.im) }
    forth { Complex::new(re, im) }

    [] from(re: f64) -> Complex<f64> [] { Complex::from(re) }
    keep () { () }
    back |kept, bar| { (bar.re,) }
    forth { Complex::new(re, 0.0) }

    /// `r e^(iθ)`
    [] from_polar(r: f64, theta: f64) -> Complex<f64> [] { Complex::from_polar(r, theta) }
    keep (f64, f64) { (r, theta) }
    back |kept, bar| {
        if bar.is_nothing() {
            return (0.0, 0.0);
        }
        let (r, (sin, cos)) = (kept.0, kept.1.sin_cos());
        (cos * bar.re + sin * bar.im, r * (cos * bar.im - sin * bar.re))
    }
    forth {
        let ((sin, cos), turn) = (kept.1.sin_cos(), kept.0 * theta);
        Complex::new(cos * r - sin * turn, sin * r + cos * turn)
    }

    /// `e^(iθ)`
    [] cis(theta: f64) -> Complex<f64> [] { Complex::cis(theta) }
    keep f64 { theta }
    back |kept, bar| {
        if bar.is_nothing() {
            return (0.0,);
        }
        let (sin, cos) = kept.sin_cos();
        (cos * bar.im - sin * bar.re,)
    }
    forth {
        let (sin, cos) = kept.sin_cos();
        Complex::new(-sin * theta, cos * theta)
    }
}
