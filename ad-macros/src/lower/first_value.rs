//! Variables that get their first value after their declaration.
//!
//! ```text
//! let p; if c { p = a; } else { p = b; }      let p = if c { a } else { b };
//! ```
//!
//! In: a body whose constant code is wrapped. Out: the same, in which such a variable is declared where it gets its value, if it gets one in the last statements of each branch.
//! Deliberately absent: those that get it elsewhere, in a loop or in the middle of a branch, which `uninitialized` declares.

use std::collections::BTreeMap;

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::visit::{self, Visit};
use syn::visit_mut::{self, VisitMut};

use crate::formats;
use crate::hygiene;
use crate::library::macros;

/// Declares variables where they get their first value.
pub(super) fn declare_there(body: &mut syn::Block) {
    Declare.visit_block_mut(body);
}

struct Declare;

impl VisitMut for Declare {
    fn visit_block_mut(&mut self, block: &mut syn::Block) {
        let joined = joined(&block.stmts);
        let is_joined = |part: &Part| joined.values().any(|(parts, _)| parts.contains(&part.at));
        let mut stmts = Vec::new();
        for (position, stmt) in std::mem::take(&mut block.stmts).into_iter().enumerate() {
            let declared = declared(position, &stmt);
            match joined.get(&position) {
                Some((_, local)) => stmts.push(local.clone()),
                None if declared.iter().any(is_joined) => {
                    let left = declared.iter().filter(|part| !is_joined(part));
                    stmts.extend(left.map(|part| local(std::slice::from_ref(part), None)));
                }
                None => stmts.push(stmt),
            }
        }
        block.stmts = stmts;
        visit_mut::visit_block_mut(self, block);
    }

    // Items inside are their own.
    fn visit_item_mut(&mut self, _: &mut syn::Item) {}
}

/// Of which statement it is, and the how manieth in its pattern: names may be declared again.
type Declared = (usize, usize);

/// A variable that is declared, and its type.
#[derive(Clone)]
struct Part {
    at: Declared,
    name: syn::PatIdent,
    ty: Option<syn::Type>,
}

/// What a statement declares without a value.
fn declared(position: usize, stmt: &syn::Stmt) -> Vec<Part> {
    let mut parts = Vec::new();
    if let syn::Stmt::Local(syn::Local { init: None, pat, attrs, .. }) = stmt
        && attrs.is_empty()
        && !add_parts(pat, None, position, &mut parts)
    {
        parts.clear();
    }
    parts
}

/// Whether the pattern has names and tuples only, which are added.
fn add_parts(
    pattern: &syn::Pat,
    ty: Option<&syn::Type>,
    position: usize,
    parts: &mut Vec<Part>,
) -> bool {
    match pattern {
        syn::Pat::Ident(name) if name.by_ref.is_none() && name.subpat.is_none() => {
            let at = (position, parts.len());
            parts.push(Part { at, name: name.clone(), ty: ty.cloned() });
            true
        }
        syn::Pat::Type(typed) => add_parts(&typed.pat, Some(&typed.ty), position, parts),
        syn::Pat::Tuple(tuple) => {
            let types = match ty {
                Some(syn::Type::Tuple(types)) => types.elems.iter().map(Some).collect(),
                Some(_) => return false,
                None => vec![None; tuple.elems.len()],
            };
            let mut elems = tuple.elems.iter().zip(&types);
            types.len() == tuple.elems.len()
                && elems.all(|(elem, ty)| add_parts(elem, *ty, position, parts))
        }
        _ => false,
    }
}

/// The statements that give variables of this block their first values, by their positions: which variables, and what stands there then.
fn joined(stmts: &[syn::Stmt]) -> BTreeMap<usize, (Vec<Declared>, syn::Stmt)> {
    let mut gets: BTreeMap<usize, Vec<Part>> = BTreeMap::new();
    for (position, stmt) in stmts.iter().enumerate() {
        for part in declared(position, stmt) {
            let mut after = stmts.iter().enumerate().skip(position + 1);
            let first = after
                .find(|(_, stmt)| mentions(stmt.to_token_stream(), &part.name.ident) > 0)
                .map(|(at, _)| at);
            first.into_iter().for_each(|at| gets.entry(at).or_default().push(part.clone()));
        }
    }
    let joined = gets.into_iter().filter_map(|(at, parts)| {
        let syn::Stmt::Expr(expr, _) = &stmts[at] else { return None };
        let names: Vec<_> = parts.iter().map(|part| part.name.ident.clone()).collect();
        let mut values = Values { order: in_order(expr, &names)?, n_found: 0 };
        let value = values.of(expr)?;
        // Nothing else may mention them.
        let is_all = |name| mentions(expr.to_token_stream(), name) == values.n_found;
        let of = |name: &Ident| parts.iter().find(|part| part.name.ident == *name).cloned();
        let in_order: Option<Vec<_>> = values.order.iter().map(of).collect();
        let declared = parts.iter().map(|part| part.at).collect();
        let local = local(&in_order?, Some(value));
        names.iter().all(is_all).then_some((at, (declared, local)))
    });
    joined.collect()
}

/// The `let`, of one variable or of several as a tuple.
fn local(parts: &[Part], value: Option<syn::Expr>) -> syn::Stmt {
    let names = parts.iter().map(|part| &part.name);
    let types = parts.iter().map(|part| match &part.ty {
        Some(ty) => ty.to_token_stream(),
        None => quote!(_),
    });
    let value = value.map(|value| quote!(= #value));
    match (parts, parts.iter().any(|part| part.ty.is_some())) {
        ([_], false) => syn::parse_quote!(let #(#names)* #value;),
        ([_], true) => syn::parse_quote!(let #(#names)*: #(#types)* #value;),
        (_, false) => syn::parse_quote!(let (#(#names),*) #value;),
        (_, true) => syn::parse_quote!(let (#(#names),*): (#(#types),*) #value;),
    }
}

/// The names in the order in which the first branch assigns them.
fn in_order(expr: &syn::Expr, names: &[Ident]) -> Option<Vec<Ident>> {
    struct Order<'n>(&'n [Ident], Vec<Ident>);
    impl<'a> Visit<'a> for Order<'_> {
        fn visit_expr_assign(&mut self, assign: &'a syn::ExprAssign) {
            let name = assigned(assign).filter(|name| self.0.contains(name));
            if let Some(name) = name.filter(|name| !self.1.contains(name)) {
                self.1.push(name.clone());
            }
            visit::visit_expr_assign(self, assign);
        }
    }
    let mut order = Order(names, Vec::new());
    order.visit_expr(expr);
    (order.1.len() == names.len()).then_some(order.1)
}

fn assigned(assign: &syn::ExprAssign) -> Option<&Ident> {
    match &*assign.left {
        syn::Expr::Path(path) => path.path.get_ident(),
        _ => None,
    }
}

/// Takes what is assigned in the end, in this order, for the value.
struct Values {
    order: Vec<Ident>,
    n_found: usize,
}

impl Values {
    fn of(&mut self, expr: &syn::Expr) -> Option<syn::Expr> {
        Some(match expr {
            syn::Expr::Assign(assign) => self.of_assignments(&[assign])?,
            syn::Expr::If(branch) if branch.attrs.is_empty() => {
                let (else_token, otherwise) = branch.else_branch.as_ref()?;
                syn::Expr::If(syn::ExprIf {
                    then_branch: self.of_block(&branch.then_branch)?,
                    else_branch: Some((*else_token, Box::new(self.of(otherwise)?))),
                    ..branch.clone()
                })
            }
            syn::Expr::Match(choice) if choice.attrs.is_empty() => {
                let mut choice = choice.clone();
                for arm in &mut choice.arms {
                    *arm.body = self.of(&arm.body)?;
                    arm.comma = Some(Default::default());
                }
                syn::Expr::Match(choice)
            }
            syn::Expr::Block(block) if block.label.is_none() && block.attrs.is_empty() => {
                syn::Expr::Block(syn::ExprBlock {
                    block: self.of_block(&block.block)?,
                    ..block.clone()
                })
            }
            // There is no value.
            syn::Expr::Macro(call) if macros::never_returns(&call.mac) => expr.clone(),
            syn::Expr::Return(_) | syn::Expr::Break(_) | syn::Expr::Continue(_) => expr.clone(),
            _ => return None,
        })
    }

    fn of_block(&mut self, block: &syn::Block) -> Option<syn::Block> {
        let start = block.stmts.len().checked_sub(self.order.len());
        let assignments = start.and_then(|start| {
            let assignment = |stmt| match stmt {
                &syn::Stmt::Expr(syn::Expr::Assign(ref assign), _) => Some(assign),
                _ => None,
            };
            let all: Option<Vec<_>> = block.stmts[start..].iter().map(assignment).collect();
            Some((start, self.of_assignments(&all?)?))
        });
        let (n_before, value) = match (assignments, block.stmts.last()?) {
            (Some((start, value)), _) => (start, value),
            (None, syn::Stmt::Expr(last, _)) => (block.stmts.len() - 1, self.of(last)?),
            (None, syn::Stmt::Macro(last)) => {
                let (attrs, mac) = (last.attrs.clone(), last.mac.clone());
                (block.stmts.len() - 1, self.of(&syn::Expr::Macro(syn::ExprMacro { attrs, mac }))?)
            }
            (None, _) => return None,
        };
        let before = block.stmts[..n_before].iter().cloned();
        let stmts = before.chain([syn::Stmt::Expr(value, None)]).collect();
        Some(syn::Block { stmts, ..block.clone() })
    }

    fn of_assignments(&mut self, assignments: &[&syn::ExprAssign]) -> Option<syn::Expr> {
        let names: Option<Vec<_>> = assignments.iter().map(|assign| assigned(assign)).collect();
        if !names?.into_iter().eq(&self.order) || !assignments.iter().all(|a| a.attrs.is_empty()) {
            return None;
        }
        self.n_found += 1;
        let values: Vec<_> = assignments.iter().map(|assign| &*assign.right).collect();
        Some(match values[..] {
            [value] => value.clone(),
            _ => syn::parse_quote!((#(#values),*)),
        })
    }
}

/// How often tokens mention a name, or one that is spelled alike.
fn mentions(tokens: TokenStream, name: &Ident) -> usize {
    let is_it = |found: &&Ident| hygiene::spelled(found) == hygiene::spelled(name);
    formats::mentioned(tokens).iter().filter(is_it).count()
}
