use ad_runtime::prelude::*;

struct Plain {
    x: f64,
}

#[derive(Differentiable)]
struct Model {
    weight: f64,
    function: Box<dyn Fn(f64) -> f64>,
    plain: Plain,
    bias: f64,
}

#[derive(Differentiable)]
enum Shape {
    Line(Vec<Plain>),
}

#[derive(Differentiable)]
struct Wrapper<T>(T);

fn main() {
    Wrapper(Plain { x: 1.0 }).zero_tangent();
}
