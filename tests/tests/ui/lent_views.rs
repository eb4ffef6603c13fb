//! Views of matrices that are moved to another name, and rows whose number is found in an order that a derivative could not keep.

use std::cell::Cell;

use ad_runtime::nalgebra::{DMatrix, Matrix3};
use ad_runtime::prelude::*;

#[differentiate]
fn moved(x: f64) -> f64 {
    let mut m = Matrix3::<f64>::zeros();
    let mut r = m.row_mut(0);
    r[0] = x;
    let mut s = r;
    s[1] = x * x;
    m[(0, 0)] + m[(0, 1)]
}

fn next(count: &Cell<usize>) -> usize {
    count.set(count.get() + 1);
    count.get() - 1
}

#[differentiate]
fn ordered(x: f64) -> f64 {
    let count = Cell::new(0);
    let mut m = DMatrix::<f64>::zeros(3, 3);
    m.row_mut(next(&count))[1] = next(&count) as f64 * x;
    m[(1, 1)]
}

fn main() {}
