//! Mistakes of all kinds: for each, what is said, once.

use super::compile::Case;

/// A name, what is said, and the program.
const MISTAKES: &[(&str, &str, &str)] = &[
    (
        "conversion_without_a_rule",
        "a conversion of `f64` into `V` has no derivative",
        "#[derive(Clone, Differentiable)] struct V { x: f64 }
         impl From<f64> for V { fn from(x: f64) -> V { V { x } } }
         #[differentiate] fn f(x: f64) -> f64 { V::from(x * x).x }",
    ),
    (
        "into_without_a_rule",
        "a conversion of `f64` into `V` has no derivative",
        "#[derive(Clone, Differentiable)] struct V { x: f64 }
         impl From<f64> for V { fn from(x: f64) -> V { V { x } } }
         #[differentiate] fn f(x: f64) -> f64 { let v: V = (x * x).into(); v.x }",
    ),
    (
        "into_by_its_path",
        "unsupported: the method `into` on a differentiated value",
        "#[derive(Clone, Differentiable)] struct V { x: f64 }
         #[differentiate] impl From<f64> for V { fn from(x: f64) -> V { V { x } } }
         #[differentiate] fn f(x: f64) -> f64 { let v: Vec<V> = [x].into_iter().map(Into::into).collect(); v[0].x }",
    ),
    (
        "field_lent_to_a_plain_function",
        "a function or method is called with a value that depends on a differentiated parameter, and has no derivatives",
        "#[derive(Clone, Differentiable)] struct M { ws: Vec<f64> }
         fn plain(g: &[f64]) -> f64 { g.iter().sum() }
         #[differentiate] impl M { fn c(&self, x: f64) -> f64 { plain(&self.ws) * x } }",
    ),
    (
        "method_s_value_in_a_plain_constructor",
        "a function or method is called with a value that depends on a differentiated parameter, and has no derivatives",
        "struct Tab; impl Tab { fn of(x: f64) -> f64 { x } }
         #[derive(Clone, Differentiable)] struct M { w: f64 }
         #[differentiate] impl M { fn val(&self) -> f64 { self.w } fn c(&self, x: f64) -> f64 { Tab::of(self.val()) * x } }",
    ),
    (
        "both_sides_call",
        "both of which call something",
        "#[derive(Clone, Copy, Differentiable)] struct V { x: f64 }
         #[differentiate] impl std::ops::AddAssign for V { fn add_assign(&mut self, o: V) { self.x += o.x; } }
         #[derive(Clone, Differentiable)] struct M { vs: Vec<V>, #[constant] n: usize }
         #[differentiate] impl M {
             fn at(&self, i: usize) -> usize { i % self.n }
             fn v(&self, i: usize) -> V { self.vs[i] }
             fn f(&self, x: f64) -> f64 { let mut l = self.vs.clone(); l[self.at(3)] += self.v(1); l[0].x * x }
         }",
    ),
    (
        "selection_that_compares_by_its_own",
        "an operator with a derivative calls what may do or give something else the second time",
        "#[derive(Clone, Copy, Differentiable)] struct M { x: f64 }
         impl PartialEq for M { fn eq(&self, o: &M) -> bool { println!(); self.x == o.x } }
         #[differentiate] impl M { fn new(x: f64) -> M { M { x } } fn is_zero(&self) -> bool { *self == M::new(0.0) } }
         #[differentiate] impl std::ops::Mul for M { type Output = M; fn mul(self, o: M) -> M { if self.is_zero() { self } else { M { x: self.x * o.x } } } }",
    ),
    (
        "selection_by_an_index_of_its_own",
        "an operator with a derivative calls what may do or give something else the second time",
        "#[derive(Clone, Differentiable)] struct B { p: f64 }
         impl std::ops::Index<usize> for B { type Output = f64; fn index(&self, _: usize) -> &f64 { println!(); &self.p } }
         #[derive(Clone, Differentiable)] struct M { x: f64, b: B }
         #[differentiate] impl M { fn is_big(&self) -> bool { self.b[0] > 1.0 } }
         #[differentiate] impl std::ops::Mul<f64> for M { type Output = M; fn mul(self, k: f64) -> M { if self.is_big() { self } else { M { x: self.x * k, b: self.b } } } }",
    ),
    (
        "associated_function_that_may_keep_it",
        "this function has no derivatives",
        "thread_local! { static KEPT: std::cell::Cell<f64> = const { std::cell::Cell::new(0.0) } }
         struct Log; impl Log { fn put(y: f64) { KEPT.set(y) } }
         #[differentiate] fn f(x: f64) -> f64 { let y = x * 2.0; Log::put(y); x * x }",
    ),
    (
        "field_that_may_be_kept",
        "this function has no derivatives",
        "thread_local! { static KEPT: std::cell::Cell<f64> = const { std::cell::Cell::new(0.0) } }
         fn put(y: f64) { KEPT.set(y) }
         #[derive(Clone, Differentiable)] struct P { a: f64, b: f64 }
         #[differentiate] fn f(p: &P) -> f64 { put(p.a * 2.0); p.b * p.b }",
    ),
    (
        "map_in_a_field",
        "that is taken for a list has no derivative",
        "#[derive(Clone, Differentiable)] struct M { w: f64, #[constant] t: std::collections::BTreeMap<String, f64> }
         #[differentiate] impl M { fn f(&self, x: f64) -> f64 { let mut s = 0.0; for (_, v) in &self.t { s += self.w * v * x; } s } }",
    ),
    (
        "method_of_a_box",
        "this method's derivatives are those of another method",
        "#[derive(Clone, Differentiable)] struct Leaf { v: f64 }
         #[differentiate] impl Leaf { fn total(&self) -> f64 { self.v * self.v } }
         trait Total { fn total(&self) -> f64; }
         impl Total for Box<Leaf> { fn total(&self) -> f64 { 100.0 * self.v } }
         #[derive(Clone, Differentiable)] struct Node { right: Box<Leaf> }
         #[differentiate] fn f(n: &Node, x: f64) -> f64 { x * n.right.total() }",
    ),
    (
        "method_of_a_box_inside",
        "this method's derivatives are those of another method",
        "#[derive(Clone, Differentiable)] struct Leaf { v: f64 }
         #[differentiate] impl Leaf { fn total(&self) -> f64 { self.v * self.v } }
         trait Total { fn total(&self) -> f64; }
         impl Total for Box<Leaf> { fn total(&self) -> f64 { 100.0 * self.v } }
         #[derive(Clone, Differentiable)] struct Node { right: Option<Box<Leaf>> }
         #[differentiate] fn f(n: &Node, x: f64) -> f64 { match &n.right { Some(r) => x * r.total(), None => x } }",
    ),
    (
        "iterator_by_the_name_of_lists",
        "a `Table` that is taken for a list has no derivative",
        "#[derive(Clone, Differentiable)] struct Table { data: Vec<f64> }
         #[differentiate] impl Table { fn iter(&self) -> std::slice::Iter<'_, f64> { self.data.iter() } }
         #[differentiate] fn f(t: &Table) -> f64 { t.iter().map(|x| x * x).sum() }",
    ),
    (
        "twice",
        "the attribute `#[differentiate]` stands twice on one item",
        "#[differentiate] #[differentiate] fn f(x: f64) -> f64 { x * x }
         #[differentiate] fn g(x: f64) -> f64 { f(x) * x }",
    ),
    (
        "crate",
        "a function by the name of a crate",
        "#[differentiate] fn std(x: f64) -> f64 { x * x }
         #[differentiate] fn g(x: f64) -> f64 { x * std::f64::consts::PI }",
    ),
    (
        "not",
        "an `impl` of a trait of std that has no derivatives",
        "#[derive(Differentiable)] struct P { a: f64 }
         #[differentiate] impl std::ops::Not for P { type Output = P; fn not(self) -> P { P { a: -self.a } } }",
    ),
    (
        "shift",
        "an `impl` of a trait of std that has no derivatives",
        "use std::ops::ShlAssign;
         #[derive(Differentiable)] struct P { a: f64 }
         #[differentiate] impl ShlAssign<f64> for P { fn shl_assign(&mut self, by: f64) { self.a *= by; } }",
    ),
    (
        "own_iterator_marked",
        "an `impl` of a trait of std that has no derivatives",
        "#[derive(Differentiable)] struct P { a: Vec<f64> }
         #[differentiate] impl Iterator for P { type Item = f64; fn next(&mut self) -> Option<f64> { self.a.pop() } }",
    ),
    (
        "own_drop",
        "a function of one's own by the name of one that the derivatives know",
        "fn drop(x: f64) { println!(\"{x}\") }
         #[differentiate] fn f(x: f64) -> f64 { drop(x * x); x * x }",
    ),
    (
        "own_drop_inside",
        "a function of one's own by the name of one that the derivatives know",
        "#[differentiate] fn f(x: f64) -> f64 { fn drop(x: f64) {} drop(x * x); x * x }",
    ),
    (
        "map_of_an_alias",
        "this function has no derivatives",
        "type Maybe = Option<f64>;
         #[differentiate] fn f(p: Maybe) -> f64 { p.map(|v| v * v).unwrap_or(0.0) }",
    ),
    (
        "dereferenced_branch",
        "this dereference of a differentiated value",
        "#[differentiate] fn f(x: &f64, y: &f64) -> f64 { *(if *x > *y { x } else { y }) * 2.0 }",
    ),
    (
        "sliced_trait",
        "an `impl` for a type without a size",
        "#[differentiate] trait Total { fn total(&self) -> f64; }
         #[differentiate] impl Total for [f64] { fn total(&self) -> f64 { self.iter().sum() } }",
    ),
    (
        "chain",
        "this function has no derivatives",
        "#[derive(Clone, Copy, Differentiable)] struct V { a: f64 }
         impl V {
             fn scaled(self, k: f64) -> V { V { a: self.a * k } }
             fn norm(self) -> f64 { self.a.abs() }
         }
         #[differentiate] fn f(v: V, x: f64) -> f64 { v.scaled(x).scaled(2.0).norm() }",
    ),
    (
        "closures_in_a_list",
        "a closure of differentiated values that is handed on",
        "#[differentiate] fn f(x: f64) -> f64 { let list: Vec<Box<dyn Fn(f64) -> f64>> = vec![Box::new(|v| v * x)]; list[0](x) }",
    ),
    (
        "closure_in_a_struct",
        "a closure of differentiated values that is handed on",
        "struct Held<F> { f: F }
         #[differentiate] fn f(x: f64) -> f64 { let held = Held { f: |v: f64| v * x }; (held.f)(x) }",
    ),
    (
        "cell",
        "std's type `RefCell` around differentiated values",
        "#[differentiate] fn f(x: f64) -> f64 { let c = std::cell::RefCell::new(x); *c.borrow_mut() *= 2.0; let v = *c.borrow(); v }",
    ),
    (
        "integer_beside_a_float",
        "cannot multiply `f64` by `{integer}`",
        "#[differentiate] fn f(x: f64) -> f64 { x * 2 }",
    ),
    (
        "unknown_name",
        "cannot find value `scale`",
        "#[differentiate] fn f(x: f64) -> f64 { scale * x }",
    ),
    (
        "own_vec",
        "a type of one's own by the name of one of std's",
        "#[derive(Clone, Differentiable)] struct Vec { x: f64, y: f64 }
         #[differentiate] fn f(v: &Vec) -> f64 { v.x * v.y }",
    ),
];

/// What is indexed, or iterated over, of types of one's own that have no rule for it: `LIST` is what the type is declared by.
const OWN: &[(&str, &str)] = &[
    ("iterated", "#[differentiate] fn f(l: &List) -> f64 { let mut s = 0.0; for v in l { s += v * v; } s }"),
    ("by_method", "#[differentiate] fn f(l: &List) -> f64 { let mut s = 0.0; for v in l.iter() { s += v * v; } s }"),
    ("by_value", "#[differentiate] fn f(l: List) -> f64 { let mut s = 0.0; for v in l { s += v * v; } s }"),
    ("adapted", "#[differentiate] fn f(l: &List) -> f64 { l.iter().map(|v| v * v).sum() }"),
    ("field", "#[derive(Differentiable)] struct M { l: List }
         #[differentiate] fn f(m: &M) -> f64 { let mut s = 0.0; for v in &m.l { s += v * v; } s }"),
    ("field_of_self", "#[derive(Differentiable)] struct M { l: List }
         #[differentiate] impl M { fn f(&self, x: f64) -> f64 { let mut s = 0.0; for v in &self.l { s += v * x; } s } }"),
    ("called", "#[differentiate] fn made(x: f64) -> List { List { v: vec![x] } }
         #[differentiate] fn f(x: f64) -> f64 { let l = made(x); let mut s = 0.0; for v in l { s += v * x; } s }"),
];

const INDEXED: &[(&str, &str)] = &[
    ("parameter", "#[differentiate] fn f(l: &List) -> f64 { l[0] * l[1] }"),
    (
        "counted",
        "#[differentiate] fn f(l: &List, x: f64) -> f64 { let mut s = 0.0; for i in 0..2 { s += l[i] * x; } s }",
    ),
    ("changed", "#[differentiate] fn f(l: &mut List, x: f64) { l[0] = l[1] * x; }"),
    (
        "part",
        "#[derive(Differentiable)] struct M { l: Vec<List> }
         #[differentiate] fn f(m: &M, x: f64) -> f64 { m.l[1][0] * x }",
    ),
    (
        "part_of_self",
        "#[derive(Differentiable)] struct M { l: List }
         #[differentiate] impl M { fn f(&self, x: f64) -> f64 { self.l[0] * x } }",
    ),
    (
        "captured",
        "#[differentiate] fn twice(f: impl Fn(f64) -> f64, x: f64) -> f64 { f(f(x)) }
         #[differentiate] fn f(l: &List, x: f64) -> f64 { twice(|v| v * l[0], x) }",
    ),
    (
        "called",
        "#[differentiate] fn made(x: f64) -> List { List { v: vec![x] } }
         #[differentiate] fn f(x: f64) -> f64 { let l = made(x); l[0] * x }",
    ),
];

/// Without rules.
const LIST: &str = "use std::ops::{Index, IndexMut};
    #[derive(Clone, Differentiable)] struct List { v: Vec<f64> }
    impl List { fn iter(&self) -> std::slice::Iter<'_, f64> { self.v.iter() } }
    impl IntoIterator for List { type Item = f64; type IntoIter = std::vec::IntoIter<f64>; fn into_iter(self) -> Self::IntoIter { self.v.into_iter() } }
    impl<'a> IntoIterator for &'a List { type Item = &'a f64; type IntoIter = std::slice::Iter<'a, f64>; fn into_iter(self) -> Self::IntoIter { self.v.iter() } }";

const INDEX: &str = "
    impl Index<usize> for List { type Output = f64; fn index(&self, i: usize) -> &f64 { &self.v[i] } }
    impl IndexMut<usize> for List { fn index_mut(&mut self, i: usize) -> &mut f64 { &mut self.v[i] } }";

const DEREF: &str = "
    impl std::ops::Deref for List { type Target = Vec<f64>; fn deref(&self) -> &Vec<f64> { &self.v } }
    impl std::ops::DerefMut for List { fn deref_mut(&mut self) -> &mut Vec<f64> { &mut self.v } }";

/// Each with what is said of types that aren't lists.
pub fn own_lists() -> Vec<Case> {
    OWN.iter()
        .map(|(name, code)| Case::new(format!("own_list_{name}"), format!("{LIST}\n{code}")))
        .collect()
}

/// Each with what is said of an index without a rule.
pub fn own_indices() -> Vec<Case> {
    let of = |rule: &'static str, way: &'static str| {
        INDEXED.iter().map(move |(name, code)| {
            Case::new(format!("own_{way}_{name}"), format!("{LIST}{rule}\n{code}"))
        })
    };
    of(INDEX, "index").chain(of(DEREF, "deref")).collect()
}

/// Each with what is said.
pub fn cases() -> impl Iterator<Item = (Case, &'static str)> {
    of(MISTAKES)
}

/// Of a table of such.
pub fn of(mistakes: &'static [(&str, &str, &str)]) -> impl Iterator<Item = (Case, &'static str)> {
    mistakes
        .iter()
        .map(|(name, message, code)| (Case::new(format!("mistake_{name}"), *code), *message))
}
