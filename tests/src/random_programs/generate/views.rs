//! Borrowed parts of lists.

use syn::{Expr, Stmt, parse_quote};

use super::Writer;
use crate::random_programs::ast::{List, Ty, int};
use crate::random_programs::recipe::Recipe;

pub const RECIPES: &[Recipe] = &[
    Recipe::statements("view", view).core(),
    Recipe::statements("view_of_row", view_of_row).core().weight(1),
    // The reverse sweep may borrow again what is borrowed (November 2026).
    Recipe::statements("view_mut", view_mut),
    Recipe::statements("split_at", split_at).weight(1),
    Recipe::statements("split_at_mut", split_at_mut),
    Recipe::statements("element_reference", element_reference),
    Recipe::statements("reference", reference).weight(1),
    Recipe::statements("first_last", first_last),
];

/// A range within a list of that length, and how many elements it has.
fn range(w: &mut Writer, n: usize) -> (Expr, usize) {
    let start = w.random.usize(..n);
    let end = start + 1 + w.random.usize(..n - start);
    let (from, to, last) = (int(start), int(end), int(end - 1));
    match w.random.usize(..4) {
        0 => (parse_quote!(#from..), n - start),
        1 => (parse_quote!(..#to), end),
        2 => (parse_quote!(#from..=#last), end - start),
        _ => (parse_quote!(#from..#to), end - start),
    }
}

fn view(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (list, n) = w.list(2)?;
    let (range, length) = range(w, n);
    let (expr, name) = (list.expr, w.name("w"));
    w.freeze(&list.root);
    w.declare(&name, Ty::List(List::Slice, length), false);
    Some(parse_quote!(let #name = &#expr[#range];))
}

fn view_of_row(w: &mut Writer) -> Option<Vec<Stmt>> {
    let place = w.find(|ty| matches!(ty, Ty::Rows(..)))?;
    let Ty::Rows(_, n, m) = place.ty else { return None };
    let (table, index, name) = (place.expr, w.index(n), w.name("row"));
    w.freeze(&place.root);
    w.declare(&name, Ty::List(List::Slice, m), false);
    Some(parse_quote!(let #name = &#table[#index];))
}

fn view_mut(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (list, n) = w.list_mut(2)?;
    let (range, length) = range(w, n);
    let (expr, name) = (list.expr, w.name("w"));
    let body = w.inside(|w| {
        w.hide(&list.root);
        w.declare(&name, Ty::List(List::SliceMut, length), true);
        let index = w.index(length);
        let update = w.update_of(&parse_quote!(#name[#index]));
        [vec![update], w.statements(2)].concat()
    });
    Some(parse_quote!({ let #name = &mut #expr[#range]; #(#body)* }))
}

fn split_at(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (list, n) = w.list(2)?;
    let at = 1 + w.random.usize(..n - 1);
    let (expr, left, right) = (list.expr, w.name("left"), w.name("right"));
    w.freeze(&list.root);
    w.declare(&left, Ty::List(List::Slice, at), false);
    w.declare(&right, Ty::List(List::Slice, n - at), false);
    let at = int(at);
    Some(parse_quote!(let (#left, #right) = #expr.split_at(#at);))
}

fn split_at_mut(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (list, n) = w.list_mut(2)?;
    let at = 1 + w.random.usize(..n - 1);
    let (expr, left, right) = (list.expr, w.name("left"), w.name("right"));
    let body = w.inside(|w| {
        w.hide(&list.root);
        w.declare(&left, Ty::List(List::SliceMut, at), true);
        w.declare(&right, Ty::List(List::SliceMut, n - at), true);
        let update = w.update_of(&parse_quote!(#left[0]));
        [vec![update], w.statements(2)].concat()
    });
    let at = int(at);
    Some(parse_quote! {
        {
            let (#left, #right) = #expr.split_at_mut(#at);
            #right[0] += 0.5 * #left[0];
            #(#body)*
        }
    })
}

/// `let r = &mut a[i]; *r *= 2.0;`
fn element_reference(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (list, n) = w.list_mut(1)?;
    let (expr, index, name) = (list.expr, w.index(n), w.name("r"));
    let update = w.inside(|w| {
        w.hide(&list.root);
        w.update_of(&parse_quote!(*#name))
    });
    Some(parse_quote! {
        let #name = &mut #expr[#index];
        #update
    })
}

/// The same of a variable; or a shared one.
fn reference(w: &mut Writer) -> Option<Vec<Stmt>> {
    let name = w.name("r");
    if w.random.bool() {
        let place = w.find(|ty| *ty == Ty::Float)?;
        let expr = place.expr;
        w.freeze(&place.root);
        w.declare_as(&name, Ty::Float, false, parse_quote!((*#name)));
        return Some(parse_quote!(let #name = &#expr;));
    }
    let place = w.find_mutable(|ty| *ty == Ty::Float)?;
    let expr = place.expr;
    let update = w.inside(|w| {
        w.hide(&place.root);
        w.update_of(&parse_quote!(*#name))
    });
    Some(parse_quote! {
        let #name = &mut #expr;
        #update
    })
}

fn first_last(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (list, _) = w.list(1)?;
    let (expr, name) = (list.expr, w.name("x"));
    w.declare(&name, Ty::Float, false);
    Some(match w.random.usize(..3) {
        0 => parse_quote!(let #name = *#expr.first().unwrap();),
        1 => parse_quote!(let #name = #expr.last().copied().unwrap_or(0.0);),
        _ => parse_quote!(let #name = #expr.first().unwrap() * #expr.last().unwrap();),
    })
}
