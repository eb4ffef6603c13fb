//! Partials of operators, real ones and complex ones, and what comes of them for operands of both kinds.

use num_complex::Complex;

/// A partial: a real one is no complex one with a zero in it, which would be multiplied by what may be infinite.
pub trait Partial: Copy {
    /// What comes of a dot.
    fn forth(self, dot: Complex<f64>) -> Complex<f64>;

    /// What comes of a bar.
    fn back(self, bar: Complex<f64>) -> Complex<f64>;
}

impl Partial for f64 {
    #[inline]
    fn forth(self, dot: Complex<f64>) -> Complex<f64> {
        dot * self
    }

    #[inline]
    fn back(self, bar: Complex<f64>) -> Complex<f64> {
        bar * self
    }
}

impl Partial for Complex<f64> {
    #[inline]
    fn forth(self, dot: Complex<f64>) -> Complex<f64> {
        self * dot
    }

    #[inline]
    fn back(self, bar: Complex<f64>) -> Complex<f64> {
        self.conj() * bar
    }
}

/// The tangent of an operand, which is real or complex.
pub trait Operand: Copy {
    /// As a complex one.
    fn complex(self) -> Complex<f64>;

    /// Adds what is of it.
    fn add(&mut self, by: Complex<f64>);
}

impl Operand for f64 {
    #[inline]
    fn complex(self) -> Complex<f64> {
        Complex::new(self, 0.0)
    }

    #[inline]
    fn add(&mut self, by: Complex<f64>) {
        *self += by.re;
    }
}

impl Operand for Complex<f64> {
    #[inline]
    fn complex(self) -> Complex<f64> {
        self
    }

    #[inline]
    fn add(&mut self, by: Complex<f64>) {
        *self += by;
    }
}

/// What comes of the dot of an operand, if there is one.
#[inline]
pub fn forth(partial: impl Partial, dot: Option<&impl Operand>) -> Complex<f64> {
    dot.map_or(Complex::new(0.0, 0.0), |dot| partial.forth(dot.complex()))
}

/// Adds to the bar of an operand, if it is wanted.
#[inline]
pub fn back(partial: impl Partial, bar: Complex<f64>, of: Option<&mut impl Operand>) {
    if let Some(of) = of {
        of.add(partial.back(bar));
    }
}
