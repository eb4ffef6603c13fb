//! Methods that are called on what pointers of std's point to, constants too: the derivatives are those of the method that is called.

use std::cell::RefCell;
use std::ops::Deref;
use std::rc::Rc;
use std::sync::Arc;

use ad_runtime::prelude::*;

#[derive(Clone, Copy, Debug, Differentiable)]
struct Gain {
    k: f64,
}

#[differentiate]
impl Gain {
    fn at(&self, x: f64) -> f64 {
        self.k * x * x
    }

    fn max(&self, x: f64) -> f64 {
        self.k * x
    }

    fn moved(&mut self, x: f64) -> f64 {
        self.k += 1.0;
        self.k * x
    }
}

#[differentiate]
fn referred(x: f64, #[constant] g: &&Gain) -> f64 {
    g.at(x) + g.max(x)
}

#[differentiate]
fn listed(x: f64, #[constant] g: &[Gain]) -> f64 {
    g[0].at(x) * g[1].max(x)
}

#[differentiate]
fn counted(x: f64, #[constant] g: &[Rc<Gain>], #[constant] h: &Arc<Box<Gain>>) -> f64 {
    g[0].at(x) * h.max(x)
}

#[differentiate]
fn lent(x: f64, #[constant] g: &RefCell<Gain>) -> f64 {
    let g = g.borrow();
    g.at(x) * g.max(x)
}

#[differentiate]
fn changed(x: f64, #[constant] g: &mut [Gain]) -> f64 {
    g[0].moved(x) * x
}

#[differentiate]
fn differentiated(x: f64, g: &[Gain], h: &&Gain) -> f64 {
    g[0].at(x) * h.max(x)
}

#[differentiate]
fn numbers(x: f64, #[constant] p: &[(f64, Vec<f64>)]) -> f64 {
    p[0].0.max(x) + p[0].1[0].hypot(x)
}

/// A pointer of one's own, without a method by the name.
struct Pointer<T>(T);

impl<T> Deref for Pointer<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

#[differentiate]
fn behind_own(x: f64, #[constant] g: &[Pointer<Gain>], #[constant] h: &Box<Pointer<Gain>>) -> f64 {
    g[0].at(x) * h.max(x)
}

#[differentiate]
fn behind_two(x: f64, #[constant] g: &[Rc<Pointer<Box<Gain>>>]) -> f64 {
    let mut product = x;
    for g in g.iter() {
        product *= g.at(x) + g.max(product);
    }
    product
}

#[differentiate]
fn looked_at(x: f64, #[constant] g: &mut [Box<Gain>]) -> f64 {
    let y = x * x;
    g[0].moved(g[1].k * y)
}

#[differentiate]
fn by_closures(x: f64, #[constant] g: &[&&Gain]) -> f64 {
    g.iter().map(|g| g.at(x)).sum::<f64>()
        + g.iter().filter(|g| g.k > 0.0).map(|g| g.max(x)).sum::<f64>()
}

#[differentiate]
trait Shape {
    fn area(&self, x: f64) -> f64;

    fn twice(&self, x: f64) -> f64 {
        2.0 * self.area(x)
    }
}

#[differentiate]
impl Shape for Gain {
    fn area(&self, x: f64) -> f64 {
        self.k * x.sin()
    }
}

#[differentiate]
impl Shape for &Gain {
    fn area(&self, x: f64) -> f64 {
        self.k * x.cos()
    }
}

#[differentiate]
fn bounded<M: Shape>(x: f64, #[constant] m: &[M], #[constant] n: &[Box<M>], o: &&M) -> f64 {
    m[0].area(x) * n[0].twice(x) + o.area(x)
}

#[differentiate]
fn of_references(x: f64, #[constant] m: &[&Gain]) -> f64 {
    m[0].area(x) * (&m[0]).area(x)
}

/// What all types have.
#[differentiate]
trait Any {
    fn any(&self, x: f64) -> f64 {
        x * x
    }
}

#[differentiate]
impl<T: Differentiable> Any for T {
    fn any(&self, x: f64) -> f64 {
        x * x
    }
}

#[differentiate]
fn of_anything(x: f64, #[constant] m: &[Box<Gain>], n: &&Gain) -> f64 {
    m[0].any(x) * n.any(x)
}

#[test]
fn derivatives() {
    let g = Gain { k: 0.7 };
    referred::check(0.3, &&g).unwrap();
    listed::check(0.3, &[g, g]).unwrap();
    counted::check(0.3, &[Rc::new(g)], &Arc::new(Box::new(g))).unwrap();
    lent::check(0.3, &RefCell::new(g)).unwrap();
    differentiated::check(0.3, &[g, g], &&g).unwrap();
    numbers::check(0.3, &[(0.1, vec![0.5])]).unwrap();
    assert_eq!(changed::value_and_grad(0.5, &mut [g]), (1.7 * 0.25, 1.7));

    let own = || Pointer(g);
    behind_own::check(0.3, &[own()], &Box::new(own())).unwrap();
    behind_two::check(0.3, &[Rc::new(Pointer(Box::new(g)))]).unwrap();
    let (y, x_bar) = looked_at::value_and_grad(0.5, &mut [Box::new(g), Box::new(g)]);
    assert!((y - 1.7 * 0.7 * 0.25).abs() < 1e-12 && (x_bar - 1.7 * 0.7).abs() < 1e-12);
    by_closures::check(0.3, &[&&g, &&g]).unwrap();
    bounded::check(0.3, &[g], &[Box::new(g)], &&g).unwrap();
    of_references::check(0.3, &[&g]).unwrap();
    of_anything::check(0.3, &[Box::new(g)], &&g).unwrap();
}
