//! Functions and methods without derivatives, which are given parts of a differentiated struct that carry none: what they are rustc knows.

use ad_runtime::prelude::*;

#[derive(Clone, Debug, Differentiable)]
struct Mat {
    rows: usize,
    cols: usize,
    data: Vec<f64>,
}

fn weight(n: usize, k: usize) -> f64 {
    (n * n) as f64 + k as f64
}

fn table(n: usize, k: usize) -> Vec<f64> {
    (0..n * k).map(|i| 1.5 * i as f64).collect()
}

#[differentiate]
impl Mat {
    fn zeros(rows: usize, cols: usize) -> Mat {
        Mat { rows, cols, data: vec![0.0; rows * cols] }
    }

    fn identity(n: usize) -> Mat {
        let mut m = Mat::zeros(n, n);
        for i in 0..n {
            m.data[i * n + i] = 1.0;
        }
        m
    }

    fn squares(&self) -> Mat {
        let mut out = Self::zeros(self.rows, self.cols);
        for i in 0..self.data.len() {
            out.data[i] = self.data[i] * self.data[i];
        }
        out
    }

    fn scaled_diagonal(&self, k: f64) -> Mat {
        let mut out = Self::identity(self.rows);
        for i in 0..self.data.len() {
            out.data[i] *= k * self.data[i];
        }
        out
    }
}

/// 2 by 2.
#[differentiate]
fn made(x: &[f64]) -> f64 {
    let m = Mat { rows: 2, cols: 2, data: x.to_vec() };
    let mut out = Mat::zeros(m.rows, m.cols);
    for i in 0..m.rows {
        out.data[i] = m.data[i] * m.squares().data[i];
    }
    out.data[1] * m.scaled_diagonal(x[2]).data[3]
}

#[differentiate]
fn weighted(x: &[f64]) -> f64 {
    let m = Mat { rows: 2, cols: 2, data: x.to_vec() };
    weight(m.rows, 2) * m.data[0] * x[1] + table(m.rows, m.cols)[1] * m.data[0].sin()
}

#[differentiate]
fn of_sums(x: &[f64]) -> f64 {
    let m = Mat { rows: 2, cols: 1, data: x.to_vec() };
    let mut sum = 0.0;
    for i in 0..m.rows {
        sum += weight(m.rows + m.cols, i) * m.data[i] * m.data[i];
    }
    sum
}

#[derive(Clone, Debug, Differentiable)]
struct Atom {
    #[constant]
    element: usize,
    kind: usize,
    pos: f64,
}

struct Field {
    k: Vec<f64>,
}

impl Field {
    fn of(&self, kind: usize) -> f64 {
        self.k[kind]
    }

    fn between(&self, kind: usize, scale: f64) -> f64 {
        self.k[kind] * scale
    }
}

#[differentiate]
fn energy(atoms: &[Atom], #[constant] field: &Field) -> f64 {
    let mut energy = 0.0;
    for a in atoms {
        energy += field.of(a.element) * (a.pos - 2.0);
        for b in atoms {
            energy += field.between(a.kind + b.kind, 0.5) * a.pos * b.pos;
        }
    }
    energy
}

#[differentiate]
fn of_atoms(x: &[f64]) -> f64 {
    let field = Field { k: vec![1.0, 2.0, 4.0] };
    let atoms =
        [Atom { element: 2, kind: 0, pos: x[0] }, Atom { element: 1, kind: 1, pos: x[1] * x[2] }];
    energy(&atoms, &field)
}

fn binomial(n: usize, k: usize) -> f64 {
    if k == 0 || k == n { 1.0 } else { binomial(n - 1, k - 1) + binomial(n - 1, k) }
}

#[derive(Clone, Debug, Differentiable)]
struct Bezier {
    order: usize,
    c: Vec<f64>,
}

#[differentiate]
impl Bezier {
    fn basis(&self, i: usize, t: f64) -> f64 {
        binomial(self.order, i) * t.powi(i as i32) * (1.0 - t).powi((self.order - i) as i32)
    }

    fn at(&self, t: f64) -> f64 {
        let mut sum = 0.0;
        for i in 0..=self.order {
            sum += self.basis(i, t) * self.c[i];
        }
        sum
    }
}

#[differentiate]
fn on_a_curve(x: &[f64]) -> f64 {
    let curve = Bezier { order: 2, c: x.to_vec() };
    curve.at(0.3) * curve.at(x[0])
}

/// A function whose derivatives are there is called with the same, and its derivatives are used.
#[differentiate]
fn halved(x: f64) -> f64 {
    x / 2.0
}

#[differentiate]
fn of_what_carries(x: &[f64]) -> f64 {
    let atom = Atom { element: 0, kind: 0, pos: x[0] * x[1] };
    halved(atom.pos) * halved(x[2])
}

#[test]
fn examined() {
    examined_at!([0.7, 1.3, -0.4, 2.1]; made weighted of_sums);
    examined_at!([0.7, 1.3, -0.4]; of_atoms on_a_curve of_what_carries);
}

/// What is in `#[constant]` fields is lent to functions without derivatives.
#[derive(Clone, Debug, Differentiable)]
struct Lender {
    w: f64,
    #[constant]
    grid: Vec<Vec<f64>>,
    #[constant]
    name: String,
    ws: Vec<f64>,
}

fn total(grid: &[Vec<f64>]) -> f64 {
    grid.iter().map(|row| row.iter().sum::<f64>()).sum()
}

fn n_letters(name: &str) -> usize {
    name.len()
}

struct Corner;

impl Corner {
    fn of(grid: &[Vec<f64>], k: usize) -> f64 {
        grid[k][0]
    }
}

#[differentiate]
fn summed(x: &[f64]) -> f64 {
    x.iter().map(|x| x * x).sum()
}

#[differentiate]
impl Lender {
    fn lent(&self, x: f64) -> f64 {
        let of_name = n_letters(&self.name) as f64 * x * self.w;
        of_name + total(&self.grid) * x + Corner::of(&self.grid, n_letters(&self.name) - 2) * self.w
    }

    fn beside(&self, x: f64) -> f64 {
        summed(&self.ws) * x + summed(&self.grid[1]) * self.w
    }
}

#[test]
fn constant_fields_are_lent() {
    let grid = vec![vec![1.0, 2.0], vec![3.0, 4.0]];
    let lender = Lender { w: 0.3, grid, name: "abc".into(), ws: vec![1.0, 2.0] };
    lender.lent_check(1.2).unwrap();
    lender.beside_check(1.2).unwrap();
    let (bar, x_bar) = lender.lent_grad(1.2);
    assert_eq!((bar.w, x_bar), (3.0 * 1.2 + 3.0, 3.0 * 0.3 + 10.0));
    assert_eq!(lender.beside_grad(1.2).0.w, 25.0);
}
