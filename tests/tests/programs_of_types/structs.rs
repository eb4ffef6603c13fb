//! Structs, methods on lists, `&mut` arguments.

use ad_runtime::prelude::*;

#[derive(Clone, Copy, Debug, Differentiable)]
struct Vec3 {
    x: f64,
    y: f64,
    z: f64,
}

#[derive(Clone, Debug, Differentiable)]
struct Particle {
    mass: f64,
    position: Vec3,
    velocity: Vec3,
    id: usize,
}

#[derive(Clone, Debug, Differentiable)]
struct Layer {
    weights: Vec<Vec<f64>>,
    biases: Vec<f64>,
    inputs: usize,
}

#[derive(Clone, Copy, Debug, Differentiable)]
struct Pair(f64, f64);

#[differentiate]
fn length(v: &Vec3) -> f64 {
    (v.x * v.x + v.y * v.y + v.z * v.z).sqrt()
}

#[differentiate]
fn cross(a: &Vec3, b: &Vec3) -> Vec3 {
    Vec3 { x: a.y * b.z - a.z * b.y, y: a.z * b.x - a.x * b.z, z: a.x * b.y - a.y * b.x }
}

#[differentiate]
fn energy(p: &Particle) -> f64 {
    let v = &p.velocity;
    0.5 * p.mass * (v.x * v.x + v.y * v.y + v.z * v.z) + p.mass * 9.81 * p.position.z
}

#[differentiate]
fn stepped(p: &Particle, dt: f64) -> f64 {
    let mut q = p.clone();
    for _ in 0..3 {
        q.position.x += q.velocity.x * dt;
        q.position.z += q.velocity.z * dt;
        q.velocity.z -= 9.81 * dt;
        q.mass *= 0.99;
    }
    energy(&q) + length(&q.position)
}

#[differentiate]
fn forward(layer: &Layer, x: &[f64]) -> Vec<f64> {
    let mut y = layer.biases.clone();
    for i in 0..layer.biases.len() {
        for j in 0..layer.inputs {
            y[i] += layer.weights[i][j] * x[j];
        }
        y[i] = y[i].tanh();
    }
    y
}

#[differentiate]
fn network(layers: &[Layer], x: &[f64]) -> f64 {
    let mut a = x.to_vec();
    for layer in layers {
        a = forward(layer, &a);
    }
    a.iter().map(|v| v * v).sum()
}

#[differentiate]
fn built(x: f64, y: f64) -> f64 {
    let a = Vec3 { x, y, z: x * y };
    let b = Vec3 { z: 2.0, ..a };
    let c = cross(&a, &b);
    let Vec3 { x: cx, y: cy, .. } = c;
    let Pair(p, q) = Pair(cx, cy * x);
    length(&c) + p * q + b.z * a.z
}

#[differentiate]
fn scale_all(x: &mut [f64], by: f64) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        x[i] *= by;
        sum += x[i] * x[i];
    }
    sum
}

#[differentiate]
fn axpy(a: f64, x: &[f64], y: &mut [f64]) {
    for i in 0..x.len() {
        y[i] += a * x[i];
    }
}

#[differentiate]
fn exclusive(x: &[f64], w: f64) -> f64 {
    let mut y = x.to_vec();
    let s = scale_all(&mut y, w);
    let t = scale_all(&mut y[1..], s);
    axpy(w, x, &mut y);
    axpy(t, x, &mut y);
    let mut total = 0.0;
    for i in 0..y.len() {
        total += y[i] * (i as f64 + 1.0);
    }
    total + s
}

#[differentiate]
fn swapped(x: &[f64], n: usize) -> f64 {
    let mut u = x.to_vec();
    let mut next = vec![0.0; x.len()];
    for _ in 0..n {
        for i in 1..u.len() - 1 {
            next[i] = u[i] + 0.1 * (u[i - 1] - 2.0 * u[i] + u[i + 1]).sin();
        }
        std::mem::swap(&mut u, &mut next);
    }
    u.iter().map(|v| v * v).sum()
}

#[differentiate]
fn list_methods(x: &[f64], y: f64) -> f64 {
    let mut v = Vec::with_capacity(8);
    for i in 0..x.len() {
        v.push(x[i] * y);
    }
    v.push(y);
    v.swap(0, 2);
    v.insert(1, y * y);
    let r = v.remove(2);
    v.extend_from_slice(x);
    v.reverse();
    v.rotate_left(1);
    let p = v.pop().unwrap();
    v.resize(6, y);
    v.truncate(5);
    let mut w = vec![0.0; 5];
    w.copy_from_slice(&v);
    w[1..3].fill(y);
    v.extend(x.iter().map(|t| t * t));
    let last = *v.last().unwrap();
    let first = v.first_mut().unwrap();
    *first *= 3.0;
    let e = &mut v[1];
    *e = e.sin();
    let old = std::mem::replace(&mut v[2], y);
    let taken = std::mem::take(&mut w);
    let mut total = r * p + last * old;
    for i in 0..v.len() {
        total += v[i] * (i as f64 + 1.0).sin();
    }
    for i in 0..taken.len() {
        total += taken[i] * taken[i];
    }
    total + w.len() as f64
}

#[differentiate]
fn growing(x: &[f64]) -> f64 {
    let mut rows: Vec<Vec<f64>> = Vec::new();
    for i in 0..x.len() {
        let mut row = vec![x[i]; i + 1];
        row[0] = x[i] * x[0];
        rows.push(row);
    }
    let mut current = vec![1.0];
    for row in &rows {
        let mut next = Vec::new();
        for v in row.iter() {
            next.push(v * current[0]);
        }
        current = next;
    }
    current.iter().sum()
}

#[differentiate]
fn cholesky(a: &[f64], n: usize) -> f64 {
    let mut l = a.to_vec();
    for j in 0..n {
        for k in 0..j {
            for i in j..n {
                l[i * n + j] -= l[i * n + k] * l[j * n + k];
            }
        }
        let d = l[j * n + j].sqrt();
        for i in j..n {
            l[i * n + j] /= d;
        }
    }
    (0..n).map(|i| l[i * n + i].ln()).sum::<f64>() * 2.0
}

programs! {
    built(x, y) -> scalar at (0.7, 1.3);
    exclusive(&x, w) -> scalar at ([0.5, 1.5, -0.3], 0.8);
    swapped(&x, const n) -> scalar at ([0.5, 1.5, -0.3, 0.8], 3);
    list_methods(&x, y) -> scalar at ([0.5, 1.5, -0.3], 0.8);
    growing(&x) -> scalar at ([0.5, 1.5, -0.3]);
    cholesky(&a, const n) -> scalar at ([4.0, 1.0, 0.5, 1.0, 3.0, 0.2, 0.5, 0.2, 2.0], 3);
}

fn particle() -> Particle {
    Particle {
        mass: 1.3,
        position: Vec3 { x: 0.2, y: 0.4, z: 1.5 },
        velocity: Vec3 { x: 1.0, y: -0.5, z: 0.3 },
        id: 7,
    }
}

#[test]
fn structs_as_parameters() {
    let v = Vec3 { x: 1.0, y: 2.0, z: -0.5 };
    length::check(&v).unwrap();
    cross::check(&v, &Vec3 { x: 0.3, y: 0.7, z: 0.1 }).unwrap();
    energy::check(&particle()).unwrap();
    stepped::check(&particle(), 0.1).unwrap();
    let grad = length::grad(&Vec3 { x: 3.0, y: 4.0, z: 0.0 });
    assert!((grad.x - 0.6).abs() < 1e-15 && (grad.y - 0.8).abs() < 1e-15 && grad.z == 0.0);
    let layer = |s: f64| Layer {
        weights: vec![vec![0.1 * s, 0.2], vec![-0.3, 0.4 * s]],
        biases: vec![0.05, -0.1 * s],
        inputs: 2,
    };
    forward::check(&layer(1.0), &[0.7, -0.2]).unwrap();
    network::check(&[layer(1.0), layer(2.0)], &[0.7, -0.2]).unwrap();
}

/// A product that starts at what can't be computed again, inside a loop that could be replayed.
#[differentiate]
fn products_of_rows(x: &[f64]) -> f64 {
    let mut total = 0.0;
    for k in 0..x.len() / 2 {
        let mut product = std::convert::identity::<f64>(1.0);
        for i in 0..2 {
            product = product * x[k * 2 + i];
        }
        total += product;
    }
    total
}

#[test]
fn loops_that_cannot_be_replayed() {
    products_of_rows::check(&[1.0, 3.0, 2.0, -0.5]).unwrap();
}

/// Views whose owners are used after them, and lists that are lent in parts.
#[differentiate]
fn lent(x: &[f64], k: usize) -> f64 {
    let mut v = x.to_vec();
    let tail = &mut v[1..];
    tail[0] *= 2.0;
    let t = tail[1].sin();
    let a = v[1] * v[0];
    let (left, right) = v.split_at_mut(k);
    for i in 0..left.len().min(right.len()) {
        let u = left[i];
        left[i] = u + right[i] * t;
        right[i] = u - right[i];
    }
    let first = &mut left[0];
    *first *= a;
    scale_all(right, t);
    let (l, r) = v.split_at(2);
    let mut total = l.iter().zip(r).map(|(a, b)| a * b).sum::<f64>();
    if let Some((head, rest)) = x.split_first() {
        total += head * rest[0];
    }
    if let [a, .., b] = &mut v[..] {
        *a += *b;
    }
    total + v[0]
}

#[differentiate]
fn pair_of_a_field(p: &mut Nested, by: f64) -> f64 {
    let (a, b) = p.pair;
    p.pair = (b * by, a);
    let copy = p.clone();
    copy.pair.0 * a + p.pair.1
}

#[derive(Clone, Debug, Differentiable)]
struct Nested {
    pair: (f64, f64),
    list: Vec<f64>,
}

#[test]
fn lent_in_parts() {
    lent::check(&[0.5, 1.5, -0.3, 0.8], 2).unwrap();
    lent::check(&[0.5, 1.5, -0.3, 0.8], 1).unwrap();
    pair_of_a_field::check(&mut Nested { pair: (0.5, 0.7), list: vec![1.0] }, 0.3).unwrap();
}

/// Iterators over parts, and elements of parts exchanged.
#[differentiate]
fn parts_in_iterators(x: &[f64]) -> f64 {
    let mut v = x.to_vec();
    let (left, right) = v.split_at_mut(2);
    for (a, b) in left.iter_mut().zip(right.iter()) {
        *a *= b.sin();
    }
    right.iter_mut().zip(left.iter()).for_each(|(b, a)| *b += a * a);
    std::mem::swap(&mut left[0], &mut right[1]);
    v.iter().enumerate().map(|(i, v)| v * (i + 1) as f64).sum()
}

#[test]
fn parts() {
    parts_in_iterators::check(&[0.5, 1.5, -0.3, 0.8]).unwrap();
}
