//! An `impl` over floats by another crate's bound, of a trait with derivatives.

use ad_runtime::prelude::*;
use num_traits::Float;
#[differentiate]
trait Act<T> {
    fn act(&self, x: T) -> T;
}
#[derive(Differentiable)]
struct Relu<T> {
    k: T,
}
#[differentiate]
impl<T: Float> Act<T> for Relu<T> {
    fn act(&self, x: T) -> T {
        self.k * x
    }
}
#[differentiate]
fn use_it(x: f64) -> f64 {
    let p = Relu { k: 2.0 * x };
    p.act(x)
}
#[test]
fn of_floats() {
    use_it::check(1.5).unwrap();
    assert_eq!(use_it::grad(1.0), 4.0);
}
