//! Functions and methods that call themselves, at second order.

use ad_runtime::differentiate;

/// `x^(2ⁿ) Π sin(x^(2ᵏ))`, `k < n`.
#[differentiate(order = 2)]
fn tower(x: f64, n: usize) -> f64 {
    if n == 0 { x } else { x.sin() * tower(x * x, n - 1) }
}

#[test]
fn of_a_number() {
    let x = 0.7_f64;
    let (a, b) = (x.sin(), x.cos());
    assert_eq!(tower::hessian(x, 1), [[2.0 * a + 4.0 * x * b - x * x * a]]);
    for n in 0..5 {
        let slope = |x: f64| tower::grad(x, n);
        let difference = (slope(x + 1e-5) - slope(x - 1e-5)) / 2e-5;
        assert!((tower::hessian(x, n)[0][0] - difference).abs() < 1e-8, "{n}");
    }
}

#[differentiate(order = 2)]
fn product(x: &[f64], w: &[f64]) -> f64 {
    if x.len() == 1 {
        return x[0] * w[0];
    }
    let half = x.len() / 2;
    product(&x[..half], w) + product(&x[half..], w) * w[1].exp()
}

#[test]
fn of_lists() {
    let (x, w) = ([0.3, 0.5, 0.7, 1.1, 1.3], [0.4, -0.2]);
    let v = ([0.1, -0.2, 0.3, 0.5, 0.7], [1.0, -1.0]);
    let moved = |step: f64| {
        let x: Vec<_> = x.iter().zip(v.0).map(|(x, v)| x + step * v).collect();
        let w: Vec<_> = w.iter().zip(v.1).map(|(w, v)| w + step * v).collect();
        let (x_bar, w_bar) = product::grad(&x, &w);
        [x_bar, w_bar].concat()
    };
    let (ahead, behind) = (moved(1e-5), moved(-1e-5));
    let (x_bar, w_bar) = product::hvp(&x, &w, &v.0, &v.1);
    for (i, found) in x_bar.iter().chain(&w_bar).enumerate() {
        let difference = (ahead[i] - behind[i]) / 2e-5;
        assert!((found - difference).abs() < 1e-8, "{i}: {found}, {difference}");
    }
}

/// Weights on the nodes of a tree.
#[derive(ad_runtime::Differentiable, Clone)]
struct Tree {
    weight: f64,
    children: Vec<Tree>,
}

#[differentiate(order = 2)]
impl Tree {
    fn energy(&self, x: f64) -> f64 {
        let mut sum = (self.weight * x).sin();
        for child in &self.children {
            sum += child.energy(x * self.weight) * x;
        }
        sum
    }
}

#[test]
fn of_a_tree() {
    let leaf = |weight| Tree { weight, children: Vec::new() };
    let tree = Tree {
        weight: 0.5,
        children: vec![leaf(0.3), Tree { weight: 0.8, children: vec![leaf(1.2)] }],
    };
    let x = 0.9;
    let slope = |x: f64| tree.energy_grad(x).1;
    let difference = (slope(x + 1e-5) - slope(x - 1e-5)) / 2e-5;
    let still = |children| TreeTangent { weight: 0.0, children };
    let v = still(vec![still(vec![]), still(vec![still(vec![])])]);
    let (_, x_bar) = tree.energy_hvp(x, &v, 1.0);
    assert!((x_bar - difference).abs() < 1e-8, "{x_bar}, {difference}");
}
