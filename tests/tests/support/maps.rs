//! Maps: values by keys; and what is shared.

use ad_runtime::prelude::*;
use std::collections::{BTreeMap, HashMap};

#[test]
fn maps() {
    #[differentiate]
    fn read(m: &BTreeMap<String, f64>, k: f64) -> f64 {
        let mut y = m["a"] * k + m.get("b").copied().unwrap_or(2.0);
        if let Some(c) = m.get("c") {
            y += c * m.len() as f64;
        }
        if m.contains_key("d") { 0.0 } else { y }
    }
    let m = BTreeMap::from([("a".to_string(), 3.0), ("c".to_string(), 5.0)]);
    read::check(&m, 7.0).unwrap();
    let (m_bar, k_bar) = read::grad(&m, 7.0);
    assert_eq!((m_bar["a"], m_bar["c"], k_bar), (7.0, 2.0, 3.0));
}

#[test]
fn maps_that_change() {
    #[differentiate]
    fn grouped(x: &[f64], #[constant] groups: &[u32]) -> f64 {
        let mut m: HashMap<u32, f64> = HashMap::new();
        for (v, group) in x.iter().zip(groups) {
            *m.entry(*group).or_insert(0.0) += v;
        }
        if let Some(v) = m.get_mut(&1) {
            *v *= 3.0;
        }
        let old = m.insert(7, x[0] * x[1]).unwrap_or(1.0);
        let gone = m.remove(&2).unwrap_or(1.0);
        m[&1] * gone * old + m[&7]
    }
    grouped::check(&[2.0, 3.0, 5.0], &[1, 2, 1]).unwrap();
    assert_eq!(grouped::grad(&[2.0, 3.0, 5.0], &[1, 2, 1]), [12.0, 23.0, 9.0]);
}

#[test]
fn maps_iterated_over() {
    #[derive(Clone, Debug, Differentiable)]
    struct Chain {
        stiffness: BTreeMap<u32, f64>,
    }
    #[differentiate]
    fn energy(chain: &Chain, x: f64) -> f64 {
        let stiffness: &BTreeMap<u32, f64> = &chain.stiffness;
        let mut sum = 0.0;
        for (length, k) in stiffness {
            sum += k * x * *length as f64;
        }
        let squares: BTreeMap<u32, f64> = stiffness.iter().map(|(l, k)| (*l, k * k)).collect();
        sum + squares.values().sum::<f64>()
    }
    let chain = Chain { stiffness: BTreeMap::from([(2, 3.0), (5, 7.0)]) };
    energy::check(&chain, 11.0).unwrap();
    let (chain_bar, x_bar) = energy::grad(&chain, 11.0);
    assert_eq!((chain_bar.stiffness, x_bar), (BTreeMap::from([(2, 28.0), (5, 69.0)]), 41.0));
}

#[test]
fn constant_maps_in_fields() {
    #[derive(Clone, Debug, Differentiable)]
    struct Materials {
        #[constant]
        stiffness: BTreeMap<String, f64>,
        scale: f64,
    }
    #[differentiate]
    impl Materials {
        fn force(&self, #[constant] name: &str, x: f64) -> f64 {
            let Some(k) = self.stiffness.get(name) else { return 0.0 };
            k * x * self.scale + self.stiffness["air"] * x
        }
    }
    let stiffness = BTreeMap::from([("air".to_string(), 2.0), ("steel".to_string(), 5.0)]);
    let materials = Materials { stiffness, scale: 3.0 };
    materials.force_check("steel", 7.0).unwrap();
    let (materials_bar, x_bar) = materials.force_grad("steel", 7.0);
    assert_eq!((materials_bar.scale, x_bar), (35.0, 17.0));
}

#[test]
fn counted_values() {
    use std::rc::Rc;
    #[differentiate]
    fn shared(x: &Rc<Vec<f64>>, k: f64) -> f64 {
        let factor = Rc::new(k * k);
        let other = factor.clone();
        x.iter().map(|v| v * *factor).sum::<f64>() + x[0] * *other
    }
    let x = Rc::new(vec![2.0, 3.0]);
    shared::check(&x, 5.0).unwrap();
    assert_eq!(shared::grad(&x, 5.0), (vec![50.0, 25.0], 70.0));
}

#[test]
fn cows() {
    use std::borrow::Cow;
    #[differentiate]
    fn smoothed(x: &[f64], k: f64) -> f64 {
        let mut v: Cow<[f64]> = if k > 0.0 { x.into() } else { Cow::Owned(vec![k; 2]) };
        v.to_mut()[0] *= k;
        length(&v) + v.into_owned()[0]
    }
    #[differentiate]
    fn length(v: &Cow<[f64]>) -> f64 {
        v.iter().map(|v| v * v).sum()
    }
    smoothed::check(&[2.0, 3.0], 5.0).unwrap();
    assert_eq!(smoothed::grad(&[2.0, 3.0], 5.0), (vec![105.0, 6.0], 42.0));
    smoothed::check(&[2.0, 3.0], -5.0).unwrap();
}
