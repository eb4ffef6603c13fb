//! Constant iterators: advanced by hand, without an end, with state, kept and handed on.

use syn::{Expr, Stmt, parse_quote};

use super::Writer;
use crate::random_programs::ast::{Ty, int};
use crate::random_programs::recipe::Recipe;

pub const RECIPES: &[Recipe] = &[
    Recipe::statements("stream_by_hand", by_hand),
    Recipe::statements("stream_endless", endless),
    Recipe::statements("stream_with_state", with_state),
    Recipe::statements("stream_parameter", parameter).weight(1),
    Recipe::statements("stream_peekable", peekable).weight(1),
];

/// Constants in an array or a `Vec`, by a name.
fn coefficients(w: &mut Writer, code: &mut Vec<Stmt>) -> Expr {
    let name = w.name("coefficients");
    let numbers: Vec<_> = (0..4).map(|_| w.number()).collect();
    code.push(match w.random.bool() {
        true => parse_quote!(let #name = [#(#numbers),*];),
        false => parse_quote!(let #name = vec![#(#numbers),*];),
    });
    parse_quote!(#name)
}

fn by_hand(w: &mut Writer) -> Option<Vec<Stmt>> {
    let mut code = Vec::new();
    let list = coefficients(w, &mut code);
    let (rest, y, c) = (w.name("rest"), w.name("y"), w.name("c"));
    let body = w.summing(&y, &[]);
    let term = w.term();
    w.declare(&y, Ty::Float, true);
    code.extend::<Vec<Stmt>>(parse_quote! {
        let mut #rest = #list.iter();
        let mut #y = *#rest.next().unwrap() * #term;
    });
    code.push(match w.random.usize(..5) {
        0 => parse_quote!(for #c in #rest { #y = 0.25 * #y + 0.5 * *#c; #(#body)* }),
        1 => {
            parse_quote!(while let Some(#c) = #rest.next() { #y = 0.25 * #y + 0.5 * #c; #(#body)* })
        }
        2 => {
            parse_quote!(for #c in #rest.by_ref().take(2) { #y = 0.25 * #y + 0.5 * #c; #(#body)* })
        }
        3 => parse_quote!(if let Some(#c) = #rest.next_back() { #y *= 0.5 * #c; }),
        _ => parse_quote!(#y += 0.25 * #rest.nth(1).copied().unwrap_or(0.5);),
    });
    Some(code)
}

/// A loop with a differentiated body that is left early.
fn endless(w: &mut Writer) -> Option<Vec<Stmt>> {
    let mut code = Vec::new();
    let (sum, c, i, n) = (w.name("sum"), w.name("c"), w.name("i"), int(1 + w.random.usize(..4)));
    let (a, b) = (w.number(), w.number());
    let body = w.summing(&sum, &[&c]);
    let by_index = w.inside(|w| {
        w.declare(&i, Ty::Index(5), false);
        w.declare(&sum, Ty::Float, true);
        w.update()
    });
    w.declare(&sum, Ty::Float, true);
    code.push(parse_quote!(let mut #sum = 0.25;));
    code.push(match w.random.usize(..6) {
        0 => parse_quote!(for (#i, #c) in [#a, #b].iter().copied().cycle().enumerate() {
            if #i == #n { break; }
            #(#body)*
        }),
        1 => {
            let times = w.name("times");
            w.items.push(parse_quote! {
                fn #times() -> impl Iterator<Item = f64> { (0..).map(|i| i as f64 * 0.25) }
            });
            parse_quote!(for #c in #times() {
                if #c > 0.6 { break; }
                #(#body)*
            })
        }
        2 => parse_quote!(for #c in std::iter::successors(Some(#a), |c| Some(0.75 * c)) {
            if #c < 0.2 { break; }
            #(#body)*
        }),
        3 => parse_quote!(for #i in 0.. {
            if #i == #n { break; }
            #by_index
        }),
        4 => parse_quote!(for #c in std::iter::repeat(#a).take(#n) { #(#body)* }),
        _ => {
            let term = w.term();
            parse_quote!(for (#i, #c) in (1..).zip([#a, #b]) {
                #sum += 0.125 * #i as f64 * #c * #term;
            })
        }
    });
    Some(code)
}

/// Each item has an effect.
fn with_state(w: &mut Writer) -> Option<Vec<Stmt>> {
    let draw = w.source();
    let (sum, c, k) = (w.name("sum"), w.name("c"), w.name("k"));
    let (a, body) = (w.number(), w.summing(&sum, &[&c]));
    w.declare(&sum, Ty::Float, true);
    let mut code: Vec<Stmt> = parse_quote!(let mut #sum = 0.25;);
    let iterator: Expr = match w.random.usize(..5) {
        0 => {
            let ten = w.name("ten");
            w.items.push(parse_quote! {
                fn #ten() -> impl Iterator<Item = f64> { (0..10).map(|_| draw()) }
            });
            parse_quote!(#ten())
        }
        1 => parse_quote!(std::iter::from_fn(|| Some(#draw()))),
        2 => parse_quote!(std::iter::repeat_with(#draw)),
        3 => parse_quote!([#a, 0.5, 0.75].into_iter().map(|k| k * #draw())),
        _ => parse_quote!((0..6).map(|_| #draw()).filter(|k| *k > 0.55)),
    };
    if w.random.bool() {
        // The body may draw too, so that no item ever is large enough.
        let n = w.name("n");
        code.push(parse_quote!(let mut #n = 0;));
        code.push(parse_quote!(for #c in #iterator {
            #n += 1;
            if #c > 0.8 || #n > 7 { break; }
            #(#body)*
        }));
    } else {
        code.push(parse_quote!(for #c in #iterator.take(3) { #(#body)* }));
    }
    // What comes after sees how far it was advanced.
    code.push(parse_quote!(let #k = #draw();));
    code.push(w.let_product(parse_quote!(#k)));
    Some(code)
}

/// A differentiated function with an iterator for a parameter.
fn parameter(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (f, name, term, a) = (w.name("weighted"), w.name("x"), w.term(), w.number());
    w.items.push(match w.random.usize(..3) {
        0 => parse_quote! {
            #[differentiate]
            fn #f(x: f64, weights: impl Iterator<Item = f64>) -> f64 {
                let mut sum = 0.0;
                for w in weights { sum += (w * x).sin(); }
                sum
            }
        },
        1 => parse_quote! {
            #[differentiate]
            fn #f<I: IntoIterator<Item = f64>>(x: f64, #[constant] weights: I) -> f64 {
                let mut y = x;
                for w in weights { y = (y * w).sin(); }
                y
            }
        },
        _ => parse_quote! {
            #[differentiate]
            fn #f<I>(x: f64, #[constant] mut weights: I) -> f64 where I: Iterator<Item = f64> {
                let first = weights.next().unwrap_or(0.5);
                let rest: f64 = weights.sum();
                (first * x).sin() + 0.25 * rest * x
            }
        },
    });
    w.declare(&name, Ty::Float, false);
    Some(if w.random.bool() {
        parse_quote!(let #name = #f(#term, [#a, 0.5].into_iter());)
    } else {
        parse_quote!(let #name = #f(#term, (0..3).map(|i| 0.25 * i as f64));)
    })
}

fn peekable(w: &mut Writer) -> Option<Vec<Stmt>> {
    let mut code = Vec::new();
    let list = coefficients(w, &mut code);
    let (items, y, c, term) = (w.name("items"), w.name("y"), w.name("c"), w.term());
    w.declare(&y, Ty::Float, true);
    code.extend::<Vec<Stmt>>(parse_quote! {
        let mut #items = #list.iter().copied().peekable();
        let mut #y = 0.5;
        while let Some(#c) = #items.next() {
            #y = 0.5 * #y + 0.25 * #c * #term;
            if #items.peek().is_none() { #y *= 0.5; }
        }
    });
    Some(code)
}
