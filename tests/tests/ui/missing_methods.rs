//! Methods without derivatives: told of once, whatever they are called on.

use ad_runtime::prelude::*;

#[derive(Clone, Differentiable)]
struct Spring {
    stiffness: f64,
}

impl Spring {
    fn force(&self, x: f64) -> f64 {
        self.stiffness * x
    }

    fn max(&self, x: f64) -> f64 {
        self.stiffness * x
    }
}

#[derive(Clone, Differentiable)]
struct Chain {
    first: Spring,
    springs: Vec<Spring>,
}

#[differentiate]
impl Chain {
    fn of_a_field(&self, x: f64) -> f64 {
        self.first.force(x) * x // refused
    }

    fn of_a_fields_item(&self, x: f64) -> f64 {
        self.springs[0].max(x) * x // refused
    }
}

#[differentiate]
fn of_an_item(springs: &[Spring], x: f64) -> f64 {
    springs[0].force(x) * x // refused
}

#[differentiate]
fn by_a_name_of_stds(springs: &[Spring], x: f64) -> f64 {
    springs.iter().map(|spring| spring.max(x)).sum() // refused
}

trait Cubes {
    fn cube(self) -> f64;
}

impl Cubes for f64 {
    fn cube(self) -> f64 {
        self * self * self
    }
}

#[differentiate]
fn of_a_number(x: f64) -> f64 {
    x.cube() * x // refused
}

#[differentiate]
fn of_a_product(x: f64) -> f64 {
    (2.0 * x).cube() // refused
}

fn main() {
    let chain = Chain { first: Spring { stiffness: 1.0 }, springs: Vec::new() };
    println!("{}", chain.of_a_field(chain.of_a_fields_item(of_a_number(of_a_product(1.0)))));
    println!("{}", of_an_item(&chain.springs, by_a_name_of_stds(&chain.springs, 1.0)));
}
