//! Layers behind `dyn` as parameters: steps along their tangents, and their coordinates.

use ad_runtime::parameters::MovedBy;
use ad_runtime::prelude::*;

#[differentiate(dyn)]
trait Layer {
    fn forward(&self, x: &[f64]) -> Vec<f64>;
}

#[derive(Clone, Debug, Differentiable)]
struct Dense {
    weights: Vec<f64>,
    #[constant]
    name: String,
}

#[differentiate(dyn)]
impl Layer for Dense {
    fn forward(&self, x: &[f64]) -> Vec<f64> {
        x.iter().zip(&self.weights).map(|(a, b)| a * b).collect()
    }
}

#[derive(Clone, Debug, Differentiable)]
struct Scale(f32);

#[differentiate(dyn)]
impl Layer for Scale {
    fn forward(&self, x: &[f64]) -> Vec<f64> {
        x.iter().map(|a| a * self.0 as f64).collect()
    }
}

#[derive(Differentiable)]
struct Net {
    layers: Vec<Box<dyn Layer>>,
    bias: f64,
}

#[differentiate]
impl Net {
    fn loss(&self, #[constant] x: &[f64]) -> f64 {
        let mut h = x.to_vec();
        for layer in &self.layers {
            h = layer.forward(&h);
        }
        h.iter().map(|v| (v - self.bias) * v).sum()
    }
}

fn net() -> Net {
    let dense = Dense { weights: vec![1.0, 2.0], name: "first".to_owned() };
    Net { layers: vec![Box::new(dense), Box::new(Scale(2.0))], bias: 0.5 }
}

#[test]
fn a_step_makes_the_loss_smaller() {
    let mut net = net();
    let (loss, bar) = net.loss_value_and_grad(&[1.0, 2.0]);
    let slope = bar.inner_product(&bar);
    net.add_scaled(-1e-6, &bar);
    let change = net.loss(&[1.0, 2.0]) - loss;
    assert!((change / (-1e-6 * slope) - 1.0).abs() < 1e-2, "{change} {slope}");
    net.loss_check(&[0.4, 0.2]).unwrap();
}

#[test]
fn they_have_coordinates() {
    let mut net = net();
    let names: Vec<_> = net.named_coordinates().into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["layers[0].weights[0]", "layers[0].weights[1]", "layers[1].0", "bias"]);
    let all = net.to_coordinates();
    assert_eq!(all, [1.0, 2.0, 2.0, 0.5]);
    net.set_coordinates(&[0.5, 1.0, 1.0, 0.25]);
    assert_eq!(net.to_coordinates(), [0.5, 1.0, 1.0, 0.25]);
    assert_eq!(net.with_coordinates(&all).to_coordinates(), all);
    net.map_coordinates(|v| 2.0 * v);
    assert_eq!(net.to_coordinates(), all);
}

#[test]
fn tangents_are_added() {
    let bar = net().loss_grad(&[1.0, 2.0]);
    let mut twice = bar.clone();
    twice.add_scaled(1.0, &bar);
    let doubled: Vec<_> = bar.to_coordinates().iter().map(|v| 2.0 * v).collect();
    assert_eq!(twice.to_coordinates(), doubled);
}

#[test]
fn another_layer_is_told_of() {
    let other = Net { layers: vec![Box::new(Scale(1.0)), Box::new(Scale(1.0))], bias: 0.0 };
    let bar = other.loss_grad(&[1.0, 2.0]);
    let misfit = net().move_along(1.0, &bar).unwrap_err();
    assert_eq!(misfit.to_string(), "`layers[0]` is an object of another type than its tangent");
}
