//! Methods of type parameters by the names of floats', which a bound or a supertrait of one says that they are.

use ad_runtime::Real;
use ad_runtime::prelude::*;

trait Scalar: num_traits::Float + std::fmt::Debug {}
impl Scalar for f64 {}

trait Ours: Real {
    fn twice(self) -> Self;
}
impl Ours for f64 {
    fn twice(self) -> f64 {
        2.0 * self
    }
}

#[differentiate]
fn by_supertrait<T: Scalar>(x: T) -> T {
    x.sqrt() * T::sin(x) + x.max(-x).copysign(x)
}

#[differentiate]
fn by_a_supertrait_of_ours<T: Ours>(x: &[T]) -> T {
    x.iter().fold(T::zero(), |sum, v| sum + v.tanh().rem_euclid(*v) * v.clamp(-*v, *v))
}

#[differentiate]
fn by_a_where<T>(x: T, y: T) -> T
where
    T: num_traits::real::Real,
{
    x.atan2(y) * x.hypot(y).powi(2)
}

/// A function in capitals, of a type parameter.
#[differentiate]
fn area<T: num_traits::Float + num_traits::FloatConst>(r: T) -> T {
    T::PI() * r * r + T::TAU()
}

#[derive(Clone, Copy, Debug, Differentiable)]
struct Amplifier<T> {
    gain: T,
}

#[differentiate]
impl<T: Scalar> Amplifier<T> {
    fn at(&self, x: T) -> T {
        self.gain.sqrt() * x.sin()
    }
}

#[test]
fn methods_by_bounds() {
    by_supertrait::check(0.6_f64).unwrap();
    by_a_supertrait_of_ours::check(&[0.6, 0.7]).unwrap();
    area::check(0.6_f64).unwrap();
    by_a_where::check(0.6_f64, 0.8).unwrap();
    Amplifier { gain: 2.0 }.at_check(0.3).unwrap();
    assert_eq!(0.5.twice(), 1.0);
}
