//! Names of tuples of which only the parts are used: `|p| p.0 * p.1` of what is zipped.
//!
//! In: a pattern, the item that it meets and the code that sees it. Out: the same with a name for each part, so that the tuple need not be put together. Left alone: where
//! anything else is done with the name, be it in a macro.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::format_ident;
use syn::visit::{self, Visit};
use syn::visit_mut::{self, VisitMut};

use super::item::Item;
use crate::hygiene;

/// Code that can be read and changed.
pub(super) trait Code: Clone {
    fn read<'a>(&'a self, by: &mut impl Visit<'a>);
    fn change(&mut self, by: &mut impl VisitMut);
}

impl Code for syn::Expr {
    fn read<'a>(&'a self, by: &mut impl Visit<'a>) {
        by.visit_expr(self);
    }

    fn change(&mut self, by: &mut impl VisitMut) {
        by.visit_expr_mut(self);
    }
}

impl Code for syn::Block {
    fn read<'a>(&'a self, by: &mut impl Visit<'a>) {
        by.visit_block(self);
    }

    fn change(&mut self, by: &mut impl VisitMut) {
        by.visit_block_mut(self);
    }
}

/// A pattern of the parts, the tuple, and the code over the parts' names; none where the name has to be that of a tuple.
pub(super) fn apart<C: Code>(
    pattern: &syn::Pat,
    item: &Item,
    code: &C,
) -> Option<(syn::Pat, Item, C)> {
    let syn::Pat::Ident(name) = pattern else { return None };
    let is_plain = name.by_ref.is_none() && name.mutability.is_none() && name.subpat.is_none();
    let items = match item {
        Item::Tuple(items) => items,
        // The part of what is borrowed is what it was: `a.1` looks through.
        Item::Borrowed(inner) => match &**inner {
            Item::Tuple(items) => items,
            _ => return None,
        },
        _ => return None,
    };
    let mut uses = Uses { name: &name.ident, n_parts: items.len(), only_parts: is_plain };
    code.read(&mut uses);
    if !uses.only_parts {
        return None;
    }
    let part = |i: usize| format_ident!("{}_{i}", name.ident, span = name.ident.span());
    let parts: Vec<_> = (0..items.len()).map(part).collect();
    // A part's name may be taken.
    let mut taken = Taken { names: &parts, found: false };
    code.read(&mut taken);
    if taken.found {
        return None;
    }
    let mut code = code.clone();
    code.change(&mut Parts { name: &name.ident, parts: &parts });
    let mut patterns: Vec<syn::Pat> = parts.iter().map(|part| syn::parse_quote!(#part)).collect();
    let mut items = items.clone();
    // A part may be a tuple itself: `p.1.0`.
    for (pattern, item) in patterns.iter_mut().zip(&mut items) {
        if let Some((inner, parts, over)) = apart(pattern, item, &code) {
            (*pattern, *item, code) = (inner, parts, over);
        }
    }
    Some((syn::parse_quote!((#(#patterns,)*)), Item::Tuple(items), code))
}

/// The number of a part, if an expression is one of the name.
fn part_of(expr: &syn::Expr, name: &Ident) -> Option<usize> {
    let syn::Expr::Field(field) = expr else { return None };
    let (syn::Expr::Path(base), syn::Member::Unnamed(index)) = (&*field.base, &field.member) else {
        return None;
    };
    let is_it = base.path.get_ident().is_some_and(|base| hygiene::same(base, name));
    is_it.then_some(index.index as usize)
}

struct Uses<'n> {
    name: &'n Ident,
    n_parts: usize,
    only_parts: bool,
}

impl<'a> Visit<'a> for Uses<'_> {
    fn visit_expr(&mut self, expr: &'a syn::Expr) {
        match part_of(expr, self.name) {
            Some(part) => self.only_parts &= part < self.n_parts,
            None => visit::visit_expr(self, expr),
        }
    }

    fn visit_ident(&mut self, ident: &'a Ident) {
        self.only_parts &= ident != self.name;
    }

    fn visit_macro(&mut self, mac: &'a syn::Macro) {
        self.only_parts &= !mentions(mac.tokens.clone(), &|ident| ident == self.name);
        visit::visit_macro(self, mac);
    }
}

struct Taken<'n> {
    names: &'n [Ident],
    found: bool,
}

impl<'a> Visit<'a> for Taken<'_> {
    fn visit_ident(&mut self, ident: &'a Ident) {
        self.found |= self.names.contains(ident);
    }

    fn visit_macro(&mut self, mac: &'a syn::Macro) {
        self.found |= mentions(mac.tokens.clone(), &|ident| self.names.contains(ident));
    }
}

fn mentions(tokens: TokenStream, is_it: &dyn Fn(&Ident) -> bool) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => mentions(group.stream(), is_it),
        // A name in a format string is one too.
        TokenTree::Literal(literal) => {
            let text = literal.to_string();
            let mut words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
            words.any(|word| syn::parse_str::<Ident>(word).is_ok_and(|ident| is_it(&ident)))
        }
        TokenTree::Ident(ident) => is_it(&ident),
        TokenTree::Punct(_) => false,
    })
}

struct Parts<'n> {
    name: &'n Ident,
    parts: &'n [Ident],
}

impl VisitMut for Parts<'_> {
    fn visit_expr_mut(&mut self, expr: &mut syn::Expr) {
        match part_of(expr, self.name).and_then(|part| self.parts.get(part)) {
            Some(part) => *expr = syn::parse_quote!(#part),
            None => visit_mut::visit_expr_mut(self, expr),
        }
    }
}
