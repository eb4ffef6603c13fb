//! Constants of whatever types that are handed on through several functions: what a pullback keeps of them are values, so that the outermost caller may own them.

use ad_runtime::prelude::*;
use std::collections::HashMap;
use std::rc::Rc;

#[derive(Clone)]
struct Data {
    a: f64,
    obs: Vec<Obs>,
    rows: Vec<Vec<f64>>,
    name: String,
}

#[derive(Clone)]
struct Obs {
    t: f64,
    y: f64,
}

enum Kernel {
    Flat,
    Steep(f64),
}

trait Rate {
    fn rate(&self) -> f64;
}

impl Rate for Obs {
    fn rate(&self) -> f64 {
        self.t
    }
}

fn data() -> Data {
    let obs = vec![Obs { t: 1.0, y: 2.0 }, Obs { t: -0.5, y: 0.25 }];
    Data { a: 0.2, obs, rows: vec![vec![1.0, 2.0], vec![0.5, -1.0]], name: "b".to_string() }
}

#[differentiate]
fn square(x: f64, #[constant] d: &Data) -> f64 {
    x * x * d.a
}

#[differentiate]
fn through(x: f64, #[constant] d: &Data) -> f64 {
    x + square(x, d)
}

#[differentiate]
fn numbers(t: f64, x: f64) -> f64 {
    x * x * t + x
}

#[differentiate]
fn of_one(#[constant] o: &Obs, x: f64) -> f64 {
    o.y * x * x + o.t
}

#[differentiate]
fn dot(#[constant] row: &[f64], x: f64) -> f64 {
    row.iter().map(|v| v * x * x).sum()
}

#[differentiate]
fn looped(x: f64, #[constant] d: &Data) -> f64 {
    let mut s = x;
    for o in &d.obs {
        s += numbers(o.t, s) + of_one(o, x);
    }
    s
}

#[differentiate]
fn mapped(x: f64, #[constant] d: &Data) -> f64 {
    d.obs.iter().map(|o| of_one(o, x)).sum::<f64>() * of_one(&d.obs[0], x) + dot(&d.rows[1], x)
}

#[differentiate]
fn named(x: f64, #[constant] name: &str) -> f64 {
    if name == "b" { x * x } else { x }
}

#[differentiate]
fn by_name(x: f64, #[constant] name: &String) -> f64 {
    named(x, name) * x
}

#[differentiate]
fn by_option(x: f64, #[constant] n: &Option<usize>) -> f64 {
    match n {
        Some(n) => x * *n as f64,
        None => x,
    }
}

#[differentiate]
fn through_option(x: f64, #[constant] n: &Option<usize>) -> f64 {
    by_option(x * x, n)
}

#[differentiate]
fn looked_up(x: f64, #[constant] table: &HashMap<String, f64>) -> f64 {
    x * x * table["a"]
}

#[differentiate]
fn through_map(x: f64, #[constant] table: &HashMap<String, f64>) -> f64 {
    looked_up(x, table) + x
}

#[differentiate]
fn by_kernel(x: f64, #[constant] kernel: &Kernel) -> f64 {
    match kernel {
        Kernel::Flat => x,
        Kernel::Steep(k) => k * x * x,
    }
}

#[differentiate]
fn through_kernel(x: f64, #[constant] kernel: &Kernel) -> f64 {
    by_kernel(x, kernel) * by_kernel(2.0 * x, &Kernel::Flat)
}

#[differentiate]
fn by_object(x: f64, #[constant] rate: &dyn Rate) -> f64 {
    x * x * rate.rate()
}

#[differentiate]
fn through_object(x: f64, #[constant] rate: &dyn Rate) -> f64 {
    by_object(x, rate) + x
}

#[differentiate]
fn by_any(x: f64, #[constant] rate: &impl Rate) -> f64 {
    x * x * rate.rate()
}

#[differentiate]
fn through_any(x: f64, #[constant] rate: &impl Rate) -> f64 {
    by_any(x, rate) + x
}

#[differentiate]
fn by_pointer(x: f64, #[constant] data: &Rc<Data>) -> f64 {
    through(x, data)
}

#[derive(Clone, Debug, Differentiable)]
struct Model {
    k: f64,
}

#[differentiate]
impl Model {
    fn square(&self, x: f64, #[constant] d: &Data) -> f64 {
        self.k * x * d.a
    }

    fn through(&self, x: f64, #[constant] d: &Data) -> f64 {
        self.square(x, d) * x
    }

    fn within(&self, x: f64, lo: f64) -> f64 {
        let inside = (lo..2.0).contains(&stop_gradient(x));
        if inside { self.k * x } else { x }
    }
}

/// Where an item is in a list is a number, and no borrow of it.
#[derive(Clone, Debug, Differentiable)]
struct Table {
    keys: Vec<f64>,
}

#[differentiate]
impl Table {
    fn look(&self, x: f64) -> f64 {
        match self.keys.binary_search_by(|k| k.total_cmp(&x)) {
            Ok(i) => self.keys[i],
            Err(i) => self.keys[i % 2] * x,
        }
    }
}

#[differentiate]
fn searched(x: f64, y: f64) -> f64 {
    let table = Table { keys: vec![x, 2.0] };
    table.look(y * y)
}

struct Tree {
    value: f64,
    kids: Vec<Tree>,
}

#[differentiate]
fn sum(#[constant] tree: &Tree, x: f64) -> f64 {
    let mut s = tree.value * x;
    for kid in &tree.kids {
        s += sum(kid, s) * x;
    }
    s
}

#[differentiate]
fn grown(#[constant] tree: &Tree, x: f64) -> f64 {
    sum(tree, x * x)
}

#[differentiate]
fn all(x: f64, y: f64) -> f64 {
    let d = data();
    let model = Model { k: y };
    let sum = through(x, &d) + looped(y, &d) * mapped(x, &d);
    sum + model.through(x, &d) * model.within(x, 0.0)
}

#[differentiate]
fn others(x: f64, y: f64) -> f64 {
    let d = data();
    let mut table = HashMap::new();
    table.insert("a".to_string(), 2.5);
    let n = Some(3);
    let kernel = Kernel::Steep(0.5);
    let pointer = Rc::new(data());
    let a = by_name(x, &d.name) + through_option(y, &n) * through_map(x, &table);
    let b = through_kernel(x, &kernel) + through_object(y, &d.obs[0]) * through_any(x, &d.obs[1]);
    a + b + by_pointer(y, &pointer)
}

#[differentiate]
fn temporaries(x: f64, #[constant] k: f64) -> f64 {
    through(x, &Data { a: k, ..data() }) * through_kernel(x, &Kernel::Steep(k))
}

#[differentiate]
fn trees(x: f64, y: f64) -> f64 {
    let leaf = |value| Tree { value, kids: vec![] };
    let tree =
        Tree { value: 1.5, kids: vec![leaf(0.5), Tree { value: -1.0, kids: vec![leaf(2.0)] }] };
    grown(&tree, x) * sum(&tree, y)
}

#[test]
fn two() {
    fn counted<T>(run: impl FnOnce() -> T) -> (T, ()) {
        (run(), ())
    }
    examined!(counted: all others searched trees);
    temporaries::check(0.7, 0.3).unwrap();
    let (_, gradient) = temporaries::value_and_grad(0.7, 0.3);
    let step = 1e-6;
    let slope = (temporaries(0.7 + step, 0.3) - temporaries(0.7 - step, 0.3)) / (2.0 * step);
    assert!((gradient - slope).abs() < 1e-8);
}
