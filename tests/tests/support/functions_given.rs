//! Functions that are given to functions and methods.

use ad_runtime::prelude::*;

#[test]
fn function_parameter() {
    #[differentiate]
    fn newton(f: impl Fn(f64) -> f64, slope: fn(f64) -> f64, x: f64) -> f64 {
        x - f(x) / slope(x)
    }
    #[differentiate]
    fn twice<F: Fn(f64) -> f64>(f: F, g: &dyn Fn(f64) -> f64, x: f64) -> f64 {
        f(g(x)) + newton(&f, |x| 2.0 * x, x)
    }
    #[differentiate]
    fn bell(x: f64) -> f64 {
        x * x
    }
    #[differentiate]
    fn caller(x: f64, a: f64) -> f64 {
        twice(|x| x * x - a, &bell, x)
    }
    #[differentiate]
    fn sum(mut f: impl FnMut(f64) -> f64, last: impl FnOnce(f64) -> f64, x: &[f64]) -> f64 {
        let mut s = 0.0;
        for x in x {
            s += f(*x);
        }
        last(s)
    }
    #[differentiate]
    fn summing(x: &[f64], a: f64) -> f64 {
        sum(|x| x * a, |s| s * s, x)
    }
    caller::check(1.5, 2.0).unwrap();
    twice::check(bell {}, bell {}, 1.5).unwrap();
    summing::check(&[1.0, 2.0], 2.0).unwrap();
    // a² (x + y)²
    assert_eq!(summing::grad(&[1.0, 2.0], 2.0), (vec![24.0, 24.0], 36.0));
}

#[test]
fn function_given_to_a_method() {
    #[derive(Clone, Debug, Differentiable)]
    struct Rule {
        at: f64,
    }
    #[differentiate]
    impl Rule {
        fn new(at: f64) -> Rule {
            Rule { at }
        }
        fn integrate<F: Fn(f64) -> f64>(&self, a: f64, b: f64, f: F) -> f64 {
            (b - a) * f(a + self.at * (b - a))
        }
        fn twice(&self, f: &dyn Fn(f64) -> f64, b: f64) -> f64 {
            self.integrate(0.0, b, f) + Self::integrate(self, 0.0, b, |u| f(u) * self.at)
        }
    }
    #[differentiate]
    trait Apply {
        fn apply(&self, f: impl Fn(f64) -> f64, x: f64) -> f64;
    }
    #[differentiate]
    impl Apply for Rule {
        fn apply(&self, f: impl Fn(f64) -> f64, x: f64) -> f64 {
            f(x) * self.at
        }
    }
    #[differentiate]
    fn bell(x: f64) -> f64 {
        x * x
    }
    #[differentiate]
    fn applied<A: Apply>(a: &A, x: f64) -> f64 {
        a.apply(|u| u * x, x) + a.apply(bell, x)
    }
    #[differentiate]
    fn caller(k: f64, b: f64) -> f64 {
        let rule = Rule::new(0.5);
        rule.integrate(0.0, b, |u| k * u) * Rule::integrate(&rule, 0.0, b, bell)
            + rule.twice(&bell, k)
            + applied(&rule, k)
    }
    #[differentiate]
    fn made(k: f64, at: f64) -> f64 {
        Rule::new(at).integrate(0.0, 2.0, |u| k * u)
    }
    caller::check(1.5, 2.0).unwrap();
    // 4 k at
    assert_eq!(made::grad(3.0, 0.5), (2.0, 12.0));
    assert_eq!(Rule::new(0.5).integrate_grad(0.0, 2.0, bell {}).0.at, 8.0);
}

#[test]
fn given_closure_of_closures() {
    #[differentiate]
    fn twice(f: impl Fn(f64) -> f64, x: f64) -> f64 {
        f(f(x))
    }
    #[differentiate]
    fn caller(k: f64, x: f64) -> f64 {
        #[differentiate]
        fn times(u: f64, k: f64) -> f64 {
            u * k
        }
        let scaled = |u: f64| times(u, k);
        let shifted = |u: f64| scaled(u) + x;
        twice(|u| shifted(u) * 2.0, x)
    }
    // 2 k (2 k x + 2 x) + 2 x
    assert_eq!(caller::grad(3.0, 1.0), (28.0, 50.0));
    caller::check(0.3, 0.7).unwrap();
}

#[test]
fn function_of_integers() {
    #[differentiate]
    fn sum_over(n: usize, term: impl Fn(usize) -> f64) -> f64 {
        (0..n).map(|i| term(i)).sum()
    }
    #[differentiate]
    fn caller(x: &[f64]) -> f64 {
        sum_over(x.len(), |i| x[i] * x[i])
    }
    assert_eq!(caller::grad(&[2.0, 3.0]), [4.0, 6.0]);
    caller::check(&[0.2, 0.7]).unwrap();
}

#[test]
fn constant_function_parameter() {
    #[differentiate]
    fn chosen<F: Fn(usize) -> usize>(x: &[f64], which: F) -> f64 {
        let i = which(x.len());
        x[i] * x[i]
    }
    chosen::check(&[2.0, 3.0], |n| n - 1).unwrap();
    assert_eq!(chosen::grad(&[2.0, 3.0], |n| n - 1), [0.0, 6.0]);
}
