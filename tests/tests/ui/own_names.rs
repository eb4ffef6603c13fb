//! Methods of the user's own with names of std's that have no derivative.

use ad_runtime::prelude::*;

#[derive(Clone, Copy, Debug, Differentiable)]
struct Arrow {
    x: f64,
    y: f64,
}

#[differentiate]
impl Arrow {
    fn len(&self) -> f64 {
        self.x.hypot(self.y)
    }

    fn signum(&self) -> f64 {
        self.x + self.y
    }

    fn capacity(&self) -> f64 {
        self.x * self.y
    }

    fn flipped(&self) -> Arrow {
        Arrow { x: self.y, y: self.x }
    }
}

#[differentiate]
fn length(arrows: &[Arrow]) -> f64 {
    let mut sum = 0.0;
    for arrow in arrows {
        sum += arrow.len();
    }
    sum
}

#[differentiate]
fn sign(arrow: &Arrow) -> f64 {
    let flipped = arrow.flipped();
    flipped.signum() * flipped.x
}

#[differentiate]
fn capacity(arrow: &Arrow) -> f64 {
    let flipped = arrow.flipped();
    let c = flipped.capacity();
    c * c
}

fn main() {}
