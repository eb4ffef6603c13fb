//! `for` loops over streams.
//!
//! In: the loop, as it is written. Out: the stream that it runs over, around its body. What an exit of the body leaves must be one loop: else the items are collected first.

use syn::spanned::Spanned;

use super::tuples::sized;
use crate::lower::Lower;
use crate::lower::apart::apart;
use crate::lower::item::{Item, Mode};
use crate::lower::scopes::Stream;

impl Lower<'_> {
    /// `for x in self.values { .. }` where the body changes something: an array that is copied first.
    fn copied_field(&mut self, expr: &syn::ExprForLoop) -> Option<Item> {
        let syn::Expr::Field(_) = &*expr.expr else { return None };
        let place = self.place(&expr.expr)?;
        let body = syn::Expr::Block(syn::ExprBlock {
            attrs: Vec::new(),
            label: None,
            block: expr.body.clone(),
        });
        let is_changed =
            self.function.var(place.root).ty.is_exclusive() && self.have_effects([&body]);
        is_changed.then(|| Item::Place(self.copied_place(place, expr.span()), Mode::Move))
    }

    /// `for pattern in iterator { .. }`
    pub(in crate::lower) fn for_stream(&mut self, expr: &syn::ExprForLoop) -> Option<()> {
        let span = expr.for_token.span();
        let stream = match self.copied_field(expr) {
            Some(field) => Stream::Indexed(self.items_of(field, span)),
            None => self.stream(&sized(&expr.expr, Some(&expr.pat)))?,
        };
        let indexed = match stream.is_one_loop() || !may_exit(&expr.body) {
            true => None,
            // What an exit leaves must be one loop.
            false => Some(Stream::Indexed(self.kept(&stream, span))),
        };
        let stream = indexed.unwrap_or(stream);
        if stream.is_one_loop() {
            self.next_loop = Some(expr.label.as_ref().map(|label| label.name.ident.clone()));
        }
        self.run(&stream, span, &mut |cx, item| {
            cx.scopes.push(Vec::new());
            match apart(&expr.pat, &item, &expr.body) {
                Some((pattern, item, body)) => {
                    cx.bind(&pattern, item, None);
                    cx.block(&body);
                }
                None => {
                    cx.bind(&expr.pat, item, None);
                    cx.block(&expr.body);
                }
            }
            cx.scopes.pop();
        });
        Some(())
    }
}

/// Whether a loop's body may leave before its end.
fn may_exit(body: &syn::Block) -> bool {
    struct Exits(bool);
    impl<'a> syn::visit::Visit<'a> for Exits {
        fn visit_expr_return(&mut self, _: &'a syn::ExprReturn) {
            self.0 = true;
        }
        fn visit_expr_break(&mut self, _: &'a syn::ExprBreak) {
            self.0 = true;
        }
        fn visit_expr_continue(&mut self, _: &'a syn::ExprContinue) {
            self.0 = true;
        }
        fn visit_expr_try(&mut self, _: &'a syn::ExprTry) {
            self.0 = true;
        }
    }
    let mut exits = Exits(false);
    syn::visit::Visit::visit_block(&mut exits, body);
    exits.0
}
