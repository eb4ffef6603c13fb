//! What is refused: every message, and what it underlines.
//!
//! A line for each error: lines and columns, the text there, the message.

use expect_test::{Expect, expect};

use super::support::check_errors;

fn refused(source: &str, expect: Expect) {
    check_errors("", source, expect);
}

mod items {
    use super::*;

    #[test]
    fn not_a_function() {
        refused(
            "struct S { x: f64 }",
            expect![[r#"
            1:1..1:7 `struct` unsupported: `#[differentiate]` on an item that is not a function; put it on a `fn`
        "#]],
        );
        refused(
            "enum E { A(f64) }",
            expect![[r#"
            1:1..1:5 `enum` unsupported: `#[differentiate]` on an item that is not a function; put it on a `fn`
        "#]],
        );
        refused(
            "impl S { fn f(x: f64) -> f64 { x } }",
            expect![[r#"
            1:1..1:5 `impl` unsupported: `#[differentiate]` on an item that is not a function; put it on a `fn`
        "#]],
        );
        refused(
            "trait T { fn f(x: f64) -> f64; }",
            expect![[r#"
            1:1..1:6 `trait` unsupported: `#[differentiate]` on an item that is not a function; put it on a `fn`
        "#]],
        );
        refused(
            "mod m { fn f(x: f64) -> f64 { x } }",
            expect![[r#"
            1:1..1:4 `mod` unsupported: `#[differentiate]` on an item that is not a function; put it on a `fn`
        "#]],
        );
        refused(
            "const K: f64 = 1.0;",
            expect![[r#"
            1:1..1:20 `const K: f64 = 1.0;` unsupported: `#[differentiate]` on an item that is not a function; put it on a `fn`
        "#]],
        );
        refused(
            "use std::f64;",
            expect![[r#"
            1:1..1:14 `use std::f64;` unsupported: `#[differentiate]` on an item that is not a function; put it on a `fn`
        "#]],
        );
    }

    #[test]
    fn qualifiers() {
        refused(
            "async fn f(x: f64) -> f64 { x }",
            expect![[r#"
            1:1..1:6 `async` unsupported: an `async` function; differentiate a plain function and call it from the `async` one
        "#]],
        );
        refused(
            "unsafe fn f(x: f64) -> f64 { x }",
            expect![[r#"
            1:1..1:7 `unsafe` unsupported: an `unsafe` function; give it a `#[primitive]` with a rule of your own
        "#]],
        );
        refused(
            r#"extern "C" fn f(x: f64) -> f64 { x }"#,
            expect![[r#"
            1:1..1:11 `extern "C"` unsupported: an `extern` function; differentiate a plain function and call it from the `extern` one
        "#]],
        );
        refused(
            r#"unsafe extern "C" fn f(x: f64, ...) -> f64 { x }"#,
            expect![[r#"
            1:1..1:7 `unsafe` unsupported: an `unsafe` function; give it a `#[primitive]` with a rule of your own
            1:8..1:18 `extern "C"` unsupported: an `extern` function; differentiate a plain function and call it from the `extern` one
            1:32..1:35 `...` unsupported: this parameter; write `name: Type`
        "#]],
        );
    }

    #[test]
    fn parameters() {
        refused(
            "fn f(&self, x: f64) -> f64 { x }",
            expect![[r#"
            1:6..1:11 `&self` unsupported: a method with `self`; write a function that takes the value as its first parameter
        "#]],
        );
        refused(
            "fn f(x: f64, model: &Model) -> f64 { x }",
            expect![[r#"
            1:21..1:27 `&Model` unsupported: a parameter whose type is not made of `f64`, `f32`, integers, `bool`, tuples, arrays, slices and `Vec`; write the type out, or mark the parameter `#[constant]`
        "#]],
        );
        refused(
            "fn f(x: &mut [f64]) -> f64 { x[0] }",
            expect![[r#"
            1:9..1:19 `&mut [f64]` unsupported: a differentiable `&mut` parameter; take the value, copy it into a local variable, and return the changed value
        "#]],
        );
        refused(
            "fn f(n: usize, #[constant] x: f64) -> f64 { x }",
            expect![[r#"
            1:1..1:5 `fn f` no parameter to differentiate by: none holds an `f64` or `f32` that is not `#[constant]` or left out of `wrt(..)`; free a parameter, or remove the attribute
        "#]],
        );
        refused(
            "fn f() -> f64 { 1.0 }",
            expect![[r#"
            1:1..1:5 `fn f` no parameter to differentiate by: none holds an `f64` or `f32` that is not `#[constant]` or left out of `wrt(..)`; free a parameter, or remove the attribute
        "#]],
        );
        refused(
            "fn f<T: Real>(x: T) -> T { x }",
            expect![[r#"
            1:18..1:19 `T` unsupported: a parameter whose type is not made of `f64`, `f32`, integers, `bool`, tuples, arrays, slices and `Vec`; write the type out, or mark the parameter `#[constant]`
            1:24..1:25 `T` unsupported: an output whose type is not made of `f64`, `f32`, integers, `bool`, tuples, arrays and `Vec`; write the type out
        "#]],
        );
    }

    #[test]
    fn results() {
        refused(
            "fn f(x: f64) { assert!(x > 0.0); }",
            expect![[r#"
            1:1..1:5 `fn f` no output to differentiate: the result holds no `f64` or `f32`; return a float, or remove the attribute
        "#]],
        );
        refused(
            "fn f(x: f64) -> bool { x > 0.0 }",
            expect![[r#"
            1:17..1:21 `bool` no output to differentiate: the result holds no `f64` or `f32`; return a float, or remove the attribute
        "#]],
        );
        refused(
            "fn f(x: f64) -> Model { Model { x } }",
            expect![[r#"
            1:17..1:22 `Model` unsupported: an output whose type is not made of `f64`, `f32`, integers, `bool`, tuples, arrays and `Vec`; write the type out
            1:25..1:30 `Model` unsupported: a struct made of values that depend on a differentiated parameter; use a tuple or an array
        "#]],
        );
        refused(
            "fn f(x: &[f64]) -> &[f64] { x }",
            expect![[r#"
            1:20..1:26 `&[f64]` unsupported: returning a reference; return an owned value (`f64`, an array, a `Vec`)
        "#]],
        );
    }
}

mod statements {
    use super::*;

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
}

mod expressions {
    use super::*;

    #[test]
    fn methods() {
        refused(
            "fn f(x: f64) -> f64 { x.gamma() + x.to_string().len() as f64 }",
            expect![[r#"
            1:25..1:30 `gamma` unsupported: the method `gamma` on a value that depends on a differentiated parameter; write it as a function with `#[differentiate]` or `#[primitive]`, or take the value out of the derivative with `stop_gradient`
            1:49..1:52 `len` unsupported: the method `len` on a value that depends on a differentiated parameter; write it as a function with `#[differentiate]` or `#[primitive]`, or take the value out of the derivative with `stop_gradient`
        "#]],
        );
        refused(
            "fn f(x: &[f64]) -> f64 { x.iter().map(|x| x * x).sum::<f64>() }",
            expect![[r#"
                1:50..1:53 `sum` unsupported: the method `sum` on a value that depends on a differentiated parameter; loop over the indices, `for i in 0..x.len()`
            "#]],
        );
    }

    #[test]
    fn methods_with_advice() {
        for (method, advice) in [
            (
                "push(x)",
                "make the `Vec` in its full length, `vec![0.0; n]`, and assign to its elements",
            ),
            ("swap(0, 1)", "assign to the elements in a loop, `x[i] = ..`"),
            ("iter().sum::<f64>()", "loop over the indices, `for i in 0..x.len()`"),
            (
                "first().unwrap()",
                "index it, `x[0]`, `x[x.len() - 1]`, or borrow a part, `&x[a..b]`",
            ),
        ] {
            let name = method.split('(').next().unwrap();
            let text = crate::unsupported::unknown_method(name);
            assert!(text.ends_with(advice), "{text}");
        }
        refused(
            "fn f(x: f64) -> f64 { let mut v = vec![x]; v.push(x); v[0] }",
            expect![[r#"
                1:46..1:50 `push` unsupported: the method `push` on a value that depends on a differentiated parameter; make the `Vec` in its full length, `vec![0.0; n]`, and assign to its elements
            "#]],
        );
    }

    #[test]
    fn macros_that_change_variables() {
        refused(
            "fn f(x: f64) -> f64 { let mut y = x; assert!({ y *= 2.0; y > 0.0 }); y }",
            expect![[r#"
                1:38..1:44 `assert` unsupported: a macro whose arguments may change a variable, with values that depend on a differentiated parameter; make the change before the macro
            "#]],
        );
        refused(
            "fn f(x: f64) -> f64 { let mut v = vec![x]; println!(\"{:?}\", v.pop()); v[0] }",
            expect![[r#"
                1:44..1:51 `println` unsupported: a macro whose arguments may change a variable, with values that depend on a differentiated parameter; make the change before the macro
            "#]],
        );
    }

    #[test]
    fn mutable_borrows_as_arguments() {
        refused(
            "fn f(x: f64) -> f64 { let mut b = vec![0.0; 3]; fill(&mut b, x); b[0] }",
            expect![[r#"
                1:49..1:53 `fill` unsupported: a call with a mutable borrow of a value that depends on a differentiated parameter; return the changed value instead
            "#]],
        );
        refused(
            "fn f(x: f64) -> f64 { let mut b = [0.0; 3]; let w = &mut b[1..]; fill(w, x); b[0] }",
            expect![[r#"
                1:66..1:70 `fill` unsupported: a call with a mutable borrow of a value that depends on a differentiated parameter; return the changed value instead
            "#]],
        );
        refused(
            "fn f(x: f64) -> f64 { let mut a = x; let mut b = 1.0; std::mem::swap(&mut a, &mut b); b }",
            expect![[r#"
                1:55..1:69 `std::mem::swap` unsupported: a call with a mutable borrow of a value that depends on a differentiated parameter; return the changed value instead
            "#]],
        );
    }

    #[test]
    fn macros() {
        refused(
            "fn f(x: f64) -> f64 { my_macro!(x, 2.0) }",
            expect![[r#"
            1:23..1:31 `my_macro` unsupported: the macro `my_macro!` with values that depend on a differentiated parameter; write what it expands to, or take the values out of the derivative with `stop_gradient`
        "#]],
        );
        refused(
            "fn f(x: f64) -> f64 { let v = vec![x; 2, 3]; v[0] }",
            expect![[r#"
            1:37..1:38 `;` expected `,`
        "#]],
        );
    }

    #[test]
    fn calls() {
        refused(
            "fn f(x: f64) -> f64 { let g = |y: f64| y * x; g(x) }",
            expect![[r#"
            1:40..1:45 `y * x` unsupported: a closure that captures values that depend on a differentiated parameter; write a function with `#[differentiate]` and pass them to it
            1:47..1:48 `g` unsupported: this call with arguments that depend on a differentiated parameter; call a plain function that has `#[differentiate]` or `#[primitive]`
        "#]],
        );
        refused(
            "fn f(x: f64, g: fn(f64) -> f64) -> f64 { g(x) + (g)(x) }",
            expect![[r#"
            1:42..1:43 `g` unsupported: this call with arguments that depend on a differentiated parameter; call a plain function that has `#[differentiate]` or `#[primitive]`
            1:49..1:52 `(g)` unsupported: this call with arguments that depend on a differentiated parameter; call a plain function that has `#[differentiate]` or `#[primitive]`
        "#]],
        );
        refused(
            "fn f(x: f64) -> f64 { Some(x).unwrap() + Model::loss(x) + f64::gamma(x) }",
            expect![[r#"
            1:31..1:37 `unwrap` unsupported: the method `unwrap` on a value that depends on a differentiated parameter; write it as a function with `#[differentiate]` or `#[primitive]`, or take the value out of the derivative with `stop_gradient`
            1:42..1:53 `Model::loss` unsupported: this call with arguments that depend on a differentiated parameter; call a plain function that has `#[differentiate]` or `#[primitive]`
            1:59..1:69 `f64::gamma` unsupported: this call with arguments that depend on a differentiated parameter; call a plain function that has `#[differentiate]` or `#[primitive]`
        "#]],
        );
        refused(
            "fn f(x: f64) -> f64 { <f64 as Trait>::g(x) }",
            expect![[r#"
            1:23..1:40 `<f64 as Trait>::g` unsupported: this call with arguments that depend on a differentiated parameter; call a plain function that has `#[differentiate]` or `#[primitive]`
        "#]],
        );
        refused(
            "fn f(x: f64) -> f64 { if x > 1.0 { f(x / 2.0) } else { x } }",
            expect![[r#"
            1:36..1:37 `f` unsupported: a function that calls itself; write the recursion as a loop
        "#]],
        );
        refused(
            "fn f(x: f64) -> f64 { let mut y = x; let z = g(&mut y); y * z }",
            expect![[r#"
            1:46..1:47 `g` unsupported: a call with a mutable borrow of a value that depends on a differentiated parameter; return the changed value instead
        "#]],
        );
    }

    #[test]
    fn values() {
        refused(
            "fn f(x: f64) -> f64 { match x > 1.0 { true => x, false => 2.0 * x } }",
            expect![[r#"
            1:23..1:28 `match` unsupported: `match` on or with values that depend on a differentiated parameter; use `if` and `else`
        "#]],
        );
        refused(
            "fn f(x: f64) -> f64 { let p = Point { x, y: 1.0 }; p.x }",
            expect![[r#"
            1:31..1:36 `Point` unsupported: a struct made of values that depend on a differentiated parameter; use a tuple or an array
            1:52..1:55 `p.x` unsupported: a field or element of a value of this type; use tuples, arrays, slices and `Vec`, or mark the parameter `#[constant]`
        "#]],
        );
        refused(
            "fn f(x: f64) -> f64 { let r = x..2.0; r.start }",
            expect![[r#"
            1:32..1:34 `..` unsupported: a range of values that depend on a differentiated parameter; use ranges in `for` and in `[..]`
            1:39..1:46 `r.start` unsupported: a field or element of a value of this type; use tuples, arrays, slices and `Vec`, or mark the parameter `#[constant]`
        "#]],
        );
        refused(
            "fn f(x: f64) -> f64 { let b = Box::new(x); *b }",
            expect![[r#"
            1:31..1:39 `Box::new` unsupported: this call with arguments that depend on a differentiated parameter; call a plain function that has `#[differentiate]` or `#[primitive]`
            1:44..1:45 `*` unsupported: this dereference; only a variable that is a reference can be dereferenced
        "#]],
        );
        refused(
            "fn f(x: f64) -> f64 { let o = Some(x); let p = o; p.unwrap() }",
            expect![[r#"
            1:31..1:35 `Some` unsupported: this call with arguments that depend on a differentiated parameter; call a plain function that has `#[differentiate]` or `#[primitive]`
            1:53..1:59 `unwrap` unsupported: the method `unwrap` on a value that depends on a differentiated parameter; write it as a function with `#[differentiate]` or `#[primitive]`, or take the value out of the derivative with `stop_gradient`
        "#]],
        );
        refused(
            "fn f(x: f64) -> f64 { let g = |y: f64| y * x; g(2.0) }",
            expect![[r#"
            1:40..1:45 `y * x` unsupported: a closure that captures values that depend on a differentiated parameter; write a function with `#[differentiate]` and pass them to it
            1:47..1:48 `g` unsupported: this call with arguments that depend on a differentiated parameter; call a plain function that has `#[differentiate]` or `#[primitive]`
        "#]],
        );
        refused(
            "fn f(x: f64) -> f64 { let y = &mut (x * x); *y }",
            expect![[r#"
            1:32..1:35 `mut` unsupported: a mutable borrow of a value that depends on a differentiated parameter; assign to its elements, `x[i] = ..`
            1:45..1:46 `*` unsupported: this dereference; only a variable that is a reference can be dereferenced
        "#]],
        );
        refused(
            "fn f(x: f64) -> f64 { let mut v = Vec::new(); v.push(x); v[0] }",
            expect![[r#"
                1:49..1:53 `push` unsupported: the method `push` on a value that depends on a differentiated parameter; make the `Vec` in its full length, `vec![0.0; n]`, and assign to its elements
            "#]],
        );
        refused(
            "fn f(x: f64) -> f64 { g(|y: f64| y * x) }",
            expect![[r#"
            1:34..1:39 `y * x` unsupported: a closure that captures values that depend on a differentiated parameter; write a function with `#[differentiate]` and pass them to it
        "#]],
        );
        refused(
            "fn f(x: f64) -> f64 { g(&mut (x * x)) }",
            expect![[r#"
            1:26..1:29 `mut` unsupported: a mutable borrow of a value that depends on a differentiated parameter; assign to its elements, `x[i] = ..`
        "#]],
        );
        refused(
            "fn f(x: f64) -> f64 { let r = (x..2.0).start; r }",
            expect![[r#"
            1:31..1:45 `(x..2.0).start` unsupported: a field or element of a value of this type; use tuples, arrays, slices and `Vec`, or mark the parameter `#[constant]`
        "#]],
        );
        refused(
            "fn f(x: f64) -> f64 { let i = g(x..2.0); i }",
            expect![[r#"
            1:34..1:36 `..` unsupported: a range of values that depend on a differentiated parameter; use ranges in `for` and in `[..]`
        "#]],
        );
        refused(
            "fn f(x: f64) -> f64 { let y = *Box::new(x); y }",
            expect![[r#"
            1:31..1:32 `*` unsupported: this dereference; only a variable that is a reference can be dereferenced
        "#]],
        );
        refused(
            "fn f(x: f64) -> f64 { let y = *(&x as *const f64); y }",
            expect![[r#"
            1:31..1:32 `*` unsupported: this dereference; only a variable that is a reference can be dereferenced
        "#]],
        );
    }

    #[test]
    fn references_inside_values() {
        refused(
            "fn f(x: &[f64]) -> f64 { let v = [x, x]; v[0][0] }",
            expect![[r#"
            1:30..1:31 `v` unsupported: a reference to differentiated values inside another value or in a `mut` variable; bind it with `let` and use it directly
        "#]],
        );
        refused(
            "fn f(x: &[f64]) -> f64 { let t = (&x[1..], 2.0); t.0[0] }",
            expect![[r#"
            1:30..1:31 `t` unsupported: a reference to differentiated values inside another value or in a `mut` variable; bind it with `let` and use it directly
        "#]],
        );
        refused(
            "fn f(x: &[f64]) -> f64 { let mut y = x; y = &x[1..]; y[0] }",
            expect![[r#"
            1:41..1:42 `y` unsupported: an assignment to this place; assign to a local `let mut` variable, its elements or its tuple fields
            1:34..1:35 `y` unsupported: a reference to differentiated values inside another value or in a `mut` variable; bind it with `let` and use it directly
        "#]],
        );
    }

    #[test]
    fn casts() {
        refused(
            "fn f(x: f64) -> f64 { let n = x as usize; n as f64 * x }",
            expect![[r#"
                1:45..1:47 `as` unsupported: an integer that was cast from a value that depends on a differentiated parameter, used as a number; its derivative is zero almost everywhere: use it only to select (an index, a bound, a condition), or say `stop_gradient(x)` before the cast
            "#]],
        );
        refused(
            "fn f(x: f64) -> f64 { let n = x as i32 + 1; x.powi(n) }",
            expect![[r#"
                1:47..1:51 `powi` unsupported: an integer that was cast from a value that depends on a differentiated parameter, used as a number; its derivative is zero almost everywhere: use it only to select (an index, a bound, a condition), or say `stop_gradient(x)` before the cast
            "#]],
        );
        refused(
            "fn f(x: f64) -> f64 { g(x, x as usize) }",
            expect![[r#"
            1:23..1:24 `g` unsupported: this call with an integer that was cast from a value that depends on a differentiated parameter; say `stop_gradient(x)` before the cast
        "#]],
        );
        refused(
            "fn f(x: f64) -> f64 { let y = x as Real; x * y as f64 }",
            expect![[r#"
            1:36..1:40 `Real` unsupported: a cast of a value that depends on a differentiated parameter to this type; write `f64`, `f32` or an integer type
        "#]],
        );
    }

    #[test]
    fn everything_else() {
        refused(
            "fn f(x: f64) -> f64 { unsafe { x } }",
            expect![[r#"
            1:23..1:35 `unsafe { x }` unsupported: this expression in a differentiated function; move it into a function of its own, with `#[primitive]` if it has a derivative
        "#]],
        );
        refused(
            "fn f(x: f64) -> f64 { async { x }; x }",
            expect![[r#"
            1:23..1:34 `async { x }` unsupported: this expression in a differentiated function; move it into a function of its own, with `#[primitive]` if it has a derivative
        "#]],
        );
        refused(
            "fn f(x: f64) -> f64 { g(x)? }",
            expect![[r#"
            1:23..1:28 `g(x)?` unsupported: this expression in a differentiated function; move it into a function of its own, with `#[primitive]` if it has a derivative
        "#]],
        );
        refused(
            "fn f(x: f64) -> f64 { let y = const { 1.0 }; x * y }",
            expect![[r#"
            1:31..1:44 `const { 1.0 }` unsupported: this expression in a differentiated function; move it into a function of its own, with `#[primitive]` if it has a derivative
        "#]],
        );
    }

    #[test]
    fn exits_inside_of_what_passes_through() {
        refused(
            "fn f(x: f64) -> f64 { assert!(g()? > 1); x }",
            expect![[r#"
            1:34..1:35 `?` unsupported: an early exit inside an expression that the macro passes through; move the expression into a function of its own
        "#]],
        );
        refused(
            "fn f(x: f64, n: Option<u8>) -> f64 { let k = match n { Some(k) => k, None => return x }; x * f64::from(k) }",
            expect![[r#"
                1:17..1:27 `Option<u8>` unsupported: a parameter whose type is not made of `f64`, `f32`, integers, `bool`, tuples, arrays, slices and `Vec`; write the type out, or mark the parameter `#[constant]`
                1:78..1:84 `return` unsupported: an early exit inside an expression that the macro passes through; move the expression into a function of its own
                1:46..1:51 `match` unsupported: `match` on or with values that depend on a differentiated parameter; use `if` and `else`
                1:94..1:103 `f64::from` unsupported: this call with arguments that depend on a differentiated parameter; call a plain function that has `#[differentiate]` or `#[primitive]`
            "#]],
        );
    }
}

mod options {
    use super::*;

    fn check(options: &str, expect: Expect) {
        check_errors(options, "fn f(x: f64, n: usize, y: f64) -> f64 { x * y }", expect);
    }

    #[test]
    fn wrt() {
        check(
            "wrt(z, n)",
            expect![[r#"
            1:5..1:6 `z` `z` is not a parameter of this function; its parameters are `x`, `n`, `y`
            1:8..1:9 `n` `n` carries no derivative: it is `#[constant]` or holds no float; leave it out of `wrt(..)`
        "#]],
        );
        check(
            "wrt(x, x)",
            expect![[r#"
            1:8..1:9 `x` `x` is listed twice; remove this one
        "#]],
        );
        check(
            "wrt",
            expect![[r#"
            1:1..1:4 `wrt` `wrt` lists the parameters to differentiate by; write `wrt(x)` or `wrt(x, w)`
        "#]],
        );
        check(
            "wrt()",
            expect![[r#"
            1:1..1:6 `wrt()` `wrt` lists the parameters to differentiate by; write `wrt(x)` or `wrt(x, w)`
        "#]],
        );
        check(
            "wrt(1)",
            expect![[r#"
            1:1..1:7 `wrt(1)` `wrt` lists the parameters to differentiate by; write `wrt(x)` or `wrt(x, w)`
        "#]],
        );
    }

    #[test]
    fn modes() {
        check(
            "forward, reverse",
            expect![[r#"
            1:10..1:17 `reverse` `forward` and `reverse` each leave the other mode out; leave both options out to have both modes
        "#]],
        );
        check(
            "forward = true",
            expect![[r#"
            1:1..1:15 `forward = true` `forward` is an option without a value; write `forward` alone
        "#]],
        );
        check(
            "forward, forward",
            expect![[r#"
            1:10..1:17 `forward` `forward` is given twice; remove this one
        "#]],
        );
    }

    #[test]
    fn order() {
        check(
            "order = 2",
            expect![[r#"
            1:1..1:10 `order = 2` unsupported: derivatives above the first, which are not available yet; use `order = 1`, or leave the option out
        "#]],
        );
        check(
            "order = 0",
            expect![[r#"
            1:1..1:10 `order = 0` `order` is a positive integer; write `order = 1`
        "#]],
        );
        check(
            r#"order = "two""#,
            expect![[r#"
            1:1..1:14 `order = "two"` `order` is a positive integer; write `order = 1`
        "#]],
        );
    }

    #[test]
    fn the_rest() {
        check(
            "dump",
            expect![[r#"
            1:1..1:5 `dump` unsupported: `dump`, which is not available yet; look at the derivative with `cargo expand`
        "#]],
        );
        check(
            "crate",
            expect![[r#"
            1:1..1:6 `crate` `crate` names the path of the runtime; write `crate = some::path`
        "#]],
        );
        check(
            "fast, a::b = 1",
            expect![[r#"
            1:1..1:5 `fast` unknown option of `#[differentiate]`; the options are `wrt(x, w)`, `forward`, `reverse`, `order = 1` and `crate = path`
            1:7..1:15 `a::b = 1` unknown option of `#[differentiate]`; the options are `wrt(x, w)`, `forward`, `reverse`, `order = 1` and `crate = path`
        "#]],
        );
        check(
            "=",
            expect![[r#"
            1:1..1:2 `=` expected identifier
        "#]],
        );
    }
}

#[test]
fn several_mistakes_at_once() {
    check_errors(
        "wrt(z), fast",
        "async fn f(x: f64, m: Model) -> f64 {
            let y;
            for v in x { y = v; }
            let w = x.gamma();
            if let Some(u) = w { return u; }
            unsafe { w }
        }",
        expect![[r#"
            1:9..1:13 `fast` unknown option of `#[differentiate]`; the options are `wrt(x, w)`, `forward`, `reverse`, `order = 1` and `crate = path`
            1:1..1:6 `async` unsupported: an `async` function; differentiate a plain function and call it from the `async` one
            1:23..1:28 `Model` unsupported: a parameter whose type is not made of `f64`, `f32`, integers, `bool`, tuples, arrays, slices and `Vec`; write the type out, or mark the parameter `#[constant]`
            1:5..1:6 `z` `z` is not a parameter of this function; its parameters are `x`, `m`
            2:13..2:19 `let y;` unsupported: `let` without a value; give the variable its value where it is declared
            3:22..3:23 `x` unsupported: `for` over anything but a range; loop over the indices, `for i in 0..xs.len()` (`.rev()` and `.step_by(k)` are fine)
            5:16..5:19 `let` unsupported: `if let`; use `if` with a condition
            6:13..6:25 `unsafe { w }` unsupported: this expression in a differentiated function; move it into a function of its own, with `#[primitive]` if it has a derivative
        "#]],
    );
    refused(
        "fn f(x: f64) -> f64 {
            let a = x.gamma();
            let b = my_macro!(x);
            let n = x as usize;
            let c = Some(x).unwrap();
            a * b * c * n as f64
        }",
        expect![[r#"
            2:23..2:28 `gamma` unsupported: the method `gamma` on a value that depends on a differentiated parameter; write it as a function with `#[differentiate]` or `#[primitive]`, or take the value out of the derivative with `stop_gradient`
            3:21..3:29 `my_macro` unsupported: the macro `my_macro!` with values that depend on a differentiated parameter; write what it expands to, or take the values out of the derivative with `stop_gradient`
            5:29..5:35 `unwrap` unsupported: the method `unwrap` on a value that depends on a differentiated parameter; write it as a function with `#[differentiate]` or `#[primitive]`, or take the value out of the derivative with `stop_gradient`
            6:27..6:29 `as` unsupported: an integer that was cast from a value that depends on a differentiated parameter, used as a number; its derivative is zero almost everywhere: use it only to select (an index, a bound, a condition), or say `stop_gradient(x)` before the cast
        "#]],
    );
}

/// After one error a later one is seen only if it is one: what is declared in refused code is known.
#[test]
fn no_errors_from_errors() {
    refused(
        "fn f(x: f64) -> f64 {
            let [a, b] = [x, x];
            let c = a * b;
            c.sin() * a
        }",
        expect![[r#"
            2:17..2:23 `[a, b]` unsupported: this pattern; use a name, `_` or a tuple of these
        "#]],
    );
}

/// Messages that nothing raises yet.
const UNRAISED: &[&str] = &[];

/// Each message stands in one of these tests, so a new one needs a new test.
#[test]
fn every_message_is_tested() {
    let tests = [include_str!("errors.rs"), include_str!("args.rs"), include_str!("primitive.rs")];
    let tests = tests.concat();
    let messages: syn::File = syn::parse_str(include_str!("../unsupported.rs")).unwrap();
    let mut untested = Vec::new();
    for item in messages.items {
        let (name, pieces) = match &item {
            syn::Item::Const(item) => (&item.ident, texts(&item.expr)),
            syn::Item::Fn(item) => (&item.sig.ident, texts(&item.block)),
            _ => continue,
        };
        // Single words are names that a message depends on, not messages.
        let mut sentences = pieces.iter().filter(|piece| piece.contains(' '));
        if !sentences.all(|piece| tests.contains(piece)) {
            untested.push(name.to_string());
        }
    }
    assert_eq!(untested, UNRAISED);
}

/// The fixed parts of the texts in a piece of code.
fn texts(code: &impl quote::ToTokens) -> Vec<String> {
    fn collect(tokens: proc_macro2::TokenStream, texts: &mut Vec<String>) {
        for token in tokens {
            if let proc_macro2::TokenTree::Group(group) = &token {
                collect(group.stream(), texts);
            }
            let Ok(text) = syn::parse2::<syn::LitStr>(token.into()) else { continue };
            let text = text.value();
            let pieces = text.split(['{', '}']).step_by(2);
            texts.extend(pieces.map(str::to_string));
        }
    }
    let mut found = Vec::new();
    collect(code.to_token_stream(), &mut found);
    found
}
