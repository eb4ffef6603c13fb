//! Constant code as tokens: as the user wrote it, but for what only the macro knows.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::ToTokens;
use syn::visit_mut::{self, VisitMut};

use super::{MARK, tokens_of};
use crate::lower::checkpoint::Unmark;
use crate::lower::matches;

/// The tokens of constant code: without the marks inside it, and without shorthands, so that variables can get other names.
pub fn cleaned<T: ToTokens + Clone>(
    code: &T,
    clean: impl FnOnce(&mut Clean, &mut T),
) -> TokenStream {
    let mut code = code.clone();
    clean(&mut Clean, &mut code);
    code.into_token_stream()
}

/// Tokens without the marks that are inside them.
pub fn unwrapped(tokens: TokenStream) -> TokenStream {
    let tokens: Vec<_> = tokens.into_iter().collect();
    let is_punct = |at: usize, punct: char| matches!(tokens.get(at), Some(TokenTree::Punct(found)) if found.as_char() == punct);
    let mut clean = TokenStream::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        if let Some((mac, len)) = matches::written(&tokens[at..]) {
            clean.extend(mac);
            at += len;
            continue;
        }
        let is_mark =
            matches!(token, TokenTree::Ident(name) if name == MARK) && is_punct(at + 1, '!');
        // An argument by itself needs no parentheses.
        let is_alone =
            (at == 0 || is_punct(at - 1, ',')) && (at + 3 == tokens.len() || is_punct(at + 3, ','));
        let delimiter = if is_alone { Delimiter::None } else { Delimiter::Parenthesis };
        let (group, delimiter) = match (token, tokens.get(at + 2)) {
            (_, Some(TokenTree::Group(group))) if is_mark => (group, delimiter),
            (TokenTree::Group(group), _) => (group, group.delimiter()),
            (token, _) => {
                clean.extend([token.clone()]);
                at += 1;
                continue;
            }
        };
        let mut inner = Group::new(delimiter, unwrapped(group.stream()));
        inner.set_span(group.span());
        clean.extend([TokenTree::Group(inner)]);
        at += if is_mark { 3 } else { 1 };
    }
    clean
}

/// What does that.
pub struct Clean;

impl VisitMut for Clean {
    fn visit_expr_mut(&mut self, expr: &mut syn::Expr) {
        // A loop of constants isn't reversed.
        Unmark::of_expr(expr);
        if let syn::Expr::Macro(call) = expr
            && let Some(tokens) = tokens_of(&call.mac)
        {
            *expr = syn::Expr::Verbatim(tokens.clone());
            return;
        }
        if let syn::Expr::Match(choice) = expr
            && let Some(mac) = matches::written_as(choice)
        {
            *expr = syn::Expr::Macro(syn::ExprMacro { attrs: Vec::new(), mac });
            return;
        }
        visit_mut::visit_expr_mut(self, expr);
    }

    fn visit_local_mut(&mut self, local: &mut syn::Local) {
        local.attrs.retain(|attribute| !crate::signature::is_constant(attribute));
        // `let x;` is marked by a value of no tokens.
        let is_open =
            |init: &syn::LocalInit| super::written(&init.expr).is_some_and(TokenStream::is_empty);
        if local.init.as_ref().is_some_and(is_open) {
            local.init = None;
        }
        visit_mut::visit_local_mut(self, local);
    }

    // `Point { x }` is `Point { x: x }`.
    fn visit_field_value_mut(&mut self, field: &mut syn::FieldValue) {
        field.colon_token.get_or_insert_default();
        visit_mut::visit_field_value_mut(self, field);
    }

    fn visit_field_pat_mut(&mut self, field: &mut syn::FieldPat) {
        field.colon_token.get_or_insert_default();
        visit_mut::visit_field_pat_mut(self, field);
    }

    // `A @ _` is how a name that looks like a constant is marked as one that isn't.
    fn visit_pat_ident_mut(&mut self, name: &mut syn::PatIdent) {
        if crate::lower::bindings::subpattern(name).is_none() {
            name.subpat = None;
        }
        visit_mut::visit_pat_ident_mut(self, name);
    }
}
