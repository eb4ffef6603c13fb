//! Functions.

use ad_runtime::prelude::*;

#[differentiate]
fn shared_square(x: f64) -> f64 {
    x * x
}

mod elsewhere {
    use ad_runtime::prelude::*;

    #[differentiate]
    pub fn product(x: &[f64], y: f64) -> f64 {
        x[0] * y
    }
}

#[test]
fn calls() {
    use elsewhere::product;
    #[differentiate]
    fn outer(x: &[f64], y: f64) -> f64 {
        let mut sum = 0.0;
        for i in 0..x.len() {
            sum += product(&x[i..], y) * shared_square(y) + elsewhere::product(x, y);
        }
        sum
    }
    outer::check(&[3.0, 5.0], 2.0).unwrap();
    assert_eq!(outer::grad(&[3.0, 5.0], 2.0).0, [12.0, 8.0]);
}

#[test]
fn primitives() {
    #[primitive(partials(x = 1.0 / (1.0 + (-x).exp())))]
    fn softplus(x: f64) -> f64 {
        x.exp().ln_1p()
    }
    #[differentiate]
    fn twice(x: f64) -> f64 {
        2.0 * softplus(x)
    }
    twice::check(0.0).unwrap();
    assert_eq!(twice::grad(0.0), 1.0);
}

#[test]
fn results_of_any_shape() {
    #[derive(Clone, Debug, Differentiable)]
    struct Both {
        sum: f64,
        list: Vec<f64>,
    }
    #[differentiate]
    fn both(x: f64, y: f64) -> Both {
        Both { sum: x + y, list: vec![x * y, y] }
    }
    #[differentiate]
    fn tuple(x: f64, n: usize) -> (f64, [f64; 2], usize) {
        (x * x, [x, 2.0 * x], n)
    }
    both::check(2.0, 3.0).unwrap();
    tuple::check(2.0, 7).unwrap();
    assert_eq!(both::vjp(2.0, 3.0).1(BothTangent { sum: 1.0, list: vec![1.0, 0.0] }), (4.0, 3.0));
    assert_eq!(tuple::jvp(2.0, 7, 1.0).1, (4.0, [1.0, 2.0], ()));
}

#[test]
fn predicates() {
    fn is_inside(x: &[f64]) -> bool {
        x.iter().all(|v| (0.0..=1.0).contains(v))
    }
    #[differentiate]
    fn bin(x: f64, edges: &[f64]) -> usize {
        edges.iter().filter(|edge| **edge < x).count()
    }
    #[differentiate]
    fn looked_up(x: f64, table: &[f64]) -> f64 {
        if !is_inside(&[x]) {
            return x;
        }
        let i = bin(x, &[0.25, 0.5]);
        table[i] * x * i as f64
    }
    looked_up::check(0.75, &[1.0, 4.0, 9.0]).unwrap();
    assert_eq!(looked_up::grad(0.75, &[1.0, 4.0, 9.0]), (18.0, vec![0.0, 0.0, 1.5]));
}

#[test]
fn recursion() {
    #[differentiate]
    fn power(x: f64, n: u32) -> f64 {
        if n == 0 { 1.0 } else { x * power(x, n - 1) }
    }
    power::check(2.0, 5).unwrap();
    assert_eq!(power::grad(2.0, 5), 80.0);
}

#[test]
fn mutual_recursion() {
    #[differentiate]
    fn even(x: f64, n: u32) -> f64 {
        if n == 0 { x } else { odd(x, n - 1) * x }
    }
    #[differentiate(boxed)]
    fn odd(x: f64, n: u32) -> f64 {
        if n == 0 { 1.0 } else { even(x, n - 1) + x }
    }
    even::check(3.0, 3).unwrap();
    // (x · 1 + x) x
    assert_eq!(even::grad(3.0, 3), 12.0);
}

#[test]
fn generic_real() {
    #[differentiate]
    fn sum_of_squares<T: Real>(x: &[T]) -> T {
        let mut sum = T::zero();
        for v in x {
            sum += *v * *v;
        }
        sum
    }
    sum_of_squares::check(&[1.0, 2.0]).unwrap();
    assert_eq!(sum_of_squares::grad(&[1.0, 2.0]), [2.0, 4.0]);
    assert_eq!(sum_of_squares::grad(&[1.0_f32, 2.0]), [2.0_f32, 4.0]);
}

#[test]
fn num_traits_float() {
    use num_traits::Float;
    #[differentiate]
    fn hinge<T: Float>(x: T, y: T) -> T {
        if x > T::zero() { x * y.powi(2) } else { T::one() - y }
    }
    hinge::check(2.0, 3.0).unwrap();
    assert_eq!((hinge::grad(2.0, 3.0), hinge::grad(-2.0_f32, 3.0)), ((9.0, 12.0), (0.0, -1.0)));
}

#[test]
fn const_generics() {
    #[differentiate]
    fn dot<const N: usize>(x: &[f64; N], y: &[f64; N]) -> f64 {
        let mut sum = 0.0;
        for i in 0..N {
            sum += x[i] * y[i];
        }
        sum
    }
    dot::check(&[1.0, 2.0], &[3.0, 4.0]).unwrap();
    assert_eq!(dot::grad(&[1.0, 2.0], &[3.0, 4.0]), ([3.0, 4.0], [1.0, 2.0]));
}

#[test]
fn lifetimes() {
    #[differentiate]
    fn first<'a, 'b: 'a>(x: &'a [f64], y: &'b [f64]) -> f64 {
        x[0] * y[0]
    }
    first::check(&[2.0], &[3.0]).unwrap();
    assert_eq!(first::grad(&[2.0], &[3.0]), (vec![3.0], vec![2.0]));
}

#[test]
fn mut_slice_parameter() {
    #[differentiate]
    fn scale(x: &mut [f64], by: f64) -> f64 {
        let mut sum = 0.0;
        for i in 0..x.len() {
            x[i] *= by;
            sum += x[i];
        }
        sum
    }
    #[differentiate]
    fn scaled(x: &[f64], by: f64) -> f64 {
        let mut y = x.to_vec();
        let sum = scale(&mut y, by);
        scale(&mut y[1..], sum)
    }
    scale::check(&mut [2.0, 3.0], 5.0).unwrap();
    scaled::check(&[2.0, 3.0], 5.0).unwrap();
    // (x₀ + x₁) by · x₁ by
    assert_eq!(scaled::grad(&[2.0, 3.0], 5.0), (vec![75.0, 200.0], 150.0));
}

#[test]
fn mut_vec_parameter() {
    #[differentiate]
    fn append_square(x: &mut Vec<f64>, total: &mut f64) {
        let last = x[x.len() - 1];
        x.push(last * last);
        *total += last;
    }
    #[differentiate]
    fn appended(x: &[f64]) -> f64 {
        let (mut y, mut total) = (x.to_vec(), 0.0);
        append_square(&mut y, &mut total);
        append_square(&mut y, &mut total);
        y[y.len() - 1] + total
    }
    appended::check(&[2.0]).unwrap();
    // x⁴ + x + x²
    assert_eq!(appended::grad(&[2.0]), [37.0]);
}
