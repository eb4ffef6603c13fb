//! Functions that take functions: quadrature, roots, time stepping; by name and by a closure that is written in the call.

use std::cell::Cell;

use ad_runtime::prelude::*;

/// What is passed by name.
mod shapes {
    use ad_runtime::prelude::*;

    #[differentiate]
    pub fn bell(x: f64) -> f64 {
        (-x * x).exp()
    }

    #[differentiate]
    pub fn pendulum(t: f64, y: &[f64]) -> Vec<f64> {
        vec![y[1], -y[0].sin() + 0.1 * t]
    }

    #[differentiate]
    pub fn oscillator<T: Real>(y: [T; 2]) -> [T; 2] {
        [y[1], -y[0] * y[0]]
    }
}

use shapes::bell;

#[differentiate]
fn simpson(f: impl Fn(f64) -> f64, a: f64, b: f64, n: usize) -> f64 {
    let h = (b - a) / (2 * n) as f64;
    let mut sum = f(a) + f(b);
    for i in 1..2 * n {
        let k = if i % 2 == 1 { 4.0 } else { 2.0 };
        sum += k * f(a + i as f64 * h);
    }
    sum * h / 3.0
}

#[differentiate]
fn halves(f: &dyn Fn(f64) -> f64, a: f64, b: f64) -> f64 {
    let m = 0.5 * (a + b);
    simpson(f, a, m, 4) + simpson(&f, m, b, 4)
}

#[differentiate]
fn at_pointer(f: fn(f64) -> f64, a: f64) -> f64 {
    (f)(a) * a + (*&f)(0.5)
}

#[differentiate]
fn bounded<F>(f: F, a: f64, b: f64) -> f64
where
    F: Fn(f64) -> f64 + Copy,
{
    if a < b { halves(&f, a, b) * f(b) } else { simpson(f, b, a, 3) }
}

#[differentiate]
fn borrowed(f: &impl Fn(f64) -> f64, x: f64) -> f64 {
    let mut y = x;
    while y < 2.0 {
        y += f(y).abs() + 0.3;
    }
    y * f(x)
}

#[differentiate]
fn newton(f: impl Fn(f64) -> f64, slope: impl Fn(f64) -> f64, x: f64, n: usize) -> f64 {
    let mut x = x;
    for _ in 0..n {
        x -= f(x) / slope(x);
    }
    x
}

#[differentiate]
fn rk4(f: impl Fn(f64, &[f64]) -> Vec<f64>, y: &[f64], h: f64, n: usize) -> Vec<f64> {
    let mut y = y.to_vec();
    for i in 0..n {
        let t = i as f64 * h;
        let k1 = f(t, &y);
        let y1: Vec<f64> = y.iter().zip(&k1).map(|(y, k)| y + 0.5 * h * k).collect();
        let k2 = f(t + 0.5 * h, &y1);
        let y2: Vec<f64> = y.iter().zip(&k2).map(|(y, k)| y + 0.5 * h * k).collect();
        let k3 = f(t + 0.5 * h, &y2);
        let y3: Vec<f64> = y.iter().zip(&k3).map(|(y, k)| y + h * k).collect();
        let k4 = f(t + h, &y3);
        for j in 0..y.len() {
            y[j] += h / 6.0 * (k1[j] + 2.0 * k2[j] + 2.0 * k3[j] + k4[j]);
        }
    }
    y
}

#[differentiate]
fn euler<const N: usize>(f: impl Fn([f64; N]) -> [f64; N], y: [f64; N], n: usize) -> [f64; N] {
    let mut y = y;
    for _ in 0..n {
        let k = f(y);
        for i in 0..N {
            y[i] += 0.1 * k[i];
        }
    }
    y
}

#[differentiate]
fn by_name(a: f64, b: f64) -> f64 {
    simpson(bell, a, b, 5)
        + halves(&bell, a, b)
        + at_pointer(shapes::bell, a)
        + bounded(self::shapes::bell, a, b)
        + borrowed(&shapes::bell, a * b)
}

#[differentiate]
fn pendulum(y: &[f64], h: f64) -> f64 {
    let z = rk4(shapes::pendulum, y, h, 5);
    z[0] * z[1]
}

#[differentiate]
fn oscillator(y: [f64; 2]) -> f64 {
    let z = euler(shapes::oscillator, y, 6);
    z[0] * z[1]
}

#[differentiate]
fn moment(p: f64, w: &[f64], b: f64) -> f64 {
    simpson(|x| x.powf(p) * (1.0 + w[0] * x).ln(), 0.5, b, 5)
}

#[differentiate]
fn without_captures(a: f64, b: f64) -> f64 {
    simpson(|x| x * x.sin(), a, b, 4) * newton(|x| x * x - 2.0, |x| 2.0 * x, a, 2)
}

#[differentiate]
fn square_root(a: f64, x: f64) -> f64 {
    newton(|x| x * x - a, |x| 2.0 * x, x, 3)
}

#[differentiate]
fn swing(g: f64, c: f64, y: &[f64], h: f64) -> f64 {
    let z = rk4(|t, y| vec![y[1], -g * y[0].sin() - c * y[1] + 0.1 * t], y, h, 5);
    z[0] * z[1]
}

#[differentiate]
fn weighted(w: &[f64], y: &[f64]) -> Vec<f64> {
    rk4(
        |t, y| {
            let mut v = vec![0.0; y.len()];
            for i in 0..y.len() {
                v[i] = w[i] * y[i] + t;
            }
            v
        },
        y,
        0.1,
        3,
    )
}

#[differentiate]
fn spring(y: [f64; 2], k: f64) -> f64 {
    let z = euler(|y: [f64; 2]| [y[1], -k * y[0]], y, 7);
    z[0] * z[1]
}

/// A closure that calls what has derivatives, and is lent.
#[differentiate]
fn calling(a: f64, k: f64) -> f64 {
    halves(&|x| bell(k * x) * x, 0.1, a) + at_pointer(|x| x * x, k)
}

/// To what asks for a copy.
#[differentiate]
fn copied(a: f64, k: f64) -> f64 {
    bounded(|x| x * x, a, k) + bounded(|x| (k * x).sin(), 0.1, a)
}

/// One that is handed on, and captured by another.
#[differentiate]
fn handed_on(f: impl Fn(f64) -> f64, a: f64) -> f64 {
    simpson(|x| f(x * a) * x, 0.0, a, 3) + f(a)
}

#[differentiate]
fn nested(a: f64, k: f64) -> f64 {
    handed_on(|x| (k * x).sin(), a)
        + simpson(|x| simpson(|y| (x * y * k).cos(), 0.0, x, 2), 0.0, a, 2)
}

/// What is captured changes, or is no longer there when the reverse sweep comes.
#[differentiate]
fn captured_locals(a: f64, k: f64) -> f64 {
    let mut s = 0.0;
    let mut c = vec![k, a * k];
    for i in 0..3 {
        let d = [s + a, k];
        s += simpson(|x| c[0] * x + c[1] * x * x * d[0], 0.0, a, 2) * i as f64;
        c[0] += s * 0.1 * d[1];
    }
    if s > 0.0 {
        let scale = vec![s, a];
        s *= simpson(|x| scale[0] * x + scale[1], 0.0, 1.0, 1);
    }
    s
}

/// A parameter of a function that is called in one branch alone.
#[differentiate]
fn branched(f: impl Fn(f64) -> f64, x: f64, n: usize) -> f64 {
    let mut y = x;
    for i in 0..n {
        y = match i % 3 {
            0 => f(y),
            1 if f(y) > 0.1 => y * 1.5,
            _ => y + 0.5,
        };
    }
    y
}

#[differentiate]
fn in_branches(x: f64, k: f64) -> f64 {
    branched(|y| (k * y).sin() + y, x, 7)
}

programs! {
    by_name(a, b) -> scalar at (0.1, 1.2), (-0.4, 0.9);
    pendulum(&y, h) -> scalar at ([0.4, -0.2], 0.1);
    oscillator(y) -> scalar at ([0.4, 0.7]);
    moment(p, &w, b) -> scalar at (1.7, [0.8], 2.0), (0.4, [0.1], 0.9);
    without_captures(a, b) -> scalar at (1.1, 2.0);
    square_root(a, x) -> scalar at (2.0, 1.2), (3.0, 2.0);
    swing(g, c, &y, h) -> scalar at (1.3, 0.2, [0.4, -0.2], 0.1);
    weighted(&w, &y) -> vector at ([0.3, -0.7], [1.2, 0.8]);
    spring(y, k) -> scalar at ([0.9, 1.3], 1.2);
    calling(a, k) -> scalar at (0.9, 1.3);
    copied(a, k) -> scalar at (0.3, 1.2), (1.4, 0.7);
    nested(a, k) -> scalar at (0.9, 1.3);
    captured_locals(a, k) -> scalar at (0.9, 1.3), (1.4, -0.3);
    in_branches(x, k) -> scalar at (0.3, 1.1), (0.7, 2.0);
}

/// A model with methods that hand closures on.
#[derive(Clone, Differentiable)]
struct Model {
    weight: f64,
    scale: Vec<f64>,
}

#[differentiate]
impl Model {
    fn integral(&self, a: f64) -> f64 {
        simpson(|x| (self.weight * x).sin() * self.scale[0], a, 2.0, 4)
    }

    fn applied(&self, f: impl Fn(f64) -> f64, x: f64) -> f64 {
        f(self.weight * x) * self.scale[1]
    }
}

#[differentiate]
fn of_model(model: &Model, b: f64) -> f64 {
    simpson(|x| (x * model.weight).exp() * model.scale[0], 0.5, b, 3)
        * halves(&|x| x * model.scale[1], 0.1, b)
}

#[test]
fn models() {
    let model = Model { weight: 0.7, scale: vec![1.3, 0.4] };
    of_model::check(&model, 1.1).unwrap();
    model.integral_check(0.3).unwrap();
    model.applied_check(bell {}, 0.3).unwrap();
}

/// From outside of differentiated functions: the type beside a function is passed.
#[test]
fn from_outside() {
    simpson::check(bell {}, 0.1, 1.2, 4).unwrap();
    halves::check(bell {}, 0.1, 1.2).unwrap();
    at_pointer::check(bell {}, 0.1).unwrap();
    bounded::check(bell {}, 0.3, 0.1).unwrap();
    borrowed::check(bell {}, 0.3).unwrap();
    rk4::check(shapes::pendulum {}, &[0.4, -0.2], 0.1, 4).unwrap();
    handed_on::check(bell {}, 0.7).unwrap();
    // d/db of the integral from a to b of f is f(b).
    let (value, (_, b_bar)) = simpson::value_and_grad(bell {}, 0.0, 1.0, 50);
    assert_eq!(value.to_bits(), simpson(bell, 0.0, 1.0, 50).to_bits());
    assert!((b_bar - bell(1.0)).abs() < 1e-6);
}

thread_local! {
    static CALLED: Cell<u32> = const { Cell::new(0) };
}

fn count() -> f64 {
    CALLED.set(CALLED.get() + 1);
    1.0
}

/// What is called meanwhile.
fn called<T>(run: impl FnOnce() -> T) -> (T, u32) {
    CALLED.set(0);
    let value = run();
    (value, CALLED.get())
}

#[differentiate]
fn counted(x: f64) -> f64 {
    x * x * count()
}

#[differentiate]
fn counted_list(t: f64, y: &[f64]) -> Vec<f64> {
    vec![y[1] * count(), -y[0] * t]
}

#[differentiate]
fn effects_of_names(x: f64, y: f64) -> f64 {
    let z = rk4(counted_list, &[x, y], 0.1, 3);
    simpson(counted, x, y, 2) * halves(&counted, x, y) + z[0] * z[1]
}

#[differentiate]
fn effects_of_closures(x: f64, y: f64) -> f64 {
    let z = rk4(|t, z| vec![z[1] * count() * x, -z[0] * t], &[x, y], 0.1, 3);
    simpson(|t| t * t * count() * y, x, y, 2) + handed_on(|t| counted(t * x), y) + z[0] * z[1]
}

#[differentiate]
fn effects_in_loops(x: f64, y: f64) -> f64 {
    let mut s = 0.0;
    for i in 0..3 {
        let c = [x * i as f64, s];
        s += simpson(|t| c[0] * counted(t) + c[1] * t, 0.0, y, 1);
    }
    s
}

#[test]
fn effects() {
    examined! { called: effects_of_names effects_of_closures effects_in_loops }
}
