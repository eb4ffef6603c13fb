//! Functions that call themselves with constants beside what is differentiated: indices, names, parts of lists.

use ad_runtime::prelude::*;

#[differentiate]
fn best(x: &[f64], #[constant] idx: &[usize], depth: usize) -> f64 {
    if idx.is_empty() || depth == 0 {
        return 1.0;
    }
    let rest: Vec<usize> = idx.iter().copied().filter(|i| x[*i] < x[idx[0]]).collect();
    x[idx[0]] * best(x, &rest, depth - 1) + best(x, &idx[1..], depth - 1)
}

#[differentiate]
fn chosen(x: &[f64]) -> f64 {
    best(x, &[1, 0, 2], 3) * x[1]
}

#[derive(Clone, Debug, Differentiable)]
struct Bone {
    #[constant]
    name: String,
    length: f64,
    children: Vec<Bone>,
}

#[differentiate]
impl Bone {
    fn total(&self, skip: &str) -> f64 {
        if self.name == skip {
            return 0.0;
        }
        let mut sum = self.length * self.length;
        for child in &self.children {
            sum += child.total(skip);
        }
        sum
    }

    fn weighed(&self, levels: &[usize]) -> f64 {
        let mut sum = self.length * self.length * levels[0] as f64;
        for child in &self.children {
            sum += child.weighed(&levels[1..]);
        }
        sum
    }
}

fn bone(name: &str) -> String {
    name.to_string()
}

#[differentiate]
fn bones(x: &[f64]) -> f64 {
    let (b, c) = (
        Bone { name: bone("b"), length: x[0] * x[1], children: vec![] },
        Bone { name: bone("c"), length: x[1], children: vec![] },
    );
    let root = Bone { name: bone("a"), length: x[2], children: vec![b, c] };
    root.total("c") + root.weighed(&[1, 2])
}

#[derive(Clone, Debug, Differentiable)]
struct Built {
    values: Vec<f64>,
}

#[differentiate]
impl Built {
    fn build(&mut self, points: &[f64], idx: &[usize]) -> usize {
        if idx.len() < 2 {
            self.values.push(points[idx[0]] * 2.0);
            return self.values.len() - 1;
        }
        let sub: Vec<usize> = idx.iter().copied().filter(|&i| points[i] > 0.5).collect();
        let rest: Vec<usize> = idx.iter().copied().skip(1).collect();
        if !sub.is_empty() && sub.len() < idx.len() {
            let at = self.build(points, &sub);
            self.values.push(points[at] * points[0]);
        }
        self.build(points, &rest)
    }
}

#[differentiate]
fn built(x: &[f64]) -> f64 {
    let mut built = Built { values: vec![] };
    let at = built.build(x, &[0, 1, 2]);
    built.values[at] * built.values[0]
}

#[test]
fn examined() {
    examined_at!([0.3, 0.9, 0.7]; chosen bones built);
}
