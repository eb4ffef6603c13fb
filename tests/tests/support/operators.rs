//! Operators of one's own.

use ad_runtime::prelude::*;

#[test]
fn own_operators() {
    use std::ops::{Add, AddAssign, Mul, Neg};
    #[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
    struct Vec2<T> {
        x: T,
        y: T,
    }
    #[differentiate]
    impl<T: Real> Mul<T> for Vec2<T> {
        type Output = Vec2<T>;
        fn mul(self, k: T) -> Vec2<T> {
            Vec2 { x: self.x * k, y: self.y * k }
        }
    }
    #[differentiate]
    impl Mul<Vec2<f64>> for f64 {
        type Output = Vec2<f64>;
        fn mul(self, v: Vec2<f64>) -> Vec2<f64> {
            v * self
        }
    }
    #[differentiate]
    impl<T: Real> Add<&Vec2<T>> for &Vec2<T> {
        type Output = Vec2<T>;
        fn add(self, r: &Vec2<T>) -> Vec2<T> {
            Vec2 { x: self.x + r.x, y: self.y + r.y }
        }
    }
    #[differentiate]
    impl<T: Real> Mul for Vec2<T> {
        type Output = T;
        fn mul(self, r: Vec2<T>) -> T {
            self.x * r.x + self.y * r.y
        }
    }
    #[differentiate]
    impl Neg for Vec2<f64> {
        type Output = Vec2<f64>;
        fn neg(self) -> Vec2<f64> {
            Vec2 { x: -self.x, y: -self.y }
        }
    }
    #[differentiate]
    impl AddAssign for Vec2<f64> {
        fn add_assign(&mut self, r: Vec2<f64>) {
            self.x += r.x;
            self.y += r.y;
        }
    }
    #[differentiate]
    fn energy(v: Vec2<f64>, k: f64) -> f64 {
        let mut w = 2.0 * v;
        w += v * k;
        (&w + &v) * -v
    }
    let v = Vec2 { x: 1.0, y: 2.0 };
    energy::check(v, 0.5).unwrap();
    // -(3 + k) v·v
    assert_eq!(energy::grad(v, 0.5), (Vec2Tangent { x: -7.0, y: -14.0 }, -5.0));
}

#[test]
fn operators_by_component() {
    use std::ops::{Add, Mul, Neg, Sub};
    /// As a derive of another crate writes it.
    macro_rules! operator {
        ($Op:ident $op:ident |$a:ident, $b:ident: $R:ty| $x:expr, $y:expr) => {
            impl $Op<$R> for Vec2 {
                type Output = Vec2;
                fn $op(self, $b: $R) -> Vec2 {
                    let $a = self;
                    Vec2($x, $y)
                }
            }
        };
    }
    #[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
    #[differentiable(add, sub, neg, scale)]
    struct Vec2(f64, f64);
    operator!(Add add |a, b: Vec2| a.0 + b.0, a.1 + b.1);
    operator!(Sub sub |a, b: &Vec2| a.0 - b.0, a.1 - b.1);
    operator!(Mul mul |a, k: f64| a.0 * k, a.1 * k);
    impl Neg for Vec2 {
        type Output = Vec2;
        fn neg(self) -> Vec2 {
            Vec2(-self.0, -self.1)
        }
    }
    #[differentiate]
    fn product(v: Vec2, k: f64) -> f64 {
        let w = v * k + v - &(-v - &v);
        w.0 * w.1
    }
    let v = Vec2(1.0, 2.0);
    product::check(v, 0.5).unwrap();
    // (k + 3)² v₀ v₁
    assert_eq!(product::grad(v, 0.5), (Vec2Tangent(24.5, 12.25), 14.0));
}
