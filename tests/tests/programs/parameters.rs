//! Parameters and results of every type of the core.

use ad_runtime::prelude::*;

#[differentiate]
fn references_to_scalars(x: &f64, y: &f64) -> f64 {
    let z = *x * y + x.sin();
    z * *y - x
}

#[differentiate]
fn array_by_value(mut x: [f64; 3], scale: f64) -> [f64; 3] {
    x[0] *= x[1];
    for i in 0..3 {
        x[i] *= scale;
    }
    x
}

#[differentiate]
fn list_by_value(mut x: Vec<f64>) -> Vec<f64> {
    for i in 1..x.len() {
        let before = x[i - 1];
        x[i] *= before;
    }
    x
}

#[differentiate]
fn reference_to_list(x: &Vec<f64>, m: &[Vec<f64>]) -> f64 {
    let mut sum = x[0];
    for i in 0..m.len() {
        for j in 0..m[i].len() {
            sum += m[i][j] * x[i];
        }
    }
    sum
}

#[differentiate]
fn slice_of_arrays(points: &[[f64; 2]], center: [f64; 2]) -> f64 {
    let mut sum = 0.0;
    for i in 0..points.len() {
        let (dx, dy) = (points[i][0] - center[0], points[i][1] - center[1]);
        sum += (dx * dx + dy * dy).sqrt();
    }
    sum
}

#[differentiate]
fn slice_of_tuples(pairs: &[(f64, f64)]) -> f64 {
    let mut sum = 0.0;
    for i in 0..pairs.len() {
        let (x, w) = pairs[i];
        sum += w * x.exp() + pairs[i].1 * pairs[0].0;
    }
    sum
}

#[differentiate]
fn tuple_with_constants(p: (f64, usize, [f64; 2])) -> (f64, usize, bool) {
    let (x, n, pair) = p;
    (x.powi(n as i32) * pair[0] + p.2[1], n + 1, x > pair[0])
}

#[differentiate]
fn pattern_parameter((x, y): (f64, f64), (a, (b, _)): (f64, (f64, usize))) -> f64 {
    x * a + y * b
}

#[differentiate]
fn nested_outputs(x: f64, y: f64) -> ((f64, f64), [f64; 2], Vec<f64>) {
    let z = x * y;
    ((z, x.sin()), [y; 2], vec![z * z, 1.0, x])
}

#[differentiate]
fn cube(x: [[[f64; 2]; 2]; 2]) -> f64 {
    let mut sum = 0.0;
    for i in 0..2 {
        for j in 0..2 {
            let row = x[i][j];
            sum += row[0] * row[1] * x[1][i][j];
        }
    }
    sum
}

#[differentiate]
fn mutable_scalar(mut x: f64, mut n: usize) -> f64 {
    while n > 0 {
        x = x * x - 0.5;
        n -= 1;
    }
    x
}

#[differentiate]
fn array_reference_and_text(x: &[f64; 4], name: &str) -> f64 {
    let mut product = 1.0;
    for i in 0..x.len() {
        product *= x[i] + name.len() as f64;
    }
    product
}

#[differentiate]
fn raw_names(r#type: f64, value: f64, x_bar: f64) -> f64 {
    let x_dot = r#type * value;
    let t0 = x_dot + x_bar;
    let value_bar = t0 * t0;
    value_bar * x_dot
}

/// A reference by another name, and by a third.
#[differentiate]
fn references_by_other_names(x: &f64, p: &(f64, f64), list: &[f64], k: f64) -> f64 {
    let (a, b) = (&(*x), x);
    let c = a;
    let q = p;
    let same = list;
    let mut sum = 0.3 * k + (*a) * *b;
    for v in same {
        sum += *v * *c * (*q).0;
    }
    let local = [k, *c];
    let (r, first) = (&local, &same[0]);
    let s = r;
    (sum + q.1 * s[1] * (*s)[0] * *first).sin()
}

/// The same of a number that is changed through a name.
#[differentiate]
fn changed_by_another_name(x: &mut f64, k: f64) -> f64 {
    let y = x;
    *y *= k;
    let z = &*y;
    *z + k.sin() * *z
}

#[differentiate]
fn a_number_changed_by_another_name(x: f64, k: f64) -> f64 {
    let mut v = x * k;
    changed_by_another_name(&mut v, k) * v
}

programs! {
    references_to_scalars(&x, &y) -> scalar at (0.8, -1.3);
    references_by_other_names(&x, &p, &list, k) -> scalar at (0.8, (-1.3, 0.4), vec![0.7, 1.1], 0.6);
    a_number_changed_by_another_name(x, k) -> scalar at (0.8, -1.3);
    array_by_value(x, scale) -> vector at ([0.5, -1.2, 0.9], 0.7);
    list_by_value(x) -> vector at (vec![0.5, -1.2, 0.9]);
    reference_to_list(&x, &m) -> scalar at (vec![0.5, -1.2], vec![vec![0.3, 0.8], vec![1.5]]);
    slice_of_arrays(&points, center) -> scalar at (vec![[0.5, -1.2], [0.9, 0.3]], [0.1, 0.2]);
    slice_of_tuples(&pairs) -> scalar at (vec![(0.5, -1.2), (0.9, 0.3)]);
    tuple_with_constants(p) -> vector at ((0.8, 3, [0.5, -1.2]));
    nested_outputs(x, y) -> vector at (0.8, -1.3);
    cube(x) -> scalar at ([[[0.5, -1.2], [0.9, 0.3]], [[0.7, 1.1], [-0.4, 0.2]]]);
    mutable_scalar(x, const n) -> scalar at (0.8, 3);
    array_reference_and_text(&x, const name) -> scalar at ([0.5, -1.2, 0.9, 0.3], "abc");
    pattern_parameter(p, q) -> scalar at ((0.8, -1.3), (0.4, (0.6, 2)));
    raw_names(a, b, c) -> scalar at (0.8, -1.3, 0.4);
}
