//! Methods by names of slices' that traits give to lists: a call means them, not std's.

use ad_runtime::prelude::*;

trait Ends {
    fn first(&self) -> Option<f64>;
    fn reverse(&mut self);
    fn iter(self) -> std::vec::IntoIter<f64>;
}

impl Ends for Vec<f64> {
    fn first(&self) -> Option<f64> {
        self.last().copied()
    }

    fn reverse(&mut self) {
        self.clear();
    }

    fn iter(self) -> std::vec::IntoIter<f64> {
        vec![2.0].into_iter()
    }
}

#[differentiate]
fn looked_at(x: f64) -> f64 {
    let list = vec![x, x * x];
    list.first().unwrap() * 2.0 // refused
}

#[differentiate]
fn changed(x: f64) -> f64 {
    let mut list = vec![x, x * x];
    list.reverse(); // refused
    list.len() as f64 * x
}

#[differentiate]
fn consumed(x: f64) -> f64 {
    let list = vec![x, x * x];
    list.iter().sum() // refused
}

mod pairs {
    use ad_runtime::prelude::*;

    trait OfPairs {
        fn reverse(&mut self);
    }

    impl OfPairs for [f64; 2] {
        fn reverse(&mut self) {
            self[1] = 5.0;
        }
    }

    #[differentiate]
    fn of_arrays(x: f64) -> f64 {
        let mut pair = [x, x * x];
        pair.reverse(); // refused
        pair[1]
    }
}

fn main() {}
