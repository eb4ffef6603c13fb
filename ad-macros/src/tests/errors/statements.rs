//! Bindings, branches, loops, exits, assignments.

use expect_test::expect;

use super::refused;

#[test]
fn bindings() {
    refused(
        "fn f(x: f64) -> f64 { let y; y = x; y }",
        expect![[r#"
        1:23..1:29 `let y;` unsupported: `let` without a value; give the variable its value where it is declared
    "#]],
    );
    refused(
        "fn f(x: f64) -> f64 { let y = x else { panic!() }; y }",
        expect![[r#"
        1:33..1:37 `else` unsupported: `let .. else`; use `if` and `else`
    "#]],
    );
    refused(
        "fn f(x: &[f64; 2]) -> f64 { let [a, b] = *x; a * b }",
        expect![[r#"
        1:33..1:39 `[a, b]` unsupported: this pattern; use a name, `_` or a tuple of these
    "#]],
    );
    refused(
        "fn f(x: f64) -> f64 { let ref y = x; *y }",
        expect![[r#"
        1:27..1:32 `ref y` unsupported: this pattern; use a name, `_` or a tuple of these
    "#]],
    );
}

#[test]
fn items() {
    refused(
        "fn f(x: f64) -> f64 { fn g(x: f64) -> f64 { x } g(x) }",
        expect![[r#"
        1:23..1:48 `fn g(x: f64) -> f64 { x }` unsupported: an item inside a differentiated function (other than `use` and `const`); move it out of the function
    "#]],
    );
}

#[test]
fn attributes() {
    refused(
        "fn f(x: f64) -> f64 { #[cfg(test)] let x = 2.0; #[allow(unused)] let y = x; x }",
        expect![[r#"
        1:23..1:35 `#[cfg(test)]` unsupported: this attribute inside a differentiated function; remove it, or move the code into a function of its own
    "#]],
    );
    refused(
        "fn f(x: f64) -> f64 { #[inline] { x } }",
        expect![[r#"
        1:23..1:32 `#[inline]` unsupported: this attribute inside a differentiated function; remove it, or move the code into a function of its own
    "#]],
    );
}

#[test]
fn conditions() {
    refused(
        "fn f(x: f64) -> f64 { if let Some(y) = Some(x) { y } else { x } }",
        expect![[r#"
            1:26..1:29 `let` unsupported: `if let`; use `if` with a condition
        "#]],
    );
    refused(
        "fn f(x: f64) -> f64 { while let Some(_) = None::<u8> {} x }",
        expect![[r#"
            1:29..1:32 `let` unsupported: `while let`; use `while` with a condition
        "#]],
    );
    refused(
        "fn f(x: &[f64], y: &[f64]) -> f64 { let z = if x[0] > 0.0 { x } else { y }; z[0] }",
        expect![[r#"
            1:45..1:47 `if` unsupported: a branch whose value is a reference; choose the index or the bounds in the branch and borrow after it
        "#]],
    );
}

#[test]
fn loops() {
    refused(
        "fn f(x: &[f64]) -> f64 { let mut s = 0.0; for y in x { s += y; } s }",
        expect![[r#"
        1:52..1:53 `x` unsupported: `for` over anything but a range; loop over the indices, `for i in 0..xs.len()` (`.rev()` and `.step_by(k)` are fine)
    "#]],
    );
    refused(
        "fn f(x: &[f64]) -> f64 { let mut s = 0.0; for (i, y) in x.iter().enumerate() { s += y; } s }",
        expect![[r#"
            1:57..1:77 `x.iter().enumerate()` unsupported: `for` over anything but a range; loop over the indices, `for i in 0..xs.len()` (`.rev()` and `.step_by(k)` are fine)
        "#]],
    );
    refused(
        "fn f(x: f64) -> f64 { let mut s = x; for (i) in 0..2 { s *= x; } s }",
        expect![[r#"
        1:42..1:45 `(i)` unsupported: this loop pattern; use a name or `_`
    "#]],
    );
}

#[test]
fn exits() {
    refused(
        "fn f(x: f64) -> f64 { let y = loop { break x; }; y }",
        expect![[r#"
        1:44..1:45 `x` unsupported: `break` with a value; assign it to a variable before the `break`
    "#]],
    );
    refused(
        "fn f(x: f64) -> f64 { 'a: { if x > 1.0 { break 'a; } } x }",
        expect![[r#"
        1:23..1:55 `'a: { if x > 1.0 { break 'a; } }` unsupported: this expression in a differentiated function; move it into a function of its own, with `#[primitive]` if it has a derivative
    "#]],
    );
    refused(
        "fn f(x: f64) -> f64 { for i in 0..2 { continue 'outer; } x }",
        expect![[r#"
        1:48..1:54 `'outer` unsupported: a label of something that is not a loop; use `if` and `else`
    "#]],
    );
    refused(
        "fn f(x: f64) -> f64 { let y = if x > 1.0 { if x > 2.0 { return x; } x } else { 1.0 }; x * y }",
        expect![[r#"
            1:57..1:65 `return x` unsupported: this early exit; use `if` and `else`, or a condition in the `while`
        "#]],
    );
    refused(
        "fn f(x: f64) -> f64 { let mut s = x; for i in 0..9 { s *= if s > 9.0 { if i > 1 { break; } 2.0 } else { x }; } s }",
        expect![[r#"
            1:83..1:88 `break` unsupported: this early exit; use `if` and `else`, or a condition in the `while`
        "#]],
    );
}

#[test]
fn assignments() {
    refused(
        "fn f(x: f64, p: (f64, f64)) -> f64 { let r = &p; r.0 = x; p.0 }",
        expect![[r#"
        1:50..1:53 `r.0` unsupported: an assignment to this place; assign to a local `let mut` variable, its elements or its tuple fields
    "#]],
    );
    refused(
        "fn f(x: &[f64]) -> f64 { x[0] += 1.0; K = x[0]; *g() = 1.0; x[0] }",
        expect![[r#"
        1:26..1:30 `x[0]` unsupported: an assignment to this place; assign to a local `let mut` variable, its elements or its tuple fields
        1:39..1:40 `K` unsupported: an assignment to this place; assign to a local `let mut` variable, its elements or its tuple fields
        1:49..1:53 `*g()` unsupported: an assignment to this place; assign to a local `let mut` variable, its elements or its tuple fields
    "#]],
    );
}
