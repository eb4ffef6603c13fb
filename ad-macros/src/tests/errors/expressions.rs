//! Methods, macros, calls, values, casts.

use expect_test::expect;

use super::refused;

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
        ("first().unwrap()", "index it, `x[0]`, `x[x.len() - 1]`, or borrow a part, `&x[a..b]`"),
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
        "fn f(x: f64) -> f64 { let mut y = x; let z = g(&mut y); y * z }",
        expect![[r#"
        1:46..1:47 `g` unsupported: a call with a mutable borrow of a value that depends on a differentiated parameter; return the changed value instead
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
            1:78..1:84 `return` unsupported: an early exit inside an expression that the macro passes through; move the expression into a function of its own
            1:46..1:51 `match` unsupported: `match` on or with values that depend on a differentiated parameter; use `if` and `else`
            1:94..1:103 `f64::from` unsupported: this call with arguments that depend on a differentiated parameter; call a plain function that has `#[differentiate]` or `#[primitive]`
        "#]],
    );
}
