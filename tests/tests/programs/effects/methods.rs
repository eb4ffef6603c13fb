//! Methods that count how often they are called.

use std::sync::atomic::{AtomicU32, Ordering};

use ad_runtime::prelude::*;

static COUNT: AtomicU32 = AtomicU32::new(0);

/// What counts how often it is called.
fn counted() -> f64 {
    1.0 + f64::from(COUNT.fetch_add(1, Ordering::Relaxed) % 5)
}

/// It is no `Clone`.
#[derive(Debug, Differentiable)]
struct Model {
    w: f64,
    state: Vec<f64>,
}

#[differentiate]
impl Model {
    fn noisy(&self, x: f64) -> f64 {
        self.w * x * counted()
    }

    /// A method that looks, on a receiver that changes later.
    fn advance(&mut self, dt: f64) {
        let rate = self.noisy(self.state[0]);
        self.state[0] += dt * rate;
    }

    fn twice(&mut self, dt: f64) {
        self.advance(dt);
        self.advance(dt);
    }

    fn run(&mut self, dt: f64) -> f64 {
        for _ in 0..2 {
            self.twice(dt);
            self.twice(0.5 * dt);
        }
        self.state[0] * self.state[1]
    }
}

#[differentiate]
fn model(w: f64, one: f64) -> Model {
    Model { w, state: vec![w, 1.0 + one] }
}

#[differentiate]
fn from_a_model(w: f64) -> f64 {
    let mut sum = 0.0;
    for i in 0..2 {
        let mut model = model(w, i as f64);
        sum += model.run(0.1);
        sum += model.noisy(w);
    }
    sum
}

/// What a function results in and how often it counts, from the same state.
fn counting<R>(run: impl FnOnce() -> R) -> (R, u32) {
    COUNT.store(0, Ordering::Relaxed);
    let result = run();
    (result, COUNT.load(Ordering::Relaxed))
}

#[test]
fn methods_run_as_often_as_they_are_called() {
    let (value, plain) = counting(|| model(1.2, 0.0).run(0.1));
    let (result, derivative) = counting(|| model(1.2, 0.0).run_value_and_grad(0.1));
    assert_eq!((result.0, derivative), (value, plain));
    let (value, plain) = counting(|| from_a_model(0.8));
    let (result, derivative) = counting(|| from_a_model::value_and_grad(0.8));
    assert_eq!((result.0, derivative), (value, plain));
    let at = |w: f64| counting(|| from_a_model(w)).0;
    let difference = (at(0.8 + 1e-6) - at(0.8 - 1e-6)) / 2e-6;
    assert!((result.1 - difference).abs() < 1e-6, "{result:?} is not {difference}");
    let (result, derivative) = counting(|| from_a_model::jvp(0.8, 1.0));
    assert_eq!((result.0, derivative), (value, plain));
    assert!((result.1 - difference).abs() < 1e-6, "{result:?} is not {difference}");
}
