use ad_runtime::prelude::*;

#[differentiate]
fn no_input(n: usize, #[constant] x: f64) -> f64 {
    n as f64 * x
}

#[differentiate]
fn no_output(x: f64) -> usize {
    x as usize
}

#[differentiate]
fn nothing(x: f64) {
    println!("{x}");
}

#[differentiate]
fn in_place(x: &mut [f64], y: f64) -> f64 {
    x[0] *= y;
    x[0]
}

#[differentiate]
fn borrowed(x: &mut [f64]) -> &mut [f64] {
    &mut x[1..]
}

#[differentiate]
fn generic<T: Copy>(x: f64, _y: T) -> f64 {
    x
}

fn main() {
    nothing(no_input(no_output(1.0), 2.0));
    let mut x = [1.0, 2.0];
    in_place(&mut x, 1.0);
    println!("{:?} {}", borrowed(&mut x.clone()), generic(1.0, 2));
}
