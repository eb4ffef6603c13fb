//! Operators on references to constants: `&m * k` is another `impl` than `m * k`, and is called as it is written.

use std::cell::{Cell, RefCell};
use std::ops::{AddAssign, Mul, Neg, Not};

use ad_runtime::prelude::*;

thread_local! {
    static CALLS: RefCell<Vec<&'static str>> = const { RefCell::new(Vec::new()) };
}

fn note(call: &'static str) {
    CALLS.with(|calls| calls.borrow_mut().push(call));
}

/// What is called meanwhile.
fn calls<T>(run: impl FnOnce() -> T) -> (T, Vec<&'static str>) {
    CALLS.take();
    let value = run();
    (value, CALLS.take())
}

/// Its operators differ for values and references.
#[derive(Clone, Copy)]
struct Gauge(f64);

macro_rules! operators {
    ($($name:ident::$method:ident for $this:ty, $other:ty => $result:expr, $said:literal;)*) => {
        $(impl $name<$other> for $this {
            type Output = f64;
            fn $method(self, other: $other) -> f64 {
                note($said);
                let compute: fn(f64, f64) -> f64 = $result;
                compute(self.value(), other.value())
            }
        })*
    };
}

trait Valued {
    fn value(self) -> f64;
}

impl Valued for f64 {
    fn value(self) -> f64 {
        self
    }
}

impl Valued for Gauge {
    fn value(self) -> f64 {
        self.0
    }
}

impl Valued for &Gauge {
    fn value(self) -> f64 {
        self.0
    }
}

operators! {
    Mul::mul for Gauge, f64 => |a, b| a * b * 10.0, "value * k";
    Mul::mul for &Gauge, f64 => |a, b| a * b, "reference * k";
    Mul::mul for f64, &Gauge => |a, b| a * b * 0.5, "k * reference";
    Mul::mul for Gauge, Gauge => |a, b| a * b * 3.0, "value * value";
    Mul::mul for &Gauge, &Gauge => |a, b| a * b * 7.0, "reference * reference";
}

impl Neg for Gauge {
    type Output = f64;
    fn neg(self) -> f64 {
        note("-value");
        self.0 * -5.0
    }
}

impl Neg for &Gauge {
    type Output = f64;
    fn neg(self) -> f64 {
        note("-reference");
        self.0 * -2.0
    }
}

impl Not for &Gauge {
    type Output = f64;
    fn not(self) -> f64 {
        note("!reference");
        self.0 * 2.5
    }
}

impl AddAssign<&Gauge> for Gauge {
    fn add_assign(&mut self, other: &Gauge) {
        note("+= reference");
        self.0 += other.0 * 2.0;
    }
}

impl AddAssign for Gauge {
    fn add_assign(&mut self, other: Gauge) {
        note("+= value");
        self.0 += other.0 * 3.0;
    }
}

/// A method by a name that numbers have.
trait Absolute {
    fn abs(self) -> f64;
}

impl Absolute for Gauge {
    fn abs(self) -> f64 {
        note("value.abs()");
        self.0 * 2.5
    }
}

impl Absolute for &Gauge {
    fn abs(self) -> f64 {
        note("reference.abs()");
        self.0 * 1.5
    }
}

#[differentiate]
fn by_name(x: f64, y: f64) -> f64 {
    let m = Gauge(2.0);
    let a = &m * 3.0;
    let b = -&m;
    let c = m * 1.0;
    x * a + y * b + c
}

#[differentiate]
fn of_parameters(x: f64, #[constant] m: &Gauge, #[constant] n: &Gauge) -> f64 {
    let k = m * n;
    x * (m * 2.0) * k * -m * !m
}

#[differentiate]
fn handed_on(x: f64, y: f64) -> f64 {
    let (m, n) = (Gauge(2.0), Gauge(0.3));
    of_parameters(x, &m, &n) * y * (m * n)
}

#[differentiate]
fn in_loops(x: f64, y: f64) -> f64 {
    let gauges = [Gauge(2.0), Gauge(0.5)];
    let mut s = x;
    for m in &gauges {
        s += y * (m * 2.0);
    }
    for m in gauges.iter() {
        s *= 3.0 * m;
    }
    for m in gauges {
        s += x * (m * 0.1);
    }
    s
}

#[differentiate]
fn in_closures(x: f64, y: f64) -> f64 {
    let gauges = vec![Gauge(2.0), Gauge(0.5)];
    let a: f64 = gauges.iter().map(|m| x * (m * 2.0)).sum();
    let b: f64 = gauges.iter().map(|m| y * -m).sum();
    a * b
}

#[differentiate]
fn in_patterns(x: f64, y: f64) -> f64 {
    let some = Some(Gauge(2.0));
    let a = match &some {
        Some(m) => x * (m * 1.5),
        None => y,
    };
    let b = if let Some(m) = &some { y * (m * 1.5) } else { x };
    let c = match some {
        Some(m) => x * (m * 1.5),
        None => y,
    };
    a * b + c
}

#[differentiate]
fn chosen(x: f64, y: f64) -> f64 {
    let (m, n) = (Gauge(2.0), Gauge(0.3));
    let either = if x > y { &m } else { &n };
    let (p, q) = (&m, &n);
    let pair = (&m, &n);
    x * (either * 2.0) * (p * 2.0) * (q * p) * (pair.0 * 1.0) * y
}

#[differentiate]
fn added(x: f64, y: f64) -> f64 {
    let mut m = Gauge(2.0);
    let n = Gauge(0.3);
    m += &n;
    let r = &n;
    m += r;
    m += n;
    x * (&m * 1.0) * y
}

#[differentiate]
fn behind_pointers(x: f64, y: f64) -> f64 {
    let one = Box::new(Gauge(2.0));
    let two = Box::new(Box::new(Gauge(0.5)));
    let cell = RefCell::new(Gauge(1.5));
    let (p, q) = (&*one, &**two);
    let guard = cell.borrow();
    let r = &*guard;
    x * (p * 2.0) * (q * 1.0) * y * (&*one * 1.0) * (*one * 1.0) * (r * 1.0) * (&*guard * 3.0)
}

#[differentiate]
fn references_to_references(x: f64, y: f64) -> f64 {
    let m = Gauge(2.0);
    let r = &m;
    let (rr, rrr) = (&r, &&m);
    x * r.abs() * (**rr * 1.0) * (*rr * 1.0) * (*rrr * 1.0) * m.abs() * (&m).abs() * y
}

#[differentiate]
fn of_fields(x: f64, y: f64) -> f64 {
    let m = Gauge(1.5);
    let refs = [&m, &m];
    let pair = (&m, 2.0);
    let Some(last) = refs.last() else { return y };
    x * (refs[0] * 2.0) * (pair.0 * pair.1) * (*last * 1.0) * y
}

macro_rules! same {
    ($($name:ident)*) => {
        $({
            let point = (0.7, 1.3);
            let (value, said) = calls(|| $name(point.0, point.1));
            let (derived, own) = calls(|| $name::value_and_grad(point.0, point.1));
            assert_eq!((derived.0, &own), (value, &said), stringify!($name));
            let ((value_of_vjp, gradient), own) = calls(|| {
                let (value, pullback) = $name::vjp(point.0, point.1);
                (value, pullback(1.0))
            });
            assert_eq!((value_of_vjp, &own), (value, &said), stringify!($name));
            assert!((gradient.0 - derived.1.0).abs() <= 1e-12 * gradient.0.abs());
            let ((value_of_jvp, _), own) = calls(|| $name::jvp(point.0, point.1, 1.0, -0.5));
            assert_eq!((value_of_jvp, &own), (value, &said), stringify!($name));
            $name::check(point.0, point.1).unwrap();
        })*
    };
}

#[test]
fn operators_of_references() {
    same! { by_name handed_on in_loops in_closures in_patterns chosen added behind_pointers references_to_references of_fields }
}

#[test]
fn known_derivatives() {
    // 6 x - 4 y + 20
    assert_eq!(by_name::value_and_grad(0.7, 1.3), (by_name(0.7, 1.3), (6.0, -4.0)));
    // 5 x -5 y
    assert_eq!(in_closures::grad(1.0, 2.0), (-50.0, -25.0));
}

/// It has operators for references only, and can't be copied.
struct Gain(Cell<f64>);

impl Mul<f64> for &Gain {
    type Output = f64;
    fn mul(self, k: f64) -> f64 {
        self.0.get() * k
    }
}

struct Matrix(Vec<f64>);

impl Mul<&Matrix> for &Matrix {
    type Output = Matrix;
    fn mul(self, other: &Matrix) -> Matrix {
        Matrix(self.0.iter().zip(&other.0).map(|(a, b)| a * b).collect())
    }
}

#[differentiate]
fn for_references_only(x: f64, y: f64) -> f64 {
    let gain = Gain(Cell::new(2.0));
    let k = &gain * 1.0;
    let mut s = x * k;
    gain.0.set(5.0);
    let (m, n) = (Matrix(vec![1.0, 2.0]), Matrix(vec![3.0, 4.0]));
    let product = &m * &n;
    for _ in 0..2 {
        let more = &product * &m;
        s = s * y + more.0[1];
    }
    s * product.0[0] * (&gain * 0.1)
}

#[test]
fn operators_that_only_references_have() {
    let (x, y) = (0.7, 1.3);
    // (2 x y^2 + 16 y + 16) 3 / 2
    let gradient = (1.5 * 2.0 * y * y, 1.5 * (4.0 * x * y + 16.0));
    let (value, own) = for_references_only::value_and_grad(x, y);
    assert_eq!(value, for_references_only(x, y));
    assert!((own.0 - gradient.0).abs() < 1e-12 && (own.1 - gradient.1).abs() < 1e-12);
    for_references_only::check(x, y).unwrap();
}

#[differentiate]
fn numbers_behind_references(x: f64, y: f64) -> f64 {
    let k = 2.0;
    let r = &k;
    let q = &r;
    let mut n = 3;
    let i = &n;
    let z = [x, y, x, y];
    let a = z[i - 1] * (r * 2.0) * (**q + 1.0) * -r;
    n += 1;
    a * n as f64
}

#[test]
fn references_to_numbers() {
    // 4 x 3 (-2) 4
    assert_eq!(numbers_behind_references::grad(0.7, 1.3), (-96.0, 0.0));
    numbers_behind_references::check(0.7, 1.3).unwrap();
}
