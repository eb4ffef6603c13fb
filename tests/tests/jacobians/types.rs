//! Structs and enums: their coordinates are columns and rows.

use std::collections::BTreeMap;

use ad_runtime::ndarray::arr2;
use ad_runtime::prelude::*;

#[derive(Clone, Differentiable)]
struct Layer {
    weights: Vec<f64>,
    bias: f64,
    #[constant]
    name: &'static str,
}

#[derive(Clone, Differentiable)]
struct Generic<T> {
    x: T,
    y: T,
}

#[derive(Clone, Differentiable)]
enum Shape {
    Circle(f64),
    Box { a: f64, b: f64 },
}

#[derive(Clone, Differentiable)]
struct Node {
    value: f64,
    next: Option<Box<Node>>,
}

#[differentiate]
fn apply(layer: &Layer, x: f64) -> Layer {
    let weights = vec![layer.weights[0] * x, layer.bias * layer.weights[1]];
    Layer { weights, bias: layer.bias, name: layer.name }
}

#[differentiate]
fn make(x: f64, y: f64) -> Generic<f64> {
    Generic { x: x * y, y: y * y }
}

#[differentiate]
fn area(shape: &Shape) -> f64 {
    match shape {
        Shape::Circle(r) => 3.0 * r * r,
        Shape::Box { a, b } => a * b,
    }
}

#[differentiate]
fn total(node: &Node) -> f64 {
    let rest = match &node.next {
        Some(next) => total(next),
        None => 0.0,
    };
    node.value * node.value + rest
}

#[differentiate]
fn held<P: Differentiable + Clone>(#[constant] p: &P, x: f64, y: f64) -> (f64, f64) {
    let _ = p;
    (x * y, x)
}

#[differentiate]
fn summed(of: &BTreeMap<String, f64>) -> (f64, f64) {
    let mut sum = 0.0;
    let mut squares = 0.0;
    for value in of.values() {
        sum += value;
        squares += value * value;
    }
    (sum, squares)
}

#[differentiate]
fn perhaps(x: f64, y: f64) -> Option<f64> {
    if x > 0.0 { Some(x * y) } else { None }
}

#[test]
fn columns_and_rows_are_coordinates() {
    let layer = Layer { weights: vec![2.0, 3.0], bias: 5.0, name: "first" };
    assert_eq!(layer.to_coordinates(), [2.0, 3.0, 5.0]);
    let by_layer = arr2(&[[7.0, 0.0, 0.0], [0.0, 5.0, 3.0], [0.0, 0.0, 1.0]]);
    let by_x = arr2(&[[2.0], [0.0], [0.0]]);
    for jacobian in [apply::jacobian, apply::jacobian_forward, apply::jacobian_reverse] {
        assert_eq!(jacobian(&layer, 7.0), (by_layer.clone(), by_x.clone()));
    }
    let rows: Vec<[f64; 2]> = make::jacobian(2.0, 3.0);
    assert_eq!(rows, [[3.0, 2.0], [0.0, 6.0]]);
    assert_eq!(held::jacobian(&layer, 2.0, 3.0), [[3.0, 2.0], [1.0, 0.0]]);
}

#[test]
fn variants_and_trees() {
    assert_eq!(area::jacobian(&Shape::Circle(2.0)), arr2(&[[12.0]]));
    assert_eq!(area::jacobian(&Shape::Box { a: 2.0, b: 3.0 }), arr2(&[[3.0, 2.0]]));
    let node = Node { value: 1.0, next: Some(Box::new(Node { value: 2.0, next: None })) };
    assert_eq!(total::jacobian(&node), arr2(&[[2.0, 4.0]]));
    assert_eq!(total::jacobian_forward(&node), arr2(&[[2.0, 4.0]]));
}

#[test]
fn maps_and_options() {
    let of = BTreeMap::from([("a".to_string(), 2.0), ("b".to_string(), 3.0)]);
    assert_eq!(summed::jacobian(&of), arr2(&[[1.0, 1.0], [4.0, 6.0]]));
    assert_eq!(perhaps::jacobian(2.0, 3.0), [[3.0, 2.0]]);
    assert_eq!(perhaps::jacobian_reverse(2.0, 3.0), [[3.0, 2.0]]);
    assert!(perhaps::jacobian(-2.0, 3.0).is_empty());
}
