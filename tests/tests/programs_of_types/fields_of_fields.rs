//! Different fields of a field in one call, one of them to be changed.

use ad_runtime::prelude::*;

#[derive(Clone, Differentiable)]
struct Gain {
    k: f64,
}

#[differentiate]
impl Gain {
    fn step(&self, left: &mut f64, right: &f64) {
        *left += self.k * right * *left;
    }

    fn over(&mut self, left: &mut [f64], right: &[f64]) {
        self.k *= 1.1;
        for i in 0..left.len() {
            left[i] += self.k * right[i] * left[i];
        }
    }
}

#[differentiate]
fn both(k: f64, left: &mut f64, right: &mut f64) {
    *left += k * *right * *left;
    *right *= *left;
}

#[derive(Clone, Differentiable)]
struct Numbers {
    left: f64,
    right: f64,
    #[constant]
    scale: f64,
}

#[derive(Clone, Differentiable)]
struct Lists {
    left: Vec<f64>,
    right: Vec<f64>,
}

#[derive(Clone, Differentiable)]
struct Deep {
    a: Numbers,
    b: Numbers,
}

#[derive(Clone, Differentiable)]
struct System {
    gain: Gain,
    numbers: Numbers,
    lists: Lists,
    pair: (f64, Lists),
    deep: Deep,
}

#[differentiate]
impl System {
    fn numbers(&mut self) -> f64 {
        self.gain.step(&mut self.numbers.left, &self.numbers.right);
        self.gain.step(&mut self.numbers.right, &self.numbers.scale);
        both(self.gain.k, &mut self.numbers.left, &mut self.numbers.right);
        self.numbers.left * self.numbers.right
    }

    fn lists(&mut self) -> f64 {
        for _ in 0..2 {
            self.gain.over(&mut self.lists.left, &self.lists.right);
            self.gain.over(&mut self.pair.1.left, &self.pair.1.right);
            self.gain.over(&mut self.pair.1.left, &self.lists.right);
        }
        self.lists.left[0] * self.pair.1.left[1] * self.pair.0
    }

    fn deep(&mut self) -> f64 {
        self.gain.step(&mut self.deep.a.left, &self.deep.b.left);
        self.gain.step(&mut self.deep.b.left, &self.deep.b.scale);
        both(self.gain.k, &mut self.deep.a.right, &mut self.deep.a.left);
        self.deep.a.left * self.deep.b.left + self.deep.a.right
    }
}

fn numbers(left: f64, right: f64) -> Numbers {
    Numbers { left, right, scale: 0.5 }
}

#[differentiate]
fn system(x: f64, y: f64) -> System {
    let numbers = Numbers { left: y, right: x * y, scale: 2.0 };
    let lists = Lists { left: vec![y, x], right: vec![x * y, 0.5] };
    let pair = (x, Lists { left: vec![y, x], right: vec![x * y, 0.5] });
    let a = Numbers { left: x, right: y, scale: 2.0 };
    let b = Numbers { left: y, right: x, scale: 0.5 };
    System { gain: Gain { k: x }, numbers, lists, pair, deep: Deep { a, b } }
}

#[differentiate]
fn run(x: f64, y: f64) -> f64 {
    let mut system = system(x, y);
    let mut sum = system.numbers() * system.numbers.left;
    sum += system.lists() * system.lists.left[1];
    both(y, &mut system.numbers.right, &mut system.numbers.left);
    sum * system.deep() + system.numbers.right
}

programs! {
    run(x, y) -> scalar at (0.3, 0.4), (-0.2, 0.7);
}

#[test]
fn one_step() {
    // left + k right left
    let step = |k: f64, left: f64, right: f64| {
        let mut system = system(k, 1.0);
        system.numbers = numbers(left, right);
        system.gain.step(&mut system.numbers.left, &system.numbers.right);
        system.numbers.left
    };
    assert_eq!(step(0.5, 2.0, 3.0), 5.0);
}
