//! Operators in loops: iterations that are run again, also inside of loops that are fused; long records of branches; constants that an iteration takes; what isn't used.

use std::ops::{Add, Div, Mul, Sub};

use ad_runtime::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct V {
    x: f64,
    y: f64,
}

#[differentiate]
impl Add for V {
    type Output = V;
    fn add(self, r: V) -> V {
        V { x: self.x + r.x, y: self.y + r.y }
    }
}

#[differentiate]
impl Sub for V {
    type Output = V;
    fn sub(self, r: V) -> V {
        V { x: self.x - r.x, y: self.y - r.y }
    }
}

#[differentiate]
impl Mul<f64> for V {
    type Output = V;
    fn mul(self, k: f64) -> V {
        V { x: self.x * k, y: self.y * k }
    }
}

#[differentiate]
impl Div<f64> for V {
    type Output = V;
    fn div(self, k: f64) -> V {
        V { x: self.x / k, y: self.y / k }
    }
}

#[differentiate]
impl V {
    fn dot(self, r: V) -> f64 {
        self.x * r.x + self.y * r.y
    }

    fn norm(self) -> f64 {
        self.dot(self).sqrt()
    }
}

#[differentiate]
fn dot(a: V, b: V) -> f64 {
    a.x * b.x + a.y * b.y
}

#[derive(Clone, Debug, Differentiable)]
struct Disc {
    at: V,
    r: f64,
}

/// A ray through each pixel, which meets some of the discs; the ray is a constant that is made in the loop.
fn light(x: f64, y: f64) -> Vec<Disc> {
    (0..3).map(|i| Disc { at: V { x: x + 0.4 * f64::from(i), y }, r: 0.3 * y }).collect()
}

#[differentiate]
fn seen(discs: &[Disc], lamp: V, #[constant] n: usize) -> f64 {
    let mut total = 0.0;
    for i in 0..n {
        for j in 0..n {
            let d = V { x: i as f64 / n as f64 - 0.2, y: 1.0 + j as f64 / n as f64 };
            let d = d * (1.0 / d.norm());
            let mut shade = 0.0;
            for disc in discs {
                let b = disc.at.dot(d);
                let inside = b * b - disc.at.dot(disc.at) + disc.r * disc.r;
                if inside > 0.02 {
                    let p = d * (b - inside.sqrt());
                    let normal = (p - disc.at) * (1.0 / disc.r);
                    let l = lamp - p;
                    let cosine = normal.dot(l) / l.norm();
                    if cosine > 0.0 {
                        shade += cosine * disc.r;
                    } else {
                        let q = l + normal * 0.1;
                        shade += 0.1 * q.norm() / l.norm();
                    }
                }
            }
            total += shade * shade;
        }
    }
    total
}

#[differentiate]
fn of_discs(x: f64, y: f64) -> f64 {
    let mut discs = Vec::new();
    for i in 0..3 {
        discs.push(Disc { at: V { x: x + 0.4 * f64::from(i), y }, r: 0.3 * y });
    }
    seen(&discs, V { x: x + y, y: -1.0 }, 5)
}

/// The same by functions, which may be run again.
#[differentiate]
fn seen_by_functions(discs: &[Disc], lamp: V, #[constant] n: usize) -> f64 {
    let mut total = 0.0;
    for i in 0..n {
        for j in 0..n {
            let d = V { x: i as f64 / n as f64 - 0.2, y: 1.0 + j as f64 / n as f64 };
            let mut shade = 0.0;
            for disc in discs {
                let b = dot(disc.at, d);
                let inside = b * b - dot(disc.at, disc.at) * dot(d, d) + disc.r * disc.r;
                if inside > 0.02 {
                    let p = d * (b - inside.sqrt());
                    let normal = (p - disc.at) * (1.0 / disc.r);
                    let l = lamp - p;
                    shade += dot(normal, l) / (1.0 + dot(l, l));
                }
            }
            total += shade * shade;
        }
    }
    total
}

fn gradient_of_discs(function: impl Fn(&[Disc], V) -> f64, x: f64, y: f64) -> [f64; 3] {
    let step = 1e-6;
    let of = |moved: &dyn Fn(&mut Vec<Disc>, &mut V, f64)| {
        let at = |step: f64| {
            let (mut discs, mut lamp) = (light(x, y), V { x: x + y, y: -1.0 });
            moved(&mut discs, &mut lamp, step);
            function(&discs, lamp)
        };
        (at(step) - at(-step)) / (2.0 * step)
    };
    [
        of(&|discs, _, step| discs[1].at.x += step),
        of(&|discs, _, step| discs[0].r += step),
        of(&|_, lamp, step| lamp.y += step),
    ]
}

#[test]
fn rays() {
    let (x, y) = (0.1, 1.2);
    let (discs, lamp) = (light(x, y), V { x: x + y, y: -1.0 });
    let near = |ours: [f64; 3], theirs: [f64; 3]| {
        for (a, b) in ours.iter().zip(theirs) {
            assert!((a - b).abs() < 1e-6 * (1.0 + b.abs()), "{ours:?}, {theirs:?}");
        }
    };
    let (bars, lamp_bar) = seen::grad(&discs, lamp, 5);
    let theirs = gradient_of_discs(|discs, lamp| seen(discs, lamp, 5), x, y);
    near([bars[1].at.x, bars[0].r, lamp_bar.y], theirs);
    assert!(theirs.iter().all(|slope| *slope != 0.0));
    let (bars, lamp_bar) = seen_by_functions::grad(&discs, lamp, 5);
    let theirs = gradient_of_discs(|discs, lamp| seen_by_functions(discs, lamp, 5), x, y);
    near([bars[1].at.x, bars[0].r, lamp_bar.y], theirs);
    seen::check(&discs, lamp, 5).unwrap();
    seen_by_functions::check(&discs, lamp, 5).unwrap();
}

/// Each arm, and each branch in it, keeps much or nothing.
#[differentiate]
fn arms(x: f64, y: f64) -> f64 {
    let mut p = V { x, y };
    let mut sum = 0.0;
    for i in 0..9 {
        let q = p * 0.5 + V { x: y, y: x };
        match i % 3 {
            0 => {
                let r = q.norm();
                if r > 1.0 {
                    let t = p / r;
                    p = t * t.dot(q) + q / (1.0 + t.norm());
                } else {
                    p = p + q * (r * p.dot(q));
                }
            }
            1 => {
                if p.x > p.y {
                    p = V { x: p.y, y: p.x };
                }
            }
            _ => {
                let s = q / (2.0 + p.dot(p));
                if s.x > 0.0 {
                    sum += s.norm() * p.dot(s);
                    if s.y > 0.1 {
                        p = p + s * (s.dot(p) / p.norm());
                    }
                }
            }
        }
    }
    sum + p.dot(p)
}

/// Until it is long enough, with a way out in the middle.
#[differentiate]
fn walk(x: f64, y: f64) -> f64 {
    let mut p = V { x, y };
    let mut n = 0;
    while p.dot(p) < 40.0 {
        let q = p * x + V { x: 0.3, y: -0.2 };
        if q.norm() > 1.5 {
            let r = q / q.norm();
            p = p + r * r.dot(p) + q * 0.2;
            if n > 3 {
                break;
            }
        } else {
            p = q + p;
        }
        n += 1;
    }
    p.x * p.y
}

/// What isn't used may be infinite: as a whole, a part of it, and in a branch.
#[differentiate]
fn unused_as_a_whole(x: f64, s: f64) -> f64 {
    let v = V { x, y: 1.0 } * (x / s) / s;
    if s > 0.0 { v.x } else { 3.0 * x }
}

#[differentiate]
fn unused_in_part(x: f64, s: f64) -> f64 {
    let v = V { x: 2.0, y: 1.0 / s } * x;
    let w = v / 4.0 + v;
    w.x
}

#[differentiate]
fn unused_quotient(x: f64, s: f64) -> f64 {
    let v = V { x, y: x } / s;
    let w = if s == 0.0 { V { x, y: x } } else { v * x };
    w.x + w.y
}

programs! {
    of_discs(x, y) -> scalar at (0.1, 1.2), (-0.3, 1.5);
    arms(x, y) -> scalar at (0.7, 0.4), (-1.3, 0.6), (0.2, 2.1);
    walk(x, y) -> scalar at (0.7, 0.4), (1.3, 0.6);
    unused_as_a_whole(x, s) -> scalar at (1.0, 0.0), (2.0, 0.0) is [3.0, 0.0];
    unused_in_part(x, s) -> scalar at (1.5, 0.0) is [2.5, 0.0];
    unused_quotient(x, s) -> scalar at (1.5, 0.0), (2.0, 0.0) is [2.0, 0.0];
}
