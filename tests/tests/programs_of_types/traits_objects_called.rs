//! Objects that are called in all ways: only looked at, by the path of the trait, to be changed; and traits' functions by path inside of other traits.

use ad_runtime::DynTangent;
use ad_runtime::prelude::*;

#[differentiate(dyn)]
trait Energy {
    fn energy(&self, x: f64) -> f64;

    fn total(&self, x: f64, y: f64) -> f64 {
        x * y + self.energy(0.5 * y)
    }

    /// Has no tangent.
    fn count(&self, x: f64) -> usize {
        if x > 0.0 { 1 } else { 2 }
    }

    fn size(&self) -> usize {
        1
    }

    fn change(&mut self, by: f64);
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

    fn change(&mut self, by: f64) {
        self.k += by * self.k;
    }
}

#[differentiate]
fn looked_at(m: &dyn Energy, x: f64) -> f64 {
    if m.energy(x) > 0.2 { m.total(x, x * x) } else { x * m.energy(x.sin()) }
}

#[differentiate]
fn in_a_loop(m: &dyn Energy, x: f64) -> f64 {
    let mut sum = x;
    for _ in 0..3 {
        sum = (m.energy(sum) + 0.5 * m.total(x, sum)).sin();
    }
    sum
}

#[differentiate]
fn in_an_iterator(m: &dyn Energy, x: f64) -> f64 {
    [x, 0.5].iter().map(|v| m.energy(*v)).sum::<f64>() * x
}

#[differentiate]
fn by_path(m: &dyn Energy, x: f64) -> f64 {
    let y = Energy::energy(m, x);
    let z = Energy::total(m, y, x);
    y * z + x
}

#[differentiate]
fn counted(m: &dyn Energy, x: f64) -> f64 {
    m.count(x) as f64 * x * x + m.size() as f64 * x
}

#[differentiate]
fn changed(m: &mut dyn Energy, x: f64) -> f64 {
    let y = m.energy(x);
    m.change(x);
    for _ in 0..2 {
        m.change(y);
    }
    y * m.total(x, y)
}

/// The object is a constant, and doesn't live as long as what is kept of it.
#[differentiate]
fn of_constants(x: f64, y: f64) -> f64 {
    let m = Spring { k: 0.3 };
    let mut sum = looked_at(&m, x * y) + by_path(&m, y);
    for i in 0..3 {
        sum += in_a_loop(&m, x * i as f64) + by_path(&m, sum);
    }
    sum
}

/// Calls functions of the other trait that have the names of its own.
#[differentiate(dyn)]
trait Other {
    fn energy(&self, x: f64) -> f64;

    fn total(&self, x: f64, y: f64) -> f64 {
        let m = Spring { k: x * y };
        let mut sum = x;
        for _ in 0..3 {
            sum = Energy::total(&m, sum, y) * 0.5;
        }
        sum + self.energy(y)
    }
}

#[derive(Clone, Debug, Differentiable)]
struct Pair {
    k: f64,
}

#[differentiate(dyn)]
impl Other for Pair {
    fn energy(&self, x: f64) -> f64 {
        let m = Spring { k: x * self.k };
        self.k * x + Energy::energy(&m, x)
    }
}

#[differentiate]
impl Pair {
    fn change(&mut self, by: f64) {
        let mut m = Spring { k: self.k };
        Energy::change(&mut m, by);
        self.k = m.k;
    }
}

#[differentiate]
fn of_other_traits(x: f64, y: f64) -> f64 {
    let mut m = Pair { k: y };
    m.change(x);
    m.total(x, y) * m.energy(y)
}

/// Calls itself by the trait's path.
#[differentiate]
trait Depth {
    fn deep(&self, x: f64) -> f64;
}

#[derive(Clone, Debug, Differentiable)]
struct Chain {
    k: f64,
    next: Vec<Chain>,
}

#[differentiate]
impl Depth for Chain {
    fn deep(&self, x: f64) -> f64 {
        let mut sum = self.k * x * x;
        for next in &self.next {
            sum += Depth::deep(next, sum) * x;
        }
        sum
    }
}

#[differentiate]
fn recursive(x: f64, y: f64) -> f64 {
    let chain = Chain { k: x, next: vec![Chain { k: y, next: vec![] }] };
    Depth::deep(&chain, y)
}

fn slopes(f: impl Fn(f64, f64) -> f64, x: f64, y: f64) -> (f64, f64) {
    let h = 1e-6;
    ((f(x + h, y) - f(x - h, y)) / (2.0 * h), (f(x, y + h) - f(x, y - h)) / (2.0 * h))
}

fn near(a: f64, b: f64) {
    assert!((a - b).abs() < 1e-7 * (1.0 + a.abs()), "{a} {b}");
}

macro_rules! objects {
    ($($f:ident)*) => {$(
        for x in [0.7, 1.9] {
            let (by_k, by_x) = slopes(|k, x| $f(&Spring { k }, x), 0.3, x);
            let spring = Spring { k: 0.3 };
            let (bar, x_bar) = $f::grad(&spring, x);
            near(bar.of::<Spring>().unwrap().k, by_k);
            near(x_bar, by_x);
            let dot = DynTangent::ad_new(SpringTangent { k: 0.4 });
            near($f::jvp(&spring, x, &dot, 0.5).1, 0.4 * by_k + 0.5 * by_x);
        }
    )*};
}

#[test]
fn objects_are_called_in_all_ways() {
    objects!(looked_at in_a_loop in_an_iterator by_path counted);
}

#[test]
fn objects_behind_exclusive_references() {
    let (k, x) = (0.3, 0.7);
    let (by_k, by_x) = slopes(|k, x| changed(&mut Spring { k }, x), k, x);
    let mut bar = DynTangent::ad_new(SpringTangent { k: 0.0 });
    let x_bar = changed::vjp(&mut Spring { k }, x).1(1.0, &mut bar);
    near(bar.of::<Spring>().unwrap().k, by_k);
    near(x_bar, by_x);
    let mut dot = DynTangent::ad_new(SpringTangent { k: 0.4 });
    near(changed::jvp(&mut Spring { k }, x, &mut dot, 0.5).1, 0.4 * by_k + 0.5 * by_x);
}

#[test]
fn objects_of_constants_and_paths_of_traits() {
    fn plain<R>(run: impl FnOnce() -> R) -> (R, ()) {
        (run(), ())
    }
    examined!(plain: of_constants of_other_traits recursive);
}
