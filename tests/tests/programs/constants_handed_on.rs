//! Constant fields, of types that have no tangents, given to functions that take constants, by value and by reference.

use ad_runtime::prelude::*;

/// It has no tangent.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Tanh,
    Square,
}

impl Kind {
    fn slope(&self) -> f64 {
        2.0
    }
}

/// Nor has it, and isn't `Copy`.
#[derive(Clone, Debug, PartialEq)]
enum Scale {
    One,
    By(f64),
}

#[derive(Clone, Debug, Differentiable)]
struct Inner {
    k: f64,
}

#[derive(Clone, Debug, Differentiable)]
struct Layer {
    w: f64,
    #[constant]
    kind: Kind,
    #[constant]
    scale: Scale,
    #[constant]
    inner: Inner,
    #[constant]
    name: String,
    label: String,
    #[constant]
    ids: Vec<usize>,
    #[constant]
    tolerance: Option<f64>,
    #[constant]
    size: (usize, usize),
    n: usize,
}

fn layer(w: f64, kind: Kind) -> Layer {
    Layer {
        w,
        kind,
        scale: if w > 1.0 { Scale::One } else { Scale::By(w) },
        inner: Inner { k: 1.5 },
        name: "tanh".to_string(),
        label: "x".to_string(),
        ids: vec![3, 1],
        tolerance: Some(0.5),
        size: (2, 3),
        n: 2,
    }
}

#[differentiate]
fn act(#[constant] kind: Kind, x: f64) -> f64 {
    match kind {
        Kind::Tanh => x.tanh(),
        Kind::Square => x * x,
    }
}

#[differentiate]
fn scaled(#[constant] scale: Scale, x: f64) -> f64 {
    match scale {
        Scale::One => x,
        Scale::By(k) => k * x,
    }
}

#[differentiate]
fn by_inner(#[constant] inner: Inner, x: f64) -> f64 {
    inner.k * x * x
}

#[differentiate]
fn by_name(#[constant] name: &str, x: f64) -> f64 {
    if name == "tanh" { x.tanh() } else { x * x }
}

#[differentiate]
fn by_ids(ids: &[usize], n: usize, x: f64) -> f64 {
    ids[0] as f64 * x.powi(n as i32)
}

#[differentiate]
fn by_options(#[constant] tolerance: Option<f64>, #[constant] size: (usize, usize), x: f64) -> f64 {
    tolerance.unwrap_or(1.0) * x * size.0 as f64
}

#[differentiate]
impl Layer {
    fn run(&self, x: f64) -> f64 {
        let y = act(self.kind, self.w * x);
        let z = scaled(self.scale.clone(), y) + by_inner(self.inner.clone(), x * y);
        z + by_name(&self.name, y) * by_name(&self.label, z)
            + by_ids(&self.ids, self.n, z)
            + by_options(self.tolerance, self.size, y)
    }

    fn bound(&self, x: f64) -> f64 {
        let kind = self.kind;
        let same = &self.kind;
        let slope = kind.slope() * x;
        let k = match self.kind {
            Kind::Tanh => 2.0,
            Kind::Square => 1.0,
        };
        if kind == Kind::Tanh { act(kind, self.w * x) * slope * k } else { act(*same, x) }
    }
}

#[differentiate]
fn in_loops(layers: &[Layer], x: f64) -> f64 {
    let mut y = x;
    for layer in layers {
        if y > 0.1 {
            y = act(layer.kind, layer.w * y);
        } else {
            let scale = layer.scale.clone();
            y = scaled(scale, y * y + 0.1);
        }
    }
    y
}

#[differentiate]
fn taken_apart(layers: Vec<Layer>, x: f64) -> f64 {
    let mut y = x;
    for layer in layers {
        let Layer { w, kind, .. } = layer;
        y = act(kind, w * y);
    }
    y
}

#[differentiate]
fn all(w: f64, x: f64) -> f64 {
    let first = Layer { w, ..layer(1.2, Kind::Tanh) };
    let second = Layer { w: w * x, ..layer(0.8, Kind::Square) };
    let y = first.run(x) * second.bound(x) + first.bound(x);
    let layers = vec![first, second];
    let z = in_loops(&layers, x);
    y * z + taken_apart(layers, y)
}

programs! {
    all(w, x) -> scalar at (0.7, 0.9), (-0.4, 0.3);
}
