//! Items out of methods: changed, placed, left early, zipped, searched, gathered in a list, and asked for again when what holds them has changed.

use ad_runtime::prelude::*;

#[derive(Clone, Debug, Differentiable)]
struct Spring {
    k: f64,
    x: f64,
    #[constant]
    on: bool,
}
#[derive(Clone, Debug, Differentiable)]
struct Net {
    w: Vec<f64>,
    s: Vec<Spring>,
    #[constant]
    idx: Vec<usize>,
}
#[differentiate]
impl Net {
    fn vals(&self) -> impl Iterator<Item = f64> + '_ {
        self.w.iter().copied()
    }
    fn refs(&self) -> impl Iterator<Item = &f64> + '_ {
        self.w.iter()
    }
    fn pairs(&self) -> impl Iterator<Item = (usize, &f64)> + '_ {
        self.idx.iter().map(|&j| (j, &self.w[j]))
    }
    fn on(&self) -> impl Iterator<Item = &Spring> + '_ {
        self.s.iter().filter(|s| s.on && s.x > 0.0)
    }
    fn scaled<'a>(&'a self, k: f64) -> impl Iterator<Item = f64> + 'a {
        self.w.iter().map(move |w| w * k * self.w[0])
    }
    fn dynamic(&self, both: bool) -> Box<dyn Iterator<Item = (&Spring, &f64)> + '_> {
        if both {
            Box::new(self.s.iter().zip(&self.w))
        } else {
            Box::new(self.s.iter().skip(1).zip(self.w.iter().rev()))
        }
    }
    fn doubled(&self) -> f64 {
        let mut e = 0.0;
        for mut w in self.vals() {
            w *= 2.0;
            e += w * w;
        }
        e
    }
    fn placed(&self) -> f64 {
        let mut e = 1.0;
        for (i, w) in self.pairs() {
            e = e * 0.5 + w * w * self.w[i] + i as f64;
        }
        e
    }
    fn left_early(&self) -> f64 {
        let mut e = 0.0;
        for s in self.on() {
            e += s.k * s.x * s.x;
            for v in self.scaled(s.x) {
                if v > 0.9 {
                    break;
                }
                e += v;
            }
        }
        e
    }
    fn boxed(&self) -> f64 {
        self.dynamic(true).map(|(s, w)| s.k * w).sum::<f64>()
            + self.dynamic(false).fold(1.0, |a, (s, w)| a * s.x + w)
    }
    fn zipped(&self) -> f64 {
        self.refs().zip(self.vals()).map(|(a, b)| a * b).fold(0.0, |m, v| if v > m { v } else { m })
            + self
                .vals()
                .enumerate()
                .filter(|(i, _)| i % 2 == 0)
                .map(|(i, v)| v * v * (i as f64 + 1.0))
                .sum::<f64>()
    }
    fn searched(&self) -> f64 {
        let best = self.on().max_by(|a, b| a.x.partial_cmp(&b.x).unwrap()).unwrap();
        best.k * best.x + self.refs().skip(1).take(2).map(|w| w.exp()).sum::<f64>()
    }
    fn gathered(&self) -> f64 {
        let v: Vec<&f64> = self.refs().collect();
        let mut e = 0.0;
        for i in 0..v.len() {
            e += *v[i] * *v[v.len() - 1 - i];
        }
        e + self.on().map(|s| s.x).chain(self.vals()).map(|v| v.cos()).sum::<f64>()
    }
    fn changed(&mut self, k: f64) -> f64 {
        let total = self.refs().map(|w| w * w).sum::<f64>();
        for w in &mut self.w {
            *w = *w * k + total;
        }
        self.vals().map(|w| w * w).sum::<f64>()
    }
    fn changed_twice(&self, k: f64) -> f64 {
        let mut n = self.clone();
        let a = n.changed(k);
        let b = n.changed(k * 0.5);
        a * 0.1 + b * 0.01
    }
}
#[differentiate]
fn through<'a>(n: &'a Net, k: f64) -> impl Iterator<Item = f64> + 'a {
    n.scaled(k * k).map(move |v| v + k)
}
#[differentiate]
fn free(n: &Net, k: f64) -> f64 {
    let mut e = 0.0;
    for i in 0..2 {
        for v in through(n, k + i as f64) {
            e += v * v;
        }
    }
    e + n.changed_twice(k)
}

#[test]
fn items_in_use() {
    let s = |k, x, on| Spring { k, x, on };
    let n = Net {
        w: vec![0.3, 0.7, -0.2],
        s: vec![s(1.0, 0.5, true), s(0.4, -0.3, true), s(0.8, 0.9, true), s(0.3, 0.2, false)],
        idx: vec![2, 0, 1, 0],
    };
    n.doubled_check().unwrap();
    n.placed_check().unwrap();
    n.left_early_check().unwrap();
    n.boxed_check().unwrap();
    n.zipped_check().unwrap();
    n.searched_check().unwrap();
    n.gathered_check().unwrap();
    n.changed_twice_check(0.7).unwrap();
    free::check(&n, 0.6).unwrap();
}
