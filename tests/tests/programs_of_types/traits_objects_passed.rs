//! Values that become objects where they are passed: their tangents are their own.

use ad_runtime::prelude::*;

#[differentiate(dyn)]
trait Energy {
    fn energy(&self, x: f64) -> f64;
}

#[derive(Clone, Debug, Differentiable)]
struct Spring {
    k: f64,
}

#[differentiate(dyn)]
impl Energy for Spring {
    fn energy(&self, x: f64) -> f64 {
        self.k * x * x
    }
}

#[differentiate(dyn)]
impl Energy for f64 {
    fn energy(&self, x: f64) -> f64 {
        self * x * x
    }
}

#[differentiate]
fn dynamic(m: &dyn Energy, x: f64) -> f64 {
    m.energy(x) * x + m.energy(x * x)
}

#[differentiate]
fn two(m: &dyn Energy, n: &dyn Energy, x: f64) -> f64 {
    dynamic(m, x) * dynamic(n, m.energy(x))
}

#[differentiate]
fn recursive(m: &dyn Energy, n: usize, x: f64) -> f64 {
    if n == 0 { m.energy(x) } else { recursive(m, n - 1, m.energy(x)) }
}

#[differentiate(boxed)]
fn boxed<'m, 'n>(m: &'m (dyn Energy + 'n), x: f64) -> f64 {
    dynamic(m, x)
}

#[differentiate]
fn unused(_m: &dyn Energy, x: f64) -> f64 {
    x * x
}

#[derive(Clone, Debug, Differentiable)]
struct Net {
    a: Spring,
    b: f64,
}

#[derive(Differentiable)]
struct Layers {
    a: Box<dyn Energy>,
    b: Vec<Spring>,
}

#[differentiate]
impl Net {
    fn with(&self, m: &dyn Energy, x: f64) -> f64 {
        m.energy(x) * self.b + dynamic(&self.a, x)
    }

    fn all(&self, x: f64) -> f64 {
        self.with(&self.a, x) + self.with(&self.b, x)
    }
}

#[differentiate]
impl Layers {
    fn all(&self, x: f64) -> f64 {
        let mut sum = dynamic(&*self.a, x) + dynamic(&self.a, x);
        for b in &self.b {
            sum += dynamic(b, sum);
        }
        sum
    }
}

#[differentiate]
fn structs_and_floats(x: f64, y: f64) -> f64 {
    let m = Spring { k: x };
    let c = Spring { k: 0.3 };
    let sum = dynamic(&m, y) + dynamic(&x, y) + dynamic(&c, x) + dynamic(&0.5, x);
    sum + boxed(&m, sum) + unused(&m, y)
}

#[differentiate]
fn in_a_loop(x: f64, y: f64) -> f64 {
    let mut sum = x;
    for i in 0..3 {
        let m = Spring { k: sum * y };
        let deep = recursive(&m, i, 0.5 * y) + 0.5 * two(&m, &sum, x);
        sum = (dynamic(&m, sum) + deep + x).sin();
    }
    sum
}

#[differentiate]
fn boxes_and_methods(x: f64, y: f64) -> f64 {
    let b: Box<dyn Energy> = Box::new(Spring { k: x });
    let again: Box<dyn Energy> = Box::new(y);
    let net = Net { a: Spring { k: x * y }, b: y };
    dynamic(&b, x) + dynamic(&*b, y) + net.all(x) + two(&again, &net.a, y)
}

/// A box that is put behind an object itself.
#[differentiate]
fn box_of_a_box(x: f64, y: f64) -> f64 {
    let inner: Box<dyn Energy> = Box::new(Spring { k: x });
    let outer: Box<dyn Energy> = Box::new(inner);
    outer.energy(y) + dynamic(&outer, x)
}

#[test]
fn values_become_objects() {
    fn plain<R>(run: impl FnOnce() -> R) -> (R, ()) {
        (run(), ())
    }
    examined!(plain: structs_and_floats in_a_loop boxes_and_methods box_of_a_box);
    let layers = Layers { a: Box::new(0.3), b: vec![Spring { k: 0.2 }, Spring { k: 0.9 }] };
    layers.all_check(0.3).unwrap();
    let (bar, _) = dynamic::grad(&Spring { k: 0.3 }, 0.7);
    assert!(bar.of::<Spring>().is_some());
}
