//! Functions that call themselves, and one another.

use ad_runtime::prelude::*;

#[differentiate]
fn power(x: f64, n: u32) -> f64 {
    if n == 0 { 1.0 } else { x * power(x, n - 1) }
}

/// Halves a slice until one is left.
#[differentiate]
fn product(x: &[f64], w: &[f64]) -> f64 {
    if x.len() == 1 {
        x[0] * w[0]
    } else {
        let half = x.len() / 2;
        product(&x[..half], w) + product(&x[half..], w) * w[1]
    }
}

/// Calls a function with a boxed pullback and keeps it, with borrows of two lifetimes.
#[differentiate]
#[allow(clippy::needless_lifetimes)]
fn twice<'x, 'w>(x: &'x [f64], w: &'w [f64]) -> f64 {
    product(x, w) * product(x, w)
}

#[differentiate]
fn generic<T: Real>(x: &[T], n: usize) -> T {
    if n == 0 { x[0] } else { generic(x, n - 1) * x[n] }
}

#[differentiate]
fn even(x: &[f64], n: usize) -> f64 {
    if n == 0 { x[0] } else { odd(x, n - 1) * x[0] }
}

#[differentiate(boxed)]
fn odd(x: &[f64], n: usize) -> f64 {
    if n == 0 { x[1] } else { even(x, n - 1).sin() + x[1] }
}

#[differentiate]
fn three(x: f64, n: usize) -> f64 {
    if n == 0 { x } else { one(x, n - 1) * x }
}

#[differentiate]
fn one(x: f64, n: usize) -> f64 {
    two(x, n).sin()
}

#[differentiate(boxed)]
fn two(x: f64, n: usize) -> f64 {
    three(x, n) + x
}

#[test]
fn of_itself() {
    assert_eq!(power::value_and_grad(2.0, 5), (32.0, 80.0));
    assert_eq!(power::jvp(2.0, 5, 1.0), (32.0, 80.0));
    power::check(1.5, 3).expect("both modes and differences agree");
    let (x, w) = ([0.5, 1.5, -2.0, 3.0, 0.25], [2.0, 0.5]);
    product::check(&x, &w).expect("both modes and differences agree");
    twice::check(&x, &w).expect("both modes and differences agree");
    generic::check(&x, 3).expect("both modes and differences agree");
    let (value, pullback) = product::vjp(&x, &w);
    assert_eq!((value, pullback(1.0).1.len()), (product(&x, &w), 2));
}

#[test]
fn of_several() {
    for n in 0..5 {
        even::check(&[0.5, 1.5], n).expect("both modes and differences agree");
        odd::check(&[0.5, 1.5], n).expect("both modes and differences agree");
        three::check(0.5, n).expect("both modes and differences agree");
        two::check(0.5, n).expect("both modes and differences agree");
    }
}

#[derive(Clone, Debug, Differentiable)]
struct Tree {
    w: f64,
    children: Vec<Tree>,
}

#[differentiate]
impl Tree {
    /// Calls itself on what is of its own type.
    fn eval(&self, x: f64) -> f64 {
        let mut sum = self.w * x;
        for child in &self.children {
            sum += child.eval(x * self.w).sin();
        }
        sum
    }

    fn grow(&mut self, x: f64) -> f64 {
        self.w += x;
        let mut sum = self.w * x;
        for i in 0..self.children.len() {
            sum += self.children[i].grow(x * x) * x;
        }
        sum
    }

    fn power(w: f64, n: usize) -> f64 {
        if n == 0 { 1.0 } else { w * Self::power(w, n - 1) }
    }
}

#[derive(Clone, Debug, Differentiable)]
struct Layer {
    w: f64,
}

#[differentiate]
impl Layer {
    fn forward(&self, x: f64) -> f64 {
        (self.w * x).tanh()
    }
}

#[derive(Clone, Debug, Differentiable)]
struct Net {
    a: Layer,
    layers: Vec<Layer>,
}

#[differentiate]
impl Net {
    /// Calls methods of its own name, of another type.
    fn forward(&self, x: f64) -> f64 {
        let mut x = self.a.forward(x);
        for layer in &self.layers {
            x = layer.forward(x);
        }
        x
    }
}

mod inner {
    use ad_runtime::prelude::*;

    #[differentiate]
    pub fn outer(x: f64) -> f64 {
        x.sin() * x
    }
}

/// Calls a function of its own name, of another module.
#[differentiate]
fn outer(x: f64) -> f64 {
    inner::outer(x * x) * x
}

#[test]
fn of_methods() {
    let leaf = |w: f64| Tree { w, children: Vec::new() };
    let inner = Tree { w: 0.7, children: vec![leaf(0.3), leaf(-0.4)] };
    let tree = Tree { w: 0.5, children: vec![leaf(1.5), inner] };
    tree.eval_check(0.9).expect("both modes and differences agree");
    tree.clone().grow_check(0.9).expect("both modes and differences agree");
    Tree::power_check(1.3, 4).expect("both modes and differences agree");
}

#[test]
fn of_others_with_the_same_name() {
    let net = Net { a: Layer { w: 0.5 }, layers: vec![Layer { w: 0.2 }, Layer { w: 1.5 }] };
    net.forward_check(0.3).expect("both modes and differences agree");
    outer::check(0.3).expect("both modes and differences agree");
    let x_bar = net.forward_grad(0.3).1;
    let other = std::thread::scope(|scope| {
        let (_, pullback) = net.forward_vjp(0.3);
        scope.spawn(move || pullback(1.0).1).join().expect("no panic")
    });
    assert_eq!(x_bar, other);
    let (_, pullback) = outer::vjp(0.3);
    let other = std::thread::spawn(move || pullback(1.0)).join().expect("no panic");
    assert_eq!(outer::grad(0.3), other);
}
