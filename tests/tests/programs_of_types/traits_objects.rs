//! Objects of traits with derivatives: `&dyn`, `Box<dyn>` and lists of them.

use ad_runtime::prelude::*;
use ad_runtime::{DynTangent, TangentSpace};

#[differentiate(dyn)]
trait Layer {
    fn forward(&self, x: &[f64]) -> Vec<f64>;

    fn smooth(&self, x: &[f64], by: f64) -> Vec<f64> {
        let mut y = self.forward(x);
        for v in &mut y {
            *v *= by;
        }
        y
    }

    fn name(&self) -> &str {
        "layer"
    }

    fn size(&self) -> usize {
        1
    }

    fn made() -> Vec<f64>
    where
        Self: Sized,
    {
        Vec::new()
    }
}

#[derive(Clone, Debug, Differentiable)]
struct Dense {
    w: Vec<Vec<f64>>,
}

#[derive(Clone, Debug, Differentiable)]
struct Bend {
    slope: f64,
    #[constant]
    kind: &'static str,
}

#[differentiate(dyn)]
impl Layer for Dense {
    fn forward(&self, x: &[f64]) -> Vec<f64> {
        self.w.iter().map(|row| row.iter().zip(x).map(|(w, x)| w * x).sum()).collect()
    }
}

#[differentiate(dyn)]
impl Layer for Bend {
    fn forward(&self, x: &[f64]) -> Vec<f64> {
        x.iter().map(|v| (self.slope * v).tanh()).collect()
    }

    fn name(&self) -> &str {
        self.kind
    }

    fn smooth(&self, x: &[f64], by: f64) -> Vec<f64> {
        x.iter().map(|v| v * by * self.slope).collect()
    }
}

fn network(w: f64, slope: f64) -> Vec<Box<dyn Layer>> {
    vec![
        Box::new(Dense { w: vec![vec![w, -0.3], vec![0.5, 0.8], vec![0.1, 0.2]] }),
        Box::new(Bend { slope, kind: "bend" }),
        Box::new(Dense { w: vec![vec![1.0, -1.0, 0.5]] }),
    ]
}

#[differentiate]
fn loss(net: &[Box<dyn Layer>], x: &[f64]) -> f64 {
    let mut h = x.to_vec();
    for layer in net {
        h = layer.forward(&h);
    }
    h.iter().map(|v| v * v).sum()
}

/// The pullbacks of a loop stay.
#[differentiate]
fn ensemble(net: &Vec<Box<dyn Layer>>, x: &[f64], by: f64) -> f64 {
    let mut sum = 0.0;
    for i in 0..net.len() - 1 {
        sum += net[i].smooth(x, by)[0] * sum.exp();
    }
    sum
}

#[differentiate]
fn one(layer: &dyn Layer, x: &[f64], by: f64) -> f64 {
    let y = layer.smooth(x, by);
    y[0] * y[1] * layer.size() as f64
}

#[differentiate]
fn of_a_box(layer: &Box<dyn Layer>, x: &[f64]) -> f64 {
    let y = layer.forward(x);
    y[0] * y[1]
}

#[differentiate]
fn generic<L: Layer>(layer: &L, x: &[f64]) -> f64 {
    let y = layer.smooth(x, 2.0);
    y[0] * y[1]
}

#[derive(Differentiable)]
struct Net {
    layers: Vec<Box<dyn Layer>>,
    last: Box<dyn Layer>,
    scale: f64,
}

#[differentiate]
impl Net {
    fn loss(&self, x: &[f64]) -> f64 {
        let mut h = x.to_vec();
        for i in 0..self.layers.len() {
            h = self.layers[i].smooth(&h, self.scale);
        }
        for layer in &self.layers[..1] {
            let y = layer.forward(x);
            h[0] += y[0] * y[1];
        }
        self.last.forward(&h)[0]
    }
}

/// The derivative of `f` at `x`, by differences.
fn slope_of(f: impl Fn(f64) -> f64, x: f64) -> f64 {
    let step = 1e-5;
    (f(x + step) - f(x - step)) / (2.0 * step)
}

#[test]
fn lists_of_objects() {
    let x = [0.4, -0.9];
    let (net_bar, x_bar) = loss::grad(&network(0.7, 1.3), &x);
    let dense = net_bar[0].of::<Dense>().expect("the first layer is dense");
    let bend = net_bar[1].of::<Bend>().expect("the second layer is a bend");
    assert!(net_bar[1].of::<Dense>().is_none());
    assert!((dense.w[0][0] - slope_of(|w| loss(&network(w, 1.3), &x), 0.7)).abs() < 1e-8);
    assert!((bend.slope - slope_of(|slope| loss(&network(0.7, slope), &x), 1.3)).abs() < 1e-8);
    assert!((x_bar[1] - slope_of(|v| loss(&network(0.7, 1.3), &[0.4, v]), -0.9)).abs() < 1e-8);
    let (_, dot) = loss::jvp(&network(0.7, 1.3), &x, &net_bar, &x_bar);
    assert!((dot - net_bar.dot(&net_bar) - x_bar.dot(&x_bar)).abs() < 1e-12);
    loss::check(&network(0.7, 1.3), &x).unwrap();
    ensemble::check(&network(0.7, 1.3), &x, 0.9).unwrap();
}

#[test]
fn single_objects() {
    let (net, x) = (network(0.7, 1.3), [0.4, -0.9]);
    let (bar, _, by_bar) = one::grad(&*net[0], &x, 2.0);
    let value = |w: f64, by: f64| one(&*network(w, 1.3)[0], &x, by);
    assert!((bar.of::<Dense>().unwrap().w[0][0] - slope_of(|w| value(w, 2.0), 0.7)).abs() < 1e-8);
    assert!((by_bar - slope_of(|by| value(0.7, by), 2.0)).abs() < 1e-8);
    let (_, dot) = one::jvp(&*net[0], &x, 2.0, &bar, &[0.0; 2], 0.0);
    assert!((dot - bar.dot(&bar)).abs() < 1e-12);
    of_a_box::check(&net[0], &x).unwrap();
    generic::check(&net[1], &x).unwrap();
    generic::check(&Bend { slope: 0.3, kind: "" }, &x).unwrap();
}

#[test]
fn objects_in_fields() {
    let mut layers = network(0.7, 1.3);
    let last = layers.pop().unwrap();
    let net = Net { layers, last, scale: 1.1 };
    net.loss_check(&[0.4, -0.9]).unwrap();
    assert_eq!(
        (net.layers[0].name(), net.layers[1].name(), Bend::made()),
        ("layer", "bend", vec![])
    );
}

#[test]
#[should_panic(expected = "of another type")]
fn tangents_of_different_types() {
    let bars: Vec<DynTangent> = loss::grad(&network(0.7, 1.3), &[0.4, -0.9]).0;
    bars[0].clone().accumulate(&bars[1]);
}

/// Objects that are changed.
#[differentiate(dyn)]
trait Body {
    fn energy(&self, x: f64) -> f64;
    fn step(&mut self, dt: f64);
    fn twice(&mut self, dt: f64) {
        self.step(dt);
        self.step(dt * dt);
    }
}

#[derive(Clone, Debug, Differentiable)]
struct Ball {
    at: f64,
    speed: f64,
}

#[differentiate(dyn)]
impl Body for Ball {
    fn energy(&self, x: f64) -> f64 {
        self.at * x + 0.5 * self.speed * self.speed
    }

    fn step(&mut self, dt: f64) {
        self.at += dt * self.speed;
        self.speed -= dt * self.at;
    }
}

#[differentiate]
fn moved(bodies: &mut [Box<dyn Body>], dt: f64) -> f64 {
    let mut sum = 0.0;
    for i in 0..bodies.len() {
        bodies[i].twice(dt);
        bodies[i].step(dt);
        sum += bodies[i].energy(dt) * sum.cos();
    }
    sum
}

#[test]
fn objects_that_are_changed() {
    let ball = |at| -> Box<dyn Body> { Box::new(Ball { at, speed: 0.7 }) };
    let mut bodies = vec![ball(0.3), ball(-0.2)];
    moved::check(&mut bodies, 0.3).unwrap();
}
