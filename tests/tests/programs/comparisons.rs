//! Comparisons with references, and of `Option`s.

#![allow(dead_code)]

use ad_runtime::prelude::*;

#[differentiate]
fn leaky(x: &Vec<f64>, slope: f64) -> Vec<f64> {
    let mut y = x.to_owned();
    for v in &mut y {
        if v < &mut 0.0 {
            *v *= slope;
        }
    }
    for v in y.iter_mut() {
        if &mut 0.25 <= v {
            *v += slope;
        }
    }
    y
}

#[differentiate]
fn shared(x: &[f64], y: f64, z: &f64) -> f64 {
    let mut s = 0.0;
    for v in x {
        if v > &0.0 && v < &y && &y != v {
            s += v * y;
        }
    }
    let t: f64 = x.iter().filter(|v| v > &&0.0).map(|v| v * v).sum();
    let u: f64 = x.iter().filter(|v| *v > &y).map(|v| v.exp()).sum();
    let m = x.iter().fold(x[0], |a, b| if &a > b { a } else { *b });
    if z > &y {
        s + t * u
    } else if z == &1.0 {
        s * m
    } else {
        u - s
    }
}

#[differentiate]
fn bounds(x: &mut [f64], lo: f64, hi: f64) {
    for v in x.iter_mut() {
        if *v < lo {
            *v = lo;
        } else if v > &mut hi.clone() {
            *v = hi * hi;
        }
    }
}

#[differentiate]
fn options(o: Option<f64>, x: f64) -> f64 {
    let mut s = x;
    if matches!(o, Some(v) if v > x) {
        s *= 2.0;
    }
    if o == None {
        s += x * x;
    }
    if o != None && o.is_some_and(|v| v < x) {
        s *= x;
    }
    if o.is_none_or(|v| v > 1.0) {
        s -= x.sin();
    }
    if Some(x) > o {
        s += 1.5 * x;
    }
    if o == Some(1.0) {
        s *= 3.0;
    }
    if matches!(o, None | Some(2.0..)) {
        s *= 0.5;
    }
    if let Some(v) = o { s * v } else { s }
}
#[test]
fn comparisons_look_through_references() {
    let x = vec![0.3, -0.7];
    leaky::check(&x, 0.1).unwrap();
    for z in [0.2, 1.0, 3.0] {
        shared::check(&[0.3, -0.7, 2.0, 0.9], 1.1, &z).unwrap();
    }
    let mut y = [0.3, -0.7, 2.0];
    bounds::check(&mut y, 0.0, 1.0).unwrap();
    for o in [None, Some(1.0), Some(2.5), Some(0.1)] {
        options::check(o, 0.7).unwrap();
    }
}
