//! Colours: conversions by `From`, differences, blackbodies.

use std::ops::{Add, Mul};

use ad_runtime::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Srgb {
    pub red: f64,
    pub green: f64,
    pub blue: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct LinSrgb {
    pub red: f64,
    pub green: f64,
    pub blue: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Xyz {
    pub x: f64,
    pub y: f64,
    pub z: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Lab {
    pub l: f64,
    pub a: f64,
    pub b: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Oklab {
    pub l: f64,
    pub a: f64,
    pub b: f64,
}

const D65: Xyz = Xyz { x: 0.95047, y: 1.0, z: 1.08883 };

#[differentiate]
fn from_gamma(c: f64) -> f64 {
    if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
}

#[differentiate]
fn to_gamma(c: f64) -> f64 {
    if c <= 0.0031308 { 12.92 * c } else { 1.055 * c.powf(1.0 / 2.4) - 0.055 }
}

#[differentiate]
impl From<Srgb> for LinSrgb {
    fn from(c: Srgb) -> Self {
        LinSrgb { red: from_gamma(c.red), green: from_gamma(c.green), blue: from_gamma(c.blue) }
    }
}

#[differentiate]
impl From<LinSrgb> for Srgb {
    fn from(c: LinSrgb) -> Self {
        Srgb { red: to_gamma(c.red), green: to_gamma(c.green), blue: to_gamma(c.blue) }
    }
}

#[differentiate]
impl From<LinSrgb> for Xyz {
    fn from(c: LinSrgb) -> Self {
        Xyz {
            x: 0.4124564 * c.red + 0.3575761 * c.green + 0.1804375 * c.blue,
            y: 0.2126729 * c.red + 0.7151522 * c.green + 0.0721750 * c.blue,
            z: 0.0193339 * c.red + 0.1191920 * c.green + 0.9503041 * c.blue,
        }
    }
}

#[differentiate]
impl From<Xyz> for Lab {
    fn from(c: Xyz) -> Self {
        #[differentiate]
        fn f(t: f64) -> f64 {
            const DELTA: f64 = 6.0 / 29.0;
            if t > DELTA.powi(3) { t.cbrt() } else { t / (3.0 * DELTA * DELTA) + 4.0 / 29.0 }
        }
        let (fx, fy, fz) = (f(c.x / D65.x), f(c.y / D65.y), f(c.z / D65.z));
        Lab { l: 116.0 * fy - 16.0, a: 500.0 * (fx - fy), b: 200.0 * (fy - fz) }
    }
}

#[differentiate]
impl Srgb {
    pub fn new(red: f64, green: f64, blue: f64) -> Self {
        Srgb { red, green, blue }
    }

    pub fn to_lab(self) -> Lab {
        let linear = LinSrgb::from(self);
        let xyz = Xyz::from(linear);
        Lab::from(xyz)
    }
}

/// How different two colours look. After Sharma, Wu and Dalal 2005; crate `palette`, `Ciede2000`.
#[differentiate]
pub fn ciede2000(one: Lab, other: Lab) -> f64 {
    let c_bar = (one.a.hypot(one.b) + other.a.hypot(other.b)) / 2.0;
    let c_bar7 = c_bar.powi(7);
    let g = 0.5 * (1.0 - (c_bar7 / (c_bar7 + 25f64.powi(7))).sqrt());
    let a1 = one.a * (1.0 + g);
    let a2 = other.a * (1.0 + g);
    let (c1, c2) = (a1.hypot(one.b), a2.hypot(other.b));
    let hue = |a: f64, b: f64| {
        let h = b.atan2(a).to_degrees();
        if h < 0.0 { h + 360.0 } else { h }
    };
    let (h1, h2) = (hue(a1, one.b), hue(a2, other.b));
    let dh = match h2 - h1 {
        d if d.abs() <= 180.0 => d,
        d if d > 180.0 => d - 360.0,
        d => d + 360.0,
    };
    let big_dh = 2.0 * (c1 * c2).sqrt() * (dh.to_radians() / 2.0).sin();
    let l_bar = (one.l + other.l) / 2.0;
    let c_bar = (c1 + c2) / 2.0;
    let h_bar = if (h1 - h2).abs() > 180.0 { (h1 + h2 + 360.0) / 2.0 } else { (h1 + h2) / 2.0 };
    let t = 1.0 - 0.17 * (h_bar - 30.0).to_radians().cos()
        + 0.24 * (2.0 * h_bar).to_radians().cos()
        + 0.32 * (3.0 * h_bar + 6.0).to_radians().cos()
        - 0.20 * (4.0 * h_bar - 63.0).to_radians().cos();
    let sl = 1.0 + 0.015 * (l_bar - 50.0).powi(2) / (20.0 + (l_bar - 50.0).powi(2)).sqrt();
    let sc = 1.0 + 0.045 * c_bar;
    let sh = 1.0 + 0.015 * c_bar * t;
    let c7 = c_bar.powi(7);
    let rc = 2.0 * (c7 / (c7 + 25f64.powi(7))).sqrt();
    let rt = -(2.0 * 30.0 * (-((h_bar - 275.0) / 25.0).powi(2)).exp()).to_radians().sin() * rc;
    let (l, c, h) = ((other.l - one.l) / sl, (c2 - c1) / sc, big_dh / sh);
    (l * l + c * c + h * h + rt * c * h).sqrt()
}

/// Of two colours of a screen.
#[differentiate]
pub fn screen_difference(a: Srgb, b: Srgb) -> f64 {
    ciede2000(a.to_lab(), b.to_lab())
}

/// After Ottosson, "A perceptual color space for image processing".
#[differentiate]
impl From<LinSrgb> for Oklab {
    fn from(c: LinSrgb) -> Oklab {
        const M1: [[f64; 3]; 3] = [
            [0.4122214708, 0.5363325363, 0.0514459929],
            [0.2119034982, 0.6806995451, 0.1073969566],
            [0.0883024619, 0.2817188376, 0.6299787005],
        ];
        let rgb = [c.red, c.green, c.blue];
        let [l, m, s] =
            M1.map(|row| (row[0] * rgb[0] + row[1] * rgb[1] + row[2] * rgb[2]).cbrt());
        Oklab {
            l: 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            a: 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            b: 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s,
        }
    }
}

/// Lightness and chroma in Oklab.
#[differentiate]
pub fn okl_ch(c: Srgb) -> (f64, f64, f64) {
    let lin: LinSrgb = c.into();
    let Oklab { l, a, b } = lin.into();
    (l, a.hypot(b), b.atan2(a))
}

/// Hue, saturation and lightness. After the crate `hsl`.
#[differentiate]
pub fn rgb_to_hsl(r: f64, g: f64, b: f64) -> (f64, f64, f64) {
    let max = r.max(g).max(b);
    let min = r.min(g).min(b);
    let l = (max + min) / 2.0;
    if max == min {
        return (0.0, 0.0, l);
    }
    let d = max - min;
    let s = if l > 0.5 { d / (2.0 - max - min) } else { d / (max + min) };
    let mut h = if max == r {
        (g - b) / d + if g < b { 6.0 } else { 0.0 }
    } else if max == g {
        (b - r) / d + 2.0
    } else {
        (r - g) / d + 4.0
    };
    h /= 6.0;
    (h, s, l)
}

#[differentiate]
impl Add for LinSrgb {
    type Output = LinSrgb;
    fn add(self, o: LinSrgb) -> LinSrgb {
        LinSrgb { red: self.red + o.red, green: self.green + o.green, blue: self.blue + o.blue }
    }
}

#[differentiate]
impl Mul<f64> for LinSrgb {
    type Output = LinSrgb;
    fn mul(self, k: f64) -> LinSrgb {
        LinSrgb { red: self.red * k, green: self.green * k, blue: self.blue * k }
    }
}

/// Layers over one another. After Porter and Duff 1984; crate `palette`, `Compose`.
#[differentiate]
pub fn composite(layers: &[(Srgb, f64)]) -> Srgb {
    let mut color = LinSrgb { red: 0.0, green: 0.0, blue: 0.0 };
    let mut alpha = 0.0;
    for &(layer, opacity) in layers.iter().rev() {
        let over = LinSrgb::from(layer);
        let out = opacity + alpha * (1.0 - opacity);
        color = (over * opacity + color * (alpha * (1.0 - opacity))) * (1.0 / out);
        alpha = out;
    }
    Srgb::from(color)
}

/// A tone curve. After Narkowicz, "ACES filmic tone mapping curve".
#[differentiate]
pub fn tone_mapped(pixels: &[[f64; 3]], exposure: f64) -> Vec<[f64; 3]> {
    let aces = |x: f64| ((x * (2.51 * x + 0.03)) / (x * (2.43 * x + 0.59) + 0.14)).clamp(0.0, 1.0);
    pixels
        .iter()
        .map(|px| {
            let [r, g, b] = px.map(|c| to_gamma(aces(c * exposure.exp2())));
            [r, g, b]
        })
        .collect()
}

corpus! {
    screen_difference(a, b) at (Srgb::new(0.7, 0.3, 0.2), Srgb::new(0.2, 0.5, 0.9)), (Srgb::new(0.02, 0.3, 0.2), Srgb::new(0.2, 0.25, 0.03));
    okl_ch(c) at (Srgb::new(0.7, 0.3, 0.2));
    rgb_to_hsl(r, g, b) at (0.7, 0.3, 0.2), (0.1, 0.3, 0.2), (0.4, 0.3, 0.8);
    composite(&layers) at (vec![(Srgb::new(0.7, 0.3, 0.2), 0.6), (Srgb::new(0.1, 0.5, 0.9), 0.8)]);
    tone_mapped(&pixels, exposure) at (vec![[0.1, 0.2, 0.7], [0.4, 0.01, 0.3]], 0.4);
}
