//! Items, signatures.

use expect_test::expect;

use super::super::support::check_errors;
use super::{accepted, refused};

#[test]
fn not_a_function() {
    refused(
        "struct S { x: f64 }",
        expect![[r#"
            1:1..1:7 `struct` unsupported: `#[differentiate]` on an item that is not a function
                help: put it on a `fn`, an `impl` or a `trait`
                note: see "An item that is not a function" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "enum E { A(f64) }",
        expect![[r#"
            1:1..1:5 `enum` unsupported: `#[differentiate]` on an item that is not a function
                help: put it on a `fn`, an `impl` or a `trait`
                note: see "An item that is not a function" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "impl f64 { fn f(x: f64) -> f64 { x } }",
        expect![[r#"
            1:6..1:9 `f64` unsupported: an `impl` for a type that can't have methods of this crate
                help: put `#[differentiate]` on a free function, or on the trait and this `impl`, without `inherent`
                note: see "An `impl` for a type of another crate" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "mod m { fn f(x: f64) -> f64 { x } }",
        expect![[r#"
            1:1..1:4 `mod` unsupported: `#[differentiate]` on an item that is not a function
                help: put it on a `fn`, an `impl` or a `trait`
                note: see "An item that is not a function" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "const K: f64 = 1.0;",
        expect![[r#"
            1:1..1:20 `const K: f64 = 1.0;` unsupported: `#[differentiate]` on an item that is not a function
                help: put it on a `fn`, an `impl` or a `trait`
                note: see "An item that is not a function" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "use std::f64;",
        expect![[r#"
            1:1..1:14 `use std::f64;` unsupported: `#[differentiate]` on an item that is not a function
                help: put it on a `fn`, an `impl` or a `trait`
                note: see "An item that is not a function" in `ad_runtime::errors`
        "#]],
    );
}

#[test]
fn qualifiers() {
    refused(
        "async fn f(x: f64) -> f64 { x }",
        expect![[r#"
            1:1..1:6 `async` unsupported: an `async` function
                help: differentiate a plain function and call it from the `async` one
                note: see "`async fn`" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "unsafe fn f(x: f64) -> f64 { x }",
        expect![[r#"
            1:1..1:7 `unsafe` unsupported: an `unsafe` function
                help: call it in a safe function with `#[primitive]` and a rule of your own
                note: see "`unsafe fn`" in `ad_runtime::errors`
        "#]],
    );
    refused(
        r#"extern "C" fn f(x: f64) -> f64 { x }"#,
        expect![[r#"
            1:1..1:11 `extern "C"` unsupported: an `extern` function
                help: differentiate a plain function and call it from the `extern` one
                note: see "`extern fn`" in `ad_runtime::errors`
        "#]],
    );
    refused(
        r#"unsafe extern "C" fn f(x: f64, ...) -> f64 { x }"#,
        expect![[r#"
            1:1..1:7 `unsafe` unsupported: an `unsafe` function
                help: call it in a safe function with `#[primitive]` and a rule of your own
                note: see "`unsafe fn`" in `ad_runtime::errors`
            1:8..1:18 `extern "C"` unsupported: an `extern` function
                help: differentiate a plain function and call it from the `extern` one
                note: see "`extern fn`" in `ad_runtime::errors`
            1:32..1:35 `...` unsupported: this parameter
                help: write `name: Type`
                note: see "A parameter that is none" in `ad_runtime::errors`
        "#]],
    );
}

#[test]
fn parameters() {
    refused(
        "fn f(&self, x: f64) -> f64 { x }",
        expect![[r#"
            1:6..1:11 `&self` unsupported: the attribute on a method alone
                help: put `#[differentiate]` on the `impl` block, and `#[differentiate(skip)]` on the methods that it shall leave out
                note: see "A method alone" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "fn f(n: usize, #[constant] x: f64) -> f64 { x }",
        expect![[r#"
            1:1..1:5 `fn f` no parameter to differentiate by: none holds an `f64` or `f32` that is not `#[constant]` or left out of `wrt(..)`
                help: free a parameter, or remove the attribute
                note: see "No parameter to differentiate by" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "fn f() -> f64 { 1.0 }",
        expect![[r#"
            1:1..1:5 `fn f` no parameter to differentiate by: none holds an `f64` or `f32` that is not `#[constant]` or left out of `wrt(..)`
                help: free a parameter, or remove the attribute
                note: see "No parameter to differentiate by" in `ad_runtime::errors`
        "#]],
    );
}

#[test]
fn parameters_that_are_spelled_alike() {
    refused(
        "fn f(x: f64, n: usize, r#x: f64) -> f64 { x }",
        expect![[r#"
            1:24..1:27 `r#x` unsupported: two parameters that are spelled alike
                help: give one of them another name; a macro's parameter and its caller's are two, but their derivatives are named after them
                note: see "Two parameters that are spelled alike" in `ad_runtime::errors`
        "#]],
    );
}

#[test]
fn parameter_types() {
    for (source, expected) in [
        (
            "fn f(x: f64, c: &Cell<f64>, m: &[Mutex<f64>], h: &std::collections::BTreeSet<u8>) -> f64 { x }",
            expect![[r#"
                1:17..1:27 `&Cell<f64>` unsupported: a parameter of std's type `Cell` to differentiate by
                    help: pass its content (a float, an array, a slice, a `Vec`), or mark the parameter `#[constant]`; one of your own by this name wants a path, `self::Cell`
                    note: see "One of std's types that have no tangents" in `ad_runtime::errors`
                1:32..1:45 `&[Mutex<f64>]` unsupported: a parameter of std's type `Mutex` to differentiate by
                    help: pass its content (a float, an array, a slice, a `Vec`), or mark the parameter `#[constant]`; one of your own by this name wants a path, `self::Mutex`
                    note: see "One of std's types that have no tangents" in `ad_runtime::errors`
                1:50..1:81 `&std::collections::BTreeSet<u8>` unsupported: a parameter of std's type `BTreeSet` to differentiate by
                    help: pass its content (a float, an array, a slice, a `Vec`), or mark the parameter `#[constant]`; one of your own by this name wants a path, `self::BTreeSet`
                    note: see "One of std's types that have no tangents" in `ad_runtime::errors`
            "#]],
        ),
        (
            "fn f(x: f64, p: *const f64) -> f64 { x }",
            expect![[r#"
                1:17..1:27 `*const f64` unsupported: a raw pointer as a parameter to differentiate by
                    help: take a reference or a slice, or mark the parameter `#[constant]`
                    note: see "A raw pointer" in `ad_runtime::errors`
            "#]],
        ),
    ] {
        refused(source, expected);
    }
    accepted(
        "fn f(x: f64, g: &dyn Fn(u8) -> u8, #[constant] m: &dyn Model, #[constant] p: *mut f64, c: &crate::Cell) -> f64 { x }",
    );
}

#[test]
fn results() {
    refused(
        "fn f(x: f64) { assert!(x > 0.0); }",
        expect![[r#"
            1:1..1:5 `fn f` no output to differentiate: the result holds no `f64` or `f32`
                help: return a float (or a `bool` or an integer that selects), or remove the attribute
                note: see "No output to differentiate" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "fn f(x: &mut [f64]) -> &mut [f64] { x }",
        expect![[r#"
            1:24..1:34 `&mut [f64]` unsupported: returning a `&mut` reference
                help: let the caller borrow the part, `&mut x[1..]`, or return an index
                note: see "A result that is a reference" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "fn f(x: &mut [f64]) -> impl Iterator<Item = &mut f64> { x.iter_mut() }",
        expect![[r#"
            1:24..1:54 `impl Iterator<Item = &mut f64>` unsupported: returning this iterator over differentiated values
                help: write its items out, `impl Iterator<Item = &f64>`, which are not to be changed; or return the list, `&[f64]` or a `Vec<f64>`, and iterate over that
                note: see "A result that is an iterator" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "fn f(x: &[f64], #[constant] noise: &Noise) -> impl Iterator<Item = f64> { x.iter().map(|x| x * noise.next()) }",
        expect![[r#"
            1:4..1:5 `f` unsupported: returning an iterator that may do something else whenever an item is made
                help: collect the items in the function, and return the `Vec`; or let its closures call functions with `#[differentiate]` that do nothing else, and look at numbers and lists of std's
                note: see "A result that is an iterator with effects" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "fn f(x: f64) -> impl Iterator<Item = f64> { (1..).map(|i| x * i as f64) }",
        expect![[r#"
            1:1..1:1 `` unsupported: returning an iterator of which nobody sees that it ends
                help: end it by a number, `.take(n)`, or return a `Vec`
                note: see "A result that is an iterator without an end" in `ad_runtime::errors`
        "#]],
    );
    accepted("fn f(x: &[f64]) -> impl Iterator<Item = &f64> + '_ { x.iter() }");
    // A method's: it is called with constants alone.
    accepted(
        "impl Table { fn column(&mut self, j: usize) -> impl Iterator<Item = &mut f64> + '_ { self.data.iter_mut().skip(j) } fn all(&mut self) -> std::slice::IterMut<'_, f64> { self.data.iter_mut() } }",
    );
}

/// Blocks, and what stands in them.
#[test]
fn blocks() {
    check_errors(
        "inherent",
        "impl<T> Loss for &T { fn f(x: f64) -> f64 { x } }",
        expect![[r#"
            1:18..1:20 `&T` unsupported: an `impl` for a type that can't have methods of this crate
                help: put `#[differentiate]` on a free function, or on the trait and this `impl`, without `inherent`
                note: see "An `impl` for a type of another crate" in `ad_runtime::errors`
        "#]],
    );
    check_errors(
        "inherent",
        "impl<T> Loss for T { fn f(x: f64) -> f64 { x } }",
        expect![[r#"
            1:18..1:19 `T` unsupported: an `impl` for a type that can't have methods of this crate
                help: put `#[differentiate]` on a free function, or on the trait and this `impl`, without `inherent`
                note: see "An `impl` for a type of another crate" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "impl Model {
            fn len(&self) -> usize { 1 }
            fn name(&self) -> &str { \"\" }
            #[differentiate] fn count(#[constant] &self) -> usize { 1 }
            #[differentiate(wrt(y))] fn f(x: f64) -> f64 { x }
            #[differentiate(skip)] fn g(x: f64) -> f64 { x.gamma() }
            #[differentiate(skip, fast)] fn h(x: f64) -> f64 { x }
            async fn i(x: f64) -> f64 { x }
            fn j(x: f64) -> f64 { x.gamma() }
        }",
        expect![[r#"
            4:30..4:38 `fn count` no parameter to differentiate by: none holds an `f64` or `f32` that is not `#[constant]` or left out of `wrt(..)`
                help: free a parameter, or remove the attribute
                note: see "No parameter to differentiate by" in `ad_runtime::errors`
            5:33..5:34 `y` `y` is not a parameter of this function
                help: its parameters are `x`
                note: see "`wrt` of no parameter" in `ad_runtime::errors`
            7:35..7:39 `fast` unknown option of `#[differentiate]`
                help: the options are `wrt(x, w)`, `forward`, `reverse`, `order = 2`, `lanes`, `simplify = "real"`, `dump`, `crate = path`, `name = f_ad` on functions, and `skip` on methods
                note: see "An unknown option" in `ad_runtime::errors`
            8:13..8:18 `async` unsupported: an `async` function
                help: differentiate a plain function and call it from the `async` one
                note: see "`async fn`" in `ad_runtime::errors`
        "#]],
    );
    check_errors(
        "wrt(x, z)",
        "impl Model { fn f(x: f64, y: f64) -> f64 { x * y } }",
        expect![[r#"
            1:8..1:9 `z` `z` is not a differentiable parameter of any function in this block
                help: leave it out of `wrt(..)`
                note: see "`wrt` of no parameter in a block" in `ad_runtime::errors`
        "#]],
    );
}
