//! The transforms are closed: the tangent of an adjoint is a derivative of second order.
//!
//! For each construct of the core language, `tangent` is applied to what `adjoint` returns, in both of
//! its forms, simplified and not; the Hessian-vector products that come out are compared with
//! finite differences of the first-order gradient. On the way the first derivatives are checked too.

use super::support::{meaning, program::Program};

/// First and second derivatives.
fn closed(source: &str) {
    let program = Program::parse(source);
    meaning::check(&program);
    meaning::check_second(&program);
    meaning::check_lifted(&program, 1);
}

/// First derivatives alone.
fn open(source: &str) {
    meaning::check(&Program::parse(source));
}

/// The sources of all constructs, for whoever needs functions of every kind.
pub fn sources() -> impl DoubleEndedIterator<Item = &'static str> {
    CLOSED.iter().chain(OPEN).copied()
}

/// A test for each construct, and a list of their sources.
macro_rules! constructs {
    ($check:ident, $list:ident, $($construct:ident: $source:expr;)*) => {
        const $list: &[&str] = &[$($source),*];

        $(
            #[test]
            fn $construct() {
                $check($source);
            }
        )*
    };
}

constructs! {
    closed, CLOSED,

    straight_line: "fn f(x: f64, y: f64) -> f64 { let a = x * y; let b = a + x; a * b - y }";
    add: "fn f(x: f64, y: f64) -> f64 { let s = x + y; s * s + (x + 2.0) * (2.0 + y) }";
    subtract: "fn f(x: f64, y: f64) -> f64 { let s = x - y; s * s + (x - 2.0) * (2.0 - y) }";
    multiply: "fn f(x: f64, y: f64) -> f64 { x * y * x * 3.0 }";
    divide: "fn f(x: f64, y: f64) -> f64 { x / y + 2.0 / x + y / 3.0 }";
    remainder: "fn f(x: f64, y: f64) -> f64 { let r = (7.3 * x) % y; r * r + x % 5.0 }";
    negate: "fn f(x: f64, y: f64) -> f64 { let n = -x; n * y * -(n * n) }";
    square: "fn f(x: f64) -> f64 { x * x }";
    same_operand_twice: "fn f(x: f64) -> f64 { let a = x + x; let b = a * a; b / b * b - (b - b) }";
    compound_assignments: "fn f(x: f64, y: f64) -> f64 {
        let mut a = x;
        a += y;
        a *= x;
        a -= y * y;
        a /= y;
        a %= 9.0;
        a
    }";

    methods_of_one_operand: "fn f(x: f64) -> f64 {
        x.sin() * x.exp() + x.ln() * x.sqrt() + x.tanh() / x.cosh() + x.recip() * x.cos()
    }";
    more_methods: "fn f(x: f64) -> f64 {
        x.tan().atan() * x.cbrt() + x.sinh() * x.exp2() + x.ln_1p() * x.log2() - x.exp_m1().abs()
    }";
    methods_of_two_operands: "fn f(x: f64, y: f64) -> f64 {
        x.powf(y) + x.powi(3) * y.hypot(x) + y.atan2(x) * x.max(y) - x.min(y) * x.mul_add(y, x)
    }";
    methods_by_path: "fn f(x: f64, y: f64) -> f64 { f64::sin(x) * f64::powf(x, y) + f64::max(x * x, y) }";
    sin_cos: "fn f(x: f64) -> f64 { let (s, c) = x.sin_cos(); s * s * c }";
    step_functions: "fn f(x: f64) -> f64 { (4.0 * x).floor() * x * x + x.signum() * x.round() }";
    constants: "const K: f64 = 1.75;
        fn f(x: f64) -> f64 { K * x * x + std::f64::consts::PI * x }";
    inactive_factor: "fn f(x: f64, #[constant] w: f64) -> f64 { w * x * (w * w).sin() * x }";

    if_value: "fn f(x: f64, y: f64) -> f64 { let m = if x > y { x * x } else { y * x }; m * m }";
    if_statement: "fn f(x: f64, y: f64) -> f64 { let mut a = x; if x > y { a = a * y; } a * a }";
    if_saves: "fn f(x: f64, y: f64) -> f64 {
        let mut a = x * y;
        if a > 0.8 { let e = a.exp(); a = e * e.sin(); } else { a = a.tanh() * y; }
        a * a
    }";
    logical_operators: "fn f(x: f64, y: f64) -> f64 {
        if x > 0.9 && y > 0.9 || !(x * y > 0.3) { x * y * y } else { x - y * y * x }
    }";
    early_return: "fn f(x: f64, y: f64) -> f64 { if x < y { return x * x * y; } let z = x.sin(); z * z * y }";
    block_value: "fn f(x: f64) -> f64 { let y = { let t = x * x; t.sin() * t }; y * x }";
    shadowing: "fn f(x: f64) -> f64 { let x = x * x; let x = x.sin() * x; x * x }";

    for_store: "fn f(x: &[f64]) -> f64 { let mut p = 1.0; for i in 0..x.len() { p *= x[i].sin(); } p }";
    for_fused: "fn f(x: &[f64]) -> f64 { let mut s = 0.0; for i in 0..x.len() { s += x[i].exp() * x[0]; } s / 3.0 }";
    for_inclusive: "fn f(x: f64, n: i32) -> f64 { let mut s = x; for i in 1..=n { s = (s * x).sin() / i as f64; } s }";
    for_rev: "fn f(x: &[f64]) -> f64 { let mut p = 1.0; for i in (0..x.len()).rev() { p = (p * x[i]).sin(); } p }";
    for_step_by: "fn f(x: &[f64]) -> f64 { let mut p = 1.0; for i in (0..x.len()).step_by(2) { p = (p * x[i]).cos(); } p }";
    for_rev_step_by: "fn f(x: &[f64]) -> f64 { let mut p = 1.0; for i in (0..x.len()).rev().step_by(3) { p = (p * x[i]).cos(); } p }";
    for_step_by_rev: "fn f(x: &[f64]) -> f64 { let mut p = 1.0; for i in (0..x.len()).step_by(3).rev() { p = (p * x[i]).cos(); } p }";
    for_replay: "fn f(x: &[f64]) -> f64 {
        let mut p = 1.0;
        for i in 0..x.len() {
            let mut q = x[i];
            for j in 0..x.len() { q = (q * x[j]).sin(); }
            p = p * q.exp();
        }
        p
    }";
    nested_loops: "fn f(x: &[f64]) -> f64 {
        let mut s = 0.0;
        for i in 0..x.len() { for j in 0..i { s += x[i] * x[j].sin(); } }
        s * s
    }";
    triangular_carry: "fn f(x: &[f64]) -> f64 {
        let mut s = 1.0;
        for i in 0..x.len() { for j in i..x.len() { s = (s + x[i] * x[j]).sin(); } s = s * x[i]; }
        s
    }";
    while_loop: "fn f(x: f64) -> f64 { let mut y = x; while y < 5.0 { y = y * y * 0.5 + x + 0.5; } y }";
    while_counter: "fn f(x: &[f64]) -> f64 {
        let mut i = 0;
        let mut p = 1.0;
        while i < x.len() { p = (p * x[i]).sin() + p; i += 2; }
        p
    }";
    while_in_for: "fn f(x: &[f64]) -> f64 {
        let mut s = 0.0;
        for i in 0..x.len() {
            let mut y = x[i];
            while y < 2.0 { y = y * y * 0.3 + y + 0.1; }
            s += y * y;
        }
        s
    }";

    break_from_for: "fn f(x: &[f64]) -> f64 { let mut p = 1.0; for i in 0..x.len() { p = (p * x[i]).sin(); if p < 0.5 { break; } } p * p }";
    loop_with_break: "fn f(x: f64) -> f64 { let mut y = x; loop { y = y * 1.3 + x * x; if y > 4.0 { break; } } y * y }";
    return_from_loop: "fn f(x: &[f64]) -> f64 {
        let mut p = 1.0;
        for i in 0..x.len() { p = p * x[i]; if p < 0.7 { return p * x[0]; } }
        p * p
    }";

    arrays: "fn f(x: [f64; 3]) -> f64 { x[0] * x[1] * x[2] + x[0] * x[0] }";
    local_array: "fn f(x: f64, y: f64) -> f64 { let a = [x, y, x * y]; let mut s = 0.0; for i in 0..3 { s += a[i] * a[0]; } s }";
    repeated_array: "fn f(x: f64) -> f64 { let mut a = [x; 3]; a[1] = a[0] * x; a[0] * a[1] * a[2] }";
    vectors: "fn f(x: Vec<f64>) -> f64 { let mut s = 0.0; for i in 0..x.len() { s += x[i] * x[0]; } s }";
    nested_vectors: "fn f(x: Vec<Vec<f64>>) -> f64 {
        let mut s = 0.0;
        for i in 0..x.len() { for j in 0..x[i].len() { s += x[i][j] * x[j][i]; } }
        s
    }";
    local_vectors: "fn f(x: &[f64]) -> f64 {
        let mut a = vec![vec![0.0; x.len()]; 2];
        for i in 0..x.len() { a[0][i] = x[i] * x[i]; a[1][i] = a[0][i].sin() * x[0]; }
        let mut s = 0.0;
        for i in 0..x.len() { s += a[0][i] * a[1][i]; }
        s
    }";
    recurrences: "fn f(x: &[f64]) -> f64 {
        let mut a = x.to_vec();
        for i in 1..a.len() { a[i] = a[i - 1] * 0.5 + a[i]; }
        for i in 1..a.len() { a[i - 1] += a[i] * 3.0; }
        a[0] * a[1] * a[2]
    }";
    vec_of_items: "fn f(x: f64, y: f64) -> f64 { let v = vec![x * y, x.sin()]; v[0] * v[1] * v[0] }";
    overwriting_elements: "fn f(x: &[f64]) -> f64 {
        let mut a = x.to_vec();
        for i in 1..a.len() { a[i] = a[i - 1] * a[i]; }
        for i in 1..a.len() { a[i] = (a[i - 1] * a[i]).sin(); }
        a[a.len() - 1]
    }";
    overwriting_with_constants: "fn f(x: &[f64]) -> f64 {
        let mut a = [0.0; 4];
        for i in 0..4 { a[i] = x[i] * x[i]; }
        a[1] = 2.0;
        a[0] * a[1] * a[2] + a[3] * a[3]
    }";
    overwriting_a_scalar: "fn f(x: f64, y: f64) -> f64 { let mut a = x; let b = a * y; a = b * b; let c = a * x; a = y; c * a }";
    vector_result: "fn f(x: &[f64]) -> Vec<f64> {
        let mut y = vec![0.0; x.len()];
        for i in 0..x.len() { y[i] = x[i] * x[0].sin(); }
        y
    }";
    array_result: "fn f(x: f64, y: f64) -> [f64; 2] { [x * y, x.sin() * x] }";

    tuples: "fn f(p: (f64, f64)) -> f64 { let (a, b) = p; let q = (a * b, b.sin()); q.0 * q.1 * q.0 }";
    tuple_result: "fn f(x: f64, y: f64) -> (f64, f64) { (x * y, (x * x * y).sin()) }";
    mutable_tuple: "fn f(x: f64, y: f64) -> f64 { let mut p = (x, y * x); p.0 = p.1 * p.0; p.1 *= p.0; p.0 * p.1 }";
    tuple_assignment: "fn f(x: f64, y: f64) -> f64 { let (mut a, mut b) = (x, y); (a, b) = (b * b, a * b); a * b * a }";
    tuple_from_branch: "fn f(x: f64, y: f64) -> f64 { let (a, b) = if x > y { (x * x, y) } else { (y, x * y) }; a * b }";

    views: "fn f(x: &[f64]) -> f64 {
        let a = &x[0..2];
        let b = &x[2..4];
        let mut s = 0.0;
        for i in 0..2 { s += a[i] * b[i] * a[0]; }
        s * s
    }";
    rows: "fn f(x: Vec<Vec<f64>>) -> f64 {
        let mut s = 1.0;
        for i in 0..x.len() { let row = &x[i]; let mut t = 0.0; for j in 0..row.len() { t += row[j] * row[0]; } s *= t; }
        s
    }";
    two_borrows_of_one_slice: "fn f(x: &[f64]) -> f64 {
        let a = &x[0..3];
        let b = &x[1..4];
        let mut s = 1.0;
        for i in 0..3 { s = (s * a[i] + b[i]).sin(); }
        s
    }";
    references: "fn f(x: &f64, y: &f64) -> f64 { let r = x; *r * *y * x.sin() }";
    borrowed_tuple: "fn f(p: &(f64, f64)) -> f64 { p.0 * p.1 * p.0 }";
    borrowed_array: "fn f(x: &[f64; 3], w: &Vec<f64>) -> f64 { let mut s = 0.0; for i in 0..3 { s += x[i] * w[i] * x[0]; } s * s }";
    mutable_view: "fn f(x: &[f64]) -> f64 {
        let mut a = [0.0; 4];
        let v = &mut a;
        for i in 0..4 { v[i] = x[i] * x[0]; }
        a[0] * a[3] * a[1]
    }";

    casts: "fn f(x: f32, n: usize) -> f64 { let y = x as f64; y * y * n as f64 + (y as f32 * x) as f64 }";
    selecting_cast: "fn f(x: f64, w: &[f64]) -> f64 { let i = (x * 2.0) as usize; w[i] * w[i] * x }";
    stop_gradient: "fn f(x: f64, y: f64) -> f64 { let s = stop_gradient(x * y); s * x * x + y * s }";
    constant_binding: "fn f(x: f64, y: f64) -> f64 { #[constant] let s = x * y; s * x * x + y }";

    call_linked: "fn g(x: &[f64], w: f64) -> f64 { let mut s = 0.0; for i in 0..x.len() { s += (x[i] * w).sin(); } s }
        fn f(x: &[f64], w: f64) -> f64 { let y = g(x, w * w); y * y * w }";
    call_by_value: "fn g(a: f64, b: f64) -> f64 { a * a * b }
        fn f(x: f64, y: f64) -> f64 { let t = g(x * y, y); t * g(t, x) }";
    call_with_constants: "fn g(a: f64, n: usize, b: f64) -> f64 { a.powi(n as i32) * b }
        fn f(x: f64, n: usize) -> f64 { g(x * x, n, 2.0) * g(1.5, n, x) }";
    call_in_loop: "fn g(a: f64, b: f64) -> f64 { (a * b).sin() * a }
        fn f(x: &[f64]) -> f64 { let mut p = 1.0; for i in 0..x.len() { p = g(p, x[i]) + p; } p }";
    call_in_fused_loop: "fn g(a: f64, b: f64) -> f64 { (a * b).sin() * a }
        fn f(x: &[f64]) -> f64 { let mut p = 1.0; for i in 0..x.len() { p += g(x[i], x[0]); } p }";
    call_in_branch: "fn g(a: f64, b: f64) -> f64 { (a * b).sin() * a }
        fn f(x: f64, y: f64) -> f64 { let z = if x > y { g(x, y) } else { g(y, x * x) }; z * z }";
    call_in_while: "fn g(a: f64, b: f64) -> f64 { a * b * 0.2 + a + 0.1 }
        fn f(x: f64) -> f64 { let mut y = x; while y < 3.0 { y = g(y, x); } y * y }";
    call_recalled: "fn g(x: &[f64]) -> f64 { x[0] * x[1] * x[2] }
        fn f(x: &[f64]) -> f64 {
            let mut p = 1.0;
            for i in 0..x.len() { let v = [x[i], p, x[0]]; p = g(&v) + p; }
            p
        }";
    call_with_snapshot: "fn g(x: &[f64]) -> f64 { x[0] * x[1].sin() }
        fn f(x: &[f64]) -> f64 {
            let mut a = [x[0], x[1]];
            for i in 0..x.len() { let y = g(&a); a[0] = a[1] * x[i]; a[1] = y; }
            a[0] * a[1]
        }";
    call_with_one_slice_twice: "fn g(a: &[f64], b: &[f64]) -> f64 { let mut s = 0.0; for i in 0..a.len() { s += a[i] * b[i] * b[0]; } s }
        fn f(x: &[f64]) -> f64 { g(x, x) * g(&x[0..2], &x[1..3]) }";
    call_of_tuple_result: "fn g(a: f64, b: f64) -> (f64, f64) { (a * b, a.sin() * b) }
        fn f(x: f64, y: f64) -> f64 { let (p, q) = g(x, y); p * q * p }";
    call_of_vector_result: "fn g(x: &[f64], w: f64) -> Vec<f64> { let mut y = vec![0.0; x.len()]; for i in 0..x.len() { y[i] = x[i] * w * w; } y }
        fn f(x: &[f64], w: f64) -> f64 { let y = g(x, w); let z = g(&y, w); z[0] * y[1] }";
    call_of_a_call: "fn h(a: f64) -> f64 { a * a * a }
        fn g(a: f64, b: f64) -> f64 { h(a) * b + h(b) }
        fn f(x: f64, y: f64) -> f64 { let t = g(x, y); t * h(y) }";
}

// The record of a branch that is part of another record has no tangent yet.
constructs! {
    open, OPEN,

    if_else_if: "fn f(x: f64, y: f64) -> f64 {
        if x > 1.2 { x * y } else if y > 0.9 { let z = x.exp() * y; z * z } else { y.sin() }
    }";
    nested_returns: "fn f(x: f64, y: f64) -> f64 {
        if x > 0.6 { if y > 1.2 { return x * x * y; } if y > 0.9 { return y.sin() * x; } }
        x * y * y
    }";
    loop_with_branch: "fn f(x: &[f64]) -> f64 {
        let mut p = 1.0;
        for i in 0..x.len() { if x[i] > 0.9 { p = p * x[i]; } else { p = p + x[i].sin() * p; } }
        p
    }";
    continue_in_for: "fn f(x: &[f64]) -> f64 { let mut p = 1.0; for i in 0..x.len() { if x[i] < 0.8 { continue; } p = (p * x[i]).sin(); } p * p }";
    labelled_exits: "fn f(x: &[f64]) -> f64 {
        let mut p = 1.0;
        'rows: for i in 0..x.len() {
            for j in 0..x.len() {
                if x[j] > 1.5 { continue 'rows; }
                if p > 3.0 { break 'rows; }
                p += p * x[i] * x[j].sin();
            }
        }
        p
    }";
}
