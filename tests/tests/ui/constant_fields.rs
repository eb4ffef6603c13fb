//! A function takes the struct of another module for its own, which comes later.

use ad_runtime::prelude::*;

pub mod first {
    use ad_runtime::prelude::*;

    #[derive(Clone, Debug, Differentiable)]
    pub struct Step {
        pub gain: f64,
        #[constant]
        pub dt: f64,
    }
}

pub mod second {
    use ad_runtime::prelude::*;

    #[differentiate]
    pub fn scaled(s: &Step) -> f64 {
        s.gain * s.dt
    }

    #[derive(Clone, Debug, Differentiable)]
    pub struct Step {
        pub gain: f64,
        pub dt: f64,
    }
}

#[differentiate]
fn square(x: f64) -> f64 {
    x * x
}

fn main() {}
