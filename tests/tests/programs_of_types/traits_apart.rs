//! Traits on floats, generic traits, traits whose objects have no derivatives; and how often methods are called.

use std::cell::Cell;

use ad_runtime::prelude::*;

#[derive(Clone, Debug, Differentiable)]
struct Spring {
    k: f64,
    l: f64,
}

/// A trait with derivatives is as good a trait as before.
#[test]
fn objects_without_derivatives() {
    #[differentiate]
    trait Loss {
        fn loss(&self, x: f64) -> f64;
        fn double(&self, x: f64) -> f64 {
            2.0 * self.loss(x)
        }
    }
    #[derive(Differentiable)]
    struct Square(f64);
    #[differentiate]
    impl Loss for Square {
        fn loss(&self, x: f64) -> f64 {
            self.0 * x * x
        }
    }
    let object: &dyn Loss = &Square(3.0);
    assert_eq!(object.double(2.0), 24.0);
    assert_eq!(Square(3.0).double_grad(2.0).1, 24.0);
}

/// A trait on floats.
#[differentiate]
trait Special {
    fn err(self) -> f64;
    fn logistic(&self) -> f64;
}

#[differentiate]
impl Special for f64 {
    fn err(self) -> f64 {
        (1.128379 * (self + 0.10277 * self.powi(3))).tanh()
    }

    fn logistic(&self) -> f64 {
        1.0 / (1.0 + (-self).exp())
    }
}

#[differentiate]
fn special(x: f64, ys: &[f64]) -> f64 {
    let mut sum = (x * x).err() * x.logistic() + Special::logistic(&x);
    for y in ys {
        sum += y.err() * y.logistic() * x.sin().logistic();
    }
    sum
}

#[test]
fn extensions_of_floats() {
    special::check(0.4, &[0.3, -0.2]).unwrap();
}

thread_local! {
    static CALLS: Cell<usize> = const { Cell::new(0) };
}

#[primitive(partials(x = 2.0 * x))]
fn counted(x: f64) -> f64 {
    CALLS.set(CALLS.get() + 1);
    x * x
}

#[differentiate]
trait Counting {
    fn count(&self, x: f64) -> f64;
    fn more(&self, x: f64) -> f64 {
        self.count(x) * counted(x)
    }
}

#[differentiate]
impl Counting for Spring {
    fn count(&self, x: f64) -> f64 {
        self.k * counted(x)
    }
}

#[differentiate]
fn counting<M: Counting>(model: &M, x: f64) -> f64 {
    let mut y = x;
    for _ in 0..3 {
        y = model.more(y) * 0.1 + model.count(y);
    }
    y
}

/// What a method does is done as often as in the plain function.
#[test]
fn nothing_is_done_twice() {
    let spring = Spring { k: 1.1, l: 0.0 };
    counting(&spring, 0.7);
    let plain = CALLS.replace(0);
    counting::grad(&spring, 0.7);
    let reverse = CALLS.replace(0);
    counting::jvp(&spring, 0.7, &spring.zero_tangent(), 1.0);
    assert_eq!((reverse, CALLS.replace(0), plain), (9, 9, 9));
    counting::check(&spring, 0.7).unwrap();
}

/// A type parameter of a trait.
#[test]
fn generic_traits() {
    #[differentiate]
    trait Metric<T> {
        fn distance(&self, a: &T, b: &T) -> f64;
        fn doubled(&self, a: &T, b: &T) -> f64 {
            self.distance(a, b) * 2.0 + self.distance(b, a)
        }
    }
    #[derive(Clone, Differentiable)]
    struct Scaled(f64);
    #[differentiate]
    impl Metric<f64> for Scaled {
        fn distance(&self, a: &f64, b: &f64) -> f64 {
            self.0 * (a - b).powi(2) * a
        }
    }
    #[differentiate]
    impl Metric<Spring> for Scaled {
        fn distance(&self, a: &Spring, b: &Spring) -> f64 {
            self.0 * (a.k - b.l).powi(2) * a.l
        }
    }
    #[differentiate]
    fn between<T, M: Metric<T>>(metric: &M, a: &T, b: &T) -> f64
    where
        T: Differentiable,
    {
        metric.doubled(a, b)
    }
    let (a, b) = (Spring { k: 1.0, l: 0.3 }, Spring { k: 0.2, l: 0.7 });
    between::check(&Scaled(0.3), &a, &b).unwrap();
    between::check(&Scaled(0.3), &1.0, &0.4).unwrap();
}

/// A type parameter that stands for a list in an implementation.
#[test]
fn lists_for_type_parameters() {
    #[differentiate]
    trait Layer<I> {
        fn forward(&self, x: &I) -> f64;
        fn squared(&self, x: &I) -> f64 {
            self.forward(x) * self.forward(x)
        }
    }
    #[differentiate]
    impl Layer<Vec<f64>> for Spring {
        fn forward(&self, x: &Vec<f64>) -> f64 {
            let mut sum = 0.0;
            for i in 0..x.len() {
                sum += x[i] * self.k * sum.cos();
            }
            sum + x.iter().sum::<f64>() * self.l
        }
    }
    #[differentiate]
    impl Layer<f64> for Spring {
        fn forward(&self, x: &f64) -> f64 {
            x * self.k
        }
    }
    #[differentiate]
    fn of_any<I: Differentiable, L: Layer<I>>(layer: &L, x: &I) -> f64 {
        layer.squared(x)
    }
    #[differentiate]
    fn of_lists<L: Layer<Vec<f64>>>(layer: &L, x: f64) -> f64 {
        layer.squared(&vec![x, x * x])
    }
    let spring = Spring { k: 0.4, l: 0.2 };
    of_any::check(&spring, &vec![0.3, 0.7]).unwrap();
    of_any::check(&spring, &0.3).unwrap();
    of_lists::check(&spring, 0.3).unwrap();
}

/// A type of the trait's that is a list in an implementation.
#[test]
fn lists_for_associated_types() {
    #[differentiate]
    trait Model {
        type Input: Differentiable;
        fn run(&self, x: &Self::Input) -> f64;
    }
    #[differentiate]
    impl Model for Spring {
        type Input = Vec<f64>;
        fn run(&self, x: &Self::Input) -> f64 {
            x[0] * self.k
        }
    }
    #[differentiate]
    fn of_any<M: Model>(model: &M, x: &M::Input) -> f64 {
        model.run(x) * 2.0
    }
    #[differentiate]
    fn of_lists<M: Model<Input = Vec<f64>>>(model: &M, x: f64) -> f64 {
        model.run(&vec![x, x]) * 2.0
    }
    let spring = Spring { k: 0.4, l: 0.2 };
    of_any::check(&spring, &vec![0.3, 0.7]).unwrap();
    of_lists::check(&spring, 0.3).unwrap();
}
