//! Differential equations: states with operators, right-hand sides as functions and behind traits.

use std::ops::{Add, AddAssign, Mul, Sub};

use ad_runtime::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct State {
    pub position: [f64; 2],
    pub velocity: [f64; 2],
}

#[differentiate]
impl Add for State {
    type Output = State;
    fn add(self, rhs: State) -> State {
        State {
            position: [self.position[0] + rhs.position[0], self.position[1] + rhs.position[1]],
            velocity: [self.velocity[0] + rhs.velocity[0], self.velocity[1] + rhs.velocity[1]],
        }
    }
}

#[differentiate]
impl Mul<f64> for State {
    type Output = State;
    fn mul(self, rhs: f64) -> State {
        State {
            position: self.position.map(|x| x * rhs),
            velocity: self.velocity.map(|v| v * rhs),
        }
    }
}

/// Runge and Kutta's classic over any state. After the crate `ode_solvers`, `Rk4`.
#[differentiate]
pub fn rk4<S, F>(f: F, t: f64, y: S, h: f64) -> S
where
    F: Fn(f64, S) -> S,
    S: Copy + Add<Output = S> + Mul<f64, Output = S>,
{
    let k1 = f(t, y);
    let k2 = f(t + 0.5 * h, y + k1 * (0.5 * h));
    let k3 = f(t + 0.5 * h, y + k2 * (0.5 * h));
    let k4 = f(t + h, y + k3 * h);
    y + (k1 + k2 * 2.0 + k3 * 2.0 + k4) * (h / 6.0)
}

/// A planet and its star.
#[differentiate]
pub fn orbit_after(start: State, mu: f64, h: f64) -> State {
    let gravity = |_t: f64, s: State| {
        let r2 = s.position[0].powi(2) + s.position[1].powi(2);
        let k = -mu / (r2 * r2.sqrt());
        State { position: s.velocity, velocity: [k * s.position[0], k * s.position[1]] }
    };
    let mut state = start;
    for i in 0..12 {
        state = rk4(gravity, i as f64 * h, state, h);
    }
    state
}

/// Van der Pol's oscillator in numbers alone: the limit's energy.
#[differentiate]
pub fn van_der_pol(mu: f64, x0: f64, v0: f64) -> f64 {
    #[differentiate]
    fn derivative(mu: f64, x: f64, v: f64) -> (f64, f64) {
        (v, mu * (1.0 - x * x) * v - x)
    }
    let (mut x, mut v) = (x0, v0);
    let h = 0.05;
    for _ in 0..30 {
        let (dx1, dv1) = derivative(mu, x, v);
        let (dx2, dv2) = derivative(mu, x + 0.5 * h * dx1, v + 0.5 * h * dv1);
        x += h * dx2;
        v += h * dv2;
    }
    0.5 * (x * x + v * v)
}

/// A system of equations. After the crate `ode_solvers`, `System`.
#[differentiate]
pub trait System {
    fn system(&self, t: f64, y: &[f64], dy: &mut [f64]);
}

#[derive(Clone, Debug, Differentiable)]
pub struct Lorenz {
    pub sigma: f64,
    pub rho: f64,
    pub beta: f64,
}

#[differentiate]
impl System for Lorenz {
    fn system(&self, _t: f64, y: &[f64], dy: &mut [f64]) {
        dy[0] = self.sigma * (y[1] - y[0]);
        dy[1] = y[0] * (self.rho - y[2]) - y[1];
        dy[2] = y[0] * y[1] - self.beta * y[2];
    }
}

#[derive(Clone, Debug, Differentiable)]
pub struct LotkaVolterra([f64; 4]);

#[differentiate]
impl System for LotkaVolterra {
    fn system(&self, t: f64, y: &[f64], dy: &mut [f64]) {
        let [a, b, c, d] = self.0;
        dy[0] = a * y[0] - b * y[0] * y[1];
        dy[1] = d * y[0] * y[1] - c * y[1] + 0.01 * t.sin();
    }
}

const A: [[f64; 6]; 6] = [
    [1.0 / 5.0, 0.0, 0.0, 0.0, 0.0, 0.0],
    [3.0 / 40.0, 9.0 / 40.0, 0.0, 0.0, 0.0, 0.0],
    [44.0 / 45.0, -56.0 / 15.0, 32.0 / 9.0, 0.0, 0.0, 0.0],
    [19372.0 / 6561.0, -25360.0 / 2187.0, 64448.0 / 6561.0, -212.0 / 729.0, 0.0, 0.0],
    [9017.0 / 3168.0, -355.0 / 33.0, 46732.0 / 5247.0, 49.0 / 176.0, -5103.0 / 18656.0, 0.0],
    [35.0 / 384.0, 0.0, 500.0 / 1113.0, 125.0 / 192.0, -2187.0 / 6784.0, 11.0 / 84.0],
];
const C: [f64; 6] = [0.2, 0.3, 0.8, 8.0 / 9.0, 1.0, 1.0];
const E: [f64; 7] = [
    71.0 / 57600.0,
    0.0,
    -71.0 / 16695.0,
    71.0 / 1920.0,
    -17253.0 / 339200.0,
    22.0 / 525.0,
    -1.0 / 40.0,
];

/// Steps of adapted size. After Dormand and Prince 1980; crate `ode_solvers`, `Dopri5`.
#[differentiate]
pub fn integrate<S: System>(
    system: &S,
    rtol: f64,
    atol: f64,
    y0: &[f64],
    t_end: f64,
) -> Vec<f64> {
    let n = y0.len();
    let mut t = 0.0;
    let mut h: f64 = 0.05;
    let mut y = y0.to_vec();
    while t < t_end - 1e-12 {
        h = h.min(t_end - t);
        let mut k = vec![vec![0.0; n]; 7];
        system.system(t, &y, &mut k[0]);
        let mut next = y.clone();
        for stage in 0..6 {
            next = (0..n)
                .map(|i| y[i] + h * (0..=stage).map(|j| A[stage][j] * k[j][i]).sum::<f64>())
                .collect();
            system.system(t + C[stage] * h, &next, &mut k[stage + 1]);
        }
        let mut err = 0.0;
        for i in 0..n {
            let e: f64 = h * E.iter().zip(&k).map(|(e, k)| e * k[i]).sum::<f64>();
            let sk = atol + rtol * y[i].abs().max(next[i].abs());
            err += (e / sk).powi(2);
        }
        let err = (err / n as f64).sqrt();
        if err <= 1.0 {
            t += h;
            y = next;
        }
        h *= (0.9 * err.powf(-0.2)).clamp(0.2, 5.0);
    }
    y
}

/// Butterfly weather.
#[differentiate]
pub fn lorenz_after(lorenz: &Lorenz, y0: &[f64], t: f64) -> Vec<f64> {
    integrate(lorenz, 1e-6, 1e-8, y0, t)
}

/// Foxes and hares by the midpoint rule, over any system.
#[differentiate]
pub fn predators<S: System>(system: &S, y0: [f64; 2], h: f64) -> f64 {
    let mut y = y0;
    let mut dy = [0.0; 2];
    for i in 0..15 {
        let t = i as f64 * h;
        system.system(t, &y, &mut dy);
        let mid = [y[0] + 0.5 * h * dy[0], y[1] + 0.5 * h * dy[1]];
        system.system(t + 0.5 * h, &mid, &mut dy);
        for (y, d) in y.iter_mut().zip(dy.iter()) {
            *y += h * d;
        }
    }
    y[1]
}

#[differentiate]
pub fn foxes(rates: &LotkaVolterra, y0: [f64; 2], h: f64) -> f64 {
    predators(rates, y0, h)
}

/// One number of a vector space.
#[differentiate]
pub trait VectorSpace:
    Copy + Add<Output = Self> + Sub<Output = Self> + Mul<f64, Output = Self>
{
    fn norm(self) -> f64;
}

#[differentiate]
impl VectorSpace for f64 {
    fn norm(self) -> f64 {
        self.abs()
    }
}

#[derive(Clone, Copy, Debug, Differentiable)]
pub struct Pair(pub f64, pub f64);

#[differentiate]
impl Add for Pair {
    type Output = Pair;
    fn add(self, o: Pair) -> Pair {
        Pair(self.0 + o.0, self.1 + o.1)
    }
}

#[differentiate]
impl Sub for Pair {
    type Output = Pair;
    fn sub(self, o: Pair) -> Pair {
        Pair(self.0 - o.0, self.1 - o.1)
    }
}

#[differentiate]
impl Mul<f64> for Pair {
    type Output = Pair;
    fn mul(self, k: f64) -> Pair {
        Pair(self.0 * k, self.1 * k)
    }
}

#[differentiate]
impl AddAssign for Pair {
    fn add_assign(&mut self, o: Pair) {
        *self = *self + o;
    }
}

#[differentiate]
impl VectorSpace for Pair {
    fn norm(self) -> f64 {
        self.0.hypot(self.1)
    }
}

/// Heun's method with a check of its error. After Hairer, Nørsett and Wanner, II.
#[differentiate]
pub fn heun<Y: VectorSpace>(
    f: impl Fn(f64, Y) -> Y,
    y0: Y,
    t0: f64,
    t1: f64,
    n: usize,
) -> (Y, f64) {
    let h = (t1 - t0) / n as f64;
    let mut y = y0;
    let mut worst: f64 = 0.0;
    for i in 0..n {
        let t = t0 + h * i as f64;
        let euler = y + f(t, y) * h;
        let next = y + (f(t, y) + f(t + h, euler)) * (0.5 * h);
        worst = worst.max((next - euler).norm());
        y = next;
    }
    (y, worst)
}

/// A pendulum by Heun.
#[differentiate]
pub fn pendulum(length: f64, angle: f64, damping: f64) -> (Pair, f64) {
    heun(
        |_t, y: Pair| Pair(y.1, -9.81 / length * y.0.sin() - damping * y.1),
        Pair(angle, 0.0),
        0.0,
        1.0,
        20,
    )
}

/// Cooling by Heun.
#[differentiate]
pub fn cooling(t0: f64, ambient: f64, rate: f64) -> f64 {
    heun(|t, y| -rate * (y - ambient * t.cos()), t0, 0.0, 2.0, 10).0
}

/// Bodies that attract one another, leapfrogging. After the Computer Language Benchmarks Game, `nbody`.
#[derive(Clone, Debug, Differentiable)]
pub struct Body {
    pub position: [f64; 3],
    pub velocity: [f64; 3],
    pub mass: f64,
}

#[differentiate]
fn advance(bodies: &mut [Body], dt: f64) {
    for i in 0..bodies.len() {
        let (left, right) = bodies.split_at_mut(i + 1);
        let a = &mut left[i];
        for b in right.iter_mut() {
            let mut d = [0.0; 3];
            for k in 0..3 {
                d[k] = a.position[k] - b.position[k];
            }
            let d2: f64 = d.iter().map(|x| x * x).sum();
            let mag = dt / (d2 * d2.sqrt());
            for k in 0..3 {
                a.velocity[k] -= d[k] * b.mass * mag;
                b.velocity[k] += d[k] * a.mass * mag;
            }
        }
    }
    for body in bodies {
        for (p, v) in body.position.iter_mut().zip(&body.velocity) {
            *p += dt * v;
        }
    }
}

#[differentiate]
fn energy(bodies: &[Body]) -> f64 {
    let mut e = 0.0;
    for (i, b) in bodies.iter().enumerate() {
        e += 0.5 * b.mass * b.velocity.iter().map(|v| v * v).sum::<f64>();
        for other in &bodies[i + 1..] {
            let d2: f64 =
                b.position.iter().zip(&other.position).map(|(x, y)| (x - y).powi(2)).sum();
            e -= b.mass * other.mass / d2.sqrt();
        }
    }
    e
}

/// Energy behind some steps.
#[differentiate]
pub fn energy_later(bodies: &[Body], dt: f64) -> f64 {
    let mut bodies = bodies.to_vec();
    (0..5).for_each(|_| advance(&mut bodies, dt));
    energy(&bodies)
}

corpus! {
    orbit_after(start, mu, h) at (State { position: [1.0, 0.1], velocity: [0.1, 1.1] }, 1.2, 0.05);
    van_der_pol(mu, x0, v0) at (1.3, 0.7, -0.2);
    lorenz_after(&lorenz, &y0, t) at (Lorenz { sigma: 10.0, rho: 28.0, beta: 2.6 }, vec![1.0, 0.9, 1.2], 0.1);
    foxes(&rates, y0, h) at (LotkaVolterra([0.9, 0.4, 0.8, 0.3]), [1.3, 0.7], 0.1);
    pendulum(length, angle, damping) at (0.8, 0.6, 0.1);
    cooling(t0, ambient, rate) at (80.0, 20.0, 0.7);
    energy_later(&bodies, dt) at (bodies(), 0.03);
}

fn bodies() -> Vec<Body> {
    (0..3)
        .map(|i| {
            let i = i as f64;
            Body {
                position: [i, i * i * 0.5, -0.3 * i],
                velocity: [0.1, -0.2 * i, 0.3],
                mass: 1.0 + 0.2 * i,
            }
        })
        .collect()
}
