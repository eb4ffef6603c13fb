//! Patterns: the test whether an item matches, and the names that it binds.
//!
//! In: a pattern and an [`Item`]. Out: a condition ([`Lower::test`]), and `let`s ([`Lower::bind`]) whose values are read through
//! places, `shape.Circle.0`. So `match` and its kin become `if`, and no pass after this one knows of patterns.

mod bind;

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::visit_mut::VisitMut;

use super::Lower;
use super::bindings::{is_constant_name, names};
use super::build::truth;
use super::item::{Item, Mode};
use crate::ir::paths::is_variant;
use crate::ir::{Atom, Block, Expr, Stmt, Test};
use crate::kind::Kind;

impl Lower<'_> {
    /// Whether an item matches a pattern; none if it always does.
    pub(super) fn test(&mut self, pattern: &syn::Pat, item: &Item) -> Option<Atom> {
        let span = pattern.span();
        if is_irrefutable(pattern) {
            return None;
        }
        match (pattern, item) {
            (syn::Pat::Paren(inner), item) => self.test(&inner.pat, item),
            (syn::Pat::Ident(name), item) if name.subpat.is_some() => {
                let (_, sub) = name.subpat.as_ref()?;
                self.test(sub, item)
            }
            (syn::Pat::Or(or), Item::Tuple(_) | Item::Optional(..)) => {
                let mut any: Option<Atom> = None;
                for case in &or.cases {
                    let (stmts, test) =
                        self.scoped(|cx| cx.test(case, item).unwrap_or(truth(true, span)));
                    any = Some(match any {
                        None => {
                            self.stmts.extend(stmts);
                            test
                        }
                        Some(before) => self.either(before, stmts, test, span),
                    });
                }
                any
            }
            (syn::Pat::Tuple(tuple), Item::Tuple(items)) => {
                let mut all = None;
                for (pattern, position) in positions(&tuple.elems, items.len()) {
                    let Some(item) = items.get(position) else { continue };
                    all = self.both(all, |cx| cx.test(pattern, item), span);
                }
                all
            }
            (syn::Pat::TupleStruct(fields), Item::Optional(is_some, some)) => {
                let inner = fields.elems.first()?;
                self.both(Some(is_some.clone()), |cx| cx.test(inner, some), span)
            }
            // `None`
            (_, Item::Optional(is_some, _)) => {
                let not = Expr::Unary(crate::ir::UnOp::Not, is_some.clone());
                Some(Atom::Var(self.temp(not, span)))
            }
            (
                syn::Pat::Reference(reference),
                Item::Place(place, Mode::Ref | Mode::RefMut) | Item::Part(place, _),
            ) => self.test(&reference.pat, &Item::Place(place.clone(), Mode::Move)),
            (pattern, item) => {
                let place = self.item_place(item.clone(), span);
                let pattern = without_names(pattern);
                Some(Atom::Var(self.temp(Expr::Is { place, test: Test::Pattern(pattern) }, span)))
            }
        }
    }

    /// `first && second`, the second being computed only if the first is true.
    pub(super) fn both(
        &mut self,
        first: Option<Atom>,
        second: impl FnOnce(&mut Self) -> Option<Atom>,
        span: Span,
    ) -> Option<Atom> {
        let Some(first) = first else { return second(self) };
        let (stmts, second) = self.scoped(second);
        let Some(second) = second else { return Some(first) };
        let then = Block { stmts, results: vec![second] };
        let otherwise = Block { stmts: Vec::new(), results: vec![truth(false, span)] };
        let result = self.result_var(Kind::Bool, span);
        self.stmts.push(Stmt::If { results: vec![result], cond: first, then, otherwise, span });
        Some(Atom::Var(result))
    }

    fn either(&mut self, first: Atom, stmts: Vec<Stmt>, second: Atom, span: Span) -> Atom {
        let then = Block { stmts: Vec::new(), results: vec![truth(true, span)] };
        let otherwise = Block { stmts, results: vec![second] };
        let result = self.result_var(Kind::Bool, span);
        self.stmts.push(Stmt::If { results: vec![result], cond: first, then, otherwise, span });
        Atom::Var(result)
    }
}

/// The alternatives of a pattern that binds names: each is tried by itself.
pub(super) fn alternatives(pattern: &syn::Pat) -> Vec<syn::Pat> {
    match pattern {
        syn::Pat::Paren(inner) => alternatives(&inner.pat),
        syn::Pat::Or(or) if !names(pattern).is_empty() => {
            or.cases.iter().flat_map(alternatives).collect()
        }
        pattern => vec![pattern.clone()],
    }
}

/// Whether a pattern certainly matches whatever it meets: one with a path may be an enum's variant.
pub(super) fn is_irrefutable(pattern: &syn::Pat) -> bool {
    match pattern {
        syn::Pat::Wild(_) | syn::Pat::Rest(_) => true,
        syn::Pat::Ident(name) => match &name.subpat {
            Some((_, sub)) => is_irrefutable(sub),
            None => !is_constant_name(name),
        },
        syn::Pat::Paren(inner) => is_irrefutable(&inner.pat),
        syn::Pat::Type(typed) => is_irrefutable(&typed.pat),
        syn::Pat::Reference(reference) => is_irrefutable(&reference.pat),
        syn::Pat::Tuple(tuple) => tuple.elems.iter().all(is_irrefutable),
        _ => false,
    }
}

/// The name of what may be a variant that is imported: `Ball` of `Ball(r)`.
pub(super) fn bare_name(pattern: &syn::Pat) -> Option<&syn::Ident> {
    let path = match pattern {
        syn::Pat::Paren(inner) => return bare_name(&inner.pat),
        syn::Pat::Reference(reference) => return bare_name(&reference.pat),
        syn::Pat::TupleStruct(fields) => &fields.path,
        syn::Pat::Struct(fields) => &fields.path,
        _ => return None,
    };
    path.segments.last().map(|last| &last.ident).filter(|_| !is_variant(path))
}

/// The patterns of a tuple with the positions that they stand for, `..` being as long as it must.
fn positions(
    patterns: &syn::punctuated::Punctuated<syn::Pat, syn::Token![,]>,
    len: usize,
) -> Vec<(&syn::Pat, usize)> {
    let rest = patterns.iter().position(|pattern| matches!(pattern, syn::Pat::Rest(_)));
    let position = |i: usize| match rest {
        Some(rest) if i > rest => (len + i).checked_sub(patterns.len()).unwrap_or(i),
        _ => i,
    };
    let all = patterns.iter().enumerate();
    all.filter(|(i, _)| Some(*i) != rest).map(|(i, pattern)| (pattern, position(i))).collect()
}

/// A pattern that matches the same and binds nothing.
pub(super) fn without_names(pattern: &syn::Pat) -> TokenStream {
    struct Wipe;
    impl VisitMut for Wipe {
        fn visit_pat_mut(&mut self, pattern: &mut syn::Pat) {
            if let syn::Pat::Ident(name) = pattern {
                match &name.subpat {
                    Some((_, sub)) => *pattern = (**sub).clone(),
                    None if is_constant_name(name) => return,
                    None => {
                        *pattern = syn::Pat::Wild(syn::PatWild {
                            attrs: Vec::new(),
                            underscore_token: Default::default(),
                        });
                    }
                }
                return self.visit_pat_mut(pattern);
            }
            syn::visit_mut::visit_pat_mut(self, pattern);
        }

        fn visit_field_pat_mut(&mut self, field: &mut syn::FieldPat) {
            // `Point { x }` is `Point { x: x }`.
            field.colon_token = Some(Default::default());
            syn::visit_mut::visit_field_pat_mut(self, field);
        }
    }
    let mut pattern = pattern.clone();
    Wipe.visit_pat_mut(&mut pattern);
    pattern.to_token_stream()
}
