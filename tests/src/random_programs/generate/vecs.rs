//! `Vec`s whose length changes.

use syn::{Stmt, parse_quote};

use super::Writer;
use crate::random_programs::ast::{List, Ty, int};
use crate::random_programs::recipe::Recipe;

pub const RECIPES: &[Recipe] = &[
    Recipe::statements("push", push),
    Recipe::statements("push_in_loop", push_in_loop),
    Recipe::statements("pop", pop),
    Recipe::statements("extend", extend).weight(1),
    Recipe::statements("resize", resize).weight(1),
    Recipe::statements("insert_remove", insert_remove).weight(1),
    Recipe::statements("push_rows", push_rows).weight(1),
    Recipe::statements("while_let", while_let),
    Recipe::statements("push_and_pop", push_and_pop),
];

fn push(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (list, n) = w.list(1)?;
    let (list, name, a, b) = (list.expr, w.name("v"), w.tame(), w.tame());
    w.declare(&name, Ty::List(List::Vec, n + 2), true);
    Some(parse_quote! {
        let mut #name = #list.to_vec();
        #name.push(#a);
        #name.push(#b);
    })
}

fn push_in_loop(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (n, name, counter) = (2 + w.random.usize(..3), w.name("v"), w.name("i"));
    let body = w.inside(|w| {
        w.declare(&counter, Ty::Index(n), false);
        w.tame()
    });
    w.declare(&name, Ty::List(List::Vec, n), true);
    let length = int(n);
    Some(if w.random.bool() {
        parse_quote! {
            let mut #name = Vec::new();
            for #counter in 0..#length { #name.push(#body); }
        }
    } else {
        parse_quote! {
            let mut #name: Vec<f64> = Vec::with_capacity(#length);
            while #name.len() < #length {
                let #counter = #name.len();
                #name.push(#body);
            }
        }
    })
}

fn pop(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (list, n) = w.list(2)?;
    let (list, name, top) = (list.expr, w.name("v"), w.name("top"));
    w.declare(&name, Ty::List(List::Vec, n - 1), true);
    w.declare(&top, Ty::Float, false);
    Some(if w.random.bool() {
        parse_quote! {
            let mut #name = #list.to_vec();
            let #top = #name.pop().unwrap();
        }
    } else {
        parse_quote! {
            let mut #name = #list.to_vec();
            let #top = #name.pop().unwrap_or(0.0);
        }
    })
}

fn extend(w: &mut Writer) -> Option<Vec<Stmt>> {
    let ((a, n), (b, m)) = (w.list(1)?, w.list(1)?);
    let (a, b, name) = (a.expr, b.expr, w.name("v"));
    w.declare(&name, Ty::List(List::Vec, n + m), true);
    Some(match w.random.usize(..3) {
        0 => parse_quote!(let mut #name = #a.to_vec(); #name.extend_from_slice(&#b[..]);),
        1 => parse_quote!(let mut #name = #a.to_vec(); #name.extend(#b.iter().map(|x| 0.5 * x));),
        _ => parse_quote!(let mut #name = #a.to_vec(); #name.extend(#b.iter());),
    })
}

fn resize(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (list, n) = w.list(2)?;
    let (list, name, value) = (list.expr, w.name("v"), w.tame());
    let to = 1 + w.random.usize(..n + 1);
    w.declare(&name, Ty::List(List::Vec, to), true);
    let to = int(to);
    Some(parse_quote! {
        let mut #name = #list.to_vec();
        #name.resize(#to, #value);
    })
}

fn insert_remove(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (list, n) = w.list(2)?;
    let (list, name, removed, value) = (list.expr, w.name("v"), w.name("x"), w.tame());
    let (i, j) = (int(w.random.usize(..n)), int(w.random.usize(..n)));
    w.declare(&name, Ty::List(List::Vec, n), true);
    w.declare(&removed, Ty::Float, false);
    Some(parse_quote! {
        let mut #name = #list.to_vec();
        #name.insert(#i, #value);
        let #removed = #name.remove(#j);
    })
}

fn push_rows(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (name, row, counter) = (w.name("rows"), w.value(&Ty::List(List::Vec, 2)), w.name("i"));
    w.declare(&name, Ty::Rows(List::Vec, 2, 2), true);
    Some(parse_quote! {
        let mut #name: Vec<Vec<f64>> = Vec::new();
        for #counter in 0..2 {
            let mut row = #row;
            row[#counter] *= 0.7;
            #name.push(row);
        }
    })
}

fn while_let(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (list, _) = w.list(1)?;
    let (list, stack, item) = (list.expr, w.name("stack"), w.name("x"));
    let update = w.inside(|w| {
        w.declare(&item, Ty::Float, false);
        w.update()
    })?;
    let grow: Option<Stmt> =
        (w.random.bool()).then(|| parse_quote!(if #item > 0.6 { #stack.push(0.5 * #item - 0.2); }));
    Some(parse_quote! {
        let mut #stack = #list.to_vec();
        while let Some(#item) = #stack.pop() { #update #grow }
    })
}

/// A list that is longer for a while.
fn push_and_pop(w: &mut Writer) -> Option<Vec<Stmt>> {
    let place = w.find_mutable(|ty| matches!(ty, Ty::List(List::Vec, 1..)))?;
    let Ty::List(_, n) = place.ty else { unreachable!("a list was looked for") };
    let (list, last, new, top, value) =
        (place.expr, int(n), w.name("new"), w.name("top"), w.tame());
    let update = w.update_of(&parse_quote!(#list[#last]));
    let other = w.update();
    w.declare(&top, Ty::Float, false);
    Some(parse_quote! {
        let #new = #value;
        #list.push(#new);
        #update
        #other
        let #top = #list[#last] * #list[0];
        #list.pop();
    })
}
