//! What is lent to a function: two fields of one struct, `&mut` references by their names, constants that are changed.

use std::cell::Cell;

use ad_runtime::prelude::*;

/// The derivative of a function of one number by differences.
fn slope(f: impl Fn(f64) -> f64, x: f64) -> f64 {
    let h = 1e-5;
    (f(x + h) - f(x - h)) / (2.0 * h)
}

fn near(a: f64, b: f64) {
    assert!((a - b).abs() < 1e-7 * b.abs().max(1.0), "{a} is not {b}");
}

/// Its gradient, its pullback and its tangent against differences.
macro_rules! examine {
    ($function:ident($x:expr $(, $more:expr)*)) => {{
        let expected = slope(|x| $function(x $(, $more)*), $x);
        near($function::grad($x $(, $more)*), expected);
        match $function::vjp($x $(, $more)*) {
            (value, pullback) => {
                assert_eq!(value, $function($x $(, $more)*));
                near(pullback(1.0), expected);
            }
        }
        near($function::jvp($x $(, $more)*, 1.0).1, expected);
    }};
}

#[derive(Clone, Debug, Differentiable)]
struct Particles {
    at: Vec<f64>,
    speed: Vec<f64>,
    pair: (f64, f64),
    inner: Inner,
    k: f64,
}

#[derive(Clone, Debug, Differentiable)]
struct Inner {
    left: Vec<f64>,
    right: [f64; 2],
    gain: Gain,
}

#[derive(Clone, Debug, Differentiable)]
struct Gain {
    k: f64,
}

#[differentiate]
fn drift(at: &mut [f64], speed: &[f64], dt: f64) {
    for (a, s) in at.iter_mut().zip(speed) {
        *a += dt * s * s * *a;
    }
}

#[differentiate]
fn both(a: &[f64], b: &[f64]) -> f64 {
    a[0] * b[1] + b[0]
}

#[differentiate]
fn exchange(a: &mut f64, b: &mut f64) -> f64 {
    let sum = *a + *b * *a;
    *a = *b * 2.0;
    *b = sum;
    sum
}

#[differentiate]
impl Gain {
    fn amplify(&self, x: &mut f64) {
        *x *= self.k;
    }

    fn adapt(&mut self, x: &[f64]) {
        self.k += x[0] * self.k;
    }
}

#[differentiate]
impl Particles {
    fn step(&mut self, dt: f64) {
        drift(&mut self.at, &self.speed, dt * self.k);
        drift(&mut self.speed, &self.inner.left, dt);
        exchange(&mut self.pair.0, &mut self.k);
        let pair = &mut self.pair;
        pair.1 += pair.0 * pair.0;
        self.inner.gain.amplify(&mut self.k);
        self.inner.gain.adapt(&self.at);
    }

    fn by_names(&mut self, dt: f64) {
        let at = &mut self.at;
        let speed = &self.speed;
        drift(at, speed, dt);
        if dt > 0.01 {
            drift(&mut self.inner.left, &self.at, 0.5 * dt);
        }
    }

    fn look(&self) -> f64 {
        both(&self.at, &self.inner.right) + both(&self.speed, &self.at) * self.k
    }

    fn run(&mut self, n: usize) -> f64 {
        for _ in 0..n {
            self.step(0.1);
            self.by_names(0.2);
        }
        self.look() + self.pair.0 * self.pair.1 + self.inner.left[0] + self.inner.gain.k
    }
}

#[differentiate]
fn fields(x: f64, n: usize) -> f64 {
    let mut p = Particles {
        at: vec![x, 0.3],
        speed: vec![0.2, x],
        pair: (x, 0.5 * x),
        inner: Inner { left: vec![x], right: [0.1, x], gain: Gain { k: 1.0 + x } },
        k: x,
    };
    let mut sum = p.run(n);
    for _ in 0..n {
        drift(&mut p.at, &p.speed, 0.5);
        sum += both(&p.at, &p.speed) + exchange(&mut p.k, &mut p.pair.1);
    }
    sum
}

#[test]
fn fields_of_one_struct() {
    examine!(fields(0.4, 2));
    examine!(fields(0.7, 1));
}

mod a {
    use ad_runtime::prelude::*;

    #[differentiate]
    pub fn scale(x: &mut [f64], k: f64) -> f64 {
        x[0] *= k;
        x[0]
    }
}

mod b {
    use ad_runtime::prelude::*;

    #[differentiate]
    pub fn scale(x: &[f64], k: f64) -> f64 {
        x[0] * x[0] * k
    }
}

/// By its name a `&mut` is lent to what changes it and to what doesn't.
#[differentiate]
fn by_name(x: &mut [f64], k: f64) -> f64 {
    let s = b::scale(x, k);
    x[0] = s * x[0];
    let t = a::scale(x, k) * b::scale(x, s);
    let u = b::scale(&*x, t) + a::scale(&mut *x, s);
    for _ in 0..2 {
        let s = a::scale(x, 0.5 + k) + b::scale(x, k);
        x[0] += 0.1 * s;
    }
    u + x[0]
}

#[differentiate]
fn names(x: f64) -> f64 {
    let mut v = [x, 1.0];
    let mut w = [0.5 * x];
    by_name(&mut v, x) + by_name(&mut w, 2.0) * v[0]
}

#[test]
fn references_by_their_names() {
    by_name::check(&mut [0.7, 1.0], 0.9).unwrap();
    examine!(names(0.8));
}

thread_local! {
    static RUNS: Cell<u32> = const { Cell::new(0) };
}

fn count() {
    RUNS.set(RUNS.get() + 1);
}

/// It is no `Clone`.
#[derive(Debug, Differentiable)]
struct World {
    a: f64,
    b: f64,
}

#[differentiate]
fn one(world: &mut World, #[constant] n: &mut u32) {
    count();
    *n += 1;
    world.a += 0.1 * world.b * world.a * *n as f64;
}

#[differentiate]
fn two(world: &mut World, #[constant] n: &mut u32) {
    one(world, n);
    one(world, n);
}

#[differentiate]
fn four(world: &mut World, #[constant] n: &mut u32) {
    two(world, n);
    two(&mut *world, &mut *n);
}

#[differentiate]
fn eight(x: f64) -> f64 {
    let mut world = World { a: x, b: 0.3 * x };
    let mut n = 0;
    four(&mut world, &mut n);
    four(&mut world, &mut n);
    world.a
}

#[test]
fn levels_of_functions_run_once_each() {
    examine!(eight(0.4));
    RUNS.set(0);
    eight::grad(0.4);
    assert_eq!(RUNS.get(), 8);
}

#[differentiate]
fn pick(a: &[f64], next: &mut Vec<usize>) -> f64 {
    next[0] += 1;
    a[next[0]]
}

#[differentiate]
fn pick_of_slice(a: &[f64], #[constant] next: &mut [usize], last: &mut usize) -> f64 {
    next[0] = (next[0] + 1) % a.len();
    *last = next[0];
    a[next[0]] * a[0]
}

#[differentiate]
fn picks(x: f64, n: usize) -> f64 {
    let a = [x, x * x, 2.0 * x, x.sin()];
    let mut next = vec![0; n];
    let mut last = 0;
    let mut sum = pick(&a, &mut next) * pick(&a, &mut next);
    for i in 0..4 {
        sum += pick_of_slice(&a, &mut next, &mut last) * (last + i) as f64;
    }
    sum + handed(&a, &mut next, &mut last)
}

#[differentiate]
fn handed(a: &[f64], next: &mut Vec<usize>, last: &mut usize) -> f64 {
    next[0] = 0;
    let first = pick(a, next);
    first * pick_of_slice(a, next, last)
}

#[test]
fn lists_of_integers() {
    examine!(picks(0.7, 2));
}

/// What the caller takes for a constant, and the function doesn't.
#[differentiate]
fn store(x: f64, place: &mut [f64]) -> f64 {
    place[0] = x * x;
    x
}

#[differentiate]
fn workspace(x: f64, #[constant] space: &mut [f64]) -> f64 {
    let y = store(x, space);
    y * space[0] + store(y, &mut space[1..])
}

#[differentiate]
fn scratch(x: f64) -> f64 {
    let mut own = vec![0.0; 2];
    workspace(x, &mut own)
}

#[test]
fn what_is_put_into_a_constant() {
    examine!(workspace(0.7, &mut [0.0; 2]));
}

#[derive(Clone, Debug)]
struct Rng(u64);

impl Rng {
    fn next(&mut self) -> f64 {
        self.0 += 1;
        1.0 + (self.0 % 3) as f64
    }
}

#[differentiate]
fn path(x: f64, #[constant] rng: &mut Rng) -> f64 {
    let mut p = x;
    for _ in 0..2 {
        p = p * rng.next() + x;
    }
    p
}

#[differentiate]
fn paths(x: f64, n: usize, #[constant] rng: &mut Rng) -> f64 {
    let mut sum = 0.0;
    for i in 0..n {
        sum += if i % 2 == 0 { path(x, rng) } else { path(x * x, &mut *rng) };
    }
    sum
}

#[differentiate]
fn all_paths(x: f64, n: usize) -> f64 {
    let mut rng = Rng(5);
    let mut sum = paths(x, n, &mut rng);
    let mut other = rng.clone();
    sum *= paths(x, n, &mut other);
    sum + paths(x, 1, &mut rng)
}

#[test]
fn generators_are_handed_on() {
    examine!(paths(0.7, 3, &mut Rng(0)));
    examine!(all_paths(0.7, 3));
}

/// The largest is looked for by reference, and taken as a number: its pullback points to nothing, as its callers rely on.
#[differentiate]
fn by_the_largest(x: f64, #[constant] list: &[i64]) -> f64 {
    let largest = list.iter().max().unwrap();
    x * *largest as f64
}

#[differentiate]
fn by_the_largest_in_a_loop(x: f64, #[constant] list: &[i64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..3 {
        sum += by_the_largest(x * i as f64, list).sin();
    }
    sum
}

#[test]
fn what_is_found_in_a_list_of_integers() {
    examine!(by_the_largest(0.7, &[1, 3, 2]));
    examine!(by_the_largest_in_a_loop(0.7, &[1, 3, 2]));
}

/// `&mut` references by other names: what is written by one is written to what it points to.
mod other_names {
    macro_rules! squares_added {
        ($($name:ident: |$x:ident, $s:ident| $body:block)*) => {
            $(
                mod $name {
                    use ad_runtime::prelude::*;

                    #[differentiate]
                    fn added($x: &mut [f64], $s: &mut [f64]) $body

                    #[differentiate]
                    pub fn total(x: f64, y: f64) -> f64 {
                        let mut a = [x];
                        let mut b = [y, 3.0 * y];
                        added(&mut a, &mut b);
                        b[0] + b[1]
                    }
                }

                #[test]
                fn $name() {
                    assert_eq!($name::total::grad(2.0, 5.0), (4.0, 4.0));
                    $name::total::check(2.0, 5.0).unwrap();
                }
            )*
        };
    }

    squares_added! {
        one_name: |x, s| { let out = s; out[0] += x[0] * x[0]; }
        a_pair: |x, s| { let (a, b) = (x, s); b[0] += a[0] * a[0]; }
        a_pair_of_both_kinds: |x, s| { let (a, b) = (&*x, s); b[0] += a[0] * a[0]; }
        one_after_another: |x, s| { let o = s; let p = o; let q = &mut p[..1]; let r = q; r[0] += x[0] * x[0]; }
        an_element: |x, s| { let o = &mut s[0]; let p = o; *p += x[0] * x[0]; }
        an_item: |x, s| { for o in s.iter_mut().take(1) { let p = o; *p += x[0] * x[0]; } }
        an_option: |x, s| { if let Some(o) = s.first_mut() { let p = o; *p += x[0] * x[0]; } }
        an_arm: |x, s| { match s { o => o[0] += x[0] * x[0] } }
        a_closure: |x, s| { let f = |o: &mut [f64], v: f64| { o[0] += v * v; }; f(s, x[0]); }
        in_a_loop: |x, s| { for i in 0..1 { let o = &mut *s; let p = o; p[i] += x[i] * x[i]; } }
    }
}
