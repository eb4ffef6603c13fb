//! Types of the user's that are called as some of std's that have no tangents: a `Cell` without arguments, a type whose `impl` it is, one that is made by its name, one by a path.

use ad_runtime::prelude::*;

#[derive(Clone, Debug, Differentiable)]
struct Cell {
    charge: f64,
}

#[differentiate]
impl Cell {
    fn new(charge: f64) -> Cell {
        Cell { charge }
    }

    fn step(&mut self, dt: f64) {
        let other = Cell::new(dt * self.charge);
        self.charge += other.charge;
    }
}

#[derive(Clone, Copy, Debug, Differentiable)]
struct Duration(f64);

#[differentiate]
impl Duration {
    fn from_secs(x: f64) -> Duration {
        Duration(x)
    }

    fn get(&self) -> f64 {
        self.0
    }
}

#[derive(Clone, Copy, Debug, Differentiable)]
struct Pin {
    force: f64,
}

#[differentiate]
fn battery(cells: &mut Vec<Cell>, dt: f64, pin: Pin, rest: self::Duration) -> f64 {
    for i in 0..cells.len() {
        cells[i].step(dt);
    }
    let mut sum = pin.force;
    for cell in cells.iter_mut() {
        cell.step(dt);
        sum += cell.charge;
    }
    cells.push(self::Cell::new(sum));
    let short = self::Duration::from_secs(dt);
    sum * short.get() + Duration(dt).get() * rest.0
}

#[test]
fn own_types() {
    let mut cells = vec![Cell { charge: 0.2 }, Cell { charge: 0.7 }];
    battery::check(&mut cells, 0.3, Pin { force: 0.4 }, Duration(0.2)).unwrap();
    Duration(0.5).get_check().unwrap();
    Cell { charge: 0.5 }.step_check(0.1).unwrap();
}
