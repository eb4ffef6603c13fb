//! Methods, associated functions, and what writes functions.

use ad_runtime::prelude::*;

#[derive(Clone, Debug, PartialEq, Differentiable)]
struct Model {
    slope: f64,
    offset: f64,
}

trait Energy {
    fn energy(&self, x: f64) -> f64;
}

#[differentiate]
impl Model {
    const SCALE: f64 = 2.0;

    fn new(slope: f64) -> Self {
        Self { slope, offset: slope * Self::SCALE }
    }

    fn at(&self, x: f64) -> f64 {
        self.slope * x + self.offset
    }

    fn loss(&self, x: f64) -> f64 {
        let y = self.at(x);
        y * y
    }

    fn shifted(mut self, by: f64) -> Self {
        self.offset += by;
        self
    }

    fn scale(&mut self, by: f64) {
        self.slope *= by;
        self.offset *= by;
    }
}

#[differentiate(inherent)]
impl Energy for Model {
    fn energy(&self, x: f64) -> f64 {
        self.at(x) * x
    }
}

#[test]
fn method_by_reference() {
    let model = Model { slope: 2.0, offset: 1.0 };
    model.loss_check(3.0).unwrap();
    let (bar, x_bar) = model.loss_grad(3.0);
    assert_eq!((bar.slope, bar.offset, x_bar), (42.0, 14.0, 28.0));
}

#[test]
fn method_by_value() {
    #[differentiate]
    fn chained(x: f64) -> f64 {
        Model { slope: x, offset: 1.0 }.shifted(x * x).at(3.0)
    }
    chained::check(2.0).unwrap();
    assert_eq!(chained::grad(2.0), 7.0);
}

#[test]
fn method_by_mut_self() {
    #[differentiate]
    fn grown(model: &Model, by: f64) -> f64 {
        let mut model = model.clone();
        for _ in 0..2 {
            model.scale(by);
        }
        model.at(1.0)
    }
    let model = Model { slope: 2.0, offset: 1.0 };
    grown::check(&model, 3.0).unwrap();
    let (bar, by_bar) = grown::grad(&model, 3.0);
    assert_eq!((bar.slope, bar.offset, by_bar), (9.0, 9.0, 18.0));
}

#[test]
fn associated_function() {
    #[differentiate]
    fn made(x: f64) -> f64 {
        Model::new(x).at(x)
    }
    made::check(3.0).unwrap();
    // x² + 2 x
    assert_eq!(made::grad(3.0), 8.0);
    assert_eq!(Model::new_jvp(3.0, 1.0).1, ModelTangent { slope: 1.0, offset: 2.0 });
}

#[test]
fn trait_implementation() {
    #[differentiate]
    fn total(model: &Model, x: &[f64]) -> f64 {
        x.iter().map(|&x| model.energy(x)).sum()
    }
    let model = Model { slope: 2.0, offset: 1.0 };
    model.energy_check(3.0).unwrap();
    total::check(&model, &[1.0, 3.0]).unwrap();
    assert_eq!(model.energy_grad(3.0).1, 13.0);
    assert_eq!(total::grad(&model, &[1.0, 3.0]).1, [5.0, 13.0]);
}

#[derive(Clone, Debug, Differentiable)]
struct Polynomial<T> {
    coefficients: Vec<T>,
}

#[differentiate]
impl<T: Real> Polynomial<T> {
    fn at(&self, x: T) -> T {
        let mut y = T::zero();
        for i in (0..self.coefficients.len()).rev() {
            y = y * x + self.coefficients[i];
        }
        y
    }
}

#[test]
fn own_conversions() {
    #[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
    struct Vec2 {
        x: f64,
        y: f64,
    }
    #[differentiate]
    impl From<[f64; 2]> for Vec2 {
        fn from([x, y]: [f64; 2]) -> Vec2 {
            Vec2 { x, y }
        }
    }
    #[differentiate]
    fn area(x: f64, y: f64) -> f64 {
        let v = Vec2::from([x, x * y]);
        let w: Vec2 = [v.y, y].into();
        v.x * w.x
    }
    area::check(2.0, 3.0).unwrap();
    // x² y
    assert_eq!(area::grad(2.0, 3.0), (12.0, 4.0));
}

#[test]
fn generic_impl() {
    let p = Polynomial { coefficients: vec![1.0, 2.0, 3.0] };
    p.at_check(2.0).unwrap();
    let (bar, x_bar) = p.at_grad(2.0);
    assert_eq!((bar.coefficients, x_bar), (vec![1.0, 2.0, 4.0], 14.0));
}

macro_rules! powers {
    ($($name:ident $n:literal)*) => {$(
        #[differentiate]
        fn $name(x: f64) -> f64 {
            let mut y = 1.0;
            for _ in 0..$n {
                y *= x;
            }
            y
        }
    )*};
}

powers!(square 2 cube 3);

#[test]
fn macro_rules_functions() {
    #[differentiate]
    fn both(x: f64) -> f64 {
        square(x) + cube(x)
    }
    both::check(2.0).unwrap();
    assert_eq!(both::grad(2.0), 16.0);
}

#[test]
fn operators_by_bounds() {
    use std::ops::{Add, Mul};
    #[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
    struct Vec2 {
        x: f64,
        y: f64,
    }
    #[differentiate]
    impl Add for Vec2 {
        type Output = Vec2;
        fn add(self, r: Vec2) -> Vec2 {
            Vec2 { x: self.x + r.x, y: self.y + r.y }
        }
    }
    #[differentiate]
    impl Mul<f64> for Vec2 {
        type Output = Vec2;
        fn mul(self, k: f64) -> Vec2 {
            Vec2 { x: self.x * k, y: self.y * k }
        }
    }
    #[differentiate]
    fn blend<S: Mul<f64, Output = S> + Add<Output = S>>(a: S, b: S, k: f64) -> S {
        a * k + b * (1.0 - k)
    }
    blend::check(1.0, 2.0, 0.25).unwrap();
    assert_eq!(blend::grad(1.0, 2.0, 0.25), (0.25, 0.75, -1.0));
    let (a, b) = (Vec2 { x: 1.0, y: 2.0 }, Vec2 { x: 0.5, y: -1.0 });
    blend::check(a, b, 0.25).unwrap();
    let (_, pullback) = blend::vjp(a, b, 0.25);
    assert_eq!(pullback(Vec2Tangent { x: 0.0, y: 1.0 }).2, 3.0);
}
