//! Methods of one's own by the names of those of std's lists, on what isn't seen to be of a type of one's own.

use ad_runtime::prelude::*;

#[derive(Clone, Copy, Differentiable)]
struct Tank {
    level: f64,
}

#[differentiate]
impl Tank {
    /// No range, and nothing comes of it.
    fn drain(&mut self) {
        self.level *= 3.0;
    }

    fn of(level: f64) -> Tank {
        Tank { level }
    }
}

#[derive(Clone, Differentiable)]
struct Plant {
    tank: Tank,
    tanks: Vec<Tank>,
}

#[differentiate]
impl Plant {
    fn run(&mut self) {
        self.tank.drain();
        self.tanks[0].drain();
    }
}

#[differentiate]
fn of_an_element(x: f64) -> f64 {
    let mut tanks = vec![Tank { level: x }];
    tanks[0].drain();
    tanks[0].level * x
}

#[differentiate]
fn of_what_is_made(x: f64) -> f64 {
    let mut tank = Tank::of(x);
    tank.drain();
    tank.level * tank.level
}

#[differentiate]
fn of_fields(x: f64) -> f64 {
    let mut plant = Plant { tank: Tank { level: x }, tanks: vec![Tank { level: x * x }] };
    plant.run();
    plant.tank.level * plant.tanks[0].level
}

programs! {
    of_an_element(x) -> scalar at (0.7);
    of_what_is_made(x) -> scalar at (0.7);
    of_fields(x) -> scalar at (0.7);
}
