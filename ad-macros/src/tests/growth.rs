//! Expansions grow with the function, not faster: as many tokens, and as much work, for each branch, arm, statement, loop
//! and call of a closure.
//!
//! What is asserted is the number of tokens. Instructions are counted outside, for one shape and size at a time:
//! `GROWTH=arms,400 valgrind --tool=callgrind target/release/deps/ad_macros-.. growth::one`.

use std::fmt::Write;

use proc_macro2::{TokenStream, TokenTree};

use super::support::tokens;
use crate::pipeline;

/// A kind of function, of any size.
type Shape = (&'static str, fn(usize) -> String);

const SHAPES: &[Shape] = &[
    ("arms", arms),
    ("statements", statements),
    ("returns", returns),
    ("chain", chain),
    ("partial returns", partial_returns),
    ("loops", loops),
    ("closures", closures),
    ("variants", variants),
];

#[test]
fn is_linear() {
    for (name, shape) in SHAPES {
        let sizes = [8, 16, 32].map(|n| count(expansion(&shape(n))));
        let (first, second) = (sizes[1] - sizes[0], sizes[2] - sizes[1]);
        assert!(second * 4 <= first * 9, "{name}: {sizes:?} tokens");
    }
}

/// Prints the time of one expansion.
#[test]
fn one() {
    let Ok(which) = std::env::var("GROWTH") else { return };
    let (name, size) = which.split_once(',').expect("a shape and a size");
    let (_, shape) = SHAPES.iter().find(|(shape, _)| *shape == name).expect("a shape");
    let source = tokens(&shape(size.parse().expect("a size")));
    let start = std::time::Instant::now();
    let expansion = expand(source);
    println!("{which}: {:?}, {} tokens", start.elapsed(), count(expansion));
}

fn expansion(source: &str) -> TokenStream {
    expand(tokens(source))
}

fn expand(source: TokenStream) -> TokenStream {
    pipeline::expand(tokens(""), source)
}

fn count(stream: TokenStream) -> usize {
    let tokens = stream.into_iter().map(|token| match token {
        TokenTree::Group(group) => 2 + count(group.stream()),
        _ => 1,
    });
    tokens.sum()
}

/// A function of `x`, `y` and `k` with what `body` writes between its first and its last line.
fn function(body: impl FnOnce(&mut String)) -> String {
    let mut text = "fn f(x: f64, y: f64, k: usize) -> f64 { let mut z = x;\n".to_string();
    body(&mut text);
    text + "z * y }"
}

fn each(n: usize, line: impl Fn(usize) -> String) -> String {
    (0..n).fold(String::new(), |mut text, i| {
        writeln!(text, "{}", line(i)).expect("memory");
        text
    })
}

fn arms(n: usize) -> String {
    function(|text| {
        *text += "for i in 0..k { z = match i {\n";
        *text += &each(n, |i| format!("{i} => z * {i}.5 + x.sin(),"));
        *text += "_ => z }; }\n";
    })
}

fn statements(n: usize) -> String {
    function(|text| {
        *text += "let v = x;\n";
        *text += &each(n, |i| format!("let v{i} = z.sin() * x + v * {i}.5; let v = v{i}; z += v;"));
    })
}

fn returns(n: usize) -> String {
    function(|text| {
        *text +=
            &each(n, |i| format!("z = z * y + {i}.5 * x; if z > 1e{i} {{ return z * {i}.0; }}"))
    })
}

fn partial_returns(n: usize) -> String {
    function(|text| {
        *text += &each(n, |i| {
            format!(
                "z = z * y.sin(); if k > {i} {{ z *= x; if z > {i}.0 {{ return z; }} z += y; }}"
            )
        })
    })
}

fn chain(n: usize) -> String {
    function(|text| {
        *text += "z += ";
        *text += &each(n, |i| format!("if x < {i}.0 {{ (y * {i}.5).exp() }} else"));
        *text += "{ y };\n";
    })
}

fn loops(n: usize) -> String {
    function(|text| {
        *text += &each(n, |i| {
            format!(
                "for i in 0..k {{ for j in 0..i {{ z += (x * {i}.5).sin() * j as f64; }} z *= y; }}"
            )
        })
    })
}

fn closures(n: usize) -> String {
    function(|text| {
        *text += "let c0 = |t: f64| t * x + y.sin();\n";
        *text +=
            &each(n, |i| format!("let c{} = |t: f64| 0.3 * c{i}(t) + 0.2 * c{i}(t + x);", i + 1));
        *text += &format!("z += c{n}(y);\n");
    })
}

fn variants(n: usize) -> String {
    let arms = each(n, |i| format!("Shape::V{i} {{ a, b }} => a * x + b.sin(),"));
    format!("fn f(s: &Shape, x: f64) -> f64 {{ match s {{ {arms} }} }}")
}
