//! Cells, collections, iterators, and what no function may hold.

use expect_test::expect;

use super::{accepted, refused};

#[test]
fn what_no_function_may_hold() {
    refused(
        "fn f(x: f64) -> f64 { unsafe { x } }",
        expect![[r#"
        1:23..1:29 `unsafe` unsupported: an `unsafe` block in a differentiated function
            help: move it into a safe function, with `#[primitive]` if it has a derivative
    "#]],
    );
    refused(
        "fn f(x: f64) -> f64 { assert!(unsafe { g(x) }); x }",
        expect![[r#"
        1:31..1:37 `unsafe` unsupported: an `unsafe` block in a differentiated function
            help: move it into a safe function, with `#[primitive]` if it has a derivative
        1:23..1:29 `assert` unsupported: a macro whose arguments may change a variable, with differentiated values
            note: in `f`, this depends on the parameter `x`
            help: make the change before the macro
    "#]],
    );
    refused(
        "fn f(x: f64) -> f64 { let y = *(&x as *const f64); y }",
        expect![[r#"
        1:39..1:49 `*const f64` unsupported: a raw pointer in a differentiated function
            note: in `f`, this depends on the parameter `x`
            help: use a reference, or move it into a function of its own, with `#[primitive]` if it has a derivative
    "#]],
    );
    refused(
        "fn f(x: f64) -> f64 { let p = &raw const x; x }",
        expect![[r#"
        1:31..1:43 `&raw const x` unsupported: a raw pointer in a differentiated function
            help: use a reference, or move it into a function of its own, with `#[primitive]` if it has a derivative
    "#]],
    );
    refused(
        "fn f(mut x: f64) -> f64 { let p = &mut x as *mut f64; x }",
        expect![[r#"
        1:45..1:53 `*mut f64` unsupported: a raw pointer in a differentiated function
            help: use a reference, or move it into a function of its own, with `#[primitive]` if it has a derivative
    "#]],
    );
    refused(
        "fn f(x: f64) -> f64 { let y = async { x }; x }",
        expect![[r#"
        1:31..1:36 `async` unsupported: an `async` block in a differentiated function
            help: compute the value in the plain function and await it in its caller
    "#]],
    );
    refused(
        "fn f(x: f64) -> f64 { let y = g().await; x * y }",
        expect![[r#"
        1:35..1:40 `await` unsupported: `.await` in a differentiated function
            help: await the value in the caller and pass it as a parameter
    "#]],
    );
    refused(
        "fn f(x: f64) -> f64 { assert!(g().await); x }",
        expect![[r#"
        1:35..1:40 `await` unsupported: `.await` in a differentiated function
            help: await the value in the caller and pass it as a parameter
    "#]],
    );
    refused(
        "fn f(x: f64) -> f64 { yield x; x }",
        expect![[r#"
        1:23..1:28 `yield` unsupported: `yield` in a differentiated function
            help: collect the values in a `Vec` and return it
    "#]],
    );
    refused(
        "fn f(x: f64) -> f64 { asm!(\"nop\"); let y: f64; std::arch::asm!(\"{}\", out(reg) y); x }",
        expect![[r#"
        1:23..1:26 `asm` unsupported: inline assembly in a differentiated function
            help: move it into a function with `#[primitive]` and a rule of your own
        1:48..1:62 `std::arch::asm` unsupported: inline assembly in a differentiated function
            help: move it into a function with `#[primitive]` and a rule of your own
    "#]],
    );
    refused(
        "fn f(x: f64) -> f64 { let y = try { x }; x }",
        expect![[r#"
        1:31..1:40 `try { x }` unsupported: this expression in a differentiated function
            help: move it into a function of its own, with `#[primitive]` if it has a derivative
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
                help: use a `let mut` variable, and pass `&mut` where it is to be changed
        "#]],
        ),
        (
            "fn f(x: f64) -> f64 { let c = std::cell::Cell::new(0.0); c.set(x); c.get() }",
            expect![[r#"
            1:31..1:51 `std::cell::Cell::new` unsupported: std's type `Cell` around differentiated values
                note: in `f`, `c` depends on the parameter `x`
                help: use a `let mut` variable, and pass `&mut` where it is to be changed
        "#]],
        ),
        (
            "fn f(x: f64) -> f64 { let c = Cell::new(0.0); let _ = c.replace(x); c.into_inner() }",
            expect![[r#"
            1:31..1:40 `Cell::new` unsupported: std's type `Cell` around differentiated values
                note: in `f`, `c` depends on the parameter `x`
                help: use a `let mut` variable, and pass `&mut` where it is to be changed
        "#]],
        ),
        (
            "fn f(x: f64) -> f64 { let c = Cell::new(0.0); let r = &c; r.set(x); c.get() }",
            expect![[r#"
            1:31..1:40 `Cell::new` unsupported: std's type `Cell` around differentiated values
                note: in `f`, `c` depends on the parameter `x`
                help: use a `let mut` variable, and pass `&mut` where it is to be changed
        "#]],
        ),
        (
            "fn f(x: f64) -> f64 { let c = RefCell::new(0.0); *c.borrow_mut() = x; *c.borrow() }",
            expect![[r#"
            1:31..1:43 `RefCell::new` unsupported: std's type `RefCell` around differentiated values
                note: in `f`, `c` depends on the parameter `x`
                help: use a `let mut` variable, and pass `&mut` where it is to be changed
            1:53..1:63 `borrow_mut` unsupported: the method `borrow_mut` on a differentiated value
                note: in `f`, `c` depends on the parameter `x`
                help: write it as a function with `#[differentiate]` or `#[primitive]`, or take the value out of the derivative with `stop_gradient`
            1:74..1:80 `borrow` unsupported: the method `borrow` on a differentiated value
                note: in `f`, `c` depends on the parameter `x`
                help: write it as a function with `#[differentiate]` or `#[primitive]`, or take the value out of the derivative with `stop_gradient`
        "#]],
        ),
        (
            "fn f(x: f64) -> f64 { let m = Mutex::new(0.0); *m.lock().unwrap() += x; m.into_inner().unwrap() }",
            expect![[r#"
            1:31..1:41 `Mutex::new` unsupported: std's type `Mutex` around differentiated values
                note: in `f`, `m` depends on the parameter `x`
                help: use a `let mut` variable, and pass `&mut` where it is to be changed
            1:51..1:55 `lock` unsupported: the method `lock` on a differentiated value
                note: in `f`, `m` depends on the parameter `x`
                help: write it as a function with `#[differentiate]` or `#[primitive]`, or take the value out of the derivative with `stop_gradient`
        "#]],
        ),
        (
            "fn f(x: f64) -> f64 { let m = Mutex::new(1.0); let mut g = m.lock().unwrap(); *g = x; drop(g); let y = *m.lock().unwrap(); y }",
            expect![[r#"
            1:31..1:41 `Mutex::new` unsupported: std's type `Mutex` around differentiated values
                note: in `f`, `m` depends on the parameter `x`
                help: use a `let mut` variable, and pass `&mut` where it is to be changed
            1:62..1:66 `lock` unsupported: the method `lock` on a differentiated value
                note: in `f`, `m` depends on the parameter `x`
                help: write it as a function with `#[differentiate]` or `#[primitive]`, or take the value out of the derivative with `stop_gradient`
            1:107..1:111 `lock` unsupported: the method `lock` on a differentiated value
                note: in `f`, `m` depends on the parameter `x`
                help: write it as a function with `#[differentiate]` or `#[primitive]`, or take the value out of the derivative with `stop_gradient`
        "#]],
        ),
        (
            "fn f(x: f64) -> f64 { let r = Rc::new(x); *r }",
            expect![[r#"
            1:31..1:38 `Rc::new` unsupported: std's type `Rc` around differentiated values
                note: in `f`, this depends on the parameter `x`
                help: use the value itself, a reference to it, or a `Box`
        "#]],
        ),
        (
            "fn f(x: f64) -> f64 { let mut m = HashMap::new(); m.insert(1, x); m[&1] }",
            expect![[r#"
            1:35..1:47 `HashMap::new` unsupported: std's type `HashMap` around differentiated values
                note: in `f`, `m` depends on the parameter `x`
                help: use a `Vec`, with the keys in another
        "#]],
        ),
        (
            "fn f(x: f64) -> f64 { let mut q = VecDeque::new(); q.push_back(x); q.pop_front().unwrap() }",
            expect![[r#"
            1:35..1:48 `VecDeque::new` unsupported: std's type `VecDeque` around differentiated values
                note: in `f`, `q` depends on the parameter `x`
                help: use a `Vec`, with the keys in another
            1:54..1:63 `push_back` unsupported: the method `push_back` on a differentiated value
                note: in `f`, this depends on the parameter `x`
                help: write it as a function with `#[differentiate]` or `#[primitive]`, or take the value out of the derivative with `stop_gradient`
            1:70..1:79 `pop_front` unsupported: the method `pop_front` on a differentiated value
                note: in `f`, `q` depends on the parameter `x`
                help: write it as a function with `#[differentiate]` or `#[primitive]`, or take the value out of the derivative with `stop_gradient`
        "#]],
        ),
        (
            "fn f(x: f64, #[constant] c: &Cell<f64>) -> f64 { c.set(x); c.get() }",
            expect![[r#"
            1:26..1:27 `c` unsupported: std's type `Cell` around differentiated values
                note: in `f`, `c` depends on the parameter `x`
                help: use a `let mut` variable, and pass `&mut` where it is to be changed
        "#]],
        ),
        (
            "fn f(x: f64, #[constant] c: &AtomicU64) -> f64 { c.store(x.to_bits(), SeqCst); f64::from_bits(c.load(SeqCst)) }",
            expect![[r#"
                1:26..1:27 `c` unsupported: std's type `AtomicU64` around differentiated values
                    note: in `f`, `c` depends on the parameter `x`
                    help: use a `let mut` variable, and pass `&mut` where it is to be changed
                1:60..1:67 `to_bits` unsupported: the method `to_bits` on a differentiated value
                    note: in `f`, this depends on the parameter `x`
                    help: write it as a function with `#[differentiate]` or `#[primitive]`, or take the value out of the derivative with `stop_gradient`
            "#]],
        ),
        (
            "fn f(x: f64) -> f64 { let c = OnceCell::new(); let y = c.get_or_init(|| x); *y }",
            expect![[r#"
            1:31..1:44 `OnceCell::new` unsupported: std's type `OnceCell` around differentiated values
                note: in `f`, `c` depends on the parameter `x`
                help: use a `let mut` variable, and pass `&mut` where it is to be changed
            1:58..1:69 `get_or_init` unsupported: the method `get_or_init` on a differentiated value
                note: in `f`, this depends on the parameter `x`
                help: write it as a function with `#[differentiate]` or `#[primitive]`, or take the value out of the derivative with `stop_gradient`
        "#]],
        ),
        (
            "fn f(x: f64) -> f64 { let w = Wrapping(x); w.0 }",
            expect![[r#"
            1:31..1:39 `Wrapping` unsupported: std's type `Wrapping` around differentiated values
                note: in `f`, this depends on the parameter `x`
                help: use a `let mut` variable, and pass `&mut` where it is to be changed
        "#]],
        ),
    ] {
        refused(source, expected);
    }
}

#[test]
fn iterators() {
    refused(
        "fn f(x: &[f64]) -> f64 { let mut i = x.iter(); let mut s = 0.0; while let Some(y) = i.next() { s += y; } s }",
        expect![[r#"
        1:30..1:35 `mut i` unsupported: an iterator that is advanced by hand
            help: loop over it with `for`, or go by indices, `xs[i]`
        1:87..1:91 `next` unsupported: an iterator that is advanced by hand
            help: loop over it with `for`, or go by indices, `xs[i]`
    "#]],
    );
    refused(
        "fn f(x: &[f64]) -> f64 { let mut i = x.iter(); let n = i.position(|y| *y > 1.0); i.sum() }",
        expect![[r#"
        1:30..1:35 `mut i` unsupported: an iterator that is advanced by hand
            help: loop over it with `for`, or go by indices, `xs[i]`
    "#]],
    );
    refused(
        "fn f(x: &[f64]) -> f64 { *x.iter().nth(2).unwrap() }",
        expect![[r#"
        1:36..1:39 `nth` unsupported: an iterator that is advanced by hand
            help: loop over it with `for`, or go by indices, `xs[i]`
    "#]],
    );
    refused(
        "fn f(x: &[f64]) -> f64 { x.iter().map(3).sum() }",
        expect![[r#"
        1:35..1:38 `map` unsupported: an iterator's method with anything but a closure or a function
            help: write the closure in its place, `|x| ..`
    "#]],
    );
    refused(
        "fn f(x: f64) -> f64 { (0..).map(|i| x * i as f64).sum() }",
        expect![[r#"
        1:51..1:54 `sum` unsupported: an iterator without an end
            help: give it one with `take(n)` or `zip`
    "#]],
    );
    refused(
        "fn f(x: &[f64]) -> f64 { let m = x.iter().map(|y| (1, *y)).collect::<HashMap<_, _>>(); m[&1] }",
        expect![[r#"
        1:60..1:67 `collect` unsupported: `collect` into anything but a `Vec`
            help: collect into a `Vec<_>` and convert that
    "#]],
    );
    refused(
        "fn f(x: &[f64]) -> f64 { let i = x.iter(); println!(\"{:?}\", i); let g = |y: f64| y; assert!(g(1.0) > 0.0); x[0] }",
        expect![[r#"
            1:61..1:62 `i` unsupported: a local closure or iterator inside a macro or an expression that is passed through
                help: bind its value with `let` before
        "#]],
    );
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
    "#]],
    );
    refused(
        "fn f(x: f64) -> f64 { let y = my_macro!(x); let z = y; z * 2.0 }",
        expect![[r#"
        1:31..1:39 `my_macro` unsupported: the macro `my_macro!` with differentiated values
            note: in `f`, this depends on the parameter `x`
            help: write what it expands to, or take the values out of the derivative with `stop_gradient`
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
    "#]],
    );
    refused(
        "fn loss(x: f64, w: &[f64]) -> f64 { let y = x * w[0]; let z = y + 1.0; f64::gamma(z) }",
        expect![[r#"
        1:72..1:82 `f64::gamma` unsupported: this call with differentiated arguments
            note: in `loss`, `z` depends on the parameter `x`
            help: call a function or method that has `#[differentiate]` or `#[primitive]`
    "#]],
    );
    refused(
        "fn loss(x: f64, (a, b): (f64, f64)) -> f64 { let mut s = 0.0; for i in 0..3 { s += b; } x * f64::gamma(s) }",
        expect![[r#"
        1:93..1:103 `f64::gamma` unsupported: this call with differentiated arguments
            note: in `loss`, `s` depends on the parameter `(a, b)`
            help: call a function or method that has `#[differentiate]` or `#[primitive]`
    "#]],
    );
    refused(
        "fn loss(mut x: f64) -> f64 { x *= 2.0; f64::gamma(x) }",
        expect![[r#"
        1:40..1:50 `f64::gamma` unsupported: this call with differentiated arguments
            note: in `loss`, this depends on the parameter `x`
            help: call a function or method that has `#[differentiate]` or `#[primitive]`
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
    "#]],
    );
}

#[test]
fn exits_inside_of_what_passes_through() {
    refused(
        "fn f(x: f64) -> f64 { assert!(g()? > 1); x }",
        expect![[r#"
            1:34..1:35 `?` unsupported: an early exit inside an expression that the macro passes through
                help: bind the value with `let` before
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
    "#]],
    );
    refused(
        "fn f(x: f64) -> f64 { match &g(x) { Ok(y) => *y, Err(Bad { value, .. }) => value.sin() } }",
        expect![[r#"
            1:60..1:65 `value` unsupported: a derivative through what is in an `Err`; an error is a constant
                note: in `f`, `value` depends on the parameter `x`
                help: return what is to be differentiated in `Ok`, or take it out of the derivative with `stop_gradient(..)`
        "#]],
    );
}

/// What a method of something constant returns may refer to it, and hand the values back without their derivatives.
#[test]
fn stores_where_nobody_sees() {
    refused(
        "fn f(x: &[f64]) -> f64 { let mut m: HashMap<usize, f64> = Default::default(); *m.entry(1).or_insert(0.0) += x[0]; m[&1] }",
        expect![[r#"
            1:106..1:108 `+=` unsupported: an assignment to this place
                note: in `f`, this depends on the parameter `x`
                help: assign to a local `let mut` variable or a `&mut` parameter, its elements or its fields
        "#]],
    );
    refused(
        "fn f(x: f64) -> f64 { *LAST.lock().unwrap() = x * x; let y = *LAST.lock().unwrap(); y * x }",
        expect![[r#"
            1:45..1:46 `=` unsupported: an assignment to this place
                note: in `f`, this depends on the parameter `x`
                help: assign to a local `let mut` variable or a `&mut` parameter, its elements or its fields
        "#]],
    );
}
