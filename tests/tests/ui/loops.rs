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
fn with_let(x: f64, #[constant] n: Option<u32>) -> f64 {
    let mut n = n;
    let mut y = x;
    while let Some(k) = n {
        y *= x;
        n = k.checked_sub(1);
    }
    if let Some(k) = n { f64::from(k) * y } else { y }
}

#[differentiate]
fn exit_in_a_value(xs: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..xs.len() {
        sum += if xs[i] > 0.0 { xs[i] } else { break };
        let value = loop {
            sum *= 0.5;
            if sum < 1.0 {
                break sum;
            }
        };
        sum += value;
    }
    sum
}

fn main() {
    let xs = [with_let(1.0, None), exit_in_a_value(&[1.0])];
    println!("{}", over_elements(&xs));
}
