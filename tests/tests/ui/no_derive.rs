//! Parameters of types that have no tangents.

use ad_runtime::prelude::*;

struct Model {
    weight: f64,
}

#[differentiate]
fn loss(model: &Model, x: f64) -> f64 {
    model.weight * x
}

fn main() {
    let model = Model { weight: 2.0 };
    loss::grad(&model, 1.0);
}
