//! Items made up: functions of the whole language that need not make sense, and tokens of no language.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use super::mutate;

/// Any tokens, alone or where an item has its parts.
pub fn wrapped(random: &mut ChaCha8Rng, pool: &[TokenTree]) -> TokenStream {
    let depth = random.random_range(0..5);
    let tokens = stream(random, pool, depth);
    match random.random_range(0..9) {
        0 => quote::quote!(fn f(x: f64) -> f64 { #tokens }),
        1 => quote::quote!(fn f(#tokens) -> f64 { x }),
        2 => quote::quote!(fn f(x: f64) -> #tokens { x }),
        3 => quote::quote!(impl #tokens { fn f(&self) -> f64 { 1.0 } }),
        4 => quote::quote!(impl M { #tokens }),
        5 => quote::quote!(struct S { #tokens }),
        6 => quote::quote!(enum E { #tokens }),
        7 => quote::quote!(struct S<#tokens>(f64);),
        _ => tokens,
    }
}

fn stream(random: &mut ChaCha8Rng, pool: &[TokenTree], depth: usize) -> TokenStream {
    let n = random.random_range(0..10);
    let delimiters =
        [Delimiter::Parenthesis, Delimiter::Brace, Delimiter::Bracket, Delimiter::None];
    let mut tokens = TokenStream::new();
    for _ in 0..n {
        let token = match depth > 0 && random.random_ratio(1, 4) {
            true => {
                let delimiter = delimiters[random.random_range(0..4)];
                Group::new(delimiter, stream(random, pool, depth - 1)).into()
            }
            false => mutate::token(random, pool),
        };
        tokens.extend([token]);
    }
    tokens
}

/// A function that parses.
pub fn function(random: &mut ChaCha8Rng) -> TokenStream {
    let mut writer = Writer { random, budget: 120 };
    let generics =
        writer.pick(&["", "", "", "<T: Real>", "<'a, const N: usize>", "<F: Fn(f64) -> f64>"]);
    let n = writer.random.random_range(1..5);
    let params: Vec<_> = (0..n).map(|_| writer.param()).collect();
    let output = match writer.random.random_range(0..5) {
        0 => String::new(),
        1 => format!("-> {}", writer.ty(2)),
        _ => "-> f64".into(),
    };
    let body = writer.block(4);
    let source = format!("fn f{generics}({}) {output} {body}", params.join(", "));
    source.parse().unwrap_or_else(|error| panic!("{error} in {source}"))
}

const NAMES: &[&str] =
    &["x", "y", "z", "v", "n", "i", "t", "s", "a", "b", "r#type", "x_bar", "value"];

struct Writer<'a> {
    random: &'a mut ChaCha8Rng,
    /// How many more expressions and statements to write.
    budget: usize,
}

impl Writer<'_> {
    fn pick(&mut self, texts: &[&'static str]) -> &'static str {
        texts[self.random.random_range(0..texts.len())]
    }

    fn below(&mut self, n: usize) -> usize {
        self.random.random_range(0..n)
    }

    fn name(&mut self) -> &'static str {
        let n = if self.below(4) == 0 { NAMES.len() } else { 5 };
        self.pick(&NAMES[..n])
    }

    fn param(&mut self) -> String {
        let (pattern, ty) = (self.pattern(1), self.ty(2));
        let constant = if self.below(8) == 0 { "#[constant] " } else { "" };
        match self.below(3) {
            0 => format!("{constant}{pattern}: {ty}"),
            _ => format!(
                "{constant}{}: {}",
                self.name(),
                if self.below(2) == 0 { "f64" } else { &ty }
            ),
        }
    }

    fn ty(&mut self, depth: usize) -> String {
        if depth == 0 {
            return self.pick(&["f64", "f64", "f32", "usize", "bool", "S", "&str", "T"]).into();
        }
        let inner = self.ty(depth - 1);
        match self.below(12) {
            0 => format!("&[{inner}]"),
            1 => format!("&mut {inner}"),
            2 => format!("&mut [{inner}]"),
            3 => format!("Vec<{inner}>"),
            4 => format!("Option<{inner}>"),
            5 => format!("[{inner}; 2]"),
            6 => format!("({inner}, f64)"),
            7 => format!("&{inner}"),
            8 => format!("Box<{inner}>"),
            9 => "impl Fn(f64) -> f64".into(),
            _ => inner,
        }
    }

    fn pattern(&mut self, depth: usize) -> String {
        if depth == 0 {
            return match self.below(6) {
                0 => "_".into(),
                1 => format!("mut {}", self.name()),
                2 => format!("ref {}", self.name()),
                _ => self.name().into(),
            };
        }
        let (a, b) = (self.pattern(depth - 1), self.pattern(depth - 1));
        match self.below(14) {
            0 => format!("({a}, {b})"),
            1 => format!("({a}, .., {b})"),
            2 => format!("[{a}, {b}]"),
            3 => format!("[{a}, rest @ ..]"),
            4 => format!("S {{ x: {a}, .. }}"),
            5 => format!("Some({a})"),
            6 => "None".into(),
            7 => format!("&{a}"),
            8 => format!("{} @ {b}", self.name()),
            9 => self.pick(&["0", "1..=5", "0..", "-1", "true", "'a'", "E::A", "1.5"]).into(),
            10 => format!("({a} | {b})"),
            11 => format!("E::B({a}, {b})"),
            _ => a,
        }
    }

    fn block(&mut self, depth: usize) -> String {
        let n = self.below(5);
        let stmts: String = (0..n).map(|_| self.stmt(depth)).collect();
        let value = if self.below(4) == 0 { String::new() } else { self.expr(depth) };
        format!("{{ {stmts} {value} }}")
    }

    fn place(&mut self) -> String {
        let (name, index) = (self.name(), self.expr(0));
        match self.below(8) {
            0 => format!("{name}[{index}]"),
            1 => format!("{name}.0"),
            2 => format!("{name}.x"),
            3 => format!("*{name}"),
            4 => format!("{name}[{index}].x"),
            _ => name.into(),
        }
    }

    fn stmt(&mut self, depth: usize) -> String {
        if self.budget == 0 || depth == 0 {
            return String::new();
        }
        self.budget -= 1;
        let d = depth - 1;
        match self.below(24) {
            0..=3 => {
                let pattern = if self.below(3) == 0 { self.pattern(2) } else { self.pattern(0) };
                format!("let {pattern} = {};", self.expr(d))
            }
            4 => format!("let mut {}: {} = {};", self.name(), self.ty(2), self.expr(d)),
            5 => format!("let {} = |{}| {};", self.name(), self.pattern(1), self.expr(d)),
            6 => format!("let {};", self.name()),
            7 => format!("let Some({}) = {} else {{ return x; }};", self.name(), self.expr(d)),
            8..=10 => {
                let op = self.pick(&["=", "+=", "-=", "*=", "/=", "%=", "<<="]);
                format!("{} {op} {};", self.place(), self.expr(d))
            }
            11 => format!("({}, {}) = {};", self.place(), self.place(), self.expr(d)),
            12 => format!("if {} {}", self.condition(d), self.block(d)),
            13 => format!("if {} {} else {}", self.condition(d), self.block(d), self.block(d)),
            14 | 15 => {
                let label = self.pick(&["", "", "'a: "]);
                format!("{label}for {} in {} {}", self.pattern(1), self.iterated(d), self.block(d))
            }
            16 => {
                format!("{}while {} {}", self.pick(&["", "'a: "]), self.condition(d), self.block(d))
            }
            17 => format!("{}loop {}", self.pick(&["", "'b: "]), self.block(d)),
            18 => format!("{};", self.exit(d)),
            19 => format!("if {} {{ {}; }}", self.condition(d), self.exit(d)),
            20 => {
                let mutator = self.pick(&[
                    "push(x)",
                    "pop()",
                    "swap(0, 1)",
                    "reverse()",
                    "insert(0, y)",
                    "remove(0)",
                    "clear()",
                    "sort()",
                    "truncate(1)",
                    "extend(v)",
                    "fill(x)",
                    "resize(3, y)",
                    "take()",
                    "step(&mut x)",
                ]);
                format!("{}.{mutator};", self.place())
            }
            21 => format!("std::mem::swap(&mut {}, &mut {});", self.place(), self.place()),
            22 => format!(
                "{};",
                self.pick(&[
                    "println!(\"{x}\")",
                    "assert!(x > 1.0)",
                    "panic!()",
                    "fn g() {}",
                    "const N: usize = 2",
                    "#[constant] let x = y"
                ])
            ),
            _ => format!("{};", self.expr(d)),
        }
    }

    fn exit(&mut self, depth: usize) -> String {
        match self.below(8) {
            0 => "break".into(),
            1 => "continue".into(),
            2 => "break 'a".into(),
            3 => "continue 'a".into(),
            4 => format!("break {}", self.expr(depth)),
            5 => format!("break 'b {}", self.expr(depth)),
            6 => "return".into(),
            _ => format!("return {}", self.expr(depth)),
        }
    }

    fn condition(&mut self, depth: usize) -> String {
        let (a, b) = (self.expr(depth.min(1)), self.expr(0));
        match self.below(8) {
            0 => format!("let {} = {a}", self.pattern(2)),
            1 => format!("let Some({}) = {a} && {b} > 0.0", self.name()),
            2 => format!("({a} > {b} && {b} < 1.0)"),
            3 => format!("(!({a} == {b}) || {a} > {b})"),
            _ => format!("({a} > {b})"),
        }
    }

    fn iterated(&mut self, depth: usize) -> String {
        let place = self.place();
        match self.below(8) {
            0 => format!("&{place}"),
            1 => format!("&mut {place}"),
            2 => format!("0..{}", self.pick(&["n", "3", "v.len()", "=2"])),
            3 => {
                self.pick(&["(0..n).rev()", "(0..n).rev().step_by(2)", "(0..=n).step_by(2)"]).into()
            }
            _ => self.chain(depth),
        }
    }

    fn chain(&mut self, depth: usize) -> String {
        let mut chain = format!(
            "{}.{}",
            self.place(),
            self.pick(&[
                "iter()",
                "iter()",
                "iter_mut()",
                "into_iter()",
                "windows(2)",
                "chunks(2)"
            ])
        );
        for _ in 0..self.below(4) {
            let d = depth.min(2);
            let step = match self.below(14) {
                0 | 1 => format!("map(|{}| {})", self.pattern(1), self.expr(d)),
                2 => format!("filter(|{}| {})", self.pattern(1), self.condition(0)),
                3 => "enumerate()".into(),
                4 => format!("zip({})", self.iterated(d)),
                5 => "rev()".into(),
                6 => format!("skip({})", self.expr(0)),
                7 => format!("take({})", self.expr(0)),
                8 => "copied()".into(),
                9 => format!("flat_map(|{}| {})", self.name(), self.iterated(d.saturating_sub(1))),
                10 => format!("scan({}, |s, {}| {})", self.expr(0), self.name(), self.expr(d)),
                11 => format!("take_while(|{}| {})", self.pattern(1), self.condition(0)),
                12 => format!("chain({})", self.iterated(d.saturating_sub(1))),
                _ => "step_by(2)".into(),
            };
            chain = format!("{chain}.{step}");
        }
        chain
    }

    fn expr(&mut self, depth: usize) -> String {
        if self.budget == 0 || depth == 0 {
            return match self.below(5) {
                0 => self.pick(&["1.0", "2", "0.5_f64", "true", "PI", "()", "0.0", "\"s\""]).into(),
                _ => self.name().into(),
            };
        }
        self.budget -= 1;
        let d = depth - 1;
        match self.below(40) {
            0..=4 => {
                let op = self.pick(&["+", "-", "*", "/", "%", "+", "*"]);
                format!("({} {op} {})", self.expr(d), self.expr(d))
            }
            5 => format!("-{}", self.place()),
            6 => format!(
                "({}).{}()",
                self.expr(d),
                self.pick(&[
                    "sin", "exp", "sqrt", "abs", "ln", "clone", "len", "unknown", "to_vec",
                    "sin_cos"
                ])
            ),
            7 => format!(
                "({}).{}({})",
                self.expr(d),
                self.pick(&["powi", "powf", "max", "min", "atan2", "get", "unwrap_or"]),
                self.expr(d)
            ),
            8 => format!(
                "{}({})",
                self.pick(&["g", "f", "x", "M::h", "Some", "f64::sqrt", "stop_gradient", "S"]),
                self.expr(d)
            ),
            9 => format!("g(&{}, &mut {})", self.place(), self.place()),
            10 => format!("({}, {})", self.expr(d), self.expr(d)),
            11 => format!("[{}, {}]", self.expr(d), self.expr(d)),
            12 => format!("{}![{}; {}]", "vec", self.expr(d), self.expr(0)),
            13 => format!("[{}; 2]", self.expr(d)),
            14 => format!("if {} {} else {}", self.condition(d), self.block(d), self.block(d)),
            15 | 16 => {
                let mut arms = String::new();
                for _ in 0..self.below(4) {
                    let guard = if self.below(4) == 0 {
                        format!("if {}", self.condition(0))
                    } else {
                        String::new()
                    };
                    arms += &format!("{} {guard} => {},", self.pattern(2), self.expr(d));
                }
                format!("(match {} {{ {arms} }})", self.place())
            }
            17 => self.block(d),
            18 => format!("S {{ x: {}, y: {} }}", self.expr(d), self.expr(d)),
            19 => format!("S {{ x: {}, ..{} }}", self.expr(d), self.place()),
            20 => format!("(|{}| {})({})", self.pattern(1), self.expr(d), self.expr(d)),
            21 => format!("({})?", self.expr(d)),
            22 => format!("({} as {})", self.expr(d), self.pick(&["f64", "f32", "usize", "_"])),
            23 => format!("&{}", self.place()),
            24 => format!("&mut {}", self.place()),
            25 => format!("{}[{}..{}]", self.name(), self.expr(0), self.expr(0)),
            26 => format!("loop {}", self.block(d)),
            27 => format!("'b: {}", self.block(d)),
            28 => format!("{{ {}; }}", self.exit(d)),
            29 => format!(
                "({}).{}(|{}| {})",
                self.expr(d),
                self.pick(&["map", "and_then", "unwrap_or_else", "is_some_and", "filter"]),
                self.pattern(1),
                self.expr(d)
            ),
            30..=33 => {
                let end = match self.below(8) {
                    0 => "sum::<f64>()".into(),
                    1 => "sum()".into(),
                    2 => "product::<f64>()".into(),
                    3 => format!(
                        "fold({}, |{}, {}| {})",
                        self.expr(0),
                        self.pattern(1),
                        self.pattern(1),
                        self.expr(d)
                    ),
                    4 => "collect::<Vec<_>>()".into(),
                    5 => format!("for_each(|{}| {})", self.pattern(1), self.expr(d)),
                    6 => "last()".into(),
                    _ => format!(
                        "{}(|{}| {})",
                        self.pick(&["any", "all", "position", "max_by"]),
                        self.pattern(1),
                        self.condition(0)
                    ),
                };
                format!("{}.{end}", self.chain(d))
            }
            34 => self.condition(d).replace("let ", ""),
            _ => self.place(),
        }
    }
}
