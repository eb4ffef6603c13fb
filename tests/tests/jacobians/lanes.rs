//! Several columns at a time: bit for bit what they are one by one.

use ad_runtime::ndarray::Array2;
use ad_runtime::prelude::*;

/// A function without lanes, with two, and with more of them than it has columns.
macro_rules! in_lanes {
    ($name:ident $($rest:tt)*) => {
        mod $name {
            pub mod one {
                use super::super::*;
                #[differentiate]
                pub fn f $($rest)*
            }
            pub mod two {
                use super::super::*;
                #[differentiate(lanes = 2)]
                pub fn f $($rest)*
            }
            pub mod four {
                use super::super::*;
                #[differentiate(lanes)]
                pub fn f $($rest)*
            }
            pub mod sixteen {
                use super::super::*;
                #[differentiate(forward, lanes = 16)]
                pub fn f $($rest)*
            }
        }
    };
}

/// All of them have the same Jacobian; in the reverse mode, and by the differences of values, nearly.
macro_rules! agree {
    ($name:ident($($argument:expr),*)) => {{
        let one = $name::one::f::jacobian_forward($($argument),*);
        assert_eq!(one, $name::two::f::jacobian_forward($($argument),*));
        assert_eq!(one, $name::four::f::jacobian_forward($($argument),*));
        assert_eq!(one, $name::sixteen::f::jacobian($($argument),*));
        $name::four::f::check($($argument),*).unwrap();
        one
    }};
}

in_lanes! { scalars(x: f64, y: f64, z: f64) -> (f64, f64) {
    (x * y.sin() + z.exp(), (x / (1.0 + y * y)).powi(3) - z)
} }

in_lanes! { slices(x: &[f64], #[constant] w: &[f64]) -> Vec<f64> {
    let mut y = vec![0.0; w.len()];
    for i in 0..w.len() {
        for j in 0..x.len() {
            y[i] += (w[i] * x[j]).sin() * x[(i + j) % x.len()];
        }
    }
    y
} }

in_lanes! { branches(x: &[f64; 5]) -> [f64; 3] {
    let mut y = [x[0], 1.0, 0.0];
    for v in x {
        let t = if *v > 0.3 { v * v } else { -v };
        match () {
            () if t > 0.5 => y[0] *= t,
            () if *v < -0.5 => y[1] += t.exp(),
            () => y[2] -= 1.0 / (2.0 + t),
        }
    }
    let mut n = 0;
    let mut s = y[0].abs();
    while s > 0.1 && n < 4 {
        s = 0.5 * s.sqrt() * x[n % 5].cos().abs();
        n += 1;
    }
    y[1] += s;
    y
} }

in_lanes! { lists(x: Vec<f64>) -> Vec<f64> {
    let mut seen: Vec<f64> = Vec::new();
    for v in &x {
        seen.push(v * v);
        if seen.len() > 2 {
            let last = seen.pop().unwrap_or(0.0);
            seen[0] += last * x[1];
            seen.swap(0, 1);
        }
    }
    let total: f64 = seen.iter().map(|v| v.sin()).sum();
    let mut rows: Vec<Vec<f64>> = vec![seen.clone(); 2];
    rows[1][0] *= total;
    rows.concat()
} }

in_lanes! { changed(state: &mut [f64], k: f64) -> f64 {
    let mut energy = 0.0;
    for i in 1..state.len() {
        state[i] += k * state[i - 1];
        energy += state[i] * state[i];
    }
    energy
} }

in_lanes! { nothing(state: &mut Vec<f64>, k: f64) {
    state.push(k * k);
    for v in state.iter_mut() {
        *v *= k;
    }
} }

/// A point and its weight.
#[derive(Clone, Debug, PartialEq, Differentiable)]
pub struct Point {
    at: [f64; 2],
    weight: f64,
    #[constant]
    name: String,
}

in_lanes! { structs(a: &Point, b: Point) -> Point {
    let mut c = a.clone();
    let dx = a.at[0] - b.at[0];
    c.at[0] = a.weight * b.at[1] + dx;
    let both: f64 = a.at[1] * b.at[0];
    c.at[1] = both.tanh();
    c.weight = b.weight.powf(a.weight);
    c
} }

in_lanes! { options(x: Option<f64>, y: (f64, [f64; 2])) -> Vec<f64> {
    let a = x.unwrap_or(2.0);
    let (b, c) = y;
    vec![a * b, c[0] / c[1], if let Some(v) = x { v * v } else { b }]
} }

#[test]
fn lanes_are_bit_for_bit_what_columns_are() {
    agree!(scalars(0.3, -1.2, 0.7));
    let x = [0.1, -0.4, 0.9, 1.3, 0.2, -0.8, 0.5];
    for n in 1..=7 {
        agree!(slices(&x[..n], &[0.5, 1.5, -2.0]));
    }
    agree!(branches(&[0.9, -0.7, 0.2, 1.4, -0.1]));
    agree!(lists(x.to_vec()));
    agree!(options(Some(1.5), (0.3, [0.7, -0.2])));
    agree!(options(None, (0.3, [0.7, -0.2])));
    let a = Point { at: [0.2, 0.5], weight: 1.5, name: "a".into() };
    let b = Point { at: [-0.3, 1.1], weight: 0.8, name: "b".into() };
    agree!(structs(&a, b.clone()));
}

#[test]
fn what_is_changed_is_changed_once() {
    let x = [0.5, -0.2, 0.8, 1.1];
    let (mut one, mut two, mut four) = (x, x, x);
    let jacobian = changed::one::f::jacobian_forward(&mut one, 0.7);
    assert_eq!(jacobian, changed::two::f::jacobian_forward(&mut two, 0.7));
    assert_eq!(jacobian, changed::four::f::jacobian_forward(&mut four, 0.7));
    assert_eq!((one, one), (two, four));
    let (mut one, mut four) = (x.to_vec(), x.to_vec());
    let jacobian = nothing::one::f::jacobian_forward(&mut one, 0.7);
    assert_eq!(jacobian, nothing::four::f::jacobian_forward(&mut four, 0.7));
    assert_eq!(one, four);
}

#[test]
fn all_of_them_are_by_lanes() {
    let (x, w) = ([0.1, -0.4, 0.9, 1.3, 0.2], [0.5, 1.5, -2.0]);
    let (value, jacobian) = slices::four::f::value_and_jacobian(&x, &w);
    assert_eq!(value, slices::one::f(&x, &w));
    assert_eq!(jacobian, slices::one::f::jacobian_forward(&x, &w));
    let mut out = Array2::zeros((3, 5));
    slices::four::f::jacobian_into(&x, &w, &mut out);
    assert_eq!(out, jacobian);
    let no_columns = slices::four::f::jacobian(&[], &w);
    assert_eq!(no_columns.dim(), (3, 0));
}
