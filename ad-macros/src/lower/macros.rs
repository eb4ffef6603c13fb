//! Macros: `vec!`, those that only look at their arguments, and those of which nobody knows.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;

use super::syntax::may_change;
use super::{Lower, matches, stays};
use crate::ir::{Atom, Exit, Expr, Stmt, Verbatim};
use crate::library::macros::{self, MacroFact, never_returns};
use crate::message::Message;
use crate::unsupported;

impl Lower<'_> {
    pub(super) fn macro_expr(&mut self, mac: &syn::Macro) -> Expr {
        let name = mac.path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default();
        match name.as_str() {
            macros::VEC => return self.vec(mac, None),
            name if macros::is(name, MacroFact::Assembly) => {
                self.diagnostics.error(&mac.path, unsupported::ASM);
                return Expr::Atom(Atom::Unit);
            }
            _ => {}
        }
        if let Some(choice) = matches::choice(mac) {
            return self.match_expr(&choice, None);
        }
        if macros::is(&name, MacroFact::Looks) {
            // Nothing comes after a `panic!`.
            let changes = may_change(&mac.tokens) && !never_returns(mac);
            let complaint =
                changes.then(|| (mac.path.to_token_stream(), unsupported::MACRO_CHANGES));
            return Expr::Verbatim(self.staying(mac, complaint, changes));
        }
        let complaint = Some((mac.path.to_token_stream(), unsupported::unknown_macro(&name)));
        // A text may be made a number again; in a message or an error it is a constant.
        let changes = name != macros::FORMAT || may_change(&mac.tokens);
        Expr::Verbatim(self.staying(mac, complaint, changes))
    }

    /// A macro call that is passed through, and doesn't leave the loop that it is in.
    fn staying(
        &mut self,
        mac: &syn::Macro,
        complaint: Option<(TokenStream, Message)>,
        changes: bool,
    ) -> Verbatim {
        let verbatim = self.verbatim(mac.to_token_stream(), complaint, changes);
        match self.is_in_loop() {
            true => Verbatim { tokens: stays::value(&verbatim.tokens), ..verbatim },
            false => verbatim,
        }
    }

    /// A macro in statement position; `vec![..]` and the like may still be the block's value.
    pub(super) fn macro_stmt(&mut self, mac: &syn::Macro) -> Atom {
        match self.macro_expr(mac) {
            Expr::Verbatim(verbatim) => {
                self.stmts.push(Stmt::Verbatim { verbatim, lets: None });
                self.diverge(mac);
                Atom::Unit
            }
            expr => self.atom(expr, mac.span()),
        }
    }

    /// What comes after a `panic!` is never run.
    pub(super) fn diverge(&mut self, mac: &syn::Macro) {
        if never_returns(mac) {
            self.stmts.push(Stmt::Exit { exit: Exit::Diverge, span: mac.span() });
        }
    }

    /// `vec![..]`, of items of a type that may be known from around it.
    pub(super) fn vec(&mut self, mac: &syn::Macro, ty: Option<&syn::Type>) -> Expr {
        let repeat = |input: syn::parse::ParseStream| {
            let item: syn::Expr = input.parse()?;
            input.parse::<syn::Token![;]>()?;
            let len: syn::Expr = input.parse()?;
            Ok((item, len))
        };
        if let Ok((item, len)) = repeat.parse2(mac.tokens.clone()) {
            let (item, len) = (self.value(&item), self.value(&len));
            self.is_count(&len);
            return Expr::Repeat { item, len, vec: true };
        }
        match Punctuated::<syn::Expr, syn::Token![,]>::parse_terminated.parse2(mac.tokens.clone()) {
            Ok(items) => {
                let items = self.items(items.iter(), ty);
                Expr::List { items, vec: true }
            }
            Err(error) => {
                self.diagnostics.add(error);
                Expr::Atom(Atom::Unit)
            }
        }
    }
}
