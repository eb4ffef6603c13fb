//! Macros that can't be seen to stay where they are.
//!
//! In: tokens of the user's that are emitted as they stand, inside a loop that both sweeps have to know the iterations of. Out: the same, in
//! which each macro is called inside a labelled block, `'stays: { stop!() }`: rustc refuses a `break` or a `continue` without a label that would
//! leave it. (A `return` there results in something that no derivative results in.) What stands in a loop or a closure of the tokens' own can
//! only leave that. Statements of macros that nobody knows may make variables: they are called where they stand, after a block that is never run.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::parse::Parser;
use syn::visit_mut::{self, VisitMut};

use crate::library::macros::{self, MacroFact};

/// Macros of std whose value may point into its arguments' temporaries, which wouldn't outlive a block.
const BORROWING: &[&str] = &["format_args", "pin"];

/// The tokens, of a value or of statements, in which macros stay where they are.
pub(super) fn staying(tokens: &TokenStream, has_value: bool) -> TokenStream {
    if !calls_macro(tokens) {
        return tokens.clone();
    }
    let Ok(mut stmts) = syn::Block::parse_within.parse2(tokens.clone()) else {
        return tokens.clone();
    };
    statements(&mut stmts, has_value);
    quote!(#(#stmts)*)
}

/// One macro as a value.
pub(super) fn value(mac: &impl ToTokens) -> TokenStream {
    let span = Span::mixed_site();
    quote_spanned!(span=> 'stays: { #mac })
}

fn calls_macro(tokens: &TokenStream) -> bool {
    let mut before = false;
    tokens.clone().into_iter().any(|token| {
        let is_call = match &token {
            TokenTree::Group(group) => before || calls_macro(&group.stream()),
            _ => false,
        };
        before = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '!');
        is_call
    })
}

fn last_name(mac: &syn::Macro) -> String {
    mac.path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default()
}

fn statements(stmts: &mut Vec<syn::Stmt>, has_value: bool) {
    let n_stmts = stmts.len();
    for (i, mut stmt) in std::mem::take(stmts).into_iter().enumerate() {
        let is_value = has_value && i + 1 == n_stmts;
        let (mac, semicolon) = match &stmt {
            syn::Stmt::Macro(call) => (&call.mac, call.semi_token),
            syn::Stmt::Expr(syn::Expr::Macro(call), semicolon) => (&call.mac, *semicolon),
            _ => {
                Stay.visit_stmt_mut(&mut stmt);
                stmts.push(stmt);
                continue;
            }
        };
        if (is_value && semicolon.is_none()) || macros::is(&last_name(mac), MacroFact::Looks) {
            let block = syn::Expr::Verbatim(value(mac));
            stmts.push(syn::Stmt::Expr(block, semicolon));
            continue;
        }
        let (block, span) = (value(&quote!(#mac;)), Span::mixed_site());
        let proof = quote_spanned!(span=> if false { #block ::core::unreachable!() });
        stmts.push(syn::Stmt::Expr(syn::Expr::Verbatim(proof), None));
        stmts.push(stmt);
    }
}

struct Stay;

impl VisitMut for Stay {
    fn visit_block_mut(&mut self, block: &mut syn::Block) {
        statements(&mut block.stmts, true);
    }

    fn visit_item_mut(&mut self, _: &mut syn::Item) {}

    fn visit_expr_mut(&mut self, expr: &mut syn::Expr) {
        match expr {
            syn::Expr::Macro(call) if !BORROWING.contains(&last_name(&call.mac).as_str()) => {
                let block = value(&call.mac);
                let block = quote!((#block));
                *expr = syn::Expr::Verbatim(block.into_token_stream());
            }
            syn::Expr::ForLoop(each) => self.visit_expr_mut(&mut each.expr),
            syn::Expr::While(_) | syn::Expr::Loop(_) | syn::Expr::Closure(_) => {}
            syn::Expr::Block(block) if block.label.is_some() => {}
            expr => visit_mut::visit_expr_mut(self, expr),
        }
    }
}
