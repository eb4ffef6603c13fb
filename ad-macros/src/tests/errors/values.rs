//! Cells, collections, and what no function may hold.

use expect_test::expect;

use super::{accepted, refused};

#[test]
fn what_no_function_may_hold() {
    refused(
        "fn f(x: f64) -> f64 { unsafe { x } }",
        expect![[r#"
            1:23..1:29 `unsafe` unsupported: an `unsafe` block in a differentiated function
                help: move it into a safe function, with `#[primitive]` if it has a derivative
                note: see "`unsafe`" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "fn f(x: f64) -> f64 { assert!(unsafe { g(x) }); x }",
        expect![[r#"
            1:31..1:37 `unsafe` unsupported: an `unsafe` block in a differentiated function
                help: move it into a safe function, with `#[primitive]` if it has a derivative
                note: see "`unsafe`" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "fn f(x: f64) -> f64 { let y = *(&x as *const f64); y }",
        expect![[r#"
            1:39..1:49 `*const f64` unsupported: a raw pointer in a differentiated function
                note: in `f`, this depends on the parameter `x`
                help: use a reference, or move it into a function of its own, with `#[primitive]` if it has a derivative
                note: see "Raw pointers" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "fn f(x: f64) -> f64 { let p = &raw const x; x }",
        expect![[r#"
            1:31..1:43 `&raw const x` unsupported: a raw pointer in a differentiated function
                help: use a reference, or move it into a function of its own, with `#[primitive]` if it has a derivative
                note: see "Raw pointers" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "fn f(mut x: f64) -> f64 { let p = &mut x as *mut f64; x }",
        expect![[r#"
            1:45..1:53 `*mut f64` unsupported: a raw pointer in a differentiated function
                help: use a reference, or move it into a function of its own, with `#[primitive]` if it has a derivative
                note: see "Raw pointers" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "fn f(x: f64) -> f64 { let y = async { x }; x }",
        expect![[r#"
            1:31..1:36 `async` unsupported: an `async` block in a differentiated function
                help: compute the value in the plain function and await it in its caller
                note: see "`async` blocks" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "fn f(x: f64) -> f64 { let y = g().await; x * y }",
        expect![[r#"
            1:35..1:40 `await` unsupported: `.await` in a differentiated function
                help: await the value in the caller and pass it as a parameter
                note: see "`.await`" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "fn f(x: f64) -> f64 { assert!(g().await); x }",
        expect![[r#"
            1:35..1:40 `await` unsupported: `.await` in a differentiated function
                help: await the value in the caller and pass it as a parameter
                note: see "`.await`" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "fn f(x: f64) -> f64 { yield x; x }",
        expect![[r#"
            1:23..1:28 `yield` unsupported: `yield` in a differentiated function
                help: collect the values in a `Vec` and return it
                note: see "`yield`" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "fn f(x: f64) -> f64 { asm!(\"nop\"); let y: f64; std::arch::asm!(\"{}\", out(reg) y); x }",
        expect![[r#"
            1:23..1:26 `asm` unsupported: inline assembly in a differentiated function
                help: move it into a function with `#[primitive]` and a rule of your own
                note: see "Inline assembly" in `ad_runtime::errors`
            1:48..1:62 `std::arch::asm` unsupported: inline assembly in a differentiated function
                help: move it into a function with `#[primitive]` and a rule of your own
                note: see "Inline assembly" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "fn f(x: f64) -> f64 { let y = try { x }; x }",
        expect![[r#"
            1:31..1:40 `try { x }` unsupported: this expression in a differentiated function
                help: move it into a function of its own, with `#[primitive]` if it has a derivative
                note: see "Anything else" in `ad_runtime::errors`
        "#]],
    );
}

/// A cell that an active value is put into would hand it back without its derivative.
#[test]
fn cells_and_collections() {
    for (source, expected) in [
        (
            "fn f(x: f64) -> f64 { let c = Cell::new(x); c.set(x * 2.0); c.get() }",
            expect![[r#"
                1:31..1:40 `Cell::new` unsupported: std's type `Cell` around differentiated values
                    note: in `f`, this depends on the parameter `x`
                    help: use a `let mut` variable, and pass `&mut` where it is to be changed; one of your own by this name wants a path, `self::Cell`
                    note: see "Cells, locks and atomics" in `ad_runtime::errors`
            "#]],
        ),
        (
            "fn f(x: f64) -> f64 { let c = std::cell::Cell::new(0.0); c.set(x); c.get() }",
            expect![[r#"
                1:31..1:51 `std::cell::Cell::new` unsupported: std's type `Cell` around differentiated values
                    note: in `f`, `c` depends on the parameter `x`
                    help: use a `let mut` variable, and pass `&mut` where it is to be changed; one of your own by this name wants a path, `self::Cell`
                    note: see "Cells, locks and atomics" in `ad_runtime::errors`
            "#]],
        ),
        (
            "fn f(x: f64) -> f64 { let c = Cell::new(0.0); let _ = c.replace(x); c.into_inner() }",
            expect![[r#"
                1:31..1:40 `Cell::new` unsupported: std's type `Cell` around differentiated values
                    note: in `f`, `c` depends on the parameter `x`
                    help: use a `let mut` variable, and pass `&mut` where it is to be changed; one of your own by this name wants a path, `self::Cell`
                    note: see "Cells, locks and atomics" in `ad_runtime::errors`
            "#]],
        ),
        (
            "fn f(x: f64) -> f64 { let c = Cell::new(0.0); let r = &c; r.set(x); c.get() }",
            expect![[r#"
                1:31..1:40 `Cell::new` unsupported: std's type `Cell` around differentiated values
                    note: in `f`, `c` depends on the parameter `x`
                    help: use a `let mut` variable, and pass `&mut` where it is to be changed; one of your own by this name wants a path, `self::Cell`
                    note: see "Cells, locks and atomics" in `ad_runtime::errors`
            "#]],
        ),
        (
            "fn f(x: f64) -> f64 { let c = RefCell::new(0.0); *c.borrow_mut() = x; *c.borrow() }",
            expect![[r#"
                1:31..1:43 `RefCell::new` unsupported: std's type `RefCell` around differentiated values
                    note: in `f`, `c` depends on the parameter `x`
                    help: use a `let mut` variable, and pass `&mut` where it is to be changed; one of your own by this name wants a path, `self::RefCell`
                    note: see "Cells, locks and atomics" in `ad_runtime::errors`
            "#]],
        ),
        (
            "fn f(x: f64) -> f64 { let m = Mutex::new(0.0); *m.lock().unwrap() += x; m.into_inner().unwrap() }",
            expect![[r#"
                1:31..1:41 `Mutex::new` unsupported: std's type `Mutex` around differentiated values
                    note: in `f`, `m` depends on the parameter `x`
                    help: use a `let mut` variable, and pass `&mut` where it is to be changed; one of your own by this name wants a path, `self::Mutex`
                    note: see "Cells, locks and atomics" in `ad_runtime::errors`
            "#]],
        ),
        (
            "fn f(x: f64) -> f64 { let m = Mutex::new(1.0); let mut g = m.lock().unwrap(); *g = x; drop(g); let y = *m.lock().unwrap(); y }",
            expect![[r#"
                1:31..1:41 `Mutex::new` unsupported: std's type `Mutex` around differentiated values
                    note: in `f`, `m` depends on the parameter `x`
                    help: use a `let mut` variable, and pass `&mut` where it is to be changed; one of your own by this name wants a path, `self::Mutex`
                    note: see "Cells, locks and atomics" in `ad_runtime::errors`
            "#]],
        ),
        (
            "fn f(x: f64) -> f64 { let r = Rc::new(x); *r * Rc::strong_count(&r) as f64 }",
            expect![[r#"
                1:48..1:64 `Rc::strong_count` unsupported: a function of `Rc` or `Arc` that changes what is shared, or tells how it is
                    note: in `f`, `r` depends on the parameter `x`
                    help: read it through the pointer, `*r`, `r.field`, `r.method()`; what is to be changed wants a `let mut` variable or a `Box`
                    note: see "What is counted" in `ad_runtime::errors`
            "#]],
        ),
        (
            "fn f(x: f64) -> f64 { let mut m = LinkedList::new(); m.push_back(x); m.front().copied().unwrap_or(0.0) }",
            expect![[r#"
                1:35..1:50 `LinkedList::new` unsupported: std's type `LinkedList` around differentiated values
                    note: in `f`, `m` depends on the parameter `x`
                    help: use a `Vec`, a `VecDeque` or a `BTreeMap`; one of your own by this name wants a path, `self::LinkedList`
                    note: see "Collections" in `ad_runtime::errors`
            "#]],
        ),
        (
            "fn f(x: f64) -> f64 { let mut q = LinkedList::new(); q.push_back(x); q.pop_front().unwrap() }",
            expect![[r#"
                1:35..1:50 `LinkedList::new` unsupported: std's type `LinkedList` around differentiated values
                    note: in `f`, `q` depends on the parameter `x`
                    help: use a `Vec`, a `VecDeque` or a `BTreeMap`; one of your own by this name wants a path, `self::LinkedList`
                    note: see "Collections" in `ad_runtime::errors`
            "#]],
        ),
        (
            "fn f(x: f64, #[constant] c: &Cell<f64>) -> f64 { c.set(x); c.get() }",
            expect![[r#"
                1:26..1:27 `c` unsupported: std's type `Cell` around differentiated values
                    note: in `f`, `c` depends on the parameter `x`
                    help: use a `let mut` variable, and pass `&mut` where it is to be changed; one of your own by this name wants a path, `self::Cell`
                    note: see "Cells, locks and atomics" in `ad_runtime::errors`
            "#]],
        ),
        (
            "fn f(x: f64, #[constant] c: &AtomicU64) -> f64 { c.store(x.to_bits(), SeqCst); f64::from_bits(c.load(SeqCst)) }",
            expect![[r#"
                1:26..1:27 `c` unsupported: std's type `AtomicU64` around differentiated values
                    note: in `f`, `c` depends on the parameter `x`
                    help: use a `let mut` variable, and pass `&mut` where it is to be changed; one of your own by this name wants a path, `self::AtomicU64`
                    note: see "Cells, locks and atomics" in `ad_runtime::errors`
                1:60..1:67 `to_bits` unsupported: the method `to_bits` on a differentiated value
                    note: in `f`, this depends on the parameter `x`
                    help: write it as a function with `#[differentiate]` or `#[primitive]`, or take the value out of the derivative with `stop_gradient`
                    note: see "A method of std without a derivative" in `ad_runtime::errors`
            "#]],
        ),
        (
            "fn f(x: f64) -> f64 { let c = OnceCell::new(); let y = c.get_or_init(|| x); *y }",
            expect![[r#"
                1:31..1:44 `OnceCell::new` unsupported: std's type `OnceCell` around differentiated values
                    note: in `f`, `c` depends on the parameter `x`
                    help: use a `let mut` variable, and pass `&mut` where it is to be changed; one of your own by this name wants a path, `self::OnceCell`
                    note: see "Cells, locks and atomics" in `ad_runtime::errors`
            "#]],
        ),
        (
            "fn f(x: f64) -> f64 { let w = Wrapping(x); w.0 }",
            expect![[r#"
                1:31..1:39 `Wrapping` unsupported: std's type `Wrapping` around differentiated values
                    note: in `f`, this depends on the parameter `x`
                    help: use a `let mut` variable, and pass `&mut` where it is to be changed; one of your own by this name wants a path, `self::Wrapping`
                    note: see "Cells, locks and atomics" in `ad_runtime::errors`
            "#]],
        ),
    ] {
        refused(source, expected);
    }
}

/// A macro may look at an active value; what it makes of it may not come back.
#[test]
fn what_macros_make() {
    refused(
        "fn f(x: f64) -> f64 { let s = format!(\"{x}\"); s.parse::<f64>().unwrap() }",
        expect![[r#"
            1:31..1:37 `format` unsupported: the macro `format!` with differentiated values
                note: in `f`, this depends on the parameter `x`
                help: write what it expands to, or take the values out of the derivative with `stop_gradient`
                note: see "An unknown macro" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "fn f(x: f64) -> f64 { let y = my_macro!(x); let z = y; z * 2.0 }",
        expect![[r#"
            1:31..1:39 `my_macro` unsupported: the macro `my_macro!` with differentiated values
                note: in `f`, this depends on the parameter `x`
                help: write what it expands to, or take the values out of the derivative with `stop_gradient`
                note: see "An unknown macro" in `ad_runtime::errors`
        "#]],
    );
    accepted("fn f(x: f64) -> f64 { let s = format!(\"{x}\"); println!(\"{s}\"); x }");
}

/// The note names the parameter, and the last name on the way from it.
#[test]
fn notes() {
    refused(
        "fn loss(x: f64) -> f64 { f64::gamma(x) }",
        expect![[r#"
            1:26..1:36 `f64::gamma` unsupported: this call with differentiated arguments
                note: in `loss`, this depends on the parameter `x`
                help: call a function or method that has `#[differentiate]` or `#[primitive]`
                note: see "A call of an unknown function" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "fn loss(x: f64, w: &[f64]) -> f64 { let y = x * w[0]; let z = y + 1.0; f64::gamma(z) }",
        expect![[r#"
            1:72..1:82 `f64::gamma` unsupported: this call with differentiated arguments
                note: in `loss`, `z` depends on the parameter `x`
                help: call a function or method that has `#[differentiate]` or `#[primitive]`
                note: see "A call of an unknown function" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "fn loss(x: f64, (a, b): (f64, f64)) -> f64 { let mut s = 0.0; for i in 0..3 { s += b; } x * f64::gamma(s) }",
        expect![[r#"
            1:93..1:103 `f64::gamma` unsupported: this call with differentiated arguments
                note: in `loss`, `s` depends on the parameter `(a, b)`
                help: call a function or method that has `#[differentiate]` or `#[primitive]`
                note: see "A call of an unknown function" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "fn loss(mut x: f64) -> f64 { x *= 2.0; f64::gamma(x) }",
        expect![[r#"
            1:40..1:50 `f64::gamma` unsupported: this call with differentiated arguments
                note: in `loss`, this depends on the parameter `x`
                help: call a function or method that has `#[differentiate]` or `#[primitive]`
                note: see "A call of an unknown function" in `ad_runtime::errors`
        "#]],
    );
}

#[test]
fn everything_else() {
    refused(
        "fn f(x: f64) -> f64 { let y = const { 1.0 }; x * y }",
        expect![[r#"
            1:31..1:44 `const { 1.0 }` unsupported: this expression in a differentiated function
                help: move it into a function of its own, with `#[primitive]` if it has a derivative
                note: see "Anything else" in `ad_runtime::errors`
        "#]],
    );
}

#[test]
fn exits_inside_of_what_passes_through() {
    refused(
        "fn f(x: f64) -> f64 { println!(\"{}\", g()? > x); x }",
        expect![[r#"
            1:41..1:42 `?` unsupported: an early exit inside an expression that the macro passes through
                help: bind the value with `let` before
                note: see "An early exit inside of what is passed through" in `ad_runtime::errors`
        "#]],
    );
}

/// An error is a constant: what looks at it is passed through, and a derivative doesn't go through it.
#[test]
fn errors() {
    accepted("fn f(x: f64) -> Result<f64, String> { Ok(g(x).map_err(|e| e.to_string())? * x) }");
    accepted("fn f(x: f64) -> Result<f64, String> { g(x).map_err(|e| e + \"!\") }");
    accepted("fn f(x: f64) -> Result<f64, f64> { if x > 0.0 { Ok(x) } else { Err(x) } }");
    refused(
        "fn f(x: f64) -> f64 { match g(x) { Ok(y) => y, Err(e) => e * x } }",
        expect![[r#"
            1:52..1:53 `e` unsupported: a derivative through what is in an `Err`; an error is a constant
                note: in `f`, `e` depends on the parameter `x`
                help: return what is to be differentiated in `Ok`, or take it out of the derivative with `stop_gradient(..)`
                note: see "What is in an `Err`" in `ad_runtime::errors`
        "#]],
    );
    refused(
        "fn f(x: f64) -> f64 { match &g(x) { Ok(y) => *y, Err(Bad { value, .. }) => value.sin() } }",
        expect![[r#"
            1:60..1:65 `value` unsupported: a derivative through what is in an `Err`; an error is a constant
                note: in `f`, `value` depends on the parameter `x`
                help: return what is to be differentiated in `Ok`, or take it out of the derivative with `stop_gradient(..)`
                note: see "What is in an `Err`" in `ad_runtime::errors`
        "#]],
    );
}

/// What a method of something constant returns may refer to it, and hand the values back without their derivatives.
#[test]
fn stores_where_nobody_sees() {
    refused(
        "fn f(x: f64) -> f64 { *LAST.lock().unwrap() = x * x; let y = *LAST.lock().unwrap(); y * x }",
        expect![[r#"
            1:45..1:46 `=` unsupported: an assignment to this place
                note: in `f`, this depends on the parameter `x`
                help: assign to a local `let mut` variable or a `&mut` parameter, its elements or its fields
                note: see "An assignment to something else than a local" in `ad_runtime::errors`
        "#]],
    );
}
