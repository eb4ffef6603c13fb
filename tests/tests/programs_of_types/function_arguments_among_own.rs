//! Functions as arguments among operators of one's own: what closures capture is of the type that its operators say, and functions are handed on in all ways.

use ad_runtime::prelude::*;

#[derive(Clone, Copy, Debug, Differentiable)]
pub struct Vector {
    pub a: f64,
    pub b: f64,
}

#[differentiate]
impl std::ops::Mul<Vector> for f64 {
    type Output = Vector;
    fn mul(self, v: Vector) -> Vector {
        Vector { a: self * v.a, b: self * v.b }
    }
}

#[differentiate]
fn taking(f: impl Fn(f64) -> f64, a: f64, b: f64) -> f64 {
    f(a) * f(b)
}

#[differentiate]
fn taking_copy<F: Fn(f64) -> f64 + Copy>(f: F, a: f64, b: f64) -> f64 {
    taking(f, a, b) * f(b)
}

#[differentiate]
fn captured_product(x: f64, y: f64) -> f64 {
    let v = x * Vector { a: 0.25, b: y };
    let w = v;
    taking(|t| t * w.b, x, y)
}

#[differentiate]
fn captured_twice(x: f64, y: f64) -> f64 {
    let v: Vector = x * Vector { a: 0.25, b: y };
    let w = v;
    taking(|t| t * w.b + v.a, x, y)
}

#[differentiate]
fn captured_from_the_left(x: f64, y: f64) -> f64 {
    let v = 0.5 * Vector { a: x, b: y };
    taking(|t| t * v.b, x, y)
}

#[differentiate]
fn lent_on(g: &dyn Fn(f64) -> f64, a: f64, b: f64) -> f64 {
    taking(&g, a, b) * 0.7
}

#[differentiate]
fn lent_as_it_is(g: &dyn Fn(f64) -> f64, a: f64, b: f64) -> f64 {
    taking(g, a, b) * 0.7
}

#[differentiate]
fn handed_on_twice(g: impl Fn(f64) -> f64, a: f64, b: f64) -> f64 {
    taking(&g, a, b) * taking(|t| g(t) * 2.0, a, b)
}

#[differentiate]
fn called_in_a_closure(g: impl Fn(f64) -> f64, a: f64, b: f64) -> f64 {
    taking(|t| g(t) * 2.0, a, b)
}

#[differentiate]
fn cube(x: f64) -> f64 {
    x * x * x
}

#[differentiate]
fn handing(x: f64, y: f64) -> f64 {
    lent_on(&cube, x, y)
        + lent_as_it_is(&|t| t * x, x, y)
        + handed_on_twice(cube, x, y)
        + called_in_a_closure(|t| t * y, x, y)
}

#[differentiate]
fn copied_with_a_list(x: f64, list: &[f64]) -> f64 {
    taking_copy(cube, x, list[0]) + taking_copy(|t| t * list[1] * x, x, 2.0)
}

#[differentiate]
fn copied_with_a_function(g: &dyn Fn(f64) -> f64, x: f64, y: f64) -> f64 {
    taking_copy(|t| g(t) * y, x, y) + taking_copy(g, x, 1.0)
}

#[differentiate]
fn copying(x: f64, y: f64) -> f64 {
    copied_with_a_function(&|t| t * x, x, y) + copied_with_a_function(&cube, x, y)
}

#[differentiate]
fn constant_f(#[constant] g: &dyn Fn(f64) -> f64, x: f64) -> f64 {
    g(2.0) * x
}

#[differentiate]
fn constants_by_name(x: f64, y: f64) -> f64 {
    constant_f(&cube, x) * y + constant_f(&|t| t * t, y)
}

#[differentiate]
impl std::ops::Neg for Vector {
    type Output = Vector;
    fn neg(self) -> Vector {
        Vector { a: -self.a, b: -self.b }
    }
}

#[differentiate]
impl std::ops::Mul<&Vector> for &Vector {
    type Output = f64;
    fn mul(self, o: &Vector) -> f64 {
        self.a * o.a + self.b * o.b
    }
}

#[differentiate]
impl std::ops::Mul<f64> for Vector {
    type Output = Vector;
    fn mul(self, k: f64) -> Vector {
        Vector { a: self.a * k, b: self.b * k }
    }
}

#[differentiate]
impl std::ops::Add for Vector {
    type Output = Vector;
    fn add(self, k: Vector) -> Vector {
        Vector { a: self.a + k.a, b: self.b + k.b }
    }
}

#[differentiate]
fn lent_temporaries(x: f64, y: f64) -> f64 {
    let v = Vector { a: x, b: y };
    &v * &(-Vector { a: y, b: x * x })
}

#[differentiate]
fn collected_vectors(x: f64, y: f64) -> f64 {
    let list = [Vector { a: x, b: y }, Vector { a: y, b: x * y }];
    let t: Vec<Vector> = list.iter().map(|&v| v * x).collect();
    t[0].a * t[1].b
}

#[differentiate]
fn folded_vectors(x: f64, y: f64) -> f64 {
    let list = [Vector { a: x, b: y }, Vector { a: y, b: x * y }];
    let s = list.iter().fold(Vector { a: 0.0, b: 0.0 }, |s, v| s + *v * y);
    s.a * s.b
}

#[differentiate]
fn std_functions_lent(x: f64, y: f64) -> f64 {
    taking(&f64::sin, x, y) + taking(f64::exp, x, y)
}

#[differentiate]
fn elements_captured(x: f64, y: f64) -> f64 {
    let list = vec![Vector { a: x, b: y }, Vector { a: y, b: x * y }];
    taking(|t| (list[0] * t).a * list[1].b, x, y)
}

#[differentiate]
fn adding(x: f64, y: f64) -> f64 {
    let mut total = 0.0;
    let mut add = |v: f64| total += v * x;
    add(x);
    add(y);
    total
}

fn one_more(x: f64) -> f64 {
    x + 1.0
}

#[differentiate]
fn plain_function_lent(x: f64, y: f64) -> f64 {
    constant_f(&one_more, x) * y
}

#[differentiate]
fn newton(f: fn(f64) -> f64, df: fn(f64) -> f64, x: f64) -> f64 {
    let mut x = x;
    for _ in 0..3 {
        x -= f(x) / df(x);
    }
    x
}

#[differentiate]
fn less_two(x: f64) -> f64 {
    x * x - 2.0
}

#[differentiate]
fn twice_it(x: f64) -> f64 {
    2.0 * x
}

#[differentiate]
fn by_newton(x: f64, y: f64) -> f64 {
    newton(less_two, twice_it, x + y)
}

#[differentiate]
fn step<F>(f: F, t: f64, y: &[f64], h: f64) -> Vec<f64>
where
    F: Fn(f64, &[f64]) -> Vec<f64>,
{
    let k1 = f(t, y);
    let y2: Vec<f64> = y.iter().zip(&k1).map(|(y, k)| y + 0.5 * h * k).collect();
    let k2 = f(t + 0.5 * h, &y2);
    y.iter().zip(&k2).map(|(y, k)| y + h * k).collect()
}

#[differentiate]
fn stepped(x: f64, y: f64) -> f64 {
    let mut s = vec![x, y];
    for i in 0..4 {
        s = step(|t, s: &[f64]| vec![s[1] * t, -s[0] * x], i as f64, &s, 0.1);
    }
    s[0] * s[1]
}

#[differentiate]
fn copied_with_two(x: f64, y: f64) -> f64 {
    copied_with_a_list(x, &[y, x * y])
}

#[differentiate]
fn lent(f: &dyn Fn(f64) -> f64, a: f64) -> f64 {
    f(a) * a
}

/// Closures that capture nothing differentiated, by the names of their variables.
#[differentiate]
fn named_closures(x: f64, y: f64) -> f64 {
    let k = 3.0;
    let g = |t: f64| t.tanh() * k;
    let h = |t: f64| t.tanh();
    let mut s = taking(h, x, y) + lent(&g, x) * y;
    for _ in 0..3 {
        let g = |t: f64| {
            let u = t * 2.0;
            u.tanh()
        };
        s += taking(g, x, y) + g(s);
    }
    s
}

#[differentiate]
impl Vector {
    fn scaled(&self, by: f64) -> f64 {
        self.a * by
    }
}

/// A method of an operator's result, and by the same name one in a closure, of what a method returned.
#[differentiate]
fn methods_of_one_name(x: f64, y: f64) -> f64 {
    let u = Vector { a: x, b: y };
    let w = (-u.b).sin();
    let inner = |t: f64| {
        let z = u.scaled(t);
        lent(&|t| (z * t).cos() * (-u.a).cos(), t) + z.sin()
    };
    lent(
        &|t| {
            let mut z = u.scaled(w);
            for _ in 0..2 {
                z = (z + t).sin();
            }
            1.5 + z.sin()
        },
        x,
    ) * (-u.a).cos()
        + taking(inner, y, w)
}

fn uncounted<R>(run: impl FnOnce() -> R) -> (R, ()) {
    (run(), ())
}

#[test]
fn functions_are_handed_on() {
    examined!(uncounted: captured_product captured_twice captured_from_the_left handing copying copied_with_two constants_by_name);
    examined!(uncounted: lent_temporaries collected_vectors folded_vectors std_functions_lent elements_captured adding);
    examined!(uncounted: plain_function_lent by_newton stepped named_closures methods_of_one_name);
}
