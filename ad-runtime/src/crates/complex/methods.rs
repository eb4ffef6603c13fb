//! Methods of complex numbers.

use num_complex::Complex;

use super::partial::Partial;
use crate::crates::methods::{Bar, Tangent, by_number, unary};
use crate::payload::ReceiverDot;
use crate::prim;
use crate::space::{Differentiable, TangentSpace};
use crate::underived::Marked;

/// The derivatives of holomorphic methods with names of floats' methods: what has them is taken by value, as a float is.
macro_rules! holomorphic {
    ($($name:ident $marked:ident $value:ident $pullback:ident $owned:ident $tangent:ident: |$z:ident, $y:ident| $slope:expr;)*) => {
        /// The derivatives of holomorphic methods.
        pub trait HolomorphicMethods: Sized {
            $(
                /// That there are derivatives.
                #[inline]
                fn $marked(&self) -> Marked<Self> {
                    Marked::by(self)
                }

                /// The method itself.
                fn $value(self) -> Self;

                /// Reverse mode.
                fn $pullback(self) -> (Self, impl FnOnce(Self, Option<&mut Self>));

                /// The same.
                fn $owned(self) -> (Self, impl FnOnce(Self, Option<&mut Self>));

                /// Forward mode.
                fn $tangent(self, dot: impl ReceiverDot<Self>) -> (Self, Self);
            )*

            /// That there are derivatives.
            #[inline]
            fn powi_marked(&self) -> Marked<Self> {
                Marked::by(self)
            }

            /// The method itself.
            fn powi_value(self, n: i32) -> Self;

            /// Reverse mode.
            fn powi_pullback(
                self,
                n: i32,
            ) -> (Self, impl FnOnce(Self, Option<&mut Self>, Option<&mut ()>));

            /// The same.
            fn powi_owned_pullback(
                self,
                n: i32,
            ) -> (Self, impl FnOnce(Self, Option<&mut Self>, Option<&mut ()>));

            /// Forward mode.
            fn powi_tangent(
                self,
                n: i32,
                dot: impl ReceiverDot<Self>,
                n_dot: Option<()>,
            ) -> (Self, Self);

            /// That there are derivatives.
            #[inline]
            fn powf_marked(&self) -> Marked<Self> {
                Marked::by(self)
            }

            /// The method itself.
            fn powf_value(self, p: f64) -> Self;

            /// Reverse mode.
            fn powf_pullback(
                self,
                p: f64,
            ) -> (Self, impl FnOnce(Self, Option<&mut Self>, Option<&mut f64>));

            /// The same.
            fn powf_owned_pullback(
                self,
                p: f64,
            ) -> (Self, impl FnOnce(Self, Option<&mut Self>, Option<&mut f64>));

            /// Forward mode.
            fn powf_tangent(
                self,
                p: f64,
                dot: impl ReceiverDot<Self>,
                p_dot: Option<f64>,
            ) -> (Self, Self);
        }

        impl HolomorphicMethods for Complex<f64> {
            $(
                #[inline]
                fn $value(self) -> Self {
                    self.$name()
                }

                #[inline]
                #[allow(unused_variables, reason = "not every slope is of both")]
                fn $pullback(self) -> (Self, impl FnOnce(Self, Option<&mut Self>)) {
                    let ($z, $y) = (self, self.$name());
                    ($y, move |bar: Self, z_bar: Option<&mut Self>| {
                        if let Some(z_bar) = z_bar.filter(|_| !bar.is_nothing()) {
                            *z_bar += $slope.back(bar);
                        }
                    })
                }

                #[inline]
                fn $owned(self) -> (Self, impl FnOnce(Self, Option<&mut Self>)) {
                    self.$pullback()
                }

                #[inline]
                #[allow(unused_variables, reason = "not every slope is of both")]
                fn $tangent(self, dot: impl ReceiverDot<Self>) -> (Self, Self) {
                    let ($z, $y) = (self, self.$name());
                    ($y, dot.shared().map_or($y.zero_tangent(), |dot| $slope.forth(*dot)))
                }
            )*

            #[inline]
            fn powi_value(self, n: i32) -> Self {
                self.powi(n)
            }

            #[inline]
            fn powi_pullback(
                self,
                n: i32,
            ) -> (Self, impl FnOnce(Self, Option<&mut Self>, Option<&mut ()>)) {
                let pullback = move |bar: Self, z_bar: Option<&mut Self>, _: Option<&mut ()>| {
                    if let Some(z_bar) = z_bar.filter(|_| !bar.is_nothing()) {
                        *z_bar += powi_slope(self, n).back(bar);
                    }
                };
                (self.powi(n), pullback)
            }

            #[inline]
            fn powi_owned_pullback(
                self,
                n: i32,
            ) -> (Self, impl FnOnce(Self, Option<&mut Self>, Option<&mut ()>)) {
                self.powi_pullback(n)
            }

            #[inline]
            fn powi_tangent(
                self,
                n: i32,
                dot: impl ReceiverDot<Self>,
                _: Option<()>,
            ) -> (Self, Self) {
                let slope = powi_slope(self, n);
                (self.powi(n), dot.shared().map_or(self.zero_tangent(), |dot| slope.forth(*dot)))
            }

            #[inline]
            fn powf_value(self, p: f64) -> Self {
                self.powf(p)
            }

            #[inline]
            fn powf_pullback(
                self,
                p: f64,
            ) -> (Self, impl FnOnce(Self, Option<&mut Self>, Option<&mut f64>)) {
                let pullback = move |bar: Self, z_bar: Option<&mut Self>, p_bar: Option<&mut f64>| {
                    if bar.is_nothing() {
                        return;
                    }
                    if let Some(z_bar) = z_bar {
                        *z_bar += powf_slope(self, p).back(bar);
                    }
                    if let Some(p_bar) = p_bar {
                        *p_bar += powf_by_p(self, p).back(bar).re;
                    }
                };
                (self.powf(p), pullback)
            }

            #[inline]
            fn powf_owned_pullback(
                self,
                p: f64,
            ) -> (Self, impl FnOnce(Self, Option<&mut Self>, Option<&mut f64>)) {
                self.powf_pullback(p)
            }

            #[inline]
            fn powf_tangent(
                self,
                p: f64,
                dot: impl ReceiverDot<Self>,
                p_dot: Option<f64>,
            ) -> (Self, Self) {
                let slope = powf_slope(self, p);
                let by_z = dot.shared().map_or(self.zero_tangent(), |dot| slope.forth(*dot));
                let by_p = p_dot.map_or(self.zero_tangent(), |dot| powf_by_p(self, p) * dot);
                (self.powf(p), by_z + by_p)
            }
        }
    };
}

holomorphic! {
    exp exp_marked exp_value exp_pullback exp_owned_pullback exp_tangent: |z, y| y;
    ln ln_marked ln_value ln_pullback ln_owned_pullback ln_tangent: |z, y| z.inv();
    sqrt sqrt_marked sqrt_value sqrt_pullback sqrt_owned_pullback sqrt_tangent: |z, y| (y * 2.0).inv();
    sin sin_marked sin_value sin_pullback sin_owned_pullback sin_tangent: |z, y| z.cos();
    cos cos_marked cos_value cos_pullback cos_owned_pullback cos_tangent: |z, y| (-z.sin());
    tan tan_marked tan_value tan_pullback tan_owned_pullback tan_tangent: |z, y| (y * y + 1.0);
    sinh sinh_marked sinh_value sinh_pullback sinh_owned_pullback sinh_tangent: |z, y| z.cosh();
    cosh cosh_marked cosh_value cosh_pullback cosh_owned_pullback cosh_tangent: |z, y| z.sinh();
    tanh tanh_marked tanh_value tanh_pullback tanh_owned_pullback tanh_tangent: |z, y| (1.0 - y * y);
}

/// `n zⁿ⁻¹`
#[inline]
fn powi_slope(z: Complex<f64>, n: i32) -> Complex<f64> {
    match n {
        0 => Complex::new(0.0, 0.0),
        n => z.powi(n.wrapping_sub(1)) * f64::from(n),
    }
}

/// `p zᵖ⁻¹`
#[inline]
fn powf_slope(z: Complex<f64>, p: f64) -> Complex<f64> {
    match p == 0.0 {
        true => Complex::new(0.0, 0.0),
        false => z.powf(p - 1.0) * p,
    }
}

/// `zᵖ ln(z)`, and zero at the origin.
#[inline]
fn powf_by_p(z: Complex<f64>, p: f64) -> Complex<f64> {
    match z.is_nothing() {
        true => z,
        false => z.powf(p) * z.ln(),
    }
}

/// What a function of the real and the imaginary part, with a rule of floats, adds to the bar of the number.
macro_rules! of_parts {
    ($primitive:ident($first:ident, $second:ident); $z:ident, $bar:ident) => {{
        let mut by = $z.zero_tangent();
        let (_, pullback) = prim::$primitive::pullback($z.$first, $z.$second);
        pullback($bar, Some(&mut by.$first), Some(&mut by.$second));
        by
    }};
}

unary! {
    /// As `hypot`.
    NormMethod[](Complex<f64>;)
    norm_value norm_pullback norm_owned_pullback norm_tangent norm_marked: |z| -> f64 { z.norm() }
    keep |y| { () }
    back |y, bar| { of_parts!(hypot(re, im); z, bar) }
    forth |y, dot| { prim::hypot::tangent(z.re, z.im, Some(dot.re), Some(dot.im)).1 }

    /// As `atan2`.
    ArgMethod[](Complex<f64>;)
    arg_value arg_pullback arg_owned_pullback arg_tangent arg_marked: |z| -> f64 { z.arg() }
    keep |y| { () }
    back |y, bar| { of_parts!(atan2(im, re); z, bar) }
    forth |y, dot| { prim::atan2::tangent(z.im, z.re, Some(dot.im), Some(dot.re)).1 }

    /// `z̄ += 2 ȳ z`
    NormSqrMethod[](Complex<f64>;)
    norm_sqr_value norm_sqr_pullback norm_sqr_owned_pullback norm_sqr_tangent norm_sqr_marked: |z| -> f64 { z.norm_sqr() }
    keep |y| { () }
    back |y, bar| { z * (2.0 * bar) }
    forth |y, dot| { 2.0 * (z.re * dot.re + z.im * dot.im) }

    /// The bar's conjugate.
    ConjMethod[](Complex<f64>;)
    conj_value conj_pullback conj_owned_pullback conj_tangent conj_marked: |z| -> Complex<f64> { z.conj() }
    keep |y| { () }
    back |y, bar| { bar.conj() }
    forth |y, dot| { dot.conj() }

    /// `−1 / z²`
    InvMethod[](Complex<f64>;)
    inv_value inv_pullback inv_owned_pullback inv_tangent inv_marked: |z| -> Complex<f64> { z.inv() }
    keep |y| { *y }
    back |y, bar| { (-(y * y)).back(bar) }
    forth |y, dot| { (-(y * y)).forth(*dot) }
}

by_number! {
    /// By a real number.
    ScaleMethod[](Complex<f64>;)
    scale_value scale_pullback scale_owned_pullback scale_tangent scale_marked: |z, k: f64| -> Complex<f64> { z.scale(k) }
    back |bar| { bar * k } { z.re * bar.re + z.im * bar.im }
    forth |dot| { dot * k } { z * dot }

    /// By a real number.
    UnscaleMethod[](Complex<f64>;)
    unscale_value unscale_pullback unscale_owned_pullback unscale_tangent unscale_marked: |z, k: f64| -> Complex<f64> { z.unscale(k) }
    back |bar| { bar / k } { -(z.re * bar.re + z.im * bar.im) / (k * k) }
    forth |dot| { dot / k } { z * (-dot / (k * k)) }
}
