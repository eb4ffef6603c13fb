//! Expressions that a `macro_rules!` was given stay whole.
//!
//! In: an item as rustc hands it over, where `$x` is a group without delimiters. Out: the same with parentheses where an operator
//! stands in such a group. rustc looks through the groups of what a macro like this one returns: `2.0 * $x` with `a + b` for
//! `$x` would be `2.0 * a + b`.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use syn::visit_mut::{self, VisitMut};

/// Puts the parentheses.
pub struct Whole;

impl VisitMut for Whole {
    fn visit_expr_mut(&mut self, expr: &mut syn::Expr) {
        visit_mut::visit_expr_mut(self, expr);
        if let syn::Expr::Group(group) = expr
            && is_open(&group.expr)
        {
            let paren_token = syn::token::Paren(Span::mixed_site());
            let inner =
                std::mem::replace(&mut *group.expr, syn::Expr::Verbatim(TokenStream::new()));
            let attrs = std::mem::take(&mut group.attrs);
            let expr_paren = syn::ExprParen { attrs, paren_token, expr: Box::new(inner) };
            *expr = syn::Expr::Paren(expr_paren);
        }
    }

    fn visit_macro_mut(&mut self, mac: &mut syn::Macro) {
        mac.tokens = whole(std::mem::take(&mut mac.tokens));
    }
}

/// The same in the arguments of a macro, of which only tokens are known.
pub fn whole(tokens: TokenStream) -> TokenStream {
    let tokens = tokens.into_iter().map(|token| match token {
        TokenTree::Group(group) => {
            let is_bare = group.delimiter() == Delimiter::None;
            let parsed = || syn::parse2::<syn::Expr>(group.stream());
            let delimiter = match is_bare && parsed().is_ok_and(|expr| is_open(&expr)) {
                true => Delimiter::Parenthesis,
                false => group.delimiter(),
            };
            let mut new = Group::new(delimiter, whole(group.stream()));
            new.set_span(group.span());
            TokenTree::Group(new)
        }
        token => token,
    });
    tokens.collect()
}

/// Whether an operator around an expression could take a part of it.
fn is_open(expr: &syn::Expr) -> bool {
    match expr {
        syn::Expr::Group(group) => is_open(&group.expr),
        syn::Expr::Binary(binary) => !holds_let(&binary.left) && !holds_let(&binary.right),
        syn::Expr::Assign(_)
        | syn::Expr::Break(_)
        | syn::Expr::Cast(_)
        | syn::Expr::Closure(_)
        | syn::Expr::Range(_)
        | syn::Expr::Reference(_)
        | syn::Expr::Return(_)
        | syn::Expr::Unary(_) => true,
        _ => false,
    }
}

/// `let` can't stand in parentheses.
fn holds_let(expr: &syn::Expr) -> bool {
    match expr {
        syn::Expr::Group(group) => holds_let(&group.expr),
        syn::Expr::Binary(binary) => holds_let(&binary.left) || holds_let(&binary.right),
        syn::Expr::Let(_) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
    use quote::{ToTokens, quote};
    use syn::visit_mut::VisitMut;

    fn bare(tokens: TokenStream) -> TokenStream {
        TokenTree::Group(Group::new(Delimiter::None, tokens)).into()
    }

    fn written(tokens: TokenStream) -> String {
        let mut expr: syn::Expr = syn::parse2(tokens).expect("an expression");
        super::Whole.visit_expr_mut(&mut expr);
        expr.to_token_stream().to_string()
    }

    #[test]
    fn operators_stay_whole() {
        let sum = bare(quote!(a + b));
        assert_eq!(written(quote!(2.0 * #sum)), quote!(2.0 * (a + b)).to_string());
        let negative = bare(bare(quote!(-a)));
        assert_eq!(written(quote!(#negative.abs())), quote!((-a).abs()).to_string());
        let sum = bare(quote!(a + b));
        assert_eq!(written(quote!(assert!(c * #sum))), quote!(assert!(c * (a + b))).to_string());
    }

    #[test]
    fn what_is_whole_stays_as_it_is() {
        for tokens in [quote!(a), quote!(f(a)), quote!(a.b[1]), quote!({ a + b }), quote!(1.0)] {
            let group = bare(tokens.clone());
            assert_eq!(written(quote!(2.0 * #group)), quote!(2.0 * #group).to_string());
        }
    }
}
