//! The interpreter, and with it `lower` and the passes before the transforms, against rustc: the same
//! function, compiled and interpreted, gives the same result to the last bit.

use super::support::program::Program;
use crate::ir::eval::methods::METHODS;
use crate::ir::eval::{self, Value};
use crate::primitives::{self, Use};

/// For each function a test: it is called as Rust, and interpreted from its own source text.
macro_rules! same_as_compiled {
    ($($name:ident: fn($($param:ident: $ty:ty),*) -> $output:ty $body:block at ($($arg:expr),*);)*) => {
        $(
            #[test]
            fn $name() {
                #[allow(clippy::all, reason = "written for what it exercises")]
                fn f($($param: $ty),*) -> $output $body
                let source = stringify!(fn f($($param: $ty),*) -> $output $body);
                let compiled = Value::from(f($($arg),*));
                let interpreted = interpreted(source, vec![$(Value::from($arg)),*]);
                // The texts of floats tell all bits but a NaN's.
                assert_eq!(format!("{interpreted:?}"), format!("{compiled:?}"));
            }
        )*
    };
}

/// The result of a function fresh from `lower`. After the other passes it is the same.
fn interpreted(source: &str, args: Vec<Value>) -> Value {
    let program = Program::parse(source);
    let [lowered, primal] = [&program.main().lowered, &program.main().primal]
        .map(|function| eval::call(&program, function, args.clone()).results.remove(0));
    assert_eq!(format!("{lowered:?}"), format!("{primal:?}"), "after `lower`, and before the gate");
    lowered
}

same_as_compiled! {
    operators: fn(x: f64, y: f64) -> f64 {
        -(x + y) * (x - y) / (x * 0.3) % y + x
    } at (1.7, 0.6);

    integers: fn(a: i32, b: i32, x: f64) -> f64 {
        let c = (a * b - 7) / 3 % 5 + (a & 6) - (b | 1) + (a ^ b) + (1 << 3) - (b >> 1);
        let d = a.abs().max(b).min(9).signum() + (-a).rem_euclid(4);
        x * (c + d) as f64
    } at (-5, 12, 0.3);

    casts: fn(x: f64, n: usize) -> f64 {
        let y = n as f64 * 0.97;
        let sum = (y as i32) as f64 + (y as usize + n) as f64 + ((0.0 - y) as u8) as f64;
        x * sum + (n as i64 - 9) as f64
    } at (2.9, 3);

    booleans: fn(x: f64, y: f64) -> f64 {
        let a = x > y && !(x >= 2.0) || x == y;
        let b = (x != y) & (y <= 1.0) | false ^ (a < true);
        if a { if b { 1.0 } else { 2.0 } } else { 3.0 }
    } at (1.5, 0.5);

    nan: fn(x: f64) -> f64 {
        let n = (0.0 * x) / 0.0;
        if n < x || n > x || n == n { 1.0 } else if n != n { 2.0 } else { 3.0 }
    } at (1.5);

    order_of_effects: fn(x: f64) -> f64 {
        let mut a = x;
        let b = a + { a *= 2.0; a } * { a -= 1.0; a };
        let (c, d) = (a, { a = 7.0; a });
        (a, _) = (b * c, d);
        a
    } at (1.25);

    scopes: fn(x: f64) -> f64 {
        let y = x * 2.0;
        let z = { let y = y + 1.0; let x = y * y; x - y };
        let y = z + y;
        x + y * z
    } at (0.7);

    lists: fn(x: &[f64], n: usize) -> Vec<f64> {
        let mut a = vec![vec![0.5; n]; 2];
        let b = [x[0], x[1] * x[2]];
        for i in 0..n {
            a[0][i] = x[i] * b[1];
            a[1][i] += a[0][i] - b[0];
        }
        let row = &a[1];
        let part = &row[1..];
        let mut c = part.to_vec();
        c[0] = part[1] + row[0] + part.len() as f64;
        c
    } at (&[1.5, 2.5, 3.5], 3);

    views_alias: fn(x: f64) -> f64 {
        let mut a = [x, 2.0, 3.0, 4.0];
        {
            let v = &mut a[1..];
            v[0] = v[1] * x;
            let w = &mut v[1..];
            w[1] += 0.25;
        }
        a[1] * a[3]
    } at (1.5);

    nested_tuples: fn(p: (f64, (f64, f64))) -> (f64, f64) {
        let (a, (b, c)) = p;
        let mut q = (a, (b, c));
        q.1.0 *= q.0;
        (q.1.0 + c, p.1.1)
    } at ((0.5, (1.5, 2.5)));

    ranges: fn(x: f64, n: usize) -> f64 {
        let mut s = x;
        for i in 0..n { s = s * 2.0 + i as f64; }
        for i in (0..=n).rev() { s = s * 2.0 + i as f64; }
        for i in (0..n).step_by(3) { s = s * 2.0 + i as f64; }
        for i in (0..n).rev().step_by(3) { s = s * 2.0 + i as f64; }
        for i in (0..n).step_by(3).rev() { s = s * 2.0 + i as f64; }
        s
    } at (0.5, 8);

    exits: fn(x: &[f64], limit: f64) -> f64 {
        let mut s = 0.0;
        'rows: for i in 0..x.len() {
            let mut k = 0;
            loop {
                k += 1;
                if k > 5 { continue 'rows; }
                if x[i] * (k as f64) < 1.0 { continue; }
                s += x[i];
                if s > limit { break 'rows; }
                if k == 3 { break; }
            }
            if s > 100.0 { return s; }
        }
        if s > 3.0 { return s - 3.0; }
        s
    } at (&[0.3, 0.6, 0.1, 1.1], 4.5);

    returns_from_loops: fn(x: &[f64], limit: f64) -> Vec<f64> {
        let mut s = 0.0;
        for i in (1..x.len()).rev() {
            for j in (0..=i).rev() {
                s += x[i] * x[j];
                if s > limit { return vec![s, i as f64, j as f64]; }
            }
        }
        vec![s]
    } at (&[0.3, 0.6, 0.1, 1.1], 1.9);

    breaks_from_steps: fn(x: f64, n: usize) -> (f64, f64) {
        let mut s = x;
        let mut t = x;
        for i in (0..n).step_by(2) { if i > 4 { break; } s = s * 2.0 + i as f64; }
        for i in (0..n).rev().step_by(2) { if i < 4 { break; } t = t * 2.0 + i as f64; }
        'outer: for i in 1..=n {
            for j in i..n {
                if (i * j) % 7 == 0 { continue 'outer; }
                if i + j > 9 { break 'outer; }
                t = t * 0.5 + (i * j) as f64;
            }
            s -= 0.25;
        }
        (s, t)
    } at (0.5, 9);

    nested_returns: fn(x: f64, y: f64) -> f64 {
        if x > 0.0 {
            if y > 5.0 { return 1.0; }
            if y > 1.0 {
                let z = x * y;
                if z > 1.5 { return z; }
            }
        } else if y > x {
            return y;
        }
        x - y
    } at (1.3, 1.2);

    methods: fn(x: f64, y: f64) -> f64 {
        x.sin() + y.exp().ln_1p() * x.powi(3).powf(y) - x.hypot(y).atan2(x.max(y)) + f64::mul_add(x, y, 0.5)
    } at (0.7, 1.3);

    constants: fn(x: f64) -> f64 {
        x * std::f64::consts::PI + 2f64 + 1e-3 + f64::EPSILON * (x < f64::INFINITY) as i32 as f64
    } at (1.5);
}

/// The table of methods is made by hand: each partial is checked against differences of the value,
/// and each formula's gradient against differences of the formula.
#[test]
fn partials_of_methods() {
    let difference = |f: fn(&[f64]) -> f64, at: &[f64], i: usize| {
        let moved = |step: f64| {
            let mut at = at.to_vec();
            at[i] += step;
            f(&at)
        };
        (moved(1e-6) - moved(-1e-6)) / 2e-6
    };
    let assert_close = |name: &str, a: f64, b: f64| {
        assert!((a - b).abs() < 1e-8 * a.abs().max(1.0), "{name}: {a} is not {b}");
    };
    for method in METHODS {
        let primitive = primitives::method(method.name).expect("a method of the macro's table");
        let at = &match method.name {
            "powi" => [1.3, 3.0, 0.0],
            _ => [0.7, 1.6, 0.4],
        }[..primitive.arity];
        let out = (method.value)(at);
        assert_eq!(method.partials.len(), primitive.partials.len(), "{}", method.name);
        for (formula, partial) in method.partials.iter().zip(primitive.partials) {
            let value = |used: &Use| match used {
                Use::Operand(i) => at[*i],
                Use::Out => out,
            };
            let used: Vec<_> = partial.uses.iter().map(value).collect();
            let slope = difference(method.value, at, partial.operand);
            assert_close(method.name, slope, (formula.value)(&used));
            let gradient = (formula.gradient)(&used);
            assert_eq!(gradient.len(), used.len(), "{}", method.name);
            for (i, slope) in gradient.iter().enumerate() {
                let is_integer = method.name == "powi" && i == 1;
                if !is_integer {
                    assert_close(method.name, difference(formula.value, &used, i), *slope);
                }
            }
        }
    }
}

#[test]
#[should_panic = "index 3 is out of bounds: the length is 3"]
fn indices_are_checked() {
    interpreted("fn f(x: &[f64]) -> f64 { x[x.len()] }", vec![Value::from(&[1.0, 2.0, 3.0])]);
}

#[test]
#[should_panic = "doesn't come to an end"]
fn endless_loops_end() {
    interpreted("fn f(x: f64) -> f64 { while x > 0.0 {} x }", vec![Value::from(1.0)]);
}

#[test]
#[should_panic = "verbatim tokens have no value"]
fn verbatim_tokens_are_not_read() {
    interpreted(
        "fn f(x: &[f64]) -> f64 { if x.is_empty() { 0.0 } else { x[0] } }",
        vec![Value::from(&[1.0])],
    );
}
