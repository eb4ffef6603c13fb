//! Traits of the user's that give `Vec`s methods by the names of those that derivatives use for their records.

use ad_runtime::prelude::*;

trait Stack<T> {
    fn push(&self, _: T) {}

    fn pop(&self) -> Option<T> {
        None
    }
}

impl<T> Stack<T> for Vec<T> {}

#[differentiate]
fn grown(x: &[f64]) -> f64 {
    let mut sum = x[0];
    while sum < 5.0 {
        sum += sum * x[1];
    }
    sum
}

#[differentiate]
fn in_branches(x: &[f64]) -> f64 {
    let mut sum = x[0];
    for i in 0..x.len() {
        if sum > 0.1 {
            sum += (sum * x[i]).sin();
        }
    }
    sum
}

#[test]
fn records_are_std_s() {
    grown::check(&[1.3, 0.7]).unwrap();
    in_branches::check(&[1.3, 0.7]).unwrap();
    Stack::push(&vec![1.0], 2.0);
    assert_eq!(Stack::pop(&vec![1.0]), None);
}
