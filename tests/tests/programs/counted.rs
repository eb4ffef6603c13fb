//! `Rc` and `Arc`: what they point to is looked at through them, and each has a tangent of its own.

use ad_runtime::prelude::*;
use std::rc::Rc;
use std::sync::Arc;
#[derive(Clone, Debug, Differentiable)]
struct Layer {
    w: Vec<f64>,
    b: f64,
}
#[derive(Clone, Debug, Differentiable)]
struct Net {
    first: Rc<Layer>,
    second: Rc<Layer>,
    gain: Arc<f64>,
}
#[differentiate]
impl Layer {
    fn apply(&self, x: f64) -> f64 {
        self.w.iter().map(|w| w * x).sum::<f64>() + self.b * self.w[0]
    }
}
#[differentiate]
impl Net {
    fn run(&self, x: f64) -> f64 {
        self.second.apply(self.first.apply(x)) * *self.gain + self.first.b
    }
}
#[differentiate]
fn shared(x: f64, y: f64) -> f64 {
    let layer = Rc::new(Layer { w: vec![x, y], b: x * y });
    let net = Net { first: layer.clone(), second: Rc::clone(&layer), gain: Arc::new(x.sin()) };
    net.run(y) * layer.b
}
#[differentiate]
fn given(a: Rc<Vec<f64>>, b: &Arc<[f64; 2]>) -> f64 {
    a[0] * b[1] + a.len() as f64 * b.iter().sum::<f64>()
}
#[test]
fn what_is_counted() {
    shared::check(0.3, 0.7).unwrap();
    given::check(Rc::new(vec![0.3, 0.5]), &Arc::new([0.2, 0.8])).unwrap();
    let l = Rc::new(Layer { w: vec![0.2, 0.4], b: 0.7 });
    let net = Net { first: l.clone(), second: l, gain: Arc::new(0.3) };
    net.run_check(0.4).unwrap();
}
