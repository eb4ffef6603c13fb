//! Indices by what the value's own integers make of them: `&self.entries[i * self.columns + j]`.
//!
//! In: the body of an `Index` that goes to fields and elements. Out: the same as what makes a key, the number of the place and its indices, and the places by that key, of which the
//! value and its tangent have the same. Deliberately absent: what is no place, which `access` has refused.

use proc_macro2::{Ident, Literal, Span};
use quote::quote;

use crate::access::Keyed;

/// The body of an `Index`, in two.
pub fn of(body: &syn::Block) -> Keyed {
    let mut places = Vec::new();
    count(&mut body.clone(), &mut places);
    let n_indices = places.iter().map(indices).max().unwrap_or(0);
    let (mut key, mut at) = (body.clone(), 0);
    in_block(&mut key, &mut |target| {
        *target = key_of(target, at, n_indices);
        at += 1;
    });
    let places = places.into_iter().map(|mut place| {
        let n = indices(&place);
        by_key(&mut place, n);
        place
    });
    Keyed { key, places: places.collect(), n_indices }
}

fn count(body: &mut syn::Block, places: &mut Vec<syn::Expr>) {
    in_block(body, &mut |target| {
        if let syn::Expr::Reference(reference) = target {
            places.push((*reference.expr).clone());
        }
    });
}

/// Each `&self.x` that a block may result in.
fn in_block(block: &mut syn::Block, visit: &mut dyn FnMut(&mut syn::Expr)) {
    if let Some(syn::Stmt::Expr(expr, None)) = block.stmts.last_mut() {
        in_target(expr, visit);
    }
}

fn in_target(expr: &mut syn::Expr, visit: &mut dyn FnMut(&mut syn::Expr)) {
    match expr {
        syn::Expr::Reference(_) => visit(expr),
        syn::Expr::Paren(inner) => in_target(&mut inner.expr, visit),
        syn::Expr::Group(inner) => in_target(&mut inner.expr, visit),
        syn::Expr::Block(inner) => in_block(&mut inner.block, visit),
        syn::Expr::Match(choice) => {
            choice.arms.iter_mut().for_each(|arm| in_target(&mut arm.body, visit));
        }
        syn::Expr::If(choice) => {
            in_block(&mut choice.then_branch, visit);
            if let Some((_, otherwise)) = &mut choice.else_branch {
                in_target(otherwise, visit);
            }
        }
        _ => {}
    }
}

/// How many indices a place has.
fn indices(place: &syn::Expr) -> usize {
    match place {
        syn::Expr::Paren(inner) => indices(&inner.expr),
        syn::Expr::Group(inner) => indices(&inner.expr),
        syn::Expr::Field(field) => indices(&field.base),
        syn::Expr::Index(index) => indices(&index.expr) + numbers(&index.index).len(),
        _ => 0,
    }
}

/// The numbers in an index: itself, or the ends of a range.
fn numbers(index: &syn::Expr) -> Vec<&syn::Expr> {
    match index {
        syn::Expr::Paren(inner) => numbers(&inner.expr),
        syn::Expr::Group(inner) => numbers(&inner.expr),
        syn::Expr::Range(range) => range.start.iter().chain(&range.end).map(|end| &**end).collect(),
        index => vec![index],
    }
}

/// The same, to be changed.
fn numbers_mut(index: &mut syn::Expr) -> Vec<&mut syn::Expr> {
    match index {
        syn::Expr::Paren(inner) => numbers_mut(&mut inner.expr),
        syn::Expr::Group(inner) => numbers_mut(&mut inner.expr),
        syn::Expr::Range(range) => {
            range.start.iter_mut().chain(&mut range.end).map(|end| &mut **end).collect()
        }
        index => vec![index],
    }
}

/// `Key::new(0, [i * self.columns + j])`
fn key_of(target: &syn::Expr, number: usize, n_indices: usize) -> syn::Expr {
    let mut at = Vec::new();
    if let syn::Expr::Reference(reference) = target {
        written(&reference.expr, &mut at);
    }
    at.resize(n_indices, syn::parse_quote!(0));
    let key = Ident::new("AdKey", Span::mixed_site());
    let number = Literal::usize_suffixed(number);
    syn::parse_quote!(#key::new(#number, [#(#at),*]))
}

/// The indices of a place, from the outside in.
fn written(place: &syn::Expr, at: &mut Vec<syn::Expr>) {
    match place {
        syn::Expr::Paren(inner) => written(&inner.expr, at),
        syn::Expr::Group(inner) => written(&inner.expr, at),
        syn::Expr::Field(field) => written(&field.base, at),
        syn::Expr::Index(index) => {
            written(&index.expr, at);
            at.extend(numbers(&index.index).into_iter().cloned());
        }
        _ => {}
    }
}

/// The same place, by a key that has `n` indices for it.
fn by_key(place: &mut syn::Expr, n: usize) {
    match place {
        syn::Expr::Paren(inner) => by_key(&mut inner.expr, n),
        syn::Expr::Group(inner) => by_key(&mut inner.expr, n),
        syn::Expr::Field(field) => by_key(&mut field.base, n),
        syn::Expr::Index(index) => {
            let numbers = numbers_mut(&mut index.index);
            let first = n - numbers.len();
            for (i, number) in numbers.into_iter().enumerate() {
                let key = Ident::new("key", Span::mixed_site());
                let at = Literal::usize_unsuffixed(first + i);
                *number = syn::parse2(quote!(#key.at[#at])).expect("an expression");
            }
            by_key(&mut index.expr, first);
        }
        _ => {}
    }
}
