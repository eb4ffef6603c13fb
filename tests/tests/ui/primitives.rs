use ad_runtime::prelude::*;

#[primitive]
fn no_rule(x: f64) -> f64 {
    x
}

#[primitive(partials(x = 1.0, z = 2.0))]
fn unknown_partial(x: f64, y: f64) -> f64 {
    x + y
}

#[primitive(partials(x = 1.0), jvp = some_jvp)]
fn both_forms(x: f64) -> f64 {
    x
}

#[primitive(partials(x = 1.0))]
fn not_scalar(x: &[f64]) -> f64 {
    x[0]
}

fn main() {
    println!("{}", unknown_partial(no_rule(1.0), both_forms(not_scalar(&[1.0]))));
}
