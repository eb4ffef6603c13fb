//! What can be read off the user's tokens and syntax without lowering them.

use proc_macro2::{Delimiter, Spacing, Span, TokenStream, TokenTree};
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;

use crate::ir::BinOp;
use crate::library::{self, Fact};

/// Where to point for an expression: at the token that says what it does, because a span of many
/// tokens underlines only the first.
pub(super) fn key_span(expr: &syn::Expr) -> Span {
    match expr {
        syn::Expr::Paren(inner) => key_span(&inner.expr),
        syn::Expr::Cast(cast) => cast.as_token.span(),
        syn::Expr::MethodCall(call) => call.method.span(),
        syn::Expr::Binary(binary) => binary.op.span(),
        other => other.span(),
    }
}

/// Whether code is a closure.
pub(crate) fn is_closure(code: &TokenStream) -> bool {
    matches!(syn::parse2(code.clone()), Ok(syn::Expr::Closure(_)))
}

/// The conditions of a chain, `a && let P = e && b`; one if it is none.
pub(super) fn conditions<'a>(expr: &'a syn::Expr, found: &mut Vec<&'a syn::Expr>) {
    match expr {
        syn::Expr::Binary(binary) if matches!(binary.op, syn::BinOp::And(_)) => {
            conditions(&binary.left, found);
            conditions(&binary.right, found);
        }
        expr => found.push(expr),
    }
}

/// The same, to change them.
pub(super) fn conditions_mut(expr: &mut syn::Expr) -> Vec<&mut syn::Expr> {
    let is_and = |op: &syn::BinOp| matches!(op, syn::BinOp::And(_));
    if !matches!(expr, syn::Expr::Binary(binary) if is_and(&binary.op)) {
        return vec![expr];
    }
    let syn::Expr::Binary(binary) = expr else { return Vec::new() };
    let mut found = conditions_mut(&mut binary.left);
    found.extend(conditions_mut(&mut binary.right));
    found
}

/// The operator of a compound assignment.
pub(super) fn compound(op: &syn::BinOp) -> Option<BinOp> {
    Some(match op {
        syn::BinOp::AddAssign(_) => BinOp::Add,
        syn::BinOp::SubAssign(_) => BinOp::Sub,
        syn::BinOp::MulAssign(_) => BinOp::Mul,
        syn::BinOp::DivAssign(_) => BinOp::Div,
        syn::BinOp::RemAssign(_) => BinOp::Rem,
        syn::BinOp::BitAndAssign(_) => BinOp::BitAnd,
        syn::BinOp::BitOrAssign(_) => BinOp::BitOr,
        syn::BinOp::BitXorAssign(_) => BinOp::BitXor,
        syn::BinOp::ShlAssign(_) => BinOp::Shl,
        syn::BinOp::ShrAssign(_) => BinOp::Shr,
        _ => return None,
    })
}

/// The items of `vec![a, b]`, or the item and the length of `vec![a; n]`.
pub(super) fn items(tokens: &TokenStream) -> Option<Vec<syn::Expr>> {
    let repeat = |input: syn::parse::ParseStream| {
        let item: syn::Expr = input.parse()?;
        input.parse::<syn::Token![;]>()?;
        Ok(vec![item, input.parse()?])
    };
    let list = Punctuated::<syn::Expr, syn::Token![,]>::parse_terminated;
    let items = repeat.parse2(tokens.clone());
    items.or_else(|_| list.parse2(tokens.clone()).map(|items| items.into_iter().collect())).ok()
}

/// Whether tokens that look at variables may change one on the way: blocks, `mut`, compound assignments,
/// methods that aren't known to be pure.
pub(crate) fn may_change(tokens: &TokenStream) -> bool {
    let tokens: Vec<_> = tokens.clone().into_iter().collect();
    tokens.iter().enumerate().any(|(i, token)| match token {
        TokenTree::Group(group) => {
            group.delimiter() == Delimiter::Brace || may_change(&group.stream())
        }
        TokenTree::Ident(ident) if ident == "mut" => true,
        TokenTree::Ident(ident) => {
            let is_called = matches!(tokens.get(i + 1), Some(TokenTree::Group(_)));
            let is_method = i > 0
                && matches!(&tokens[i - 1], TokenTree::Punct(punct) if punct.as_char() == '.');
            let name = ident.to_string();
            is_called && is_method && !library::is(&name, Fact::Pure)
        }
        TokenTree::Punct(punct) if punct.spacing() == Spacing::Joint => {
            let is_operator = "+-*/%&|^".contains(punct.as_char());
            let then = tokens.get(i + 1);
            is_operator && matches!(then, Some(TokenTree::Punct(next)) if next.as_char() == '=')
        }
        _ => false,
    })
}

/// What is in parentheses.
pub(super) fn inside(expr: &syn::Expr) -> &syn::Expr {
    match expr {
        syn::Expr::Paren(inner) => inside(&inner.expr),
        syn::Expr::Group(inner) => inside(&inner.expr),
        expr => expr,
    }
}
