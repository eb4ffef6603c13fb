//! Objects that are made of differentiated values inside of differentiated functions.

use ad_runtime::prelude::*;

#[differentiate(dyn)]
trait Energy {
    fn energy(&self, x: f64) -> f64;
}

#[derive(Clone, Debug, Differentiable)]
struct Spring {
    k: f64,
    l: f64,
}

#[differentiate(dyn)]
impl Energy for Spring {
    fn energy(&self, x: f64) -> f64 {
        self.k * x * x + self.l
    }
}

#[derive(Clone, Debug, Differentiable)]
struct Wide {
    ks: Vec<f64>,
    #[constant]
    name: &'static str,
}

#[differentiate(dyn)]
impl Energy for Wide {
    fn energy(&self, x: f64) -> f64 {
        self.ks.iter().map(|k| k * x.sin()).sum::<f64>() + self.name.len() as f64
    }
}

#[differentiate(dyn)]
impl Energy for f64 {
    fn energy(&self, x: f64) -> f64 {
        self * x * x
    }
}

#[differentiate]
fn one(x: f64, y: f64) -> f64 {
    let m: Box<dyn Energy> = Box::new(Spring { k: x, l: y });
    m.energy(y)
}

#[differentiate]
fn listed(x: f64, y: f64) -> f64 {
    let layers: Vec<Box<dyn Energy>> = vec![
        Box::new(Spring { k: x * y, l: 0.9 }),
        Box::new(Wide { ks: vec![x, y, x * y], name: "wide" }),
        Box::new(x.cos()),
        Box::new(0.25),
    ];
    let mut sum = x;
    for layer in &layers {
        sum += layer.energy(x) * sum.sin();
    }
    sum
}

#[differentiate]
fn floats(x: f64, y: f64) -> f64 {
    let m: Box<dyn Energy> = Box::new(x * y);
    let c: Box<dyn Energy> = Box::new(0.5);
    m.energy(y) * c.energy(x)
}

#[differentiate]
fn make(x: f64) -> Box<dyn Energy> {
    let spring = Spring { k: x, l: x.sin() };
    if x > 0.5 { Box::new(spring) } else { Box::new(x * x) }
}

#[differentiate]
fn made_by_a_function(x: f64, y: f64) -> f64 {
    let m = make(x);
    let n = make(0.1 * y);
    m.energy(y) * n.energy(x)
}

#[differentiate]
fn in_a_loop(x: f64, y: f64) -> f64 {
    let mut s = x;
    for i in 0..3 {
        let m: Box<dyn Energy> = Box::new(Spring { k: s * y, l: i as f64 * s });
        s = m.energy(s).sin();
        let list: [Box<dyn Energy>; 2] =
            [Box::new(Spring { k: s * y, l: i as f64 * s }), Box::new(s)];
        for m in list.iter() {
            s += m.energy(s).cos();
        }
    }
    s
}

#[differentiate(strategy = "store")]
fn in_a_stored_loop(x: f64, y: f64) -> f64 {
    let mut s = x;
    for i in 0..3 {
        let m: Box<dyn Energy> = Box::new(Spring { k: s * y, l: i as f64 * s });
        if m.energy(y) > 0.4 {
            s = m.energy(s).sin();
        }
    }
    s
}

#[differentiate(strategy = "replay")]
fn in_a_replayed_loop(x: f64, y: f64) -> f64 {
    let mut s = x;
    for i in 0..3 {
        let m: Box<dyn Energy> = Box::new(Spring { k: s * y, l: i as f64 * s });
        for _ in 0..2 {
            s = m.energy(s).sin();
        }
    }
    s
}

#[differentiate(strategy = "fuse")]
fn in_a_fused_loop(x: f64, y: f64) -> f64 {
    let mut s = x;
    for i in 0..3 {
        let m: Box<dyn Energy> = Box::new(Spring { k: x * y, l: i as f64 * y });
        s += m.energy(x);
    }
    s
}

/// The object becomes one of another type.
#[differentiate]
fn assigned(x: f64, y: f64) -> f64 {
    let mut m: Box<dyn Energy> = Box::new(Spring { k: x, l: y });
    let a = m.energy(x);
    m = Box::new(x * y);
    let b = m.energy(y);
    for i in 0..2 {
        if i == 1 {
            m = Box::new(Wide { ks: vec![a, b], name: "w" });
        }
    }
    a * b * m.energy(x)
}

#[differentiate]
fn of_items(x: f64, y: f64) -> f64 {
    let mut list: Vec<Box<dyn Energy>> = Vec::new();
    for i in 0..3 {
        list.push(Box::new(Spring { k: x * i as f64, l: y }));
    }
    list[1] = Box::new(x * y);
    list.insert(0, Box::new(y));
    let mut sum = 0.0;
    for m in &list {
        sum += m.energy(x + sum);
    }
    sum
}

#[differentiate]
fn cast(x: f64, y: f64) -> f64 {
    let list = vec![Box::new(Spring { k: x, l: y }) as Box<dyn Energy>, Box::new(x)];
    let a: Box<dyn Energy> = Box::new(y * y);
    let m: Box<dyn Energy> = if x > 0.2 { Box::new(x) } else { Box::new(Spring { k: x, l: y }) };
    list[0].energy(x) * list[1].energy(y) * a.energy(x) + m.energy(y)
}

#[test]
fn objects_of_differentiated_values() {
    fn plain<R>(run: impl FnOnce() -> R) -> (R, ()) {
        (run(), ())
    }
    examined!(plain: one listed floats made_by_a_function assigned of_items cast);
    examined!(plain: in_a_loop in_a_stored_loop in_a_replayed_loop in_a_fused_loop);
}
