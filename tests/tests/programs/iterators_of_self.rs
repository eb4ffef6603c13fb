//! What a type's own methods result in that are iterators: sums of them without a type, advanced by hand, in all chains. Methods by the same names of types of one's own.

use ad_runtime::prelude::*;

#[derive(Clone, Debug, Differentiable)]
struct Net {
    w: Vec<f64>,
    b: f64,
}
#[differentiate]
impl Net {
    fn weights(&self) -> impl Iterator<Item = f64> + '_ {
        self.w.iter().map(|w| w * self.b)
    }
    fn pairs(&self, k: f64) -> impl Iterator<Item = (f64, &f64)> + '_ {
        self.w.iter().map(move |w| (w * k, w))
    }
    fn plain(&self) -> f64 {
        self.weights().sum()
    }
    fn by_hand(&self) -> f64 {
        let mut it = self.weights();
        let a = it.next().unwrap_or(0.0);
        let b = it.next().unwrap();
        a * b + it.map(|x| x * x).sum::<f64>()
    }
    fn last(&self) -> f64 {
        self.weights().skip(1).last().unwrap() * self.weights().last().unwrap()
    }
    fn count(&self) -> f64 {
        self.weights().count() as f64 * self.b
    }
    fn best(&self) -> f64 {
        self.weights().fold(0.0, f64::max) + self.weights().max_by(|a, b| a.total_cmp(b)).unwrap()
    }
    fn loops(&self) -> f64 {
        let mut s = 0.0;
        for w in self.weights() {
            s += w * w;
        }
        for (a, b) in self.pairs(s) {
            s += a * b;
        }
        s
    }
    fn zipped(&self) -> f64 {
        self.weights().zip(self.pairs(2.0)).map(|(w, (a, b))| w * a * b).sum()
    }
    fn while_let(&self) -> f64 {
        let mut it = self.weights();
        let mut s = 1.0;
        while let Some(w) = it.next() {
            s = s * 0.5 + w;
            if s > 3.0 {
                break;
            }
        }
        s
    }
    fn collected(&self) -> f64 {
        let v: Vec<f64> = self.weights().collect();
        v[0] * v[1]
    }
    fn peeked(&self) -> f64 {
        let mut it = self.weights().peekable();
        let a = *it.peek().unwrap();
        a * it.next().unwrap()
    }
    fn in_closure(&self) -> f64 {
        let total = |k: f64| -> f64 { k * self.weights().sum::<f64>() };
        total(2.0) * total(self.b)
    }
    fn typed(&self) -> f64 {
        let s: f64 = self.weights().sum();
        let p: f64 = self.pairs(s).map(|p| p.0).product();
        s + p
    }
    fn handed_on(&self) -> f64 {
        fn_of(self.weights().sum(), self.b)
    }
}
#[differentiate]
fn fn_of(x: f64, y: f64) -> f64 {
    x * y
}

#[derive(Clone, Debug, Differentiable)]
struct Grid {
    v: Vec<f64>,
}

#[differentiate]
impl Grid {
    fn squared(&self) -> Grid {
        Grid { v: self.v.iter().map(|x| x * x).collect() }
    }
    /// No iterator's.
    fn sum(&self) -> f64 {
        2.0 * self.v.iter().sum::<f64>()
    }
    fn cells(&self) -> impl Iterator<Item = &f64> {
        self.v.iter()
    }
    fn both(&self) -> f64 {
        let s: f64 = self.cells().sum();
        s * self.squared().sum()
    }
}

#[test]
fn iterators_of_self() {
    let n = Net { w: vec![0.5, 0.3, 0.7], b: 0.9 };
    n.plain_check().unwrap();
    n.by_hand_check().unwrap();
    n.last_check().unwrap();
    n.count_check().unwrap();
    n.best_check().unwrap();
    n.loops_check().unwrap();
    n.zipped_check().unwrap();
    n.while_let_check().unwrap();
    n.collected_check().unwrap();
    n.peeked_check().unwrap();
    n.in_closure_check().unwrap();
    n.typed_check().unwrap();
    n.handed_on_check().unwrap();
}

#[test]
fn sums_of_ones_own() {
    Grid { v: vec![0.3, 0.9, -0.4] }.both_check().unwrap();
}
