//! `if` as statement and as value, and conditions.

use syn::{Expr, Stmt, parse_quote};

use super::Writer;
use crate::random_programs::ast::{Ty, operand};
use crate::random_programs::recipe::Recipe;

pub const RECIPES: &[Recipe] = &[
    Recipe::statements("if", if_statement).core().weight(4),
    Recipe::statements("else_if", else_if).core(),
    Recipe::statements("if_value", if_value).core().weight(3),
    Recipe::statements("if_pair_value", if_pair).core().weight(1),
    Recipe::float("if_expression", if_expression).core(),
    Recipe::condition("condition_and", and).core(),
    Recipe::condition("condition_or", or).core(),
    Recipe::condition("condition_not", not).core(),
    Recipe::condition("condition_integer", on_integer).core(),
    Recipe::statements("flag", flag).core().weight(1),
    Recipe::condition("flag", use_flag).core().weight(1),
];

fn if_statement(w: &mut Writer) -> Option<Vec<Stmt>> {
    let condition = w.condition();
    let then = w.inside(|w| w.statements(3));
    Some(if w.chance(3) {
        parse_quote!(if #condition { #(#then)* })
    } else {
        let otherwise = w.inside(|w| w.statements(2));
        parse_quote!(if #condition { #(#then)* } else { #(#otherwise)* })
    })
}

fn else_if(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (first, second) = (w.condition(), w.condition());
    let [a, b, c] = [(); 3].map(|()| w.inside(|w| w.statements(2)));
    Some(parse_quote! {
        if #first { #(#a)* } else if #second { #(#b)* } else { #(#c)* }
    })
}

/// The value of a branch, after statements that don't leave it.
fn branch(w: &mut Writer, ty: &Ty) -> (Vec<Stmt>, Expr) {
    w.closed(|w| {
        w.may_leave = false;
        let statements = if w.random.bool() { w.statements(2) } else { Vec::new() };
        (statements, w.value(ty))
    })
}

fn if_value(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (condition, name) = (w.condition(), w.name("x"));
    let ((s, a), (t, b)) = (branch(w, &Ty::Float), branch(w, &Ty::Float));
    let (second, c) = (w.condition(), w.tame());
    w.declare(&name, Ty::Float, false);
    Some(if w.chance(4) {
        parse_quote! {
            let #name = if #condition { #(#s)* #a } else if #second { #c } else { #(#t)* #b };
        }
    } else {
        parse_quote!(let #name = if #condition { #(#s)* #a } else { #(#t)* #b };)
    })
}

fn if_pair(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (condition, x, y) = (w.condition(), w.name("x"), w.name("y"));
    let ((s, a), (t, b)) = (branch(w, &Ty::Pair), branch(w, &Ty::Pair));
    w.declare(&x, Ty::Float, false);
    w.declare(&y, Ty::Float, true);
    Some(parse_quote!(let (#x, mut #y) = if #condition { #(#s)* #a } else { #(#t)* #b };))
}

fn if_expression(w: &mut Writer) -> Option<Expr> {
    let (condition, a, b) = (w.comparison(), w.term(), w.term());
    Some(parse_quote!(if #condition { #a } else { #b }))
}

fn and(w: &mut Writer) -> Option<Expr> {
    let (a, b) = (w.comparison(), w.comparison());
    Some(parse_quote!(#a && #b))
}

fn or(w: &mut Writer) -> Option<Expr> {
    let (a, b) = (w.comparison(), w.comparison());
    Some(parse_quote!(#a || #b))
}

fn not(w: &mut Writer) -> Option<Expr> {
    let (a, b) = (operand(w.comparison()), w.comparison());
    Some(if w.random.bool() { parse_quote!(!#a) } else { parse_quote!(!#a && #b) })
}

fn on_integer(w: &mut Writer) -> Option<Expr> {
    let index = w.find(|ty| matches!(ty, Ty::Index(_)))?.expr;
    let comparison = w.comparison();
    Some(match w.random.usize(..3) {
        0 => parse_quote!(#index % 2 == 0),
        1 => parse_quote!(#index != 1 && #comparison),
        _ => parse_quote!(#index > 0),
    })
}

fn flag(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (condition, name) = (w.condition(), w.name("is"));
    w.declare(&name, Ty::Flag, false);
    Some(parse_quote!(let #name = #condition;))
}

fn use_flag(w: &mut Writer) -> Option<Expr> {
    let flag = w.find(|ty| *ty == Ty::Flag)?.expr;
    let comparison = w.comparison();
    Some(match w.random.usize(..3) {
        0 => parse_quote!(#flag),
        1 => parse_quote!(!#flag),
        _ => parse_quote!(#flag && #comparison),
    })
}
