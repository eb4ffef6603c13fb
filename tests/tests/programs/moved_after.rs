//! Variables that are moved after a function borrowed them, whose pullback still does.

use ad_runtime::prelude::*;

#[derive(Clone, Debug, Differentiable)]
struct Layer {
    w: f64,
    all: Vec<f64>,
}

#[derive(Clone, Debug, Differentiable)]
struct Net {
    first: Layer,
    k: f64,
}

#[differentiate]
impl Layer {
    fn run(&self, x: f64) -> f64 {
        self.w * x + self.all[0] * x * x
    }

    fn finish(self) -> f64 {
        self.w * self.w
    }
}

#[differentiate]
fn product(l: &[f64], x: f64) -> f64 {
    l[0] * x
}

#[differentiate]
fn into_lists(x: f64) -> f64 {
    let l = Layer { w: x, all: vec![x * x] };
    let y = l.run(x);
    let list = vec![x, 2.0];
    let z = product(&list, y);
    let all = vec![l];
    let lists = [list];
    y * z * all[0].w * lists[0][0]
}

#[differentiate]
fn into_structs(x: f64) -> f64 {
    let first = Layer { w: x, all: vec![x * x] };
    let y = first.run(x);
    let net = Net { first, k: y };
    net.first.run(y) * net.k
}

#[differentiate]
fn by_branches_and_loops(x: f64) -> f64 {
    let l = Layer { w: x, all: vec![x * x] };
    let mut y = x;
    if x > 0.1 {
        y = l.run(x);
    }
    for _ in 0..2 {
        y += l.run(y);
    }
    let all = vec![l];
    let first = &all[0];
    y * first.run(x)
}

#[differentiate]
fn grown(x: f64) -> f64 {
    let mut all = Vec::new();
    let mut y = x;
    for i in 0..3 {
        let l = Layer { w: x + i as f64, all: vec![y] };
        y += l.run(0.1 * y);
        all.push(l);
    }
    y * all[0].w * all[2].run(x)
}

#[differentiate]
fn renamed(x: f64) -> f64 {
    let l = Layer { w: x, all: vec![x] };
    let y = l.run(x);
    let m = l;
    let z = m.run(y);
    let Some(last) = Some(m) else { return x };
    y * z * last.finish()
}

#[differentiate]
fn returned(x: f64) -> (Layer, f64) {
    let l = Layer { w: x, all: vec![x, x * x] };
    let y = l.run(x);
    (l, y)
}

#[differentiate]
fn of_a_pair(x: f64) -> f64 {
    let (l, y) = returned(x);
    l.run(y) * l.all[1]
}

programs! {
    into_lists(x) -> scalar at (0.7), (-1.2);
    into_structs(x) -> scalar at (0.7), (-1.2);
    by_branches_and_loops(x) -> scalar at (0.7), (-0.4);
    grown(x) -> scalar at (0.7), (-0.4);
    renamed(x) -> scalar at (0.7), (-1.2);
    of_a_pair(x) -> scalar at (0.7), (-1.2);
}
