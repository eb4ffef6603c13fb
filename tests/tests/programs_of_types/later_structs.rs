//! Functions that stand before the structs whose fields they read, so that nothing tells which of the fields are constants; structs of
//! one name in several modules.

use ad_runtime::{Constant, prelude::*};

use types::{Body, Machine, Mode, Settings};

/// A variable that begins as a constant field, and is added to.
#[differentiate]
fn begins_as_constant(m: &Machine, x: f64) -> f64 {
    let mut sum = m.offset;
    for _ in 0..m.steps {
        sum += x * m.rate;
    }
    let mut product = m.rate * m.offset;
    product *= x;
    let negative = -m.offset;
    let mut other = negative;
    other += x;
    sum * product + other * m.x
}

/// Values that are put into a constant field and used elsewhere too, before it and after it.
#[differentiate]
fn put_into_constants(m: &Machine, x: f64) -> f64 {
    let mut m = m.clone();
    let t = x * x;
    let y = t * 3.0;
    m.offset = t;
    let u = t * y;
    m.table = vec![u, x];
    m.table.push(x);
    m.table[0] += x;
    let list = vec![x, u];
    let first = list[0];
    m.table = list;
    m.offset += u;
    m.offset -= x;
    y * m.offset + u * m.table[1] + first * m.x
}

/// What branches, tuples, lists and calls make of constants.
#[differentiate]
fn joined(m: &Machine, x: f64) -> f64 {
    let a = if x > 0.0 { m.offset } else { x * x };
    let b = if x > 0.0 { x } else { m.rate };
    let (c, d) = (m.offset, m.rate * x);
    let list = [m.offset, x, m.table[1]];
    let mut grown = vec![m.offset];
    grown.push(x);
    grown[0] += b * x;
    a * b + c * d + list.iter().sum::<f64>() * grown[0] + square(m.offset) * x + square(m.rate * x)
}

#[differentiate]
fn square(x: f64) -> f64 {
    x * x
}

/// Parts of constants: structs, tuples, options, lists of structs.
#[differentiate]
fn parts(m: &Machine, x: f64) -> f64 {
    let mut sum = m.settings.gain * x + m.limits.0.max(m.limits.1) * x;
    for body in &m.bodies {
        sum += body.mass * body.area * x + body.at.1;
    }
    for body in &m.fixed {
        sum += body.mass * x;
    }
    if let Some(limit) = m.limit {
        sum += limit * x;
    }
    let Settings { gain, .. } = m.settings;
    let mut held = gain;
    held += x;
    for (w, t) in m.weights.iter().zip(&m.table) {
        sum += w * t * held;
    }
    sum + dot(&m.weights, &m.table) * x + dot(&m.table, &m.table) * x
}

#[differentiate]
fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Constants change too.
#[differentiate]
fn changed(m: &mut Machine, x: f64) -> f64 {
    m.offset = x;
    m.settings.gain = m.x * x;
    m.limits.1 += x;
    m.bodies[0].area = x;
    m.bodies[0].mass *= x * m.bodies[0].area;
    m.mode = Mode::Slow;
    m.limit = None;
    m.fixed[1] = m.fixed[0].clone();
    let last = m.table.pop().unwrap_or(0.0);
    m.x += m.offset * x + last * x;
    m.bodies[0].mass * m.x
}

/// A struct that is put together and taken apart, with constants that depend on `x`.
#[differentiate]
fn made(x: f64) -> f64 {
    let body = Body { mass: x * x, area: x, at: (x, 2.0 * x) };
    let heavier = Body { mass: body.mass * body.area, ..body.clone() };
    let Body { mass, area, at } = heavier;
    mass * area + at.0 * at.1 + body.mass
}

#[differentiate]
impl Machine {
    fn step(&mut self, x: f64) {
        self.x += self.rate * x;
        self.offset += x;
    }

    fn run(&self, x: f64) -> f64 {
        let mut machine = self.clone();
        for _ in 0..machine.steps {
            machine.step(x);
        }
        machine.x * machine.offset * x
    }
}

mod types {
    use ad_runtime::prelude::*;

    #[derive(Clone, Debug, Differentiable)]
    pub struct Machine {
        pub x: f64,
        #[constant]
        pub offset: f64,
        #[constant]
        pub rate: f64,
        pub steps: usize,
        #[constant]
        pub table: Vec<f64>,
        pub weights: Vec<f64>,
        #[constant]
        pub settings: Settings,
        #[constant]
        pub limits: (f64, f64),
        #[constant]
        pub limit: Option<f64>,
        pub bodies: Vec<Body>,
        #[constant]
        pub fixed: Vec<Fixed>,
        #[constant]
        pub mode: Mode,
    }

    #[derive(Clone, Debug, Differentiable)]
    pub struct Body {
        pub mass: f64,
        #[constant]
        pub area: f64,
        pub at: (f64, f64),
    }

    #[derive(Clone, Debug)]
    pub struct Settings {
        pub gain: f64,
        pub name: &'static str,
    }

    #[derive(Clone, Debug)]
    pub struct Fixed {
        pub mass: f64,
    }

    #[derive(Clone, Copy, Debug, PartialEq)]
    pub enum Mode {
        Slow,
        Fast,
    }
}

fn machine() -> Machine {
    let body = |mass: f64| Body { mass, area: 1.5, at: (mass, 0.5) };
    Machine {
        x: 1.2,
        offset: 0.7,
        rate: 0.3,
        steps: 3,
        table: vec![0.5, -0.25],
        weights: vec![1.5, 2.5],
        settings: Settings { gain: 0.9, name: "s" },
        limits: (0.25, 0.75),
        limit: Some(0.6),
        bodies: vec![body(0.4), body(0.8)],
        fixed: vec![types::Fixed { mass: 1.1 }, types::Fixed { mass: 1.3 }],
        mode: Mode::Fast,
    }
}

#[test]
fn fields_of_structs_that_come_later() {
    let m = machine();
    assert_eq!((m.settings.name, m.mode), ("s", Mode::Fast));
    begins_as_constant::check(&m, 0.4).unwrap();
    joined::check(&m, 0.4).unwrap();
    joined::check(&m, -0.4).unwrap();
    parts::check(&m, 0.4).unwrap();
    // ∂/∂x of (o + 3 r x) r o x + (x - o) m.x, where o and r are constants
    let (x, r, o) = (0.4, 0.3, 0.7);
    let (m_bar, x_bar) = begins_as_constant::grad(&m, x);
    assert!((x_bar - (o * r * o + 6.0 * r * r * o * x + 1.2)).abs() < 1e-14);
    assert_eq!((m_bar.x, m_bar.offset, m_bar.settings), (x - o, Constant, Constant));
    // (m.x + 3 r x) [o + 3 x] x, what is put into `offset` being constant
    let expected = (1.2 + 6.0 * r * x) * (o + 3.0 * x);
    assert!((m.run_grad(x).1 - expected).abs() < 1e-14);
    assert!((m.run_jvp(x, &m.zero_tangent(), 1.0).1 - expected).abs() < 1e-14);
}

/// What is put into a constant field is constant from then on, which finite differences don't see.
#[test]
fn values_in_constant_fields() {
    let m = machine();
    for x in [0.4, -0.3] {
        // y = 3 x², u = 3 x⁴, held fixed where they were put into fields
        let [offset, last] = [x * x + 3.0 * f64::powi(x, 4) - x, 3.0 * f64::powi(x, 4)];
        let expected = 6.0 * x * offset + 12.0 * f64::powi(x, 3) * last + m.x;
        let (m_bar, x_bar) = put_into_constants::grad(&m, x);
        assert!((x_bar - expected).abs() < 1e-13, "{x_bar} {expected}");
        assert!((m_bar.x - x).abs() < 1e-14);
        let (_, dot) = put_into_constants::jvp(&m, x, &m.zero_tangent(), 1.0);
        assert!((dot - expected).abs() < 1e-13, "{dot} {expected}");
        // mass = x² · [x], at = (x, 2 x), with [x] held fixed
        let expected = 2.0 * x * x * x + 4.0 * x + 2.0 * x;
        assert!((made::grad(x) - expected).abs() < 1e-13);
        assert!((made::jvp(x, 1.0).1 - expected).abs() < 1e-13);
    }
}

#[test]
fn constants_that_change() {
    let (m, x) = (machine(), 0.4);
    let (value, (m_bar, x_bar)) = changed::value_and_grad(&mut m.clone(), x);
    // b x [x] (m + [x] x + l x)
    let last = -0.25;
    let [b, inner] = [0.4, m.x + x * x + last * x];
    assert!((value - b * x * x * inner).abs() < 1e-14);
    assert!((x_bar - (b * x * inner + b * x * x * (x + last))).abs() < 1e-14);
    assert!((m_bar.x - b * x * x).abs() < 1e-14);
    assert!((m_bar.bodies[0].mass - x * x * inner).abs() < 1e-14);
    let mut dot = m.zero_tangent();
    let (_, value_dot) = changed::jvp(&mut m.clone(), x, &mut dot, 1.0);
    assert!((value_dot - x_bar).abs() < 1e-14);
}

mod first {
    use ad_runtime::prelude::*;

    #[derive(Clone, Debug, Differentiable)]
    pub struct Params {
        pub k: f64,
        #[constant]
        pub n: f64,
        pub times: usize,
    }

    #[differentiate]
    pub fn scale(p: &Params, x: f64) -> f64 {
        p.k * p.n * x
    }
}

mod second {
    use ad_runtime::prelude::*;

    #[differentiate]
    pub fn scale(p: &Params, x: f64) -> f64 {
        p.k * p.n * x * x + p.times
    }

    #[derive(Clone, Debug, Differentiable)]
    pub struct Params {
        #[constant]
        pub k: f64,
        pub n: f64,
        pub times: f64,
    }
}

#[differentiate]
fn both(p: &first::Params, q: &second::Params, x: f64) -> f64 {
    let mut sum = p.n + q.n;
    for _ in 0..p.times {
        sum += p.k * q.times * x;
    }
    sum * q.k + first::scale(p, x) * second::scale(q, x)
}

#[test]
fn structs_and_functions_of_one_name() {
    let p = first::Params { k: 1.5, n: 2.5, times: 2 };
    let q = second::Params { k: 0.5, n: 0.25, times: 0.75 };
    both::check(&p, &q, 0.4).unwrap();
    let (p_bar, q_bar, _) = both::grad(&p, &q, 0.4);
    assert_eq!((p_bar.n, q_bar.k), (Constant, Constant));
}

/// Enums in constant fields, with derivatives of their own and without.
#[differentiate]
fn enums(c: &Chosen, x: f64) -> f64 {
    let mut sum = match &c.kind {
        Kind::Linear(slope) => slope * x,
        Kind::Bent { knee, .. } if x > *knee => knee * x * x,
        Kind::Bent { .. } => x,
    };
    if let Shape::Ball(radius) = c.shape {
        sum += radius * x * c.scale;
    }
    match &c.own {
        Shape::Ball(radius) => sum * radius,
        Shape::Point => sum,
    }
}

#[derive(Clone, Debug, Differentiable)]
struct Chosen {
    scale: f64,
    #[constant]
    kind: Kind,
    #[constant]
    shape: Shape,
    own: Shape,
}

#[derive(Clone, Debug)]
enum Kind {
    Linear(f64),
    Bent { knee: f64 },
}

#[derive(Clone, Debug, Differentiable)]
enum Shape {
    Ball(f64),
    Point,
}

#[test]
fn variants_of_constants() {
    for kind in [Kind::Linear(2.0), Kind::Bent { knee: 0.1 }, Kind::Bent { knee: 0.9 }] {
        for own in [Shape::Ball(1.5), Shape::Point] {
            let c = Chosen { scale: 0.5, kind: kind.clone(), shape: Shape::Ball(3.0), own };
            enums::check(&c, 0.4).unwrap();
        }
    }
}

/// A struct with an integer in it and a type parameter.
#[differentiate]
fn generic<T: Real>(g: &Generic<T>, x: T) -> T {
    let mut sum = g.b;
    for i in 0..g.n {
        sum += g.a * x + g.list[i] * g.b;
    }
    sum * g.pair.0 + g.b
}

#[derive(Clone, Debug, Differentiable)]
struct Generic<T> {
    a: T,
    #[constant]
    b: T,
    n: usize,
    list: Vec<T>,
    #[constant]
    pair: (T, T),
}

#[test]
fn generics() {
    let g = Generic { a: 0.5, b: 1.5, n: 2, list: vec![0.25, 0.75], pair: (2.0, 3.0) };
    generic::check(&g, 0.4).unwrap();
    let g = Generic { a: 0.5_f32, b: 1.5, n: 2, list: vec![0.25, 0.75], pair: (2.0, 3.0) };
    assert_eq!(generic::grad(&g, 0.5).1, 2.0);
}

/// Of another module, and wanted by nobody.
#[differentiate]
fn elsewhere(x: f64) -> f64 {
    let state = inner::State((0.75 * x).cos());
    let _unwanted = state.0;
    let wanted = inner::State(x * x);
    wanted.0 * x
}

mod inner {
    #[derive(Clone, Copy, Debug, ad_runtime::Differentiable)]
    pub struct State(pub f64);
}

#[test]
fn structs_of_other_modules() {
    elsewhere::check(0.4).unwrap();
}
