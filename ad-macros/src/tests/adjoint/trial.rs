//! One way, then another: a loop's body is first reversed so that it can be replayed. What isn't taken leaves nothing behind.

use std::collections::BTreeSet;

use expect_test::{Expect, expect};

use super::super::support::{assert_verified, meaning, program::Program};
use crate::adjoint::Form;
use crate::args::Strategy;
use crate::ir::verify::Phase;
use crate::ir::{Block, Function, Role, Stmt, VarId, print, visit};

/// A function with a loop that can't be replayed: it is reversed as if nobody had tried.
fn check_untried(source: &str, expect: Expect) {
    let program = Program::parse(source);
    meaning::check(&program);
    let [tried, stored] = [Strategy::Best, Strategy::Store].map(|strategy| {
        let adjoint = program.main().adjoint_by(Form::Gradient, strategy);
        assert_verified(&adjoint, Phase::Derivative);
        print::print(&adjoint)
    });
    assert_eq!(tried, stored, "what was tried, and what is stored at once");
    expect.assert_eq(&tried);
}

/// The state before an iteration isn't there to replay it from: the stacks and shadows of the trial are gone.
#[test]
fn what_is_not_taken_is_forgotten() {
    check_untried(
        "fn f(x: &[f64]) -> f64 {
            let mut s = [x[0], x[1]];
            for i in 0..3 {
                for j in 0..2 { s[j] = (s[j] * x[i]).sin(); }
            }
            s[0] * s[1]
        }",
        expect![[r#"
            fn f(x, mut x_bar) {
                let t0 = x[0];
                let t1 = x[1];
                let mut s = [t0, t1];
                let mut saved = stack for 0..3 for 0..2;
                for i in 0..3 {
                    for j in 0..2 {
                        let t2 = s[j];
                        let t3 = x[i];
                        let t4 = t2 * t3;
                        let t5 = t4.sin();
                        s[j] = t5;
                        push saved (t2);
                    }
                }
                let t6 = s[0];
                let t7 = s[1];
                let t8 = t6 * t7;
                let mut t8_bar = 1.0;
                let t9 = t8_bar;
                let mut t6_bar = t9 * t7;
                let mut t7_bar = t9 * t6;
                let t10 = t7_bar;
                let mut s_bar = [0.0; 2];
                s_bar[1] += t10;
                let t11 = t6_bar;
                s_bar[0] += t11;
                for i in (0..3).rev() {
                    for j in (0..2).rev() {
                        let t2 = pop saved;
                        let t3 = x[i];
                        let t4 = t2 * t3;
                        let t12 = s_bar[j];
                        clear s_bar[j];
                        let mut t5_bar = t12;
                        let t13 = t5_bar;
                        let mut t4_bar = sin::times_dx(t4, t13);
                        let t14 = t4_bar;
                        let mut t2_bar = t14 *₀ t3;
                        let mut t3_bar = t14 *₀ t2;
                        let t15 = t3_bar;
                        x_bar[i] += t15;
                        let t16 = t2_bar;
                        s_bar[j] += t16;
                    }
                }
                let mut t0_bar = s_bar[0];
                let mut t1_bar = s_bar[1];
                let t17 = t1_bar;
                x_bar[1] += t17;
                let t18 = t0_bar;
                x_bar[0] += t18;
                t8
            }
        "#]],
    );
}

/// The slots of branches in it too.
#[test]
fn so_are_slots() {
    check_untried(
        "fn f(x: &[f64]) -> f64 {
            let mut s = [x[0], x[1]];
            for i in 0..3 {
                for j in 0..2 {
                    let a = if s[j] > 0.1 { (s[j] * x[i]).sin() } else { x[i] };
                    s[j] = a;
                }
            }
            s[0] * s[1]
        }",
        expect![[r#"
            fn f(x, mut x_bar) {
                let t0 = x[0];
                let t1 = x[1];
                let mut s = [t0, t1];
                let mut saved = stack for 0..3 for 0..2;
                for i in 0..3 {
                    for j in 0..2 {
                        let t2 = s[j];
                        let t3 = t2 > 0.1;
                        let a = if t3 {
                            let t5 = x[i];
                            let t6 = t2 * t5;
                            let t7 = t6.sin();
                            t7
                        } else {
                            let t8 = x[i];
                            t8
                        }
                        s[j] = a;
                        push saved (t2);
                    }
                }
                let t9 = s[0];
                let t10 = s[1];
                let t11 = t9 * t10;
                let mut t11_bar = 1.0;
                let t12 = t11_bar;
                let mut t9_bar = t12 * t10;
                let mut t10_bar = t12 * t9;
                let t13 = t10_bar;
                let mut s_bar = [0.0; 2];
                s_bar[1] += t13;
                let t14 = t9_bar;
                s_bar[0] += t14;
                for i in (0..3).rev() {
                    for j in (0..2).rev() {
                        let t2 = pop saved;
                        let t3 = t2 > 0.1;
                        let t15 = s_bar[j];
                        clear s_bar[j];
                        let mut a_bar = t15;
                        let mut t2_bar = 0.0;
                        let t16 = a_bar;
                        if t3 {
                            let t5 = x[i];
                            let t6 = t2 * t5;
                            let mut t7_bar = t16;
                            let t17 = t7_bar;
                            let mut t6_bar = sin::times_dx(t6, t17);
                            let t18 = t6_bar;
                            let t19 = t18 *₀ t5;
                            t2_bar += t19;
                            let mut t5_bar = t18 *₀ t2;
                            let t20 = t5_bar;
                            x_bar[i] += t20;
                        } else {
                            let mut t8_bar = t16;
                            let t21 = t8_bar;
                            x_bar[i] += t21;
                        }
                        let t22 = t2_bar;
                        s_bar[j] += t22;
                    }
                }
                let mut t0_bar = s_bar[0];
                let mut t1_bar = s_bar[1];
                let t23 = t1_bar;
                x_bar[1] += t23;
                let t24 = t0_bar;
                x_bar[0] += t24;
                t11
            }
        "#]],
    );
}

/// Both ways in one function: what is declared around the loop serves both, what is declared inside of it is made twice.
#[test]
fn two_ways_share_what_is_around() {
    let program = Program::parse(
        "fn g(x: &[f64]) -> f64 { x[0] * x[1] }
        fn f(x: &[f64], n: usize) -> f64 {
            let mut y = 1.0;
            for p in 0..n {
                let mut terms = [y, 2.0];
                for i in 0..x.len() { terms[0] *= x[i]; }
                y = g(&terms);
            }
            y
        }",
    );
    meaning::check(&program);
    let gradient = program.main().adjoint_by(Form::Gradient, Strategy::Best);
    let text = print::print(&gradient);
    let ways = gradient.body.stmts.iter().rev().find_map(|stmt| match stmt {
        Stmt::If { then, otherwise, .. } => Some([then, otherwise]),
        _ => None,
    });
    let [(declared, outer), (other_declared, other_outer)] =
        ways.expect("two ways").map(|way| cotangents(&gradient, way));
    assert!(declared.len() > 5, "{text}");
    assert!(declared.is_disjoint(&other_declared), "{text}");
    assert_eq!(outer, other_outer, "{text}");
    assert_eq!(outer.len(), 2, "those of `x` and `y` in\n{text}");
}

/// The cotangents that a block declares, and those from around it.
fn cotangents(function: &Function, block: &Block) -> (BTreeSet<VarId>, BTreeSet<VarId>) {
    let is_cotangent = |var: &VarId| function.var(*var).role == Role::Cotangent;
    let (mut declared, mut used) = (BTreeSet::new(), BTreeSet::new());
    visit::deep_stmts(block, &mut |stmt| declared.extend(visit::defines(stmt)));
    visit::deep(block, &mut |use_| used.extend(visit::used_var(use_)));
    declared.retain(is_cotangent);
    used.retain(|var| is_cotangent(var) && !declared.contains(var));
    (declared, used)
}
