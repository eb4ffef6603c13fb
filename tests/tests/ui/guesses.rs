//! Operators between a type of one's own and a number: refused where they stand.

use ad_runtime::prelude::*;
use std::ops::{AddAssign, Div, Mul};

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
    let half = jobs[0].end / 2;
    half.0 * jobs[0].cost
}

#[differentiate]
fn multiplied(x: f64, w: &[f64]) -> f64 {
    let all = seconds(x) * w.len();
    all.0
}

#[differentiate]
fn increased(s: Secs) -> f64 {
    let mut later = s;
    later += 2;
    later.0
}

fn main() {}
