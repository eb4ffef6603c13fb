//! Types that aren't `Clone`: what a function moves its derivative may need again, and takes apart for that.

use ad_runtime::prelude::*;

#[derive(Differentiable)]
struct Motion {
    at: f64,
    speed: f64,
    #[constant]
    name: &'static str,
}

#[derive(Differentiable)]
struct Scene {
    motion: Motion,
    weights: Vec<f64>,
}

fn motion(at: f64, speed: f64) -> Motion {
    Motion { at, speed, name: "a motion" }
}

#[differentiate]
fn moved(x: f64, y: f64) -> f64 {
    let mut first = Motion { at: x, speed: y, name: "first" };
    first.at *= 2.0 + x;
    let second = first;
    let third = second;
    third.at * third.speed.sin()
}

#[differentiate]
fn kinetic(motion: Motion) -> f64 {
    let own = motion;
    own.speed * own.speed * own.at
}

#[differentiate]
fn handed_on(x: f64, y: f64) -> f64 {
    let one = Motion { at: x, speed: y * x, name: "one" };
    let other = one;
    let energy = kinetic(other);
    energy * energy
}

#[differentiate]
fn pushed(motion: Motion) -> Motion {
    Motion { at: motion.at + 0.1 * motion.speed, speed: motion.speed * motion.at, ..motion }
}

#[differentiate]
fn looked_at(motion: &Motion) -> Motion {
    Motion { at: motion.at * motion.speed, speed: motion.at.sin(), name: motion.name }
}

#[differentiate]
fn in_a_loop(x: f64, y: f64) -> f64 {
    let mut now = Motion { at: x, speed: y, name: "now" };
    for _ in 0..4 {
        now = pushed(now);
    }
    now.at * now.speed
}

#[differentiate]
fn in_a_loop_by_reference(x: f64, y: f64) -> f64 {
    let mut now = Motion { at: x, speed: y, name: "now" };
    for _ in 0..3 {
        now = looked_at(&now);
    }
    now.at * now.speed
}

#[differentiate]
impl Scene {
    fn of(x: f64, y: f64) -> Scene {
        let motion = Motion { at: x, speed: y, name: "of" };
        Scene { motion, weights: vec![x, y, x * y] }
    }

    fn consumed(self, factor: f64) -> f64 {
        let mut sum = factor * self.motion.at;
        for weight in &self.weights {
            sum += weight * weight * self.motion.speed;
        }
        sum
    }

    fn changed(mut self, factor: f64) -> Scene {
        self.motion.at *= factor;
        self.weights[0] = self.weights[1] * factor;
        self
    }
}

#[differentiate]
fn by_value(x: f64, y: f64) -> f64 {
    let scene = Scene::of(x, y);
    let changed = scene.changed(x * y);
    changed.consumed(x + y)
}

programs! {
    moved(x, y) -> scalar at (0.7, 1.3), (-1.5, 0.4);
    handed_on(x, y) -> scalar at (0.7, 1.3), (-1.5, 0.4);
    in_a_loop(x, y) -> scalar at (0.7, 1.3), (-1.5, 0.4);
    in_a_loop_by_reference(x, y) -> scalar at (0.7, 1.3), (-1.5, 0.4);
    by_value(x, y) -> scalar at (0.7, 1.3), (-1.5, 0.4);
}

/// The parameter itself is given away.
#[test]
fn parameters() {
    let bar = kinetic::grad(motion(0.5, 3.0));
    assert_eq!((bar.at, bar.speed), (9.0, 3.0));
    kinetic::check(motion(0.5, 3.0)).unwrap();
    let (_, pullback) = pushed::vjp(motion(0.5, 3.0));
    let bar = pullback(MotionTangent { at: 1.0, speed: 2.0, ..motion(0.0, 0.0).zero_tangent() });
    assert_eq!((bar.at, bar.speed), (7.0, 0.1 + 1.0));
    let scene = || Scene { motion: motion(0.5, 3.0), weights: vec![1.0, 2.0] };
    let (bar, factor_bar) = scene().consumed_grad(2.0);
    assert_eq!((bar.motion.speed, &bar.weights[..], factor_bar), (5.0, &[6.0, 12.0][..], 0.5));
    scene().consumed_check(2.0).unwrap();
}
