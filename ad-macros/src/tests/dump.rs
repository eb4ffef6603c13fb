//! `dump`: what is written, and that nothing of what is compiled depends on it.

use expect_test::{Expect, expect};

use super::support::program::Program;
use super::{closure, support};
use crate::adjoint::Form;
use crate::args::Config;
use crate::diag::Diagnostics;
use crate::ir::print;
use crate::signature::Signature;
use crate::simplify::{simplify, simplify_noted};
use crate::{dump, pipeline};

/// What is written of the last function of a text.
fn written(source: &str) -> String {
    let file: syn::File = syn::parse_str(source).expect("Rust");
    let Some(syn::Item::Fn(item)) = file.items.last() else { panic!("a function") };
    let (mut diagnostics, config) = (Diagnostics::default(), Config::default());
    let signature = Signature::read(&mut diagnostics, &item.vis, &item.sig, &config);
    let (primal, facts) = pipeline::analyse(&mut diagnostics, &signature, &item.block);
    diagnostics.finish().expect("no errors");
    let text = dump::text(&config, &signature, &primal, (&facts, &item.block));
    syn::parse_file(&text).unwrap_or_else(|error| panic!("{error} in\n{text}"));
    assert!(!text.contains("ad_comment"), "{text}");
    text
}

/// One derivative as it is compiled.
fn section(text: &str, name: &str) -> String {
    let head = format!("// The {name}, simplified: this is compiled.\n");
    let section = text.split(&head).nth(1).expect("the derivative");
    section.split("\n// ----").next().expect("text").to_string()
}

fn check(source: &str, name: &str, expect: Expect) {
    expect.assert_eq(&section(&written(source), name));
}

/// The comments and the heads of loops, branches and functions alone.
fn check_said(source: &str, name: &str, expect: Expect) {
    let text = section(&written(source), name);
    let is_head = |line: &&str| {
        let line = line.trim_start();
        ["// ", "for ", "while ", "if ", "fn "].iter().any(|start| line.starts_with(start))
    };
    let lines: Vec<_> = text.lines().filter(is_head).map(|line| format!("{line}\n")).collect();
    expect.assert_eq(&lines.concat());
}

#[test]
fn all_of_a_file() {
    let source = "fn f(x: f64, w: f64) -> f64 { (x * w).sin() }";
    expect![[r#"
        // The derivatives of `f`, written by `#[differentiate(dump)]`. Each stands here twice: as the
        // transform makes it, which undoes the function statement by statement, and simplified, as it is
        // compiled. Paths are shortened, and names are as the compiler knows them: `x_dot` is the tangent
        // of `x`, `x_bar` its cotangent.

        // -------------------------------------------------------------------------------------------------
        // The tangent. Forward mode: the value and its tangent, from the dots of the parameters.
        // -------------------------------------------------------------------------------------------------

        // The tangent, as the transform makes it.
        fn tangent(x: f64, w: f64, x_dot: f64, w_dot: f64) -> (f64, f64) {
            let t0 = x * w;
            (t0.sin(), prim::sin::times_dx(t0, x_dot * w + x * w_dot))
        }

        // The tangent, simplified: this is compiled.
        fn tangent(x: f64, w: f64, x_dot: f64, w_dot: f64) -> (f64, f64) {
            let t0 = x * w;
            (t0.sin(), prim::sin::times_dx(t0, x_dot * w + x * w_dot))
        }

        // -------------------------------------------------------------------------------------------------
        // The gradient. Reverse mode, of a number: both sweeps in one body, which adds to the bars of the
        // parameters.
        // -------------------------------------------------------------------------------------------------

        // The gradient, as the transform makes it.
        fn gradient(x: f64, w: f64, x_bar: &mut f64, w_bar: &mut f64) -> f64 {
            let t0 = x * w;
            let mut t1_bar = 1.0;
            let mut t0_bar = prim::sin::times_dx(t0, t1_bar);
            let t3 = t0_bar;
            let mut x_bar_1 = t3 * w;
            let mut w_bar_1 = t3 * x;
            *x_bar += x_bar_1;
            *w_bar += w_bar_1;
            t0.sin()
        }

        // The gradient, simplified: this is compiled.
        fn gradient(x: f64, w: f64, x_bar: &mut f64, w_bar: &mut f64) -> f64 {
            let t0 = x * w;
            let t0_bar = prim::sin::times_dx(t0, 1.0);
            *x_bar += t0_bar * w;
            *w_bar += t0_bar * x;
            t0.sin()
        }

        // -------------------------------------------------------------------------------------------------
        // The pullback. Reverse mode: the forward sweep, and a closure that is the reverse sweep, from the
        // value's cotangent to those of the parameters.
        // -------------------------------------------------------------------------------------------------

        // The pullback, as the transform makes it.
        fn pullback(
            x: f64,
            w: f64,
        ) -> (f64, impl FnOnce(f64, Option<&mut f64>, Option<&mut f64>)) {
            let t1 = (x * w).sin();
            let value = t1;
            (
                value,
                move |value_bar, mut x_bar, mut w_bar| {
                    if value_bar != 0.0 {
                        let mut t1_bar = value_bar;
                        let mut t0_bar = prim::sin::times_dx(x * w, t1_bar);
                        let t3 = t0_bar;
                        let mut x_bar_1 = t3 * w;
                        let mut w_bar_1 = t3 * x;
                        if let Some(x_bar) = x_bar.as_deref_mut() {
                            *x_bar += x_bar_1;
                        }
                        if let Some(w_bar) = w_bar.as_deref_mut() {
                            *w_bar += w_bar_1;
                        }
                    }
                },
            )
        }
        // The closure captures `x`, `w`.

        // The pullback, simplified: this is compiled.
        fn pullback(
            x: f64,
            w: f64,
        ) -> (f64, impl FnOnce(f64, Option<&mut f64>, Option<&mut f64>)) {
            let t1 = (x * w).sin();
            let value = t1;
            (
                value,
                move |value_bar, mut x_bar, mut w_bar| {
                    if value_bar != 0.0 {
                        let t0_bar = prim::sin::times_dx(x * w, value_bar);
                        if let Some(x_bar) = x_bar.as_deref_mut() {
                            *x_bar += t0_bar * w;
                        }
                        if let Some(w_bar) = w_bar.as_deref_mut() {
                            *w_bar += t0_bar * x;
                        }
                    }
                },
            )
        }
        // The closure captures `x`, `w`.
    "#]].assert_eq(&written(source));
}

#[test]
fn a_fused_loop() {
    check(
        "fn f(x: &[f64], w: f64) -> f64 {
            let mut s = 0.0;
            for i in 0..x.len() { s += (x[i] * w).sin(); }
            s / x.len() as f64
        }",
        "gradient",
        expect![[r#"
            fn gradient(x: &[f64], w: f64, x_bar: &mut [f64], w_bar: &mut f64) -> f64 {
                let mut s = 0.0;
                let mut w_bar_1 = 0.0;
                let t11 = 1.0 / x.len() as f64;
                for i in 0..x.len() {
                    // Fused: each iteration is reversed at once, and nothing is stored. The result depends on
                    // `s` by sums and constant factors alone, so the cotangent of what is added to it is known
                    // before the loop.
                    let t1 = x[i];
                    let t2 = t1 * w;
                    s += t2.sin();
                    let t2_bar = prim::sin::times_dx(t2, t11);
                    w_bar_1 += t2_bar * t1;
                    x_bar[i] += t2_bar * w;
                }
                *w_bar += w_bar_1;
                s / x.len() as f64
            }
        "#]],
    );
}

#[test]
fn a_stored_loop_with_a_branch_and_a_call() {
    check(
        "fn g(x: f64) -> f64 { x * x }
        fn f(x: &[f64]) -> f64 {
            let mut p = 1.0;
            for i in 0..x.len() {
                if p > 3.0 { p *= x[i].exp(); }
                p += g(x[i]);
            }
            p
        }",
        "gradient",
        expect![[r#"
            fn gradient(x: &[f64], x_bar: &mut [f64]) -> f64 {
                let mut p = 1.0;
                let t0 = x.len();
                let mut saved_1 = Vec::with_capacity(Iterator::size_hint(&(0..t0)).0);
                for i in 0..t0 {
                    // Stored, not replayed, since nothing inside of it stores, so that each record is of one
                    // size. An iteration keeps `saved` of a branch, `p` and `g_pullback`: 8 bytes, and the size
                    // of `saved` of a branch and `g_pullback`, which isn't seen here.
                    // Not fused, since what it writes to isn't one number that it only adds to.
                    let mut saved = None;
                    let t1 = p;
                    if t1 > 3.0 {
                        let t4 = x[i].exp();
                        p = t1 * t4;
                        saved = Some(t4);
                    }
                    // The pullback of `g` is kept for the reverse sweep.
                    let (t6, g_pullback) = g::pullback(x[i]);
                    number_in(&t6);
                    p += t6;
                    Vec::push(&mut saved_1, (saved, t1, g_pullback));
                }
                let mut p_bar = 1.0;
                for i_1 in (0..t0).rev() {
                    // The reverse of an iteration takes back `saved` of a branch, `p` and `g_pullback`, and
                    // computes nothing again.
                    let (mut saved_3, t21, g_pullback_1) = Vec::pop(&mut saved_1)
                        .expect("one record for each iteration");
                    let mut t5_bar = 0.0;
                    g_pullback_1(p_bar, Some(&mut t5_bar));
                    x_bar[i_1] += t5_bar;
                    let mut t1_bar = 0.0;
                    if let Some(t22) = saved_3 {
                        let t14 = p_bar;
                        p_bar = 0.0;
                        t1_bar += zero_or_product(t14, t22);
                        x_bar[i_1] += prim::exp::times_dx(t22, zero_or_product(t14, t21));
                    }
                    p_bar += t1_bar;
                }
                p
            }
        "#]],
    );
}

#[test]
fn a_replayed_loop() {
    check_said(
        "fn f(x: &[f64]) -> f64 {
            let mut p = 1.0;
            for i in 0..x.len() {
                let mut q = x[i];
                for j in 0..i { q = (q * x[j]).sin(); }
                p *= q;
            }
            p
        }",
        "gradient",
        expect![[r#"
            fn gradient(x: &[f64], x_bar: &mut [f64]) -> f64 {
                for i in 0..t0 {
                    // Replayed: the reverse sweep runs each iteration again, since what is inside of it would
                    // have to store. An iteration keeps what is carried into it, `p`: 8 bytes.
                    // Not fused, since what it writes to isn't one number that it only adds to.
                    for j in 0..i {
                for i_1 in (0..t0).rev() {
                    // The reverse of an iteration takes back `p`, and runs it again for `q`.
                    for j_1 in 0..i_1 {
                    for j_2 in (0..i_1).rev() {
                        // The reverse of an iteration takes back `q`, and computes `x[j]` and `q * x[j]` again.
        "#]],
    );
}

#[test]
fn why_loops_are_not_fused() {
    check_said(
        "fn f(x: &[f64], w: f64) -> f64 {
            let mut s = 0.0;
            for i in 0..x.len() { s += x[i] * s; }
            let mut t = 0.0;
            for i in 0..x.len() { t += x[i] * w; }
            let mut n = 0;
            for i in 0..x.len() { n += i; }
            s + t * t + n as f64
        }",
        "gradient",
        expect![[r#"
            fn gradient(x: &[f64], w: f64, x_bar: &mut [f64], w_bar: &mut f64) -> f64 {
                for i in 0..t0 {
                    // Stored, not replayed, since nothing inside of it stores, so that each record is of one
                    // size. An iteration keeps `s`: 8 bytes.
                    // Not fused, since it reads the number that it adds to.
                for i_1 in 0..t4 {
                    // Reversed without a record: what the reverse of an iteration needs is still there, or is
                    // computed again.
                    // Not fused, since the result depends on its sum in another way than by sums and constant
                    // factors.
                for i_2 in 0..x.len() {
                    // No derivative goes through this loop: it has no reverse.
                for i_3 in 0..t4 {
                    // The reverse of an iteration takes nothing back, and computes `x[i_1]` again.
                for i_4 in (0..t0).rev() {
                    // The reverse of an iteration takes back `s`, and computes `x[i]` again.
        "#]],
    );
}

#[test]
fn a_loop_in_a_pullback_and_what_it_captures() {
    check_said(
        "fn f(x: &[f64], w: f32) -> f64 {
            let mut v = w as f64;
            while v < 9.0 { v = v * x[0] + x[1].sin(); }
            v
        }",
        "pullback",
        expect![[r#"
            fn pullback(
                while v < 9.0 {
                    // Stored, not replayed, since nothing inside of it stores, so that each record is of one
                    // size. An iteration keeps `v`: of a size that isn't seen here.
                    // Not fused, since the cotangent of the result comes only with the reverse sweep.
                        if value_bar != 0.0 {
                            for _ in 0..n_trips {
                                // The reverse of an iteration takes back `v`, and computes `x[0]` and `x[1]`
                                // again.
                                if let Some(x_bar) = x_bar.as_deref_mut() {
                                if let Some(x_bar) = x_bar.as_deref_mut() {
                            if let Some(w_bar) = w_bar.as_deref_mut() {
            // The closure captures `x`, `w`, `saved`, `n_trips`.
        "#]],
    );
}

/// With the notes in it, a derivative is simplified to the same.
#[test]
fn notes_change_nothing() {
    for source in closure::sources() {
        let program = Program::parse(source);
        for form in [Form::Gradient, Form::Pullback, Form::Owned] {
            let derivative = program.main().adjoint(form);
            let plain = print::print(&simplify(derivative.clone()));
            assert_eq!(print::print(&simplify_noted(derivative)), plain, "{source}");
        }
        written(source);
    }
}

/// With the option, what is compiled is the same, but for the warning that says where the file is.
#[test]
fn the_option_adds_a_warning_alone() {
    let source = "fn f(x: f64) -> f64 { x.sin() }";
    let expand =
        |args| pipeline::expand(support::tokens(args), support::tokens(source)).to_string();
    let (plain, dumped) = (expand(""), expand("dump"));
    let warning = dumped.strip_prefix(&plain).expect("the same");
    assert!(warning.contains("the derivatives of `f` are written to `"), "{warning}");
    let path = warning.split('`').nth(3).expect("a path");
    let there = std::fs::read_to_string(path).expect("the file");
    assert_eq!(there, written(source));
    assert!(path.ends_with("ad-dump/ad_macros/f.rs"), "{path}");
}

#[test]
fn parameters_of_unseen_types() {
    let text = written("fn f(s: &Spring, at: f64) -> f64 { s.k * (at - s.rest).sin() }");
    assert!(text.contains("fn "), "{text}");
}
