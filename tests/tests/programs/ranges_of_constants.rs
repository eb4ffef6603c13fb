//! Ranges that are handed to generators.

use ad_runtime::prelude::*;
use std::ops::Range;
struct Rng(u64);
impl Rng {
    fn within(&mut self, r: Range<f64>) -> f64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1);
        r.start + (r.end - r.start) * ((self.0 >> 33) as f64 / 2f64.powi(31))
    }
    fn pick(&mut self, r: Range<usize>) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1);
        r.start + (self.0 >> 33) as usize % (r.end - r.start)
    }
}
#[differentiate]
fn path(x: f64, #[constant] rng: &mut Rng) -> f64 {
    x * rng.within(0.0..1.0)
}
#[differentiate]
fn sampled(x: f64, xs: &[f64], #[constant] lo: f64, #[constant] hi: f64) -> f64 {
    let mut rng = Rng(4);
    let mut s = 0.0;
    for _ in 0..3 {
        let i = rng.pick(0..xs.len());
        s += path(x, &mut rng) * xs[i];
        let u = rng.within(-1.0..1.0);
        let v = rng.within(lo..hi);
        s += u * x * v;
        s += x * rng.within(lo..1.0);
    }
    s
}
#[test]
fn ranges_that_generators_take() {
    sampled::check(0.3, &[1.0, 2.0], 0.1, 0.7).unwrap();
}
