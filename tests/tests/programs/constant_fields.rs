//! Fields that are marked `#[constant]`, of types that could be differentiated.

use ad_runtime::{Constant, prelude::*};
#[derive(Clone, Copy, Debug, Differentiable)]
struct Cfg {
    gain: f64,
    #[constant]
    dt: f64,
    #[constant]
    lim: (f64, f64),
}
#[derive(Clone, Debug, Differentiable)]
struct Body {
    m: f64,
    #[constant]
    id: usize,
    #[constant]
    area: f64,
    x: Vec<f64>,
}
#[derive(Clone, Debug, Differentiable)]
struct World {
    cfg: Cfg,
    bodies: Vec<Body>,
    #[constant]
    data: Vec<f64>,
    w: f64,
}
#[differentiate]
fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut s = 0.0;
    for i in 0..a.len() {
        s += a[i] * b[i];
    }
    s
}
#[differentiate]
impl World {
    fn energy(&self, k: f64) -> f64 {
        let mut e = 0.0;
        for b in &self.bodies {
            e += b.m * b.area * self.cfg.dt * k
                + b.x.iter().zip(&self.data).map(|(x, d)| x * d).sum::<f64>() * b.area;
        }
        let Cfg { gain, dt, lim } = self.cfg;
        e + gain * dt.sin() * lim.0.max(lim.1)
            + dot(&self.bodies[0].x, &self.data)
            + dot(&self.data, &self.data) * self.w
    }
    fn step(&mut self, u: f64) {
        self.w += u * self.cfg.dt;
        for b in self.bodies.iter_mut() {
            b.m *= 1.0 + b.area * u;
            b.area = 2.0;
        }
    }
    fn run(&self, u: f64) -> f64 {
        let mut w = self.clone();
        for _ in 0..3 {
            w.step(u);
        }
        w.energy(u)
    }
}
#[differentiate]
fn build(g: f64) -> f64 {
    let c = Cfg { gain: g * g, dt: 0.1, lim: (0.0, 1.0) };
    let d = Cfg { gain: c.gain + c.dt, ..c };
    let e = Cfg { dt: 0.3, ..d };
    d.gain * e.dt + e.gain * d.dt * e.lim.1
}
#[differentiate]
fn bodies(bs: &[Body], t: f64) -> f64 {
    bs.iter().map(|b| b.m * b.area.powf(t)).sum::<f64>()
        + bs.iter().map(|b| b.area).sum::<f64>() * t
}
#[derive(Clone, Debug, Differentiable)]
struct Scaled<T> {
    a: T,
    #[constant]
    b: T,
    #[constant]
    n: usize,
}
#[differentiate]
fn scaled<T: Real>(g: &Scaled<T>, x: T) -> T {
    g.a * g.b + x * g.b.sin()
}
#[derive(Clone, Copy, Debug, Differentiable)]
struct Pair(f64, #[constant] f64);
#[differentiate]
fn pair(t: Pair, x: f64) -> f64 {
    let Pair(a, b) = t;
    a * b + x * t.1 + t.0
}
#[differentiate]
fn owned(c: Cfg, x: f64) -> f64 {
    let mut c = c;
    c.dt = 0.5;
    c.gain *= x;
    c.gain * c.dt
}
#[test]
fn constant_fields() {
    let cfg = Cfg { gain: 0.4, dt: 0.1, lim: (0.3, 0.7) };
    let body = |m: f64| Body { m, id: 3, area: 1.5, x: vec![0.3, 0.4] };
    let mut world =
        World { cfg, bodies: vec![body(1.0), body(2.0)], data: vec![1.0, -2.0], w: 0.3 };
    world.energy_check(0.4).unwrap();
    world.run_check(0.2).unwrap();
    world.step_check(0.4).unwrap();
    build::check(0.7).unwrap();
    bodies::check(&world.bodies, 0.4).unwrap();
    scaled::check(&Scaled { a: 1.0, b: 2.0, n: 1 }, 0.4).unwrap();
    pair::check(Pair(1.0, 2.0), 0.3).unwrap();
    owned::check(cfg, 0.3).unwrap();
    let (bar, _) = owned::grad(cfg, 0.3);
    assert_eq!(bar, CfgTangent { gain: 0.15, dt: Constant, lim: Constant });
}

/// Structs of one name, whose fields of one name are constants in one and not in the other: a function before its own.
mod of_one_name {
    pub mod first {
        use ad_runtime::prelude::*;

        #[derive(Clone, Debug, Differentiable)]
        pub struct Step {
            pub gain: f64,
            #[constant]
            pub dt: f64,
        }
    }

    pub mod second {
        use ad_runtime::prelude::*;

        #[differentiate]
        pub fn scaled(s: &Step) -> f64 {
            s.gain * s.dt
        }

        #[derive(Clone, Debug, Differentiable)]
        pub struct Step {
            pub gain: f64,
            pub dt: f64,
        }
    }
}

#[test]
fn fields_of_structs_of_one_name() {
    use of_one_name::{first, second};
    let first = first::Step { gain: 3.0, dt: 5.0 };
    let bar = second::scaled::grad(&second::Step { gain: first.gain, dt: first.dt });
    assert_eq!((bar.gain, bar.dt), (5.0, 3.0));
}

/// Constants with methods that keep what they are given: of what isn't differentiated they may keep all.
#[differentiate]
fn kept(x: f64, #[constant] counter: &Counter) -> f64 {
    counter.calls.set(counter.calls.get() + 1.0);
    counter.calls.get() * x * x
}

struct Counter {
    calls: std::cell::Cell<f64>,
}

#[test]
fn constants_that_change() {
    let counter = Counter { calls: std::cell::Cell::new(0.0) };
    assert_eq!(kept::value_and_grad(3.0, &counter), (9.0, 6.0));
    assert_eq!(kept::value_and_grad(3.0, &counter), (18.0, 12.0));
    let (value, dot) = kept::jvp(3.0, &counter, 1.0);
    assert_eq!((value, dot, counter.calls.get()), (27.0, 18.0, 3.0));
}
