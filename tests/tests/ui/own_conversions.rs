//! `From` of a type of one's own.

use ad_runtime::prelude::*;

#[derive(Clone, Copy, Debug, Differentiable)]
struct V2 {
    x: f64,
    y: f64,
}

#[differentiate]
impl From<[f64; 2]> for V2 {
    fn from([x, y]: [f64; 2]) -> V2 {
        V2 { x, y }
    }
}

#[differentiate]
fn sum(v: V2) -> f64 {
    v.x + v.y
}

/// Which type it becomes isn't said.
#[differentiate]
fn unsaid(x: f64, y: f64) -> f64 {
    let list = [x, y];
    sum(list.into()) // refused
}

/// Its own `from` is another one.
#[derive(Clone, Copy, Debug, Differentiable)]
struct Turned(f64, f64);

impl Turned {
    fn from([x, y]: [f64; 2]) -> Turned {
        Turned(y, x)
    }
}

#[differentiate]
impl From<[f64; 2]> for Turned { // refused
    fn from([x, y]: [f64; 2]) -> Turned {
        Turned(x, y)
    }
}

fn main() {
    println!("{:?}", Turned::from([1.0, 2.0]));
}
