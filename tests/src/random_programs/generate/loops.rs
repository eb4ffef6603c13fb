//! Loops: `for` over ranges, `while`, `loop`.

use proc_macro2::Ident;
use syn::{Expr, Lifetime, Stmt, parse_quote};

use super::Writer;
use crate::random_programs::ast::{Ty, int};
use crate::random_programs::recipe::Recipe;

pub const RECIPES: &[Recipe] = &[
    Recipe::statements("for_range", for_range).core().weight(5),
    Recipe::statements("for_inclusive", for_inclusive).core(),
    Recipe::statements("for_rev", for_rev).core(),
    Recipe::statements("for_step_by", for_step_by).core(),
    Recipe::statements("for_len", for_len).core().weight(3),
    Recipe::statements("for_data_bound", for_data_bound).core().weight(1),
    Recipe::statements("accumulate", accumulate).core().weight(3),
    Recipe::statements("recurrence", recurrence).core(),
    Recipe::statements("while", while_loop).core().weight(3),
    Recipe::statements("loop_break", loop_break).core(),
    Recipe::statements("loop_break_value", loop_break_value),
];

/// What is inside a loop, with its label.
fn body(w: &mut Writer, label: Option<Lifetime>, counter: Option<(&Ident, usize)>) -> Vec<Stmt> {
    w.loops.push(label);
    let body = w.inside(|w| {
        if let Some((counter, below)) = counter {
            w.declare(counter, Ty::Index(below), false);
        }
        let mut body = w.statements(3);
        body.extend(w.update());
        body
    });
    w.loops.pop();
    body
}

fn for_over(w: &mut Writer, range: Expr, below: usize) -> Option<Vec<Stmt>> {
    if w.loops.len() > 2 {
        return None;
    }
    let counter = w.name("i");
    if w.part("label") {
        let label = Lifetime::new(&format!("'l{counter}"), counter.span());
        let body = body(w, Some(label.clone()), Some((&counter, below)));
        return Some(parse_quote!(#label: for #counter in #range { #(#body)* }));
    }
    let body = body(w, None, Some((&counter, below)));
    Some(parse_quote!(for #counter in #range { #(#body)* }))
}

fn for_range(w: &mut Writer) -> Option<Vec<Stmt>> {
    let n = 2 + w.random.usize(..3);
    let end = int(n);
    let start = int(w.random.usize(..2));
    for_over(w, parse_quote!(#start..#end), n)
}

fn for_inclusive(w: &mut Writer) -> Option<Vec<Stmt>> {
    let n = 1 + w.random.usize(..3);
    let end = int(n);
    let range =
        if w.random.bool() { parse_quote!(1..=#end) } else { parse_quote!((0..=#end).rev()) };
    for_over(w, range, n + 1)
}

fn for_rev(w: &mut Writer) -> Option<Vec<Stmt>> {
    let n = 2 + w.random.usize(..3);
    let end = int(n);
    for_over(w, parse_quote!((0..#end).rev()), n)
}

fn for_step_by(w: &mut Writer) -> Option<Vec<Stmt>> {
    let n = 3 + w.random.usize(..3);
    let (end, step) = (int(n), int(1 + w.random.usize(..3)));
    let range = match w.random.usize(..3) {
        0 => parse_quote!((0..#end).rev().step_by(#step)),
        1 => parse_quote!((0..#end).step_by(#step).rev()),
        _ => parse_quote!((0..#end).step_by(#step)),
    };
    for_over(w, range, n)
}

fn for_len(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (list, n) = w.list(1)?;
    let list = list.expr;
    for_over(w, parse_quote!(0..#list.len()), n)
}

/// The number of iterations depends on a float, or on the counter of the loop around.
fn for_data_bound(w: &mut Writer) -> Option<Vec<Stmt>> {
    let a = w.term();
    let bound = match w.find(|ty| matches!(ty, Ty::Index(_))) {
        Some(index) if w.random.bool() => index.expr,
        _ => parse_quote!((3.0 * #a.abs()) as usize),
    };
    for_over(w, parse_quote!(0..#bound % 4), 4)
}

/// A sum or product over a list, the loop that there is most of.
fn accumulate(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (list, n) = w.list(1)?;
    let (list, sum, counter) = (list.expr, w.name("sum"), w.name("i"));
    let term = w.inside(|w| {
        w.declare(&counter, Ty::Index(n), false);
        w.term()
    });
    w.declare(&sum, Ty::Float, true);
    let (start, number): (Expr, _) = (parse_quote!(0.0), w.number());
    Some(match w.random.usize(..3) {
        0 => parse_quote! {
            let mut #sum = #number;
            for #counter in 0..#list.len() { #sum *= 0.5 * #list[#counter] + #term.cos(); }
        },
        1 => parse_quote! {
            let mut #sum = #start;
            for #counter in 0..#list.len() { #sum += #list[#counter] * #list[#counter] * #number; }
        },
        _ => parse_quote! {
            let mut #sum = #start;
            for #counter in 0..#list.len() { #sum += (#list[#counter] * #term).sin(); }
        },
    })
}

/// Each element from the one before.
fn recurrence(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (list, _) = w.list_mut(2)?;
    let (list, counter, term) = (list.expr, w.name("i"), w.term());
    Some(parse_quote! {
        for #counter in 1..#list.len() {
            #list[#counter] = (#list[#counter - 1] * #list[#counter] + 0.5 * #term).sin();
        }
    })
}

fn while_loop(w: &mut Writer) -> Option<Vec<Stmt>> {
    if w.loops.len() > 1 {
        return None;
    }
    let (counter, state, value) = (w.name("n"), w.name("y"), w.tame());
    w.declare(&state, Ty::Float, true);
    let (bound, limit, number) = (int(3 + w.random.usize(..3)), w.number(), w.number());
    let condition: Expr = match w.random.usize(..3) {
        0 => parse_quote!(#counter < #bound),
        1 => parse_quote!(#state < #limit && #counter < #bound),
        _ => parse_quote!(#counter < #bound && #state.abs() > 0.1 * #limit),
    };
    let body = body(w, None, None);
    Some(parse_quote! {
        let mut #state = #value;
        let mut #counter = 0;
        while #condition {
            #counter += 1;
            #state = 0.8 * #state + 0.3 * #number;
            #(#body)*
        }
    })
}

fn loop_break(w: &mut Writer) -> Option<Vec<Stmt>> {
    if w.loops.len() > 1 {
        return None;
    }
    let (counter, bound, condition) = (w.name("n"), int(2 + w.random.usize(..3)), w.condition());
    let body = body(w, None, None);
    Some(parse_quote! {
        let mut #counter = 0;
        loop {
            #counter += 1;
            if #counter > #bound || #condition { break; }
            #(#body)*
        }
    })
}

fn loop_break_value(w: &mut Writer) -> Option<Vec<Stmt>> {
    if w.loops.len() > 1 {
        return None;
    }
    let (counter, bound, name) = (w.name("n"), int(2 + w.random.usize(..3)), w.name("x"));
    // A plain `break` would be ill-typed, so there is none of another loop's body in there.
    let (condition, body, early, last) = w.closed(|w| {
        let (condition, early) = (w.condition(), w.tame());
        w.may_leave = false;
        let body = w.statements(2);
        (condition, body, early, w.tame())
    });
    w.declare(&name, Ty::Float, false);
    Some(parse_quote! {
        let mut #counter = 0;
        let #name = loop {
            #counter += 1;
            if #condition { break #early; }
            #(#body)*
            if #counter > #bound { break #last; }
        };
    })
}
