use ad_runtime::prelude::*;

#[derive(Differentiable)]
union Bits {
    float: f64,
    bits: u64,
}

#[derive(Differentiable)]
struct Model {
    weight: f64,
    #[constant(always)]
    name: String,
    #[differentiable(crate = ad_runtime)]
    bias: f64,
}

#[derive(Differentiable)]
#[constant]
enum Shape {
    #[constant]
    Circle(f64),
    Empty,
}

#[derive(Differentiable)]
#[differentiable(krate = ad_runtime)]
struct Options {
    x: f64,
}

#[derive(Differentiable)]
#[differentiable(derive = "Debug", derive("Debug"))]
struct Derived {
    x: f64,
}

#[derive(Differentiable)]
#[differentiable(derive(Hash))]
enum Axis {
    X,
    Y,
}

fn main() {
    let model = Model { weight: 1.0, name: String::new(), bias: 2.0 };
    let dot = ModelTangent { weight: 1.0, ..model.zero_tangent() };
    let shape = Shape::Circle(dot.weight).zero_tangent();
    println!("{:?} {}", shape, Options { x: 1.0 }.zero_tangent().x);
}
