//! Programs on num-dual's dual numbers.
//!
//! [`plain_and_dual!`] makes each function twice: with `#[differentiate]`, and in a module `dual` where the
//! name `f64` stands for [`Dual`]. There a literal isn't converted by itself, so such programs
//! write `f64::from(0.0)` where a variable starts as a constant.

use std::ops;

use num_dual::{Dual64, DualNum};

use super::Argument;
use ad_runtime::Differentiable;

macro_rules! plain_and_dual {
    ($($(#[$doc:meta])* fn $name:ident $params:tt -> $output:ty { $($body:tt)* })*) => {
        $($(#[$doc])* #[differentiate] fn $name $params -> $output { $($body)* })*

        mod dual {
            #[allow(unused_imports)]
            use super::*;
            #[allow(non_camel_case_types)]
            use $crate::harness::dual::Dual as f64;

            $(pub fn $name $params -> $output { $($body)* })*
        }
    };
}

/// [`Dual64`] with the operators and methods of `f64`.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Dual(Dual64);

macro_rules! operators {
    ($($Op:ident $op:ident $OpAssign:ident $op_assign:ident;)*) => {$(
        impl ops::$Op for Dual {
            type Output = Dual;
            fn $op(self, other: Dual) -> Dual { Dual(ops::$Op::$op(self.0, other.0)) }
        }
        impl ops::$Op<f64> for Dual {
            type Output = Dual;
            fn $op(self, other: f64) -> Dual { ops::$Op::$op(self, Dual::from(other)) }
        }
        impl ops::$Op<Dual> for f64 {
            type Output = Dual;
            fn $op(self, other: Dual) -> Dual { ops::$Op::$op(Dual::from(self), other) }
        }
        impl<T> ops::$OpAssign<T> for Dual where Dual: ops::$Op<T, Output = Dual> {
            fn $op_assign(&mut self, other: T) { *self = ops::$Op::$op(*self, other); }
        }
    )*};
}

operators! {
    Add add AddAssign add_assign;
    Sub sub SubAssign sub_assign;
    Mul mul MulAssign mul_assign;
    Div div DivAssign div_assign;
}

impl ops::Neg for Dual {
    type Output = Dual;
    fn neg(self) -> Dual {
        Dual(-self.0)
    }
}

impl PartialEq<f64> for Dual {
    fn eq(&self, other: &f64) -> bool {
        self.0.re == *other
    }
}

impl PartialOrd<f64> for Dual {
    fn partial_cmp(&self, other: &f64) -> Option<std::cmp::Ordering> {
        self.0.re.partial_cmp(other)
    }
}

impl From<f64> for Dual {
    fn from(value: f64) -> Dual {
        Dual(Dual64::from(value))
    }
}

impl From<i32> for Dual {
    fn from(value: i32) -> Dual {
        Dual::from(f64::from(value))
    }
}

macro_rules! methods {
    ($($name:ident)*) => {
        #[allow(dead_code)]
        impl Dual {
            $(pub fn $name(self) -> Dual { Dual(self.0.$name()) })*

            pub fn powi(self, n: i32) -> Dual { Dual(self.0.powi(n)) }
            pub fn atan2(self, x: Dual) -> Dual { Dual(self.0.atan2(x.0)) }
            pub fn hypot(self, y: Dual) -> Dual { (self * self + y * y).sqrt() }
            pub fn abs(self) -> Dual { if self < 0.0 { -self } else { self } }
            pub fn max(self, y: Dual) -> Dual { if self < y { y } else { self } }
            pub fn min(self, y: Dual) -> Dual { if self > y { y } else { self } }
            pub fn mul_add(self, a: Dual, b: Dual) -> Dual { self * a + b }
            pub fn sin_cos(self) -> (Dual, Dual) { (self.sin(), self.cos()) }
        }
    };
}

methods! {
    sqrt cbrt exp exp2 exp_m1 ln ln_1p log2 log10 sin cos tan asin acos atan sinh cosh
    tanh asinh acosh atanh recip
}

/// A type with a counterpart over dual numbers.
pub trait Lift {
    type Dual;
    fn lift(&self, seed: &mut Seed) -> Self::Dual;
}

/// Gives one coordinate the derivative 1, all others 0.
pub struct Seed {
    coordinate: usize,
    next: usize,
}

/// An argument of the dual program.
pub struct Lifted<T> {
    pub value: T,
}

impl Seed {
    pub fn new(coordinate: usize) -> Seed {
        Seed { coordinate, next: 0 }
    }

    pub fn lift<V: Lift + Differentiable>(&mut self, argument: Argument<V>) -> Lifted<V::Dual> {
        Lifted { value: argument.value.lift(self) }
    }
}

impl Lift for f64 {
    type Dual = Dual;
    fn lift(&self, seed: &mut Seed) -> Dual {
        let eps = if seed.next == seed.coordinate { 1.0 } else { 0.0 };
        seed.next += 1;
        Dual(Dual64::new(*self, eps))
    }
}

impl Lift for usize {
    type Dual = usize;
    fn lift(&self, _: &mut Seed) -> usize {
        *self
    }
}

impl<A: Lift, B: Lift> Lift for (A, B) {
    type Dual = (A::Dual, B::Dual);
    fn lift(&self, seed: &mut Seed) -> Self::Dual {
        (self.0.lift(seed), self.1.lift(seed))
    }
}

impl<T: Lift> Lift for Vec<T> {
    type Dual = Vec<T::Dual>;
    fn lift(&self, seed: &mut Seed) -> Vec<T::Dual> {
        self.iter().map(|item| item.lift(seed)).collect()
    }
}

impl<T: Lift, const N: usize> Lift for [T; N] {
    type Dual = [T::Dual; N];
    fn lift(&self, seed: &mut Seed) -> [T::Dual; N] {
        self.each_ref().map(|item| item.lift(seed))
    }
}

/// The derivatives of a result.
pub fn derivatives(value: impl Derivatives) -> Vec<f64> {
    let mut derivatives = Vec::new();
    value.list(&mut derivatives);
    derivatives
}

/// A result of dual numbers.
pub trait Derivatives {
    fn list(&self, derivatives: &mut Vec<f64>);
}

impl Derivatives for Dual {
    fn list(&self, derivatives: &mut Vec<f64>) {
        derivatives.push(self.0.eps);
    }
}

impl<A: Derivatives, B: Derivatives> Derivatives for (A, B) {
    fn list(&self, derivatives: &mut Vec<f64>) {
        self.0.list(derivatives);
        self.1.list(derivatives);
    }
}

impl<T: Derivatives> Derivatives for Vec<T> {
    fn list(&self, derivatives: &mut Vec<f64>) {
        self.iter().for_each(|item| item.list(derivatives));
    }
}

impl<T: Derivatives, const N: usize> Derivatives for [T; N] {
    fn list(&self, derivatives: &mut Vec<f64>) {
        self.iter().for_each(|item| item.list(derivatives));
    }
}
