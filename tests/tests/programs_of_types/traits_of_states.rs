//! Traits of states, recursion through a trait, results of all kinds.

use ad_runtime::prelude::*;

#[differentiate]
trait State {
    fn rate(&self, t: f64) -> Self
    where
        Self: Sized;
    fn plus(&self, by: f64, other: &Self) -> Self
    where
        Self: Sized;
    fn size(&self) -> f64;
}

#[derive(Clone, Debug, Differentiable)]
struct P {
    x: f64,
    v: f64,
}

#[differentiate]
impl State for P {
    fn rate(&self, t: f64) -> Self {
        P { x: self.v, v: -self.x * t.cos() }
    }

    fn plus(&self, by: f64, other: &Self) -> Self {
        P { x: self.x + by * other.x, v: self.v + by * other.v }
    }

    fn size(&self) -> f64 {
        self.x * self.x + self.v
    }
}

#[differentiate]
fn euler<S: State + Differentiable + Clone>(s: &S, dt: f64, n: usize) -> S {
    let mut s = s.clone();
    for i in 0..n {
        let r = s.rate(i as f64 * dt);
        s = s.plus(dt, &r);
    }
    s
}

#[differentiate]
fn size<S: State + Clone + Differentiable>(s: &S, dt: f64) -> f64 {
    euler(s, dt, 4).size()
}

#[differentiate]
trait Named: Clone + std::fmt::Debug {
    fn scaled<T: Real>(&self, x: T) -> T {
        x * x
    }

    fn lists<'a>(&'a self, xs: &'a [f64]) -> Vec<f64>
    where
        Self: 'a,
    {
        xs.iter().map(|x| x * self.k()).collect()
    }

    fn k(&self) -> f64;
}

#[differentiate]
impl Named for P {
    fn k(&self) -> f64 {
        self.x
    }
}

#[differentiate]
fn use_named<N: Named>(n: &N, x: f64) -> f64 {
    let mut n2 = n.clone();
    n2 = n2.clone();
    n2.scaled(x) * n.lists(&[x, 2.0])[1]
}

#[differentiate]
trait Pair {
    fn a(&self, x: f64) -> f64 {
        if x > 10.0 { x } else { self.c(x) * x }
    }

    fn c(&self, x: f64) -> f64;
}

#[differentiate]
impl Pair for P {
    fn c(&self, x: f64) -> f64 {
        self.x * x
    }
}

#[differentiate]
fn pair<A: Pair, B>(a: &A, b: &B, x: f64) -> f64
where
    B: Pair,
{
    a.a(x) + b.a(x * x)
}

#[derive(Clone, Debug, Differentiable)]
enum Tree {
    Leaf(f64),
    Node(Vec<Tree>),
}

#[differentiate]
trait Sum {
    fn total(&self, x: f64) -> f64;
}

#[differentiate]
impl Sum for Tree {
    fn total(&self, x: f64) -> f64 {
        match self {
            Tree::Leaf(k) => k * x,
            Tree::Node(ts) => {
                let mut s = 0.0;
                for t in ts {
                    s += t.total(x * 1.1);
                }
                s * x
            }
        }
    }
}

#[differentiate]
fn tree(t: &Tree, x: f64) -> f64 {
    t.total(x) + t.total(x * x)
}

#[differentiate]
trait Fallible {
    fn get(&self, x: f64) -> Option<f64>;
    fn res(&self, x: f64) -> Result<f64, String> {
        self.get(x).ok_or("no".to_string())
    }

    fn tup(&self, x: (f64, f64)) -> (f64, [f64; 2]) {
        (x.0 * x.1, [x.0, x.1])
    }
}

#[differentiate]
impl Fallible for P {
    fn get(&self, x: f64) -> Option<f64> {
        if x > 0.0 { Some(x * self.x) } else { None }
    }
}

#[differentiate]
fn fallible<F: Fallible>(f: &F, x: f64) -> Option<f64> {
    let y = f.get(x)?;
    let (a, [b, c]) = f.tup((y, x));
    Some(a * b + c)
}

#[differentiate]
fn constant_model<M: Named>(#[constant] _m: &M, x: f64) -> f64 {
    x * 2.0
}

#[differentiate]
fn constant_model2<M: Named>(#[constant] m: &M, x: f64) -> f64 {
    m.k() * x
}

#[test]
fn through_traits() {
    let p = P { x: 0.7, v: 0.2 };
    euler::check(&p, 0.1, 4).unwrap();
    size::check(&p, 0.1).unwrap();
    use_named::check(&p, 0.3).unwrap();
    pair::check(&p, &p, 0.3).unwrap();
    let t = Tree::Node(vec![Tree::Leaf(0.3), Tree::Node(vec![Tree::Leaf(0.1)])]);
    t.total_check(0.3).unwrap();
    tree::check(&t, 0.3).unwrap();
    fallible::check(&p, 0.3).unwrap();
    constant_model::check(&p, 0.3).unwrap();
    constant_model2::check(&p, 0.3).unwrap();
}
