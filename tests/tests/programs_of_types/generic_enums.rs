//! Enums with type parameters, lengths and `Self`.

#![allow(dead_code)]

use ad_runtime::prelude::*;
/// k
#[derive(Clone, Debug, PartialEq, Differentiable)]
pub enum Kind<T> {
    /// f
    Flat,
    /// s
    Shelf(T),
    /// p
    Peak {
        /// g
        gain: T,
        /// q
        #[constant]
        q: f64,
        /// n
        n: usize,
    },
}
mod inner {
    use ad_runtime::prelude::*;
    #[derive(Clone, Debug, Differentiable)]
    pub enum Shape<T, const N: usize>
    where
        T: Real,
    {
        Ball(T),
        Path([T; N]),
        List(Vec<T>),
    }
}
use inner::Shape;

#[differentiate]
fn gain(kind: &Kind<f64>, f: f64) -> f64 {
    match kind {
        Kind::Flat => f,
        Kind::Shelf(db) => f * (db / 20.0).exp(),
        Kind::Peak { gain, .. } => f * gain.sin(),
    }
}

#[differentiate]
fn generic<T: Real>(kind: &Kind<T>, f: T) -> T {
    match kind {
        Kind::Flat => f,
        Kind::Shelf(db) => f * db.exp(),
        Kind::Peak { gain, .. } => f * gain.sin(),
    }
}

#[differentiate]
fn made<T: Real>(x: T, which: usize) -> T {
    let kind = match which {
        0 => Kind::Flat,
        1 => Kind::Shelf(x * x),
        _ => Kind::Peak { gain: x.cos(), q: 1.5, n: 2 },
    };
    generic(&kind, x) + x
}

#[differentiate]
fn changed(mut kind: Kind<f64>, x: f64) -> Kind<f64> {
    if let Kind::Shelf(db) = &mut kind {
        *db *= x;
    }
    match kind {
        Kind::Peak { gain, q, n } => Kind::Peak { gain: gain * x, q, n },
        Kind::Flat => Kind::Shelf(x),
        other => other,
    }
}

#[differentiate]
fn area<T: Real, const N: usize>(shape: &Shape<T, N>, x: T) -> T {
    match shape {
        Shape::Ball(r) => *r * *r * x,
        Shape::Path(p) => {
            let mut s = x;
            for v in p {
                s = s + *v * x;
            }
            s
        }
        Shape::List(l) => l.iter().map(|v| *v * x).sum(),
    }
}
type Named = Kind<f64>;

#[differentiate]
fn alias(kind: &Named) -> f64 {
    match kind {
        Named::Shelf(x) => x * x,
        Named::Peak { gain, .. } => *gain,
        Named::Flat => 0.0,
    }
}

#[differentiate]
impl<T: Real> Kind<T> {
    fn own(&self, x: T) -> T {
        match self {
            Self::Flat => x,
            Self::Shelf(a) => *a * x,
            Self::Peak { gain, .. } => *gain * *gain * x,
        }
    }
    fn new(x: T) -> Self {
        Self::Shelf(x * x)
    }
}
#[test]
fn variants_need_no_generics() {
    let kinds = [Kind::Flat, Kind::Shelf(3.0), Kind::Peak { gain: 0.4, q: 2.0, n: 3 }];
    for (i, kind) in kinds.iter().enumerate() {
        gain::check(kind, 0.4).unwrap();
        generic::check(kind, 0.4).unwrap();
        made::check(0.3, i).unwrap();
        changed::check(kind.clone(), 0.7).unwrap();
        alias::check(kind).unwrap();
        kind.own_check(0.3).unwrap();
    }
    area::check(&Shape::<f64, 2>::Ball(2.0), 0.3).unwrap();
    area::check(&Shape::Path([2.0, 1.0]), 0.3).unwrap();
    area::check(&Shape::<f64, 0>::List(vec![2.0, 1.0]), 0.3).unwrap();
}
