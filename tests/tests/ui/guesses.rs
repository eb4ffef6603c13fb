//! Operators between a type of one's own and a number: refused where they stand.

use ad_runtime::prelude::*;
use std::ops::{AddAssign, Div, Index, Mul};

mod types {
    use super::*;

    #[derive(Clone, Copy, Debug, Differentiable)]
    pub struct Secs(pub f64);

    impl Div<u32> for Secs {
        type Output = Secs;
        fn div(self, k: u32) -> Secs {
            Secs(self.0 / k as f64)
        }
    }

    impl Mul<usize> for Secs {
        type Output = Secs;
        fn mul(self, k: usize) -> Secs {
            Secs(self.0 * k as f64)
        }
    }

    impl AddAssign<i32> for Secs {
        fn add_assign(&mut self, k: i32) {
            self.0 += k as f64;
        }
    }

    #[differentiate]
    pub fn seconds(x: f64) -> Secs {
        Secs(x * x)
    }
}
use types::*;

#[derive(Clone, Debug, Differentiable)]
struct Job {
    end: Secs,
    cost: f64,
}

#[differentiate]
fn halved(jobs: &[Job]) -> f64 {
    let half = jobs[0].end / 2; // refused
    half.0 * jobs[0].cost
}

#[differentiate]
fn multiplied(x: f64, w: &[f64]) -> f64 {
    let all = seconds(x) * w.len(); // refused
    all.0
}

#[differentiate]
fn increased(s: Secs) -> f64 {
    let mut later = s;
    later += 2; // refused
    later.0
}

#[differentiate]
fn seconds_of(s: Secs) -> f64 {
    s.0
}

/// No field says that it is no number: rustc does.
#[differentiate]
fn increased_unseen(s: Secs) -> f64 {
    let mut later = s;
    later += 2; // refused
    seconds_of(later)
}

/// A list that is indexed from its end.
#[derive(Clone, Debug)]
struct Backwards(Vec<f64>);

impl Differentiable for Backwards {
    type Tangent = Vec<f64>;
    fn zero_tangent(&self) -> Vec<f64> {
        vec![0.0; self.0.len()]
    }
}

impl Index<usize> for Backwards {
    type Output = f64;
    fn index(&self, i: usize) -> &f64 {
        &self.0[self.0.len() - 1 - i]
    }
}

#[differentiate]
fn indexed(list: &Backwards, x: f64) -> f64 {
    list[0] * x
}

fn main() {}
