//! Types without tangents, in all places of signatures and types.

use super::compile::Case;

/// Types: their name, what declares them, and how they are written.
const TYPES: &[(&str, &str, &str)] = &[
    ("plain", "#[derive(Clone)] struct P { w: f64 }", "P"),
    ("unit", "#[derive(Clone, Copy, PartialEq)] enum M { A, B }", "M"),
    ("generic", "#[derive(Clone)] struct G<T> { w: T }", "G<f64>"),
    ("path", "mod m { #[derive(Clone)] pub struct P { pub w: f64 } }", "m::P"),
    ("dynamic", "trait L { fn call(&self, x: f64) -> f64; }", "Box<dyn L>"),
    ("borrowing", "#[derive(Clone)] struct V<'a> { w: &'a [f64] }", "V<'_>"),
];

/// Types that the macros know by their names.
const KNOWN: &[(&str, &str, &str)] = &[
    ("linked", "use std::collections::LinkedList;", "LinkedList<f64>"),
    ("weak", "use std::rc::Weak;", "Weak<f64>"),
    ("cell", "use std::cell::RefCell;", "RefCell<f64>"),
    ("time", "use std::time::Duration;", "Duration"),
];

/// Parameters: a name, and the function, `TYPE` being the type.
const PARAMETERS: &[(&str, &str)] = &[
    ("value", "#[differentiate] fn f(p: TYPE, x: f64) -> f64 { x * x }"),
    ("reference", "#[differentiate] fn f(p: &TYPE, x: f64) -> f64 { x * x }"),
    (
        "used",
        "#[differentiate] fn f(p: &TYPE, x: f64) -> f64 { x * x }
         fn used(p: &TYPE) { f::grad(p, 1.0); f::vjp(p, 1.0); f::jvp(p, 1.0, todo!(), 1.0); }",
    ),
    ("exclusive", "#[differentiate] fn f(p: &mut TYPE, x: f64) -> f64 { x * x }"),
    ("slice", "#[differentiate] fn f(p: &[TYPE], x: f64) -> f64 { x * x }"),
    ("vec", "#[differentiate] fn f(p: Vec<TYPE>, x: f64) -> f64 { x * x }"),
    ("array", "#[differentiate] fn f(p: [TYPE; 2], x: f64) -> f64 { x * x }"),
    ("tuple", "#[differentiate] fn f(p: (TYPE, f64), x: f64) -> f64 { p.1 * x }"),
    ("option", "#[differentiate] fn f(p: Option<TYPE>, x: f64) -> f64 { x * x }"),
    ("forward", "#[differentiate(forward)] fn f(p: &TYPE, x: f64) -> f64 { x * x }"),
    ("reverse", "#[differentiate(reverse)] fn f(p: &TYPE, x: f64) -> f64 { x * x }"),
    (
        "of_method",
        "#[derive(Clone, Differentiable)] struct S { k: f64 }
         #[differentiate] impl S { fn f(&self, p: &TYPE) -> f64 { self.k * self.k } }",
    ),
    (
        "of_method_by_value",
        "#[derive(Clone, Differentiable)] struct S { k: f64 }
         #[differentiate] impl S { fn f(&self, p: TYPE) -> f64 { self.k * self.k } }",
    ),
    (
        "of_trait",
        "#[derive(Clone, Differentiable)] struct S { k: f64 }
         trait Tr { fn f(&self, p: &TYPE) -> f64; }
         #[differentiate(inherent)] impl Tr for S { fn f(&self, p: &TYPE) -> f64 { self.k * self.k } }",
    ),
];

/// Results and fields. No lifetime can be left out there.
const OTHERS: &[(&str, &str)] = &[
    ("result", "#[differentiate] fn f(x: f64) -> TYPE { todo!() }"),
    ("result_option", "#[differentiate] fn f(x: f64) -> Option<TYPE> { None }"),
    ("result_tuple", "#[differentiate] fn f(x: f64) -> (TYPE, f64) { todo!() }"),
    (
        "result_of_method",
        "#[derive(Clone, Differentiable)] struct S { k: f64 }
         #[differentiate] impl S { fn f(&self, x: f64) -> TYPE { todo!() } }",
    ),
    ("field", "#[derive(Differentiable)] struct S { p: TYPE, x: f64 }"),
    ("field_vec", "#[derive(Differentiable)] struct S { p: Vec<TYPE>, x: f64 }"),
    ("field_option", "#[derive(Differentiable)] struct S { p: Option<TYPE>, x: f64 }"),
    ("field_tuple", "#[derive(Differentiable)] struct S { p: (TYPE, f64), x: f64 }"),
    ("field_array", "#[derive(Differentiable)] struct S { p: [TYPE; 2], x: f64 }"),
    ("field_of_tuple_struct", "#[derive(Differentiable)] struct S(f64, TYPE);"),
    ("field_of_enum", "#[derive(Differentiable)] enum S { A(TYPE), B { x: f64 } }"),
    ("field_of_generic", "#[derive(Differentiable)] struct S<T> { p: TYPE, x: T }"),
    (
        "field_used",
        "#[derive(Differentiable)] struct S { p: TYPE, x: f64 }
         #[differentiate] fn f(s: &S, y: f64) -> f64 { s.x * y }
         fn used(s: S) { f::grad(&s, 1.0); f::check(&s, 1.0); s.zero_tangent(); }",
    ),
];

/// More of the kind, and places with two mistakes.
const MORE: &[(&str, usize, &str)] = &[
    (
        "two_parameters",
        2,
        "struct P; struct Q;
         #[differentiate] fn f(p: &P, q: &[Q], x: f64) -> f64 { x * x }",
    ),
    ("two_parts", 2, "struct P; struct Q; #[differentiate] fn f(p: &[(P, Q)], x: f64) -> f64 { x * x }"),
    ("two_fields", 2, "struct P; struct Q; #[derive(Differentiable)] struct S { p: P, q: Vec<Q>, x: f64 }"),
    (
        "read_field",
        1,
        "struct P { w: f64 }
         #[differentiate] fn f(p: &P, x: f64) -> f64 { p.w * x }
         fn used(p: &P) { f::grad(p, 1.0); f::check(p, 1.0); }",
    ),
    (
        "unit_enum",
        1,
        "#[derive(Clone, Copy)] enum M { A, B }
         #[differentiate] fn f(m: M, x: f64) -> f64 { match m { M::A => x, M::B => x * x } }
         fn used() { f::grad(M::A, 1.0); }",
    ),
    (
        "alias",
        1,
        "struct P { w: f64 } type Q = P;
         #[differentiate] fn f(p: &Q, x: f64) -> f64 { p.w * x }",
    ),
    (
        "receiver",
        1,
        "struct S { k: f64 }
         #[differentiate] impl S { fn f(&self, x: f64) -> f64 { self.k * x } fn g(&mut self, x: f64) { self.k *= x; } }
         fn used(s: &S) { s.f_grad(1.0); s.f_check(1.0); }",
    ),
    (
        "receiver_in_trait",
        1,
        "trait Tr { fn f(&self, x: f64) -> f64; }
         struct S { k: f64 }
         #[differentiate(inherent)] impl Tr for S { fn f(&self, x: f64) -> f64 { self.k * x } }",
    ),
    (
        "nested",
        1,
        "struct P { w: f64 }
         #[derive(Differentiable)] struct A { p: P }
         #[derive(Differentiable)] struct B { a: A, q: Vec<A> }
         #[differentiate] fn f(b: &B) -> f64 { b.a.p.w }",
    ),
    (
        "layers",
        1,
        "trait Layer { fn forward(&self, x: f64) -> f64; }
         #[derive(Differentiable)] struct Net { layers: Vec<Box<dyn Layer>>, y: f64 }",
    ),
    (
        "stored_into",
        1,
        "struct P { w: [f64; 2] }
         #[differentiate] fn f(#[constant] p: &mut P, x: f64) -> f64 { p.w[0] = x; x * x }",
    ),
    (
        "stored_into_a_view",
        1,
        "struct V<'a> { w: &'a mut [f64] }
         #[differentiate] fn f(#[constant] v: &mut V, x: f64) -> f64 { v.w[0] = x; x * v.w[0] }",
    ),
    (
        "object",
        1,
        "#[differentiate] fn f(d: &dyn std::fmt::Debug, x: f64) -> f64 { println!(\"{d:?}\"); x * x }",
    ),
    ("function_in_field", 1, "#[derive(Differentiable)] struct S { f: fn(f64) -> f64, y: f64 }"),
];

/// Programs of which rustc says that a type has no tangent.
pub fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for (name, declaration, ty) in TYPES {
        cases.extend(PARAMETERS.iter().map(|place| case(place, (name, declaration, ty))));
    }
    for (name, declaration, ty) in TYPES.iter().chain(KNOWN) {
        let ty = &ty.replace("'_", "'static");
        cases.extend(OTHERS.iter().map(|place| case(place, (name, declaration, ty))));
    }
    let more = MORE.iter().map(|(name, causes, code)| {
        let case = Case::new(*name, *code);
        Case { causes: *causes, ..case }
    });
    cases.extend(more);
    cases
}

/// Programs with types that the macro refuses by their names.
pub fn refused() -> Vec<Case> {
    let of = |ty: &(&str, &str, &str)| {
        let ty = *ty;
        PARAMETERS.iter().map(move |place| case(place, (ty.0, ty.1, ty.2))).collect::<Vec<_>>()
    };
    KNOWN.iter().flat_map(of).collect()
}

fn case((place, code): &(&str, &str), (name, declaration, ty): (&str, &str, &str)) -> Case {
    Case::new(format!("{place}_{name}"), format!("{declaration}\n{}", code.replace("TYPE", ty)))
}
