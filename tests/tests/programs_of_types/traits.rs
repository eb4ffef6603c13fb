//! Traits with derivatives: required and default methods, bounds, paths, implementations for structs, enums, references, floats and generic types.

use ad_runtime::prelude::*;

/// In a module of its own, as traits mostly are.
mod potentials {
    use ad_runtime::prelude::*;

    #[differentiate]
    pub trait Potential {
        type State: Differentiable + Clone;
        const CUTOFF: f64;

        fn energy(&self, r: f64) -> f64;
        fn state(&self, r: f64) -> Self::State;
        fn of_state(&self, state: &Self::State) -> f64;
        fn step(&mut self, dt: f64);
        fn make(k: f64) -> Self
        where
            Self: Sized;
        fn consumed(self, r: f64) -> f64
        where
            Self: Sized;

        fn order(&self) -> usize {
            2
        }

        fn name(&self) -> &str {
            "potential"
        }

        fn powered<T: Real>(&self, by: T) -> T {
            by * by
        }

        fn shifted(&self, r: f64) -> f64 {
            if r > Self::CUTOFF {
                return 0.0;
            }
            self.energy(r) - self.energy(Self::CUTOFF) * self.of_state(&self.state(r))
        }

        fn total(&self, rs: &[f64], #[constant] weights: &[f64]) -> f64 {
            let mut sum = 0.0;
            for (r, weight) in rs.iter().zip(weights) {
                sum += weight * self.energy(*r) * sum;
                sum += self.shifted(*r) / self.order() as f64;
            }
            sum
        }

        fn twice(&mut self, dt: f64) {
            self.step(dt);
            self.step(2.0 * dt);
        }
    }
}

use potentials::Potential;

#[derive(Clone, Debug, Differentiable)]
struct Spring {
    k: f64,
    l: f64,
}

#[differentiate]
impl Potential for Spring {
    type State = Vec<f64>;
    const CUTOFF: f64 = 3.0;

    fn energy(&self, r: f64) -> f64 {
        0.5 * self.k * (r - self.l).powi(2)
    }

    fn state(&self, r: f64) -> Self::State {
        vec![r, self.k * r]
    }

    fn of_state(&self, state: &Self::State) -> f64 {
        state[0] * state[1] * self.l
    }

    fn step(&mut self, dt: f64) {
        self.l += dt * self.k;
    }

    fn make(k: f64) -> Self {
        Spring { k, l: k * k }
    }

    fn consumed(self, r: f64) -> f64 {
        self.k * r * Self::make(r).l
    }
}

/// Overrides default methods.
#[derive(Clone, Debug, Differentiable)]
enum Shape {
    Round(f64),
    Flat,
}

#[differentiate]
impl Potential for Shape {
    type State = f64;
    const CUTOFF: f64 = 3.0;

    fn energy(&self, r: f64) -> f64 {
        match self {
            Shape::Round(k) => k * r * r,
            Shape::Flat => r.sin(),
        }
    }

    fn state(&self, r: f64) -> Self::State {
        r.sin()
    }

    fn of_state(&self, state: &Self::State) -> f64 {
        state * state
    }

    fn step(&mut self, dt: f64) {
        if let Shape::Round(k) = self {
            *k += dt;
        }
    }

    fn make(k: f64) -> Self {
        Shape::Round(k)
    }

    fn consumed(self, r: f64) -> f64 {
        self.energy(r)
    }

    fn order(&self) -> usize {
        5
    }

    fn shifted(&self, r: f64) -> f64 {
        self.energy(r) * r.exp()
    }
}

#[derive(Clone, Debug, Differentiable)]
struct Twice<M>(M);

#[differentiate]
impl<M: Potential + Differentiable + Clone> Potential for Twice<M> {
    type State = M::State;
    const CUTOFF: f64 = M::CUTOFF;

    fn energy(&self, r: f64) -> f64 {
        2.0 * self.0.energy(r)
    }

    fn state(&self, r: f64) -> Self::State {
        self.0.state(2.0 * r)
    }

    fn of_state(&self, state: &Self::State) -> f64 {
        self.0.of_state(state)
    }

    fn step(&mut self, dt: f64) {
        self.0.step(2.0 * dt);
    }

    fn make(k: f64) -> Self {
        Twice(M::make(k))
    }

    fn consumed(self, r: f64) -> f64 {
        self.energy(r)
    }
}

#[differentiate]
impl Potential for f64 {
    type State = f64;
    const CUTOFF: f64 = 3.0;

    fn energy(&self, r: f64) -> f64 {
        self * r
    }

    fn state(&self, r: f64) -> Self::State {
        r * self
    }

    fn of_state(&self, state: &Self::State) -> f64 {
        state * state * self
    }

    fn step(&mut self, dt: f64) {
        *self += dt;
    }

    fn make(k: f64) -> Self {
        k * k
    }

    fn consumed(self, r: f64) -> f64 {
        self * r * r
    }
}

#[differentiate]
fn through_a_bound<M: Potential>(model: &M, rs: &[f64]) -> f64 {
    let mut sum = 0.0;
    for r in rs {
        sum += model.energy(*r) * model.shifted(*r + 0.1 * sum);
    }
    sum * model.total(rs, &[0.3, 0.4])
}

#[differentiate]
fn through_impl_trait(model: &impl Potential, r: f64) -> f64 {
    model.shifted(r) * r
}

#[differentiate]
fn by_value<M: Potential + Clone>(model: M, r: f64) -> f64 {
    model.consumed(r) * r
}

#[differentiate]
fn boxed<M: Potential>(model: &Box<M>, r: f64) -> f64 {
    model.shifted(r) * r
}

#[differentiate]
fn listed<M: Potential>(models: &[M], r: f64) -> f64 {
    let mut sum = 0.0;
    for model in models {
        sum += model.shifted(r + sum);
    }
    sum + models.iter().map(|model| model.energy(r)).sum::<f64>()
}

#[differentiate]
fn by_path<M: Potential>(model: &M, r: f64) -> f64 {
    let made = M::make(r);
    let other = <M as Potential>::make(r * r);
    Potential::energy(model, r)
        * <M as Potential>::shifted(model, r)
        * made.energy(r)
        * Potential::shifted(&other, 2.0)
}

#[differentiate]
fn by_path_of_a_type(model: &Spring, r: f64) -> f64 {
    let made = <Spring as Potential>::make(r);
    Potential::energy(model, r) * <Spring as Potential>::shifted(&made, r)
}

#[differentiate]
fn changed<M: Potential + Clone>(model: &M, dt: f64) -> f64 {
    let mut model = model.clone();
    for _ in 0..3 {
        model.step(dt);
        model.twice(dt);
    }
    model.energy(0.3)
}

#[differentiate]
fn changed_through_a_reference<M: Potential>(model: &mut M, dt: f64) -> f64 {
    model.twice(dt);
    model.energy(0.3) * dt
}

#[differentiate]
fn of_a_type(model: &Spring, dt: f64) -> f64 {
    let mut model = model.clone();
    model.step(dt);
    model.twice(dt);
    model.energy(0.3) * model.shifted(dt)
}

#[derive(Clone, Debug, Differentiable)]
struct System<M> {
    model: M,
    springs: Vec<Spring>,
    boxed: Box<Spring>,
    x: f64,
}

#[differentiate]
impl<M: Potential> System<M> {
    fn loss(&self, t: f64) -> f64 {
        let mut sum = self.model.shifted(t * self.x) * self.boxed.energy(t);
        for spring in &self.springs {
            sum += spring.energy(t + sum);
        }
        sum
    }

    fn advance(&mut self, dt: f64) {
        self.model.step(dt);
        self.boxed.step(dt);
        for i in 0..self.springs.len() {
            self.springs[i].step(dt);
        }
        for spring in &mut self.springs {
            spring.step(2.0 * dt);
        }
    }
}

#[test]
fn traits() {
    let spring = Spring { k: 1.3, l: 0.4 };
    let (round, flat) = (Shape::Round(1.4), Shape::Flat);
    let rs = [0.3, 0.9];
    through_a_bound::check(&spring, &rs).unwrap();
    through_a_bound::check(&round, &rs).unwrap();
    through_a_bound::check(&flat, &rs).unwrap();
    through_a_bound::check(&Twice(spring.clone()), &rs).unwrap();
    through_a_bound::check(&Twice(Twice(2.0)), &rs).unwrap();
    through_impl_trait::check(&spring, 0.7).unwrap();
    by_value::check(spring.clone(), 0.7).unwrap();
    boxed::check(&Box::new(spring.clone()), 0.7).unwrap();
    listed::check(&[spring.clone(), Spring { k: 0.2, l: 0.1 }], 0.7).unwrap();
    listed::check(&[1.0, 2.0], 0.7).unwrap();
    by_path::check(&spring, 0.7).unwrap();
    by_path::check(&round, 0.7).unwrap();
    by_path_of_a_type::check(&spring, 0.7).unwrap();
    changed::check(&spring, 0.2).unwrap();
    changed::check(&1.5, 0.2).unwrap();
    changed_through_a_reference::check(&mut spring.clone(), 0.2).unwrap();
    of_a_type::check(&spring, 0.2).unwrap();
    let boxed = Box::new(spring.clone());
    let mut system =
        System { model: round.clone(), springs: vec![spring.clone(); 2], boxed, x: 0.7 };
    system.loss_check(0.2).unwrap();
    system.advance_check(0.2).unwrap();
    assert_eq!((spring.name(), round.powered(2.0), flat.order()), ("potential", 4.0, 5));
}

/// The functions of a method are those of the trait.
#[test]
fn forms_of_methods() {
    let spring = Spring { k: 2.0, l: 0.5 };
    let (bar, r_bar) = spring.energy_grad(1.5);
    assert_eq!((bar.k, bar.l, r_bar), (0.5, -2.0, 2.0));
    let (value, (again, _)) = spring.energy_value_and_grad(1.5);
    assert_eq!((value, again.k), (1.0, 0.5));
    let (value, value_dot) = spring.energy_jvp(1.5, &bar, 1.0);
    assert_eq!((value, value_dot), (1.0, 0.25 + 4.0 + 2.0));
    let (mut into, mut r_into) = (bar.clone(), 7.0);
    spring.energy_grad_into(1.5, &mut into, &mut r_into);
    assert_eq!((into.k, r_into), (0.5, 2.0));
    spring.shifted_check(0.7).unwrap();
    Shape::Round(0.3).shifted_check(0.7).unwrap();
    spring.total_check(&[0.3, 0.4], &[1.0, 2.0]).unwrap();
    2.0.energy_check(0.3).unwrap();
}
