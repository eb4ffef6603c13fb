//! Whatever stands in the attribute and under it, the macros answer with tokens: they never panic, and
//! a function that can be read comes out as it went in.

use std::panic::{self, AssertUnwindSafe};

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use super::closure;
use super::support::random::Random;
use super::support::tokens;
use crate::{pipeline, primitive};

/// Expands with both macros. What comes out of Rust is Rust.
fn expand(args: &TokenStream, item: &TokenStream) {
    let is_rust = syn::parse2::<syn::Item>(item.clone()).is_ok();
    for (name, expand) in
        [("differentiate", differentiate as Expand), ("primitive", primitive::expand)]
    {
        let expand = || expand(args.clone(), item.clone());
        let Ok(expansion) = panic::catch_unwind(AssertUnwindSafe(expand)) else {
            panic!("a panic from\n#[{name}({args})]\n{item}");
        };
        if is_rust {
            let parsed = syn::parse2::<syn::File>(expansion.clone());
            assert!(parsed.is_ok(), "from\n#[{name}({args})]\n{item}\nto\n{expansion}");
        }
    }
}

fn differentiate(args: TokenStream, item: TokenStream) -> TokenStream {
    pipeline::expand(args, item)
}

type Expand = fn(TokenStream, TokenStream) -> TokenStream;

#[test]
fn odd_items() {
    let items = [
        "",
        ";",
        "fn",
        "fn f",
        "fn f()",
        "fn f();",
        "fn f() {}",
        "fn f(x) {}",
        "fn f(x: f64) -> f64",
        "fn f(x: f64) -> f64;",
        "fn f(x: f64) -> f64 {}",
        "fn f(x: f64) -> f64 { x.. }",
        "fn f(x: f64) -> f64 { x. }",
        "fn f(x: f64) -> f64 { ..x }",
        "fn f(x: f64) -> f64 { .. }",
        "fn f(x: f64) -> f64 { _ }",
        "fn f(x: f64) -> f64 { x[..] }",
        "fn f(x: f64) -> f64 { x.0.0.0 }",
        "fn f(x: f64) -> f64 { break; continue; return; x }",
        "fn f(x: f64) -> f64 { return return x; }",
        "fn f(x: f64) -> f64 { x = x; x += x; () = (); (x) }",
        "fn f(x: f64) -> f64 { let () = (); let _ = x; let (..) = (x,); x }",
        "fn f(x: f64) -> f64 { let (a, .., b) = (x, x, x); a * b }",
        "fn f(x: f64) -> f64 { let (a, b) = x; let (c, d) = 1.0; a * c }",
        "fn f(x: f64) -> f64 { x as _ as f64 as fn() }",
        "fn f(x: f64) -> f64 { &x; &&x; *&x; **x; -!x }",
        "fn f(x: f64) -> f64 { if x {} else { x } }",
        "fn f(x: f64) -> f64 { if true { x } }",
        "fn f(x: f64) -> f64 { while x {} loop {} for _ in x..x {} }",
        "fn f(x: f64) -> f64 { for i in (0..1).rev().rev().step_by(2).step_by(3) {} x }",
        "fn f(x: f64) -> f64 { for x in 0..x as usize { let x = x; } x }",
        "fn f(x: f64) -> f64 { []; [x]; [x; x]; vec![]; vec![x; ]; vec![; x]; (); (x,) }",
        "fn f(x: f64) -> f64 { x.sin(x, x) + x.powi() + f64::sin() + f64::max(x) + sin_cos(x) }",
        "fn f(x: f64) -> f64 { f(f(f(x)))(x)(x) }",
        "fn f(x: f64) -> f64 { x::<f64>(x) + self::x + Self::x + super::f(x) + crate::f(x) }",
        "fn f(x: f64) -> f64 { stop_gradient() + stop_gradient(x, x) + stop_gradient(x) }",
        r#"fn f(x: f64) -> f64 { "a"; 'b'; b"c"; c"d"; r"e{x"; format!("{x") }"#,
        "fn f(x: f64) -> f64 { 1u99; 1e999; 99999999999999999999999999999999999999999999; 1_f64 }",
        "fn f(x: f64, x: f64) -> f64 { x * x }",
        "fn f(_: f64, (_, _): (f64, f64), [a]: [f64; 1], S { b }: S, ref c: f64, mut d: f64) -> f64 { a }",
        "fn f(x: (), y: !, z: [f64], v: Vec, w: Vec<>, u: &'static mut &f64, t: impl Fn(f64)) -> f64 { z }",
        "fn f<'a, const N: usize, T>(x: &'a [f64; N]) -> [f64; N] where T: Copy { *x }",
        "fn r#fn(r#type: f64) -> f64 { r#type * r#type }",
        "const async unsafe extern fn f(self: f64, ...) -> ! { loop {} }",
        "pub(in a::b) fn f(x: f64) -> (f64, (), [(); 3]) { (x, (), [(); 3]) }",
        "#[a = b] #![c] fn f(#[d] x: f64) -> f64 { #![e] #[f] let x = x; #[g] x }",
        "struct; enum {} impl for {} mod",
        "impl<T> X<T> for Y { fn f(&self) {} }",
        "impl S {}",
        "impl S { fn f(self) {} fn g(&self); const X: f64 = 1.0; type T = f64; m!{} }",
        "impl S { fn f(&mut self, x: &mut f64) {} fn r#g(mut self) -> Self { self } }",
        "impl S { fn f(self: Box<Self>, #[constant] y: &'_ Self) -> Option<Self> { y } }",
        "impl<'a, T: Real, const N: usize> S<'a, T, N> where T: Copy { fn f<U>(&self, x: T, y: U) -> U { x } }",
        "impl S<'_> { fn f(&self, x: &f64) -> (Self, f64) { (self, x) } }",
        "impl<T, U: Fn(T)> Tr<T, U> for S<U> { type O = T; fn f(&self, x: Self::O) -> <Self as Tr>::O { x } }",
        "impl S { #[differentiate] #[differentiate(wrt(self), wrt(x))] fn f(&self, x: f64) -> f64 { x } }",
        "impl S { #[differentiate = 1] fn f(x: f64) -> f64 { Self::f(x) + self.f(x) } }",
        "impl dyn Tr { fn f(&self) -> f64 { 1.0 } }",
        "impl [f64] { fn f(&self) -> f64 { 1.0 } }",
        "impl ! for S { fn f(&self) -> f64 { 1.0 } }",
        "fn f<T, F: Fn(T) -> T>(x: Vec<T>, f: F, g: &dyn Fn(), h: Option<&T>, i: Box<Model<'_, T>>) -> Result<T, F> { x }",
        "fn f(x: &mut Option<f64>, y: &mut &mut f64, z: &'static mut [S]) { f(x, y, z) }",
        "macro_rules! m { () => {} }",
        "static mut X: f64 = 1.0;",
        "extern crate core;",
        "extern { fn f(x: f64) -> f64; }",
        "{}",
        "x",
        "fn f(x: f64) -> f64 { x } fn g(x: f64) -> f64 { x }",
    ];
    for item in items {
        expand(&tokens(""), &tokens(item));
    }
}

#[test]
fn odd_options() {
    let options = [
        ",",
        ",,",
        "=",
        "wrt",
        "wrt = x",
        "wrt()",
        "wrt(,)",
        "wrt(x y)",
        "wrt(x,,)",
        "wrt(wrt(x))",
        "wrt(self)",
        "wrt(r#x)",
        "order",
        "order()",
        "order = ",
        "order = -1",
        "order = 1.0",
        "order = 99999999999999999999",
        "order = x",
        "crate",
        "crate = ",
        "crate = 1",
        "crate = a::<b>::c",
        "crate = <a as b>::c",
        "crate(a)",
        "forward()",
        "reverse = false",
        "forward = true, forward = false",
        "dump = 1",
        "jacobian = 1",
        "jacobian()",
        "jacobian = \"markowitz\", jacobian = \"markowitz\"",
        "a::b::c",
        "\"x\"",
        "1",
        "{}",
        "partials",
        "partials()",
        "partials(x)",
        "partials(x = )",
        "partials(x = y = z)",
        "bprop = 1",
        "jvp",
        "bprop = a, jvp = b, partials(x = 1.0)",
        "#",
        "'a",
        "fn",
        "crate = crate, wrt(crate)",
    ];
    for options in options {
        expand(&tokens(options), &tokens("fn f(x: f64) -> f64 { x * x }"));
    }
}

#[test]
fn mutated_fixtures() {
    let items: Vec<_> = closure::sources().map(last_function).collect();
    let pool: Vec<_> = items.iter().cloned().flatten().collect();
    let mut random = Random::new(1);
    for round in 0..3000 {
        let mut item: Vec<_> = items[round % items.len()].clone().into_iter().collect();
        for _ in 0..=random.below(3) {
            mutate(&mut random, &mut item, &pool);
        }
        expand(&TokenStream::new(), &item.into_iter().collect());
    }
}

/// The function that a fixture is about.
fn last_function(source: &str) -> TokenStream {
    let file: syn::File = syn::parse_str(source).expect("Rust");
    quote::ToTokens::to_token_stream(file.items.last().expect("a function"))
}

/// Changes one place, at any depth: a token goes, comes twice, changes places or is replaced.
fn mutate(random: &mut Random, tokens: &mut Vec<TokenTree>, pool: &[TokenTree]) {
    if tokens.is_empty() {
        return;
    }
    let at = random.below(tokens.len());
    if let TokenTree::Group(group) = &tokens[at] {
        let is_inside = random.below(8) != 0;
        if is_inside {
            let mut inner: Vec<_> = group.stream().into_iter().collect();
            mutate(random, &mut inner, pool);
            let delimiters =
                [Delimiter::Parenthesis, Delimiter::Brace, Delimiter::Bracket, Delimiter::None];
            let delimiter = match random.below(20) {
                0 => delimiters[random.below(4)],
                _ => group.delimiter(),
            };
            tokens[at] = Group::new(delimiter, inner.into_iter().collect()).into();
            return;
        }
    }
    match random.below(5) {
        0 => drop(tokens.remove(at)),
        1 => tokens.insert(at, tokens[at].clone()),
        2 => tokens.insert(at, random_token(random, pool)),
        3 => tokens[at] = random_token(random, pool),
        _ => {
            let other = random.below(tokens.len());
            tokens.swap(at, other);
        }
    }
}

/// Any token of any fixture, however deep.
fn random_token(random: &mut Random, pool: &[TokenTree]) -> TokenTree {
    let token = pool[random.below(pool.len())].clone();
    match &token {
        TokenTree::Group(group) if random.below(8) != 0 => {
            let inner: Vec<_> = group.stream().into_iter().collect();
            if inner.is_empty() { token } else { random_token(random, &inner) }
        }
        _ => token,
    }
}
