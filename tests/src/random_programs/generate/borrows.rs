//! What changes a whole list or variable at once.

use syn::{Stmt, parse_quote};

use super::Writer;
use crate::random_programs::ast::{List, Ty, int};
use crate::random_programs::recipe::Recipe;

pub const RECIPES: &[Recipe] = &[
    Recipe::statements("swap_elements", swap_elements),
    Recipe::statements("fill", fill).weight(1),
    Recipe::statements("copy_from_slice", copy_from_slice),
    Recipe::statements("reverse", reverse).weight(1),
    Recipe::statements("mem_swap", mem_swap),
    Recipe::statements("mem_replace", mem_replace),
    Recipe::statements("mem_take", mem_take).weight(1),
];

fn swap_elements(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (list, n) = w.list_mut(2)?;
    let (list, i, j) = (list.expr, w.index(n), w.index(n));
    Some(parse_quote!(#list.swap(#i, #j);))
}

fn fill(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (list, n) = w.list_mut(2)?;
    let value = w.inside(|w| {
        w.hide(&list.root);
        w.tame()
    });
    let (list, to) = (list.expr, int(1 + w.random.usize(..n - 1)));
    Some(if w.random.bool() {
        parse_quote!(#list.fill(#value);)
    } else {
        parse_quote!(#list[..#to].fill(#value);)
    })
}

fn copy_from_slice(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (target, n) = w.list_mut(1)?;
    // The borrow of a `Vec` comes before its arguments.
    let source = w.inside(|w| {
        w.hide(&target.root);
        match w.find(|ty| matches!(ty, Ty::List(_, m) if *m >= n)) {
            Some(source) if w.random.bool() => {
                let (source, n) = (source.expr, int(n));
                parse_quote!(#source[..#n])
            }
            _ => w.value(&Ty::List(List::Array, n)),
        }
    });
    let (target, n) = (target.expr, int(n));
    Some(parse_quote!(#target[..#n].copy_from_slice(&#source);))
}

fn reverse(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (list, _) = w.list_mut(2)?;
    let list = list.expr;
    Some(parse_quote!(#list.reverse();))
}

fn mem_swap(w: &mut Writer) -> Option<Vec<Stmt>> {
    let a = w.find_mutable(|ty| *ty == Ty::Float || *ty == Ty::List(List::Array, 3))?;
    let b = w.inside(|w| {
        w.hide(&a.root);
        w.find_mutable(|ty| *ty == a.ty)
    })?;
    let (a, b) = (a.expr, b.expr);
    Some(parse_quote!(std::mem::swap(&mut #a, &mut #b);))
}

fn mem_replace(w: &mut Writer) -> Option<Vec<Stmt>> {
    let place = w.find_mutable(|ty| matches!(ty, Ty::Float | Ty::List(List::Vec, _)))?;
    let (expr, value, name) = (place.expr, w.value(&place.ty), w.name("old"));
    w.declare(&name, place.ty, false);
    // The new value may be made of the old one, so it is made before the borrow.
    Some(parse_quote! {
        let new = #value;
        let #name = std::mem::replace(&mut #expr, new);
    })
}

fn mem_take(w: &mut Writer) -> Option<Vec<Stmt>> {
    let place = w.find_mutable(|ty| matches!(ty, Ty::Float | Ty::List(List::Vec, _)))?;
    let (expr, value, name) = (place.expr, w.value(&place.ty), w.name("old"));
    w.declare(&name, place.ty, false);
    Some(parse_quote! {
        let #name = std::mem::take(&mut #expr);
        let new = #value;
        #expr = new;
    })
}
