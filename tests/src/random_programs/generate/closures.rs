//! Closures that capture variables, and functions inside functions.

use syn::{Stmt, parse_quote};

use super::Writer;
use crate::random_programs::ast::{Ty, ident};
use crate::random_programs::recipe::Recipe;

pub const RECIPES: &[Recipe] = &[
    Recipe::statements("closure", closure),
    Recipe::statements("closure_block", closure_block).weight(1),
    Recipe::statements("closure_of_two", closure_of_two).weight(1),
    Recipe::statements("closure_mut", closure_mut).weight(1),
    Recipe::statements("closure_in_loop", closure_in_loop).weight(1),
    Recipe::statements("closure_in_closure", closure_in_closure),
    Recipe::statements("inner_function", inner_function).weight(1),
];

/// Called several times.
fn closure(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (f, t, x, y) = (w.name("f"), w.name("t"), w.name("x"), w.name("y"));
    let body = w.inside(|w| {
        w.declare(&t, Ty::Float, false);
        w.tame()
    });
    let (a, b) = (w.tame(), w.term());
    w.declare(&x, Ty::Float, false);
    w.declare(&y, Ty::Float, false);
    Some(parse_quote! {
        let #f = |#t: f64| #body * #t;
        let #x = #f(#a);
        let #y = #f(#x) + #f(#b);
    })
}

fn closure_block(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (f, t, x) = (w.name("f"), w.name("t"), w.name("x"));
    let (body, value) = w.closed(|w| {
        w.freeze_all();
        w.result = Some(Ty::Float);
        w.may_leave = true;
        w.declare(&t, Ty::Float, false);
        (w.statements(3), w.tame())
    });
    let a = w.tame();
    w.declare(&x, Ty::Float, false);
    Some(parse_quote! {
        let #f = |#t: f64| -> f64 { #(#body)* #value };
        let #x = #f(#a) - #f(0.3);
    })
}

fn closure_of_two(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (f, x) = (w.name("f"), w.name("x"));
    let body = w.inside(|w| {
        w.declare(&ident("s"), Ty::Float, false);
        w.declare(&ident("t"), Ty::Float, false);
        w.tame()
    });
    let (a, b) = (w.tame(), w.term());
    w.declare(&x, Ty::Float, false);
    Some(parse_quote! {
        let #f = |s: f64, t: f64| s * t + #body;
        let #x = #f(#a, #b) * #f(0.5, #a);
    })
}

/// It changes what it captures.
fn closure_mut(w: &mut Writer) -> Option<Vec<Stmt>> {
    let place = w.find_mutable(|ty| *ty == Ty::Float)?;
    let (f, expr) = (w.name("add"), place.expr);
    let (a, b) = w.inside(|w| {
        w.hide(&place.root);
        (w.tame(), w.tame())
    });
    Some(parse_quote! {
        let mut #f = |t: f64| #expr += 0.5 * t * t;
        #f(#a);
        #f(#b);
    })
}

fn closure_in_loop(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (list, n) = w.list(1)?;
    let (list, f, i, sum) = (list.expr, w.name("f"), w.name("i"), w.name("sum"));
    let body = w.inside(|w| {
        w.declare(&i, Ty::Index(n), false);
        w.tame()
    });
    w.declare(&sum, Ty::Float, true);
    Some(parse_quote! {
        let #f = |#i: usize| #list[#i] * #body;
        let mut #sum = 0.0;
        for i in 0..#list.len() { #sum += #f(i); }
    })
}

fn inner_function(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (f, x, a, b) = (w.name("inner"), w.name("x"), w.tame(), w.term());
    let body = w.function(|w| {
        w.declare(&ident("s"), Ty::Float, false);
        w.declare(&ident("t"), Ty::Float, false);
        w.tame()
    });
    w.declare(&x, Ty::Float, false);
    Some(parse_quote! {
        #[differentiate]
        fn #f(s: f64, t: f64) -> f64 { s * #body - t }
        let #x = #f(#a, 0.7) + #f(0.2, #b);
    })
}

/// Closures that call closures, are defined in closures, and have effects.
fn closure_in_closure(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (f, g, h, t, x) = (w.name("f"), w.name("g"), w.name("h"), w.name("t"), w.name("x"));
    let body = w.inside(|w| {
        w.declare(&t, Ty::Float, false);
        w.tame()
    });
    let (a, b, number) = (w.tame(), w.term(), w.number());
    w.declare(&x, Ty::Float, false);
    Some(match w.random.usize(..3) {
        0 => parse_quote! {
            let #f = |#t: f64| #body * #t;
            let #g = |s: f64| #f(s) + #f(#number * s);
            let #h = |s: f64| #g(#g(s)) * #b;
            let #x = #h(#a) - #g(0.5);
        },
        1 => parse_quote! {
            let #f = |s: f64| {
                let #g = |#t: f64| (#body * s).sin();
                #g(s) * #g(#number)
            };
            let #x = #f(#a) + #f(#b);
        },
        _ => parse_quote! {
            let #f = |s: f64, #t: f64| s * #body;
            let #g = |s: f64| if s > #number { #f(s, 0.5) } else { let k = 0.5 * s; #f(k, s) };
            let mut #x = #a;
            for _ in 0..2 { #x = #g(#x).sin(); }
        },
    })
}
