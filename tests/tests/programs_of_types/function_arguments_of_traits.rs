//! Methods of traits that are given functions: through bounds, by path, by default methods, of concrete types; each `impl` goes through what it is given.

use std::cell::Cell;

use ad_runtime::prelude::*;

#[differentiate]
trait Quadrature {
    fn integrate<F: Fn(f64) -> f64>(&self, a: f64, b: f64, f: F) -> f64;

    fn halves(&self, f: impl Fn(f64) -> f64, a: f64, b: f64) -> f64 {
        let m = 0.5 * (a + b);
        self.integrate(a, m, &f) + self.integrate(m, b, |u| f(u) * 2.0)
    }

    fn of_dyn(&self, f: &dyn Fn(f64) -> f64, b: f64) -> f64 {
        self.integrate(0.0, b, f) + repeated(f, b, 2)
    }

    fn free<F>(mut f: F, x: f64) -> f64
    where
        F: FnMut(f64) -> f64,
        Self: Sized,
    {
        f(x) * f(2.0 * x)
    }

    /// What is given is a constant here.
    fn weighted(&self, #[constant] weight: impl Fn(usize) -> f64, x: f64) -> f64;
}

#[differentiate]
fn repeated(f: &dyn Fn(f64) -> f64, x: f64, n: usize) -> f64 {
    if n == 0 { f(x) } else { repeated(f, 0.5 * x, n - 1) + f(x) }
}

#[derive(Clone, Debug, Differentiable)]
struct Trapezoid {
    scale: f64,
}

#[differentiate]
impl Quadrature for Trapezoid {
    fn integrate<F: Fn(f64) -> f64>(&self, a: f64, b: f64, f: F) -> f64 {
        0.5 * self.scale * (b - a) * (f(a) + f(b))
    }

    fn weighted(&self, #[constant] weight: impl Fn(usize) -> f64, x: f64) -> f64 {
        self.scale * x * weight(1)
    }
}

#[derive(Clone, Debug, Differentiable)]
struct Midpoint {
    n: usize,
}

#[differentiate]
impl Quadrature for Midpoint {
    fn integrate<F: Fn(f64) -> f64>(&self, a: f64, b: f64, f: F) -> f64 {
        let h = (b - a) / self.n as f64;
        let mut sum = 0.0;
        for i in 0..self.n {
            sum += f(a + (i as f64 + 0.5) * h);
        }
        sum * h
    }

    /// It goes through nothing.
    fn halves(&self, _f: impl Fn(f64) -> f64, a: f64, b: f64) -> f64 {
        a * b
    }

    fn weighted(&self, #[constant] weight: impl Fn(usize) -> f64, x: f64) -> f64 {
        x * x * weight(1)
    }
}

#[differentiate]
fn bell(x: f64) -> f64 {
    (-x * x).exp()
}

#[differentiate]
fn by_bound<Q: Quadrature>(q: &Q, k: f64, b: f64) -> f64 {
    q.integrate(0.0, b, |u| (k * u).sin())
        + q.halves(bell, k, b)
        + q.of_dyn(&|u| u * k, b)
        + Q::free(|u| u * k, b)
}

#[differentiate]
fn by_path<Q: Quadrature>(q: &Q, k: f64, b: f64) -> f64 {
    Quadrature::integrate(q, 0.0, b, |u| (k * u).sin())
        + Q::halves(q, bell, k, b)
        + <Q as Quadrature>::integrate(q, k, b, |x| x * k)
        + Q::free(bell, b)
}

#[differentiate]
fn handing_on<Q: Quadrature>(q: &Q, f: impl Fn(f64) -> f64, b: f64) -> f64 {
    q.integrate(0.0, b, &f) + q.halves(|u| f(u) * b, b, 1.0)
}

#[differentiate]
fn of_types(t: &Trapezoid, k: f64, b: f64) -> f64 {
    let m = Midpoint { n: 3 };
    t.integrate(k, b, |u| (k * u).sin()) * m.integrate(k, b, |u| (k * u).cos())
        + by_bound(t, k, b)
        + handing_on(t, |u| u * k, b)
        + handing_on(&m, bell, b)
}

#[test]
fn quadratures() {
    let (t, m) = (Trapezoid { scale: 1.3 }, Midpoint { n: 4 });
    by_bound::check(&t, 0.3, 0.7).unwrap();
    by_bound::check(&m, 0.3, 0.7).unwrap();
    by_path::check(&t, 0.3, 0.7).unwrap();
    by_path::check(&m, 0.3, 0.7).unwrap();
    of_types::check(&t, 0.3, 0.7).unwrap();
    t.integrate_check(0.3, 0.7, bell {}).unwrap();
    m.halves_check(bell {}, 0.3, 0.7).unwrap();
}

/// Closures that capture what is generic, given to what hands them on to functions that box their pullbacks.
#[differentiate]
trait Law: Clone + Sync {
    fn force(&self, x: f64) -> f64;

    fn work(&self, x: f64) -> f64 {
        passed_on(&|t| self.force(x) * t, x) + twice(|t| self.force(t) * x, x)
    }
}

#[differentiate]
impl Law for Trapezoid {
    fn force(&self, x: f64) -> f64 {
        self.scale * x * x
    }
}

#[differentiate]
fn twice(f: impl Fn(f64) -> f64, x: f64) -> f64 {
    f(f(x))
}

#[differentiate]
fn passed_on(f: &dyn Fn(f64) -> f64, x: f64) -> f64 {
    repeated(f, x, 2) * x
}

#[differentiate]
fn of_law<L: Law + Clone + Sync>(law: &L, k: f64, x: f64) -> f64 {
    passed_on(&|t| law.force(t) * k, x) + twice(|t| law.force(t) * k, x)
}

#[differentiate]
fn nested<Q: Quadrature + Clone + Sync, L: Law + Clone + Sync>(
    q: &Q,
    law: L,
    k: f64,
    x: f64,
) -> f64 {
    q.integrate(0.0, x, |u| q.integrate(0.0, u, |v| law.force(v) * k)) + of_law(&law, k, x)
}

#[differentiate]
fn outermost<Q: Quadrature + Clone + Sync>(q: &Q, t: &Trapezoid, x: f64) -> f64 {
    nested(q, t.clone(), x, x) + t.work(x) + nested(t, t.clone(), x, x)
}

#[test]
fn laws() {
    outermost::check(&Midpoint { n: 2 }, &Trapezoid { scale: 1.3 }, 0.7).unwrap();
    Trapezoid { scale: 1.3 }.work_check(0.4).unwrap();
}

/// A system with a state of its own, stepped by whatever takes its right-hand side.
#[differentiate]
trait Stepper<S: Differentiable + Clone> {
    fn step<F: Fn(&S) -> S>(&self, f: F, y: &S) -> S;
}

#[derive(Clone, Debug, Differentiable)]
struct Point {
    x: f64,
    v: f64,
}

#[derive(Clone, Debug, Differentiable)]
struct Euler {
    h: f64,
}

#[differentiate]
impl Stepper<Point> for Euler {
    fn step<F: Fn(&Point) -> Point>(&self, f: F, y: &Point) -> Point {
        let d = f(y);
        Point { x: y.x + self.h * d.x, v: y.v + self.h * d.v }
    }
}

#[differentiate]
fn stepped(euler: &Euler, k: f64, x: f64) -> f64 {
    let mut y = Point { x, v: 0.1 };
    for _ in 0..3 {
        y = euler.step(|y: &Point| Point { x: y.v, v: -k * y.x }, &y);
    }
    y.x * y.v
}

#[test]
fn steppers() {
    stepped::check(&Euler { h: 0.1 }, 0.3, 0.7).unwrap();
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
fn effects_of_traits(x: f64, y: f64) -> f64 {
    let t = Trapezoid { scale: x };
    t.integrate(x, y, |u| u * count() * y)
        + handing_on(&t, |u| counted(u * x), y) * t.halves(counted, x, y)
}

#[test]
fn effects() {
    examined! { called: effects_of_traits }
}
