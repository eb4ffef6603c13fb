//! Models of models: `impl`s, structs and functions over whatever has a trait, with no other bound.

use ad_runtime::prelude::*;
#[differentiate]
trait NoiseFn {
    fn get(&self, p: [f64; 2]) -> f64;
}
#[derive(Differentiable)]
struct Value {
    k: f64,
}
#[differentiate]
impl NoiseFn for Value {
    fn get(&self, p: [f64; 2]) -> f64 {
        (p[0] * self.k).sin() + p[1]
    }
}
#[derive(Differentiable)]
struct Fbm<N> {
    octaves: usize,
    persistence: f64,
    source: N,
}
#[differentiate]
impl<N: NoiseFn> NoiseFn for Fbm<N> {
    fn get(&self, p: [f64; 2]) -> f64 {
        let mut sum = 0.0;
        let mut a = 1.0;
        for _ in 0..self.octaves {
            sum += a * self.source.get([p[0] * a, p[1]]);
            a *= self.persistence;
        }
        sum
    }
}
#[differentiate]
fn at<N: NoiseFn>(n: &Fbm<N>, x: f64) -> f64 {
    n.get([x, x * x]) + n.source.get([x, 1.0])
}
/// What a method by the name of a list's is called with is computed once.
#[differentiate]
fn drawing<N: NoiseFn>(n: &Fbm<N>, x: f64, #[constant] drawn: &std::cell::Cell<usize>) -> f64 {
    let draw = || {
        drawn.set(drawn.get() + 1);
        0.5
    };
    n.get([x * draw(), x]) + n.source.get([x, draw()])
}
/// Objects of the trait are those of any trait.
fn plain(n: &dyn NoiseFn) -> f64 {
    n.get([1.0, 2.0])
}

#[test]
fn of_sources() {
    let n = Fbm {
        octaves: 3,
        persistence: 0.5,
        source: Fbm { octaves: 2, persistence: 0.3, source: Value { k: 1.2 } },
    };
    at::check(&n, 0.7).unwrap();
    n.get_check([0.1, 0.2]).unwrap();
    assert_eq!(plain(&n), n.get([1.0, 2.0]));
    let drawn = std::cell::Cell::new(0);
    drawing::check(&n, 0.7, &drawn).unwrap();
    drawn.set(0);
    let (value, _) = drawing::value_and_grad(&n, 0.7, &drawn);
    assert_eq!((value, drawn.replace(0)), (drawing(&n, 0.7, &drawn), 2));
    drawn.set(0);
    let _ = drawing::jvp(&n, 0.7, &drawn, &n.zero_tangent(), 1.0);
    assert_eq!(drawn.get(), 2);
}
