//! `Option`, `Result`, enums.

use proc_macro2::Ident;
use syn::{Expr, Stmt, parse_quote};

use super::{Helper, Writer};
use crate::random_programs::ast::{Ty, ident, operand};
use crate::random_programs::recipe::Recipe;

pub const RECIPES: &[Recipe] = &[
    Recipe::statements("option", option).weight(1),
    Recipe::statements("match_option", match_option),
    Recipe::statements("if_let", if_let),
    Recipe::statements("let_else", let_else).weight(1),
    Recipe::float("option_methods", option_methods).weight(1),
    Recipe::statements("question_mark_option", question_option),
    Recipe::statements("question_mark_result", question_result).weight(1),
    Recipe::statements("match_enum", match_enum),
];

/// An `Option<f64>`.
fn maybe(w: &mut Writer) -> Expr {
    match w.find(|ty| *ty == Ty::Maybe) {
        Some(place) if !w.chance(3) => place.expr,
        _ => {
            let (condition, value) = (w.comparison(), w.tame());
            parse_quote!(if #condition { Some(#value) } else { None })
        }
    }
}

fn option(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (value, name) = (w.value(&Ty::Maybe), w.name("maybe"));
    w.declare(&name, Ty::Maybe, false);
    Some(if w.random.bool() {
        parse_quote!(let #name = #value;)
    } else {
        parse_quote!(let #name: Option<f64> = #value;)
    })
}

/// A float that depends on a name.
fn with(w: &mut Writer, name: &Ident) -> Expr {
    w.inside(|w| {
        w.declare(name, Ty::Float, false);
        w.tame()
    })
}

fn match_option(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (maybe, bound, name) = (maybe(w), w.name("t"), w.name("x"));
    let (some, none) = (with(w, &bound), w.tame());
    w.declare(&name, Ty::Float, false);
    Some(parse_quote! {
        let #name = match #maybe {
            Some(#bound) if #bound > 0.4 => #bound * #bound,
            Some(#bound) => #bound * #some,
            None => #none,
        };
    })
}

fn if_let(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (maybe, bound) = (maybe(w), w.name("t"));
    if w.random.bool() {
        let (name, some, none) = (w.name("x"), with(w, &bound), w.tame());
        w.declare(&name, Ty::Float, false);
        return Some(parse_quote! {
            let #name = if let Some(#bound) = #maybe { #bound + #some } else { #none };
        });
    }
    let body = w.inside(|w| {
        w.declare(&bound, Ty::Float, false);
        w.statements(2)
    });
    let update = w.update();
    Some(if w.random.bool() {
        parse_quote!(if let Some(#bound) = #maybe { #(#body)* })
    } else {
        parse_quote!(if let Some(#bound) = #maybe { #(#body)* } else { #update })
    })
}

fn let_else(w: &mut Writer) -> Option<Vec<Stmt>> {
    if !w.may_leave {
        return None;
    }
    let exit: Expr = match (w.loops.is_empty(), w.result.clone()) {
        (false, _) => parse_quote!(continue),
        (true, Some(ty)) => {
            let value = w.value(&ty);
            parse_quote!(return #value)
        }
        (true, None) => return None,
    };
    let (maybe, name) = (operand(maybe(w)), w.name("x"));
    w.declare(&name, Ty::Float, false);
    Some(parse_quote!(let Some(#name) = #maybe else { #exit; };))
}

fn option_methods(w: &mut Writer) -> Option<Expr> {
    let maybe = w.find(|ty| *ty == Ty::Maybe)?.expr;
    let term = w.term();
    Some(match w.random.usize(..3) {
        0 => parse_quote!(#maybe.unwrap_or(0.3) * #term),
        1 => parse_quote!(#maybe.map(|t| t * #term).unwrap_or(0.1)),
        _ => parse_quote!(#maybe.map_or(0.2, |t| t.sin() + #term)),
    })
}

fn question_option(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (first, second) = (w.name("positive"), w.name("chained"));
    let (a, b, name) = (w.tame(), w.tame(), w.name("x"));
    let body = w.function(|w| {
        w.declare(&ident("a"), Ty::Float, false);
        w.declare(&ident("b"), Ty::Float, false);
        w.tame()
    });
    w.items.push(parse_quote! {
        #[differentiate]
        fn #first(x: f64, y: f64) -> Option<f64> {
            if x + y > -0.5 { Some(x * y.cos()) } else { None }
        }
    });
    w.items.push(parse_quote! {
        #[differentiate]
        fn #second(a: f64, b: f64) -> Option<f64> {
            let c = #first(a, b)?;
            let d = #first(c, #body)? * 0.5;
            Some(d + a * c)
        }
    });
    w.declare(&name, Ty::Float, false);
    Some(if w.random.bool() {
        parse_quote!(let #name = #second(#a, #b).unwrap_or(0.4);)
    } else {
        parse_quote! {
            let #name = match #second(#a, #b) { Some(x) => x.tanh(), None => 0.2 };
        }
    })
}

fn question_result(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (first, second, a, name) = (w.name("checked"), w.name("tried"), w.tame(), w.name("x"));
    w.items.push(parse_quote! {
        #[differentiate]
        fn #first(x: f64) -> Result<f64, usize> {
            if x.abs() > 0.7 {
                return Err(3);
            }
            Ok((1.0 - x * x).sqrt())
        }
    });
    w.items.push(parse_quote! {
        #[differentiate]
        fn #second(a: f64) -> Result<f64, usize> {
            let b = #first(a)?;
            Ok(b * a + #first(0.5 * b)?)
        }
    });
    w.declare(&name, Ty::Float, false);
    Some(parse_quote! {
        let #name = match #second(#a) { Ok(x) => x, Err(n) => 0.1 * n as f64 };
    })
}

/// An enum with payload, what makes one, and what takes it apart.
fn match_enum(w: &mut Writer) -> Option<Vec<Stmt>> {
    let name = w.name("Shape");
    w.items.push(parse_quote! {
        #[derive(Clone, Debug, Differentiable)]
        enum #name { Ball(f64), Brick { a: f64, b: f64 }, Nothing }
    });
    let (shape, x) = (w.name("shape"), w.name("x"));
    let (condition, second) = (w.comparison(), w.comparison());
    let [a, b, c, d] = [(); 4].map(|()| w.tame());
    w.declare(&x, Ty::Float, false);
    let scrutinee: Expr =
        if w.random.bool() { parse_quote!(#shape) } else { parse_quote!(&#shape) };
    let area = w.name("area");
    if w.random.bool() {
        let params = vec![Ty::Float];
        w.helpers.push(Helper { name: area.clone(), params, result: Ty::Float });
        w.items.push(parse_quote! {
            #[differentiate]
            fn #area(side: f64) -> f64 {
                let shape = #name::Brick { a: side.sin(), b: 0.4 };
                if let #name::Brick { a, .. } = shape { a * side } else { side }
            }
        });
    }
    Some(parse_quote! {
        let #shape = if #condition {
            #name::Ball(#a)
        } else if #second {
            #name::Brick { a: #b, b: #c }
        } else {
            #name::Nothing
        };
        let #x = match #scrutinee {
            #name::Ball(r) => 0.5 * r * r,
            #name::Brick { a, b: width } => a * width,
            #name::Nothing => #d,
        };
    })
}
