//! Sums of exponentials in loops: their logarithms, quotients of them, and where the rule isn't used.

use ad_runtime::prelude::*;

use super::{assert_near, differences, softmax};

#[differentiate(simplify = "real")]
fn log_sum_exp(z: &[f64]) -> f64 {
    let mut s = 0.0;
    for i in 0..z.len() {
        s += z[i].exp();
    }
    s.ln()
}

#[differentiate(simplify = "real", order = 2)]
fn twice(z: &[f64]) -> f64 {
    let mut s = 0.0;
    for i in 0..z.len() {
        s += z[i].exp();
    }
    s.ln()
}

#[differentiate(simplify = "real")]
fn log_mean_exp(z: &[f64]) -> f64 {
    (z.iter().map(|z| z.exp()).sum::<f64>() / z.len() as f64).ln()
}

/// What attention computes: a mean of values, weighted by a softmax.
#[differentiate(simplify = "real")]
fn attention(z: &[f64], v: &[f64]) -> f64 {
    let mut above = 0.0;
    let mut below = 0.0;
    for j in 0..z.len() {
        let w = z[j].exp();
        above += w * v[j];
        below += w;
    }
    above / below
}

/// A partition function and its energy, by differences that are subtracted.
#[differentiate(simplify = "real")]
fn free_energy(e: &[f64], t: f64) -> f64 {
    let mut z = 0.0;
    for i in 0..e.len() {
        z += (-e[i] / t).exp();
    }
    -t * z.ln()
}

/// The sum is used as it is, too.
#[differentiate(simplify = "real")]
fn also_plain(z: &[f64]) -> f64 {
    let mut s = 0.0;
    for i in 0..z.len() {
        s += z[i].exp();
    }
    s.ln() + s
}

/// What the exponent is read from changes as the loop runs: no second loop can compute it.
#[differentiate(simplify = "real")]
fn changes(z: &[f64]) -> f64 {
    let mut z = z.to_vec();
    let mut s = 0.0;
    let mut k = 0.5;
    for i in 0..z.len() {
        z[i] *= k;
        k *= 1.5;
        s += z[i].exp();
    }
    s.ln()
}

/// A sum over two loops, one in another, and one that a branch leaves out: as they are.
#[differentiate(simplify = "real")]
fn nested(z: &[f64], #[constant] n: usize) -> f64 {
    let mut s = 0.0;
    for i in 0..n {
        for j in 0..n {
            s += z[i * n + j].exp();
        }
    }
    let mut t = 0.0;
    for i in 0..z.len() {
        if z[i] > 0.0 {
            t += z[i].exp();
        }
    }
    s.ln() + (t + 1.0).ln()
}

/// A loop that ends early.
#[differentiate(simplify = "real")]
fn early(z: &[f64]) -> f64 {
    let mut s = 0.0;
    for i in 0..z.len() {
        if z[i] > 5.0 {
            break;
        }
        s += z[i].exp();
    }
    s.ln()
}

const Z: [f64; 4] = [0.3, -1.2, 2.0, 0.7];

fn far(by: f64) -> Vec<f64> {
    Z.iter().map(|z| 50.0 * z + by).collect()
}

#[test]
fn logarithms_of_sums() {
    assert_near(&log_sum_exp::grad(&Z), &differences(log_sum_exp, &Z), 1e-9);
    assert_near(&log_mean_exp::grad(&Z), &differences(log_mean_exp, &Z), 1e-9);
    for by in [0.0, 1000.0, -1000.0] {
        let z = far(by);
        assert_near(&log_sum_exp::grad(&z), &softmax(&z), 1e-13);
        assert_near(&log_mean_exp::grad(&z), &softmax(&z), 1e-13);
        assert_eq!(log_sum_exp::value_and_grad(&z).0.to_bits(), log_sum_exp(&z).to_bits());
    }
    assert!(log_sum_exp::grad(&[]).is_empty());
}

/// The Hessian of a logarithm of a sum is `diag(s) − s·sᵀ`, `s` being the softmax.
#[test]
fn the_second_derivative_of_a_logarithm() {
    let v = [0.5, -1.0, 2.0, 0.25];
    for by in [0.0, 1000.0, -1000.0] {
        let z: Vec<_> = Z.iter().map(|z| z + by).collect();
        let s = softmax(&z);
        let along: f64 = s.iter().zip(v).map(|(s, v)| s * v).sum();
        let expected: Vec<_> = s.iter().zip(v).map(|(s, v)| s * v - s * along).collect();
        assert_near(&twice::hvp(&z, &v), &expected, 1e-13);
        assert_near(&twice::grad(&z), &s, 1e-13);
        assert_eq!(twice::value_and_grad(&z).0.to_bits(), twice(&z).to_bits());
    }
}

#[test]
fn a_mean_by_weights() {
    let v = [1.0, -2.0, 0.5, 3.0];
    let (z_bar, v_bar) = attention::grad(&Z, &v);
    assert_near(&z_bar, &differences(|z| attention(z, &v), &Z), 1e-9);
    assert_near(&v_bar, &softmax(&Z), 1e-13);
    for by in [1000.0, -1000.0] {
        let z = far(by);
        let weights = softmax(&z);
        let mean: f64 = weights.iter().zip(v).map(|(w, v)| w * v).sum();
        let expected: Vec<_> = weights.iter().zip(v).map(|(w, v)| w * (v - mean)).collect();
        let (z_bar, v_bar) = attention::grad(&z, &v);
        assert_near(&z_bar, &expected, 1e-12);
        assert_near(&v_bar, &weights, 1e-12);
    }
}

#[test]
fn a_partition_function() {
    let (e_bar, t_bar) = free_energy::grad(&Z, 1.3);
    assert_near(&e_bar, &differences(|e| free_energy(e, 1.3), &Z), 1e-9);
    assert_near(&[t_bar], &differences(|t| free_energy(&Z, t[0]), &[1.3]), 1e-9);
    let (e_bar, t_bar) = free_energy::grad(&far(1000.0), 0.01);
    let scaled: Vec<_> = far(1000.0).iter().map(|e| -e / 0.01).collect();
    assert_near(&e_bar, &softmax(&scaled), 1e-12);
    assert!(t_bar.is_finite(), "{t_bar}");
}

#[test]
fn where_the_rule_is_not_used() {
    assert_near(&also_plain::grad(&Z), &differences(also_plain, &Z), 1e-8);
    assert_near(&changes::grad(&Z), &differences(changes, &Z), 1e-8);
    assert_near(&nested::grad(&Z, 2), &differences(|z| nested(z, 2), &Z), 1e-8);
    assert_near(&early::grad(&Z), &differences(early, &Z), 1e-8);
    let z = [0.3, 6.0, 1.0];
    assert_near(&early::grad(&z), &[1.0, 0.0, 0.0], 1e-12);
}
