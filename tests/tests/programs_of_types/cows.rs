//! `Cow`s of differentiated values: made in branches, read, changed, passed, returned, and in fields.

use std::borrow::Cow;

use ad_runtime::prelude::*;

#[differentiate]
fn cow_let(x: &[f64]) -> f64 {
    let v: Cow<[f64]> = if x[0] > 0.0 { x.into() } else { Cow::Owned(vec![x[0] * 2.0]) };
    v[0] * v[v.len() - 1]
}
#[differentiate]
fn cow_let2(x: &[f64]) -> f64 {
    let v: Cow<[f64]> =
        if x[0] > 1.0 { Cow::Borrowed(x) } else { Cow::Owned(x.iter().map(|v| v * v).collect()) };
    v.iter().map(|a| a * a).sum()
}
#[differentiate]
fn cow_let3(x: &[f64]) -> f64 {
    let v = if x[0] > 1.0 {
        Cow::Borrowed(x)
    } else {
        Cow::Owned(x.iter().map(|v| v * v).collect::<Vec<_>>())
    };
    v.iter().map(|a| a * a).sum()
}
#[differentiate]
fn cow_let4(x: &[f64]) -> f64 {
    let v: Cow<'_, [f64]> = if x.len() > 1 { Cow::Borrowed(&x[1..]) } else { x.to_vec().into() };
    let mut s = 0.0;
    for a in v.iter() {
        s += a * a;
    }
    s
}
#[differentiate]
fn cow_mut(x: &[f64]) -> f64 {
    let mut v = Cow::Borrowed(x);
    v.to_mut()[0] *= 2.0;
    v.to_mut().push(x[0]);
    v.iter().map(|a| a * a).sum()
}
#[differentiate]
fn cow_owned(x: &[f64]) -> f64 {
    let v: Cow<[f64]> = Cow::Borrowed(x);
    let mut w = v.into_owned();
    w[1] *= w[0];
    w.iter().sum::<f64>() * x[1]
}
#[differentiate]
fn take_cow(v: Cow<[f64]>) -> f64 {
    v[0] * v[1]
}
#[differentiate]
fn take_cow_ref(v: &Cow<[f64]>) -> f64 {
    v.iter().map(|v| v * v).sum()
}
#[differentiate]
fn calls(x: &[f64]) -> f64 {
    take_cow(Cow::Borrowed(x))
        + take_cow(Cow::Owned(vec![x[0], x[1] * x[2]]))
        + take_cow_ref(&Cow::Borrowed(x))
}
#[differentiate]
fn calls2(x: &[f64]) -> f64 {
    let n = normalised(x);
    n[0] * n[1] + n.iter().sum::<f64>()
}
#[differentiate]
fn cow_struct(x: &[f64]) -> f64 {
    let v = Cow::<[f64]>::from(x);
    v[0] * v[1]
}
#[differentiate]
fn cow_from_vec(x: &[f64]) -> f64 {
    let v: Cow<[f64]> = Cow::from(vec![x[0] * x[1]]);
    v[0] * 2.0
}
#[differentiate]
fn cow_num(x: &[f64]) -> f64 {
    let v: Cow<f64> = if x[0] > 1.0 { Cow::Borrowed(&x[0]) } else { Cow::Owned(x[1] * x[0]) };
    *v * *v
}
#[derive(Clone, Debug, Differentiable)]
pub struct Curve<'a> {
    points: Cow<'a, [f64]>,
    k: f64,
}
#[differentiate]
impl Curve<'_> {
    fn len2(&self) -> f64 {
        self.points.iter().map(|p| p * p).sum::<f64>() * self.k + self.points[0]
    }
}
#[differentiate]
fn calls4(x: &[f64]) -> f64 {
    let n: Cow<[f64]> = cow_elided(x);
    n.iter().map(|v| v * v).sum::<f64>() * n.into_owned()[0]
}
#[differentiate]
fn calls5(x: &[f64]) -> f64 {
    let n = pad(Cow::Borrowed(x));
    let m = pad(Cow::from(&x[..2]));
    let w = m.to_vec();
    n.iter().map(|v| v * v).sum::<f64>() * m[2] + w[0]
}
#[differentiate]
fn cow_loop(x: &[f64]) -> f64 {
    let mut v: Cow<[f64]> = Cow::Borrowed(x);
    for i in 0..3 {
        if v[i] < 1.0 {
            v.to_mut()[i] *= x[i + 1];
        }
    }
    v.iter().map(|a| a * a).sum()
}
#[differentiate]
fn cow_buf(x: &[f64]) -> f64 {
    let mut b = x.to_vec();
    let v: Cow<[f64]> = Cow::Borrowed(&b);
    let s = v[0] * v[1];
    b[0] *= 3.0;
    s * b[0] * b[1]
}
#[differentiate]
fn curve(x: &[f64]) -> f64 {
    let c = Curve { points: Cow::Borrowed(x), k: x[0] };
    c.len2()
}
#[differentiate]
fn cow_const(x: &[f64]) -> f64 {
    let s: Cow<str> = "ab".into();
    match s {
        Cow::Borrowed(_) => x[0] * x[0],
        Cow::Owned(_) => x[1],
    }
}

#[differentiate]
fn normalised<'a>(x: &'a [f64]) -> Cow<'a, [f64]> {
    if x[0] > 1.0 { Cow::Borrowed(x) } else { Cow::Owned(x.iter().map(|v| v * x[0]).collect()) }
}
#[allow(mismatched_lifetime_syntaxes)]
#[differentiate]
fn cow_elided(x: &[f64]) -> Cow<[f64]> {
    if x[0] > 1.0 { x.into() } else { Cow::Owned(vec![x[0] * x[1], x[1], x[2]]) }
}
#[differentiate]
fn pad(v: Cow<[f64]>) -> Cow<[f64]> {
    if v.len() > 3 {
        v
    } else {
        let mut w = v.into_owned();
        w.push(w[0] * 2.0);
        w.into()
    }
}
#[differentiate]
fn cow_alias1(x: &[f64]) -> f64 {
    let mut v: Cow<[f64]> = x.into();
    for a in v.to_mut().iter_mut() {
        *a *= *a;
    }
    v.iter().sum::<f64>() * v[0]
}
#[differentiate]
fn cow_alias2(x: &[f64]) -> f64 {
    let mut v: Cow<[f64]> = x.into();
    let w = v.to_mut();
    w[0] = w[1] * w[0];
    w.push(2.0);
    v.iter().sum::<f64>() * v[0]
}

#[test]
fn they_are_right() {
    examined_at! { [0.7, 1.3, 0.4, 2.1, 0.9, 1.7]; cow_let cow_let2 cow_let3 cow_let4 cow_mut cow_owned calls calls2 cow_struct cow_from_vec cow_num calls4 calls5 cow_loop cow_buf curve cow_const cow_alias1 cow_alias2 }
    examined_at! { [1.4, 0.3, 0.8, 0.6]; cow_let cow_let2 cow_let3 cow_let4 cow_mut cow_owned calls calls2 cow_struct cow_from_vec cow_num calls4 calls5 cow_loop cow_buf curve cow_const cow_alias1 cow_alias2 }
    take_cow::check(Cow::Borrowed(&[0.3, 0.8])).unwrap();
    take_cow::check(Cow::Owned(vec![0.3, 0.8])).unwrap();
    let mut c = Curve { points: Cow::Borrowed(&[0.3, 0.8]), k: 2.0 };
    c.len2_check().unwrap();
    let bar = c.len2_grad();
    c.add_scaled(-0.5, &bar);
    assert!((c.points[1] - (0.8 - 0.5 * 3.2)).abs() < 1e-12);
}
