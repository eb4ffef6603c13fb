//! Derivatives inside of functions that call methods of fields: they may be made again, whether a field is a float or of a type of one's own.

use ad_runtime::prelude::*;

use super::compared::assert_close;

#[derive(Differentiable, Clone)]
struct Pendulum {
    length: f64,
    damping: Damping,
}

#[derive(Differentiable, Clone)]
struct Damping {
    rate: f64,
}

#[differentiate(order = 3)]
impl Damping {
    fn exp(&self) -> f64 {
        1.0 + self.rate.sin()
    }
}

#[differentiate(order = 2)]
fn energy(p: &Pendulum, angle: f64) -> f64 {
    p.length.powi(2).ln() * angle.cos() * p.length.max(0.1)
        + p.damping.exp() * p.damping.rate.tanh()
}

/// The force is minus the slope of the energy, and longer pendulums have more of it.
#[differentiate]
fn force(p: &Pendulum, angle: f64) -> f64 {
    let (by_pendulum, by_angle) = energy::grad(p, angle);
    by_pendulum.length * by_angle - by_pendulum.damping.rate
}

#[test]
fn of_floats_and_of_own_types() {
    let at = |p: [f64; 3]| (Pendulum { length: p[0], damping: Damping { rate: p[1] } }, p[2]);
    let p = [1.3, 0.4, 0.8];
    let (pendulum, angle) = at(p);
    let (p_bar, angle_bar) = force::grad(&pendulum, angle);
    let gradient = [p_bar.length, p_bar.damping.rate, angle_bar];
    let slope = |i: usize| {
        let moved = |step: f64| {
            let mut p = p;
            p[i] += step;
            let (pendulum, angle) = at(p);
            force(&pendulum, angle)
        };
        (moved(1e-5) - moved(-1e-5)) / 2e-5
    };
    assert_close(&gradient, &[slope(0), slope(1), slope(2)], 1e-8);
}
