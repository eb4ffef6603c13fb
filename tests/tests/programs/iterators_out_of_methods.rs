//! Functions and methods that result in iterators, and in lists of references; and what their callers do with them.

use std::cell::Cell;

use ad_runtime::prelude::*;

#[derive(Clone, Debug, Differentiable)]
struct Spring {
    k: f64,
    x: f64,
    on: bool,
}

#[derive(Clone, Debug, Differentiable)]
struct Net {
    springs: Vec<Spring>,
    w: Vec<f64>,
    rows: Vec<Vec<usize>>,
}

fn net() -> Net {
    let spring = |k, x, on| Spring { k, x, on };
    Net {
        springs: vec![spring(1.0, 0.5, true), spring(2.0, 0.7, false), spring(3.0, -0.4, true)],
        w: vec![0.3, 0.9, -0.8],
        rows: vec![vec![1, 2], vec![0], vec![0, 1, 2]],
    }
}

#[differentiate]
impl Net {
    fn springs(&self) -> impl Iterator<Item = &Spring> + '_ {
        self.springs.iter().filter(|s| s.on)
    }
    fn weights(&self) -> std::slice::Iter<'_, f64> {
        self.w.iter()
    }
    fn scaled<'a>(&'a self, k: f64) -> impl DoubleEndedIterator<Item = f64> + 'a {
        self.w.iter().map(move |w| w * k)
    }
    fn neighbours(&self, i: usize) -> impl Iterator<Item = (usize, &f64)> + '_ {
        self.rows[i].iter().map(|&j| (j, &self.w[j]))
    }
    fn pairs(&self) -> Box<dyn Iterator<Item = (&Spring, &Spring)> + '_> {
        Box::new(
            self.springs
                .iter()
                .enumerate()
                .flat_map(|(i, a)| self.springs[i + 1..].iter().map(move |b| (a, b))),
        )
    }
    fn some(&self, all: bool) -> Box<dyn Iterator<Item = &f64> + '_> {
        if all { Box::new(self.w.iter()) } else { Box::new(self.w[1..].iter()) }
    }
    fn first(&self, n: usize) -> impl Iterator<Item = &f64> {
        if n == 0 {
            return self.w[..1].iter();
        }
        self.w[..n].iter()
    }
    fn chunks(&self) -> std::slice::Chunks<'_, f64> {
        self.w.chunks(2)
    }
    /// Of others.
    fn stretched(&self) -> impl Iterator<Item = &Spring> + '_ {
        self.springs().filter(|s| s.x > 0.0)
    }
    fn forces(&self) -> impl Iterator<Item = f64> + '_ {
        self.springs().map(|s| force(s))
    }

    fn in_loops(&self) -> f64 {
        let mut e = 0.0;
        for s in self.springs() {
            e += s.k * s.x * s.x;
        }
        for w in self.weights() {
            e += w * *w;
        }
        for (j, w) in self.neighbours(2) {
            e += w * self.w[j] * j as f64;
        }
        for w in self.scaled(self.w[0]) {
            e += w.sin() * w;
        }
        for (a, b) in self.pairs() {
            e += (a.x - b.x).powi(2) * a.k;
        }
        e
    }
    fn in_more_loops(&self) -> f64 {
        let mut e = 0.0;
        for &w in self.some(self.w[0] > 0.0) {
            e += w * w;
        }
        for w in self.first(2) {
            e += e * w;
        }
        for c in self.chunks() {
            e += c[0] * c[c.len() - 1];
        }
        for s in self.stretched() {
            e *= s.x;
        }
        for f in self.forces() {
            e += f * f;
        }
        for (i, w) in self.weights().enumerate() {
            e += w * i as f64;
        }
        for w in self.weights().map(|w| w * w) {
            e += w.sin() * e;
        }
        for w in self.weights().rev().skip(1) {
            e += w.exp();
        }
        let weights = self.weights();
        for w in weights {
            e += w.cos();
        }
        e
    }
    fn nested(&self) -> f64 {
        let mut e = 0.0;
        for i in 0..self.rows.len() {
            for (j, w) in self.neighbours(i) {
                e += w * self.w[i] * j as f64 + e * w;
            }
        }
        e
    }
    fn left(&self) -> f64 {
        let mut e = 0.0;
        for w in self.scaled(2.0) {
            if w > 1.0 {
                break;
            }
            e += w * w;
        }
        e
    }

    fn sums(&self) -> f64 {
        let squares: f64 = self.weights().map(|w| w * w).sum();
        let of_some = self.springs().filter(|s| s.x > 0.0).map(|s| s.k * s.x).sum::<f64>();
        let of_pairs = self.pairs().map(|(a, b)| (a.x - b.x).powi(2)).sum::<f64>();
        let beside = self.neighbours(0).map(|(j, w)| w * self.w[j]).sum::<f64>();
        let by_value = self.neighbours(0).map(|(j, &w)| w * self.w[j]).sum::<f64>();
        squares * of_some + of_pairs * beside + by_value * self.forces().sum::<f64>()
    }
    fn zips(&self) -> f64 {
        let left = self.weights().zip(self.springs()).map(|(w, s)| w * s.k).sum::<f64>();
        let right = self.w.iter().zip(self.springs()).map(|(w, s)| w * s.x).sum::<f64>();
        left * right
    }
    fn folds(&self) -> f64 {
        let folded = self.weights().fold(1.0, |a, w| a * w + a.sin());
        folded * self.weights().copied().fold(0.0, f64::max)
    }
    fn searches(&self) -> f64 {
        let largest = *self.weights().max_by(|a, b| a.partial_cmp(b).unwrap()).unwrap();
        let found = match self.springs().find(|s| s.x < 0.0) {
            Some(s) => s.k * s.x,
            None => 0.0,
        };
        let is_any = self.weights().any(|w| *w < 0.0);
        if is_any { largest * found } else { largest }
    }
    fn chains(&self) -> f64 {
        let list: Vec<f64> = self.weights().map(|w| w * 2.0).collect();
        let while_positive = self.weights().take_while(|w| **w > 0.0).map(|w| w * w).sum::<f64>();
        let last = self.scaled(self.w[1]).rev().take(2).map(|w| w.exp()).sum::<f64>();
        let named = self.weights();
        list[0] * list[1] + while_positive * last + named.map(|w| w * w).sum::<f64>()
    }
}

#[differentiate]
fn force(s: &Spring) -> f64 {
    -s.k * s.x
}

#[derive(Clone, Debug, Differentiable)]
struct Model {
    net: Net,
    k: f64,
}

#[differentiate]
impl Model {
    fn loss(&self) -> f64 {
        let mut e = self.net.weights().map(|w| w * self.k).sum::<f64>();
        for s in self.net.springs() {
            e += s.x * self.k;
        }
        for w in self.net.scaled(self.k).rev() {
            e = e * 0.5 + w;
        }
        e
    }
}

/// By the names of lists' methods.
#[derive(Clone, Debug, Differentiable)]
struct Matrix {
    columns: usize,
    data: Vec<f64>,
}

#[differentiate]
impl Matrix {
    fn rows(&self) -> impl Iterator<Item = &[f64]> {
        self.data.chunks(self.columns)
    }
    fn column(&self, j: usize) -> impl Iterator<Item = f64> + '_ {
        self.data.iter().skip(j).step_by(self.columns).copied()
    }
    fn iter(&self) -> std::slice::Iter<'_, f64> {
        self.data.iter()
    }
    fn weighted(&self) -> f64 {
        let mut sum = 0.0;
        for (i, x) in self.iter().enumerate() {
            sum += x * i as f64;
        }
        sum * self.iter().map(|x| x.cos()).sum::<f64>()
    }
}

#[differentiate]
fn of_matrices(t: &Matrix) -> f64 {
    let mut sum = t.column(1).map(|x| x * x).sum::<f64>();
    for row in t.rows() {
        sum += row[0] * sum;
    }
    sum * t.weighted()
}

#[differentiate]
fn picked<'a>(x: &'a [f64], indices: &'a [usize]) -> impl Iterator<Item = &'a f64> + 'a {
    indices.iter().map(|&i| &x[i])
}

#[differentiate]
fn every_other(x: &[f64]) -> impl Iterator<Item = &f64> {
    x.iter().step_by(2)
}

#[differentiate]
fn of_functions(x: &[f64]) -> f64 {
    let mut e = 0.0;
    for v in every_other(x) {
        e += v * v;
    }
    for v in picked(x, &[2, 1]) {
        e += v;
    }
    e * every_other(x).map(|v| v.sin()).fold(1.0, |a, b| a * b)
}

#[differentiate]
trait Size {
    fn size(&self) -> f64;
}

#[differentiate]
impl Size for f64 {
    fn size(&self) -> f64 {
        *self * *self
    }
}

#[derive(Clone, Debug, Differentiable)]
struct Holder<M> {
    items: Vec<M>,
}

#[differentiate]
impl<M: Size + Differentiable + Clone> Holder<M> {
    fn items(&self) -> impl Iterator<Item = &M> + '_ {
        self.items.iter()
    }
    fn all(&self) -> f64 {
        let mut e = 0.0;
        for item in self.items() {
            e += item.size();
        }
        e
    }
}

#[differentiate]
fn of_any<M: Size + Differentiable + Clone>(holder: &Holder<M>) -> f64 {
    holder.items().map(|item| item.size()).sum::<f64>()
}

/// Lists of references, written as such.
#[differentiate]
impl Net {
    fn on(&self) -> Vec<&Spring> {
        self.springs.iter().filter(|s| s.on).collect()
    }
    fn numbered(&self) -> Vec<(usize, &f64)> {
        let mut all = Vec::new();
        for (i, w) in self.w.iter().enumerate() {
            all.push((i, w));
        }
        all
    }
    fn of_lists(&self) -> f64 {
        let on = self.on();
        let mut e = on[0].k * on[1].x * on.len() as f64;
        for (i, w) in self.numbered() {
            e += w * i as f64;
        }
        e + self.numbered().into_iter().map(|(i, w)| w * *w * self.w[i]).sum::<f64>()
    }
}

/// Constants stay the user's own, one item after the other.
struct Table {
    made: Cell<usize>,
}

impl Table {
    fn factors(&self) -> impl Iterator<Item = f64> + '_ {
        (1..).map(|i| {
            self.made.set(self.made.get() + 1);
            i as f64
        })
    }
}

#[differentiate]
fn of_constants(x: &[f64], #[constant] table: &Table) -> f64 {
    let mut e = 0.0;
    for (x, f) in x.iter().zip(table.factors()) {
        e += x * x * f;
    }
    for f in table.factors() {
        if f > 2.0 {
            break;
        }
        e *= f;
    }
    e
}

/// Own methods by the names of iterators'.
#[derive(Clone, Debug, Differentiable)]
struct Series {
    terms: Vec<f64>,
}

#[differentiate]
impl Series {
    fn sum(&self) -> f64 {
        self.terms[0] + 10.0 * self.terms[1]
    }
    fn rev(&self) -> Series {
        Series { terms: vec![self.terms[1], self.terms[0]] }
    }
    fn squared(&self) -> Series {
        Series { terms: vec![self.terms[0] * self.terms[0], self.terms[1] * self.terms[1]] }
    }
    fn coefficients(&self) -> [f64; 2] {
        [self.terms[0], self.terms[1]]
    }
    fn own(&self) -> f64 {
        let mut e = self.squared().sum() * self.squared().rev().sum();
        for c in self.coefficients().map(|c| c * c) {
            e += e * c;
        }
        e
    }
}

#[test]
fn loops() {
    let net = net();
    net.in_loops_check().unwrap();
    net.in_more_loops_check().unwrap();
    net.nested_check().unwrap();
    net.left_check().unwrap();
    let bar = net.left_grad();
    // The loop ends before the second weight.
    assert_eq!(bar.w, [8.0 * 0.3, 0.0, 0.0]);
}

#[test]
fn chains() {
    let net = net();
    net.sums_check().unwrap();
    net.zips_check().unwrap();
    net.folds_check().unwrap();
    net.searches_check().unwrap();
    net.chains_check().unwrap();
    net.weights_check().unwrap();
    let bar = net.searches_grad();
    assert_eq!(bar.w, [0.0, 3.0 * -0.4, 0.0]);
    assert_eq!(bar.springs[2].x, 0.9 * 3.0);
    let (items, pullback) = net.neighbours_vjp(0);
    assert_eq!(items, [(1, &0.9), (2, &-0.8)]);
    let (bar, _) = (pullback(vec![((), 2.0), ((), 3.0)]), ());
    assert_eq!(bar.w, [0.0, 2.0, 3.0]);
}

#[test]
fn elsewhere() {
    Model { net: net(), k: 0.7 }.loss_check().unwrap();
    of_functions::check(&[0.3, 0.4, 0.5]).unwrap();
    of_matrices::check(&Matrix { columns: 2, data: vec![0.2, 0.5, 0.8, 0.1] }).unwrap();
    let holder = Holder { items: vec![0.3, 0.4] };
    holder.all_check().unwrap();
    of_any::check(&holder).unwrap();
    assert_eq!(of_any::grad(&holder).items, [0.6, 0.8]);
}

#[test]
fn lists_of_references() {
    let net = net();
    net.of_lists_check().unwrap();
    net.on_check().unwrap();
    net.numbered_check().unwrap();
}

#[test]
fn constants_are_lazy() {
    let made = || Table { made: Cell::new(0) };
    let (plain, forward, reverse) = (made(), made(), made());
    let x = [0.3, 0.7];
    let value = of_constants(&x, &plain);
    assert_eq!(of_constants::jvp(&x, &forward, &[1.0, 0.0]).0, value);
    let bar = of_constants::grad(&x, &reverse);
    assert_eq!(plain.made.get(), forward.made.get());
    assert_eq!(plain.made.get(), reverse.made.get());
    assert_eq!(bar, [2.0 * 2.0 * 0.3, 2.0 * 2.0 * 2.0 * 0.7]);
}

#[test]
fn own_methods() {
    Series { terms: vec![0.3, 0.7] }.own_check().unwrap();
}
