//! Constant arguments that Rust dereferences: `&String` for `&str`, `&Vec<f64>` for `&[f64]`, `&Box<f64>` for `&f64`.

use ad_runtime::prelude::*;

struct Named {
    name: String,
    data: Vec<f64>,
    scale: Box<f64>,
}

impl Named {
    fn new() -> Named {
        Named { name: "abc".to_string(), data: vec![1.0, 2.0], scale: Box::new(2.0) }
    }

    fn data(&self) -> &Vec<f64> {
        &self.data
    }
}

fn list() -> Vec<f64> {
    vec![1.0, 2.0]
}

fn text() -> String {
    "abcd".to_string()
}

fn boxed() -> Box<f64> {
    Box::new(3.0)
}

#[differentiate]
fn scaled(x: f64, #[constant] list: &[f64], #[constant] name: &str, #[constant] k: &f64) -> f64 {
    x * list[1] * name.len() as f64 * k
}

#[differentiate]
fn changing(x: f64, #[constant] list: &mut [f64]) -> f64 {
    list[0] += 1.0;
    x * list[0] * x
}

#[differentiate]
fn of_locals(x: f64, y: f64) -> f64 {
    let (list, name, scale) = (list(), text(), boxed());
    scaled(x, &list, &name, &scale) * y
}

#[differentiate]
fn of_temporaries(x: f64, y: f64) -> f64 {
    let n = 12;
    scaled(x, &list(), &format!("{n}!"), &boxed())
        * scaled(y, &vec![1.0, 0.5], &String::from("ab"), &Box::new(0.5))
}

#[differentiate]
fn of_fields(x: f64, y: f64) -> f64 {
    let named = Named::new();
    let mut t = 0.0;
    for _ in 0..2 {
        t += scaled(x, &named.data, &named.name, &named.scale)
            * scaled(y, named.data(), &Named::new().name, &Named::new().scale);
    }
    t
}

#[differentiate]
fn to_be_changed(x: f64, y: f64) -> f64 {
    let mut list = vec![1.0, 2.0];
    let mut boxed = Box::new([1.0, 2.0]);
    let a = changing(x, &mut list);
    let b = changing(y, &mut list[1..]);
    a * b * changing(x, &mut *boxed) * list[0] * list[1] * boxed[0]
}

programs! {
    of_locals(x, y) -> scalar at (0.7, 1.3) is [1.3 * 24.0, 0.7 * 24.0];
    of_temporaries(x, y) -> scalar at (0.7, 1.3);
    of_fields(x, y) -> scalar at (0.7, 1.3);
    to_be_changed(x, y) -> scalar at (0.7, 1.3);
}
