//! Places and views.

use ad_runtime::prelude::*;

#[test]
fn overwriting() {
    #[differentiate]
    fn overwritten(x: &[f64]) -> f64 {
        let mut a = x.to_vec();
        for i in 1..a.len() {
            a[i] = a[i - 1] * a[i];
        }
        a[0] = 0.0;
        (a[0], a[1]) = (a[1], a[2]);
        a[0] + a[1]
    }
    overwritten::check(&[2.0, 3.0, 5.0]).unwrap();
    assert_eq!(overwritten::grad(&[2.0, 3.0, 5.0]), [18.0, 12.0, 6.0]);
}

#[test]
fn nested_places() {
    #[derive(Clone, Debug, Differentiable)]
    struct State {
        x: [f64; 2],
        pair: (f64, Vec<f64>),
    }
    #[differentiate]
    fn changed(state: &State) -> f64 {
        let mut s = state.clone();
        s.x[0] *= s.pair.0;
        s.pair.1[0] += s.x[0];
        s.pair.1[0] * s.x[1]
    }
    let state = State { x: [2.0, 3.0], pair: (5.0, vec![1.0]) };
    changed::check(&state).unwrap();
    let bar = changed::grad(&state);
    assert_eq!((bar.x, bar.pair), ([15.0, 11.0], (6.0, vec![3.0])));
}

#[test]
fn views() {
    #[differentiate]
    fn viewed(x: &[f64]) -> f64 {
        let middle = &x[1..x.len() - 1];
        let head = &middle[..2];
        head[0] * head[1] * x[0]
    }
    viewed::check(&[2.0, 3.0, 5.0, 7.0]).unwrap();
    assert_eq!(viewed::grad(&[2.0, 3.0, 5.0, 7.0]), [15.0, 10.0, 6.0, 0.0]);
}

#[test]
fn mutable_views() {
    #[differentiate]
    fn through_views(x: &[f64]) -> f64 {
        let mut a = x.to_vec();
        let tail = &mut a[1..];
        tail[0] *= tail[1];
        let first = &mut a[0];
        *first *= 2.0;
        a[0] * a[1]
    }
    through_views::check(&[2.0, 3.0, 5.0]).unwrap();
    assert_eq!(through_views::grad(&[2.0, 3.0, 5.0]), [30.0, 20.0, 12.0]);
}

#[test]
fn split_at_mut() {
    #[differentiate]
    fn crossed(x: &[f64]) -> f64 {
        let mut a = x.to_vec();
        let (left, right) = a.split_at_mut(1);
        left[0] *= right[0];
        right[0] += left[0];
        a[0] + a[1]
    }
    crossed::check(&[2.0, 3.0]).unwrap();
    // 2 x₀ x₁ + x₁
    assert_eq!(crossed::grad(&[2.0, 3.0]), [6.0, 5.0]);
}

#[test]
fn returned_references() {
    #[differentiate]
    fn longer<'a>(a: &'a [f64], b: &'a [f64]) -> &'a [f64] {
        if a.len() < b.len() { b } else { a }
    }
    #[differentiate]
    fn ends(x: &[f64], y: &[f64]) -> f64 {
        let list = longer(x, y);
        list[0] * list[list.len() - 1]
    }
    ends::check(&[2.0], &[3.0, 4.0]).unwrap();
    assert_eq!(ends::grad(&[2.0], &[3.0, 4.0]), (vec![0.0], vec![4.0, 3.0]));
}

#[test]
fn references_in_results() {
    #[differentiate]
    fn get(x: &[f64], i: usize) -> Option<&f64> {
        x.get(i)
    }
    #[differentiate]
    fn ends(x: &[f64]) -> (&f64, &f64) {
        (&x[0], &x[x.len() - 1])
    }
    #[differentiate]
    fn product(x: &[f64], k: f64) -> f64 {
        let (first, last) = ends(x);
        match get(x, 1) {
            Some(v) => *v * k * *first * *last,
            None => k,
        }
    }
    assert_eq!(product::grad(&[2.0, 3.0, 5.0], 1.0), (vec![15.0, 10.0, 6.0], 30.0));
    product::check(&[0.2, 0.3, 0.5], 0.7).unwrap();
    product::check(&[0.2], 0.7).unwrap();
}

#[test]
fn iterators_out_of_methods() {
    #[derive(Clone, Differentiable)]
    struct Net {
        weights: Vec<f64>,
        rows: Vec<Vec<usize>>,
    }
    #[differentiate]
    impl Net {
        fn weights(&self) -> std::slice::Iter<'_, f64> {
            self.weights.iter()
        }
        fn row(&self, i: usize) -> impl Iterator<Item = (usize, &f64)> + '_ {
            self.rows[i].iter().map(|&j| (j, &self.weights[j]))
        }
        fn energy(&self) -> f64 {
            let mut sum = self.weights().map(|w| w * w).sum::<f64>();
            for (j, w) in self.row(0) {
                sum += w * j as f64;
            }
            sum
        }
    }
    let net = Net { weights: vec![2.0, 3.0, 5.0], rows: vec![vec![2, 1]] };
    assert_eq!(net.energy_grad().weights, [4.0, 7.0, 12.0]);
    net.energy_check().unwrap();
}

#[test]
fn lent_parts() {
    #[derive(Clone, Differentiable)]
    struct Grid {
        cells: Vec<f64>,
        #[constant]
        columns: usize,
    }
    #[differentiate]
    impl Grid {
        fn at_mut(&mut self, i: usize, j: usize) -> &mut f64 {
            &mut self.cells[i * self.columns + j]
        }
        fn row_mut(&mut self, i: usize) -> &mut [f64] {
            &mut self.cells[i * self.columns..(i + 1) * self.columns]
        }
    }
    #[differentiate]
    fn heated(grid: &Grid, x: f64) -> f64 {
        let mut grid = grid.clone();
        *grid.at_mut(0, 1) *= x;
        let row = grid.row_mut(1);
        row[0] += x * x;
        grid.cells[1] * grid.cells[2]
    }
    let grid = Grid { cells: vec![1.0, 2.0, 3.0, 4.0], columns: 2 };
    // 2 x (3 + x²)
    assert_eq!(heated::grad(&grid, 1.0).1, 12.0);
    heated::check(&grid, 0.3).unwrap();
}

#[test]
fn chosen_references() {
    #[differentiate]
    fn product(x: &[f64], y: &[f64]) -> f64 {
        let list = if x[0] > y[0] { x } else { y };
        list.iter().product()
    }
    product::check(&[2.0, 5.0], &[3.0, 4.0]).unwrap();
    assert_eq!(product::grad(&[2.0, 5.0], &[3.0, 4.0]), (vec![0.0, 0.0], vec![4.0, 3.0]));
}

#[test]
fn references_that_change() {
    #[derive(Clone, Debug, Differentiable)]
    struct Body {
        mass: f64,
    }
    #[differentiate]
    fn heaviest(bodies: &[Body], k: f64) -> f64 {
        let mut best: Option<&Body> = None;
        for body in bodies {
            if best.is_none_or(|other| body.mass > other.mass) {
                best = Some(body);
            }
        }
        let mut last = &bodies[0];
        for body in bodies {
            last = body;
        }
        best.unwrap().mass * k + last.mass
    }
    let bodies = [2.0, 5.0, 3.0].map(|mass| Body { mass });
    heaviest::check(&bodies, 7.0).unwrap();
    let (bars, k_bar) = heaviest::grad(&bodies, 7.0);
    let masses: Vec<_> = bars.iter().map(|bar| bar.mass).collect();
    assert_eq!((masses, k_bar), (vec![0.0, 7.0, 1.0], 5.0));
}

#[test]
fn push_and_pop() {
    #[differentiate]
    fn stacked(x: f64, y: f64) -> f64 {
        let mut stack = Vec::new();
        stack.push(x);
        stack.push(x * y);
        let top = stack.pop().unwrap();
        stack.push(top * top);
        stack[0] + stack[1]
    }
    stacked::check(2.0, 3.0).unwrap();
    assert_eq!(stacked::grad(2.0, 3.0), (37.0, 24.0));
}

#[test]
fn insert_and_remove() {
    #[differentiate]
    fn edited(x: &[f64], y: f64) -> f64 {
        let mut a = x.to_vec();
        a.insert(1, y * y);
        let removed = a.remove(0);
        a.extend_from_slice(x);
        a.truncate(3);
        a[0] * removed + a[2]
    }
    edited::check(&[2.0, 5.0], 3.0).unwrap();
    assert_eq!(edited::grad(&[2.0, 5.0], 3.0), (vec![10.0, 0.0], 12.0));
}

#[test]
fn reordering() {
    #[differentiate]
    fn reordered(x: &[f64]) -> f64 {
        let mut a = x.to_vec();
        a.swap(0, 2);
        a.reverse();
        a.rotate_left(1);
        let mut b = vec![0.0; 3];
        b.copy_from_slice(&a);
        b[2..].fill(1.0);
        b[0] + 2.0 * b[1] + a[2] * 3.0
    }
    reordered::check(&[2.0, 3.0, 5.0]).unwrap();
    assert_eq!(reordered::grad(&[2.0, 3.0, 5.0]), [3.0, 1.0, 2.0]);
}

#[test]
fn mem_swap() {
    #[differentiate]
    fn stepped(x: &[f64]) -> f64 {
        let mut now = x.to_vec();
        let mut next = vec![0.0; x.len()];
        for _ in 0..2 {
            for i in 0..now.len() {
                next[i] = now[i] * now[now.len() - 1 - i];
            }
            std::mem::swap(&mut now, &mut next);
        }
        let first = std::mem::replace(&mut now[0], 1.0);
        let other = std::mem::take(&mut next)[0] * now[0];
        drop(next);
        first + other
    }
    stepped::check(&[2.0, 3.0]).unwrap();
    // x₀² x₁² + x₀ x₁
    assert_eq!(stepped::grad(&[2.0, 3.0]), [39.0, 26.0]);
}

#[test]
fn own_indices() {
    use std::ops::{Index, IndexMut};
    #[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
    struct Vec2 {
        x: f64,
        y: f64,
    }
    #[differentiate]
    impl Index<usize> for Vec2 {
        type Output = f64;
        fn index(&self, i: usize) -> &f64 {
            match i {
                0 => &self.x,
                1 => &self.y,
                _ => panic!("no component {i}"),
            }
        }
    }
    #[differentiate]
    impl IndexMut<usize> for Vec2 {
        fn index_mut(&mut self, i: usize) -> &mut f64 {
            match i {
                0 => &mut self.x,
                1 => &mut self.y,
                _ => panic!("no component {i}"),
            }
        }
    }
    #[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
    struct Square([[f64; 2]; 2]);
    #[differentiate]
    impl Index<(usize, usize)> for Square {
        type Output = f64;
        fn index(&self, (i, j): (usize, usize)) -> &f64 {
            &self.0[i][j]
        }
    }
    #[differentiate]
    fn energy(m: &Square, v: Vec2) -> f64 {
        let mut w = Vec2 { x: 0.0, y: 0.0 };
        for i in 0..2 {
            for j in 0..2 {
                w[i] += m[(i, j)] * v[j];
            }
        }
        w.x * v[0] + w[1] * v.y
    }
    let (m, v) = (Square([[2.0, 1.0], [0.0, 3.0]]), Vec2 { x: 1.0, y: 2.0 });
    energy::check(&m, v).unwrap();
    let expected = (SquareTangent([[1.0, 2.0], [2.0, 4.0]]), Vec2Tangent { x: 6.0, y: 13.0 });
    assert_eq!(energy::grad(&m, v), expected);
}

#[test]
fn own_pointers() {
    use std::ops::{Deref, DerefMut};
    #[derive(Clone, Debug, PartialEq, Differentiable)]
    struct Weights(Vec<f64>);
    #[differentiate]
    impl Deref for Weights {
        type Target = Vec<f64>;
        fn deref(&self) -> &Vec<f64> {
            &self.0
        }
    }
    #[differentiate]
    impl DerefMut for Weights {
        fn deref_mut(&mut self) -> &mut Vec<f64> {
            &mut self.0
        }
    }
    #[differentiate]
    fn product(w: Weights, k: f64) -> f64 {
        let mut w = w;
        w[0] *= k;
        w[0] * w[1]
    }
    let w = Weights(vec![2.0, 3.0]);
    product::check(w.clone(), 0.5).unwrap();
    assert_eq!(product::grad(w, 0.5), (WeightsTangent(vec![1.5, 1.0]), 6.0));
}
