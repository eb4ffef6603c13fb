//! Methods, macros, calls, values, casts.

use expect_test::expect;

use super::{accepted, refused};

#[test]
fn methods() {
    refused(
        "fn f(x: f64) -> f64 { x.gamma() + x.to_string().len() as f64 }",
        expect![[r#"
            1:37..1:46 `to_string` unsupported: the method `to_string` on a differentiated value
                note: in `f`, this depends on the parameter `x`
                help: write it as a function with `#[differentiate]` or `#[primitive]`, or take the value out of the derivative with `stop_gradient`
                note: see "A method of std without a derivative" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "fn f(x: &[f64]) -> f64 { x.iter().map(|x| x * x).partition_in_place(|x| *x > 1.0) as f64 }",
        expect![[r#"
            1:50..1:68 `partition_in_place` unsupported: the method `partition_in_place` on a differentiated value
                note: in `f`, this depends on the parameter `x`
                help: write it as a function with `#[differentiate]` or `#[primitive]`, or take the value out of the derivative with `stop_gradient`
                note: see "A method of std without a derivative" in `ad_runtime::errors`
        "#]],
    );
}

/// The unknown method is named, not the known one after it.
#[test]
fn unknown_iterators() {
    refused(
        "fn f(x: &[f64]) -> f64 { x.rchunks_exact(3).map(|c| c[0] * c[1]).sum() }",
        expect![[r#"
            1:28..1:41 `rchunks_exact` unsupported: the method `rchunks_exact` on a differentiated value
                note: in `f`, this depends on the parameter `x`
                help: go by indices: `&xs[start..end]`
                note: see "An iterator that is not known" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "fn f(x: &[f64]) -> f64 { let mut v = x.to_vec(); let h: f64 = v.splice(..2, []).sum(); h * v[0] }",
        expect![[r#"
            1:65..1:71 `splice` unsupported: the method `splice` on a differentiated value
                note: in `f`, `v` depends on the parameter `x`
                help: take the part out with `drain` or `split_off`, and put others in with `insert` or `extend`
                note: see "Taking a part out of a list" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "fn f(x: &[f64]) -> f64 { for v in x.foo(|c| c) { return *v; } 0.0 }",
        expect![[r#"
            1:37..1:40 `foo` unsupported: the method `foo` on a differentiated value
                note: in `f`, this depends on the parameter `x`
                help: write it as a function with `#[differentiate]` or `#[primitive]`, or take the value out of the derivative with `stop_gradient`
                note: see "A method of std without a derivative" in `ad_runtime::errors`
        "#]],
    );
    accepted(
        "fn f(x: f64, s: &str) -> f64 { let mut y = x; for c in s.chars() { y *= f64::from(c as u32); } y }",
    );
}

/// A reference that a call returned may be one to anything: which part of its receiver it is rustc finds.
#[test]
fn assignments_through_calls() {
    accepted("fn f(x: f64) -> f64 { let mut b = buffer(); let r = b.at_mut(0); *r = x; b.at(0) }");
    accepted("fn f(x: f64) -> f64 { let mut b = buffer(); *b.at_mut(0) = x; b.at(0) }");
    refused(
        "fn f(x: f64) -> f64 { let mut b = buffer(); let r = part(&mut b); r.v = x; b.at(0) }",
        expect![[r#"
            1:67..1:70 `r.v` unsupported: an assignment to this place
                help: assign to a local `let mut` variable or a `&mut` parameter, its elements or its fields
                note: see "An assignment to something else than a local" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "fn f(x: f64) -> f64 { let mut b = buffer(); *at_mut(&mut b) = x; b.at(0) }",
        expect![[r#"
            1:45..1:60 `*at_mut(&mut b)` unsupported: an assignment to this place
                help: assign to a local `let mut` variable or a `&mut` parameter, its elements or its fields
                note: see "An assignment to something else than a local" in `ad_runtime::errors`
        "#]],
    );
}

/// What `stop_gradient` holds is no differentiated value, in code that is passed through neither.
#[test]
fn stopped_in_a_closure() {
    accepted(
        "fn f(x: &[f64]) -> f64 {
            let mut order: Vec<usize> = (0..x.len()).collect();
            order.sort_by(|&a, &b| stop_gradient(x[a]).total_cmp(&stop_gradient(x[b])));
            x[order[0]]
        }",
    );
    accepted(
        "fn f(x: &[f64]) -> f64 {
            let mut order: Vec<usize> = (0..x.len()).collect();
            order.sort_by(|&a, &b| stop_gradient(x[a]).total_cmp(&x[b]));
            x[order[0]]
        }",
    );
    refused(
        "fn f(x: f64) -> f64 { for op in &operators() { return op(x); } x }",
        expect![[r#"
            1:55..1:57 `op` unsupported: this call with differentiated arguments
                note: in `f`, this depends on the parameter `x`
                help: call a function or method that has `#[differentiate]` or `#[primitive]`
                note: see "A call of an unknown function" in `ad_runtime::errors`
        "#]],
    );
}

#[test]
fn methods_with_advice() {
    refused(
        "fn f(x: &[f64]) -> f64 { let mut v = x.to_vec(); v.select_nth_unstable_by(0, f64::total_cmp); v[0] }",
        expect![[r#"
            1:52..1:74 `select_nth_unstable_by` unsupported: the method `select_nth_unstable_by` on a differentiated value
                note: in `f`, `v` depends on the parameter `x`
                help: sort by a closure: `v.sort_by(|a, b| a.total_cmp(b))`
                note: see "Sorting" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "fn f(x: &[Vec<f64>]) -> f64 { let v = x.join(&0.0); v[0] }",
        expect![[r#"
            1:41..1:45 `join` unsupported: the method `join` on a differentiated value
                note: in `f`, this depends on the parameter `x`
                help: collect with `flat_map` into a `Vec`
                note: see "Concatenating" in `ad_runtime::errors`
        "#]],
    );
}

#[test]
fn macros() {
    refused(
        "fn f(x: f64) -> f64 { my_macro!(x, 2.0) }",
        expect![[r#"
            1:23..1:31 `my_macro` unsupported: the macro `my_macro!` with differentiated values
                note: in `f`, this depends on the parameter `x`
                help: write what it expands to, or take the values out of the derivative with `stop_gradient`
                note: see "An unknown macro" in `ad_runtime::errors`
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
        "fn f(x: f64, #[constant] g: fn(f64) -> f64) -> f64 { g(x) + (g)(x) }",
        expect![[r#"
            1:54..1:55 `g` unsupported: this call with differentiated arguments
                note: in `f`, this depends on the parameter `x`
                help: call a function or method that has `#[differentiate]` or `#[primitive]`
                note: see "A call of an unknown function" in `ad_runtime::errors`
            1:61..1:64 `(g)` unsupported: this call with differentiated arguments
                note: in `f`, this depends on the parameter `x`
                help: call a function or method that has `#[differentiate]` or `#[primitive]`
                note: see "A call of an unknown function" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "fn f(x: f64) -> f64 { f64::gamma(x) }",
        expect![[r#"
            1:23..1:33 `f64::gamma` unsupported: this call with differentiated arguments
                note: in `f`, this depends on the parameter `x`
                help: call a function or method that has `#[differentiate]` or `#[primitive]`
                note: see "A call of an unknown function" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "fn f(x: f64) -> f64 { <f64 as TryFrom<f32>>::try_from(x) }",
        expect![[r#"
            1:23..1:54 `<f64 as TryFrom<f32>>::try_from` unsupported: this call with differentiated arguments
                note: in `f`, this depends on the parameter `x`
                help: call a function or method that has `#[differentiate]` or `#[primitive]`
                note: see "A call of an unknown function" in `ad_runtime::errors`
        "#]],
    );
}

#[test]
fn macros_that_change_variables() {
    accepted("fn f(x: f64) -> f64 { let mut y = x; assert!({ y *= 2.0; y > 0.0 }); y }");
    refused(
        "fn f(x: f64) -> f64 { let mut v = vec![x]; println!(\"{:?}\", v.pop()); v[0] }",
        expect![[r#"
            1:44..1:51 `println` unsupported: a macro whose arguments may change a variable, with differentiated values
                note: in `f`, `v` depends on the parameter `x`
                help: make the change before the macro
                note: see "A macro that changes something" in `ad_runtime::errors`
        "#]],
    );
}

#[test]
fn values() {
    refused(
        "fn f(x: f64) -> f64 { let r = x..=2.0; *r.start() }",
        expect![[r#"
            1:32..1:35 `..=` unsupported: a range of differentiated values that isn't `a..b`
                note: in `f`, this depends on the parameter `x`
                help: write `a..b`
                note: see "A range of floats" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "fn f(x: f64) -> f64 { let y = &mut (x * x); *y }",
        expect![[r#"
            1:32..1:35 `mut` unsupported: this mutable borrow of a differentiated value
                note: in `f`, this depends on the parameter `x`
                help: bind the value with `let mut` before, and borrow that
                note: see "A mutable borrow of a temporary" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "fn f(x: f64) -> f64 { let mut s = 0.0; g(|y: f64| s += y * x); s }",
        expect![[r#"
            1:51..1:61 `s += y * x` unsupported: a closure of differentiated values that is handed on or calls itself
                note: in `f`, this depends on the parameter `x`
                help: write a function with `#[differentiate]` and pass it the values
                note: see "A closure that is handed on" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "fn f(x: f64) -> f64 { let r = (x..).start; r }",
        expect![[r#"
            1:33..1:35 `..` unsupported: a range of differentiated values that isn't `a..b`
                note: in `f`, this depends on the parameter `x`
                help: write `a..b`
                note: see "A range of floats" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "fn f(x: f64) -> f64 { let i = g(x..=2.0); i }",
        expect![[r#"
            1:34..1:37 `..=` unsupported: a range of differentiated values that isn't `a..b`
                note: in `f`, this depends on the parameter `x`
                help: write `a..b`
                note: see "A range of floats" in `ad_runtime::errors`
        "#]],
    );
}

#[test]
fn references_inside_values() {
    refused(
        "fn f(x: &[f64]) -> f64 { let v = [x, x]; v[0][0] }",
        expect![[r#"
            1:30..1:31 `v` unsupported: a reference to differentiated values inside another value
                note: in `f`, this depends on the parameter `x`
                help: bind it with `let` and use it directly
                note: see "A reference inside of a value" in `ad_runtime::errors`
        "#]],
    );
    accepted(
        "fn f(x: &[f64]) -> (&f64, &f64) { if x[0] > 1.0 { (&x[0], &x[1]) } else { (&x[1], &x[0]) } }",
    );
    accepted("fn f(x: &[f64]) -> f64 { let t = (&x[1..], 2.0); t.0[0] }");
    accepted(
        "fn f(x: &[f64]) -> f64 {
            let mut best = None;
            for v in x { best = Some(v); }
            *best.unwrap()
        }",
    );
    refused(
        "fn f(x: &[f64]) -> f64 {
            let (mut a, mut b) = (x.to_vec(), x.to_vec());
            let (mut old, mut new) = (&mut a, &mut b);
            std::mem::swap(&mut old, &mut new);
            old[0]
        }",
        expect![[r#"
            3:22..3:25 `old` unsupported: a `&mut` reference to differentiated values in a `mut` variable
                note: in `f`, `old` depends on the parameter `x`
                help: let the variable be an index and borrow where it is used, `&mut x[i]`; of two lists that take turns, swap the content: `mem::swap(&mut a, &mut b)`
                note: see "A reference in a `mut` variable" in `ad_runtime::errors`
            3:31..3:34 `new` unsupported: a `&mut` reference to differentiated values in a `mut` variable
                note: in `f`, `new` depends on the parameter `x`
                help: let the variable be an index and borrow where it is used, `&mut x[i]`; of two lists that take turns, swap the content: `mem::swap(&mut a, &mut b)`
                note: see "A reference in a `mut` variable" in `ad_runtime::errors`
        "#]],
    );
    accepted(
        "fn f(x: &[f64]) -> f64 {
            let (mut a, mut b) = (x.to_vec(), x.to_vec());
            std::mem::swap(&mut a, &mut b);
            a[0]
        }",
    );
    accepted("fn f(x: f64, #[constant] w: &[f64]) -> f64 { let mut r = w; r = &r[1..]; x * r[0] }");
    accepted("fn f(x: &[f64]) -> f64 { let mut y = x; y = &x[1..]; y[0] }");
}

#[test]
fn casts() {
    refused(
        "fn f(x: f64) -> f64 { let y = x as Real; x * y as f64 }",
        expect![[r#"
            1:36..1:40 `Real` unsupported: a cast of a differentiated value to this type
                note: in `f`, this depends on the parameter `x`
                help: write `f64`, `f32` or an integer type
                note: see "A cast to an unknown type" in `ad_runtime::errors`
        "#]],
    );
}
