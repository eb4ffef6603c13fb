//! Generators that are declared constants, and parts of such.

use super::*;

#[differentiate]
fn path(x: f64, #[constant] rng: &mut Rng) -> f64 {
    x * rng.next()
}

#[differentiate]
fn of_a_list(x: f64) -> f64 {
    #[constant]
    let mut all = vec![Rng(1), Rng(5)];
    let mut y = x;
    for i in 0..4 {
        y = path(y, &mut all[i % 2]);
        let k = all[1].next();
        y *= k;
    }
    y
}

/// Neither can be cloned.
struct Two {
    a: Rng,
    b: Rng,
}

#[differentiate]
fn of_a_struct(x: f64) -> f64 {
    #[constant]
    let mut two = Two { a: Rng(1), b: Rng(7) };
    let mut y = x;
    for _ in 0..3 {
        y = path(y, &mut two.a);
        y *= two.b.next();
        y += two.a.next() * x;
    }
    y
}

#[differentiate]
fn exchanged(x: f64) -> f64 {
    #[constant]
    let mut a = Rng(1);
    #[constant]
    let mut b = Rng(9);
    let mut y = path(x, &mut a);
    std::mem::swap(&mut a, &mut b);
    y = path(y, &mut a) * a.next() + b.next() * x;
    a = Rng(7);
    y * a.next()
}

#[differentiate]
fn by_a_reference(x: f64) -> f64 {
    #[constant]
    let mut rng = Rng(1);
    let y = path(x, &mut rng);
    let lent = &mut rng;
    y * lent.next() * path(x, lent)
}

#[differentiate]
fn of_an_option(x: f64) -> f64 {
    #[constant]
    let mut rng = Some(Rng(1));
    let mut y = x;
    if let Some(rng) = &mut rng {
        y = path(y, rng) * rng.next();
    }
    y
}

/// It isn't cloned, and has no tangent.
struct Machine(u64);

impl Machine {
    fn made(seed: u64) -> Machine {
        Machine(seed)
    }
}

#[differentiate]
impl Machine {
    fn run(#[constant] &mut self, x: f64) -> f64 {
        draw("run");
        self.0 += 1;
        self.0 as f64 * x
    }
}

#[differentiate]
fn without_clones(x: f64) -> f64 {
    let mut machine = Machine::made(3);
    machine.run(x * x) + machine.run(x)
}

#[test]
fn what_is_declared_a_constant_stays_one_whatever_holds_it() {
    examine!(self::of_a_list, 0.7);
    examine!(self::of_a_struct, 0.7);
    examine!(self::exchanged, 0.7);
    examine!(self::by_a_reference, 0.7);
    examine!(self::of_an_option, 0.7);
    examine!(self::without_clones, 0.7);
}
