//! `keeping`: what may be a reference is kept by the pullback, after all that may point into it was used.

use expect_test::{Expect, expect};

use super::support::program::Program;
use super::support::{assert_verified, stages};
use crate::adjoint::Form;
use crate::ir::{print, verify::Phase};
use crate::keeping::{Gone, kept};

/// The statements of the forward sweep in which something is kept, each after the one before it.
fn check(source: &str, expect: Expect) {
    let adjoint = Program::parse(source).main().adjoint(Form::Pullback);
    let function =
        kept(stages::finished(adjoint, true), Gone::Exclusive, &syn::parse_quote!(runtime));
    assert_verified(&function, Phase::Simplified);
    let text = print::print(&function);
    let lines: Vec<_> = text.lines().collect();
    let is_kept = |pair: &&[&str]| pair[1].contains("kept_result");
    let pairs = lines.windows(2).filter(is_kept);
    let lines: Vec<_> = pairs.flatten().map(|line| format!("{}\n", line.trim_start())).collect();
    expect.assert_eq(&lines.concat());
}

#[test]
fn after_the_last_use() {
    check(
        "fn f(x: &[f64]) -> f64 {
            let y = row(x);
            let z = y[0].sin();
            let w = z * y[1];
            w.sin()
        }",
        expect![[r#"
                let t1 = y[1];
                let kept = runtime :: kept_result ! (value);
        "#]],
    );
}

/// What the loop binds isn't there after it, though it might point into what is kept.
#[test]
fn after_a_loop_with_a_pattern() {
    check(
        "fn f(x: f64) -> f64 {
            let y = make(x);
            let mut left = counts();
            let mut sum = 0.0;
            while let Some(k) = left.next() {
                sum += k * y.part;
            }
            sum
        }",
        expect![[r#"
                }
                let kept = runtime :: kept_result ! (value);
        "#]],
    );
}
