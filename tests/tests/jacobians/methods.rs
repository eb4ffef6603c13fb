//! Methods, of types and of traits.

use ad_runtime::ndarray::{Array2, arr2};
use ad_runtime::prelude::*;

#[derive(Clone, Differentiable)]
struct Spring {
    stiffness: f64,
    damping: f64,
}

#[differentiate]
impl Spring {
    fn force(&self, at: (f64, f64)) -> f64 {
        -self.stiffness * at.0 - self.damping * at.1
    }

    fn consumed(self, x: f64) -> (f64, f64) {
        (self.stiffness * x, self.damping * x * x)
    }

    fn of_constant(#[constant] &self, x: f64, y: f64) -> f64 {
        self.stiffness * x * y
    }

    fn make(k: f64, d: f64) -> Spring {
        Spring { stiffness: k * k, damping: k * d }
    }

    /// Beside a Jacobian of the user's.
    fn residual(&self, x: f64) -> f64 {
        self.stiffness * x
    }

    fn residual_jacobian(&self) -> usize {
        3
    }
}

#[differentiate]
trait Energy {
    fn energy(&self, x: f64, y: f64) -> f64;

    fn pair(&self, x: f64, y: f64) -> (f64, f64) {
        (self.energy(x, y), self.energy(y, x))
    }
}

#[differentiate]
impl Energy for Spring {
    fn energy(&self, x: f64, y: f64) -> f64 {
        self.stiffness * x * x + self.damping * y
    }
}

fn by_bound<E: Energy + Differentiable<Tangent = SpringTangent>>(
    of: &E,
) -> (Array2<f64>, Array2<f64>, Array2<f64>) {
    of.pair_jacobian(2.0, 3.0)
}

#[test]
fn of_a_type() {
    let spring = Spring { stiffness: 2.0, damping: 3.0 };
    let (by_self, by_at) = spring.force_jacobian((5.0, 7.0));
    assert_eq!((by_self, by_at), (arr2(&[[-5.0, -7.0]]), arr2(&[[-2.0, -3.0]])));
    let expected = (arr2(&[[5.0, 0.0], [0.0, 25.0]]), arr2(&[[2.0], [30.0]]));
    assert_eq!(spring.clone().consumed_jacobian(5.0), expected);
    assert_eq!(spring.clone().consumed_jacobian_forward(5.0), expected);
    assert_eq!(spring.clone().consumed_jacobian_reverse(5.0), expected);
    assert_eq!(spring.of_constant_jacobian(2.0, 3.0), [6.0, 4.0]);
    assert_eq!(Spring::make_jacobian(2.0, 3.0), [[4.0, 0.0], [3.0, 2.0]]);
    let mut out = [0.0; 3];
    assert_eq!(spring.residual_jacobian_into(5.0, &mut out), 10.0);
    assert_eq!(out, [5.0, 0.0, 2.0]);
    assert_eq!(spring.residual_jacobian(), 3);
}

#[test]
fn of_a_trait() {
    let spring = Spring { stiffness: 2.0, damping: 3.0 };
    let (by_self, by_x, by_y) = spring.energy_jacobian(5.0, 7.0);
    assert_eq!((by_self, by_x, by_y), (arr2(&[[25.0, 7.0]]), arr2(&[[20.0]]), arr2(&[[3.0]])));
    let (by_self, by_x, by_y) = by_bound(&spring);
    assert_eq!(by_self, arr2(&[[4.0, 3.0], [9.0, 2.0]]));
    assert_eq!((by_x, by_y), (arr2(&[[8.0], [3.0]]), arr2(&[[3.0], [12.0]])));
}
