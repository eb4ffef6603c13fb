//! `#[differentiate]` on `impl` blocks.

use ad_runtime::prelude::*;
use ad_runtime::private::TangentSpace;

/// A model whose parameters are constants.
#[derive(Clone)]
struct Model(f64, usize);

#[differentiate]
impl Model {
    const OFFSET: f64 = 0.5;

    #[differentiate(skip)]
    fn new(scale: f64) -> Model {
        Model(scale, 2)
    }

    fn len(&self) -> usize {
        self.1
    }

    fn name(&self) -> &str {
        "model"
    }

    /// A method with a constant `self`.
    pub fn loss(#[constant] &self, x: &[f64]) -> f64 {
        let scale = stop_gradient(self.0);
        let mut sum = Self::OFFSET;
        for i in 0..x.len() {
            sum += scale * x[i] * x[i];
        }
        sum
    }

    #[differentiate(forward)]
    fn rate(x: f64, y: f64) -> f64 {
        x * y
    }

    #[differentiate(wrt(y))]
    fn scaled(x: f64, y: f64) -> f64 {
        x * y
    }

    #[differentiate(skip)]
    fn untouched(x: f64) -> f64 {
        x.to_string().len() as f64
    }

    #[cfg(any())]
    fn absent(x: f64) -> f64 {
        nothing(x)
    }
}

trait Energy<T> {
    type Output;

    fn energy(&self, x: T) -> Self::Output;
}

#[differentiate(inherent, wrt(x))]
impl<T: Real> Energy<T> for Model {
    type Output = T;

    fn energy(&self, x: T) -> Self::Output {
        x * x * x
    }
}

struct Pair<'a, T>(&'a [T], T);

#[differentiate]
impl<'a, T: Real> Pair<'a, T> {
    fn dot<const N: usize>(#[constant] &self, x: &[T; N], y: &[T]) -> T {
        let mut sum = x[0] * y[0];
        for i in 1..N {
            sum += x[i] * y[i];
        }
        sum
    }
}

#[differentiate]
impl Pair<'_, f64> {
    fn sum(x: &[f64]) -> f64 {
        let mut sum = 0.0;
        for i in 0..x.len() {
            sum += x[i];
        }
        sum
    }
}

/// A model that is differentiated by.
#[derive(Clone, Debug, PartialEq)]
struct Line(f64, f64);

impl Differentiable for Line {
    type Tangent = Line;

    fn zero_tangent(&self) -> Line {
        Line(0.0, 0.0)
    }
}

impl TangentSpace for Line {
    fn zero_like(&self) -> Line {
        Line(0.0, 0.0)
    }

    fn set_zero(&mut self) {
        *self = Line(0.0, 0.0);
    }

    fn accumulate(&mut self, other: &Line) {
        self.0 += other.0;
        self.1 += other.1;
    }

    fn scale(&mut self, factor: f64) {
        self.0 *= factor;
        self.1 *= factor;
    }

    fn dot(&self, other: &Line) -> f64 {
        self.0 * other.0 + self.1 * other.1
    }
}

#[differentiate]
impl Line {
    fn at(&self, x: f64) -> f64 {
        self.0 * x + self.1
    }

    fn into_square(self, x: f64) -> f64 {
        let y = self.0 * x + self.1;
        y * y
    }

    #[allow(clippy::boxed_local)]
    fn boxed(self: Box<Self>, #[constant] x: f64) -> f64 {
        let slope = self.0;
        slope * x
    }

    #[differentiate(wrt(self))]
    fn slope(&self, x: f64) -> f64 {
        self.0 * x.sin()
    }

    #[differentiate(reverse)]
    fn only_reverse(&self) -> f64 {
        self.0 * self.1
    }

    fn power(x: f64, n: u32) -> f64 {
        if n == 0 { 1.0 } else { x }
    }
}

#[test]
fn by_self() {
    let line = Line(2.0, 3.0);
    assert_eq!(line.at_value_and_grad(5.0), (13.0, (Line(5.0, 1.0), 2.0)));
    assert_eq!(line.at_jvp(5.0, &Line(1.0, 0.0), 0.0), (13.0, 5.0));
    let (value, pullback) = line.at_vjp(5.0);
    assert_eq!((value, pullback(2.0)), (13.0, (Line(10.0, 2.0), 4.0)));
    let mut bar = Line(1.0, 1.0);
    line.at_accumulate_grad(5.0, &mut bar, &mut 0.0);
    assert_eq!(bar, Line(6.0, 2.0));
    assert_eq!(line.clone().into_square_grad(1.0), (Line(10.0, 10.0), 20.0));
    assert_eq!(Box::new(line.clone()).boxed_grad(3.0), Line(3.0, 0.0));
    assert_eq!(line.slope_grad(0.5), Line(0.5_f64.sin(), 0.0));
    assert_eq!(line.only_reverse_grad(), Line(3.0, 2.0));
    assert_eq!(Line::power_grad(3.0, 1), 1.0);
}

#[test]
fn inherent() {
    let model = Model(3.0, 2);
    assert_eq!((model.len(), model.name(), Model::untouched(1.0)), (2, "model", 1.0));
    assert_eq!(Model::new(2.0).0, 2.0);
    assert_eq!(model.loss_value_and_grad(&[1.0, 2.0]), (15.5, vec![6.0, 12.0]));
    assert_eq!(model.loss_grad(&[1.0, 2.0]), [6.0, 12.0]);
    assert_eq!(model.loss_jvp(&[1.0, 2.0], &[1.0, 0.0]), (15.5, 6.0));
    let mut bar = [1.0, 1.0];
    assert_eq!(model.loss_accumulate_grad(&[1.0, 2.0], &mut bar), 15.5);
    assert_eq!(bar, [7.0, 13.0]);
    assert_eq!(model.loss_grad_into(&[1.0, 2.0], &mut bar), 15.5);
    assert_eq!(bar, [6.0, 12.0]);
    let (value, pullback) = model.loss_vjp(&[1.0, 2.0]);
    assert_eq!((value, pullback(2.0)), (15.5, vec![12.0, 24.0]));
    model.loss_check(&[1.0, 2.0]).expect("both modes and differences agree");
}

#[test]
fn options() {
    assert_eq!(Model::rate_jvp(2.0, 3.0, 1.0, 0.0), (6.0, 3.0));
    assert_eq!(Model::scaled_grad(2.0, 3.0), 2.0);
}

#[test]
fn of_a_trait() {
    let model = Model(3.0, 2);
    assert_eq!(model.energy_value_and_grad(2.0), (8.0, 12.0));
    assert_eq!(model.energy_grad(2.0_f32), 12.0_f32);
    model.energy_check(2.0).expect("both modes and differences agree");
}

#[test]
fn generic() {
    let pair = Pair(&[1.0], 2.0);
    assert_eq!((pair.0[0], pair.1), (1.0, 2.0));
    assert_eq!(pair.dot_grad(&[1.0, 2.0], &[3.0, 4.0]), ([3.0, 4.0], vec![1.0, 2.0]));
    pair.dot_check(&[1.0, 2.0], &[3.0, 4.0]).expect("both modes and differences agree");
    assert_eq!(Pair::sum_grad(&[1.0, 2.0]), [1.0, 1.0]);
}
