//! Implementations for pointers, lists, tuples and options of what implements a trait.

use ad_runtime::prelude::*;

#[differentiate]
trait Energy {
    fn energy(&self, x: f64) -> f64;
    fn step(&mut self, dt: f64);
    fn twice(&self, x: f64) -> f64 {
        self.energy(2.0 * x)
    }
}

#[derive(Clone, Debug, Differentiable)]
struct Spring {
    k: f64,
}

#[differentiate]
impl Energy for Spring {
    fn energy(&self, x: f64) -> f64 {
        self.k * x * x
    }

    fn step(&mut self, dt: f64) {
        self.k += dt;
    }
}

#[differentiate]
impl<M: Energy + Differentiable> Energy for Box<M> {
    fn energy(&self, x: f64) -> f64 {
        (**self).energy(x) * 3.0
    }

    fn step(&mut self, dt: f64) {
        (**self).step(dt)
    }
}

#[differentiate]
impl<M: Energy + Differentiable> Energy for Vec<M> {
    fn energy(&self, x: f64) -> f64 {
        let mut s = 0.0;
        for m in self {
            s += m.energy(x) * s.cos();
        }
        s
    }

    fn step(&mut self, dt: f64) {
        for m in self.iter_mut() {
            m.step(dt);
        }
    }
}

#[differentiate]
impl<A: Energy + Differentiable, B: Energy + Differentiable> Energy for (A, B) {
    fn energy(&self, x: f64) -> f64 {
        self.0.energy(x) * self.1.energy(x)
    }

    fn step(&mut self, dt: f64) {
        self.0.step(dt);
        self.1.step(dt);
    }
}

#[differentiate]
impl<M: Energy + Differentiable> Energy for Option<M> {
    fn energy(&self, x: f64) -> f64 {
        match self {
            Some(m) => m.energy(x),
            None => 0.0,
        }
    }

    fn step(&mut self, dt: f64) {
        if let Some(m) = self {
            m.step(dt);
        }
    }
}

#[differentiate]
fn sum_of<M: Energy>(m: &M, x: f64) -> f64 {
    m.energy(x) + m.twice(x)
}

#[differentiate]
fn of_a_box(m: &Box<Spring>, x: f64) -> f64 {
    m.energy(x)
}

#[test]
fn implementations_for_containers() {
    let s = Spring { k: 0.4 };
    sum_of::check(&Box::new(s.clone()), 0.3).unwrap();
    sum_of::check(&vec![s.clone(), s.clone()], 0.3).unwrap();
    sum_of::check(&(s.clone(), Box::new(s.clone())), 0.3).unwrap();
    sum_of::check(&Some(s.clone()), 0.3).unwrap();
    of_a_box::check(&Box::new(s.clone()), 0.3).unwrap();
    assert_eq!(of_a_box::value_and_grad(&Box::new(s.clone()), 0.3).0, of_a_box(&Box::new(s), 0.3));
}
