//! Tensors of one's own, and constants that stand beside what is lent: sizes that methods result in, rows of a constant matrix.

use ad_runtime::prelude::*;

use std::ops::{Add, Mul};
#[derive(Clone, Debug, PartialEq, Differentiable)]
pub struct Tensor {
    #[constant]
    shape: Vec<usize>,
    data: Vec<f64>,
}
#[differentiate]
impl Tensor {
    pub fn zeros(shape: &[usize]) -> Self {
        Tensor { shape: shape.to_vec(), data: vec![0.0; shape.iter().product()] }
    }
    pub fn from_vec(shape: &[usize], data: Vec<f64>) -> Self {
        assert_eq!(shape.iter().product::<usize>(), data.len());
        Tensor { shape: shape.to_vec(), data }
    }
    pub fn dim(&self, i: usize) -> usize {
        self.shape[i]
    }
    pub fn matmul(&self, o: &Tensor) -> Tensor {
        let (n, k, m) = (self.dim(0), self.dim(1), o.dim(1));
        let mut out = Tensor::zeros(&[n, m]);
        for i in 0..n {
            for j in 0..m {
                let mut s = 0.0;
                for l in 0..k {
                    s += self.data[i * k + l] * o.data[l * m + j];
                }
                out.data[i * m + j] = s;
            }
        }
        out
    }
    pub fn relu(&self) -> Tensor {
        Tensor { shape: self.shape.clone(), data: self.data.iter().map(|v| v.max(0.0)).collect() }
    }
    pub fn transpose(&self) -> Tensor {
        let (n, m) = (self.shape[0], self.shape[1]);
        let mut t = Tensor::zeros(&[m, n]);
        for i in 0..n {
            for j in 0..m {
                t.data[j * n + i] = self.data[i * m + j];
            }
        }
        t
    }
    pub fn softmax_rows(&self) -> Tensor {
        let m = self.shape[1];
        let mut out = self.clone();
        for row in out.data.chunks_mut(m) {
            let mx = row.iter().fold(f64::NEG_INFINITY, |a, &b| a.max(b));
            let mut s = 0.0;
            for v in row.iter_mut() {
                *v = (*v - mx).exp();
                s += *v;
            }
            for v in row.iter_mut() {
                *v /= s;
            }
        }
        out
    }
    pub fn mean(&self) -> f64 {
        self.data.iter().sum::<f64>() / self.data.len() as f64
    }
    pub fn cross_entropy(&self, #[constant] labels: &[usize]) -> f64 {
        let m = self.shape[1];
        let p = self.softmax_rows();
        -labels.iter().enumerate().map(|(i, &l)| p.data[i * m + l].ln()).sum::<f64>()
            / labels.len() as f64
    }
}
#[differentiate]
impl Add<&Tensor> for Tensor {
    type Output = Tensor;
    fn add(mut self, o: &Tensor) -> Tensor {
        let m = o.data.len();
        for (i, v) in self.data.iter_mut().enumerate() {
            *v += o.data[i % m];
        }
        self
    }
}
#[differentiate]
impl Mul<f64> for &Tensor {
    type Output = Tensor;
    fn mul(self, k: f64) -> Tensor {
        Tensor { shape: self.shape.clone(), data: self.data.iter().map(|v| v * k).collect() }
    }
}
#[derive(Clone, Debug, Differentiable)]
pub struct Mlp {
    w1: Tensor,
    b1: Tensor,
    w2: Tensor,
    b2: Tensor,
}
#[differentiate]
impl Mlp {
    pub fn loss(&self, #[constant] x: &Tensor, #[constant] y: &[usize], l2: f64) -> f64 {
        let h = (x.matmul(&self.w1) + &self.b1).relu();
        let o = h.matmul(&self.w2) + &self.b2;
        o.cross_entropy(y) + l2 * (&self.w1 * 2.0).mean() + self.w2.transpose().data[1]
    }
}
#[test]
fn networks() {
    let t = |s: &[usize], k: f64| {
        Tensor::from_vec(
            s,
            (0..s.iter().product::<usize>()).map(|i| (i as f64 * k).sin()).collect(),
        )
    };
    let m = Mlp { w1: t(&[2, 3], 0.7), b1: t(&[3], 0.3), w2: t(&[3, 2], 1.1), b2: t(&[2], 0.9) };
    m.loss_check(&t(&[2, 2], 0.5), &[0, 1], 0.1).unwrap();
}

pub mod colours {
    use ad_runtime::prelude::*;

    #[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
    pub struct Rgb {
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
    const M1: [[f64; 3]; 3] = [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ];
    #[differentiate]
    fn to_linear(c: f64) -> f64 {
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    }
    #[differentiate]
    impl Rgb {
        fn map(self, f: impl Fn(f64) -> f64) -> Rgb {
            Rgb { r: f(self.r), g: f(self.g), b: f(self.b) }
        }
        fn luminance(&self) -> f64 {
            let Rgb { r, g, b } = *self;
            0.2126 * r + 0.7152 * g + 0.0722 * b
        }
        fn to_array(self) -> [f64; 3] {
            [self.r, self.g, self.b]
        }
    }
    #[differentiate]
    impl From<Rgb> for Lab {
        fn from(c: Rgb) -> Lab {
            let lin = c.map(to_linear).to_array();
            let [l, m, s] =
                M1.map(|row| row.iter().zip(&lin).map(|(a, b)| a * b).sum::<f64>().cbrt());
            Lab {
                l: 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
                a: 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
                b: 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s,
            }
        }
    }
    #[differentiate]
    impl Lab {
        fn distance(&self, o: &Lab) -> f64 {
            ((self.l - o.l).powi(2) + (self.a - o.a).powi(2) + (self.b - o.b).powi(2)).sqrt()
        }
        fn hue(&self) -> f64 {
            self.b.atan2(self.a)
        }
        fn chroma(&self) -> f64 {
            self.a.hypot(self.b)
        }
    }
    #[differentiate]
    pub fn cost(c: Rgb, palette: &[Rgb]) -> f64 {
        let lab: Lab = c.into();
        let nearest = palette
            .iter()
            .map(|&p| Lab::from(p).distance(&lab))
            .fold(f64::INFINITY, |a, b| a.min(b));
        let best = palette
            .iter()
            .min_by(|a, b| {
                Lab::from(**a).distance(&lab).partial_cmp(&Lab::from(**b).distance(&lab)).unwrap()
            })
            .unwrap();
        nearest + best.luminance() * lab.hue() + lab.chroma()
    }
    #[test]
    fn nearest_colour() {
        let r = |r, g, b| Rgb { r, g, b };
        cost::check(r(0.5, 0.3, 0.7), &[r(0.1, 0.9, 0.02), r(0.6, 0.35, 0.6)]).unwrap();
    }
}
