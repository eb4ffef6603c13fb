//! Which functions call themselves, by what is seen of each alone.

use expect_test::{Expect, expect};

use super::support::tokens;
use crate::recursion::calls_itself;

/// A line for each function: its name (`.name` of a method), then its body.
fn check(functions: &str, expected: Expect) {
    let lines = functions.lines().map(str::trim).filter(|line| !line.is_empty());
    let lines = lines.map(|line| {
        let (name, body) = line.split_once(' ').unwrap();
        let (name, is_method) = (name.trim_start_matches('.'), name.starts_with('.'));
        match calls_itself(name, is_method, &tokens(body)) {
            true => format!("{name} calls itself\n"),
            false => format!("{name}\n"),
        }
    });
    expected.assert_eq(&lines.collect::<String>());
}

#[test]
fn a_function_that_calls_itself() {
    check(
        "f { f(x - 1.0) }
        g { m::g::<T>(x) + vec![1.0][0] }
        h { vec![h(x)] }
        i { let i = x; i * x.i() + j.i }
        .loss { self.loss(x) }
        .rate { Self::rate(x) }
        .other { other(x) }",
        expect![[r#"
            f calls itself
            g calls itself
            h calls itself
            i
            loss calls itself
            rate calls itself
            other
        "#]],
    );
}
