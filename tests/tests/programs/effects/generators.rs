//! Generators that a function makes, hands on, and draws from itself: methods without derivatives on what calls may have changed.

use super::*;

impl Rng {
    fn new(seed: u64) -> Rng {
        Rng(seed)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() * 1000.0) as usize % n
    }

    fn normal(&mut self, mean: f64, deviation: f64) -> f64 {
        mean + deviation * self.next()
    }

    fn coin(&mut self) -> bool {
        self.next() > 1.0
    }

    fn skip(&mut self) {
        self.next();
    }

    fn seen(&self) -> f64 {
        self.0 as f64
    }
}

#[differentiate]
fn path(x: f64, #[constant] rng: &mut Rng) -> f64 {
    x * rng.next()
}

#[differentiate]
fn drawn_after(x: f64) -> f64 {
    let mut rng = Rng(1);
    let a = path(x, &mut rng);
    a * rng.next() * x
}

#[differentiate]
fn drawn_in_a_loop(x: f64) -> f64 {
    let mut rng = Rng::new(1);
    let mut sum = 0.0;
    for _ in 0..4 {
        sum += path(x, &mut rng);
        let z = rng.next() - 0.5;
        sum += x * z;
        sum *= rng.normal(0.0, 1.0);
    }
    sum
}

#[differentiate]
fn drawn_in_all_ways(x: f64) -> f64 {
    let xs = [x, x * x, 1.0];
    let mut rng = Rng::new(3);
    let mut sum = 0.0;
    while rng.seen() < 20.0 {
        let i = rng.below(xs.len());
        sum += path(xs[i], &mut rng);
        if rng.coin() {
            sum *= x;
        }
        rng.skip();
        let _ = rng.next();
        let z = rng.unit();
        sum += z * xs[0] * rng.seen();
    }
    sum
}

#[differentiate]
fn branching(x: f64) -> f64 {
    let mut rng = Rng(2);
    let a = if x > 0.0 { path(x, &mut rng) } else { x };
    match rng.coin() {
        true => a * rng.next(),
        false => a - x * rng.next(),
    }
}

fn seeded(seed: u64) -> Rng {
    Rng(seed)
}

fn boxed(seed: u64) -> Box<Rng> {
    Box::new(Rng(seed))
}

#[differentiate]
fn made_elsewhere(x: f64) -> f64 {
    let mut rng = seeded(1);
    let mut sum = path(x, &mut rng) * rng.next();
    for _ in 0..3 {
        let z = rng.next();
        sum = sum * z + path(x, &mut rng);
    }
    sum * rng.next()
}

#[differentiate]
fn in_a_box(x: f64) -> f64 {
    let mut rng = boxed(1);
    let a = path(x, &mut rng);
    let mut other = Box::new(Rng(2));
    let b = path(x * x, &mut other);
    (a + b) * rng.next() * other.next()
}

struct Normal {
    mean: f64,
}

impl Normal {
    fn sample(&self, rng: &mut Rng) -> f64 {
        self.mean + rng.next()
    }
}

impl Rng {
    fn within(&mut self, range: std::ops::Range<f64>) -> f64 {
        range.start + (range.end - range.start) * self.next()
    }

    fn several(&mut self, n: usize) -> Vec<f64> {
        (0..n).map(|_| self.next()).collect()
    }
}

fn index(rng: &mut Rng, n: usize) -> usize {
    (rng.next() * 1000.0) as usize % n
}

fn uniform(rng: &mut Rng) -> f64 {
    rng.next()
}

/// Functions without derivatives that draw from it, and distributions.
#[differentiate]
fn sampled(x: f64) -> f64 {
    let (xs, normal) = ([x, x * x, 2.0], Normal { mean: 1.0 });
    let mut rng = Rng::new(4);
    let mut sum = 0.0;
    for _ in 0..3 {
        let i = index(&mut rng, xs.len());
        let z = normal.sample(&mut rng);
        sum += path(x, &mut rng) * xs[i] + z * x;
        let u = rng.within(-1.0..1.0);
        if u > 0.0 {
            sum *= uniform(&mut rng);
        }
        let list = rng.several(3);
        sum += list[1] * x + list.iter().map(|v| v * xs[0]).sum::<f64>();
    }
    sum
}

#[differentiate]
fn sampled_from_a_parameter(x: f64, #[constant] rng: &mut Rng) -> f64 {
    let xs = [x, x * x, 2.0];
    let mut sum = 0.0;
    for _ in 0..3 {
        let i = index(rng, xs.len());
        sum += path(x, rng) * xs[i];
    }
    sum * uniform(rng)
}

/// Declared a constant, it is one.
#[differentiate]
fn declared(x: f64) -> f64 {
    #[constant]
    let mut rng = seeded(4);
    let mut sum = 0.0;
    for z in [1.0, uniform(&mut rng), 2.0] {
        sum += z * path(x, &mut rng);
    }
    let more: Vec<f64> = (0..3).map(|_| rng.next()).collect();
    sum + more[2] * x
}

/// What has a tangent is differentiated, however it was made.
#[differentiate]
fn of_worlds(x: f64) -> f64 {
    let mut world = still(2.0);
    world.step(x);
    let a = world.energy(x);
    let mut boxed = Box::new(still(1.0));
    boxed.step(a);
    boxed.energy(x) * world.energy(2.0)
}

#[differentiate]
fn energy(world: &World) -> f64 {
    world.w * world.w * draw("energy")
}

#[differentiate]
fn grow(world: &mut World) {
    world.w *= 2.0;
}

/// By functions too, which are given nothing but what others may have changed.
#[differentiate]
fn of_a_world(x: f64) -> f64 {
    let mut world = still(2.0);
    world.step(x);
    grow(&mut world);
    let mut other = World { w: 1.0, k: 0.5 };
    other.step(energy(&world));
    grow(&mut other);
    energy(&other) + world.energy(1.0)
}

#[derive(Clone, Debug, Differentiable)]
struct World {
    w: f64,
    k: f64,
}

fn still(k: f64) -> World {
    draw("still");
    World { w: 0.0, k }
}

#[differentiate]
fn of_a_copy(x: f64) -> f64 {
    copied(&World { w: 0.5, k: 1.5 }, x)
}

/// Methods that take by value what has a tangent.
#[differentiate]
fn used_up(x: f64) -> f64 {
    let mut sum = x;
    let mut world = World { w: 0.0, k: 2.0 };
    world.step(x);
    sum += world.into_energy();
    let mut other = World { w: 0.5, k: 1.0 };
    other.step(x);
    let copy = other.clone().into_energy();
    sum * copy + other.energy(x)
}

#[differentiate]
fn copied(world: &World, x: f64) -> f64 {
    let mut scaled = world.clone().scaled(x);
    scaled.step(x);
    scaled.into_energy()
}

#[differentiate]
impl World {
    fn into_energy(self) -> f64 {
        self.w * self.w * self.k * draw("into")
    }

    fn scaled(self, by: f64) -> World {
        World { k: by, ..self }
    }

    fn energy(&self, k: f64) -> f64 {
        self.w * k * self.k + draw("energy")
    }

    fn step(&mut self, u: f64) {
        self.w += u * self.k * draw("step");
    }
}

struct Counter {
    counts: Vec<f64>,
    #[allow(dead_code)]
    name: String,
}

impl Counter {
    fn count(&mut self) -> f64 {
        draw("counter");
        self.counts.push(1.5);
        self.counts.iter().sum()
    }
}

#[differentiate]
fn counted(x: f64, #[constant] counter: &mut Counter) -> f64 {
    x * counter.count()
}

#[differentiate]
fn counted_by_both(x: f64) -> f64 {
    let mut counter = Counter { counts: vec![], name: "both".into() };
    let mut product = counted(x, &mut counter);
    for _ in 0..2 {
        let k = counter.count();
        product = counted(product, &mut counter) + k;
    }
    product * counter.count()
}

#[test]
fn generators_are_drawn_from_after_they_were_handed_on() {
    examine!(self::drawn_after, 0.7);
    examine!(self::drawn_in_a_loop, 0.7);
    examine!(self::drawn_in_all_ways, 0.7);
    examine!(self::branching, 0.7);
    examine!(self::counted_by_both, 0.7);
    examine!(self::made_elsewhere, 0.7);
    examine!(self::in_a_box, 0.7);
    examine!(self::of_worlds, 0.7);
    examine!(self::of_a_world, 0.7);
    examine!(self::used_up, 0.7);
    examine!(self::of_a_copy, 0.7);
    examine!(self::sampled, 0.7);
    examine!(self::sampled_from_a_parameter, 0.7, &mut Rng(1));
    examine!(self::declared, 0.7);
}

#[derive(Clone, Debug, Differentiable)]
struct Logged {
    w: f64,
    #[constant]
    log: Log,
}

#[derive(Clone, Debug)]
struct Log(u64);

impl Log {
    fn tick(&mut self) {
        draw("tick");
        self.0 += 1;
    }

    fn bump(&mut self) -> f64 {
        self.tick();
        self.0 as f64
    }
}

#[differentiate]
impl Logged {
    fn go(&mut self, x: f64) -> f64 {
        self.log.bump();
        let _ = self.log.bump();
        self.log.tick();
        let k = self.log.bump();
        self.w * x * k
    }
}

#[differentiate]
fn through_a_field(x: f64) -> f64 {
    let mut logged = Logged { w: x, log: Log(0) };
    logged.log.tick();
    logged.log.bump();
    let a = logged.go(x);
    logged.log.tick();
    a * logged.log.bump()
}

#[test]
fn methods_of_constant_fields_are_called_though_nobody_wants_their_values() {
    examine!(self::through_a_field, 0.7);
}

#[differentiate]
fn stepped(x: f64, y: f64, #[constant] rng: &mut Rng) -> f64 {
    x * y * rng.next() + rng.coin() as u8 as f64
}

/// One that is made where it is lent.
#[differentiate]
fn made_where_it_is_lent(x: f64) -> f64 {
    let a = stepped(x, x, &mut Rng::new(3));
    a * stepped(a, x, &mut Rng(5))
}

#[test]
fn generators_are_made_where_they_are_lent() {
    examine!(self::made_where_it_is_lent, 0.7);
}
