//! References that a branch chooses: `let (from, to) = if first { (&x, &mut y) } else { (&y, &mut x) };`.
//!
//! In: a body whose constant code is wrapped. Out: the same, in which what comes after such a `let` stands in each of its branches, after a `let` of
//! that branch's own value. So every name stands for one place. Left alone, and refused later: where a name of a branch would hide one of what comes
//! after it, where a constant of a branch would live longer, and where the copies would become too many.

use quote::ToTokens;
use syn::visit::Visit;
use syn::visit_mut::{self, VisitMut};

use super::bindings::names;
use super::flow::binds_constants;
use crate::formats;
use crate::hygiene;

/// So many branches get what comes after them, all in all.
const MOST: usize = 8;

/// Puts what comes after such `let`s into their branches.
pub(super) fn spread(body: &mut syn::Block) {
    Spread { n_copies: 0 }.visit_block_mut(body);
}

struct Spread {
    n_copies: usize,
}

impl VisitMut for Spread {
    fn visit_block_mut(&mut self, block: &mut syn::Block) {
        let chosen = block.stmts.iter().position(|stmt| match stmt {
            syn::Stmt::Local(syn::Local { init: Some(init), attrs, .. }) => {
                init.diverge.is_none() && attrs.is_empty() && is_choice(&init.expr)
            }
            _ => false,
        });
        if let Some(position) = chosen
            && let syn::Stmt::Local(local) = &block.stmts[position]
            && let Some(init) = &local.init
        {
            let rest = Rest { local, stmts: &block.stmts[position + 1..] };
            let mut branches = 0;
            if let Some(value) = rest.after(&init.expr, &mut branches)
                && self.n_copies + branches <= MOST
            {
                self.n_copies += branches;
                block.stmts.truncate(position);
                block.stmts.push(syn::Stmt::Expr(value, None));
            }
        }
        visit_mut::visit_block_mut(self, block);
    }

    // Items inside are copied as they stand.
    fn visit_item_mut(&mut self, _: &mut syn::Item) {}
}

/// What comes after a `let`, and the `let`.
struct Rest<'a> {
    local: &'a syn::Local,
    stmts: &'a [syn::Stmt],
}

impl Rest<'_> {
    /// A choice with the rest after each of its values; none if it can't stand there.
    fn after(&self, value: &syn::Expr, n_copies: &mut usize) -> Option<syn::Expr> {
        Some(match value {
            syn::Expr::Paren(inner) => self.after(&inner.expr, n_copies)?,
            syn::Expr::If(branch) => {
                let (else_token, otherwise) = branch.else_branch.as_ref()?;
                // What the condition binds would hide a name of the rest, too.
                let mut bound = Bound(Vec::new());
                bound.visit_expr(&branch.cond);
                self.hides_nothing(&bound.0)?;
                let otherwise = Box::new(self.after(otherwise, n_copies)?);
                syn::Expr::If(syn::ExprIf {
                    then_branch: self.after_block(&branch.then_branch, n_copies)?,
                    else_branch: Some((*else_token, otherwise)),
                    ..branch.clone()
                })
            }
            syn::Expr::Match(choice) => {
                let mut choice = choice.clone();
                for arm in &mut choice.arms {
                    let bound: Vec<_> =
                        names(&arm.pat).into_iter().map(|name| name.ident).collect();
                    self.hides_nothing(&bound)?;
                    *arm.body = self.after(&arm.body, n_copies)?;
                    arm.comma = Some(Default::default());
                }
                syn::Expr::Match(choice)
            }
            syn::Expr::Block(block) if block.label.is_none() => {
                let inner = self.after_block(&block.block, n_copies)?;
                syn::Expr::Block(syn::ExprBlock { block: inner, ..block.clone() })
            }
            // There is nothing after it.
            syn::Expr::Return(_) | syn::Expr::Break(_) | syn::Expr::Continue(_) => value.clone(),
            value => {
                *n_copies += 1;
                let mut local = self.local.clone();
                if let Some(init) = &mut local.init {
                    *init.expr = value.clone();
                }
                let stmts = std::iter::once(syn::Stmt::Local(local)).chain(self.stmts.to_vec());
                let block = syn::Block { brace_token: Default::default(), stmts: stmts.collect() };
                syn::Expr::Block(syn::ExprBlock { attrs: Vec::new(), label: None, block })
            }
        })
    }

    fn after_block(&self, block: &syn::Block, n_copies: &mut usize) -> Option<syn::Block> {
        let (last, before) = block.stmts.split_last()?;
        if binds_constants(block) {
            return None;
        }
        let mut bound = Bound(Vec::new());
        before.iter().for_each(|stmt| bound.visit_stmt(stmt));
        self.hides_nothing(&bound.0)?;
        let last = match last {
            syn::Stmt::Expr(value, None) => self.after(value, n_copies)?,
            syn::Stmt::Expr(
                exit @ (syn::Expr::Return(_) | syn::Expr::Break(_) | syn::Expr::Continue(_)),
                Some(_),
            ) => exit.clone(),
            _ => return None,
        };
        let stmts = before.iter().cloned();
        let stmts = match last {
            // The same scope: what is bound in the branch lives as long as what refers to it.
            syn::Expr::Block(inner) => stmts.chain(inner.block.stmts).collect(),
            last => stmts.chain([syn::Stmt::Expr(last, None)]).collect(),
        };
        Some(syn::Block { stmts, ..block.clone() })
    }

    /// Nothing, if none of these names occurs in the rest.
    fn hides_nothing(&self, bound: &[proc_macro2::Ident]) -> Option<()> {
        let is_bound = |name: &proc_macro2::Ident| {
            bound.iter().any(|b| hygiene::spelled(b) == hygiene::spelled(name))
        };
        let mentions =
            |stmt: &syn::Stmt| formats::mentioned(stmt.to_token_stream()).iter().any(is_bound);
        let hides = self.stmts.iter().any(mentions);
        (!hides).then_some(())
    }
}

/// The names that patterns and items bring into scope.
struct Bound(Vec<proc_macro2::Ident>);

impl<'a> Visit<'a> for Bound {
    fn visit_pat_ident(&mut self, name: &'a syn::PatIdent) {
        self.0.push(name.ident.clone());
        syn::visit::visit_pat_ident(self, name);
    }
}

/// Whether an expression chooses between values one of which is, or holds, a reference that is taken there.
fn is_choice(expr: &syn::Expr) -> bool {
    match expr {
        syn::Expr::Paren(inner) => is_choice(&inner.expr),
        syn::Expr::If(branch) => {
            let otherwise = branch.else_branch.as_ref();
            otherwise.is_some_and(|(_, otherwise)| {
                takes_reference_in(&branch.then_branch) || takes_reference(otherwise)
            })
        }
        syn::Expr::Match(choice) => choice.arms.iter().any(|arm| takes_reference(&arm.body)),
        _ => false,
    }
}

fn takes_reference(expr: &syn::Expr) -> bool {
    match expr {
        syn::Expr::Reference(_) => true,
        syn::Expr::Paren(inner) => takes_reference(&inner.expr),
        syn::Expr::Tuple(tuple) => tuple.elems.iter().any(takes_reference),
        syn::Expr::Block(block) => takes_reference_in(&block.block),
        expr => is_choice(expr),
    }
}

fn takes_reference_in(block: &syn::Block) -> bool {
    matches!(block.stmts.last(), Some(syn::Stmt::Expr(value, None)) if takes_reference(value))
}
