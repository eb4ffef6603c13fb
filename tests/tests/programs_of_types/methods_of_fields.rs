//! Methods of fields, constant ones and others.

use ad_runtime::prelude::*;

/// Methods of fields: of constants, whose methods have no derivatives, and of others, through pointers too.
#[differentiate]
impl Engine {
    fn power(&self, x: f64) -> f64 {
        self.x * x * self.gear.gain() * self.gear.scaled(3)
            + self.part.bend(x)
            + self.boxed.bend(self.x)
    }

    fn tick(&mut self, x: f64) -> f64 {
        self.gear = self.gear.next();
        self.seed = self.seed.wrapping_mul(5);
        let noise = self.random.draw();
        let bent = self.boxed.turn(x) + self.part.turn(x);
        self.x * x * (self.seed % 7) as f64 * self.gear.gain() + bent * noise
    }
}

#[derive(Clone, Debug, Differentiable)]
struct Engine {
    x: f64,
    part: Part,
    boxed: Box<Part>,
    #[constant]
    gear: Gear,
    #[constant]
    seed: u64,
    #[constant]
    random: Generator,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Gear {
    Low,
    High,
}

impl Gear {
    fn gain(self) -> f64 {
        if self == Gear::High { 3.0 } else { 1.0 }
    }

    fn scaled(&self, by: i32) -> f64 {
        self.gain() * f64::from(by)
    }

    fn next(self) -> Gear {
        Gear::High
    }
}

#[derive(Clone, Debug)]
struct Generator(u32);

impl Generator {
    fn draw(&mut self) -> f64 {
        self.0 += 1;
        f64::from(self.0)
    }
}

#[differentiate]
impl Part {
    fn bend(&self, x: f64) -> f64 {
        (self.k * x).sin()
    }

    fn turn(&mut self, x: f64) -> f64 {
        self.k *= x;
        self.k
    }
}

#[derive(Clone, Debug, Differentiable)]
struct Part {
    k: f64,
}

#[test]
fn methods_of_fields() {
    let mut engine = Engine {
        x: 2.0,
        part: Part { k: 0.5 },
        boxed: Box::new(Part { k: 0.25 }),
        gear: Gear::Low,
        seed: 1,
        random: Generator(0),
    };
    engine.power_check(0.4).unwrap();
    // x 0.4 · 5 · 3 + (0.25 + 0.5) · 0.4 · 1
    let before = engine.clone();
    let (value, (bar, x_bar)) = engine.tick_value_and_grad(0.4);
    assert!((value - 12.3).abs() < 1e-14);
    assert!((x_bar - 30.75).abs() < 1e-14 && (bar.x - 6.0).abs() < 1e-14);
    assert!((bar.part.k - 0.4).abs() < 1e-14 && (bar.boxed.k - 0.4).abs() < 1e-14);
    assert_eq!((engine.gear, engine.seed, engine.random.0), (Gear::High, 5, 1));
    let mut engine = before;
    let mut dot = engine.zero_tangent();
    assert!((engine.tick_jvp(0.4, &mut dot, 1.0).1 - 30.75).abs() < 1e-14);
    assert_eq!(engine.random.0, 1);
}
