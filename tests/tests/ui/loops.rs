use ad_runtime::prelude::*;

#[differentiate]
fn over_elements(xs: &[f64]) -> f64 {
    let mut sum = 0.0;
    for x in xs {
        sum += x * x;
    }
    for (i, x) in xs.iter().enumerate() {
        sum += i as f64 * x;
    }
    sum
}

#[differentiate]
fn left_early(xs: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..xs.len() {
        if xs[i] < 0.0 {
            break;
        }
        if xs[i] == 1.0 {
            continue;
        }
        if xs[i] > 10.0 {
            return sum;
        }
        sum += xs[i];
    }
    sum
}

fn main() {
    println!("{}", over_elements(&[left_early(&[1.0])]));
}
