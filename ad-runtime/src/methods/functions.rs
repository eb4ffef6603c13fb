//! Derivatives of higher order of std's float methods as methods, for receivers whose type the macro can't see: those of functions that call them.
//!
//! Invariant: each function here is named as the method that it calls.

use crate::{Real, differentiate};

#[differentiate(order = 3)]
pub(super) fn fract<T: Real>(x: T) -> T {
    x.fract()
}

#[differentiate(order = 3)]
pub(super) fn to_degrees<T: Real>(x: T) -> T {
    x.to_degrees()
}

#[differentiate(order = 3)]
pub(super) fn to_radians<T: Real>(x: T) -> T {
    x.to_radians()
}

#[differentiate(order = 3)]
pub(super) fn next_up<T: Real>(x: T) -> T {
    x.next_up()
}

#[differentiate(order = 3)]
pub(super) fn next_down<T: Real>(x: T) -> T {
    x.next_down()
}

#[differentiate(order = 3)]
pub(super) fn abs<T: Real>(x: T) -> T {
    x.abs()
}

#[differentiate(order = 3)]
pub(super) fn ln<T: Real>(x: T) -> T {
    x.ln()
}

#[differentiate(order = 3)]
pub(super) fn log2<T: Real>(x: T) -> T {
    x.log2()
}

#[differentiate(order = 3)]
pub(super) fn log10<T: Real>(x: T) -> T {
    x.log10()
}

#[differentiate(order = 3)]
pub(super) fn ln_1p<T: Real>(x: T) -> T {
    x.ln_1p()
}

#[differentiate(order = 3)]
pub(super) fn sin<T: Real>(x: T) -> T {
    x.sin()
}

#[differentiate(order = 3)]
pub(super) fn cos<T: Real>(x: T) -> T {
    x.cos()
}

#[differentiate(order = 3)]
pub(super) fn asin<T: Real>(x: T) -> T {
    x.asin()
}

#[differentiate(order = 3)]
pub(super) fn acos<T: Real>(x: T) -> T {
    x.acos()
}

#[differentiate(order = 3)]
pub(super) fn atan<T: Real>(x: T) -> T {
    x.atan()
}

#[differentiate(order = 3)]
pub(super) fn sinh<T: Real>(x: T) -> T {
    x.sinh()
}

#[differentiate(order = 3)]
pub(super) fn cosh<T: Real>(x: T) -> T {
    x.cosh()
}

#[differentiate(order = 3)]
pub(super) fn asinh<T: Real>(x: T) -> T {
    x.asinh()
}

#[differentiate(order = 3)]
pub(super) fn acosh<T: Real>(x: T) -> T {
    x.acosh()
}

#[differentiate(order = 3)]
pub(super) fn atanh<T: Real>(x: T) -> T {
    x.atanh()
}

#[differentiate(order = 3)]
pub(super) fn sqrt<T: Real>(x: T) -> T {
    x.sqrt()
}

#[differentiate(order = 3)]
pub(super) fn cbrt<T: Real>(x: T) -> T {
    x.cbrt()
}

#[differentiate(order = 3)]
pub(super) fn exp<T: Real>(x: T) -> T {
    x.exp()
}

#[differentiate(order = 3)]
pub(super) fn exp2<T: Real>(x: T) -> T {
    x.exp2()
}

#[differentiate(order = 3)]
pub(super) fn exp_m1<T: Real>(x: T) -> T {
    x.exp_m1()
}

#[differentiate(order = 3)]
pub(super) fn tan<T: Real>(x: T) -> T {
    x.tan()
}

#[differentiate(order = 3)]
pub(super) fn tanh<T: Real>(x: T) -> T {
    x.tanh()
}

#[differentiate(order = 3)]
pub(super) fn recip<T: Real>(x: T) -> T {
    x.recip()
}

#[differentiate(order = 3)]
pub(super) fn powf<T: Real>(x: T, p: T) -> T {
    x.powf(p)
}

#[differentiate(order = 3)]
pub(super) fn log<T: Real>(x: T, base: T) -> T {
    x.log(base)
}

#[differentiate(order = 3)]
pub(super) fn hypot<T: Real>(x: T, y: T) -> T {
    x.hypot(y)
}

#[differentiate(order = 3)]
pub(super) fn atan2<T: Real>(y: T, x: T) -> T {
    y.atan2(x)
}

#[differentiate(order = 3)]
pub(super) fn copysign<T: Real>(x: T, sign: T) -> T {
    x.copysign(sign)
}

#[differentiate(order = 3)]
pub(super) fn max<T: Real>(x: T, y: T) -> T {
    x.max(y)
}

#[differentiate(order = 3)]
pub(super) fn min<T: Real>(x: T, y: T) -> T {
    x.min(y)
}

#[differentiate(order = 3)]
pub(super) fn midpoint<T: Real>(x: T, y: T) -> T {
    x.midpoint(y)
}

#[differentiate(order = 3)]
pub(super) fn rem_euclid<T: Real>(x: T, y: T) -> T {
    x.rem_euclid(y)
}

#[differentiate(order = 3)]
pub(super) fn mul_add<T: Real>(x: T, a: T, b: T) -> T {
    x.mul_add(a, b)
}

#[differentiate(order = 3)]
pub(super) fn clamp<T: Real>(x: T, lo: T, hi: T) -> T {
    x.clamp(lo, hi)
}

#[differentiate(order = 3)]
pub(super) fn powi<T: Real>(x: T, n: i32) -> T {
    x.powi(n)
}
