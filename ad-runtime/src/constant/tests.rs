//! A constant's tangent is a zero, whatever is done to it.

use super::*;
use crate::fit::fitted;
use crate::private::{accumulate, assign, neg, reset, set_zero};
use crate::{bar, dot};

#[test]
fn is_a_zero() {
    let c = Constant;
    assert_eq!((1.5 + c, 1.5 - c, c + 1.5_f32, c - 1.5), (1.5, 1.5, 1.5, -1.5));
    assert_eq!((2.0 * c, c * 2.0, c / 2.0, -c, c + c, c - c, neg(c)), (c, c, c, c, c, c, c));
    let mut x = 2.0;
    x += c;
    x -= c;
    accumulate(&mut x, c);
    assert_eq!(x, 2.0);
    assert_eq!((fitted(&7.0, c), fitted(&[1.0, 2.0][..], c)), (0.0, vec![0.0, 0.0]));
    assert_eq!((fitted(&7.0, 1.5), fitted(&3_usize, c)), (1.5, ()));
}

#[test]
fn takes_whatever_is_done_to_it() {
    let mut c = Constant;
    c += 1.0;
    c -= 1.0_f32;
    c[3][1..2][0] += 2.0;
    c.push(1.0);
    c.insert(0, vec![1.0]);
    c.extend(Some(1.0));
    c.swap(0, 1);
    accumulate(&mut c, vec![1.0]);
    assign(&mut c, 2.0);
    reset(&mut c, Some(2.0));
    set_zero(&mut c);
    assert_eq!((c.pop(), c.remove(7), c.to_vec(), c), (Some(c), c, c, Constant));
}

#[test]
fn is_not_handed_on() {
    fn wants(bar: Option<&mut [f64]>) -> bool {
        bar.is_some()
    }
    fn wants_one(dot: Option<&f64>) -> bool {
        dot.is_some()
    }
    let (mut list, mut array, mut none) = (vec![1.0], [1.0, 2.0], Constant);
    assert!(wants(bar!(list)) && wants(bar!(array)) && wants(bar!(list[..])));
    assert!(!wants(bar!(none)) && !wants_one(dot!(none)) && wants_one(dot!(list[0])));
}
