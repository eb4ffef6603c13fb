//! Types that hold themselves in a `Box`: trees, lists, in both modes against differences.

use ad_runtime::prelude::*;

#[derive(Clone, Debug, Differentiable)]
enum Expr {
    Const(f64),
    X,
    Add(Box<Expr>, Box<Expr>),
    Mul(Box<Expr>, Box<Expr>),
    Sin { of: Box<Expr> },
}

#[differentiate]
impl Expr {
    fn eval(&self, x: f64) -> f64 {
        match self {
            Expr::Const(c) => *c,
            Expr::X => x,
            Expr::Add(a, b) => a.eval(x) + b.eval(x),
            Expr::Mul(a, b) => a.eval(x) * b.eval(x),
            Expr::Sin { of } => of.eval(x).sin(),
        }
    }
    fn depth(&self) -> usize {
        match self {
            Expr::Const(_) | Expr::X => 1,
            Expr::Add(a, b) | Expr::Mul(a, b) => 1 + a.depth().max(b.depth()),
            Expr::Sin { of } => 1 + of.depth(),
        }
    }
}

#[test]
fn expressions() {
    let c = |v| Box::new(Expr::Const(v));
    let e = Expr::Add(
        Box::new(Expr::Mul(c(2.0), Box::new(Expr::X))),
        Box::new(Expr::Sin { of: Box::new(Expr::Mul(Box::new(Expr::X), c(0.5))) }),
    );
    e.eval_check(0.7).unwrap();
    assert_eq!(e.depth(), 4);
    let bar = e.eval_grad(0.7);
    let mut e2 = e.clone();
    e2.add_scaled(-0.1, &bar.0);
    assert!(e2.eval(0.7) < e.eval(0.7));
}

#[derive(Clone, Debug, Differentiable)]
struct Node {
    key: f64,
    left: Option<Box<Node>>,
    right: Option<Box<Node>>,
}

#[differentiate]
impl Node {
    fn leaf(key: f64) -> Node {
        Node { key, left: None, right: None }
    }
    fn insert(&mut self, key: f64) {
        if key < self.key {
            match &mut self.left {
                Some(l) => l.insert(key),
                None => self.left = Some(Box::new(Node::leaf(key))),
            }
        } else {
            match &mut self.right {
                Some(r) => r.insert(key),
                None => self.right = Some(Box::new(Node::leaf(key))),
            }
        }
    }
    fn sum(&self) -> f64 {
        self.key * self.key
            + self.left.as_ref().map_or(0.0, |n| n.sum())
            + match &self.right {
                Some(r) => r.sum() * 1.5,
                None => 0.0,
            }
    }
    fn scale(&mut self, k: f64) {
        self.key *= k;
        if let Some(l) = self.left.as_mut() {
            l.scale(k);
        }
        if let Some(r) = &mut self.right {
            r.scale(k * 0.5);
        }
    }
}

#[differentiate]
fn built(keys: &[f64], k: f64) -> f64 {
    let mut root = Node::leaf(keys[0]);
    for &key in &keys[1..] {
        root.insert(key);
    }
    root.scale(k);
    root.sum()
}

#[differentiate]
fn given(n: &Node, k: f64) -> f64 {
    let mut m = n.clone();
    m.scale(k);
    m.sum() * n.sum()
}

#[test]
fn search_trees() {
    let mut n = Node::leaf(1.0);
    for k in [0.3, 1.7, 0.1, 2.5, 1.2] {
        n.insert(k);
    }
    n.sum_check().unwrap();
    given::check(&n, 1.3).unwrap();
    built::check(&[1.0, 0.3, 1.7, 0.1, 2.5, 1.2], 0.9).unwrap();
}

#[derive(Clone, Debug, Differentiable)]
struct Link {
    v: f64,
    next: Option<Box<Link>>,
}

#[differentiate]
fn walk(l: &Link) -> f64 {
    let mut s = 0.0;
    let mut cur: Option<&Link> = Some(l);
    while let Some(n) = cur {
        s = s * 0.5 + n.v * n.v;
        cur = n.next.as_deref();
    }
    s
}

#[differentiate]
fn cons(v: &[f64]) -> f64 {
    let mut head: Option<Box<Link>> = None;
    for &x in v {
        head = Some(Box::new(Link { v: x, next: head }));
    }
    match head {
        Some(h) => walk(&h),
        None => 0.0,
    }
}

#[test]
fn linked_lists() {
    let l = Link { v: 1.0, next: Some(Box::new(Link { v: 2.0, next: None })) };
    walk::check(&l).unwrap();
    cons::check(&[0.3, 0.5, 0.9]).unwrap();
}

#[derive(Clone, Debug, Differentiable)]
struct Branch<T> {
    v: T,
    kids: [Option<Box<Branch<T>>>; 2],
}

#[differentiate]
fn branched(n: &Branch<f64>) -> f64 {
    let mut s = n.v * n.v;
    for k in &n.kids {
        if let Some(k) = k {
            s += 0.7 * branched(k);
        }
    }
    s
}

#[test]
fn generic_ones() {
    let leaf = Branch { v: 0.5, kids: [None, None] };
    branched::check(&Branch { v: 1.5, kids: [Some(Box::new(leaf)), None] }).unwrap();
}

#[derive(Clone, Debug, Differentiable)]
#[differentiable(recursive(B))]
struct A {
    x: f64,
    b: Option<Box<B>>,
}

#[derive(Clone, Debug, Differentiable)]
struct B {
    y: f64,
    a: Option<Box<A>>,
}

#[differentiate(boxed)]
fn fa(a: &A) -> f64 {
    a.x * a.x
        + match &a.b {
            Some(b) => fb(b) * a.x,
            None => 1.0,
        }
}

#[differentiate(boxed)]
fn fb(b: &B) -> f64 {
    b.y.sin()
        + match &b.a {
            Some(a) => fa(a),
            None => 0.0,
        }
}

#[test]
fn in_a_circle() {
    fa::check(&A {
        x: 0.7,
        b: Some(Box::new(B { y: 0.3, a: Some(Box::new(A { x: 1.1, b: None })) })),
    })
    .unwrap();
}

#[derive(Clone, Debug, Differentiable)]
struct Chain(f64, Option<Box<Chain>>);

#[differentiate]
fn chained(t: &Chain) -> f64 {
    t.0 * t.0 + t.1.as_ref().map(|n| chained(n)).unwrap_or(0.3)
}

#[differentiate]
fn made_chain(x: f64) -> f64 {
    let a = Chain(x, None);
    let b = Chain(x * x, Some(Box::new(a)));
    chained(&b)
}

#[test]
fn tuple_structs() {
    chained::check(&Chain(0.4, Some(Box::new(Chain(0.3, None))))).unwrap();
    made_chain::check(0.6).unwrap();
}

#[derive(Clone, Debug, Differentiable)]
struct Shared {
    v: f64,
    next: Option<std::rc::Rc<Shared>>,
}

#[differentiate]
fn shared(n: &Shared) -> f64 {
    n.v * n.v
        + match &n.next {
            Some(m) => shared(m),
            None => 0.0,
        }
}

#[test]
fn counted_ones() {
    shared::check(&Shared { v: 0.4, next: Some(std::rc::Rc::new(Shared { v: 0.2, next: None })) })
        .unwrap();
}

#[derive(Clone, Debug, Differentiable)]
enum Tree {
    Leaf(f64),
    Add(Box<Tree>, Box<Tree>),
    Scale { by: f64, of: std::rc::Rc<Tree> },
    Many(Vec<Tree>),
    Pair((f64, Box<Tree>)),
    Maybe(Option<Box<Tree>>),
    Arr([Box<Tree>; 2]),
}
#[differentiate]
impl Tree {
    fn eval(&self, x: f64) -> f64 {
        match self {
            Tree::Leaf(v) => v * x,
            Tree::Add(a, b) => a.eval(x) + b.eval(x * 0.5),
            Tree::Scale { by, of } => by * of.eval(x),
            Tree::Many(v) => v.iter().map(|t| t.eval(x)).sum::<f64>(),
            Tree::Pair((k, t)) => k * t.eval(x),
            Tree::Maybe(t) => t.as_ref().map_or(0.3 * x, |t| t.eval(x) * x),
            Tree::Arr([a, b]) => a.eval(x) * b.eval(x),
        }
    }
    fn grown(self, k: f64) -> Tree {
        Tree::Add(Box::new(Tree::Leaf(k)), Box::new(self))
    }
    fn bump(&mut self, k: f64) {
        match self {
            Tree::Leaf(v) => *v += k,
            Tree::Add(a, b) => {
                a.bump(k);
                b.bump(k * k);
            }
            Tree::Many(v) => {
                for t in v {
                    t.bump(k);
                }
            }
            Tree::Pair((p, t)) => {
                *p *= k;
                t.bump(k);
            }
            Tree::Maybe(Some(t)) => t.bump(2.0 * k),
            Tree::Maybe(None) => {}
            Tree::Arr(a) => {
                for t in a.iter_mut() {
                    t.bump(k);
                }
            }
            Tree::Scale { by, .. } => *by -= k,
        }
    }
}
#[differentiate]
fn grown_trees(t: &Tree, x: f64) -> f64 {
    let mut u = t.clone().grown(x);
    u.bump(x * 0.3);
    let v = Tree::Scale { by: x, of: std::rc::Rc::new(u.clone()) };
    u.eval(x) + v.eval(0.7)
}
#[differentiate]
fn swapped(t: &Tree, x: f64) -> f64 {
    let mut a = Tree::Add(Box::new(t.clone()), Box::new(Tree::Leaf(x)));
    if let Tree::Add(l, r) = &mut a {
        std::mem::swap(l, r);
        l.bump(x);
    }
    let b = std::mem::replace(&mut a, Tree::Leaf(x * x));
    a.eval(x) * b.eval(x)
}

#[test]
fn in_all_containers() {
    let l = |v| Box::new(Tree::Leaf(v));
    let t = Tree::Many(vec![
        Tree::Add(l(0.3), l(0.4)),
        Tree::Pair((0.8, l(0.2))),
        Tree::Maybe(None),
        Tree::Maybe(Some(l(1.1))),
        Tree::Arr([l(0.6), l(0.9)]),
        Tree::Scale { by: 0.5, of: std::rc::Rc::new(Tree::Leaf(0.7)) },
    ]);
    t.eval_check(0.6).unwrap();
    grown_trees::check(&t, 0.6).unwrap();
    swapped::check(&t, 0.6).unwrap();
    let g = grown_trees::grad(&t, 0.6).0;
    let mut u = t.clone();
    u.add_scaled(0.1, &g);
}
