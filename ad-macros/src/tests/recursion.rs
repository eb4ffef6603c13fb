//! Which functions are on a cycle of calls, by what is seen of each alone.

use expect_test::{Expect, expect};

use super::support::tokens;
use crate::recursion::Calls;

/// Adds functions, a line for each: its name (`.name` of a method), then its body.
fn check(functions: &str, expected: Expect) {
    let mut calls = Calls::new();
    let lines = functions.lines().map(str::trim).filter(|line| !line.is_empty());
    let boxed = lines.map(|line| {
        let (name, body) = line.split_once(' ').unwrap();
        let (name, is_method) = (name.trim_start_matches('.'), name.starts_with('.'));
        match calls.add(name, is_method, &tokens(body)) {
            true => format!("{name} closes a cycle\n"),
            false => format!("{name}\n"),
        }
    });
    expected.assert_eq(&boxed.collect::<String>());
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
            f closes a cycle
            g closes a cycle
            h closes a cycle
            i
            loss closes a cycle
            rate closes a cycle
            other
        "#]],
    );
}

#[test]
fn the_last_of_several() {
    check(
        "f { g(x) }
        g { h(x) }
        k { f(x) }
        h { f(x) }
        .loss { free(self, x) }
        free { x.loss() }",
        expect![[r#"
            f
            g
            k
            h closes a cycle
            loss
            free closes a cycle
        "#]],
    );
}
