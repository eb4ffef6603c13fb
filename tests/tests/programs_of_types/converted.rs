//! `into` of types of one's own, where a type, a pattern or a result says what is wanted.

use ad_runtime::prelude::*;
#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Srgb {
    r: f64,
    g: f64,
    b: f64,
}
#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Lin {
    r: f64,
    g: f64,
    b: f64,
}
#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Lab {
    l: f64,
    a: f64,
    b: f64,
}
#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct V2(f64, f64);
#[differentiate]
impl From<Srgb> for Lin {
    fn from(c: Srgb) -> Lin {
        Lin { r: c.r.powf(2.2), g: c.g.powf(2.2), b: c.b.powf(2.2) }
    }
}
#[differentiate]
impl From<Lin> for Lab {
    fn from(c: Lin) -> Self {
        Lab { l: c.r + c.g * c.b, a: c.r - c.g, b: c.b * c.b }
    }
}
#[differentiate]
impl From<Lab> for V2 {
    fn from(c: Lab) -> Self {
        V2(c.a * c.l, c.b)
    }
}
#[differentiate]
fn pat(c: Srgb) -> (f64, f64) {
    let lin: Lin = c.into();
    let Lab { l, a, b } = lin.into();
    (l * a, b)
}
#[differentiate]
fn pat2(c: Lab) -> f64 {
    let V2(x, y) = c.into();
    x * y
}
#[differentiate]
fn ret(c: Srgb) -> Lin {
    c.into()
}
#[differentiate]
fn twice(c: Srgb) -> Lab {
    let x: Lin = c.into();
    x.into()
}
#[differentiate]
impl Srgb {
    fn lin(self) -> Lin {
        self.into()
    }
    fn lab(&self) -> Lab {
        let l: Lin = (*self).into();
        Lab::from(l)
    }
}
#[differentiate]
fn looped(cs: &[Srgb]) -> f64 {
    let mut s = 0.0;
    for &c in cs {
        let lin: Lin = c.into();
        s += lin.r;
        let Lab { l, .. } = Lin::from(c).into();
        s += l * 2.0;
        s += c.lin().r;
    }
    for c in cs {
        let Lin { r, .. } = (*c).into();
        s += r
    }
    s
}
#[test]
fn conversions_that_are_inferred() {
    let c = Srgb { r: 0.3, g: 0.6, b: 0.2 };
    pat::check(c).unwrap();
    ret::check(c).unwrap();
    twice::check(c).unwrap();
    looped::check(&[c, c]).unwrap();
    pat2::check(Lab { l: 0.3, a: 0.5, b: 0.7 }).unwrap();
    c.lin_check().unwrap();
    c.lab_check().unwrap();
}

/// Fields of other numbers.
#[derive(Clone, Debug, Differentiable)]
struct Gains {
    gain: f32,
    count: u32,
}

#[differentiate]
impl Gains {
    fn by_from(&self, x: f64) -> f64 {
        f64::from(self.gain) * x + f64::from(self.count) * x
    }
    fn by_into(&self, x: f64) -> f64 {
        let gain: f64 = self.gain.into();
        gain * x
    }
    fn by_as(&self, x: f64) -> f64 {
        self.gain as f64 * x * self.count as f64
    }
}

#[test]
fn fields_of_other_numbers() {
    let gains = Gains { gain: 0.7, count: 3 };
    assert_eq!(
        gains.by_from_grad(0.5),
        (GainsTangent { gain: 0.5, count: () }, f64::from(0.7_f32) + 3.0)
    );
    assert_eq!(gains.by_into_grad(0.5).0.gain, 0.5);
    assert_eq!(gains.by_as_grad(0.5).0.gain, 1.5);
}
