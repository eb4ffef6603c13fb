//! Getters of what may be there: `self.prior.as_ref()`, `self.knots.as_deref().unwrap_or(&[])`; parameters that are an `Option` of a reference.

use ad_runtime::prelude::*;

#[derive(Clone, Debug, Differentiable)]
struct Prior {
    mean: f64,
    scale: f64,
}

#[derive(Clone, Debug, Differentiable)]
struct Model {
    prior: Option<Prior>,
    other: Option<Prior>,
    knots: Option<Vec<f64>>,
    boxed: Option<Box<[f64; 2]>>,
    gain: Option<f64>,
    k: f64,
}

#[differentiate]
impl Model {
    fn prior(&self) -> Option<&Prior> {
        self.prior.as_ref()
    }
    fn gain(&self) -> Option<&f64> {
        self.gain.as_ref()
    }
    fn boxed(&self) -> Option<&[f64; 2]> {
        self.boxed.as_deref()
    }
    fn some_knots(&self) -> Option<&[f64]> {
        self.knots.as_deref()
    }
    fn knots(&self) -> &[f64] {
        self.knots.as_deref().unwrap_or(&[])
    }
    fn knots_or_default(&self) -> &[f64] {
        self.knots.as_deref().unwrap_or_default()
    }
    fn knots_or_others(&self) -> &[f64] {
        self.knots.as_deref().unwrap_or(&[0.5, -1.0])
    }
    fn matched(&self) -> &[f64] {
        match &self.knots {
            Some(knots) => knots,
            None => &[],
        }
    }
    fn branched(&self) -> &[f64] {
        if let Some(knots) = &self.knots { knots } else { &[] }
    }
    fn left(&self) -> &[f64] {
        let Some(knots) = &self.knots else { return &[] };
        knots
    }
    fn annotated(&self, x: f64) -> f64 {
        let prior: Option<&Prior> = self.prior.as_ref();
        match prior {
            Some(p) => p.mean * x,
            None => x * self.k,
        }
    }
    fn bound(&self, x: f64) -> f64 {
        let prior = self.prior.as_ref();
        prior.map_or(x, |p| p.mean * x) + self.other.as_ref().map_or(0.0, |p| p.scale * x)
    }
    fn asked(&self, x: f64) -> Option<f64> {
        let p = self.prior()?;
        Some((x - p.mean) / p.scale)
    }
}

#[differentiate]
fn density(m: &Model, x: f64) -> f64 {
    let t = match m.prior() {
        Some(p) => (x - p.mean) * m.k / p.scale,
        None => x,
    };
    t + m.asked(x).unwrap_or(x * x) + m.prior().map_or(0.0, |p| p.mean * p.scale)
}
#[differentiate]
fn gains(m: &Model, x: f64) -> f64 {
    m.gain().copied().unwrap_or(1.0) * x
        + m.annotated(x)
        + m.bound(x)
        + m.boxed().map_or(x, |b| b[0] * b[1] * x)
}
#[differentiate]
fn slices(m: &Model, x: f64) -> f64 {
    let mut s = x;
    for k in m.knots() {
        s += k * x * m.k;
    }
    for (i, k) in m.matched().iter().enumerate() {
        s += k * k * i as f64;
    }
    s += m.branched().iter().sum::<f64>() * x + m.left().iter().map(|k| k * k).sum::<f64>();
    s += m.knots_or_default().iter().product::<f64>();
    s += m.some_knots().map_or(x, |k| k[0] * x);
    s * m.knots_or_others()[1]
}
#[differentiate]
fn post(x: f64, extra: Option<&f64>) -> f64 {
    x * x + x * extra.copied().unwrap_or(0.0)
}
#[differentiate]
fn post_list(x: f64, extra: Option<&[f64]>) -> f64 {
    extra.map_or(0.0, |e| e[0] * x) + extra.unwrap_or(&[]).iter().sum::<f64>()
}

/// In both modes, and by differences.
#[test]
fn what_may_be_there_is_lent() {
    let prior = Prior { mean: 0.4, scale: 1.3 };
    let full = Model {
        prior: Some(prior.clone()),
        other: Some(prior),
        knots: Some(vec![1.0, 2.0, -0.3]),
        boxed: Some(Box::new([0.3, 0.7])),
        gain: Some(0.6),
        k: 0.2,
    };
    let bare = Model { prior: None, other: None, knots: None, boxed: None, gain: None, k: 0.3 };
    for m in [full, bare] {
        density::check(&m, 1.5).unwrap();
        gains::check(&m, 1.5).unwrap();
        slices::check(&m, 1.5).unwrap();
    }
}

#[test]
fn parameters_may_be_there() {
    assert_eq!(post::value_and_grad(1.5, Some(&2.0)), (5.25, (5.0, Some(1.5))));
    assert_eq!(post::jvp(1.5, Some(&2.0), 1.0, Some(1.0)), (5.25, 6.5));
    assert_eq!(post::value_and_grad(1.5, None), (2.25, (3.0, None)));
    let list = [2.0, 5.0];
    assert_eq!(post_list::value_and_grad(1.5, Some(&list)), (10.0, (2.0, Some(vec![2.5, 1.0]))));
    assert_eq!(post_list::value_and_grad(1.5, None), (0.0, (0.0, None)));
}
