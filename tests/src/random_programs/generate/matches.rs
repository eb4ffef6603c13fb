//! `match` on integers, `bool`s, tuples, floats by guard.

use syn::{Expr, Stmt, parse_quote};

use super::Writer;
use crate::random_programs::ast::{List, Ty};
use crate::random_programs::recipe::Recipe;

pub const RECIPES: &[Recipe] = &[
    Recipe::statements("match_integer", match_integer),
    Recipe::statements("match_statement", match_statement),
    Recipe::statements("match_binding", match_binding).weight(1),
    Recipe::float("match_bool", match_bool).weight(1),
    Recipe::statements("match_tuple", match_tuple),
    Recipe::statements("match_guard", match_guard),
    Recipe::statements("match_slice", match_slice).weight(1),
    Recipe::statements("let_else_slice", let_else_slice).weight(1),
];

/// An integer that is not known to the compiler.
fn integer(w: &mut Writer) -> Expr {
    match w.find(|ty| matches!(ty, Ty::Index(_))) {
        Some(place) if w.random.bool() => place.expr,
        _ => {
            let a = w.term();
            parse_quote!((3.0 * #a.abs()) as usize)
        }
    }
}

/// The value of an arm: an expression or a block.
fn arm(w: &mut Writer) -> Expr {
    w.closed(|w| {
        w.may_leave = false;
        if w.chance(3) {
            let (statements, value) = (w.statements(2), w.tame());
            parse_quote!({ #(#statements)* #value })
        } else {
            w.tame()
        }
    })
}

fn match_integer(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (integer, name) = (integer(w), w.name("x"));
    let [a, b, c, d] = [(); 4].map(|()| arm(w));
    w.declare(&name, Ty::Float, false);
    Some(parse_quote! {
        let #name = match #integer {
            0 => #a,
            1 | 4 => #b,
            2..=3 => #c,
            _ => #d,
        };
    })
}

/// Arms that change variables, and leave loops.
fn match_statement(w: &mut Writer) -> Option<Vec<Stmt>> {
    let integer = integer(w);
    let [a, b, c] = [(); 3].map(|()| w.inside(|w| w.statements(2)));
    let update = w.update()?;
    Some(parse_quote! {
        match #integer {
            0 | 2 => { #(#a)* }
            1 => { #update #(#b)* }
            3..=9 => { #(#c)* }
            _ => {}
        }
    })
}

fn match_binding(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (integer, bound, name) = (integer(w), w.name("n"), w.name("x"));
    let (a, b, c) = (w.tame(), w.tame(), w.tame());
    w.declare(&name, Ty::Float, false);
    Some(parse_quote! {
        let #name = match #integer {
            0 => #a,
            #bound @ 1..=3 => 0.3 * #bound as f64 * #b,
            #bound => #c / #bound as f64,
        };
    })
}

fn match_bool(w: &mut Writer) -> Option<Expr> {
    let (condition, a, b) = (w.condition(), w.term(), w.term());
    Some(parse_quote!(match #condition { true => #a, false => #b }))
}

fn match_tuple(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (first, second, name) = (w.comparison(), w.comparison(), w.name("x"));
    let integer = integer(w);
    let [a, b, c] = [(); 3].map(|()| arm(w));
    w.declare(&name, Ty::Float, false);
    Some(if w.random.bool() {
        parse_quote! {
            let #name = match (#first, #second) {
                (true, true) => #a,
                (false, _) => #b,
                (_, false) => #c,
            };
        }
    } else {
        parse_quote! {
            let #name = match (#integer % 3, #first) {
                (0, true) | (1, false) => #a,
                (2, _) => #b,
                _ => #c,
            };
        }
    })
}

/// Guards on floats, which the pattern binds.
fn match_guard(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (scrutinee, bound, name) = (w.tame(), w.name("t"), w.name("x"));
    let (number, a, c) = (w.number(), w.tame(), w.tame());
    let b = w.inside(|w| {
        w.declare(&bound, Ty::Float, false);
        w.tame()
    });
    w.declare(&name, Ty::Float, false);
    Some(parse_quote! {
        let #name = match #scrutinee {
            #bound if #bound > 0.5 * #number => #b * #bound,
            #bound if #bound < -0.2 => #a - #bound,
            _ => #c,
        };
    })
}

fn match_slice(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (list, _) = w.list(1)?;
    let (list, name, tame) = (list.expr, w.name("x"), w.tame());
    w.declare(&name, Ty::Float, false);
    Some(parse_quote! {
        let #name = match &#list[..] {
            [] => 0.0,
            [only] => only * #tame,
            [first, .., last] => first * last,
        };
    })
}

fn let_else_slice(w: &mut Writer) -> Option<Vec<Stmt>> {
    let ty = w.result.clone()?;
    let place = w.find(|ty| matches!(ty, Ty::List(List::Vec | List::Array, _)))?;
    let (list, a, b, value) = (place.expr, w.name("x"), w.name("y"), w.value(&ty));
    if !w.may_leave {
        return None;
    }
    w.declare(&a, Ty::Float, false);
    w.declare(&b, Ty::Float, false);
    Some(parse_quote!(let &[#a, .., #b] = &#list[..] else { return #value; };))
}
