//! `#[differentiate]` on `impl` blocks.

use ad_runtime::prelude::*;

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

#[differentiate(wrt(x))]
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
    model.loss_check(&[1.0, 2.0]).unwrap();
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
    model.energy_check(2.0).unwrap();
}

#[test]
fn generic() {
    let pair = Pair(&[1.0], 2.0);
    assert_eq!((pair.0[0], pair.1), (1.0, 2.0));
    assert_eq!(pair.dot_grad(&[1.0, 2.0], &[3.0, 4.0]), ([3.0, 4.0], vec![1.0, 2.0]));
    pair.dot_check(&[1.0, 2.0], &[3.0, 4.0]).unwrap();
    assert_eq!(Pair::sum_grad(&[1.0, 2.0]), [1.0, 1.0]);
}
