//! Lists that are sorted: the order carries no derivative, and items are exchanged.

use ad_runtime::prelude::*;

/// Somebody with a particle's fields.
#[derive(Clone, Debug, Differentiable)]
struct Particle {
    mass: f64,
    at: f64,
}

#[differentiate]
fn by_field(x: &[f64]) -> f64 {
    let mut all: Vec<Particle> = x.iter().map(|a| Particle { mass: a * a, at: a.cos() }).collect();
    all.sort_by(|p, q| p.at.total_cmp(&q.at));
    all[0].mass * all[1].at + all[2].mass
}

#[differentiate]
fn sort_partial(x: &[f64]) -> f64 {
    let mut v = x.to_vec();
    v.sort_by(|a, b| a.partial_cmp(b).unwrap());
    v[0] + 2.0 * v[1] * v[2]
}

#[differentiate]
fn sort_total(x: &[f64]) -> f64 {
    let mut v = x.to_vec();
    v.sort_by(f64::total_cmp);
    v[0] + 2.0 * v[1] * v[2]
}

#[differentiate]
fn sort_unstable(x: &[f64]) -> f64 {
    let mut v = x.to_vec();
    v.sort_unstable_by(|a, b| b.total_cmp(a));
    v[0] + 2.0 * v[1] * v[2]
}

#[differentiate]
fn sort_pairs(x: &[f64]) -> f64 {
    let mut v: Vec<(f64, f64)> = x.iter().map(|a| (a.sin(), a * a)).collect();
    v.sort_by(|a, b| a.0.partial_cmp(&b.0).unwrap());
    v[0].1 + 2.0 * v[1].1 * v[2].0
}

#[differentiate]
fn sort_key(x: &[f64], #[constant] keys: &[usize]) -> f64 {
    let mut v: Vec<(usize, f64)> = keys.iter().copied().zip(x.iter().copied()).collect();
    v.sort_by_key(|p| p.0);
    v[0].1 + 2.0 * v[1].1 * v[2].1
}

#[differentiate]
fn median(x: &[f64]) -> f64 {
    let mut s = x.to_vec();
    s.sort_by(|a, b| a.partial_cmp(b).unwrap());
    let n = s.len();
    if n % 2 == 0 { 0.5 * (s[n / 2 - 1] + s[n / 2]) } else { s[n / 2] }
}

#[differentiate]
fn argsort(x: &[f64]) -> f64 {
    let mut idx: Vec<usize> = (0..x.len()).collect();
    idx.sort_by(|&i, &j| x[i].partial_cmp(&x[j]).unwrap());
    x[idx[0]] * x[idx[1]]
}

#[differentiate]
fn in_place(x: &mut [f64]) -> f64 {
    x.sort_by(|a, b| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal));
    x[0] * 2.0
}

#[differentiate]
fn stable(x: &[f64]) -> f64 {
    // Equal keys: std keeps the order.
    let mut v: Vec<(i32, f64)> = x.iter().enumerate().map(|(i, a)| ((i % 2) as i32, *a)).collect();
    v.sort_by_key(|pair| pair.0);
    v[0].1 + 2.0 * v[1].1 * v[2].1
}

#[differentiate]
fn descending(x: &[f64]) -> f64 {
    let mut v = x.to_vec();
    v.sort_by(|a, b| b.partial_cmp(a).unwrap_or(std::cmp::Ordering::Equal));
    v.iter().enumerate().map(|(i, a)| a * a * (i + 1) as f64).sum()
}

#[differentiate]
fn by_norm(x: &[f64]) -> f64 {
    let mut points: Vec<[f64; 2]> = x.windows(2).map(|w| [w[0], w[1] - w[0]]).collect();
    points.sort_unstable_by(|p, q| (p[0] * p[1]).total_cmp(&(q[0] * q[1])));
    points[0][0] * points[1][1]
}

#[differentiate]
fn sorted_in_a_loop(x: &[f64]) -> f64 {
    let mut v = x.to_vec();
    let mut sum = 0.0;
    for i in 0..3 {
        v[i] = (v[i] * 2.0 + i as f64).sin();
        v.sort_by(|a, b| a.total_cmp(b));
        sum += v[0] * v[2] * v[1].exp();
    }
    sum
}

#[differentiate]
fn ranks(x: &[f64], w: &[f64]) -> f64 {
    let mut order: Vec<usize> = (0..x.len()).collect();
    order.sort_by(|&i, &j| x[j].partial_cmp(&x[i]).unwrap());
    order.iter().zip(w).map(|(i, w)| x[*i] * w).sum()
}

#[test]
fn sorts_are_right() {
    by_field::check(&[0.7, 0.3, 0.9]).unwrap();
    sort_partial::check(&[0.7, 0.3, 0.9]).unwrap();
    sort_total::check(&[0.7, 0.3, 0.9]).unwrap();
    sort_unstable::check(&[0.7, 0.3, 0.9]).unwrap();
    sort_pairs::check(&[0.7, 0.3, 0.9]).unwrap();
    sort_key::check(&[0.7, 0.3, 0.9], &[2, 0, 1]).unwrap();
    median::check(&[0.7, 0.3, 0.9]).unwrap();
    argsort::check(&[0.7, 0.3, 0.9]).unwrap();
    in_place::check(&mut [0.7, 0.3, 0.9]).unwrap();
    stable::check(&[0.7, 0.3, 0.9]).unwrap();
    descending::check(&[0.7, 0.3, 0.9]).unwrap();
    by_norm::check(&[0.7, 0.3, 0.9]).unwrap();
    sorted_in_a_loop::check(&[0.7, 0.3, 0.9]).unwrap();
    ranks::check(&[0.7, 0.3, 0.9], &[0.7, 0.3, 0.9]).unwrap();
}

/// Items that compare equal keep their order, as std says, and so do their derivatives.
#[test]
fn sorts_are_stable() {
    let (value, bar) = stable::value_and_grad(&[0.7, 0.3, 0.9]);
    assert_eq!(value, 0.7 + 2.0 * 0.9 * 0.3);
    assert_eq!(bar, [1.0, 1.8, 0.6]);
}

/// As many as make several rounds of runs.
#[test]
fn long_lists() {
    let x: Vec<f64> = (0..1000).map(|i| f64::from(i * 7919 % 1009)).collect();
    let bar = median::grad(&x);
    assert_eq!(bar.iter().sum::<f64>(), 1.0);
    assert_eq!(bar.iter().filter(|v| **v == 0.5).count(), 2);
}

/// However the loops around are reversed.
mod in_loops {
    macro_rules! by {
        ($($strategy:ident $name:literal)*) => {
            $(
                pub mod $strategy {
                    use ad_runtime::prelude::*;

                    #[differentiate(strategy = $name)]
                    pub fn sorted(x: &[f64]) -> f64 {
                        let mut v = x.to_vec();
                        let mut sum = 0.0;
                        for i in 0..3 {
                            v[i] = (v[i] * 2.0 + i as f64).sin();
                            v.sort_by(|a, b| a.total_cmp(b));
                            sum += v[0] * v[2] * v[1].exp();
                        }
                        sum
                    }

                    #[differentiate(strategy = $name)]
                    pub fn cut(x: &[f64]) -> f64 {
                        let mut sum = 0.0;
                        for i in 0..2 {
                            let mut w: Vec<f64> =
                                x.iter().map(|v| (v * (i + 1) as f64 * 3.0).sin()).collect();
                            w.sort_by(|a, b| b.partial_cmp(a).unwrap());
                            w.retain(|v| *v > -0.9);
                            let k: f64 = w.drain(..1).sum();
                            sum += k * w[0];
                        }
                        sum
                    }
                }
            )*
        };
    }

    by! { store "store" replay "replay" fuse "fuse" }
}

#[test]
fn in_loops_of_all_ways() {
    let x = [0.7, 0.3, 0.9];
    in_loops::store::sorted::check(&x).unwrap();
    in_loops::replay::sorted::check(&x).unwrap();
    in_loops::fuse::sorted::check(&x).unwrap();
    in_loops::store::cut::check(&x).unwrap();
    in_loops::replay::cut::check(&x).unwrap();
    in_loops::fuse::cut::check(&x).unwrap();
}
