//! Lists and iterators in odd ways, by values and by differences: what is taken, skipped, exchanged and left.

use ad_runtime::prelude::*;

/// Functions of a list, whose values are the plain ones', and whose derivatives are checked.
macro_rules! functions {
    ($($name:ident($x:ident) $body:block)*) => {
        $(
            #[differentiate]
            fn $name($x: &[f64]) -> f64 $body
        )*

        fn examine(x: &[f64]) {
            $(
                assert_eq!($name::value_and_grad(x).0, $name(x), stringify!($name));
                $name::check(x).unwrap();
            )*
        }
    };
}

functions! {
    mut_it(x) { let mut y = x.to_vec(); let mut it = y.iter_mut(); if let Some(v) = it.next() { *v = *v * 2.0; } for v in it { *v += 0.5 * *v; } y.iter().map(|v| v * v).sum() }
    chunk_mut(x) { let mut y = x.to_vec(); let mut it = y.chunks_exact_mut(2); while let Some(c) = it.next() { c[0] *= c[1]; } y.iter().sum() }
    cyc1(x) { x.iter().cycle().skip(2).take(4).enumerate().map(|(i, v)| v * v * i as f64).sum() }
    cyc2(x) { x.iter().cycle().step_by(2).take(3).product() }
    cyc3(x) { x.iter().rev().cycle().zip(x.iter().chain(x)).map(|(a, b)| a * b).sum() }
    cyc4(x) { let y: Vec<f64> = Vec::new(); y.iter().cycle().take(3).sum::<f64>() + x[0] * x[0] }
    ret_mut(x) { let mut v = x.to_vec(); v.retain_mut(|a| { *a *= 2.0; *a > 0.9 }); v.iter().map(|a| a * a).sum() }
    ded(x) { let mut v = x.to_vec(); v.extend_from_slice(x); v.dedup_by(|a, b| *a - *b < 0.3); v.iter().enumerate().map(|(i, a)| a * a * (i + 1) as f64).sum() }
    dr1(x) { let mut v = x.to_vec(); let s: f64 = v.drain(..=1).map(|a| a * a).sum(); s * v[0] }
    dr2(x) { let mut v = x.to_vec(); let s: f64 = v.drain(..).product(); s + v.len() as f64 * x[0] }
    dr3(x) { let mut v = x.to_vec(); let w: Vec<f64> = v.drain(1..2).collect(); w[0] * v[1] + v[0] }
    so0(x) { let mut v = x.to_vec(); let w = v.split_off(0); w[1] * w[2] + v.len() as f64 }
    son(x) { let mut v = x.to_vec(); let n = v.len(); let w = v.split_off(n); v[1] * v[2] + w.len() as f64 }
    cw1(x) { let mut v = x.to_vec(); v.copy_within(1.., 0); v[0] * v[1] + v[2] }
    cw2(x) { let mut v = x.to_vec(); v.copy_within(..2, 1); v[0] * v[1] + v[2] * v[2] }
    con1(x) { let r = vec![x.to_vec(), vec![x[0] * x[1]], x[1..].to_vec()]; let c = r.concat(); c.iter().enumerate().map(|(i, v)| v * v * i as f64).sum() }
    con2(x) { let c = [[x[0], x[1]], [x[1], x[2]]].concat(); c[0] * c[1] * c[2] * c[3] }
    suc(x) { std::iter::successors(Some(x[0]), |v| if *v < 3.0 { Some(v * 1.7) } else { None }).map(|v| v * v).sum() }
    suc2(x) { std::iter::successors(Some(x[0]), |v| Some(v * v + 0.3)).take_while(|v| *v < 2.0).take(5).fold(1.0, |a, v| a * v + x[1]) }
    ties(x) { let k = [1, 1, 0]; let (_, a) = k.iter().zip(x).max_by_key(|(k, _)| **k).unwrap(); a * a }
    ties2(x) { let k = [1, 0, 0]; let (_, a) = k.iter().zip(x).min_by_key(|(k, _)| **k).unwrap(); a * a }
    nthn(x) { x.iter().nth(7).copied().unwrap_or(x[1] * x[1]) * x.iter().map(|v| v.sin()).nth(1).unwrap() }
    closure_next(x) { let mut it = x.iter(); let mut two = || it.next().unwrap() * it.next().unwrap(); let a = two(); a * a }
    rest_in_branch(x) { let mut it = x.iter(); let a = it.next().unwrap(); let b = if *a > 0.1 { it.next().copied().unwrap() } else { 1.0 }; let c: f64 = it.sum(); a * b + c * c }
    nested(x) { let mut it = x.iter(); let mut s = 0.0; while let Some(a) = it.next() { for b in it.by_ref().take(1) { s += a * b; } } s }
    allp(x) { let mut it = x.iter(); let b = it.all(|v| *v < 0.8); let r: f64 = it.map(|v| v * v).sum(); if b { r } else { r + x[0] } }
    pos(x) { let mut it = x.iter(); let p = it.position(|v| *v > 0.6).unwrap_or(0); let r: f64 = it.map(|v| v * v).sum(); x[p] * r + x[p] }
    sortkey(x) { let mut v: Vec<(f64, f64)> = x.iter().map(|a| (a.sin(), a * 3.0)).collect(); v.sort_by_key(|p| (p.1 * 10.0) as i64); v[0].0 * v[1].1 + v[2].0 }
    sortpart(x) { let mut v = x.to_vec(); v[1..].sort_by(|a, b| b.total_cmp(a)); v[0] * v[1] + v[2] * v[2] }
    sortfield(x) { struct S; let mut w = (x.to_vec(), 1.0); w.0.sort_by(|a, b| a.total_cmp(b)); let _ = S; w.0[0] * w.0[2] * w.1 }
    unz(x) { let (a, b): (Vec<f64>, Vec<usize>) = x.iter().enumerate().map(|(i, v)| (v * v, i)).filter(|(v, _)| *v > 0.2).unzip(); a.iter().zip(&b).map(|(v, i)| v * *i as f64).sum() }
    part(x) { let (a, b): (Vec<f64>, Vec<f64>) = x.iter().map(|v| v * 2.0).partition(|v| *v > 1.0); a.iter().sum::<f64>() * b.iter().product::<f64>() }
    tf(x) { let s = x.iter().try_fold(1.0, |a, v| if a * v > 10.0 { None } else { Some(a * v + 0.5) }); s.map_or(0.0, |s| s * s) }
    peekmut(x) { let mut it = x.iter().copied().peekable(); let mut s = 0.0; while let Some(a) = it.next() { let n = it.peek().copied().unwrap_or(2.0); s += a * n; } s }
}

#[derive(Clone, Copy, Debug, Differentiable)]
struct Point {
    x: f64,
    y: f64,
}

#[differentiate]
impl Point {
    fn norm(&self) -> f64 {
        self.x.hypot(self.y)
    }
}

/// Sorted by what a method of the type's own makes of each.
#[differentiate]
fn by_norm(x: &[f64]) -> f64 {
    let mut v: Vec<Point> = x.windows(2).map(|w| Point { x: w[0], y: w[1] * 2.0 }).collect();
    v.sort_by(|a, b| b.norm().partial_cmp(&a.norm()).unwrap());
    v[0].x * v[1].y + v[0].norm()
}

#[differentiate]
fn in_reverse(x: &[f64]) -> f64 {
    let mut v = x.to_vec();
    v.sort_by(|a, b| b.total_cmp(a).reverse().then_with(|| a.total_cmp(b)));
    v[0] * v[0] + v[1]
}

#[test]
fn they_are_right() {
    for x in [[0.31, 0.72, 0.93], [0.93, 0.31, 0.72]] {
        examine(&x);
        by_norm::check(&x).unwrap();
        in_reverse::check(&x).unwrap();
    }
}
