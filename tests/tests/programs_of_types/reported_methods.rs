//! Programs with methods, traits and iterators that didn't do at first: each says what was wrong.

use std::collections::BTreeMap;

use ad_runtime::prelude::*;

#[derive(Clone, Debug, Differentiable)]
struct Matrix {
    data: Vec<f64>,
    n: usize,
}

#[differentiate]
impl Matrix {
    fn get(&self, i: usize, j: usize) -> f64 {
        self.data[i * self.n + j]
    }

    fn last(&self) -> f64 {
        self.data[self.n]
    }

    fn sum(&self) -> f64 {
        let mut sum = 0.0;
        for v in &self.data {
            sum += v;
        }
        sum
    }

    fn zip(&self, other: &Matrix) -> f64 {
        let mut sum = 0.0;
        for i in 0..self.n {
            sum += self.data[i] * other.data[i];
        }
        sum
    }

    fn scaled(&self, k: f64) -> Matrix {
        Matrix { data: self.data.iter().map(|v| k * v).collect(), n: self.n }
    }
}

/// Methods named like std's, of a local of a type that the macro doesn't know, were taken for std's.
#[differentiate]
fn own_elements(m: &Matrix) -> f64 {
    let q = m.scaled(2.0);
    q.get(0, 1) * q.get(1, 0) + q.last()
}

#[differentiate]
fn own_sums(m: &Matrix) -> f64 {
    let q = m.scaled(2.0);
    q.sum() * m.sum() + m.scaled(3.0).sum().sin() + q.scaled(0.5).sum()
}

#[derive(Clone, Debug, Differentiable)]
struct Diagonal {
    data: Vec<f64>,
}

#[differentiate]
impl Diagonal {
    fn get(&self, i: usize) -> f64 {
        self.data[i] * self.data[i]
    }
}

#[differentiate]
fn diagonal(m: &Matrix) -> Diagonal {
    Diagonal { data: vec![m.data[0], m.data[3]] }
}

#[differentiate]
fn own_element(m: &Matrix) -> f64 {
    let d = diagonal(m);
    d.get(0) * diagonal(m).get(1)
}

#[derive(Clone, Debug, Differentiable)]
struct Stats {
    n: usize,
    mean: f64,
    m2: f64,
}

#[differentiate]
impl Stats {
    fn push(&mut self, v: f64) {
        self.n += 1;
        let d = v - self.mean;
        self.mean += d / self.n as f64;
        self.m2 += d * (v - self.mean);
    }
}

#[differentiate]
fn start(mean: f64) -> Stats {
    Stats { n: 0, mean, m2: 0.0 }
}

/// An annotation didn't make a type known.
#[differentiate]
fn own_push(x: &[f64]) -> f64 {
    let mut stats: Stats = start(x[0]);
    for &v in x {
        stats.push(v);
    }
    stats.m2 / stats.n as f64
}

#[differentiate]
fn powers(x: f64) -> Vec<f64> {
    vec![x, x * x]
}

/// The methods of a list that a function returns are those of lists.
#[differentiate]
fn list_of_a_call(x: &[f64]) -> f64 {
    let mut list = powers(x[0]);
    for &v in x {
        list.push(v);
        let n = list.len();
        list.swap(0, n - 1);
    }
    let last = list.pop().unwrap();
    let product = powers(x[1]).iter().product::<f64>();
    list[0] * last * list[1] + list.iter().sum::<f64>() + product
}

programs! {
    own_push(&x) -> scalar at ([1.0, 2.0, 4.0]);
    list_of_a_call(&x) -> scalar at ([1.0, 2.0, 4.0]);
    field_of_a_constant(width) -> scalar at (1.5);
    weighted_by_rank(&x, scale) -> scalar at ([3.0, 1.0, 2.0], 0.5);
    shrinking_constants(x, const &weights) -> scalar at (0.5, [1.0, 0.5, 0.25]);
}

#[test]
fn methods_named_like_those_of_std() {
    let m = Matrix { data: vec![1.0, 2.0, 3.0, 4.0], n: 2 };
    own_elements::check(&m).unwrap();
    own_sums::check(&m).unwrap();
    own_element::check(&m).unwrap();
    assert_eq!(own_element::grad(&m).data, [32.0, 0.0, 0.0, 8.0]);
}

#[derive(Clone, Debug, Differentiable)]
struct Point<T> {
    x: T,
    y: T,
}

#[differentiate]
impl<T: Real> Point<T> {
    fn minus(&self, other: &Point<T>) -> Point<T> {
        Point { x: self.x - other.x, y: self.y - other.y }
    }

    /// The float methods of the block's type parameter weren't known by its path.
    fn norm(&self) -> T {
        T::sqrt(self.x * self.x + self.y * self.y) + Real::exp(self.y)
    }
}

/// The number was taken for an `f64`, where the type parameter occurs in nothing but types of the user's.
#[differentiate]
fn perimeter<T: Real>(points: &[Point<T>]) -> T {
    let mut sum = T::zero();
    for i in 0..points.len() - 1 {
        let d = points[i + 1].minus(&points[i]);
        sum += (d.x * d.x + d.y * d.y).sqrt();
        sum -= d.norm().sin();
    }
    sum
}

#[test]
fn floats_in_generic_types() {
    let points = [Point { x: 1.0, y: 2.0 }, Point { x: 0.0, y: 0.5 }, Point { x: -1.0, y: 1.5 }];
    perimeter::check(&points).unwrap();
    points[1].norm_check().unwrap();
    perimeter::check(&points.map(|p| Point { x: p.x as f32, y: p.y as f32 })).unwrap();
}

#[derive(Clone, Debug, Differentiable)]
struct Weight {
    w: f64,
}

/// `check` couldn't copy a struct that borrows what it holds.
#[derive(Clone, Debug, Differentiable)]
struct Samples<'a> {
    xs: &'a [f64],
    rows: &'a [Vec<f64>],
    list: &'a Vec<f64>,
    weight: &'a Weight,
    shift: f64,
}

#[differentiate]
impl<'a> Samples<'a> {
    fn residual(&self, b: f64) -> f64 {
        let squares = self.xs.iter().map(|x| (self.shift * x + b).powi(2)).sum::<f64>();
        squares * self.weight.w + self.list[0] * self.rows[0][1]
    }
}

#[test]
fn checks_of_structs_with_views() {
    let samples = Samples {
        xs: &[1.0, 2.0],
        rows: &[vec![0.5, 1.5]],
        list: &vec![2.5],
        weight: &Weight { w: 0.7 },
        shift: 0.4,
    };
    assert_eq!(samples.residual_check(0.3).unwrap().n_coordinates, 8);
}

/// What isn't a list was indexed all the same: chars, parts of strings, values of maps.
#[differentiate]
fn interpreted(x: f64, program: &str, #[constant] factors: &BTreeMap<usize, f64>) -> f64 {
    let mut y = x;
    for (i, op) in program.chars().enumerate() {
        match op {
            's' => y = y.sin() * (i + 1) as f64,
            'q' => y *= y,
            _ => {}
        }
    }
    for word in program.split('s') {
        if word.is_empty() {
            continue;
        }
        y *= 1.0 + word.len() as f64;
    }
    for factor in factors.values() {
        y *= *factor;
        if *factor < 0.0 {
            break;
        }
        y += x * factor;
    }
    for (n, factor) in factors {
        y += *n as f64 * factor * x;
    }
    for byte in program.bytes().rev() {
        y += x * byte as f64;
    }
    y
}

/// The dereference of a reference in an `Option` was lost.
#[differentiate]
fn mode_of_histogram(x: &[f64]) -> f64 {
    let mut counts = vec![0_usize; 10];
    for v in x {
        counts[*v as usize] += 1;
    }
    let most = *counts.iter().max().unwrap();
    x[0] * x[1] * most as f64
}

#[test]
fn iterators_of_constants() {
    let factors = BTreeMap::from([(1, 0.5), (2, -1.5), (3, 2.0)]);
    interpreted::check(0.4, "sqs", &factors).unwrap();
    interpreted::check(0.4, "", &BTreeMap::new()).unwrap();
    assert_eq!(mode_of_histogram::grad(&[5.5, 1.5, 5.25]), [3.0, 11.0, 0.0]);
    mode_of_histogram::check(&[5.5, 1.5, 5.25]).unwrap();
}

/// `stop_gradient` around all that is compared wasn't enough.
#[differentiate]
fn weighted_by_rank(x: &[f64], scale: f64) -> f64 {
    let squares: Vec<f64> = x.iter().map(|x| x * x).collect();
    let mut order = (0..x.len()).collect::<Vec<_>>();
    order.sort_by(|a, b| {
        stop_gradient(squares[*a] * scale).total_cmp(&stop_gradient(squares[*b] * scale))
    });
    let mut sum = scale;
    for (rank, &i) in order.iter().enumerate() {
        sum += rank as f64 * x[i] * squares[i];
    }
    sum
}

/// A reference to constants may change what it refers to.
#[differentiate]
fn shrinking_constants(x: f64, #[constant] weights: &[f64]) -> f64 {
    let mut rest = weights;
    let mut y = x;
    while rest.len() > 1 {
        y *= rest[0] + rest[1] * y;
        rest = &rest[1..];
    }
    let mut largest = &weights[0];
    for weight in weights {
        if weight > largest {
            largest = weight;
        }
    }
    y * *largest
}

trait Kernel {
    type Output;
    type Point;
    const SCALE: f64;

    fn covariance(&self, distance: f64, n: usize) -> Self::Output;
    fn point(&self, at: f64) -> Self::Point;
}

#[derive(Clone, Copy, Debug, Differentiable)]
struct Gaussian {
    width: f64,
}

impl Gaussian {
    const UNIT: Gaussian = Gaussian { width: 1.0 };
}

/// An associated type has another name in a block without the trait.
#[differentiate(inherent)]
impl Kernel for Gaussian {
    type Output = f64;
    type Point = Point<f64>;
    const SCALE: f64 = 2.0;

    fn covariance(&self, distance: f64, n: usize) -> Self::Output {
        let count: Self::Output = n as Self::Output;
        let counts: Vec<Self::Output> = vec![count; 2];
        self.width * Self::Output::sqrt(distance) / counts[1] * Self::SCALE
    }

    fn point(&self, at: f64) -> Self::Point {
        Self::Point { x: at.sin(), y: at * self.width }
    }
}

/// A field was taken for the variable of its name.
#[differentiate]
fn field_of_a_constant(width: f64) -> f64 {
    width * width * Gaussian::UNIT.width
}

#[test]
fn associated_types_and_constants() {
    let kernel = Gaussian { width: 0.8 };
    kernel.covariance_check(2.0, 3).unwrap();
    kernel.point_check(2.0).unwrap();
}
