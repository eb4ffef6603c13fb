//! Programs of the generator of random programs that once were wrong.
#![allow(unused)]

use ad_runtime::prelude::*;

/// A swap with a variable outside of the loop was made again in the reverse sweep, and changed that variable.
#[differentiate]
fn swap_with_an_outer_variable(u0: f64, mut u1: [f64; 3], u2: &[f64], u3: Option<f64>) -> f64 {
    for i1 in (0..4).rev() {
        let mut sum2 = 0.0;
        for i3 in 0..u1.len() {
            sum2 += u1[i3] * u1[i3] * 0.3;
        }
        let r4 = &mut sum2;
        *r4 += (u1[0] / (1.0 + u1[i1 % 3] * u1[i1 % 3])).tanh();
        let sum6: f64 = u2.to_vec().into_iter().sum();
        sum2 += u3.map(|t| t * f64::max(u2[i1 % 3], sum2)).unwrap_or(0.1).atan()
            / (1.0
                + (u1[(4.0 * u1[i1 % 3].abs()) as usize % 3] * u2[i1 % 3])
                    * (u1[(4.0 * u1[i1 % 3].abs()) as usize % 3] * u2[i1 % 3]));
    }
    u1[..3].copy_from_slice(&[
        (match (u0 * u2[1]) <= -0.3 || (u0 * u0) < (1.5 + u0.sin()).recip() {
            true => u2[1].abs(),
            false => (u0 * u0),
        })
        .sin(),
        (0.7 * f64::max(u2[1], u2[2]) * (if u0 < u2[0] { u2[0] } else { u2[2] })).tanh(),
        (u2[1].min(0.25) * (u2[2] / (1.0 + u2[1] * u2[1]))).tanh(),
    ]);
    let mut sum8: f64 = 0.1;
    for x7 in u2
        .iter()
        .zip(&u2[..])
        .map(|(&a, &b)| (a - b) * (u0.hypot(1.0 + u1[0] * u1[0]) * (u1[0] * u1[1])))
    {
        sum8 += 0.5 * x7;
        if x7.asinh() > 0.3 {
            let x11 = match (3.0 * (0.75 * u2[2] + sum8).abs()) as usize {
                0 => (u2[(4.0 * sum8.abs()) as usize % 3] * x7).tanh(),
                n10 @ 1..=3 => 0.3 * n10 as f64 * (x7 + u0).tanh(),
                n10 => (x7 * sum8).tanh() / n10 as f64,
            };
        } else if x7.sin() >= 0.1 * (sum8 + u1[0]) {
            let mut v12 = vec![f64::max(sum8, x7).sin(); 4];
        } else {
            'li13: for i13 in 1..3 {
                let f14 = |i15: usize| u2[i15] * x7.sin().sin();
                let mut sum16 = 0.0;
                for i in 0..u2.len() {
                    sum16 += f14(i);
                }
                std::mem::swap(&mut sum16, &mut sum8);
                sum16 -= 0.5 * sum16.copysign(sum16).sin();
                sum8 -= 0.5 * f64::max(sum16, u1[2]).sin();
            }
            let is17 = (0.3 * u2[2] + x7) < (1.5 * sum8 * u2[0]);
        }
        sum8 = (if u2[1].clamp(-0.8, 0.7) <= -0.3 {
            u3.map(|t| t * u2[2]).unwrap_or(0.1)
        } else {
            (2.0 + sum8.cos()).ln()
        })
        .tanh();
        sum8 += (x7 + sum8).abs().atan() / (1.0 + (0.5 * u1[2] + x7) * (0.5 * u1[2] + x7));
    }
    (0.25 * sum8 + u2[2]).tanh() + sum8 * u1[2]
}

#[test]
fn once_wrong() {
    let (u1, u2) = ([0.11837, 0.80037, -1.09063], [-0.52563, 0.62137, -1.37863]);
    swap_with_an_outer_variable::check(0.52337, u1, &u2, Some(0.31737)).unwrap();
}
