//! Lists and sums of what `Option`s and `Result`s hold: the first that holds nothing is what comes of it.

use ad_runtime::prelude::*;
#[derive(Debug, PartialEq)]
enum MyErr {
    Bad(usize),
    Neg,
}
#[derive(Debug)]
struct Outer(String);
impl From<MyErr> for Outer {
    fn from(e: MyErr) -> Outer {
        Outer(format!("{e:?}"))
    }
}
#[differentiate]
fn safe_ln(x: f64) -> Result<f64, MyErr> {
    if x <= 0.0 { Err(MyErr::Neg) } else { Ok(x.ln()) }
}
#[differentiate]
fn safe_sqrt(x: f64) -> Option<f64> {
    if x < 0.0 { None } else { Some(x.sqrt()) }
}
#[differentiate]
fn a(xs: &[f64]) -> Result<f64, MyErr> {
    let l = xs.iter().map(|&x| safe_ln(x)).collect::<Result<Vec<_>, _>>()?;
    Ok(l.iter().map(|x| x * x).sum())
}
#[differentiate]
fn b(xs: &[f64]) -> Option<Vec<f64>> {
    xs.iter().map(|x| safe_sqrt(*x)).collect()
}
#[differentiate]
fn c(xs: &[f64]) -> Option<f64> {
    let v: Option<Vec<f64>> = xs.iter().map(|&x| safe_sqrt(x)).collect();
    v.map(|v| v[0] * v[1])
}
#[differentiate]
fn d(xs: &[f64]) -> Result<f64, Outer> {
    let l: Vec<f64> = xs
        .iter()
        .enumerate()
        .map(|(i, &x)| if x > 9.0 { Err(MyErr::Bad(i)) } else { safe_ln(x) })
        .collect::<Result<_, _>>()?;
    Ok(l.iter().sum())
}
#[differentiate]
fn e(xs: &[f64]) -> Option<f64> {
    xs.iter().map(|&x| safe_sqrt(x)).sum::<Option<f64>>()
}
#[differentiate]
fn f(xs: &[f64]) -> Result<f64, MyErr> {
    let s: f64 = xs.iter().map(|&x| safe_ln(x)).sum::<Result<f64, _>>()?;
    Ok(s * s)
}
#[differentiate]
fn g(xs: &[f64]) -> f64 {
    match xs.iter().map(|&x| safe_ln(x)).collect::<Result<Vec<f64>, MyErr>>() {
        Ok(v) => v.iter().sum(),
        Err(MyErr::Neg) => xs[0],
        Err(_) => 0.0,
    }
}
#[differentiate]
fn h(xs: &[Option<f64>], k: f64) -> Option<f64> {
    let v: Vec<f64> = xs.iter().copied().collect::<Option<Vec<_>>>()?;
    Some(v.iter().map(|x| x * k).product())
}
#[differentiate]
fn i(xs: &[f64]) -> f64 {
    xs.iter().map(|&x| safe_sqrt(x)).collect::<Option<Vec<f64>>>().map_or(0.5, |v| v.iter().sum())
}
#[differentiate]
fn j(xs: &[f64]) -> Result<Vec<f64>, String> {
    xs.iter().map(|&x| if x > 0.0 { Ok(x * x) } else { Err(format!("bad")) }).collect()
}
#[differentiate]
fn k(xs: &[f64]) -> Option<f64> {
    let p: f64 = xs.windows(2).map(|w| safe_sqrt(w[1] - w[0])).product::<Option<f64>>()?;
    Some(p + xs[0])
}
#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
struct P {
    x: f64,
    y: f64,
}
#[differentiate]
impl P {
    fn checked(self) -> Result<P, MyErr> {
        if self.x < 0.0 { Err(MyErr::Neg) } else { Ok(P { x: self.x.sqrt(), y: self.y * self.x }) }
    }
}
#[differentiate]
fn l(ps: &[P]) -> Result<f64, MyErr> {
    let qs: Vec<P> = ps.iter().map(|p| p.checked()).collect::<Result<Vec<P>, MyErr>>()?;
    Ok(qs.iter().map(|q| q.x * q.y).sum())
}
#[test]
fn lists_and_sums_of_what_may_fail() {
    let good = [0.5, 1.5, 2.5];
    let bad = [0.5, -1.5, 2.5];
    for xs in [&good, &bad] {
        a::check(xs).unwrap();
        b::check(xs).unwrap();
        c::check(xs).unwrap();
        d::check(xs).unwrap();
        assert_eq!(d(xs).err().map(|outer| outer.0), a(xs).err().map(|inner| format!("{inner:?}")));
        e::check(xs).unwrap();
        f::check(xs).unwrap();
        g::check(xs).unwrap();
        i::check(xs).unwrap();
        j::check(xs).unwrap();
        k::check(xs).unwrap();
    }
    assert!(a(&bad).is_err());
    assert_eq!(b(&bad), None);
    h::check(&[Some(0.3), Some(0.4)], 0.7).unwrap();
    h::check(&[Some(0.3), None], 0.7).unwrap();
    l::check(&[P { x: 0.3, y: 0.9 }, P { x: 0.4, y: 0.1 }]).unwrap();
    l::check(&[P { x: 0.3, y: 0.9 }, P { x: -0.4, y: 0.1 }]).unwrap();
}
