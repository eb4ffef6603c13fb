//! Methods without derivatives, on receivers of all kinds.

use super::compile::Case;

/// What the programs call methods of.
const GAS: &str = "#[derive(Clone, Debug, Differentiable)] struct Gas { p: f64, q: f64 }
    impl Gas {
        fn gam(&self, t: f64) -> f64 { self.p * t }
        fn norm(&self) -> f64 { self.p }
        fn exp(&self) -> f64 { self.p }
        fn max(&self, o: f64) -> f64 { self.p * o }
        fn powi(&self, n: i32) -> f64 { self.p }
        fn abs(&self) -> Gas { self.clone() }
        fn log(&mut self, v: f64) { self.p = v; }
        fn set(&mut self, v: f64) { self.p = v; }
        fn map(&self, f: impl Fn(f64) -> f64) -> Gas { Gas { p: f(self.p), q: f(self.q) } }
    }
    #[derive(Clone, Differentiable)] struct Tank { gas: Gas, all: Vec<Gas> }
    fn made() -> Gas { Gas { p: 1.0, q: 1.0 } }";

/// Methods and associated functions that are given functions.
const GIVEN: &str = "#[derive(Clone, Debug, Differentiable)] struct Rule { h: f64 }
    impl Rule {
        fn bare(&self, f: impl Fn(f64) -> f64, x: f64) -> f64 { f(x) }
        fn free(f: impl Fn(f64) -> f64, x: f64) -> f64 { f(x) }
    }
    #[differentiate] impl Rule {
        fn through(&self, f: impl Fn(f64) -> f64, x: f64) -> f64 { f(x) * self.h }
    }
    #[differentiate] fn bell(x: f64) -> f64 { x * x }
    fn plain(x: f64) -> f64 { x * x }";

/// The same of these.
const OF_FUNCTIONS: &[(&str, usize, &str)] = &[
    ("given_a_closure", 1, "fn f(r: &Rule, x: f64) -> f64 { r.bare(|u| u.sin() * x, x) }"),
    ("given_a_name", 1, "fn f(r: &Rule, x: f64) -> f64 { r.bare(bell, x) }"),
    (
        "handed_a_function",
        1,
        "fn f(g: impl Fn(f64) -> f64, r: &Rule, x: f64) -> f64 { r.bare(g, x) }",
    ),
    (
        "given_a_closure_by_path",
        1,
        "fn f(r: &Rule, x: f64) -> f64 { Rule::bare(r, |u| u.sin() * x, x) }",
    ),
    ("given_a_closure_alone", 1, "fn f(x: f64) -> f64 { Rule::free(|u| u.sin() * x, x) }"),
    ("given_a_name_by_path", 1, "fn f(x: f64) -> f64 { Rule::free(bell, x) }"),
    (
        "given_a_plain_name_by_path",
        1,
        "fn f(r: &Rule, x: f64) -> f64 { Rule::through(r, plain, x) }",
    ),
    ("given_a_plain_name", 1, "fn f(r: &Rule, x: f64) -> f64 { r.through(plain, x) }"),
    (
        "given_a_plain_name_of_an_item",
        1,
        "fn f(r: &[Rule], x: f64) -> f64 { r[0].through(plain, x) }",
    ),
];

/// A name, how many calls there are, and the function.
const METHODS: &[(&str, usize, &str)] = &[
    ("of_an_item", 1, "fn f(v: &[Gas], x: f64) -> f64 { v[0].gam(x) * x }"),
    ("of_two_items", 2, "fn f(v: &[Gas], x: f64) -> f64 { v[0].gam(x) * v[1].norm() }"),
    (
        "of_items",
        1,
        "fn f(v: &[Gas], x: f64) -> f64 { let mut s = x; for g in v { s += g.gam(x) * x; } s }",
    ),
    ("of_mapped_items", 1, "fn f(v: &[Gas], x: f64) -> f64 { v.iter().map(|g| g.gam(x)).sum() }"),
    ("behind_a_pointer", 1, "fn f(g: &Box<Gas>, x: f64) -> f64 { g.gam(x) * x }"),
    ("behind_a_name", 1, "fn f(g: &Gas, x: f64) -> f64 { let h = &g; h.gam(x) * x }"),
    (
        "in_an_option",
        1,
        "fn f(g: Option<Gas>, x: f64) -> f64 { match g { Some(g) => g.gam(x) * x, None => x } }",
    ),
    ("in_a_tuple", 1, "fn f(t: (Gas, f64), x: f64) -> f64 { t.0.gam(x) * x }"),
    ("of_what_was_made", 1, "fn f(x: f64) -> f64 { let g = made(); g.gam(x) * x }"),
    ("exp", 1, "fn f(g: &Gas, x: f64) -> f64 { g.exp() * x }"),
    ("max", 1, "fn f(g: &Gas, x: f64) -> f64 { g.max(x) * x }"),
    ("powi", 1, "fn f(g: &Gas, x: f64) -> f64 { g.powi(2) * x }"),
    ("abs", 1, "fn f(g: &Gas, x: f64) -> f64 { g.abs().p * x }"),
    ("log", 1, "fn f(g: &mut Gas, x: f64) -> f64 { g.log(x); x * x }"),
    ("exp_of_an_item", 1, "fn f(v: &[Gas], x: f64) -> f64 { v[0].exp() * x }"),
    ("max_of_an_item", 1, "fn f(v: &[Gas], x: f64) -> f64 { v[0].max(x) * x }"),
    ("max_of_what_was_made", 1, "fn f(x: f64) -> f64 { let g = made(); g.powi(2) * g.max(x) * x }"),
    ("of_a_field", 1, "fn f(w: &Tank, x: f64) -> f64 { w.gas.gam(x) * x }"),
    ("of_a_field_alone", 1, "fn f(w: &Tank, x: f64) -> f64 { w.gas.norm() * x }"),
    ("of_a_fields_item", 1, "fn f(w: &Tank, x: f64) -> f64 { w.all[0].gam(x) * x }"),
    (
        "of_a_fields_items",
        1,
        "fn f(w: &Tank, x: f64) -> f64 { let mut s = x; for g in &w.all { s += g.gam(x) * x; } s }",
    ),
    ("of_two_fields", 2, "fn f(w: &Tank, x: f64) -> f64 { w.gas.gam(x) * w.all[0].norm() }"),
    ("exp_of_a_field", 1, "fn f(w: &Tank, x: f64) -> f64 { w.gas.exp() * x }"),
    ("max_of_a_fields_item", 1, "fn f(w: &Tank, x: f64) -> f64 { w.all[0].max(x) * x }"),
    ("of_what_is_made_there", 1, "fn f(x: f64) -> f64 { made().gam(x) * x }"),
    ("of_selfs_field", 1, "impl Tank { fn f(&self, x: f64) -> f64 { self.gas.gam(x) * x } }"),
    ("that_changes_a_field", 1, "impl Tank { fn f(&mut self, x: f64) { self.gas.set(x); } }"),
    ("that_changes_an_item", 1, "fn f(v: &mut Vec<Gas>, x: f64) -> f64 { v[0].set(x); v[0].p }"),
    (
        "that_changes_items",
        1,
        "fn f(v: &mut Vec<Gas>, x: f64) -> f64 { for i in 0..v.len() { v[i].set(x); } v[0].p }",
    ),
    (
        "that_changes_borrowed_items",
        1,
        "fn f(v: &mut [Gas], x: f64) -> f64 { for g in v.iter_mut() { g.set(x); } v[0].p }",
    ),
    (
        "that_changes_a_fields_item",
        1,
        "fn f(w: &mut Tank, x: f64) -> f64 { w.all[0].set(x); w.gas.p }",
    ),
    ("by_the_name_of_options", 1, "fn f(g: &Gas, x: f64) -> f64 { g.map(|p| p * x).p }"),
];

/// What the programs extend std's types by.
const MORE: &str = "trait More {
        fn square(&self) -> f64;
        fn cube(self) -> f64;
        fn mix(self, o: f64) -> f64;
    }
    impl More for f64 {
        fn square(&self) -> f64 { self * self }
        fn cube(self) -> f64 { self * self * self }
        fn mix(self, o: f64) -> f64 { self * o }
    }
    trait Norms { fn total(&self) -> f64; }
    impl Norms for [f64] { fn total(&self) -> f64 { self[0] } }
    trait OfList {
        fn max(&self) -> f64;
        fn abs(&self) -> Vec<f64>;
    }
    impl OfList for Vec<f64> {
        fn max(&self) -> f64 { self[0] }
        fn abs(&self) -> Vec<f64> { self.clone() }
    }";

const EXTENSIONS: &[(&str, usize, &str)] = &[
    ("by_reference", 1, "fn f(x: f64) -> f64 { x.square() * x }"),
    ("by_value", 1, "fn f(x: f64) -> f64 { x.cube() * x }"),
    ("with_an_argument", 1, "fn f(x: f64) -> f64 { let y = x * 2.0; y.mix(x) * x }"),
    ("of_an_item", 1, "fn f(v: &[f64]) -> f64 { v[0].cube() * v[1] }"),
    (
        "of_items",
        1,
        "fn f(v: &[f64]) -> f64 { let mut s = 0.0; for x in v { s += x.square(); } s }",
    ),
    ("of_mapped_items", 1, "fn f(v: &[f64]) -> f64 { v.iter().map(|x| x.cube()).sum() }"),
    ("of_a_slice", 1, "fn f(v: &[f64]) -> f64 { v.total() * v[0] }"),
    ("of_a_list", 1, "fn f(x: f64) -> f64 { let v = vec![x, x * x]; v.total() * v[0] }"),
    ("of_a_product", 1, "fn f(x: f64) -> f64 { (x * 2.0).cube() }"),
    ("max", 1, "fn f(v: &Vec<f64>, x: f64) -> f64 { v.max() * x }"),
    ("abs", 1, "fn f(x: f64) -> f64 { let v = vec![x, x * x]; v.abs()[0] * x }"),
];

/// What hands out iterators.
const TABLE: &str = "#[derive(Clone, Debug, Differentiable)] struct Table { cols: usize, data: Vec<f64> }
    #[differentiate] impl Table {
        fn rows(&self) -> impl Iterator<Item = &[f64]> { self.data.chunks(self.cols) }
        fn column(&self, j: usize) -> impl Iterator<Item = f64> + '_ { self.data.iter().skip(j).copied() }
        fn iter(&self) -> std::slice::Iter<'_, f64> { self.data.iter() }
    }";

/// The iterators' uses.
const HANDED_OUT: &[(&str, usize, &str)] = &[
    ("by_nobody", 0, "fn f(t: &Table) -> f64 { t.data.iter().sum() }"),
    (
        "in_a_loop",
        0,
        "fn f(t: &Table) -> f64 { let mut s = 0.0; for row in t.rows() { s += row[0]; } s }",
    ),
];

/// Programs that call methods without derivatives.
pub fn cases() -> Vec<Case> {
    let methods = METHODS.iter().map(|it| case("method", GAS, it));
    let methods = methods.chain(OF_FUNCTIONS.iter().map(|it| case("functions", GIVEN, it)));
    let methods = methods.chain(HANDED_OUT.iter().map(|it| case("handed_out", TABLE, it)));
    methods.chain(EXTENSIONS.iter().map(|it| case("extension", MORE, it))).collect()
}

fn case(kind: &str, given: &str, (name, causes, function): &(&str, usize, &str)) -> Case {
    let code = format!("{given}\n#[differentiate] {function}");
    Case { causes: *causes, ..Case::new(format!("{kind}_{name}"), code) }
}
