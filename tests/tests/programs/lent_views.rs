//! Names for parts that are lent to calls, and looked at by macros.

use ad_runtime::prelude::*;

#[derive(Clone, Debug, Differentiable)]
struct Body {
    mass: f64,
    list: Vec<f64>,
    parts: Vec<f64>,
}

#[differentiate]
impl Body {
    fn measure(&self, x: f64) -> f64 {
        self.mass * x * self.list[0]
    }

    fn grow(&mut self, x: f64) {
        self.mass += x * self.list[0];
    }

    fn element<const N: usize>(&self, x: f64) -> f64 {
        self.list[N] * x
    }

    fn nth<const N: usize>(&self, x: f64) -> f64 {
        self.element::<N>(x) * x
    }
}

#[differentiate]
fn norm(v: &[f64]) -> f64 {
    v.iter().map(|x| x * x).sum::<f64>().sqrt()
}

#[differentiate]
fn scale(v: &mut [f64], k: f64) {
    for x in v.iter_mut() {
        *x *= k;
    }
}

/// What the name stood for is looked at while the calls are kept.
#[differentiate]
fn looked_at_afterwards(x: f64) -> f64 {
    let mut list = vec![x, x * x, 1.0];
    let mut s = x;
    {
        let part = &mut list[1..];
        part[0] /= 1.0 + x;
        s += norm(&part[..]);
        s *= 'block: {
            if x > 10.0 {
                break 'block x;
            }
            part[0] * norm(part)
        };
    }
    let mut body = Body { mass: x, list, parts: vec![s] };
    let whole = &mut body;
    whole.mass *= 2.0;
    let y = whole.measure(x);
    s * body.mass * y * body.list[1]
}

#[differentiate]
fn in_a_loop(x: f64) -> f64 {
    let mut all = vec![
        Body { mass: x, list: vec![x, 1.0], parts: vec![2.0] },
        Body { mass: 1.0, list: vec![x * x], parts: vec![x, x] },
    ];
    for i in 0..2 {
        let body = &mut all[i];
        body.grow(x);
        let n = norm(&body.parts);
        let list = &mut body.list;
        scale(list, 0.5 * n);
        list[0] += x;
        scale(list, x);
        body.mass *= norm(list) * body.measure(x);
    }
    let every = &mut all;
    every[0].grow(x);
    let y = every[0].measure(x) + every[1].measure(x);
    all[0].mass * all[1].mass * y
}

#[differentiate]
fn checked(values: &mut [f64], x: f64) -> f64 {
    let (left, right) = values.split_at_mut(2);
    right[0] += 0.5 * left[0];
    assert!(left[0].is_finite() && right[0].is_finite(), "not finite: {} {}", left[0], right[0]);
    left[0] += x;
    debug_assert!(left[0].is_finite(), "not finite: {} {}", left[0], left[1]);
    x * values[0]
}

#[differentiate]
fn halves(x: f64) -> f64 {
    let mut values = [x, x * x, x.sin(), 1.0];
    let y = checked(&mut values, x);
    y + values[2]
}

#[derive(Clone, Debug, Differentiable)]
struct Pair {
    first: Body,
    k: f64,
}

/// A method of a field of a variable that may be changed, while the others are looked at.
#[differentiate]
fn methods_of_a_field(x: f64) -> f64 {
    let mut pair = Pair { first: Body { mass: x, list: vec![x], parts: vec![] }, k: x };
    pair.k *= x;
    let y = pair.first.measure(x) * pair.k * pair.first.measure(pair.k);
    y * pair.first.mass
}

/// Generic arguments that are written at methods, of std's types and of one's own.
#[differentiate]
fn told(x: f64) -> f64 {
    let body = Body { mass: x, list: vec![x, x * x], parts: vec![0.5, 0.25, x] };
    let mut s = body.nth::<1>(x);
    for (i, part) in body.parts.iter().enumerate() {
        let text = format!("0.{}5", i);
        let number = text.parse::<f64>().unwrap();
        s = s * number + part;
    }
    s
}

/// A value out of a list is used where it is called on and elsewhere.
#[differentiate]
fn used_twice(x: f64) -> f64 {
    let mut list = vec![x, x * x];
    let top = list.pop().unwrap();
    let first = |_t: f64, k: f64| k;
    let y = first(top.tanh(), 0.5);
    y * if norm(&list) > x { top } else { x }
}

/// Arms that keep something, in arms that do.
#[differentiate]
fn arms_in_arms(x: f64, list: &[f64]) -> f64 {
    let mut y = 0.5;
    for i in 0..4 {
        y += match i % 3 {
            0 => 0.5 * x,
            1 => (x * y).tanh(),
            _ => {
                let inner = match i {
                    0 => y.cbrt(),
                    n @ 1..=2 => (if y <= 0.5 { y } else { x * n as f64 }).cos(),
                    _ => list[i].tanh(),
                };
                inner.atan()
            }
        };
    }
    y
}

#[differentiate(strategy = "replay")]
fn arms_in_arms_again(x: f64, list: &[f64]) -> f64 {
    let mut y = 0.5;
    for i in 0..4 {
        let z = match 3.0 as usize {
            0 => 0.5,
            2 => 0.25,
            _ => {
                let inner = match i {
                    0 => y.cbrt(),
                    n @ 1..=2 => (if y <= 0.5 { y } else { x * n as f64 }).cos(),
                    _ => list[i].tanh(),
                };
                inner.atan()
            }
        };
        y += z;
    }
    y
}

programs! {
    looked_at_afterwards(x) -> scalar at (0.7), (1.3);
    in_a_loop(x) -> scalar at (0.7);
    halves(x) -> scalar at (0.7);
    methods_of_a_field(x) -> scalar at (0.7);
    told(x) -> scalar at (0.7);
    used_twice(x) -> scalar at (0.7), (2.0);
    arms_in_arms(x, &list) -> scalar at (0.7, vec![0.5, 0.25, 1.5, 2.0]);
    arms_in_arms_again(x, &list) -> scalar at (0.7, vec![0.5, 0.25, 1.5, 2.0]);
}
