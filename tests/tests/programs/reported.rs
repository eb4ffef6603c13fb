//! Programs of new users that didn't do at first: each says what was wrong.

use ad_runtime::prelude::*;

/// The tangent of an annotated list of lists that begins empty had no type.
#[differentiate]
fn growing_basis(x: &[f64]) -> f64 {
    let mut q: Vec<Vec<f64>> = Vec::new();
    let mut s = 0.0;
    for i in 0..2 {
        for u in &q {
            s += u[0] * x[i];
        }
        q.push(vec![x[i]]);
    }
    s + q[1][0]
}

/// Its annotation left to rustc what it holds.
#[differentiate]
fn inferred_items(x: &[f64]) -> f64 {
    let positive: Vec<_> = x.iter().map(|&a| -a).filter(|a| *a < 0.0).collect();
    let mut rows: Vec<Vec<_>> = vec![];
    let mut largest: Option<_> = None;
    for a in x {
        rows.push(vec![a * 2.0]);
        if *a > 1.0 {
            largest = Some(a * a);
        }
    }
    positive.iter().product::<f64>() * rows[0][0] + largest.unwrap_or(0.3)
}

/// The text named a variable that has another name in the derivative.
#[differentiate]
fn names_in_text(x: f64) -> f64 {
    let mut smallest = x;
    for k in 0..3 {
        let (old, new) = (smallest, smallest * smallest);
        let (width, digits) = (4, k + 1);
        let text = format!("{old:width$.digits$}|{{old}}|{new:?}|{k}", k = old + 1.0);
        assert!(new < old, "{new} {k}",);
        if text.len() > 4 {
            smallest = new;
        }
    }
    smallest
}

/// Arrays of arrays were to begin as a `Default`, which those of any length don't have.
#[differentiate]
fn nested_array_map<const N: usize>(a: [[f64; N]; N], s: f64) -> [[f64; N]; N] {
    a.map(|row| row.map(|x| x * s * x))
}

#[differentiate]
fn outer_product<const N: usize>(x: [f64; N]) -> f64 {
    let m: [[f64; N]; N] =
        std::array::from_fn(|i| std::array::from_fn(|j| x[i] * x[j] * (i + 2 * j) as f64));
    let mut sum = 0.0;
    for i in 0..N {
        for j in i..N {
            sum += m[i][j] * m[j][i];
        }
    }
    sum
}

#[derive(Clone, Debug, Differentiable)]
struct Series {
    values: Vec<f64>,
    scale: f64,
}

/// What is pushed to an element was computed after the element was borrowed.
#[differentiate]
fn rows_that_grow(x: &[f64]) -> f64 {
    let mut rows = vec![vec![x[0]], vec![x[1]]];
    let series = Series { values: vec![x[0]], scale: x[1] };
    let mut several = vec![series.clone(), series];
    for i in 0..2 {
        let new = (1.5 * rows[i][0].tanh()).cos();
        rows[0].push(new);
        let first = rows[1][0] * x[2];
        rows[i].insert(0, first);
        let next = several[1].values[0] * several[0].scale;
        several[i].values.push(next);
    }
    rows[0][1] * rows[1][1] * rows[0][0] + several[1].values[1]
}

/// `get` of a range was no method that is known.
#[differentiate]
fn parts_by_get(x: &[f64], n: usize) -> f64 {
    let product = x.get(1..n).map(|part| part[0] * x[2]).unwrap_or(0.5);
    let sum = match x.get(n..) {
        Some(rest) => rest.iter().sum::<f64>(),
        None => x[0],
    };
    let mut y = x.to_vec();
    if let Some(first) = y.get_mut(..=n) {
        first[0] *= first[1];
    }
    let empty = x.get(n..=2).map_or(7.0, |part| part.len() as f64);
    product * sum * y[0] + empty * x[1]
}

#[differentiate]
fn add_square(a: &[f64], b: &mut Vec<f64>) {
    b[0] += a[0] * a[0];
}

/// What was recorded of the branch was moved before the call that borrows it.
#[differentiate]
fn lent_in_a_branch(x: &[f64], n: usize) -> f64 {
    let mut b = x.to_vec();
    if n == 0 {
        let a = x.to_vec();
        add_square(&a, &mut b);
    }
    b[0]
}

#[differentiate]
fn reference_in_a_branch(x: &[f64], n: usize) -> f64 {
    let mut b = x.to_vec();
    if n == 0 {
        let a = &x.to_vec();
        add_square(a, &mut b);
    }
    b[0]
}

#[derive(Clone, Copy, Debug, Differentiable)]
struct Shift {
    x: f64,
}

#[differentiate]
impl Shift {
    fn add(&self, other: &Shift) -> Shift {
        Shift { x: self.x + other.x }
    }

    fn scale(self, factor: f64) -> Shift {
        Shift { x: self.x * factor }
    }
}

#[derive(Clone, Debug, Differentiable)]
struct Mover {
    at: Shift,
    by: Shift,
}

/// A borrowed result of a method of an item of an iterator was taken for a constant.
#[differentiate]
fn moved_by_items(movers: &[Mover]) -> f64 {
    let mut sum = 0.0;
    for m in movers.iter() {
        sum += m.at.add(&m.by.scale(0.1)).x;
    }
    let mut movers = movers.to_vec();
    for m in movers.iter_mut() {
        m.at = m.at.add(&m.by.scale(0.1));
    }
    sum * movers[0].at.x
}

/// Ranges of other integers than `usize`, in pipelines, were computed in `usize`.
#[differentiate]
fn zipped_with_numbers(x: &[f64]) -> f64 {
    let mut s: f64 = x.iter().zip(0..).map(|(v, k)| v * (k - 2) as f64).sum();
    for (k, v) in (1i32..).zip(x) {
        s += v.powi(k) * f64::from(k);
    }
    s + x.iter().zip(1u8..).map(|(v, k)| v * f64::from(k)).sum::<f64>()
}

#[differentiate]
fn powers_of_ranges(x: f64, n: i64) -> f64 {
    let mut s = (-3..3).map(|k| x.powi(k)).sum::<f64>();
    s += (1..=4).rev().map(|k| x.powi(k)).sum::<f64>();
    for (i, k) in (-3..3).enumerate() {
        s += x.powi(k) * i as f64;
    }
    s += (-2..n).rev().map(|k| x * k as f64).sum::<f64>();
    s += (1u32..9).step_by(2).map(|k| x * f64::from(k)).sum::<f64>();
    s += (1..n).skip(1).zip(-1..3).map(|(a, b)| x.sin() * a as f64 + x * f64::from(b)).sum::<f64>();
    let w: Vec<f64> = (2..n).map(|k| x * k as f64).collect();
    s + (n..2).map(|k| x * k as f64).sum::<f64>() + w.iter().sum::<f64>()
}

/// What is taken from a queue in the condition was taken twice.
#[differentiate]
fn queued(x: &[f64]) -> f64 {
    let mut q = std::collections::VecDeque::from([0usize, 1]);
    let mut s = x[0];
    while let Some(i) = q.pop_front() {
        s += x[i] * s;
        if i == 1 {
            q.push_back(2);
        }
    }
    let mut rest = vec![3usize, 1];
    if let Some(i) = rest.pop_if(|i| *i == 1) {
        s *= 1.0 + x[i];
    }
    s * rest.len() as f64
}

/// Names that would begin with a digit were it not for the underscore.
#[differentiate]
fn numbered_names(_0: f64, _1: f64) -> f64 {
    let mut _2 = _0 * _1;
    for _3 in 0..3 {
        _2 *= _2.sin();
    }
    _2
}

/// What is found among tuples of references was a tuple of references, and compared as one.
#[differentiate]
fn argmin(x: &[f64]) -> f64 {
    let i = x.iter().enumerate().min_by(|(_, a), (_, b)| a.partial_cmp(b).unwrap()).unwrap().0;
    x[i] * x[i + 1]
}
#[differentiate]
fn value_at_argmax(x: &[f64], y: &[f64]) -> f64 {
    let (i, v) = x.iter().enumerate().max_by(|a, b| a.1.partial_cmp(b.1).unwrap()).unwrap();
    v * y[i]
}
#[differentiate]
fn best_of_copies(x: &[f64], y: &[f64]) -> f64 {
    let (i, v) = x.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)).unwrap();
    *v * y[i]
        + x.iter()
            .copied()
            .enumerate()
            .min_by(|a, b| a.1.total_cmp(&b.1))
            .map(|(i, v)| v * y[i])
            .unwrap()
}
#[differentiate]
fn found_pair(x: &[f64], y: &[f64]) -> f64 {
    if let Some((i, (a, b))) = x.iter().zip(y).enumerate().find(|(_, (a, b))| **a * **b < 2.5) {
        a * b * i as f64
    } else {
        0.0
    }
}
#[differentiate]
fn last_pair(x: &[f64], y: &[f64]) -> f64 {
    let (a, b) = x.iter().zip(y.iter()).last().unwrap();
    let m = x.iter().max_by(|a, b| a.partial_cmp(b).unwrap()).unwrap();
    a * b * m
}

#[differentiate]
fn square(v: f64) -> f64 {
    v * v
}

/// Items that are kept for a loop that may end early were references.
#[differentiate]
fn until_negative(x: &[f64]) -> f64 {
    let mut s = 1.0;
    for &v in x.iter().chain(x.iter().rev()) {
        if v < 0.0 {
            break;
        }
        s += square(v) * s;
    }
    for (i, v) in x.iter().chain(x.iter()).enumerate().take(3) {
        s += square(*v) * i as f64;
    }
    s
}

/// The tangent of a stack of numbers and weights had no type.
#[differentiate]
fn weighted_tree(nodes: &[f64], decay: f64) -> f64 {
    let mut stack = vec![(0usize, 1.0)];
    let mut s = 0.0;
    while let Some((i, w)) = stack.pop() {
        let v = nodes[i];
        s += w * v;
        for k in 2 * i + 1..(2 * i + 3).min(nodes.len()) {
            stack.push((k, w * decay * v));
        }
    }
    s
}

/// A list of constants that was collected was taken for an iterator.
#[differentiate]
fn by_letters(x: &[f64], prog: &str) -> f64 {
    let mut s = 1.0;
    let chars: Vec<char> = prog.chars().collect();
    for (i, &ch) in chars.iter().enumerate() {
        if ch == 'v' {
            s += s * x[i];
        }
    }
    for &ch in &chars {
        if ch == 'v' {
            s += s * x[0];
        }
    }
    let bytes = prog.bytes().collect::<Vec<u8>>();
    for b in &bytes {
        s += s * x[0] * *b as f64;
    }
    for b in bytes {
        s += s * x[0] * b as f64;
    }
    s
}

#[test]
fn letters() {
    by_letters::check(&[0.3, 0.4], "va").unwrap();
}

/// What was swapped with a variable outside of the loop was computed again in the reverse sweep, and changed that variable.
#[differentiate]
fn swapped_outwards(x: &[f64]) -> f64 {
    let mut outer = 0.1;
    for i in 0..x.len() {
        outer += 0.3 * x[i];
        for _ in 0..2 {
            let mut own = 0.0;
            for k in 0..x.len() {
                own += x[k] * x[i];
            }
            std::mem::swap(&mut own, &mut outer);
            own -= 0.5 * own.sin();
            outer -= 0.5 * f64::max(own, x[2]).sin();
        }
        outer = (2.0 + outer.cos()).ln();
    }
    outer
}

#[derive(Clone, Debug, Differentiable)]
struct Term {
    x: f64,
    n: usize,
}

/// The cast of an integer field was taken for one of a float.
#[differentiate]
impl Term {
    fn value(&self) -> f64 {
        self.x.powi(self.n as i32) / f64::from(self.n as u32)
    }
}

#[test]
fn integer_fields() {
    Term { x: 2.0, n: 3 }.value_check().unwrap();
}

programs! {
    numbered_names(x, y) -> scalar at (0.5, 1.5);
    argmin(&x) -> scalar at ([0.5, 1.2, 2.1, 3.1]);
    value_at_argmax(&x, &y) -> scalar at ([1.0, 3.0], [2.0, 1.0]);
    best_of_copies(&x, &y) -> scalar at ([1.0, 3.0], [2.0, 1.0]);
    found_pair(&x, &y) -> scalar at ([1.5, 3.0], [2.0, 0.4]);
    last_pair(&x, &y) -> scalar at ([1.0, 3.0], [2.0, 1.0]);
    until_negative(&x) -> scalar at ([0.5, 1.2, 2.1, 3.1]), ([0.5, 1.2, -0.3, 0.7]);
    weighted_tree(&nodes, decay) -> scalar at ([0.5, 1.2, 2.1, 3.1], 0.3);
    swapped_outwards(&x) -> scalar at ([0.5, -0.6, 1.4]);
    queued(&x) -> scalar at ([0.5, 1.5, -0.7, 2.0]);
    zipped_with_numbers(&x) -> scalar at ([0.5, 1.5, -0.7, 2.0]);
    powers_of_ranges(x, const n) -> scalar at (0.7, 5), (1.3, 0);
    growing_basis(&x) -> scalar at ([0.5, 1.5]);
    names_in_text(x) -> scalar at (0.5), (0.25);
    outer_product(x) -> scalar at ([1.0, 2.0, 3.0]);
    rows_that_grow(&x) -> scalar at ([0.5, 1.5, -0.3]);
    parts_by_get(&x, const n) -> scalar at ([0.5, 1.5, -0.3], 2), ([0.5, 1.5, -0.3], 3), ([0.5, 1.5, -0.3], 4);
    inferred_items(&x) -> scalar at ([0.5, 1.5, -0.3]), ([-0.5, 0.5, 0.7]);
    lent_in_a_branch(&x, const n) -> scalar at ([0.5, 1.5], 0), ([0.5, 1.5], 1);
    reference_in_a_branch(&x, const n) -> scalar at ([0.5, 1.5], 0), ([0.5, 1.5], 1);
}

#[test]
fn borrowed_results_of_methods_of_items() {
    let mover = |at, by| Mover { at: Shift { x: at }, by: Shift { x: by } };
    moved_by_items::check(&[mover(0.4, 1.5), mover(-0.7, 0.8)]).unwrap();
}

#[test]
fn nested_array_maps() {
    nested_array_map::check([[1.0, 2.0], [3.0, 4.0]], 0.5).unwrap();
}
