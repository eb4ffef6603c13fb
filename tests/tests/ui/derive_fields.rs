use ad_runtime::prelude::*;

struct Plain {
    x: f64,
}

#[derive(Differentiable)]
struct Model {
    plain: Plain,
    weight: f64,
}

#[derive(Differentiable)]
struct Wrapper<T>(T);

fn main() {
    Wrapper(Plain { x: 1.0 }).zero_tangent();
}
