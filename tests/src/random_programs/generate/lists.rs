//! Arrays, `Vec`s of fixed length, tables, tuples.

use syn::{Expr, Stmt, parse_quote};

use super::Writer;
use crate::random_programs::ast::{List, Ty, int};
use crate::random_programs::recipe::Recipe;

pub const RECIPES: &[Recipe] = &[
    Recipe::statements("array", array).core().weight(3),
    Recipe::statements("vec", vector).core().weight(3),
    Recipe::statements("to_vec", to_vec).core(),
    Recipe::statements("clone", clone).core().weight(1),
    Recipe::statements("table", table).core().weight(1),
    Recipe::statements("vec_of_vecs", vec_of_vecs).core(),
    Recipe::statements("row_assignment", row_assignment).core().weight(1),
    Recipe::float("table_element", table_element).core(),
    Recipe::statements("tuple", tuple).core(),
    Recipe::statements("nested_tuple", nested_tuple).core().weight(1),
    Recipe::statements("destructuring", destructuring).core(),
    Recipe::statements("array_pattern", array_pattern).weight(1),
    Recipe::statements("destructuring_assignment", destructuring_assignment).core(),
    Recipe::float("selected_index", selected_index).core(),
    Recipe::statements("selected_element", selected_element).core().weight(1),
    Recipe::statements("array_from_fn", array_from_fn).weight(1),
];

fn array(w: &mut Writer) -> Option<Vec<Stmt>> {
    let n = 2 + w.random.usize(..3);
    let ty = Ty::List(List::Array, n);
    let value = match w.random.usize(..3) {
        0 => {
            let (item, n) = (w.tame(), int(n));
            parse_quote!([#item; #n])
        }
        _ => w.value(&ty),
    };
    let name = w.name("a");
    w.declare(&name, ty, true);
    Some(parse_quote!(let mut #name = #value;))
}

fn vector(w: &mut Writer) -> Option<Vec<Stmt>> {
    let n = 2 + w.random.usize(..4);
    let (ty, name) = (Ty::List(List::Vec, n), w.name("v"));
    let statement = match w.random.usize(..4) {
        0 => {
            let (item, n) = (w.tame(), int(n));
            parse_quote!(let mut #name = vec![#item; #n];)
        }
        1 => {
            let n = int(n);
            parse_quote!(let mut #name: Vec<f64> = vec![0.0; #n];)
        }
        _ => {
            let value = w.value(&ty);
            parse_quote!(let mut #name = #value;)
        }
    };
    w.declare(&name, ty, true);
    Some(vec![statement])
}

fn to_vec(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (list, n) = w.list(1)?;
    let (list, name) = (list.expr, w.name("v"));
    w.declare(&name, Ty::List(List::Vec, n), true);
    Some(parse_quote!(let mut #name = #list.to_vec();))
}

fn clone(w: &mut Writer) -> Option<Vec<Stmt>> {
    let is_owned = |ty: &Ty| {
        matches!(ty, Ty::List(List::Vec | List::Array, _) | Ty::Rows(..) | Ty::Pair | Ty::Struct(_))
    };
    let place = w.find(is_owned)?;
    let (value, name) = (place.expr, w.name("copy"));
    w.declare(&name, place.ty, true);
    Some(parse_quote!(let mut #name = #value.clone();))
}

fn table_of(w: &mut Writer, list: List) -> Option<Vec<Stmt>> {
    let ty = Ty::Rows(list, 2, 2 + w.random.usize(..2));
    let (value, name) = (w.value(&ty), w.name("m"));
    w.declare(&name, ty, true);
    Some(parse_quote!(let mut #name = #value;))
}

fn table(w: &mut Writer) -> Option<Vec<Stmt>> {
    table_of(w, List::Array)
}

fn vec_of_vecs(w: &mut Writer) -> Option<Vec<Stmt>> {
    table_of(w, List::Vec)
}

fn table_element(w: &mut Writer) -> Option<Expr> {
    let place = w.find(|ty| matches!(ty, Ty::Rows(..)))?;
    let Ty::Rows(_, n, m) = place.ty else { return None };
    let (table, i, j, term) = (place.expr, w.index(n), w.index(m), w.term());
    Some(parse_quote!(#table[#i][#j] * #term))
}

fn row_assignment(w: &mut Writer) -> Option<Vec<Stmt>> {
    let place = w.find_mutable(|ty| matches!(ty, Ty::Rows(..)))?;
    let Ty::Rows(list, n, m) = place.ty else { return None };
    let (table, index, row) = (place.expr, w.index(n), w.value(&Ty::List(list, m)));
    Some(parse_quote!(#table[#index] = #row;))
}

fn tuple(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (value, name) = (w.value(&Ty::Pair), w.name("pair"));
    w.declare(&name, Ty::Pair, true);
    Some(parse_quote!(let mut #name = #value;))
}

fn nested_tuple(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (a, pair) = (w.tame(), w.value(&Ty::Pair));
    let (x, y, z) = (w.name("x"), w.name("y"), w.name("z"));
    w.declare(&x, Ty::Float, false);
    w.declare(&y, Ty::Float, true);
    w.declare(&z, Ty::Float, false);
    Some(parse_quote!(let (#x, (mut #y, #z)) = (#a, #pair);))
}

fn destructuring(w: &mut Writer) -> Option<Vec<Stmt>> {
    let pair = match w.find(|ty| *ty == Ty::Pair) {
        Some(place) => place.expr,
        None => w.value(&Ty::Pair),
    };
    let (x, y) = (w.name("x"), w.name("y"));
    w.declare(&x, Ty::Float, false);
    if w.chance(4) {
        return Some(parse_quote!(let (#x, _) = #pair;));
    }
    w.declare(&y, Ty::Float, false);
    Some(parse_quote!(let (#x, #y) = #pair;))
}

fn array_pattern(w: &mut Writer) -> Option<Vec<Stmt>> {
    let value = w.value(&Ty::List(List::Array, 3));
    let (x, y) = (w.name("x"), w.name("y"));
    w.declare(&x, Ty::Float, false);
    w.declare(&y, Ty::Float, false);
    Some(if w.random.bool() {
        parse_quote!(let [#x, #y, _] = #value;)
    } else {
        parse_quote!(let [#x, .., #y] = #value;)
    })
}

/// `(a, b) = (b, a);`
fn destructuring_assignment(w: &mut Writer) -> Option<Vec<Stmt>> {
    let a = w.find_mutable(|ty| *ty == Ty::Float)?.expr;
    let b = w.find_mutable(|ty| *ty == Ty::Float)?.expr;
    let value = w.tame();
    Some(if w.random.bool() {
        parse_quote!((#a, #b) = (#b, #value);)
    } else {
        parse_quote!((#a, #b) = (0.5 * #b, #a);)
    })
}

/// An element whose index depends on a float.
fn selected_index(w: &mut Writer) -> Option<Expr> {
    let (list, n) = w.list(1)?;
    let (list, n, term, factor) = (list.expr, int(n), w.term(), w.term());
    Some(parse_quote!(#list[(4.0 * #term.abs()) as usize % #n] * #factor))
}

/// The same as a place.
fn selected_element(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (list, n) = w.list_mut(2)?;
    let (list, n, term, name, value) = (list.expr, int(n), w.term(), w.name("k"), w.tame());
    Some(parse_quote! {
        let #name = if #term > 0.0 { 0 } else { 1 };
        #list[(#name + 1) % #n] += #value;
    })
}

fn array_from_fn(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (n, index, name) = (2 + w.random.usize(..3), w.name("i"), w.name("a"));
    let value = w.closed(|w| {
        w.freeze_all();
        w.declare(&index, Ty::Index(n), false);
        w.tame()
    });
    w.declare(&name, Ty::List(List::Array, n), true);
    let length = int(n);
    Some(parse_quote! {
        let mut #name: [f64; #length] = std::array::from_fn(|#index| #value + 0.1 * #index as f64);
    })
}
