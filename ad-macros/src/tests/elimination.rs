//! `elimination`: a whole Jacobian, by the chain rule in the cheapest order.

mod random;
mod refused;

use expect_test::{Expect, expect};

use super::support::meaning::check_eliminated;
use super::support::program::Program;
use crate::elimination::{self, Eliminated};
use crate::ir::print;

fn eliminated(source: &str) -> Eliminated {
    let program = Program::parse(source);
    check_eliminated(&program);
    elimination::eliminate(program.main().linearised())
}

/// The counts, the function, and where its entries stand.
fn check(source: &str, expect: Expect) {
    let Eliminated { function, entries, costs, .. } = eliminated(source);
    let entries = entries.iter().map(|entry| match entry.item {
        Some(item) => format!("{}: {}[{item}]", entry.row, entry.parameter),
        None => format!("{}: {}", entry.row, entry.parameter),
    });
    let entries = entries.collect::<Vec<_>>().join(", ");
    let counts = counts(&costs);
    expect.assert_eq(&format!("{counts}\n{}{entries}\n", print::print(&function)));
}

fn counts(costs: &elimination::Costs) -> String {
    let tried = costs.chosen.tried.map(|(order, count)| format!("{order:?} {count}"));
    format!(
        "{:?} {}; {}; tangents {:?}, pullbacks {:?}",
        costs.chosen.order,
        costs.chosen.multiplications,
        tried.join(", "),
        costs.tangents,
        costs.pullbacks
    )
}

#[test]
fn partials_first_then_eliminations() {
    check(
        "fn f(x: f64, y: f64) -> f64 { let a = x * y; a.sin() * x }",
        expect![[r#"
        Reverse 3; Forward 4, Reverse 3, Markowitz 3; tangents (2, 10), pullbacks (1, 5)
        fn f(x, y) {
            let a = x * y;
            let t0 = a.sin();
            let t1 = t0 * x;
            let c = sin::times_dx(a, 1.0);
            let c_1 = x * c;
            let c_2 = c_1 * y;
            let c_3 = t0 + c_2;
            let c_4 = c_1 * x;
            let jacobian = [c_3, c_4];
            t1, jacobian
        }
        0: 0, 0: 1
    "#]],
    );
}

/// Signs and ones are not multiplied by.
#[test]
fn units() {
    check(
        "fn f(x: f64, y: f64) -> (f64, f64) { let a = x - y; let b = -a; (b + x, 3.0 - b * y) }",
        expect![[r#"
            Forward 0; Forward 0, Reverse 0, Markowitz 0; tangents (2, 4), pullbacks (2, 4)
            fn f(x, y) {
                let a = x - y;
                let b = -a;
                let t0 = b + x;
                let t1 = b * y;
                let t2 = 3.0 - t1;
                let t3 = (t0, t2);
                let c = b + y;
                let c_1 = -c;
                let jacobian = [1.0, y, c_1];
                t3, jacobian
            }
            0: 1, 1: 0, 1: 1
        "#]],
    );
}

/// `x − x` has no derivative, `x + x` twice that of `x`.
#[test]
fn parallel_arcs() {
    check(
        "fn f(x: f64, y: f64) -> [f64; 3] { let z = x; let a = x - z; [a * y, x + z, z * x / x] }",
        expect![[r#"
            Forward 1; Forward 1, Reverse 1, Markowitz 1; tangents (2, 10), pullbacks (3, 15)
            fn f(x, y) {
                let z = x;
                let a = x - z;
                let t0 = a * y;
                let t1 = x + z;
                let t2 = z * x;
                let t3 = t2 / x;
                let t4 = [t0, t1, t3];
                let c = x + z;
                let c_1 = 1.0 / x;
                let c_2 = t3 * c_1;
                let c_3 = c_1 * c;
                let c_4 = c_3 - c_2;
                let jacobian = [a, 2.0, c_4];
                t4, jacobian
            }
            0: 1, 1: 0, 2: 0
        "#]],
    );
}

/// What many inputs go into and many results come out of is eliminated first.
#[test]
fn bow_tie() {
    check(
        "fn f(a: f64, b: f64, c: f64, d: f64) -> (f64, f64, f64, f64) {
            let s = a * b * c * d;
            let t = s.sin();
            (t * t, t.exp(), t.cos(), 2.0 * t)
        }",
        expect![[r#"
            Markowitz 23; Forward 25, Reverse 28, Markowitz 23; tangents (4, 44), pullbacks (4, 44)
            fn f(a, b, c, d) {
                let t0 = a * b;
                let t1 = t0 * c;
                let s = t1 * d;
                let t = s.sin();
                let t2 = t * t;
                let t3 = t.exp();
                let t4 = t.cos();
                let t5 = 2.0 * t;
                let t6 = (t2, t3, t4, t5);
                let c_1 = sin::times_dx(s, 1.0);
                let c_2 = 2.0 * t;
                let c_3 = exp::times_dx(t3, 1.0);
                let c_4 = cos::times_dx(t, 1.0);
                let c_5 = c * b;
                let c_6 = c * a;
                let c_7 = c_1 * t1;
                let c_8 = c_1 * d;
                let c_9 = c_8 * c_5;
                let c_10 = c_8 * c_6;
                let c_11 = c_8 * t0;
                let c_12 = c_2 * c_9;
                let c_13 = c_2 * c_10;
                let c_14 = c_2 * c_11;
                let c_15 = c_2 * c_7;
                let c_16 = c_3 * c_9;
                let c_17 = c_3 * c_10;
                let c_18 = c_3 * c_11;
                let c_19 = c_3 * c_7;
                let c_20 = c_4 * c_9;
                let c_21 = c_4 * c_10;
                let c_22 = c_4 * c_11;
                let c_23 = c_4 * c_7;
                let c_24 = 2.0 * c_9;
                let c_25 = 2.0 * c_10;
                let c_26 = 2.0 * c_11;
                let c_27 = 2.0 * c_7;
                let jacobian = [c_12, c_13, c_14, c_15, c_16, c_17, c_18, c_19, c_20, c_21, c_22, c_23, c_24, c_25, c_26, c_27];
                t6, jacobian
            }
            0: 0, 0: 1, 0: 2, 0: 3, 1: 0, 1: 1, 1: 2, 1: 3, 2: 0, 2: 1, 2: 2, 2: 3, 3: 0, 3: 1, 3: 2, 3: 3
        "#]],
    );
}

/// Items of lists are inputs where they are looked at; lists of numbers are followed item by item.
#[test]
fn lists() {
    check(
        "fn f(x: &[f64], [a, b]: [f64; 2], k: f64) -> [f64; 2] {
            let mut s = [0.0; 2];
            s[0] = x[2] * a;
            s[1] += s[0] * k - x[0];
            s[0] *= b;
            s
        }",
        expect![[r#"
            Forward 4; Forward 4, Reverse 4, Markowitz 4; tangents (5, 30), pullbacks (2, 12)
            fn f(x, p1, k) {
                let a = p1[0];
                let b = p1[1];
                let mut s = [0.0; 2];
                let t0 = x[2];
                let t1 = t0 * a;
                s[0] = t1;
                let t2 = s[0];
                let t3 = t2 * k;
                let t4 = x[0];
                let t5 = t3 - t4;
                s[1] += t5;
                let t7 = s[0];
                let t8 = t7 * b;
                s[0] = t8;
                let t6 = s;
                let c = k * t0;
                let c_1 = k * a;
                let c_2 = b * t0;
                let c_3 = b * a;
                let c_4 = -1.0;
                let jacobian = [c_3, c_2, t7, c_4, c_1, c, t2];
                t6, jacobian
            }
            0: 0[2], 0: 1[0], 0: 1[1], 1: 0[0], 1: 0[2], 1: 1[0], 1: 2
        "#]],
    );
}

/// A parameter that is changed is an input no more where it is.
#[test]
fn changed_parameters() {
    check(
        "fn f(mut x: [f64; 2], mut y: f64) -> (f64, f64) { x[0] *= y; y = x[1]; (x[0] + y, x[1]) }",
        expect![[r#"
            Forward 0; Forward 0, Reverse 0, Markowitz 0; tangents (3, 6), pullbacks (2, 4)
            fn f(x, y) {
                let mut x_1 = x;
                let mut y_1 = y;
                let t0 = y_1;
                let t7 = x_1[0];
                let t8 = t7 * t0;
                x_1[0] = t8;
                let t1 = x_1[1];
                y_1 = t1;
                let t2 = x_1[0];
                let t3 = y_1;
                let t4 = t2 + t3;
                let t6 = (t4, t1);
                let jacobian = [t0, 1.0, t7, 1.0];
                t6, jacobian
            }
            0: 0[0], 0: 0[1], 0: 1, 1: 0[1]
        "#]],
    );
}

/// What depends on nothing may have branches and loops.
#[test]
fn constants_may_be_anything() {
    check(
        "fn f(x: f64, y: f64, #[constant] w: f64, n: usize) -> f64 {
            let mut k = 1.0;
            for _ in 0..n { k *= w; }
            let s = if k > 2.0 { 1.0 } else { k };
            let t = stop_gradient(x);
            x * s * t + y
        }",
        expect![[r#"
            Forward 1; Forward 1, Reverse 1, Markowitz 1; tangents (2, 4), pullbacks (1, 2)
            fn f(x, y, w, n) {
                let mut k = 1.0;
                for _ in 0..n {
                    let t6 = k;
                    let t7 = t6 * w;
                    k = t7;
                }
                let t0 = k;
                let t1 = t0 > 2.0;
                let s = if t1 {
                    1.0
                } else {
                    t0
                }
                let t = stop_gradient(x);
                let t3 = x * s;
                let t4 = t3 * t;
                let t5 = t4 + y;
                let c = t * s;
                let jacobian = [c, 1.0];
                t5, jacobian
            }
            0: 0, 0: 1
        "#]],
    );
}

/// Nothing comes of an infinite slope where what it is multiplied by is zero.
#[test]
fn infinite_slopes() {
    check(
        "fn f(x: f64, y: f64) -> f64 { (x * x + y * y).sqrt() }",
        expect![[r#"
        Forward 2; Forward 2, Reverse 2, Markowitz 2; tangents (2, 6), pullbacks (1, 3)
        fn f(x, y) {
            let t0 = x * x;
            let t1 = y * y;
            let t2 = t0 + t1;
            let t3 = t2.sqrt();
            let c = 2.0 * x;
            let c_1 = 2.0 * y;
            let c_2 = sqrt::times_dx(t3, 1.0);
            let c_3 = c_2 ₀*₀ c;
            let c_4 = c_2 ₀*₀ c_1;
            let jacobian = [c_3, c_4];
            t3, jacobian
        }
        0: 0, 0: 1
    "#]],
    );
    check(
        "fn f(x: f64, w: f64) -> f64 { w / (1.0 + (-x).exp()) }",
        expect![[r#"
        Forward 1; Forward 1, Reverse 1, Markowitz 1; tangents (2, 6), pullbacks (1, 3)
        fn f(x, w) {
            let t0 = -x;
            let t1 = t0.exp();
            let t2 = 1.0 + t1;
            let t3 = w / t2;
            let c = exp::times_dx(t1, 1.0);
            let c_1 = 1.0 / t2;
            let c_2 = t3 * c_1;
            let c_3 = c_2 *₀ c;
            let jacobian = [c_3, c_1];
            t3, jacobian
        }
        0: 0, 0: 1
    "#]],
    );
}

/// References, tuples, blocks, closures, exchanged variables.
#[test]
fn values_that_are_others() {
    eliminated(
        "fn f(x: f64, y: f64, z: &f64) -> (f64, f64) {
            let (mut p, mut q) = { let r = &x; (*r * y, y as f64) };
            std::mem::swap(&mut p, &mut q);
            let g = |v: f64| v * p;
            let [a, b] = [g(q), g(*z)];
            let u = (a, (b, p));
            (u.1.0.max(u.0), u.1.1.mul_add(q, 1.0).powi(3))
        }",
    );
}

/// A call is one vertex: its pullback gives all partials.
#[test]
fn calls() {
    check(
        "fn g(x: f64, y: &f64, w: &[f64]) -> f64 { x * y * w[1] }
        fn f(x: f64, #[constant] w: &[f64], y: f64) -> f64 { let a = g(x, &y, w); a * g(a, &2.0, w) }",
        expect![[r#"
            Reverse 3; Forward 6, Reverse 3, Markowitz 3; tangents (2, 10), pullbacks (1, 5)
            fn f(x, w, y) {
                let a, g_pullback = g::pullback(x, &y, w);
                let mut bar = 0.0;
                let mut bar_1 = 0.0;
                pull g_pullback(1.0; bar, bar_1, _);
                let c = bar;
                let c_1 = bar_1;
                prove a;
                let t0 = 2.0;
                let t1, g_pullback_1 = g::pullback(a, &t0, w);
                let mut bar_2 = 0.0;
                pull g_pullback_1(1.0; bar_2, _, _);
                let c_3 = bar_2;
                prove t1;
                let t2 = a * t1;
                let c_6 = a * c_3;
                let c_7 = t1 + c_6;
                let c_8 = c_7 * c;
                let c_9 = c_7 * c_1;
                let jacobian = [c_8, c_9];
                t2, jacobian
            }
            0: 0, 0: 1
        "#]],
    );
}

/// Nothing is left of what no result depends on.
#[test]
fn what_is_not_used() {
    let Eliminated { costs, .. } = eliminated(
        "fn f(x: f64, y: f64) -> f64 { let a = (x * y).sin(); let b = a * y; let _ = b; x * 2.0 }",
    );
    assert_eq!(
        (costs.chosen.multiplications, costs.tangents, costs.pullbacks),
        (0, (1, 1), (1, 1))
    );
}

/// A chain of layers two wide: no order is better by far, and none is worse than a sweep for each input.
#[test]
fn layers() {
    let layer = |i: usize| {
        format!("let (a{0}, b{0}) = ((a{1} * b{1}).sin(), (a{1} + 2.0 * b{1}).tanh());\n", i + 1, i)
    };
    let layers: String = (0..5).map(layer).collect();
    let source = format!("fn f(a0: f64, b0: f64) -> (f64, f64) {{ {layers} (a5 * b5, a5 / b5) }}");
    let Eliminated { costs, .. } = eliminated(&source);
    assert!(costs.chosen.multiplications < costs.tangents.1.min(costs.pullbacks.1), "{costs:?}");
}
