//! Bindings, branches, loops, exits, assignments.

use expect_test::expect;

use super::{accepted, refused};

#[test]
fn bindings() {
    refused(
        "fn f(x: S) -> f64 { let S(.., a) = x; a }",
        expect![[r#"
            1:31..1:32 `a` unsupported: this pattern
                help: bind each value to a name of its own, and take it apart with `match` or by its fields and indices
                note: see "A pattern" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "fn f(x: E) -> f64 { let (E::A(y) | E::B(y)) = x; y }",
        expect![[r#"
            1:26..1:43 `E::A(y) | E::B(y)` unsupported: this pattern
                help: bind each value to a name of its own, and take it apart with `match` or by its fields and indices
                note: see "A pattern" in `ad_runtime::errors`
        "#]],
    );
}

#[test]
fn items() {
    refused(
        "fn f(x: f64) -> f64 { mod m { pub const K: f64 = 1.0; } x * m::K }",
        expect![[r#"
            1:23..1:56 `mod m { pub const K: f64 = 1.0; }` unsupported: a module or a macro's definition inside a differentiated function
                help: move it out of the function
                note: see "A module or a macro inside of the function" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "fn f(x: f64) -> f64 { macro_rules! m { () => { 1.0 } } x * m!() }",
        expect![[r#"
            1:23..1:55 `macro_rules! m { () => { 1.0 } }` unsupported: a module or a macro's definition inside a differentiated function
                help: move it out of the function
                note: see "A module or a macro inside of the function" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "fn f(x: f64) -> f64 { static mut N: usize = 0; x }",
        expect![[r#"
            1:23..1:29 `static` unsupported: `static mut` in a differentiated function
                help: pass what changes as a parameter
                note: see "`static mut`" in `ad_runtime::errors`
        "#]],
    );
}

#[test]
fn attributes() {
    refused(
        "fn f(x: f64) -> f64 { #[cold] let x = 2.0; #[allow(unused)] let y = x; x }",
        expect![[r#"
            1:23..1:30 `#[cold]` unsupported: this attribute inside a differentiated function
                help: remove it, or move the code into a function of its own
                note: see "An attribute inside of the function" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "fn f(x: f64) -> f64 { #[inline] { x } }",
        expect![[r#"
            1:23..1:32 `#[inline]` unsupported: this attribute inside a differentiated function
                help: remove it, or move the code into a function of its own
                note: see "An attribute inside of the function" in `ad_runtime::errors`
        "#]],
    );
}

#[test]
fn conditions() {
    refused(
        "fn f(x: &mut [f64], y: &mut [f64]) -> f64 { let z = if x[0] > 0.0 { x } else { y }; z[0] }",
        expect![[r#"
            1:53..1:55 `if` unsupported: a branch whose value is a `&mut` reference to differentiated values
                note: in `f`, `z` depends on the parameter `x`
                help: change what it refers to in the branches
                note: see "A branch whose value is a reference" in `ad_runtime::errors`
        "#]],
    );
}

#[test]
fn exits() {
    refused(
        "fn f(x: f64) -> f64 { break; x }",
        expect![[r#"
            1:23..1:28 `break` unsupported: this early exit
                help: use `if` and `else`, or a condition in the `while`
                note: see "An early exit" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "fn f(x: f64) -> f64 { for i in 0..2 { continue 'outer; } x }",
        expect![[r#"
            1:48..1:54 `'outer` unsupported: a label of something that is not a loop or a block around
                help: use `if` and `else`
                note: see "A label" in `ad_runtime::errors`
        "#]],
    );
}

#[test]
fn assignments() {
    refused(
        "fn f(x: f64, p: (f64, f64)) -> f64 { let r = &p; r.0 = x; p.0 }",
        expect![[r#"
            1:50..1:53 `r.0` unsupported: an assignment to this place
                help: assign to a local `let mut` variable or a `&mut` parameter, its elements or its fields
                note: see "An assignment to something else than a local" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "fn f(x: &[f64]) -> f64 { x[0] += 1.0; K = x[0]; *g() = 1.0; x[0] }",
        expect![[r#"
            1:26..1:30 `x[0]` unsupported: an assignment to this place
                help: assign to a local `let mut` variable or a `&mut` parameter, its elements or its fields
                note: see "An assignment to something else than a local" in `ad_runtime::errors`
            1:39..1:40 `K` unsupported: an assignment to this place
                help: assign to a local `let mut` variable or a `&mut` parameter, its elements or its fields
                note: see "An assignment to something else than a local" in `ad_runtime::errors`
        "#]],
    );
}

/// What was refused once, and works.
#[test]
fn what_works() {
    for source in [
        "fn f(x: f64) -> f64 { let y; y = x; y }",
        "fn f(x: f64) -> f64 { let Some(y) = Some(x) else { panic!() }; y }",
        "fn f(x: &[f64; 2]) -> f64 { let [a, b] = *x; a * b }",
        "fn f(x: f64) -> f64 { let ref y = x; *y }",
        "fn f(x: f64) -> f64 { fn g(x: f64) -> f64 { x } g(x) }",
        "fn f(x: f64) -> f64 { if let Some(y) = Some(x) { y } else { x } }",
        "fn f(x: f64) -> f64 { while let Some(_) = None::<u8> {} x }",
        "fn f(x: &[f64]) -> f64 { let mut s = 0.0; for y in x { s += y; } s }",
        "fn f(x: &[f64]) -> f64 { let mut s = 0.0; for (i, y) in x.iter().enumerate() { s += y; } s }",
        "fn f(x: f64) -> f64 { let y = loop { break x; }; y }",
        "fn f(x: f64) -> f64 { 'a: { if x > 1.0 { break 'a; } } x }",
        "fn f(x: f64) -> f64 { let y = if x > 1.0 { if x > 2.0 { return x; } x } else { 1.0 }; x * y }",
        "fn f(x: f64) -> f64 { let g = |y: f64| y * x; g(x) }",
        "fn f(x: f64) -> f64 { let mut y = x; let z = g(&mut y); y * z }",
        "fn f(x: f64) -> f64 { let p = Point { x, y: 1.0 }; p.x }",
        "fn f(x: f64) -> f64 { let b = Box::new(x); *b }",
        "fn f(x: f64) -> f64 { let mut v = Vec::new(); v.push(x); v[0] }",
        "fn f(x: f64) -> Option<f64> { let y = g(x)?; Some(y) }",
        "fn f(x: f64) -> f64 { Some(x).unwrap() + Model::loss(x) }",
        "fn f(x: f64, n: Option<u8>) -> f64 { let k = match n { Some(k) => k, None => return x }; x * k as f64 }",
        "fn f(x: f64, #[constant] model: &dyn Model) -> f64 { x }",
    ] {
        accepted(source);
    }
}
