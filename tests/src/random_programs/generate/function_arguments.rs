//! Functions that take functions: by name, and by closures that capture what is differentiated.

use proc_macro2::Ident;
use syn::{Expr, Item, Stmt, parse_quote};

use super::Writer;
use crate::random_programs::ast::{Ty, ident, int};
use crate::random_programs::recipe::Recipe;

pub const RECIPES: &[Recipe] = &[
    Recipe::statements("function_by_name", by_name),
    Recipe::statements("function_by_closure", by_closure).weight(3),
    Recipe::statements("function_of_two", of_two).weight(1),
    Recipe::statements("function_of_lists", of_lists).weight(1),
    Recipe::part("function_handed_on"),
    Recipe::part("function_object"),
];

/// A function that takes one of a number, and how that is given to it: lent or not.
fn taking(w: &mut Writer) -> (Ident, bool) {
    let f = w.name("taking");
    let body = body(w);
    let kind = if w.part("function_object") { 4 } else { w.random.usize(..4) };
    let item: Item = match kind {
        0 => parse_quote! {
            #[differentiate]
            fn #f(g: impl Fn(f64) -> f64, a: f64, b: f64) -> f64 { #(#body)* }
        },
        1 => parse_quote! {
            #[differentiate]
            fn #f<F: Fn(f64) -> f64>(g: F, a: f64, b: f64) -> f64 { #(#body)* }
        },
        2 => parse_quote! {
            #[differentiate]
            fn #f<F>(g: F, a: f64, b: f64) -> f64 where F: Fn(f64) -> f64 + Copy { #(#body)* }
        },
        3 => parse_quote! {
            #[differentiate]
            fn #f(g: &impl Fn(f64) -> f64, a: f64, b: f64) -> f64 { #(#body)* }
        },
        _ => parse_quote! {
            #[differentiate]
            fn #f(g: &dyn Fn(f64) -> f64, a: f64, b: f64) -> f64 { #(#body)* }
        },
    };
    w.items.push(item);
    if !w.part("function_handed_on") {
        return (f, kind > 2);
    }
    let (outer, term) = (w.name("handing"), w.number());
    // What is lent already is handed on as it is.
    let g: Expr = if kind == 4 { parse_quote!(g) } else { parse_quote!(&g) };
    w.items.push(match (kind > 2, w.random.bool()) {
        (true, true) => parse_quote! {
            #[differentiate]
            fn #outer(g: &dyn Fn(f64) -> f64, a: f64, b: f64) -> f64 { #f(#g, a, #term) + g(b) }
        },
        (true, false) => parse_quote! {
            #[differentiate]
            fn #outer(g: &dyn Fn(f64) -> f64, a: f64, b: f64) -> f64 { #f(&|t| g(t * b), a, #term) }
        },
        (false, true) => parse_quote! {
            #[differentiate]
            fn #outer(g: &dyn Fn(f64) -> f64, a: f64, b: f64) -> f64 { #f(#g, a, b) * #term }
        },
        (false, false) => parse_quote! {
            #[differentiate]
            fn #outer(g: &dyn Fn(f64) -> f64, a: f64, b: f64) -> f64 { #f(|t| g(t) * b, a, #term) - g(a) }
        },
    });
    (outer, true)
}

/// What it does with the function.
fn body(w: &mut Writer) -> Vec<Stmt> {
    let (number, n) = (w.number(), int(1 + w.random.usize(..4)));
    let value = w.function(|w| {
        w.declare(&ident("a"), Ty::Float, false);
        w.declare(&ident("b"), Ty::Float, false);
        w.tame()
    });
    match w.random.usize(..6) {
        0 => parse_quote! {
            let h = (b - a) / 4.0;
            let mut sum = 0.5 * (g(a) + g(b));
            for i in 1..4 { sum += g(a + i as f64 * h); }
            (sum * h).sin()
        },
        1 => parse_quote! {
            let mut y = #value;
            for _ in 0..#n { y = (g(y) * b).sin(); }
            y
        },
        2 => parse_quote! {
            if a < b { g(a) * #number } else { g(#value) + g(b) }
        },
        3 => parse_quote! {
            let mut y = a;
            let mut n = 0;
            while y < 1.0 && n < 4 { y += g(y).abs() + 0.25; n += 1; }
            (y * g(b)).tanh()
        },
        4 => parse_quote! {
            let x = g(g(a) * #number);
            if x > 0.3 { return x * b; }
            (x + #value).sin()
        },
        _ => parse_quote! {
            let list = [a, b, #value];
            list.iter().map(|v| g(*v) * #number).sum::<f64>().sin()
        },
    }
}

/// `let x = f(g, ..);`
fn call(w: &mut Writer, (f, is_lent): (Ident, bool), given: Expr) -> Vec<Stmt> {
    let given: Expr = if is_lent { parse_quote!(&#given) } else { given };
    let (x, a, b) = (w.name("x"), w.tame(), w.term());
    w.declare(&x, Ty::Float, false);
    parse_quote!(let #x = #f(#given, #a, #b);)
}

fn by_name(w: &mut Writer) -> Option<Vec<Stmt>> {
    let is_one =
        |helper: &&super::Helper| helper.params == [Ty::Float] && helper.result == Ty::Float;
    let known: Vec<_> = w.helpers.iter().filter(is_one).map(|helper| helper.name.clone()).collect();
    let taking = taking(w);
    let given: Expr = match w.random.usize(..4) {
        // One of std's that is lent isn't seen to be one.
        0 if !taking.1 => {
            w.choose(&[parse_quote!(f64::sin), parse_quote!(f64::tanh), parse_quote!(f64::atan)])
        }
        1 if !known.is_empty() => {
            let name = w.choose(&known);
            parse_quote!(#name)
        }
        _ => {
            let name = w.name("given");
            let body = w.function(|w| {
                w.declare(&ident("t"), Ty::Float, false);
                w.result = Some(Ty::Float);
                [w.statements(2), vec![Stmt::Expr(w.tame(), None)]].concat()
            });
            w.items.push(parse_quote! {
                #[differentiate]
                fn #name(t: f64) -> f64 { #(#body)* }
            });
            parse_quote!(#name)
        }
    };
    Some(call(w, taking, given))
}

fn by_closure(w: &mut Writer) -> Option<Vec<Stmt>> {
    let taking = taking(w);
    let t = w.name("t");
    let is_block = w.random.bool();
    let body: Expr = w.closed(|w| {
        w.freeze_all();
        w.declare(&t, Ty::Float, false);
        match is_block {
            true => {
                let (statements, value) = (w.statements(2), w.tame());
                parse_quote!({ #(#statements)* #value })
            }
            false => w.tame(),
        }
    });
    Some(match w.random.usize(..4) {
        0 => {
            let g = w.name("g");
            let call = call(w, taking, parse_quote!(#g));
            parse_quote!(let #g = |#t: f64| #body; #(#call)*)
        }
        1 => call(w, taking, parse_quote!(|#t: f64| #body)),
        _ => call(w, taking, parse_quote!(|#t| #body)),
    })
}

/// Two functions are given, in a loop too.
fn of_two(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (f, x, t, n) = (w.name("iterated"), w.name("x"), w.name("t"), int(1 + w.random.usize(..3)));
    w.items.push(parse_quote! {
        #[differentiate]
        fn #f(g: impl Fn(f64) -> f64, slope: impl Fn(f64) -> f64, x: f64, n: usize) -> f64 {
            let mut x = x;
            for _ in 0..n { let s = slope(x); x -= 0.25 * g(x) / (1.0 + s * s); }
            x
        }
    });
    let [g, slope] = [(); 2].map(|()| {
        w.closed(|w| {
            w.freeze_all();
            w.declare(&t, Ty::Float, false);
            w.tame()
        })
    });
    let start = w.term();
    w.declare(&x, Ty::Float, true);
    Some(match w.random.bool() {
        true => parse_quote!(let mut #x = #f(|#t| #g, |#t| #slope, #start, #n);),
        false => parse_quote! {
            let mut #x = #start;
            for _ in 0..2 { #x = #f(|#t| #g * #x, |#t| #slope, #x, #n).sin(); }
        },
    })
}

/// Steps in time of a list.
fn of_lists(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (f, y, n) = (w.name("advanced"), w.name("y"), int(1 + w.random.usize(..3)));
    w.items.push(parse_quote! {
        #[differentiate]
        fn #f(g: impl Fn(f64, &[f64]) -> Vec<f64>, y: &[f64], n: usize) -> Vec<f64> {
            let mut y = y.to_vec();
            for i in 0..n {
                let k = g(0.25 * i as f64, &y);
                let half: Vec<f64> = y.iter().zip(&k).map(|(y, k)| y + 0.25 * k).collect();
                let k = g(0.5, &half);
                for j in 0..y.len() { y[j] = 0.5 * y[j] + 0.25 * k[j]; }
            }
            y
        }
    });
    let [a, b] = [(); 2].map(|()| {
        w.closed(|w| {
            w.freeze_all();
            w.hide(&ident("state"));
            w.declare(&ident("t"), Ty::Float, false);
            w.tame()
        })
    });
    let start = w.value(&Ty::List(crate::random_programs::ast::List::Array, 2));
    w.declare(&y, Ty::List(crate::random_programs::ast::List::Vec, 2), true);
    Some(match w.random.bool() {
        true => {
            parse_quote!(let mut #y = #f(|t, state| vec![state[1] * #a, -state[0].sin() + #b], &#start, #n);)
        }
        false => parse_quote! {
            let mut #y = #f(|t, state| {
                let mut v = vec![0.25; state.len()];
                for i in 0..state.len() { v[i] = state[i] * #a + t; }
                v
            }, &#start, #n);
        },
    })
}
