//! Hessians several columns at a time: bit for bit what they are one by one.

use ad_runtime::prelude::*;

macro_rules! in_lanes {
    ($name:ident $($rest:tt)*) => {
        mod $name {
            pub mod one {
                use super::super::*;
                #[differentiate(order = 2)]
                pub fn f $($rest)*
            }
            pub mod three {
                use super::super::*;
                #[differentiate(order = 2, lanes = 3)]
                pub fn f $($rest)*
            }
            pub mod four {
                use super::super::*;
                #[differentiate(order = 2, lanes)]
                pub fn f $($rest)*
            }
        }
    };
}

macro_rules! agree {
    ($name:ident($($argument:expr),*)) => {{
        let one = $name::one::f::hessian($($argument),*);
        assert_eq!(one, $name::three::f::hessian($($argument),*));
        assert_eq!(one, $name::four::f::hessian($($argument),*));
        assert_eq!(one, $name::four::f::value_grad_hessian($($argument),*).2);
    }};
}

#[differentiate(order = 2)]
fn bell(x: f64, width: f64) -> f64 {
    (-x * x / width).exp()
}

in_lanes! { loops(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 1..x.len() {
        let off = x[i] - x[i - 1] * x[i - 1];
        sum += 100.0 * off * off + (1.0 - x[i - 1]).powi(2);
    }
    sum
} }

in_lanes! { states(x: &[f64; 5], k: f64) -> f64 {
    let mut y = *x;
    for step in 0..4 {
        for i in 0..5 {
            y[i] += 0.1 * (y[(i + 1) % 5] * y[i] - k * y[i]).sin();
        }
        if y[step] > 0.5 {
            y[step] *= y[step];
        }
    }
    y.iter().map(|v| v * v * k).sum()
} }

in_lanes! { calls(x: &[f64], width: f64) -> f64 {
    let mut sum = 0.0;
    for v in x {
        sum += bell(*v, width) * v;
    }
    sum.sqrt()
} }

in_lanes! { numbers(x: f64, y: f64, z: f64) -> f64 {
    let mut z = z;
    while z < 10.0 {
        z = z * z + x * y;
    }
    z.ln() * x
} }

in_lanes! { lists(x: Vec<f64>) -> f64 {
    let mut products = vec![1.0];
    for v in &x {
        let last = products[products.len() - 1];
        products.push(last * v.cos());
    }
    products.iter().sum()
} }

#[test]
fn hessians_are_bit_for_bit_what_columns_are() {
    let x = [0.4, 1.2, -0.7, 0.9, 0.3, 1.1, -0.2];
    for n in 1..=7 {
        agree!(loops(&x[..n]));
        agree!(calls(&x[..n], 1.7));
        agree!(lists(x[..n].to_vec()));
    }
    agree!(states(&[0.4, 1.2, -0.7, 0.9, 0.3], 0.8));
    agree!(numbers(0.9, 1.3, 1.6));
}
