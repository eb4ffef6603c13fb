//! `matches!(e, pattern if guard)` as the `match` that it is, and so `assert!(c)`, where it calls methods: `match c { true => {} _ => panic!(..) }`.
//!
//! In: a body. Out: the body with a `match` of two arms in the place of each such macro. Assertions that can't change anything are left as they are. The `match` carries the macro that it was made of ([`written_as`]), so that constant code is emitted as the
//! user wrote it, and rustc is asked whether the macro is std's. Deliberately absent: what other macros are given, of which nobody knows what they do with it.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::parse::{ParseStream, Parser};
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::visit_mut::{self, VisitMut};

use super::syntax::may_change;
use crate::ir::paths::is_std_variant;
use crate::library::macros::{self, Asserted};

/// The name of the attributes that such a `match` and its last arm carry: the macro is in the first.
pub(super) const MARK: &str = "__macro_written_out";

/// The body, with each such macro written out.
pub(super) fn written_out(body: &syn::Block) -> syn::Block {
    let mut body = body.clone();
    WriteOut.visit_block_mut(&mut body);
    body
}

struct WriteOut;

impl VisitMut for WriteOut {
    fn visit_expr_mut(&mut self, expr: &mut syn::Expr) {
        if let syn::Expr::Macro(call) = expr
            && let Some(choice) = choice(&call.mac)
        {
            *expr = syn::Expr::Match(choice);
        }
        visit_mut::visit_expr_mut(self, expr);
    }

    fn visit_stmt_mut(&mut self, stmt: &mut syn::Stmt) {
        if let syn::Stmt::Macro(call) = stmt
            && let Some(choice) = choice(&call.mac)
        {
            *stmt = syn::Stmt::Expr(syn::Expr::Match(choice), call.semi_token);
        }
        visit_mut::visit_stmt_mut(self, stmt);
    }

    // Functions inside are copied as they stand.
    fn visit_item_mut(&mut self, _: &mut syn::Item) {}
}

/// The `match` that a macro stands for, if it is one by its name, and is given what that takes.
pub(super) fn choice(mac: &syn::Macro) -> Option<syn::ExprMatch> {
    let name = mac.path.segments.last()?.ident.to_string();
    let mark = syn::Ident::new(MARK, proc_macro2::Span::mixed_site());
    let (scrutinee, code) = match macros::asserted(&name) {
        Some(asserted) => {
            let (condition, panics) = assertion(mac, asserted)?;
            (condition, quote!(match () { true => {} #[#mark] _ => #panics }))
        }
        None if name == macros::MATCHES => {
            let parts = |input: ParseStream| {
                let scrutinee: syn::Expr = input.parse()?;
                input.parse::<syn::Token![,]>()?;
                Ok((scrutinee, input.parse::<TokenStream>()?))
            };
            let (scrutinee, pattern) = parts.parse2(mac.tokens.clone()).ok()?;
            let pattern = without_comma(pattern);
            (scrutinee, quote!(match () { #pattern => true, #[#mark] _ => false }))
        }
        None => return None,
    };
    let mut choice: syn::ExprMatch = syn::parse2(code).ok()?;
    // An arm more would be one that was written as a pattern.
    if choice.arms.len() != 2 {
        return None;
    }
    *choice.expr = scrutinee;
    choice.attrs = vec![syn::parse_quote!(#[#mark(#mac)])];
    Some(choice)
}

/// What an assertion that calls methods asks for, and what it does otherwise.
fn assertion(mac: &syn::Macro, asserted: Asserted) -> Option<(syn::Expr, TokenStream)> {
    let parts = |input: ParseStream| {
        let mut operands = vec![input.parse::<syn::Expr>()?];
        if asserted.operator.is_some() {
            input.parse::<syn::Token![,]>()?;
            operands.push(input.parse()?);
        }
        let comma: Option<syn::Token![,]> = input.parse()?;
        let message: TokenStream = input.parse()?;
        Ok((operands, comma.map(|_| message).filter(|message| !message.is_empty())))
    };
    let (operands, message) = parts.parse2(mac.tokens.clone()).ok()?;
    if !operands.iter().any(|operand| may_change(&operand.to_token_stream()) || calls(operand)) {
        return None;
    }
    let condition: syn::Expr = match (&operands[..], asserted.operator) {
        ([left, right], Some(operator)) => {
            let operator = operator.parse::<TokenStream>().ok()?;
            let mut condition: syn::ExprBinary = syn::parse2(quote!(() #operator ())).ok()?;
            let whole = |operand: &syn::Expr| Box::new(syn::parse_quote!((#operand)));
            (condition.left, condition.right) = (whole(left), whole(right));
            syn::Expr::Binary(condition)
        }
        ([condition], _) => condition.clone(),
        _ => return None,
    };
    let message = message.unwrap_or_else(|| {
        let says = format!("assertion failed: {}", condition.to_token_stream());
        quote!("{}", #says)
    });
    let condition = match asserted.in_debug_only {
        true => syn::parse_quote!(!::core::cfg!(debug_assertions) || (#condition)),
        false => condition,
    };
    let span = mac.path.span().resolved_at(proc_macro2::Span::mixed_site());
    let panics = quote_spanned!(span=> ::core::panic!);
    Some((condition, quote!(#panics(#message))))
}

/// Whether a function is called, which may keep what it is given.
fn calls(operand: &syn::Expr) -> bool {
    struct Calls(bool);
    impl<'a> Visit<'a> for Calls {
        fn visit_expr_call(&mut self, call: &'a syn::ExprCall) {
            let is_variant =
                matches!(&*call.func, syn::Expr::Path(path) if is_std_variant(&path.path));
            self.0 |= !is_variant;
            visit::visit_expr_call(self, call);
        }
    }
    let mut calls = Calls(false);
    calls.visit_expr(operand);
    calls.0
}

/// A comma may follow the pattern.
fn without_comma(tokens: TokenStream) -> TokenStream {
    let mut tokens: Vec<_> = tokens.into_iter().collect();
    let is_comma = |token: &proc_macro2::TokenTree| token.to_string() == ",";
    tokens.pop_if(|last| is_comma(last));
    tokens.into_iter().collect()
}

/// The macro that a `match` was written as.
pub(super) fn written_as(choice: &syn::ExprMatch) -> Option<syn::Macro> {
    let syn::Meta::List(list) = &choice.attrs.first()?.meta else { return None };
    list.path.is_ident(MARK).then(|| syn::parse2(list.tokens.clone()).ok()).flatten()
}

/// The tokens of a macro that was written out, and how many tokens stand for them, where tokens begin with such a `match`.
pub(super) fn written(tokens: &[proc_macro2::TokenTree]) -> Option<(TokenStream, usize)> {
    use proc_macro2::TokenTree::Group;
    let [proc_macro2::TokenTree::Punct(hash), Group(attribute), rest @ ..] = tokens else {
        return None;
    };
    let attribute: Vec<_> = attribute.stream().into_iter().collect();
    let [proc_macro2::TokenTree::Ident(name), Group(mac)] = &attribute[..] else { return None };
    if hash.as_char() != '#' || name != MARK {
        return None;
    }
    // The scrutinee may have braces of its own.
    let is_arms = |token: &proc_macro2::TokenTree| match token {
        Group(group) => is_marked(&group.stream()),
        _ => false,
    };
    let arms = rest.iter().position(is_arms)?;
    Some((mac.stream(), arms + 3))
}

/// Whether the arms of a `match` are those of a macro.
fn is_marked(arms: &TokenStream) -> bool {
    arms.clone().into_iter().any(|token| match token {
        proc_macro2::TokenTree::Group(group) => {
            let mut inside = group.stream().into_token_stream().into_iter();
            matches!((inside.next(), inside.next()), (Some(proc_macro2::TokenTree::Ident(name)), None) if name == MARK)
        }
        _ => false,
    })
}
