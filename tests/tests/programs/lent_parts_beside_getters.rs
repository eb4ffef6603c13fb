//! Getters that return references beside methods that lend parts to be changed: what was read is dead before something changes.

use ad_runtime::prelude::*;

#[derive(Clone, Debug, Differentiable)]
struct Cell {
    u: f64,
    v: f64,
}

#[derive(Clone, Debug, Differentiable)]
struct Grid {
    width: usize,
    cells: Vec<Cell>,
    edge: Vec<f64>,
}

#[differentiate]
impl Grid {
    fn zero(n: usize) -> Grid {
        Grid { width: 1, cells: Vec::new(), edge: vec![0.0; n] }
    }
    fn at(&self, i: usize) -> &f64 {
        &self.edge[i]
    }
    fn at_mut(&mut self, i: usize) -> &mut f64 {
        &mut self.edge[i]
    }
    fn cell(&self, i: usize, j: usize) -> &Cell {
        &self.cells[i * self.width + j]
    }
    fn cell_mut(&mut self, i: usize, j: usize) -> &mut Cell {
        &mut self.cells[i * self.width + j]
    }
    fn tail(&self, i: usize) -> &[f64] {
        &self.edge[i..]
    }
    /// Methods by the names of slices' that hand out an element in an `Option`.
    fn last_mut(&mut self) -> &mut Cell {
        let n = self.cells.len();
        &mut self.cells[n - 1]
    }
    fn get_mut(&mut self, i: usize) -> &mut Cell {
        &mut self.cells[i]
    }
    fn first_mut(&mut self) -> &mut f64 {
        &mut self.edge[0]
    }
    fn energy(&self) -> f64 {
        let cells = self.cells.iter().map(|c| c.u * c.u + c.v * self.edge[1]).sum::<f64>();
        cells + self.edge.iter().map(|e| e * e * e).sum::<f64>()
    }
    fn laplacian(&self, i: usize) -> f64 {
        *self.at(i) - 2.0 * *self.at(1) + *self.at(2)
    }
    fn smooth(&mut self, k: f64) {
        for i in 0..2 {
            let l = self.laplacian(i);
            *self.at_mut(i) += k * l;
        }
    }
    fn step(&mut self, k: f64) {
        for i in 0..2 {
            let u = *self.at(i) * *self.at(i + 1);
            *self.at_mut(i) += k * u;
        }
        let c = self.cell_mut(0, 1);
        c.u *= k;
        let d = self.cell(1, 0);
        let v = d.v;
        self.cell_mut(0, 0).v -= v * k;
    }
}

#[derive(Clone, Debug, Differentiable)]
struct Simulation {
    grid: Grid,
    time: f64,
}

#[differentiate]
impl Simulation {
    fn advance(&mut self, k: f64) {
        let u = *self.grid.at(0);
        *self.grid.at_mut(1) = u * k;
        self.grid.step(k);
        let c = self.grid.cell_mut(1, 1);
        c.v = c.u * k + self.time;
        self.time += *self.grid.at(2);
    }
}

/// Functions of a grid of one's own, and of one that is lent.
macro_rules! grids {
    ($($name:ident |$g:ident, $k:ident| $body:block)*) => {
        mod owned {
            use super::*;
            $(#[differentiate]
            #[allow(unused_mut)]
            pub fn $name(grid: &Grid, $k: f64) -> f64 {
                let mut $g = grid.clone();
                $body
            })*
        }
        mod lent {
            use super::*;
            $(#[differentiate]
            pub fn $name($g: &mut Grid, $k: f64) -> f64 $body)*
        }
        #[test]
        fn getters_and_parts() {
            let k = 1.3;
            $({
                let at = |by: f64| owned::$name(&grid(), k + by);
                let slope = (at(1e-6) - at(-1e-6)) / 2e-6;
                let (value, (_, owned)) = owned::$name::value_and_grad(&grid(), k);
                assert_eq!(value, at(0.0), stringify!($name));
                assert!((owned - slope).abs() < 1e-7 * (1.0 + slope.abs()), stringify!($name));
                owned::$name::check(&grid(), k).expect(stringify!($name));
                lent::$name::check(&mut grid(), k).expect(stringify!($name));
            })*
        }
    };
}

fn grid() -> Grid {
    let cell = |u, v| Cell { u, v };
    let cells = vec![cell(1.0, 2.0), cell(0.5, 0.2), cell(0.1, 0.9), cell(3.0, 4.0)];
    Grid { width: 2, cells, edge: vec![0.3, 0.7, 1.1] }
}

grids! {
    updated |g, k| {
        let u = *g.at(0);
        *g.at_mut(1) = u * u * k;
        g.edge[0] * g.edge[1]
    }
    dead_parts |g, k| {
        let c = g.cell_mut(0, 0);
        c.u *= 2.0;
        let u = g.cell(1, 1).u;
        g.cell_mut(1, 1).v = u * k;
        g.energy()
    }
    two_at_once |g, k| {
        let a = g.cell(0, 0);
        let b = g.cell(1, 1);
        let d = a.u - b.u;
        g.cell_mut(0, 0).u += k * d;
        *g.at(0) * *g.at(1) + g.energy()
    }
    operands |g, k| {
        let product = g.at(0) * g.at(1) * k;
        *g.at_mut(0) = product;
        g.energy()
    }
    in_one_statement |g, k| {
        *g.at_mut(1) = *g.at(0) * k;
        *g.at_mut(2) += *g.at(1) * *g.at(0);
        g.energy()
    }
    in_loops |g, k| {
        for i in 0..2 {
            let u = *g.at(i) + k * *g.at(i + 1);
            *g.at_mut(i) = u;
        }
        let mut n = 0;
        while n < 2 && *g.at(0) < 5.0 {
            let u = g.at(1).sin();
            *g.at_mut(0) += u * k;
            n += 1;
        }
        g.energy()
    }
    copied_in_loops |g, k| {
        let mut s = 0.0;
        for i in 0..2 {
            let mut h = g.clone();
            let u = *h.at(i);
            *h.at_mut(0) = u * k;
            s += h.energy() * h.edge[0];
        }
        s
    }
    passed_on |g, k| {
        let sum: f64 = g.tail(1).iter().sum();
        let twice = doubled(g.at(0)) + (0..2).map(|i| *g.at(i) * k).sum::<f64>();
        *g.at_mut(0) = sum * twice;
        g.energy()
    }
    last_used_in_a_branch |g, k| {
        let c = g.cell(0, 0);
        if c.u > k {
            return c.u * k;
        }
        let u = c.u;
        if u > 0.5 {
            let d = g.cell(1, 1);
            match g.width {
                0 => *g.at_mut(1) = d.u,
                _ => {
                    let v = d.v;
                    g.cell_mut(0, 1).u = u * k * v;
                }
            }
        }
        g.energy()
    }
    siblings |g, k| {
        let e = g.cell_mut(1, 1);
        e.v = e.u * k;
        e.u += e.v;
        let product = e.u * e.v;
        let old = g.clone();
        for i in 0..2 {
            let c = old.cell(i, 0);
            let n = g.cell_mut(i, 1);
            n.u = c.u * c.v * k + n.u;
        }
        product * g.energy()
    }
    names_of_std |g, k| {
        g.last_mut().u += k;
        let c = g.last_mut();
        c.v = c.u * k;
        g.get_mut(1).u += k;
        let c = g.get_mut(2);
        c.v = c.u * k;
        *g.first_mut() += k;
        g.energy()
    }
    by_methods |g, k| {
        g.step(k);
        for _ in 0..2 {
            g.smooth(k * 0.1);
        }
        g.laplacian(0) + g.energy()
    }
    made |g, k| {
        let mut h = Grid::zero(3);
        *h.at_mut(0) = k;
        *h.at_mut(1) = *h.at(0) * *g.at(1);
        h.smooth(k);
        let a = h.at(0);
        let b = h.at(1);
        *a * *b + g.energy()
    }
    in_fields |g, k| {
        let mut s = Simulation { grid: g.clone(), time: k };
        s.advance(k);
        let e = s.grid.cell_mut(1, 0);
        e.v = e.u * k + e.v;
        let u = s.grid.cell(0, 0).u;
        s.grid.cell_mut(0, 0).v = u * k;
        s.advance(0.5);
        s.grid.energy() * s.time
    }
}

#[differentiate]
fn doubled(x: &f64) -> f64 {
    2.0 * x * x
}
